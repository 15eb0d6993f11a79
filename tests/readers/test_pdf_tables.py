"""Tables of PDFs: over the pages, whatever rules are drawn; turned pages and turned tables."""

import pytest

from nghiquyet import parse
from nghiquyet.layout import Reading
from nghiquyet.readers.pdf.read import read_pdf
from pdf_maker import UP, Sheet, make_pdf

pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")

XS = (50.0, 90.0, 330.0, 420.0, 540.0)
HEADER = ("TT", "Chỉ tiêu", "Đơn vị", "Năm 2026")


def page(rows: list[tuple[str, ...]], top: float, rules: str = "all") -> Sheet:
    """A page with a table: *rules* are all, "open" (none over the first row), "across" or "none"."""
    sheet = Sheet()
    for at, row in enumerate(rows):
        for x, said in zip(XS, row, strict=False):
            sheet.text(said, x + 4, top - 20 * at - 14, 10)
    ys = [top - 20 * at for at in range(len(rows) + 1)]
    if rules == "open":
        ys = ys[1:]
    if rules in ("all", "open"):
        sheet.grid(XS, ys)
        if rules == "open":
            for x in XS:
                sheet.rule(x, ys[0], x, ys[0])
    elif rules == "across":
        for y in ys:
            sheet.rule(XS[0], y, XS[-1], y)
    return sheet


def row(number: int) -> tuple[str, ...]:
    return str(number), f"Chỉ tiêu số {number}", "%", f"{number},5"


def rows_of(reading: Reading) -> list[tuple[int, int, str]]:
    """Return table, row and words of each row."""
    found = zip(reading.text.split("\n"), reading.layout.lines, strict=False)
    return [(hints.cells[0].table, hints.cells[0].row, line) for line, hints in found if hints.cells]


@pytest.mark.parametrize("rules", ["all", "open", "across", "none"])
@pytest.mark.parametrize("before", ["all", "across", "none"])
def test_goes_on_over_a_page(before: str, rules: str) -> None:
    """A table keeps its number and its rows over a page end, whatever the two pages draw."""
    first = page([HEADER, row(1), row(2), row(3)], 200, before)
    second = page([row(4), row(5), row(6)], 790, rules).text("1. Nội dung sau bảng, không thuộc bảng.", 60, 600)
    found = rows_of(read_pdf(make_pdf(first, second), "a.pdf"))
    assert [(table, at) for table, at, _ in found] == [(0, at) for at in range(7)]
    assert [line for *_, line in found] == [
        "TT | Chỉ tiêu | Đơn vị | Năm 2026", *(f"{n} | Chỉ tiêu số {n} | % | {n},5" for n in range(1, 7))
    ]  # fmt: skip


def test_one_table_in_the_tree() -> None:
    """Page numbers, running heads and repeated headers stand inside the table, which stays one; all rows count."""
    pages = [page([HEADER, row(1), row(2)], 200), page([row(3), row(4)], 780), page([HEADER, row(5)], 780)]
    for number, sheet in enumerate(pages, 1):
        sheet.text(str(number), 290, 815).text("Nghị quyết về nhiệm vụ", 60, 30)
    pages[0].text("PHỤ LỤC", 250, 300).text("CHỈ TIÊU NĂM 2026", 220, 280)
    document = parse(make_pdf(*pages))
    assert [node.kind for node in document.tree.walk()].count("table") == 1
    assert [target.indicator for target in document.targets] == [f"Chỉ tiêu số {number}" for number in range(1, 6)]


@pytest.mark.parametrize(("said", "at"), [("1 Theo Luật Ngân sách nhà nước", 3), ("Nguồn: Sở Tài chính", 1)])
def test_small_print_does_not_cut_a_table(said: str, at: int) -> None:
    """While a table goes on, a note waits for the end of the text, other small print for that of the table."""
    first = page([HEADER, row(1), row(2)], 200).rule(50, 130, 150, 130)
    first.text(said, 50, 118, 8)
    second = page([row(3)], 790).text("Điều 3. Tổ chức thực hiện", 60, 700).text("Các cơ quan báo cáo kết quả", 60, 680)
    reading = read_pdf(make_pdf(first, second), "a.pdf")
    found = [line for line in reading.text.split("\n") if line]
    rest = ["3 | Chỉ tiêu số 3 | % | 3,5", "Điều 3. Tổ chức thực hiện", "Các cơ quan báo cáo kết quả"]
    rest.insert(at, said)
    assert found[3:] == rest


def test_a_page_read_from_its_picture_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table does not go on over a page that is a picture; it is another one."""
    monkeypatch.setattr("nghiquyet.readers.ocr.read.find_tesseract", lambda: None)
    scan = Sheet()
    scan.picture = True
    reading = read_pdf(make_pdf(page([HEADER, row(1)], 200), scan, page([row(2), row(3)], 790)), "a.pdf")
    assert [table for table, *_ in rows_of(reading)] == [0, 0, 1, 1]


def test_frames_that_are_not_drawn() -> None:
    """Rules between the cells only: the outer rows and columns belong to the table."""
    sheet = page([HEADER, row(1), row(2)], 700, "none")
    for x in XS[1:-1]:
        sheet.rule(x, 640, x, 700)
    for y in (680, 660):
        sheet.rule(XS[0], y, XS[-1], y)
    assert len(rows_of(read_pdf(make_pdf(sheet), "a.pdf"))) == 3


def test_row_without_a_rule_at_the_page_end() -> None:
    """A row that a page end cuts without a rule below it is in the table, as far as the upright rules reach."""
    first = page([HEADER, row(1)], 200)
    for x, said in zip(XS, ("2", "Tỷ lệ che phủ rừng", "%", "42,5"), strict=False):
        first.text(said, x + 4, 146, 10)
    first.text("của toàn tỉnh và", 94, 133, 10)
    for x in XS:
        first.rule(x, 128, x, 160)
    second = page([row(3)], 776).text("từng huyện", 94, 780, 10)
    for x in XS:
        second.rule(x, 776, x, 792)
    rows = [line for *_, line in rows_of(read_pdf(make_pdf(first, second), "a.pdf"))]
    assert rows[2:] == ["2 | Tỷ lệ che phủ rừng của toàn tỉnh và từng huyện | % | 42,5", "3 | Chỉ tiêu số 3 | % | 3,5"]


WRAPPED = [f"{n + 1} | Dòng {2 * n} Dòng {2 * n + 1} | % | {n},5" for n in range(4)]


def wrapped(step: float, rules: bool) -> Sheet:
    """A page with four rows of two lines, their labels in the middle; *step* points from a row to the next one."""
    sheet = page([HEADER], 700, "none")
    for at in range(4):
        top = 668 - step * at
        sheet.text(f"Dòng {2 * at}", 94, top, 10).text(f"Dòng {2 * at + 1}", 94, top - 12, 10)
        sheet.text(str(at + 1), 54, top - 6, 10).text("%", 334, top - 6, 10).text(f"{at},5", 424, top - 6, 10)
    return sheet.grid(XS, [700, 680, 560]) if rules else sheet


def test_rows_without_rules_between_them() -> None:
    """In a frame with columns only a label begins a row."""
    sheet = page([HEADER, row(1), row(2), row(3)], 700, "none")
    sheet.grid(XS, [700, 680, 620])
    assert [line[0] for *_, line in rows_of(read_pdf(make_pdf(sheet), "a.pdf"))] == ["T", "1", "2", "3"]


@pytest.mark.parametrize("rules", [True, False])
def test_rows_told_by_the_room_between_them(rules: bool) -> None:
    """Where lines of a cell are nearer than rows, rows are told with and without rules; else none is parted."""
    found = rows_of(read_pdf(make_pdf(wrapped(27, rules)), "a.pdf"))
    assert [line for *_, line in found][1:] == WRAPPED
    reading = read_pdf(make_pdf(wrapped(24, rules)), "a.pdf")
    assert len(rows_of(reading)) == (2 if rules else 0)


def test_columns_that_cannot_be_told_apart() -> None:
    """Nothing is read in the lines of such a table, which is said; other lines stay what they are."""
    sheet = wrapped(24, False).text("Điều 2. Phấn đấu thu ngân sách năm 2026 đạt 12.500 tỷ đồng.", 54, 500)
    document = parse(make_pdf(sheet))
    assert [target.number for target in document.targets] == ["12.500"]
    assert "table-doubtful" in [note.code for note in document.diagnostics]
    assert "Dòng 3" in document.text


def test_rows_told_by_the_room_on_the_next_page() -> None:
    """The same where the table goes on; what stands below it is no row."""
    second = wrapped(27, False).text("Ghi chú: số liệu tạm tính.", 54, 520)
    first = page([HEADER, row(1), row(2), row(3)], 200, "all")
    found = rows_of(read_pdf(make_pdf(first, second), "a.pdf"))
    assert [line for *_, line in found][4:] == WRAPPED


def test_rules_under_words_are_no_table() -> None:
    """Lines drawn under headings and between paragraphs have no columns, and make no table."""
    sheet = Sheet()
    for at in range(4):
        y = 700 - 30 * at
        sheet.text(f"Điều {at + 1}. Giao Sở Tài chính báo cáo kết quả", 60, y).rule(60, y - 6, 500, y - 6)
    assert not rows_of(read_pdf(make_pdf(sheet), "a.pdf"))


def test_last_rows_without_rules() -> None:
    """Rows at the foot of a page around which nothing is drawn any more are rows of the table above them."""
    first = page([HEADER, row(1)], 200)
    for at, words in enumerate([row(2), row(3)]):
        for x, said in zip(XS, words, strict=False):
            first.text(said, x + 4, 146 - 20 * at, 10)
    found = rows_of(read_pdf(make_pdf(first, page([row(4)], 790)), "a.pdf"))
    assert [(table, at, line[0]) for table, at, line in found] == [(0, at, "T1234"[at]) for at in range(5)]


def test_header_that_is_repeated() -> None:
    """A header that each page repeats is a running head of the table, no row of it."""
    pages = [page([HEADER, row(1), row(2)], 200), page([HEADER, row(3), row(4)], 790), page([HEADER, row(5)], 790)]
    reading = read_pdf(make_pdf(*pages), "a.pdf")
    assert [(at, line[0]) for _, at, line in rows_of(reading)] == [(0, "T"), *((n, str(n)) for n in range(1, 6))]
    found = zip(reading.text.split("\n"), reading.layout.lines, strict=False)
    heads = [line for line, hints in found if hints.part == "header"]
    assert heads == ["TT | Chỉ tiêu | Đơn vị | Năm 2026"] * 2


def test_row_that_is_cut() -> None:
    """A row cut in the middle of a sentence is one row again; a row of its own without a number is not joined."""
    cut = ("3", "Tỷ lệ hộ nghèo giảm", "%", "2,5")
    first = page([HEADER, row(1), row(2), cut], 200)
    joined = read_pdf(make_pdf(first, page([("", "so với năm trước"), row(4)], 790)), "a.pdf")
    assert [line for *_, line in rows_of(joined)][3:] == [
        "3 | Tỷ lệ hộ nghèo giảm so với năm trước | % | 2,5", "4 | Chỉ tiêu số 4 | % | 4,5"
    ]  # fmt: skip
    apart = read_pdf(make_pdf(first, page([("", "Trong đó: nữ", "%", "1,5"), row(4)], 790)), "a.pdf")
    assert [line for *_, line in rows_of(apart)][3:5] == [
        "3 | Tỷ lệ hộ nghèo giảm | % | 2,5", "| Trong đó: nữ | % | 1,5"
    ]  # fmt: skip


def test_another_table_and_words_below_one() -> None:
    """A table under a heading of its own is another; sentences and signatures after a table are no rows."""
    first = page([HEADER, row(1), row(2)], 200)
    second = page([HEADER, row(1)], 700).text("Biểu số 2. Các chỉ tiêu về xã hội và môi trường", 60, 760)
    assert [table for table, *_ in rows_of(read_pdf(make_pdf(first, second), "a.pdf"))] == [0, 0, 0, 1, 1]
    ended = Sheet().text("Nơi nhận:", 60, 760).text("TM. HỘI ĐỒNG", 340, 760).text("- Như Điều 2;", 60, 740)
    assert [table for table, *_ in rows_of(read_pdf(make_pdf(first, ended), "a.pdf"))] == [0, 0, 0]


def test_number_of_a_row_at_the_edge() -> None:
    """The number of a row at the top of a page is not the page's; one that stands alone is."""
    first = page([HEADER, row(1)], 200)
    reading = read_pdf(make_pdf(first, page([row(2)], 835, "none").text("7", 290, 30)), "a.pdf")
    assert rows_of(reading)[-1][2] == "2 | Chỉ tiêu số 2 | % | 2,5"
    assert reading.layout.lines[reading.text.split("\n").index("7")].part == "footer"


def turned(rotate: int) -> Sheet:
    """A page whose table runs from bottom to top, shown so that it runs from left to right if *rotate* is 90."""
    sheet = Sheet(rotate=rotate)
    for at, words in enumerate([HEADER, row(1), row(2)]):
        for x, said in zip(XS, words, strict=False):
            sheet.text(said, 100 + 20 * at, x + 4, 10, turn=UP)
    for at in range(4):
        sheet.rule(86 + 20 * at, XS[0], 86 + 20 * at, XS[-1])
    for x in XS:
        sheet.rule(86, x, 146, x)
    return sheet.text("PHỤ LỤC CHỈ TIÊU", 60, 200, turn=UP)


@pytest.mark.parametrize("rotate", [0, 90])
def test_turned_tables(rotate: int) -> None:
    """A table that runs from bottom to top is read in its own direction, and so is its title."""
    reading = read_pdf(make_pdf(turned(rotate)), "a.pdf")
    assert reading.text.startswith("PHỤ LỤC CHỈ TIÊU\n")
    assert [line for *_, line in rows_of(reading)] == [
        "TT | Chỉ tiêu | Đơn vị | Năm 2026", "1 | Chỉ tiêu số 1 | % | 1,5", "2 | Chỉ tiêu số 2 | % | 2,5"
    ]  # fmt: skip


def test_turned_table_and_upright_words() -> None:
    """On a page with both, each is read in its direction, and a note says so."""
    reading = read_pdf(make_pdf(turned(0).text("Trang này có bảng xoay", 60, 800)), "a.pdf")
    assert "Trang này có bảng xoay" in reading.text.split("\n")
    assert len(rows_of(reading)) == 3
    assert [note.code for note in reading.notes] == ["turned-text"]


def test_upside_down() -> None:
    """A page that is upside down in its file, and shown turned by 180°, reads like any other."""
    over = (-1, 0, 0, -1, 0, 0)
    sheet = Sheet(rotate=180).text("Điều 1. Thông qua", 500, 100, turn=over).text("Điều 2. Giao", 500, 120, turn=over)
    assert read_pdf(make_pdf(sheet), "a.pdf").text == "Điều 1. Thông qua\nĐiều 2. Giao\n"


def test_table_in_a_moved_form() -> None:
    """Rules drawn by a form that moves and turns what it holds are where they are shown."""
    table = page([HEADER, row(1)], 200)
    reading = read_pdf(make_pdf(Sheet().form(table, (1, 0, 0, 1, 10, 300))), "a.pdf")
    rows = [line for *_, line in rows_of(reading)]
    assert rows == ["TT | Chỉ tiêu | Đơn vị | Năm 2026", "1 | Chỉ tiêu số 1 | % | 1,5"]
