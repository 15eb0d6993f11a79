"""The days and the session of a document: place and date, term, session, adoption, effect (hiệu lực thi hành)."""

from collections.abc import Sequence
from datetime import date, timedelta

import regex

from ...facts import Field
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...text.numerals import counted
from ...text.spans import Span
from ...tree import Node
from ..view import TextView
from .header import _DAY, as_field, below_title, iso_date

_SIGNED = phrase_once("metadata", "signed")
_PLACE = pattern(r"(?r)[^,;|\d]{2,60}")  # its end is given
_TERM = phrase_once("metadata", "term")
_SESSION = phrase_once("metadata", "session")
_CONGRESS = phrase_once("metadata", "congress")
_ADOPTED = phrase_once("metadata", "adopted")
#: Words without which nothing was adopted, and nothing takes effect.
_PASSIVE, _FROM = "được", "từ"
_EFFECT = phrase_once("metadata", "effect")


def read_place_date(view: TextView, head: Sequence[Node]) -> tuple[Field | None, Field | None]:
    """Return where and when the document was signed: "Vân Hải, ngày 12 tháng 6 năm 2025"."""
    for node in head:
        if node.kind not in ("place_date", "number"):
            continue
        found = _SIGNED.search(view.low, node.span.start, node.span.end)
        value = iso_date(found["date"]) if found else None
        if found is None or value is None:
            continue
        day = _DAY.search(view.low, found.start("date"), node.span.end)
        signed = Field(value=value, span=Span(found.start("date"), day.end() if day else found.end()))
        stop = node.span.start + len(view.low[node.span.start : found.start()].rstrip(" \n\t,."))
        before = _PLACE.match(view.low, node.span.start, stop) if node.kind == "place_date" else None
        place = as_field(view, Span(*before.span()), " ,.") if before else None
        return place if place and place.value else None, signed
    return None, None


def _starts_term(view: TextView, node: Node) -> bool:
    """Tell whether a line of the header is "Khóa XI, kỳ họp thứ 7" by itself."""
    return node.kind == "paragraph" and regex.match(r"\W*khoá\s", view.low, pos=node.span.start) is not None


def read_session(view: TextView, head: Sequence[Node]) -> tuple[Field | None, Field | None, Field | None]:
    """Return the term and the session of the body, and the day on which it adopted the document."""
    spans = [node.span for node in head if node.kind == "letterhead" or _starts_term(view, node)]
    for node in head:
        if node.kind in ("title", "doctype") and (_CONGRESS.match(view.low, node.span.start, node.span.end)):
            spans.append(node.span)
        elif node.kind == "title" and (tail := below_title(view, node, None)):
            spans.append(tail)
    adopted = None
    for passage in reversed(view.passages):
        if passage.zone not in ("body", "tail"):
            continue
        said = view.low.find(_PASSIVE, passage.start, passage.end) >= 0
        found = _ADOPTED.search(view.low, passage.start, passage.end) if said else None
        if found:
            spans.append(Span(*found.span()))
            if found["day"] and (value := iso_date(found["day"])):
                day = _DAY.search(view.low, found.start("day"), found.end("day"))
                adopted = Field(value=value, span=Span(found.start("day"), day.end() if day else found.end("day")))
            break
    term = session = None
    for span in spans:
        if term is None and (found := _TERM.search(view.low, span.start, span.end)):
            term = as_field(view, Span(*found.span()))
        if session is None and (found := _SESSION.search(view.low, span.start, span.end)):
            session = as_field(view, Span(*found.span()))
    return term, session, adopted


def _after(day: str | None, wait: int | None) -> str | None:
    """Return the day that is *wait* days after *day*; None where either is unknown."""
    if day is None or wait is None or len(day) < len("2026-12-31"):
        return None
    return (date.fromisoformat(day) + timedelta(wait)).isoformat()


def read_effect(view: TextView, signed: Field | None, adopted: Field | None) -> Field | None:
    """Return the day from which the document holds: as written, or counted from the event that it names."""
    for passage in reversed(view.passages):
        if passage.zone not in ("body", "tail") or view.low.find(_FROM, passage.start, passage.end) < 0:
            continue
        for found in _EFFECT.finditer(view.low, passage.start, passage.end):
            when = found["when"]
            value = iso_date(when)
            if value is None and "thông qua" in when:
                day = adopted or signed
                value = day.value if day else None
            elif value is None and regex.match(r"ngày\s+(?:ký|ban\s+hành)", when):
                value = signed.value if signed else None
            if found["wait"]:
                value = _after(value, counted(found["wait"]))
            if value:
                start, end = found.span("when")
                written = _DAY.search(view.low, start, end)
                start = found.start("wait") if found["wait"] else start
                return Field(value=value, span=Span(start, written.end() if written else end))
    return None
