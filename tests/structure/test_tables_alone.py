"""A table that is a file of its own, its cells one a line."""

import pickle

import attrs

import nghiquyet

ALONE = "TT\n\nChỉ tiêu\n\nĐơn vị\n\nKế hoạch năm 2019\n\nƯớc thực hiện năm 2019\n\n" + "\n\n".join(
    f"{number}\n\n{words}\n\n{unit}\n\n{plan}\n\n{done}"
    for number, words, unit, plan, done in (
        ("1", "Tỷ lệ che phủ rừng", "%", "Khoảng 42", "42,5"),
        ("2", "Tỷ suất sinh", "‰", "14 - 15", "14,8"),
        ("3", "Sản lượng lương thực", "nghìn tấn", "520", "531"),
    )
)


def test_cells_one_a_line_are_a_table_without_words_before_them() -> None:
    """No heading, no title: "TT" alone says that a table begins."""
    (table,) = nghiquyet.parse_text(ALONE).tree.children
    assert [len(row.children) for row in table.children] == [5, 5, 5, 5]


def test_the_sign_of_a_unit_is_a_cell_and_no_rule() -> None:
    """The plan and what was done stay in their columns."""
    found = [(fact.number, fact.unit and fact.unit.text, fact.role) for fact in nghiquyet.parse_text(ALONE).targets]
    assert found[:4] == [
        ("42", "%", "target"), ("42,5", "%", "result"), ("14 - 15", "‰", "target"), ("14,8", "‰", "result"),
    ]  # fmt: skip


def test_a_word_that_begins_like_the_head_of_a_serial_is_none() -> None:
    kinds = [node.kind for node in nghiquyet.parse_text("TT\n\nNgày 5\n\nhọp").tree.walk()]
    assert "table" not in kinds


def test_cells_between_tabs_are_a_table() -> None:
    """As many tabs in each line, heads with words; an empty cell has no length."""
    text = "II. NHIỆM VỤ\nTT\tNhiệm vụ\tCơ quan\tGhi chú\n1\tMở lớp\tSở Y tế\t\n2\tXây cầu\tSở B\tmới\nHết bảng.\n"
    (table,) = (node for node in nghiquyet.parse_text(text).tree.walk() if node.kind == "table")
    assert [row.label for row in table.children] == ["", "1", "2"]
    cells = [text[cell.span.start : cell.span.end] for cell in table.children[1].children]
    assert cells == ["1", "Mở lớp", "Sở Y tế", ""]


def test_a_colon_between_tabs_is_no_table() -> None:
    text = "II. MỨC\nKết hôn\t:\tba ngày\nCưới con\t:\tmột ngày\n"
    assert "table" not in [node.kind for node in nghiquyet.parse_text(text).tree.walk()]


def test_a_letterhead_in_a_frame_is_no_table() -> None:
    text = "| HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA |\n|---|---|\n| Số: 12/NQ-HĐND | Vân Hải |\n\nNGHỊ QUYẾT\n"
    assert "table" not in [node.kind for node in nghiquyet.parse_text(text).tree.walk()]


def test_bars_are_nodes_when_asked_for() -> None:
    """A row keeps its bars as numbers; once asked for they stay the same nodes, in their document."""
    text = "1. Chỉ tiêu\n\n| TT | Tên |  |\n|---|---|---|\n| 1 | Hộ nghèo | 5% |\n\n2. Khác"
    document, other = nghiquyet.parse_text(text), nghiquyet.parse_text(text)
    rows = next(node for node in document.tree.walk() if node.kind == "table").children
    row = rows[-1]
    assert [node.text for node in row.children if node.kind == "furniture"] == ["|"] * 4
    assert all(node.parent is row and node in row.children for node in row.children)
    assert row.children is row.children
    assert document.tree.count() == sum(1 for _ in document.tree.walk()) == other.tree.count()
    assert pickle.loads(pickle.dumps(other)) == document == other
    assert attrs.evolve(row, label="2").children == row.children
