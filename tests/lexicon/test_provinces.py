"""The table of provinces: whole before and after 1 July 2025."""

import pytest

from nghiquyet.lexicon.files import table
from nghiquyet.lexicon.provinces import province_named

ROWS = table("provinces")["province"]


def test_every_unit_once() -> None:
    """There were 63 units before and there are 34 since, each with a code of its own."""
    assert len({row["before"] for row in ROWS if "before" in row}) == sum("before" in row for row in ROWS) == 63
    assert len({row["since"] for row in ROWS if "since" in row}) == sum("since" in row for row in ROWS) == 34


def test_mergers_lead_to_a_unit_of_today() -> None:
    """Every unit is one of today or was merged into one."""
    today = {row["name"] for row in ROWS if "since" in row}
    assert {row["into"] for row in ROWS if "into" in row} <= today
    assert all(("since" in row) != ("into" in row) for row in ROWS)


@pytest.mark.parametrize(
    ("written", "name"),
    [("BÀ RỊA-VŨNG TÀU", "Bà Rịa - Vũng Tàu"), ("Hoà Bình", "Hòa Bình"), ("Đăk Lăk", "Đắk Lắk"), ("Vân Hải", None)],
)
def test_spellings(written: str, name: str | None) -> None:
    """A name is found in any spelling; a name that no province has is none."""
    found = province_named(written)
    assert (found and found.name) == name
