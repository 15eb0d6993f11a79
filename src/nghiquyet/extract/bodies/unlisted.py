"""Bodies in a list that no table knows: "Sở Y tế, | Vườn chim Ba Mây |, Liên đoàn Lao động tỉnh".

One unknown name must not hide the bodies beside it. In the place of a body, between commas, words in capitals name one,
if at least two of them are, or the first is an abbreviation, and they run up to the next comma or verb.
"""

import regex

from ..view import TextView
from .heads import ends_name
from .names import place, scope_end

_WORD = regex.compile(r"[\p{L}\p{N}&]+")
_GAP = regex.compile(r"\s*-\s*|\s+")
_ABBREVIATION = regex.compile(r"[\p{Lu}&]{3,}")
_NEXT = regex.compile(r"\s*[,;:]|\s+và\s|\s*[.)]?\s*$")
#: What stands in capitals in a list and is no body: acts, sessions, persons.
_OTHER = regex.compile(
    r"(?:luật|bộ\s+luật|pháp\s+lệnh|nghị\s+(?:quyết|định)|quyết\s+định|chỉ\s+thị|thông\s+tư|kết\s+luận|kế\s+hoạch|chương\s+trình"
    r"|đề\s+án|dự\s+án|kỳ\s+họp|khoá|đại\s+hội|điều|khoản|mục|phụ\s+lục|việt\s+nam|nhà\s+nước|nhân\s+dân|nghị\s+sĩ|năm)\b"
)
#: The longest such name, in words.
_LONGEST = 10


def unlisted_end(view: TextView, at: int, end: int) -> int | None:
    """Return where the name ends that begins at *at*, by its capitals alone; None if none does."""
    first = _WORD.match(view.plain, at, end)
    if first is None or not first.group()[0].isupper() or _OTHER.match(view.low, at, end):
        return None
    capitals, here = 1, first.end()
    for _ in range(_LONGEST):
        gap = _GAP.match(view.low, here, end)
        word = _WORD.match(view.plain, gap.end(), end) if gap else None
        if word is None or view.low.startswith("và ", word.start()):
            break
        if place().match(view.low, word.start(), end):
            here = scope_end(view, here, end)
            break
        if word.group()[0].isupper():
            capitals += 1
        elif ends_name(view, word.start(), word.group(), end):
            break
        here = word.end()
    known = capitals > 1 or _ABBREVIATION.fullmatch(first.group()) is not None
    return here if known and _stops(view, here, end) else None


def _stops(view: TextView, here: int, end: int) -> bool:
    """Tell whether a list goes on, a verb follows, or the clause ends."""
    if _NEXT.match(view.low, here, end):
        return True
    gap = _GAP.match(view.low, here, end)
    word = _WORD.match(view.low, gap.end(), end) if gap else None
    return word is not None and ends_name(view, word.start(), word.group(), end)
