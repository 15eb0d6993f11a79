"""Units of measure: from the words of a document to a canonical unit with an exact factor.

The table is ``data/units.toml``, one row a unit with its source; counted nouns are an open class in
``data/nouns.toml``.
"""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from ..extract.view import fold
from ..facts import Unit
from ..lexicon.phrase_grammar import words


@cache
def table(name: str) -> dict[str, Any]:
    """Return the data file *name* of the package, parsed."""
    return tomllib.loads((files("nghiquyet") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def nouns() -> frozenset[str]:
    """Return the folded heads of counted nouns."""
    return frozenset(fold(noun) for group, rows in table("nouns").items() if group != "describing" for noun in rows)


@cache
def describing() -> frozenset[str]:
    """Return the folded heads whose counts only describe the document or the work."""
    return frozenset(fold(noun) for noun in table("nouns")["describing"])


@cache
def _rows(kind: str) -> dict[str, dict[str, Any]]:
    return {fold(form): row for row in table("units")[kind] for form in row["forms"]}


@cache
def patterns() -> dict[str, str]:
    """Return the word tables that ``grammars/quantities.lark`` names; what is counted may also be counted on."""
    return {
        "MAGNITUDE": words(_rows("magnitude"), glued=True),
        "MEASURE": rf"{_NO_MONEY}{words(_rows('unit'), glued=True)}",
        "PER": words({*_rows("per"), *nouns()}, glued=True),
    }


_NO_MONEY = r"(?!đồng\s+(?:chí|bào)(?!\p{L}))"  # "25 đồng chí" are comrades
_OVER = regex.compile(r"\s+trên\s+(?:(?:một|1)\s+)?")


@cache
def unit(text: str) -> Unit:
    """Return what the words of a unit mean.

    >>> unit("triệu đồng/người/năm").canonical, unit("triệu đồng/người/năm").factor
    ('VND/person/a', Decimal('1000000'))
    """
    head, *per = [part.strip() for part in _OVER.sub("/", fold(" ".join(text.split()))).split("/")]
    factor, row = Decimal(1), _rows("unit").get(head)
    magnitudes = _rows("magnitude")
    if row is None:
        for size in (2, 1):  # "nghìn tỷ đồng" before "nghìn đồng"
            front, rest = " ".join(head.split()[:size]), " ".join(head.split()[size:])
            if front in magnitudes:
                factor = Decimal(magnitudes[front]["factor"])
                row, head = _rows("unit").get(rest), rest
                break
    below = [_rows("per").get(part, {}).get("id", part) for part in per]
    if row is None:
        known = head in nouns()
        canonical = "/".join([head, *below]) if head else None
        return Unit(text=text, canonical=canonical, factor=factor, dimension="count" if known else None)
    ucum = row.get("ucum") if factor == 1 and not per else None
    return Unit(
        text=text,
        canonical="/".join([row["id"], *below]),
        factor=factor * Decimal(row["factor"]),
        dimension=row["dimension"],
        ucum=ucum,
    )


#: Names that pint needs to be told; what pint knows already (m, kg, W ...) it converts itself.
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
