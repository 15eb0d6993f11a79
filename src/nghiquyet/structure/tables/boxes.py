"""Cells between lone bars, one a line, as crawlers write the boxes of a page."""

from ..grammar import Block
from ..lines import Line
from ..state import OutlineState
from .edges import stops
from .row import Table, names_columns, table_row

#: How many lines a cell between lone bars may have.
_CELL_LINES = 400


class Boxes:
    """Reads boxes: a bar opens a row, stands between its cells and closes it."""

    def __init__(self, state: OutlineState) -> None:
        self.state = state
        self.blocks: list[Block] = []
        self.cells: list[Block] = []
        self.filled = 0  # cells of the row being read
        self.columns = 0
        self.rows = 0

    def read(self, at: int) -> Table | None:
        state = self.state
        lines, view = state.sheet.lines, state.sheet.view
        number, cell, since, stop = at, False, 0, at
        while number < len(lines):
            line = lines[number]
            if view[line.start : line.end] == "|":
                if not cell and self.cells:
                    self._end_row()
                self.cells.append(Block("FURNITURE", line.start, line.end))
                cell, since, stop = False, 0, number + 1
            elif stops(state, number) or since > _CELL_LINES or self._is_behind(line, cell):
                break
            elif cell:
                self.cells[-1].end = line.end
                since += 1
            else:
                self.cells.append(Block("CELL", line.start, line.end))
                self.filled += 1
                cell = True
            number += 1
        while self.cells and self.cells[-1].start >= lines[stop].start if stop < len(lines) else False:
            self.cells.pop()  # words behind the last bar are no cell
        self._end_row()
        if self.rows > 1:
            return Table(tuple(self.blocks), stop)
        state.no_table_to = stop
        return None

    def _end_row(self) -> None:
        count = sum(token.role == "CELL" for token in self.cells)
        if count:
            words = self.state.sheet.view[self.cells[0].start : self.cells[-1].end].strip("|*\n ")
            head = self.rows == 0 and names_columns(words)
            self.blocks += table_row(self.state, self.cells, head=head)
            self.columns = max(self.columns, count)
            self.rows += 1
        else:
            self.blocks += self.cells
        self.cells, self.filled = [], 0

    def _is_behind(self, line: Line, cell: bool) -> bool:
        """Tell whether words stand behind the table: all cells of its last row are closed."""
        if cell or not self.cells:
            return False
        if line.blank:
            return self.filled > 0
        return self.rows > 0 and self.filled >= max(self.columns, 1)
