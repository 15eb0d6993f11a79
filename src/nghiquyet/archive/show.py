"""Print an answer: a table to read, CSV or JSON Lines to go on with."""

import csv
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from .query import Answer

_WIDEST = 60
# Control characters, marks of direction and other signs without a shape, line separators, lone surrogates.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t")


def show(answer: "Answer", form: str, stream: TextIO) -> None:
    """Write *answer* as "table", "csv" or "jsonl"."""
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(map(visible, answer.columns))
        writer.writerows([_cell(value) for value in row] for row in answer)
    elif form == "jsonl":
        for record in answer.dicts():
            stream.write(visible(json.dumps(record, ensure_ascii=False, default=_text)) + "\n")
    else:
        cells = [[*map(_cut, answer.columns)], *([_cut(_text(value)) for value in row] for row in answer)]
        widths = [max(_width(row[at]) for row in cells) for at in range(len(answer.columns))]
        numeric = [any(isinstance(row[at], int | float | Decimal) for row in answer) for at in range(len(widths))]
        for number, row in enumerate(cells):
            line = (
                " " * (width - _width(cell)) + cell if right and number else cell + " " * (width - _width(cell))
                for cell, width, right in zip(row, widths, numeric, strict=True)
            )
            stream.write("  ".join(line).rstrip() + "\n")
            if not number:
                stream.write("  ".join("-" * width for width in widths) + "\n")


def visible(text: str, keep: str = "") -> str:
    """Return *text* with the characters that a terminal obeys, or does not show, written as escapes.

    Those are control characters, marks of direction, separators of lines and lone surrogates; *keep* stays.

    >>> print(visible("a\\x1b[2J\\nb\\u202e"))
    a\\u001b[2J\\nb\\u202e
    """
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else json.dumps(found[0])[1:-1], text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _cell(value: Any) -> str:
    """Return a value as a cell of CSV: quotes hold line ends and tabs, and no spreadsheet takes words for a formula."""
    text = visible(_text(value), keep="\n\t")
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def _cut(text: str) -> str:
    text = visible(" ".join(text.split()))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
