"""DuckDB: one file with the nine tables, the manifest and the views of `nghiquyet query`; its parts are Parquet."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from ..parts import Foreign
from ..tables import MANIFEST, PRECISION, SCALE, TABLES
from ..views import duckdb_views
from . import OTHER_TABLES, stamp_of
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

    def stamp(self) -> str:
        """Return a stamp of the file and of its log."""
        return stamp_of([self.out, self.out.with_name(self.out.name + ".wal")])

    def check(self) -> None:
        """Raise `Foreign` for an archive whose tables another version made."""
        import duckdb

        if not self.out.exists():
            return
        asked = "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY table_name"
        try:
            with duckdb.connect(str(self.out), read_only=True) as connection:
                there = dict(connection.execute(asked).fetchall())
        except duckdb.Error:
            return  # `held` says what is wrong with it
        if any(table in there and set(there[table]) != set(columns) for table, columns in TABLES.items()):
            raise Foreign(OTHER_TABLES.format(self.out))

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield the rows of the table ``documents``."""
        import duckdb

        if not self.out.exists():
            return
        try:
            with duckdb.connect(str(self.out)) as connection:
                if not connection.execute("SELECT 1 FROM duckdb_tables()").fetchall():
                    return
                for table in TABLES:  # every block that is read has its checksum compared
                    connection.execute(f'SELECT max(hash(t)) FROM "{table}" AS t').fetchall()
                yield from connection.execute("SELECT file, document FROM documents").fetchall()
        except duckdb.Error as error:
            reason = " ".join(str(error).split())
            raise Foreign(f"{self.out} is not an archive: {reason}; move it away and run again") from error

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Delete the dropped documents, then add the parts, some at a time, in one transaction each time."""
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

        if not self.out.exists():
            # The database appears with all its tables, or not at all.
            fresh = self.out.with_name(f".{self.out.name}.tmp")
            fresh.unlink(missing_ok=True)
            with duckdb.connect(str(fresh)) as connection:
                _prepare(connection)
            fresh.replace(self.out)
        connection = duckdb.connect(str(self.out))
        _prepare(connection)
        return connection


def _prepare(connection: Any) -> None:
    for table, columns in {**TABLES, "manifest": MANIFEST}.items():
        declared = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in columns.items())
        connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({declared})')
    for statement in duckdb_views():
        connection.execute(statement)
