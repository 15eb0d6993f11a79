"""The number of a document (số, ký hiệu) on its first page: serial, year, type, issuer."""

from collections.abc import Sequence

import regex

from ...facts import Field
from ...lexicon.document_number import WRITTEN, split_code
from ...lexicon.lazy import pattern
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Node
from ..view import TextView
from .header import iso_date
from .issuer import family_of_code, family_of_name

_NUMBER = pattern(rf"số\s*:?\s*{WRITTEN}", regex.IGNORECASE)
# "Ngày 09/9/2025, Ban Chấp hành Trung ương ban hành Nghị quyết 72-NQ/TW"
_ISSUED = pattern(
    rf"(?:ngày\s+(?P<date>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}),?\s[^.;\n]{{0,80}}?)?\bban\s+hành\s+"
    rf"(?P<type>nghị\s+quyết|quyết\s+định|chỉ\s+thị|kết\s+luận)\s+(?:số\s*:?\s*)?{WRITTEN}",
    regex.IGNORECASE,
)
_OWN_NUMBER = pattern(r"\W*(?:luật\s+|\p{L}+\s+\p{L}+\s+)?số\s*:?\s*\d")


def read_number(view: TextView, head: Sequence[Node]) -> tuple[Field | None, tuple[str | None, ...]]:
    """Return the document's number from the nodes of the header, and its parts; (None, ()) if they have none."""
    for node in head:
        if node.kind not in ("number", "letterhead", "place_date") or not _OWN_NUMBER.match(
            view.low, node.span.start, node.span.end
        ):
            continue
        found = _NUMBER.search(view.plain, node.span.start, node.span.end)
        if found:
            return _parts(found)
    return None, ()


def _parts(found: "regex.Match[str]") -> tuple[Field, tuple[str | None, ...]]:
    """Return the number that was found, without spaces, and its parts: serial, year, type, issuer."""
    start, end = found.span("number")
    value = "".join(found.string[start:end].split()).rstrip(".-/").replace("\xad", "-")
    kind, issuer = split_code(found["code"]) if found["code"] else (None, None)
    return Field(value=value, span=Span(start, end)), (found["serial"].rstrip("."), found["year"], kind, issuer)


def read_announced(
    view: TextView, doctype: Field, issuer: Field | None
) -> tuple[Field | None, tuple[str | None, ...], Field | None]:
    """Return number and date from the words above the header that say that this kind of document was issued.

    A page that lost its "Số:" may be printed below a site's "Ngày ..., ... ban hành Nghị quyết ...". Where such words
    name two numbers, or one that is not of the issuer's family, none is taken.
    """
    kind = fold(doctype.value).lower()
    said = [
        found
        for found in _ISSUED.finditer(view.plain, 0, doctype.span.start)
        if found["code"] and kind == fold(" ".join(found["type"].split())).lower()
    ]
    if len({_parts(found)[0].value for found in said}) != 1:
        return None, (), None
    number, parts = _parts(said[0])
    if issuer is not None and family_of_name(issuer) != family_of_code(parts[3]):
        return None, (), None
    day = next((found for found in said if found["date"] and iso_date(found["date"])), None)
    issued = Field(value=iso_date(day["date"]) or "", span=Span(*day.span("date"))) if day else None
    return number, parts, issued
