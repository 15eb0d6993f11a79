"""Tables: rows of ``|``, cells between lone bars."""

from collections.abc import Sequence

import regex
from attrs import frozen

from .blockgrammar import Block
from .lines import Line

_RULE = regex.compile(r"[\s|:\-=+_]+")


@frozen
class Table:
    """A table found in the lines: its blocks, and the first line behind it."""

    blocks: tuple[Block, ...]
    stop: int


def table_at(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """Return the table that begins in line *at*, if one does."""
    body = text[lines[at].start : lines[at].end]
    if body == "|":
        return _crawled(text, lines, at)
    if "|" in body:
        return _rows(text, lines, at)
    return None


def _bars(body: str) -> int:
    return body.count("|")


def _is_row(body: str) -> bool:
    return "|" in body and body != "|"


def _rows(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """Read rows of the form ``a | b | c`` or ``| a | b |``, one a line."""
    stop = at
    while stop < len(lines) and _is_row(text[lines[stop].start : lines[stop].end]) and (stop == at or lines[stop].blank < 2):
        stop += 1
    first = text[lines[at].start : lines[at].end]
    if stop - at < 2 and not (_bars(first) >= 3 and first[0] == "|"):
        return None
    if regex.match(r"(?i:nơi\s+nhận)", first.lstrip("|* ")):
        return None
    blocks: list[Block] = []
    ruled = stop - at > 1 and _RULE.fullmatch(text[lines[at + 1].start : lines[at + 1].end]) is not None
    for line in lines[at:stop]:
        body = text[line.start : line.end]
        if _RULE.fullmatch(body):
            blocks.append(Block("FURNITURE", line.start, line.end))
            continue
        head = line is lines[at] and (ruled or not any(c.isdigit() for c in body) or "STT" in body or "TT" in body[:8])
        cells = list(_cells(text, line.start, line.end))
        blocks.append(Block("ROW", line.start, line.end, "header" if head else ""))
        blocks += cells
    return Table(tuple(blocks), stop)


def _cells(text: str, start: int, end: int) -> list[Block]:
    out: list[Block] = []
    at = start
    column = 0
    while at < end:
        bar = text.find("|", at, end)
        stop = bar if bar >= 0 else end
        words = text[at:stop].strip()
        if words:
            a = at + len(text[at:stop]) - len(text[at:stop].lstrip())
            out.append(Block("CELL", a, a + len(words)))
        elif at > start and bar >= 0 or (at > start and text[end - 1] != "|"):
            out.append(Block("CELL", at, at))
        if bar >= 0:
            out.append(Block("FURNITURE", bar, bar + 1))
            at = bar + 1
            column += 1
        else:
            break
    return out


def _crawled(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """Read cells that stand between lines with nothing but a bar."""
    return None
