"""The role that a heading gives to what stands below it. The words are in data/headings.toml."""

import re
from functools import cache

import regex
from attrs import frozen

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import finder, row_words, word_list, words
from .model import Role

#: Letters of a heading that are read: a longer one is a paragraph.
READ = 240
#: How far before a colon an announcement is looked for.
_ANNOUNCED = 60


@frozen
class Hint:
    """A role, and where the words that give it stand."""

    role: Role
    start: int
    end: int


def role_of(low: str, start: int, end: int, *, ordered: bool = False) -> Hint | None:
    """Return the role that a heading gives, whose words stand from *start* to *end* of the folded view.

    An *ordered* sentence reports nothing, whatever it is about. What stands first decides: "Đánh giá kết quả ... và
    phương hướng" reports. Conditions are told where no goal is.
    """
    end = min(end, start + READ)
    result = None if ordered else reported(low, start, end)
    planned = _planned(low, start, end)
    if result and not (planned and planned.start < result.start):
        return result
    if planned is None and (condition := _condition(low, start, end) or _granted(low, start, end)):
        return condition
    if by_year := _BY_YEAR.fullmatch(low, start, end):
        return Hint(Role.GOALS, by_year.start("time"), by_year.end("time"))
    return _listing(planned, low, start, end)


def announced(low: str, start: int, end: int) -> Hint | None:
    """Return the role that a sentence gives to the list behind its colon: what stands right before it announces."""
    end = start + len(low[start:end].rstrip(" :"))
    start = max(start, end - READ)
    result = _announces().search(low, max(start, end - _ANNOUNCED), end)
    if result:
        return Hint(Role.RESULTS, result.start(), result.end())
    if reported(low, start, end):
        return None
    return _listing(_planned(low, start, end), low, start, end)


def only_reported(low: str, start: int, end: int) -> Hint | None:
    """Return the word by which a title reports and plans nothing else: "Kết quả thực hiện nhiệm vụ năm 2025"."""
    found = _search("reports", low, start, end)
    planned = _PLANS_TOO.search(low, found.end(), end) if found else None
    return Hint(Role.RESULTS, found.start(), found.end()) if found and planned is None else None


def reported(low: str, start: int, end: int) -> Hint | None:
    """Return the first word that says that what is below reports.

    "Khắc phục tồn tại, hạn chế" is a task, and what a numbered report is about is the report's business.
    """
    words = word_list("headings", "results")
    found = words.search(low, start, end)
    while found and (_remedied().search(low, start, found.start()) or _about().search(low, start, found.start())):
        found = words.search(low, found.end(), end)
    return Hint(Role.RESULTS, found.start(), found.end()) if found else None


def _planned(low: str, start: int, end: int) -> Hint | None:
    """Return the first word that says that what is below is to be reached or done."""
    form, roles = _plans()
    found = form.search(low, start, end)
    return Hint(roles[" ".join(found.group().split())], found.start(), found.end()) if found else None


@cache
def _plans() -> tuple["re.Pattern[str]", dict[str, Role]]:
    """Return what finds the words of goals, tasks and organisation, and the role of each; of two the first."""
    planned = (Role.ORGANISATION, Role.TASKS, Role.GOALS)
    roles = {form: role for role in planned for form in row_words("headings", role.value)}
    return finder(roles), roles


def _listing(planned: Hint | None, low: str, start: int, end: int) -> Hint | None:
    """Return the goals of a heading that names goals beside tasks: "Phương hướng, mục tiêu"."""
    listed = _search("goal_list", low, start, end) if planned and planned.role is not Role.GOALS else None
    return Hint(Role.GOALS, listed.start(), listed.end()) if listed else planned


def cases(low: str, start: int, end: int) -> Hint | None:
    """Return what announces a list of cases or conditions: "Được giảm 20% số thuế đối với các trường hợp sau:"."""
    found = _CASES.search(low, max(start, end - _ANNOUNCED), end)
    if _planned(low, start, end) or _search("told", low, start, end):
        return None
    if found is None:
        return _granted(low, start, end)
    return Hint(Role.CONDITIONS if found["must"] else Role.CASES, found.start(), found.end())


def _granted(low: str, start: int, end: int) -> Hint | None:
    """Return a heading over a list of those to whom a rule gives something: "Ngành nghề được ưu đãi đầu tư"."""
    found = _granted_kinds().match(low, start, end)
    if found is None or _how_much().search(low, start, end):
        return None
    return Hint(Role.CASES, found.start(), found.end())


def _condition(low: str, start: int, end: int) -> Hint | None:
    """Return the words that say whom or when a rule is for, unless the heading says how much too."""
    found = _search("conditions", low, start, end)
    while found and (means := word_list("headings", "means").match(low, found.start(), end)):
        if word_list("headings", "safety").match(low, found.start(), end):
            break
        found = _search("conditions", low, means.end(), end)
    if found is None or _worked_on().search(low, start, found.start()) or _search("told", low, start, found.start()):
        return None
    before = low[start : found.start()].rstrip()
    if before and _circumstances().search(before):
        return None
    whom = _whom().search(low, start, end)
    much = _how_much().search(low, start, end) if whom else _search("norms", low, start, end)
    return None if much else Hint(Role.CONDITIONS, found.start(), found.end())


_CASES, _BY_YEAR = phrase_once("headings", "cases"), phrase_once("headings", "by_year")
_PLANS_TOO = phrase_once("headings", "plans_too")


def _search(row: str, low: str, start: int, end: int) -> "re.Match[str] | None":
    return word_list("headings", row).search(low, start, end)


@cache
def _remedied() -> "regex.Pattern[str]":
    return pattern(rf"{words(row_words('headings', 'remedied'))}\s+(?:\p{{L}}+,?\s+){{0,5}}$")


@cache
def _about() -> "regex.Pattern[str]":
    """Match the name of a numbered document and what it is about: "Báo cáo số 15/BC-UBND ... về", up to ", với"."""
    return phrase_once("headings", "about", _named=words(row_words("headings", "named")))


@cache
def _announces() -> "regex.Pattern[str]":
    noun, more = (words(row_words("headings", row)) for row in ("announced", "announced_more"))
    return pattern(rf"{noun}(?:,?\s+{more})*\s*$")


@cache
def _worked_on() -> "regex.Pattern[str]":
    """Match a verb whose object the word of conditions is: "Cải cách thủ tục hành chính" is a task."""
    return pattern(rf"{words(row_words('headings', 'worked_on'))},?\s+(?:\p{{L}}+,?\s+){{0,3}}$")


@cache
def _circumstances() -> "regex.Pattern[str]":
    """Match what stands right before a word of conditions that sets none: "trong điều kiện mới"."""
    return pattern(rf"{words(row_words('headings', 'circumstances'))}$")


@cache
def _granted_kinds() -> "regex.Pattern[str]":
    """Match kinds that are granted something: "Ngành nghề được ưu đãi", "Các trường hợp được miễn thuế"."""
    kinds, given = (words(row_words("headings", row)) for row in ("kinds", "favoured"))
    return phrase_once("headings", "granted_kinds", _kinds=kinds, _favoured=given)


@cache
def _whom() -> "regex.Pattern[str]":
    """Match a heading that begins with whom a rule is for: "1. Đối tượng hỗ trợ"."""
    lead, whom = (words(row_words("headings", row)) for row in ("whom_lead", "whom"))
    return pattern(rf"(?:(?<=[.):]\s?)|\G)(?:{lead}\s+)*+{whom}")


@cache
def _how_much() -> "regex.Pattern[str]":
    """Match what makes it one of amounts: "Điều kiện, mức hỗ trợ"."""
    amounts, given = (words(row_words("headings", row)) for row in ("amounts", "given"))
    return phrase_once("headings", "how_much", _amounts=amounts, _given=given)
