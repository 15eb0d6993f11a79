"""Amounts as quantities of pint, for computing with them; pint is imported on first use."""

from decimal import Decimal
from functools import cache
from typing import Any

import regex

from .model import Unit

#: Names that pint does not know; what pint knows already (m, kg, W ...) it converts itself.
_PINT = (
    "VND = [VND]",
    "USD = [USD]",
    "EUR = [EUR]",
    "JPY = [JPY]",
    "CNY = [CNY]",
    "person = [person]",
    "household = [household]",
)

_PINT_NAMES = {
    "%": "percent",
    "‰": "permille",
    "m2": "m**2",
    "m3": "m**3",
    "a": "year",
    "mo": "month",
    "d": "day",
    "s": "second",
}


@cache
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Decimal)
    for line in _PINT:
        registry.define(line)
    return registry


def pint_quantity(value: Decimal, of: Unit) -> Any:
    """Return *value* in the unit *of* as a pint quantity; pint is imported here and not before.

    Raises:
        ImportError: pint is not installed (extra ``[pint]``).
        ValueError: The unit is a counted noun or has none that pint can carry.
    """
    registry = _registry()
    parts = [] if of.canonical is None else of.canonical.split("/")
    names = []
    for part in parts:
        count, _, name = part.rpartition(" ")
        name = _PINT_NAMES.get(name, name)
        if not (name in registry and regex.fullmatch(r"[A-Za-z]+(\*\*\d)?", name)):
            raise ValueError(f"no pint unit for {of.text!r}")
        names.append(f"({count} * {name})" if count else name)
    if not names:
        raise ValueError(f"no pint unit for {of.text!r}")
    return registry.Quantity(value * of.factor, " / ".join(names))
