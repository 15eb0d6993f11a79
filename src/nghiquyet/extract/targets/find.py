"""Targets (chỉ tiêu) and results (kết quả): which amounts a resolution sets or reports, and what they measure.

The line of one passage: `quantities` finds the amounts, `rejections` leave out what is no value, `indicator_phrases`
gives each its phrase, `due_dates` its time, `role` its role by evidence, `make_fact` makes the fact; here the facts of
a passage are tied to each other. A false target is worse than a missed one, so an amount without evidence is left out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from ...facts import Metadata, Reference, Target, Time
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.note_marks import NOTE_LINE
from ...text.spans import Span
from ..context import Contexts
from ..headings import after_marker
from ..quantities.find import UNITLESS, counted, find_quantities, lend_units, number_signs
from ..quantities.model import Quantity
from ..view import Passage, TextView, any_between
from .document_kind import speaks_of_rules
from .due_dates import Calendar, years
from .indicator_phrases import measure
from .list_heads import Introduction, introduction, within
from .milestones import find_milestones, statuses
from .passages import PassageReader, Reported, is_report
from .rejections import BOUNDED, OF_AMOUNT, QUOTED, REASONS, Case, LeftOut, rejection
from .section_context import Placed, setting_of
from .tables import find_table_targets, merge
from .task_cells import TaskCell, task_cells


def find_targets(
    seen: Contexts, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> tuple[Target, ...]:
    """Return every measured quantity that the document sets or reports, in the order of the text."""
    view = seen.view
    stage = read_targets(seen, times, references, metadata)
    others = list(find_milestones(view, seen, stage.calendar)) if view.all_places(statuses()) else []
    if view.tables:
        others += stage.of_tables()
    return merge(stage.found, others) if others else tuple(stage.found)


def read_targets(
    seen: Contexts, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> "Stage":
    """Return the passages read: the targets in them, and every amount that was left out with its reason."""
    view = seen.view
    stage, tasks = Stage(seen, times, references, metadata), task_cells(view) if view.rows else {}
    numbers = view.all_places(number_signs())
    for passage in view.passages:
        task = tasks.get(passage.start) if tasks else None
        if passage.zone == "note" or (passage.node.kind == "paragraph" and NOTE_LINE.match(view.plain, passage.start)):
            stage.read_note(passage)
        elif task is not None or (passage.zone in _READ and passage.node.kind != "cell"):
            has_amounts = False
            if any_between(numbers, passage.start, passage.end):
                start = after_marker(view, passage)  # the only number of most is that of their marker
                has_amounts = any_between(numbers, start, passage.end) and stage.read(passage, start, task)
            if not has_amounts:
                stage.note_report(passage)
    return stage


_READ = ("body", "annex", "outside")
_FIRST = 2  # passages among which a text says that it gives statistics
_OPENING = 2_000  # letters at the beginning of a text in which the term of those who resolve is named
_SUMMED_UP, _OF_OTHERS = phrase_once("roles", "summed_up"), phrase_once("roles", "of_others")
_GRANTS = phrase_once("rejections", "grants_in_case")
_DAY = pattern(r".*?\d{1,2}\D{1,8}\d{1,2}\D{1,6}\d{4}(?!\d)")  # as it is written, not "cuối năm 2019"


def _first_day(times: Sequence[Time]) -> str | None:
    """Return the first day that a text names, for one without a date."""
    for time in times:
        if time.value and not time.deadline and _DAY.match(time.text):
            return time.value
    return None


def _year_of_term(view: TextView, times: Sequence[Time]) -> int | None:
    """Return the year in which the latest term begins that the title names, or the beginning of a text without one.

    A term that is summed up ends in that year; that of a council or of a committee, which meet in all its years, tells
    nothing.
    """
    titles = [(each.start, each.end) for each in view.passages if each.node.kind == "title" and each.zone == "header"]
    begun = []
    for start, end in titles or [(0, _OPENING)]:
        for time in times:
            if not (start <= time.span.start < end and time.value and "/" in time.value):
                continue
            said = view.low[max(start, time.span.start - _OPENING // 50) : time.span.end]
            before = max(start, time.span.start - _OPENING // 10)
            if not word_list("roles", "terms").search(said):
                continue
            if not titles and _OF_OTHERS.search(view.low, before, time.span.start):
                continue
            summed_up = _SUMMED_UP.search(view.low, before, time.span.start)
            if summed_up or not word_list("headings", "results").search(said):
                begun.append(years(time.value)[1 if summed_up else 0])
    return max(begun, default=None)


class Stage:
    """The work on one document: what all its passages share, and the targets found so far."""

    def __init__(
        self, seen: Contexts, times: Sequence[Time], references: Sequence[Reference], metadata: Metadata
    ) -> None:
        self.view = view = seen.view
        self.contexts, self.metadata = seen, metadata
        self.calendar = Calendar(view, seen)
        self.found: list[Target] = []
        self.left_out: list[LeftOut] = []
        self._reported: Reported | None = None  # what was reported before the paragraphs that are not asked yet
        self._unasked: list[Passage] = []
        self.wholes: dict[int, int] = {}  # end of a passage that opens a breakdown -> position of the sum
        self._introductions: dict[int, Introduction | None] = {}  # position of a passage -> what it lends its list
        self.holes: list[tuple[int, int]] = []
        for time in times:
            self.holes.append((time.span.start, time.span.end))
        for reference in references:
            self.holes.append((reference.span.start, reference.span.end))
        self.holes.sort()
        self.hole_starts: list[int] = []
        for start, _ in self.holes:
            self.hole_starts.append(start)
        self.day = metadata.date.value if metadata.date else _first_day(times) if times else None
        self.year = int(self.day[:4]) if self.day else _year_of_term(view, times) if times else None
        self.is_statistical = False  # whether the text says that it gives statistics: nothing is set unless it says so
        for each in view.passages[:_FIRST]:
            if word_list("roles", "statistics").match(view.low[each.start : each.end].lstrip()):
                self.is_statistical = True

    def is_over(self, period: str) -> bool:
        """Tell whether a period ended before the year of the document, or in it after some years."""
        first, last = years(period)
        return self.year is not None and (last < self.year or (last == self.year and first < last))

    @cached_property
    def speaks_of_rules(self) -> bool:
        """Whether words of procedures stand often in the document."""
        return speaks_of_rules(self.view)

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the times and references between two offsets."""
        at = bisect_left(self.hole_starts, start)
        while at and self.holes[at - 1][1] > start:
            at -= 1
        last = bisect_left(self.hole_starts, end, at)
        return [hole for hole in self.holes[at:last] if hole[1] > start] if at < last else []

    def amounts(self, start: int, end: int, holes: Sequence[tuple[int, int]]) -> list[Quantity]:
        """Return the amounts of a passage that may be values."""
        found, unsure = list[Quantity](), False
        for amount in find_quantities(self.view, start, end, holes):
            if holes and self.within(amount.number_start, amount.number_end):
                continue
            asked = OF_AMOUNT.asked(self.view.low, amount, max(start, amount.number_start - QUOTED))
            rule = rejection(asked, Case(self.view, amount, start, end)) if asked else None
            if rule is None:
                found.append(amount)
                unsure = unsure or amount.spelled or amount.kind in UNITLESS
            else:
                self.leave_out(amount, rule.code, rule.doc)
        return self.sure(found) if unsure else found

    def sure(self, found: list[Quantity]) -> list[Quantity]:
        """Return the amounts without numeral words that count nothing, a number without a unit in that of another."""
        kept = counted(self.view, found)
        if len(kept) < len(found):
            places = {amount.number_start for amount in kept}
            for amount in found:
                if amount.number_start not in places:
                    self.leave_out(amount, "numeral-word")
        return lend_units(self.view, kept)

    def leave_out(self, amount: Quantity, code: str, why: str = "") -> None:
        """Note why an amount is no target."""
        span = Span(amount.number_start, amount.number_end)
        self.left_out.append(LeftOut(span, code, why or REASONS[code]))

    def read_note(self, passage: Passage) -> None:
        """Leave out the amounts of a note: it explains what the text sets or reports."""
        for amount in find_quantities(self.view, passage.start, passage.end, self.within(passage.start, passage.end)):
            self.leave_out(amount, "in-note")

    def read(self, passage: Passage, start: int, task: TaskCell | None = None) -> bool:
        """Add the targets of one passage, whose words begin at *start*, and tell whether it has amounts.

        Of the *task* of a table only what is measured is one.
        """
        view, end = self.view, passage.end
        holes = self.within(start, end) if self.holes else []
        amounts = self.amounts(start, end, holes)
        if not amounts:
            return False
        place = Placed(view, passage, self.contexts.of(passage), start, amounts[0].start)
        if place.setting.rule:
            for amount in amounts:
                self.leave_out(amount, "heading-of-rule")
            return True
        if place.setting.cases:
            amounts = self.granted(amounts, start)
            if not amounts:
                return True
        reader = PassageReader(self, place, measure(view, start, end, amounts, holes), task)
        if task is not None and task.when is not None:
            reader.date_by(task.when)
        self._reported = reader.read()
        self._unasked.clear()
        return True

    def granted(self, amounts: list[Quantity], start: int) -> list[Quantity]:
        """Return the amounts of a case of a rule without the bounds that tell which case it is."""
        kept = []
        for amount in amounts:
            if amount.comparator in BOUNDED and not _GRANTS.search(self.view.low, start, amount.number_start):
                self.leave_out(amount, "heading-of-rule")
            else:
                kept.append(amount)
        return kept

    @property
    def reported(self) -> Reported | None:
        """What the passage before reports.

        Paragraphs without amounts are asked only where one with amounts behind them may go on with their report.
        """
        for passage in self._unasked:
            self._reported = self._goes_on(passage)
        self._unasked.clear()
        return self._reported

    def note_report(self, passage: Passage) -> None:
        """Note a passage without amounts: a paragraph may begin a report, with which the next one goes on."""
        if passage.node.kind == "paragraph":
            self._unasked.append(passage)
        else:
            self._reported = None
            self._unasked.clear()

    def _goes_on(self, passage: Passage) -> Reported | None:
        """Return what is reported behind a paragraph without amounts."""
        low, start, end = self.view.low, after_marker(self.view, passage), passage.end
        begins = is_report(low, start, end) and word_list("roles", "turns").search(low, start, end) is None
        if not begins and self._reported is None:
            return None  # few paragraphs are asked for their context
        if setting_of(self.contexts.of(passage), passage).role is not None:
            return None
        return Reported(passage.above, self.calendar.told(start, end)) if begins else self._reported

    def of_tables(self) -> Iterator[Target]:
        """Yield the targets of the tables."""
        titled = self.calendar.title.value if self.calendar.title else None
        yield from find_table_targets(self.view, self.calendar.periods, self.day, titled, reports=self.is_statistical)

    def heading(self, passage: Passage) -> str:
        """Return the words of the nearest heading, for a value that has no words of its own."""
        place = next((place for place, _ in self.contexts.headings(passage)), None)
        if place is None:
            return ""
        return self.words_of(self.view.passages[place]).strip(" :;.")

    def words_of(self, passage: Passage) -> str:
        """Return the words of a passage without its marker."""
        return self.view.words(after_marker(self.view, passage), passage.end)

    def introduction(self, place: int) -> Introduction | None:
        """Return what the passage at a position lends the items of its list: they share it, so it is read once."""
        if place not in self._introductions:
            passage = self.view.passages[place]
            words, over = self.words_of(passage), self.introduction(passage.above[-1]) if passage.above else None
            lent = introduction(words)
            self._introductions[place] = lent or (within(over, words) if over is not None else None)
        return self._introductions[place]

    def whole_above(self, passage: Passage, target: Target) -> int | None:
        """Return the sum that the list breaks down in which a passage stands: "28.400 triệu đồng, gồm:"."""
        if not passage.above:
            return None
        whole = self.wholes.get(self.view.passages[passage.above[-1]].end)
        if whole is None or target.unit is None:
            return None
        unit = self.found[whole].unit
        return whole if unit is not None and unit.canonical == target.unit.canonical else None
