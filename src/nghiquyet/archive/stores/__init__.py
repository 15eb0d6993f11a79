"""The formats of an archive; the suffix of its name selects one.

| name | store |
|---|---|
| ``x.jsonl``, ``x.jsonl.gz``, ``x.jsonl.zst`` | JSON Lines, one document a line |
| ``x.parquet`` or ``x/`` | Parquet dataset: a folder for each table, a few files in each |
| ``x.sqlite``, ``x.db`` | SQLite |
| ``x.duckdb`` | DuckDB |

Workers write parts (`Kind`); the run publishes finished parts into the store (`Store`). Both steps can be repeated.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from ...document import Document
from ..records import Row

_STORES = {
    ".jsonl": "jsonl", ".jsonl.gz": "jsonl", ".jsonl.zst": "jsonl", ".ndjson": "jsonl",
    ".parquet": "parquet", ".sqlite": "sqlite", ".db": "sqlite", ".sqlite3": "sqlite", ".duckdb": "duckdb",
}  # fmt: skip

#: The message of `Store.check` for an archive that another version made.
OTHER_TABLES = "{} has the tables of another version of nghiquyet: move it and its .run folder away and run again"

# The library that a store needs beyond the core, and the extra that installs it.
_NEEDS = {"parquet": (("pyarrow",), "parquet"), "duckdb": (("duckdb", "pyarrow"), "duckdb")}


@frozen
class Kind:
    """How a part is written. The functions are named, since the worker looks them up."""

    name: str

    def encode(self, document: Document, row: Row) -> bytes:
        """Return the line that the work file keeps for a document, without its line end."""
        encode: Callable[[Document, Row], bytes] = self._home().encode
        return encode(document, row)

    def write_part(self, payloads: Iterator[bytes], out: Path) -> None:
        """Write a part from such lines."""
        self._home().write_part(payloads, out)

    def _home(self) -> Any:
        return import_module(f"{__name__}.part_{self.name}")


_PARTS = {".jsonl": "lines", ".jsonl.gz": "lines", ".jsonl.zst": "lines", ".rows.jsonl": "rows", ".parquet": "tables"}


def kind_of(part: Path) -> Kind:
    """Return the kind of part for a name: "a.jsonl", "a.jsonl.gz", "a.rows.jsonl", "a.parquet"."""
    for suffix in sorted(_PARTS, key=len, reverse=True):
        if part.name.endswith(suffix):
            return Kind(_PARTS[suffix])
    raise ValueError(f"{part}: a part is one of {', '.join(_PARTS)}")


class Store(Protocol):
    """The destination of finished parts."""

    part_suffix: str

    def stamp(self) -> str:
        """Return a value that changes when the store is changed, damaged or removed: sizes and times of its files."""

    def check(self) -> None:
        """Raise `Foreign` for an archive whose tables another version of the library made."""

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield name and key (empty if unknown) of each complete document in the store.

        Raises `Foreign`, or an error of the database library, for a file that is not an archive.
        """

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Publish *parts* into the store.

        *keep* tells by name whether a document in the store stays; *dropped* are the keys of those that do not. A
        second call after a crash leaves the same store. If the store cannot be written, its content stays.
        """

    def sort(self) -> None:
        """Sort the documents by name; tables have no order."""

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path | None:
        """Replace the store's manifest with *rows* (columns of ``tables.MANIFEST``) and return its path."""


def stamp_of(paths: Iterable[Path]) -> str:
    """Return a stamp of files: name, size and time of each one that exists."""
    states = [(path.name, path.stat()) for path in sorted(paths) if path.exists()]
    told = [f"{name}:{state.st_size}:{state.st_mtime_ns}" for name, state in states]
    return sha256("\n".join(told).encode()).hexdigest() if told else ""


def store_of(out: Path) -> Store:
    """Return the store for the name *out*.

    Raises ValueError for an unknown suffix, and ModuleNotFoundError, before any work is done, if the store's extra is
    not installed.
    """
    suffixes = sorted((s for s in _STORES if out.name.endswith(s)), key=len)
    if not suffixes and out.suffix and not out.is_dir():
        raise ValueError(f"{out}: an archive's name ends in one of {', '.join(_STORES)}, or is a folder for Parquet")
    home = _STORES[suffixes[-1]] if suffixes else "parquet"
    modules, extra = (("pyarrow",), "parquet") if out.suffix == ".zst" else _NEEDS.get(home, ((), ""))
    if missing := [module for module in modules if find_spec(module) is None]:
        raise ModuleNotFoundError(f"{out} needs {', '.join(missing)}: pip install 'nghiquyet[{extra}]'")
    return import_module(f"{__name__}.{home}").Store(out)  # type: ignore[no-any-return]
