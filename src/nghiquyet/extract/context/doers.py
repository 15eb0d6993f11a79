"""The bodies that a heading names as those who have to do what stands below it: "1. Sở Tài chính", "Đề nghị X:"."""

from functools import cache

import regex

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, word_list, words
from ...text.spans import Span
from ..bodies.mentions import actors_at
from ..view import TextView

_AGAIN = phrase_once("headings", "again")
_BARE = pattern(r"(?:\s*\([^()]{0,120}\))?[\s:.;,*|/]*")
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


def ends_heading(view: TextView, at: int, end: int) -> bool:
    """Tell whether nothing but words of duty and a colon stand behind names: "... có trách nhiệm sau đây:"."""
    opens = view.low[max(at, end - 8) : end].rstrip(" *|").endswith(":")
    return opens and only_duty(view, at, end)


def only_duty(view: TextView, at: int, end: int) -> bool:
    """Tell whether only words of duty stand from *at* to *end*: "Sở Y tế | có trách nhiệm chủ trì, | phối hợp"."""
    return end - at <= _LONGEST and _closer().fullmatch(view.low, at, end) is not None


def stands_alone(view: TextView, at: int, end: int) -> bool:
    """Tell whether nothing stands behind names but a remark in brackets and marks."""
    return _BARE.fullmatch(view.low, at, end) is not None


def is_order(view: TextView, start: int, end: int) -> bool:
    """Tell whether a passage is a sentence that gives an order: "Hằng năm, tổ chức đánh giá kết quả.".

    It begins with bodies and what they have to do, or with a verb of duty and ends with a stop. Verbs that open a
    heading ("Đánh giá kết quả ...") give no order.
    """
    if again := _AGAIN.match(view.low, start, end):  # what is assessed every year is a task
        return word_list("duties", "act").match(view.low, again.end(), end) is not None
    front = _front().match(view.low, start, end)
    at = front.end() if front else start
    actors = actors_at(view, at, min(end, at + _LONGEST), closed=True)
    at = actors[-1].end if actors else at
    verb = _verb().match(view.low, at, end)
    stops = view.low[max(start, end - 8) : end].rstrip(" *").endswith((".", ";"))
    return verb is not None and (bool(actors) or stops)


def _words(row: str) -> str:
    return words(row_words("headings", row))


@cache
def _opener() -> "regex.Pattern[str]":
    return pattern(rf"[\s*\"“]*(?:{_words('giving')}[\s:]*)*")


@cache
def _front() -> "regex.Pattern[str]":
    """Match what stands before the subject: "Hằng năm, ", "Trong quý I năm 2026, "."""
    return pattern(rf"(?:[\s*\"“]*{words(row_words('duties', 'front'))}[^,;.:]{{0,60}},\s*){{0,2}}[\s*\"“]*")


@cache
def _verb() -> "regex.Pattern[str]":
    """Match a verb of duty, words of manner before it; those that open a heading of an assessment are left out."""
    opens = {*row_words("headings", "assessed"), *row_words("duties", "formal")}
    verbs = [form for row in ("act", "monitor", "share") for form in row_words("duties", row) if form not in opens]
    modal = words(row_words("duties", "modal"))
    return pattern(rf"[\s,:]*(?:{modal}[\s,]+){{0,3}}{words(verbs)}")


@cache
def _closer() -> "regex.Pattern[str]":
    return pattern(rf"(?:\s*\([^()]{{0,120}}\))?(?:\s*+,?\s*+{_words('duty')})*[\s:.;,*|/]*")
