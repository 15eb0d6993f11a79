"""Tables as data: heads over several columns, lines that stand over rows, tables that begin a file."""

import pytest

from nghiquyet.structure.build import build
from nghiquyet.tree import Cell, Node, Root, TableRow


def cells(text: str) -> list[list[str]]:
    """Return the rows of the tables of *text*: each cell as "column:words", with "+n" for what more it covers."""
    tree, _ = build(text)
    return [
        [
            f"{cell.column}{f'+{cell.columns - 1}' if cell.columns > 1 else ''}:{text[cell.span.start : cell.span.end]}"
            for cell in row.children
            if isinstance(cell, Cell)
        ]
        for row in tree.walk()
        if isinstance(row, TableRow)
    ]


def rows(tree: Root) -> list[Node]:
    return [node for node in tree.walk() if isinstance(node, TableRow)]


ROWS = "1 | Đường 5 | Cầu | Chợ | 20 | 10\n2 | Đường 6 | Cầu | Chợ | 21 | 11"


def test_head_written_as_one_cell_covers_the_columns_of_the_row_below() -> None:
    text = f"Điều 1. Giá\nTT | Tên | Đoạn | Giá ở | Giá khác\n | | Từ | Đến | | \n{ROWS}"
    assert cells(text)[0] == ["0:TT", "1:Tên", "2+1:Đoạn", "4:Giá ở", "5:Giá khác"]
    assert [row.header for row in rows(build(text)[0])] == [True, True, False, False]
    assert build(text)[1] == ()


def test_two_heads_share_a_run_of_columns_evenly() -> None:
    text = f"Điều 1. Giá\nTT | Tên | Đoạn | Giá\n | | Từ | Đến | Ở | Khác\n{ROWS}"
    assert cells(text)[0] == ["0:TT", "1:Tên", "2+1:Đoạn", "4+1:Giá"]


HEADS = ["TT | Tên | Đoạn | Giá", "TT | Tên | Đoạn | Giá | Khác\n | | Từ | Đến | Ở | Khác"]


@pytest.mark.parametrize("heads", HEADS)
def test_heads_that_do_not_fit_are_reported(heads: str) -> None:
    doubts = build(f"Điều 1. Giá\n{heads}\n{ROWS}")[1]
    assert [doubt.code for doubt in doubts] == ["table-doubtful"]


def test_line_between_rows_is_a_row_over_those_below() -> None:
    text = "Điều 1. A\nTT | Chỉ tiêu | ĐVT | Mục tiêu |\n\nĐến năm 2020\n\n1 | Hộ nghèo | % | 3 |\n2 | Rừng | % | 50 |"
    assert cells(text)[1] == ["0:Đến năm 2020"]
    assert len(cells(text)) == 4


def test_sentence_between_two_tables_parts_them() -> None:
    table = "TT | Chỉ tiêu | Mục tiêu\n1 | Hộ nghèo | 3"
    tree, _ = build(f"Điều 1. A\n{table}\nBiểu trên là mức tối thiểu.\n{table}")
    assert sum(node.kind == "table" for node in tree.walk()) == 2


def test_heading_over_a_second_table_parts_it_from_the_first() -> None:
    table = "TT | Chỉ tiêu | Mục tiêu\n1 | Hộ nghèo | 3"
    tree, _ = build(f"Điều 1. A\n{table}\nNhiệm vụ năm 2026\n{table}")
    assert sum(node.kind == "table" for node in tree.walk()) == 2


FILES = {
    "Phụ lục I\nCHỈ TIÊU NĂM 2026": "annex",
    "Biểu số 1\nCHỈ TIÊU NĂM 2026": "annex",
    "CHỈ TIÊU NĂM 2026": "heading",
}


@pytest.mark.parametrize("top", FILES)
def test_annex_in_a_file_of_its_own(top: str) -> None:
    tree, _ = build(f"{top}\n\nTT | Chỉ tiêu | ĐVT | Kế hoạch 2026\n1 | Thu | tỷ đồng | 12\n2 | Chi | tỷ đồng | 9")
    assert next(iter(tree.children)).kind == FILES[top]
    assert len(rows(tree)) == 3


def test_letterhead_in_columns_is_no_table() -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH A | Độc lập - Tự do - Hạnh phúc\nNGHỊ QUYẾT\nVề A"
    )
    assert not rows(build(text)[0])


def test_row_whose_first_cells_are_empty_is_no_head_behind_rows() -> None:
    text = "Điều 1. A\n| TT | Tên | Mức |\n|---|---|---|\n| 1 | Giao thông | Tỷ lệ |\n|  |  | Cao |"
    assert [row.header for row in rows(build(text)[0])] == [True, False, False]


STACKED = (
    "Điều 1. A\nSTT\nViệc\nSản phẩm\nChủ trì\nPhối hợp\n"
    "1\nSố hóa\nBáo cáo\n{}Sở Nội vụ\n2\nMở chợ\nĐề án\nSở Y tế\nSở Xây dựng"
)


def test_blank_line_between_cells_one_a_line_is_an_empty_cell() -> None:
    assert cells(STACKED.format("\n"))[1] == ["0:1", "1:Số hóa", "2:Báo cáo", "3:", "4:Sở Nội vụ"]


def test_row_with_fewer_cells_and_no_blank_line_is_reported() -> None:
    assert [doubt.code for doubt in build(STACKED.format(""))[1]] == ["table-doubtful"]


def test_blank_lines_between_all_cells_are_no_empty_cells() -> None:
    text = STACKED.format("Sở Y tế\n").replace("\n", "\n\n")
    assert [len(row) for row in cells(text)] == [5, 5, 5]
