"""From the outline's tokens to the tree: the block grammar with its one Transformer."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..diagnostics import Diagnostic
from ..layout import Layout
from ..limits import in_time
from ..text.spans import Span
from ..tree import KINDS, Cell, Furniture, Heading, Node, Root, TableRow, Words, packed
from .grammar import Block, Place, parse
from .notes import with_places
from .outline import outline
from .sheet import UNKNOWN

#: The rules of units, which hold others, and of leaves, which hold words.
_UNITS = (
    "part", "chapter", "section", "article", "item", "subitem", "point", "bullet", "subbullet", "annex", "recipients",
)  # fmt: skip
_LEAVES = (
    "paragraph", "letterhead", "motto", "number", "place_date", "doctype", "title", "recital", "enacting", "signature",
)  # fmt: skip
_Rule = Callable[[Any, list[Any]], Node]


def _span(block: Block) -> Span:
    return Span(block.start, block.end)


def _piece(block: Block) -> Node:
    return KINDS[block.label if block.role == "CUT" else "words"](span=_span(block))


def _around(children: Sequence[Node]) -> Span:
    return Span(children[0].span.start, children[-1].span.end)


def _pieces(children: list[Block]) -> tuple[Span, tuple[Node, ...]]:
    """Return where a leaf stands, and the pieces into which furniture cuts it."""
    if len(children) == 1:
        return _span(children[0]), ()
    pieces = tuple(map(_piece, children))
    return _around(pieces), pieces


def _in_row(row: Span, parts: list[Any]) -> tuple[Node, ...]:
    """Return the children of a row. Bars are numbers beside cells, nodes where they took in odd letters behind them."""
    bars = [part for part in parts if isinstance(part, Block)]
    if len(bars) < len(parts) and all(bar.end - bar.start == 1 for bar in bars):
        return packed([part.start - row.start if isinstance(part, Block) else part for part in parts])
    return tuple([Furniture(span=_span(part)) if isinstance(part, Block) else part for part in parts])


def _unit_rule(kind: str) -> _Rule:
    made = KINDS[kind]

    def unit(self: Any, children: list[Any]) -> Node:
        """Return a unit: its words first, then what stands in it."""
        opening = children[0]
        words = Words(span=_span(opening))
        if len(children) == 1:  # most: they have one place, and it is one object
            return made(span=words.span, label=opening.label, children=(words,))
        parts = (words, *(_piece(child) if isinstance(child, Block) else child for child in children[1:]))
        return made(span=_around(parts), label=opening.label, children=parts)

    return unit


def _leaf_rule(kind: str) -> _Rule:
    made = KINDS[kind]

    def leaf(self: Any, children: list[Block]) -> Node:
        """Return a leaf, or the pieces into which furniture cuts it."""
        span, pieces = _pieces(children)
        return made(span=span, children=pieces)

    return leaf


#: Where a cell stands of which nothing is known.
_FIRST = Place(0)


class Build:
    """One method for each rule of ``block.lark``."""

    part, chapter, section, article, item, subitem, point, bullet, subbullet, annex, recipients = map(
        _unit_rule, _UNITS
    )
    paragraph, letterhead, motto, number, place_date, doctype, title, recital, enacting, signature = map(
        _leaf_rule, _LEAVES
    )

    def start(self, children: list[Node]) -> tuple[Node, ...]:
        return tuple(children)

    def heading(self, children: list[Block]) -> Node:
        span, pieces = _pieces(children)
        return Heading(span=span, level=int(children[0].label), children=pieces)

    def furniture(self, children: list[Block]) -> Node:
        return Furniture(span=_span(children[0]))

    def footnote(self, children: list[Block]) -> Node:
        return KINDS["footnote"](span=_span(children[0]), label=children[0].label)

    def table(self, children: list[Node]) -> Node:
        return KINDS["table"](span=_around(children), children=tuple(children))

    def table_row(self, children: list[Any]) -> Node:
        row, *parts = children
        ends = (parts[0], parts[-1]) if parts else (row, row)
        first, last = (end if isinstance(end, Block) else end.span for end in ends)
        span = Span(first.start, last.end)
        return TableRow(span=span, label=row.label, header=row.role == "HEAD_ROW", children=_in_row(span, parts))

    def cell(self, children: list[Block]) -> Node:
        span, pieces = _pieces(children)
        place = children[0].place or _FIRST
        return Cell(span=span, column=place.column, columns=place.columns, rows=place.rows, children=pieces)


_BUILD = Build()
#: So many blocks are taken at a time.
_SOME = 100


def _taken(blocks: list[Block]) -> Iterator[Block]:
    """Yield *blocks*, each taken off the list: none is kept beside the node that is made of it."""
    blocks.reverse()
    while blocks:
        in_time()
        some = blocks[-_SOME:]
        del blocks[-_SOME:]
        while some:
            yield some.pop()


def build(text: str, layout: Layout = UNKNOWN) -> tuple[Root, tuple[Diagnostic, ...]]:
    """Return the tree of *text* and the doubts about it. Every text has one.

    *layout* is what a reader saw on the page: evidence for headings and rows, never needed.

    >>> root, _ = build("I- MỤC TIÊU\\n1. Chỉ tiêu\\n- Đạt 5%.")
    >>> [node.kind for node in root.walk() if node.kind != "words"]
    ['document', 'section', 'item', 'bullet']
    """
    blocks, doubts = outline(text, layout)
    children: Any = parse(_taken(blocks), _BUILD)
    return Root(span=Span(0, len(text)), children=with_places(children, text, layout)), doubts
