"""From a measured amount and its role to the fact: bound, change, unit, due, baseline, evidence."""

from collections.abc import Sequence

from ...facts import Comparator, Target
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ...units.lookup import unit
from ..view import TextView
from .due_dates import Calendar, Due
from .due_rules import MadeCase, made_due
from .indicator_phrases import Measured
from .level_or_change import as_written, change, comparator, is_base
from .roles import RoleCase
from .section_context import Role

_OR_MORE = phrase_once("roles", "or_more")
_BASELINE = phrase_once("roles", "baseline")


class Maker:
    """Makes the facts of one document; see `RoleCase` for the arguments."""

    def __init__(self, view: TextView, calendar: Calendar, year: int | None) -> None:
        self.view, self.calendar, self.year = view, calendar, year

    def target(self, case: RoleCase, role: Role, why: tuple[str, ...], due: Due) -> Target:
        """Return the fact of one quantity."""
        view, items, number, context, item = self.view, case.items, case.number, case.context, case.item
        quantity = item.quantity
        clause = view.low[item.clause.left : quantity.number_start]
        base = case.based
        bound, reason = self.bound(item, clause, base=base)
        made = MadeCase(
            due=due, role=role, based=base, item=item, clause=clause, calendar=self.calendar, context=context,
            year=self.year,
        )  # fmt: skip
        due = made_due(made)
        notes = (note for note in (due.code, reason, quantity.suspect) if note)
        indicator = item.indicator or (items[number + 1].indicator if base else "")
        indicator = indicator or (context.indicator.value if context.indicator else "")
        return Target(
            role=role,
            indicator=indicator,
            comparator=bound,
            low=quantity.low,
            high=quantity.high,
            unit=unit(quantity.unit) if quantity.unit and quantity.kind != "fraction" else None,
            change=None if base else change(item),
            due=due.value,
            due_from=due.found,
            number=view.words(quantity.number_start, quantity.number_end),
            number_span=Span(quantity.number_start, quantity.number_end),
            span=Span(self.first_letter(item.clause.left, quantity.start), max(item.clause.right, quantity.end)),
            commitment=next((n for n in ("stretch", "estimate", "firm") if word_list("roles", n).search(clause)), None),
            whole=quantity.whole,
            baseline=self.baseline(items, number),
            why=(*why, *notes),
        )

    def baseline(self, items: Sequence[Measured], number: int) -> str | None:
        """Return what a value is compared with: the words after "so với", or the base of its change."""
        end = items[number].quantity.end
        found = _BASELINE.match(self.view.low, end, end + 120)
        if found:
            return self.view.words(*found.span("base"))
        if number and is_base(self.view, items, number - 1):
            return as_written(self.view, items[number - 1].quantity)
        return None

    def bound(self, item: Measured, clause: str, *, base: bool) -> tuple[Comparator, str | None]:
        """Return how a value binds: by the words before it, else by a bound behind its noun: "80% chi hội trở lên"."""
        bound, reason = comparator(item, clause, base=base)
        end = item.quantity.end
        more = _OR_MORE.match(self.view.low, end, end + 80) if bound == "eq" else None
        if more:  # in "90% chi hội hoàn thành tốt nhiệm vụ trở lên" it is the rating's
            bound = "ge" if more["up"] else "le"
        return bound, reason

    def first_letter(self, start: int, end: int) -> int:
        while start < end and not self.view.plain[start].isalnum():
            start += 1
        return start
