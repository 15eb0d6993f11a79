"""Assignments in tables: the columns "Cơ quan chủ trì" and "Cơ quan phối hợp"."""

from collections.abc import Iterator, Sequence

import regex

from ..flow import Flow, Passage
from ..tree import Span
from .actors import actors_at
from .duties import Role
from .telling import MARKER, Told

_COLUMN = regex.compile(
    r"(?P<coordinate>phối\s+hợp)|(?P<lead>chủ\s+trì|thực\s+hiện|đầu\s+mối|phân\s+công)|(?P<monitor>giám\s+sát|theo\s+dõi)"
)
_ORGAN = regex.compile(r"cơ\s+quan|đơn\s+vị|tổ\s+chức|chủ\s+trì|phân\s+công|bộ,\s*ngành")
_NEXT_IN_CELL = regex.compile(r"(?:\s*[,;.]\s*|\s*\([^()]{0,80}\)|\s*\n)+(?=\S|$)|\s*$")
_END = regex.compile(r"[\s:.;,*|/]*$")


def _column_role(low: str) -> Role | None:
    """Return the role of the bodies below the head of a column: "Cơ quan chủ trì"."""
    found = _COLUMN.search(low)
    if found is None or not _ORGAN.search(low):
        return None
    return "coordinate" if found.lastgroup == "coordinate" else "monitor" if found.lastgroup == "monitor" else "lead"


def told_in_table(view: Flow, rows: Sequence[Sequence[Passage]]) -> Iterator[Told]:
    """Read the columns of bodies of one table; its first row names the columns."""
    if not rows:
        return
    roles = {_column(cell): role for cell in rows[0] if (role := _column_role(view.low[cell.start : cell.end]))}
    if not roles:
        return
    for row in rows[1:]:
        # Cells that span rows are missing from the row below: what is left begins with the first column of bodies.
        short = _column(row[0]) == 0 and _column(row[-1]) < _column(rows[0][-1])
        shift = min(roles) if short and _all_names(view, row[0]) else 0
        for cell in row:
            if (role := roles.get(_column(cell) + shift)) is not None:
                yield from _cell(view, cell, role)


def _column(cell: Passage) -> int:
    """Return the column of a cell; an empty cell before it is no passage and counts all the same."""
    column: int = getattr(cell.node, "column", 0)
    return column


def _all_names(view: Flow, cell: Passage) -> bool:
    actors = actors_at(view, cell.start, cell.end, semicolons=True)
    return bool(actors) and _END.match(view.low, actors[-1].end, cell.end) is not None


def _cell(view: Flow, cell: Passage, role: Role) -> Iterator[Told]:
    """Read the bodies of a cell that holds nothing else: a list, or one a line."""
    at = cell.start
    while at < cell.end:
        marker = MARKER.match(view.low, at, cell.end)
        actors = actors_at(view, marker.end() if marker else at, cell.end, semicolons=True)
        after = _NEXT_IN_CELL.match(view.low, actors[-1].end, cell.end) if actors else None
        if after is None:
            return
        yield from (Told(actor, role, Span(actor.start, actor.end)) for actor in actors)
        at = after.end()
