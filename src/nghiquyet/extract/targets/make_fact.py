"""From a measured amount and its role to the fact: bound, change, unit, due, baseline, evidence."""

from collections.abc import Sequence

from attrs import evolve

from ...facts import Target
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ...units.lookup import unit
from ..view import TextView
from .due_dates import Calendar, Due, years
from .indicator_keys import indicator_key
from .indicator_phrases import Measured
from .level_or_change import as_written, change, comparator, is_base
from .roles import RoleCase
from .section_context import Role

_OR_MORE = pattern(
    r"(?:\s+(?!hoàn thành|đạt|xếp|có|được|loại|từ|thứ|và|trong|cho)\p{L}+){1,5}"
    r"\s+trở (?:(?P<up>lên)|xuống|lại)(?!\p{L})"
)
#: "Bình quân đầu người" is a level and no average of years, "công nghiệp - xây dựng" a sector and no deed.
_A_HEAD = pattern(r"bình quân\s+(?:đầu|mỗi|một|trên)\s+người|công nghiệp\s*(?:-|,|và)\s*xây dựng")
_COMPARED = pattern(r"[^;.,()\d]{0,40}?\b(?:so với|so)\s+([^;.,()]{3,60})")
_UNDATED = Due(None, None)


class Maker:
    """Makes the facts of one document; see `RoleCase` for the arguments."""

    def __init__(self, view: TextView, calendar: Calendar, year: int | None) -> None:
        self.view, self.calendar, self.year = view, calendar, year

    def target(self, case: RoleCase, role: Role, why: tuple[str, ...], due: Due) -> Target:
        """Return the fact of one quantity."""
        view, items, number, context, item = self.view, case.items, case.number, case.context, case.item
        quantity = item.quantity
        clause = view.low[item.clause.left : quantity.number_start]
        base = is_base(view, items, number)
        bound, reason = comparator(item, clause, base=base)
        more = _OR_MORE.match(view.low, quantity.end, quantity.end + 80) if bound == "eq" else None
        if more:  # "80% chi hội trở lên"; in "90% chi hội hoàn thành tốt nhiệm vụ trở lên" it is the rating's
            bound = "ge" if more["up"] else "le"
        if role == "result" and due.found != "sentence":
            due = self.calendar.reviewed(context) or due
        if role == "result" and self.is_of_term(due) and self.is_state(item, clause):
            due = evolve(due, value=(due.value or "").split("/")[-1])
        if role == "result" and due.found in ("heading", "title") and (self.is_ahead(due) or self.is_aimed(due)):
            due = _UNDATED  # the heading dates the goals; what is reported was before
        if role == "result" and due.found in ("title", None) and self.calendar.reported:
            told = Due(self.calendar.reported.value, "title")
            due = _UNDATED if self.is_ahead(told) else told
        if base and (due.found != "sentence" or due.deadline or due.opening):
            due = _UNDATED  # the time is that of the aim
        if role == "target" and due.found == "title" and self.calendar.reported:
            due = _UNDATED if due.value == self.calendar.reported.value else due  # "Về kết quả giám sát ... 2023"
        notes = (note for note in (reason, quantity.suspect) if note)
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
            key=indicator_key(indicator),
            whole=quantity.whole,
            baseline=self.baseline(items, number),
            why=(*why, *notes),
        )

    def baseline(self, items: Sequence[Measured], number: int) -> str | None:
        """Return what a value is compared with: the words after "so với", or the base of its change."""
        end = items[number].quantity.end
        found = _COMPARED.match(self.view.low, end, end + 120)
        if found:
            return self.view.words(*found.span(1))
        if number and is_base(self.view, items, number - 1):
            return as_written(self.view, items[number - 1].quantity)
        return None

    def is_ahead(self, due: Due) -> bool:
        """Tell whether a due begins behind the year of the document; a term begins in the year of its congress."""
        if not due.value or not self.year:
            return False
        term = "/" in due.value and due.found == "title"
        return years(due.value)[0] - self.year >= (0 if term else 1)

    def is_aimed(self, due: Due) -> bool:
        """Tell whether a due is the aim that a title names: "phát triển du lịch đến năm 2030"."""
        title = self.calendar.title
        return due.found == "title" and title is not None and title.words.lower().startswith("đến")

    @staticmethod
    def is_of_term(due: Due) -> bool:
        """Tell whether a heading or the title dates a value by a run of years."""
        return due.found in ("heading", "title") and due.value is not None and years(due.value)[0] < years(due.value)[1]

    @staticmethod
    def is_state(item: Measured, clause: str) -> bool:
        """Tell whether a reported value is the state at the end of a period and not what was done during it."""
        unit = item.quantity.unit or ""
        yearly = unit.endswith("/năm") and "/người" not in unit  # an income per head and year is a state
        counted = item.quantity.head == "chỉ tiêu"  # what a whole term came to
        return not (yearly or counted or "lượt" in unit) and not word_list("roles", "flow").search(
            _A_HEAD.sub("", clause)
        )

    def first_letter(self, start: int, end: int) -> int:
        while start < end and not self.view.plain[start].isalnum():
            start += 1
        return start
