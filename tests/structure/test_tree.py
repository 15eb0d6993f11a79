"""The tree: header and tail, tables, losslessness, hostile texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clock import is_linear
from lossless import check_lossless
from nghiquyet import parse_text
from nghiquyet.layout import BARE, Cell, Layout
from nghiquyet.readers.writer import Writer
from nghiquyet.structure.build import build
from nghiquyet.text.clean import clean
from nghiquyet.tree import Cell as TableCell
from nghiquyet.tree import Node, TableRow


def kinds(text: str) -> list[str]:
    return [node.kind for node in build(text)[0].children]


def leaf(text: str, node: Node) -> str:
    return " ".join(text[node.span.start : node.span.end].split())


HEADER = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH VÂN HẢI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/NQ-HĐND\nVân Hải, ngày 10 tháng 12 năm 2025\n\nNGHỊ QUYẾT\nVề phát triển giáo dục\nvà đào tạo\n\n"
    "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI KHÓA X, KỲ HỌP THỨ 5\n"
    "Căn cứ Luật Giáo dục năm 2019;\nXét Tờ trình số 5/TTr-UBND;\n"
    "QUYẾT NGHỊ:\nĐiều 1. Mục tiêu\nĐiều 2. Thi hành\n"
    "Nghị quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 10 tháng 12 năm 2025./.\n\n"
    "Nơi nhận:\n- Chính phủ;\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An\n"
)


def test_header_and_tail() -> None:
    """A state resolution from the letterhead to the signer."""
    assert kinds(HEADER) == [
        "letterhead", "furniture", "motto", "motto", "number", "place_date", "doctype", "title", "letterhead",
        "recital", "recital", "enacting", "article", "article", "paragraph", "recipients", "signature", "signature",
    ]  # fmt: skip


ISSUER, STATE = "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
DAY = "Vân Hải, ngày 1 tháng 2 năm 2025"


@pytest.mark.parametrize(
    "top",
    [
        f"{ISSUER} | {STATE}\nSố: 1/NQ-HĐND | {DAY}",
        f"{ISSUER}      {STATE}\n  Số: 1/NQ-HĐND      {DAY}",
        f"{STATE}\n{DAY}\n{ISSUER}\nSố: 1/NQ-HĐND",
    ],
)
def test_columns_of_the_letterhead(top: str) -> None:
    """Two columns, flattened in any order, are told apart."""
    assert {"letterhead", "motto", "number", "place_date"} <= set(kinds(f"{top}\n\nNGHỊ QUYẾT\nVề A\n"))


def test_party_title_over_lines() -> None:
    """The issuer under the doctype is no title; a title goes on over a blank line in lower case."""
    text = "NGHỊ QUYẾT\n\nCỦA TỈNH ỦY\n\nvề nhiệm vụ phát triển\n\nvà xây dựng Đảng\n-----\n\nI- MỤC TIÊU"
    assert kinds(text) == ["doctype", "letterhead", "title", "furniture", "section"]


def test_recipients_beside_the_signature() -> None:
    """Recipients and signature in two columns: bullets stay in the block, the signer beside them."""
    text = (
        "1. A.\nNơi nhận:              T/M TỈNH ỦY\n- Các huyện ủy;          PHÓ BÍ THƯ\n(Đã ký)\n"
        "- Lưu.\nTrần Văn Bình\n"
    )
    root, _ = build(text)
    block = next(node for node in root.children if node.kind == "recipients")
    found = [child.kind for child in block.children]
    assert found == ["words", "signature", "bullet", "signature", "signature", "bullet"]
    assert root.children[-1].kind == "signature"


def test_recipients_on_one_line() -> None:
    """A crawled last page is one line: recipients, a bar, who signed."""
    root, _ = build("1. A.\n\nNơi nhận: - Chính phủ; - Lưu: VT. | CHỦ TỊCH Nguyễn Văn An\n")
    assert [node.kind for node in root.children[1].children] == ["words", "furniture", "signature"]


def test_issued_with() -> None:
    """What is issued with the resolution is an annex, its letterhead stands before it."""
    text = f"{HEADER}\n{ISSUER}\n\nQUY ĐỊNH\nMức chi\n(Kèm theo Nghị quyết số 12/NQ-HĐND)\nĐiều 1. A\n"
    assert kinds(text)[-2:] == ["letterhead", "annex"]


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        ("HỘI NGHỊ BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LẦN THỨ 15\nvề nhiệm vụ năm 2026", ["letterhead", "title"]),
        ("HỘI NGHỊ BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\nLẦN THỨ 15\nVỀ NHIỆM VỤ", ["letterhead", "letterhead", "title"]),
        ("ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ HUYỆN PHÚ KHÊ LẦN THỨ XX", ["title"]),
        ("Về dự toán\nHỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nKHÓA XI, KỲ HỌP THỨ 9", ["title", "letterhead", "letterhead"]),
        ("Về A\n\nHỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\n\nKhóa XI, kỳ họp thứ 9", ["title", "letterhead", "letterhead"]),
        ("Về việc tổ chức\nkỳ họp thứ 9", ["title"]),
    ],
)
def test_who_resolves_and_the_title(lines: str, want: list[str]) -> None:
    """A meeting above "về ..." and a session below the body's name are of the letterhead; the title is neither."""
    assert kinds(f"NGHỊ QUYẾT\n{lines}\n\nCăn cứ Luật A;\nQUYẾT NGHỊ:\nĐiều 1. B\n") == [
        "doctype", *want, "recital", "enacting", "article",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("NGHỊ QUYẾT\nVỀ CHẾ ĐỘ THU TIẾP TỤC CÓ HIỆU LỰC HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nCăn cứ Luật A;", True),
        ("NGHỊ QUYẾT\nVỀ CHẾ ĐỘ THU\nTẠI XÃ HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI KHÓA X, KỲ HỌP THỨ 5\nCăn cứ Luật A;", True),
        ("NGHỊ QUYẾT VỀ CHẾ ĐỘ THU HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI Căn cứ Luật A;", True),
        ("NGHỊ QUYẾT\nVỀ QUY CHẾ CỦA HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nCăn cứ Luật A;", False),
        ("NGHỊ QUYẾT\nVỀ KỲ HỌP HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nHỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nCăn cứ Luật A;", True),
    ],
)
def test_title_that_runs_into_the_name(title: str, want: bool) -> None:
    """The name in the letterhead ends a title that recitals follow, unless a word before it asks for it."""
    text = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH VÂN HẢI\n\n{title}\nQUYẾT NGHỊ:\nĐiều 1. B\n"
    name = ["letterhead"] if want else []
    assert kinds(text) == ["letterhead", "doctype", "title", *name, "recital", "enacting", "article"]


@pytest.mark.parametrize(
    ("top", "want"),
    [
        ("Số: 5/QĐ-CT Vân Hải, ngày 6 tháng 8 năm 2010 QUYẾT ĐỊNH BAN HÀNH MỨC CHI CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH\n"
         "Căn cứ Luật A;", "letterhead number place_date doctype title letterhead recital"),
        ("Số:\n61-CP Vân Hải, ngày 05 tháng 7 năm 1994 CHỈ THỊ VỀ NHÀ Ở Ngày 24 tháng 6 năm 1977 đã có quy định.\n"
         "Căn cứ Luật A;", "letterhead number place_date doctype title paragraph recital"),
        ("Độc lập - Tự do - Hạnh phúc ------ Luật số:\n26/2012/QH13\nThành phố Vân Hải, ngày 2 tháng 1 năm 2012 "
         "QUYẾT ĐỊNH\nVề A\nCăn cứ Luật A;", "letterhead motto number place_date doctype title recital"),
        ("Số: 4a/ 2001/NQ /UBND4\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nVề A\nCăn cứ Luật A;",
         "letterhead number motto motto doctype title recital"),
        ("Vân Hải, ngày 5 tháng 3 năm 2020 QUYẾT ĐỊNH\nVề A\nCăn cứ Luật A;\nĐể thống nhất cách làm;\n"
         "Qua xem xét báo cáo;", "letterhead place_date doctype title recital recital recital"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 5/NQ-UB | Vân Hải, ngày 9 tháng 12 năm 2011 |\n"
         "THÔNG QUA QUY HOẠCH PHÁT TRIỂN ĐẾN NĂM 2020\nUỶ BAN NHÂN DÂN TỈNH VÂN HẢI\nCăncứ Luật A;",
         "letterhead motto number place_date title letterhead recital"),
        ("——— Số: 11/QĐ-UBND\nĐộc lập – Tự do – Hạnh phúc ————— Vân Hải, ngày 2 tháng 1 năm 2011\nQUYẾT ĐỊNH\nVỀ A\n"
         "Căn cứ Luật A;", "letterhead number motto place_date doctype title recital"),
        ('"VỀ NHIỆM VỤ NĂM 2005"\nUỶ BAN NHÂN DÂN TỈNH VÂN HẢI\nCăn cứ Luật A;', "letterhead title letterhead recital"),
    ],
)  # fmt: skip
def test_first_page_of_a_crawler(top: str, want: str) -> None:
    """Lines that a crawler joined or broke have their parts told apart; the enacting words may end a recital."""
    text = f"UỶ BAN NHÂN DÂN TỈNH VÂN HẢI\n{top}\nTheo đề nghị của Sở B, QUYẾT ĐỊNH:\nĐiều 1. A\n"
    check_lossless(text, build(text)[0])
    found = [kind for kind in kinds(text) if kind != "furniture"]  # bars and rules
    assert found == [*want.split(), "recital", "enacting", "article"]


def test_position_and_name_on_one_line() -> None:
    """Who signs is told from the last words though his name stands on the line of his position."""
    text = "Điều 1. A.\nNghị quyết này được thông qua ngày 2 tháng 1 năm 2027.\nCHỦ TỊCH QUỐC HỘI Trần Văn Lâm\n"
    assert kinds(text) == ["article", "paragraph", "signature"]


def test_list_of_a_site_above_the_page() -> None:
    """What a site lists above the page has no letterhead in it."""
    assert kinds(f"- 1Luật A\n- 2Luật B\n{HEADER}")[:3] == ["bullet", "bullet", "letterhead"]


def test_wrapped_title_of_a_site() -> None:
    """A title that a site prints above the page and a line end breaks before "luật của ..." is no doctype."""
    text = "TIÊU ĐỀ: Nghị quyết quy định mức chi xây dựng văn bản quy phạm pháp\n\nluật của Ủy ban nhân dân tỉnh\n\n"
    assert kinds(text + HEADER)[1:3] == ["letterhead", "furniture"]


def test_closing_sentence_of_the_party() -> None:
    """The sentence that says down to whom a resolution is made known closes all units."""
    assert kinds("I. MỤC TIÊU\n1. Đạt 5%.\nNghị quyết này được phổ biến đến chi bộ.\n") == ["section", "paragraph"]


def test_next_document() -> None:
    """A second resolution in the file begins at the top level again."""
    found = [kind for kind in kinds(HEADER + "\n" + HEADER) if kind in ("doctype", "article")]
    assert found == ["doctype", "article", "article"] * 2


def test_table_of_bars() -> None:
    """Rows of bars: a head, serial numbers as labels, empty cells without length; markers in cells open nothing."""
    text = "PHỤ LỤC\nSTT | Chỉ tiêu | Đơn vị\nI | Kinh tế | |\n1 | - Thu ngân sách | tỷ đồng\n"
    table = build(text)[0].children[0].children[-1]
    assert [(row.kind, row.label, row.header) for row in table.children] == [
        ("table_row", "", True), ("table_row", "I", False), ("table_row", "1", False),
    ]  # fmt: skip
    cells = [[leaf(text, cell) for cell in row.children if cell.kind == "cell"] for row in table.children]
    assert cells == [["STT", "Chỉ tiêu", "Đơn vị"], ["I", "Kinh tế", ""], ["1", "- Thu ngân sách", "tỷ đồng"]]


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        ("STT | Chỉ tiêu | 2030\n1 | Thu | 500\n | Trong đó: nội địa | 300", ["", "Trong đó: nội địa", "300"]),
        ("STT | Chỉ tiêu | 2030\n1 | Thu | 500\n| Trong đó: nội địa | 300", ["", "Trong đó: nội địa", "300"]),
        ("TT | Chỉ tiêu | 2025 | 2030\n1 | Thu | 5 | 6\nI | Kinh tế | |", ["I", "Kinh tế", "", ""]),
        (" | 2025 | 2030\nThu | 5 | 6\nChi | 4 | 5", ["Chi", "4", "5"]),
        ("| STT | Chỉ tiêu | 2030 |\n|---|---|---|\n| | Trong đó: nội địa | 300 |", ["", "Trong đó: nội địa", "300"]),
        ("STT | Chỉ tiêu | 2030\n1 | Thu | 500\n| 2 | Chi | 300 |", ["2", "Chi", "300"]),
        ("| STT | Chỉ tiêu | 2030 |\n| 1 | Thu | 500 |\n| 2 | Chi phí\nkhác | 300 |", ["2", "Chi phí khác", "300"]),
    ],
)
def test_frame_and_empty_cells(rows: str, want: list[str]) -> None:
    """The table tells whether a bar at the end of a row is its frame or the edge of an empty cell."""
    text = f"PHỤ LỤC\n{rows}\n"
    row = [node for node in build(text)[0].walk() if node.kind == "table_row"][-1]
    assert [leaf(text, cell) for cell in row.children if cell.kind == "cell"] == want


def test_empty_cells_of_a_reader() -> None:
    """Where a reader says which cells a line holds, bars in their words and empty cells change nothing."""
    page = Writer()
    for row, cells in enumerate((["", "2025 | 2026", "2030"], ["", "Thu", ""], ["", "", "5"])):
        page.row(cells, places=[Cell(table=0, row=row, column=at) for at in range(3)])
    reading = page.reading("docx")
    text = "NGHỊ QUYẾT\nVề A\nPHỤ LỤC\n" + reading.text
    root, _ = build(text, Layout((BARE,) * 3 + reading.layout.lines))
    found = [
        {cell.column: leaf(text, cell) for cell in row.children if isinstance(cell, TableCell)}
        for row in root.walk()
        if row.kind == "table_row"
    ]
    assert found == [{0: "", 1: "2025 | 2026", 2: "2030"}, {0: "", 1: "Thu", 2: ""}, {0: "", 1: "", 2: "5"}]


@pytest.mark.parametrize("row", ["Nơi nhận: | ký thay", "ký thay | Nơi nhận:"])
def test_recipients_in_small_letters_beside_a_signature(row: str) -> None:
    """A row of bars that sets the last page in columns is no table."""
    text = f"QUYẾT ĐỊNH\nVề A\nĐiều 1. Trồng rừng.\n{row}\n- Như trên; | chủ tịch\n"
    found = [node.kind for node in build(text)[0].walk()]
    assert ("recipients" in found) is row.startswith("Nơi nhận")
    assert "table" not in found


def test_table_of_boxes() -> None:
    """Cells between lone bars, as crawlers leave them."""
    text = (
        "PHỤ LỤC\n\n|\nTT\n|\nTên đề án\n|\n|\n1\n|\nĐề án một,\nhai dòng\n|\n|\n2\n|\na) Đề án hai\n|\n\nĐiều 1. Hết"
    )
    annex = build(text)[0].children[0]
    assert [node.kind for node in annex.children] == ["words", "table", "article"]
    assert [row.label for row in annex.children[1].children] == ["", "1", "2"]


def test_cells_that_look_heavy() -> None:
    """A cell that names an article, an annex or a kind of document does not end a table of lines."""
    text = (
        "PHỤ LỤC\nDANH MỤC\nTT\nVăn bản\nPhần sửa\nI\nNGHỊ ĐỊNH\n1.\nNghị định số 12/2020/NĐ-CP\nĐiều 5\n2.\n"
        "Nghị định số 13/2020/NĐ-CP\nPhụ lục I\nMục 7\nSở A\n3. Nghị định số 14/2020/NĐ-CP\nĐiều 105d\n"
        "PHỤ LỤC II\nDANH MỤC\n"
    )
    annex = next(node for node in build(text)[0].walk() if node.kind == "annex")
    table = next(node for node in annex.walk() if node.kind == "table")
    assert [row.label for row in table.children] == ["", "I", "1", "2", "3"]


def test_table_of_lines() -> None:
    """Cells one a line under "STT": a serial number begins a row."""
    text = "PHỤ LỤC\nSTT\nTên nhiệm vụ\nThời hạn\n1\nXây dựng đề án\nvề việc làm\n2026\n2\nTổng kết\n2030\n"
    table = build(text)[0].children[0].children[-1]
    assert [[leaf(text, cell) for cell in row.children] for row in table.children][1:] == [
        ["1", "Xây dựng đề án về việc làm", "2026"], ["2", "Tổng kết", "2030"],
    ]  # fmt: skip


MARKS = st.sampled_from(
    [
        "Điều 1.", "Điều 2", "Chương I", "Phần thứ hai", "Mục 1", "I-", "II.", "A.", "1.", "2.", "3)", "2.1.", "(1)",
        "a)", "đ)", "(i)", "-", "+", "*", "PHỤ LỤC", "PHỤ LỤC I", "Nơi nhận:", "QUYẾT NGHỊ:", "NGHỊ QUYẾT", "Căn cứ",
        "CHỦ TỊCH", "(Kèm theo", "STT", "“Điều 5.", "”.", "|", "| a | b |", "a | b", "12", "CÔNG BÁO/Số 1/Ngày 2",
        "---", "**", "# ", "Số: 1/NQ-HĐND", DAY, "Mục lục", "+---+---+",
    ]
)  # fmt: skip
WORDS = st.sampled_from(
    ["phát triển", "Sở Tài chính", "năm 2030", "gồm:", "3,8%", "KINH TẾ", "và", "của", "số", "CHÍNH PHỦ", "nghị_quyết"]
)
GAPS = st.sampled_from([" ", "\n", "\n\n", ", ", ";\n", ".\n", ":\n", "   ", "\t", ""])


@settings(max_examples=70, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(MARKS | WORDS, GAPS), max_size=60).map(lambda parts: "".join(map("".join, parts))))
def test_joined_markers_are_lossless(text: str) -> None:
    """Any text of markers, words and separators has a tree that keeps every character."""
    check_lossless(text, build(text)[0])


@settings(max_examples=70, deadline=None, derandomize=True, database=None)
@given(st.text())
def test_any_text_is_lossless(text: str) -> None:
    """Any text at all has a tree that keeps every character."""
    tidy = clean(text).text
    check_lossless(tidy, build(tidy)[0])


HOSTILE = {
    "bullets": "- Một việc cần làm ngay.\n",
    "nesting": "I. A:\n1. B:\na) C:\n- D:\n+ E:\n(i) F:\n",
    "one line": "Phấn đấu đạt 95% trở lên. ",
    "numbers": "1.",
    "numbers on lines": "1.\n",
    "bars": "|\nx\n",
    "rows": "a | b\n",
    "open quotes": "“1. A\n",
    "rules": "| --- |\n",
    "capitals": "A" * 60 + "\n",
    "doctypes": "NGHỊ QUYẾT\n(x\n",
    "tables": "STT\n1\n2\nx\n",
}
AROUND = ("", ""), ("NGHỊ QUYẾT\nVề A\nĐiều 1. B\n", "Nơi nhận: | CHỦ TỊCH\n")


@pytest.mark.parametrize(("before", "after"), AROUND, ids=["alone", "in a resolution"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile(piece: str, before: str, after: str) -> None:
    """Hostile outlines take linear time, nest to a limit and lose nothing."""

    def text(lines: int) -> str:
        return before + piece * (lines // max(1, piece.count("\n"))) + after

    assert is_linear(build, text, 600)
    root, _ = build(text(2400))
    check_lossless(text(2400), root)
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for node in level for child in node.children]  # type: ignore[assignment]
    assert depth < 40


def test_the_parts_of_a_row_are_the_same_before_and_after_its_children_are_asked_for() -> None:
    text = "| STT | Chỉ tiêu | 2030 |\n|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | 3% |\n"
    opened, untouched = ([node for node in _parts(parse_text(text).tree) if isinstance(node, TableRow)] for _ in "12")
    for one, other in zip(opened, untouched, strict=True):
        assert all(child.text for child in one.children)
        assert [part.span for part in one.parts] == [part.span for part in other.parts]
        assert one.bars == other.bars
        assert one.count() == other.count() == len(one.children) + 1


def _parts(node: Node) -> list[Node]:
    """Return all nodes without asking for the children of one."""
    return [node, *(each for part in node.parts for each in _parts(part))]
