"""The nodes of a resolution: what a reader sees on the page, each with the exact place where it stands.

The shape is the drafting style of Vietnamese official texts (thể thức và kỹ thuật trình bày văn bản): Nghị định
30/2020/NĐ-CP annex I for the state, Hướng dẫn 36-HD/VPTW for the Party.

A node without children is a leaf. The leaves are the text: every character of ``Document.text`` that is not white
space belongs to exactly one of them. A unit that opens with a marker ("II-", "Điều 3.", "đ)") has its own words,
marker included, in its first children, which are `Words`.

A node of a `Document` also knows its `text`, its `parent` and its `heading`.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from attrs import field, frozen

from .text.spans import Span


def trimmed(text: str, span: Span) -> Span:
    """Return *span* without the white space of *text* at its ends.

    >>> trimmed("ít nhất 5 %", Span(7, 9))
    Span(start=8, end=9)
    """
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return span if (start, end) == (span.start, span.end) else Span(start, end)


class Home:
    """The document that nodes stand in: its text, and parents and headings, computed on first use."""

    __slots__ = ("_over", "_parents", "text", "tree")

    def __init__(self, text: str, tree: "Root") -> None:
        self.text = text
        self.tree = tree
        self._parents: dict[int, Node] = {}
        self._over: dict[int, tuple[Heading, ...]] = {}
        stack: list[Node] = [tree]
        settle = Node.__dict__["_home"].__set__  # nodes are frozen, and this is the quickest way around it
        while stack:  # in any order: a walk costs twice as much
            node = stack.pop()
            settle(node, self)
            if made := node._made:
                stack += made

    def parent(self, node: "Node") -> "Node | None":
        """Return the node whose child *node* is; None for the root."""
        if not self._parents:
            self._look()
        return self._parents.get(id(node))

    def over(self, node: "Node") -> "tuple[Heading, ...]":
        """Return the headings without a marker that *node* stands under, among its siblings; outermost first."""
        if not self._parents:
            self._look()
        return self._over.get(id(node), ())

    def _look(self) -> None:
        parents: dict[int, Node] = {}
        over_of: dict[int, tuple[Heading, ...]] = {}
        for node in self.tree.walk():
            over: tuple[Heading, ...] = ()
            for child in node.children:
                parents[id(child)] = node
                if isinstance(child, Heading):
                    over = tuple(each for each in over if each.level < child.level)
                if over:
                    over_of[id(child)] = over
                if isinstance(child, Heading):
                    over = (*over, child)
        self._over, self._parents = over_of, parents  # whole: another thread may ask meanwhile

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as None: identities do not outlive the process, and the document makes a new one."""
        return type(None), ()


@frozen(kw_only=True, weakref_slot=False)
class Node:
    """One part of the page.

    Attributes:
        span: From the first to the last character, children included.
        label: The marker's label without its punctuation: "II", "2.1", "đ", "1" for "Điều 1", "-" for a bullet.
        children: The parts it is made of, in the order of the text.
    """

    kind: ClassVar[str] = "node"
    span: Span
    label: str = ""
    children: tuple["Node", ...] = ()
    _home: Home | None = field(default=None, init=False, eq=False, repr=False)

    @property
    def text(self) -> str:
        """The words, exactly as they stand: ``Document.text`` from the node's first to its last character.

        Raises `ValueError` for a node that was never part of a `Document`, as `parent` and `heading` do.
        """
        return self._place().text[self.span.start : self.span.end]

    @property
    def parent(self) -> "Node | None":
        """The node that holds this one; None for the root."""
        return self._place().parent(self)

    @property
    def heading(self) -> str:
        """The words with which the unit opens, marker included, on one line; "" for a node that has none."""
        text = self._place().text
        own = (text[child.span.start : child.span.end] for child in self.children if child.kind == "words")
        return " ".join(" ".join(own).split())

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that this node stands under, with a marker or without, outermost first; its own last."""
        home, found = self._place(), list[str]()
        node: Node | None = self
        while node is not None:
            found.append(node.heading)
            found += (" ".join(each.text.split()) for each in reversed(home.over(node)))
            node = home.parent(node)
        return tuple(heading for heading in reversed(found) if heading)

    @property
    def parts(self) -> tuple["Node", ...]:
        """The children, but for the bars between the cells of a row."""
        return self.children

    @property
    def _made(self) -> tuple["Node", ...]:
        """The children that are nodes already."""
        return self.children

    def count(self) -> int:
        """Return how many nodes there are, this one and all below it."""
        found, stack = 0, [self]
        while stack:
            node = stack.pop()
            found += 1 + node._bars
            stack += node.parts
        return found

    @property
    def _bars(self) -> int:
        """How many bars `parts` leaves out."""
        return 0

    def _place(self) -> Home:
        if self._home is None:
            raise ValueError(f"this {self.kind} is in no document")
        return self._home

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in the order of the text, without recursion."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def leaves(self) -> Iterator["Node"]:
        """Yield the nodes that hold the text."""
        return (node for node in self.walk() if not node.children)


# Leaves.


@frozen(kw_only=True, weakref_slot=False)
class Words(Node):
    """The words with which a unit opens: its marker and its heading or its sentence."""

    kind: ClassVar[str] = "words"


@frozen(kw_only=True, weakref_slot=False)
class Paragraph(Node):
    """Words without a marker that stand in a unit. It has children only where page furniture cuts it."""

    kind: ClassVar[str] = "paragraph"


@frozen(kw_only=True, weakref_slot=False)
class Heading(Node):
    """A heading without a marker: "KẾT QUẢ NĂM 2025", "Mục tiêu tổng quát:", a bold or centred short line.

    It stands beside what it is over, since what has a marker stands in the unit with the next higher marker: it holds
    its later siblings, up to the next heading of its own level or a higher one.

    Attributes:
        level: 1 for a heading in capitals, 2 for a bold or centred one, 3 for any other.
    """

    kind: ClassVar[str] = "heading"
    level: int = 3


@frozen(kw_only=True, weakref_slot=False)
class Furniture(Node):
    """What the page or the crawler added: a page number, a running head, a rule, a file path, a site's menu."""

    kind: ClassVar[str] = "furniture"


# Header (phần đầu) and tail (phần cuối).


@frozen(kw_only=True, weakref_slot=False)
class Letterhead(Node):
    """The issuer's name above the title, and the body above it (tên cơ quan ban hành)."""

    kind: ClassVar[str] = "letterhead"


@frozen(kw_only=True, weakref_slot=False)
class Motto(Node):
    """The State's name and motto (quốc hiệu, tiêu ngữ) or the Party's name."""

    kind: ClassVar[str] = "motto"


@frozen(kw_only=True, weakref_slot=False)
class Number(Node):
    """The line "Số ..." of this document."""

    kind: ClassVar[str] = "number"


@frozen(kw_only=True, weakref_slot=False)
class PlaceDate(Node):
    """The line "Hà Nội, ngày ... tháng ... năm ..."."""

    kind: ClassVar[str] = "place_date"


@frozen(kw_only=True, weakref_slot=False)
class Doctype(Node):
    """The name of the kind of document on a line of its own: "NGHỊ QUYẾT" (tên loại văn bản)."""

    kind: ClassVar[str] = "doctype"


@frozen(kw_only=True, weakref_slot=False)
class Title(Node):
    """What the document is about (trích yếu nội dung)."""

    kind: ClassVar[str] = "title"


@frozen(kw_only=True, weakref_slot=False)
class Recital(Node):
    """A legal basis: "Căn cứ ...", "Xét ...", "Theo đề nghị của ..."."""

    kind: ClassVar[str] = "recital"


@frozen(kw_only=True, weakref_slot=False)
class Enacting(Node):
    """The line "QUYẾT NGHỊ:"."""

    kind: ClassVar[str] = "enacting"


@frozen(kw_only=True, weakref_slot=False)
class Recipients(Node):
    """The block "Nơi nhận:"."""

    kind: ClassVar[str] = "recipients"


@frozen(kw_only=True, weakref_slot=False)
class Signature(Node):
    """On whose behalf, position and name of one who signs ("T/M TỈNH ỦY", "PHÓ BÍ THƯ", "(Đã ký)")."""

    kind: ClassVar[str] = "signature"


# Notes.


@frozen(kw_only=True, weakref_slot=False)
class Footnote(Node):
    """A note at the foot of a page or at the end of the text (chú thích cuối trang, cuối văn bản), outside the outline.

    Its label is its mark without brackets: "1", "iv", "*".

    Attributes:
        cites: The mark in the text that leads to it ("¹", "[1]"); null if that place is not known.
    """

    kind: ClassVar[str] = "footnote"
    cites: Span | None = None


# Units.


@frozen(kw_only=True, weakref_slot=False)
class Part(Node):
    """A part (phần): "Phần thứ nhất"."""

    kind: ClassVar[str] = "part"


@frozen(kw_only=True, weakref_slot=False)
class Chapter(Node):
    """A chapter (chương): "Chương II"."""

    kind: ClassVar[str] = "chapter"


@frozen(kw_only=True, weakref_slot=False)
class Section(Node):
    """A section: a Roman numeral or a capital letter of a Party text, or "Mục 2" of a legal one."""

    kind: ClassVar[str] = "section"


@frozen(kw_only=True, weakref_slot=False)
class Article(Node):
    """An article (điều): "Điều 3."."""

    kind: ClassVar[str] = "article"


@frozen(kw_only=True, weakref_slot=False)
class Item(Node):
    """A numbered task or a clause (khoản): "1."."""

    kind: ClassVar[str] = "item"


@frozen(kw_only=True, weakref_slot=False)
class Subitem(Node):
    """An item's part with a number of several steps: "2.1.", "2.1.3"."""

    kind: ClassVar[str] = "subitem"


@frozen(kw_only=True, weakref_slot=False)
class Point(Node):
    """A lettered point (điểm): "a)", "đ)", or "(i)" (tiết)."""

    kind: ClassVar[str] = "point"


@frozen(kw_only=True, weakref_slot=False)
class Bullet(Node):
    """A dash, a dot or a star at the beginning of a line (gạch đầu dòng)."""

    kind: ClassVar[str] = "bullet"


@frozen(kw_only=True, weakref_slot=False)
class Subbullet(Node):
    """A plus, or a second kind of mark under a bullet."""

    kind: ClassVar[str] = "subbullet"


@frozen(kw_only=True, weakref_slot=False)
class Annex(Node):
    """An annex (phụ lục) or a document issued with this one (kèm theo)."""

    kind: ClassVar[str] = "annex"


@frozen(kw_only=True, weakref_slot=False)
class Table(Node):
    """A table; its children are rows."""

    kind: ClassVar[str] = "table"


class _Packed(tuple["Node | int", ...]):
    """The children of a row, a number for each bar: how far behind the row's first letter it stands."""

    __slots__ = ()


class _Opened(tuple[Node, ...]):
    """The children of a row whose bars have been made nodes."""

    __slots__ = ()


def _is_bar(node: Node) -> bool:
    return type(node) is Furniture and node.span.end - node.span.start == 1


def packed(parts: list["Node | int"]) -> tuple[Node, ...]:
    """Return the children of a row that is made of cells and of bars, each bar as such a number."""
    return _Packed(parts) if int in map(type, parts) else tuple(parts)  # type: ignore[return-value,arg-type]


#: Where a node keeps its children: a tuple, or what is packed.
_HELD: Any = Node.__dict__["children"]


class _BarredRow(Node):
    """A row whose bars are numbers until its children are asked for.

    As many nodes of a table in plain text are bars as are cells. They say nothing: what reads a document looks at
    `parts`, and they would take a third of its memory.
    """

    __slots__ = ()

    @property
    def children(self) -> tuple[Node, ...]:
        held = _HELD.__get__(self)
        if type(held) is _Packed:
            held = _Opened([self._bar(each) if isinstance(each, int) else each for each in held])
            _HELD.__set__(self, held)
        return held  # type: ignore[no-any-return]

    @children.setter
    def children(self, children: tuple[Node, ...]) -> None:
        if type(children) is not _Packed and any(each.kind == "cell" for each in children):
            start = self.span.start
            children = packed([each.span.start - start if _is_bar(each) else each for each in children])
        _HELD.__set__(self, children)

    def _bar(self, at: int) -> Furniture:
        at += self.span.start
        made = Furniture(span=Span(at, at + 1))
        object.__setattr__(made, "_home", self._home)
        return made

    @property
    def parts(self) -> tuple[Node, ...]:
        made = self._made
        return tuple([each for each in made if not _is_bar(each)]) if type(made) is _Opened else made

    @property
    def _made(self) -> tuple[Node, ...]:
        held = _HELD.__get__(self)
        if type(held) is not _Packed:
            return held  # type: ignore[no-any-return]
        return tuple([each for each in held if type(each) is not int])  # type: ignore[misc]

    @property
    def bars(self) -> list[int]:
        """Where the bars stand that `parts` leaves out."""
        held = _HELD.__get__(self)
        start = self.span.start
        if type(held) is _Opened:
            return [each.span.start for each in held if _is_bar(each)]
        return [start + each for each in held if type(each) is int] if type(held) is _Packed else []

    @property
    def _bars(self) -> int:
        return len(self.bars)


@frozen(kw_only=True, weakref_slot=False)
class TableRow(_BarredRow):
    """A row of a table; its children are cells (and rules drawn by hand).

    Attributes:
        header: Whether it names the columns.
    """

    kind: ClassVar[str] = "table_row"
    header: bool = False

    @property
    def cells(self) -> dict[int, "Cell"]:
        """The cells by the column that each begins in, empty ones too."""
        return {cell.column: cell for cell in self.parts if isinstance(cell, Cell)}

    @property
    def filled(self) -> dict[int, "Cell"]:
        """The cells that have words, by the column that each begins in."""
        return {at: cell for at, cell in self.cells.items() if cell.span.start < cell.span.end}

    @property
    def covering(self) -> dict[int, "Cell"]:
        """The cell that stands in each column: a merged one in all that it covers."""
        filled = self.filled.values()
        return self.cells | {at: cell for cell in filled for at in range(cell.column, cell.column + cell.columns)}


@frozen(kw_only=True, weakref_slot=False)
class Cell(Node):
    """A cell of a table, possibly empty (then its span has no length).

    Attributes:
        column: The first column that it stands in, from 0.
        columns: How many columns it covers: a head over several columns, a merged cell.
        rows: How many rows it covers; the rows below have no cell there, or an empty one.
    """

    kind: ClassVar[str] = "cell"
    column: int = 0
    columns: int = 1
    rows: int = 1


@frozen(kw_only=True, weakref_slot=False)
class Root(Node):
    """The whole document."""

    kind: ClassVar[str] = "document"


#: Every class of node by its kind, the name that JSON and the grammar use.
KINDS: dict[str, type[Node]] = {
    cls.kind: cls
    for cls in (
        Words, Paragraph, Heading, Furniture, Letterhead, Motto, Number, PlaceDate, Doctype, Title, Recital, Enacting,
        Recipients, Signature, Footnote, Part, Chapter, Section, Article, Item, Subitem, Point, Bullet, Subbullet,
        Annex, Table, TableRow, Cell, Root,
    )
}  # fmt: skip
