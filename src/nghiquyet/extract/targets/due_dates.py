"""When a value is to hold: the time of its own words, of its sentence, of the heading above, of the title.

The nearer wins. A time that only dates a comparison ("so với năm 2020", "gấp 2,1 lần năm 2020") or belongs to the name
of a programme is no due.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import regex
from attrs import frozen

from ...facts import Time
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...text.numerals import counted
from ..context import Context, Contexts, Said, Source
from ..times.iso import bounds
from ..view import TextView
from .indicator_phrases import Measured

_GOALS = phrase_once("dues", "goals")
_CONGRESS = phrase_once("dues", "congress")
_REPORTED = phrase_once("dues", "reported")
_NO_NAME = phrase_once("dues", "no_name")
#: The word that opens a sentence before its year sets a plan and names none: "Kế hoạch năm 2027 xây dựng ...".
_PLANS = phrase_once("dues", "plans")
_APART = phrase_once("dues", "apart")
_FIRST_MONTHS, _MONTHS = phrase_once("dues", "first_months"), 12
_PARTED, _CLOSES = phrase_once("dues", "parted"), phrase_once("dues", "closes")
_DONE = phrase_once("dues", "done")
#: Words in brackets right behind a value, which tell of a part of it.
_ASIDE = pattern(r"\s*\([^()]{1,160}\)\s*")
_NEAR = 40
_ONWARD = phrase_once("dues", "onward")
_MOVED = phrase_once("dues", "moved")
_OPENS = phrase_once("dues", "opens")
_NOW = phrase_once("dues", "now")
_LABELS = pattern(r"[^\d;.:]{0,60}:\s")
_LABELLED = phrase_once("dues", "labelled")
#: "Các chỉ tiêu cần đạt đến năm 2028 như: ...": the time holds for all that the paragraph lists.
_OPENS_LIST = phrase_once("dues", "opens_list")
_COUNTED = pattern(r"[\d;]")
_DATES_ONE = phrase_once("dues", "dates_one")
#: Letters before a time in which the goals or the congress are named that it dates.
_SENTENCE = 160
#: Letters in which the time stands that opens a clause.
OPENING = 120
#: Where a clause ends.
CLAUSE_END = pattern(r";|[.!?…](?=\s+\S)|\.(?=\p{Lu}\p{Ll})")


@frozen
class Due:
    """A due date.

    Attributes:
        value: The time, ISO 8601, None where nothing dates a value.
        found: Where it was found; see `Target.due_from`.
        deadline: Whether it is a limit.
        opening: Whether it opens the sentence far ahead.
        code: The row that gave it (`due_rules`), "" for none.
    """

    value: str | None
    found: str | None
    deadline: bool = False
    opening: bool = False
    code: str = ""

    def coded(self, code: str) -> "Due":
        """Return it as another row gives it."""
        return Due(self.value, self.found, self.deadline, self.opening, code)


UNDATED = Due(None, None)


class Calendar:
    """The times of a document in the order of the text, asked by place."""

    def __init__(self, view: TextView, contexts: Contexts) -> None:
        self.view, self.periods, self.times = view, contexts.periods, contexts.periods.times
        self.between, self.compared, self.holds = self.periods.between, self.periods.compared, self.periods.holds
        self.taken: dict[int, int] = {}  # where a time begins that dates a value alone -> that value's position
        self.contexts = contexts

    @cached_property
    def title(self) -> Said | None:
        """The period of the title."""
        return self.contexts.document.period

    @cached_property
    def reported(self) -> Said | None:
        """The first of two times of the title, on which it reports."""
        return self.contexts.document.reported

    @cached_property
    def spoken(self) -> tuple[Time, ...]:
        """The times of a text without a title."""
        times = self.between(0, len(self.view.low))
        titled = times and any(each.node.kind == "title" for each in self.view.passages)
        return () if titled else tuple(times)

    @cached_property
    def goals(self) -> list[Time]:
        """The times of the goals that paragraphs name, in a text without a title."""
        spoken = (time for time in self.spoken if self.follows(_GOALS, time))
        low = self.view.low
        return [time for time in spoken if not _DATES_ONE.match(low, time.span.end, time.span.end + _NEAR)]

    @cached_property
    def terms(self) -> list[Time]:
        """The terms of the congresses that paragraphs name, in a text without a title."""
        return [time for time in self.spoken if "/" in (time.value or "") and self.follows(_CONGRESS, time)]

    @cached_property
    def only_goals(self) -> Due:
        """The one time of all goals of a text without a title, else its one term, if there is one."""
        for times in (self.goals, self.terms):
            only = {time.value for time in times}
            if only:
                return Due(only.pop(), "paragraph", code="due-paragraph") if len(only) == 1 else UNDATED
        return UNDATED

    def follows(self, words: "regex.Pattern[str]", time: Time) -> bool:
        """Tell whether a time stands behind *words*, and not in what the sentence reports on."""
        low, start = self.view.low, max(0, time.span.start - _SENTENCE)
        found = words.search(low, start, time.span.start)
        return found is not None and _REPORTED.search(low, start, found.start()) is None

    def named(self, time: Time, floor: int) -> bool:
        """Tell whether a time is part of a name; "thực hiện đề án giai đoạn 2026 - 2030" has none between."""
        bare = _NO_NAME.search(self.view.plain, max(floor, time.span.start - 20), time.span.start)
        bare = bare or _PLANS.fullmatch(self.view.low, floor, time.span.start)
        return bare is None and self.periods.named(time, floor)

    def announced(self, start: int, opening: Time | None) -> Time | None:
        """Return the time of a label over a list of sentences: "Các chỉ tiêu cần đạt đến năm 2028 như: ..."."""
        listed = opening and _OPENS_LIST.search(self.view.low, start, opening.span.start)
        return opening if listed else None

    def after(self, item: Measured, floor: int, end: int) -> Time | None:
        """Return the time that stands right after a value and dates it alone: "95 tỷ đồng năm 2027"."""
        low, quantity = self.view.low, item.quantity
        if quantity.kind == "factor":  # "gấp rưỡi năm 2020" names the base
            return None
        near = self.between(quantity.end, min(max(item.clause.right, quantity.end) + 60, end))
        for time in near:  # "chuyển nguồn 500 tỷ đồng dự toán năm 2024 ... sang năm 2025"
            if _ONWARD.match(low, quantity.end, time.span.start) and _MOVED.search(low, floor, quantity.start):
                return time
        for time in near[:1]:  # "từ 3,1% (năm 2021) xuống còn 1% (năm 2024)"
            closed = low[time.span.end : time.span.end + 2].lstrip().startswith(")")
            if closed and low[quantity.end : time.span.start].strip() == "(":
                return time
        if aside := _ASIDE.match(low, quantity.end, end):  # "dưới 17% (vùng núi dưới 28%) vào năm 2025"
            near = self.between(aside.end(), min(aside.end() + _NEAR, end))
        behind = aside.end() if aside else quantity.end
        for time in near:
            if _APART.search(low, behind, time.span.start) and not self.closes(time, behind):
                return None
            if not self.compared(time, floor) and not self.named(time, behind):
                return time
        return None

    def closes(self, time: Time, start: int) -> bool:
        """Tell whether a limit closes what a value is of, "và" in it or not: "60% cơ quan và hội vào năm 2025"."""
        low, end = self.view.low, time.span.end
        parted = _PARTED.search(low, start, time.span.start) is not None
        return time.deadline and not parted and _CLOSES.match(low, end, end + _NEAR) is not None

    def limit(self, items: Sequence[Measured], at: int, end: int) -> Time | None:
        """Return the limit that closes a sentence after its last value: "..., hoàn thành trước ngày 30/6/2026"."""
        start = items[at].quantity.end
        if at + 1 < len(items):  # looked for no further than the next value, for the sake of passages without end
            end = min(end, items[at + 1].quantity.start + 1)
        limits = [time for time in self.between(start, end) if time.deadline]
        if not limits:
            return None
        stop = CLAUSE_END.search(self.view.plain, start, end)
        edge = stop.start() if stop else end
        if at + 1 < len(items) and items[at + 1].quantity.start < edge:
            return None
        found = (time for time in limits if time.span.start < edge)
        low = self.view.low
        return next((t for t in found if t.relation == "before" or _DONE.search(low, start, t.span.start)), None)

    def own(self, item: Measured, at: int) -> Time | None:
        """Return the last time between the beginning of a clause and its value."""
        left, start = item.clause.left, item.quantity.start
        found = [time for time in self.between(left, start) if self.taken.get(time.span.start, at) == at]
        found = [time for time in found if not self.compared(time, left) and not self.named(time, left)]
        return found[-1] if found else None

    def opening(self, start: int) -> Time | None:
        """Return the time with which a clause opens ("Đến năm 2030, ..."): it holds for the rest of the sentence.

        So does a time in the label of a list: "Cơ cấu kinh tế đến năm 2030: công nghiệp 45%; dịch vụ 38%".
        """
        low = self.view.low
        time = next(iter(self.between(start, start + OPENING)), None)
        if time is None or time.span.start in self.taken or self.compared(time, start):
            return None
        if _LABELS.match(low, time.span.end, time.span.end + 64) and not _COUNTED.search(low, start, time.span.start):
            return time
        return time if self.leads(time, start) else None

    def leads(self, time: Time, start: int) -> bool:
        """Tell whether nothing but "Phấn đấu", "Trong đó" or a topic stands before the time of a clause."""
        label = _LABELLED.match(self.view.low, start, start + 80)  # "Về xã hội: Đến năm 2030, ..."
        begin = label.end() if label else start
        opens = time.span.start < start + 80 and _OPENS.fullmatch(self.view.low, begin, time.span.start)
        return bool(opens) and not self.named(time, start)

    def told(self, start: int, end: int) -> Due | None:
        """Return the time before the first value that a report tells of: "Trong 5 năm (2011 - 2015), ..."."""
        for time in self.between(start, end):
            counts = not time.deadline and time.span.start not in self.taken
            if counts and not self.compared(time, start) and not self.named(time, start):
                return Due(time.value, "heading", code="due-opening")
        return None

    def told_months(self, start: int, end: int, day: str | None) -> Due | None:
        """Return the first months of a year that a report without a title tells of: "Trong 6 tháng đầu năm, ...".

        The year is that of the day of the text, else the last one that was named before.
        """
        found = _FIRST_MONTHS.search(self.view.low, start, end) if self.spoken else None
        if found is None:
            return None
        before = self.spoken[: bisect_left(self.spoken, start, key=lambda time: time.span.start)]
        named = (time.value for time in reversed(before) if time.value and "/" not in time.value)
        year = years(day or next(named, ""))[1]
        count = counted(found["months"])
        if not year or count is None or not 0 < count < _MONTHS:
            return None
        part = {3: f"{year}-Q1", 6: f"{year}-H1"}.get(count, f"{year}-01/{year}-{count:02}")
        return Due(part, "heading", code="due-opening")

    def named_goals(self, at: int) -> Due:
        """Return the time of the goals that a text without a title names before an offset, else its congress's term.

        A newspaper's account has no headings: "Mục tiêu tổng quát của năm 2027 là: ...", then "Về các chỉ tiêu, ...".
        What stands before all of them, as its headline does, has the time of its goals where it names only one.
        """
        if not self.spoken:
            return UNDATED
        for times in (self.goals, self.terms):
            before = bisect_left(times, at, key=lambda time: time.span.start)
            if before:
                return Due(times[before - 1].value, "paragraph", code="due-paragraph")
        return self.only_goals

    def inherited(self, context: Context, at: int) -> Due:
        """Return the due that the headings or the title give to what stands at an offset."""
        said = context.period
        if said is None:
            return self.named_goals(at)
        if said.source is Source.TITLE:
            return Due(said.value, "title", code="due-title")
        return Due(said.value, "heading", code="due-heading")

    @staticmethod
    def reviewed(context: Context) -> Due | None:
        """Return the first of two times in the heading over a passage that dates what is reported.

        "Đánh giá kết quả nhiệm kỳ 2020 - 2025 và phương hướng nhiệm kỳ 2025 - 2030" dates results by its first.
        """
        said = context.reported
        return None if said is None or said.source is Source.TITLE else Due(said.value, "heading")


def is_now(view: TextView, start: int, end: int) -> bool:
    """Tell whether the words between two offsets turn to the present: "năm 2020 là 50% thì đến nay còn 40%"."""
    return _NOW.search(view.low, start, end) is not None


def lies_within(due: Due, period: Due) -> bool:
    """Tell whether a time lies within a longer one.

    >>> lies_within(Due("2024", "sentence"), Due("2020/2025", "heading"))
    True
    >>> lies_within(Due("2024", "sentence"), Due("2024", "heading"))
    False
    """
    if due.value is None or period.value is None:
        return False
    (first, last), (begins, ends) = bounds(due.value), bounds(period.value)
    return begins <= first and last <= ends and (first, last) != (begins, ends)


def years(value: str) -> tuple[int, int]:
    """Return the first and the last year of an ISO date or interval.

    >>> years("2021/2025"), years("2027-Q2")
    ((2021, 2025), (2027, 2027))
    """
    found = [int(part[:4]) for part in value.split("/") if part[:4].isdigit()]
    return (found[0], found[-1]) if found else (0, 0)
