"""Rows of tables whose cells stand one a line: where each begins, and what is done where its cells do not fit."""

from nghiquyet import parse_text
from nghiquyet.document import Document

HEAD = "STT\nNhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian\n"
FIRST = "1.\nXây dựng Đề án A\nBộ Y tế\nBộ Tài chính\nQuý I/2027\n"


def parsed(rows: str) -> Document:
    head = "QUYẾT ĐỊNH\nVề chương trình\n\nHà Nội, ngày 06 tháng 4 năm 2026\n\nDANH MỤC NHIỆM VỤ\n\n"
    return parse_text(f"{head}{HEAD}{rows}")


def rows(document: Document) -> list[list[tuple[int, str]]]:
    """Return the columns and the words of the cells of each row below the first head."""
    found = [node for node in document.tree.walk() if node.kind == "table_row"]
    cells = [[cell for cell in row.children if cell.kind == "cell"] for row in found[1:]]
    return [[(cell.column, " ".join(cell.text.split())) for cell in row] for row in cells]


def duties(document: Document) -> list[tuple[str, str, str | None]]:
    return [(fact.body, fact.role, fact.due) for fact in document.assignments]


def test_a_number_on_the_line_of_its_task_is_a_cell_of_its_own() -> None:
    for number in ("2. ", "2  "):
        document = parsed(f"{FIRST}{number}Xây dựng Luật B\nBộ Nội vụ\nBộ Tư pháp\nQuý II/2027\n")
        assert rows(document)[1][:3] == [(0, number.strip()), (1, "Xây dựng Luật B"), (2, "Bộ Nội vụ")]
        assert document.assignments[-2].task == "Xây dựng Luật B"


def test_the_numbers_go_on_behind_the_heading_of_a_part() -> None:
    document = parsed(f"I. Thể chế\n{FIRST}II. Hạ tầng\n2.\nXây dựng kho\nBộ Nội vụ\nBộ Tư pháp\nQuý II/2027\n")
    assert [row[0][1] for row in rows(document)] == ["I. Thể chế", "1.", "II. Hạ tầng", "2."]


def test_a_number_may_be_missing() -> None:
    document = parsed(f"{FIRST}3.\nXây dựng kho\nBộ Nội vụ\nBộ Tư pháp\nQuý II/2027\n")
    assert duties(document)[2:] == [("Bộ Nội vụ", "lead", "2027-Q2"), ("Bộ Tư pháp", "coordinate", "2027-Q2")]


def test_cells_are_joined_where_that_fits_the_heads() -> None:
    """A list in a cell, a name and a quarter that a narrow cell breaks, a remark in brackets."""
    broken = {
        "2.\nXây dựng kho\nBộ Tư pháp;\nBộ Công an\nBộ Nội vụ\nQuý II/2027\n": [
            "Bộ Tư pháp",
            "Bộ Công an",
            "Bộ Nội vụ",
        ],
        "2.\nXây dựng kho trình Thủ tướng\nChính phủ\nBộ Tư pháp\nBộ Nội vụ\nQuý II/2027\n": [
            "Bộ Tư pháp",
            "Bộ Nội vụ",
        ],
        "2.\nXây dựng kho\nBộ Tư pháp\nBộ Y tế, Bộ\nNội vụ\nQuý\nII/2027\n": ["Bộ Tư pháp", "Bộ Y tế", "Bộ Nội vụ"],
        "2.\nXây dựng kho\nBộ Tư pháp\nBộ Nội vụ\nQuý II/2027\n(sau khi có Luật)\n": ["Bộ Tư pháp", "Bộ Nội vụ"],
    }
    for row, bodies in broken.items():
        document = parsed(f"{FIRST}{row}3.\nRà soát\nBộ Công Thương\nBộ Ngoại giao\nQuý I/2028\n")
        told = [(body, due) for body, _, due in duties(document)[2:-2]]
        assert [" ".join(body.split()) for body, _ in told] == bodies
        assert {due for _, due in told} == {"2027-Q2"}


def test_of_a_row_with_too_many_cells_no_column_is_known() -> None:
    torn = "2.\nXây dựng kho\nvà Bộ\nBộ Tư pháp\nThứ hai\nBộ Nội vụ\nCác hoạt động\nQuý II/2027\n"
    document = parsed(f"{FIRST}{torn}3.\nRà soát\nBộ Công Thương\nBộ Ngoại giao\nQuý I/2028\n")
    assert [len(row) for row in rows(document)] == [5, 2, 5]
    assert [body for body, _, _ in duties(document)] == ["Bộ Y tế", "Bộ Tài chính", "Bộ Công Thương", "Bộ Ngoại giao"]
    assert "table-doubtful" in [doubt.code for doubt in document.diagnostics]


def test_heads_again_on_a_page_cut_the_row_before() -> None:
    """What stands behind them goes on with the row before, and is no part of the last head."""
    document = parsed(
        f"{FIRST}2.\nXây dựng kho\nBộ Tư pháp\n{HEAD}dữ liệu\n3.\nRà soát\nBộ Công an\nBộ Y tế\nQuý I/2028\n"
    )
    found = rows(document)
    assert found[2] == [(at, word) for at, word in enumerate(HEAD.strip().split("\n"))]
    assert found[3] == [(0, "dữ liệu")]
    assert [body for body, _, _ in duties(document)] == ["Bộ Y tế", "Bộ Tài chính", "Bộ Công an", "Bộ Y tế"]


def test_where_no_row_fits_the_heads_no_cell_stands_under_one() -> None:
    document = parsed("1.\nXây dựng kho\nBộ Tư pháp\nQuý II/2027\n2.\nRà soát\nBộ Công an\nQuý I/2028\n")
    assert [[at for at, _ in row] for row in rows(document)] == [[0, 6, 7, 8], [0, 6, 7, 8]]
    assert not document.assignments
