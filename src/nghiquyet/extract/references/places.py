"""Which place a local body (cơ quan địa phương) belongs to, for keys: every province has a council and a congress.

A place is that of the issuer as cited ("Hội đồng nhân dân tỉnh Vân Hải"), else, for a body of the same level, that of
the document that cites it. A place that neither says is `UNKNOWN`: such a key says that it may be any province's.
"""

from collections.abc import Iterator
from functools import cache

import regex
from attrs import frozen

from ...facts import Metadata
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.provinces import province_named, province_names
from ...text.folding import fold
from ..view import TextView
from .slugs import slug

UNKNOWN = "?"
_ENDS = (  # looked for at each letter of a name, in words with one blank between them
    r"(?=\s(?:khoá|lần\s+thứ|nhiệm\s+kỳ|kỳ\s+họp)\b|\s?[,;(.|]|\s-\s(?:tỉnh|huyện|xã)\b"
    r"|\s(?:tỉnh|huyện|thành\s+phố|thị\s+xã)\s|$)"
)
_PLACE = pattern(
    r"\b(?:(?P<level>tỉnh|thành\s+phố|tp\.?|huyện|thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu)(?!\s+uỷ)"
    r"|(?P<committee>tỉnh|thành|huyện|thị|quận)\s+uỷ)"
    rf"(?:\s+(?P<name>(?!khoá|lần\s+thứ|nhiệm\s+kỳ|kỳ\s+họp|về\b)[^\s,;(|].*?))?{_ENDS}"
)
_LEVELS = {"thành": "thành phố", "thị": "thị xã", "tp": "thành phố", "tp.": "thành phố"}
_PROVINCE = "tỉnh"
_CITY = "thành phố"
#: The level that the code of a number names, where no issuer does.
_BY_CODE = {"tu": _PROVINCE, "hu": "huyện", "thu": _CITY, "txu": "thị xã", "qu": "quận"}
_BOARD = pattern(r"\p{L}+(?:tu|hu)")
_DEPARTMENT = pattern(r"s[\p{L}&]{1,9}")


@frozen
class Place:
    """A place: its level ("tỉnh", "xã"), its name, and the name of the province around it."""

    level: str
    name: str | None = None
    province: str | None = None

    @property
    def provincial(self) -> bool:
        """Whether it is a province or a city under the central government."""
        known = province_named(self.name) if self.name and self.level == _CITY else None
        return self.level == _PROVINCE or (known is not None and known.city)

    def key(self) -> str:
        """Return what keys call it: "van-hai" for a province, "xa-an-son.van-hai" for a commune in it."""
        if not self.name:
            return UNKNOWN
        if self.provincial:
            return _canonical(self.name)
        return f"{slug(self.level)}-{slug(self.name)}.{_canonical(self.province) if self.province else UNKNOWN}"


def _canonical(name: str) -> str:
    known = province_named(name)
    return slug(known.name if known else name)


def places_in(words: str) -> Place | None:
    """Return the place that the name of a body ends in, None for a body without one.

    >>> places_in("Hội đồng nhân dân xã An Sơn, tỉnh Vân Hải khóa II")
    Place(level='xã', name='an sơn', province='vân hải')
    """
    found = list(_PLACE.finditer(" ".join(fold(words).split())))
    if not found:
        return None
    first = found[0]
    level = " ".join((first["level"] or first["committee"]).split())
    around = next((each["name"] for each in found[1:] if each["level"] == _PROVINCE and each["name"]), None)
    return Place(_LEVELS.get(level, level), first["name"], around)


def home_of(view: TextView, metadata: Metadata | None) -> Place | None:
    """Return the place that a document comes from, with its province where the document names just one."""
    issuer = metadata.issuer.value if metadata and metadata.issuer else None
    place = places_in(issuer) if issuer else None
    if metadata and metadata.title and (place is None or not place.name):
        titled = places_in(metadata.title.value) if _own_title(metadata) else None
        place = titled if titled and titled.name else place
    if place is None:
        return None
    heads = [at for words in _letterheads(view) if (at := places_in(words)) and at.name]
    if not place.name:  # "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH" on the paper of "TỈNH ỦY VÂN HẢI"
        place = next((at for at in heads if at.level == place.level), place)
    if not place.provincial and not place.province:  # "XÃ AN SƠN" below "TỈNH VÂN HẢI"
        above = next((at.name for at in heads if at.level == _PROVINCE), None)
        place = Place(place.level, place.name, above)
    signed = metadata.place.value if metadata and metadata.place else None
    if not place.name and place.level == _PROVINCE and signed and province_named(signed):
        place = Place(place.level, fold(signed))  # "TỈNH ỦY", signed at "Lào Cai"
    if place.province or place.provincial:
        return place
    named = {_canonical(found["name"]): found["name"] for found in _known().finditer(view.low)}
    return Place(place.level, place.name, next(iter(named.values()))) if len(named) == 1 else place


def _letterheads(view: TextView) -> Iterator[str]:
    """Yield the names on the letterhead."""
    for passage in view.passages:
        if passage.node.kind == "letterhead":
            yield view.words(passage.start, passage.end)


def _own_title(metadata: Metadata) -> bool:
    """Tell whether the title is the name of a congress, whose place is the document's: "Đại hội Đảng bộ tỉnh ..."."""
    return bool(metadata.title and fold(metadata.title.value).startswith("đại hội"))


@cache
def _known() -> regex.Pattern[str]:
    return pattern(rf"\btỉnh\s+(?:uỷ\s+)?(?P<name>{province_names().pattern})(?!\w)")


@cache
def _codes() -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the bodies of the centre, and of those that every place has."""
    data = table("bodies")
    central = frozenset(fold(code) for row in data["central"] for code in row["code"])
    return central, frozenset(fold(code) for code in data["local"])


def is_local(body: str) -> bool:
    """Tell whether the code of a body is that of one that every place has: "hđnd", "ubnd-kt", "btgtu", "syt"."""
    first = body.split("-")[0]
    central, local = _codes()
    if first in local:
        return True
    return first not in central and bool(_BOARD.fullmatch(first) or _DEPARTMENT.fullmatch(first))


def place_of(issuer: str | None, body: str, home: Place | None) -> str:
    """Return the place of a local body as keys write it, `UNKNOWN` where it cannot be known.

    A commune cites the decisions of its province as those of "UBND tỉnh": its own name would be wrong there.
    """
    said = places_in(issuer) if issuer else None
    level = said.level if said else _BY_CODE.get(body.split("-")[0])
    if said and said.name:
        around = (home.name if home.provincial else home.province) if home else None
        return Place(said.level, said.name, said.province or around).key()
    if home is None:
        return UNKNOWN
    if level is None:  # no word of a level: the document's own, if it is a province's
        return home.key() if home.provincial else UNKNOWN
    if level == _PROVINCE or (level == _CITY and home.provincial):
        return home.key() if home.provincial else _canonical(home.province) if home.province else UNKNOWN
    return home.key() if level == home.level else UNKNOWN
