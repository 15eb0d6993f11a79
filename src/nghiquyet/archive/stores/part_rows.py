"""Parts with rows as JSON, one line for each document, from which SQLite is filled."""

import json

from ...document import Document
from ..records import Row
from ..tables import rows
from .part_lines import write_part

__all__ = ["encode", "write_part"]


def encode(document: Document, row: Row) -> bytes:
    """Return the rows of a document in all tables as one line."""
    return json.dumps(rows(document, row), ensure_ascii=False, separators=(",", ":")).encode()
