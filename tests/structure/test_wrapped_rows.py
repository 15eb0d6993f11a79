"""Rows of bars that narrow lines have broken."""

import pytest

import nghiquyet

FRAMED = """| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
| 1 | Xây trường đạt
chuẩn quốc gia | Sở Giáo dục và Đào tạo | 2026 |
| 2 | Làm đường
liên xã
và cầu | Sở Xây dựng | 2027 |
| 3 | Mở lớp | Sở Nội vụ
| Quý I |
"""
BARE = """TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn
1 | Xây trường đạt chuẩn | Sở Giáo dục và
Đào tạo | 2026
2 | Làm đường | Sở Xây dựng | 2027
"""
SHORT = """TT | Nhiệm vụ | Cơ quan
1 | Xây trường
2 | Làm đường
3 | Mở lớp | Sở Nội vụ
"""
CLOSED = """| TT | Nhiệm vụ | Cơ quan | Thời hạn |
| 1 | Xây trường |
| Sở Nội vụ | 2026 |
| 2 | Làm đường
Điều 2. Tổ chức thực hiện.
"""


def words(text: str, node: nghiquyet.Node) -> str:
    return " ".join(text[node.span.start : node.span.end].split())


def rows(text: str) -> list[list[str]]:
    found = (node for node in nghiquyet.parse_text(text).tree.walk() if node.kind == "table_row")
    return [[words(text, cell) for cell in row.children if cell.kind == "cell"] for row in found]


def test_an_open_row_of_a_frame_goes_on() -> None:
    """Up to the bar that closes it, with as many bars as the head has, over lines without one too."""
    assert rows(FRAMED)[1:] == [
        ["1", "Xây trường đạt chuẩn quốc gia", "Sở Giáo dục và Đào tạo", "2026"],
        ["2", "Làm đường liên xã và cầu", "Sở Xây dựng", "2027"],
        ["3", "Mở lớp", "Sở Nội vụ", "Quý I"],
    ]


def test_a_numbered_row_without_a_frame_goes_on_in_a_line_without_a_number() -> None:
    assert rows(BARE)[1:] == [
        ["1", "Xây trường đạt chuẩn", "Sở Giáo dục và Đào tạo", "2026"],
        ["2", "Làm đường", "Sở Xây dựng", "2027"],
    ]


@pytest.mark.parametrize(("text", "lengths"), [(SHORT, [3, 2, 2, 3]), (CLOSED, [4, 2, 2, 2])])
def test_short_rows_stay_apart(text: str, lengths: list[int]) -> None:
    """Rows with numbers of their own, rows that are closed, and one that nothing closes."""
    assert [len(row) for row in rows(text)] == lengths


def test_the_deadline_of_a_broken_row_is_its_own() -> None:
    (duty, *_) = nghiquyet.parse_text(f"III. NHIỆM VỤ\n{FRAMED}").assignments
    assert (duty.body, duty.task, duty.due) == ("Sở Giáo dục và Đào tạo", "Xây trường đạt chuẩn quốc gia", "2026")
