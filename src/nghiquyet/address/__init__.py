"""Citable addresses: "III.6.2", "Điều 5.2.đ", and the Akoma Ntoso ``eId`` of the same node.

An address is a path of steps, outermost first, joined by dots. Vietnamese drafting practice decides what a step is
(Nghị định 30/2020/NĐ-CP, annex I: phần, chương, mục, tiểu mục, điều, khoản, điểm):

* a labelled unit is its label: "III", "6", "đ"; a part, a chapter, a "Mục 2", an article and an annex keep their word;
* a subitem (6.2) drops what its item says already: "III.6.2", not "III.6.6.2";
* an article starts a path of its own, since articles count through chapters: "Điều 5.2", not "Chương II.Điều 5.2";
  inside an annex or a quotation it does not: "Phụ lục 1.Điều 5";
* a unit without a label counts among its like: "-2" the second bullet, "+1" a sub-bullet, "đoạn 1", "bảng 1", "hàng 3";
* a second node with the same address has "[2]" after it.

An ``eId`` follows the OASIS Akoma Ntoso Naming Convention 1.0: ``sec_III__para_6__subpara_6-2``, with the letters of
the label as they are (``point_đ``) and a last ``_2`` for a duplicate.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from attrs import define, field, frozen

from ..text.spans import Span
from ..tree import Node, Root

# kind: (word before the label, element of Akoma Ntoso in the convention's abbreviation). khoản is its "paragraph".
LABELLED: dict[str, tuple[str, str]] = {
    "part": ("Phần", "part"),
    "chapter": ("Chương", "chp"),
    "section": ("", "sec"),
    "article": ("Điều", "art"),
    "item": ("", "para"),
    "subitem": ("", "subpara"),
    "point": ("", "point"),
    "annex": ("Phụ lục", "att"),
}
# kind: (word or mark before the ordinal, element). The lines of the header are named by what they are.
_COUNTED: dict[str, tuple[str, str]] = {
    "bullet": ("-", "indent"),
    "subbullet": ("+", "indent"),
    "paragraph": ("đoạn ", "al"),
    "heading": ("tiêu đề ", "heading"),
    "table": ("bảng ", "table"),
    "table_row": ("hàng ", "tr"),
    "cell": ("ô ", "td"),
    "recital": ("căn cứ ", "cit"),
    "letterhead": ("tên cơ quan ", "docAuthority"),
    "motto": ("tiêu ngữ ", "p"),
    "number": ("số ", "docNumber"),
    "place_date": ("ngày ", "docDate"),
    "doctype": ("tên loại ", "docType"),
    "title": ("trích yếu ", "docTitle"),
    "enacting": ("quyết nghị ", "formula"),
    "recipients": ("nơi nhận ", "container"),
    "signature": ("chữ ký ", "signature"),
    "footnote": ("chú thích ", "authorialNote"),
}
_GROUPS = {"document", "part", "chapter", "section"}  # articles count through these


@define(hash=True)  # many: a frozen one takes twice the time to make
class Place:
    """Where a node stands.

    Attributes:
        node: The node.
        address: Its citable address, unique in the document.
        eid: Its ``eId``, unique in the document.
        ordinal: Its position among the children of the same kind, from 1.
        at: Its position in `Addresses.places`.
        above: Position, in `Addresses.places`, of the addressed node that holds it; -1 at the top.
    """

    node: Node
    address: str
    eid: str
    ordinal: int
    at: int
    above: int


@define
class Opened:
    """The parts of a table or a row that was left out of `Addresses.places`: where each starts, and its ordinal."""

    node: Node
    starts: list[int] = field(factory=list)
    parts: list[Node] = field(factory=list)
    ordinals: list[int] = field(factory=list)


@frozen
class Addresses:
    """Every address of a tree. `Words`, `Furniture` and the root have none: they share their unit's.

    Attributes:
        places: In the order of the text, each before what it holds.
        closed: Whether rows and cells were left out: `address_at` alone knows them then.
    """

    places: tuple[Place, ...]
    _starts: list[int] = field(repr=False)
    closed: bool = False

    @cached_property
    def _of(self) -> dict[int, Place]:
        return {id(place.node): place for place in self.places}

    def of(self, node: Node) -> Place | None:
        """Return the place of *node* (this very object, not its equal), or None if it has no address."""
        return self._of.get(id(node))

    def chain(self, place: Place) -> Iterator[Place]:
        """Yield *place* and all that hold it, the innermost first."""
        yield place
        while place.above >= 0:
            place = self.places[place.above]
            yield place

    def holding(self, span: Span) -> Place | None:
        """Return the innermost addressed node whose span contains *span*."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return None
        return next((place for place in self.chain(self.places[at]) if place.node.span.end >= span.end), None)

    def address_at(self, span: Span, last: dict[str, Opened] | None = None) -> str | None:
        """Return the address of the innermost node whose span contains *span*, in a closed table too.

        *last* keeps the last table and the last row from call to call: many facts stand in one.
        """
        place = self.holding(span)
        if place is None or not self.closed or place.node.kind != "table":
            return None if place is None else place.address
        node, address, found = place.node, place.address, place.address
        while True:
            opened = _parts(node, {} if last is None else last)
            at = bisect_right(opened.starts, span.start) - 1
            if at < 0:
                return found
            part = opened.parts[at]
            address = f"{address}.{_step(part, node, opened.ordinals[at])[0]}"
            if part.span.end >= span.end:
                found = address
            node = part


def _parts(node: Node, last: dict[str, Opened]) -> Opened:
    """Return the parts of a table or a row, which is the *last* one of its kind from now on."""
    known = last.get(node.kind)
    if known is None or known.node is not node:
        known = last[node.kind] = Opened(node)
        for part, ordinal in _counted(node):
            known.starts.append(part.span.start)
            known.parts.append(part)
            known.ordinals.append(ordinal)
    return known


@define
class _Context:
    """What a node's address needs to know of its holder."""

    node: Node
    address: str = ""
    eid: str = ""
    outside: str = ""  # what an article's address starts with: nothing, an annex, a quoting point
    at: int = -1


def addresses(tree: Root, *, rows: bool = True) -> Addresses:
    """Give every structural node of *tree* its address, in one pass without recursion.

    Without *rows* tables stay closed: most nodes of a document may be cells, and few are ever asked for.
    """
    places: list[Place] = []
    addresses_taken: dict[str, int] = {}
    eids_taken: dict[str, int] = {}
    closed = False
    context = _Context(tree)
    stack = [(node, ordinal, context) for node, ordinal in reversed(list(_counted(tree)))]
    while stack:
        node, ordinal, above = stack.pop()
        kind = node.kind
        base = above.outside if kind == "article" else above.address
        step, name = _step(node, above.node, ordinal)
        address = _unique(f"{base}.{step}" if base else step, addresses_taken, "{}[{}]")
        eid = _unique(f"{above.eid}__{name}" if above.eid else name, eids_taken, "{}_{}")
        if not rows and kind == "table":
            closed = True
        elif below := list(_counted(node)):
            outside = above.outside if kind in _GROUPS else address
            context = _Context(node, address, eid, outside, len(places))
            stack += [(child, number, context) for child, number in reversed(below)]
        places.append(Place(node, address, eid, ordinal, len(places), above.at))
    return Addresses(tuple(places), [place.node.span.start for place in places], closed)


def _counted(node: Node) -> Iterator[tuple[Node, int]]:
    """Yield the addressed children, each with its ordinal among its kind."""
    counts: dict[str, int] = {}
    for child in node.parts:
        kind = child.kind
        if kind in LABELLED or kind in _COUNTED:
            counts[kind] = ordinal = counts.get(kind, 0) + 1
            yield child, ordinal


def _step(node: Node, holder: Node, ordinal: int) -> tuple[str, str]:
    """Return the last step of the node's address, and the last part of its ``eId``: element, "_", number."""
    counted = _COUNTED.get(node.kind)
    if counted is not None:
        return f"{counted[0]}{ordinal}", f"{counted[1]}_{ordinal}"
    word, element = LABELLED[node.kind]
    label = _clean(node.label)
    name = f"{element}_{_hyphened(label) or ordinal}"
    if node.kind == "subitem" and holder.label and label.startswith(_clean(holder.label) + "."):
        label = label[len(_clean(holder.label)) + 1 :]
    if node.kind == "section" and label.isdigit():
        word = "Mục"
    if not label and not word:
        return f"({ordinal})", name
    return f"{word} {label}".strip(), name


@lru_cache(1024)
def _clean(label: str) -> str:
    return " ".join(label.strip(" \t\n.-)(:–").split())


@lru_cache(1024)
def _hyphened(label: str) -> str:
    """Return a label with hyphens for its punctuation."""
    return "-".join("".join(c if c.isalnum() else " " for c in label).split())


def _unique(name: str, taken: dict[str, int], form: str) -> str:
    """Return *name*, or with the next free count if it is taken."""
    while name in taken:
        taken[name] += 1
        candidate = form.format(name, taken[name])
        if candidate not in taken:
            name = candidate
            break
    taken[name] = 1
    return name
