"""Tables of a web page: the place of each cell in its grid."""

from collections.abc import Mapping

from attrs import define, field

from ...layout import Cell

# A table that merges more cells, or is wider, is no table of a document: its cells count as single, the last as one.
_AREA, _WIDEST = 10_000, 200


@define
class _Table:
    number: int
    row: int = -1
    column: int = 0  # the next free one
    cells: tuple[Cell, ...] = ()  # the one that is open, as hints hold it
    area: int = 0
    taken: dict[int, int] = field(factory=dict)  # column -> the row from which it is free again


@define
class Tables:
    """The tables that are open at a place of the page, the innermost last.

    Attributes:
        outer: The numbers of tables that hold other tables: scaffolding of a page, never data.
        cells: The open cell of the innermost table, as hints hold it.
    """

    outer: set[int] = field(factory=set)
    cells: tuple[Cell, ...] = ()
    _open: list[_Table] = field(factory=list)
    _count: int = 0

    def open(self) -> None:
        """Begin a table."""
        if self._open:
            self.outer.add(self._open[-1].number)
        self._open.append(_Table(self._count))
        self._count += 1
        self.cells = ()

    def close(self) -> None:
        """End the innermost table."""
        if self._open:
            self._open.pop()
        self.cells = self._open[-1].cells if self._open else ()

    def row(self) -> None:
        """Begin a row."""
        if self._open:
            table = self._open[-1]
            table.row, table.column, table.cells = table.row + 1, 0, ()
            self.cells = ()

    def cell(self, attributes: Mapping[str, str]) -> None:
        """Place a cell in the grid, beside those that reach down from the rows above."""
        if not self._open:
            return
        table = self._open[-1]
        columns, rows = _count(attributes.get("colspan")), _count(attributes.get("rowspan"))
        row = max(table.row, 0)
        table.area += columns * rows
        if table.area > _AREA or table.column >= _WIDEST:
            columns = rows = 1
        while table.column < _WIDEST and table.taken.get(table.column, 0) > row:
            table.column += 1
        cell = Cell(table=table.number, row=row, column=table.column, columns=columns, rows=rows)
        for column in range(table.column, table.column + columns):
            table.taken[column] = row + rows
        table.column = min(table.column + columns, _WIDEST)
        self.cells = table.cells = (cell,)


def _count(value: str | None) -> int:
    """Return how many rows or columns a cell covers; no table of a document needs more than a hundred."""
    return min(int(value), 100) if value and value.isdecimal() and len(value) < 6 and value != "0" else 1
