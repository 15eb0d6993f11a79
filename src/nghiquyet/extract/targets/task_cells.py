"""Cells that say what is to be done: in a table of tasks with their bodies, the measured aims stand in such cells.

"| Phát triển bảo hiểm y tế, đạt trên 95% dân số | Bộ Y tế | Năm 2027 |". So they do in the column of what comes of it:
"| Phát triển hạ tầng số | Bộ Khoa học và Công nghệ | 100% số xã được phủ sóng 5G |".
"""

from attrs import frozen

from ...lexicon.word_patterns import word_list
from ...tree import Cell
from ..quantities.model import Quantity
from ..table_rows import tables
from ..task_tables import task_columns
from ..view import TextView


@frozen
class TaskCell:
    """A cell with aims.

    Attributes:
        when: The cell of its time, None where there is none.
        product: Whether it says what comes of the task and not the task.
    """

    when: Cell | None = None
    product: bool = False

    def counts(self, quantity: Quantity) -> bool:
        """Tell whether a count in it is an aim by its place: what comes of a task, if it is no document to be made."""
        papers = word_list("roles", "papers").match(quantity.head)
        return self.product and quantity.kind in ("count", "ratio") and papers is None


def task_cells(view: TextView) -> dict[int, TaskCell]:
    """Return where the cells with aims start."""
    found: dict[int, TaskCell] = {}
    for table in tables(view):
        columns = task_columns(view, table.heads)
        if columns is None:
            continue
        for cells in (row.filled for row in table.below):
            when = cells.get(columns.when) if columns.when is not None else None
            for at, product in ((columns.task, False), (columns.product, True)):
                if at is not None and at in cells:
                    found[cells[at].span.start] = TaskCell(when, product)
    return found
