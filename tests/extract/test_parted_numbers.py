"""Numbers with gaps between their digits: what is in doubt is said, what is not stays as it is."""

import pytest

from nghiquyet import parse_text
from nghiquyet.text.spans import Span


def doubts(text: str) -> list[tuple[str, Span]]:
    document = parse_text(text)
    return [
        (document.text[doubt.span.start : doubt.span.end], doubt.span)
        for doubt in document.diagnostics
        if doubt.code == "number-parted"
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số huyện là 12. 500 tỷ đồng được bố trí cho các huyện này.", "12. 500"),
        ("Thực hiện các mức 5, 10%.", "5, 10"),
        ("Tỷ lệ hộ nghèo giảm 7\u00ad8%.", "7\u00ad8"),
        ("| 1 | Tăng trưởng | % | 8, 5 |", "8, 5"),
    ],
)
def test_doubt(text: str, number: str) -> None:
    """A number that is one or two is named, at its place."""
    start = text.index(number)
    assert doubts(text) == [(number, Span(start, start + len(number)))]


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách đạt 12. 500 tỷ đồng, tăng 8, 5%.",
        "Theo khoản 1, 2, 3 Điều 5 và điểm a, b khoản 12. 500 hộ được hỗ trợ.",
        "1. 100% số xã đạt chuẩn.\n2. 100% số hộ có nước sạch.",
        "Ngày 12. 5. 2026, quý 3, 4 năm 2026.",
        "Nhà trẻ số 3, 2 trường mầm non; các lớp 1, 2, 3.",
    ],
)
def test_no_doubt(text: str) -> None:
    """What surely is one number, a label or a list gives no doubt."""
    assert doubts(text) == []


def test_span_in_the_text() -> None:
    """The span of a number with a gap holds all of it, unseen marks too."""
    document = parse_text("II. MỤC TIÊU ĐẾN NĂM 2030\n1. Thu ngân sách đạt 12.\u200b500 tỷ đồng.\n")
    span = document.targets[0].number_span
    assert document.text[span.start : span.end] == "12.\u200b500"
