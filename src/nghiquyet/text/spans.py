"""Spans: half-open ranges of a text, in code points."""

from collections.abc import Iterable

from attrs import frozen


@frozen(order=True)
class Span:
    """A half-open stretch of ``Document.text``, counted in code points."""

    start: int
    end: int


def covered(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Return where the stretches that *spans* cover start, and where they end, in order; those that meet are one."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return starts, ends
