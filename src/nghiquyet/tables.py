"""Tables in plain text: rows of bars, cells between lone bars, cells one a line under "STT".

`table_at` looks ahead from a line and takes as many lines as belong to the table, so the pass stays linear. Markers in
cells open nothing.
"""

from collections.abc import Iterator

import regex
from attrs import frozen

from . import landmarks
from .draft import ENDS, Draft, Token
from .lines import Line, line_at
from .page import is_banner, is_lone_number
from .placing import continues

_BARS = regex.compile(r"[\s|:\-=+_]+")
_SERIAL_HEAD = regex.compile(r"(?i:s?tt|s[ốô]\s*tt|stt\.?)")
_SERIAL = regex.compile(r"(?P<number>\d{1,3})\.?|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVXLC]{1,6}\.?|[A-ZĐ]\.?|[a-zđ]\)|[-+]")
_HEAVY = frozenset({
    "IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_SUBDIVISION", "IS_ARTICLE", "IS_ANNEX", "IS_FORM", "IS_RECIPIENTS",
})  # fmt: skip
#: How many lines a cell between lone bars may have.
_CELL_LINES = 400


@frozen
class Table:
    """A table found in the lines: its tokens, and the number of the first line behind it."""

    blocks: tuple[Token, ...]
    stop: int

    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens between the table's brackets."""
        return self.blocks


def table_at(draft: Draft, at: int) -> Table | None:
    """Return the table that begins in line *at*, if one does."""
    line = draft.lines[at]
    body = draft.view[line.start : min(line.end, line.start + 400)]
    if at < draft.no_table_to:
        return None
    if body == "|":
        return _Boxes(draft).read(at)
    if "|" in body or (body[:2] == "+-" and line.alone):
        return _rows(draft, at)
    if line.form == "TEXT" and len(body) <= 8 and _SERIAL_HEAD.fullmatch(body.strip("* ")):
        return _flat(draft, at)
    return None


def _stops(draft: Draft, line: Line) -> bool:
    """Tell whether a line is too heavy to stand in a table."""
    if line.form in _HEAVY:
        return True
    if line.form != "TEXT" or line.end - line.start > 200:
        return False
    words = draft.words(line)
    mark = landmarks.landmark(words)
    if mark == "IS_SIGNATURE":
        return landmarks.is_capitals(words)
    if mark in ("IS_MOTTO", "IS_DOCTYPE"):
        return landmarks.is_capitals(words)
    return landmarks.closes(draft.view, line.start)


def _label(words: str) -> str:
    """Return the serial number of a row from its first cell."""
    words = words.strip("* |")
    return words.rstrip(".)") if len(words) <= 12 and _SERIAL.fullmatch(words) else ""


def _row(draft: Draft, cells: list[Token], *, head: bool = False) -> Iterator[Token]:
    """Yield a row and its cells; the row's label is the serial number in its first cell."""
    filled = [cell for cell in cells if cell.role == "CELL"]
    label = _label(draft.view[filled[0].start : filled[0].end]) if filled else ""
    start = cells[0].start if cells else 0
    yield Token("HEAD_ROW" if head else "ROW", start, start, label)
    yield from cells


# Rows of bars: "a | b | c", "| a | b |", one a line.


def _rows(draft: Draft, at: int) -> Table | None:
    lines, view = draft.lines, draft.view
    stop = at
    while stop < len(lines):
        line = lines[stop]
        body = view[line.start : line.end]
        framed = (line.alone and body[:2] == "+-") or (body == "|" and stop > at and _goes_on(draft, stop))
        if not framed and ("|" not in body or body == "|" or (line.blank > 1 and stop > at)):
            break
        if line.form in ("IS_RECIPIENTS", "IS_ANNEX") or _is_layout(draft, line):
            draft.no_table_to = stop + 1
            return None
        stop += 1
    first = view[lines[at].start : lines[at].end]
    known = lines[at].number in draft.rows
    if stop - at < 2 and not known and not (first[0] == "|" and first.count("|") >= 3):
        return None
    ruled = stop - at > 1 and lines[at + 1].alone
    blocks: list[Token] = []
    for line in lines[at:stop]:
        body = view[line.start : line.end]
        if _BARS.fullmatch(body):
            blocks.append(Token("FURNITURE", line.start, line.end))
            continue
        head = line is lines[at] and (ruled or _is_head(body))
        blocks += _row(draft, list(_cells(view, line.start, line.end)), head=head)
    return Table(tuple(blocks), stop) if any(block.role == "CELL" for block in blocks) else None


def _goes_on(draft: Draft, at: int) -> bool:
    """Tell whether rows of bars stand before and behind the lone bar in line *at*."""
    before, after = draft.lines[at - 1], draft.lines[at + 1] if at + 1 < len(draft.lines) else None
    return (
        after is not None
        and draft.view[before.end - 1] == "|"
        and draft.view[after.start] == "|"
        and after.end > after.start + 1
        and not after.blank
    )


def _is_head(words: str) -> bool:
    """Tell whether the first row of a table names the columns: "STT" stands in front, or it has no figures."""
    return _SERIAL_HEAD.match(words.lstrip("|* ")) is not None or not any(map(str.isdigit, words))


def _is_layout(draft: Draft, line: Line) -> bool:
    """Tell whether a row of bars sets the last page in columns: recipients, signature."""
    for start, end, bar in landmarks.columns(draft.view, line.start, line.end):
        if not bar:
            cell = line_at(draft.view, start, end)
            if cell.form == "IS_RECIPIENTS" or (
                landmarks.landmark(draft.words(cell)) == "IS_SIGNATURE" and landmarks.is_capitals(draft.words(cell))
            ):
                return True
    return False


def _cells(view: str, start: int, end: int) -> Iterator[Token]:
    """Yield cells and bars; an empty cell has no length. A bar at either end of the row frames it."""
    at = start
    while True:
        bar = view.find("|", at, end)
        stop = bar if bar >= 0 else end
        words = view[at:stop]
        inner = words.strip()
        if inner:
            first = at + len(words) - len(words.lstrip())
            yield Token("CELL", first, first + len(inner))
        elif at > start and at < end:
            yield Token("CELL", at, at)
        if bar < 0:
            return
        yield Token("FURNITURE", bar, bar + 1)
        at = bar + 1


# Cells between lone bars, as crawlers write the boxes of a page.


class _Boxes:
    """Reads boxes: a bar opens a row, stands between its cells and closes it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.blocks: list[Token] = []
        self.cells: list[Token] = []
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
                    self._end_row()
                self.cells.append(Token("FURNITURE", line.start, line.end))
                cell, since, stop = False, 0, number + 1
            elif _stops(draft, line) or since > _CELL_LINES or self._is_behind(line, cell):
                break
            elif cell:
                self.cells[-1].end = line.end
                since += 1
            else:
                self.cells.append(Token("CELL", line.start, line.end))
                self.filled += 1
                cell = True
            number += 1
        while self.cells and self.cells[-1].start >= lines[stop].start if stop < len(lines) else False:
            self.cells.pop()  # words behind the last bar are no cell
        self._end_row()
        if self.rows > 1:
            return Table(tuple(self.blocks), stop)
        draft.no_table_to = stop
        return None

    def _end_row(self) -> None:
        count = sum(token.role == "CELL" for token in self.cells)
        if count:
            words = self.draft.view[self.cells[0].start : self.cells[-1].end].strip("|*\n ")
            head = self.rows == 0 and _is_head(words)
            self.blocks += _row(self.draft, self.cells, head=head)
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
    blocks: list[Token] = []
    cells: list[Token] = []
    head, serial, number, marked = True, 0, at, False
    while number < len(lines):
        line = lines[number]
        body = view[line.start : line.end]
        near = number > 0 and is_banner(view[lines[number - 1].start : lines[number - 1].end][:90])
        if is_banner(body[:90]) or body in draft.page.heads or (near and is_lone_number(body)) or line.alone:
            cells.append(Token("FURNITURE", line.start, line.end))
            number += 1
            continue
        goes_on = not head and (continues(draft, line) or (line.form == "ROMAN" and line.blank > 0 and not marked))
        if goes_on or _stops(draft, line):
            break
        again = _SERIAL_HEAD.fullmatch(body.strip("* ")) is not None if len(body) <= 8 else False
        found = _SERIAL.fullmatch(body.strip("* ")) if len(body) <= 12 else None
        counts = found is not None and (not found["number"] or int(found["number"]) in (serial + 1, 1))
        if line.form in ("ROMAN", "ARABIC", "DECIMAL", "LETTER") and not found:
            counts = True
            marked = marked or line.form == "ROMAN"
        if (again and not head) or counts:
            blocks += _row(draft, cells, head=head)
            cells, head = [], again
            if found and found["number"]:
                serial = int(found["number"])
            elif line.form in ("ROMAN", "LETTER"):
                serial = 0
        if cells and _joins(draft, lines[number - 1], line, cells[-1]):
            cells[-1].end = line.end
        else:
            cells.append(Token("CELL", line.start, line.end))
        number += 1
    blocks += _row(draft, cells, head=head)
    while blocks and blocks[-1].role == "FURNITURE":  # a page number behind the last cell may cut what follows
        last = blocks.pop()
        number = next(n for n in range(number - 1, -1, -1) if lines[n].start == last.start)
    if any(block.role == "ROW" for block in blocks):
        return Table(tuple(blocks), number)
    draft.no_table_to = number
    return None


def _joins(draft: Draft, before: Line, line: Line, cell: Token) -> bool:
    """Tell whether a line goes on with the cell of the line before."""
    if cell.role != "CELL" or cell.end != before.end or line.form != "TEXT":
        return False
    if _label(draft.view[cell.start : cell.end]):
        return False
    tail = draft.view[before.close - 1]
    if tail in ENDS:
        return False
    words = draft.words(before)
    return draft.first(line).islower() or tail in ",-" or (" " in words and landmarks.binds(words[-16:]))
