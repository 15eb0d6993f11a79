"""Keys of documents: the same for every mention of the same document, whatever its spelling.

A key is a path in plain ASCII: ``side/body/type/serial/when``.

* ``state/cp/nd/78/2025``, ``state/hdnd.phu-khe/nq/12/2024``, ``state/qh/luat/31/2024``: the State numbers anew each
  year, so *when* is the year, of the number or else of the date. A council or a committee has its place after a dot,
  since there is one in every province; where the mention names none, it is the place of this document.
* ``party/tw/nq/57/2024-12-22``: the Party numbers anew each term, so *when* is the day of issue.
* ``law/dat-dai/2024``: a law by name and year. A law by number has the number's key; ``data/laws.toml`` joins the two
  for the laws whose numbers it has.
* ``state/qh/nq/2026-11-10``: a document known by its day and its issuer alone.
* ``congress/dang/13``, ``congress/dang-bo-tinh.van-hai/16``, ``plenum/tw/4/13``: by ordinal and term.

What a mention leaves out is left out of its key; `complete` then fills it in from the one fuller mention in the same
document, if there is only one.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import regex
from attrs import evolve

from ...facts import Reference
from ...lexicon.files import table
from ...text.folding import fold
from ...text.numerals import counted
from ..document_number import read_number
from .document_kinds import kinds

_PARTY = regex.compile(r"(?:tw|tu|tư|hu|thu|txu|qu|đu\p{L}*|đh|\p{L}+tw|\p{L}+tu)")
_PLACED = frozenset({"hđnd", "ubnd", "ub", "tu", "hu", "đh", "thu", "txu", "đu", "qu"})
_PLACE = regex.compile(
    r"\b(?P<level>tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)(?!\s+uỷ)"
    r"(?:\s+(?P<name>(?!khoá|lần\s+thứ|nhiệm\s+kỳ)\S.*?))?(?=\s+(?:khoá|lần\s+thứ|nhiệm\s+kỳ)|$)"
)
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})
_YEAR = regex.compile(r"(?:19|20)\d\d")
_ASCII = regex.compile(r"[a-z0-9]+")
_MARKS = regex.compile(r"\p{M}+")
_LAW_DATE = regex.compile(r",?\s*(?:năm|ngày|số:?)\s*\d.*|\s+\d+/.*|\s+(?:19|20)\d\d$")
_LAW_KIND = regex.compile(r"^(?:bo-luat|luat|phap-lenh)(?:-|$)")
_TERM = regex.compile(r"khoá\s+([ivx]+)")
_COMMITTEE = regex.compile(r"ban chấp hành trung ương(?: đảng)?")
_PLENUM = regex.compile(r"(?:lần thứ\s|trung ương\s|tw)\s*(\d+|[ivx]+\b|\p{L}+)")
_CONGRESS = regex.compile(
    r"lần thứ\s+([ivx]+\b|\d+|(?:(?:hai|ba)\s+)?(?:mươi|mười)(?:\s+\p{L}+)?|\p{L}+)|(?:đại hội|đảng|khoá)\s+([ivx]+\b)"
)
_LOCAL = regex.compile(r"(đảng bộ\s+\p{L}+(?:\s+phố|\s+xã|\s+trấn)?)")
_NATIONAL = regex.compile(r"\bđảng\b|toàn quốc|đại hội\s+[ivx]+$")
_HEADS = (
    ("tu", regex.compile(r"(?:tỉnh|thành) uỷ|đảng bộ tỉnh")),
    ("hu", regex.compile(r"huyện uỷ|đảng bộ huyện")),
    ("đu", regex.compile(r"đảng uỷ")),
    ("hđnd", regex.compile(r"^(?:hội đồng nhân dân|hđnd)")),
    ("ubnd", regex.compile(r"^(?:chủ tịch )?(?:uỷ ban nhân dân|ubnd)")),
)


def slug(text: str) -> str:
    """Return *text* as lower-case ASCII words joined by dashes.

    >>> slug("Đất đai, nhà ở")
    'dat-dai-nha-o'
    """
    plain = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "-".join(_ASCII.findall(_MARKS.sub("", plain)))


@cache
def _law_numbers() -> dict[tuple[str, str], str]:
    """Return the numbers of laws by name and year, both ways of citing being common."""
    rows = table("laws")["number"]
    return {(slug(row["name"]), number.split("/")[1]): number for row in rows for number in row["numbers"]}


def key_of(ref: Reference, home: str | None = None) -> str | None:
    """Return the key of a reference; *home* is the place of this document ("tỉnh Vân Hải"), for bodies of a place."""
    if ref.number:
        return _numbered(ref, home)
    if ref.doc_type in _LAWS:
        return _law(ref)
    if ref.doc_type == "Hiến pháp":
        year = _YEAR.search(ref.text)
        return f"constitution/{year.group()}" if year else "constitution"
    if ref.date:
        body, kind = _body_of(ref.issuer), kinds()[fold(ref.doc_type)]
        side = "party" if body and _PARTY.fullmatch(body) else "state"
        return f"{side}/{_slug(body)}/{_slug(kind.codes[0])}/{ref.date}" if body else None
    return _meeting(ref, home)


def _numbered(ref: Reference, home: str | None) -> str | None:
    parts = read_number(ref.number or "")
    if parts is None:
        return None
    kind = kinds().get(fold(ref.doc_type))
    code = parts.type
    if code in (None, "qđ", "tt", "nd", "qd") and kind and kind.codes:
        code = kind.codes[0]
    body = parts.body
    if body is None:
        body = _body_of(ref.issuer)
    party = parts.party or (body is not None and _PARTY.fullmatch(body) is not None)
    if body and body.split("-")[0] in _PLACED:
        place = _place(ref.issuer, home)
        body = f"{body}.{place}" if place else body
    when = (ref.date or _term_of(ref)) if party else str(parts.year or (ref.date or "")[:4] or "")
    path = ["party" if party else "state", _slug(body), _slug(code), parts.serial, when]
    return "/".join(part for part in path if part)


def _term_of(ref: Reference) -> str | None:
    """Return the term that makes a Party's number unique where the day is not given: "khoa-12"."""
    term = _TERM.search(fold(ref.text))
    return f"khoa-{counted(term[1])}" if term else None


def _place(issuer: str | None, home: str | None) -> str | None:
    """Return the slug of the place of an issuer: the one it names, or this document's if that is of the same level.

    A commune cites the decisions of its province as those of "UBND tỉnh": its own name would be wrong there.
    """
    named = _PLACE.search(fold(issuer or ""))
    if named and named["name"]:
        return slug(named["name"])
    here = _PLACE.search(fold(home or ""))
    if here is None or not here["name"]:
        return None
    level = named["level"].rstrip(".") if named else "tỉnh"
    same = {"tp": "thành phố"}.get(level, level) == {"tp": "thành phố"}.get(here["level"].rstrip("."), here["level"])
    return slug(here["name"]) if same or (not named and here["level"] == "thành phố") else None


def _slug(code: str | None) -> str:
    return ".".join(slug(part) for part in code.split(".")) if code else ""


@cache
def _central() -> dict[str, str]:
    return {fold(row["name"]): fold(row["code"][0]) for row in table("issuers")["central"]}


def _body_of(issuer: str | None) -> str | None:
    """Return the code of an issuer by its name, where the number has none; None for bodies without a usual code."""
    name = fold(issuer or "").split(" khoá ")[0]
    return _central().get(name) or next((code for code, head in _HEADS if head.search(name)), None)


def _law_name(text: str) -> str:
    """Return the slug of a law's name without what dates it; empty for a law cited by number alone."""
    name = slug(_LAW_DATE.sub("", fold(text)))
    return _LAW_KIND.sub("", name)


def _law(ref: Reference) -> str:
    name = _law_name(ref.text)
    tail = _YEAR.search(ref.date or "") or _YEAR.search(ref.text)
    year = tail.group() if tail else ""
    number = _law_numbers().get((name, year))
    if number:
        serial, made, _ = number.split("/")
        return f"state/qh/{slug(kinds()[fold(ref.doc_type)].codes[0])}/{int(serial)}/{made}"
    return "/".join(part for part in ("law", name, year) if part)


def _meeting(ref: Reference, home: str | None) -> str | None:
    name = " ".join(fold(ref.issuer or "").split())
    if "trung ương" in name or name.startswith(("tw", "hội nghị tw")):
        term, which = _TERM.search(name), _PLENUM.search(_COMMITTEE.sub(" ", name))
        number = counted(which[1]) if which else None
        return f"plenum/tw/{number}/{counted(term[1])}" if number and term else None
    which = _CONGRESS.search(name)
    number = counted(which[1] or which[2]) if which else None
    local = _LOCAL.search(name)
    if local is None:
        return f"congress/dang/{number}" if number and _NATIONAL.search(name) else None
    place = _place(name, home)
    body = slug(local[1]) + (f".{place}" if place else "")
    return f"congress/{body}/{number}" if number else f"congress/{body}"


def complete(refs: Iterable[Reference]) -> tuple[Reference, ...]:
    """Fill in keys that lack a year, a body or a place from the one fuller key of the same document."""
    found = tuple(refs)
    fuller: dict[str, set[str]] = defaultdict(set)
    for key in {ref.key for ref in found if ref.key}:
        for short in _shorter(key):
            fuller[short].add(key)
    for ref in found:  # "Luật Đất đai số 31/2024/QH15" tells what "Luật Đất đai" and "Luật Đất đai năm 2024" are
        if ref.doc_type in _LAWS and ref.key and ref.key.startswith("state/") and (name := _law_name(ref.text)):
            fuller[f"law/{name}"].add(ref.key)
            fuller[f"law/{name}/{ref.key.rsplit('/', 1)[1]}"].add(ref.key)
    only = {short: next(iter(keys)) for short, keys in fuller.items() if len(keys) == 1}
    return tuple(evolve(ref, key=only[ref.key]) if ref.key in only else ref for ref in found)


def _shorter(key: str) -> Iterable[str]:
    """Yield the keys that a mention of the same document may have when it says less."""
    parts = key.split("/")
    if parts[0] in ("law", "constitution") and len(parts) > 1 and parts[-1].isdigit():
        yield "/".join(parts[:-1])
    if parts[0] in ("state", "party") and len(parts) == 5:
        side, _, code, serial, _ = parts
        yield "/".join(parts[:4])
        yield f"{side}/{code}/{serial}"
        if side == "party":
            yield f"state/{code}/{serial}"
