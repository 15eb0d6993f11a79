"""What stands on a page of a PDF: pieces of text with their place, ruling lines, and how much of it is pictures.

PDFium tells the place of every letter; asking for each one costs more than reading the page. Letters of one text
object stand together and in one row, so its first and last are enough.
"""

import ctypes
from collections import defaultdict
from math import hypot
from operator import itemgetter
from statistics import median
from struct import Struct

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import frozen

from .annotations import Added, open_page, place, typed_pieces
from .calls import by_reference
from .drawings import (
    Drawings,
    Matrix,
    Rule,
    bounds_of,
    moved_box,
    moved_point,
    read_drawings,
    then,
    undone,
)  # fmt: skip
from .letters import Fonts, Letters
from .lines import SPACE, Piece
from .overlaps import Found, unlaced
from .turns import ASKEW, Turn, turn_of

_matrix = by_reference(raw.FPDFText_GetMatrix, ctypes.c_int)
_font_size = by_reference(raw.FPDFText_GetFontSize, ctypes.c_double)
_numbers = Struct("6f").unpack_from  # of a matrix, at once
_ASTRAY = 1.0  # points between where a letter is said to be and where its matrix puts it
_SAME = 0.05  # points: places that are the same
_TIGHT = 0.05  # of the font's width: less room than that is no space, whatever PDFium says
_MANY, _ALIKE = 4, 0.04  # gaps that tell how letters are set, and how far they differ, in heights of the font


@frozen
class View:
    """What of a page runs in one direction, in the coordinates of a page that is turned so.

    Attributes:
        shown: Whether it runs from left to right on the page as it is shown.
        stamps: Pieces of annotations that stand apart from the words of the page, for each annotation.
        across, upright: The rules.
    """

    shown: bool
    width: float
    height: float
    pieces: list[Piece]
    stamps: list[list[Piece]]
    across: list[Rule]
    upright: list[Rule]


@frozen
class Page:
    """The pieces and rules of a page.

    Attributes:
        views: One for each direction of text, that with most letters first; one at least.
        askew: Pieces that run along no edge of the page: watermarks.
        pictures: The share of the page that pictures cover, from 0 to 1.
        hidden: Whether its text is invisible: what a scanner's own OCR puts under the picture.
        letters, unknown: How many letters it has, and of how many the file does not tell which they are.
        objects: How many texts, lines, pictures and forms it has.
    """

    views: list[View]
    askew: list[Piece]
    pictures: float = 0.0
    hidden: bool = False
    letters: int = 0
    unknown: int = 0
    objects: int = 0

    @property
    def pieces(self) -> list[Piece]:
        """All pieces, in no order."""
        stamped = [piece for view in self.views for stamp in view.stamps for piece in stamp]
        return [piece for view in self.views for piece in view.pieces] + stamped + self.askew


#: A page that cannot be opened.
BROKEN = Page([View(True, 0.0, 0.0, [], [], [], [])], [])


def read_page(document: pdfium.PdfDocument, at: int, most: int, fonts: Fonts) -> Page:
    """Return what stands on page *at* of *document*; `TooManyObjects` if it holds more than *most* objects."""
    page, added = open_page(document, at)
    textpage = page.get_textpage()
    try:
        letters = Letters(textpage.raw, fonts)
        drawings = read_drawings(page, most, set(map(itemgetter(0), letters.runs)))
        return _page(page, letters, added, drawings)
    finally:
        textpage.close()
        page.close()


def _page(page: pdfium.PdfPage, letters: Letters, added: Added, drawings: Drawings) -> Page:
    box, shown = page.get_bbox(), page.get_rotation() // 90
    groups = _found(letters, box)
    typed = typed_pieces(added, Turn(shown, box))
    groups.setdefault(shown, [])
    views = []
    for way in sorted(groups, key=lambda way: (-sum(one.end - one.first for one in groups[way]), way != shown)):
        if way == ASKEW:
            continue
        turn = Turn(way, box)
        words, laid = _apart(groups[way], added)
        words, stamps = place(words, laid + (typed if way == shown else []), letters, turn)
        pieces = unlaced(words, letters, turn)
        if pieces or stamps or (way == shown and len(groups) == 1):
            across, upright = turn.rules(drawings.across, drawings.upright)
            views.append(View(way == shown, turn.width, turn.height, pieces, stamps, across, upright))
    askew = [one.piece for one in groups.get(ASKEW, [])]
    views = views or BROKEN.views
    return Page(views, askew, drawings.pictured, drawings.hidden, letters.count, letters.unknown, drawings.objects)


def _apart(found: list[Found], added: Added) -> tuple[list[Found], list[list[Found]]]:
    """Return the words of the page itself, and those of each annotation."""
    if not added.owners:
        return found, []
    words: list[Found] = []
    laid: dict[int, list[Found]] = {}
    for one in found:
        number = added.owners.get(one.owner)
        (words if number is None else laid.setdefault(number, [])).append(one)
    return words, list(laid.values())


def _found(letters: Letters, box: tuple[float, float, float, float]) -> dict[int, list[Found]]:
    """Return the pieces of a page by their direction, each in the coordinates of it."""
    matrix = raw.FS_MATRIX()
    matrix_at = ctypes.byref(matrix)
    turns = {way: Turn(way, box) for way in (0, 1, 2, 3, ASKEW)}
    left, bottom, *_ = box
    textpage = letters.page
    groups: defaultdict[int, list[Found]] = defaultdict(list)
    for owner, first, end, font in letters.runs:
        text = letters.text[first:end]
        words = text.strip(" \r\n")
        if not words:
            continue
        _matrix(textpage, first, matrix_at)
        total = _numbers(matrix)
        way, size, wide = _set(total, _font_size(textpage, first))
        turn = turns[way]
        start = letters.origin(first)
        stop = letters.origin(end - 1) if end - first > 1 else start
        if way:
            (x0, y), last = turn.at(*start), turn.at(*stop)[0]
        else:  # nearly always
            x0, y, last = start[0] - left, start[1] - bottom, stop[0] - left
        astray = abs(total[4] - start[0]) + abs(total[5] - start[1]) > _ASTRAY
        doubtful = astray or (end - first > 1 and last == x0)
        if doubtful and (spelled := _spelled(owner, letters.place_of(owner), stop, total, turn)):
            piece = Piece(text.strip("\r\n"), *spelled, size, font.bold, font.name)
            groups[way].append(Found(piece, first, end, owner))
            continue
        width = font.widths.get(text[-1])
        x1 = letters.end(end - 1, last, font, wide, turn) if width is None else last + width * wide
        loose = 0.0
        if " " in words and letters.has_generated(first, end):
            text, loose = _spaced(letters.spans((first, end, font, wide), turn), text, wide)
        x1 = x1 if x1 > x0 else x0
        piece = Piece(text.strip("\r\n"), x0, x1, y, size, font.bold, font.name, False, loose)
        groups[way].append(Found(piece, first, end, owner, font, wide))
    return groups


def _set(matrix: Matrix, height: float) -> tuple[int, float, float]:
    """Return the direction of a text object, the height of its letters and the width of the font's square."""
    a, b, c, d, _, _ = matrix
    if not b and not c and a > 0:  # nearly always
        return 0, height * abs(d), height * a
    return turn_of(a, b), height * hypot(c, d), height * hypot(a, b)


def _spelled(
    owner: int, own: Matrix, origin: tuple[float, float], total: Matrix, turn: Turn
) -> tuple[float, float, float] | None:
    """Return where a text object begins and ends, and its base line, if the file spells its letters out; else None.

    Of such letters ("ActualText", which signing programs write) PDFium says where they are in their form, not on the
    page, and of all that they begin where the first does: at *origin*, as the matrix of the object, *own*, tells too.
    """
    if abs(own[4] - origin[0]) + abs(own[5] - origin[1]) > _SAME:
        return None
    back = undone(own)
    outer = then(back, total) if back else None
    if outer is None:
        return None
    left, base = turn.at(*moved_point(*origin, outer))
    return left, turn.box(moved_box(bounds_of(ctypes.cast(owner, raw.FPDF_PAGEOBJECT)), outer))[2], base


def _spaced(spans: list[tuple[float, float] | None], text: str, wide: float) -> tuple[str, float]:
    """Return *text* with those of the added spaces only that the page shows, and by how much letters are set apart.

    PDFium puts a space where it sees a gap. Whether it is one depends on the gaps between the other letters, by the
    widths that the font gives them: a heading may be set loosely, a number be moved together by hand.
    """
    gaps: list[float] = []
    after: list[tuple[int, float]] = []  # added spaces, and the gap at each
    end: float | None = None
    added = -1
    for at, (letter, span) in enumerate(zip(text, spans, strict=True)):
        if span is None:
            added = at
            if letter == " ":
                after.append((at, wide))
        elif letter == " ":
            end = None
        else:
            if end is not None:
                gaps.append(span[0] - end)
                if added == at - 1 and after:
                    after[-1] = added, gaps[-1]
            end = span[1]
    loose = _loose(gaps, wide)
    least = (SPACE if loose else _TIGHT) * wide
    kept, start = "", 0
    for at, gap in after:
        if gap - loose <= least:
            kept, start = kept + text[start:at], at + 1
    return kept + text[start:], loose


def _loose(gaps: list[float], wide: float) -> float:
    """Return by how much letters are set apart that have these gaps: most are the same, but for those of words."""
    usual = median(gaps) if len(gaps) >= _MANY else 0.0
    if not 0 < usual < wide:
        return 0.0
    least, most = usual - _ALIKE * wide, usual + _ALIKE * wide
    alike = sum([least < gap < most for gap in gaps])
    return usual if alike >= 0.6 * len(gaps) else 0.0
