"""Why an amount is no target: every reason is a row of `REJECTIONS`, tried in this order."""

from typing import get_args

from ...quantities.model import Kind
from .by_amount import BY_AMOUNT
from .by_clause import BY_CLAUSE
from .model import Case, LeftOut, Rule

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


#: The rules that are asked of amounts of a kind.
_BY_AMOUNT, _BY_CLAUSE = (
    {kind: tuple(rule for rule in rules if not rule.kinds or kind in rule.kinds) for kind in get_args(Kind)}
    for rules in (BY_AMOUNT, BY_CLAUSE)
)


def rejection(case: Case) -> Rule | None:
    """Return the rule that leaves an amount out: by the amount alone, or by its clause once that is read."""
    for rule in (_BY_CLAUSE if case.items else _BY_AMOUNT)[case.quantity.kind]:
        if rule.test(case):
            return rule
    return None
