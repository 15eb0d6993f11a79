"""Targets in tables: one fact a cell, its unit from the column or the label, its role and due from the column's head.

A table of targets names its indicators in one column ("Chỉ tiêu") and has a column for each year or aim ("Thực
hiện 2025", "Mục tiêu 2030"). Tables that share out money or list projects are no tables of targets and are left alone.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import regex
from attrs import frozen

from ...facts import Target
from ...lexicon.word_patterns import word_list
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Cell, Node, Root, Table, TableRow
from ...units.lookup import unit
from ..quantities.amount import Quantity
from ..quantities.find import find_quantities
from ..view import TextView
from .indicator_keys import indicator_key

_YEARS = regex.compile(r"(?<!\d)(20\d\d)(?:\s*-\s*(20\d\d))?(?!\d)")
_BRACKETED = regex.compile(r"\(([^()]{1,30})\)\s*$")
_UNIT_NOTE = regex.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^)\n|]{1,30})")
_BREAKDOWN = regex.compile(r"^(?:[-+]\s*)?(?:trong đó|trđ)\s*:?\s*|^[-+]\s+")
_STAGE = regex.compile(r"(?i)(?:(?:giai đoạn|thời kỳ|đến năm|năm)\s+)?(?<!\d)20\d\d(?:\s*[-–]\s*20\d\d)?(?!\d)")
_MOVED = regex.compile(r"\s*(?:(?P<down>giảm)|(?P<up>tăng))\s*")
_LABEL_MOVED = regex.compile(
    r"(?:(?:mức|tỷ lệ|tỉ lệ|tốc độ)\s+)?(?P<down>giảm)(?!\p{L})|(?P<up>tăng)(?! trưởng| cường)(?!\p{L})"
    r"|.{0,200}\s(?:(?P<down>giảm)|(?P<up>tăng))(?:\s+(?:thêm|bình quân))?\s*$"
)
_RATE = "column: its head is a rate"
_PERCENT = regex.compile(r"(?<![\d\s])\s?%")  # as a unit: revenue of which a budget keeps "100%" is no rate
_COLUMN_NUMBER = regex.compile(r"\(?(?:[A-ZĐ]|\d{1,2})\)?(?:\s{0,2}=[\s\d()+\-*x:/,%]{1,60})?|")
_MOSTLY = 0.4  # of a column's cells have to be values for the column to hold values


@frozen
class Column:
    """What the head of a column says: a value column has a role."""

    head: str
    role: Literal["target", "result"] | None = None
    due: str | None = None
    unit: str | None = None
    why: str = ""
    rate: bool = False  # the head is itself an indicator: "Tốc độ tăng bình quân (%/năm)"


def find_table_targets(view: TextView, tree: Root, year: int | None, titled: str | None) -> Iterator[Target]:
    """Yield the targets of every table of targets.

    Args:
        year: The year of the document: a column of an earlier year reports.
        titled: The due of the document, for columns that name none.
    """
    for node in tree.walk():
        if isinstance(node, Table):
            yield from _Grid(view, node, year, titled).targets()


class _Grid:
    def __init__(self, view: TextView, table: Table, year: int | None, titled: str | None) -> None:
        self.view, self.year, self.titled = view, year, titled
        rows = [row for row in table.children if isinstance(row, TableRow)]
        self.heads = [row for row in rows if row.header]
        self.rows = [_cells(row) for row in rows if not row.header]
        if self.rows and all(_COLUMN_NUMBER.fullmatch(self.text(cell)) for cell in self.rows[0].values()):
            self.rows.pop(0)  # "A | B | 1 | 2 = 3 + 4": it counts the columns
        note = _UNIT_NOTE.search(view.low, max(0, table.span.start - 120), table.span.start)
        self.unit_note = view.words(*note.span(1)) if note else None

    def text(self, cell: Node | None) -> str:
        return self.view.words(cell.span.start, cell.span.end) if cell is not None else ""

    def head(self, column: int) -> str:
        """Return the words over a column, all header rows together."""
        return " ".join(filter(None, (self._over(row, column) for row in range(len(self.heads)))))

    def _over(self, row: int, column: int) -> str:
        """Return the words of a header row over a column: a head over several columns stands in the first of them."""
        words = self.text(_cells(self.heads[row]).get(column))
        while not words and column > 0 and self._has_subhead(row, column) and self._has_subhead(row, column - 1):
            column -= 1
            words = self.text(_cells(self.heads[row]).get(column))
        return words

    def _has_subhead(self, row: int, column: int) -> bool:
        return any(self.text(_cells(below).get(column)) for below in self.heads[row + 1 :])

    def targets(self) -> Iterator[Target]:
        if not self.heads or len(self.rows) < 2:
            return
        width = max((max(row, default=-1) for row in self.rows), default=-1) + 1
        heads = [self.head(column) for column in range(width)]
        low = [fold(head) for head in heads]
        unit_column = next((at for at, head in enumerate(low) if word_list("roles", "unit_column").search(head)), None)
        serial = {at for at, head in enumerate(low) if word_list("roles", "serial_column").fullmatch(head.strip(" ."))}
        name = next((at for at in range(width) if at not in serial and at != unit_column), None)
        if name is None or word_list("roles", "other_table").search(" ".join(low)):
            return
        named = bool(word_list("roles", "indicator_column").search(low[name]))
        tasks = bool(word_list("roles", "task_table").search(" ".join(low)))
        columns = {
            at: column
            for at in range(name + 1, width)
            if at not in serial
            and at != unit_column
            and (column := self.column(heads[at], low[at], at, unit_column))
            and (named or column.rate or (unit_column is not None and not tasks))
        }
        if not columns:
            return
        whole = ""
        for row in self.rows:
            label = self.text(row.get(name)).strip(" :;.")
            if not label:
                continue
            part = _BREAKDOWN.match(fold(label))
            indicator = f"{whole} {label[part.end() :].strip()}".strip() if part and whole else label
            if not part:
                whole = label
            for at, column in columns.items():
                cell = row.get(at)
                amount = self.amount(cell)
                if cell is not None and amount is not None:
                    yield self.target(
                        cell,
                        amount,
                        column,
                        indicator,
                        low[name],
                        self.text(row.get(unit_column if unit_column is not None else -1)),
                    )

    def column(self, head: str, low: str, at: int, unit_column: int | None) -> Column | None:
        """Return what a column holds, None for remarks, names and anything that is no value."""
        filled = [row[at] for row in self.rows if at in row and self.text(row[at])]
        values = sum(self.amount(cell) is not None for cell in filled)
        if not filled or values < max(1, _MOSTLY * len(filled)) or word_list("roles", "other_column").search(low):
            return None
        found = _YEARS.search(low)
        due = ("/".join(filter(None, found.groups())) if found else None) or self.titled
        bracketed = _BRACKETED.search(head)
        result, goal = word_list("roles", "result_column").search(low), word_list("roles", "goal_column").search(low)
        own_unit = bracketed[1] if bracketed else None
        rates = any(word_list("roles", name).search(low) for name in ("rate_column", "quota"))
        rate = rates or _PERCENT.search(head) is not None
        if result and not (goal and goal.start() < result.start()):
            return Column(head, "result", due, own_unit, f"column: {result.group()}", rate)
        if goal:
            return Column(head, "target", due, own_unit, f"column: {goal.group()}", rate)
        if found and self.year:
            role: Literal["target", "result"] = "result" if int(found[2] or found[1]) < self.year else "target"
            return Column(head, role, due, own_unit, f"column: {found.group()}", rate)
        if unit_column is not None and found:
            return Column(head, "target", due, own_unit, f"column: {found.group()}", rate)
        if rate:
            return Column(head, "target", due, own_unit, _RATE, rate)
        return None

    def amount(self, cell: Node | None) -> Quantity | None:
        """Return the one value of a cell, None for words and dashes."""
        if cell is None or cell.span.end - cell.span.start > 60:
            return None
        found = [one for one in find_quantities(self.view, cell.span.start, cell.span.end) if not one.spelled]
        if len(found) != 1:
            return None
        rest = self.view.low[cell.span.start : found[0].start] + self.view.low[found[0].end : cell.span.end]
        return found[0] if not any(letter.isalnum() for letter in _MOVED.sub("", rest)) else None

    def change(self, cell: Node, amount: Quantity, indicator: str) -> Literal["increase", "decrease"] | None:
        """Return the change that a cell or its label tells: "Giảm 1,5%", "Giảm tỷ lệ hộ nghèo (%/năm)"."""
        moved = _MOVED.match(self.view.low, cell.span.start, amount.start) or _LABEL_MOVED.match(fold(indicator))
        return None if moved is None else "decrease" if moved["down"] else "increase"

    def target(
        self, cell: Node, amount: Quantity, column: Column, indicator: str, name_head: str, row_unit: str
    ) -> Target:
        words = amount.unit or row_unit or column.unit
        if not words:
            bracketed = _BRACKETED.search(indicator)
            known = bracketed and unit(bracketed[1]).dimension
            words = bracketed[1] if bracketed and known else self.unit_note
        if not word_list("roles", "indicator_column").search(name_head) and column.rate:
            indicator = f"{_without_years(column.head)} {indicator}"
        return Target(
            role=column.role or "target",
            indicator=indicator,
            comparator=amount.comparator,
            low=amount.low,
            high=amount.high,
            unit=unit(words) if words else None,
            change=self.change(cell, amount, indicator),
            due=column.due,
            due_from="column" if column.due and column.due != self.titled else ("title" if column.due else None),
            number=self.view.words(amount.number_start, amount.number_end),
            number_span=Span(amount.number_start, amount.number_end),
            span=cell.span,
            key=indicator_key(indicator),
            whole=amount.whole,
            why=(column.why,),
        )


def _without_years(head: str) -> str:
    """Return what a column measures: its head without the years, the stage they name and the unit in brackets."""
    return " ".join(_STAGE.sub(" ", _BRACKETED.sub("", head)).split())


def _cells(row: TableRow) -> dict[int, Cell]:
    return {cell.column: cell for cell in row.children if isinstance(cell, Cell)}


def merge(first: Sequence[Target], second: Sequence[Target]) -> tuple[Target, ...]:
    """Return two runs of targets in the order of the text; positions in the first are kept right."""
    from attrs import evolve

    order = sorted(
        [(t.number_span, 0, n) for n, t in enumerate(first)] + [(t.number_span, 1, n) for n, t in enumerate(second)]
    )
    place = {n: at for at, (_, run, n) in enumerate(order) if run == 0}
    out = []
    for _, run, n in order:
        target = (first, second)[run][n]
        if run == 0 and (target.part_of is not None or target.equivalent_to is not None):
            target = evolve(
                target,
                part_of=None if target.part_of is None else place[target.part_of],
                equivalent_to=None if target.equivalent_to is None else place[target.equivalent_to],
            )
        out.append(target)
    return tuple(out)
