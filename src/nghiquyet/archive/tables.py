"""The flat schema: a document as rows of nine tables, the same in Parquet, DuckDB and SQLite.

A table has ``document``, the key of its document, then the columns of `Document.rows` (docs/rows.md), then columns for
archives only: years to group by, and ``folded`` columns, text without diacritics for search, see `fold_marks`. The rows
of ``nodes`` are many, so they leave out what the rows of their document and their parents say. Days are ISO text in all
stores, so that one query fits all; amounts are exact decimals.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from ..document import Document
from ..export.columns import COLUMNS
from ..export.rows import rows as rows_of
from .records import Row, identity

#: The type of a column: text, int, bool, decimal or real.
_KINDS: dict[type, str] = {str: "text", date: "text", int: "int", bool: "bool", float: "decimal"}
_ABOUT = ("file", "doc_key", "doc_number", "doc_date", "issuer", "province", "family")
#: The columns that an archive adds to those of a layer.
_ADDED: dict[str, dict[str, str]] = {
    "documents": {"title_folded": "text", "nodes": "int", "sha256": "text", "rules": "text"},
    "nodes": {"folded": "text"},
    "targets": {"indicator_folded": "text", "due_year": "int"},
    "references": {"key_folded": "text"},
    "assignments": {"body_folded": "text"},
    "tasks": {"who_folded": "text"},
}


def _table(layer: str) -> dict[str, str]:
    about = {} if layer == "nodes" else {**dict.fromkeys(_ABOUT, "text"), "doc_year": "int"}
    left = (*_ABOUT, "heading_path") if layer == "nodes" else _ABOUT
    own = {name: _KINDS[column.type] for name, column in COLUMNS[layer].items() if name not in left}
    return {"document": "text", **about, **own, **_ADDED.get(layer, {})}


#: The tables, each with its columns and their types.
TABLES: dict[str, dict[str, str]] = {layer: _table(layer) for layer in COLUMNS}

#: The table of the manifest.
MANIFEST = {
    "name": "text", "sha256": "text", "document": "text", "outcome": "text", "reason": "text", "seconds": "real",
    "rules": "text", "attempts": "int", "same_as": "text", "size": "int", "quarantined": "bool",
}  # fmt: skip

# The range of DECIMAL(38, 9); a number outside it is left out there, and stays in `number` as written.
PRECISION, SCALE = 38, 9
_LARGEST = Decimal(10) ** (PRECISION - SCALE)


def fold_marks(text: str) -> str:
    """Return *text* for a search that ignores diacritics: NFD, marks removed, đ to d, lower case, plain dashes.

    >>> fold_marks("Xóa đói, giảm NGHÈO – Đề án 06")
    'xoa doi, giam ngheo - de an 06'
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    for letter, plain in _PLAIN.items():
        bare = bare.replace(letter, plain)
    return " ".join(bare.split())


# Combining marks: a pattern removes them in a third of the time of a test of every letter.
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_PLAIN = {"đ": "d", "ð": "d", **dict.fromkeys("‐‑‒–—−", "-")}


def rows(document: Document, row: Row) -> dict[str, list[list[Any]]]:
    """Return the rows of *document*, table by table, columns in the order of `TABLES`; decimals are strings."""
    signed = document.metadata.date.value[:4] if document.metadata.date else ""
    shared = {
        "document": identity(row.sha256),
        "file": row.name,
        "doc_year": int(signed) if len(signed) == 4 and signed.isdecimal() else None,
    }
    found = {layer: rows_of(document, layer) for layer in TABLES}
    found["documents"][0].update(nodes=len(found["nodes"]), sha256=row.sha256, rules=row.rules)
    return {
        layer: [_cells(layer, {**own, **shared, **_MORE[layer](document, at, own)}) for at, own in enumerate(listed)]
        for layer, listed in found.items()
    }


def _cells(layer: str, row: dict[str, Any]) -> list[Any]:
    return [value.isoformat() if isinstance(value := row[name], date) else value for name in TABLES[layer]]


def _folded(text: Any) -> str | None:
    return fold_marks(text) if text else None


def _target(document: Document, at: int, row: dict[str, Any]) -> dict[str, Any]:
    fact = document.targets[at]
    factor = fact.unit.factor if fact.unit else Decimal(1)
    last = row["due_last"]
    return {
        "low": _exact(fact.low), "high": _exact(fact.high), "whole": _exact(fact.whole),
        "base_low": _exact(fact.low, factor), "base_high": _exact(fact.high, factor),
        "indicator_folded": _folded(fact.indicator), "due_year": last.year if last else None,
    }  # fmt: skip


def _reference(document: Document, at: int, row: dict[str, Any]) -> dict[str, Any]:
    return {"key_folded": _folded(" ".join(filter(None, (row["number"], row["key"]))) or document.references[at].text)}


def _nothing(document: Document, at: int, row: dict[str, Any]) -> dict[str, Any]:
    return {}


#: What is added to a row of a layer, or replaces its float.
_MORE: dict[str, Callable[[Document, int, dict[str, Any]], dict[str, Any]]] = {
    **dict.fromkeys(TABLES, _nothing),
    "documents": lambda document, at, row: {"title_folded": _folded(row["title"])},
    "nodes": lambda document, at, row: {"folded": _folded(row["text"])},
    "targets": _target,
    "references": _reference,
    "assignments": lambda document, at, row: {"body_folded": _folded(row["body"])},
    "tasks": lambda document, at, row: {"who_folded": _folded(row["who"])},
}


def _exact(value: Decimal | None, factor: Decimal = Decimal(1)) -> str | None:
    """Return *value* times *factor* as text if DECIMAL(38, 9) can hold it without rounding."""
    value = value * factor if value is not None and factor != 1 else value
    if value is None or not value.is_finite() or abs(value) >= _LARGEST:
        return None
    text = format(value, "f")
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    if len(part) > SCALE:
        return None
    return f"{whole}.{part}" if part else whole
