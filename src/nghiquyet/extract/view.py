"""The text as the extractors read it: sentences made whole, marks of the page blanked, letters folded, same offsets.

A sentence of a resolution may run over hard-wrapped lines, past a page number, through the ``**`` of a crawler. A
`TextView` has the length of the text: a line end inside a paragraph is a space, furniture is spaces, and letters are
folded, so that a match on the view is a span of ``Document.text`` without any table of offsets.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import methodcaller
from typing import Any, Literal, TypeAlias, TypeVar

from attrs import define, field, frozen

from ..lexicon.lazy import pattern, plain_letters, plain_pattern
from ..text.decimals import BAR, JOINER
from ..text.folding import _fold_tones, _plain_letters
from ..text.note_marks import blank_marks
from ..text.spans import Span
from ..tree import Node, Root, Table, TableRow
from .parted_numbers import closed_up

Made = TypeVar("Made")
#: What tells that a fact may stand there: a pattern of one letter and what stands around it, or a few words.
Sign = re.Pattern[str] | tuple[str, ...]
#: Places in a text; as numbers of a list they would take ten times the room.
Offsets: TypeAlias = "array[int]"
OFFSET = "I"
_start = methodcaller("start")
Zone = Literal["header", "recital", "body", "annex", "tail", "outside", "note"]

#: Letters that are put into lower case at a time.
_BIT = 4000
#: Bars that are blanked at a time.
_BARS = 500
# Marks that crawlers and Markdown leave inside sentences, and at the beginning of lines; a blank of the same length
# takes their place.
_ESCAPE = plain_pattern(r"\\(?=[-.()\[\]#*_+!|])")
_BLANKS = pattern(r"\s*")
_LINE_RESIDUE = plain_pattern(r"\n[^\S\n]*(?:#+|>)(?=\s)")


@define(hash=True, weakref_slot=False)  # many: a frozen one takes twice the time to make
class Passage:
    """A run of sentences: a heading, a paragraph, the words of an item, a cell.

    Attributes:
        start, end: Where it stands, in offsets of the view and of the text alike.
        node: The node whose own words these are (an item, a paragraph, a cell ...).
        zone: Which part of the document it belongs to.
        above: Positions, in `TextView.passages`, of the words of the units around it, outermost first.
        unit: Position of the words of the unit that it stands in or opens (its own position if it opens one).
    """

    start: int
    end: int
    node: Node
    zone: Zone
    above: tuple[int, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@frozen
class TextView:
    """A document as the extractors read it.

    Attributes:
        text: ``Document.text``.
        plain: The view in the letters of the document: look-alikes folded, residue and furniture blank.
        low: The view folded and in lower case: match on this.
        passages: In the order of the text.
        doubtful: Numbers with gaps that are one number or two: nothing is read there.
        rows: The rows of its tables, in the order of the text (`extract.table_rows`).
        tables: Its tables, in the order of the text.
    """

    text: str = field(repr=False)
    plain: str = field(repr=False)
    low: str = field(repr=False)
    passages: tuple[Passage, ...]
    doubtful: tuple[Span, ...] = ()
    rows: tuple[TableRow, ...] = field(default=(), repr=False)
    tables: tuple[Table, ...] = field(default=(), repr=False)
    _places: dict[int, Offsets] = field(factory=dict, init=False, repr=False, eq=False)
    _made: dict[Any, Any] = field(factory=dict, init=False, repr=False, eq=False)

    def places(self, sign: Sign, start: int, end: int) -> list[int]:
        """Return where *sign* stands between two offsets: what has no sign of a fact is not searched for it.

        A sign is looked for once, over the whole view. It is one letter and a look at what stands around it (`sign`):
        none hides another, and it may end behind *end*. A few words are looked for one by one, which is faster.
        """
        places = self._places.get(id(sign)) or self.all_places(sign)
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return []
        return places[first : bisect_left(places, end, first)].tolist()

    def passages_with(
        self, sign: Sign, among: "Iterable[Passage] | None" = None
    ) -> "Iterator[tuple[Passage, list[int]]]":
        """Yield the passages in which *sign* stands, each with its places there, in the order of the text.

        *among*: the passages to look at; all by default.
        """
        places, coming, done = self.all_places(sign), 0, 0
        for passage in self.passages if among is None else among:
            if done <= passage.start and passage.end <= coming:
                continue  # most have none
            first = bisect_left(places, passage.start)
            last = bisect_left(places, passage.end, first)
            coming, done = places[last] if last < len(places) else len(self.low), passage.end
            if first < last:
                yield passage, places[first:last].tolist()

    def all_places(self, sign: Sign) -> Offsets:
        """Return where *sign* stands in the view, in the order of the text."""
        places = self._places.get(id(sign))  # a pattern of `re` is hashed by its whole code
        if places is not None:
            return places
        places = array(OFFSET)
        if isinstance(sign, tuple):
            for word in sign:
                at = self.low.find(word)
                while at >= 0:
                    places.append(at)
                    at = self.low.find(word, at + 1)
            places = array(OFFSET, sorted(places))
        elif sign.groups:  # a group has the letters of the word before the sign: its place is where the word begins
            for found in sign.finditer(self.low):
                places.append(found.start(found.lastindex or 0))
        else:
            places.extend(map(_start, sign.finditer(self.low)))
        self._places[id(sign)] = places
        return places

    def once(self, make: "Callable[[TextView], Made]") -> Made:
        """Return what *make*, a function of a module, makes of the view: it is made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]  # type: ignore[no-any-return]

    def words(self, start: int, end: int) -> str:
        """Return the document's own words there, on one line, without residue."""
        words = self.plain[start:end]
        if words.isprintable() and "  " not in words:  # most: no other blank is printable, nor what fills a gap
            return words.strip(" ")
        return " ".join(words.replace(JOINER, " ").replace(BAR, " ").split())


_ZONES: dict[str, Zone] = {
    "letterhead": "header", "motto": "header", "number": "header", "place_date": "header", "doctype": "header",
    "title": "header", "recital": "recital", "enacting": "body", "recipients": "tail", "signature": "tail",
    "footnote": "note", "annex": "annex",
}  # fmt: skip


def view_of(text: str, tree: Root) -> TextView:
    """Return the view of *text* that its *tree* suggests."""
    letters, done = _without_residue(text), 0
    pieces: list[str] = []  # the view so far, up to *done*
    passages, rows, tables = list[Passage](), list[TableRow](), list[Table]()
    bars = array(OFFSET)
    # (nodes, zone, above): a stack, since hostile outlines nest deeper than Python recurses
    stack: list[tuple[Iterator[Node], Zone, tuple[int, ...]]] = [(iter(tree.children), "body", ())]
    while stack:
        nodes, zone, above = stack[-1]
        if (node := next(nodes, None)) is None:
            stack.pop()
            continue
        kind = node.kind
        zone = _ZONES.get(kind, zone)
        own, below = _own_words(node)
        if own:
            start, end = own[0].span.start, own[-1].span.end
            if len(own) > 1 or kind == "furniture" or letters.find("\n", start, end) >= 0:  # few words need it
                pieces += (letters[done:start], *_on_one_line(letters, own))
                done = end
            if kind != "furniture":
                passages.append(Passage(start, end, node, zone, above))
                if below:
                    above = (*above, len(passages) - 1)
        elif isinstance(node, TableRow):
            rows.append(node)
            bars.extend(node.bars)
        elif isinstance(node, Table):
            tables.append(node)
        if below:
            stack.append((iter(below), zone, above))
    plain = "".join((*pieces, letters[done:]))
    del letters, pieces
    plain = _blanked(plain, bars)
    plain, low, doubtful = closed_up(text, plain, _lower(plain))
    return TextView(text, plain, low, tuple(passages), doubtful, tuple(rows), tuple(tables))


def _on_one_line(letters: str, own: tuple[Node, ...]) -> Iterator[str]:
    """Yield the words of a node, with blanks for line ends and for the furniture between them."""
    done = own[0].span.start
    for part in own:
        at, stop = part.span.start, part.span.end
        yield letters[done:at].replace("\n", " ")
        yield " " * (stop - at) if part.kind == "furniture" else letters[at:stop].replace("\n", " ")
        done = stop


def _blanked(plain: str, bars: Offsets) -> str:
    """Return *plain* with blanks for the bars of tables."""
    if not bars:
        return plain
    pieces: list[str] = []
    done = 0
    for first in range(0, len(bars), _BARS):
        some = bars[first : first + _BARS]
        starts = [done, *(bar + 1 for bar in some)]
        pieces.append(" ".join([plain[start:end] for start, end in zip(starts, some, strict=False)]))
        done = starts[-1]
    return " ".join([*pieces, plain[done:]])


def _lower(plain: str) -> str:
    """Return *plain* folded, in lower case, bit by bit: Python takes twelve bytes a letter while it works."""
    bits: list[str] = []
    start = 0
    while start < len(plain):
        end = plain.find(" ", start + _BIT)  # no rule of folding looks over a blank
        end = len(plain) if end < 0 else end
        bits.append(_fold_tones(plain[start:end].lower()))
        start = end
    return "".join(bits)


def _without_residue(text: str) -> str:
    """Return the plain letters of *text*, with blanks for the marks of crawlers and Markdown, and of notes."""
    letters = _plain_letters(text)
    if "#" in letters or ">" in letters:
        letters = _LINE_RESIDUE.sub(_blanked_line, f"\n{letters}")[1:]
    if "\\" in letters:
        letters = _ESCAPE.sub(" ", letters)
    return blank_marks(letters.replace("*", " "))


def _blanked_line(found: re.Match[str]) -> str:
    return "\n" + " " * (len(found[0]) - 1)


def _own_words(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Split a node into its own words (furniture between them included) and the parts below."""
    parts = node.parts
    if not parts:
        return ((node,), ()) if node.span.start < node.span.end else ((), ())
    last = 0
    for at, child in enumerate(parts):
        if child.kind == "words":
            last = at + 1
        elif child.kind != "furniture":
            break
    return parts[:last], parts[last:]


def past_blanks(low: str, at: int, end: int) -> int:
    """Return where the first letter or mark stands from *at* that is no blank, *end* at most."""
    blanks = _BLANKS.match(low, at, end)
    return blanks.end() if blanks else at


def any_between(places: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of some places, in order, is between two offsets."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def sentences(view: TextView, passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a passage: ended by ". ", "; " and the like are left to the extractors."""
    stops, starts = view.once(_sentence_ends)
    start, end = passage.start, passage.end
    at = bisect_left(stops, start)
    while at < len(stops) and starts[at] < end:
        yield start, stops[at] + 1
        start = starts[at]
        at += 1
    if start < end:
        yield start, end


def _sentence_ends(view: TextView) -> tuple[Offsets, Offsets]:
    """Return where each sentence of a view ends, and where the one behind it begins: one look finds all."""
    stops, starts = array(OFFSET), array(OFFSET)
    for found in _SENTENCE_END.finditer(view.plain):
        if found[0][0] != "]" or _ends_note(view.plain, found.start()):
            stops.append(found.start())
            starts.append(found.end())
    return stops, starts


def _ends_note(plain: str, at: int) -> bool:
    """Tell whether the bracket at *at* ends a note of an editor: "[Khoản này được sửa đổi bởi ...] Bộ Tài chính"."""
    opened = plain.rfind("[", max(0, at - _NOTE), at)
    return at - opened > _SHORTEST_NOTE and opened >= 0 and not any(mark in plain[opened:at] for mark in "]\n")


_SENTENCE_END = plain_letters(r"[.!?…\]](?:(?=\s+[\p{Lu}\"“0-9])\s*|(?<=\.)(?=\p{Lu}\p{Ll}))")
#: Letters of a note of an editor from its first bracket, at most; at least.
_NOTE, _SHORTEST_NOTE = 301, 20
