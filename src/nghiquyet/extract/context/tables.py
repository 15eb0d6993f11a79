"""The context of the cells of a table: from their row, the head of their column, the rows and the caption over them.

A table may change its period on the way: a row with one cell of words, "Đến năm 2030", stands over the rows below it,
until the next such row.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property

import regex
from attrs import evolve, frozen

from ...facts import Time
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, word_list, words
from ...text.spans import Span
from ...tree import Cell, Node, Table, TableRow
from ..view import Passage, TextView
from .model import NOTHING, Context, Role, Said, Source
from .periods import Periods
from .roles import role_of

#: How far before a table the line is looked for that says its unit.
_CAPTION = 120
#: How many lines a caption has, and what no line of it ends with.
_LINES, _STOPS = 2, ".;,|"
_TREATY = phrase_once("tables", "treaty")
_YEAR = pattern(r"(?<![\d.,/])20\d\d(?![\d.,/])")
_LED = 3  # words of a head, at most, before one that says that it reports: "Năm 2025 thực hiện"
_BRACKETED = phrase_once("tables", "unit_in_brackets")
#: Marks before the name of a part: each "+" stands one deeper.
_PART = pattern(r"[\s*]*(?P<mark>\+{1,4}|-)\s*")


@frozen
class Column:
    """What the head of a column says.

    Attributes:
        number: Which column it is, from 0.
        cells: The cells of the head, the uppermost first.
        low: Their words, folded, on one line.
    """

    number: int
    cells: tuple[Cell, ...]
    low: str


class Grid:
    """One table: its columns, and the context of each of its cells.

    Args:
        year: The year of the document: a column of an earlier time reports.
    """

    def __init__(self, view: TextView, table: Table, periods: Periods, year: int | None = None) -> None:
        self._view, self._periods, self._year, self._table = view, periods, year, table
        rows = [row for row in table.children if isinstance(row, TableRow)]
        heads = [row.covering for row in rows if row.header]
        self.rows = [row for row in rows if not row.header]
        over, numbers = _over(heads, _parted(heads)), sorted({at for row in heads for at in row})
        self.columns = {number: self._column(over, number) for number in numbers}
        self.unit_column = self._unit_column()
        self.serial = {at for at, column in self.columns.items() if _serial().fullmatch(column.low.strip(" ."))}
        self.names = self._label_columns()

    @cached_property
    def caption(self) -> Context:
        """What the lines over the table say."""
        return self._said_over(self._table)

    @cached_property
    def said_of(self) -> dict[int, Context]:
        """What the heads of the columns say."""
        return {at: self._said_by_head(column) for at, column in self.columns.items()}

    def _column(self, over: Sequence[dict[int, Cell]], number: int) -> Column:
        cells = tuple(row[number] for row in over if number in row)
        return Column(number, cells, " ".join(" ".join(self._low(cell).split()) for cell in cells))

    def _find(self, *rows: str) -> int | None:
        forms = [word_list("table_heads", row) for row in rows]
        found = (at for form in forms for at, column in self.columns.items() if form.search(column.low))
        return next(found, None)

    def _unit_column(self) -> int | None:
        """Return the column of units: "Đơn vị tính", or "Đơn vị" and nothing more ("Đơn vị thực hiện" is a body)."""
        found = self._find("unit_column")
        bare = word_list("table_heads", "unit_column_alone")
        alone = (at for at, column in self.columns.items() if bare.fullmatch(column.low.strip(" .:")))
        return found if found is not None else next(alone, None)

    def _label_columns(self) -> tuple[int, ...]:
        """Return the columns that name the rows: the named one, and one of words beside it that parts its rows."""
        free = [at for at in self.columns if at not in self.serial and at != self.unit_column]
        named = self._find("indicator_column", "task_column")
        first = named if named is not None else next(iter(free), None)
        if first is None:
            return ()
        both = [at for at in free if word_list("table_heads", "indicator_column").search(self.columns[at].low)]
        beside = [at for at in both if at == first + 1 and self._holds_words(at)]
        return (first, *beside)

    def below(self, column: int) -> list[Cell]:
        """Return the cells of a column below its head."""
        cells = (row.cells.get(column) for row in self.rows)
        return [cell for cell in cells if cell is not None]

    def _holds_words(self, column: int) -> bool:
        cells = list(filter(_filled, self.below(column)))
        return bool(cells) and not any(map(str.isdigit, "".join(self._low(cell)[:1] for cell in cells)))

    def _low(self, cell: Node) -> str:
        return self._view.low[cell.span.start : cell.span.end]

    def _said(self, value: str, span: Span, node: Node, source: Source, *, deadline: bool = False) -> Said:
        return Said(value, self._view.words(span.start, span.end), span, node, source, deadline)

    # What stands over a cell.

    def _said_over(self, table: Table) -> Context:
        said = NOTHING
        for over in _lines_over(self._view, table.span.start):
            period = self._periods.of(over.start, over.end)
            hint = role_of(self._view.low, over.start, over.end)
            line = Context(
                period=of_time(self._view, period, table, Source.CAPTION) if period else None,
                role=self._said(hint.role.value, Span(hint.start, hint.end), table, Source.CAPTION) if hint else None,
            )
            said = said.within(line)
        note = _unit_note().search(self._view.low, max(0, table.span.start - _CAPTION), table.span.start)
        if note is None:
            return said
        span = Span(*note.span("unit"))
        unit = self._said(self._view.words(span.start, span.end), span, table, Source.CAPTION)
        return evolve(said, unit=unit)

    def _said_by_head(self, column: Column) -> Context:
        said = NOTHING
        for cell in reversed(column.cells):  # the lowest row of the head is the nearest
            period, role, unit = self._period(cell, Source.COLUMN), self._role(cell), None
            if bracketed := _BRACKETED.search(self._view.low, cell.span.start, cell.span.end):
                span = Span(*bracketed.span("unit"))
                unit = self._said(self._view.words(span.start, span.end), span, cell, Source.COLUMN)
            if period or role or unit:
                said = said.within(Context(period=period, role=role, unit=unit))
        if said.role is None and said.period is not None and self._year and last_year(said.period.value) < self._year:
            return evolve(said, role=evolve(said.period, value=Role.RESULTS.value))  # what is over is reported
        return said

    def _period(self, cell: Node, source: Source) -> Said | None:
        time = self._periods.of(cell.span.start, cell.span.end)
        if time is not None:
            return of_time(self._view, time, cell, source)
        found = _YEAR.search(self._view.low, cell.span.start, cell.span.end)
        if found is None:
            return None
        return self._said(found[0], Span(*found.span()), cell, source)

    def _role(self, cell: Cell) -> Said | None:
        low = self._view.low
        found = [
            (match.start(), role, match)
            for row, role in (("result_column", Role.RESULTS), ("goal_column", Role.GOALS))
            if (match := word_list("table_heads", row).search(low, cell.span.start, cell.span.end))
        ]
        found = [each for each in found if each[1] is not Role.RESULTS or self._leads(cell, each[0])]
        if not found:
            return None
        _, role, match = min(found, key=lambda each: each[0])
        return self._said(role.value, Span(*match.span()), cell, Source.COLUMN)

    def _leads(self, cell: Cell, at: int) -> bool:
        """Tell whether a word begins a head: "Số thực hiện", not "Luật (phải thực hiện chính sách)", "Điều ước"."""
        before = self._view.low[cell.span.start : at]
        return "(" not in before and len(before.split()) <= _LED and _TREATY.search(before) is None

    # The cells.

    def cells(self, columns: Collection[int] | None = None) -> Iterator[tuple[Cell, Context]]:
        """Yield the cells below the head, those of some *columns* or all, each with what the table says of it."""
        over_row, parents = NOTHING, [""] * 6
        over = self._over_cells(over_row)
        carried: dict[int, Cell] = {}  # the last cell of each label column, for the rows in which it is left out
        for row in (row.cells for row in self.rows):
            if banner := self._banner(row):
                over_row, carried = (banner.within(over_row) if banner.period is None else banner), {}
                over = self._over_cells(over_row)
                continue
            labels = self._labels(row, carried)
            own = self._said_by_row(row, labels, parents)
            named = own if own is NOTHING else Context(doer=own.doer, period=own.period)
            for at, cell in row.items():
                if columns is not None and at not in columns:
                    continue
                yield cell, (own if at not in self.names else named).within(over.get(at, over[-1]))

    def _over_cells(self, over_row: Context) -> dict[int, Context]:
        """Return what stands over the cells of each column, a row over others included; of no column under -1."""
        around = over_row.within(self.caption)
        return {-1: around, **{at: said.within(around) for at, said in self.said_of.items()}}

    def _labels(self, row: dict[int, Cell], carried: dict[int, Cell]) -> list[Cell]:
        """Return the cells that name a row; the first of two is carried down where it is left out or merged."""
        for at in self.names:
            cell = row.get(at)
            if cell is not None and _filled(cell):
                carried[at] = cell
        covers = [at for at in self.names if at in carried and (at != self.names[-1] or _filled(row.get(at)))]
        return [carried[at] for at in covers] if covers and covers[-1] == self.names[-1] else []

    def _banner(self, row: dict[int, Cell]) -> Context | None:
        """Return what a row says that holds nothing but a period or a role: it stands over the rows below it."""
        written = [(at, cell) for at, cell in row.items() if _filled(cell)]
        filled = [cell for at, cell in written if at not in self.serial] or [cell for _, cell in written]
        if len(filled) != 1:
            return None
        cell = filled[0]
        period = self._period(cell, Source.ROW)
        hint = role_of(self._view.low, cell.span.start, cell.span.end)
        role = self._said(hint.role.value, Span(hint.start, hint.end), cell, Source.ROW) if hint else None
        return Context(period=period, role=role) if period or role else None

    def _said_by_row(self, row: dict[int, Cell], labels: Sequence[Cell], parents: list[str]) -> Context:
        said, unit = NOTHING, row.get(self.unit_column) if self.unit_column is not None else None
        if unit is not None and _filled(unit):
            written = self._view.words(unit.span.start, unit.span.end)
            said = Context(unit=self._said(written, unit.span, unit, Source.ROW))
        if not labels:
            return said
        name = labels[-1]
        words = " ".join([self._periods.timeless(cell.span.start, cell.span.end) for cell in labels[:-1]])
        words = f"{words} {self._name(name, parents)}".strip()
        time = self._periods.of(name.span.start, name.span.end)
        period = of_time(self._view, time, name, Source.ROW) if time is not None else None
        return said.within(Context(period=period, indicator=self._said(words, name.span, name, Source.ROW)))

    def _name(self, cell: Cell, parents: list[str]) -> str:
        """Return the name of a row, after the names of the rows that it is a part of: "+ Chế biến", "++ than"."""
        mark = _PART.match(self._view.low, cell.span.start, cell.span.end)
        depth = min(len(mark["mark"]), len(parents) - 1) if mark else 0
        start = mark.end() if mark else cell.span.start
        led = _within().match(self._view.low, start, cell.span.end)
        depth = max(depth, 1) if led else depth
        own = self._periods.timeless(led.end() if led else start, cell.span.end)
        parents[depth:] = [own] + [""] * (len(parents) - depth - 1)
        return " ".join(filter(None, parents[: depth + 1]))


def _lines_over(view: TextView, at: int) -> Iterator[Passage]:
    """Yield the lines of the caption of a table, the nearest first: a note of its unit, its title."""
    place = bisect_left(view.passages, at, key=lambda passage: passage.start)
    for passage in reversed(view.passages[max(0, place - _LINES) : place]):
        short = passage.end - passage.start <= _CAPTION and view.plain[passage.end - 1] not in _STOPS
        if not short or passage.node.kind not in ("paragraph", "heading"):
            return
        yield passage


def of_time(view: TextView, time: Time, node: Node, source: Source) -> Said:
    """Return a period that is a time of the document."""
    span = time.span
    return Said(time.value or "", view.words(span.start, span.end), span, node, source, time.deadline)


def last_year(value: str) -> int:
    """Return the last year of an ISO date or interval, 0 if there is none.

    >>> last_year("2021/2025"), last_year("2027-Q2")
    (2025, 2027)
    """
    years = [int(part[:4]) for part in value.split("/") if part[:4].isdigit()]
    return years[-1] if years else 0


def _over(heads: Sequence[dict[int, Cell]], parted: Sequence[set[int]]) -> list[dict[int, Cell]]:
    """Return, for each header row, the cell that stands over each column: one over several is written in the first.

    *parted* has, for each header row, the columns for which a row below has a head.
    """
    rows: list[dict[int, Cell]] = []
    for head, below in zip(heads, parted, strict=True):
        row: dict[int, Cell] = {}
        for at in range(max(head, default=-1) + 1):
            cell = head.get(at)
            if cell is not None and cell.span.start < cell.span.end:
                row[at] = cell
            elif at in below and at - 1 in below and at - 1 in row:
                row[at] = row[at - 1]
        rows.append(row)
    return rows


def _parted(heads: Sequence[dict[int, Cell]]) -> list[set[int]]:
    """Return, for each header row, the columns for which a row below has a head."""
    below: set[int] = set()
    found: list[set[int]] = []
    for row in reversed(heads):
        found.append(below)
        below = below | {at for at, cell in row.items() if _filled(cell)}
    return found[::-1]


def _filled(cell: Node | None) -> bool:
    return cell is not None and cell.span.start < cell.span.end


@cache
def _serial() -> "regex.Pattern[str]":
    return pattern(words(row_words("table_heads", "serial_column")))


@cache
def _unit_note() -> "regex.Pattern[str]":
    return pattern(rf"{words(row_words('table_heads', 'unit_note'))}\s*:\s*(?P<unit>[^)\n|]{{1,30}})")


@cache
def _within() -> "regex.Pattern[str]":
    return pattern(rf"{words(row_words('table_heads', 'parts'))}\s*:?\s*")
