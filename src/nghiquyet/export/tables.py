"""Rows in files of one table: CSV and TSV, JSON Lines, Parquet."""

import csv
import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import IO, Any

from ..document import Document
from ..text.escape import csv_cell, shown
from .cells import plain, written
from .columns import Value, columns
from .rows import Row, rows

_MARK = "\ufeff"  # a byte order mark tells Excel that a CSV is UTF-8


def write_csv(
    documents: Iterable[Document], stream: IO[bytes], *, layer: str, excel: bool = False, separator: str = ",",
    keep: Callable[[Row], bool] | None = None,
) -> None:  # fmt: skip
    """Write the rows of *layer* as CSV (RFC 4180), with a byte order mark for *excel*; no cell is a formula.

    With *keep*, only the rows for which it says so.
    """
    names = tuple(columns(layer))
    stream.write(_MARK.encode() if excel else b"")
    writer = csv.writer(_Encoder(stream), delimiter=separator, lineterminator="\r\n" if excel else "\n")
    writer.writerow(names)
    for document in documents:
        for row in rows(document, layer):
            if keep is None or keep(row):
                writer.writerow(_cell(row[name]) for name in names)


class _Encoder:
    """What the csv module writes text to; unlike `io.TextIOWrapper` it leaves the stream open, whatever happens."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode())


def write_tsv(documents: Iterable[Document], stream: IO[bytes], *, layer: str, excel: bool = False) -> None:
    """Write the rows of *layer* with tabs between the cells, else as `write_csv`."""
    write_csv(documents, stream, layer=layer, excel=excel, separator="\t")


def write_jsonl(documents: Iterable[Document], stream: IO[bytes], *, layer: str, **_: Any) -> None:
    """Write the rows of *layer* as JSON Lines: an object a row, dates in ISO 8601."""
    for document in documents:
        for row in rows(document, layer):
            line = json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False)
            stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def write_parquet(documents: Iterable[Document], stream: IO[bytes], *, layer: str, **_: Any) -> None:
    """Write the rows of *layer* as Parquet. Raises `ImportError` without pyarrow."""
    import pyarrow
    import pyarrow.parquet

    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    kinds[date] = pyarrow.date32()
    meanings = columns(layer)
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in meanings.items()])
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        for document in documents:
            found = [{name: _safe(value) for name, value in row.items()} for row in rows(document, layer)]
            if found:
                writer.write_table(pyarrow.Table.from_pylist(found, schema=schema))


def _cell(value: Value) -> str:
    """Return the text of a cell, which no spreadsheet runs."""
    return csv_cell(shown(value)) if isinstance(value, str) else written(value)


def _safe(value: Any) -> Any:
    """Return *value* as Parquet can hold it: halves of a pair of UTF-16, which are no letters, as U+FFFD."""
    return _HALVES.sub("\ufffd", value) if isinstance(value, str) else value


_HALVES = re.compile("[\ud800-\udfff]")
