"""Where the words of an indicator stand: it may be put together from its clause, the value before it, a heading.

Each run of its words is looked for in the clause of the value first, then backwards in the passage, then in what stands
over it: the nearest place that has the longest run is where it was taken from.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import methodcaller

from attrs import frozen

from ...lexicon.lazy import plain_pattern
from ...text.folding import fold
from ...text.spans import Span
from ..view import OFFSET, Offsets, TextView

_WORD = plain_pattern(r"[\w%/&+]+")
_BOUNDS = methodcaller("span")
_NEAR = 40  # letters of marks that may stand between two runs that are one: "công nghiệp | - | xây dựng"
_BIT = 300  # letters that are read at a time
_BOTH = 2  # places that are read for a longer run; further ones only for words that stand in none


@frozen
class Stretch:
    """A stretch of a text in which words of an indicator may stand. Few are read, and each is read once."""

    view: TextView
    start: int
    end: int

    @cached_property
    def said(self) -> str:
        """Its words, folded, a blank before and behind each."""
        low, at, bits = self.view.low, self.start, [""]
        while at < self.end:  # bit by bit: as a list of words it would take ten times the room
            space = low.find(" ", at + _BIT, self.end)
            stop = space if space >= 0 else self.end
            bits += filter(None, [" ".join(_WORD.findall(low, at, stop))])
            at = stop
        return " ".join([*bits, ""])

    @cached_property
    def bounds(self) -> Offsets:
        """Where its words begin and end: a begin, its end, the next begin."""
        words = _WORD.finditer(self.view.low, self.start, self.end)
        return array(OFFSET, chain.from_iterable(map(_BOUNDS, words)))

    def run(self, words: Sequence[str], first: int, size: int) -> int:
        """Return how many of *words* stand in a row here from the *first* on, *size* if no more than so many do."""
        while first + size < len(words) and f" {' '.join(words[first : first + size + 1])} " in self.said:
            size += 1
        return size

    def place(self, words: Sequence[str], number: Span) -> Span:
        """Return where *words*, which stand in a row here, are, the nearest ones to *number*."""
        said, run = self.said, f" {' '.join(words)} "
        at = said.find(run)
        best = begin = said.count(" ", 0, at)
        following = said.find(run, at + 1)
        bounds = self.bounds
        begins = range(len(bounds) // 2)
        near = bisect_right(begins, number.start, key=lambda at: bounds[2 * at]) if following >= 0 else 0
        while following >= 0 and begin < near:  # each further one is nearer, up to the first behind the number
            begin += said.count(" ", at, following)
            best = min(best, begin, key=lambda place: abs(place - near))
            at, following = following, said.find(run, following + 1)
        return Span(bounds[2 * best], bounds[2 * (best + len(words)) - 1])


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
    words = _WORD.findall(fold(indicator))
    read, spans, at = [first], list[Span](), 0
    while at < len(words):
        best, size = first, 0
        for each in read:
            run = each.run(words, at, size)
            best, size = (each, run) if run > size else (best, size)
        while (not size or len(read) < _BOTH) and at + size < len(words):
            following = next(left, None)
            if following is None:
                break
            read.append(following)
            run = following.run(words, at, size)
            best, size = (following, run) if run > size else (best, size)
        if size:
            _add(spans, best.place(words[at : at + size], number), view)
        at += max(size, 1)
    return tuple(spans)


def _add(spans: list[Span], found: Span, view: TextView) -> None:
    """Add one to the spans; it goes on with the last where only marks stand between."""
    if spans and spans[-1].end <= found.start and found.start - spans[-1].end < _NEAR:
        between = view.plain[spans[-1].end : found.start]
        if not any(map(str.isalnum, between)):
            found = Span(spans.pop().start, found.end)
    spans.append(found)
