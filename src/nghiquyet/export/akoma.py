"""Akoma Ntoso 3.0 (OASIS LegalDocML): a document in the XML of legislatures, valid against the strict schema.

The tree becomes the hierarchy of Akoma Ntoso: ``eId`` are those of `Document.addresses`; mentions of documents and
links become ``ref``; number, dates, issuer and signers are the metadata. Every word of the text is there, in its order.
What the schema has no element for (page furniture, lines of the header that come out of turn) is an ``hcontainer`` or
a ``span`` with its kind as its name.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import IO, Any
from urllib.parse import quote

from lxml import etree

from .. import __version__
from ..document import Document
from ..extract.references.slugs import slug
from ..text.spans import Span
from ..tree import Node, trimmed
from .cells import writable
from .dates import as_date

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

#: Kinds of nodes that are elements of the hierarchy.
_HIERARCHY = {
    "part": "part", "chapter": "chapter", "section": "section", "article": "article", "item": "paragraph",
    "subitem": "subparagraph", "point": "point", "bullet": "indent", "subbullet": "indent", "paragraph": "alinea",
}  # fmt: skip
#: Units whose opening words are a heading; those of others are a sentence.
_HEADED = frozenset(("part", "chapter", "section", "article", "annex"))
_HEADER = frozenset("letterhead motto number place_date doctype title furniture".split())
_TAIL = frozenset("recipients signature footnote furniture".split())
#: Elements in which the schema has no ``crossHeading``; a heading without a marker is an ``hcontainer`` there.
_WITHOUT_CROSS_HEADINGS = frozenset(f"{{{NAMESPACE}}}{name}" for name in ("body", "mainBody"))
#: Kinds of the header that have an inline element of their own.
_INLINE = {"letterhead": "docAuthority", "number": "docNumber", "doctype": "docType", "title": "docTitle"}


def write_akoma(documents: Iterable[Document], stream: IO[bytes], **_: Any) -> None:
    """Write one document as Akoma Ntoso. Raises `ValueError` for several: a file holds one."""
    for position, document in enumerate(documents):
        if position:
            raise ValueError("a file of Akoma Ntoso holds one document")
        stream.write(akoma(document))


def akoma(document: Document) -> bytes:
    """Return *document* as a file of Akoma Ntoso."""
    writer = _Writer(document)
    written: bytes = etree.tostring(writer.root(), encoding="utf-8", xml_declaration=True)
    return written


class _Regions:
    """The children of the root, by the part of an ``act`` that they belong to."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        first_annex = next((at for at, node in enumerate(nodes) if node.kind == "annex"), len(nodes))
        self.annexes, nodes = nodes[first_annex:], nodes[:first_annex]
        end = len(nodes)
        while end and nodes[end - 1].kind in _TAIL:
            end -= 1
        self.conclusions, nodes = nodes[end:], nodes[:end]
        start = 0
        while start < len(nodes) and nodes[start].kind in _HEADER:
            start += 1
        self.preface, nodes = nodes[:start], nodes[start:]
        opening = [at for at, node in enumerate(nodes) if node.kind in ("recital", "enacting")]
        units = (at for at, node in enumerate(nodes) if node.kind in _HIERARCHY and node.kind != "paragraph")
        border = next(units, len(nodes))
        start = max((at + 1 for at in opening if at < border), default=0)
        self.preamble, self.body = nodes[:start], nodes[start:]


class _Writer:
    """A document that is being written."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._refs = sorted(self._marks(), key=lambda mark: (mark[0].start, -mark[0].end))

    def root(self) -> Any:
        """Return the element ``akomaNtoso``."""
        root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
        act = _sub(root, "act", name="nghi-quyet")
        regions = _Regions(self._document.tree.children)
        self._meta(act, "!main")
        if regions.preface:
            preface = _sub(act, "preface")
            for node in regions.preface:
                self._line(preface, node)
        if regions.preamble:
            self._preamble(_sub(act, "preamble"), regions.preamble)
        body = _sub(act, "body")
        self._below(body, regions.body)
        if not len(body):  # an act has a body, and the body a part
            _sub(_sub(_sub(body, "hcontainer", name="empty"), "content"), "p")
        if regions.conclusions:
            conclusions = _sub(act, "conclusions")
            for node in regions.conclusions:
                for leaf in node.leaves():
                    self._line(conclusions, leaf)
        if regions.annexes:
            self._attachments(_sub(act, "attachments"), regions.annexes)
        return root

    # Metadata.

    def _meta(self, act: Any, component: str) -> None:
        meta = self._document.metadata
        uri = self._uri()
        identification = _sub(_sub(act, "meta"), "identification", source="#nghiquyet")
        signed = meta.date.value if meta.date and as_date(meta.date.value) else None
        levels = (("FRBRWork", uri), ("FRBRExpression", f"{uri}/vie@"), ("FRBRManifestation", f"{uri}/vie@.xml"))
        for level, name in levels:
            each = _sub(identification, level)
            this = f"{name.removesuffix('.xml')}/{component}{'.xml' if name.endswith('.xml') else ''}"
            _sub(each, "FRBRthis", value=this)
            _sub(each, "FRBRuri", value=name)
            if level == "FRBRWork" and meta.title:
                _sub(each, "FRBRalias", name="title", value=writable(" ".join(meta.title.value.split())))
            # The schema requires a date; no resolution has the year 1.
            _sub(each, "FRBRdate", date=signed or "0001-01-01", name="signed" if signed else "unknown")
            _sub(each, "FRBRauthor", href="#nghiquyet" if level == "FRBRManifestation" else "#issuer")
            if level == "FRBRWork":
                _sub(each, "FRBRcountry", value="vn")
                if meta.number:
                    _sub(each, "FRBRnumber", value=writable(meta.number.value))
            elif level == "FRBRExpression":
                _sub(each, "FRBRlanguage", language="vie")
        self._references(identification.getparent())

    def _references(self, meta: Any) -> None:
        said = self._document.metadata
        references = _sub(meta, "references", source="#nghiquyet")
        issuer = " ".join(said.issuer.value.split()) if said.issuer else "không rõ"
        href = f"/akn/ontology/organization/vn/{slug(issuer)}"
        _sub(references, "TLCOrganization", eId="issuer", href=href, showAs=writable(issuer))
        title = f"nghiquyet {__version__}"
        _sub(references, "TLCOrganization", eId="nghiquyet", href="/akn/ontology/software/nghiquyet", showAs=title)
        for position, signer in enumerate((each for each in said.signers if each.name), 1):
            href = f"/akn/ontology/person/vn/{slug(signer.name or '')}"
            name = writable(signer.name or "")
            _sub(references, "TLCPerson", eId=f"signer_{position}", href=href, showAs=name)

    def _uri(self) -> str:
        """Return the address of the work: country, kind, day, number."""
        meta = self._document.metadata
        day = meta.date.value if meta.date else "0001-01-01"
        number = slug(meta.number.value) if meta.number else slug(self._document.key or "khong-so")
        return f"/akn/vn/act/nghi-quyet/{day}/{number or 'khong-so'}"

    # Parts.

    def _preamble(self, preamble: Any, nodes: tuple[Node, ...]) -> None:
        citations = None
        for node in nodes:
            if node.kind == "recital":
                citations = _sub(preamble, "citations") if citations is None else citations
                self._text(_sub(self._sub(citations, "citation", node), "p"), node.span)
                continue
            if node.kind == "enacting":
                self._text(_sub(self._sub(preamble, "formula", node, name="enactingFormula"), "p"), node.span)
            else:
                for leaf in node.leaves():
                    self._line(preamble, leaf)
            citations = None

    def _line(self, parent: Any, node: Node) -> None:
        """Write a leaf as a paragraph of its own, with the inline element that its kind has."""
        line = self._sub(parent, "p", node, **{"class": node.kind})
        day = self._document.metadata.date
        if node.kind == "place_date" and day and as_date(day.value):
            line = _sub(line, "docDate", date=day.value)
        elif node.kind in _INLINE:
            line = _sub(line, _INLINE[node.kind])
        self._text(line, node.span)

    def _attachments(self, attachments: Any, nodes: tuple[Node, ...]) -> None:
        """Write the annexes; other nodes behind an annex go with it."""
        body = None
        for node in nodes:
            if node.kind != "annex":
                self._below(body, (node,))
                continue
            attachment = self._sub(attachments, "attachment", node)
            annex = _sub(attachment, "doc", name="phu-luc")
            self._meta(annex, f"annex-{len(attachments)}")
            _rename_ids(annex, f"annex-{len(attachments)}__")
            body = _sub(annex, "mainBody")
            own, below = _split(node)
            for part in own or (node,):
                self._text(_sub(body, "p", **_class(part)), part.span)
            self._below(body, below)

    def _below(self, parent: Any, nodes: Iterable[Node]) -> None:
        """Write units below *parent*, with a stack: hostile outlines nest deeper than Python recurses."""
        stack = [(parent, node) for node in reversed(tuple(nodes))]
        while stack:
            holder, node = stack.pop()
            element, below = self._hierarchy(holder, node)
            stack += [(element, child) for child in reversed(below)]

    def _hierarchy(self, parent: Any, node: Node) -> tuple[Any, tuple[Node, ...]]:
        """Write one unit without the units below it; return its element and those."""
        name = _HIERARCHY.get(node.kind)
        if node.kind == "heading" and not node.children and parent.tag not in _WITHOUT_CROSS_HEADINGS:
            element = self._sub(parent, "crossHeading", node)
            self._text(element, node.span)
            return element, ()
        element = self._sub(parent, name, node) if name else self._sub(parent, "hcontainer", node, name=node.kind)
        if node.kind == "table":
            self._table(_sub(element, "content"), node)
            return element, ()
        own, below = _split(node)
        if not below:
            number = self._number(element, node, own[0].span) if own else None
            content = _sub(element, "content")
            for part in own or (node,):
                span = number if number is not None and part is own[0] else part.span
                self._text(_sub(content, "p", **_class(part)), span)
            return element, ()
        if own:
            rest = self._number(element, node, own[0].span)
            inside = _sub(element, "heading") if node.kind in _HEADED else _sub(_sub(element, "intro"), "p")
            self._text(inside, rest)
            for part in own[1:]:
                holder = inside if part.kind == "words" else _sub(inside, "span", **_class(part))
                self._text(holder, part.span)
        return element, below

    def _number(self, element: Any, node: Node, words: Span) -> Span:
        """Write the marker of a unit as its ``num``; return where the rest of its words stand."""
        text = self._document.text[words.start : words.end]
        at = text.find(node.label) if node.label else -1
        if not 0 <= at <= 24 or node.kind not in _HIERARCHY:
            return words
        end = at + len(node.label)
        while end < len(text) and text[end] in ".):/-–*":
            end += 1
        _sub(element, "num").text = writable(text[:end])
        return Span(words.start + end, words.end)

    def _table(self, content: Any, node: Node) -> None:
        table = self._sub(content, "table", None)
        for row in node.children or (node,):
            line = self._sub(table, "tr", row if row.kind == "table_row" else None)
            for cell in row.children if row.kind == "table_row" and row.children else (row,):
                head = getattr(row, "header", False) and cell.kind == "cell"
                box = self._sub(line, "th" if head else "td", cell if cell.kind == "cell" else None, **_class(cell))
                for leaf in cell.leaves():
                    self._text(_sub(box, "p", **_class(leaf)), leaf.span)

    # Words.

    def _sub(self, parent: Any, tag: str, node: Node | None, /, **attributes: str) -> Any:
        """Add an element with the ``eId`` of *node*."""
        place = self._document.addresses.of(node) if node is not None else None
        return _sub(parent, tag, **({"eId": writable(place.eid)} if place else {}), **attributes)

    def _text(self, element: Any, span: Span) -> None:
        """Write the words of *span* at the end of *element*, mentions and links inside it as ``ref``."""
        span = trimmed(self._document.text, span)
        at = span.start
        for mark, href in self._inside(span):
            if mark.start >= at:
                _append(element, self._document.text[at : mark.start])
                _sub(element, "ref", href=href).text = writable(self._document.text[mark.start : mark.end])
                at = mark.end
        _append(element, self._document.text[at : span.end])

    def _inside(self, span: Span) -> Iterator[tuple[Span, str]]:
        for mark, href in self._refs[bisect_left(self._refs, span.start, key=lambda each: each[0].start) :]:
            if mark.start >= span.end:
                break
            if mark.end <= span.end and mark.start < mark.end:
                yield mark, href

    def _marks(self) -> Iterator[tuple[Span, str]]:
        """Yield what becomes a ``ref``: mentions of documents with a key, links to one place of this document."""
        for mention in self._document.references:
            if mention.key:
                yield mention.span, f"urn:nghiquyet:{quote(mention.key, safe='/.-')}"
        for link in self._document.links:
            if link.document is None and len(link.targets) == 1:
                node = self._document.find(link.targets[0])
                place = self._document.addresses.of(node) if node else None
                if place:
                    yield link.span, f"#{quote(place.eid)}"


def _rename_ids(annex: Any, prefix: str) -> None:
    """Give the identities in the metadata of an annex names of their own: an ``eId`` is unique in a file."""
    for each in annex.iter():
        for name in ("eId", "href", "source"):
            value = each.get(name, "")
            if name == "eId" or value.startswith("#"):
                marked = f"#{prefix}{value[1:]}" if value.startswith("#") else f"{prefix}{value}"
                if name in each.attrib:
                    each.set(name, marked)


def _split(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Split the children of a unit into those with its own words, furniture among them, and the units below."""
    if not node.children:
        return (), ()
    last = 0
    for at, child in enumerate(node.children):
        if child.kind == "words":
            last = at + 1
        elif child.kind != "furniture":
            break
    if all(child.kind in ("words", "furniture") for child in node.children):
        last = len(node.children)
    return node.children[:last], node.children[last:]


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _sub(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, _tag(tag), attributes)


def _class(node: Node) -> dict[str, str]:
    return {"class": node.kind} if node.kind == "furniture" else {}


def _append(element: Any, words: str) -> None:
    """Add *words* at the end of *element*."""
    words = writable(words)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
