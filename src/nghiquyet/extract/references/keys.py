"""Keys of documents: the same for every mention of the same document, whatever its spelling.

A key is a path in plain ASCII: ``side/body/type/serial/when``.

* ``state/cp/nd/78/2025``, ``state/hdnd.phu-khe/nq/12/2024``, ``state/qh/luat/31/2024``: the State numbers anew each
  year, so *when* is the year, of the number or else of the date.
* ``party/tw/nq/57/2024-12-22``: the Party numbers anew each term, so *when* is the day of issue.
* A body that every place has carries its place after a dot (`places`): ``hdnd.van-hai`` is a province's council,
  ``hdnd.xa-an-son.van-hai`` that of a commune in it, ``tu.?`` a provincial committee of an unknown province.
* ``law/dat-dai/2024``: a law by name and year. A law by number has the number's key; ``data/laws.toml`` joins the two
  for the laws whose numbers it has.
* ``state/qh/nq/2026-11-10``: a document known by its day and its issuer alone.
* ``congress/dang/13``, ``congress/dang-bo-tinh.van-hai/16``, ``plenum/tw/4/13``: by ordinal and term.
* ``treaty/thoa-thuan/paris``: a treaty by its foreign name. ``charter/dang``: the charter of the Party.

What a mention leaves out is left out of its key; `complete` then fills it in from the one fuller mention in the same
document, the document itself included, if there is only one.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from attrs import evolve

from ...facts import Metadata, Reference
from ...lexicon.document_number import read_number
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...settle import filled_in
from ...text.folding import fold
from ...text.numerals import counted
from ...text.spans import Span
from .document_kinds import grammar, kinds
from .places import UNKNOWN, Place, is_local, place_of, places_in
from .slugs import slug

_PARTY = pattern(r"(?:tw|tu|tư|hu|thu|txu|qu|đu\p{L}*|đh|\p{L}+tw|\p{L}+tu)")
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})
_YEAR = pattern(r"(?:19|20)\d\d")
_LAW_DATE = pattern(r"(?:,\s*+|(?<!\s)\s++)?(?:năm|ngày|số:?)\s*\d.*|(?<!\s)\s++(?:\d+/.*|(?:19|20)\d\d$)")
_MADE = pattern(r"(?:(?<!\s)\s++)?(?:\(\s*sửa\s+đổi[^()]*+\)\s*+)?(?:,\s*+)?(?:đã\s+)?(?:được|của|do)\s*$")
_HDND, _UBND = pattern(r"\bhđnd\b"), pattern(r"\bubnd\b")
#: One letter in so many may be wrong in a known name.
_ONE_IN = 12
_NTH = pattern(r"\bl[ầâàằa]n\s+th[ứưúữ]\b")
_LAW_KIND = pattern(r"^(?:bo-luat|luat|phap-lenh)(?:-|$)")
_TERM = pattern(r"khoá\s+([ivx]+)")
_COMMITTEE = pattern(r"ban chấp hành trung ương(?: đảng)?")
_PLENUM = pattern(r"(?:lần thứ\s|trung ương\s|tw)\s*(\d+|[ivx]+\b|\p{L}+)")
_CONGRESS = pattern(
    r"lần thứ\s+([ivx]+\b|\d+|(?:(?:hai|ba)\s+)?(?:mươi|mười)(?:\s+\p{L}+)?|\p{L}+)|(?:đại hội|đảng|khoá)\s+([ivx]+\b)"
)
_LOCAL = pattern(r"(đảng bộ\s+\p{L}+(?:\s+phố|\s+xã|\s+trấn)?)")
_NATIONAL = pattern(r"\bđảng\b|toàn quốc|đại hội\s+[ivx]+$")
_HEADS = (
    ("tu", pattern(r"(?:tỉnh|thành) uỷ|đảng bộ tỉnh")),
    ("hu", pattern(r"huyện uỷ|đảng bộ huyện")),
    ("đu", pattern(r"đảng uỷ")),
    ("hđnd", pattern(r"^(?:hội đồng nhân dân|hđnd)")),
    ("ubnd", pattern(r"^(?:chủ tịch )?(?:uỷ ban nhân dân|ubnd)")),
)


@cache
def _law_numbers() -> dict[tuple[str, str], str]:
    """Return the numbers of laws by name and year, both ways of citing being common."""
    rows = table("laws")["number"]
    return {(slug(row["name"]), number.split("/")[1]): number for row in rows for number in row["numbers"]}


def key_of(ref: Reference, home: Place | None = None) -> str | None:
    """Return the key of a reference; *home* is the place of the document that cites, for bodies of a place."""
    if ref.number:
        return _numbered(ref, ref.number, home)
    if ref.doc_type in _LAWS:
        return _law(ref)
    if ref.doc_type == "Hiến pháp":
        year = _YEAR.search(ref.text)
        return f"constitution/{year.group()}" if year else "constitution"
    if ref.date:
        body, kind = _body_of(ref.issuer), kinds().get(fold(ref.doc_type))
        if body is None or kind is None:
            return None
        side = "party" if _PARTY.fullmatch(body) else "state"
        body = f"{body}.{place_of(ref.issuer, body, home)}" if is_local(body) else body
        return f"{side}/{_slug(body)}/{_slug(kind.codes[0])}/{ref.date}"
    return _treaty(ref) or _meeting(ref, home)


def _treaty(ref: Reference) -> str | None:
    """Return the key of a treaty by name: "treaty/thoa-thuan/paris", and that of the charter of the Party."""
    if ref.text and any(fold(ref.text) == fold(name) for name in table("documents")["charter"]):
        return "charter/dang"
    if ref.doc_type not in table("documents")["treaty"]:
        return None
    name = _LAW_DATE.sub("", fold(ref.text)).removeprefix(fold(ref.doc_type))
    return f"treaty/{slug(ref.doc_type)}/{slug(name)}"


def _numbered(ref: Reference, number: str, home: Place | None) -> str | None:
    path, party, year = _path(number, ref.doc_type, ref.issuer, home)
    when = (ref.date or _term_of(ref)) if party else year or (ref.date or "")[:4]
    return f"{path}/{when}" if path and when else path


@lru_cache(4096)  # a document cites the same numbers again and again
def _path(number: str, doc_type: str, issuer: str | None, home: Place | None) -> tuple[str | None, bool, str]:
    """Return the key of a number without its date, whether it is the Party's, and its own year."""
    parts = read_number(number)
    if parts is None:
        return None, False, ""
    kind = kinds().get(fold(doc_type))
    code = parts.type
    if code in (None, "qđ", "tt", "nd", "qd") and kind and kind.codes:
        code = kind.codes[0]
    body = parts.body
    if body is None:
        body = _body_of(issuer)
    party = parts.party or (body is not None and _PARTY.fullmatch(body) is not None)
    if body and is_local(body):
        body = f"{_slug(body)}.{place_of(issuer, body, home)}"
    path = ["party" if party else "state", _slug(body), _slug(code), parts.serial]
    return "/".join(part for part in path if part), party, str(parts.year or "")


def _term_of(ref: Reference) -> str | None:
    """Return the term that makes a Party's number unique where the day is not given: "khoa-12"."""
    term = _TERM.search(fold(ref.text))
    return f"khoa-{counted(term[1])}" if term else None


def _slug(code: str | None) -> str:
    return ".".join(part if part == UNKNOWN else slug(part) for part in code.split(".")) if code else ""


@cache
def _central() -> dict[str, str]:
    return {fold(row["name"]): fold(row["code"][0]) for row in table("bodies")["central"]}


def _body_of(issuer: str | None) -> str | None:
    """Return the code of an issuer by its name, where the number has none; None for bodies without a usual code."""
    name = fold(issuer or "").split(" khoá ")[0]
    return _central().get(name) or next((code for code, head in _HEADS if head.search(name)), None)


@lru_cache(4096)
def _law_name(words: str, issuer: str | None) -> str:
    """Return the slug of a law's name, cited in *words*, without what dates it; empty for one cited by number alone."""
    text = fold(words)
    if issuer and (made := text.find(fold(issuer))) > 0:
        text = _MADE.sub("", text[:made])
    name = slug(_LAW_DATE.sub("", text))
    return _canonical_name(_LAW_KIND.sub("", name))


@cache
def _law_names() -> dict[str, str]:
    """Return the slugs of the known laws by their letters alone."""
    names = (slug(_abbreviated(fold(name))) for row in ("law", "ordinance") for name in table("laws")[row])
    return {name.replace("-", ""): name for name in names}


def _abbreviated(name: str) -> str:
    """Return a name with the councils and committees in full: "tổ chức hđnd và ubnd"."""
    return _UBND.sub("uỷ ban nhân dân", _HDND.sub("hội đồng nhân dân", name))


@lru_cache(4096)
def _canonical_name(name: str) -> str:
    """Return the slug of a law that has a space lost or a letter wrong as the known name has it."""
    letters = name.replace("-hdnd", "-hoi-dong-nhan-dan").replace("-ubnd", "-uy-ban-nhan-dan").replace("-", "")
    known = _law_names()
    if letters in known:
        return known[letters]
    for other, whole in known.items():
        wrong = len(other) // _ONE_IN
        if wrong and len(other) == len(letters) and sum(map(str.__ne__, other, letters)) <= wrong:
            return whole
    return name


def _law(ref: Reference) -> str:
    name = _law_name(ref.text, ref.issuer)
    tail = _YEAR.search(ref.date or "") or _YEAR.search(ref.text)
    year = tail.group() if tail else ""
    number = _law_numbers().get((name, year))
    if number:
        serial, made, _ = number.split("/")
        return f"state/qh/{slug(kinds()[fold(ref.doc_type)].codes[0])}/{int(serial)}/{made}"
    return "/".join(part for part in ("law", name, year) if part)


def _meeting(ref: Reference, home: Place | None) -> str | None:
    name = _NTH.sub("lần thứ", " ".join(fold(ref.issuer or "").split()))
    if "trung ương" in name or name.startswith(("tw", "hội nghị tw")):
        term, which = _TERM.search(name), _PLENUM.search(_COMMITTEE.sub(" ", name))
        number = counted(which[1]) if which else None
        return f"plenum/tw/{number}/{counted(term[1])}" if number and term else None
    which = _CONGRESS.search(name)
    number = counted(which[1] or which[2]) if which else None
    local = _LOCAL.search(name)
    if local is None:
        return f"congress/dang/{number}" if number and _NATIONAL.search(name) else None
    body = f"{slug(local[1])}.{_meeting_place(name, home)}"
    return f"congress/{body}/{number}" if number else f"congress/{body}"


def _meeting_place(name: str, home: Place | None) -> str:
    """Return the place of a congress; its level stands in the name of the Party's organisation already."""
    place = place_of(name, "", home)
    said = places_in(name)
    level = f"{slug(said.level)}-" if said else ""
    return place.removeprefix(level)


def own_key(metadata: Metadata, home: Place | None) -> str | None:
    """Return the key of a document itself, in the form in which others cite it; None where nothing identifies it."""
    doc_type = metadata.doctype.value.capitalize() if metadata.doctype else ""
    number, date, issuer, title = (
        field.value if field else None for field in (metadata.number, metadata.date, metadata.issuer, metadata.title)
    )
    kind = kinds().get(fold(" ".join(doc_type.split())))
    own = Reference(
        doc_type=kind.name if kind else doc_type, number=number, date=date, issuer=issuer, text="", span=Span(0, 0)
    )
    if number:
        return key_of(own, home)
    if kind is None or kind.name in _LAWS:
        return None
    if title and (congress := grammar("congress").match(fold(title))):
        return _meeting(evolve(own, issuer=title[: congress.end()]), home)
    return key_of(own, home) if date and len(date) == len("2026-12-31") else None


def complete(refs: Iterable[Reference], own: str | None = None) -> tuple[Reference, ...]:
    """Fill in keys that lack a year, a body or a place from the one fuller key of the same document.

    *own* is the key of the document itself: the mentions that have it cite this document.
    """
    found = tuple(refs)
    fuller: dict[str, set[str]] = defaultdict(set)
    for key in {ref.key for ref in found if ref.key} | ({own} if own else set()):
        for short in _shorter(key):
            fuller[short].add(key)
    for ref in found:  # "Luật Đất đai số 31/2024/QH15" tells what "Luật Đất đai" and "Luật Đất đai năm 2024" are
        key = ref.key or ""
        if ref.doc_type in _LAWS and key.startswith("state/") and (name := _law_name(ref.text, ref.issuer)):
            fuller[f"law/{name}"].add(key)
            fuller[f"law/{name}/{key.rsplit('/', 1)[1]}"].add(key)
    only = {short: longest for short, keys in fuller.items() if (longest := _one(keys))}
    for ref in found:
        if ref.key in only:
            filled_in(ref, key=only[ref.key])
        if own and ref.key == own:
            filled_in(ref, itself=True)
    return found


def _one(keys: set[str]) -> str | None:
    """Return the longest of keys that are those of one document: all others say less than it."""
    longest = max(keys, key=len)
    return longest if all(key == longest or key in _shorter(longest) for key in keys) else None


@lru_cache(4096)
def _shorter(key: str) -> frozenset[str]:
    """Return the keys that a mention of the same document may have when it says less."""
    parts = key.split("/")
    found: set[str] = set()
    if parts[0] in ("law", "constitution") and len(parts) > 1 and parts[-1].isdigit():
        found.add("/".join(parts[:-1]))
    body, *place = parts[1].split(".") if len(parts) > 1 else [""]
    unplaced = {parts[1]} if len(parts) > 1 else set()
    if place and place != [UNKNOWN]:
        unplaced.add(f"{body}.{UNKNOWN}")
        if len(place) > 1:
            unplaced.add(f"{body}.{place[0]}.{UNKNOWN}")
    if parts[0] == "congress":
        found |= {"/".join((parts[0], each, *parts[2:])) for each in unplaced}
    if parts[0] in ("state", "party") and len(parts) in (4, 5):
        side, _, code, serial, *when = parts
        for each in unplaced:
            found |= {f"{side}/{each}/{code}/{serial}", *(f"{side}/{each}/{code}/{serial}/{day}" for day in when)}
        if when:
            found.add(f"{side}/{code}/{serial}")
            found |= {f"state/{code}/{serial}"} if side == "party" else set()
    return frozenset(found - {key})
