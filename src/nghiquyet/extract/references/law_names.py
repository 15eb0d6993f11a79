"""Where the name of a law, a code or an ordinance ends: known names, names with one letter wrong, names in recitals."""

from functools import cache

import regex

from ...lexicon.files import table
from ...lexicon.kept import compiled
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import any_of
from ...text.folding import fold, without_marks
from ..bodies.issuers import body_end, run_of_name
from ..view import TextView
from .document_kinds import LAWS, KindWord, kind_name, kinds

#: Words that begin names of laws as well as of bodies: "Luật Công an ...", "Luật Thanh tra ...", "Luật Hội ...".
_LIKE_BODIES = ("công", "thanh", "hội")
_YEAR = pattern(r"\s+(?:năm\s+)?(?:19|20)\d\d(?![\d/.-]*\d)")
_DATED = phrase_once("references", "name_dated")
#: Words behind a known name that belong to it all the same, where a day, a year or a number ends them.
_TAIL = pattern(r"\s+\p{Lu}[\p{L}&]*(?:,?\s+(?:\p{L}[\p{L}&]*)){0,10}?(?=\s*,?\s+(?:ngày|năm|số)\s)")
_SPELLED = pattern(r"\s*\((?=\p{Lu})[\p{Lu}\d/-]{2,12}\)")
#: A name has no more letters than this.
_LONGEST = 200
#: One letter in so many may be wrong in a known name.
_ONE_IN = 12
#: Shorter names, without their blanks, are looked for as they are.
_SHORTEST = 8


@cache
def _known() -> regex.Pattern[str]:
    """Return the pattern of the names of laws and ordinances, with the space before them, whatever their commas."""
    data = table("laws")
    names = (name.replace(",", "") for name in (*data["law"], *data["ordinance"]))
    return pattern(r"\s+" + any_of(names, r",?\s+"))


@cache
def _by_part() -> dict[tuple[int, int], dict[str, list[str]]]:
    """Return the known names without spaces and commas by their parts: by place and length, then by the letters there.

    A name has one part more than letters may be wrong in it: one of the parts is right.
    """
    data = table("laws")
    names = {fold(name).replace(",", "").replace(" ", "") for name in (*data["law"], *data["ordinance"])}
    found: dict[tuple[int, int], dict[str, list[str]]] = {}
    for name in names:
        size = -(-len(name) // (max(len(name) // _ONE_IN, 1) + 1))
        for at in range(0, len(name) if len(name) >= _SHORTEST else 0, size):
            part = name[at : at + size]
            found.setdefault((at, len(part)), {}).setdefault(part, []).append(name)
    return found


def _like(words: str) -> list[str]:
    """Return the known names with which *words* may begin, the longest first."""
    parts = _by_part().items()
    names = {name for (at, size), named in parts for name in named.get(words[at : at + size], ())}
    return sorted((name for name in names if len(name) <= len(words)), key=lambda name: (-len(name), name))


@cache
def _not_laws() -> regex.Pattern[str]:
    """Return the pattern of what follows "Luật" where no act is meant: "Luật Biển"."""
    return pattern(r"\s+" + any_of(table("laws")["other"]))


@cache
def _fields() -> regex.Pattern[str]:
    """Return the pattern of the fields of law that are names of codes too: "luật hình sự"."""
    return pattern(r"\s+" + any_of(table("laws")["field"]))


@cache
def _recital_name() -> regex.Pattern[str]:
    """Return the pattern of a name in a recital: all words up to a stop, a day, the maker, or the next document."""
    kind = any_of(kinds())
    maker = any_of(table("laws")["maker"])
    ends = (
        rf"\s*(?:[;.:(]|$)|\s*+(?:,\s*+)?(?:ngày|năm|số|khoá)\s?:?\s*\d|\s*,?\s+(?:đã\s+)?được\b|\s+của\s+{maker}"
        rf"|,?\s+(?:(?:và|các)\s+){{0,2}}(?<!\b(?:pháp|kỷ)\s){kind}|,?\s+(?:về|quy\s+định|hướng\s+dẫn|sửa\s+đổi|thông\s+qua)\b"
    )
    first = r"(?!và\b|này\b|của\b|số\b|các\b|sửa\s+đổi\b)"
    return compiled(rf"\s+{first}\p{{L}}+(?:(?!{ends}),?\s+[\p{{L}}&/-]+){{1,24}}(?={ends})")


def name_end(view: TextView, kind: KindWord, end: int, *, recital: bool) -> int | None:
    """Return where the name after the kind word ends, None if no name is there.

    In lower case a name is one only after a capital ("Luật đất đai") or if it is long ("luật ban hành văn bản quy phạm
    pháp luật"): "luật đầu tư" may be the field of law.
    """
    capital = view.plain[kind.start()].isupper()
    known = _known().match(view.low, kind.end(), end)
    if known and _cites(view, kind, known, end, recital=recital):
        return _whole(view, int(known.end()), end, recital=recital)
    if capital and not known and (misread := _misread(view, kind.end(), end)):
        return misread
    if recital and capital and (named := _recital_name().match(view.low, kind.end(), min(end, kind.end() + _LONGEST))):
        spelled = _SPELLED.match(view.plain, named.end(), end)
        return int(spelled.end() if spelled else named.end())
    if known or not capital or _not_laws().match(view.low, kind.end(), end):
        return None
    if body_end(view, kind.end() + 1, end) and not view.low.startswith(_LIKE_BODIES, kind.end() + 1):
        return None
    close = run_of_name(view, kind.end(), end)
    return close if close > kind.end() else None


def _cites(view: TextView, kind: KindWord, known: "regex.Match[str]", end: int, *, recital: bool) -> bool:
    """Tell whether a known name names an act where it stands."""
    if view.plain[known.end() - len(known.group().lstrip())].isupper():
        return True
    if view.plain[kind.start()].isupper():
        # "Bộ Luật hình sự", "Luật đầu tư năm 2020": a code is no field of law, nor is what has a year
        sure = view.low.startswith("bộ", kind.start()) or _YEAR.match(view.low, known.end(), end)
        return bool(sure) or not _fields().match(view.low, kind.end(), end)
    return len(known.group().split()) > (2 if recital else 4)


def _whole(view: TextView, close: int, end: int, *, recital: bool) -> int:
    """Take in the words behind a known name that go on up to a day, a year or a number."""
    if _DATED.match(view.low, close, end):
        return close
    tail = _TAIL.match(view.plain, close, min(end, close + _LONGEST))
    if tail is None or (not recital and body_end(view, close + 1, end)):
        return close
    return int(tail.end())


def _misread(view: TextView, at: int, end: int) -> int | None:
    """Return where a known name ends that has a letter wrong or a space lost: "Ban hành văn bảm quy phạm pháp luật"."""
    places: list[int] = []
    letters: list[str] = []
    for place in range(at, min(end, at + _LONGEST)):
        letter = view.low[place]
        if letter.isalpha() or letter in "()/&-":
            letters.append(letter)
            places.append(place)
        elif letter not in " \n,":
            break
    words = "".join(letters)
    for name in _like(words):
        wrong = sum(map(str.__ne__, name, words))
        close = places[len(name) - 1] + 1
        if wrong == 1 and without_marks(words[: len(name)]) == without_marks(name):
            wrong = 0  # a mark was lost, which makes no other name
        if wrong <= len(name) // _ONE_IN and not (close < end and view.low[close].isalpha()):
            return close
    return None


def is_law(kind: KindWord) -> bool:
    """Tell whether a kind word is that of acts known by their names."""
    return kind_name(kind) in LAWS
