"""Rows of bars, one a line: "a | b | c", or in a frame: "| a | b |"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from attrs import frozen

from ...lexicon.lazy import pattern, plain_letters, plain_pattern
from ...lexicon.word_patterns import choice
from .. import headings, landmarks
from ..grammar import Block, Place
from ..lines import Line, line_at
from ..state import OutlineState
from .heads import fit_heads
from .row import Row, Table, names_columns
from .wrapped_rows import end_of_row, whole_rows

_BARS = pattern(r"[\s|:\-=+_]+")
_BAR = plain_pattern(r"\|")
_CAPITALS = plain_letters(r"\p{Lu}\p{Lu}")  # side by side in any word of a signature


def read(state: OutlineState, at: int) -> Table | None:
    """Return the table whose first row is line *at*, if it is one."""
    stop = _end(state, at)
    if stop is None:
        return None
    first = state.sheet.view[state.sheet.lines[at].start : state.sheet.lines[at].end]
    known = state.sheet.lines[at].number in state.sheet.rows
    if stop - at < 2 and not known and not (first[0] == "|" and first.count("|") >= 3):
        return None
    rows = _rows(state, at, stop)
    fit_heads(state, rows, state.sheet.lines[at])
    blocks = [block for row in rows for block in row.blocks(state)]
    if any(block.role == "CELL" for block in blocks):
        return Table(tuple(blocks), stop)
    state.no_table_to = stop  # nothing but rules: no later line of them begins a table
    return None


def _end(state: OutlineState, at: int) -> int | None:
    """Return the number of the first line behind the rows from line *at*; None if they set a page in columns."""
    lines, view, stop = state.sheet.lines, state.sheet.view, at
    while stop < len(lines):
        line = lines[stop]
        if (over := _over_page(state, at, stop)) > stop:
            stop = over
            continue
        body = view[line.start : line.end]
        rule = (line.alone and body[:2] == "+-") or (body == "|" and stop > at and _goes_on(state, stop))
        row = "|" in body and body != "|" and (line.blank <= 1 or stop == at)
        if not (rule or row or (stop > at and _is_banner(state, stop, view[lines[at].start : lines[at].end]))):
            break
        if line.form in ("IS_RECIPIENTS", "IS_ANNEX") or _is_layout(state, line):
            state.no_table_to = stop + 1
            return None
        stop = end_of_row(state, at, stop) if row else stop + 1
    return stop


def _over_page(state: OutlineState, at: int, stop: int) -> int:
    """Return the line behind the edges of pages from line *stop*, if the table of line *at* goes on there; else *stop*.

    The reader says what stands at an edge, and which table a row is of.
    """
    lines, behind = state.sheet.lines, stop
    while behind < len(lines) and lines[behind].number in state.sheet.edges:
        behind += 1
    if behind == len(lines):
        return stop
    here, there = state.sheet.rows.get(lines[at].number), state.sheet.rows.get(lines[behind].number)
    return behind if here and there and here[0].table == there[0].table else stop


def _is_banner(state: OutlineState, at: int, first: str) -> bool:
    """Tell whether a line between two rows stands over those below it: "Đến năm 2030".

    Behind it the table goes on with as many bars as its *first* row has, and does not begin again.
    """
    line, after = state.sheet.lines[at], state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
    if after is None or after.blank > 1 or "|" in state.sheet.view[line.start : line.end]:
        return False
    row = state.sheet.view[after.start : after.end]
    if row.count("|") != first.count("|") or landmarks.serial_head().match(row.lstrip("|* ")):
        return False
    return line.form == "TEXT" and headings.is_banner(state, line)


def _rows(state: OutlineState, at: int, stop: int) -> list[Row]:
    lines = whole_rows(state, at, stop)
    frame = _Frame.of(state, lines)
    ruled = len(lines) > 1 and lines[1].alone
    rows: list[Row] = []
    heads: list[Block] = []  # the cells of the last row, as long as rows name columns
    for line in lines:
        body = state.sheet.view[line.start : line.end]
        if _BARS.fullmatch(body) or line.number in state.sheet.edges:
            rows.append(Row([Block("FURNITURE", line.start, line.end)]))
        elif "|" not in body:
            rows.append(Row([Block("CELL", line.start, line.end)]))
        else:
            cells = list(_cells(state, line, frame))
            head = (ruled or names_columns(body)) if line is lines[0] else _goes_on_with_head(heads, cells)
            heads = cells if head else []
            rows.append(Row(cells, head=head))
    return rows


def _goes_on_with_head(above: Sequence[Block], row: Sequence[Block]) -> bool:
    """Tell whether a row parts the heads in the row above: one over several columns, "Năm 2024 | | ...".

    It is empty where heads reach down, as those of the first two columns do, and filled under an empty cell.
    """
    over, under = ([cell.end > cell.start for cell in cells if cell.role == "CELL"] for cells in (above, row))
    parted = any(below and not head for head, below in zip(over, under, strict=False))
    merged = len(under) > len(over)  # a head over several columns was written as one cell
    return bool(over) and len(under) > 2 and all(over[:2]) and not any(under[:2]) and any(under) and (parted or merged)


def _goes_on(state: OutlineState, at: int) -> bool:
    """Tell whether rows of bars stand before and behind the lone bar in line *at*."""
    before, after = state.sheet.lines[at - 1], state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
    return (
        after is not None
        and state.sheet.view[before.end - 1] == "|"
        and state.sheet.view[after.start] == "|"
        and after.end > after.start + 1
        and not after.blank
    )


@cache
def _recipients() -> "re.Pattern[str]":
    return plain_pattern(rf"(?i:{choice('headers', 'recipients')})")


def _may_end(words: str) -> bool:
    """Tell whether there may be a signature in *words*, or the recipients."""
    return sum(map(str.isupper, words)) >= landmarks.FEWEST_CAPITALS or _recipients().search(words) is not None


def _is_layout(state: OutlineState, line: Line) -> bool:
    """Tell whether a row of bars sets the last page in columns: recipients, signature."""
    view = state.sheet.view
    row = view[line.start : line.end]
    if not (_CAPITALS.search(row) or _recipients().search(row)) or not any(map(_may_end, row.split("|"))):
        return False  # nearly all rows: no cell may, so no column of one
    for start, end, bar in landmarks.columns(view, line.start, line.end):
        if not bar and _may_end(view[start:end]):
            cell = line_at(view, start, end)
            if cell.form == "IS_RECIPIENTS":
                return True
            words = state.sheet.words(cell)
            if landmarks.is_capitals(words) and landmarks.landmark(words) == "IS_SIGNATURE":
                return True
    return False


@frozen
class _Frame:
    """What the bars at the ends of the rows of one table mean: a frame, or the edge of an empty cell.

    In a table without a frame, a bar in front stands behind an empty cell. That is the case in some of its rows, or in
    the first one, whose corner may be empty, but not in the first one and in most. A wrapped row of a frame may begin
    without a bar.

    Attributes:
        whole: Bars frame the rows.
        bars: The most bars in a row of words at both ends: what a row has more, closes it.
    """

    whole: bool
    bars: int

    @classmethod
    def of(cls, state: OutlineState, rows: Sequence[Line]) -> "_Frame":
        bodies = [state.sheet.view[row.start : row.end] for row in rows if row.number not in state.sheet.rows]
        filled = [body for body in bodies if not _BARS.fullmatch(body)]
        begun = sum(body[0] == "|" for body in filled)
        whole = bool(filled) and filled[0][0] == "|" and 2 * begun > len(filled)
        return cls(whole, max((body.count("|") for body in filled if "|" not in (body[0], body[-1])), default=0))

    def ends(self, body: str, bars: int) -> tuple[bool, bool]:
        """Tell whether the bars that a row begins and ends with are its frame."""
        more = bars - self.bars if self.bars else 0
        return body[0] == "|" and (self.whole or more > 1), body[-1] == "|" and (self.whole or more > 0)


def _cells(state: OutlineState, line: Line, frame: _Frame) -> Iterator[Block]:
    """Yield cells and bars; an empty cell has no length."""
    view, at = state.sheet.view, line.start
    known = _known_bars(state, line)
    hints = iter(state.sheet.rows.get(line.number, ())) if known else iter(())
    bars = known or [found.start() for found in _BAR.finditer(view, at, line.end)]
    left, right = (False, False) if known else frame.ends(view[at : line.end], len(bars))
    for number, bar in enumerate([*bars, line.end]):
        words = view[at:bar]
        inner = words.strip()
        hint = next(hints, None)
        place = Place(hint.column, hint.columns, hint.rows) if hint else None
        if inner:
            first = at + len(words) - len(words.lstrip())
            yield Block("CELL", first, first + len(inner), place=place)
        elif not (left and number == 0) and not (right and number == len(bars)):
            yield Block("CELL", at, at, place=place)
        at = bar + 1  # one number for two or three blocks
        if bar < line.end:
            yield Block("BAR", bar, at)


def _known_bars(state: OutlineState, line: Line) -> list[int]:
    """Return where the bars between the cells of a row stand, if a reader says it."""
    view, at = state.sheet.view, line.start
    cells = state.sheet.rows.get(line.number, ())
    between = [view.find("|", at + a.end, at + b.start) for a, b in pairwise(cells)]
    return between if -1 not in between and all(a < b for a, b in pairwise(between)) else []
