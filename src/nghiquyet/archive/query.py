"""Ask an archive in SQL: a Parquet dataset, a DuckDB or an SQLite file, with the views of `nghiquyet.archive.views`."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from ..errors import NghiquyetError
from .tables import TABLES, fold_marks
from .views import duckdb_views


class CannotQuery(NghiquyetError, ValueError):
    """An archive that cannot be asked, or a question that the database refuses."""


@frozen
class Answer:
    """The answer to a question: the names of its columns and its rows."""

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
    """Return the answer of *archive* to *sql*; ``?`` in it stands for *parameters*, in order.

    Several Parquet datasets (of several machines) are asked together by a pattern: "out-*.parquet". The archive is
    opened for reading only. Raises `CannotQuery`.
    """
    connection = connect(archive)
    try:
        cursor = connection.execute(sql, list(parameters))
        columns = tuple(column[0] for column in cursor.description or ())
        return Answer(columns, [tuple(row) for row in cursor.fetchall()])
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb", "sqlite3"):
            raise CannotQuery(str(error)) from error
        raise
    finally:
        connection.close()


def connect(archive: str | Path) -> Any:
    """Return a read-only connection (DuckDB's, or sqlite3's) to *archive*, with the ready views."""
    path = Path(archive)
    if path.suffix in (".sqlite", ".sqlite3", ".db"):
        if not path.is_file():
            raise CannotQuery(f"{path}: no such archive")
        asked = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        asked.create_function("fold_marks", 1, lambda text: None if text is None else fold_marks(text))
        return asked
    try:
        import duckdb
    except ImportError:
        raise CannotQuery("this needs DuckDB: pip install 'nghiquyet[duckdb]'") from None
    if path.suffix == ".duckdb":
        if not path.is_file():
            raise CannotQuery(f"{path}: no such archive")
        return duckdb.connect(str(path), read_only=True)
    if ".jsonl" in path.name or path.suffix == ".ndjson":
        raise CannotQuery(f"{path}: JSON Lines have no tables; run the batch into .parquet, .duckdb or .sqlite")
    datasets = [path] if path.is_dir() else sorted(path.parent.glob(path.name))
    files = {t: [str(f) for d in datasets for f in sorted((d / t).glob("*.parquet"))] for t in (*TABLES, "manifest")}
    if not files["documents"]:
        raise CannotQuery(f"{path}: no archive is there")
    connection = duckdb.connect()
    for table, paths in files.items():
        if paths:
            listed = ", ".join("'" + p.replace("'", "''") + "'" for p in paths)
            connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}])')
    for statement in duckdb_views():
        connection.execute(statement)
    return connection
