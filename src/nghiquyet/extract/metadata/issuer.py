"""Who issued a document (cơ quan ban hành): the name on the letterhead, below the title, in the signature."""

from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import evolve

from ...facts import Field
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import words
from ...structure.misread import body, meant
from ...text.folding import fold, without_marks
from ...text.spans import Span
from ...tree import Node
from ..bodies.issuers import body_end
from ..bodies.mentions import begins_name
from ..view import TextView
from .header import DOCTYPE, LINE_END, as_field, below_title

#: The motto of the Party behind the name on one line; in scans with a letter wrong.
_MOTTO = pattern(r"(?<!\s)\s+đảng\s+cộng\s+s\p{L}n\s+việt\s+nam\s*$")
_LATER = pattern(
    r"(?:(?<!\s)\s++)?(?:(?:[-–,(]\s*+)?(?:khoá|kỳ\s+họp|nhiệm\s+kỳ|lần\s+thứ"
    r"|dự\s+thảo(?=\s*(?:$|lần\b|ngày\b|[\d\n().,:–-])))\b|[-_=*]{3,})"
)
_CUT = pattern(r"(?:thường\s+vụ|hội\s+đồng|hội\s+đồng\s+nhân|uỷ\s+ban(?:\s+trung\s+ương)?|đoàn\s+chủ\s+tịch)\s*$")
_JOINT = pattern(r"liên\s+tịch")
#: The line over the recipients of a dispatch (công điện), and among how many nodes it is looked for.
_WIRES, _FRONT = pattern(r"[*\s]*(?P<name>\p{L}[\p{L}\s,]{3,70}?)\s+(?:điện|gửi)\b\s*(?::|$)"), 30
_CLOSING = pattern(r"\b(?:nghị\s+quyết|quyết\s+định)\s+(?:này\s+)?(?:đã\s+)?được\s+")
_NO_NAME = pattern(r"số\s*:|tháng|năm|/|cộng\s+h|độc\s+lập")


@cache
def _second_line() -> regex.Pattern[str]:
    return pattern(words(fold(word) for word in table("headers")["place"]["words"]))


def read_issuer(view: TextView, head: Sequence[Node]) -> Field | None:
    """Return the body on whose paper the document stands: the last name above the doctype, or "CỦA ..." below it."""
    names: list[list[Span]] = []  # a name that a narrow column broke has two lines, with the motto in between
    below = False
    joint = any(_JOINT.search(view.low, node.span.start, node.span.end) for node in head if node.kind == "doctype")
    for node in head:
        if node.kind == "doctype":
            kind = as_field(view, node.span, " #")
            known = DOCTYPE.match(view.low, kind.span.start, node.span.end) or meant(kind.value.rstrip(": "), "frame")
            if not known:
                continue
            below = True
            if of := regex.search(r"\bcủa\s+(?=\S)", view.low, pos=node.span.start, endpos=node.span.end):
                return as_field(view, Span(of.end(), node.span.end))
        spans = list(_names(view, node.span, joint=joint)) if node.kind == "letterhead" else []
        if not spans:
            continue
        names += [[span] for span in spans[:-1] if not below]
        span = spans[-1]
        if of := regex.match(r"của\s+", view.low, pos=span.start, endpos=span.end):
            return as_field(view, Span(of.end(), span.end))
        if below and names:
            if _fuller(view, names[-1], span):
                names.append([span])  # "HỘI ĐỒNG NHÂN DÂN TỈNH AN BÌNH" below the title
            continue
        if names and _goes_on(view, names[-1][-1], span):
            names[-1].append(span)
        else:
            names.append([span])
    if not names:
        return None
    lines = names[-1]
    return Field(
        value=" ".join(view.words(line.start, line.end) for line in lines), span=Span(lines[0].start, lines[-1].end)
    )


def _fuller(view: TextView, lines: Sequence[Span], span: Span) -> bool:
    """Tell whether a name says more than the one on the letterhead, which is only its beginning."""
    bare = fold(" ".join(view.words(line.start, line.end) for line in lines))
    return fold(view.words(span.start, span.end)).startswith(f"{bare} ")


def complete_issuer(view: TextView, issuer: Field | None) -> Field | None:
    """Return the issuer with the place that its letterhead leaves out, if the closing sentence names the whole.

    "HỘI ĐỒNG NHÂN DÂN" is any council; "Nghị quyết này đã được Hội đồng nhân dân tỉnh An Bình khóa X thông qua".
    """
    if issuer is None:
        return None
    issuer = _with_marks(view, issuer) or _mended(issuer)
    if not lacks_place(issuer):
        return issuer
    bare = fold(issuer.value)
    for passage in reversed(view.passages):
        said = _CLOSING.search(view.low, passage.start, passage.end) if passage.zone in ("body", "tail") else None
        close = body_end(view, said.end(), passage.end) if said else None
        if said and close and fold(view.words(said.end(), close)).startswith(f"{bare} "):
            whole = Field(value=view.words(said.end(), close), span=Span(said.end(), close))
            return whole if _named(whole.value) else issuer
    return issuer


def _with_marks(view: TextView, issuer: Field) -> Field | None:
    """Return the name as the text writes it, if OCR lost marks of it: "VAN PHONG CHÍNH PHU"; None if it does not."""
    said = fold(issuer.value)
    bare = sum(map(str.isascii, said.split()))
    if 2 * bare < len(said.split()) or begins_name(view, issuer.span.start, issuer.span.end):
        return None
    plain = without_marks(said)
    text = without_marks(view.low)
    if len(text) != len(view.low):
        return None
    for found in regex.finditer(rf"\b{regex.escape(plain)}\b", text):
        span = Span(*found.span())
        if fold(view.words(span.start, span.end)) != said and begins_name(view, span.start, span.end):
            return Field(value=view.words(span.start, span.end), span=span)
    return None


def _mended(issuer: Field) -> Field:
    """Return the name with its first words as they are meant: "TÍNH ỦY KIM SƠN" is "TỈNH ỦY KIM SƠN"."""
    meant_body = body(issuer.value)
    rest = issuer.value.split()[len(meant_body.split()) :]
    return evolve(issuer, value=" ".join([meant_body.upper(), *rest])) if meant_body else issuer


def _named(body: str) -> bool:
    """Tell "Hội đồng nhân dân tỉnh An Bình" from "Hội đồng nhân dân tỉnh": a place has a name in capitals."""
    return body.split()[-1][0].isupper()


def lacks_place(issuer: Field) -> bool:
    """Tell a body that every place has, without the place: "HỘI ĐỒNG NHÂN DÂN", "TỈNH ỦY"."""
    return fold(issuer.value) in _without_place()


@cache
def _without_place() -> frozenset[str]:
    return frozenset(fold(name) for name in table("headers")["without_place"]["words"])


def issuer_below(view: TextView, head: Sequence[Node]) -> Field | None:
    """Return the name that a converter left at the end of the title, above "Khóa XV, kỳ họp thứ 13"."""
    for node in head:
        if node.kind == "title" and (tail := below_title(view, node, None)):
            span = _name(view, tail)
            return as_field(view, span) if span else None
    return None


def _name(view: TextView, span: Span) -> Span | None:
    """Return where the name on a letterhead stands: less its marks, and less the term and the session behind it."""
    field = as_field(view, span, " -")
    if motto := _MOTTO.search(view.low, field.span.start, field.span.end):
        field = as_field(view, Span(field.span.start, motto.start()), " -*|")
    later = _LATER.search(view.low, field.span.start, field.span.end)
    if later and later.start() == field.span.start:
        return None
    if later:
        field = as_field(view, Span(field.span.start, later.start()), " -,")
    span = field.span
    return span if len(field.value) > 2 and not _NO_NAME.match(view.low, span.start, span.end) else None


def _names(view: TextView, span: Span, *, joint: bool) -> Iterator[Span]:
    """Yield the names in a letterhead of several lines: "UBND TỈNH AN BÌNH" over "SỞ NỘI VỤ" are two.

    Those of a *joint* document all issue it.
    """
    start = span.start
    for found in LINE_END.finditer(view.text, span.start, start if joint else span.end):
        if (before := _name(view, Span(start, found.start()))) and not _goes_on(
            view, before, Span(found.end(), span.end)
        ):
            yield before
            start = found.end()
    if last := _name(view, Span(start, span.end)):
        yield last


def issuer_wiring(view: TextView, nodes: Sequence[Node]) -> Field | None:
    """Return who sends a dispatch: the name in the line over those that receive it, "THỦ TƯỚNG CHÍNH PHỦ điện:"."""
    for node in nodes[:_FRONT]:
        if node.kind in ("paragraph", "heading", "letterhead", "title"):
            found = _WIRES.match(view.low, node.span.start, node.span.end)
            if found and begins_name(view, *found.span("name")):
                return as_field(view, Span(*found.span("name")))
    return None


def _goes_on(view: TextView, before: Span, span: Span) -> bool:
    """Tell whether a line of the letterhead is the second half of the name above it."""
    if _CUT.search(view.low, before.start, before.end) or _second_line().match(view.low, span.start, span.end):
        return not regex.match(r"tỉnh\s+uỷ|thành\s+uỷ|huyện\s+uỷ|quận\s+uỷ|thị\s+uỷ", view.low, pos=span.start)
    return not begins_name(view, span.start, span.end)


def issuer_signing(view: TextView, behalf: str, span: Span) -> Field | None:
    """Return the issuer that a signature names: "TM. CHÍNH PHỦ"."""
    found = regex.search(
        r"\b(?:t\s*/\s*m|tm)\s*\.?\s*(?P<name>[^\n|]+?)(?=\s+(?:kt|tuq|tl)\b|\s*$|\n|\s*\|)",
        view.low,
        pos=span.start,
        endpos=span.end,
    )
    return as_field(view, Span(*found.span("name")), " *") if found and behalf else None


def family_of_name(issuer: Field) -> str | None:
    name = fold(issuer.value)
    rows = table("headers")["family"]
    return next((str(row["name"]) for row in rows if any(name.startswith(fold(each)) for each in row["issuers"])), None)


def family_of_code(code: str | None) -> str | None:
    return next((name for name, codes in _family_codes() if codes.match(code)), None) if code else None


@cache
def _family_codes() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Return the families, each with the pattern of the codes that its issuers have in numbers."""
    rows = {str(row["name"]): "|".join(row["codes"]) for row in table("headers")["family"]}
    return tuple((name, pattern(rf"(?:{codes})\d*(?:$|[-./])")) for name, codes in rows.items() if codes)
