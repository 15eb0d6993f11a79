"""Rows of bars that narrow lines have broken: their lines have together as many bars as the first row."""

from attrs import evolve

from ..lines import Line
from ..state import OutlineState
from .row import label

#: A row is broken into no more lines than this.
_MOST = 8


def end_of_row(state: OutlineState, first: int, at: int) -> int:
    """Return the number of the line behind the row that begins in line *at* of a table that begins in line *first*.

    A row of a frame is broken where it is not closed; another one where it begins with a serial number and the next
    line does not, or where the next line goes on in small letters.
    """
    sheet = state.sheet
    head, body = (sheet.view[line.start : line.end] for line in (sheet.lines[first], sheet.lines[at]))
    missing = head.count("|") - body.count("|")
    framed = head[0] == head[-1] == "|"
    if at == first or missing <= 0 or head.count("|") < 2 or sheet.lines[at].number in sheet.rows:
        return at + 1
    if framed and (body[0] != "|" or body[-1] == "|"):
        return at + 1
    for behind, line in enumerate(sheet.lines[at + 1 : at + _MOST], at + 1):
        words = sheet.view[line.start : line.end]
        if line.blank or line.alone or line.number in sheet.rows or line.number in sheet.edges:
            break
        if not framed and behind == at + 1 and not _goes_on(body, words):
            break
        missing -= words.count("|")
        if missing <= 0:
            return behind + 1 if missing == 0 and (words[-1] == "|" or not framed) else at + 1
    return at + 1


def _goes_on(row: str, words: str) -> bool:
    """Tell whether *words* go on with a cell of *row* in a table without a frame."""
    numbered = label(row.partition("|")[0].strip()) and not label(words.partition("|")[0].strip())
    return words[0] != "|" and (bool(numbered) or words[0].islower())


def whole_rows(state: OutlineState, first: int, stop: int) -> list[Line]:
    """Return the lines of a table, those of one row as one."""
    lines, at, rows = state.sheet.lines, first, []
    while at < stop:
        behind = min(end_of_row(state, first, at), stop)
        last = lines[behind - 1]
        rows.append(lines[at] if behind == at + 1 else evolve(lines[at], end=last.end, close=last.close))
        at = behind
    return rows
