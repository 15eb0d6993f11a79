"""One amount from what the grammar matched: its value, its bound, its unit, and what may be wrong with it."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import regex

from ...facts import Comparator
from ...lexicon.counted_nouns import describing, generic, nouns
from ...lexicon.lazy import pattern
from ...lexicon.openings import ending
from ...lexicon.phrase_grammar import phrase, phrase_once
from ...lexicon.word_patterns import row_words
from ...text.decimals import fraction, is_comma_grouped
from ...text.folding import fold
from ...units.lookup import patterns, usual_form
from ..view import TextView
from .model import Quantity
from .number import read_number

#: The bounds of the grammar but "từ", which binds where no other one does.
_BOUNDS: tuple[Comparator, ...] = ("ge", "le", "gt", "lt", "approx")
_MINUS_ENDS = ("-", "m")  # of `minus` there
_TAIL_LETTERS = ("/", "t", "h", "đ", "l")  # of `tail` in the grammar
_APART, _COMPARED = phrase_once("quantities", "apart"), phrase_once("quantities", "compared")
_MINUS, _EXCEEDING = phrase_once("quantities", "minus"), phrase_once("quantities", "exceeding")
_GOALS, _LARGE = phrase_once("quantities", "goals"), phrase_once("quantities", "large")
_COMMA_DECIMALS = pattern(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d./])|(?<![\d.,])\d{1,3},\d{1,2}(?![\d,])")
_LONGEST = 5  # words of the phrase of a counted noun
#: A noun has two letters, or one that no unit has: "ổ gà", "ô tô", "ý kiến".
_WORDS = pattern(r"\s{0,240}(?:\p{L}{2,},?|[^\W\d_a-zđ](?=\s\p{L}))(?:\s{1,90}\p{L}+,?){0,5}")


@cache
def _tail() -> "regex.Pattern[str]":
    return phrase("quantities", "tail", backwards=False, **patterns())


def make_amount(
    view: TextView, found: "regex.Match[str]", before: "regex.Match[str] | None", start: int, end: int
) -> Quantity | None:
    """Return the amount that the grammar matched between two offsets, None for a name, an ordinal, a version.

    Args:
        found: The number with its unit.
        before: The bounds right before it, None if there are none.
        start, end: The passage.
    """
    low, amount = view.low, read_number(found)
    if amount is None:
        return None
    if amount.spelled:
        bound = before is not None and _bound(before) is not None
        amount.spelled = not bound and not _GOALS.match(low, found.end("COUNT") + 1)
    measure = found["MEASURE"]
    if measure is None and _is_name(low, amount, start, bounded=before is not None):
        return None
    unit_start: int | None
    if measure is None or found["unit"] is None or amount.spelled:
        unit_start = _counted(low, found, amount, end)
        if unit_start is None:
            return None
    else:
        unit_start, amount.end = found.span("unit")
        amount.head = " ".join(measure.split())
        amount.kind = "measure" if amount.kind in ("bare", "count") else amount.kind
    _complete(view, found, before, amount, unit_start, end)
    return amount


def _is_name(low: str, amount: Quantity, start: int, *, bounded: bool) -> bool:
    """Tell whether a number is a version ("4.0"), a name or an ordinal ("quốc lộ 53", "lần thứ 38")."""
    number = amount.number_start
    if low.endswith(".0", number, amount.number_end):
        return True
    if number == 0 or bounded or amount.kind in ("fraction", "factor"):
        return False
    if amount.kind == "ratio" and ending("quantities", "placed").match(low, max(start, number - 24), number):
        return False
    return is_named(low, number, start)


def is_named(low: str, at: int, start: int) -> bool:
    """Tell whether the words before a number make it a name or an ordinal; they reach no further back than *start*."""
    named = ending("quantities", "named").match(low, max(start, at - 24), at) if start < at else None
    return named is not None and named["COUNTED_TOO"] is None


def _counted(low: str, found: "regex.Match[str]", amount: Quantity, end: int) -> int | None:
    """Fill in the noun that is counted; return where the unit begins, None for what is no amount ("915b", "ba bên")."""
    begin, stop = found.span("unit")
    bare = begin < 0
    if bare:
        begin = stop = max(found.end(), amount.number_end)
    amount.end = stop
    if amount.spelled and (not bare or _noun(low, stop, end)[0] not in nouns()):
        return None
    if amount.kind in ("ratio", "bare", "count"):
        if bare and stop < end and low[stop].isalpha():
            return None
        name, name_end = _noun(low, stop, end)
        if amount.is_small_part and name not in nouns():
            amount.low = amount.high = fraction(amount.low, amount.whole or 1)
            amount.kind = "fraction"
        elif name:
            begin = begin if not bare else name_end - len(low[stop:name_end].lstrip())
            amount.head, amount.end = name, name_end
    if amount.kind in ("bare", "count") and (amount.head or not bare):
        amount.kind = "count" if found["MEASURE"] is None else "measure"
    return begin


def _complete(
    view: TextView, found: "regex.Match[str]", before: "regex.Match[str] | None", amount: Quantity,
    unit_start: int, end: int,
) -> None:  # fmt: skip
    """Fill in the bound, the sign and the unit with its denominators of an amount whose passage ends at *end*."""
    low, number = view.low, amount.number_start
    if amount.kind == "factor":
        amount.head, amount.comparator = usual_form("times"), _bound(found) or "eq"
    has_unit = amount.head != "" or found["unit"] is not None
    stop = amount.end
    while stop < end and low[stop] == " ":
        stop += 1
    tail = _tail().match(low, stop, end) if low[stop : stop + 1] in _TAIL_LETTERS else None
    bound_behind = tail is not None and tail["after"] is not None
    if tail is not None:
        _read_tail(view, tail, amount, unit_start, has_unit=has_unit)
    if before is not None:
        _bind(low, before, amount, end, bound_behind=bound_behind)
    near = max(0, number - 9)
    if low[near:number].rstrip().endswith(_MINUS_ENDS) and _MINUS.search(low, near, number):
        amount.low, amount.high = -amount.high, -amount.low
        amount.start -= low[number - 1] == "-"
    if amount.kind == "factor":
        amount.unit = amount.head
    elif tail is None and has_unit:
        amount.unit = view.words(unit_start, amount.end)
    if low.find(",", number, amount.number_end) >= 0:
        _ungroup(view, amount)
    if amount.exceeds and amount.comparator == "gt" and (amount.kind == "ratio" or _GOALS.fullmatch(amount.head)):
        amount.comparator = "eq"  # "đạt và vượt 19/19 chỉ tiêu"


def _read_tail(view: TextView, tail: "regex.Match[str]", amount: Quantity, unit_start: int, *, has_unit: bool) -> None:
    """Fill in the denominators and the bound behind a unit: "triệu | /người/năm | trở lên"."""
    stop = amount.end
    if has_unit or tail["after"] is not None:
        stop = tail.end("slash") if tail["slash"] is not None else stop
        stop = max(stop, tail.end("over"))
    if has_unit:
        amount.unit = view.words(unit_start, stop)
    if tail["after"] is not None:
        if amount.comparator != "range":
            amount.comparator = "le" if tail["up"] is None else "ge"
        stop = tail.start() + len(tail.group().rstrip())
        if tail["late"] is not None and amount.unit:
            amount.unit += view.words(*tail.span("late"))
    amount.end = stop


def _bind(low: str, before: "regex.Match[str]", amount: Quantity, end: int, *, bound_behind: bool) -> None:
    """Fill in how the words before its number bind an amount; a bound behind it has more weight.

    "Thấp hơn 4 điểm % so với cùng kỳ" tells by how much: it bounds nothing.
    """
    amount.start = before.start()
    amount.exceeds = _EXCEEDING.match(low, amount.start) is not None
    if amount.comparator == "range":
        return
    apart = _APART.match(low, amount.start, amount.number_start)
    if apart is not None and _COMPARED.match(low, amount.end, end):
        amount.start = apart.end()
        bounds = [name for name in _BOUNDS if any(at >= apart.end() for at in before.starts(name))]
        bound: Comparator | None = bounds[0] if len(bounds) == 1 else "eq"  # "thấp hơn | gần 4 điểm %"
    else:
        bound = _bound(before)
    if not bound_behind:
        amount.comparator, amount.is_from = bound or "ge", bound is None


def _bound(said: "regex.Match[str]") -> Comparator | None:
    """Return how words bind a number: the last bound of them, None for a bare "từ"."""
    last = (-1, -1)
    bound: Comparator | None = None
    for name in _BOUNDS:
        if said[name] is not None and said.span(name) >= last:
            last, bound = said.span(name), name
    return bound


def _ungroup(view: TextView, amount: Quantity) -> None:
    """Fill in the value of a number with its thousands grouped by commas, and why a reader would look twice."""
    words = view.low[amount.number_start : amount.number_end]
    if amount.kind not in ("count", "measure") or amount.head in ("%", "‰") or not is_comma_grouped(words):
        return
    if words.count(",") == 1 and _LARGE.match(fold(amount.unit or "")) and view.once(_writes_commas):
        amount.suspect = "comma-decimal"  # "106,811 tỷ đồng" beside "1.250 tỷ đồng"
        return
    amount.low = amount.high = Decimal(words.replace(",", ""))
    amount.suspect = "comma-grouped"


def _writes_commas(view: TextView) -> bool:
    """Tell whether a text groups thousands with dots or writes decimals of one or two places with a comma."""
    return _COMMA_DECIMALS.search(view.low) is not None


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row_words("units", "function_words"))


@cache
def _particles() -> frozenset[str]:
    return _function_words().union(row_words("clauses", "particle"))


@cache
def _ends_of_phrases() -> frozenset[str]:
    """Return the words that no noun phrase goes over: particles, and verbs that say something of it."""
    return _particles().union(*(row_words("clauses", row) for row in ("finite", "right_stop", "time_begins")))


def _phrase(pieces: Sequence[str]) -> int:
    """Return how many of some words are one noun phrase, 0 where it has no end in sight."""
    for size, word in enumerate(pieces):
        if size and (word.rstrip(",") in _ends_of_phrases() or " ".join(pieces[size : size + 2]) in _ends_of_phrases()):
            return size
        if word.endswith(","):
            return size + 1
    return len(pieces) if len(pieces) <= _LONGEST else 0


def _noun(low: str, start: int, end: int) -> tuple[str, int]:
    """Return the counted noun after a number and where it ends: the longest known head, else the whole phrase.

    A phrase is not cut within a compound: "biển cảnh báo đuối nước", and behind a head that names nothing alone, "sân
    chơi thiếu nhi". Where it has no end in sight, two words are taken.
    """
    found = _WORDS.match(low, start, end)
    if not found:
        return "", start
    words = found.group()
    pieces = words.split()
    if pieces[0].rstrip(",") in _function_words():
        return "", start
    for size in range(len(pieces), 0, -1):
        form = " ".join(pieces[:size]).rstrip(",")
        if form in nouns() or form in describing():
            size = max(size, _phrase(pieces)) if form in generic() else size
            break
    else:
        if pieces[0].rstrip(",") in _particles():
            return "", start
        size = _phrase(pieces) or min(2, len(pieces))
    taken = words.rsplit(None, len(pieces) - size)[0].removesuffix(",")
    return " ".join(pieces[:size]).rstrip(","), start + len(taken)
