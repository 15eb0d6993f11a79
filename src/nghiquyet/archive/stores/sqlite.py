"""SQLite: one file with the nine tables, the manifest, the views of `nghiquyet query`, and metadata for Datasette.

Foreign keys connect the tables, FTS5 finds words with and without diacritics, and ``x.sqlite.metadata.json`` beside the
file describes the tables to Datasette.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from ..parts import Foreign
from ..tables import MANIFEST, TABLES
from ..views import sqlite_views
from . import OTHER_TABLES, stamp_of
from .datasette import metadata

_TYPES = {"text": "TEXT", "int": "INTEGER", "bool": "INTEGER", "decimal": "NUMERIC", "real": "REAL"}
_INDEXES = {
    "targets": ("key", "due_year"), "times": ("last_day",), "references": ("key_folded",),
    "assignments": ("body_folded",), "tasks": ("due_last",),
}  # fmt: skip
#: The columns with a full-text index: the first finds words with diacritics, the folded one words without.
SEARCHED = {
    "documents": ("title", "title_folded"),
    "nodes": ("text", "folded"),
    "targets": ("indicator", "indicator_folded", "sentence"),
    "assignments": ("body", "body_folded", "task"),
}


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
                yield from connection.execute("SELECT file, document FROM documents")
        except sqlite3.Error as error:
            raise Foreign(f"{self.out} is not an archive: {error}; move it away and run again") from error
        finally:
            connection.close()

    def check(self) -> None:
        """Raise `Foreign` for an archive whose tables another version made."""
        if not self.out.exists() or not self.out.stat().st_size:
            return
        connection = sqlite3.connect(self.out)
        try:
            for table in TABLES:
                there = {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')}
                if there and there - {"id"} != set(TABLES[table]):
                    raise Foreign(OTHER_TABLES.format(self.out))
        except sqlite3.Error:
            return  # `held` says what is wrong with it
        finally:
            connection.close()

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Delete the dropped documents, then add each part in one transaction that first deletes its documents."""
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
                        for table in ("documents", *(each for each in tables if each != "documents")):
                            connection.executemany(_insert(table, TABLES[table]), tables[table])
                connection.execute("COMMIT")
        finally:
            connection.close()

    def sort(self) -> None:
        """Do nothing: a table has no order."""

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path:
        """Replace the table ``manifest`` and the metadata for Datasette."""
        connection = sqlite3.connect(self.out, isolation_level=None)
        try:
            connection.execute("BEGIN")
            _prepare(connection)
            connection.execute("DELETE FROM manifest")
            connection.executemany(_insert("manifest", MANIFEST), rows)
            connection.execute("COMMIT")
        finally:
            connection.close()
        told = json.dumps(metadata(self.out.stem), ensure_ascii=False, indent=1)
        self.out.with_name(self.out.name + ".metadata.json").write_text(told + "\n", "utf-8")
        return self.out


def _insert(table: str, columns: Iterable[str]) -> str:
    names = [f'"{name}"' for name in columns]
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'


def _prepare(connection: sqlite3.Connection) -> None:
    for table, columns in {**TABLES, "manifest": MANIFEST}.items():
        connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({", ".join(_declared(table, columns))})')
        if table not in ("documents", "manifest"):
            connection.execute(f'CREATE INDEX IF NOT EXISTS "{table}_document" ON "{table}" (document)')
        if table in _INDEXES:
            over = ", ".join(_INDEXES[table])
            connection.execute(f'CREATE INDEX IF NOT EXISTS "{table}_asked" ON "{table}" ({over})')
    for table, searched in SEARCHED.items():
        for statement in _search(table, searched):
            connection.execute(statement)
    for statement in sqlite_views():
        connection.execute(statement)


def _declared(table: str, columns: dict[str, str]) -> Iterator[str]:
    """Yield the SQL declarations of a table's columns.

    ``id`` exists for SQLite alone: without it a full-text index points to the wrong rows after a VACUUM.
    """
    for name, kind in columns.items():
        refers = name == "document" and table not in ("documents", "manifest")
        key = " UNIQUE" if (table, name) == ("documents", "document") else ""
        yield f'"{name}" {_TYPES[kind]}{" REFERENCES documents(document)" if refers else key}'
    if table != "manifest":
        yield '"id" INTEGER PRIMARY KEY'


def _search(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that make the full-text index of *table* and keep it up to date."""
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{name}" for name in ("id", *columns)) for row in ("new", "old"))
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}_fts USING fts5({names}, content=\"{table}\", content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {table}_fts_come AFTER INSERT ON {table} BEGIN"
        f" INSERT INTO {table}_fts(rowid, {names}) VALUES ({new}); END"
    )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {table}_fts_go AFTER DELETE ON {table} BEGIN"
        f" INSERT INTO {table}_fts({table}_fts, rowid, {names}) VALUES ('delete', {old}); END"
    )


def _delete(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    for key in keys:
        for table in reversed(TABLES):
            connection.execute(f'DELETE FROM "{table}" WHERE document = ?', (key,))
