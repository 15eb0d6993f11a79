"""Bodies in a list that no table knows: "Sở Y tế, | Vườn chim Ba Mây |, Liên đoàn Lao động tỉnh".

One unknown name must not hide the bodies beside it. In the place of a body, between commas, words in capitals name one,
if at least two of them are, or the first is an abbreviation, and they run up to the next comma or verb.
"""

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ..view import TextView
from .heads import ends_name, ends_of, head_at
from .names import place, scope_end

_WORD = pattern(r"[\p{L}\p{N}&]+")
_GAP = pattern(r"\s*-\s*|\s+")
_ABBREVIATION = pattern(r"[\p{Lu}&]{3,}")
_NEXT = phrase_once("bodies", "list_next")
_LIST = phrase_once("bodies", "list_goes_on")
_OTHER = phrase_once("bodies", "no_body")
#: The longest such name, in words.
_LONGEST = 10
#: The shortest that the body behind it vouches for.
_FEWEST = 3


def unlisted_end(view: TextView, at: int, end: int, *, first: bool = False) -> int | None:
    """Return where the name ends that begins at *at*, by its capitals alone; None if none does.

    The *first* of a list has no body before it to vouch for it: it has to end in a proper name or a place.
    """
    word = _WORD.match(view.plain, at, end)
    if word is None or not word.group()[0].isupper() or _OTHER.match(view.low, at, end):
        return None
    if ends_name(view, at, view.low[at : word.end()], end):
        return None
    abbreviation = _ABBREVIATION.fullmatch(word.group()) is not None
    capitals, proper, here = 1, abbreviation, word.end()
    for _ in range(_LONGEST):
        gap = _GAP.match(view.low, here, end)
        word = _WORD.match(view.plain, gap.end(), end) if gap else None
        if word is None or view.low.startswith(ends_of("and", " "), word.start()):
            break
        if place().match(view.low, word.start(), end):
            here, proper = scope_end(view, here, end), True
            break
        capital = word.group()[0].isupper()
        if capital and first and head_at(view, word.start(), end):
            return None
        if not capital and ends_name(view, word.start(), word.group(), end):
            break
        proper = capital and view.plain[view.plain.rfind(" ", at, here) + 1].isupper()
        capitals += capital
        here = word.end()
    if first and not abbreviation and view.plain[at:here].isupper():
        return None  # a heading in capitals
    long = view.low.count(" ", at, here) + 1 >= _FEWEST
    known = proper or (long and _before_body(view, here, end)) if first else capitals > 1 or abbreviation
    return here if known and _stops(view, here, end) else None


def _stops(view: TextView, here: int, end: int) -> bool:
    """Tell whether a list goes on, a verb follows, or the clause ends."""
    if _NEXT.match(view.low, here, end):
        return True
    gap = _GAP.match(view.low, here, end)
    word = _WORD.match(view.low, gap.end(), end) if gap else None
    return word is not None and ends_name(view, word.start(), word.group(), end)


def _before_body(view: TextView, here: int, end: int) -> bool:
    """Tell whether a list goes on at *here* with a body that the tables know."""
    gap = _LIST.match(view.low, here, end)
    head = head_at(view, gap.end(), end) if gap else None
    return head is not None and head[1] != "open"
