"""Cells between lone bars, one a line, as crawlers write the boxes of a page."""

from ..grammar import Block
from ..lines import Line
from ..state import OutlineState
from .edges import stops
from .row import Row, Table, names_columns

#: How many lines a cell between lone bars may have.
_CELL_LINES = 400


class Boxes:
    """Reads boxes: a bar opens a row, stands between its cells and closes it."""

    def __init__(self, state: OutlineState) -> None:
        self.state = state
        self.blocks: list[Block] = []
        self.row = Row()  # the one being read, and how many cells it has
        self.filled = 0
        self.columns = 0
        self.rows = 0

    def read(self, at: int) -> Table | None:
        state = self.state
        lines, view = state.sheet.lines, state.sheet.view
        number, cell, since, stop = at, False, 0, at
        while number < len(lines):
            line = lines[number]
            if view[line.start : line.end] == "|":
                if not cell and self.row.content:
                    self._end_row()
                self.row.content.append(Block("FURNITURE", line.start, line.end))
                cell, since, stop = False, 0, number + 1
            elif stops(state, number) or since > _CELL_LINES or self._is_behind(line, cell):
                break
            elif cell:
                self.row.content[-1].end = line.end
                since += 1
            else:
                self.row.content.append(Block("CELL", line.start, line.end))
                self.filled += 1
                cell = True
            number += 1
        content = self.row.content
        while content and content[-1].start >= lines[stop].start if stop < len(lines) else False:
            content.pop()  # words behind the last bar are no cell
        self._end_row()
        if self.rows > 1:
            return Table(tuple(self.blocks), stop)
        state.no_table_to = stop
        return None

    def _end_row(self) -> None:
        row, count = self.row, len(self.row.cells)
        if count:
            words = self.state.sheet.view[row.content[0].start : row.content[-1].end].strip("|*\n ")
            row.head = self.rows == 0 and names_columns(words)
            self.columns = max(self.columns, count)
            self.rows += 1
        self.blocks += row.blocks(self.state)
        self.row, self.filled = Row(), 0

    def _is_behind(self, line: Line, cell: bool) -> bool:
        """Tell whether words stand behind the table: all cells of its last row are closed."""
        if cell or not self.row.content:
            return False
        if line.blank:
            return self.filled > 0
        return self.rows > 0 and self.filled >= max(self.columns, 1)
