"""The number of an amount: its digits, or the words that write it."""

from decimal import Decimal

import regex

from ...lexicon.lazy import groups_of
from ...lexicon.phrase_grammar import phrase_once
from ...text.decimals import JOINER, decimal, fraction
from ...text.numerals import spoken
from .model import Quantity

_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_FROM = phrase_once("quantities", "leaves")
_DOUBLE, _HALF_MORE = Decimal("2"), Decimal("1.5")


def read_number(found: "regex.Match[str]") -> Quantity | None:
    """Return an amount with nothing but the number of a match of ``grammars/quantities.lark``.

    None where its words write none. A numeral word is `Quantity.spelled`: alone it is a word first ("năm" is a year,
    "một" an article), and counts only beside others.
    """
    if "ratio" not in groups_of(found.re):  # of the rule for words
        made = _fraction if found["fraction"] is not None else _factor if found["factor"] is not None else _spelled
        return made(found)
    if found["ratio"] is not None:
        return _ratio(found)
    numbers = found.captures("NUMBER")
    if len(numbers) > 1:
        return _range(found, *numbers)
    value = decimal(numbers[0])
    if value is None:
        return None
    start, end = found.span("NUMBER")
    return Quantity(
        start=found.start(), end=end, number_start=start, number_end=end, low=value, high=value, kind="bare",
        suspect="spaced" if JOINER in numbers[0] else None,
    )  # fmt: skip


def _spelled(found: "regex.Match[str]") -> Quantity:
    value = Decimal(spoken(found["COUNT"]) or 0)
    start, end = found.span("COUNT")
    return Quantity(
        start=found.start(), end=end, number_start=start, number_end=end, low=value, high=value, kind="count",
        spelled=True,
    )  # fmt: skip


def _fraction(found: "regex.Match[str]") -> Quantity | None:
    start, end = found.span("fraction")
    if found["HALF"] is not None:
        value = Decimal("0.5")
    elif found["VULGAR"] is not None:
        value = _VULGAR[found["VULGAR"]]
    else:
        part, of = (spoken(word) for word in found.captures("COUNT_WORD"))
        if not part or not of or of <= part:
            return None
        value = fraction(part, of)
    return Quantity(
        start=found.start(), end=end, number_start=start, number_end=end, low=value, high=value, kind="fraction",
        suspect=_suspect(found),
    )  # fmt: skip


def _factor(found: "regex.Match[str]") -> Quantity | None:
    start, end = found.span("factor")
    value: Decimal | None
    if found.spans("NUMBER"):
        (start, end), value = found.spans("NUMBER")[0], decimal(found.captures("NUMBER")[0])
    elif found["DOUBLE"] is not None:
        value = _DOUBLE
    elif found["HALF_MORE"] is not None:
        value = _HALF_MORE
    else:
        (start, end), value = found.span("COUNT"), Decimal(spoken(found["COUNT"]) or 0)
    if value is None:
        return None
    return Quantity(
        start=found.start(), end=end, number_start=start, number_end=end, low=value, high=value, kind="factor",
        suspect=_suspect(found),
    )  # fmt: skip


def _ratio(found: "regex.Match[str]") -> Quantity | None:
    part, whole = found["PART"].rstrip("."), found["WHOLE"].rstrip(".")
    value, of = decimal(part), decimal(whole)
    if value is None or not of:
        return None
    start, end = found.start("PART"), found.start("WHOLE") + len(whole)
    return Quantity(
        start=found.start(), end=end, number_start=start, number_end=end, low=value, high=value, kind="ratio",
        whole=of, suspect=_suspect(found),
    )  # fmt: skip


def _range(found: "regex.Match[str]", first: str, last: str) -> Quantity | None:
    low, high = decimal(first), decimal(last)
    if low is None or high is None or low == high:
        return None
    (start, middle), (_, end) = found.spans("NUMBER")
    if low > high:  # "còn 12,9% đến 12,5%" is a range that falls; "20 - 11" is none, "từ 15% đến 10%" a change
        if not found.string.startswith("%", middle) or _FROM.search(found.string, max(0, start - 12), start):
            return None
        low, high = high, low
    return Quantity(
        start=found.start(), end=end, number_start=start, number_end=end, low=low, high=high, kind="count",
        comparator="range", suspect=_suspect(found),
    )  # fmt: skip


def _suspect(found: "regex.Match[str]") -> str | None:
    return "spaced" if any(JOINER in number for number in found.captures("NUMBER")) else None
