"""The province (tỉnh, thành phố trực thuộc trung ương) that a local document belongs to, from its own header.

A province is named after "tỉnh", or after "thành phố" where that is the issuing body itself ("Hội đồng nhân dân thành
phố Hải Phòng"); a city below a province never hides the province. Documents of the centre have none. Names of
``data/provinces.toml`` are found in any spelling, in small letters too, and given as laws write them; other names,
which mergers may bring, are found by their capitals and given as they are written.
"""

import re
from functools import cache

import regex

from ..document import Document
from ..lexicon.provinces import province_named, province_names
from ..text.folding import fold

_WORD = r"[^\W\d_a-z][^\W\d_]*"
_NAME = rf"({_WORD}(?:[ \t]+(?:-[ \t]+)?{_WORD}){{0,4}})"
_PROVINCE = re.compile(rf"(?i:\btỉnh(?:[ \t]+[uủ][ỷỵyủ]?y?)?)[ \t]+{_NAME}")
_CITY = re.compile(rf"(?i:\bthành[ \t]+(?:phố|u[ỷỳ]|ủy)|\bTP\.?)[ \t]+{_NAME}")
_LOWER = re.compile(r"(?i)\b(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b")
# Words that follow the name in a letterhead, all in capitals like the name itself.
_STOP = frozenset(
    "KHÓA KHOÁ KỲ NHIỆM LẦN CỘNG ĐẢNG SỐ BAN HỘI ỦY UỶ ĐỘC NGHỊ VỀ THỜI GIAI NĂM ĐẾN TỈNH THÀNH HUYỆN QUẬN".split()
)
_CENTRAL = ("government", "assembly")


def province(document: Document) -> str | None:
    """Return the province in ordinary spelling ("Vân Hải"), or None where the header does not say it."""
    meta = document.metadata
    if meta.family in _CENTRAL:
        return None
    header = [document.text[n.span.start : n.span.end] for n in document.tree.children if n.kind == "letterhead"]
    issuer = meta.issuer.value if meta.issuer else ""
    for words in (issuer, *header, meta.title.value if meta.title else ""):
        for line in words.splitlines():
            known = _known().search(fold(line))
            named = province_named(known["name"]) if known else None
            if name := named.name if named else _named(_PROVINCE, line):
                return name
    if _CITY.search(issuer) and not _LOWER.search(issuer):
        place = meta.place.value if meta.place else None
        name = _named(_CITY, issuer)
        # The city that signs at another place belongs to a province that the header does not name.
        if not (name and place) or place.casefold().removeprefix("tp. ") == name.casefold():
            return name
    return None


@cache
def _known() -> regex.Pattern[str]:
    """Return the pattern of a known province behind its kind, in folded text."""
    return regex.compile(rf"\btỉnh(?:\s+uỷ)?\s+(?P<name>{province_names().pattern})(?!\w)")


def _named(pattern: re.Pattern[str], line: str) -> str | None:
    found = pattern.search(line)
    if not found:
        return None
    words: list[str] = []
    for word in found[1].split():
        if word.upper() in _STOP and (words or word.isupper()):
            break
        words.append(word)
    while words and words[-1] == "-":
        words.pop()
    if known := province_named(" ".join(words)):
        return known.name
    return " ".join(word if word == "-" else word[0].upper() + word[1:].lower() for word in words) or None
