"""Names of the bodies that issue documents: where a name that begins here ends, read as all names of bodies are.

"của Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn hướng dẫn nội dung": in a citation a name stands where nothing but
a body can, so its head may be in small letters; a set of bodies issues nothing, and the term of a body ("khóa XIII") is
no part of its name. `run_of_name` is for names of which no table knows the head, and for names of laws.
"""

from functools import cache

import regex

from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import any_of
from ..view import TextView
from .heads import forms_of, head_at
from .mentions import whole_name

_WORD = pattern(r"[\p{L}\p{N}&’']+(?:\.(?=\s?\p{Lu}))?")
_GAP = pattern(r"\s+|\s*-\s*|,\s*|\.\s?")
_CENTRE = phrase_once("bodies", "centre")
_TERM = phrase_once("bodies", "term_at_end")
#: No name of a body or an act has more words than this.
_LONGEST = 16
#: How far before its end a name's term begins.
_REACH = 16


@cache
def _stops(list_name: str) -> regex.Pattern[str]:
    return pattern(any_of(table("bodies")[list_name]))


def _at_end(view: TextView, at: int, end: int) -> bool:
    """Tell whether the word at *at* is one at which a name is at its end."""
    return _stops("verb" if view.plain[at].isupper() else "stop").match(view.low, at, end) is not None


def body_end(view: TextView, at: int, end: int) -> int | None:
    """Return where the name of a body that begins at *at* ends, or None if none begins there."""
    head = head_at(view, at, end, small=True)
    if head is None:
        centre = _CENTRE.match(view.low, at, end)
        return centre.end() if centre else None
    if head[1] in ("open", "group") or (head[1] == "name" and not view.plain[at].isupper()):
        return None
    found = whole_name(view, at, head, end, placed=False)
    if found is None or (head[1] == "office" and found[0] == head[0]):
        return None
    term = _TERM.search(view.low, max(head[0], found[0] - _REACH), found[0])
    return term.start() if term else found[0]


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
        if word.group() in forms_of("and") and not first:
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
    return body_end(view, at, end) is not None or _other().match(view.low, at, end) is not None
