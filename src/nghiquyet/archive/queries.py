"""Query an archive in SQL: a Parquet dataset, a DuckDB or SQLite file, with the views of `nghiquyet.archive.views`."""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from ..errors import NghiquyetError
from .tables import TABLES, fold_marks
from .views import VIEW_MEANINGS, duckdb_views, with_macros

_NONE = "{0}: no archive is there; nghiquyet batch SOURCE -o {0} makes one"


class CannotQuery(NghiquyetError, ValueError):
    """The archive cannot be queried, or the database refuses the query."""


class Damaged(CannotQuery):
    """The file is no database, or a damaged one."""


@frozen
class Answer:
    """The result of a query: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def query(archive: str | Path, sql: str, parameters: Sequence[Any] = ()) -> Answer:
    """Return the result of *sql*, one SELECT, over *archive*; ``?`` in it stands for *parameters*, in order.

    A pattern, "out-*.parquet", queries several Parquet datasets (of several machines) together. The query reads the
    archive and nothing else; it changes no file and no setting. Raises `CannotQuery`, with a message of one line.
    """
    connection = None
    try:
        connection = connect(archive)
        _check(connection, sql)
        if isinstance(connection, sqlite3.Connection):
            sql = with_macros(sql)
        cursor = connection.execute(sql, list(parameters))
        if cursor.description is None:
            raise CannotQuery("the query is empty")
        columns = tuple(column[0] for column in cursor.description)
        return Answer(columns, [tuple(row) for row in cursor.fetchall()])
    except CannotQuery:
        raise
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise Damaged(f"{archive}: {error}: a damaged archive, or another file") from error
        raise CannotQuery(_told(error, archive)) from error
    except Exception as error:  # whatever is wrong, it is the question, or the file that is asked
        raise CannotQuery(_told(error, archive)) from error
    finally:
        if connection is not None:
            connection.close()


def contents(archive: str | Path) -> Answer:
    """Return what can be queried: each table and view of *archive*, the number of rows (of tables), its columns."""
    found = []
    for name in (*TABLES, "manifest", *VIEW_MEANINGS):
        columns = query(archive, f'SELECT * FROM "{name}" LIMIT 0').columns
        counted = None if name in VIEW_MEANINGS else query(archive, f'SELECT count(*) FROM "{name}"').rows[0][0]
        found.append((name, counted, ", ".join(columns)))
    return Answer(("table", "rows", "columns"), found)


def _told(error: Exception, archive: str | Path) -> str:
    """Return the database's message as one line, and what to do about it."""
    told = " ".join(str(error).partition("\n\nLINE ")[0].split()) or type(error).__name__
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorname.startswith("SQLITE_READONLY"):
        return f"{archive}: a run was stopped while it wrote this archive; run it again"
    hint = ""
    if _RESERVED.search(told):
        hint = '; the name of the table is a word of SQL: write it in quotation marks, "references"'
    elif _UNKNOWN.search(told):
        hint = f"; `nghiquyet query {archive} tables` lists tables and columns"
    most = max(_LONGEST - len(hint), _LONGEST // 2)
    return (told if len(told) <= most else told[: most - 1] + "…") + hint


#: The longest message, in characters, unless the name of the archive is long.
_LONGEST = 200


# How SQLite and DuckDB say that a name is wrong.
_RESERVED = re.compile('near "references"', re.IGNORECASE)
_UNKNOWN = re.compile("no such (table|column|function)|does not exist|not found in FROM clause")


def _check(connection: Any, sql: str) -> None:
    """Refuse anything but one SELECT: a query never changes an archive."""
    if isinstance(connection, sqlite3.Connection):  # there the authorizer sees to it
        return
    import duckdb

    statements = connection.extract_statements(sql)
    if not statements:
        raise CannotQuery("the query is empty")
    if len(statements) > 1:
        raise CannotQuery("only one statement at a time")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise CannotQuery("only SELECT is allowed")


def connect(archive: str | Path) -> Any:
    """Return a read-only connection (DuckDB's, or sqlite3's) to *archive*, with the ready views.

    The connection reads the archive and no other file; its settings are locked.
    """
    path = Path(archive)
    if path.suffix in (".sqlite", ".sqlite3", ".db"):
        if not path.is_file():
            raise CannotQuery(_NONE.format(path))
        asked = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        _demand_tables(asked, path)
        asked.create_function("fold_marks", 1, lambda text: None if text is None else fold_marks(text))
        asked.create_function("contains", 2, lambda text, part: None if None in (text, part) else part in text)
        _open_indexes(asked)
        asked.set_authorizer(_authorize)
        return asked
    try:
        import duckdb
    except ImportError:
        raise CannotQuery("this needs DuckDB: pip install 'nghiquyet[duckdb]'") from None
    if path.suffix == ".duckdb":
        if not path.is_file():
            raise CannotQuery(_NONE.format(path))
        database = duckdb.connect(str(path), read_only=True)
        _demand_tables(database, path)
        return _locked(database, [])
    if ".jsonl" in path.name or path.suffix == ".ndjson":
        raise CannotQuery(f"{path}: JSON Lines have no tables; run the batch into .parquet, .duckdb or .sqlite")
    datasets = [path] if path.is_dir() else sorted(path.parent.glob(path.name))
    files = {t: [str(f) for d in datasets for f in sorted((d / t).glob("*.parquet"))] for t in (*TABLES, "manifest")}
    if not files["documents"]:
        raise CannotQuery(_NONE.format(path))
    connection = duckdb.connect()
    for table, paths in files.items():
        if paths:
            listed = ", ".join("'" + p.replace("'", "''") + "'" for p in paths)
            connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}])')
    for statement in duckdb_views():
        connection.execute(statement)
    return _locked(connection, [path for paths in files.values() for path in paths])


def _demand_tables(connection: Any, path: Path) -> None:
    """Refuse a database that is not an archive: SQLite takes an empty file for a database."""
    listed = "sqlite_master" if isinstance(connection, sqlite3.Connection) else "duckdb_tables()"
    named = "name" if isinstance(connection, sqlite3.Connection) else "table_name"
    try:
        if connection.execute(f"SELECT 1 FROM {listed} WHERE {named} = 'documents'").fetchone() is None:
            raise CannotQuery(f"{path}: this is not an archive; `nghiquyet batch SOURCE -o OUT` makes one")
    except BaseException:
        connection.close()
        raise


def _open_indexes(connection: sqlite3.Connection) -> None:
    """Open the full-text indexes: SQLite declares them on first use, which the authorizer would refuse."""
    asked = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5(%'"
    for (name,) in connection.execute(asked).fetchall():
        quoted = '"' + name.replace('"', '""') + '"'
        connection.execute(f"SELECT 1 FROM {quoted} LIMIT 0")


def _locked(connection: Any, files: list[str]) -> Any:
    """Deny *connection* every file but *files*, and lock this setting."""
    allowed = ", ".join("'" + os.path.abspath(path).replace("'", "''") + "'" for path in files)
    for setting in (
        *([f"allowed_paths = [{allowed}]"] if files else []), "enable_external_access = false",
        "python_enable_replacements = false", "lock_configuration = true",
    ):  # fmt: skip
        connection.execute(f"SET {setting}")
    return connection


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Allow SQLite to read tables, call functions and list columns; nothing else."""
    allowed = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)
    allowed |= action == sqlite3.SQLITE_FUNCTION and second != "load_extension"
    allowed |= action == sqlite3.SQLITE_PRAGMA and first in ("table_info", "table_list", "data_version")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
