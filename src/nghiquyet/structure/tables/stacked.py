"""Cells one a line under a head that begins with "STT", as a PDF or an HTML page without bars leaves them.

An empty cell is nothing but one blank line more than between other cells. Where the blank lines of a row tell how many
of its cells are empty, they get their place; where they do not, the table is reported. Where a row has more cells than
there are heads, or the end of a page cuts it, nobody knows what stands in which column: what follows its serial number
is one cell over all columns.
"""

from collections import Counter
from itertools import pairwise

from attrs import define, field

from ...lexicon.lazy import plain_pattern
from .. import landmarks, line_breaks
from ..furniture import is_banner, is_lone_number
from ..grammar import Block, Place
from ..lines import Line
from ..nesting import continues
from ..state import ENDS, OutlineState
from .edges import stops
from .row import SERIAL, Row, Table, label

_REMARK = plain_pattern(r"\([^\W\d_]{2}")  # "Năm 2026" over "(sau khi Chính phủ ban hành ...)", not "(1) ..."
_SKIPPED = 3  # serial numbers from one row to the next, at most
_BARE_SERIAL = plain_pattern(r"(?P<serial>[IVX]{1,5}|\d{1,3})\s+(?=[^\W\d_])")
_TOLD = 3  # cells of a row that is more than a heading
_LABELS = ("ROMAN", "ARABIC", "DECIMAL", "LETTER")


@define
class _Stack(Row):
    """A row whose cells stand one under the other.

    Attributes:
        blanks: How many blank lines stand before each cell.
        after: How many blank lines stand before the next row.
        cut: Whether it goes on behind the heads of the next page, or is what goes on there.
    """

    blanks: list[int] = field(factory=list)
    after: int = 0
    cut: bool = False

    def add(self, line: Line) -> None:
        self.content.append(Block("CELL", line.start, line.end))
        self.blanks.append(line.blank)

    def add_parted(self, view: str, line: Line, marker: int) -> None:
        """Add a serial number, which takes *marker* letters of the line, and the cell of the words behind it."""
        words = line.start + marker
        self.content.append(Block("CELL", line.start, line.start + len(view[line.start : words].rstrip())))
        self.content.append(Block("CELL", words, line.end))
        self.blanks += (line.blank, 0)

    def fill(self, columns: int, usual: int) -> bool:
        """Put empty cells where blank lines stand for them; False if they do not tell which cells are empty."""
        missing = columns - len(self.blanks)
        empty = [max(0, blank - usual) // (usual + 1) for blank in (*self.blanks[1:], self.after)]
        if missing <= 0:
            return missing == 0
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

    def join_parts(self, view: str, columns: int) -> None:
        """Join cells with the next that may be one cell with it, where that makes as many cells as there are heads.

        One ends in a semicolon or within a name ("Thủ tướng | Chính phủ"), or the next one begins with a quotation.
        """
        ends = [at for at, pair in enumerate(pairwise(self.content)) if _may_go_on(view, *pair)]
        if len(self.blanks) - len(ends) != columns:
            return
        for at in reversed(ends):
            self.content[at].end = self.content.pop(at + 1).end
            del self.blanks[sum(block.role == "CELL" for block in self.content[: at + 1])]

    def leave_heads(self, columns: int) -> None:
        """Put the cells behind the columns of the heads: nobody knows which of them they stand under."""
        for at, cell in enumerate(self.cells):
            cell.place = Place(columns + at if at else 0)

    def join(self, state: OutlineState, columns: int) -> None:
        """Make one cell over all columns of what stands behind the serial number: one on each side of furniture."""
        first = int(bool(self.content) and label(state.sheet.view[self.content[0].start : self.content[0].end]) != "")
        joined = self.content[:first]
        for block in self.content[first:]:
            if len(joined) > first and joined[-1].role == block.role == "CELL":
                joined[-1].end = block.end
            else:
                joined.append(block)
                block.place = Place(first, columns - first) if block.role == "CELL" else None
        self.content = joined


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
                counts, serial = self._counts(number, body)
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
        columns = len(self.rows[0].blanks)
        usual = Counter(blank for row in self.rows for blank in row.blanks[1:]).most_common(1)
        fits, doubtful = columns in sizes, 0
        for row in self.rows if usual else ():
            if row.head or (len(row.blanks) < _TOLD and not row.cut):
                continue  # a row of two cells is a heading: "I", "Kinh tế"
            row.join_parts(self.state.sheet.view, columns)
            if not fits:
                row.leave_heads(columns)
                doubtful += 1
                continue
            doubtful += not row.fill(columns, usual[0][0])
            if self._is_torn(row, columns):
                row.join(self.state, columns)
        if doubtful:
            self.state.report("table-doubtful", f"{doubtful} rows have not the cells of the {columns} heads", first)

    def _is_torn(self, row: _Stack, columns: int) -> bool:
        """Tell whether nobody knows the columns of a row: it has too many cells, or the end of a page cuts them."""
        if row.cut and len(row.cells) == columns:
            return any(line_breaks.halves(self.state.sheet.view[cell.start : cell.end]) for cell in row.cells)
        return row.cut or (len(row.cells) > columns and row is not self.rows[-1])  # a note may stand behind the last

    def _is_furniture(self, number: int, line: Line, body: str) -> bool:
        sheet = self.state.sheet
        if line.alone or is_banner(body[:90]) or body in sheet.page.heads:
            return True
        return number > 0 and is_lone_number(body) and is_banner(self._body(sheet.lines[number - 1])[:90])

    def _body(self, line: Line) -> str:
        return self.state.sheet.view[line.start : line.end]

    def _counts(self, number: int, body: str) -> tuple[bool, str]:
        """Tell whether a line is a serial number that may begin a row, and which number it is.

        Behind a row that is full a number may be left out, where words follow.
        """
        found = SERIAL.fullmatch(body.strip("* ")) if len(body) <= 12 else None
        if found is None:
            return False, ""
        serial = found["number"] or ""
        if not serial or int(serial) in (self.serial + 1, 1):
            return True, serial
        lines = self.state.sheet.lines
        skipped = 0 < int(serial) - self.serial <= _SKIPPED and len(self.rows[-1].blanks) >= len(self.rows[0].blanks)
        return skipped and number + 1 < len(lines) and self.state.sheet.first(lines[number + 1]).isupper(), serial

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
        labelled = line.form in _LABELS and line.words < line.close and SERIAL.fullmatch(body.strip("* ")) is None
        self.marked = self.marked or (labelled and line.form == "ROMAN")
        part, bare = self._begins_part(line), self._bare_serial(line, body)
        if (again and not row.head) or counts or labelled or part or bare:
            row.after = line.blank
            row = _Stack(head=again)
            self.rows.append(row)
            self._count(line, serial or (bare.strip() if bare[:1].isdigit() else ""))
        elif self._is_head_again(row):
            next(each for each in reversed(self.rows) if not each.head).cut = True
            row = _Stack(cut=True)
            self.rows.append(row)
        if part:
            row.content.append(Block("CELL", line.start, line.start))  # it has no serial number
            row.blanks.append(0)
        if bare or (labelled and line.label.split(".")[0] == str(self.serial)):  # "10. Xây dựng Luật ..."
            row.add_parted(self.state.sheet.view, line, len(bare) or line.words - line.start)
        elif row.content and _joins(self.state, self.state.sheet.lines[number - 1], line, row.content[-1]):
            row.content[-1].end = line.end
        else:
            row.add(line)

    def _is_head_again(self, row: _Stack) -> bool:
        """Tell whether a row says all that the first heads say, as on each page of a table."""
        first = self.rows[0]
        if not row.head or row is first or len(self.rows) <= 2:
            return False
        one, two = (
            " ".join(self.state.sheet.view[cell.start : cell.end] for cell in each.cells) for each in (first, row)
        )
        return one.split() == two.split()

    def _bare_serial(self, line: Line, body: str) -> str:
        """Return the number without a dot, and the blanks behind it, with which a line begins a row: "7  Đề án ..."."""
        row = self.rows[-1]
        full = not row.head and (row.cut or len(row.blanks) >= len(self.rows[0].blanks))
        found = _BARE_SERIAL.match(body) if full and line.form == "TEXT" else None
        if found is None or not body[found.end()].isupper():
            return ""
        serial = found["serial"]
        return found[0] if not serial.isdigit() or 0 < int(serial) - self.serial <= _SKIPPED else ""

    def _begins_part(self, line: Line) -> bool:
        """Tell whether a line names a part of a row that is full: "- Trong đó: ..." behind as many cells as heads."""
        row = self.rows[-1]
        return not row.head and line.form in ("DASH", "PLUS") and len(row.blanks) >= len(self.rows[0].blanks)

    def _count(self, line: Line, serial: str) -> None:
        if serial:
            self.serial = int(serial)
        elif line.form == "ARABIC" and line.label == str(self.serial + 1):  # "3. Nghị định ..." on one line
            self.serial += 1


def _may_go_on(view: str, cell: Block, following: Block) -> bool:
    """Tell whether a cell may go on in the next one."""
    if cell.role != "CELL" or following.role != "CELL":
        return False
    if view[cell.end - 1] == ";" or view[following.start] == "“":
        return True
    return view[following.start].isupper() and line_breaks.may_cut(view[cell.start : cell.end])


def _joins(state: OutlineState, before: Line, line: Line, cell: Block) -> bool:
    """Tell whether a line goes on with the cell of the line before."""
    if cell.role != "CELL" or cell.end != before.end or line.form != "TEXT" or line.blank:
        return False
    if label(state.sheet.view[cell.start : cell.end]):
        return False
    tail = state.sheet.view[before.close - 1]
    if tail in ENDS:
        return False
    first = state.sheet.first(line)
    if first.islower() or tail in ",-":  # most
        return True
    words, following = state.sheet.words(before), state.sheet.words(line)
    if _REMARK.match(following):
        return True
    counted = first.isdigit()
    if (" " in words or counted) and line_breaks.binds(words[-16:], full=counted):  # "Tháng" over "7/2025"
        return True
    # "..., Bộ" over "Tư pháp", "Quý" over "II/2027"
    return line_breaks.halves(words) or line_breaks.runs_on(words, following)
