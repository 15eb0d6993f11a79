"""The header and the tail as data (thể thức văn bản): who issued what, when, under which number, for whom.

The lines are found by the tree; here their words are read. What a page does not say stays None: a crawled page often
has lost its header, and a guess would go into a catalogue as a fact.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache

import regex
from attrs import evolve

from ..facts import Field, Metadata
from ..flow import Flow, fold
from ..phrase import words
from ..tree import Node, Root, Span
from .actors import begins_name
from .tail import annexes, recipients, signers
from .words import table

_UNITS = frozenset(
    "part chapter section article item subitem point bullet recital enacting recipients signature annex table".split()
)
# What a site may print above the page, and what it may not: then the header below is that of another document.
_PROSE = frozenset("paragraph furniture item subitem point bullet subbullet table".split())
_HEADER = frozenset("letterhead motto number place_date doctype".split())
_DIGITS = (
    r"(?P<number>(?P<serial>\d[\d.]*\p{L}?)\s*(?:/+\s*(?P<year>(?:19|20)\d\d)\s*)?"
    r"(?:(?P<sep>[-/.])[-/.]*\s*(?P<code>\p{Lu}[\p{L}\d&.]*(?:\s*[-/–.]\s*\p{Lu}[\p{L}\d&.]*)*))?)"
)
_NUMBER = regex.compile(rf"số\s*:?\s*{_DIGITS}", regex.IGNORECASE)
# "Ngày 09/9/2025, Ban Chấp hành Trung ương ban hành Nghị quyết 72-NQ/TW"
_ISSUED = regex.compile(
    rf"(?:ngày\s+(?P<date>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}),?\s[^.;\n]{{0,80}}?)?\bban\s+hành\s+"
    rf"(?P<type>nghị\s+quyết|quyết\s+định|chỉ\s+thị|kết\s+luận)\s+(?:số\s*:?\s*)?{_DIGITS}",
    regex.IGNORECASE,
)
_CODE_PARTS = regex.compile(r"\s*[-/–]\s*")
_DAY = regex.compile(
    r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)"
    r"|(?:(?P<d>\d{1,2})|[.…_\s]*)\s*tháng\s*(?:(?P<m>\d{1,2})|[.…_\s]*)\s*năm\s*(?P<y>(?:19|20)\d\d)"
)
_PLACE_DATE = regex.compile(r"(?:(?P<place>[^,;|\d]{2,60}?)\s*[,.]?\s*)?\bngày\s*(?P<date>[^|]{4,60})")
_DOCTYPE = regex.compile(
    r"(?:nghị\s+quyết(?:\s+liên\s+tịch)?|quyết\s+định|chỉ\s+thị|kết\s+luận|quy\s+định|quy\s+chế|kế\s+hoạch|chương\s+trình"
    r"|hướng\s+dẫn|báo\s+cáo|tờ\s+trình|thông\s+báo|thông\s+tri|đề\s+án|công\s+điện|bản\s+\p{L}[^\n]*)"
)
_TERM = regex.compile(r"(?:khoá|nhiệm\s+kỳ)\s+(?:thứ\s+)?(?:[ivxlc]+|\d{4}\s*-\s*\d{4}|\d{1,2})\b")
_SESSION = regex.compile(
    r"kỳ\s+họp\s+(?:(?:chuyên\s+đề|bất\s+thường|không\s+thường\s+lệ|thường\s+lệ|giải\s+quyết\s+công\s+việc\s+phát\s+sinh|lần|\()\s*){0,2}"
    r"(?:thứ\s+(?:\d+|[ivxl]+\b|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín))?"
    r"|hai\s+mươi(?:\s+\p{L}+)?)(?:\s*\([^()]{1,40}\))?|(?<=(?:chuyên\s+đề|bất\s+thường)\s*))"
    r"|lần\s+thứ\s+(?:[ivxlc]+|\d+)\b"
)
_LATER = regex.compile(r"\s*[-–,(]?\s*(?:khoá|kỳ\s+họp|nhiệm\s+kỳ|lần\s+thứ)\b|\s*[-_=*]{3,}")
_CONGRESS = regex.compile(r"[\s*#]*(?:nghị\s+quyết\s+)?(?:của\s+)?(?:đại\s+hội|hội\s+nghị)\b")
_CUT = regex.compile(r"(?:thường\s+vụ|hội\s+đồng|hội\s+đồng\s+nhân|uỷ\s+ban)\s*$")
_NO_NAME = regex.compile(r"số\s*:|tháng|năm|/|cộng\s+h|độc\s+lập")
_LOOSE_NUMBER = regex.compile(r"(?m)^[\W_]*(?P<number>số\s*:\s*\d)")
_OWN_NUMBER = regex.compile(r"\W*(?:\p{L}+\s+\p{L}+\s+)?số\s*:?\s*\d")
_ADOPTED = regex.compile(
    r"(?:nghị\s+quyết|quyết\s+định|quy\s+định|luật)\s+(?:này\s+)?(?:đã\s+)?được\b[^;]{5,250}?\bthông\s+qua\b"
    r"(?:[^;]{0,60}?\bngày\s+(?P<day>[^;]{6,40}))?"
)
_EFFECT = regex.compile(
    r"(?:nghị\s+quyết|quyết\s+định|quy\s+định|quy\s+chế)\s+này\b[^;]{0,300}?\b(?:hiệu\s+lực|thi\s+hành)\b[^;.]{0,40}?"
    r"\b(?:kể\s+)?từ\s+(?P<when>ngày\s+(?:(?:được\s+)?(?:[^;.,]{0,60}?\s)?thông\s+qua|ký(?:\s+ban\s+hành)?|ban\s+hành|[^;]{6,30}))"
)


def find_metadata(view: Flow, tree: Root) -> Metadata:
    """Return what the header and the tail say, each value with its span.

    The number's parts are serial, year, type and issuer: ("57", None, "NQ", "HĐND"). Dates are ISO; a day or a month
    left blank in a draft is left out ("2021-01").
    """
    head, nodes = _split(tree)
    number, parts = _number(view, head)
    issuer = _issuer(view, head) or _issuer_below(view, head)
    place, signed = _place_date(view, head)
    term, session, adopted = _session(view, head)
    doctype = _doctype(view, head)
    if number is None and doctype is not None:
        number, parts, announced = _announced(view, doctype, issuer)
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
        effect=_effect(view, signed, adopted),
        legal_bases=tuple(_field(view, node.span, " ;,.") for node in nodes if node.kind == "recital"),
        signers=signers(view, nodes),
        recipients=recipients(view, nodes),
        annexes=annexes(view, nodes),
    )
    if issuer is None:
        found = evolve(
            found,
            issuer=next((_behalf(view, signer.behalf, signer.span) for signer in found.signers if signer.behalf), None),
        )
    motto = any(
        "đảng cộng sản" in fold(view.words(node.span.start, node.span.end)) for node in head if node.kind == "motto"
    )
    return evolve(found, family=_family(found, motto))


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


def _field(view: Flow, span: Span, strip: str = " ") -> Field:
    """Return the words of *span* on one line, less what *strip* names at the ends."""
    text = view.plain[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip(strip + "\n\t|*_\\"))
    end = max(start, span.start + len(text.rstrip(strip + "\n\t|*_\\")))
    return Field(value=regex.sub(r"\s+(?=[,;.])", "", view.words(start, end)), span=Span(start, end))


def _number(view: Flow, head: Sequence[Node]) -> tuple[Field | None, tuple[str | None, ...]]:
    for node in head:
        if node.kind not in ("number", "letterhead", "place_date") or not _OWN_NUMBER.match(
            view.low, node.span.start, node.span.end
        ):
            continue
        found = _NUMBER.search(view.plain, node.span.start, node.span.end)
        if found:
            return _parts(found)
    return _loose_number(view, head)


def _loose_number(view: Flow, head: Sequence[Node]) -> tuple[Field | None, tuple[str | None, ...]]:
    """Find "Số:" with the number on the next line, as crawlers leave it, between the lines of the header."""
    if head:
        for found in _LOOSE_NUMBER.finditer(view.low, head[0].span.start, head[-1].span.end):
            number = _NUMBER.match(view.plain, found.start("number"), head[-1].span.end)
            if number and number["code"]:
                return _parts(number)
    return None, ()


def _parts(found: "regex.Match[str]") -> tuple[Field, tuple[str | None, ...]]:
    """Return the number that was found, without spaces, and its parts: serial, year, type, issuer."""
    start, end = found.span("number")
    value = "".join(found.string[start:end].split()).rstrip(".-/")
    code = _CODE_PARTS.split("".join((found["code"] or "").split()).strip(".")) if found["code"] else []
    kind, issuer = (None, code[0]) if len(code) == 1 else (code[0], "-".join(code[1:])) if code else (None, None)
    return Field(value=value, span=Span(start, end)), (found["serial"].rstrip("."), found["year"], kind, issuer)


def _announced(
    view: Flow, doctype: Field, issuer: Field | None
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
    if issuer is not None and _family_of_name(issuer) != _family_of_code(parts[3]):
        return None, (), None
    day = next((found for found in said if found["date"] and iso_date(found["date"])), None)
    issued = Field(value=iso_date(day["date"]) or "", span=Span(*day.span("date"))) if day else None
    return number, parts, issued


@cache
def _second_line() -> regex.Pattern[str]:
    return regex.compile(words(fold(word) for word in table("headers")["place"]["words"]))


def _issuer(view: Flow, head: Sequence[Node]) -> Field | None:
    """Return the body on whose paper the document stands: the last name above the doctype, or "CỦA ..." below it."""
    names: list[list[Span]] = []  # a name that a narrow column broke has two lines, with the motto in between
    below = False
    for node in head:
        if node.kind == "doctype":
            if not _DOCTYPE.match(view.low, _field(view, node.span, " #").span.start, node.span.end):
                continue
            below = True
            if of := regex.search(r"\bcủa\s+(?=\S)", view.low, pos=node.span.start, endpos=node.span.end):
                return _field(view, Span(of.end(), node.span.end))
        span = _name(view, node.span) if node.kind == "letterhead" else None
        if span is None:
            continue
        if of := regex.match(r"của\s+", view.low, pos=span.start, endpos=span.end):
            return _field(view, Span(of.end(), span.end))
        if below and names:
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


def _issuer_below(view: Flow, head: Sequence[Node]) -> Field | None:
    """Return the name that a converter left at the end of the title, above "Khóa XV, kỳ họp thứ 13"."""
    for node in head:
        if node.kind == "title" and (tail := _below_title(view, node, None)):
            span = _name(view, tail)
            return _field(view, span) if span else None
    return None


def _name(view: Flow, span: Span) -> Span | None:
    """Return where the name on a letterhead stands: less its marks, and less the term and the session behind it."""
    field = _field(view, span, " -")
    later = _LATER.search(view.low, field.span.start, field.span.end)
    if later and later.start() == field.span.start:
        return None
    if later:
        field = _field(view, Span(field.span.start, later.start()), " -,")
    return field.span if len(field.value) > 2 and not _NO_NAME.match(view.low, field.span.start) else None


def _goes_on(view: Flow, before: Span, span: Span) -> bool:
    """Tell whether a line of the letterhead is the second half of the name above it."""
    if _CUT.search(view.low, before.start, before.end) or _second_line().match(view.low, span.start, span.end):
        return not regex.match(r"tỉnh\s+uỷ|thành\s+uỷ|huyện\s+uỷ|quận\s+uỷ|thị\s+uỷ", view.low, pos=span.start)
    return not begins_name(view, span.start, span.end)


def _doctype(view: Flow, head: Sequence[Node]) -> Field | None:
    for node in head:
        if node.kind == "doctype":
            field = _field(view, node.span, " #")
            if found := _DOCTYPE.match(view.low, field.span.start, field.span.end):
                return _field(view, Span(*found.span()))
    return None


def _title(view: Flow, head: Sequence[Node], issuer: Field | None) -> Field | None:
    """Return the title; the issuer's name on a line of its own below it is left off."""
    for node in head:
        if node.kind == "title":
            tail = _below_title(view, node, issuer)
            return _field(view, Span(node.span.start, tail.start if tail else node.span.end), " -")
    return None


def _below_title(view: Flow, node: Node, issuer: Field | None) -> Span | None:
    """Return the lines at the end of a title that are not its own: who issues, in which term and session."""
    start, end = node.span.start, node.span.end
    for found in regex.finditer(r"\n\s*", view.text, pos=start, endpos=end):
        at = found.end()
        line = view.text.find("\n", at, end)
        line = line if line >= 0 else end
        same = issuer is not None and fold(view.words(at, line)).startswith(fold(issuer.value))
        term = regex.match(r"\s*khoá\b", view.low, pos=line, endpos=end)
        if (same and (line == end or term)) or (term and issuer is None and begins_name(view, at, line)):
            return Span(at, end)
    return None


def iso_date(low: str) -> str | None:
    """Return the ISO form of a date in folded words, with what a draft leaves blank left out; None for no real day.

    >>> iso_date("12/6/2025"), iso_date("... tháng 01 năm 2021"), iso_date("31 tháng 4 năm 2021")
    ('2025-06-12', '2021-01', None)
    """
    found = _DAY.search(low)
    if found is None:
        return None
    year, month, day = found["y"], found["m"], found["d"]
    if month is None:
        return year
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _place_date(view: Flow, head: Sequence[Node]) -> tuple[Field | None, Field | None]:
    for node in head:
        if node.kind not in ("place_date", "number"):
            continue
        found = _PLACE_DATE.search(view.low, node.span.start, node.span.end)
        value = iso_date(found["date"]) if found else None
        if found is None or value is None:
            continue
        day = _DAY.search(view.low, found.start("date"), node.span.end)
        signed = Field(value=value, span=Span(found.start("date"), day.end() if day else found.end()))
        place = (
            _field(view, Span(*found.span("place")), " ,.") if found["place"] and node.kind == "place_date" else None
        )
        return place if place and place.value else None, signed
    return None, None


def _starts_term(view: Flow, node: Node) -> bool:
    """Tell whether a line of the header is "Khóa XI, kỳ họp thứ 7" by itself."""
    return node.kind == "paragraph" and regex.match(r"\W*khoá\s", view.low, pos=node.span.start) is not None


def _session(view: Flow, head: Sequence[Node]) -> tuple[Field | None, Field | None, Field | None]:
    """Return the term and the session of the body, and the day on which it adopted the document."""
    spans = [node.span for node in head if node.kind == "letterhead" or _starts_term(view, node)]
    for node in head:
        if node.kind in ("title", "doctype") and (_CONGRESS.match(view.low, node.span.start, node.span.end)):
            spans.append(node.span)
        elif node.kind == "title" and (tail := _below_title(view, node, None)):
            spans.append(tail)
    adopted = None
    for passage in reversed(view.passages):
        if passage.zone not in ("body", "tail"):
            continue
        found = _ADOPTED.search(view.low, passage.start, passage.end)
        if found:
            spans.append(Span(*found.span()))
            if found["day"] and (value := iso_date(found["day"])):
                day = _DAY.search(view.low, found.start("day"), found.end("day"))
                adopted = Field(value=value, span=Span(found.start("day"), day.end() if day else found.end("day")))
            break
    term = session = None
    for span in spans:
        term = term or next(
            (_field(view, Span(*found.span())) for found in [_TERM.search(view.low, span.start, span.end)] if found),
            None,
        )
        session = session or next(
            (_field(view, Span(*found.span())) for found in [_SESSION.search(view.low, span.start, span.end)] if found),
            None,
        )
    return term, session, adopted


def _effect(view: Flow, signed: Field | None, adopted: Field | None) -> Field | None:
    """Return the day from which the document holds: as written, or the day of the event that it names."""
    for passage in reversed(view.passages):
        if passage.zone not in ("body", "tail"):
            continue
        for found in _EFFECT.finditer(view.low, passage.start, passage.end):
            when = found["when"]
            value = iso_date(when)
            if value is None and "thông qua" in when:
                day = adopted or signed
                value = day.value if day else None
            elif value is None and regex.match(r"ngày\s+(?:ký|ban\s+hành)", when):
                value = signed.value if signed else None
            if value:
                start, end = found.span("when")
                written = _DAY.search(view.low, start, end)
                return Field(value=value, span=Span(start, written.end() if written else end))
    return None


def _behalf(view: Flow, behalf: str, span: Span) -> Field | None:
    """Return the issuer that a signature names: "TM. CHÍNH PHỦ"."""
    found = regex.search(
        r"\b(?:t\s*/\s*m|tm)\s*\.?\s*(?P<name>[^\n|]+?)(?=\s+(?:kt|tuq|tl)\b|\s*$|\n|\s*\|)",
        view.low,
        pos=span.start,
        endpos=span.end,
    )
    return _field(view, Span(*found.span("name")), " *") if found and behalf else None


def _family(found: Metadata, party: bool) -> str:
    family = _family_of_name(found.issuer) if found.issuer else None
    family = family or _family_of_code(found.number_parts[3] if found.number_parts else None)
    return family or ("party" if party else "other")


def _family_of_name(issuer: Field) -> str | None:
    name = fold(issuer.value)
    rows = table("headers")["family"]
    return next((str(row["name"]) for row in rows if any(name.startswith(fold(each)) for each in row["issuers"])), None)


def _family_of_code(code: str | None) -> str | None:
    for row in table("headers")["family"]:
        if code and any(regex.match(rf"{each}\d*(?:$|[-./])", code) for each in row["codes"]):
            return str(row["name"])
    return None
