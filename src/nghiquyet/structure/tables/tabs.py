"""Rows with tabs between their cells, one a line, as a word processor pastes a table."""

from ...lexicon.lazy import pattern
from ..grammar import Block
from ..lines import Line
from ..state import OutlineState
from .row import Row, Table, names_columns

#: A table has at least three columns: two are how a page sets a label and its words, or the letterhead.
_FEWEST = 2
_LETTER = pattern(r"\p{L}")


def read(state: OutlineState, at: int) -> Table | None:
    """Return the table whose heads stand in line *at*: each has words, and the lines behind have as many tabs."""
    lines = state.sheet.lines
    tabs = _tabs(state, lines[at])
    heads = _words(state, lines[at]) if tabs >= _FEWEST else ""
    if not heads or not names_columns(heads) or not all(map(_LETTER.search, heads.split("\t"))):
        return None  # "Lãnh đạo ban : 20 lít/tháng" sets a colon between tabs
    stop = at + 1
    while stop < len(lines) and not lines[stop].blank and _tabs(state, lines[stop]) == tabs:
        stop += 1
    if stop - at < 2:
        return None
    rows = [Row(_cells(state, line), head=line is lines[at]) for line in lines[at:stop]]
    return Table(tuple(block for row in rows for block in row.blocks(state)), stop)


def _words(state: OutlineState, line: Line) -> str:
    """Return the words of a line, with the tabs behind them: the last cell may be empty."""
    text = state.sheet.text
    stop = text.find("\n", line.end)
    return text[line.start : stop if stop >= 0 else len(text)]


def _tabs(state: OutlineState, line: Line) -> int:
    return _words(state, line).count("\t")


def _cells(state: OutlineState, line: Line) -> list[Block]:
    """Return the cells between the tabs of a line; an empty cell has no length."""
    cells, at = [], line.start
    for words in _words(state, line).split("\t"):
        inner = words.strip()
        first = at + len(words) - len(words.lstrip())
        cells.append(Block("CELL", first, first + len(inner)) if inner else Block("CELL", at, at))
        at += len(words) + 1
    return cells
