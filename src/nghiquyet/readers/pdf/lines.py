"""Lines from pieces of text: what shares a base line, in the order in which a person reads the page.

The order of the file is no help: writers put the accented letters of a fallback font after everything else.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from attrs import define, field

from ..page.inline_text import raise_digits

SPACE = 0.09  # of the font's height: a wider gap is a space; letters of a word come as near as 0.07
GAP = 1.8  # of the font's height: a wider gap parts two columns
JITTER = 0.25  # of the font's height: how far base lines of one line differ
_LABEL_GAP = 5.0  # of the font's height: a tab stop after a list's mark is not as far
_LABEL = re.compile(r"[IVXLC]+\s?[-.–]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ][.)]|[-–+*•▪●◦➢❖]|(?:Điều|Khoản)\s\d+[.:]?")
_SPACES = re.compile(r" {2,}")
_SMALL = 0.85  # of the height beside it: the font of what is raised
_SMALLER = 0.93  # the same, for what can be nothing but a note's mark: browsers set it hardly smaller
_MARK = re.compile(r"\(?\d{1,3}\)?|\*{1,3}")
_MANY = 500  # pieces on one base line: more of them have no notes


@define
class Piece:
    """Text of one font in one row.

    Attributes:
        x0, x1: Where it begins and ends, in points from the left.
        y: Its base line, in points from the bottom.
        size: The height of its font, in points.
        raised: Whether it is a mark above the line ("năm 2020²").
        loose: By how much its letters are set apart, in points.
        form: The text object of a form with blanks that it is a part of, 0 for none: such parts are one line.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    font: str
    raised: bool = False
    loose: float = 0.0
    form: int = 0


@define
class Line:
    """Pieces side by side on a base line, without a gap as wide as a column's.

    Attributes:
        size: The height of the font of most letters.
        x0, x1: Where it begins and ends.
    """

    pieces: list[Piece]
    y: float
    size: float
    x0: float = field(init=False)
    x1: float = field(init=False)
    _text: str | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self.x0 = self.pieces[0].x0
        self.x1 = max([piece.x1 for piece in self.pieces])

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces if piece.text.strip())

    @property
    def text(self) -> str:
        """The words, with a space wherever the page shows one; kept, since every stage asks for them."""
        if self._text is None:
            self._text = self._words()
        return self._text

    def _words(self) -> str:
        words: list[str] = []
        end, size, loose = inf, 0.0, 0.0
        for piece in self.pieces:
            text = piece.text
            if piece.raised:
                text = raise_digits(text, words)
            if (room := piece.x0 - end) > 0:
                high = size if piece.raised else min(piece.size, size)
                if room > SPACE * high + max(piece.loose, loose):
                    words.append(" ")
            words.append(text)
            end, size, loose = piece.x1, piece.size, piece.loose
        said = "".join(words)
        return (_SPACES.sub(" ", said) if "  " in said else said).strip()


def build_lines(pieces: Iterable[Piece]) -> list[Line]:
    """Return the lines of *pieces*, top down and then from left to right."""
    rows = _rows(sorted(pieces, key=lambda piece: (-piece.y, piece.x0)))
    lines: list[Line] = []
    for row in rows:
        row.sort(key=lambda piece: piece.x0)
        start = 0
        tied = _tied(row)
        for at, (left, right) in enumerate(pairwise(row), 1):
            room = right.x0 - left.x1
            if room <= 0 or at in tied:
                continue
            gap = room / max(left.size, right.size)
            if gap > GAP and (gap > _LABEL_GAP or not _is_label(row[start:at])):
                lines.append(_line(row[start:at]))
                start = at
        lines.append(_line(row[start:]))
    return lines


def _tied(row: list[Piece]) -> set[int]:
    """Return the places in *row* that lie inside a form: what is filled in stands between its parts."""
    ends: dict[int, tuple[int, int]] = {}
    for at, piece in enumerate(row):
        if piece.form:
            ends[piece.form] = ends.get(piece.form, (at, at))[0], at
    return {at for first, last in ends.values() for at in range(first + 1, last + 1)}


def _is_label(pieces: list[Piece]) -> bool:
    """Tell whether *pieces* are a list's mark: what stands after it is its text, however far the tab stop is."""
    return len(pieces) < 8 and bool(_LABEL.fullmatch("".join(piece.text for piece in pieces).strip()))


def _line(pieces: list[Piece]) -> Line:
    if len(pieces) == 1:
        return Line(pieces, pieces[0].y, pieces[0].size)
    sizes = dict.fromkeys([piece.size for piece in pieces], 0)
    if len(sizes) > 1:
        for piece in pieces:
            sizes[piece.size] += 0 if piece.raised else len(piece.text)
    size = max(sizes, key=sizes.__getitem__)
    base = next((piece.y for piece in pieces if piece.size == size and not piece.raised), pieces[0].y)
    return Line(pieces, base, size)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Group *pieces* by base line; small ones just above a line, touching it, are its raised marks."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and rows[-1][0].y - piece.y <= JITTER * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    if len(rows) < 2:
        return rows
    kept: list[list[Piece]] = []
    heights = [max([piece.size for piece in row]) for row in rows]
    for at, row in enumerate(rows):
        if min([piece.size for piece in row]) >= _SMALLER * max(heights[at + 1 : at + 4], default=0.0):
            kept.append(row)
            continue
        loose: list[Piece] = []
        for piece in row:
            nearby = rows[at + 1 : at + 4] if len(row) <= _MANY else []
            home = next((below for below in nearby if len(below) <= _MANY and _is_raised(piece, below)), None)
            if home is None:
                loose.append(piece)
            else:
                piece.raised = True
                home.append(piece)
        if loose:
            kept.append(loose)
    return kept


def _is_raised(piece: Piece, below: list[Piece]) -> bool:
    """Tell whether *piece* is a mark after or before one of the pieces *below*: "2020²", "¹ Chương trình"."""
    small = _SMALLER if _MARK.fullmatch(piece.text.strip()) else _SMALL
    for other in below:
        height = (piece.y - other.y) / other.size
        if piece.size < small * other.size and 0.1 < height < 0.7:
            after, before = (piece.x0 - other.x1) / other.size, (other.x0 - piece.x1) / other.size
            if -0.25 < after < 0.5 or -0.25 < before < 0.7:
                return True
    return False
