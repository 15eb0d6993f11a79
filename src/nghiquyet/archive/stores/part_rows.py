"""Parts of rows as JSON, a line a document: what SQLite is filled from."""

import json
from collections.abc import Iterator
from pathlib import Path

from ...document import Document
from ..records import Row
from ..tables import rows


def encode(document: Document, row: Row) -> bytes:
    """Return the rows of a document in all tables as one line."""
    return json.dumps(rows(document, row), ensure_ascii=False, separators=(",", ":")).encode()


def write_part(payloads: Iterator[bytes], out: Path, temporary: Path) -> None:
    """Write the lines."""
    with temporary.open("wb") as stream:
        for line in payloads:
            stream.write(line)
    temporary.replace(out)
