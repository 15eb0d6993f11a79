"""Where the words of an indicator stand: the spans hold its words, in their order."""

import re
from pathlib import Path

import pytest

import nghiquyet
from clock import is_linear

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*/source.*"))
WORDS = re.compile(r"[\w%/&+]+")


def told(document: nghiquyet.Document, at: int) -> list[str]:
    """Return the words at the spans of the indicator of a target."""
    return [document.text[span.start : span.end] for span in document.targets[at].indicator_spans]


def test_clause_and_what_it_leans_on() -> None:
    text = "Phấn đấu tỷ lệ hộ nghèo còn 3%, trong đó khu vực miền núi 6,5%; xã có 2 trường và 3 trạm y tế.\n"
    document = nghiquyet.parse_text(text)
    assert told(document, 0) == ["tỷ lệ hộ nghèo"]
    assert told(document, 1) == ["tỷ lệ hộ nghèo", "khu vực miền núi"]


def test_heading_and_table() -> None:
    heading = nghiquyet.parse_text("MỤC TIÊU\n1. Tỷ lệ che phủ rừng:\n- Đến năm 2030: 42%.\n")
    assert told(heading, 0) == ["Tỷ lệ che phủ rừng"]
    row = "| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n"
    table = nghiquyet.parse_text(f"| STT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2030 |\n|---|---|---|---|\n{row}")
    assert told(table, 1) == ["Thu ngân sách"]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.parent.name)
def test_spans_hold_the_words(path: Path) -> None:
    document = nghiquyet.parse(path)
    for at, target in enumerate(document.targets):
        words = WORDS.findall(" ".join(told(document, at)).lower())
        assert words == WORDS.findall(target.indicator.lower()), target


def test_many_values_share_the_words_of_their_passage() -> None:
    def text(size: int) -> str:
        return "Đã xuất khẩu 46 tỷ USD, vượt xa mục tiêu 42 tỷ USD, " * size

    assert is_linear(nghiquyet.parse_text, text, 200)
