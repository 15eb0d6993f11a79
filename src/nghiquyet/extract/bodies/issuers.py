"""Names of the bodies that issue documents: where a name that begins here ends.

"của Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn hướng dẫn nội dung": commas, dashes and "và" stand inside names,
and most of a name is in lower case, so the end is found by what is known, in this order: names that are whole as they
stand, ministries, heads with a place after them ("Ủy ban nhân dân tỉnh Vân Hải"), other heads ("Sở", "Ban") whose name
runs up to the first word that no name has. The words are in data/issuers.toml.
"""

from functools import cache

import regex

from ...lexicon.files import table
from ...lexicon.kept import compiled
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import BOUND, any_of
from ..view import TextView

_WORD = pattern(r"[\p{L}\p{N}&’']+(?:\.(?=\s?\p{Lu}))?")
_GAP = pattern(r"\s+|\s*-\s*|,\s*|\.\s?")
_NAME_GAP = pattern(r"\s*-\s*|\s+")
#: No name of a body or an act has more words than this.
_LONGEST = 16


@cache
def _pattern() -> regex.Pattern[str]:
    data = table("issuers")
    # names are matched where a word begins, or behind a lost space ("củaChính phủ"); crawls lose spaces in them too
    central = any_of((row["name"] for row in data["central"]), r"\s*").replace(BOUND, "")
    ministry = any_of(data["ministry"])
    placed = any_of((name for head in data["head"] if head["place"] for name in head["names"]), r"\s*")
    other = any_of(name for head in data["head"] if not head["place"] for name in head["names"])
    return compiled(
        rf"(?P<central>(?:(?:thường\s+trực|đồng\s+chí)\s+)?{central})|(?P<ministry>(?:(?:bộ|thứ)\s+trưởng\s+)?bộ\s+{ministry}|(?:giám\s+đốc\s+)?(?:sở|phòng)\s+{ministry})"
        rf"|(?P<placed>{placed.replace(BOUND, '')})|(?P<other>{other})"
    )


@cache
def _places() -> regex.Pattern[str]:
    return pattern(r"\s+(?:của\s+)?" + any_of(table("issuers")["place"]))


@cache
def _inner() -> regex.Pattern[str]:
    return pattern(r"(?:\s*+[,-])?\s+" + any_of(table("issuers")["inner"]))


@cache
def _stops(list_name: str) -> regex.Pattern[str]:
    return pattern(any_of(table("issuers")[list_name]))


def _at_end(view: TextView, at: int, end: int) -> bool:
    """Tell whether the word at *at* is one at which a name is at its end."""
    return _stops("verb" if view.plain[at].isupper() else "stop").match(view.low, at, end) is not None


def body_end(view: TextView, at: int, end: int) -> int | None:
    """Return where the name of a body that begins at *at* ends, or None if none begins there."""
    found = _pattern().match(view.low, at, end)
    if found is None:
        return None
    here = found.end()
    if found.lastgroup == "central":
        return _inside(view, here, end)
    if found.lastgroup == "other":
        if not view.plain[at].isupper():
            return None
        named = run_of_name(view, here, end)
        if named == here:
            return None
        here = named
    here = _place(view, here, end)
    return _inside(view, here, end)


def _inside(view: TextView, here: int, end: int) -> int:
    """Take in the body that this one is part of: "Ban Pháp chế | Hội đồng nhân dân tỉnh"."""
    for _ in range(3):
        inner = _inner().match(view.low, here, end)
        if inner is None:
            break
        here = _place(view, inner.end(), end)
    return here


def _place(view: TextView, here: int, end: int) -> int:
    """Take in a kind of place and its name: "tỉnh Vân Hải", "tỉnh", "cấp tỉnh"; or the name alone."""
    for _ in range(3):
        place = _places().match(view.low, here, end)
        named = _capitals(view, place.end() if place else here, end)
        if place is None and named == here:
            break
        here = named
    return here


def _capitals(view: TextView, here: int, end: int) -> int:
    """Take in a proper name: words in capitals, joined by spaces or dashes."""
    for count in range(6):
        gap = _NAME_GAP.match(view.low, here, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if gap is None or word is None:
            break
        if not view.plain[word.start()].isupper() and not (count == 0 and word.group().isdigit()):  # "Phường 1"
            break
        if _at_end(view, word.start(), end) or _starts_body(view, word.start(), end):
            break
        here = word.end()
    return here


def _starts_body(view: TextView, at: int, end: int) -> bool:
    return _pattern().match(view.low, at, end) is not None


def run_of_name(view: TextView, here: int, end: int) -> int:
    """Return where a name ends of which *here* is just before the first word, or *here* if no name begins.

    A name begins with a capital and goes on over words in lower case up to a word of `stop`; over a comma or "và" only
    if a capital follows that begins no other body and no other act.
    """
    first = True
    for _ in range(_LONGEST):
        gap = _GAP.match(view.low, here, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if gap is None or word is None:
            break
        if first and not (gap.group().isspace() and view.plain[word.start()].isupper()):
            break
        joined = "," in gap.group()
        if word.group() == "và" and not first:
            after = _GAP.match(view.low, word.end(), end)
            following = _WORD.match(view.low, after.end(), end) if after else None
            if following is None:
                break
            word, joined = following, True
        if joined and (not view.plain[word.start()].isupper() or _starts_other(view, word.start(), end)):
            break
        if _at_end(view, word.start(), end) or "." in gap.group() or word.group().isdigit():
            break
        here, first = word.end(), False
    return here


@cache
def _other() -> regex.Pattern[str]:
    return pattern(any_of(kind["name"] for kind in table("documents")["kind"]))


def _starts_other(view: TextView, at: int, end: int) -> bool:
    return _starts_body(view, at, end) or _other().match(view.low, at, end) is not None
