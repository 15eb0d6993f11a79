"""PDFs: lines, reading order, tables, the edges of pages, scans."""

from contextlib import suppress
from pathlib import Path

import pytest

from documents import BINARY, SHARED, reading
from kept_words import kept_words
from nghiquyet.errors import LimitExceeded, UnreadableSource
from nghiquyet.layout import Reading
from nghiquyet.limits import Limits, within
from nghiquyet.readers import read
from nghiquyet.readers.pdf.read import read_pdf
from pdf_maker import Sheet, make_pdf

pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")


def lines(*sheets: Sheet) -> list[str]:
    return [line for line in read(make_pdf(*sheets), "a.pdf").text.split("\n") if line]


def test_lines_in_the_order_of_the_page() -> None:
    """The order of the file does not matter: accented letters of a second font may come after everything else."""
    sheet = Sheet().text("Điều 1. Thông qua", 60, 700).text("Điều 2. Tổ ch", 60, 660).text(" thực hiện", 177, 660)
    sheet.text("ức", 161.4, 660)
    assert lines(sheet) == ["Điều 1. Thông qua", "Điều 2. Tổ chức thực hiện"]


def test_room_between_paragraphs() -> None:
    """A blank line stands where the page leaves more room than between lines; the lines are not joined."""
    sheet = Sheet()
    for y, words in ((700, "1. Kinh tế biển"), (684, "gắn với rừng;"), (668, "giữ nước."), (640, "2. Y tế")):
        sheet.text(words, 60, y)
    assert read(make_pdf(sheet), "a.pdf").text == "1. Kinh tế biển\ngắn với rừng;\ngiữ nước.\n\n2. Y tế\n"


def test_two_columns_of_a_letterhead() -> None:
    """Where two columns stand side by side the left one is read first, whatever its base lines."""
    sheet = Sheet().text("HĐND TỈNH VÂN HẢI", 60, 780).text("CỘNG HÒA XÃ HỘI", 330, 780)
    sheet.text("Số: 12/NQ-HĐND", 70, 760).text("Độc lập - Tự do", 335, 764)
    sheet.text("Vân Hải, ngày 9", 335, 745)
    sheet.text("NGHỊ QUYẾT về phát triển kinh tế biển của tỉnh Vân Hải", 60, 700)
    assert lines(sheet) == [
        "HĐND TỈNH VÂN HẢI", "Số: 12/NQ-HĐND", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "Vân Hải, ngày 9",
        "NGHỊ QUYẾT về phát triển kinh tế biển của tỉnh Vân Hải",
    ]  # fmt: skip


def test_looks_are_hints() -> None:
    """Font, middle, indent and page are hints; a line with the indent of others is not centred by chance."""
    sheet = Sheet().text("Điều 1", 270, 780, font="F2")
    for y in (740, 720, 700, 680):
        sheet.text("x" * 61, 60, y)
    sheet.text("y" * 40, 88, 660).text("y" * 50, 88, 640).text("y" * 56, 88, 620)
    layout = read(make_pdf(sheet), "a.pdf").layout.lines
    assert (layout[0].bold, layout[0].centred, layout[0].page) == (True, True, 1)
    last = [hints for hints in layout if hints.page][-1]
    assert (last.bold, last.centred, last.indent) == (False, False, 28)


def test_marks_of_notes() -> None:
    """A raised digit is no part of the number before it, except in a unit."""
    sheet = Sheet().text("năm 2020", 60, 700).text("2", 123, 705, 7)
    sheet.text("diện tích 30 m", 140, 700).text("2", 250, 705, 7)
    assert lines(sheet) == ["năm 2020² diện tích 30 m2"]


def test_marks_that_are_hardly_smaller() -> None:
    """Browsers raise a mark and keep most of its size: it is one where it is a number, and words are none."""
    sheet = Sheet().text("năm 2020", 60, 700).text("2", 123, 705, 11.6)
    sheet.text("Ghi", 60, 650).text("chú", 84, 655, 11.6)
    assert lines(sheet) == ["năm 2020²", "chú", "Ghi"]


def test_table_with_rules() -> None:
    """Rules make cells; a cell of several lines is one, and a merged one leaves its columns in step."""
    sheet = Sheet().text("Phụ lục", 60, 790).grid((60, 100, 300, 420), (760, 720, 690, 660))
    sheet.text("TT", 64, 740).text("Chỉ tiêu", 104, 740).text("Kế hoạch", 304, 740)
    sheet.text("1", 64, 705).text("Sản lượng", 104, 708).text("thủy sản", 104, 694).text("1.200", 304, 700)
    sheet.text("2", 64, 670).text("Lúa", 104, 670).text("Hết", 60, 600)
    reading = read(make_pdf(sheet), "a.pdf")
    assert reading.text == ("Phụ lục\n\nTT | Chỉ tiêu | Kế hoạch\n1 | Sản lượng thủy sản | 1.200\n2 | Lúa |\n\nHết\n")
    assert [(cell.row, cell.column) for cell in reading.layout[3].cells] == [(1, 0), (1, 1), (1, 2)]


def test_merged_cells() -> None:
    """A wall that is not drawn between two cells makes them one."""
    sheet = Sheet().rule(60, 700, 300, 700).rule(60, 670, 300, 670).rule(60, 640, 300, 640)
    sheet.rule(60, 640, 60, 700).rule(300, 640, 300, 700).rule(180, 640, 180, 670)
    sheet.text("Tổng số", 64, 680).text("Nam", 64, 650).text("Nữ", 184, 650)
    reading = read(make_pdf(sheet), "a.pdf")
    assert reading.text == "Tổng số |\nNam | Nữ\n"
    assert reading.layout[0].cells[0].columns == 2


def test_edges_of_pages() -> None:
    """Banners and page numbers stay in the text and are told apart."""
    sheets = [
        Sheet().text(f"CÔNG BÁO/Số {at}/Ngày 9", 200, 810).text(f"Điều {at}. Nội dung", 60, 700).text(f"{at}", 290, 30)
        for at in (1, 2, 3)
    ]
    reading = read(make_pdf(*sheets), "a.pdf")
    assert [
        (line, reading.layout[at].part, reading.layout[at].page)
        for at, line in enumerate(reading.text.split("\n")) if line
    ][3:6] == [
        ("CÔNG BÁO/Số 2/Ngày 9", "header", 2), ("Điều 2. Nội dung", "body", 2), ("2", "footer", 2),
    ]  # fmt: skip


def test_notes_at_the_foot() -> None:
    """Small print under a short rule is a note."""
    sheet = Sheet().text("Theo quy định của Trung ương về việc này hiện nay", 60, 700).rule(60, 110, 200, 110)
    sheet.text("1", 60, 99, 5).text("Quy định số 12.", 66, 95, 9)
    reading = read(make_pdf(sheet), "a.pdf")
    assert (reading.text.split("\n")[2], reading.layout[2].part) == ("¹ Quy định số 12.", "footnote")


def test_invisible_letters() -> None:
    """A layer of letters that a scanner put over its picture is read, and a note says what it is."""
    reading = read(make_pdf(Sheet().text("Điều 1. Thông qua", 60, 700), mode=3), "a.pdf")
    assert reading.text == "Điều 1. Thông qua\n"
    assert [note.code for note in reading.notes] == ["hidden-letters"]


def test_letters_of_old_fonts() -> None:
    """Letters in .VnTime are TCVN3."""
    sheet = Sheet().text("NghÞ quyÕt vÒ ph¸t triÓn kinh tÕ - x· héi cña tØnh", 60, 700)
    sheet.text("trong giai ®o¹n míi, n©ng cao ®êi sèng nh©n d©n", 60, 684)
    reading = read(make_pdf(sheet, font=".VnTime"), "a.pdf")
    assert reading.encoding == "tcvn3"
    assert reading.text == (
        "Nghị quyết về phát triển kinh tế - xã hội của tỉnh\ntrong giai đoạn mới, nâng cao đời sống nhân dân\n"
    )


def test_tables_without_rules() -> None:
    """Rows and columns without rules are a table where every cell is there; else they stay lines, and a note tells."""
    sure = Sheet()
    for y, number, name, amount in ((700, "1", "Lúa", "5,2"), (680, "2", "Ngô", "3,1"), (660, "3", "Khoai", "0,7")):
        sure.text(number, 60, y).text(name, 120, y).text(amount, 300, y)
    reading = read(make_pdf(sure), "a.pdf")
    assert reading.text == "1 | Lúa | 5,2\n2 | Ngô | 3,1\n3 | Khoai | 0,7\n"
    assert [cell.column for cell in reading.layout[1].cells] == [0, 1, 2]
    sure.text("4", 60, 640).text("Sắn", 120, 640)
    reading = read(make_pdf(sure), "a.pdf")
    assert reading.text.startswith("1 Lúa 5,2\n")
    assert [note.code for note in reading.notes] == ["table-doubtful"]


def test_list_marks_stay_with_their_words() -> None:
    """A mark and its words are one line, however far the tab stop between them."""
    sheet = Sheet()
    for y, mark in ((700, "II-"), (680, "1."), (660, "a)"), (640, "-")):
        sheet.text(mark, 60, y).text("Phát triển", 110, y)
    assert lines(sheet) == ["II- Phát triển", "1. Phát triển", "a) Phát triển", "- Phát triển"]


def scan() -> Sheet:
    sheet = Sheet()
    sheet.picture = True
    return sheet


def test_scans_without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OCR a scan is refused with what to install; among other pages it is left out with a note."""
    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: None)
    with pytest.raises(UnreadableSource, match="scanned pages without letters: install tesseract"):
        read_pdf(make_pdf(scan()), "a.pdf")
    reading = read_pdf(make_pdf(Sheet().text("Điều 1. Thông qua kế hoạch", 60, 700), scan()), "a.pdf")
    assert reading.text == "Điều 1. Thông qua kế hoạch\n"
    assert [note.code for note in reading.notes] == ["scanned-page", "pages-read-differently"]


def test_which_pages_were_read_how(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typed cover and a scanned body: the note says which pages were read how; a file of one kind has none."""
    typed = Sheet().text("Điều 1. Thông qua kế hoạch", 60, 700)
    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: "tesseract")
    picture = Reading(text="Điều 2. Giao\n", format="pdf")
    monkeypatch.setattr("nghiquyet.readers.ocr.read.read_bitmap", lambda *_, **__: picture)
    data = make_pdf(typed, scan(), scan(), typed, scan())
    told = [note.message for note in read_pdf(data, "a.pdf").notes if note.code == "pages-read-differently"]
    assert told == ["pages by their own letters: 1, 4; read from pictures: 2-3, 5"]
    assert not read_pdf(make_pdf(typed, typed), "a.pdf").notes


ENCRYPTED = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'00' * 32}>>>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf(Sheet().text("Điều 1", 60, 700), trailer=ENCRYPTED), "encrypted"),
        (b"%PDF-1.7\nnothing", "broken or truncated"),
        (make_pdf(), "without pages|broken"),
        (make_pdf(Sheet()), "without letters"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, reason: str) -> None:
    """Encrypted, broken and empty files are refused with one line."""
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read(data, "a.pdf")
    assert "\n" not in str(caught.value)


def test_truncated_at_any_place() -> None:
    """A file cut short is read as far as it can be, or refused; nothing else happens."""
    whole = make_pdf(Sheet().text("Điều 1. Thông qua", 60, 700))
    said = set()
    for end in range(20, len(whole), 97):
        with suppress(UnreadableSource):
            said.add(read(whole[:end], "a.pdf").text)
    assert said <= {"Điều 1. Thông qua\n"}


def test_many_rules() -> None:
    """A page with tens of thousands of rules is within the limits, and its words are read."""
    sheet = Sheet().grid(range(0, 590, 2), range(0, 840, 2)).text("Điều 1. Thông qua", 60, 700)
    assert "Điều 1" in read(make_pdf(sheet), "a.pdf").text


REAL = [path for path in BINARY if path.suffix == ".pdf"]


@pytest.mark.skipif(not REAL, reason="needs the real files of ../shared")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_files(path: Path) -> None:
    """Each real file reads; its words are those of the transcript, the signature included."""
    found = reading(path)
    assert len(found.text) > 2000
    transcript = SHARED / "real" / "text" / f"{path.stem}.txt"
    if not transcript.exists():
        return
    recall, precision = kept_words(found.text, transcript.read_text("utf-8"))
    assert recall >= 0.995
    assert precision >= 0.997


def test_letterhead_with_blanks() -> None:
    """Letterhead and motto are two columns, however many blanks were left in their lines."""
    sheet = Sheet().text("HỘI ĐỒNG NHÂN DÂN", 60, 790).text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 790)
    sheet.text("TỈNH BÌNH AN", 80, 774).text("Độc lập - Tự do - Hạnh phúc", 310, 774)
    sheet.text("Số:", 70, 748).text("/NQ-HĐND", 150, 748)
    sheet.text("Bình An, ngày", 280, 748).text("tháng", 425, 748).text("năm 2026", 510, 748)
    assert lines(sheet) == [
        "HỘI ĐỒNG NHÂN DÂN", "TỈNH BÌNH AN", "Số: /NQ-HĐND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Bình An, ngày tháng năm 2026",
    ]  # fmt: skip


def test_more_scans_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more pictures than OCR may read is refused before any is read; the limit and the count are named."""
    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: "tesseract")
    scan = Sheet()
    scan.picture = True
    with within(Limits(ocr_pages=2)), pytest.raises(LimitExceeded, match="ocr_pages = 2"):
        read_pdf(make_pdf(scan, scan, scan), "a.pdf")
