"""The landmarks of the first and the last page: letterhead, number, date, doctype, recitals, signatures."""

from collections.abc import Iterator
from functools import cache

import regex

from .blockgrammar import forms

_COLUMNS = regex.compile(r"\s*\|\s*|\t\s*|\s{3,}")
_INLINE_DOCTYPE = regex.compile(
    r"(?:^|(?<=\d\s))(?P<doctype>NGHỊ\s+QUYẾT|QUYẾT\s+ĐỊNH|CHỈ\s+THỊ|KẾ\s+HOẠCH|Nghị\s+quyết|Quyết\s+định)\s+"
    r"(?P<title>(?i:về|v/v|quy\s+định|ban\s+hành|thông\s+qua|phê\s+duyệt|điều\s+chỉnh|sửa\s+đổi)\b)"
)
# The words with which the names of issuing bodies begin.
_ISSUER = regex.compile(
    r"(?:CỦA\s+)?(?:HỘI\s+ĐỒNG\s+(?:NHÂN|BẦU)|CHÍNH\s+PHỦ|QUỐC\s+HỘI|[UỦ]Y?Ỷ?\s+BAN|THỦ\s+TƯỚNG|BAN\s+(?:CHẤP|THƯỜNG|BÍ)|BỘ\s+(?!LUẬT)"
    r"|(?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN|ĐẢNG)\s+(?:ỦY|UỶ)|ĐẢNG\s+BỘ|UBND|HĐND|CHỦ\s+TỊCH|TRƯỞNG\s+BAN|BCH\s|LIÊN\s+ĐOÀN|MẶT\s+TRẬN)"
)
_NAME = regex.compile(r"(?:\p{Lu}[\p{L}'’]*\s*){2,6}\.?$")


@cache
def _landmarks() -> regex.Pattern[str]:
    options = "|".join(f"(?P<{name}>{form})" for name, form in forms("landmark").items())
    return regex.compile(f"(?:{options})")


def landmark(words: str) -> str:
    """Return which landmark *words* are ("IS_NUMBER"), or "" for none."""
    words = words.replace("*", "").strip(" \\_–-")
    found = _landmarks().match(words[:300]) if words else None
    return (found.lastgroup or "") if found else ""


def columns(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the columns of a line as (start, end, is a bar): cut at bars, tabs and wide gaps."""
    at = start
    for found in _COLUMNS.finditer(text, start, end):
        if at < found.start():
            yield at, found.start(), False
        bar = text.find("|", found.start(), found.end())
        if bar >= 0:
            yield bar, bar + 1, True
        at = found.end()
    if at < end:
        yield at, end, False


def inline_doctype(words: str) -> tuple[int, int] | None:
    """Return where the doctype begins, and where the title, on a line that holds both."""
    found = _INLINE_DOCTYPE.search(words[:200])
    return (found.start("doctype"), found.start("title")) if found else None


def is_capitals(words: str) -> bool:
    """Tell whether the letters of *words* are capitals (nine of ten; an abbreviation alone does not count)."""
    head = words[:400]
    upper = sum(letter.isupper() for letter in head)
    return upper >= 4 and upper >= 9 * sum(letter.islower() for letter in head)


def is_issuer(words: str) -> bool:
    return _ISSUER.match(words.strip("* ")) is not None and is_capitals(words)


def is_name(words: str) -> bool:
    """Tell whether *words* look like the name of a person."""
    words = words.strip("* ")
    return len(words) < 50 and _NAME.match(words) is not None
