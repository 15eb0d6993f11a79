"""The province (tỉnh, thành phố trực thuộc trung ương) that a local document belongs to, from its own header.

A province is named after "tỉnh", or after "thành phố" where that is the issuing body itself ("Hội đồng nhân dân thành
phố Hải Phòng"); a city below a province never hides the province. Documents of the centre have none. No list of names
is needed, so names that mergers bring or take away are found as they are written.
"""

import re

from ..document import Document

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
            if name := _named(_PROVINCE, line):
                return name
    if _CITY.search(issuer) and not _LOWER.search(issuer):
        place = meta.place.value if meta.place else None
        name = _named(_CITY, issuer)
        # The city that signs at another place belongs to a province that the header does not name.
        if not (name and place) or place.casefold().removeprefix("tp. ") == name.casefold():
            return name
    return None


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
    return " ".join(word if word == "-" else word[0].upper() + word[1:].lower() for word in words) or None
