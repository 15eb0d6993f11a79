"""The flat schema: a document as rows of eight tables, the same in Parquet, DuckDB and SQLite.

Every row has ``document``, the key of its document. The tables of facts repeat what one-line questions ask for
(issuer, province, number and date of the document), so that they need no join. Text is stored once, on the leaves in
``nodes``; ``folded`` columns hold it without marks for search, see `fold_marks`.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..document import LAYERS, Document
from ..export.dates import last_day, last_of_due
from ..export.province import province
from ..text.spans import Span
from ..tree import Node
from .records import Row, identity

# A column is a name and a type: text, int, bool, decimal or real.
_ABOUT = {
    "document": "text", "issuer": "text", "province": "text", "doc_number": "text", "doc_date": "text",
    "doc_year": "int", "family": "text",
}  # fmt: skip
_PLACE = {"start": "int", "end": "int"}

TABLES: dict[str, dict[str, str]] = {
    "documents": {
        **_ABOUT,
        "name": "text", "sha256": "text", "format": "text", "encoding": "text", "doctype": "text", "place": "text",
        "title": "text", "title_folded": "text", "term": "text", "session": "text", "effect": "text",
        "signers": "text", "characters": "int", "nodes": "int", "targets": "int", "times": "int", "references": "int",
        "assignments": "int", "diagnostics": "int", "rules": "text",
    },
    "nodes": {
        "document": "text", "node": "int", "parent": "int", "depth": "int", "kind": "text", "label": "text",
        **_PLACE, "text": "text", "folded": "text",
    },
    "targets": {
        **_ABOUT,
        "target": "int", "role": "text", "key": "text", "indicator": "text", "indicator_folded": "text",
        "comparator": "text", "low": "decimal", "high": "decimal", "unit": "text", "unit_canonical": "text",
        "base_low": "decimal", "base_high": "decimal", "dimension": "text", "change": "text", "baseline": "text",
        "scope": "text", "due": "text", "due_last": "text", "due_year": "int", "due_from": "text",
        "commitment": "text", "part_of": "int", "equivalent_to": "int", "number": "text", "address": "text",
        **_PLACE, "text": "text",
    },
    "times": {
        **_ABOUT,
        "time": "int", "type": "text", "value": "text", "deadline": "bool", "relation": "text", "first_day": "text",
        "last_day": "text", **_PLACE, "text": "text", "context": "text",
    },
    "references": {
        **_ABOUT,
        "reference": "int", "role": "text", "key": "text", "key_folded": "text", "doc_type": "text", "number": "text",
        "date": "text", "cited_issuer": "text", **_PLACE, "text": "text",
    },
    "links": {
        **_ABOUT, "link": "int", "reference": "int", "addresses": "text", **_PLACE, "text": "text",
    },
    "assignments": {
        **_ABOUT,
        "assignment": "int", "body": "text", "body_folded": "text", "role": "text", "task": "text", "due": "text",
        "due_last": "text", "partners": "text", "address": "text", **_PLACE,
    },
    "diagnostics": {
        **_ABOUT, "diagnostic": "int", "code": "text", "message": "text", **_PLACE,
    },
}  # fmt: skip

#: The table that the manifest becomes.
MANIFEST = {
    "name": "text", "sha256": "text", "document": "text", "outcome": "text", "reason": "text", "seconds": "real",
    "rules": "text", "attempts": "int", "same_as": "text", "size": "int", "quarantined": "bool",
}  # fmt: skip

# What a column of DECIMAL(38, 9) holds exactly; a number outside is left out there and stays in `number` as written.
PRECISION, SCALE = 38, 9
_LARGEST = Decimal(10) ** (PRECISION - SCALE)
_CONTEXT = 200


def fold_marks(text: str) -> str:
    """Return *text* for a search that does not mind marks: NFD, marks off, đ to d, lower case, plain dashes.

    >>> fold_marks("Xóa đói, giảm NGHÈO – Đề án 06")
    'xoa doi, giam ngheo - de an 06'
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    for letter, plain in _PLAIN.items():
        bare = bare.replace(letter, plain)
    return " ".join(bare.split())


# Combining marks: an expression takes them out in a third of the time of asking every letter.
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_PLAIN = {"đ": "d", "ð": "d", **dict.fromkeys("‐‑‒–—−", "-")}


def rows(document: Document, row: Row) -> dict[str, list[list[Any]]]:
    """Return the rows of *document*, table by table, columns in the order of `TABLES`; decimals are strings."""
    meta = document.metadata
    date = meta.date.value if meta.date else None
    about = [
        identity(row.sha256),
        meta.issuer.value if meta.issuer else None,
        province(document),
        meta.number.value if meta.number else None,
        date,
        int(date[:4]) if date and date[:4].isdigit() else None,
        meta.family,
    ]
    out: dict[str, list[list[Any]]] = {
        "nodes": [*_nodes(document, about[0])],
        **{
            layer: [[*about, *_ROW[layer](document, at)] for at in range(len(getattr(document, layer)))]
            for layer in LAYERS
        },
        "diagnostics": [
            [*about, at, d.code, d.message, d.span.start, d.span.end] for at, d in enumerate(document.diagnostics)
        ],
    }
    title = meta.title.value if meta.title else None
    source = document.source
    out["documents"] = [
        [
            *about, row.name, row.sha256, source.format, source.encoding,
            meta.doctype.value if meta.doctype else None, meta.place.value if meta.place else None,
            title, fold_marks(title) if title else None,
            meta.term.value if meta.term else None, meta.session.value if meta.session else None,
            meta.effect.value if meta.effect else None,
            "; ".join(s.name for s in meta.signers if s.name) or None,
            len(document.text), len(out["nodes"]), len(document.targets), len(document.times),
            len(document.references), len(document.assignments), len(document.diagnostics), row.rules,
        ]
    ]  # fmt: skip
    return out


def _nodes(document: Document, key: Any) -> Iterator[list[Any]]:
    # (node, number of the parent, depth): a stack, since hostile outlines nest deeper than Python recurses
    stack: list[tuple[Node, int | None, int]] = [(document.tree, None, 0)]
    at = 0
    while stack:
        node, parent, depth = stack.pop()
        text = _slice(document, node.span) if not node.children else None
        yield [
            key, at, parent, depth, node.kind, node.label or None, node.span.start, node.span.end, text,
            fold_marks(text) if text else None,
        ]  # fmt: skip
        stack.extend((child, at, depth + 1) for child in reversed(node.children))
        at += 1


def _target(document: Document, at: int) -> list[Any]:
    t = document.targets[at]
    unit = t.unit
    factor = unit.factor if unit else Decimal(1)
    last = last_of_due(document, t.due, t.span)
    return [
        at, t.role, t.key, t.indicator, fold_marks(t.indicator), t.comparator, _exact(t.low), _exact(t.high),
        unit.text if unit else None, unit.canonical if unit else None,
        _exact(t.low * factor) if t.low is not None else None, _exact(t.high * factor) if t.high is not None else None,
        unit.dimension if unit else None, t.change, t.baseline, t.scope, t.due, last,
        int(last[:4]) if last else None, t.due_from, t.commitment, t.part_of, t.equivalent_to, t.number, t.address,
        t.span.start, t.span.end, _slice(document, t.span),
    ]  # fmt: skip


def _time(document: Document, at: int) -> list[Any]:
    t = document.times[at]
    around = Span(max(0, t.span.start - _CONTEXT), min(len(document.text), t.span.end + _CONTEXT))
    return [
        at, t.type, t.value, t.deadline, t.relation, t.start, t.end or last_day(t.value), t.span.start, t.span.end,
        t.text, _slice(document, around),
    ]  # fmt: skip


def _reference(document: Document, at: int) -> list[Any]:
    r = document.references[at]
    named = " ".join(filter(None, (r.number, r.key))) or r.text
    return [
        at, r.role, r.key, fold_marks(named), r.doc_type, r.number, r.date, r.issuer, r.span.start,
        r.span.end, r.text,
    ]  # fmt: skip


def _assignment(document: Document, at: int) -> list[Any]:
    a = document.assignments[at]
    return [
        at, a.body, fold_marks(a.body), a.role, a.task, a.due, last_of_due(document, a.due, a.span),
        "; ".join(a.partners) or None,
        a.address, a.span.start, a.span.end,
    ]  # fmt: skip


def _link(document: Document, at: int) -> list[Any]:
    k = document.links[at]
    return [at, k.document, "; ".join(k.targets), k.span.start, k.span.end, k.text]


#: What makes the row of a fact, by layer.
_ROW = {
    "targets": _target, "times": _time, "references": _reference, "links": _link, "assignments": _assignment,
}  # fmt: skip


def _slice(document: Document, span: Span) -> str:
    return " ".join(document.text[span.start : span.end].split())


def _exact(value: Decimal | None) -> str | None:
    """Return a number as text where DECIMAL(38, 9) can hold it without rounding."""
    if value is None or not value.is_finite() or abs(value) >= _LARGEST:
        return None
    text = format(value, "f")
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    if len(part) > SCALE:
        return None
    return f"{whole}.{part}" if part else whole
