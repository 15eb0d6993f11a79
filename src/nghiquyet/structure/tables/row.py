"""A row of a table in plain text: its label, whether it names the columns, its tokens."""

from collections.abc import Iterator

from attrs import frozen

from ...lexicon.lazy import pattern
from ..grammar import Block, Place
from ..state import OutlineState

SERIAL_HEAD = pattern(r"(?i:s?tt|s[ốô]\s*tt|stt\.?)")
SERIAL = pattern(r"(?P<number>\d{1,3})\.?|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVXLC]{1,6}\.?|[A-ZĐ]\.?|[a-zđ]\)|[-+]")

_NUMBERED = pattern(r"(\d{1,3})\.\s+\p{Lu}\p{Ll}")  # "14. Nghị định số ..."


@frozen
class Table:
    """A table found in the lines: its tokens, and the number of the first line behind it."""

    blocks: tuple[Block, ...]
    stop: int


@frozen
class Row:
    """A row while its table is read: its cells and the bars between them, or a rule."""

    content: tuple[Block, ...]
    head: bool = False

    @property
    def cells(self) -> list[Block]:
        return [block for block in self.content if block.role == "CELL"]

    def blocks(self, state: OutlineState) -> Iterator[Block]:
        """Yield the tokens of the row."""
        if self.cells:
            yield from table_row(state, list(self.content), head=self.head)
        else:
            yield from self.content


def label(words: str) -> str:
    """Return the serial number of a row from its first cell."""
    words = words.strip("* |")
    return words.rstrip(".)") if len(words) <= 12 and SERIAL.fullmatch(words) else ""


def table_row(state: OutlineState, cells: list[Block], *, head: bool = False) -> Iterator[Block]:
    """Yield a row and its cells; the row's label is the serial number in its first cell."""
    filled = [cell for cell in cells if cell.role == "CELL"]
    first = state.sheet.view[filled[0].start : filled[0].end] if filled else ""
    numbered = _NUMBERED.match(first)
    serial = numbered[1] if numbered else label(first)
    start = cells[0].start if cells else 0
    for column, cell in enumerate(filled):
        cell.place = cell.place or Place(column)
    yield Block("HEAD_ROW" if head else "ROW", start, start, serial)
    yield from cells


def names_columns(words: str) -> bool:
    """Tell whether the first row of a table names the columns: "STT" stands in front, or it has no figures."""
    return SERIAL_HEAD.match(words.lstrip("|* ")) is not None or not any(map(str.isdigit, words))
