"""The text of a document as sentences and rows of tables: the pieces that no chunk cuts and that a fact stands in."""

from bisect import bisect_right
from collections.abc import Iterator

from ..document import Document
from ..extract.view import sentences, view_of
from ..text.spans import Span
from ..tree import trimmed


def pieces(document: Document) -> list[Span]:
    """Return the sentences and, in tables, the rows, in the order of the text; page furniture is in none."""
    rows = {id(node): row for row in document.tree.walk() if row.kind == "table_row" for node in row.walk()}
    view = view_of(document.text, document.tree)
    found: list[Span] = []
    for passage in view.passages:
        row = rows.get(id(passage.node))
        if row is None:
            found += _whole(document.text, passage.node.label, [*sentences(view, passage)])
        elif not found or found[-1] != row.span:
            found.append(row.span)
    return found


def _whole(text: str, label: str, found: list[tuple[int, int]]) -> Iterator[Span]:
    """Yield sentences without white space at their ends; a marker ("1.", "Điều 3.") goes with the words after it."""
    if label and len(found) > 1 and text[slice(*found[0])].rstrip(" .)/:-").endswith(label):
        found[:2] = [(found[0][0], found[1][1])]
    for start, end in found:
        span = trimmed(text, Span(start, end))
        if span.start < span.end:
            yield span


class Sentences:
    """The pieces of a document, to be asked which one is around a place.

    Attributes:
        pieces: In the order of the text.
    """

    def __init__(self, document: Document) -> None:
        self.pieces = pieces(document)
        self._starts = [piece.start for piece in self.pieces]

    def around(self, span: Span) -> Span:
        """Return from the beginning of the piece in which *span* begins to the end of the one in which it ends."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_right(self._starts, max(span.start, span.end - 1)) - 1
        if first < 0:
            return span
        return Span(min(self.pieces[first].start, span.start), max(self.pieces[last].end, span.end))
