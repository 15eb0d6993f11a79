"""Print the result of a query: a table for people, CSV or JSON Lines for programs."""

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

from ..export.screen import Terminal, clip, show_table
from ..text.escape import csv_cell, one_line, shown

if TYPE_CHECKING:
    from .queries import Answer

_WIDEST = 60


def show(answer: "Answer", form: str, stream: TextIO, *, widest: int = _WIDEST) -> None:
    """Write *answer* as "table", whose cells are cut at *widest*, "csv", "json" (one list) or "jsonl" (lines)."""
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(map(one_line, answer.columns))
        writer.writerows([_cell(value) for value in row] for row in answer)
    elif form in ("json", "jsonl"):
        records = [one_line(json.dumps(record, ensure_ascii=False, default=_json)) for record in answer.dicts()]
        lines = ["[", *(record + "," for record in records[:-1]), *records[-1:], "]"] if form == "json" else records
        stream.writelines(line + "\n" for line in lines)
    else:
        rows = [tuple(_cut(_text(value), widest) for value in row) for row in answer]
        numeric = {at for row in answer for at, value in enumerate(row) if isinstance(value, int | float | Decimal)}
        heads = [_cut(name, widest) for name in answer.columns]
        for line in show_table(heads, rows, Terminal.of(stream), numeric=numeric):
            stream.write(line + "\n")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _json(value: Any) -> Any:
    """Return a value for which JSON has no type: a decimal as a number if that is exact, else as text."""
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return int(value) if value == value.to_integral_value() else float(value)
    return _text(value)


def _cell(value: Any) -> str:
    """Return a value as a CSV cell: line ends and tabs are quoted, and no spreadsheet takes text for a formula."""
    text = shown(_text(value))
    return csv_cell(text) if isinstance(value, str) else text


def _cut(text: str, widest: int) -> str:
    return clip(one_line(" ".join(text.split())), widest)
