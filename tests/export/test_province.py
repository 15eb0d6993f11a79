"""The province of a document, as its header says it."""

import pytest

from nghiquyet import parse_text
from nghiquyet.export.province import province

HEAD = "\nSố: 1/QĐ-UBND\n{place}, ngày 2 tháng 1 năm 2025\nQUYẾT ĐỊNH\nVề việc trồng rừng\nĐiều 1. Trồng rừng.\n"


@pytest.mark.parametrize(
    ("issuer", "place", "want"),
    [
        ("HỘI ĐỒNG NHÂN DÂN TỈNH KONTUM", "Kon Tum", "Kon Tum"),  # spelled as the table of provinces has it
        ("ỦY BAN NHÂN DÂN TỈNH VÂN HẢI", "Vân Hải", "Vân Hải"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ VÂN HẢI", "Vân Hải", "Vân Hải"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ VÂN HẢI", "An Sơn", None),  # a city of a province that the header does not name
        ("ỦY BAN NHÂN DÂN PHƯỜNG MỘT THÀNH PHỐ VÂN HẢI", "Vân Hải", None),
    ],
)
def test_province(issuer: str, place: str, want: str | None) -> None:
    assert province(parse_text(issuer + HEAD.format(place=place))) == want
