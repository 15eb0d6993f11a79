"""What a site prints above a document: the box of its attributes (thuộc tính văn bản) and a headline with the title.

"Số hiệu: 04/2011/NQ-HĐND Loại văn bản: Nghị quyết / Nơi ban hành: Tỉnh Kim Sơn Người ký: Lê Văn Tâm". A document that
has lost a line of its own may have it there. What the document itself says always wins.
"""

from collections.abc import Mapping
from functools import cache

import regex
from attrs import evolve

from ...facts import Field, Metadata, Signer
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import any_of
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Node
from ..view import TextView
from .header import DOCTYPE, as_field, iso_date
from .issuer import lacks_place

#: How far below the top of a page a box begins.
_REACH = 4000
_NAME = pattern(r"(?:\p{Lu}[\p{L}’']*\s+){1,5}\p{Lu}[\p{L}’']*")
_NO_TITLE = pattern(r"(?:ngày|năm|của)\b")
_PLACE = pattern(r"(?:tỉnh|thành\s+phố|tp\.?|huyện|quận|thị\s+xã|xã|phường|đặc\s+khu)\s+\p{L}")


@cache
def _labels() -> dict[str, str]:
    return {fold(label): field for field, labels in table("headers")["box"].items() for label in labels}


@cache
def _label() -> regex.Pattern[str]:
    return pattern(rf"(?P<label>{any_of(_labels())})\s*[:|]+\s*")


def read_box(view: TextView, nodes: list[Node]) -> dict[str, Field]:
    """Return what the box says, by the names of the rows of ``headers.toml``; empty without two labels."""
    first = next((node.span.start for node in nodes if node.kind in ("recital", "article", "enacting")), len(view.low))
    end = min(first, _REACH)
    found = list(_label().finditer(view.low, 0, end))
    if len(found) < 2:
        return {}
    box: dict[str, Field] = {}
    for at, label in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else end
        line = pattern(r"[|\n]|\s{3,}").search(view.text, label.end(), stop)
        field = as_field(view, Span(label.end(), line.start() if line else stop), " .;|")
        if field.value:
            box.setdefault(_labels()[" ".join(label["label"].split())], field)
    return box


def with_box(view: TextView, found: Metadata, box: Mapping[str, Field]) -> Metadata:
    """Return the metadata with what only the box says; a value that the document has is never changed."""
    title = None if found.title else _headline(view, found)
    if title:
        found = evolve(found, title=title)
    if not box:
        return found
    kind = box.get("doctype")
    if found.doctype is None and kind and DOCTYPE.fullmatch(fold(kind.value)):
        found = evolve(found, doctype=kind)
    signer = box.get("signer")
    if not found.signers and signer and _NAME.fullmatch(signer.value):
        found = evolve(found, signers=(Signer(name=signer.value, position=None, behalf=None, span=signer.span),))
    issuer, place = found.issuer, box.get("issuer")
    if issuer and place and lacks_place(issuer) and _PLACE.match(fold(place.value)):
        first, last = sorted((issuer.span, place.span))
        found = evolve(found, issuer=Field(value=f"{issuer.value} {place.value}", span=Span(first.start, last.end)))
    return evolve(found, date=found.date or _day(box.get("date")), effect=found.effect or _day(box.get("effect")))


def _day(field: Field | None) -> Field | None:
    """Return a field with its day in ISO form, None for one without a day ("Đã biết")."""
    day = iso_date(fold(field.value)) if field else None
    return Field(value=day, span=field.span) if field and day else None


def _headline(view: TextView, found: Metadata) -> Field | None:
    """Return the title behind the document's own number in a line above it: "Nghị quyết 18/2025/NQ-HĐND sửa đổi ...".

    Only for a document that has its number and has lost its title.
    """
    if found.number is None:
        return None
    said = view.low.find(fold(found.number.value), 0, found.number.span.start)
    line = view.low.rfind("\n", 0, said) + 1
    if said < 0 or not DOCTYPE.match(view.text[line:said].strip().lower()):
        return None
    end = view.text.find("\n", said)
    field = as_field(view, Span(said + len(found.number.value), end if end >= 0 else len(view.text)), " -–:|")
    return field if len(field.value.split()) > 3 and not _NO_TITLE.match(fold(field.value)) else None
