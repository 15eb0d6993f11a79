"""Names of bodies in which a verb names a field of work: "Cục Cảnh sát | điều tra tội phạm về ma túy | chủ trì".

With some words no name ends ("Cục Quản lý"): the verb behind them is part of it, and the next one begins the duty.
"""

from functools import cache

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ..view import TextView
from .heads import body_words, ends_name, ends_of, forms_of, head_at, inside_name, monitors_end, tells_at

_WORD = pattern(r"\p{L}++")
_GAP, _LISTED_GAP = pattern(r"\s+"), pattern(r",\s+|\s+")
_COMPOUND = phrase_once("bodies", "compound")
_CHAIRS = phrase_once("bodies", "chairs")
_MORE = phrase_once("bodies", "more")
#: Longest field of work, in words, and syllables of the words that end no name.
_LONGEST, _SYLLABLES = 12, 2


@cache
def field_words() -> frozenset[str]:
    """Return the first words of fields that begin as a head does: "phòng, chống"."""
    return frozenset(form.split()[0].strip(",") for form in forms_of("field_begins"))


def field_begun(view: TextView, at: int, end: int) -> int | None:
    """Return where the first words of such a field end: "Cục Quản lý đê điều và | Phòng, chống | thiên tai"."""
    found = body_words("field_begins").match(view.low, at, end)
    return found.end() if found else None


def unfinished(view: TextView, begun: int, here: int) -> bool:
    """Tell whether a name from *begun* to *here*, or its last part behind "và", is a word that ends no name."""
    if not view.low.endswith(ends_of("unfinished"), begun, here):
        return False
    before = view.low[begun:here].split()[:-_SYLLABLES]
    return not before or before[-1] in forms_of("and")


def verb_before_chairs(view: TextView, at: int, word: str, end: int) -> int | None:
    """Return where a verb at *at* ends that "chủ trì" follows: "Phòng Quản lý công trình | xây dựng | chủ trì"."""
    here = inside_name(view, at, word, end)
    gap = _GAP.match(view.low, here, end) if here else None
    return here if gap and _CHAIRS.match(view.low, gap.end(), end) else None


def field_end(view: TextView, here: int, end: int) -> int | None:
    """Return where the field ends that a verb behind *here* begins; None if no other verb, and no body, closes it."""
    last, noun, listed, named = here, False, False, False
    for count in range(_LONGEST):
        if count and not noun and _list_goes_on(view, last, end):
            return last
        gap = (_LISTED_GAP if listed else _GAP).match(view.low, last, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or body_words("no_field").match(view.low, word.start(), end):
            return None
        if view.plain[word.start()].isupper():
            return last if count and not noun and head_at(view, word.start(), end) else None
        if not count and (field := field_begun(view, word.start(), end)):
            last, listed, named = field, True, True  # "Cục Cảnh sát | phòng cháy |, chữa cháy và cứu hộ"
            continue
        joint = word[0] in forms_of("field_joins")
        if count and joint:
            noun, last, listed = True, word.end(), listed or word[0] not in forms_of("and")
            continue
        whole = _COMPOUND.match(view.low, word.start(), end)
        if whole is None and ends_name(view, word.start(), word[0], end):
            whole_end = _as_noun(view, word.start(), word[0], end, noun=noun or not count)
            if whole_end is None:
                told = not noun and _tells(view, word.start(), end, strong=not named and "," in view.low[here:last])
                return last if count and told else None
            last, noun = whole_end, False
            continue
        last, noun = whole.end() if whole else word.end(), False
    return None


def _as_noun(view: TextView, at: int, word: str, end: int, *, noun: bool) -> int | None:
    """Return where a verb at *at* ends that is part of a name: at its head, behind "về", before another verb."""
    here = inside_name(view, at, word, end)
    if noun:
        return here or monitors_end(view, at, end)
    gap = _GAP.match(view.low, here, end) if here else None
    return here if gap and tells_at(view, gap.end(), end) else None


def _tells(view: TextView, at: int, end: int, *, strong: bool) -> bool:
    """Tell whether the duty of a body begins at *at*; *strong*: with a verb that only a body can have."""
    return _CHAIRS.match(view.low, at, end) is not None if strong else tells_at(view, at, end)


def _list_goes_on(view: TextView, at: int, end: int) -> bool:
    more = _MORE.match(view.low, at, end)
    return more is not None and head_at(view, more.end(), end) is not None
