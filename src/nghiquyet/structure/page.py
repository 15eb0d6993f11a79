"""What the page did to the text: how wide its lines are, whether blank lines part paragraphs, what repeats.

Measured once over all lines, before the outline reads them: only the whole text tells that a line of 78 characters is
full, that a heading comes back at the top of every page, that a lone "5" is a page number.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from . import landmarks
from .furniture import LONGEST_NUMBER, is_lone_number
from .lines import Line

# A text is wrapped if so many of its longer lines are nearly as long as its longest ones, and these are not longer.
_WIDEST, _NEARLY, _SHARE = 135, 0.8, 0.35
# The head over serial numbers is not longer.
_HEAD = 8
# The fewest lines of a page: what comes back sooner is a cell of a table.
_PAGE_LINES = 20


@frozen
class Page:
    """The page that a text was taken from.

    Attributes:
        width: The length of a full line; 0 if lines end where the drafter ended them.
        spaced: Blank lines part the paragraphs, so a line end without one is only a line end.
        heads: Lines that repeat at page breaks.
    """

    width: int = 0
    spaced: bool = False
    heads: frozenset[str] = frozenset()

    def full(self, line: Line, word: int) -> bool:
        """Tell whether a word of so many letters had found no room at the end of *line*."""
        return self.width > 0 and line.indent + line.end - line.start + 1 + word >= self.width * 0.88


def measure(text: str, lines: Sequence[Line]) -> Page:
    """Return what the lines tell about their page: those before the first annex or table, if they are enough."""
    begins = (
        at
        for at, line in enumerate(lines)
        if line.form == "IS_ANNEX" or (line.end - line.start <= _HEAD and _is_serial_head(text, line))
    )
    stop = next(begins, 0)
    body = lines[:stop] if stop >= 30 else lines
    long = [line for line in body if line.end - line.start >= 40 and text[line.start] != "|"]
    lengths = sorted(line.end - line.start for line in long)
    width = 0
    if len(lengths) >= 8:
        widest = lengths[int(len(lengths) * 0.95)]
        nearly = sum(length >= widest * _NEARLY for length in lengths)
        if widest <= _WIDEST and nearly >= _SHARE * len(lengths) and _wraps(text, body) >= _SHARE * nearly / 2:
            width = widest
    return Page(width, bool(width) and _is_spaced(text, body), _running_heads(text, lines))


def _is_serial_head(text: str, line: Line) -> bool:
    return landmarks.serial_head().fullmatch(text[line.words : line.close].strip()) is not None


def _wraps(text: str, lines: Sequence[Line]) -> int:
    """Count the lines that go on, in lower case and without a blank line, with an unended line."""
    return sum(
        not line.blank and text[line.words : line.words + 1].islower() and text[before.close - 1] not in ".;:"
        for before, line in pairwise(lines)
    )


def _is_spaced(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether blank lines stand before the numbered units that follow a full stop."""
    blank = [
        line.blank > 0
        for before, line in pairwise(lines)
        if line.form not in ("TEXT", "DASH", "PLUS", "STAR") and text[before.close - 1] == "."
    ]
    return len(blank) >= 4 and sum(blank) >= 0.8 * len(blank)


def _running_heads(text: str, lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that come back beside a page number, the numbers rising."""
    pages: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        if line.form != "TEXT" or line.end - line.start > LONGEST_NUMBER:
            continue
        body = text[line.start : line.end]
        if not is_lone_number(body):
            continue
        page = int("".join(filter(str.isdigit, body.split("/")[0])))
        for near in (at - 1, at + 1):
            if 0 <= near < len(lines) and (line if near < at else lines[near]).blank == 0:
                other = text[lines[near].start : lines[near].end]
                if 15 <= len(other) <= 120 and lines[near].form == "TEXT":
                    pages.setdefault(other, []).append((page, at))
    if not pages:
        return frozenset()
    short = (line for line in lines if line.form == "TEXT" and line.end - line.start <= 120)
    total = Counter(body for body in (text[line.start : line.end] for line in short) if body in pages)
    return frozenset(
        body
        for body, found in pages.items()
        if len(found) > (1 if body.isupper() else 2)
        and len(found) >= 0.8 * total[body]
        and all(1 <= b[0] - a[0] <= 2 and b[1] - a[1] >= _PAGE_LINES for a, b in pairwise(found))
    )
