"""The forms of block.lark, tried as a table: a line in, its form and its label out."""

import pytest

from nghiquyet import parse_text
from nghiquyet.structure.grammar import forms
from nghiquyet.structure.lines import lines, view
from nghiquyet.structure.markers import FAMILIES

FORMS = [
    ("Phần thứ nhất", "IS_PART", "nhất"),
    ("Chương II", "IS_CHAPTER", "II"),
    ("Mục 2. TỔ CHỨC", "IS_DIVISION", "2"),
    ("Tiểu mục 1", "IS_SUBDIVISION", "1"),
    ("**Điều 39đ**. Hiệu lực", "IS_ARTICLE", "39đ"),
    ("Khoản 2. Mức chi", "IS_CLAUSE", "2"),
    ("II- MỤC TIÊU", "ROMAN", "II"),
    ("IV.TỔ CHỨC THỰC HIỆN", "ROMAN", "IV"),
    ("B. Nhiệm vụ", "LETTER", "B"),
    ("I.1. Mục tiêu", "COMPOUND", "I.1"),
    ("2.1.3. Chỉ tiêu", "DECIMAL", "2.1.3"),
    ("**1\\.** Phát triển", "ARABIC", "1"),
    ("9.Sắp xếp lại", "ARABIC", "9"),
    ("1- Mục tiêu", "ARABIC", "1"),
    ("1) Mục tiêu", "ARABIC_PAREN", "1"),
    ("(12) Tỷ lệ", "PAREN", "12"),
    ("đ) Các khoản chi", "ALPHA", "đ"),
    ("(ii) Hộ nghèo", "LOW_ROMAN", "ii"),
    ("\\- Có cơ chế", "DASH", "-"),
    ("–", "DASH", "–"),
    ("+ Lập mới", "PLUS", "+"),
    ("* Về kinh tế", "STAR", "*"),
    ("• Về xã hội", "DOT", "•"),
    ("PHỤ LỤC I", "IS_ANNEX", "I"),
    ("Mẫu số 05", "IS_FORM", "05"),
    ("Nơi nhận:", "IS_RECIPIENTS", ""),
    ("2.1 . Chỉ_tiêu", "DECIMAL", "2.1"),  # word-segmented text parts the stops from the words
    ("( 12 ) Tỷ_lệ", "PAREN", "12"),
    ("( ii ) Hộ nghèo", "LOW_ROMAN", "ii"),
    ("a ) Các khoản chi", "ALPHA", "a"),
    ("ĐIỀU IV: Thi hành", "IS_OLD_ARTICLE", "IV"),
    ("**Điều ****2****. Hiệu lực", "IS_ARTICLE", "2"),
    ("Mục 1.2. Sửa đổi", "IS_DIVISION", "1.2"),
]
TEXTS = [
    "2030. Khơi dậy ý chí",  # four digits are a year
    "66.16/2026/NQ-CP",
    "12/6/2025 của Tỉnh ủy",
    "(2), (5) và (7) là những chỉ tiêu khó",
    "1.100 - 1.200 đảng viên",
    "5 - 7 triệu đồng",
    "Điều kiện tự nhiên",
    "Điều V của Luật Ngân sách",
    "Phụ lục kèm theo Nghị quyết này",
    "*Căn cứ Luật Đất đai;*",
    "-------",
    "Mục tiêu chung",
]


@pytest.mark.parametrize(("text", "form", "label"), FORMS)
def test_form(text: str, form: str, label: str) -> None:
    """A marker is known by its form, whatever residue stands before it."""
    (line,) = lines(text)
    assert (line.form, line.label) == (form, label)


@pytest.mark.parametrize("text", TEXTS)
def test_text(text: str) -> None:
    """What only looks like a marker is text."""
    (line,) = lines(text)
    assert line.form == "TEXT"


def test_families_and_forms_agree() -> None:
    """Every form of the grammar has a row of its own in the table of families, and no row is without a form."""
    assert set(forms("marker")) == set(FAMILIES)


def test_places() -> None:
    """A line knows where it stands, where its words begin, and how many blank lines stand before it."""
    first, second = lines("a\n\n \t **2\\.** Mức chi **\n")
    assert (first.start, first.end, first.blank) == (0, 1, 0)
    assert (second.blank, second.indent) == (1, 9)
    text = "a\n\n \t **2\\.** Mức chi **\n"
    assert text[second.start : second.end] == "**2\\.** Mức chi **"
    assert text[second.words : second.close] == "Mức chi"


def test_view_keeps_length() -> None:
    """The view has the length of the text: word-segmented text, no-break spaces, look-alikes."""
    text = "phát_triển\u00a0Ðiều\u200b\ufeff"
    assert view(text) == "phát triển Điều  "
    assert len(view(text)) == len(text)


def test_oi_for_u_with_horn() -> None:
    """Ƣ (U+01A2) that converters wrote for Ư is read as it in markers and headings, and told once."""
    document = parse_text("NGHỊ QUYẾT\n\nCHƢƠNG I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi, trƣớc và dƣới.\n")
    assert [node.label for node in document.tree.walk() if node.kind in ("chapter", "article")] == ["I", "1"]
    assert [doubt.message for doubt in document.diagnostics if doubt.code == "letter-look-alike"] == [
        '"ƣ" (U+01A3) stands for "ư" in 2 places', '"Ƣ" (U+01A2) stands for "Ư" in 1 places'
    ]  # fmt: skip
