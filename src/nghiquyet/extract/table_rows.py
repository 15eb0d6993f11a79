"""The tables of a document as all extractors read them: runs of rows, the first of which names the columns.

A row is the `TableRow` of the tree: its span, its cells with theirs, whether it is a header.
"""

from bisect import bisect_right

from attrs import frozen

from ..tree import Cell, TableRow
from .view import TextView


@frozen
class Rows:
    """Rows with nothing but white space between them: a table, also one that blank lines part.

    Attributes:
        heads: The filled cells of the first row, by column.
        below: The other rows that have words.
    """

    heads: dict[int, Cell]
    below: tuple[TableRow, ...]

    @property
    def start(self) -> int:
        """Where its first words stand."""
        return next(iter(self.heads.values())).span.start


def tables(view: TextView) -> tuple[Rows, ...]:
    """Return the tables of a document in the order of the text."""
    return view.once(_tables)


def table_at(view: TextView, at: int) -> Rows:
    """Return the table that the cell at offset *at* stands in."""
    found = tables(view)
    return found[bisect_right(found, at, key=lambda table: table.start) - 1]


def _tables(view: TextView) -> tuple[Rows, ...]:
    runs: list[list[TableRow]] = []
    goes_on, at = False, 0
    for passage in view.passages if view.rows else ():
        row = None
        if passage.node.kind == "cell":
            while at + 1 < len(view.rows) and view.rows[at + 1].span.start <= passage.start:
                at += 1
            row = view.rows[at]
        if row is not None and not goes_on:
            runs.append([row])
        elif row is not None and row is not runs[-1][-1]:
            runs[-1].append(row)
        goes_on = row is not None
    return tuple(Rows(run[0].filled, tuple(run[1:])) for run in runs)
