"""Output that fits a screen: the width of letters, wrapped and cut words, tables, colour where it helps.

Words are fitted by the columns they take on the screen: a combining mark takes none, a wide letter two.
"""

import os
import shutil
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import TextIO

from attrs import frozen

from ..text.escape import shown

DIM, BOLD, OFF = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_WHOLE_COLUMNS = 16  # a column up to this wide is never narrowed


@frozen
class Terminal:
    """Where lines are shown.

    Attributes:
        width: Columns to fit into; None for a pipe or a file, where nothing is cut.
        colour: Whether escape sequences are welcome.
    """

    width: int | None = None
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> "Terminal":
        """Return what *stream* is: colour only on a terminal, and not when NO_COLOR is set (no-color.org)."""
        if not stream.isatty():
            return cls(width=shutil.get_terminal_size().columns if "COLUMNS" in os.environ else None)
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(width=shutil.get_terminal_size().columns, colour=colour)

    def paint(self, text: str, code: str) -> str:
        return f"{code}{text}{OFF}" if self.colour and text else text


def columns_of(text: str) -> int:
    """Return how many columns *text* takes.

    >>> columns_of("ngh\\u1ecb quy\\u1ebft"), columns_of("quye\\u0302\\u0301t"), columns_of("決議")
    (10, 5, 4)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return len(text) + wide - sum(unicodedata.category(each) in ("Mn", "Me", "Cf") for each in text)


def clip(text: str, width: int) -> str:
    """Return *text*, cut to *width* columns with "…" where it is longer."""
    if columns_of(text) <= width:
        return text
    taken, out = 0, []
    for each in text:
        taken += columns_of(each)
        if taken > width - 1:
            break
        out.append(each)
    return "".join(out).rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """Break *text* between words into lines of at most *width* columns; a longer word is broken inside."""
    lines: list[str] = []
    line, taken = "", 0
    for word in text.split():
        size = columns_of(word)
        if line and taken + 1 + size > width:
            lines.append(line)
            line, taken = "", 0
        while size > width:
            head = clip(word, width)[:-1] or word[0]
            lines.append(head)
            word = word[len(head) :]
            size = columns_of(word)
        line, taken = (f"{line} {word}", taken + 1 + size) if line else (word, size)
    return [*lines, line] if line or not lines else lines


Rows = list[tuple[str, ...]]


def show_table(
    columns: Sequence[str], rows: Rows, terminal: Terminal, *, numeric: Collection[int] = ()
) -> Iterator[str]:
    """Yield a table as lines: words wrapped inside their column on a terminal, a row a line in a pipe.

    The columns of *numeric* are set to the right.
    """
    rows = [tuple(map(shown, row)) for row in rows]
    widths = _fit([max(map(columns_of, column)) for column in zip(columns, *rows, strict=True)], terminal.width)
    for number, row in enumerate([tuple(columns), *rows]):
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for row_of in range(max(map(len, cells))):
            parts = [cell[row_of] if row_of < len(cell) else "" for cell in cells]
            gaps = [" " * (width - columns_of(part)) for part, width in zip(parts, widths, strict=True)]
            pairs = enumerate(zip(gaps, parts, strict=True))
            padded = [gap + part if number and at in numeric else part + gap for at, (gap, part) in pairs]
            line = "  ".join(padded).rstrip()
            yield terminal.paint(line, BOLD) if number == 0 else line
        if number == 0:
            yield terminal.paint("  ".join("─" * width for width in widths), DIM)


def _fit(widths: list[int], room: int | None) -> list[int]:
    """Narrow the widest columns until all fit into *room*."""
    if room is None:
        return widths
    widths = list(widths)
    room -= 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _WHOLE_COLUMNS:
        at = widths.index(max(widths))
        rest = max((width for each, width in enumerate(widths) if each != at), default=0)
        widths[at] = max(_WHOLE_COLUMNS, widths[at] - (sum(widths) - room), min(rest, widths[at] - 1))
    return widths
