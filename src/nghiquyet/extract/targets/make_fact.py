"""From a measured amount and its role to the fact: bound, change, unit, due, baseline, evidence."""

from ...facts import Comparator, Target
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ...units.lookup import unit
from .due_dates import Due
from .due_rules import made_due
from .level_or_change import as_written, change, comparator, is_base
from .roles import RoleCase
from .section_context import Role

_OR_MORE = phrase_once("roles", "or_more")
_BASELINE = phrase_once("roles", "baseline")


def make_target(case: RoleCase, role: Role, why: str, due: Due) -> Target:
    """Return the fact of one quantity; *why* tells its role."""
    view, item, quantity, context, words = case.view, case.item, case.item.quantity, case.context, case.words
    bound, reason = _bound(case)
    due = made_due(case, role, due)
    indicator = item.indicator or (case.items[case.number + 1].indicator if case.based else "")
    if not indicator and context.indicator is not None:
        indicator = context.indicator.value
    start = item.clause.left
    while start < quantity.start and not view.plain[start].isalnum():
        start += 1
    return Target(
        role=role,
        indicator=indicator,
        comparator=bound,
        low=quantity.low,
        high=quantity.high,
        unit=unit(quantity.unit) if quantity.unit and quantity.kind != "fraction" else None,
        change=None if case.based else change(item),
        due=due.value,
        due_from=due.found,
        number=view.words(quantity.number_start, quantity.number_end),
        number_span=Span(quantity.number_start, quantity.number_end),
        span=Span(start, max(item.clause.right, quantity.end)),
        commitment=None if words.isdisjoint(_COMMITMENTS) else _commitment(case),
        whole=quantity.whole,
        baseline=_baseline(case) if case.number or "compares" in words else None,
        why=tuple(filter(None, (why, due.code, reason, quantity.suspect))),
    )


#: Rows of data/roles.toml; the first that stands in the clause tells.
_COMMITMENTS = ("stretch", "estimate", "firm")


def _commitment(case: RoleCase) -> str | None:
    """Return how firm the words of a clause are, None where they do not say it."""
    for name in _COMMITMENTS:
        if name in case.words and word_list("roles", name).search(case.clause):
            return name
    return None


def _baseline(case: RoleCase) -> str | None:
    """Return what a value is compared with: the words after "so với", or the base of its change."""
    view, items, number, end = case.view, case.items, case.number, case.item.quantity.end
    found = _BASELINE.match(view.low, end, end + 120) if "compares" in case.words else None
    if found:
        return view.words(*found.span("base"))
    if number and is_base(view, items, number - 1):
        return as_written(view, items[number - 1].quantity)
    return None


def _bound(case: RoleCase) -> tuple[Comparator, str | None]:
    """Return how a value binds: by the words before it, else by a bound behind its noun: "80% chi hội trở lên"."""
    bound, reason = comparator(case.item, case.clause, base=case.based)
    if bound == "eq" and "or_more" in case.words:
        end = case.item.quantity.end
        more = _OR_MORE.match(case.view.low, end, end + 80)
        if more:  # in "90% chi hội hoàn thành tốt nhiệm vụ trở lên" it is the rating's
            bound = "ge" if more["up"] else "le"
    return bound, reason
