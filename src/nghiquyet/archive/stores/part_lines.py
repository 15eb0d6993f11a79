"""Parts of JSON Lines: one document a line, in the library's schema."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ...document import Document
from ..compress import open_write
from ..records import Row


def encode(document: Document, row: Row) -> bytes:
    """Return the document as one line of JSON."""
    return document.to_json().encode()


def write_part(payloads: Iterator[bytes], out: Path) -> None:
    """Write the lines, compressed if the suffix says so."""
    with open_write(out) as stream:
        for line in payloads:
            stream.write(line)


def join(parts: Iterator[Path], stream: IO[bytes]) -> None:
    """Concatenate parts as bytes: streams of gzip and zstd may follow each other."""
    for part in parts:
        with part.open("rb") as source:
            shutil.copyfileobj(source, stream, 1 << 20)
