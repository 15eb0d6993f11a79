"""Amounts: a number with its bound and its unit, wherever it stands and whatever it means.

A quantity is what the words say, nothing more: "từ 7 - 7,5%/năm trở lên" is a range of a unit. Whether it is a target, a
result or only a description is decided in `targets`.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

import regex
from attrs import frozen

from ..facts import Comparator
from ..flow import Flow
from ..numerals import count, decimal, fraction, is_comma_grouped
from ..phrase import phrase
from ..units import patterns

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
        suspect: Why a careful reader would look twice, None mostly.
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
    suspect: str | None = None


@cache
def _pattern() -> "regex.Pattern[str]":
    return phrase("quantities", **patterns())


# A passage without any of these has no quantity: most passages have none, and this test is cheap.
_ANCHOR = regex.compile(r"\d|phần|nửa|gấp|(?<!\p{L})(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)(?!\p{L})")
_OPEN_NOUN = regex.compile(r"\s{0,3}(\p{L}{2,}(?:\s\p{L}{2,})?)")
# What can stand before a number and make it a name or an ordinal: "quốc lộ 53", "lần thứ 38", "mức độ 3".
_NAMED = regex.compile(
    r"(?:thứ|lần thứ|khoá|kỳ họp|quý|số|điều|khoản|mục|phần|chương|phụ lục|biểu|bảng|mẫu|hình|tổ|đội|khu phố|tổ dân phố|"
    r"quận|phường|quân khu|quốc lộ|tỉnh lộ|đường tỉnh|đường|hẻm|ngõ|km|trung ương|loại|vòng|mức độ|cấp độ|giai đoạn|"
    r"tập|tiểu mục|điểm|chỉ tiêu|lô|tầng|tờ|thửa|đợt|kênh|cầu|cống|zone|phiên bản|lớp|khối|cấp|nhóm|tháng|ngày|năm|"
    r"kế hoạch|nghị quyết|quyết định|công văn|toạ đàm|vành đai|tuyến|bậc|hạng|vùng|ký hiệu|version|top)\s{0,2}(?:số\s{0,2})?$"
)
_COUNTED_BEFORE = {"nhóm", "top", "hạng", "cấp", "đợt"}


def find_quantities(view: Flow, start: int, end: int) -> Iterator[Quantity]:
    """Yield every amount between two offsets of the flow, left to right, never overlapping.

    ``.`` groups thousands, ``,`` starts decimals; the value is in the unit as written. Numbers that are names or
    ordinals ("Quốc lộ 53", "lần thứ 38") are no amounts.
    """
    low = view.low
    if not _ANCHOR.search(low, start, end):
        return
    for found in _pattern().finditer(low, start, end):
        made = _make(view, found, end)
        if made is not None:
            yield made


def _make(view: Flow, found: "regex.Match[str]", end: int) -> Quantity | None:
    bounds = [name for name in ("ge", "le", "gt", "lt", "approx", "from") if found.captures(name)]
    is_from = bounds == ["from"]
    comparator = _comparator(found)
    low = view.low
    numbers = found.captures("NUMBER")
    spans = found.spans("NUMBER")
    suspect = None
    whole = None
    unit_spans = found.spans("unit")
    if found["fraction"] is not None:
        number_start, number_end = found.span("fraction")
        if found["HALF"] is not None:
            value: Decimal | None = Decimal("0.5")
        else:
            part, of = (count(word) for word in found.captures("COUNT_WORD"))
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
            value = Decimal(count(found["COUNT"]) or 0)
        high, kind = value, "factor"
    elif found["ratio"] is not None:
        number_start, number_end = found.span("PART")[0], found.span("WHOLE")[1]
        value, whole = decimal(found["PART"].rstrip(".")), decimal(found["WHOLE"].rstrip("."))
        if value is None or not whole:
            return None
        number_end -= len(found["WHOLE"]) - len(found["WHOLE"].rstrip("."))
        if not unit_spans and value < whole <= 10:
            value, whole, high, kind = fraction(value, whole), None, fraction(value, whole), "fraction"
        else:
            high, kind = value, "ratio"
    elif len(numbers) == 2:
        (number_start, _), (_, number_end) = spans
        value, high = decimal(numbers[0]), decimal(numbers[1])
        if value is None or high is None or value >= high:
            return None
        comparator, is_from, kind = "range", False, "count"
    elif found["COUNT"] is not None:
        number_start, number_end = found.span("COUNT")
        value = high = Decimal(count(found["COUNT"]) or 0)
        kind = "count"
        if found.captures("MAGNITUDE") or (found["COUNT"] == "năm" and not bounds):
            return None  # "ba nghìn bảy trăm" repeats an amount in words; "năm học sinh" is a year far more often
    else:
        number_start, number_end = spans[0]
        value = high = decimal(numbers[0])
        kind = "bare"
    if value is None or high is None:
        return None
    if number_start > 0 and kind not in ("fraction", "factor") and not found.captures("MEASURE"):
        named = _NAMED.search(low, max(0, number_start - 24), number_start)
        if named and not bounds and named.group().split()[0] not in _COUNTED_BEFORE:
            return None
    stop = found.end()
    unit, head = None, ""
    if unit_spans:
        at, to = unit_spans[-1]
        unit, head = view.words(at, to), _head(found)
        kind = kind if kind in ("ratio", "factor", "fraction") else ("measure" if found.captures("MEASURE") else "count")
        if kind == "measure" and head in ("m", "g", "l", "đ", "h") and low[to - 1 : to + 1].isalpha() and to < end and low[to].isalpha():
            return None
    elif kind == "factor":
        unit, head = "lần", "lần"
    elif kind in ("bare", "count", "ratio") and not found["after"]:
        noun = _OPEN_NOUN.match(low, number_end, end)
        if noun and (number_end == end or not low[number_end].isalpha()):
            unit, head, kind = view.words(*noun.span(1)), noun.group(1), kind if kind == "ratio" else "count"
            stop = noun.end(1)
        elif number_end < end and low[number_end].isalpha():
            return None
    if is_comma_grouped(view.low[number_start:number_end]) and kind in ("count", "measure") and head not in ("%", "‰"):
        value = high = Decimal(low[number_start:number_end].replace(",", ""))
        suspect = "comma-grouped"
    return Quantity(
        start=found.start(),
        end=max(stop, number_end),
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
        suspect=suspect,
    )


def _comparator(found: "regex.Match[str]") -> Comparator:
    """Return how the words around the number bind it; words after it win over words before."""
    if found["up"] is not None:
        return "ge"
    if found["down"] is not None:
        return "le"
    last = max(((found.spans(name)[-1], name) for name in ("ge", "le", "gt", "lt", "approx") if found.captures(name)), default=None)
    if last is not None:
        return last[1]  # type: ignore[return-value]
    return "ge" if found.captures("from") else "eq"


def _head(found: "regex.Match[str]") -> str:
    for name in ("MEASURE", "NOUN"):
        if found.captures(name):
            return " ".join(found.captures(name)[-1].split())
    return ""
