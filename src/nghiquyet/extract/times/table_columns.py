"""Times in tables: which column a time stands in, and whether that column holds deadlines.

A table reaches us as cells of the tree, or, from a PDF or a crawler, as loose lines: the head "Thời hạn hoàn thành"
on a line of its own and, further down, "Quý II/2026" on another. Both are read here.
"""

from functools import cache, cached_property

import regex

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase
from ...tree import Cell
from ..table_rows import table_at
from ..view import Passage, TextView

#: How far below a loose head its column still goes; converters repeat the head on every page.
_REACH = 8000
#: How much of a line may be blank or rules (``|``) beside a time that stands alone.
_MARGIN = 60
_WORD = pattern(r"\w")
#: The month before the year of a cell: "6/2025".
_MONTH = pattern(r"(?<![\d/.,-])\d{1,2}\s?/\s?$")


@cache
def _loose_head() -> regex.Pattern[str]:
    label = phrase("times", "due_label").pattern
    return pattern(rf"(?im)^(?:[^\S\n]|[|*])*+{label}(?:[^\S\n]|[|*])*+$", regex.VERSION1)


class Columns:
    """The columns of a document; ask for times in the order of the text."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._next = 0

    @cached_property
    def _loose(self) -> list[int]:
        """Where the loose heads of deadlines end."""
        return [found.end() for found in _loose_head().finditer(self._view.text)]

    def _head(self, cell: Cell) -> str:
        """Return the words over a cell; "" for a cell of the first row, and where no head is over it."""
        heads = table_at(self._view, cell.span.start).heads
        head = heads.get(cell.column)
        if head is None or cell in heads.values():
            return ""
        return self._view.low[head.span.start : head.span.end]

    def bare(self, passage: Passage, at: int) -> regex.Match[str] | None:
        """Return the bare year at *at* that is a cell, or stands in the head of a column: "Mục tiêu 2030"."""
        low = self._view.low
        month = _MONTH.search(low, max(passage.start, at - 6), at)
        at = month.start() if month else at
        found = phrase("times", "cell").match(low, at, passage.end)
        if found is None:
            return None
        end = at + len(found[0].rstrip())
        if not isinstance(passage.node, Cell):
            return found if self._in_loose_column(at, end) else None
        head = self._head(passage.node)
        whole = not _WORD.search(low[passage.start : at] + low[end : passage.end])
        return found if not head or (whole and phrase("times", "time_head").search(head)) else None

    def due(self, passage: Passage, start: int, end: int) -> bool:
        """Whether the time from *start* to *end* stands in a column of deadlines."""
        if isinstance(passage.node, Cell):
            return phrase("times", "due_label").search(self._head(passage.node)) is not None
        return self._in_loose_column(start, end)

    def _in_loose_column(self, start: int, end: int) -> bool:
        return bool(self._loose) and self._alone(start, end) and self._below(start)

    def _alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands on the lines of the time."""
        text = self._view.text
        _, newline, before = text[max(0, start - _MARGIN) : start].rpartition("\n")
        after, end_of_line, _ = text[end : end + _MARGIN].partition("\n")
        edges = (newline or start <= _MARGIN) and (end_of_line or end + _MARGIN >= len(text))
        return bool(edges) and not _WORD.search(before + after)

    def _below(self, at: int) -> bool:
        """Whether a loose head of deadlines stands a little above *at*."""
        while self._next < len(self._loose) and self._loose[self._next] <= at:
            self._next += 1
        return self._next > 0 and at - self._loose[self._next - 1] < _REACH
