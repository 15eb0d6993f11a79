"""Levels and changes: "giảm 5%" is an amount of change, "giảm còn 5%" a level, "từ 5% xuống 3%" a base and an aim.

Also the bounds that are not said beside the number: "mức cho vay tối đa đối với ... là 300 triệu đồng".
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex

from ...facts import Comparator, Target
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.folding import fold
from ...units.lookup import dimension
from ..quantities.model import Quantity
from ..view import TextView
from .indicator_phrases import Measured, exceeds_plan
from .noun_phrases import changes, listed

Change = Literal["increase", "decrease"]

_BASE_WORD = phrase_once("measured", "base_word")
_ARRIVES = phrase_once("measured", "arrives")
#: "từ 120 ha (năm 2023) đến 400 ha (năm 2027)": each end has its time, so it is no range.
_DATED_END = phrase_once("measured", "dated_end")
_MEETS = phrase_once("measured", "meets")
_STOPS = pattern(r"[;.:]")
_ARRIVES_NOW = phrase_once("measured", "arrives_now")
_COMPARED = phrase_once("measured", "compared")
_DATED = phrase_once("measured", "dated")
_LIST_ENDS = pattern(r"[;:.()]")
_YEARLY = phrase_once("measured", "yearly")
_RATE = phrase_once("measured", "rate")
_RATE_OF_FALL = phrase_once("measured", "rate_of_fall")


@cache
def _moves() -> "regex.Pattern[str]":
    """Match a word of a change or of a level in a predicate."""
    return phrase_once("measured", "_moves", **changes())


@cache
def _led(rule: str) -> "regex.Pattern[str]":
    """Match a verb of change that begins a phrase, by the shape of the phrase."""
    return phrase_once("measured", rule, **changes())


def is_base(view: TextView, items: Sequence[Measured], number: int) -> bool:
    """Tell whether a value is the base of "từ 5% xuống còn 3%"."""
    if number + 1 >= len(items):
        return False
    quantity, after = items[number].quantity, items[number + 1].quantity
    if after.number_start - quantity.end > 90:
        return False
    if quantity.comparator == "range" and not _ARRIVES_NOW.match(view.low, quantity.end, after.number_start):
        return False  # "từ 20 - 25% hiện nay lên 30%" is one, "tăng từ 5 - 6%, ..." none
    if not _BASE_WORD.search(view.low, max(0, quantity.number_start - 24), quantity.number_start):
        return False
    arrives = _ARRIVES.search(view.low, quantity.end, after.number_start) or _DATED_END.match(
        view.low, quantity.end, after.number_start
    )
    return arrives is not None and not _STOPS.search(view.low, quantity.end, after.number_start)


def aim_begins(view: TextView, items: Sequence[Measured], number: int) -> int:
    """Return where the words of a value begin: behind "lên", "xuống" where a base stands before it in its clause."""
    item = items[number]
    if not number or not is_base(view, items, number - 1):
        return item.clause.left
    arrives = _ARRIVES.search(view.low, items[number - 1].quantity.end, item.quantity.number_start)
    return item.clause.left if arrives is None else max(item.clause.left, arrives.start())


def change(item: Measured) -> Change | None:
    """Return whether a number is an amount of change: "tăng 5%" is, "tăng lên 5%" and "tốc độ tăng" are not."""
    if item.quantity.kind == "factor" or item.plan:
        return None
    if exceeds_plan(item.quantity, item.clause) or item.clause.words.endswith("+"):
        return "increase"  # "(+11,8% so với cùng kỳ)"
    said = [found.lastgroup for found in _moves().finditer(item.clause.predicate)]
    if dimension(item.quantity.head) == "share-difference":
        said = [word for word in said if word != "level"] or said  # "nhích lên 2 điểm phần trăm": points are no level
    last = said[-1] if said else None
    if last == "level" and (yearly := _YEARLY.search(item.clause.predicate)):
        last = "up" if yearly["grown"] else "down"  # "năng suất tăng bình quân [đến 2030] đạt 7%"
    if last == "up" and item.quantity.head == "%" and _RATE.match(item.clause.noun_low):
        return None  # "Tốc độ tăng trưởng tăng 8%": the rate is 8%
    if last:
        return None if last == "level" else "increase" if last == "up" else "decrease"
    noun = fold(item.indicator)
    if _RATE_OF_FALL.match(noun):
        return "decrease"
    # "Giảm tỷ lệ hộ nghèo từ 0,8 đến 1%": no word of a level stands before the number
    led = {"verb-value-noun": "_led_by_verb", "noun-value": "_led_by_change"}.get(item.shape)
    verb = _led(led).match(noun) if led else None
    return None if verb is None else "increase" if verb["rise"] else "decrease"


def carried_change(view: TextView, before: Measured, item: Measured, target: Target) -> Change | None:
    """Return the change that a verb before a list gives to its later items: "giảm 28 thôn, 03 phòng, ban"."""
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


def comparator(item: Measured, clause: str, *, base: bool) -> tuple[Comparator, str | None]:
    """Return how a value binds once its clause is known, and why it differs from what stands beside the number.

    Args:
        clause: The folded words from the beginning of the clause to the number.
        base: Whether the value is the base of a change.
    """
    quantity = item.quantity
    bound = quantity.comparator
    if bound in ("lt", "gt") and word_list("roles", "none_left").search(clause):
        return ("ge" if bound == "lt" else "le"), "nothing is to be left beyond the bound"
    if base and bound in ("approx", "gt", "lt", "range"):
        return bound, None  # "từ gần 25% lên 30%"
    if base or exceeds_plan(quantity, item.clause):
        return "eq", None
    if bound == "eq" and quantity.kind in ("count", "bare", "ratio") and word_list("roles", "rank").search(clause):
        return "le", "a rank"
    if bound == "eq":
        tail = clause[-120:]
        if word_list("roles", "upper_bound").search(tail):
            return "le", "the bound stands with the noun"
        if word_list("roles", "lower_bound").search(tail):
            return "ge", "the bound stands with the noun"
    return bound, None


def as_written(view: TextView, quantity: Quantity) -> str:
    """Return a value with its unit in the document's words, for a baseline."""
    number, unit = view.words(quantity.number_start, quantity.number_end), quantity.unit or ""
    return f"{number}{'' if unit.startswith('%') else ' '}{unit}".strip()
