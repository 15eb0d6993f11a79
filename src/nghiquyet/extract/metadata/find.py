"""The header and the tail as data (thể thức văn bản): who issued what, when, under which number, for whom.

The lines are found by the tree; here their words are read. What a page does not say stays None: a crawled page often
has lost its header, and a guess would go into a catalogue as a fact.
"""

from collections.abc import Sequence

from attrs import evolve

from ...facts import Field, Metadata
from ...lexicon.lazy import pattern
from ...structure.misread import meant, unspaced
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Node, Root
from ..view import TextView
from .dates import read_effect, read_place_date, read_session
from .header import DOCTYPE, as_field, below_title
from .issuer import (
    complete_issuer,
    family_of_code,
    family_of_name,
    issuer_below,
    issuer_signing,
    issuer_wiring,
    read_issuer,
)
from .last_page import annexes, recipients, signers
from .number import read_announced, read_number
from .site_box import read_box, with_box

_AFTER = pattern(r"[\s\-*]*sau\s+khi\s")
_DISPATCH = fold("công điện")
_PARTY_MOTTO = pattern(r"đảng\s+cộng\s+s\p{L}n\s+việt\s+nam")
_UNITS = frozenset(
    "part chapter section article item subitem point bullet recital enacting recipients signature annex table".split()
)
# What a site may print above the page, and what it may not: then the header below is that of another document.
_PROSE = frozenset("paragraph furniture item subitem point bullet subbullet table".split())
_HEADER = frozenset("letterhead motto number place_date doctype".split())


def find_metadata(view: TextView, tree: Root) -> Metadata:
    """Return what the header and the tail say, each value with its span.

    The number's parts are serial, year, type and issuer: ("57", None, "NQ", "HĐND"). Dates are ISO; a day or a month
    left blank in a draft is left out ("2021-01").
    """
    head, nodes = _split(tree)
    number, parts = read_number(view, head)
    doctype = _doctype(view, head)
    issuer = _issuer(view, head, nodes, doctype)
    place, signed = read_place_date(view, head)
    term, session, adopted = read_session(view, head)
    if number is None and doctype is not None:
        number, parts, announced = read_announced(view, doctype, issuer)
        signed = signed or announced
    signed = signed or adopted
    found = Metadata(
        doctype=doctype,
        number=number,
        number_parts=parts,
        issuer=issuer,
        place=place,
        date=signed,
        title=_title(view, head, issuer),
        term=term,
        session=session,
        effect=read_effect(view, signed, adopted),
        legal_bases=tuple(as_field(view, node.span, " ;,.-") for node in nodes if _is_base(view, node)),
        signers=signers(view, nodes),
        recipients=recipients(view, nodes),
        annexes=annexes(view, nodes),
    )
    if issuer is None:
        signing = (issuer_signing(view, each.behalf, each.span) for each in found.signers if each.behalf)
        found = evolve(found, issuer=next(signing, None))
    found = with_box(view, found, read_box(view, nodes))
    return evolve(found, family=_family(found, party=_has_party_motto(view, head)))


def _has_party_motto(view: TextView, head: Sequence[Node]) -> bool:
    """Tell whether "ĐẢNG CỘNG SẢN VIỆT NAM" stands on the letterhead."""
    return any(
        _PARTY_MOTTO.search(view.low, node.span.start, node.span.end)
        for node in head
        if node.kind in ("motto", "letterhead")
    )


def _is_base(view: TextView, node: Node) -> bool:
    """Tell a recital from the sentence that announces what follows it: "Sau khi nghe ..., kết luận như sau:"."""
    if node.kind != "recital":
        return False
    announces = view.low[max(node.span.start, node.span.end - 4) : node.span.end].rstrip().endswith(":")
    return not (announces and _AFTER.match(view.low, node.span.start, node.span.end))


def _issuer(view: TextView, head: Sequence[Node], nodes: Sequence[Node], doctype: Field | None) -> Field | None:
    """Return who issued the document: by the letterhead, by the title, and a dispatch by who sends it."""
    named = complete_issuer(view, _fuller(read_issuer(view, head), issuer_below(view, head)))
    sent = doctype is not None and fold(doctype.value) == _DISPATCH
    return (issuer_wiring(view, nodes) if sent else None) or named


def _fuller(letterhead: Field | None, below: Field | None) -> Field | None:
    """Return the name of the letterhead, or the one below the title where that goes on: "... TỈNH KIM SƠN"."""
    if letterhead and below and fold(below.value).startswith(f"{fold(letterhead.value)} "):
        return below
    return letterhead or below


def _split(tree: Root) -> tuple[list[Node], list[Node]]:
    """Return the nodes of the header, and all nodes outside annexes, in the order of the text.

    The header begins below the prose of a site that prints the document in an article of its own.
    """
    head: list[Node] = []
    nodes: list[Node] = []
    stack: list[Node] = list(reversed(tree.children))
    begin = next((node for node in tree.children if node.kind not in _PROSE), None)
    front = True
    while stack:
        node = stack.pop()
        nodes.append(node)
        if node is begin and node.kind in _HEADER and not front:
            front = True
        front = front and node.kind not in _UNITS
        if front:
            head.append(node)
        if node.kind not in ("annex", "table", "recipients"):
            stack.extend(reversed(node.children))
        elif node.kind == "recipients":
            stack.extend(child for child in reversed(list(node.walk())) if child.kind == "signature")
    return head, nodes


def _doctype(view: TextView, head: Sequence[Node]) -> Field | None:
    for node in head:
        if node.kind == "doctype":
            field = as_field(view, node.span, " #")
            if found := DOCTYPE.match(view.low, field.span.start, field.span.end):
                return as_field(view, Span(*found.span()))
            said = field.value.rstrip(": ")
            if word := meant(said, "frame") or unspaced(said):  # of a scan; what it was taken for is a diagnostic
                return Field(value=word.upper(), span=field.span)
    return None


def _title(view: TextView, head: Sequence[Node], issuer: Field | None) -> Field | None:
    """Return the title; the issuer's name on a line of its own below it is left off."""
    for node in head:
        if node.kind == "title":
            tail = below_title(view, node, issuer)
            return as_field(view, Span(node.span.start, tail.start if tail else node.span.end), " -")
    return None


def _family(found: Metadata, *, party: bool) -> str:
    family = family_of_name(found.issuer) if found.issuer else None
    family = family or family_of_code(found.number_parts[3] if found.number_parts else None)
    return family or ("party" if party else "other")
