"""Pictures of pages: what tesseract says becomes lines; its labels and its doubts."""

import pytest

from nghiquyet.errors import LimitExceeded, UnreadableSource
from nghiquyet.limits import Limits, within
from nghiquyet.readers import Hints, Reading, Writer, read
from nghiquyet.readers.ocr import read as ocr
from nghiquyet.readers.ocr.labels import repair
from nghiquyet.readers.ocr.read import Word, find_tesseract, recognize, write_words

needs_tesseract = pytest.mark.skipif(find_tesseract() is None, reason="TESSERACT WITH VIETNAMESE IS NOT INSTALLED")


def word(text: str, line: int, left: int, confidence: float = 95, top: int | None = None) -> Word:
    width = 18 * len(text)
    return Word((1, 1, 1, line), left, 60 * line if top is None else top, width, 30, confidence, text)


def typed(*lines: str) -> Reading:
    writer = Writer()
    for line in lines:
        writer.paragraph(line, Hints(page=1))
    return writer.reading("image")


def test_words_become_lines() -> None:
    """Words of a line are joined, two columns that tesseract ran together are parted, confidence is told."""
    writer = Writer()
    write_words(
        [word("HĐND", 1, 100), word("TỈNH", 1, 190), word("CỘNG", 1, 700), word("HÒA", 1, 790), word("Số:", 2, 100),
         word("12", 2, 170, 40), word("Độc", 2, 700), word("lập", 2, 770)], writer,
    )  # fmt: skip
    reading = writer.reading("image")
    assert [line for line in reading.text.split("\n") if line] == ["HĐND TỈNH", "Số: 12", "CỘNG HÒA", "Độc lập"]
    assert [note.code for note in reading.notes] == ["ocr", "ocr-number"]
    assert '"12" was read from a picture with confidence 40' in reading.notes[1].message
    assert reading.text.split("\n")[reading.notes[1].line or 0] == "Số: 12"
    assert [hints.confidence for hints in reading.layout.lines if hints.page] == [95, 73, 95, 95]


def test_noise_is_left_out() -> None:
    """A page that tesseract cannot make out gives no words, and a note."""
    writer = Writer()
    write_words([word("777c", 1, 100, 12), word("ZÃ4«?", 2, 100, 3)], writer)
    reading = writer.reading("image")
    assert reading.text == ""
    assert [note.code for note in reading.notes] == ["scanned-page"]


def test_labels_are_set_right_by_their_neighbours() -> None:
    """ "HI-" after "II-" is "III-"; what is no heading, or does not follow, is left alone."""
    reading = repair(typed("l- TÌNH HÌNH", "II- MỤC TIÊU", "HI- NHIỆM VỤ", "IV- TỔ CHỨC", "HI- LẠ", "Hl. nhỏ"))
    assert [line for line in reading.text.split("\n") if line] == [
        "I- TÌNH HÌNH", "II- MỤC TIÊU", "III- NHIỆM VỤ", "IV- TỔ CHỨC", "HI- LẠ", "Hl. nhỏ",
    ]  # fmt: skip
    assert [(note.code, note.line) for note in reading.notes] == [("ocr-label", 0), ("ocr-label", 4)]


def test_labels_on_pages_that_have_letters() -> None:
    """In a file of both kinds only pages that OCR read are set right."""
    assert repair(typed("l- TÌNH HÌNH"), frozenset((2,))).text == "l- TÌNH HÌNH\n"


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is refused with what to install."""
    monkeypatch.setattr(ocr, "find_tesseract", lambda: None)
    with pytest.raises(UnreadableSource, match="install tesseract"):
        read(b"\x89PNG\r\n\x1a\n", "a.png")


@needs_tesseract
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff\xe0", b"P5 2 2 255\n"])
def test_broken_pictures(data: bytes) -> None:
    """A broken picture is refused with one line."""
    with pytest.raises(UnreadableSource, match="picture") as caught:
        ocr.read_image(data, "a.png")
    assert "\n" not in str(caught.value)


@needs_tesseract
def test_time_limit() -> None:
    """A picture that takes too long is given up, and the program ended."""
    with within(Limits(seconds=0.001)), pytest.raises(LimitExceeded, match="limit seconds"):
        recognize(b"P5 600 600 255\n" + bytes(360_000), "a.pgm")


@needs_tesseract
def test_page_of_a_pdf() -> None:
    """A page drawn as a picture gives its words back."""
    pdfium = pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")
    from pdf_maker import Sheet, make_pdf

    page = pdfium.PdfDocument(make_pdf(Sheet().text("Dieu 1. Thong qua ke hoach nam 2026", 60, 700, 16)))[0]
    reading = ocr.read_bitmap(page, "a.pdf", page_number=3)
    assert "2026" in reading.text
    assert reading.layout[0].page == 3
    assert "page 3 was read from a picture" in reading.notes[0].message
