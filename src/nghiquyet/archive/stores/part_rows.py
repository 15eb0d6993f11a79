"""Parts of rows as JSON, a line a document: what SQLite is filled from."""

import json

from ...document import Document
from ..records import Row
from ..tables import rows
from .part_lines import write_part

__all__ = ["encode", "write_part"]


def encode(document: Document, row: Row) -> bytes:
    """Return the rows of a document in all tables as one line."""
    return json.dumps(rows(document, row), ensure_ascii=False, separators=(",", ":")).encode()
