"""The verb of a duty beyond what no table knows: an unknown member of a list of bodies, a clause that tells some apart.

    Sở Y tế, | hộ kinh doanh tại chợ và | Ban Quản lý chợ | phải công khai giá     members that are no body
    Ủy ban nhân dân các xã | có rừng giáp ranh | có trách nhiệm tuần tra           a clause behind the names

An unknown member never takes its neighbours along. Behind names that are given a task any verb ends the list; a
subject needs one that obliges, or that only a body can have.
"""

from functools import cache

import regex
from attrs import frozen

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, word_list, words
from ..bodies.mentions import Actor, actors_at
from ..view import TextView
from .duty_verbs import Duty, begun_at, by_itself, duty_at, open_duty_at, tells_nothing, verb_at

_SEPARATOR = phrase_once("assignments", "separator")
_WORD = pattern(r"\s*+(?:\([^()]{0,80}\)\s*+)?(?P<word>(?:\p{L}|\d)(?:\p{L}|\d|-)*+)")
_GAP = pattern(r"[\s,:]*")
#: The most members without a known name, and the most words of one.
_MEMBERS, _LONGEST = 5, 12


@frozen
class Tail:
    """What stands beyond names.

    Attributes:
        actors: Names that the list goes on with.
        duty: The duty behind it.
        end: Where the last name ends, if words that no table knows go on with it: "Ban Quản lý chợ | đầu mối | phải".
    """

    actors: tuple[Actor, ...]
    duty: Duty
    end: int | None = None


@cache
def _obliging() -> regex.Pattern[str]:
    return pattern(words(form for row in ("binds", "strong") for form in row_words("duties", row)))


def _ends(view: TextView, at: int, end: int, *, first: bool) -> bool:
    """Tell whether no member goes on with the word at *at*; *first*: nor begins with it, nor a name goes on."""
    rows = ("no_tail", "no_member") if first else ("no_tail",)
    begun = begun_at(view.low, at, end)
    return bool(begun) and any(row in begun and word_list("duties", row).match(view.low, at, end) for row in rows)


def tail_of(view: TextView, last: Actor, end: int, *, given: bool) -> Tail | None:
    """Return what stands beyond the *last* of names, up to *end*; None if no verb of duty is in reach.

    *given*: a word of giving stands before the names.
    """
    at, loose = last.end, last.open
    gap = _GAP.match(view.low, at, end)
    behind = gap.end() if gap else at
    begun = begun_at(view.low, behind, end)
    if tells_nothing(view.low, behind, end, begun) or by_itself(view.low, behind, end, begun):
        return None
    found: list[Actor] = []
    members, count, before = 0, 0, ""
    clause = word_list("duties", "clause").match(view.low, behind, end) is not None
    while members <= _MEMBERS and count <= _LONGEST:
        if separator := _SEPARATOR.match(view.low, at, end):
            if given and count and not members:
                return None  # "đề nghị Huyện ủy | quan tâm, chỉ đạo": a verb that no table has
            members, count, at = members + 1, 0, separator.end()
            if names := actors_at(view, at, end, semicolons=True):
                found += names
                at, loose = names[-1].end, loose or names[-1].open
                if (duty := duty_at(view, at, end)) and (given or not names[-1].open):
                    return Tail(tuple(found), duty)
                continue
        word = _WORD.match(view.low, at, end)
        if word is None or _ends(view, word.start("word"), end, first=not (members and count)):
            return None
        place = word.start("word")
        if _obliging().match(view.low, place, end):
            beyond = members or count
            duty = duty_at(view, place, end) or (open_duty_at(view, place, end, ordered=False) if beyond else None)
            return Tail(tuple(found), duty, at if count and not (members or clause) else None) if duty else None
        verb = verb_at(view, place, end) if given and (members or loose) and count else None
        doer = verb and count == 1 and before in row_words("duties", "doers")  # "chủ | đầu tư"
        if verb and not doer and (verb["ACT"] or verb["watch"]):
            duty = duty_at(view, place, end)
            return Tail(tuple(found), duty) if duty else None
        at, count, before = verb.end() if verb and doer else word.end(), count + 1, word["word"]
    return None
