"""Words that were run together: read apart, while the text and every span of it stay as they are."""

from pathlib import Path

import pytest

import nghiquyet
from clock import is_linear
from lossless import check_lossless
from nghiquyet.opening import open_up
from nghiquyet.text.spans import Span
from nghiquyet.tree import Cell

TEXT = """NGHỊ QUYẾT
VỀ PHÁTTRIỂN KINH TẾ NĂM 2012

Căn cứ Luật Tổ chức Hội đồngnhân dân và Ủy bannhân dân ngày 26 tháng11 năm 2003;

1. GiaoSở Y tế chủ trì, phối hợp vớiSở Tài chính xây dựng Đề án trước ngày 30/6/2012.
2. Tỷ lệ chephủ rừng đếnnăm 2015 đạt 42%.
"""


@pytest.fixture(scope="module")
def document() -> nghiquyet.Document:
    return nghiquyet.parse_text(TEXT)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("các cơ sở đào tạo vàSở Nội vụ", "các cơ sở đào tạo và Sở Nội vụ"),
        ("ỦY BANNHÂN DÂN", "ỦY BAN NHÂN DÂN"),
        ("ngày 26 tháng11 năm2003", "ngày 26 tháng 11 năm 2003"),
        ("trong 30ngày; từ 2012của", "trong 30 ngày; từ 2012 của"),
        ("kinhtế, đạibiểu, nângcao", "kinh tế, đại biểu, nâng cao"),
    ],
)
def test_told_apart(text: str, opened: str) -> None:
    assert open_up(text).text == opened


@pytest.mark.parametrize(
    "text",
    [
        "Đắklắk, mêtan, pôlyme, ôtô",
        "5tỷ đồng, 12a, 30kg, CO2",
        "dân2, quyết1",
        "VietinBank, YouTube, eOffice",
        "nghiêng ngửa",
    ],
)
def test_left_together(text: str) -> None:
    """Names, loan words, units, labels and marks of notes are no two words."""
    assert open_up(text).text == text


def test_spans_there_and_back() -> None:
    opening = open_up("củaChính phủ vàBộ Tài chính")
    for word in ("của", "Chính", "phủ", "và", "Bộ"):
        start = "củaChính phủ vàBộ Tài chính".index(word)
        there = opening.there(Span(start, start + len(word)))
        assert opening.text[there.start : there.end] == word
        assert opening.back(there) == Span(start, start + len(word))


def test_facts(document: nghiquyet.Document) -> None:
    """Facts are read as if the blanks were there; their spans are of the text as it stands."""
    assert document.text == TEXT
    check_lossless(document.text, document.tree)
    (law,) = document.references
    assert law.date == "2003-11-26"
    assert TEXT[law.span.start : law.span.end].endswith("Ủy bannhân dân ngày 26 tháng11 năm 2003")
    assert [(each.body, each.role) for each in document.assignments] == [
        ("Sở Y tế", "lead"),
        ("Sở Tài chính", "coordinate"),
    ]
    assert [TEXT[each.body_span.start : each.body_span.end] for each in document.assignments] == [
        "Sở Y tế",
        "Sở Tài chính",
    ]
    (target,) = document.targets
    assert (target.indicator, target.due) == ("Tỷ lệ che phủ rừng", "2015")
    assert TEXT[target.indicator_spans[0].start : target.indicator_spans[-1].end] == "Tỷ lệ chephủ rừng"


def test_metadata_quotes(document: nghiquyet.Document) -> None:
    """The title is as it stands."""
    assert document.metadata.title is not None
    assert document.metadata.title.value == "VỀ PHÁTTRIỂN KINH TẾ NĂM 2012"


def test_one_diagnostic(document: nghiquyet.Document) -> None:
    (doubt,) = (each for each in document.diagnostics if each.code == "words-run-together")
    assert doubt.message == "8 blanks are missing between words"
    assert TEXT[doubt.span.start : doubt.span.end] == "TT"


def test_what_reads_a_document_again(document: nghiquyet.Document) -> None:
    """The work list, the explanations and the JSON of such a document are as those of any."""
    (task,) = document.tasks
    assert (task.who, task.partners) == (("Sở Y tế",), ("Sở Tài chính",))
    assert TEXT[task.span.start : task.span.end].startswith("Sở Y tế chủ trì, phối hợp vớiSở Tài chính")
    number = next(each for each in nghiquyet.explain(document) if each.outcome == "target")
    assert TEXT[number.span.start : number.span.end] == "42"
    assert nghiquyet.Document.from_json(document.to_json()) == document


def test_cells_of_a_layout(tmp_path: Path) -> None:
    """Cells of a page stand where their words do."""
    page = tmp_path / "page.html"
    table = (
        ("TT", "Chỉtiêu đếnnăm 2030", "Đơn vị", "Năm 2030"),
        ("1", "Thunhập", "%", "42"),
        ("2", "Hộnghèo", "%", "3"),
    )
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    page.write_text(f"<html><body><p>NGHỊ QUYẾT</p><p>Mụctiêu:</p><table>{rows}</table></body></html>", "utf-8")
    document = nghiquyet.parse(page)
    check_lossless(document.text, document.tree)
    assert [node.text for node in document.tree.walk() if isinstance(node, Cell)] == [
        cell for row in table for cell in row
    ]


@pytest.mark.parametrize(
    "text", ["đồngnhân ", "đồngnhân", "ồ", "tháng11ngày", "".join(f"đồng{letter}ân " for letter in "nmhk")]
)
def test_linear(text: str) -> None:
    assert is_linear(open_up, lambda size: text * size, 2_000)


def test_many_words_run_together() -> None:
    """However many different words there are to part, the text is searched once for all of them."""
    begins = "b c d g h l m n r s t v x kh nh th tr".split()
    ends = [begin + rhyme for begin in begins for rhyme in ("an", "anh", "ang", "au", "ai", "ao")]
    fronts = [begin + rhyme for begin in begins for rhyme in ("ồng", "ường", "iện")]
    words = [front + end for front in fronts for end in ends]
    assert is_linear(open_up, lambda size: " ".join(words[:size]) + " ban" * (20 * size), 1_000)
