"""Tables over the pages: what is one table for a reader is one here, whatever rules the pages draw.

A page end cuts a table wherever it falls. The next page may repeat the header, draw no rule over its first row, or
none at all; a row may be cut in the middle of a sentence. The columns tell: what stands in those of the table before,
at the top of the next page, goes on with it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from attrs import define, field

from .drawings import Rule
from .grid import Grid, GridCell, white_between
from .lines import Line, Piece, build_lines
from .order import Block

_NEAR = 4.0  # points: columns this near are one
_MARGIN = 12.0  # points around the words of a table without rules
_OVER = 3.0  # points that a word may reach over its column
_SAME = 0.5  # of the font's height: how far base lines of one row differ
_HEADER_ROWS = 4  # at most
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ]|[-–+*•])[.)]?|\([\dIVXivxa-zđ]{1,4}\)")
_LABELLED = 0.5  # of the rows with words in the first column
_VALUE = re.compile(r"[\d.,%\s/+–-]+")
_TALL, _DEEP = 0.7, 0.2  # of the font's height: how far letters reach over and under the base line
_LEADING = 1.6  # heights of the font: lines of one cell are never farther apart
_ROOM = 1.1  # times the least distance of lines: more of it parts two cells
_BANDS = 4  # of a table that no rule and no full row shows, at least
_ENDS = (".", ";", ":", "!", "?")


@define
class Row:
    """A row: the words of each column, and over how many rows and columns each cell goes."""

    words: list[str]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, words: list[str]) -> "Row":
        return cls(words, [(1, 1)] * len(words))


@define
class Table:
    """A table on one page.

    Attributes:
        columns: Where its columns begin, and the end of the last.
        top: Where it begins.
        rows: What is in it.
        repeated: How many of its rows repeat the header of the page before.
        goes_on: The table on the page before of which it is a part.
        whites: The white between its columns, where no rules are drawn at all.
        guessed: Whether its columns, but not its rows, were told by the white.
    """

    columns: tuple[float, ...]
    top: float
    rows: list[Row] = field(factory=list)
    repeated: int = 0
    goes_on: "Table | None" = None
    whites: tuple[tuple[float, float], ...] = ()
    guessed: bool = False


#: What stands on a page, from the top; a block may be a table without rules.
Item = Block | Table


def table_of(grid: Grid) -> Table:
    """Return the table in *grid*; a cell that is merged has its words at its first row and column.

    A row that holds several labels is several rows, of which nobody drew the rules between.
    """
    width = len(grid.columns) - 1
    rows: list[Row] = []
    for number in range(max(cell.row for cell in grid.cells) + 1):
        cells = [cell for cell in grid.cells if cell.row == number]
        whole = sum(cell.columns for cell in cells) == width and all(cell.rows == 1 for cell in cells)
        parts = _parted(cells) if whole else [[cell.pieces for cell in cells]]
        for part in parts:
            row = Row.of([""] * width)
            for cell, pieces in zip(cells, part, strict=True):
                row.words[cell.column] = " ".join(line.text for line in build_lines(pieces))
                row.spans[cell.column] = (cell.rows, cell.columns)
            rows.append(row)
    return Table(grid.columns, grid.top, rows, guessed=grid.guessed)


def _parted(cells: Sequence[GridCell]) -> list[list[Sequence[Piece]]]:
    """Return the pieces of the cells of a row for each label in its first column, if each has words beside it."""
    whole: list[list[Sequence[Piece]]] = [[cell.pieces for cell in cells]]
    labels = build_lines(cells[0].pieces)
    if len(labels) < 2 or not all(_LABEL.fullmatch(line.text) for line in labels):
        return whole
    columns = [cell.pieces for cell in cells]
    bands = _bands(columns)
    if len(bands) == len(labels) and _tells_rows(columns, bands):
        return _cut(columns, bands)
    tops = [line.y + _SAME * line.size for line in labels]
    parts = [
        [[piece for piece in cell.pieces if low < piece.y <= high] for cell in cells]
        for high, low in pairwise([inf, *tops[1:], -inf])
    ]
    begun = all(piece.y <= tops[0] for cell in cells for piece in cell.pieces)  # else labels stand in the middle
    return parts if begun and all(any(part[1:]) for part in parts) else whole  # type: ignore[return-value]


def _bands(columns: Sequence[Sequence[Piece]]) -> list[float]:
    """Return where the rows end that the room between them tells, top down: no cell reaches over such a height.

    Lines of one column that are as near as any two lines of the table are one cell. Where rows are as near as that,
    they are not told apart.
    """
    by_column = [build_lines(pieces) for pieces in columns]
    steps = [(above.y - line.y) / line.size for lines in by_column for above, line in pairwise(lines) if line.size]
    least = min((step for step in steps if step < _LEADING), default=0.0)
    reach: list[tuple[float, float]] = []
    for lines in by_column:
        for above, line in zip([None, *lines], lines, strict=False):
            near = above is not None and above.y - line.y <= _ROOM * least * line.size
            reach.append((above.y if near and above else line.y + _TALL * line.size, line.y - _DEEP * line.size))
    ends: list[float] = []
    for top, bottom in sorted(reach, reverse=True):
        if ends and top > ends[-1]:
            ends[-1] = min(ends[-1], bottom)
        else:
            ends.append(bottom)
    return ends


def _cut(columns: Sequence[Sequence[Piece]], ends: list[float]) -> list[list[Sequence[Piece]]]:
    return [
        [[piece for piece in pieces if low <= piece.y < high] for pieces in columns]
        for high, low in pairwise([inf, *ends])
    ]


def _tells_rows(columns: Sequence[Sequence[Piece]], ends: list[float]) -> bool:
    """Tell whether each band is one row, and each column one.

    No label and no value stands over another, no words beside others, and most bands have a label.
    """
    labelled = 0
    for first, *others in _cut(columns, ends):
        labels = [line for line in build_lines(first) if _LABEL.fullmatch(line.text)]
        values = ([line for line in build_lines(pieces) if _VALUE.fullmatch(line.text)] for pieces in others)
        beside = any(len(_side_by_side(lines)) < len(lines) for lines in map(build_lines, (first, *others)))
        if len(labels) > 1 or beside or any(len(same) > 1 for same in values):
            return False
        labelled += bool(labels)
    return labelled >= _LABELLED * len(ends)


def by_room(block: Block) -> Table | None:
    """Return the table that *block* is if the white between its columns and the room between its rows tell it."""
    pieces = [piece for line in block.lines for piece in line.pieces]
    inner = white_between(pieces)
    if len(inner) < 2 or not pieces:
        return None
    places = (min(piece.x0 for piece in pieces) - _MARGIN, *inner, max(piece.x1 for piece in pieces) + _MARGIN)
    columns = [[piece for piece in pieces if low <= piece.x0 < high] for low, high in pairwise(places)]
    bands = _bands(columns)
    if len(bands) < _BANDS or not _tells_rows(columns, bands):
        return None
    ends = [(min(piece.x0 for piece in column), max(piece.x1 for piece in column)) for column in columns]
    whites = tuple((left[1], right[0]) for left, right in pairwise(ends))
    return Table(places, block.lines[0].y, _read(_cut(columns, bands)), whites=whites)


def unruled(block: Block) -> Table:
    """Return the table in *block*, which has no rules: a column ends in the middle of the white behind it."""
    columns = list(zip(*block.rows, strict=True))
    ends = [(min(line.x0 for line in column), max(line.x1 for line in column)) for column in columns]
    whites = tuple((left[1], right[0]) for left, right in pairwise(ends))
    places = (ends[0][0] - _MARGIN, *((left + right) / 2 for left, right in whites), ends[-1][1] + _MARGIN)
    return Table(places, block.lines[0].y, [Row.of([line.text for line in row]) for row in block.rows], whites=whites)


def join_over_pages(pages: Sequence[tuple[list[Item], list[Rule]]]) -> None:
    """Make the parts of each table one: *pages* are the items and horizontal rules of each, in order; changed here."""
    for (before, rules), (items, across) in pairwise(pages):
        _end(before, rules)
        at = next((at for at, item in reversed(list(enumerate(before))) if isinstance(item, Table) or item.lines), None)
        if at is None:
            continue
        last = before[at]
        if isinstance(last, Block) and last.rows:
            last = unruled(last)
        if isinstance(last, Table):
            _go_on(last, items, across)
            if any(isinstance(item, Table) and item.goes_on is last for item in items):
                before[at] = last


def _end(items: list[Item], across: list[Rule]) -> None:
    """Give the last table of a page the rows below it, around which the page draws no more rules."""
    at = next((at for at, item in reversed(list(enumerate(items))) if isinstance(item, Table)), None)
    table = items[at] if at is not None else None
    lines = [line for item in items[(at or 0) + 1 :] if isinstance(item, Block) for line in item.lines]
    if not isinstance(table, Table) or not lines or not _is_labelled(table):
        return
    fitting = _fitting(lines, table.columns, from_end=False)
    if len(fitting) == len(lines) and _is_row(fitting, table.columns):
        rows = _rows(fitting, table.columns, across)
        if _begins_with_label(rows):
            table.rows += rows
            _take(items, fitting)


def _go_on(last: Table, items: list[Item], across: list[Rule]) -> None:
    """Let *last* go on with what stands at the top of the next page, if it does."""
    at = next((at for at, item in enumerate(items) if isinstance(item, Table)), len(items))
    ruled = items[at] if at < len(items) else None
    if isinstance(ruled, Table) and not (ruled.columns and _align(last, ruled)):
        ruled = None
    lines = [line for item in items[:at] if isinstance(item, Block) for line in item.lines]
    fitting = _fitting(lines, last.columns, from_end=ruled is not None)
    if not _is_row(fitting, last.columns):
        fitting = []
    if isinstance(ruled, Table):
        made = ruled
        if len(fitting) < len(lines) and not _begins_with_label(_rows(fitting, last.columns, across) or made.rows):
            return  # a heading of its own, and a header: another table
        made.rows[:0] = _rows(fitting, last.columns, across)
    elif fitting and _is_labelled(last) and _begins_with_label(rows := _rows(fitting, last.columns, across)):
        made = Table(last.columns, fitting[0].y, rows)
        items.insert(0, made)
    else:
        return
    _take(items, fitting)
    made.goes_on = last
    made.repeated = _repeated(last, made)
    _join_cut_row(last, made)


def _begins_with_label(rows: list[Row]) -> bool:
    return bool(rows) and bool(_LABEL.fullmatch(rows[0].words[0]))


def _is_labelled(table: Table) -> bool:
    """Tell whether the rows of *table* begin with labels."""
    firsts = [row.words[0] for part in _parts(table) for row in part.rows]
    return sum(bool(_LABEL.fullmatch(said)) for said in firsts) >= _LABELLED * len(firsts)


def _align(last: Table, ruled: Table) -> bool:
    """Give both tables the same columns, if those of one are among those of the other; tell whether they are."""
    if _fits(last.whites, ruled.columns):
        last.columns = ruled.columns
    elif _fits(ruled.whites, last.columns) or ((last.guessed or ruled.guessed) and _is_same_frame(last, ruled)):
        ruled.columns = last.columns
    elif _among(ruled.columns, last.columns):
        _widen(ruled, last.columns)
    elif _among(last.columns, ruled.columns):
        for part in _parts(last):
            _widen(part, ruled.columns)
    else:
        return False
    return True


def _is_same_frame(last: Table, ruled: Table) -> bool:
    one, other = last.columns, ruled.columns
    return len(one) == len(other) and abs(one[0] - other[0]) <= _NEAR and abs(one[-1] - other[-1]) <= _NEAR


def _fits(whites: tuple[tuple[float, float], ...], columns: tuple[float, ...]) -> bool:
    """Tell whether *columns* part where the words of another page leave white."""
    inner = columns[1:-1]
    parted = zip(inner, whites, strict=False)
    fits = all(left - _OVER < x < right + _OVER for x, (left, right) in parted)
    return bool(whites) and len(inner) == len(whites) and fits


def _parts(table: Table | None) -> list[Table]:
    parts: list[Table] = []
    while table is not None:
        parts.append(table)
        table = table.goes_on
    return parts


def _among(few: tuple[float, ...], many: tuple[float, ...]) -> bool:
    ends = abs(few[0] - many[0]) <= _NEAR and abs(few[-1] - many[-1]) <= _NEAR
    return ends and all(min(abs(x - other) for other in many) <= _NEAR for x in few)


def _widen(table: Table, columns: tuple[float, ...]) -> None:
    """Give *table* these columns, of which its own are some: its cells cover several."""
    places = [min(range(len(columns)), key=lambda at: abs(columns[at] - x)) for x in table.columns]
    width = len(columns) - 1
    for row in table.rows:
        words, spans = [""] * width, [(1, 1)] * width
        for at, (said, (rows, wide)) in enumerate(zip(row.words, row.spans, strict=True)):
            words[places[at]] = said
            spans[places[at]] = rows, places[min(at + wide, len(places) - 1)] - places[at]
        row.words, row.spans = words, spans
    table.columns = columns


def _fitting(lines: list[Line], columns: tuple[float, ...], *, from_end: bool) -> list[Line]:
    """Return the lines at the beginning, or at the end, that stand in the columns."""
    fitting: list[Line] = []
    for line in reversed(lines) if from_end else lines:
        if not all(_column(piece, columns) is not None for piece in line.pieces):
            break
        fitting.append(line)
    return fitting[::-1] if from_end else fitting


def _column(piece: Piece, columns: tuple[float, ...]) -> int | None:
    middle = (piece.x0 + piece.x1) / 2
    for at in range(len(columns) - 1):
        if columns[at] <= middle < columns[at + 1]:
            return at if columns[at] - _OVER <= piece.x0 and piece.x1 <= columns[at + 1] + _OVER else None
    return None


def _is_row(lines: list[Line], columns: tuple[float, ...]) -> bool:
    """Tell whether words stand side by side in different columns."""
    rows = _side_by_side(lines)
    return any(len({_column(piece, columns) for line in row for piece in line.pieces}) > 1 for row in rows)


def _side_by_side(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if rows and rows[-1][0].y - line.y <= _SAME * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _rows(lines: list[Line], columns: tuple[float, ...], across: list[Rule]) -> list[Row]:
    """Return the rows of *lines*: as the room between them tells, else from a label or a rule to the next one."""
    placed: list[list[Piece]] = [[] for _ in columns[1:]]
    for piece in (piece for line in lines for piece in line.pieces):
        placed[_column(piece, columns) or 0].append(piece)
    bands = _bands(placed)
    if len(bands) > 1 and _tells_rows(placed, bands):
        return _read(_cut(placed, bands))
    cells: list[list[list[Piece]]] = []
    above = 0.0
    for beside in _side_by_side(lines):
        y = beside[0].y
        row: list[list[Piece]] = [[] for _ in columns[1:]]
        for piece in (piece for line in beside for piece in line.pieces):
            row[_column(piece, columns) or 0].append(piece)
        ruled = any(y < rule.at < above and rule.end - rule.start > (columns[-1] - columns[0]) / 2 for rule in across)
        if cells and not row[0] and not ruled:
            for kept, more in zip(cells[-1], row, strict=True):
                kept += more
        else:
            cells.append(row)
        above = y
    return _read(cells)


def _read(rows: Iterable[Sequence[Sequence[Piece]]]) -> list[Row]:
    return [Row.of([" ".join(line.text for line in build_lines(cell)) for cell in row]) for row in rows]


def _take(items: list[Item], lines: list[Line]) -> None:
    """Take *lines* out of the items."""
    taken = set(map(id, lines))
    for item in items:
        if isinstance(item, Block):
            item.rows = [row for row, line in zip(item.rows, item.lines, strict=False) if id(line) not in taken]
            item.lines = [line for line in item.lines if id(line) not in taken]
            pieces = [piece for line in item.lines for piece in line.pieces]
            item.doubtful = item.doubtful and len(build_lines(pieces)) > len(item.lines)


def _repeated(last: Table, made: Table) -> int:
    """Return how many rows at the beginning of *made* are those of the whole table again."""
    first = _parts(last)[-1]
    count = 0
    for row, header in zip(made.rows[:_HEADER_ROWS], first.rows, strict=False):
        if row.words != header.words:
            break
        count += 1
    return count


def _join_cut_row(last: Table, made: Table) -> None:
    """Put the first row of *made* to the last one of *last*, if words go on in it or it fills what is empty."""
    if not last.rows or len(made.rows) <= made.repeated:
        return
    upper, lower = last.rows[-1], made.rows[made.repeated]
    pairs = [(above, below) for above, below in zip(upper.words, lower.words, strict=True) if below]
    if not pairs or lower.words[0] or not upper.words[0] or any(wide > 1 for _, wide in lower.spans):
        return
    if not any(above for above, _ in pairs) or _goes_on(pairs):
        upper.words = [" ".join(filter(None, pair)) for pair in zip(upper.words, lower.words, strict=True)]
        del made.rows[made.repeated]


def _goes_on(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether the words of one row go on in those below them."""
    if any(_VALUE.fullmatch(below) or below == above for above, below in pairs):
        return False
    return all(map(_runs_on, pairs)) and _begins_inside(max((below for _, below in pairs), key=len))


def _runs_on(pair: tuple[str, str]) -> bool:
    above, below = pair
    return bool(above) and (_begins_inside(below) or not above.endswith(_ENDS))


def _begins_inside(words: str) -> bool:
    """Tell whether *words* cannot begin a sentence."""
    return words[0].islower() or words[0].isdigit() or words[0] in "),;./"
