"""The order in which a person reads the lines of a page: columns of a letterhead, rows of a table without rules."""

import re
from itertools import pairwise

from attrs import define, field

from ..page.table_rows import LETTERHEAD
from .lines import GAP, Line

_FAR = 4.0  # of the font's height: columns end where a gap this high comes
_SAME = 0.3  # of the font's height: how far base lines of one row differ
_RECIPIENTS = re.compile(r"\W*Nơi\s+(?:nhận|gửi)", re.I)
_NUMBER = re.compile(r"Số\s*[:\d]")
_SCATTERED = 4  # rows at least of a table that is not read
_ROWS = 3  # of a table at least, when nothing is drawn around it


@define
class Block:
    """Lines one under another.

    Attributes:
        column: Whether other lines stand beside them.
        rows: The cells of each line, for a table without rules; empty for anything else.
        doubtful: Whether the lines may be rows of a table.
    """

    lines: list[Line]
    column: bool = False
    rows: list[list[Line]] = field(factory=list)
    doubtful: bool = False

    @property
    def scattered(self) -> bool:
        """Whether the lines are those of a table whose cells are several lines high: their words do not go on in order.

        Three parts with a number among them stand side by side in a quarter of the lines; of signatures they do not.
        """
        if not self.doubtful:
            return False
        wide = sum(_parts(line) > 2 and any(letter.isdigit() for letter in line.text) for line in self.lines)
        return wide >= _SCATTERED and 4 * wide >= len(self.lines)


def reading_order(lines: list[Line]) -> list[Block]:
    """Return *lines* in blocks: one column as it comes; of two columns the left before the right.

    What stands in rows and columns without rules is a table only where every row has every cell. Where that is not
    sure it stays as lines, each a row of the page, for a column read by itself would part numbers from their names. The
    letterhead and the signatures have two columns, whatever blanks stand in their lines ("Số:      /NQ-HĐND").
    """
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end, white = _side_by_side(lines, at)
        if white is None:
            if not blocks or blocks[-1].column or blocks[-1].rows or blocks[-1].doubtful:
                blocks.append(Block([]))
            blocks[-1].lines.append(lines[at])
            at += 1
            continue
        rows = _in_rows(lines[at:end])
        framed = any(LETTERHEAD.search(line.text) for line in lines[at:end])
        if not framed and _is_table(rows):
            blocks.append(Block([_joined(row) for row in rows], rows=rows))
        elif not framed and any(len(row) > 2 for row in rows):
            blocks.append(Block([_joined(row) for row in rows], doubtful=True))
        else:
            middle = sum(white) / 2
            end = _end_of_columns(lines, at, end, middle)
            left = [line for line in lines[at:end] if line.x0 < middle]
            right = [line for line in lines[at:end] if line.x0 >= middle]
            blocks += [Block([_joined(row) for row in _in_rows(column)], column=True) for column in (left, right)]
        at = end
    return blocks


def _in_rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].y - line.y) <= _SAME * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows


def _is_table(rows: list[list[Line]]) -> bool:
    """Tell whether *rows* are surely those of a table: all cells there, columns apart, numbers in the last one."""
    width = len(rows[0])
    if len(rows) < _ROWS or any(len(row) != width for row in rows):
        return False
    columns = list(zip(*rows, strict=True))
    apart = all(max(a.x1 for a in left) < min(b.x0 for b in right) for left, right in pairwise(columns))
    numbers = sum(bool(re.search(r"\d", line.text)) for line in columns[-1])
    return apart and (width > 2 or numbers >= len(rows) - 1)


def _joined(row: list[Line]) -> Line:
    return row[0] if len(row) == 1 else Line([piece for line in row for piece in line.pieces], row[0].y, row[0].size)


def _parts(line: Line) -> int:
    return 1 + sum(right.x0 - left.x1 > GAP * line.size for left, right in pairwise(line.pieces))


def _end_of_columns(lines: list[Line], start: int, end: int, middle: float) -> int:
    """Return where two columns end: lines below the right one go on only with recipients or the number."""
    if any(line.x0 < middle and _RECIPIENTS.match(line.text) for line in lines[start:end]):
        return end
    while end > start + 2 and lines[end - 1].x0 < middle and not _NUMBER.match(lines[end - 1].text):
        end -= 1
    return end


def _side_by_side(lines: list[Line], start: int) -> tuple[int, tuple[float, float] | None]:
    """Return where the columns that begin at *start* end, and the white between them; None if there is one column."""
    if start + 1 >= len(lines):
        return start, None
    first, second = lines[start], lines[start + 1]
    if first.y - second.y > 0.9 * max(first.size, second.size):
        return start, None
    left, right = (first, second) if first.x0 <= second.x0 else (second, first)
    if right.x0 - left.x1 <= GAP * min(left.size, right.size):
        return start, None
    white = (left.x1, right.x0)
    end = start + 2
    while end < len(lines):
        line = lines[end]
        if lines[end - 1].y - line.y > _FAR * line.size:
            break
        begin, stop = white
        if line.x0 < (begin + stop) / 2:
            begin = max(begin, line.x1)
        else:
            stop = min(stop, line.x0)
        if stop - begin < line.size:
            break
        white, end = (begin, stop), end + 1
    return end, white
