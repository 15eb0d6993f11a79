"""What is part of a whole, and what only stands behind one; the two ends of a change."""

import pytest

from nghiquyet import parse_text

TITLE = "NGHỊ QUYẾT\nVề mục tiêu, nhiệm vụ giai đoạn 2026 - 2030\n\nI. Chỉ tiêu chủ yếu\n"


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Trồng 120 ha rừng, trong đó rừng phòng hộ 30 ha; chăm sóc 80 ha rừng.", [False, True, False]),
        ("Trồng 120 ha rừng, trong đó rừng phòng hộ 30 ha; rừng sản xuất 90 ha.", [False, True, True]),
        ("Trồng 120 ha rừng, trong đó trồng mới 30 ha; trồng lại 90 ha.", [False, True, True]),
        ("Tổng vốn 700 tỷ đồng, trong đó ngân sách 400 tỷ đồng; huy động xã hội hóa 300 tỷ đồng.", [False, True, True]),
        ("Công nghiệp đạt 50 tỷ đồng, trong đó chế biến 30 tỷ đồng; xuất khẩu 500 tỷ đồng.", [False, True, False]),
        ("Cử 45 người đi học, trong đó có 03 sinh viên; cử 18 cán bộ đi bồi dưỡng.", [False, True, False]),
    ],
)
def test_another_order_is_no_part(sentence: str, parts: list[bool]) -> None:
    """Behind a part an order of its own, or more than the whole, is neither a part nor a scope."""
    found = parse_text(TITLE + sentence).targets
    assert [target.part_of is not None for target in found] == parts
    assert all(target.part_of is not None for target in found if target.scope)


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Giảm số thôn từ 120 thôn xuống còn 90 thôn.", [None, None]),
        ("Giảm 30 tổ, từ 150 tổ còn 120 tổ.", ["decrease", None, None]),
        ("Giảm 28 thôn, 03 phòng, ban.", ["decrease", "decrease"]),
    ],
)
def test_the_ends_of_a_change_are_levels(sentence: str, changes: list[str | None]) -> None:
    assert [target.change for target in parse_text(TITLE + sentence).targets] == changes
