"""Targets in tables: one fact a value, its unit from row, cell or column, its role and due from the context.

A table of targets names its indicators in one column ("Chỉ tiêu") and has a column for each year or aim ("Thực hiện
2025", "Mục tiêu 2030"). Tables that share out money or list projects are no tables of targets and are left alone.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from ...facts import Target
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Cell, Table, TableRow
from ...units.lookup import unit
from ..context import Context
from ..context.model import Role, Source
from ..context.periods import Periods
from ..context.tables import Column, Grid
from ..quantities.find import find_quantities, may_hold_quantities
from ..quantities.model import Quantity
from ..view import TextView
from .indicator_keys import key_with
from .indicator_spans import Stretch, indicator_spans
from .table_roles import TableCase, table_role

_BRACKETED = pattern(r"\(([^()]{1,30})\)\s*$")
_STAGE = phrase_once("tables", "stage")
_MOVED = phrase_once("tables", "moved")
_LABEL_MOVED = phrase_once("tables", "label_moved")
_PERCENT = pattern(r"(?<![\d\s])\s?%")  # as a unit: revenue of which a budget keeps "100%" is no rate
_COLUMN_NUMBER = pattern(r"\(?(?:[A-ZĐ]|\d{1,2})\)?(?:\s{0,2}=[\s\d()+\-*x:/,%]{1,60})?|")
#: The mark of a note behind the name of a row: "Thành phố Hồ Chí Minh ( * )".
_NOTED = pattern(r"\s?\([\s*]?\)$")
#: What names something and is no value: "Tỷ lệ hộ nghèo", not "≥ 80%".
_NAMES = pattern(r"\p{L}{2}")
#: Where one of two values of a cell ends: "≤ 3 vùng; ≤ 15 cả nước".
_PARTED = pattern(r"[;\n]")
_MOSTLY = 0.4  # of a column's cells have to be values for the column to hold values
_LONGEST = 60  # letters of a cell of values
_SCOPE_WORDS = 4


@frozen
class Value:
    """A value of a cell, and the words behind it that say for which group it is: "15 | cả nước"."""

    amount: Quantity
    scope: str = ""


@frozen
class Valued:
    """A column of values: its head, and whether that is itself an indicator ("Tốc độ tăng bình quân (%/năm)")."""

    column: Column
    said: Context
    rate: bool


def find_table_targets(
    view: TextView, periods: Periods, day: str | None, titled: str | None, *, reports: bool = False
) -> Iterator[Target]:
    """Yield the targets of every table of targets.

    Args:
        periods: The times of the document.
        day: The day of the document, or its year: a column of an earlier time reports.
        titled: The due of the document, for columns that name none.
        reports: Whether the document gives statistics: what no column makes a goal is a result.
    """
    for table in view.tables:
        if _may_hold_targets(view, table):
            yield from _Values(view, Grid(view, table, periods), day, titled, reports=reports).targets()


def _may_hold_targets(view: TextView, table: Table) -> bool:
    """Tell whether the head of a table names no money that is shared out and no list of projects."""
    heads = [row for row in table.children if isinstance(row, TableRow) and row.header]
    if not heads:
        return False
    low = view.low[heads[0].span.start : heads[-1].span.end]
    return word_list("roles", "other_table").search(low) is None


class _Values:
    def __init__(self, view: TextView, grid: Grid, day: str | None, titled: str | None, *, reports: bool) -> None:
        self.view, self.grid, self.day, self.titled, self.reports = view, grid, day, titled, reports
        self.name = grid.names[0] if grid.names else -1
        head = grid.columns.get(self.name)
        self.named = head is not None and word_list("roles", "indicator_column").search(head.low) is not None
        rows = grid.rows
        if rows and all(_COLUMN_NUMBER.fullmatch(self.text(cell)) for cell in rows[0].cells.values()):
            rows.pop(0)  # "A | B | 1 | 2 = 3 + 4": it counts the columns
        self.labels = grid.below(self.name)
        role = grid.caption.role
        goals = self.named or (role is not None and role.value == Role.GOALS)
        bracketed = goals and self.names_units()
        self.named = self.named or bracketed
        self.united = grid.unit_column is not None or bracketed
        self.read: dict[tuple[int, bool], list[Value]] = {}  # where a cell begins, whether its row has a unit -> values

    def text(self, cell: Cell | None) -> str:
        return self.view.words(cell.span.start, cell.span.end) if cell is not None else ""

    def targets(self) -> Iterator[Target]:
        """Yield the targets of the table, the values of its cells in order."""
        columns = self.columns()
        if not columns:
            return
        for cell, context in self.grid.cells(columns):
            if context.indicator is None or not _NAMES.search(context.indicator.value):
                continue
            has_unit = context.unit is not None and context.unit.source is Source.ROW
            values = self.values(cell, has_unit=has_unit)
            self.read.pop((cell.span.start, has_unit), None)  # it was the last time: the targets need the room
            for value in values:
                yield self.target(cell, value, columns[cell.column], context)

    def columns(self) -> dict[int, Valued]:
        """Return the columns that hold values, none in a table of something else."""
        grid, united = self.grid, self.united
        if self.name < 0 or not grid.rows or not self.names_things():
            return {}
        told = self.named or any(said.role and said.period for said in grid.said_of.values())
        if len(grid.rows) < 2 and not (told and united):
            return {}
        low = " ".join(column.low for column in grid.columns.values())
        every = self.named or (united and word_list("roles", "task_table").search(low) is None)
        others = {grid.unit_column, *grid.serial, *grid.names}
        behind = [column for at, column in grid.columns.items() if at > self.name and at not in others]
        valued = [column for column in map(self.column, behind) if column is not None and (every or column.rate)]
        rows = [row.cells for row in grid.rows]  # not kept: the targets need the room
        return {column.column.number: column for column in valued if self.holds_values(column.column, rows)}

    def names_things(self) -> bool:
        """Tell whether the column of names holds words: in a table whose heads are lost it may hold sums."""
        written = [name for name in map(self.text, self.labels) if name]
        return 2 * sum(any(map(str.isalpha, name)) for name in written) > len(written)

    def names_units(self) -> bool:
        """Tell whether every row has its unit in brackets behind its name: "Số vụ cháy rừng (vụ)"."""
        return bool(self.labels) and all(_BRACKETED.search(self.text(label)) for label in self.labels)

    def column(self, column: Column) -> Valued | None:
        """Return what the head of a column says of its values, None for remarks, names and what is no value."""
        unit_known = self.united
        said = self.grid.said_of.get(column.number, Context())
        rates = any(word_list("roles", name).search(column.low) for name in ("rate_column", "quota"))
        rate = rates or _PERCENT.search(column.low) is not None or self.measures(column, said)
        dated = said.period is not None and (self.day is not None or unit_known)
        told = said.role or dated or rate or (unit_known and self.named)
        if not told:
            return None
        led = word_list("roles", "rate_column").match(column.low)  # "Tỷ lệ vốn đối ứng": a rate, whatever it is of
        if led is None and word_list("roles", "other_column").search(column.low):
            return None
        return Valued(column, said, rate)

    def measures(self, column: Column, said: Context) -> bool:
        """Tell whether a head measures the rows and says in what, in a table of a period: "Giá trị (tỷ USD)"."""
        if said.unit is None or unit(said.unit.value).dimension is None or self.grid.unit_column is not None:
            return False
        dated = self.reports or self.grid.caption.period is not None or said.period is not None
        return dated and word_list("roles", "measure_column").match(column.low) is not None

    def holds_values(self, column: Column, rows: Sequence[dict[int, Cell]]) -> bool:
        """Tell whether most cells of a column hold values."""
        filled = [row[column.number] for row in rows if self.text(row.get(column.number))]
        values = sum(bool(self.values(cell, has_unit=self.united)) for cell in filled)
        return bool(filled) and values >= max(1, _MOSTLY * len(filled))

    def values(self, cell: Cell, *, has_unit: bool) -> list[Value]:
        """Return the values of a cell, none for words and dashes; where the row has a unit, words behind are scopes."""
        place = (cell.span.start, has_unit)
        known = self.read.get(place)
        if known is None:
            known = self.read[place] = self.values_between(cell.span.start, cell.span.end, has_unit=has_unit)
        return known

    def values_between(self, start: int, end: int, *, has_unit: bool) -> list[Value]:
        if end - start > _LONGEST or not may_hold_quantities(self.view, start, end):
            return []
        edges = [start, *(found.end() for found in _PARTED.finditer(self.view.plain, start, end)), end]
        parts = [self.value(*part, has_unit=has_unit) for part in pairwise(edges) if part[0] < part[1]]
        return [part for part in parts if part is not None] if all(parts) else []

    def value(self, start: int, end: int, *, has_unit: bool) -> Value | None:
        """Return the one value between two offsets of a cell, with the group behind it."""
        found = [one for one in find_quantities(self.view, start, end) if not one.spelled]
        if len(found) != 1 or _MOVED.sub("", self.view.low[start : found[0].start]).strip(" *\n\t"):
            return None
        amount = found[0]
        if has_unit and amount.kind == "count":
            amount = evolve(amount, unit=None, head="", end=amount.number_end)
        scope = self.view.words(amount.end, end).strip(" ;.,*()")
        if len(scope.split()) > (_SCOPE_WORDS if has_unit else 0) or any(letter.isdigit() for letter in scope):
            return None
        return Value(amount, scope)

    def change(self, cell: Cell, amount: Quantity, indicator: str) -> Literal["increase", "decrease"] | None:
        """Return the change that a cell or its label tells: "Giảm 1,5%", "Giảm tỷ lệ hộ nghèo (%/năm)"."""
        moved = _MOVED.match(self.view.low, cell.span.start, amount.start) or _LABEL_MOVED.match(fold(indicator))
        return None if moved is None else "decrease" if moved["down"] else "increase"

    def target(self, cell: Cell, value: Value, column: Valued, context: Context) -> Target:
        """Return the fact of one value."""
        amount, label = value.amount, context.indicator.value if context.indicator else ""
        label = _NOTED.sub("", label) if label.endswith(")") else label
        said = context.unit.value if context.unit else ""
        indicator, scope = label, value.scope if fold(value.scope) != fold(said) else None
        if not self.named and column.rate:
            head = " ".join(_STAGE.sub(" ", _BRACKETED.sub("", self.head(column))).split())
            indicator, scope = f"{head} {label}", label
        case = TableCase(context=context, day=self.day, rate=column.rate, reports=self.reports)
        role, why = table_role(case)
        due = context.period.value if context.period else self.titled
        words = amount.unit or self.unit(context, label)
        means, change = unit(words) if words else None, self.change(cell, amount, indicator)
        return Target(
            role=role,
            indicator=indicator,
            comparator=amount.comparator,
            low=amount.low,
            high=amount.high,
            unit=means,
            change=change,
            due=due,
            due_from=("column" if due != self.titled else "title") if due else None,
            number=self.view.words(amount.number_start, amount.number_end),
            number_span=Span(amount.number_start, amount.number_end),
            span=cell.span,
            whole=amount.whole,
            scope=scope or None,
            key=key_with(fold(indicator), means, changes=change is not None),
            indicator_spans=indicator_spans(self.view, indicator, cell.span, self.sources(cell, column, context)),
            why=(why, _due_code(due, self.titled)) if due else (why,),
        )

    def sources(self, cell: Cell, column: Valued, context: Context) -> Iterator[Stretch]:
        """Yield where the words of an indicator may stand: the row, the head of the column, the rows over it."""
        if context.indicator is not None:
            yield self.stretch(context.indicator.span)
        for head in column.column.cells:
            yield self.stretch(head.span)
        for each in reversed(self.labels):
            if each.span.start < cell.span.start:
                yield self.stretch(each.span)

    def stretch(self, span: Span) -> Stretch:
        return Stretch(self.view, span.start, span.end)

    def head(self, column: Valued) -> str:
        return " ".join(self.text(cell) for cell in column.column.cells)

    def unit(self, context: Context, label: str) -> str | None:
        """Return the unit that the row, the column, the row's name in brackets or the caption tells."""
        said = context.unit
        if said is not None and said.source is not Source.CAPTION:
            return said.value
        bracketed = _BRACKETED.search(label)
        if bracketed and unit(bracketed[1]).dimension:
            return bracketed[1]
        return said.value if said is not None else None


def _due_code(due: str, titled: str | None) -> str:
    """Return the code of what dates a value of a table; see `due_rules`."""
    return "due-title" if due == titled else "due-column"


def merge(first: Sequence[Target], second: Sequence[Target]) -> tuple[Target, ...]:
    """Return two runs of targets in the order of the text; positions in the first are kept right."""
    both = (*first, *second)
    order = sorted(range(len(both)), key=lambda at: both[at].number_span.start)
    place = sorted(order, key=order.__getitem__)
    return tuple([_at_place(both[number], place) if number < len(first) else both[number] for number in order])


def _at_place(target: Target, place: Sequence[int]) -> Target:
    """Return the target with the positions that it names where *place* has moved them to."""
    if target.part_of is None and target.equivalent_to is None:
        return target
    part, same = (None if at is None else place[at] for at in (target.part_of, target.equivalent_to))
    return evolve(target, part_of=part, equivalent_to=same)
