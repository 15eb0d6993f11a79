"""Annotations of PDFs: what was filled in after the file was made, and the stamps of signatures."""

import pytest

from nghiquyet import parse
from nghiquyet.readers import read
from nghiquyet.readers.pdf.read import read_pdf
from pdf_maker import UP, Sheet, make_pdf

pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")

NUMBER = (110.0, 748.0, 140.0, 766.0)


def lines(*sheets: Sheet) -> list[str]:
    return [line for line in read_pdf(make_pdf(*sheets), "a.pdf").text.split("\n") if line]


def look(words: str, wide: float = 30, high: float = 18, up: float = 4) -> Sheet:
    return Sheet(size=(wide, high)).text(words, 1, up)


def head(number: str = "Số:            /NQ-HĐND", date: str = "Bình An, ngày      tháng     năm 2026") -> Sheet:
    """The head of a council's paper: letters are 7.8 points wide."""
    sheet = Sheet()
    sheet.text("HỘI ĐỒNG NHÂN DÂN", 60, 790).text("TỈNH BÌNH AN", 70, 770).text(number, 75, 752)
    sheet.text("CỘNG HÒA XÃ HỘI", 330, 790).text("Độc lập - Tự do", 330, 770).text(date, 262, 732)
    return sheet.text("NGHỊ QUYẾT", 250, 690).text("Điều 1. Thu ngân sách đạt 12.500 tỷ đồng.", 60, 650)


@pytest.mark.parametrize("kind", ["/Subtype/Widget/FT/Sig", "/Subtype/FreeText/Contents(x)", "/Subtype/Stamp"])
def test_number_and_date_are_filled_in(kind: str) -> None:
    """Number, day and month in fields of their own stand in the blanks that were left for them."""
    sheet = head()
    sheet.annotate(look("12"), NUMBER, kind)
    sheet.annotate(look("09"), (372, 728, 402, 746), kind).annotate(look("7"), (464, 728, 494, 746), kind)
    document = parse(make_pdf(sheet))
    assert document.metadata.number is not None
    assert document.metadata.number.value == "12/NQ-HĐND"
    assert document.metadata.date is not None
    assert document.metadata.date.value == "2026-07-09"


def test_dots_make_way() -> None:
    """What is filled in over dots takes their place, whoever drew it: a field, or a program into the page itself."""
    expected = "Số: 12 /NQ-HĐND"
    filled = head("Số:............/NQ-HĐND").annotate(look("12"), NUMBER)
    assert expected in lines(filled)
    assert expected in lines(head("Số:............/NQ-HĐND").text("12", 115, 752))
    assert expected in lines(head().text("12", 115, 752))
    assert "Số:............/NQ-HĐND" in lines(head("Số:............/NQ-HĐND"))


def test_lower_than_the_line() -> None:
    """A field whose base line is a little off fills the blank all the same."""
    assert "Số: 12 /NQ-HĐND" in lines(head().annotate(look("12", up=0), NUMBER))


def test_longer_than_its_blank() -> None:
    """A number that reaches a little over the words beside its blank fills it all the same."""
    sheet = head("Số:    /NQ-HĐND").annotate(look("125", wide=40), (104, 748, 144, 766))
    assert parse(make_pdf(sheet)).metadata.number is not None
    assert "125" in next(line for line in lines(sheet) if line.startswith("Số"))


def test_nested_and_turned_looks() -> None:
    """A look made of forms in forms, moved and turned back, is read where a viewer shows it."""
    inner = Sheet(size=(18, 30)).text("12", 14, 1, turn=UP)
    outer = Sheet(size=(30, 18)).form(Sheet().form(inner, (0, -1, 1, 0, 0, 18)))
    assert "Số: 12 /NQ-HĐND" in lines(head().annotate(outer, NUMBER))


def test_letters_that_are_spelled_out() -> None:
    """Looks of signing programs spell letters out (ActualText) in forms that scale them: they keep their place."""
    scaled = Sheet(size=(30, 18)).form(Sheet().text("125", 2, 6, 20, spelled=True), (0.5, 0, 0, 0.5, 1, 1))
    assert "Số: 125 /NQ-HĐND" in lines(head().annotate(scaled, NUMBER))
    lower = stamp("Ký bởi: VĂN PHÒNG", "Ngày ký: 10-07-2026")
    lower.spelled = True
    found = lines(head().annotate(Sheet(size=(220, 28)).form(lower, (0.9, 0, 0, 0.9, 3, 3)), (240, 560, 460, 588)))
    assert found[-2:] == ["Ký bởi: VĂN PHÒNG", "Ngày ký: 10-07-2026"]
    assert lines(Sheet().text("Điều 1. Giao Sở", 60, 700, spelled=True).text("Tài chính", 185, 700)) == [
        "Điều 1. Giao Sở Tài chính"
    ]


def test_over_the_edge_of_a_word() -> None:
    """A day that is put in by hand may lie over the edge of a word."""
    sheet = head().annotate(look("09"), (361, 728, 391, 746))
    assert any(" 09 tháng" in line or "ngày 09 " in line for line in lines(sheet))


def test_words_without_a_look() -> None:
    """Free text and form fields that bring no appearance have their words."""
    for kind in ("/Subtype/FreeText/Contents(12)", "/Subtype/Widget/FT/Tx/V(12)"):
        data = make_pdf(head().annotate(look("9"), NUMBER, kind))
        bare = data.replace(b"/AP<</N", b"/Ap<</N")
        assert "Số: 12 /NQ-HĐND" in read_pdf(bare, "a.pdf").text


def test_hidden_ones_and_links_add_nothing() -> None:
    """A hidden annotation and a link bring no words."""
    for kind in ("/Subtype/Widget/F 2", "/Subtype/Link"):
        data = make_pdf(head().annotate(look("12"), NUMBER, kind))
        data = data.replace(b"/F 4/Subtype/Widget/F 2", b"/F 2/Subtype/Widget")
        assert "12 /NQ" not in read_pdf(data, "a.pdf").text


def stamp(*words: str) -> Sheet:
    sheet = Sheet(size=(220, 14 * len(words)))
    for at, line in enumerate(reversed(words)):
        sheet.text(line, 1, 14 * at + 3, 9)
    return sheet


def test_stamps_stay_apart() -> None:
    """The stamp of a signature keeps its lines together, also where it lies over words or over another stamp."""
    first = ("Ký bởi: VĂN PHÒNG", "Ngày ký: 10-07-2026")
    second = ("Người ký: Nguyễn Văn A", "Thời gian ký: 11.07.2026")
    sheet = head().annotate(stamp(*first), (240, 640, 460, 668)).annotate(stamp(*second), (250, 646, 470, 674))
    found = lines(sheet)
    assert "Điều 1. Thu ngân sách đạt 12.500 tỷ đồng." in found
    for one, other in (first, second):
        assert found.index(other) == found.index(one) + 1
    assert found.index("NGHỊ QUYẾT") < found.index(first[0]) < len(found) - 1


def test_on_a_turned_page() -> None:
    """A field on a page that is shown turned fills the line that it is shown in."""
    sheet = Sheet(rotate=90).text("Số:            /NQ-HĐND", 100, 60, turn=UP)
    sheet.annotate(Sheet(size=(18, 30)).text("12", 14, 1, turn=UP), (86, 95, 104, 125))
    assert lines(sheet) == ["Số: 12 /NQ-HĐND"]


def test_a_signed_scan_is_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters of a stamp over a scanned page are not taken for those of the page."""
    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: None)
    scan = Sheet().annotate(stamp("Ký bởi: VĂN PHÒNG CHÍNH PHỦ", "Ngày ký: 10-07-2026"), (240, 640, 460, 668))
    scan.picture = True
    reading = read_pdf(make_pdf(Sheet().text("Điều 1. Thông qua", 60, 700), scan), "a.pdf")
    assert [note.code for note in reading.notes] == ["scanned-page", "pages-read-differently"]


def test_read_in_a_child_as_here() -> None:
    """What a child process reads is what this one reads."""
    data = make_pdf(head().annotate(look("12"), NUMBER))
    assert read(data, "a.pdf") == read_pdf(data, "a.pdf")
