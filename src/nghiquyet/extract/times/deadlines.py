"""Whether a time is a limit by which something has to be done, and why we think so.

"Đến năm 2030" is a deadline over a goal and none in the name of a strategy; "trong năm 2026" is one only where
something is to be finished. The words that tell are data, at the end of ``grammars/times.lark``.
"""

from functools import cache

import regex
from attrs import frozen

from ...lexicon.files import grammar
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import as_pattern, phrase_once
from ..view import Zone
from .normalize import Moment

_STOP = pattern(r"[.;:!?](?=\s)")
#: A size in the name itself: "Đề án | 1 triệu | héc ta lúa".
_SIZE = pattern(r"\s+\d[\d.,]*\s+\p{L}+")
#: How far behind a time the words that finish something are looked for.
_NEAR = 40
#: How far before a time the words of its condition begin.
_CLAUSE = 80
#: The longest label before a time, in letters: "Hạn cuối nhận hồ sơ dự tuyển: 17 giờ 00".
_LABEL = 60
#: The longest hour of a day, in letters: "17 giờ 00 phút, ".
_HOUR = 20
_LETTERS = pattern(r"\p{L}{2}")


@frozen(kw_only=True)
class Clue:
    """What is known of a time when it is judged.

    Attributes:
        moment: What the phrase means.
        words: The folded words of its preposition.
        zone: The part of the document.
        before, after: The folded words of its sentence before and after it.
        past: Whether it was over when the document was signed.
        undated: Whether the document has no day of its own: what is over then, only its words tell.
        due: Whether it stands in a column of deadlines.
        follows: Whether the time just before it is a deadline ("đến năm 2030, tầm nhìn đến năm 2045"), None if
            there is none.
    """

    moment: Moment
    words: str = ""
    zone: Zone = "body"
    before: str = ""
    after: str = ""
    past: bool = False
    undated: bool = False
    due: bool = False
    follows: bool | None = None


def limits(clue: Clue) -> tuple[bool, str]:
    """Decide whether the time is a deadline; the second value is the evidence, for a reader who doubts.

    >>> year = Moment(type="date", form="year", value="2030", relation="by", start=0)
    >>> limits(Clue(moment=year, before="phấn đấu ", after=" đạt 20%"))
    (True, 'a goal follows')
    >>> limits(Clue(moment=year, before="quy hoạch chung thị trấn "))
    (False, 'in the name of a plan or document')
    """
    what = clue.moment
    if what.type == "duration":
        return _length(clue)
    if what.type == "set":
        limit = what.relation in ("by", "before") or (what.relation == "at" and _finishes(clue))
        return limit, "a limit that returns" if limit else "recurs"
    if clue.due and what.relation != "since":
        return True, "in a column of deadlines"
    if what.relation is None or (what.form == "interval" and what.relation != "before"):
        return _unmarked(clue)
    if what.relation == "since":
        return False, "a beginning"
    if clue.zone in ("header", "recital"):
        return False, "in the name or the legal basis of the document"
    if clue.past:
        return False, "over before the day of the document"
    if clue.undated and _told(clue):
        return False, "tells what was so"
    if what.relation == "by":
        return _by(clue)
    if what.relation == "before":
        return _before(clue)
    if what.relation == "within":
        return _within(clue)
    if _words("done").search(clue.before) or (_words("appointed").match(clue.words) and not _finishes(clue)):
        return False, "what was done, or is expected"
    return True, "the time of a goal or a task"


def _unmarked(clue: Clue) -> tuple[bool, str]:
    """Judge a time without a preposition, or a period."""
    if clue.follows and (clue.moment.form == "another" or _words("joined").search(clue.before)):
        return True, "goes with the time before it"
    if clue.moment.form == "vision" and clue.zone in ("body", "annex") and not _LETTERS.search(clue.before):
        return True, "a heading over goals"
    if clue.moment.form == "interval":
        if clue.moment.relation == "by" and not clue.past:
            return True, "a limit"
        labelled = not clue.past and clue.zone in ("body", "annex") and _ends_with("due_label", clue.before)
        labelled = labelled and not _ends_with("intake", clue.before)
        return labelled, "after a label of deadlines" if labelled else "names a period"
    if clue.zone in ("body", "annex") and not clue.past and _ends_with("due_label", clue.before):
        return True, "after a label of deadlines"
    return False, "names a time"


def _before(clue: Clue) -> tuple[bool, str]:
    if _words("condition").search(clue.before[-_CLAUSE:]) or _words("consequence").match(clue.after):
        return False, "a condition"
    if (
        clue.moment.form == "day"
        and _words("goes_on").match(clue.after.lstrip())
        and not _words("aim").search(clue.before)
    ):
        return False, "a condition"
    return True, "a limit"


def _by(clue: Clue) -> tuple[bool, str]:
    if _words("latest").match(clue.words):
        return True, "a limit"
    if _words("turning").match(clue.after.lstrip()):
        return True, "a goal follows"
    if found := _words("horizon").search(clue.before):
        if not _LETTERS.search(clue.before[: found.start()]):
            return True, "a heading over goals"
        return bool(clue.follows), "goes with the time before it"
    if _ends_with("lasting", clue.before) or _words("running_from").search(clue.before):
        return False, "the end of a validity or of a count"
    if _words("goes_on").match(clue.after.lstrip()) and _words("begun").search(clue.before[-_CLAUSE:]):
        return False, "a condition"
    if len(clue.moment.value) == 4 and in_name(clue.before):  # names of plans have years, not days
        return False, "in the name of a plan or document"
    return True, "a limit"


def _within(clue: Clue) -> tuple[bool, str]:
    if _ends_with("put_to_use", clue.before):
        return True, "something is to be finished"
    if _ends_with("described", clue.before) or _words("running").match(clue.after):
        return False, "describes what is spoken of"
    if _finishes(clue):
        return True, "something is to be finished"
    if _words("reach").search(clue.before):
        return True, "something is to be reached"
    if clue.moment.form in ("quarter", "month", "day") and not _words("appointed").match(clue.words):
        return True, "a short while"
    return False, "names a time"


def _told(clue: Clue) -> bool:
    """Tell whether the words around a time report what was so then."""
    if clue.moment.relation == "within" and _words("told_before").search(clue.before):
        return True
    if _words("aim").search(clue.before):
        return False
    after = clue.after.lstrip()
    state = clue.moment.relation == "before" and _words("told_state").match(after)
    return bool(state or _words("told_behind").match(after))


def _finishes(clue: Clue) -> bool:
    """Tell whether the words around a time finish something."""
    found = _words("finish").search(clue.after)
    return (found is not None and found.start() < _NEAR) or _words("finish").search(clue.before) is not None


def _length(clue: Clue) -> tuple[bool, str]:
    """Judge a length: days are for doing something, years are for having something."""
    days = clue.moment.value[-1] in "DHW"
    if _words("benefit").search(clue.before) and not (days and _words("term").search(clue.words)):
        return False, "how long something is granted"
    if _words("least").search(clue.words):
        return False, "a least length"
    bound = clue.moment.value[-1] == "M" or _words("term").search(clue.words)
    counted = bound and _words("counted_from").match(clue.after.lstrip())
    if counted or days:
        return True, "a limit"
    if _finishes(clue):
        return True, "something is to be finished"
    return False, "how long something lasts"


def in_name(before: str) -> bool:
    """Whether *before* runs on from the name of a plan or a document, without a word of aiming in between."""
    if before.rstrip().endswith(",") or _ends_with("aim", before):
        return False
    heads = list(_words("document_name").finditer(before))
    if not heads:
        return False
    size = _SIZE.match(before, heads[-1].end())
    return _words("aim").search(before, size.end() if size else heads[-1].end()) is None


def clause_before(low: str, start: int, at: int, reach: int = 240) -> str:
    """Return the words of the sentence that stand before *at*, at most *reach* letters of them.

    A colon right before *at*, or before the hour there, belongs to them: "Thời hạn hoàn thành: quý IV/2026".
    """
    words = low[max(start, at - reach) : at]
    hour = _words("hour").search(words, max(0, len(words) - _HOUR))
    last = len(words[: hour.start()].rstrip() if hour else words.rstrip())
    cut = max((found.end() for found in _STOP.finditer(words) if found[0] != ":" or found.end() < last), default=0)
    return words[cut:]


def clause_after(low: str, end: int, at: int, reach: int = 120) -> str:
    """Return the words between *at* and the next stop."""
    words = low[at : min(end, at + reach)]
    found = _STOP.search(words)
    return words[: found.start()] if found else words


@cache
def _words(rule: str) -> regex.Pattern[str]:
    return phrase_once("times", rule)


@cache
def _last_words(rule: str) -> regex.Pattern[str]:
    return pattern(as_pattern(grammar("times.lark"), rule) + r"[\s:,|(-]*$", regex.VERSION1)


def _ends_with(rule: str, words: str) -> bool:
    """Whether *words* ends with the rule's words, punctuation aside."""
    return _last_words(rule).search(words[-_LABEL:]) is not None
