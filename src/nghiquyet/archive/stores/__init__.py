"""What an archive is written as, told from the suffix of its name.

| name | store |
|---|---|
| ``x.jsonl``, ``x.jsonl.gz``, ``x.jsonl.zst`` | JSON Lines, one document a line |
| ``x.parquet`` or ``x/`` | Parquet dataset: a folder a table, a few files in each |
| ``x.sqlite``, ``x.db`` | SQLite |
| ``x.duckdb`` | DuckDB |

Workers write parts (`Kind`), the run puts finished parts into the store (`Store`). Both are safe to repeat.
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

#: What `Store.check` says of an archive that another version made.
OTHER_TABLES = "{} has the tables of another version of nghiquyet: move it and its .run folder away and run again"

# What a store needs beyond the core, and the extra that has it.
_NEEDS = {"parquet": (("pyarrow",), "parquet"), "duckdb": (("duckdb", "pyarrow"), "duckdb")}


@frozen
class Kind:
    """How a part is written, by name; the functions are looked up in the worker."""

    name: str

    def encode(self, document: Document, row: Row) -> bytes:
        """Return the line that the work file keeps of a document, without its line end."""
        encode: Callable[[Document, Row], bytes] = self._home().encode
        return encode(document, row)

    def write_part(self, payloads: Iterator[bytes], out: Path) -> None:
        """Write a part from such lines."""
        self._home().write_part(payloads, out)

    def _home(self) -> Any:
        return import_module(f"{__name__}.part_{self.name}")


_PARTS = {".jsonl": "lines", ".jsonl.gz": "lines", ".jsonl.zst": "lines", ".rows.jsonl": "rows", ".parquet": "tables"}


def kind_of(part: Path) -> Kind:
    """Return the kind of part that a name asks for: "a.jsonl", "a.jsonl.gz", "a.rows.jsonl", "a.parquet"."""
    for suffix in sorted(_PARTS, key=len, reverse=True):
        if part.name.endswith(suffix):
            return Kind(_PARTS[suffix])
    raise ValueError(f"{part}: a part is one of {', '.join(_PARTS)}")


class Store(Protocol):
    """Where finished parts go."""

    part_suffix: str

    def stamp(self) -> str:
        """Return what changes when the store is changed, damaged or removed: sizes and times of its files."""

    def check(self) -> None:
        """Raise `Foreign` for an archive whose tables are those of another version of the library."""

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield name and key (empty where it is not known) of each document that the store holds whole.

        Raises `Foreign`, or an error of the library that reads it, for a file that is no archive.
        """

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Put *parts* into the store.

        *keep* tells, by name of a document that the store holds, whether it stays. *dropped* are the keys of those
        that do not. A second call after a crash in the first leaves the same store; where it cannot be written, what
        was in it stays.
        """

    def sort(self) -> None:
        """Sort by name what has an order; tables have none."""

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path | None:
        """Replace the store's manifest with *rows* (columns of ``tables.MANIFEST``) and return where it is."""


def stamp_of(paths: Iterable[Path]) -> str:
    """Return a stamp of files: name, size and time of each that is there."""
    states = [(path.name, path.stat()) for path in sorted(paths) if path.exists()]
    told = [f"{name}:{state.st_size}:{state.st_mtime_ns}" for name, state in states]
    return sha256("\n".join(told).encode()).hexdigest() if told else ""


def store_of(out: Path) -> Store:
    """Return the store that the name *out* asks for.

    Raises ValueError for a name that asks for none, and ModuleNotFoundError, before any work is done, where its extra
    is not installed.
    """
    suffixes = sorted((s for s in _STORES if out.name.endswith(s)), key=len)
    if not suffixes and out.suffix and not out.is_dir():
        raise ValueError(f"{out}: an archive's name ends in one of {', '.join(_STORES)}, or is a folder for Parquet")
    home = _STORES[suffixes[-1]] if suffixes else "parquet"
    modules, extra = (("pyarrow",), "parquet") if out.suffix == ".zst" else _NEEDS.get(home, ((), ""))
    if missing := [module for module in modules if find_spec(module) is None]:
        raise ModuleNotFoundError(f"{out} needs {', '.join(missing)}: pip install 'nghiquyet[{extra}]'")
    return import_module(f"{__name__}.{home}").Store(out)  # type: ignore[no-any-return]
