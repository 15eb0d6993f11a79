"""Cells that say what is to be done: in a table of tasks with their bodies, the measured aims stand in such cells.

"| Phát triển bảo hiểm y tế, đạt trên 95% dân số | Bộ Y tế | Năm 2027 |".
"""

from ...tree import Cell
from ..table_rows import tables
from ..task_tables import task_and_time
from ..view import TextView


def task_cells(view: TextView) -> dict[int, Cell | None]:
    """Return where the task cells of a document start, each with the cell of its time, None where there is none."""
    found: dict[int, Cell | None] = {}
    for table in tables(view):
        task, when = task_and_time(view, table.heads)
        for cells in (row.filled for row in table.below) if task is not None else ():
            if task in cells:
                found[cells[task].span.start] = cells.get(when) if when is not None else None
    return found
