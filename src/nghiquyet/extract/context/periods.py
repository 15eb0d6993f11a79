"""The period that a heading or a title names. A time that dates a comparison, or is part of a name, is no period."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex

from ...facts import Time
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import row_words, words
from ..view import TextView

#: Letters before a time in which what it belongs to is looked for.
_BEFORE, _VISION, _NAME = 40, 20, 160
#: Letters that may stand between the last time of a heading and its end, as it ends with that time.
_AT_END = 3


class Periods:
    """The dates and intervals of a document, its *times*, in the order of the text, asked by place."""

    def __init__(self, view: TextView, times: Sequence[Time]) -> None:
        self._view, self._low = view, view.low
        self.times: list[Time] = []
        self._starts: list[int] = []
        for time in times:
            if time.type in ("date", "interval") and time.value:
                self.times.append(time)
                self._starts.append(time.span.start)

    def between(self, start: int, end: int) -> list[Time]:
        """Return the times that begin between two offsets."""
        return self.times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a time begins between two offsets."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def timeless(self, start: int, end: int) -> str:
        """Return the words between two offsets without the times in them."""
        if not self.holds(start, end):
            return self._view.words(start, end).strip(" :;.,")
        words, at = [], start
        for time in self.between(start, end):
            words.append(self._view.words(at, time.span.start))
            at = time.span.end
        return " ".join(filter(None, (*words, self._view.words(at, end)))).strip(" :;.,")

    def of(self, start: int, end: int) -> Time | None:
        """Return the period of a heading: its last time, the narrowest; a vision only if it is the only one."""
        time = self.last(start, end)
        ends = time is not None and end - time.span.end < _AT_END  # it is the heading's, whatever name stands before
        return time if time is not None and (ends or not self.named(time, start)) else None

    def of_title(self, start: int, end: int) -> Time | None:
        """Return the period of a title, unless it only says when a meeting was held."""
        time = self.last(start, end)
        return None if time is None or _meeting().search(self._low, start, time.span.start) else time

    def reported(self, start: int, end: int) -> Time | None:
        """Return the first of two times where a heading reports on it and plans the second."""
        times = [time for time in self.between(start, end) if not self.compared(time, start)]
        if len(times) < 2 or not _reports().search(self._low, start, times[0].span.start):
            return None
        return times[0] if _plans().search(self._low, times[0].span.end, times[-1].span.start) else None

    def reported_in_title(self, start: int, end: int) -> Time | None:
        """Return the first time of a title that says what is reported on: "Về kết quả thực hiện năm 2025, ..."."""
        time = next(iter(self.between(start, end)), None)
        if time is None:
            return None
        said = [form().search(self._low, start, time.span.start) for form in (_meeting, _reports)]
        return time if any(said) else None

    def last(self, start: int, end: int) -> Time | None:
        """Return the last time between two offsets, the narrowest; a vision only if it is the only one."""
        found = [time for time in self.between(start, end) if not self.compared(time, start)]
        places = [(time, time.span.start) for time in found]
        near = [time for time, at in places if not _vision().search(self._low, max(start, at - _VISION), at)]
        return (near or found)[-1] if found else None

    def compared(self, time: Time, floor: int) -> bool:
        """Tell whether a time only dates a comparison: "so với năm 2020"."""
        return bool(_compared().search(self._low, max(floor, time.span.start - _BEFORE), time.span.start))

    def named(self, time: Time, floor: int) -> bool:
        """Tell whether a time is part of the name of a programme or a document."""
        return not time.deadline and bool(
            _named().search(self._low, max(floor, time.span.start - _NAME), time.span.start)
        )


def _words(row: str) -> str:
    return words(row_words("headings", row))


@cache
def _compared() -> "regex.Pattern[str]":
    return pattern(rf"(?<!{_words('not_compared')}\s){_words('compared')}(?:\s+{_words('compared_more')})*\s*$")


@cache
def _named() -> "regex.Pattern[str]":
    return pattern(rf"{_words('named')}[^.;:,]{{0,140}}$")


@cache
def _vision() -> "regex.Pattern[str]":
    return pattern(rf"{_words('vision')}\s*$")


@cache
def _meeting() -> "regex.Pattern[str]":
    return pattern(rf"{_words('meetings')}(?:\s+(?!{_words('meeting_ends')})[\p{{L}}-]+){{0,8}}\s*$")


@cache
def _reports() -> "regex.Pattern[str]":
    return pattern(_words("reports"))


@cache
def _plans() -> "regex.Pattern[str]":
    return pattern(_words("plans"))
