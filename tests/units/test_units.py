"""Units: exact factors, denominators, conversions that refuse nonsense, pint only when it is asked for."""

import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import nghiquyet
from nghiquyet.units.lookup import unit
from nghiquyet.units.model import Amount

DATA = Path(nghiquyet.__file__).parent / "data" / "units.toml"


def amount(value: str, words: str) -> Amount:
    """Return a single value in the unit *words*."""
    return Amount(low=Decimal(value), high=Decimal(value), unit=unit(words))


@pytest.mark.parametrize(
    ("words", "canonical", "factor"),
    [
        ("tỷ đồng", "VND", "1000000000"),
        ("nghìn tỷ đồng", "VND", "1000000000000"),
        ("triệu USD", "USD", "1000000"),
        ("triệu đồng/người/năm", "VND/person/a", "1000000"),
        ("ha", "m2", "10000"),
        ("tạ/ha", "kg/ha", "100"),
        ("%", "%", "1"),
    ],
)
def test_canonical(words: str, canonical: str, factor: str) -> None:
    """A surface form has its canonical unit, its denominators and an exact factor."""
    read = unit(words)
    assert (read.canonical, read.factor) == (canonical, Decimal(factor))


def test_conversion_is_exact() -> None:
    """0.1 tỷ đồng is 100 million dong to the last digit."""
    assert amount("0.1", "tỷ đồng").to("đồng").low == Decimal(100_000_000)
    assert amount("12.75", "nghìn tỷ đồng").to("tỷ đồng").low == Decimal(12_750)


@pytest.mark.parametrize(("words", "other"), [("tỷ đồng", "USD"), ("ha", "%"), ("triệu đồng/người", "triệu đồng")])
def test_conversion_refuses_other_dimensions(words: str, other: str) -> None:
    """What does not measure the same thing is not converted, a rate into a sum least of all."""
    with pytest.raises(ValueError, match="cannot turn"):
        amount("1", words).to(other)


def test_table_is_reviewed() -> None:
    """Every unit has a source, an exact factor and a dimension, and no form is listed twice."""
    rows = tomllib.loads(DATA.read_text("utf-8"))["unit"]
    forms = [form for row in rows for form in row["forms"]]
    assert len(forms) == len(set(forms))
    for row in rows:
        assert row["id"], row
        assert row["dimension"], row
        assert row["source"], row
        assert Decimal(row["factor"]) > 0, row


def test_pint_quantities() -> None:
    """Money, area, rates and shares become pint quantities with the same exact value; counted nouns are refused."""
    pytest.importorskip("pint")
    income = amount("120", "triệu đồng/người/năm").to_pint()
    assert income.to("VND / person / month").magnitude == Decimal(10_000_000)
    assert amount("2.5", "ha").to_pint().to("m**2").magnitude == Decimal(25_000)
    assert amount("4", "%").to_pint().to("").magnitude == Decimal("0.04")
    with pytest.raises(ValueError, match="no pint unit"):
        amount("3", "trường").to_pint()


def test_pint_is_not_imported_before_it_is_asked_for() -> None:
    """Parsing a document does not import pint, installed or not."""
    code = (
        "import sys, nghiquyet; nghiquyet.parse_text('1. Thu ngân sách đạt 12 tỷ đồng.').targets;"
        " sys.exit('pint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
