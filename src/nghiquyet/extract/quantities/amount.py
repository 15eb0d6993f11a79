"""One amount from what the grammar matched: its value, its bound, its unit, and what may be wrong with it."""

from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

import regex
from attrs import frozen

from ...facts import Comparator
from ...lexicon.counted_nouns import describing, nouns
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase
from ...text.decimals import JOINER, decimal, fraction, is_comma_grouped
from ...text.folding import fold
from ...text.numerals import spoken
from ...units.lookup import patterns
from ..view import TextView

Kind = Literal["measure", "count", "bare", "ratio", "fraction", "factor"]


@frozen(kw_only=True)
class Quantity:
    """An amount in the text.

    Attributes:
        start, end: The whole phrase, bounds and unit included.
        number_start, number_end: The number alone, both ends of a range.
        low, high: The value as written.
        comparator: How the value binds; `is_from` tells a bare "từ", which "xuống" or "lên" may still turn around.
        unit: The unit's words, None for a bare number.
        head: The noun or measure after the number, folded, without magnitude and denominators.
        kind: "measure" for units of the table, "count" for counted nouns, "ratio" for "38/46 trường".
        whole: The whole of a ratio.
        exceeds: Whether the bound is "vượt".
        suspect: Why a careful reader would look twice, None mostly.
        spelled: Whether it is a numeral word without a bound, an amount only beside others ("5 xã và một huyện").
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: Decimal
    high: Decimal
    comparator: Comparator
    unit: str | None
    head: str
    kind: Kind
    is_from: bool = False
    whole: Decimal | None = None
    exceeds: bool = False
    suspect: str | None = None
    spelled: bool = False


@cache
def _tail() -> "regex.Pattern[str]":
    return phrase("quantities", "tail", backwards=False, **patterns())


@cache
def _named() -> "regex.Pattern[str]":
    return phrase("quantities", "named", backwards=True)


_PLACED = pattern(r"\b(?:xếp|đứng)\s+(?:vị trí\s+)?thứ\s+$")  # "xếp thứ 15/63 tỉnh, thành phố"
_COUNTED_BEFORE = {"nhóm", "top", "hạng", "cấp", "đợt"}  # names that count as well: "nhóm 15 tỉnh dẫn đầu"
_APART = pattern(r"(?:(?:thấp|cao)\s+hơn|vượt(?:\s+mức)?)\s+")
_COMPARED = pattern(r"\s*(?:so(?:\s+với)?|bình quân|mức bình quân|cùng kỳ)(?!\p{L})")
_BOUNDS = ("ge", "le", "gt", "lt", "approx", "from")
_MINUS = pattern(r"\b(?:âm\s*|(?:tăng|trưởng|đạt|là|còn|mức)\s+-)$")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def make_amount(
    view: TextView, found: "regex.Match[str]", before: "regex.Match[str] | None", start: int, end: int
) -> Quantity | None:
    bounds = [name for name in _BOUNDS if before and before.captures(name)]
    is_from = bounds == ["from"]
    comparator = _comparator(before) if before else _comparator_of_factor(found)
    low = view.low
    numbers = found.captures("NUMBER")
    spans = found.spans("NUMBER")
    suspect = "spaced" if any(JOINER in number for number in numbers) else None
    whole: Decimal | None = None
    spelled = False
    unit_spans = found.spans("unit")
    if found["fraction"] is not None:
        number_start, number_end = found.span("fraction")
        if found["HALF"] is not None:
            value: Decimal | None = Decimal("0.5")
        elif found["VULGAR"] is not None:
            value = _VULGAR[found["VULGAR"]]
        else:
            part, of = (spoken(word) for word in found.captures("COUNT_WORD"))
            if not part or not of or of <= part:
                return None
            value = fraction(part, of)
        high, kind = value, "fraction"
    elif found["factor"] is not None:
        number_start, number_end = found.span("factor")
        if spans:
            (number_start, number_end), value = spans[0], decimal(numbers[0])
        elif found["EVEN"] is not None:
            value = Decimal("2") if found["EVEN"] == "đôi" else Decimal("1.5")
        else:
            (number_start, number_end), value = found.span("COUNT"), Decimal(spoken(found["COUNT"]) or 0)
        high, kind = value, "factor"
    elif found["ratio"] is not None:
        number_start, number_end = found.span("PART")[0], found.span("WHOLE")[1]
        value, whole = decimal(found["PART"].rstrip(".")), decimal(found["WHOLE"].rstrip("."))
        if value is None or not whole:
            return None
        number_end -= len(found["WHOLE"]) - len(found["WHOLE"].rstrip("."))
        high, kind = value, "ratio"
    elif len(numbers) == 2:
        (number_start, _), (_, number_end) = spans
        value, high = decimal(numbers[0]), decimal(numbers[1])
        if value is None or high is None or value >= high:
            return None
        comparator, is_from, kind = "range", False, "count"
    elif found["COUNT"] is not None:
        number_start, number_end = found.span("COUNT")
        value = high = Decimal(spoken(found["COUNT"]) or 0)
        kind = "count"
        # alone, a numeral word is a word first: "năm" is a year, "một" an article
        spelled = set(bounds) <= {"from"} and not low.startswith("chỉ tiêu", number_end + 1)
    else:
        number_start, number_end = spans[0]
        value = high = decimal(numbers[0])
        kind = "bare"
    if value is None or high is None:
        return None
    if low[number_start:number_end].endswith(".0") and not found.captures("MEASURE"):
        return None  # "4.0" is a version
    if number_start > 0 and kind not in ("fraction", "factor") and not found.captures("MEASURE"):
        named = _named().match(low, max(start, number_start - 24), number_start)
        if named and not bounds and named.group().split()[0] not in _COUNTED_BEFORE:
            place = kind == "ratio" and _PLACED.search(low, max(start, number_start - 24), number_start)
            if not place:
                return None
    stop = max(found.end(), number_end)
    unit_start, head = stop, ""
    if unit_spans:
        unit_start, stop = unit_spans[-1]
        if found.captures("MEASURE"):
            head = " ".join(found.captures("MEASURE")[-1].split())
    if spelled and (unit_spans or _noun(low, stop, end)[0] not in nouns()):
        return None  # "ba bên", "hai nghìn đồng" that says an amount again
    if kind in ("ratio", "bare", "count") and not head:
        if not unit_spans and stop < end and low[stop].isalpha():
            return None  # "915b", "5g": a name
        noun, noun_end = _noun(low, stop, end)
        if kind == "ratio" and whole is not None and value < whole <= 10 and noun not in nouns():
            value = high = fraction(value, whole)
            kind = "fraction"
        elif noun:
            unit_start, stop, head = (
                (unit_start if unit_spans else noun_end - len(low[stop:noun_end].lstrip())),
                noun_end,
                noun,
            )
    if kind == "factor":
        head = "lần"
    elif head and kind not in ("ratio", "fraction"):
        kind = "measure" if found.captures("MEASURE") else "count"
    elif unit_spans and kind == "bare":
        kind = "count"
    tail_start = stop
    while tail_start < end and low[tail_start] == " ":
        tail_start += 1
    tail = _tail().match(low, tail_start, end)
    if tail and (head or tail["after"] or (unit_spans and tail["slash"])):
        stop = tail.spans("slash")[-1][1] if tail["slash"] else stop
        stop = max(stop, tail.spans("over")[-1][1]) if tail["over"] else stop
    unit = view.words(unit_start, stop) if head or unit_spans else None
    if kind == "factor":
        unit = "lần"
    if tail and tail["after"]:
        comparator = comparator if comparator == "range" else ("ge" if tail["up"] else "le")
        is_from, stop = False, tail.start() + len(tail.group().rstrip())
        if tail["late"] and unit:
            unit += view.words(*tail.span("late"))
    begins = before.start() if before else found.start()
    apart = _APART.match(low, begins, number_start) if before else None
    if apart and comparator != "range" and _COMPARED.match(low, stop, end):
        # "thấp hơn 4 điểm % so với cùng kỳ" tells by how much, it bounds nothing
        begins = apart.end()
        within = [name for name in _BOUNDS[:-1] if before and any(at >= begins for at in before.starts(name))]
        if not (tail and tail["after"]):
            comparator = within[0] if len(within) == 1 else "eq"  # type: ignore[assignment]
    if _MINUS.search(low, max(0, number_start - 9), number_start):
        value, high = -high, -value
        begins -= low[number_start - 1] == "-"
    if is_comma_grouped(view.low[number_start:number_end]) and kind in ("count", "measure") and head not in ("%", "‰"):
        if low.count(",", number_start, number_end) == 1 and _PARTED.match(fold(unit or "")) and _writes_commas(low):
            suspect = "comma-decimal"  # "106,811 tỷ đồng" beside "1.250 tỷ đồng"
        else:
            value = high = Decimal(low[number_start:number_end].replace(",", ""))
            suspect = "comma-grouped"
    exceeds = before is not None and before.group().lstrip().startswith("vượt")
    if exceeds and comparator == "gt" and (kind == "ratio" or head == "chỉ tiêu"):
        comparator = "eq"  # "đạt và vượt 19/19 chỉ tiêu"
    return Quantity(
        start=begins,
        end=stop,
        number_start=number_start,
        number_end=number_end,
        low=value,
        high=high,
        comparator=comparator,
        unit=unit,
        head=head,
        kind=kind,  # type: ignore[arg-type]
        is_from=is_from,
        whole=whole,
        exceeds=exceeds,
        suspect=suspect,
        spelled=spelled,
    )


_PARTED = pattern(r"(?:triệu|tỷ|tỉ|ha|km|km2|km²|m2|m²|m3|m³)(?!\p{L})")
_COMMA_DECIMALS = pattern(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d./])|(?<![\d.,])\d{1,3},\d{1,2}(?![\d,])")


@lru_cache(maxsize=4)
def _writes_commas(low: str) -> bool:
    """Tell whether a text groups thousands with dots or writes decimals of one or two places with a comma."""
    return _COMMA_DECIMALS.search(low) is not None


@cache
def _particles() -> frozenset[str]:
    return _FUNCTION_WORDS | {fold(word) for word in table("clauses")["particle"]["words"]}


def _noun(low: str, start: int, end: int) -> tuple[str, int]:
    """Return the counted noun after a number and where it ends: the longest known head, else the first two words."""
    found = _WORDS.match(low, start, end)
    if not found:
        return "", start
    pieces, ends = found.captures("word"), [stop for _, stop in found.spans("word")]
    if pieces[0].rstrip(",") in _FUNCTION_WORDS:
        return "", start
    for size in range(len(pieces), 0, -1):
        form = " ".join(pieces[:size]).rstrip(",")
        if form in nouns() or form in describing():
            return form, ends[size - 1] - pieces[size - 1].endswith(",")
    if pieces[0].rstrip(",") in _particles():
        return "", start
    size = min(2, len(pieces))
    if "," in pieces[0] or pieces[size - 1].rstrip(",") in _particles():
        size = 1
    return " ".join(pieces[:size]).rstrip(","), ends[size - 1] - (pieces[size - 1].endswith(","))


#: What follows a bare number ("hệ số 1,5 đối với trẻ em") and is counted by none.
_FUNCTION_WORDS = frozenset("đối cho và của trong theo tại so thì là hoặc nếu khi để với ở do được".split())
_WORDS = pattern(r"\s{0,240}(?P<word>\p{L}{2,},?)(?:\s{1,90}(?P<word>\p{L}+,?)){0,4}")


def _comparator_of_factor(found: "regex.Match[str]") -> Comparator:
    """Return the bound inside "gấp hơn 2 lần"; nothing else has a bound of its own."""
    return _comparator(found) if found["factor"] else "eq"


def _comparator(found: "regex.Match[str]") -> Comparator:
    """Return how the words before the number bind it: the last of them."""
    last = max(
        ((found.spans(name)[-1], name) for name in ("ge", "le", "gt", "lt", "approx") if found.captures(name)),
        default=None,
    )
    if last is not None:
        return last[1]  # type: ignore[return-value]
    return "ge" if found.captures("from") else "eq"
