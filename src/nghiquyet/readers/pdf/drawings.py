"""What is drawn on a page of a PDF: straight lines, and how much of it is pictures."""

import ctypes
from collections.abc import Set
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import frozen

from .calls import by_address, by_reference, reference

_object = by_reference(raw.FPDFPage_GetObject, ctypes.c_void_p)
_count_inside = by_address(raw.FPDFFormObj_CountObjects, ctypes.c_int)
_object_inside = by_address(raw.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong)
_kind = by_address(raw.FPDFPageObj_GetType, ctypes.c_int)
_bounds = by_address(raw.FPDFPageObj_GetBounds, ctypes.c_int)
_render_mode = by_address(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
_TEXT, _FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM
_DRAWN = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
_MAX_SEGMENTS = 2_000
_THIN = 2.5  # points: a rectangle this thin is drawn as a line
_SHOWN = 0.1  # of the texts of a page: with fewer that are visible it is a scan with a layer of letters

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1, 0, 0, 1, 0, 0)


@frozen
class Rule:
    """A straight line: horizontal from (`start`, `at`) to (`end`, `at`), or upright with x and y changed over."""

    at: float
    start: float
    end: float


class TooManyObjects(Exception):
    """A page has more objects than are allowed."""


@frozen
class Drawings:
    """What is drawn on a page.

    Attributes:
        across, upright: The rules.
        pictured: The share of the page that pictures cover, from 0 to 1.
        hidden: Whether its text is invisible, but for a stamp.
        objects: How many texts, lines, pictures and forms it has.
    """

    across: list[Rule]
    upright: list[Rule]
    pictured: float
    hidden: bool
    objects: int


def bounds_of(thing: Any) -> Box:
    """Return the box of an object in the form or page that holds it: left, bottom, right, top."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def read_drawings(page: pdfium.PdfPage, most: int, known: Set[int]) -> Drawings:
    """Return what is drawn on *page*, of whose texts some are *known*; `TooManyObjects` if it has more than *most*."""
    texts, drawn, objects = _objects(page.raw, most, known)
    across: list[Rule] = []
    upright: list[Rule] = []
    page_box = page.get_bbox()
    pictured = 0.0
    edges = (ctypes.c_float * 4)()
    edges_at = [ctypes.byref(edges, 4 * at) for at in range(4)]
    for address, kind, moved in drawn:
        _bounds(address, *edges_at)
        left, bottom, right, top = edges
        box = left, bottom, right, top
        if moved:
            box = moved_box(box, moved)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _rules(box, address, moved, across, upright)
        else:
            pictured += _shared_area(box, page_box)
    area = (page_box[2] - page_box[0]) * (page_box[3] - page_box[1])
    return Drawings(across, upright, min(1.0, pictured / (area or 1)), _is_hidden(texts), objects)


def _objects(page: Any, most: int, known: Set[int]) -> tuple[list[int], list[tuple[int, int, Matrix | None]], int]:
    """Look for the objects of a page and of the forms in it; those that are *known* are texts.

    Returns:
        The texts; the lines and pictures, each with its kind and how forms move it, None for not; how many objects
        there are.
    """
    home, matrix = reference(page), raw.FS_MATRIX()
    texts: list[int] = []
    drawn: list[tuple[int, int, Matrix | None]] = []
    objects = 0
    forms: list[tuple[int, Matrix | None]] = [(0, None)]
    while forms:
        form, moved = forms.pop()
        count = _count_inside(form) if form else raw.FPDFPage_CountObjects(page)
        objects += count
        if objects > most:
            raise TooManyObjects
        for at in range(count):
            address = _object_inside(form, at) if form else _object(home, at)
            if address in known or (kind := _kind(address)) == _TEXT:
                texts.append(address)
            elif kind in _DRAWN:
                drawn.append((address, kind, moved))
            elif kind == _FORM:
                raw.FPDFPageObj_GetMatrix(ctypes.cast(address, raw.FPDF_PAGEOBJECT), matrix)
                here = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
                forms.append((address, moved if here == _STILL else then(here, moved)))
    return texts, drawn, objects


def _is_hidden(texts: list[int]) -> bool:
    """Tell whether too few of *texts* are visible; on most pages the first ones tell."""
    enough, visible = _SHOWN * len(texts), 0
    for address in texts:
        visible += _render_mode(address) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        if visible >= enough:
            return False
    return bool(texts)


def _shared_area(one: Box, other: Box) -> float:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def then(inner: Matrix, outer: Matrix | None) -> Matrix:
    """Return the matrix that does *inner* and then *outer*."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    x, y = moved_point(e, f, outer)
    oa, ob, oc, od, _, _ = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, x, y


def undone(matrix: Matrix) -> Matrix | None:
    """Return the matrix that takes back what *matrix* does, None if nothing does."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not area:
        return None
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area


def moved_point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def moved_box(box: Box, matrix: Matrix) -> Box:
    corners = [moved_point(x, y, matrix) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(box: Box, address: int, moved: Matrix | None, across: list[Rule], upright: list[Rule]) -> None:
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
    path = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        return
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    how = then((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), moved)
    at: tuple[float, float] | None = None
    begin: tuple[float, float] | None = None
    for number in range(min(raw.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = moved_point(x.value, y.value, how)
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
