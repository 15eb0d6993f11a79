"""Where the words of an indicator stand: it may be put together from its clause, the value before it, a heading.

Each run of its words is looked for in the clause of the value first, then backwards in the passage, then in what stands
over it: the nearest place that has the longest run is where it was taken from.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import frozen

from ...lexicon.lazy import plain_pattern
from ...text.spans import Span
from ..view import TextView

_WORD = plain_pattern(r"[\w%/&+]+")
_NEAR = 40  # letters of marks that may stand between two runs that are one: "công nghiệp | - | xây dựng"
_BOTH = 2  # places that are read for a longer run; further ones only for words that stand in none


@frozen
class Stretch:
    """A stretch of a text in which words of an indicator may stand. Few are read, and each is read once."""

    view: TextView
    start: int
    end: int

    @cached_property
    def said(self) -> str:
        """Its words in lower case, a blank before and behind each."""
        return f" {' '.join(_WORD.findall(self.view.plain, self.start, self.end)).lower()} "

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where its words begin and end, as plain pairs: `Span`s take ten times the time to compare."""
        return [found.span() for found in _WORD.finditer(self.view.plain, self.start, self.end)]

    def run(self, wanted: Sequence[str], size: int) -> int:
        """Return how many of the first of *wanted* stand in a row here, *size* if no more than so many do."""
        while size < len(wanted) and f" {' '.join(wanted[: size + 1])} " in self.said:
            size += 1
        return size

    def place(self, wanted: Sequence[str], number: Span) -> Span:
        """Return where the words that stand in a row here are, the nearest ones to *number*."""
        said, run = self.said, f" {' '.join(wanted)} "
        at = said.find(run)
        best = begin = said.count(" ", 0, at)
        following = said.find(run, at + 1)
        near = bisect_left(self.spans, (number.start, number.end)) if following >= 0 else 0
        while following >= 0 and begin < near:  # each further one is nearer, up to the first behind the number
            begin += said.count(" ", at, following)
            best = min(best, begin, key=lambda place: abs(place - near))
            at, following = following, said.find(run, following + 1)
        return Span(self.spans[best][0], self.spans[best + len(wanted) - 1][1])


def indicator_spans(view: TextView, indicator: str, number: Span, sources: Iterable[Stretch]) -> tuple[Span, ...]:
    """Return the places that the words of an indicator were taken from, in the order of its words.

    Args:
        number: Where the number stands; of two places the nearer one is meant.
        sources: Where to look, the nearest first: the clause, the passage, the headings over it.
    """
    left: Iterator[Stretch] = iter(sources)
    first = next(left, None) if indicator else None
    if first is None:
        return ()
    whole = view.plain.rfind(indicator, first.start, max(first.start, number.start))
    if whole >= 0:
        return (Span(whole, whole + len(indicator)),)
    wanted = [word.lower() for word in _WORD.findall(indicator)]
    read, spans = [first], list[Span]()
    while wanted:
        best, size = first, 0
        for each in read:
            run = each.run(wanted, size)
            best, size = (each, run) if run > size else (best, size)
        while (not size or len(read) < _BOTH) and size < len(wanted):
            following = next(left, None)
            if following is None:
                break
            read.append(following)
            run = following.run(wanted, size)
            best, size = (following, run) if run > size else (best, size)
        if size:
            spans = _joined(spans, best.place(wanted[:size], number), view)
        wanted = wanted[max(size, 1) :]
    return tuple(spans)


def _joined(spans: list[Span], found: Span, view: TextView) -> list[Span]:
    """Return the spans with one more; it goes on with the last where only marks stand between."""
    if spans and spans[-1].end <= found.start and found.start - spans[-1].end < _NEAR:
        between = view.plain[spans[-1].end : found.start]
        if not any(map(str.isalnum, between)):
            return [*spans[:-1], Span(spans[-1].start, found.end)]
    return [*spans, found]
