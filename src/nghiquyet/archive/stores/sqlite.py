"""SQLite: one file with the eight tables, the manifest, indexes and the views of `nghiquyet query`."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from ..parts import StoreFault
from ..tables import MANIFEST, TABLES
from ..views import sqlite_views
from . import stamp_of

_TYPES = {"text": "TEXT", "int": "INTEGER", "bool": "INTEGER", "decimal": "NUMERIC", "real": "REAL"}
_INDEXES = {
    "targets": ("key", "due_year"), "times": ("last_day",), "references": ("key_folded",),
    "assignments": ("body_folded",),
}  # fmt: skip


@attrs.frozen
class Store:
    """An SQLite database."""

    out: Path
    part_suffix: str = ".rows.jsonl"

    def stamp(self) -> str:
        """Return a stamp of the file."""
        return stamp_of([self.out])

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield the rows of the table ``documents``."""
        if not self.out.exists() or not self.out.stat().st_size:
            return
        connection = sqlite3.connect(self.out)
        try:
            if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if found != "ok":
                    raise sqlite3.DatabaseError(" ".join(found.split()))
                yield from connection.execute("SELECT name, document FROM documents")
        except sqlite3.Error as error:
            raise StoreFault(f"{self.out} is no archive: {error}; move it away and run again") from error
        finally:
            connection.close()

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Delete what is dropped, then add the parts, each in one transaction that first deletes what it adds."""
        connection = sqlite3.connect(self.out, isolation_level=None)
        try:
            connection.execute("BEGIN")
            _prepare(connection)
            _delete(connection, dropped)
            connection.execute("COMMIT")
            for part in parts:
                connection.execute("BEGIN")
                with part.open("rb") as lines:
                    for line in lines:
                        tables = json.loads(line)
                        _delete(connection, [tables["documents"][0][0]])
                        for table, rows in tables.items():
                            marks = ", ".join("?" * len(TABLES[table]))
                            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
                connection.execute("COMMIT")
        finally:
            connection.close()

    def sort(self) -> None:
        """Do nothing: a table has no order."""

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path:
        """Replace the table ``manifest``."""
        connection = sqlite3.connect(self.out, isolation_level=None)
        try:
            connection.execute("BEGIN")
            _prepare(connection)
            connection.execute("DELETE FROM manifest")
            connection.executemany(f"INSERT INTO manifest VALUES ({', '.join('?' * len(MANIFEST))})", rows)
            connection.execute("COMMIT")
        finally:
            connection.close()
        return self.out


def _prepare(connection: sqlite3.Connection) -> None:
    for table, columns in {**TABLES, "manifest": MANIFEST}.items():
        declared = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in columns.items())
        connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({declared})')
        if table != "manifest":
            connection.execute(f'CREATE INDEX IF NOT EXISTS "{table}_document" ON "{table}" (document)')
        if table in _INDEXES:
            over = ", ".join(_INDEXES[table])
            connection.execute(f'CREATE INDEX IF NOT EXISTS "{table}_asked" ON "{table}" ({over})')
    for statement in sqlite_views():
        connection.execute(statement)


def _delete(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    for key in keys:
        for table in TABLES:
            connection.execute(f'DELETE FROM "{table}" WHERE document = ?', (key,))
