"""The document: text, tree and facts in one frozen value."""

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, fields, frozen

from .address import Addresses, addresses
from .diagnostics import Diagnostic
from .extract import STANDS_ON
from .facts import Assignment, Link, Metadata, Reference, Target, Time
from .opening import Move, moved, moved_tree, open_up
from .text.clean import Text
from .tree import Home, Node, Root

if TYPE_CHECKING:
    from .export.chunks import Chunk
    from .export.columns import Value
    from .extract.assignments.worklist import Task

#: The version of the JSON contract: the first number changes when a reader of the old one would break.
SCHEMA_VERSION = "1.2"

#: The layers of facts: the fields of `Document` that are tuples of facts, each fact with a `span`.
LAYERS = ("targets", "times", "references", "links", "assignments")


@frozen(kw_only=True)
class Source:
    """Where a document came from.

    Attributes:
        name: The file's name as the caller gave it, None for text.
        format: "text", "docx" ...
        encoding: How the bytes were decoded, for formats where that is a choice.
    """

    name: str | None = None
    format: str = "text"
    encoding: str | None = None


@frozen(kw_only=True, repr=False)
class Document:
    """A resolution (nghị quyết) as data.

    Attributes:
        key: What identifies the document: what `Reference.key` is in documents that cite it (docs/references.md).
        layers: The facts that were looked for, "metadata" among them: what is empty and not named here is unknown.
    """

    source: Source
    text: str = field(repr=False)
    metadata: Metadata
    tree: Root = field(repr=False)
    key: str | None = None
    targets: tuple[Target, ...] = ()
    times: tuple[Time, ...] = ()
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    layers: tuple[str, ...] = tuple(STANDS_ON)
    cleaned: Text | None = field(default=None, repr=False, eq=False)

    _memo: dict[str, Any] = field(factory=dict, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        Home(self.text, self.tree)

    def __repr__(self) -> str:
        """Return one line: what the document is, and how much was found in it."""
        meta = self.metadata
        named = " ".join(each.value for each in (meta.doctype, meta.number, meta.date) if each) or self.source.name
        counts = ", ".join(f"{len(getattr(self, layer))} {layer}" for layer in LAYERS)
        return f"<Document {' '.join((named or 'without a number').split())}: {len(self.text)} characters, {counts}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: what the document is, what was found, its first targets."""
        from .export.report import short

        return short(self)

    @property
    def addresses(self) -> Addresses:
        """The citable address and the ``eId`` of every node, computed on first use."""
        if "addresses" not in self._memo:
            self._memo["addresses"] = addresses(self.tree)
        known: Addresses = self._memo["addresses"]
        return known

    def address(self, node: Node) -> str | None:
        """Return the citable address of *node*, a node of `tree`: "III.6.2"; None for words and furniture."""
        place = self.addresses.of(node)
        return None if place is None else place.address

    def find(self, address: str) -> Node | None:
        """Return the node that *address* names, or None.

        It takes "III.6.2" and "Điều 5.2.đ", an ``eId``, and what people write: "điểm đ khoản 2 Điều 5", "Mục III.6.2".
        Raises `TypeError` for what is no str.
        """
        from .address.lookup import find

        if not isinstance(address, str):
            raise TypeError(f"find() wants an address as a str, not {type(address).__name__}")

        return find(self.addresses, address)

    @property
    def tasks(self) -> "tuple[Task, ...]":
        """The work list: who has to do what, with whom, by when, one row a task, worked out from `assignments`."""
        if "tasks" not in self._memo:
            from .extract.assignments.worklist import tasks
            from .extract.view import view_of

            read = self.opened()
            rows = tasks(view_of(read.text, read.tree), read.assignments, read.times)
            rows = moved(rows, open_up(self.text).back)
            places = [self.addresses.holding(row.span) for row in rows]
            found = zip(rows, places, strict=True)
            self._memo["tasks"] = tuple(evolve(row, address=at.address if at else None) for row, at in found)
        known: tuple[Task, ...] = self._memo["tasks"]
        return known

    def moved(self, text: str, move: Move) -> "Document":
        """Return the document with *text* and each span moved: what is found in one writing of a text, in another."""
        found = {name: moved(getattr(self, name), move) for name in (*LAYERS, "metadata", "diagnostics")}
        return evolve(self, text=text, tree=moved_tree(self.tree, move), **found)

    def opened(self) -> "Document":
        """Return the document as it is read: words that were run together in `text` stand apart."""
        opening = open_up(self.text)
        return self.moved(opening.text, opening.there) if opening.gaps else self

    def rows(self, layer: str) -> "list[dict[str, Value]]":
        """Return *layer* as flat dictionaries with fixed columns: straight into pandas, polars or a spreadsheet.

        *layer* is one of `LAYERS`, or "documents", "nodes", "tasks" or "diagnostics". Every dictionary has all the
        columns that ``nghiquyet.columns(layer)`` names, in that order and of those types, or None (docs/rows.md).
        Raises `ValueError` for another layer.
        """
        from .export.rows import rows

        return rows(self, layer)

    def chunks(self, *, max_chars: int = 1200, overlap: int = 0) -> "tuple[Chunk, ...]":
        """Return the text in pieces of at most *max_chars* characters, for search and for language models.

        No sentence and no row of a table is cut: one that is longer is a piece of its own. No piece reaches from one
        part, chapter, section, article or annex into the next. Pieces of one unit repeat up to *overlap* characters of
        the piece before, in whole sentences. Raises `ValueError` unless ``0 <= overlap < max_chars``.
        """
        from .export.chunks import chunks

        return chunks(self, max_chars=max_chars, overlap=overlap)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the document as JSON text that the schema accepts; *indent* spaces a level, or all on one line."""
        from .export.json_encode import dumps

        return dumps(self, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Document":
        """Return the document that `to_json` wrote, equal in all but `cleaned`.

        Raises `InvalidDocument`, with the place and the reason, for anything else.
        """
        from .export.json_decode import loads

        return loads(text)

    def __getstate__(self) -> dict[str, Any]:
        # Addresses are kept by the identity of nodes, which a copy in another process does not share.
        return {each.name: getattr(self, each.name) for each in fields(Document) if each.name != "_memo"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in {**state, "_memo": {}}.items():
            object.__setattr__(self, name, value)
        Home(self.text, self.tree)
