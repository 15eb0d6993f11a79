"""Letters of PDFs: those that the file does not tell, read by the wrong table, set tightly or loosely."""

import pytest

from nghiquyet.errors import UnreadableSource
from nghiquyet.layout import Reading
from nghiquyet.readers.encodings.mojibake import mac_misread
from nghiquyet.readers.pdf.read import read_pdf
from pdf_maker import Sheet, make_pdf

pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")

WORDS = "Điều 1. Thu ngân sách nhà nước đạt 12.500 tỷ đồng"


@pytest.fixture
def _no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: None)


def without_names(data: bytes, letters: str) -> bytes:
    """Return a PDF whose font does not say which letters those glyphs are."""
    for letter in letters:
        data = data.replace(f"/uni{ord(letter):04X}".encode(), b"/g" + f"{ord(letter):05d}".encode() + b" "[:1])
    return data


@pytest.mark.usefixtures("_no_ocr")
def test_unknown_letters_are_told() -> None:
    """A glyph without a letter is U+FFFD, with a note that names the page; a number is not cut in half by it."""
    reading = read_pdf(without_names(make_pdf(Sheet().text(WORDS, 60, 700)), "5g"), "a.pdf")
    assert "\ufffd" in reading.text
    assert not any(letter.isdigit() for letter in reading.text.partition("đạt")[2])
    assert [(note.code, "page 1" in note.message) for note in reading.notes] == [("letters-unknown", True)]


@pytest.mark.usefixtures("_no_ocr")
def test_nothing_readable_is_refused() -> None:
    """A file most of whose letters are unknown is refused where there is no OCR, with what to install."""
    data = without_names(make_pdf(Sheet().text(WORDS, 60, 700)), "".join(set(WORDS) - set(" .")))
    with pytest.raises(UnreadableSource, match=r"do not tell which letters .* install tesseract"):
        read_pdf(data, "a.pdf")


def test_page_of_unknown_letters_is_read_from_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OCR is installed only the pages whose letters are unknown are given to it, and a note says which."""
    asked: list[int] = []

    def read_bitmap(_page: object, _name: str, *, page_number: int) -> Reading:
        asked.append(page_number)
        return Reading(text="Điều 1. Đọc từ ảnh\n", format="pdf")

    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: "tesseract")
    monkeypatch.setattr("nghiquyet.readers.ocr.read.read_bitmap", read_bitmap)
    good, bad = make_pdf(Sheet().text(WORDS, 60, 700)), make_pdf(Sheet().text("QQQQ WWWW", 60, 700))
    assert read_pdf(good, "a.pdf").notes == ()
    reading = read_pdf(without_names(bad, "QW"), "a.pdf")
    assert (asked, reading.text) == ([1], "Điều 1. Đọc từ ảnh\n")
    assert "read from its picture" in reading.notes[0].message


@pytest.mark.parametrize("spaced", [0, 1.5, 3, 5])
def test_letter_spacing(spaced: float) -> None:
    """Letters that are set apart are words all the same; the gaps between words are spaces."""
    sheet = Sheet().text("NGHỊ", 60, 700, spaced=spaced).text("QUYẾT", 60 + 4 * (7.8 + spaced) + 4, 700, spaced=spaced)
    sheet.text("NGHỊ QUYẾT SỐ", 60, 660, spaced=spaced)
    assert read_pdf(make_pdf(sheet), "a.pdf").text.split("\n")[:1] == ["NGHỊ QUYẾT"]
    assert "NGHỊ QUYẾT SỐ" in read_pdf(make_pdf(sheet), "a.pdf").text


@pytest.mark.parametrize("spaced", [-0.5, -1.0])
def test_tight_letters(spaced: float) -> None:
    """Letters that are set tightly keep their spaces."""
    sheet = Sheet().text("DỰ THẢO LẦN 2", 60, 700, spaced=spaced)
    assert read_pdf(make_pdf(sheet), "a.pdf").text == "DỰ THẢO LẦN 2\n"


def test_numbers_moved_together() -> None:
    """A number that is drawn in two pieces without room between them has no space in it."""
    sheet = Sheet().text("đạt 12.", 60, 700).text("500 tỷ đồng, tăng 8,", 60 + 7 * 7.8 + 0.4, 700)
    sheet.text("5%", 60 + 27 * 7.8 + 0.9, 700)
    assert read_pdf(make_pdf(sheet), "a.pdf").text == "đạt 12.500 tỷ đồng, tăng 8,5%\n"


def test_taken_for_mac_roman() -> None:
    """Windows-1252, and TCVN3 that shows as it, are won back from Mac Roman; right letters are left alone."""
    text = "công tác phòng cháy, thông báo và lý do, tình hình chính trị"
    plain = text.replace("ị", "i")
    found = mac_misread(plain.encode("cp1252").decode("mac_roman"))
    assert found is not None
    assert found.table.decode(plain.encode("cp1252").decode("mac_roman")) == plain
    coded = "Chñ tÞch Uû ban nh©n d©n tØnh chÞu tr¸ch nhiÖm thi hµnh NghÞ quyÕt nµy"
    found = mac_misread(coded.encode("cp1252").decode("mac_roman"))
    assert found is not None
    assert found.table.name == "tcvn3"
    assert found.table.decode(coded.encode("cp1252").decode("mac_roman")).startswith("Chủ tịch Uỷ ban nhân dân tỉnh")
    assert mac_misread(text) is None
