"""Values as Vietnamese documents write them: from "1.234,56" and "một phần ba" to exact decimals."""

import re
from decimal import Decimal
from functools import lru_cache

#: What the view puts between the digits of one number that is written with gaps, and of one that may be two.
JOINER, BAR = "\u2060", "\u2063"

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SIMPLE = re.compile(r"\d+(?:[.,]\d+)?")
_COMMA_THOUSAND = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")


@lru_cache(4096)
def decimal(text: str) -> Decimal | None:
    """Return the exact value of a number in digits: ``.`` groups thousands, ``,`` starts decimals.

    A dot before one or two last digits is a leaked English decimal point. None when the digits fit no form.

    >>> decimal("1.234,56"), decimal("28,5"), decimal("1.5"), decimal("08")
    (Decimal('1234.56'), Decimal('28.5'), Decimal('1.5'), Decimal('8'))
    """
    text = " ".join(text.replace(JOINER, "").split())
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _SIMPLE.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


def is_comma_grouped(text: str) -> bool:
    """Tell whether *text* may be an English number with comma groups ("2,974"): ambiguous with a decimal."""
    return _COMMA_THOUSAND.fullmatch(text) is not None


def fraction(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """Return part of whole as a decimal of at most six places: the precision that a reader needs.

    >>> fraction(1, 4), fraction(1, 3)
    (Decimal('0.25'), Decimal('0.333333'))
    """
    value = (Decimal(part) / Decimal(whole)).quantize(Decimal("0.000001"))
    return value.normalize() if value != value.to_integral_value() else value.to_integral_value()
