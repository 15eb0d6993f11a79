"""Where the words of an indicator stand: it may be put together from its clause, the value before it, a heading.

Each run of its words is looked for in the clause of the value first, then backwards in the passage, then in what stands
over it: the nearest place that has the longest run is where it was taken from.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import frozen

from ...lexicon.lazy import pattern
from ...text.spans import Span
from ..view import TextView

_WORD = pattern(r"[\p{L}\p{N}%/&+]+")
_NEAR = 40  # letters of marks that may stand between two runs that are one: "công nghiệp | - | xây dựng"
_BOTH = 2  # places that are read for a longer run; further ones only for words that stand in none


@frozen
class _Words:
    """The words between two offsets in lower case, a blank before and behind each, and where each begins and ends."""

    said: str
    spans: Sequence[tuple[int, int]]  # plain pairs: `Span`s take ten times the time to compare

    @classmethod
    def of(cls, view: TextView, start: int, end: int) -> "_Words":
        plain = view.plain
        spans = [found.span() for found in _WORD.finditer(plain, start, end)]
        said = " ".join([plain[begin:stop] for begin, stop in spans])
        return cls(f" {said.lower()} ", spans)

    def longest(self, wanted: Sequence[str], number: Span) -> tuple[int, int]:
        """Return where the longest run of the first of *wanted* begins, the nearest to *number*, and how long it is."""
        said, run, size = self.said, " ", 0
        for word in wanted:
            longer = f"{run}{word} "
            if longer not in said:
                break
            run, size = longer, size + 1
        if not size:
            return -1, 0
        at = said.find(run)
        best = begin = said.count(" ", 0, at)
        following = said.find(run, at + 1)
        near = bisect_left(self.spans, (number.start, number.end)) if following >= 0 else 0
        while following >= 0 and begin < near:  # each further one is nearer, up to the first behind the number
            begin += said.count(" ", at, following)
            best = min(best, begin, key=lambda place: abs(place - near))
            at, following = following, said.find(run, following + 1)
        return best, size


@frozen
class Stretch:
    """A stretch of a text in which words of an indicator may stand. Few are read, and each is read once."""

    view: TextView
    start: int
    end: int

    @cached_property
    def words(self) -> _Words:
        """Its words."""
        return _Words.of(self.view, self.start, self.end)


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
    read, spans, at = [first.words], list[Span](), 0
    while at < len(wanted):
        found, size = _longest(read, wanted[at:], number)
        while (not size or len(read) < _BOTH) and at + size < len(wanted):
            following = next(left, None)
            if following is None:
                break
            read.append(following.words)
            more, run = _longest(read[-1:], wanted[at:], number)
            found, size = (more, run) if run > size else (found, size)
        if found is not None:
            spans = _joined(spans, found, view)
        at += max(size, 1)
    return tuple(spans)


def _longest(read: Sequence[_Words], wanted: Sequence[str], number: Span) -> tuple[Span | None, int]:
    """Return where the longest run of the first of *wanted* stands in the places read, and its number of words."""
    found, size = None, 0
    for words in read:
        begin, run = words.longest(wanted, number)
        if run > size:
            found, size = Span(words.spans[begin][0], words.spans[begin + run - 1][1]), run
    return found, size


def _joined(spans: list[Span], found: Span, view: TextView) -> list[Span]:
    """Return the spans with one more; it goes on with the last where only marks stand between."""
    if spans and spans[-1].end <= found.start and found.start - spans[-1].end < _NEAR:
        between = view.plain[spans[-1].end : found.start]
        if not any(map(str.isalnum, between)):
            return [*spans[:-1], Span(spans[-1].start, found.end)]
    return [*spans, found]
