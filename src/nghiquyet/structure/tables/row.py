"""A row of a table in plain text: its label, whether it names the columns, its tokens."""

from collections.abc import Iterator
from functools import lru_cache

from attrs import define, field, frozen

from ...lexicon.lazy import pattern
from .. import landmarks
from ..grammar import Block, Place
from ..state import OutlineState

SERIAL = pattern(r"(?P<number>\d{1,3})\.?|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVXLC]{1,6}\.?|[A-ZĐ]\.?|[a-zđ]\)|[-+]")

#: No serial number has more letters.
_LONGEST_SERIAL = 12
_NUMBERED = pattern(r"(\d{1,3})\.\s+\p{Lu}\p{Ll}")  # "14. Nghị định số ..."


@frozen
class Table:
    """A table found in the lines: its tokens, and the number of the first line behind it."""

    blocks: tuple[Block, ...]
    stop: int


@define
class Row:
    """A row while its table is read; the tree has it as a `TableRow`.

    Attributes:
        content: Its cells and the bars between them, or a rule.
        head: Whether it names the columns.
    """

    content: list[Block] = field(factory=list)
    head: bool = False

    @property
    def cells(self) -> list[Block]:
        return [block for block in self.content if block.role == "CELL"]

    def blocks(self, state: OutlineState) -> Iterator[Block]:
        """Yield the tokens of the row; its label is the serial number in its first cell."""
        cells = self.cells
        if cells:
            first = state.sheet.view[cells[0].start : cells[0].end]
            numbered = _NUMBERED.match(first)
            serial = numbered[1] if numbered else label(first)
            start = self.content[0].start
            yield Block("HEAD_ROW" if self.head else "ROW", start, start, serial)
            for column, cell in enumerate(cells):
                cell.place = cell.place or _place(column)
        yield from self.content


@lru_cache(256)
def _place(column: int) -> Place:
    """Return the place of a cell in one column: the same for all cells of it."""
    return Place(column)


def label(words: str) -> str:
    """Return the serial number of a row from its first cell."""
    words = words.strip("* |")
    return _serial(words) if len(words) <= _LONGEST_SERIAL else ""


@lru_cache(4096)  # tables count from 1 again and again
def _serial(words: str) -> str:
    return words.rstrip(".)") if SERIAL.fullmatch(words) else ""


def names_columns(words: str) -> bool:
    """Tell whether the first row of a table names the columns: "STT" stands in front, or it has no figures."""
    return landmarks.serial_head().match(words.lstrip("|* ")) is not None or not any(map(str.isdigit, words))
