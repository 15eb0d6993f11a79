"""Tables as the extractors read them: which rows belong together, and what the row of the tree says of its cells."""

from nghiquyet.extract.table_rows import table_at, tables
from nghiquyet.extract.view import view_of
from nghiquyet.structure.build import build
from nghiquyet.tree import TableRow

TABLE = "| TT | Việc | Thời hạn |\n|---|---|---|\n| 1 | | Năm 2027 |\n| | Mua xe | |\n"


def test_a_row_says_where_its_cells_stand() -> None:
    row = next(node for node in build(TABLE)[0].walk() if isinstance(node, TableRow) and not node.header)
    assert (list(row.cells), list(row.filled), list(row.covering)) == ([0, 1, 2], [0, 2], [0, 1, 2])


def test_blank_lines_part_no_table() -> None:
    """What a page parts stands under the heads of the first part; words between begin another table."""
    parted = f"PHỤ LỤC\n{TABLE}\n\n| 2 | Xây cầu | Năm 2028 |\n| 3 | Xây chợ | Năm 2029 |\n"
    text = f"{parted}Biểu số hai.\n{TABLE}"
    view = view_of(text, build(text)[0])
    assert [len(table.below) for table in tables(view)] == [4, 2]
    assert table_at(view, text.index("Xây chợ")).heads[2].span.start == text.index("Thời hạn")
