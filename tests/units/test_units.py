"""Units: exact factors, denominators, conversions that refuse nonsense, pint only when it is asked for."""

import subprocess
import sys
import tomllib
from collections import Counter
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


ROWS = tomllib.loads(DATA.read_text("utf-8"))["unit"]
#: Bases that are no unit of a row.
BASES = {row["id"] for row in ROWS if Decimal(row["factor"]) == 1} | {"W", "J", "V", "bit/s"}
#: Ids that are not their code in UCUM.
CODES = {"‰": "[ppth]", "pp": "%", "°C": "Cel"}
PREFIXES = {"G": "1E9", "M": "1E6", "k": "1E3", "c": "1E-2", "m": "1E-3"}


def test_no_form_is_listed_twice() -> None:
    """Every form has one meaning."""
    forms = Counter(form for row in ROWS for form in row["forms"])
    assert [form for form, times in forms.items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["forms"][0])
def test_row(row: dict[str, str]) -> None:
    """A unit has a source and a dimension; its id is a base, that of its code, with the factor of its prefix."""
    assert row["source"]
    assert row["id"] in BASES
    assert {each["dimension"] for each in ROWS if each["id"] == row["id"]} <= {row["dimension"], "age", "time"}
    factor, code = Decimal(row["factor"]), row.get("ucum", "").strip("{}")
    assert factor > 0
    if factor == 1:
        assert code in ("", CODES.get(row["id"], row["id"]))
    elif row["id"].isalpha() and code[1:] == row["id"]:
        assert factor == Decimal(PREFIXES[code[0]])


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
