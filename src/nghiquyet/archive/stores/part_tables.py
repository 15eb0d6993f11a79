"""Parts of Parquet: a folder with one file for each table."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..tables import PRECISION, SCALE, TABLES
from .part_rows import encode

__all__ = ["arrow_schema", "arrow_table", "encode", "write_part"]


def write_part(payloads: Iterator[bytes], out: Path) -> None:
    """Write the tables of a part."""
    import pyarrow.parquet as pq

    columns: dict[str, list[list[Any]]] = {table: [] for table in TABLES}
    for line in payloads:
        for table, rows in json.loads(line).items():
            columns[table].extend(rows)
    out.mkdir(exist_ok=True)
    for table, rows in columns.items():
        pq.write_table(arrow_table(TABLES[table], rows), out / f"{table}.parquet", compression="zstd")


def arrow_schema(columns: dict[str, str]) -> Any:
    """Return the Arrow schema of a table of `TABLES`."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "real": pa.float64(),
        "decimal": pa.decimal128(PRECISION, SCALE),
    }  # fmt: skip
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])


def arrow_table(columns: dict[str, str], rows: list[list[Any]]) -> Any:
    """Return rows as an Arrow table."""
    import pyarrow as pa

    schema = arrow_schema(columns)
    arrays = []
    for at, (kind, field) in enumerate(zip(columns.values(), schema, strict=True)):
        values = [row[at] for row in rows]
        if kind == "decimal":
            values = [None if v is None else Decimal(v) for v in values]
        arrays.append(pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
