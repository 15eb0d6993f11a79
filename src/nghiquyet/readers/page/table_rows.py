"""Tables of a page: rows of data become "a | b | c", scaffolding becomes its paragraphs.

Letterhead and signatures of a resolution stand in tables without borders (Nghị định 30/2020/NĐ-CP, annex I), and old
sites lay out whole pages with them. Their cells are read one after another; a row would mix two things.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from attrs import define

from ...layout import Cell, Hints
from ..writer import Writer

#: What only the beginning and the end of a resolution say; such a table is scaffolding.
LETTERHEAD = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do|"
    r"^Nơi\s+nhận|^T/?M\.?\s|^KT\.\s|^TL\.\s|^TUQ\.\s|\(\s*đã\s+ký\s*\)|^CHỦ\s+TỊCH$|^BÍ\s+THƯ$",
    re.I | re.M,
)
_FEW_ROWS, _FEW_COLUMNS = 8, 4
_MANY_LINES = 40  # in one cell: no cell of data, but a page


@define
class Line:
    """A line of a page and its hints; in a table they hold one cell."""

    text: str
    hints: Hints


def write(lines: Sequence[Line], writer: Writer, scaffolding: frozenset[int] = frozenset()) -> None:
    """Write *lines*; those in a table of data become rows.

    Args:
        lines: Lines in reading order; a line in a table has one cell in its hints, that of the innermost table.
        writer: Where to.
        scaffolding: Numbers of the tables known to hold no data, because other tables stand in them.
    """
    numbers: dict[int, int] = {}
    for table, group in groupby(lines, lambda line: line.hints.cells[0].table if line.hints.cells else None):
        block = list(group)
        if table is None:
            _paragraphs(block, writer)
            continue
        number = numbers.setdefault(table, len(numbers))  # those of the page around the document do not count
        if table in scaffolding or _is_scaffolding(block):
            _paragraphs(block, writer, number)
        else:
            _rows(block, writer, number)


def _paragraphs(block: list[Line], writer: Writer, table: int = 0) -> None:
    last: int | None = None
    for line in block:
        hints = line.hints
        if hints.cells:
            hints = hints.holding((hints.cells[0].at(0, len(line.text), table),))
        writer.paragraph(line.text, hints, tight=last is not None and hints.paragraph == last)
        last = hints.paragraph


def _is_scaffolding(block: list[Line]) -> bool:
    """Tell whether a table is there for the look of the page only."""
    cells = [line.hints.cells[0] for line in block]
    rows, columns = len({cell.row for cell in cells}), max(cell.column + cell.columns for cell in cells)
    if columns == 1:
        return True
    per_cell = [len(list(group)) for _, group in groupby(cells, lambda cell: (cell.row, cell.column))]
    if max(per_cell) >= _MANY_LINES:
        return True
    few = rows <= _FEW_ROWS and columns <= _FEW_COLUMNS
    return few and any(LETTERHEAD.search(line.text) for line in block)


def _rows(block: list[Line], writer: Writer, table: int) -> None:
    # All rows are as wide as the table: "I | Kinh tế | | |" keeps its columns, and a lone heading is still a row.
    width = max(line.hints.cells[0].column + line.hints.cells[0].columns for line in block)
    for _, group in groupby(block, lambda line: line.hints.cells[0].row):
        row = list(group)
        cells = [line.hints.cells[0] for line in row]
        words: list[list[str]] = [[] for _ in range(width)]
        filled: dict[int, Cell] = {}
        for line, cell in zip(row, cells, strict=True):
            words[cell.column].append(line.text)
            filled[cell.column] = cell if cell.table == table else cell.at(0, 0, table)
        places = [filled.get(at) or Cell(table=table, row=cells[0].row, column=at) for at in range(width)]
        bold = [line.hints.bold for line in row]
        hints = Hints(
            paragraph=row[0].hints.paragraph,
            bold=None if None in bold else all(bold),
            page=row[0].hints.page,
            part=row[0].hints.part,
            note=row[0].hints.note,
        )
        writer.row([" ".join(said) for said in words], hints, places)
