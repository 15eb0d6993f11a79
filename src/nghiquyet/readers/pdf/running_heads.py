"""Running heads, page numbers and gazette banners: what stands at the edge of page after page."""

import re
from collections import Counter

from .lines import Line

_EDGE = 0.12  # of the page's height
_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.I)
_BANNER = re.compile(r"CÔNG BÁO\s*/\s*Số\s", re.I)  # the State gazette: "CÔNG BÁO/Số 238/Ngày 21-04-2026"
_SHARE = 0.4  # of the pages must have a running head
_DEPTH = 3  # lines at an edge that are looked at


def mark_heads(pages: list[tuple[float, list[Line]]]) -> list[dict[int, str]]:
    """Return for each page which of its lines (by `id`) are "header" or "footer".

    Args:
        pages: The height of each page and its lines, top down.
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
    enough = max(2, round(_SHARE * len(pages)))
    return [
        {
            id(line): part
            for line, part, shape in edge
            if _NUMBER.match(line.text) or _BANNER.match(line.text) or seen[part, shape] >= enough
        }
        for edge in edges
    ]


def _shape(line: Line) -> str:
    """Return the words of a line without what changes from page to page."""
    return re.sub(r"\d+", "0", " ".join(line.text.casefold().split()))
