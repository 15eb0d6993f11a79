"""An amount that the text states, filled in while its words are read."""

from decimal import Decimal
from typing import Literal

from attrs import define

from ...facts import Comparator

Kind = Literal["measure", "count", "bare", "ratio", "fraction", "factor"]

_MOST_PARTS = 10  # "1/3 thời gian" is a share, "38/46 trường" a part of a whole


@define(kw_only=True, hash=True, weakref_slot=False)  # one value, filled in on the way from its number to its bound
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
    kind: Kind
    comparator: Comparator = "eq"
    unit: str | None = None
    head: str = ""
    is_from: bool = False
    whole: Decimal | None = None
    exceeds: bool = False
    suspect: str | None = None
    spelled: bool = False

    @property
    def is_small_part(self) -> bool:
        """Whether it is a ratio that may be read as a fraction: "1/3"."""
        return self.kind == "ratio" and self.whole is not None and self.low < self.whole <= _MOST_PARTS
