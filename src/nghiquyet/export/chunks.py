"""A document in chunks for search and language models: whole sentences and rows, each with its place."""

import json
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from ..document import LAYERS, Document
from ..text.spans import Span
from ..tree import Node
from .rows import rows
from .sentences import pieces

#: Units that a chunk never reaches out of; smaller ones share a chunk.
_DIVISIONS = frozenset(("part", "chapter", "section", "article", "annex"))


@frozen(kw_only=True)
class Chunk:
    """A piece of a document.

    Attributes:
        text: Its words, exactly as they stand: ``document.text[span.start:span.end]``.
        span: Where it stands.
        address: The citable address of the innermost node that holds it; None above all units.
        headings: The headings of the units around it, outermost first; a heading that is in `text` is not repeated.
        facts: For each of `nghiquyet.document.LAYERS`, the positions of the facts that begin in it.
    """

    text: str = field(repr=False)
    span: Span
    address: str | None
    headings: tuple[str, ...]
    facts: dict[str, tuple[int, ...]]


def chunks(document: Document, *, max_chars: int, overlap: int) -> tuple[Chunk, ...]:
    """Return the chunks of *document*, see `Document.chunks`."""
    if not 0 <= overlap < max_chars:
        raise ValueError(f"0 <= overlap < max_chars is wanted, not overlap={overlap}, max_chars={max_chars}")
    starts = {layer: _starts(document, layer) for layer in LAYERS}
    return tuple(_chunk(document, span, starts) for span in _spans(document, max_chars, overlap))


def chunk_lines(document: Document, *, max_chars: int, overlap: int) -> Iterator[str]:
    """Yield the chunks as JSON, an object each, with what the document is and the rows of the facts inside."""
    (about,) = rows(document, "documents")
    keep = ("file", "doc_key", "doc_number", "doc_date", "issuer", "province", "family", "title")
    head = {name: about[name] for name in keep}
    dropped = {*about, "heading_path", "sentence", "text"}
    facts = {layer: [_without(row, dropped) for row in rows(document, layer)] for layer in LAYERS}
    for position, chunk in enumerate(document.chunks(max_chars=max_chars, overlap=overlap)):
        data = {
            **head,
            "chunk": position,
            "address": chunk.address,
            "headings": chunk.headings,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "text": chunk.text,
            **{layer: [facts[layer][at] for at in chunk.facts[layer]] for layer in LAYERS},
        }
        yield json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"JSON has no {type(value).__name__}")


def _without(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names and value is not None}


def _spans(document: Document, most: int, overlap: int) -> Iterator[Span]:
    """Yield where the chunks stand: pieces together while they fit and stand in one division."""
    divisions, headings = _divisions(document), _heading_ends(document)
    group: list[Span] = []
    above: Node | None = None
    for piece in pieces(document):
        division = divisions(piece)
        if group and division is not above and not all(each.end in headings for each in group):
            yield Span(group[0].start, group[-1].end)
            group = []
        elif group and piece.end - group[0].start > most:
            kept = len(group)
            while kept and group[kept - 1].end in headings and piece.end - group[kept - 1].start <= most:
                kept -= 1  # a heading goes with what stands under it
            last = kept or len(group)
            yield Span(group[0].start, group[last - 1].end)
            group = group[last:] or _tail(group, overlap, most - (piece.end - piece.start))
        group.append(piece)
        above = division
    if group:
        yield Span(group[0].start, group[-1].end)


def _heading_ends(document: Document) -> set[int]:
    """Return where the words end that open a unit with something under it."""
    found = set()
    for node in document.tree.walk():
        words = [child for child in node.children if child.kind == "words"]
        if words and any(child.kind not in ("words", "furniture") for child in node.children):
            found.add(words[-1].span.end)
        found.update(child.span.end for child in node.children[:-1] if child.kind == "heading")
    return found


def _divisions(document: Document) -> Any:
    """Return a function that gives the innermost division of a piece; it takes the pieces in the order of the text."""
    units = [node for node in document.tree.walk() if node.kind in _DIVISIONS]
    open_: list[Node] = []
    at = 0

    def division(piece: Span) -> Node | None:
        nonlocal at
        while at < len(units) and units[at].span.start <= piece.start:
            open_.append(units[at])
            at += 1
        while open_ and open_[-1].span.end <= piece.start:
            open_.pop()
        return open_[-1] if open_ else None

    return division


def _tail(group: list[Span], overlap: int, room: int) -> list[Span]:
    """Return the last pieces of *group* that are at most *overlap* long and leave the next piece its room."""
    kept: list[Span] = []
    for piece in reversed(group[1:]):
        if group[-1].end - piece.start > min(overlap, room - 2):
            break
        kept.insert(0, piece)
    return kept


def _starts(document: Document, layer: str) -> list[tuple[int, int]]:
    return sorted((fact.span.start, position) for position, fact in enumerate(getattr(document, layer)))


def _chunk(document: Document, span: Span, starts: dict[str, list[tuple[int, int]]]) -> Chunk:
    place = document.addresses.holding(span)
    node = place.node if place else document.tree
    first = next((child for child in node.children if child.span.start <= span.start < child.span.end), node)
    headings = first.headings
    if first.heading and (first is not node or span.start < _own_end(first)):
        headings = headings[:-1]  # it is in the text, or not over all of it
    if first.kind == "words" and node.heading:
        headings = headings[:-1]
    facts = {layer: _within(found, span) for layer, found in starts.items()}
    return Chunk(
        text=document.text[span.start : span.end],
        span=span,
        address=place.address if place else None,
        headings=headings,
        facts=facts,
    )


def _within(starts: list[tuple[int, int]], span: Span) -> tuple[int, ...]:
    first, last = (bisect_left(starts, (at,)) for at in (span.start, span.end))
    return tuple(position for _, position in starts[first:last])


def _own_end(node: Node) -> int:
    """Return where the words end with which a unit opens; the end of a node without any."""
    return max((child.span.end for child in node.children if child.kind == "words"), default=node.span.end)
