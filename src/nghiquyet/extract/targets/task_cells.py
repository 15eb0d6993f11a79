"""Cells that say what is to be done: in a table of tasks with their bodies, the measured aims stand in such cells.

"| Phát triển bảo hiểm y tế, đạt trên 95% dân số | Bộ Y tế | Năm 2027 |".
"""

from collections.abc import Iterator

from ..task_tables import task_and_time
from ..view import Passage, TextView


def task_cells(view: TextView) -> dict[int, Passage | None]:
    """Return where the task cells of a document start, each with the cell of its time, None where there is none."""
    found: dict[int, Passage | None] = {}
    for rows in _tables(view):
        task, when = task_and_time(view, rows[0])
        if task is None:
            continue
        for row in rows[1:]:
            if task in row:
                found[row[task].start] = row.get(when) if when is not None else None
    return found


def _tables(view: TextView) -> Iterator[list[dict[int, Passage]]]:
    rows: list[dict[int, Passage]] = []
    last = -1
    for passage in view.passages:
        column = getattr(passage.node, "column", None)
        if column is None:
            if rows:
                yield rows
            rows, last = [], -1
            continue
        if column <= last or not rows:
            rows.append({})
        rows[-1][column], last = passage, column
    if rows:
        yield rows
