"""Tables in plain text: rows of bars, cells between lone bars, cells one a line under "STT".

`table_at` looks ahead from a line and takes as many lines as belong to the table, so the pass stays linear. Markers in
cells open nothing.
"""

from .. import landmarks, line_breaks
from ..furniture import is_banner, is_lone_number
from ..grammar import Block
from ..lines import Line
from ..nesting import continues
from ..state import ENDS, Draft
from . import bars
from .row import SERIAL, SERIAL_HEAD, Table, label, names_columns, table_row

_HEAVY = frozenset({
    "IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_SUBDIVISION", "IS_OLD_ARTICLE", "IS_ARTICLE", "IS_ANNEX", "IS_FORM",
    "IS_RECIPIENTS",
})  # fmt: skip
#: Parts that a cell may name without more words.
_NAMED = frozenset({"IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_ANNEX"})
#: How many lines a cell between lone bars may have.
_CELL_LINES = 400


def table_at(draft: Draft, at: int) -> Table | None:
    """Return the table that begins in line *at*, if one does."""
    line = draft.lines[at]
    body = draft.view[line.start : min(line.end, line.start + 400)]
    if at < draft.no_table_to:
        return None
    if body == "|":
        return _Boxes(draft).read(at)
    if "|" in body or (body[:2] == "+-" and line.alone):
        return bars.read(draft, at)
    if line.form == "TEXT" and len(body) <= 8 and SERIAL_HEAD.fullmatch(body.strip("* ")):
        return _flat(draft, at)
    return None


def _stops(draft: Draft, at: int) -> bool:
    """Tell whether line *at* is too heavy to stand in a table."""
    line = draft.lines[at]
    if line.form in _HEAVY:
        return not _refers(draft, at)
    if line.form != "TEXT" or line.end - line.start > 200:
        return False
    words = draft.words(line)
    mark = landmarks.landmark(words)
    if mark == "IS_SIGNATURE":
        return landmarks.is_capitals(words)
    if mark in ("IS_MOTTO", "IS_DOCTYPE"):
        return landmarks.is_capitals(words)
    return landmarks.closes(draft.view, line.start)


def _refers(draft: Draft, at: int) -> bool:
    """Tell whether the marker in line *at* names a part of another document, as cells do: "Điều 5", "Phụ lục I"."""
    line = draft.lines[at]
    mark = draft.view[line.start : line.words].strip("* ")
    if line.form in draft.runs and continues(draft, line):
        return False
    if line.form == "IS_ARTICLE":
        return mark[-1:] not in ".:-–"
    if line.form not in _NAMED or line.words < line.close or mark.isupper() or at + 1 == len(draft.lines):
        return False
    after = draft.words(draft.lines[at + 1])
    return not landmarks.is_capitals(after) and landmarks.landmark(after) != "ISSUED_WITH"


# Cells between lone bars, as crawlers write the boxes of a page.


class _Boxes:
    """Reads boxes: a bar opens a row, stands between its cells and closes it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.blocks: list[Block] = []
        self.cells: list[Block] = []
        self.filled = 0  # cells of the row being read
        self.columns = 0
        self.rows = 0

    def read(self, at: int) -> Table | None:
        draft = self.draft
        lines, view = draft.lines, draft.view
        number, cell, since, stop = at, False, 0, at
        while number < len(lines):
            line = lines[number]
            if view[line.start : line.end] == "|":
                if not cell and self.cells:
                    self._endtable_row()
                self.cells.append(Block("FURNITURE", line.start, line.end))
                cell, since, stop = False, 0, number + 1
            elif _stops(draft, number) or since > _CELL_LINES or self._is_behind(line, cell):
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
        self._endtable_row()
        if self.rows > 1:
            return Table(tuple(self.blocks), stop)
        draft.no_table_to = stop
        return None

    def _endtable_row(self) -> None:
        count = sum(token.role == "CELL" for token in self.cells)
        if count:
            words = self.draft.view[self.cells[0].start : self.cells[-1].end].strip("|*\n ")
            head = self.rows == 0 and names_columns(words)
            self.blocks += table_row(self.draft, self.cells, head=head)
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


# Cells one a line, as a PDF or an HTML page without bars leaves them, under a head that begins with "STT".


def _flat(draft: Draft, at: int) -> Table | None:
    lines, view = draft.lines, draft.view
    blocks: list[Block] = []
    cells: list[Block] = []
    head, serial, number, marked = True, 0, at, False
    while number < len(lines):
        line = lines[number]
        body = view[line.start : line.end]
        near = number > 0 and is_banner(view[lines[number - 1].start : lines[number - 1].end][:90])
        if is_banner(body[:90]) or body in draft.page.heads or (near and is_lone_number(body)) or line.alone:
            cells.append(Block("FURNITURE", line.start, line.end))
            number += 1
            continue
        found = SERIAL.fullmatch(body.strip("* ")) if len(body) <= 12 else None
        counts = found is not None and (not found["number"] or int(found["number"]) in (serial + 1, 1))
        row = counts and found is not None and found["number"]  # "8." alone behind row 7, whatever list stands at 7
        part = line.form == "ROMAN" and line.blank > 0 and not marked
        if not head and not row and (part or continues(draft, line)):
            break
        named = line.form == "TEXT" and bool(cells) and bool(label(view[cells[-1].start : cells[-1].end]))
        if not named and _stops(draft, number):  # "NGHỊ ĐỊNH" behind "I" is a cell
            break
        again = SERIAL_HEAD.fullmatch(body.strip("* ")) is not None if len(body) <= 8 else False
        if line.form in ("ROMAN", "ARABIC", "DECIMAL", "LETTER") and not found:
            counts = True
            marked = marked or line.form == "ROMAN"
        if (again and not head) or counts:
            blocks += table_row(draft, cells, head=head)
            cells, head = [], again
            if found and found["number"]:
                serial = int(found["number"])
            elif line.form in ("ROMAN", "LETTER"):
                serial = 0
            elif line.form == "ARABIC" and line.label == str(serial + 1):  # "3. Nghị định ..." on one line
                serial += 1
        if cells and _joins(draft, lines[number - 1], line, cells[-1]):
            cells[-1].end = line.end
        else:
            cells.append(Block("CELL", line.start, line.end))
        number += 1
    blocks += table_row(draft, cells, head=head)
    while blocks and blocks[-1].role == "FURNITURE":  # a page number behind the last cell may cut what follows
        last = blocks.pop()
        number = next(n for n in range(number - 1, -1, -1) if lines[n].start == last.start)
    if any(block.role == "ROW" for block in blocks):
        return Table(tuple(blocks), number)
    draft.no_table_to = number
    return None


def _joins(draft: Draft, before: Line, line: Line, cell: Block) -> bool:
    """Tell whether a line goes on with the cell of the line before."""
    if cell.role != "CELL" or cell.end != before.end or line.form != "TEXT":
        return False
    if label(draft.view[cell.start : cell.end]):
        return False
    tail = draft.view[before.close - 1]
    if tail in ENDS:
        return False
    words, first = draft.words(before), draft.first(line)
    binds = " " in words and line_breaks.binds(words[-16:], full=first.isdigit())  # "... ngày" over "25/7/2025"
    return first.islower() or tail in ",-" or binds
