"""DuckDB: one file with the eight tables, the manifest and the views of `nghiquyet query`; parts come as Parquet."""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from ..tables import MANIFEST, PRECISION, SCALE, TABLES
from ..views import duckdb_views
from .part_tables import arrow_table

_TYPES = {
    "text": "VARCHAR", "int": "BIGINT", "bool": "BOOLEAN", "real": "DOUBLE",
    "decimal": f"DECIMAL({PRECISION}, {SCALE})",
}  # fmt: skip
_TOGETHER = 200


@attrs.frozen
class Store:
    """A DuckDB database."""

    out: Path
    part_suffix: str = ".parquet"

    def publish(self, parts: Iterable[Path], keep: Callable[[str, str], bool], dropped: Iterable[str]) -> None:
        """Delete what is dropped, then add the parts, some at a time, each time in one transaction."""
        with self._open() as connection:
            keys = list(dropped)
            if keys:
                connection.execute("BEGIN")
                for table in TABLES:
                    connection.execute(f'DELETE FROM "{table}" WHERE document IN (SELECT unnest(?))', [keys])
                connection.execute("COMMIT")
            coming = iter(parts)
            while some := list(islice(coming, _TOGETHER)):
                files = [str(part / "documents.parquet") for part in some]
                connection.execute("BEGIN")
                for table, columns in TABLES.items():
                    connection.execute(
                        f'DELETE FROM "{table}" WHERE document IN (SELECT document FROM read_parquet(?))', [files]
                    )
                    names = ", ".join(f'"{name}"' for name in columns)
                    tables = [str(part / f"{table}.parquet") for part in some]
                    connection.execute(f'INSERT INTO "{table}" SELECT {names} FROM read_parquet(?)', [tables])
                connection.execute("COMMIT")

    def sort(self) -> None:
        """Do nothing: a table has no order."""

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path:
        """Replace the table ``manifest``."""
        with self._open() as connection:
            connection.execute("BEGIN")
            connection.execute("DELETE FROM manifest")
            coming = iter(rows)
            while some := list(islice(coming, 50_000)):
                chunk = arrow_table(MANIFEST, [list(row) for row in some])
                connection.register("chunk", chunk)
                connection.execute("INSERT INTO manifest SELECT * FROM chunk")
                connection.unregister("chunk")
            connection.execute("COMMIT")
        return self.out

    def _open(self) -> Any:
        import duckdb

        connection = duckdb.connect(str(self.out))
        for table, columns in {**TABLES, "manifest": MANIFEST}.items():
            declared = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in columns.items())
            connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({declared})')
        for statement in duckdb_views():
            connection.execute(statement)
        return connection
