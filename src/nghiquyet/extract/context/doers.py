"""The bodies that a heading names as those who have to do what stands below it: "1. Sở Tài chính", "Đề nghị X:"."""

from functools import cache

import regex

from ...lexicon.word_patterns import row_words, words
from ...text.spans import Span
from ..bodies.mentions import actors_at
from ..view import TextView

#: A heading over duties is short; a longer passage is a sentence, whose bodies are its own.
_LONGEST = 300


def doers_of(view: TextView, start: int, end: int) -> Span | None:
    """Return where the names of the bodies stand that a heading consists of, None if it says anything else.

    Words of giving may stand before ("Trách nhiệm của"), words of duty behind ("có trách nhiệm"), a remark in brackets.
    """
    if end - start > _LONGEST:
        return None
    opener = _opener().match(view.low, start, end)
    at = opener.end() if opener else start
    actors = actors_at(view, at, end, semicolons=True)
    if not actors or all(actor.open for actor in actors):
        return None
    last = actors[-1].end
    return Span(actors[0].start, last) if _closer().fullmatch(view.low, last, end) else None


def _words(row: str) -> str:
    return words(row_words("headings", row))


@cache
def _opener() -> "regex.Pattern[str]":
    return regex.compile(rf"[\s*\"“]*(?:{_words('giving')}[\s:]*)*")


@cache
def _closer() -> "regex.Pattern[str]":
    return regex.compile(rf"(?:\s*\([^()]{{0,80}}\))?(?:\s*,?\s*{_words('duty')})*[\s:.;,*|]*")
