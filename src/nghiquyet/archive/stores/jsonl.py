"""JSON Lines: one file, replaced as a whole at the end of a run, so that a reader never sees half of it."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs

from ..compress import open_read, open_write
from ..tables import MANIFEST
from . import part_lines


@attrs.frozen
class Store:
    """A file of JSON Lines, plain or compressed."""

    out: Path

    @property
    def part_suffix(self) -> str:
        """Parts are compressed as the file is."""
        return ".jsonl" + self.out.suffix if self.out.suffix in (".gz", ".zst") else ".jsonl"

    def publish(self, parts: Iterable[Path], keep: Callable[[str, str], bool], dropped: Iterable[str]) -> None:
        """Write the lines that stay and those of *parts* to a new file, and rename it."""
        temporary = self.out.with_name(f".{self.out.name}.tmp{self.out.suffix}")
        fresh = temporary.with_name(f"{temporary.name}.old{self.out.suffix}")
        kept = 0
        if self.out.exists():
            with open_read(self.out) as old, open_write(fresh) as stream:
                for line in old:
                    if keep(_name(line), ""):
                        stream.write(line)
                        kept += 1
        with temporary.open("wb") as whole:
            if kept:
                part_lines.join(iter([fresh]), whole)
            part_lines.join(iter(parts), whole)
        fresh.unlink(missing_ok=True)
        temporary.replace(self.out)

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
        finally:
            connection.close()
            scratch.unlink(missing_ok=True)
        temporary.replace(self.out)

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path:
        """Write ``x.jsonl.manifest.jsonl``."""
        path = self.out.with_name(self.out.name + ".manifest.jsonl")
        temporary = path.with_name(f".{path.name}.tmp")
        with temporary.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(dict(zip(MANIFEST, row, strict=True)), ensure_ascii=False) + "\n")
        temporary.replace(path)
        return path


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
