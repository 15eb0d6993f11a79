"""The heading of the gazette before 2005: doctype, issuer, number, day and title in one sentence in capitals."""

import pytest

from nghiquyet import parse_text

SENTENCE = "NGHỊ QUYẾT CỦA CHÍNH PHỦ SỐ 16/2000/NQ-CP NGÀY 18 THÁNG 10 NĂM 2000"


@pytest.mark.parametrize(
    "heading",
    [
        f"{SENTENCE} VỀ TINH GIẢN",
        f"{SENTENCE}\nVỀ TINH GIẢN",
        "NGHỊ QUYẾT\nCỦA CHÍNH PHỦ SỐ 16/2000/NQ-CP NGÀY 18/10/2000\nVỀ TINH GIẢN",
        "NGHỊ QUYẾT\nCỦA CHÍNH PHỦ\nSỐ 16/2000/NQ-CP NGÀY 18 THÁNG 10 NĂM 2000\nVỀ TINH GIẢN",
        "NGHỊ QUYẾT SỐ 16/2000/NQ-CP NGÀY 18/10/2000 CỦA CHÍNH PHỦ\nVỀ TINH GIẢN",
    ],
)
def test_parts(heading: str) -> None:
    """Each part of the heading becomes a field, wherever its lines break."""
    found = parse_text(f"{heading}\n\nĐiều 1. Giảm 15% biên chế.\n").metadata
    fields = (found.doctype, found.issuer, found.number, found.date, found.title)
    assert [field and field.value for field in fields] == [
        "NGHỊ QUYẾT", "CHÍNH PHỦ", "16/2000/NQ-CP", "2000-10-18", "VỀ TINH GIẢN",
    ]  # fmt: skip


def test_above_letterhead() -> None:
    """The headline of a site above the letterhead is none: the letterhead tells."""
    text = (
        "NGHỊ QUYẾT SỐ 26-NQ/TU NGÀY 05/12/2025 CỦA TỈNH ỦY KIM SƠN\n\nTỈNH ỦY KIM SƠN\n*\nSố 27-NQ/TU\n"
        "Kim Sơn, ngày 06 tháng 12 năm 2025\nNGHỊ QUYẾT\nvề phát triển chè\n\nI. MỤC TIÊU\n1. Trồng 5 ha.\n"
    )
    found = parse_text(text).metadata
    assert found.number is not None
    assert found.number.value == "27-NQ/TU"


def test_blank_number() -> None:
    """The blank before a Party's code is no column: the code is no part of the issuer's name."""
    found = parse_text("TỈNH ỦY KIM SƠN\n*\nSố      -NQ/TU\nNGHỊ QUYẾT\nvề phát triển chè\n").metadata
    assert found.issuer is not None
    assert (found.issuer.value, found.number) == ("TỈNH ỦY KIM SƠN", None)
