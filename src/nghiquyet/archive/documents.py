"""The documents of a source that holds many: a folder, a .zip or .tar, or an archive that `batch` made.

JSON Lines hold whole documents, which are read back. Tables do not; the files that they name are parsed again.
"""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from ..document import Document
from ..errors import InvalidDocument, UnreadableSource
from .compress import open_read
from .containers import is_container
from .query import CannotQuery, query
from .sources import TooLarge, discover, read

_LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson")
_TABLES = (".sqlite", ".sqlite3", ".db", ".duckdb")

#: A function that turns a binary file with a name into a document.
Make = Callable[..., Document]


def holds_many(name: str) -> bool:
    """Tell whether *name* is a folder or a file that contains documents and is not one itself."""
    return Path(name).is_dir() or (Path(name).is_file() and (name.endswith((*_LINES, *_TABLES)) or is_container(name)))


def documents(name: str, make: Make, limit: int) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Yield the name of each document of *name*, and a function that reads it, up to *limit* bytes.

    The function raises `UnreadableSource`.
    """
    if name.endswith(_LINES):
        yield from _lines(name)
    elif name.endswith(_TABLES) or any((Path(name) / "documents").glob("*.parquet")):
        yield from _rows(name, make, limit)
    else:
        for entry in discover([name]):
            yield entry.name, partial(_parsed, entry.name, make, limit, entry.problem)


def _lines(name: str) -> Iterator[tuple[str, Callable[[], Document]]]:
    with open_read(Path(name)) as stream:
        for number, line in enumerate(stream, 1):
            yield f"{name}:{number}", partial(_read_back, line, f"{name}:{number}")


def _read_back(line: bytes, name: str) -> Document:
    try:
        return Document.from_json(line)
    except InvalidDocument as error:
        raise UnreadableSource(name, f"no document: {error}") from error


def _rows(name: str, make: Make, limit: int) -> Iterator[tuple[str, Callable[[], Document]]]:
    try:
        found = [str(file) for (file,) in query(name, "SELECT file FROM documents ORDER BY file")]
    except CannotQuery as error:
        yield name, partial(_parsed, name, make, limit, str(error))
        return
    for file in found:
        yield file, partial(_parsed, file, make, limit)


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
