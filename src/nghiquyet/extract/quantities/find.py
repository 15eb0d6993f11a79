"""Amounts: a number with its bound and its unit, wherever it stands and whatever it means.

A quantity is what the words say, nothing more: "từ 7 - 7,5%/năm trở lên" is a range of a unit. Whether it is a target,
a result or only a description is decided in `targets`.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex
from attrs import evolve

from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.openings import ending
from ...lexicon.phrase_grammar import phrase, phrase_once
from ...lexicon.word_patterns import row_words, sign, word_list
from ...limits import in_time
from ...text.folding import fold
from ...units.lookup import patterns, unit, unit_forms
from ..view import TextView
from .amount import is_named, make_amount
from .model import Quantity


@cache
def _number(rule: str) -> "regex.Pattern[str]":
    """Return the pattern of a number with its unit, "figures" or "spelled"."""
    return phrase("quantities", rule, backwards=False, **patterns())


_OPENING, _BARE = phrase_once("quantities", "opening"), phrase_once("quantities", "bare")
_LISTED, _LEADS = phrase_once("quantities", "listed_counts"), phrase_once("quantities", "leads")
_FROM, _ARRIVES = phrase_once("quantities", "from_here"), phrase_once("quantities", "arrives")
_FIRST_PART, _NEXT_PART = phrase_once("quantities", "first_part"), phrase_once("quantities", "next_part")
_PART_ENDS = phrase_once("quantities", "part_ends")
_UNIT_BEFORE, _YEAR = phrase_once("quantities", "labelled"), phrase_once("quantities", "year")
_ENUMERATOR = pattern(r"\(\d{1,2}\)")  # "(12) Tỷ lệ ..." in the middle of a line
_LETTERS = plain_pattern(r"[^\W\d_]+")
_FIGURES = "0123456789"
_DIGITS = f"{_FIGURES}½¼¾"
#: Kinds of amounts that may have the unit of another one, or that of their label.
UNITLESS = ("bare", "count")
_REACH = 64  # how far before a number its bounds may begin


@cache
def number_signs() -> re.Pattern[str]:
    """Return the signs of a number: a digit, or a letter of the words that begin one."""
    return sign(row_words("units", "numerals"), {_DIGITS: r"(?<!\w.)"})


@cache
def _unit_beginnings() -> frozenset[str]:
    """Return the letters with which a unit may begin."""
    return frozenset(found[0] for form in unit_forms() if (found := _LETTERS.match(form)))


def may_hold_quantities(view: TextView, start: int, end: int) -> bool:
    """Tell whether a digit or a numeral word stands between two offsets of the view."""
    return bool(view.places(number_signs(), start, end))


def find_quantities(view: TextView, start: int, end: int, holes: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return every amount between two offsets of the view, left to right, never overlapping.

    ``.`` groups thousands, ``,`` starts decimals; the value is in the unit as written. Numbers that are names or
    ordinals ("Quốc lộ 53", "lần thứ 38") are no amounts, nor are those in *holes*: times and references, in order.
    """
    in_time()
    low, done, hole = view.low, start, 0
    amounts: list[Quantity] = []
    for at in view.places(number_signs(), start, end):
        if at < done:
            continue
        while hole < len(holes) and holes[hole][1] <= at:
            hole += 1
        if hole < len(holes) and holes[hole][0] <= at:
            continue
        if low[at] in _FIGURES:
            found = None if _is_label(low, at, start, end) else _number("figures").match(low, at, end)
        elif low[at] in _DIGITS or _OPENING.match(low, at, end):
            found = _number("spelled").match(low, at, end)
        else:
            continue
        if found is None:
            continue
        first = max(done, at - _REACH)
        before = ending("quantities", "bounds").match(low, first, at) if first < at else None
        amount = make_amount(view, found, before, start, end)
        done = found.end()
        if amount is not None:
            amounts.append(amount)
    return amounts


def _is_label(low: str, at: int, start: int, end: int) -> bool:
    """Tell whether figures are surely no amount: most stand alone and are a name besides ("khoản 2 Điều này").

    That is told without the grammar.
    """
    bare = _BARE.match(low, at, end)
    if bare and bare["FOLLOWING"] not in _unit_beginnings() and is_named(low, at, start):
        return True
    return low[at - 1] == "(" and _ENUMERATOR.match(low, at - 1, end) is not None


def counted(view: TextView, amounts: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts without the numeral words that count nothing: "ba" in "liên kết ba nhà", the article "một".

    A numeral word with a bound counts ("ít nhất một"), so does one in a list with a count ("5 xã và một huyện") and
    one above ten ("mười hai hợp tác xã"); from two to nine it counts right behind a verb that sets a count.
    """
    out: list[Quantity] = []
    for at, amount in enumerate(amounts):
        if amount.spelled:
            after = amounts[at + 1] if at + 1 < len(amounts) and not amounts[at + 1].spelled else None
            listed = (out and _lists(view, out[-1], amount)) or (after and _lists(view, amount, after))
            if not listed and not _counts_alone(view, amount):
                continue
        out.append(amount)
    return out


def _lists(view: TextView, one: Quantity, other: Quantity) -> bool:
    kinds = (one.kind in ("count", "ratio") or one.head == "%") and other.kind in ("count", "ratio")
    return kinds and _LISTED.fullmatch(view.low, one.end, other.start) is not None


def _counts_alone(view: TextView, amount: Quantity) -> bool:
    before = view.low[max(0, amount.start - 40) : amount.start]
    if amount.low == 1 or _LEADS.search(before):
        return False
    word = view.low[amount.number_start : amount.number_end]
    verb = next(reversed(list(word_list("roles", "binding_verbs").finditer(before))), None)
    return " " in word or (not _YEAR.fullmatch(word) and verb is not None and verb.end() == len(before.rstrip()))


def lend_units(view: TextView, amounts: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts with the base of a change in the unit of its aim: "từ 3 lên 8 triệu tấn/năm".

    A bare number behind a label with a unit in brackets has that unit, parts of a count in its brackets have its noun.
    """
    out = list(amounts)
    for at, amount in enumerate(amounts):
        if amount.kind in UNITLESS and not (amount.unit and amount.end > amount.number_end + 1):
            out[at] = _with_unit(view, amount)
    for at, (base, aim) in enumerate(pairwise(amounts)):
        if base.kind != "bare" or aim.kind not in ("measure", "count") or aim.number_start - base.number_end > 24:
            continue
        if _FROM.search(view.low, max(0, base.number_start - 8), base.number_start) and _ARRIVES.fullmatch(
            view.low, base.number_end, aim.number_start
        ):
            out[at] = evolve(base, unit=aim.unit, head=aim.head, kind=aim.kind)
    for at in range(1, len(out)):
        if out[at].kind == "bare":
            out[at] = _as_part(view, out, at)
    return out


def _as_part(view: TextView, amounts: Sequence[Quantity], at: int) -> Quantity:
    """Return a bare number in the unit of the count that it is a part of: "40 công chức (trong đó nữ: 28)"."""
    amount, before = amounts[at], amounts[at - 1]
    if before.kind != "count" or amount.low > before.low or _PART_ENDS.match(view.low, amount.end) is None:
        return amount
    gap = before.end, amount.start
    if not (
        _FIRST_PART.fullmatch(view.low, *gap)
        or (before.end == before.number_end and _NEXT_PART.fullmatch(view.low, *gap))
    ):
        return amount
    return evolve(amount, unit=before.unit, head=before.head, kind="count", end=amount.number_end)


def _with_unit(view: TextView, amount: Quantity) -> Quantity:
    """Return a bare number in the unit that its label names in brackets: "Thu nhập (triệu đồng/người): 85"."""
    found = _UNIT_BEFORE.search(view.low, max(0, amount.start - 40), amount.start)
    if found is None or not unit(found["UNIT_NAME"].strip()).dimension:
        return amount
    words = view.words(*found.span("UNIT_NAME"))
    return evolve(amount, unit=words, head=fold(words), kind="measure", end=amount.number_end)
