"""What stands on a page of a PDF: pieces of text with their place, ruling lines, and how much of it is pictures.

PDFium tells the place of every letter; asking for each one costs more than reading the page. Letters of one text
object stand in one row, so its first and last are enough.
"""

import ctypes
from collections.abc import Iterator
from math import hypot
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import define, frozen

from .pdf_lines import Piece

# PDFium writes these for a hyphen at the end of a line, which it takes for a syllable break.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
_UNKNOWN = "\0"  # a glyph without a letter
_MAX_OBJECTS, _MAX_SEGMENTS = 50_000, 2_000
_THIN = 2.5  # points: a rectangle this thin is drawn as a line


@frozen
class Rule:
    """A straight line: horizontal from (`start`, `at`) to (`end`, `at`), or upright with x and y changed over."""

    at: float
    start: float
    end: float


@frozen
class Page:
    """The pieces and rules of a page.

    Attributes:
        turned: Pieces that do not run from left to right: stamps, margins.
        pictures: The share of the page that pictures cover, from 0 to 1.
        hidden: Whether its text is invisible: what a scanner's own OCR puts under the picture.
        unknown: How many glyphs have no letter.
    """

    width: float
    height: float
    pieces: list[Piece]
    turned: list[Piece]
    across: list[Rule]
    upright: list[Rule]
    pictures: float = 0.0
    hidden: bool = False
    unknown: int = 0


@define
class _Found:
    """A piece, which letters of the page it is made of, and whether it is turned."""

    piece: Piece
    first: int
    end: int
    turned: bool


# The prototype of PDFium's own function, but with addresses as numbers: it is asked once for every letter.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


def read_page(page: pdfium.PdfPage) -> Page:
    """Return what stands on *page*."""
    textpage = page.get_textpage()
    try:
        pieces = _unlaced(list(_pieces(textpage)), textpage.raw)
        across, upright, pictures, hidden = _drawings(page)
    finally:
        textpage.close()
    unknown = sum(found.piece.text.count(_UNKNOWN) for found in pieces)
    for found in pieces:
        found.piece.text = found.piece.text.replace(_UNKNOWN, "\ufffd")
    level = [found.piece for found in pieces if not found.turned]
    turned = [found.piece for found in pieces if found.turned]
    width, height = page.get_size()
    return Page(width, height, level, turned, across, upright, pictures, hidden, unknown)


def _pieces(textpage: pdfium.PdfTextPage) -> Iterator[_Found]:
    handle = textpage.raw
    address = ctypes.cast(handle, ctypes.c_void_p).value
    count = raw.FPDFText_CountChars(handle)
    letters = _letters(handle, count)
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    fonts: dict[int, tuple[str, bool]] = {}
    start = 0
    owner = _text_object(address, 0) if count else None
    while start < count:
        end, following = start + 1, None
        while end < count and (following := _text_object(address, end)) == owner:
            end += 1
        here, first = owner, start
        owner, start = following, end
        if here is None:  # a space or a line end that PDFium added
            continue
        text = letters[first:end]
        if not text.strip(" \r\n"):
            continue
        raw.FPDFText_GetCharOrigin(handle, first, x, y)
        raw.FPDFText_GetLooseCharBox(handle, end - 1, box)
        raw.FPDFText_GetMatrix(handle, first, matrix)
        size = raw.FPDFText_GetFontSize(handle, first) * hypot(matrix.c, matrix.d)
        turned = abs(matrix.b) > 0.2 * abs(matrix.a)
        name, bold = _font(handle, first, here, fonts)
        piece = Piece(text.strip("\r\n"), x.value, max(x.value, box.right), y.value, size, bold, name)
        yield _Found(piece, first, end, turned)


def _unlaced(found: list[_Found], handle: Any) -> list[_Found]:
    """Return pieces with those cut up that leave room for letters of others.

    A writer whose font lacks a letter leaves a gap, and draws the letter from another font later: "T NH Y" and "ỈỦ".
    """
    rows: dict[int, list[_Found]] = {}
    for one in found:
        if not one.turned:
            rows.setdefault(round(one.piece.y), []).append(one)
    laced: set[int] = set()
    for row in rows.values():
        row.sort(key=lambda one: one.piece.x0)
        widest = row[0]
        for one in row[1:]:
            if one.piece.x0 < widest.piece.x1 - 0.1 * widest.piece.size:
                laced |= {id(widest), id(one)}
            if one.piece.x1 > widest.piece.x1:
                widest = one
    out: list[_Found] = []
    for one in found:
        if id(one) in laced:
            out += _cut(one, handle)
        else:
            out.append(one)
    return out


def _cut(whole: _Found, handle: Any) -> Iterator[_Found]:
    """Cut a piece wherever its letters do not stand close together."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    one = whole.piece
    letters, start, x0, x1 = "", whole.first, 0.0, 0.0
    for at in range(whole.first, whole.end):
        if raw.FPDFText_IsGenerated(handle, at) == 1:
            continue
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        raw.FPDFText_GetLooseCharBox(handle, at, box)
        if letters and x.value - x1 > 0.05 * one.size:
            yield _Found(Piece(letters, x0, x1, one.y, one.size, one.bold, one.font), start, at, turned=False)
            letters = ""
        if not letters:
            x0, start = x.value, at
        letters += chr(raw.FPDFText_GetUnicode(handle, at) or 0).translate(_HYPHENS)
        x1 = box.right
    if letters.strip():
        yield _Found(Piece(letters, x0, x1, one.y, one.size, one.bold, one.font), start, whole.end, turned=False)


def _letters(handle: Any, count: int) -> str:
    """Return the letters of a page, one for each index that PDFium counts."""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or text.endswith("\0"):  # letters beyond U+FFFF or without a code shift the count
        text = "".join(chr(raw.FPDFText_GetUnicode(handle, at) or 0) for at in range(count))
    return text.translate(_HYPHENS)


def _font(handle: Any, index: int, owner: int, fonts: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    """Return the name of a letter's font, without the tag of a subset, and whether it is bold."""
    font = raw.FPDFTextObj_GetFont(ctypes.cast(owner, raw.FPDF_PAGEOBJECT))
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in fonts:
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        name = name.partition("+")[2] or name
        fonts[key] = name, "bold" in name.lower() or raw.FPDFText_GetFontWeight(handle, index) >= 600
    return fonts[key]


def _drawings(page: pdfium.PdfPage) -> tuple[list[Rule], list[Rule], float, bool]:
    """Return the horizontal and upright rules, the share of pictures, and whether all text is invisible."""
    across: list[Rule] = []
    upright: list[Rule] = []
    width, height = page.get_size()
    pictured = 0.0
    texts = visible = 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for thing, moved in _objects(page.raw):
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
            visible += raw.FPDFTextObj_GetTextRenderMode(thing) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == raw.FPDF_PAGEOBJ_PATH and not moved:
            raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
            box = left.value, bottom.value, right.value, top.value
            _rules(box, thing, across, upright)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
            across_page = min(right.value, width) - max(left.value, 0)
            pictured += max(0.0, across_page) * max(0.0, min(top.value, height) - max(bottom.value, 0))
    return across, upright, min(1.0, pictured / (width * height or 1)), bool(texts) and not visible


def _objects(page: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the objects of a page and of the forms in it, and whether the form moves what it holds."""
    yielded = 0
    forms: list[tuple[Any, bool]] = [(None, False)]
    matrix = raw.FS_MATRIX()
    while forms:
        form, moved = forms.pop()
        count = raw.FPDFFormObj_CountObjects(form) if form else raw.FPDFPage_CountObjects(page)
        for at in range(count):
            thing = raw.FPDFFormObj_GetObject(form, at) if form else raw.FPDFPage_GetObject(page, at)
            if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
                raw.FPDFPageObj_GetMatrix(thing, matrix)
                still = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f) == (1, 0, 0, 1, 0, 0)
                forms.append((thing, moved or not still))
            else:
                yield thing, moved
            yielded += 1
            if yielded >= _MAX_OBJECTS:
                return


def _rules(box: tuple[float, float, float, float], path: Any, across: list[Rule], upright: list[Rule]) -> None:
    """Add the straight lines of a path: a thin box as such, any other by its strokes."""
    left, bottom, right, top = box
    if top - bottom <= _THIN:
        if right - left > 2 * _THIN:
            across.append(Rule((top + bottom) / 2, left, right))
        return
    if right - left <= _THIN:
        if top - bottom > 2 * _THIN:
            upright.append(Rule((left + right) / 2, bottom, top))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        return
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    at: tuple[float, float] | None = None
    begin: tuple[float, float] | None = None
    for number in range(min(raw.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = to
        elif kind == raw.FPDF_SEGMENT_LINETO and at:
            _rule(at, to, across, upright)
        at = to
        if raw.FPDFPathSegment_GetClose(segment) and begin:
            _rule(at, begin, across, upright)
            at = begin


def _rule(start: tuple[float, float], end: tuple[float, float], across: list[Rule], upright: list[Rule]) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _THIN < abs(x1 - x0):
        across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= _THIN < abs(y1 - y0):
        upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
