"""The documents of a source that holds many: a folder, a .zip or .tar, or an archive that `batch` made.

JSON Lines hold whole documents, which are read back. Tables do not; the files that they name are parsed again.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path

from attrs import frozen

from ..document import Document
from ..errors import InvalidDocument, UnreadableSource
from .compress import open_read
from .containers import is_container, split_member
from .queries import CannotQuery, query
from .sources import TooLarge, discover, read

_LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson")
_TABLES = (".sqlite", ".sqlite3", ".db", ".duckdb")

#: How files of lines say that they cannot be read: whatever unpacks them says it in its own way.
_DAMAGE = (OSError, EOFError, zlib.error, ModuleNotFoundError)

#: A function that turns a binary file with a name into a document.
Make = Callable[..., Document]
#: The name of a document, and what reads it.
Named = tuple[str, Callable[[], Document]]


def holds_many(name: str) -> bool:
    """Tell whether *name* is a folder or a file that contains documents and is not one itself."""
    return Path(name).is_dir() or (Path(name).is_file() and (name.endswith((*_LINES, *_TABLES)) or is_container(name)))


def documents(name: str, make: Make, limit: int) -> Iterable[Named]:
    """Return the documents of *name*: of each its name, and a function that reads it, up to *limit* bytes.

    They can be gone through several times. The function raises `UnreadableSource`.
    """
    if name.endswith(_LINES) and not Path(name).is_dir():
        return Lines(name)
    if name.endswith(_TABLES) or any((Path(name) / "documents").glob("*.parquet")):
        return _rows(name, make, limit)
    return [(entry.name, partial(_parsed, entry.name, make, limit, entry.problem)) for entry in discover([name])]


@frozen
class Lines:
    """The documents of JSON Lines, one a line; the file is read anew each time, since it may be large."""

    name: str

    def __iter__(self) -> Iterator[Named]:
        number = 0
        try:
            with open_read(Path(self.name)) as stream:
                for number, line in enumerate(stream, 1):
                    yield f"{self.name}:{number}", partial(_read_back, line, f"{self.name}:{number}")
        except _DAMAGE as error:
            yield self.name, partial(_refuse, self.name, f"not read after line {number}: {error}")

    def files(self) -> Iterator[str]:
        """Yield the files that the documents were read from."""
        with suppress(*_DAMAGE), open_read(Path(self.name)) as stream:  # damage is told when the documents are read
            yield from filter(None, map(_source_of, stream))


def _source_of(line: bytes) -> str | None:
    """Return the name of the file that the document of a line was read from; None if the line tells none."""
    try:
        name = json.loads(line)["source"]["name"]
    except (ValueError, TypeError, LookupError, RecursionError):  # no document: it is told when it is read
        return None
    return name if isinstance(name, str) else None


def files(found: Iterable[Named]) -> Iterator[str]:
    """Yield the files that documents come from: that of an archive for its members, none for what has no file."""
    if isinstance(found, Lines):
        yield from found.files()
        return
    for name, _ in found:
        member = split_member(name, ".")
        yield member[0] if member else name


def _read_back(line: bytes, name: str) -> Document:
    try:
        return Document.from_json(line)
    except InvalidDocument as error:
        raise UnreadableSource(name, f"no document: {error}") from error


def _refuse(name: str, problem: str) -> Document:
    raise UnreadableSource(name, problem)


def _rows(name: str, make: Make, limit: int) -> list[Named]:
    try:
        found = query(name, "SELECT file FROM documents ORDER BY file")
    except CannotQuery as error:
        return [(name, partial(_refuse, name, str(error)))]
    return [(str(file), partial(_parsed, str(file), make, limit)) for (file,) in found]


def _parsed(name: str, make: Make, limit: int, problem: str | None = None) -> Document:
    if problem is not None:
        raise UnreadableSource(name, problem)
    try:
        data = read(name, limit=limit)
    except TooLarge as error:
        raise UnreadableSource(name, str(error)) from error
    except FileNotFoundError as error:
        raise UnreadableSource(name, "no such file, seen from here; run this where the batch was run") from error
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableSource(name, getattr(error, "strerror", None) or str(error)) from error
    return make(BytesIO(data), name=name)
