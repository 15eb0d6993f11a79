"""Cells one a line under a head that begins with "STT", as a PDF or an HTML page without bars leaves them.

An empty cell is nothing but one blank line more than between other cells. Where the blank lines of a row tell how many
of its cells are empty, they get their place; where they do not, the table is reported.
"""

from collections import Counter

from attrs import define, field

from .. import landmarks, line_breaks
from ..furniture import is_banner, is_lone_number
from ..grammar import Block
from ..lines import Line
from ..nesting import continues
from ..state import ENDS, OutlineState
from .edges import stops
from .row import SERIAL, Row, Table, label


@define
class _Stack(Row):
    """A row whose cells stand one under the other.

    Attributes:
        blanks: How many blank lines stand before each cell.
        after: How many blank lines stand before the next row.
    """

    blanks: list[int] = field(factory=list)
    after: int = 0

    def add(self, line: Line) -> None:
        self.content.append(Block("CELL", line.start, line.end))
        self.blanks.append(line.blank)

    def fill(self, columns: int, usual: int) -> bool:
        """Put empty cells where blank lines stand for them; False if they do not tell which cells are empty."""
        missing = columns - len(self.blanks)
        empty = [max(0, blank - usual) // (usual + 1) for blank in (*self.blanks[1:], self.after)]
        if missing <= 0 or len(self.blanks) < 3:
            return True  # a row of two cells is a heading: "I", "Kinh tế"
        if sum(empty) != missing and sum(empty[:-1]) != missing:
            return False
        counts = iter((0, *empty))
        filled: list[Block] = []
        for block in self.content:
            count = next(counts) if block.role == "CELL" else 0
            filled += [Block("CELL", block.start, block.start) for _ in range(count)]
            filled.append(block)
        self.content = filled
        return True


class Stacked:
    """Reads cells one a line: a serial number, or the head again, begins a row."""

    def __init__(self, state: OutlineState) -> None:
        self.state = state
        self.rows = [_Stack(head=True)]
        self.serial = 0  # the number of the last row
        self.marked = False  # a row was marked with a Roman numeral

    def read(self, at: int) -> Table | None:
        lines, number = self.state.sheet.lines, at
        while number < len(lines):
            line = lines[number]
            body = self._body(line)
            if self._is_furniture(number, line, body):
                self.rows[-1].content.append(Block("FURNITURE", line.start, line.end))
            else:
                counts, serial = self._counts(body)
                if self._ends(number, line, counted=counts and serial != ""):
                    break
                self._take(number, body, counts, serial)
            number += 1
        self._fill(lines[at])
        blocks = [block for row in self.rows for block in row.blocks(self.state)]
        while blocks and blocks[-1].role == "FURNITURE":  # a page number behind the last cell may cut what follows
            last = blocks.pop()
            number = next(n for n in range(number - 1, -1, -1) if lines[n].start == last.start)
        if any(block.role == "ROW" for block in blocks):
            return Table(tuple(blocks), number)
        self.state.no_table_to = number
        return None

    def _fill(self, first: Line) -> None:
        """Give the rows their empty cells; report the table that begins in *first* where that is not sure."""
        sizes = Counter(len(row.blanks) for row in self.rows if not row.head)
        heads = len(self.rows[0].blanks)
        columns = heads if heads in sizes else 0
        usual = Counter(blank for row in self.rows for blank in row.blanks[1:]).most_common(1)
        told = [row.fill(columns, usual[0][0]) for row in self.rows if not row.head] if columns and usual else []
        if not all(told):
            self.state.report("table-doubtful", f"rows have fewer cells than the {columns} heads", first)

    def _is_furniture(self, number: int, line: Line, body: str) -> bool:
        sheet = self.state.sheet
        if line.alone or is_banner(body[:90]) or body in sheet.page.heads:
            return True
        return number > 0 and is_lone_number(body) and is_banner(self._body(sheet.lines[number - 1])[:90])

    def _body(self, line: Line) -> str:
        return self.state.sheet.view[line.start : line.end]

    def _counts(self, body: str) -> tuple[bool, str]:
        """Tell whether a line is a serial number that may begin a row, and which number it is."""
        found = SERIAL.fullmatch(body.strip("* ")) if len(body) <= 12 else None
        if found is None:
            return False, ""
        number = found["number"] or ""
        return not number or int(number) in (self.serial + 1, 1), number

    def _ends(self, number: int, line: Line, *, counted: bool) -> bool:
        """Tell whether the table has ended before *line*; *counted*: it is the number that the next row has."""
        state, row = self.state, self.rows[-1]
        part = line.form == "ROMAN" and line.blank > 0 and not self.marked
        # "8." alone behind row 7 is a row, whatever list stands at 7
        if not row.head and not counted and (part or continues(state, line)):
            return True
        last = row.content[-1] if row.content else None
        named = line.form == "TEXT" and last is not None and bool(label(state.sheet.view[last.start : last.end]))
        return not named and stops(state, number)  # "NGHỊ ĐỊNH" behind "I" is a cell

    def _take(self, number: int, body: str, counts: bool, serial: str) -> None:
        """Take a line as a cell of a new row, as the next cell, or as words of the last one."""
        line, row = self.state.sheet.lines[number], self.rows[-1]
        again = len(body) <= 8 and landmarks.serial_head().fullmatch(body.strip("* ")) is not None
        labelled = line.form in ("ROMAN", "ARABIC", "DECIMAL", "LETTER") and SERIAL.fullmatch(body.strip("* ")) is None
        self.marked = self.marked or (labelled and line.form == "ROMAN")
        part = self._begins_part(line)
        if (again and not row.head) or counts or labelled or part:
            row.after = line.blank
            row = _Stack(head=again)
            self.rows.append(row)
            self._count(line, serial)
        if part:
            row.content.append(Block("CELL", line.start, line.start))  # it has no serial number
            row.blanks.append(0)
        if row.content and _joins(self.state, self.state.sheet.lines[number - 1], line, row.content[-1]):
            row.content[-1].end = line.end
        else:
            row.add(line)

    def _begins_part(self, line: Line) -> bool:
        """Tell whether a line names a part of a row that is full: "- Trong đó: ..." behind as many cells as heads."""
        row = self.rows[-1]
        return not row.head and line.form in ("DASH", "PLUS") and len(row.blanks) >= len(self.rows[0].blanks)

    def _count(self, line: Line, serial: str) -> None:
        if serial:
            self.serial = int(serial)
        elif line.form in ("ROMAN", "LETTER"):
            self.serial = 0
        elif line.form == "ARABIC" and line.label == str(self.serial + 1):  # "3. Nghị định ..." on one line
            self.serial += 1


def _joins(state: OutlineState, before: Line, line: Line, cell: Block) -> bool:
    """Tell whether a line goes on with the cell of the line before."""
    if cell.role != "CELL" or cell.end != before.end or line.form != "TEXT" or line.blank:
        return False
    if label(state.sheet.view[cell.start : cell.end]):
        return False
    tail = state.sheet.view[before.close - 1]
    if tail in ENDS:
        return False
    words, first = state.sheet.words(before), state.sheet.first(line)
    binds = " " in words and line_breaks.binds(words[-16:], full=first.isdigit())  # "... ngày" over "25/7/2025"
    return first.islower() or tail in ",-" or binds
