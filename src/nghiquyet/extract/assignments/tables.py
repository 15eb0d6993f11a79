"""Assignments in tables: who ("Cơ quan chủ trì", "Cơ quan phối hợp"), what ("Nhiệm vụ"), by when ("Thời hạn").

The first row of a table names its columns. A table without a column of bodies tells nobody anything.
"""

from collections.abc import Iterator, Sequence

import regex

from ...text.spans import Span
from ..bodies.mentions import Actor, actors_at
from ..headings import MARKER
from ..task_tables import _Columns, _columns
from ..view import Passage, TextView
from .sentences import Told

_NEXT_IN_CELL = regex.compile(r"(?:\s*[,;.]\s*|\s*\([^()]{0,80}\)|\s*\n)+(?=\S|$)|\s*$")
#: A name that the tables do not know, with the comma behind it.
_UNKNOWN = regex.compile(r"[^,;\n.:]{2,60}[,;\n]\s*")
_END = regex.compile(r"[\s:.;,*|/]*$")


def _by_column(cells: Sequence[Passage]) -> dict[int, Passage]:
    """Return the cells by their columns; an empty cell is no passage and counts all the same."""
    return {getattr(cell.node, "column", 0): cell for cell in cells}


def told_in_table(view: TextView, rows: Sequence[Sequence[Passage]]) -> Iterator[Told]:
    """Read the rows of one table; its first row names the columns."""
    if not rows:
        return
    heads = _by_column(rows[0])
    columns = _columns(view, heads)
    if not columns.roles:
        return
    first, task = min(columns.roles), None
    for cells in map(_by_column, rows[1:]):
        # Cells that span rows are missing from the row below: what is left begins with the first column of bodies,
        # and its task is the one above. Some converters leave those cells empty instead.
        if 0 in cells and max(cells) < max(heads) and _all_names(view, cells[0]):
            cells = {at + first: cell for at, cell in cells.items()}
        if columns.task in cells or min(cells) < first:
            task = cells.get(columns.task) if columns.task is not None else None
        when = cells.get(columns.when) if columns.when is not None else None
        yield from _row(view, cells, columns, task, when)


def _all_names(view: TextView, cell: Passage) -> bool:
    actors = actors_at(view, cell.start, cell.end, semicolons=True)
    return bool(actors) and _END.match(view.low, actors[-1].end, cell.end) is not None


def _row(
    view: TextView, cells: dict[int, Passage], columns: _Columns, task: Passage | None, when: Passage | None
) -> Iterator[Told]:
    """Read the bodies of a row, each told the row's task."""
    told = ((role, cells[at]) for at, role in columns.roles.items() if at in cells)
    bodies = [(role, actor) for role, cell in told for actor in bodies_of(view, cell)]
    if not bodies:
        return
    partners = tuple(actor for role, actor in bodies if role == "coordinate")
    whole = [(actor.start, actor.end) for _, actor in bodies]
    whole += [(cell.start, cell.end) for cell in (task, when) if cell is not None]
    span = Span(min(start for start, _ in whole), max(end for _, end in whole))
    for role, actor in bodies:
        yield Told(
            actor,
            role,
            Span(actor.start, actor.end) if task is None else span,
            partners=partners if role == "lead" else (),
            task=task.span if task is not None else None,
            when=when.span if when is not None else None,
        )


def bodies_of(view: TextView, cell: Passage) -> Iterator[Actor]:
    """Read the bodies of a cell that holds nothing else: a list, or one a line."""
    at = cell.start
    while at < cell.end:
        marker = MARKER.match(view.low, at, cell.end)
        at = marker.end() if marker else at
        actors = actors_at(view, at, cell.end, semicolons=True)
        after = _NEXT_IN_CELL.match(view.low, actors[-1].end, cell.end) if actors else None
        if after is None and all(actor.open for actor in actors):
            after = _UNKNOWN.match(view.low, at, cell.end)
        if after is None:
            return
        yield from actors
        at = after.end()
