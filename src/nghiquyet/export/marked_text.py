"""The text of a document as HTML: its units as they nest, the facts marked where their words stand.

Facts overlap (a target holds its time), so a leaf is cut at every border of a fact, and each piece says which facts it
belongs to. Everything that the document says is escaped.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

from attrs import frozen

from ..document import Document
from ..text.spans import Span
from ..tree import Node
from .cells import writable

_DIVISIONS = {"part": "h2", "chapter": "h2", "section": "h2", "annex": "h2", "article": "h3"}
_UNITS = frozenset(("item", "subitem", "point", "bullet", "subbullet"))
_CENTRED = frozenset("letterhead motto number place_date doctype title enacting".split())
_STRONG = frozenset(("doctype", "title", "heading", "enacting"))


@frozen
class Mark:
    """A fact to be marked.

    Attributes:
        name: Its name in the page: "t12".
        kind: Its kind, a class of the style sheet: "target", "deadline".
        span: Where it stands.
    """

    name: str
    kind: str
    span: Span


def marked_text(document: Document, marks: list[Mark], changed: Mapping[str, str]) -> str:
    """Return the text of *document* as HTML with *marks*; a mark's name is also an anchor.

    *changed* says of units, by their anchors, how they changed.
    """
    return "".join(_Marked(document, marks, changed).pieces())


def node_name(document: Document, node: Node) -> str:
    """Return the anchor of a node in the page."""
    place = document.addresses.of(node)
    return f"n{place.at}" if place else ""


class _Marked:
    """A text that is being marked."""

    def __init__(self, document: Document, marks: list[Mark], changed: Mapping[str, str]) -> None:
        self._document = document
        self._changed = changed
        self._marks = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
        self._starts = [mark.span.start for mark in self._marks]
        self._longest = max((mark.span.end - mark.span.start for mark in marks), default=0)
        self._anchored: set[str] = set()

    def pieces(self) -> Iterator[str]:
        """Yield the page, with a stack: hostile outlines nest deeper than Python recurses."""
        stack: list[Node | str] = [*reversed(self._document.tree.children)]
        while stack:
            each = stack.pop()
            if isinstance(each, str):
                yield each
                continue
            opening, closing = self._around(each)
            yield opening
            if each.children:
                stack.append(closing)
                stack += reversed(each.children)
            else:
                yield from self._words(each.span)
                yield closing

    def _around(self, node: Node) -> tuple[str, str]:
        """Return the tags around a node."""
        name = node_name(self._document, node)
        how = self._changed.get(name)
        anchor = (f' id="{name}"' if name else "") + (f' data-c="{how}"' if how else "")
        if node.kind == "table":
            return f'<div class="wide"{anchor}><table>', "</table></div>\n"
        if node.kind == "table_row":
            return f"<tr{anchor}>", "</tr>\n"
        parent = node.parent
        inside = parent.kind if parent else ""
        if node.kind == "cell" or inside == "table_row":
            tag = "th" if getattr(parent, "header", False) else "td"
            return f"<{tag}{anchor}>", f"</{tag}>"
        if inside == "table":
            return f"<tr{anchor}><td>", "</td></tr>\n"
        if node.children:
            division = " division" if node.kind in _DIVISIONS else ""
            return f'<div class="u{division}"{anchor}>', "</div>\n"
        if inside in ("cell", "paragraph"):
            return f"<span{anchor}>", "</span> "
        if node.kind == "words" and inside in _DIVISIONS and node is parent.children[0]:  # type: ignore[union-attr]
            tag = _DIVISIONS[inside]
            return f"<{tag}>", f"</{tag}>\n"
        classes = [
            *(["center"] if node.kind in _CENTRED or (node.kind == "furniture" and inside == "document") else []),
            *(["strong"] if node.kind in _STRONG else []),
            *(["furniture"] if node.kind == "furniture" else []),
            *(["u"] if node.kind in _UNITS else []),
        ]
        styled = f' class="{" ".join(classes)}"' if classes else ""
        return f"<p{anchor}{styled}>", "</p>\n"

    def _words(self, span: Span) -> Iterator[str]:
        """Yield the words of a leaf, cut at the borders of facts."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        here = [mark for mark in self._marks[first:last] if mark.span.end > span.start]
        if not here:
            yield self._escaped(span.start, span.end)
            return
        borders = {span.start, span.end}
        for mark in here:
            borders |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
        cuts = sorted(borders)
        for start, end in pairwise(cuts):
            over = [mark for mark in here if mark.span.start <= start and mark.span.end >= end]
            words = self._escaped(start, end)
            if not over:
                yield words
                continue
            for mark in over:
                if mark.name not in self._anchored:
                    self._anchored.add(mark.name)
                    yield f'<a class="at" id="{mark.name}"></a>'
            kinds = " ".join(dict.fromkeys(mark.kind for mark in over))
            yield f'<span class="m {kinds}" data-f="{" ".join(mark.name for mark in over)}">{words}</span>'

    def _escaped(self, start: int, end: int) -> str:
        return escape(writable(self._document.text[start:end]))
