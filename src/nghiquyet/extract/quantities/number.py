"""The number of an amount: its digits, or the words that write it."""

from decimal import Decimal
from typing import Literal

import regex
from attrs import frozen

from ...text.decimals import JOINER, decimal, fraction
from ...text.numerals import spoken

Kind = Literal["measure", "count", "bare", "ratio", "fraction", "factor"]

_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_EVEN = {"đôi": Decimal("2")}  # "gấp đôi"; the other word of the grammar is "gấp rưỡi"
_MOST_PARTS = 10  # "1/3 thời gian" is a share, "38/46 trường" a part of a whole


@frozen(kw_only=True)
class Number:
    """A number as written.

    Attributes:
        start, end: Where it stands, both ends of a range.
        low, high: Its value.
        kind: What it is before its unit is read; see `Quantity`.
        whole: The whole of a ratio.
        ranged: Whether it has two ends.
        spelled: Whether it is a numeral word without a bound.
        suspect: "spaced" for a number written with gaps.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    kind: Kind
    whole: Decimal | None = None
    ranged: bool = False
    spelled: bool = False
    suspect: str | None = None

    @property
    def is_small_part(self) -> bool:
        """Whether it is a ratio that may be read as a fraction: "1/3"."""
        return self.kind == "ratio" and self.whole is not None and self.low < self.whole <= _MOST_PARTS


def read_number(found: "regex.Match[str]", *, spelled: bool) -> Number | None:
    """Return the number of a match of ``grammars/quantities.lark``, None where its words write none.

    *spelled* says of a numeral word that nothing makes it an amount: it counts only beside others.
    """
    if found["ratio"] is not None:
        return _ratio(found)
    if found["NUMBER"] is not None and found["factor"] is None:
        return _plain(found) if len(found.captures("NUMBER")) == 1 else _range(found)
    if found["fraction"] is not None:
        return _fraction(found)
    if found["factor"] is not None:
        return _factor(found)
    value = Decimal(spoken(found["COUNT"]) or 0)
    start, end = found.span("COUNT")
    # alone, a numeral word is a word first: "năm" is a year, "một" an article
    return Number(start=start, end=end, low=value, high=value, kind="count", spelled=spelled)


def _fraction(found: "regex.Match[str]") -> Number | None:
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
    return Number(start=start, end=end, low=value, high=value, kind="fraction", suspect=_suspect(found))


def _factor(found: "regex.Match[str]") -> Number | None:
    start, end = found.span("factor")
    value: Decimal | None
    if found.spans("NUMBER"):
        (start, end), value = found.spans("NUMBER")[0], decimal(found.captures("NUMBER")[0])
    elif found["EVEN"] is not None:
        value = _EVEN.get(found["EVEN"], Decimal("1.5"))
    else:
        (start, end), value = found.span("COUNT"), Decimal(spoken(found["COUNT"]) or 0)
    if value is None:
        return None
    return Number(start=start, end=end, low=value, high=value, kind="factor", suspect=_suspect(found))


def _ratio(found: "regex.Match[str]") -> Number | None:
    value, whole = decimal(found["PART"].rstrip(".")), decimal(found["WHOLE"].rstrip("."))
    if value is None or not whole:
        return None
    end = found.end("WHOLE") - len(found["WHOLE"]) + len(found["WHOLE"].rstrip("."))
    return Number(
        start=found.start("PART"), end=end, low=value, high=value, kind="ratio", whole=whole, suspect=_suspect(found)
    )


def _range(found: "regex.Match[str]") -> Number | None:
    (start, _), (_, end) = found.spans("NUMBER")
    low, high = (decimal(number) for number in found.captures("NUMBER"))
    if low is None or high is None or low >= high:
        return None
    return Number(start=start, end=end, low=low, high=high, kind="count", ranged=True, suspect=_suspect(found))


def _plain(found: "regex.Match[str]") -> Number | None:
    (start, end), words = found.span("NUMBER"), found["NUMBER"]
    value = decimal(words)
    if value is None:
        return None
    suspect = "spaced" if JOINER in words else None
    return Number(start=start, end=end, low=value, high=value, kind="bare", suspect=suspect)


def _suspect(found: "regex.Match[str]") -> str | None:
    return "spaced" if any(JOINER in number for number in found.captures("NUMBER")) else None
