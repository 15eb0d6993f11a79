"""Annotations of a page: what stands in signature fields, form fields and free text that were laid over it.

Councils and committees sign on a file that was printed before it had a number: number, date and the stamp of each
signature are appearances of fields. PDFium draws these into the page (it "flattens" it, in memory only), with every
form, matrix and clip as a viewer would, and leaves out hidden ones. What fills a blank of the page becomes a part of
its line; what stands in several lines of its own, a stamp, is kept together.
"""

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import field, frozen

from .letters import Letters
from .lines import JITTER, Piece
from .overlaps import LEADER, Found, cut
from .turns import Turn

_NO_TEXT = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_TEXT)
_TYPED = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}
_EMPTY = 2  # bytes of an appearance that is not there
_BESIDE = 4.0  # of the font's height: what stands as near to words of a line fills it in
_OFF = 0.6  # of the font's height: how far from the line's base that may be
_SHORT = 4  # letters of a day, a month, a number
_TYPED_SIZE = 12.0
_MAX_LEVELS = 20  # of forms in forms


@frozen
class Added:
    """What annotations add to a page.

    Attributes:
        owners: Text object -> number of its annotation.
        typed: Words of annotations that have no appearance: their box on the page and the words.
    """

    owners: dict[int, int] = field(factory=dict)
    typed: list[tuple[tuple[float, float, float, float], str]] = field(factory=list)


def open_page(document: pdfium.PdfDocument, at: int) -> tuple[pdfium.PdfPage, Added]:
    """Return page *at* of *document* with the looks of its annotations drawn into it."""
    page = document[at]
    drawn, typed = _kinds(page)
    if not drawn:
        return page, Added(typed=typed)
    before = raw.FPDFPage_CountObjects(page.raw)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[at]
    owners: dict[int, int] = {}
    number = 0
    for index in range(before, raw.FPDFPage_CountObjects(page.raw)):
        thing = raw.FPDFPage_GetObject(page.raw, index)
        looks = _inside(thing) or [thing]
        for look in looks:
            number += 1
            for text in _texts(look):
                owners[text] = number
    return page, Added(owners, typed)


def _kinds(page: pdfium.PdfPage) -> tuple[bool, list[tuple[tuple[float, float, float, float], str]]]:
    """Tell whether annotations have a look to draw, and return the words of those that have none."""
    drawn, typed = False, []
    box = raw.FS_RECTF()
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        hidden = raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW)
        if kind not in _NO_TEXT and not hidden:
            if raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY:
                drawn = True
            elif kind in _TYPED and (words := _string(annotation, _TYPED[kind])):
                raw.FPDFAnnot_GetRect(annotation, box)
                typed.append(((box.left, box.bottom, box.right, box.top), words))
        raw.FPDFPage_CloseAnnot(annotation)
    return drawn, typed


def _string(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").strip("\0 \r\n")


def _inside(thing: Any) -> list[Any]:
    if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_FORM:
        return []
    return [raw.FPDFFormObj_GetObject(thing, at) for at in range(raw.FPDFFormObj_CountObjects(thing))]


def _texts(thing: Any) -> list[int]:
    """Return the addresses of the text objects in *thing*."""
    found: list[int] = []
    todo = [(thing, 0)]
    while todo:
        one, level = todo.pop()
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT:
            found.append(ctypes.cast(one, ctypes.c_void_p).value or 0)
        elif level < _MAX_LEVELS:
            todo += [(inner, level + 1) for inner in _inside(one)]
    return found


def typed_pieces(added: Added, turn: Turn) -> list[list[Found]]:
    """Return the words of annotations without a look as pieces in their boxes, for each annotation."""
    found: list[list[Found]] = []
    for box, words in added.typed:
        left, bottom, _, top = turn.box(box)
        lines = words.splitlines()
        pitch = (top - bottom) / len(lines)
        size = min(_TYPED_SIZE, 0.8 * pitch)
        pieces = []
        for at, line in enumerate(lines):
            base = top - (at + 0.5) * pitch - 0.3 * size
            if line.strip():
                pieces.append(Piece(line.strip(), left + 2, left + 2 + 0.5 * size * len(line), base, size, False, ""))
        found.append([Found(piece, 0, 0) for piece in pieces])
    return found


def place(
    words: list[Found], annotations: list[list[Found]], letters: Letters, turn: Turn
) -> tuple[list[Found], list[list[Piece]]]:
    """Return the words of a page with what annotations fill in, and the pieces of those that stand apart."""
    stamps: list[list[Piece]] = []
    for annotation in annotations:
        lines = _lines(annotation)
        homes: list[float | None] = []
        clear = True
        for line in lines:
            words, home, free = _home(line, words, letters, turn)
            homes.append(home)
            clear = clear and free
        if clear and (len(lines) == 1 or None not in homes):
            for line, home in zip(lines, homes, strict=True):
                if home is not None:
                    _fill(line, home)
                words = words + line
        else:
            stamps.append([one.piece for one in annotation])
    return words, stamps


def _fill(line: list[Found], base: float) -> None:
    """Put *line* on the base line that it fills in, as words of their own, however near others are."""
    for one in line:
        one.piece.y = base
    first, last = min(line, key=lambda one: one.piece.x0).piece, max(line, key=lambda one: one.piece.x1).piece
    first.text = f" {first.text}"
    last.text = f"{last.text} "


def _lines(found: list[Found]) -> list[list[Found]]:
    lines: list[list[Found]] = []
    for one in sorted(found, key=lambda one: -one.piece.y):
        if lines and lines[-1][0].piece.y - one.piece.y <= JITTER * min(lines[-1][0].piece.size, one.piece.size):
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _home(
    line: list[Found], words: list[Found], letters: Letters, turn: Turn
) -> tuple[list[Found], float | None, bool]:
    """Look for the line of the page that *line* fills in.

    Returns:
        The words of the page, those beside it cut at blanks; the base line that it fills in, None for none; whether
        it covers no word.
    """
    near: list[Found] = []
    rest: list[Found] = []
    for one in words:
        (near if any(_near(one.piece, other.piece) for other in line) else rest).append(one)
    parts: list[Found] = []
    for one in near:
        covered = any(_shared(one.piece, other.piece) > 0 for other in line)
        parts += cut(one, letters, turn) if covered and one.end - one.first > 1 else [one]
    solid = [one.piece for one in parts if not LEADER.fullmatch(one.piece.text.strip())]
    free = all(_is_clear(word, one.piece) for word in solid for one in line)
    beside = [word for word in solid if any(_gap(word, one.piece) <= _BESIDE * word.size for one in line)]
    dots = [one.piece for one in parts if one.piece not in solid]
    home = next((word.y for word in (*beside, *dots)), None)
    return rest + parts, home, free


def _is_clear(word: Piece, piece: Piece) -> bool:
    """Tell whether *piece* lies beside *word*, or over its edge as far as a number does that is put in by hand."""
    shared = _shared(word, piece)
    over_edge = len(piece.text) <= _SHORT and (piece.x0 <= word.x0 or piece.x1 >= word.x1)
    return over_edge or shared <= max(0.15 * piece.size, 0.3 * (piece.x1 - piece.x0))


def _near(word: Piece, other: Piece) -> bool:
    return abs(word.y - other.y) <= _OFF * max(word.size, other.size)


def _shared(word: Piece, other: Piece) -> float:
    return min(word.x1, other.x1) - max(word.x0, other.x0)


def _gap(word: Piece, other: Piece) -> float:
    return max(word.x0 - other.x1, other.x0 - word.x1)
