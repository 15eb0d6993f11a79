"""Why an amount is no target: every reason is a row of `REJECTIONS`, tried in this order."""

from .by_amount import BY_AMOUNT, QUOTED
from .by_clause import BOUNDED, BY_CLAUSE
from .model import Case, LeftOut, Rule
from .signs import Signs

REJECTIONS: tuple[Rule, ...] = (*BY_AMOUNT, *BY_CLAUSE)

#: Reasons that are no rule of the amount: where it stands, or that nothing speaks for it.
OTHER_REASONS = {
    "in-note": "It stands in a footnote or an endnote.",
    "in-time": "It is part of a time.",
    "in-reference": "It is part of a reference to a document.",
    "numeral-word": "A numeral word that counts nothing: an article, a name, a way of speaking.",
    "heading-of-rule": "What stands over it says whom or when a rule is for.",
    "no-aim-of-task": "In a table of tasks: a count without a limit is what the task is about.",
    "document-of-rules": "Nothing speaks for it in a regulation, a form or a list of criteria.",
    "only-describes": "A count that nothing makes a goal or a report: no verb of a task, no bound, no list of goals.",
    "bare-number": "A number without a unit that is no index, rank or quota.",
}

#: What each code says.
REASONS = {rule.code: rule.doc for rule in REJECTIONS} | OTHER_REASONS

__all__ = [
    "BEFORE", "BOUNDED", "BY_AMOUNT", "BY_CLAUSE", "OF_AMOUNT", "OF_CLAUSE", "OTHER_REASONS", "QUOTED", "REASONS",
    "REJECTIONS", "Case", "LeftOut", "Rule", "rejection",
]  # fmt: skip


#: How far before an amount the rules of a clause look for their signs at least.
BEFORE = 60
#: What tells which rules are asked: of the amount alone, and of its clause, each so far behind the amount.
OF_AMOUNT, OF_CLAUSE = Signs(BY_AMOUNT, 16), Signs(BY_CLAUSE, 160)


def rejection(asked: tuple[Rule, ...], case: Case) -> Rule | None:
    """Return the first of the rules that are asked that leaves an amount out, None if none does."""
    for rule in asked:
        if rule.test(case):
            return rule
    return None
