"""What is drawn on a page of a PDF: straight lines, and how much of it is pictures."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import frozen

_MAX_SEGMENTS = 2_000
_THIN = 2.5  # points: a rectangle this thin is drawn as a line


@frozen
class Rule:
    """A straight line: horizontal from (`start`, `at`) to (`end`, `at`), or upright with x and y changed over."""

    at: float
    start: float
    end: float


class TooManyObjects(Exception):
    """A page has more objects than are allowed."""


def read_drawings(page: pdfium.PdfPage, most: int) -> tuple[list[Rule], list[Rule], float, bool, int]:
    """Return the horizontal and upright rules, the share of pictures, whether all text is invisible, how many objects.

    Raises:
        TooManyObjects: There are more than *most*; what comes after is not looked at.
    """
    across: list[Rule] = []
    upright: list[Rule] = []
    width, height = page.get_size()
    pictured = 0.0
    texts = visible = objects = 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for thing, moved in _objects(page.raw):
        objects += 1
        if objects > most:
            raise TooManyObjects
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
    return across, upright, min(1.0, pictured / (width * height or 1)), bool(texts) and not visible, objects


def _objects(page: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the objects of a page and of the forms in it, and whether the form moves what it holds."""
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
