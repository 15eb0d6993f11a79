"""A unit of measure and an amount in it."""

from decimal import Decimal
from typing import Any

from attrs import frozen


@frozen(kw_only=True)
class Unit:
    """A unit of measure as written, and what it means.

    Attributes:
        text: The words of the document: "triệu đồng/người/năm".
        canonical: The base unit's id, with its denominators: "VND/person/a"; None for an unknown counted noun.
        factor: How many canonical units one written unit is: 1000000.
        dimension: "money", "share", "area", "count" ...; None when unknown.
        ucum: The UCUM code, where there is one.
    """

    text: str
    canonical: str | None = None
    factor: Decimal = Decimal(1)
    dimension: str | None = None
    ucum: str | None = None


@frozen(kw_only=True)
class Amount:
    """A value with its unit: a number, or a range when `low` and `high` differ.

    >>> from nghiquyet.units.lookup import unit
    >>> Amount(low=Decimal("5.3"), high=Decimal("5.3"), unit=unit("nghìn tỷ đồng")).to("tỷ đồng").low
    Decimal('5300')
    """

    low: Decimal
    high: Decimal
    unit: Unit

    def to(self, unit: str) -> "Amount":
        """Return the same amount in another *unit* ("VND", "tỷ đồng", "%"), exact.

        Raises:
            ValueError: The units do not measure the same thing, or one of them is unknown.
        """
        from .lookup import unit as read

        other = read(unit)
        if self.unit.canonical is None or other.canonical != self.unit.canonical:
            raise ValueError(
                f"cannot turn {self.unit.text!r} ({self.unit.canonical}) into {unit!r} ({other.canonical})"
            )
        ratio = self.unit.factor / other.factor
        return Amount(low=_exact(self.low * ratio), high=_exact(self.high * ratio), unit=other)

    def to_pint(self) -> Any:
        """Return the amount as a pint quantity, or a pair of them for a range; needs the extra ``[pint]``."""
        from .pint import pint_quantity

        if self.low == self.high:
            return pint_quantity(self.low, self.unit)
        return pint_quantity(self.low, self.unit), pint_quantity(self.high, self.unit)


def _exact(value: Decimal) -> Decimal:
    """Return *value* without an exponent or idle zeros: 5300, not 5.3E+3."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
