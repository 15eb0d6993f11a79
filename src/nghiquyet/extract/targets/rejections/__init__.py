"""Why an amount is no target: every reason is a row of `REJECTIONS`, tried in this order."""

from .by_amount import BY_AMOUNT, QUOTED
from .by_clause import BY_CLAUSE
from .model import Case, LeftOut, Rule
from .signs import Signs

REJECTIONS: tuple[Rule, ...] = (*BY_AMOUNT, *BY_CLAUSE)

#: Reasons that are no rule of the amount: where it stands, or that nothing speaks for it.
OTHER_REASONS = {
    "in-note": "It stands in a footnote or an endnote.",
    "in-time": "It is part of a time.",
    "in-reference": "It is part of a reference to a document.",
    "numeral-word": "A numeral word that counts nothing: an article, a name, a way of speaking.",
    "heading-of-rule": "The heading over it says whom or when a rule is for.",
    "no-aim-of-task": "In a table of tasks: a count without a limit is what the task is about.",
    "document-of-rules": "Nothing speaks for it in a regulation, a form or a list of criteria.",
    "only-describes": "A count that nothing makes a goal or a report: no verb of a task, no bound, no list of goals.",
    "bare-number": "A number without a unit that is no index, rank or quota.",
}

#: What each code says.
REASONS = {rule.code: rule.doc for rule in REJECTIONS} | OTHER_REASONS

__all__ = ["BY_AMOUNT", "BY_CLAUSE", "OTHER_REASONS", "REASONS", "REJECTIONS", "Case", "LeftOut", "Rule", "rejection"]


#: How far before an amount and behind it the rules of a clause look for their signs, and behind it those of the amount.
_BEFORE, _AHEAD = 60, 160
_AROUND = 16
_BY_AMOUNT, _BY_CLAUSE = Signs(BY_AMOUNT, _AROUND), Signs(BY_CLAUSE, _AHEAD)


def rejection(case: Case) -> Rule | None:
    """Return the rule that leaves an amount out: by the amount alone, or by its clause once that is read."""
    quantity, items, number = case.quantity, case.items, case.number
    if items:
        left = min(items[number].clause.left, quantity.start - _BEFORE)
        left = min(left, items[number - 1].quantity.number_end) if number else left
        asked = _BY_CLAUSE.asked(case, max(case.start, left))
    else:
        asked = _BY_AMOUNT.asked(case, max(case.start, quantity.number_start - QUOTED))
    for rule in asked:
        if rule.test(case):
            return rule
    return None
