"""What stands on a page of a PDF: pieces of text with their place, ruling lines, and how much of it is pictures.

PDFium tells the place of every letter; asking for each one costs more than reading the page. Letters of one text
object stand together and in one row, so its first and last are enough.
"""

import ctypes
from collections.abc import Iterator
from math import hypot, inf
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import define, frozen

from .drawings import Rule, read_drawings
from .lines import Piece

# PDFium writes these for a hyphen at the end of a line, which it takes for a syllable break.
_HYPHENS = ("\x02", "\ufffe")
_UNKNOWN = "\0"  # a glyph without a letter


@frozen
class Page:
    """The pieces and rules of a page.

    Attributes:
        turned: Pieces that do not run from left to right: stamps, margins.
        pictures: The share of the page that pictures cover, from 0 to 1.
        hidden: Whether its text is invisible: what a scanner's own OCR puts under the picture.
        unknown: How many glyphs have no letter.
        objects: How many texts, lines and pictures it has.
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
    objects: int = 0


@define
class _Found:
    """A piece, which letters of the page it is made of, and whether it is turned."""

    piece: Piece
    first: int
    end: int
    turned: bool


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of PDFium that takes addresses as numbers: it is asked for every letter, or nearly so."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_text_object = _by_address(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_font_of = _by_address(raw.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_origin = _by_address(
    raw.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
)
_box = _by_address(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def read_page(page: pdfium.PdfPage, most: int) -> Page:
    """Return what stands on *page*; `TooManyObjects` if it holds more than *most* objects."""
    textpage = page.get_textpage()
    try:
        letters = _letters(textpage.raw)
        pieces = _unlaced(list(_pieces(textpage.raw, letters)), textpage.raw, letters)
        across, upright, pictures, hidden, objects = read_drawings(page, most)
    finally:
        textpage.close()
    unknown = sum(found.piece.text.count(_UNKNOWN) for found in pieces)
    for found in pieces:
        found.piece.text = found.piece.text.replace(_UNKNOWN, "\ufffd")
    level = [found.piece for found in pieces if not found.turned]
    turned = [found.piece for found in pieces if found.turned]
    width, height = page.get_size()
    return Page(width, height, level, turned, across, upright, pictures, hidden, unknown, objects)


def _pieces(handle: Any, letters: str) -> Iterator[_Found]:
    address = ctypes.cast(handle, ctypes.c_void_p).value
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    box_at, x_at, y_at = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
    fonts: dict[int, tuple[str, bool]] = {}
    start = 0
    while start < len(letters):
        owner = _text_object(address, start)
        if owner is None:  # a space or a line end that PDFium added
            start += 1
            continue
        first, end = start, _end_of(owner, address, start, len(letters))
        start = end
        text = letters[first:end]
        if not text.strip(" \r\n"):
            continue
        _origin(address, first, x_at, y_at)
        _box(address, end - 1, box_at)
        raw.FPDFText_GetMatrix(handle, first, matrix)
        size = raw.FPDFText_GetFontSize(handle, first) * hypot(matrix.c, matrix.d)
        turned = abs(matrix.b) > 0.2 * abs(matrix.a)
        name, bold = _font(handle, first, owner, fonts)
        piece = Piece(text.strip("\r\n"), x.value, max(x.value, box.right), y.value, size, bold, name)
        yield _Found(piece, first, end, turned)


def _end_of(owner: int, address: int | None, start: int, count: int) -> int:
    """Return where the letters of the text object *owner* end: in strides that grow, then halving the last one."""
    inside, stride = start, 1
    while inside + stride < count and _text_object(address, inside + stride) == owner:
        inside += stride
        stride *= 2
    outside = min(inside + stride, count)
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if _text_object(address, middle) == owner:
            inside = middle
        else:
            outside = middle
    return outside


def _unlaced(found: list[_Found], handle: Any, letters: str) -> list[_Found]:
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
        if id(one) in laced and one.end - one.first > 1:
            out += _cut(one, handle, letters)
        else:
            out.append(one)
    return out


def _cut(whole: _Found, handle: Any, letters: str) -> Iterator[_Found]:
    """Cut a piece wherever its letters do not stand close together."""
    address = ctypes.cast(handle, ctypes.c_void_p).value
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
    one = whole.piece
    room = 0.05 * one.size
    said, start, x0, x1 = "", whole.first, 0.0, -inf
    for at in range(whole.first, whole.end):
        letter = letters[at]
        if letter in " \r\n" and raw.FPDFText_IsGenerated(handle, at) == 1:
            continue
        _origin(address, at, x_at, y_at)
        _box(address, at, box_at)
        if x.value - x1 > room:
            if said:
                yield _Found(Piece(said, x0, x1, one.y, one.size, one.bold, one.font), start, at, False)
            said, start, x0 = "", at, x.value
        said += letter
        x1 = box.right
    if said.strip():
        yield _Found(Piece(said, x0, x1, one.y, one.size, one.bold, one.font), start, whole.end, False)


def _letters(handle: Any) -> str:
    """Return the letters of a page, one for each index that PDFium counts."""
    count = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or text.endswith("\0"):  # letters beyond U+FFFF or without a code shift the count
        text = "".join(chr(raw.FPDFText_GetUnicode(handle, at) or 0) for at in range(count))
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    return text


def _font(handle: Any, index: int, owner: int, fonts: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    """Return the name of a letter's font, without the tag of a subset, and whether it is bold."""
    key = _font_of(owner) or 0
    if key not in fonts:
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(ctypes.cast(key, raw.FPDF_FONT), buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        name = name.partition("+")[2] or name
        fonts[key] = name, "bold" in name.lower() or raw.FPDFText_GetFontWeight(handle, index) >= 600
    return fonts[key]
