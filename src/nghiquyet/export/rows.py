"""A document as flat rows: what a data frame, a spreadsheet or a table of a database takes."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from math import isfinite
from typing import Any

from ..document import LAYERS, Document
from ..text.spans import Span
from ..tree import Node
from .columns import COLUMNS, Value, columns
from .dates import as_date, first_day, last_day, last_of_due
from .province import province
from .sentences import Sentences

Row = dict[str, Value]
_HEADING = 120  # letters of one heading in a path


def rows(document: Document, layer: str) -> list[Row]:
    """Return the rows of *layer*, see `Document.rows`."""
    names = tuple(columns(layer))
    about = _about(document)
    return [{name: row.get(name) for name in names} for row in ({**about, **own} for own in _ROWS[layer](document))]


def one_line(text: str) -> str:
    """Return *text* with every run of white space as one space."""
    return " ".join(text.split())


def clipped(text: str, size: int = _HEADING) -> str:
    """Return *text*, cut between words to at most *size* letters with "…" where it is longer.

    >>> clipped("Phát triển kinh tế", 12)
    'Phát triển…'
    """
    return text if len(text) <= size else text[:size].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _about(document: Document) -> Row:
    meta = document.metadata
    return {
        "file": document.source.name,
        "doc_key": document.key,
        "doc_number": meta.number.value if meta.number else None,
        "doc_date": as_date(meta.date.value if meta.date else None),
        "issuer": meta.issuer.value if meta.issuer else None,
        "province": province(document),
        "family": meta.family,
    }


class _Places:
    """Where the facts of a document stand: address, headings, sentence, words."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sentences = Sentences(document)
        self._paths: dict[int, str | None] = {}

    def of(self, span: Span) -> Row:
        text = self._document.text
        place = self._document.addresses.holding(span)
        around = self._sentences.around(span)
        return {
            "address": place.address if place else None,
            "heading_path": self.path(place.node) if place else None,
            "sentence": one_line(text[around.start : around.end]),
            "text": one_line(text[span.start : span.end]),
            "start": span.start,
            "end": span.end,
        }

    def path(self, node: Node) -> str | None:
        """Return the headings around *node*, without its own."""
        waiting: list[Node] = []
        above: Node | None = node
        while above is not None and id(above) not in self._paths:
            waiting.append(above)
            above = above.parent
        for each in reversed(waiting):
            parent = each.parent
            own = parent.heading if parent else ""
            over = (one_line(heading.text) for heading in each._place().over(each))
            found = (self._paths[id(parent)] if parent else None, *(clipped(words) for words in (own, *over) if words))
            self._paths[id(each)] = " › ".join(filter(None, found)) or None
        return self._paths[id(node)]


def _places(document: Document) -> _Places:
    """Return the places of a document, worked out once for all its layers."""
    if "places" not in document._memo:
        document._memo["places"] = _Places(document)
    places: _Places = document._memo["places"]
    return places


def _documents(document: Document) -> Iterator[Row]:
    meta, source = document.metadata, document.source
    fields = {name: getattr(meta, name) for name in ("doctype", "title", "place", "term", "session")}
    yield {
        **{name: each.value if each else None for name, each in fields.items()},
        "effect": as_date(meta.effect.value if meta.effect else None),
        "signers": _joined(signer.name for signer in meta.signers if signer.name),
        "format": source.format,
        "encoding": source.encoding,
        "characters": len(document.text),
        **{layer: len(getattr(document, layer)) for layer in (*LAYERS, "tasks", "diagnostics")},
    }


def _nodes(document: Document) -> Iterator[Row]:
    places = _places(document)
    # (node, position of the parent, depth): a stack, since hostile outlines nest deeper than Python recurses
    stack: list[tuple[Node, int | None, int]] = [(document.tree, None, 0)]
    position = 0
    while stack:
        node, parent, depth = stack.pop()
        place = document.addresses.of(node)
        yield {
            "node": position,
            "parent": parent,
            "depth": depth,
            "kind": node.kind,
            "label": node.label or None,
            "eid": place.eid if place else None,
            "address": place.address if place else None,
            "heading_path": places.path(node if place else node.parent or node),
            "text": None if node.children else one_line(node.text),
            "start": node.span.start,
            "end": node.span.end,
        }
        stack.extend((child, position, depth + 1) for child in reversed(node.children))
        position += 1


def _targets(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, fact in enumerate(document.targets):
        unit = fact.unit
        factor = unit.factor if unit else Decimal(1)
        plain = ("role", "key", "indicator", "scope", "comparator", "change", "baseline", "due", "due_from")
        yield {
            "target": position,
            **{name: getattr(fact, name) for name in (*plain, "commitment", "part_of", "equivalent_to", "number")},
            "low": _real(fact.low),
            "high": _real(fact.high),
            "unit": unit.text if unit else None,
            "unit_canonical": unit.canonical if unit else None,
            "base_low": _real(fact.low * factor if fact.low is not None else None),
            "base_high": _real(fact.high * factor if fact.high is not None else None),
            "dimension": unit.dimension if unit else None,
            "whole": _real(fact.whole),
            **_due(document, fact.due, fact.span),
            "why": _joined(fact.why),
            "indicator_spans": _joined(tuple(f"{span.start}-{span.end}" for span in fact.indicator_spans)),
            **places.of(fact.span),
        }


def _times(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, fact in enumerate(document.times):
        yield {
            "time": position,
            **{name: getattr(fact, name) for name in ("type", "value", "deadline", "relation", "why")},
            "first_day": as_date(fact.start),
            "last_day": as_date(fact.end or last_day(fact.value)),
            **places.of(fact.span),
        }


def _references(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, fact in enumerate(document.references):
        yield {
            "reference": position,
            **{name: getattr(fact, name) for name in ("role", "key", "doc_type", "number", "itself")},
            "date": as_date(fact.date),
            "cited_issuer": fact.issuer,
            **places.of(fact.span),
        }


def _links(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, fact in enumerate(document.links):
        own = {"link": position, "addresses": _joined(fact.targets), "reference": fact.document}
        yield {**own, **places.of(fact.span)}


def _assignments(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, fact in enumerate(document.assignments):
        own = {"body": fact.body, "role": fact.role, "task": fact.task, "partners": _joined(fact.partners)}
        due = _due(document, fact.due, fact.span)
        yield {"assignment": position, **own, "unlisted": fact.unlisted, **due, **places.of(fact.span)}


def _tasks(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, fact in enumerate(document.tasks):
        own = {"who": _joined(fact.who), "role": fact.role, "partners": _joined(fact.partners), "what": fact.what}
        own["monitors"] = _joined(fact.monitors)
        yield {"task": position, **own, **_due(document, fact.due, fact.span), **places.of(fact.span)}


def _diagnostics(document: Document) -> Iterator[Row]:
    places = _places(document)
    for position, doubt in enumerate(document.diagnostics):
        yield {"diagnostic": position, "code": doubt.code, "message": doubt.message, **places.of(doubt.span)}


#: What makes the rows of a layer.
_ROWS: dict[str, Callable[[Document], Iterator[Row]]] = {
    "documents": _documents,
    "nodes": _nodes,
    "targets": _targets,
    "times": _times,
    "references": _references,
    "links": _links,
    "assignments": _assignments,
    "tasks": _tasks,
    "diagnostics": _diagnostics,
}
assert _ROWS.keys() == COLUMNS.keys()


def _due(document: Document, value: str | None, span: Span) -> Row:
    first, last = first_day(value), last_of_due(document, value, span)
    if first and last and first > last:
        first = None  # what is due before a time has no first day
    return {"due": value, "due_first": as_date(first), "due_last": as_date(last)}


def _joined(parts: Any) -> str | None:
    return "; ".join(parts) or None


def _real(value: Decimal | None) -> float | None:
    """Return a number as frames hold it; None for one that no double holds, which the fact has all the same."""
    real = None if value is None else float(value)
    return real if real is not None and isfinite(real) else None
