"""Spans: half-open ranges of a text, in code points."""

from collections.abc import Iterable

from attrs import frozen


@frozen(order=True, weakref_slot=False)  # many
class Span:
    """A half-open stretch of ``Document.text``, counted in code points."""

    start: int
    end: int


def covered(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Return where the stretches that *spans* cover start, and where they end, in order; those that meet are one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
