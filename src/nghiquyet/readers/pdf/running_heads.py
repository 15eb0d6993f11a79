"""Running heads, page numbers and gazette banners: what stands at the edge of page after page."""

import re
from collections import Counter

from .lines import Line

_EDGE = 0.12  # of the page's height
_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.I)
_BANNER = re.compile(r"CÔNG BÁO\s*/\s*Số\s", re.I)  # the State gazette: "CÔNG BÁO/Số 238/Ngày 21-04-2026"
_SHARE = 0.4  # of the pages must have a running head
_DEPTH = 3  # lines at an edge that are looked at


def mark_heads(pages: list[tuple[float, list[Line]]], count: int) -> list[dict[int, str]]:
    """Return for each page which of its lines (by `id`) are "header" or "footer".

    Args:
        pages: The height of each page and its lines, top down; a page has a part for each direction of text.
        count: How many pages there are.
    """
    seen: Counter[tuple[str, str]] = Counter()
    edges: list[list[tuple[Line, str, str]]] = []
    for height, lines in pages:
        edge = [
            *((line, "header", _shape(line)) for line in lines[:_DEPTH] if line.y > (1 - _EDGE) * height),
            *((line, "footer", _shape(line)) for line in lines[-_DEPTH:] if line.y < _EDGE * height),
        ]
        edges.append(edge)
        seen.update({(part, shape) for _, part, shape in edge})
    enough = max(2, round(_SHARE * count))
    return [_marked(edge, {key for key, times in seen.items() if times >= enough}) for edge in edges]


def _marked(edge: list[tuple[Line, str, str]], running: set[tuple[str, str]]) -> dict[int, str]:
    sure = {id(line): part for line, part, shape in edge if _BANNER.match(line.text) or (part, shape) in running}
    for line, part, _ in edge:
        if _NUMBER.match(line.text) and not any(_is_beside(line, other) for other, *_ in edge if id(other) not in sure):
            sure[id(line)] = part
    return sure


def _is_beside(line: Line, other: Line) -> bool:
    """Tell whether *other* stands in the same row: a number beside words is that of a row, not of the page."""
    return other is not line and abs(other.y - line.y) < 0.5 * line.size


def _shape(line: Line) -> str:
    """Return the words of a line without what changes from page to page."""
    return re.sub(r"\d+", "0", " ".join(line.text.casefold().split()))
