"""Whether a time is a limit by which something has to be done, and why we think so.

"Đến năm 2030" is a deadline over a goal and none in the name of a strategy; "trong năm 2026" is one only where
something is to be finished. The words that tell are data, at the end of ``grammars/times.lark``.
"""

from functools import cache

import regex
from attrs import frozen

from ..flow import Zone
from ..phrase import phrase

_CLAUSE = regex.compile(r"[.;:!?](?=\s|$)")
_BREAK = regex.compile(r"[.;:!?,](?=\s|$)")


@frozen(kw_only=True)
class Clue:
    """What is known of a time when it is judged.

    Attributes:
        relation: The meaning of its preposition, None without one.
        form: "day", "month", "quarter", "half", "year", "own" or "interval".
        zone: The part of the document.
        before: Folded words of its sentence before it.
        after: Folded words after it.
        heads: Whether it is the first of its passage.
        past: Whether it was over when the document was signed.
        due: Whether the head of its column says that the column holds deadlines.
        follows: Whether the time that stands just before it ("..., tầm nhìn ...") is a deadline; None if none does.
    """

    relation: str | None
    form: str
    zone: Zone
    before: str
    after: str
    heads: bool = False
    past: bool = False
    due: bool = False
    follows: bool | None = None


@cache
def _words(rule: str, tail: str = "") -> regex.Pattern[str]:
    return regex.compile(phrase("times", rule).pattern + tail, regex.VERSION1)


def _ends_with(rule: str, words: str) -> bool:
    """Whether *words* ends with the rule's words (punctuation aside)."""
    return _words(rule, r"[\s:,|-]*$").search(words, max(0, len(words) - 40)) is not None


def clause_before(low: str, start: int, at: int, reach: int = 240) -> str:
    """Return the words of the sentence that stand before *at*, at most *reach* of them."""
    words = low[max(start, at - reach) : at]
    cut = 0
    for found in _CLAUSE.finditer(words):
        cut = found.end()
    return words[cut:]


def clause_after(low: str, end: int, at: int, reach: int = 60) -> str:
    """Return the words between *at* and the next stop."""
    words = low[at : min(end, at + reach)]
    found = _BREAK.search(words, 1)
    return words[: found.start()] if found else words


def in_name(before: str) -> bool:
    """Whether *before* runs on from the name of a plan or a document, without a word of aiming in between."""
    if before.rstrip().endswith(",") or _ends_with("aim", before):
        return False
    heads = list(_words("document_name").finditer(before))
    return bool(heads) and _words("aim").search(before, heads[-1].end()) is None


def limits(clue: Clue) -> tuple[bool, str]:
    """Decide whether the time is a deadline; the second value is the evidence.

    >>> limits(Clue(relation="by", form="year", zone="body", before="phấn đấu ", after=" đạt 20%"))
    (True, 'by')
    >>> limits(Clue(relation="by", form="year", zone="body", before="quy hoạch chung thị trấn ", after=""))
    (False, 'in the name of a plan or document')
    """
    if clue.due and clue.relation != "since":
        return True, "column of deadlines"
    if clue.relation is None or clue.form == "interval":
        labelled = clue.form != "interval" and not clue.past and clue.zone in ("body", "annex")
        if labelled and _ends_with("due_label", clue.before):
            return True, "after a label of deadlines"
        return False, "names a time"
    if clue.relation == "since":
        return False, "a beginning"
    if clue.zone in ("header", "recital"):
        return False, "in the name or the legal basis of the document"
    if clue.past:
        return False, "over before the document's day"
    if clue.relation == "by":
        return _by(clue)
    if clue.relation == "before":
        condition = regex.search(r"\bđã\b", clue.before[-80:]) is not None
        return not condition, "condition" if condition else "before"
    if clue.relation == "within":
        return _within(clue)
    return True, clue.relation


def _by(clue: Clue) -> tuple[bool, str]:
    if regex.search(r"\b(?:tầm nhìn|định hướng)\s*$", clue.before):
        rest = regex.sub(r"[\s,;]*(?:và\s+)?(?:tầm nhìn|định hướng)\s*$", "", clue.before)
        if not regex.search(r"\p{L}{2}", rest):
            return True, "heading"
        return bool(clue.follows), "goes with the time before it"
    if _ends_with("lasting", clue.before):
        return False, "end of a validity or of a count"
    if in_name(clue.before):
        return False, "in the name of a plan or document"
    return True, "by"


def _within(clue: Clue) -> tuple[bool, str]:
    if _ends_with("described", clue.before) or _words("running").match(clue.after.lstrip()):
        return False, "describes what is spoken of"
    if _words("finish").search(clue.after, 0, 40):
        return True, "something is to be finished"
    if _words("finish").search(clue.before):
        return True, "something is to be finished"
    return clue.form in ("quarter", "month", "day"), "within"
