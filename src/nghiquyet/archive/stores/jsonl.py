"""JSON Lines: one file, replaced as a whole at the end of a run, so that no reader ever sees half of it."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from ..compress import open_read, open_write
from ..parts import Foreign, sync, sync_names
from ..tables import MANIFEST
from . import part_lines, stamp_of


@attrs.frozen
class Store:
    """A file of JSON Lines, plain or compressed."""

    out: Path

    @property
    def part_suffix(self) -> str:
        """Parts are compressed as the file is."""
        return ".jsonl" + self.out.suffix if self.out.suffix in (".gz", ".zst") else ".jsonl"

    def stamp(self) -> str:
        """Return a stamp of the file."""
        return stamp_of([self.out])

    def check(self) -> None:
        """Do nothing: each line states its schema version."""

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield the name on each complete line; lines have no keys."""
        if not self.out.exists():
            return
        found = 0
        for line in _lines(self.out):
            if (name := _whole(line)) is not None:
                found += 1
                yield name, ""
        if not found and self.out.stat().st_size and self.out.suffix not in (".gz", ".zst"):
            raise Foreign(f"{self.out} is not an archive, not one line of it is a document: move it away and run again")

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Write the remaining lines and those of *parts* to a new file, then rename it."""
        temporary = self.out.with_name(f".{self.out.name}.tmp{self.out.suffix}")
        fresh = temporary.with_name(f"{temporary.name}.old{self.out.suffix}")
        try:
            kept = self._keep(fresh, keep) if self.out.exists() else 0
            with temporary.open("wb") as whole:
                part_lines.join(iter([*([fresh] if kept else []), *parts]), whole)
            sync(temporary)
            temporary.replace(self.out)
            sync_names(self.out.parent)
        finally:
            fresh.unlink(missing_ok=True)
            temporary.unlink(missing_ok=True)

    def _keep(self, fresh: Path, keep: Callable[[str], bool]) -> int:
        """Write the remaining lines to *fresh* and return their number."""
        kept = 0
        with open_write(fresh) as stream:
            for line in _lines(self.out):
                name = _whole(line)
                if name is not None and keep(name):
                    stream.write(line)
                    kept += 1
        return kept

    def sort(self) -> None:
        """Sort the lines by name, on disk: an archive is larger than memory."""
        scratch = self.out.with_name(f".{self.out.name}.sort")
        scratch.unlink(missing_ok=True)
        temporary = self.out.with_name(f".{self.out.name}.tmp{self.out.suffix}")
        connection = sqlite3.connect(scratch)
        try:
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("CREATE TABLE lines (name TEXT, line BLOB)")
            with open_read(self.out) as old:
                connection.executemany("INSERT INTO lines VALUES (?, ?)", ((_name(line), line) for line in old))
            connection.execute("CREATE INDEX by_name ON lines (name)")
            with open_write(temporary) as stream:
                for (line,) in connection.execute("SELECT line FROM lines ORDER BY name"):
                    stream.write(line)
            sync(temporary)
            temporary.replace(self.out)
        finally:
            connection.close()
            scratch.unlink(missing_ok=True)
            temporary.unlink(missing_ok=True)

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path:
        """Write ``x.jsonl.manifest.jsonl``."""
        path = self.out.with_name(self.out.name + ".manifest.jsonl")
        temporary = path.with_name(f".{path.name}.tmp")
        with temporary.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(dict(zip(MANIFEST, row, strict=True)), ensure_ascii=False) + "\n")
        temporary.replace(path)
        return path


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, up to the place where it is truncated or damaged."""
    with open_read(path) as stream:
        while True:
            try:
                line = stream.readline()
            except (EOFError, zlib.error):
                return
            except OSError as error:
                if error.errno is not None:  # the disk, not the content
                    raise
                return
            if not line:
                return
            yield line


def _whole(line: bytes) -> str | None:
    """Return the name of the document on a line, None for a truncated line and for one without a document."""
    try:
        return _name(line) if line.endswith(b"\n") else None
    except (ValueError, KeyError, TypeError):
        return None


def _name(line: bytes) -> str:
    """Return the name of the document on a line; its source stands near the front, before the long fields."""
    mark = b'"source":'
    at = line.find(mark, 0, 500)
    if at >= 0:
        end = line.find(b"}", at)
        try:
            source = json.loads(line[at + len(mark) : end + 1])
        except ValueError:  # a name with a brace in it
            source = json.loads(line)["source"]
    else:
        source = json.loads(line)["source"]
    return str(source["name"])
