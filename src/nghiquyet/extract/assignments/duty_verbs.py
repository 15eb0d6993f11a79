"""What is told to a body: the verb of duty behind its name, the role that it gives, the bodies to work with.

"Ủy ban nhân dân tỉnh | căn cứ chức năng, nhiệm vụ được giao | tổ chức thực hiện": between the name and the verb stand
grounds, limits and times. What a body was allowed, or has done, is no duty. The grammar and the words are in
grammars/assignments.lark and data/duties.toml.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import regex
from attrs import frozen

from ...facts import Role
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase, phrase_once
from ...lexicon.word_patterns import row_words, word_list, words
from ...text.folding import fold
from ..bodies.mentions import Actor, actors_at
from ..view import TextView, past_blanks
from .cue_rows import row_rule

_WORD = pattern(r"\w+")
_SPACE_WORD = pattern(r"\s+(?=\w)")
_MARKS = pattern(r"[,.;:]")
_PURPOSE = phrase_once("assignments", "purpose_of_share")
#: The longest clause that tells where bodies are, in letters and words; in words where any verb ends it.
_CLAUSE, _CLAUSE_WORDS, _FEW = 100, 12, 9
_SPACE = pattern(r"\s*")
#: The label of the first of several tasks in one sentence: "có trách nhiệm: a) lập kế hoạch; b) ...".
_LABEL = r"(?:(?:(?<=:)|(?<=:\s))\(?[a-zđ\d]{1,2}\)\s*)?"
_COMMAS = pattern(r"[\s,:]*" + _LABEL)
_AND = phrase_once("assignments", "and_then")
_TERM = phrase_once("assignments", "term")
_ISSUES = phrase_once("assignments", "issues")
_SITE = phrase_once("bodies", "site")
#: The letters that a site and a term begin with.
_SITE_BEGINS, _TERM_BEGINS = frozenset("tđn,"), frozenset("n,")
#: Who holds the office: "Phó Thủ tướng Chính phủ | Trần Văn An | chỉ đạo".
_PERSON = pattern(r"\s+\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){1,3}(?=\s+\p{Ll})")
_BRACKET = pattern(r"\s*\([^()]{0,200}\)")
_HELPING = phrase_once("assignments", "helping")
_AGREES = phrase_once("assignments", "agrees")
_SEMICOLON = pattern(r";\s+")
_DESCRIBED = phrase_once("assignments", "described")
#: What may be a verb that no table lists: a word behind a name, or its colon, with another behind it.
_WORD_BEHIND = pattern(r"(?:\s*:)?\s+[\"“]?(?P<verb>\p{L}+)(?=\s+[\p{L}\d\"“(])")
_MAY = phrase_once("assignments", "may")
_PROCEDURE = phrase_once("assignments", "procedure")
_NOUN = phrase_once("assignments", "noun")
#: Rules that are tried behind a name where its first word may begin them.
_RULES = ("agrees", "described", "helping", "issues")
_WORD_OR_MARK, _REMEMBERED = pattern(r"\w+|\W"), 4096
_NOTHING: frozenset[str] = frozenset()
#: How far behind a name its verb may stand.
_REACH = 500


@frozen
class Duty:
    """What a name is told: the role, and where the verb stands."""

    role: Role
    verb: int


@cache
def _boundary() -> regex.Pattern[str]:
    """Return the pattern of where a phrase between a body and its verb may end."""
    return pattern(rf",\s+|{words(row_words('duties', 'adjunct_end'))}\s*:?\s+{_LABEL}|$")


@cache
def _begun() -> dict[str, set[str]]:
    """Return by a first word the rows of data/duties.toml that are looked for behind a name and have it."""
    begun: dict[str, set[str]] = {}
    for row in ("given_to", "idle", "formal", "adjunct", "no_tail", "no_member"):
        for form in row_words("duties", row):
            begun.setdefault(re.findall(r"\w+", form)[0], set()).add(row)
    return begun


@lru_cache(_REMEMBERED)
def _begun_by(word: str) -> frozenset[str]:
    """Return the rows that a first word, or a mark, may begin a form of, and the rules of the grammar."""
    rules = (rule for rule in _RULES if phrase("assignments", rule).match(word, partial=True))
    return frozenset((*_begun().get(word, ()), *rules))


def begun_at(low: str, at: int, end: int) -> frozenset[str]:
    """Return of which rows of data/duties.toml, and of which `_RULES`, the word at *at* may begin a form."""
    word = _WORD_OR_MARK.match(low, at, end)
    return _begun_by(word[0]) if word else _NOTHING


def tells_nothing(low: str, at: int, end: int, begun: frozenset[str] | None = None) -> bool:
    """Tell whether the words at *at* say that a body is told nothing; *begun*: `begun_at` there, if it is known."""
    begun = begun_at(low, at, end) if begun is None else begun
    idle = "idle" in begun and word_list("duties", "idle").match(low, at, end)
    return bool(idle) or ("described" in begun and _DESCRIBED.match(low, at, end) is not None)


def decides(view: TextView, at: int, end: int) -> bool:
    """Tell whether the verb at *at* only says what a thing is, behind "do X": "mẫu do Bộ Y tế | ban hành"."""
    return word_list("duties", "decided").match(view.low, at, end) is not None


def by_itself(low: str, at: int, end: int, begun: frozenset[str] | None = None) -> bool:
    """Tell whether the words at *at* say what a body does by the document itself: "thống nhất ..."."""
    begun = begun_at(low, at, end) if begun is None else begun
    formal = "formal" in begun and word_list("duties", "formal").match(low, at, end)
    return bool(formal) or ("issues" in begun and _ISSUES.match(low, at, end) is not None)


@cache
def _tables() -> dict[str, str]:
    names = {"_MODAL": "modal", "_MONITOR": "monitor", "_REPORT": "report", "ACT": "act"}
    return {name: words(row_words("duties", row)) for name, row in names.items()}


@cache
def _openers() -> frozenset[str]:
    """Return the first words of what may be told."""
    rows = table("duties")
    return frozenset(
        fold(form).split()[0].strip(",")
        for kind in ("modal", "monitor", "act", "share")
        for form in rows[kind]["words"]
    )


@cache
def _before() -> regex.Pattern[str]:
    return phrase_once("assignments", "before", **_tables())


def cue_at(low: str, at: int, end: int) -> tuple[str, int] | None:
    """Return what stands at *at* before the name of a body, one of `CUES`, and where it ends; None if nothing does."""
    found = _before().match(low, at, end)
    if found is None:
        return None
    for name, said in zip(CUES, found.group(*CUES), strict=True):
        if said is not None:
            return name, found.end()
    # "chủ trì, | cùng Bộ Tài chính"
    return ("share", found.end()) if _LED.search(low, max(0, at - _BACK), at) else None


#: The rules of the grammar that name what stands before a name.
CUES = ("give", "share", "doer", "then", "send")
_LED, _BACK = phrase_once("assignments", "led"), 40


@cache
def _after() -> regex.Pattern[str]:
    return phrase_once("assignments", "duty", **_tables())


_APPOSED, _APPOSED_BEGINS = row_rule("apposed", "apposed"), (",", "-")


def duty_at(view: TextView, at: int, end: int, *, helping: bool = False) -> Duty | None:
    """Return what is told to the names that end at *at*, or None if nothing is; *helping* if they are helped in it."""
    low = view.low
    at = _behind(view, at, end)
    begun = begun_at(low, at, end)  # most words begin nothing that is looked for here
    # "thống nhất với Bộ Y tế phân bổ ...", but not "với nội dung Tờ trình"
    if "agrees" in begun and (agreed := _AGREES.match(low, at, end)):
        return Duty("lead", at) if actors_at(view, agreed.end(), end, closed=True) else None
    given = word_list("duties", "given_to").match(low, at, end) if "given_to" in begun else None
    if given and (duty := _given(view, given, end)):
        return duty
    if tells_nothing(low, at, end, begun) or by_itself(low, at, end, begun):
        return None
    helped = _HELPING.match(low, at, end) if "helping" in begun and not helping else None
    if helped:  # "giúp Hội đồng nhân dân tỉnh | giám sát": what the helper does
        bodies = actors_at(view, helped.end(), end)
        if bodies and (duty := duty_at(view, bodies[-1].end, end, helping=True)):
            return Duty(duty.role, at)
    found = verb_at(view, at, end)
    if found and _MAY.match(low, found.end(), end):
        return None
    adjunct = word_list("duties", "adjunct").match(low, at, end) if "adjunct" in begun else None
    if adjunct and (found is None or word_list("duties", "grounds").match(low, at, end)):
        for comma in _boundary().finditer(low, at, min(end, at + _REACH)):
            later = verb_at(view, comma.end(), end)
            if later and not tells_nothing(low, comma.end(), end):
                return _told(view, later, end)
    return _told(view, found, end) if found else None


def _behind(view: TextView, at: int, end: int) -> int:
    """Return where the words begin behind what may stand between names and their duty."""
    at = past_asides(view, at, end)
    gap = _COMMAS.match(view.low, at, end)
    return gap.end() if gap else at


def past_asides(view: TextView, at: int, end: int) -> int:
    """Return where a place, a person, a remark in brackets or a term ends that stands behind names at *at*."""
    low = view.low
    here = past_blanks(low, at, end)
    if low[here : here + 1] in _SITE_BEGINS and (site := _SITE.match(low, here, end)):
        at, here = site.end(), past_blanks(low, site.end(), end)
    elif low.startswith(_rows("where_any"), here) and (clause := _clause_end(view, here, end)):
        at, here = clause, past_blanks(low, clause, end)
    if view.plain[here : here + 1].isupper() and (person := _PERSON.match(view.plain, at, end)):
        at, here = person.end(), past_blanks(low, person.end(), end)
    if low.startswith("(", here) and (bracket := _BRACKET.match(low, at, end)):
        at, here = bracket.end(), past_blanks(low, bracket.end(), end)
    if low.startswith(_APPOSED_BEGINS, here) and (apposed := _APPOSED.match(low, at, end)):
        at, here = apposed.end(), past_blanks(low, apposed.end(), end)
    term = _TERM.match(low, here, end) if low[here : here + 1] in _TERM_BEGINS else None
    return term.end() if term else at


@cache
def _rows(row: str, gap: str = "") -> tuple[str, ...]:
    return tuple(gap + form for form in row_words("duties", row))


@cache
def _told_of() -> frozenset[str]:
    """Return the words whose verb is one of the clause: "nơi có | người | ứng cử"."""
    return frozenset(row_words("duties", "no_tail")) | frozenset(row_words("duties", "doers"))


def _clause_end(view: TextView, at: int, end: int) -> int | None:
    """Return where a clause ends that tells where bodies are: "nơi có dự án đầu tư | lập danh sách".

    A word that obliges is behind it, or a verb of duty with what it is done to. None if none is in reach.
    """
    words = list(_WORD.finditer(view.low, at, min(end, at + _CLAUSE)))[:_CLAUSE_WORDS]
    stops = (each.start() for each in words[1:] if word_list("duties", "binds").match(view.low, each.start(), end))
    if bound := next(stops, None):
        return None if _MARKS.search(view.low, at, bound) else bound
    part = 0 if view.low.startswith(_rows("where"), at) else None  # where a verb begins behind one that is no duty
    for before, word in pairwise(words[2:_FEW] if part is not None else ()):
        here = word.start()
        if _MARKS.search(view.low, before.start(), here) or before[0] in _told_of():
            return None
        if _PURPOSE.match(view.low, here, end):
            return before.end()
        verb = verb_at(view, here, end)
        after = _SPACE_WORD.match(view.low, verb.end(), end) if verb else None
        if after and not _PURPOSE.match(view.low, after.end(), end):
            named = part == here or view.low.endswith(_rows("founded", " "), at, before.end())
            if not (named and verb_at(view, after.end(), end)):
                return before.end()
            part = after.end()
    return None


def _given(view: TextView, given: "re.Match[str]", end: int) -> Duty | None:
    """Return the duty of a body that was given it: "được giao | chủ trì", "được giao nhiệm vụ | rà soát"."""
    gap = _COMMAS.match(view.low, given.end(), end)
    verb = verb_at(view, gap.end(), end) if gap else None
    if verb is None:
        return None
    named = word_list("duties", "given_task").fullmatch(given[0]) is not None
    urged = verb.group("ACT") is not None and verb.start("ACT") > verb.start()  # "được giao | khẩn trương | lập tổ"
    strong = word_list("duties", "strong").match(view.low, verb.start(), end)
    return _told(view, verb, end) if named or urged or strong or verb.group("watch") or verb.group("work") else None


def open_duty_at(view: TextView, at: int, end: int, *, ordered: bool, given: bool = False) -> Duty | None:
    """Return the duty behind the names that end at *at* whose verb no table lists; None if nothing may be a verb.

    Verbs are an open class: where only a task can stand (*ordered*), or behind "phải", "có trách nhiệm", any word is
    one that belongs to no closed class. What is *given* to it by a word of giving may be to ask others for something.
    """
    at = past_asides(view, at, end)
    modal = _modal().match(view.low, at, end)
    if modal is None and not ordered:
        return None
    found = _WORD_BEHIND.match(view.low, modal.end() if modal else at, end)
    if found is None or view.plain[found.start("verb")].isupper():
        return None
    word = found.start("verb")
    if tells_nothing(view.low, word, end) or word_list("duties", "appoints").match(view.low, word, end):
        return None
    if (verb := verb_at(view, word, end)) and _MAY.match(view.low, verb.end(), end):
        return None
    if not given and word_list("duties", "formal").match(view.low, word, end):
        return None
    if given and word_list("duties", "lends").match(view.low, word, end):
        return Duty("lead", word)
    return None if word_list("duties", "no_verb").match(view.low, word, end) else Duty("lead", word)


@cache
def _modal() -> regex.Pattern[str]:
    """Return the pattern of words that oblige, behind a name."""
    return pattern(rf"(?:[\s,:]*+{words(row_words('duties', 'obliges'))})+[,:]?")


def verb_at(view: TextView, at: int, end: int) -> "regex.Match[str] | None":
    """Return the words of duty at *at*, or None: what looks like a verb may be a noun."""
    first = _WORD.match(view.low, at, end)
    if first is None or first.group() not in _openers():
        return None
    found = _after().match(view.low, at, end)
    if found is None or (found.group("ACT") and _is_noun(view.low, found.start("ACT"), end)):
        return None
    return found


def _is_noun(low: str, at: int, end: int) -> bool:
    """Tell whether what looks like a verb is a noun, or only says which office somebody has: "làm tổ trưởng"."""
    return _NOUN.match(low, at, end) is not None or word_list("duties", "appoints").match(low, at, end) is not None


def _told(view: TextView, found: "regex.Match[str]", end: int) -> Duty:
    low = view.low
    if found.group("watch") and not _PROCEDURE.match(low, found.start("watch")):
        more = _AND.match(low, found.end(), end)
        also = verb_at(view, more.end(), end) if more else None
        acts = also is not None and also.group("watch") is None and also.group("work") is None
        return Duty("lead" if acts else "monitor", found.start())
    if found.group("work"):
        verb = found.start("work")
        share = cue_at(low, verb, end)
        actors = actors_at(view, share[1] + 1, end) if share and share[1] + 1 < end else ()
        if any(not actor.open for actor in actors):
            gap = _COMMAS.match(low, actors[-1].end, end)
            then = _after().match(low, gap.end(), end) if gap else None
            if then and then.group("watch"):
                return Duty("monitor", found.start())
        return Duty("coordinate", found.start())
    return Duty("lead", found.start())


def acts_later(view: TextView, at: int, end: int) -> bool:
    """Tell whether a clause behind a semicolon says that one who watches also acts: "kiểm tra ...; xây dựng ..."."""
    for semicolon in _SEMICOLON.finditer(view.low, at, end):
        also = verb_at(view, semicolon.end(), end)
        if also is None or actors_at(view, semicolon.end(), end, closed=True):
            return False
        if also.group("ACT") and word_list("duties", "follow_up").match(view.low, also.start("ACT"), end) is None:
            return True
    return False


def partners_in(view: TextView, at: int, end: int) -> Iterator[tuple[int, Actor]]:
    """Yield the bodies that what stands from *at* to *end* is to be done with, each with where the words say so."""
    for word in word_list("duties", "sharing").finditer(view.low, at, end):
        cue = cue_at(view.low, word.start(), end)
        if cue and cue[0] == "share":
            gap = _SPACE.match(view.low, cue[1], end)
            listed = view.low[cue[1] - 1] == ":"
            for actor in actors_at(view, gap.end() if gap else cue[1], end, semicolons=listed, placed=True):
                yield word.start(), actor
