"""From a measured amount and its role to the fact: bound, change, unit, due, baseline, evidence.

"Giảm 5%" is an amount of change, "giảm còn 5%" a level, "từ 5% xuống 3%" a base and an aim. A bound may stand far from
its number: "mức cho vay tối đa đối với ... là 300 triệu đồng".
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Literal

import regex

from ...facts import Comparator, Target
from ...lexicon.files import grammar
from ...lexicon.lazy import pattern, plain_letters
from ...lexicon.phrase_grammar import as_pattern, phrase_once
from ...lexicon.word_patterns import word_list
from ...text.folding import fold
from ...text.spans import Span
from ...units.lookup import dimension, unit
from ..quantities.model import Quantity
from ..view import TextView
from .due_dates import Due
from .due_rules import made_due
from .indicator_keys import key_with
from .indicator_phrases import Measured
from .indicator_spans import Stretch, indicator_spans
from .noun_phrases import changes, listed
from .roles import RoleCase
from .section_context import Role

Change = Literal["increase", "decrease"]

_MEETS = phrase_once("measured", "meets")
_COMPARED = phrase_once("measured", "compared")
_DATED = phrase_once("measured", "dated")
_LIST_ENDS = pattern(r"[;:.()]")
_YEARLY = phrase_once("measured", "yearly")
_RATE = phrase_once("measured", "rate")
_RAISED = phrase_once("measured", "raised")
_RATE_OF_FALL = phrase_once("measured", "rate_of_fall")
_OR_MORE = phrase_once("roles", "or_more")
_BASELINE = phrase_once("roles", "baseline")
_TAIL = 120  # letters before a number in which its bound stands with the noun
_GROUP = attrgetter("lastgroup")


@cache
def _moves() -> re.Pattern[str]:
    """Match a word of a change or of a level in a predicate, which has few letters."""
    return plain_letters(as_pattern(grammar("measured.lark"), "_moves", **changes()))


@cache
def _led(rule: str) -> "regex.Pattern[str]":
    """Match a verb of change that begins a phrase, by the shape of the phrase."""
    return phrase_once("measured", rule, **changes())


def make_target(
    case: RoleCase, role: Role, why: str, due: Due, indicator: str, sources: Callable[[], Iterable[Stretch]]
) -> Target:
    """Return the fact of one quantity.

    Args:
        why: What tells its role.
        due: When it is to hold, or held.
        indicator: What it measures.
        sources: What gives the places from which the words of its indicator may be, the nearest first.
    """
    view, item, quantity, words = case.view, case.item, case.item.quantity, case.words
    bound, reason = _bound(case)
    moved = None if case.based or case.aims else change(item)  # the base and the aim of a change are levels
    if case.based or case.calendar.times:
        due = made_due(case, role, due)
    commitment = None if words.isdisjoint(_COMMITMENTS) else _commitment(case)
    at = _stands(view, item, indicator) if indicator else -1
    means = unit(quantity.unit) if quantity.unit and quantity.kind != "fraction" else None
    low = item.clause.noun_low if indicator == item.clause.noun else fold(indicator)
    key = key_with(low, means, changes=moved is not None)
    start = item.clause.left
    while start < quantity.start and not view.plain[start].isalnum():
        start += 1
    number = view.words(quantity.number_start, quantity.number_end)
    span = Span(quantity.number_start, quantity.number_end)
    if at >= 0:  # most stand in their clause as they are
        spans: tuple[Span, ...] = (Span(at, at + len(indicator)),)
    else:
        spans = indicator_spans(view, indicator, span, sources())
    return Target(
        role=role, indicator=indicator, comparator=bound, low=quantity.low, high=quantity.high, unit=means,
        change=moved, due=due.value, due_from=due.found, number=number, number_span=span,
        span=Span(start, max(item.clause.right, quantity.end)), commitment=commitment, whole=quantity.whole,
        baseline=_baseline(case) if case.number or "compares" in words else None, key=key, indicator_spans=spans,
        why=tuple(filter(None, (why, due.code, reason, quantity.suspect))),
    )  # fmt: skip


def _stands(view: TextView, item: Measured, indicator: str) -> int:
    """Return where an indicator stands as it is: before its number, or right behind that or its unit; -1 if nowhere."""
    plain, quantity, left = view.plain, item.quantity, item.clause.left
    at = plain.rfind(indicator, left, max(left, quantity.number_start))
    if at < 0:
        for behind in (quantity.number_end + 1, quantity.end + 1):  # "80 | xã", "90% | dân số"
            if plain.startswith(indicator, behind):
                return behind
    return at


#: Rows of data/roles.toml; the first that stands in the clause tells.
_COMMITMENTS = ("stretch", "estimate", "firm")


def _commitment(case: RoleCase) -> str | None:
    """Return how firm the words of a clause are, None where they do not say it."""
    for name in _COMMITMENTS:
        if name in case.words and word_list("roles", name).search(case.clause):
            return name
    return None


def _baseline(case: RoleCase) -> str | None:
    """Return what a value is compared with: the words after "so với", or the base of its change."""
    view, items, number, end = case.view, case.items, case.number, case.item.quantity.end
    found = _BASELINE.match(view.low, end, end + 120) if "compares" in case.words else None
    if found:
        return view.words(*found.span("base"))
    if case.aims:
        return _as_written(view, items[number - 1].quantity)
    return None


def _bound(case: RoleCase) -> tuple[Comparator, str | None]:
    """Return how a value binds once its clause is known, and why it differs from what stands beside the number."""
    quantity, clause, bound = case.item.quantity, case.clause, case.item.quantity.comparator
    if bound in ("lt", "gt") and word_list("roles", "none_left").search(clause):
        return ("ge" if bound == "lt" else "le"), "nothing is to be left beyond the bound"
    if case.based and bound in ("approx", "gt", "lt", "range"):
        return bound, None  # "từ gần 25% lên 30%"
    if case.based or case.item.excess:
        bound = "eq"
    elif bound == "eq":
        if quantity.kind in ("count", "bare", "ratio") and word_list("roles", "rank").search(clause):
            return "le", "a rank"
        if noun := _bound_of_noun(clause):
            return noun, "the bound stands with the noun"
        if case.number and (carried := _carried_bound(case)):
            return carried, "the bound stands before the first of the list"
    if bound == "eq" and "or_more" in case.words:
        more = _OR_MORE.match(case.view.low, quantity.end, quantity.end + 80)  # "80% chi hội trở lên"
        if more:  # in "90% chi hội hoàn thành tốt nhiệm vụ trở lên" it is the rating's
            bound = "ge" if more["up"] else "le"
    return bound, None


def _bound_of_noun(clause: str) -> Comparator | None:
    """Return the bound that stands with the noun before a value: "mức chi tối đa đối với cấp tỉnh là"."""
    if word_list("roles", "upper_bound").search(clause[-_TAIL:]):
        return "le"
    return "ge" if word_list("roles", "lower_bound").search(clause[-_TAIL:]) else None


def _carried_bound(case: RoleCase) -> Comparator | None:
    """Return the bound before the first of values told group by group: "tối đa 3 tỷ ... và 2 tỷ đối với ..."."""
    items, first = case.items, case.number
    while first and _goes_on(items[first - 1], items[first]):
        first -= 1
        if items[first].quantity.comparator != "eq":
            break
    if first == case.number or (first and _goes_on(items[first - 1], items[first])):
        return None  # "tối thiểu 70% đối với ..., tối thiểu 30% đối với ... và 100% đối với ...": each says its own
    bound, start = items[first].quantity.comparator, items[first].quantity.number_start
    if bound == "eq":
        return _bound_of_noun(case.view.low[items[first].clause.left : start])
    return bound if bound in ("le", "ge") else None


def _goes_on(one: Measured, other: Measured) -> bool:
    """Tell whether a value has only its group or place behind it, and its noun and bound with the one before it."""
    clause = other.clause
    alike = clause.listed and clause.after and not clause.noun and one.quantity.unit == other.quantity.unit
    return bool(alike) and not clause.part and clause.predicate.strip(" ,") in ("", *listed("and"))


def change(item: Measured) -> Change | None:
    """Return whether a number is an amount of change: "tăng 5%" is, "tăng lên 5%" and "tốc độ tăng" are not."""
    if item.quantity.kind == "factor" or item.plan:
        return None
    if item.excess or item.clause.words.endswith("+"):
        return "increase"  # "(+11,8% so với cùng kỳ)"
    predicate = item.clause.predicate
    said: list[str | None] = list(map(_GROUP, _moves().finditer(predicate))) if predicate else []
    points = dimension(item.quantity.head) == "share-difference"
    if points:
        said = [word for word in said if word != "level"] or said  # "nhích lên 2 điểm phần trăm": points are no level
    last = said[-1] if said else None
    if last == "level" and (yearly := _YEARLY.search(predicate)):
        last = "up" if yearly["grown"] else "down"  # "năng suất tăng bình quân [đến 2030] đạt 7%"
    if last == "up" and item.quantity.head == "%" and _RATE.match(item.clause.noun_low):
        return None  # "Tốc độ tăng trưởng tăng 8%": the rate is 8%
    if last:
        return None if last == "level" else "increase" if last == "up" else "decrease"
    noun = item.clause.noun_low if item.indicator == item.clause.noun else fold(item.indicator)
    if points and _RAISED.match(noun):
        return "increase"
    if _RATE_OF_FALL.match(noun):
        return "decrease"
    # "Giảm tỷ lệ hộ nghèo từ 0,8 đến 1%": no word of a level stands before the number
    led = {"verb-value-noun": "_led_by_verb", "noun-value": "_led_by_change"}.get(item.shape)
    verb = _led(led).match(noun) if led else None
    return None if verb is None else "increase" if verb["rise"] else "decrease"


def carried_change(view: TextView, before: Measured, item: Measured, target: Target) -> Change | None:
    """Return the change that a verb before a list gives to its later items: "giảm 28 thôn, 03 phòng, ban"."""
    if item.quantity.kind == "factor":
        return None  # "vượt 22,6% chỉ tiêu, gấp 2,2 lần so với năm 2026": so many times is a level
    if item.shape == "same" and _YEARLY.search(before.clause.predicate) and _MEETS.search(item.clause.predicate):
        return target.change  # "tăng bình quân đến năm 2025 đạt 7%, đến năm 2030 đạt 8%"
    if item.shape == "same" and target.change and item.clause.predicate.strip(" ,") in ("", *listed("and")):
        # "tăng 20% so với năm 2015 và 42% so với năm 2010", "tăng 50% vào năm 2025 và 100% vào năm 2030"
        dated = all(_DATED.match(view.low, one.quantity.end, one.quantity.end + 40) for one in (before, item))
        dated = dated and before.quantity.unit == item.quantity.unit
        return target.change if dated or _COMPARED.match(view.low, item.quantity.end, item.quantity.end + 120) else None
    if item.shape == "same" and item.clause.predicate in listed("said_again"):
        return target.change  # "(tăng 8% tương đương 2 triệu đồng)"
    if item.shape == "noun-value" and target.change and not item.clause.predicate:
        # "giá trị sản xuất nông nghiệp tăng 3%/năm; giá trị sản xuất công nghiệp 11%/năm"
        alike = before.clause.noun_low.split()[:3] == item.clause.noun_low.split()[:3]
        yearly = (item.quantity.unit or "").endswith(listed("yearly")) and item.quantity.unit == before.quantity.unit
        return target.change if alike and yearly else None
    if item.shape != "value-noun" or item.clause.predicate or before.shape not in ("verb-value-noun", "value-noun"):
        return None
    if before.quantity.kind != item.quantity.kind:
        return None
    return None if _LIST_ENDS.search(view.low, before.quantity.end, item.quantity.start) else target.change


def _as_written(view: TextView, quantity: Quantity) -> str:
    """Return a value with its unit in the document's words, for a baseline."""
    number, unit = view.words(quantity.number_start, quantity.number_end), quantity.unit or ""
    return f"{number}{'' if unit.startswith('%') else ' '}{unit}".strip()
