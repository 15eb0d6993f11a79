"""What a clause leaves out: a group in place of another one, the noun of a unit, the label that announces a list."""

import pytest

from nghiquyet import parse_text


def told(text: str) -> list[tuple[str, str, str | None]]:
    targets = parse_text(text).targets
    return [(target.number, target.indicator, target.due) for target in targets]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Tỷ lệ cơ giới hóa đến năm 2029 trong khâu làm đất đạt 98%, khâu gieo cấy đạt 60%, khâu thu hoạch đạt 85%.",
            ["Tỷ lệ cơ giới hóa trong khâu gieo cấy", "Tỷ lệ cơ giới hóa trong khâu thu hoạch"],
        ),
        (
            "Đến năm 2028, tỷ lệ lấp đầy của nhóm cụm công nghiệp ven biển đạt 70%, nhóm cụm miền núi đạt 45%.",
            ["tỷ lệ lấp đầy của nhóm cụm miền núi"],
        ),
        (
            "Năm 2027, tỷ lệ hài lòng ở cấp tỉnh đạt 92%, cấp xã đạt 88%.",
            ["tỷ lệ hài lòng ở cấp xã"],
        ),
        (
            "Tỷ lệ giải ngân đến năm 2028 của nguồn vốn trung ương đạt 95%, nguồn vốn xã đạt 90%.",
            ["Tỷ lệ giải ngân của nguồn vốn xã"],
        ),
        ("Đến năm 2028, tổng số hộ là 500 hộ, số hộ nghèo còn 30 hộ.", ["số hộ nghèo"]),
        (
            "Đến năm 2028, tỷ lệ phòng học kiên cố ở bậc mầm non đạt 90%, thu ngân sách đạt 40 tỷ đồng.",
            ["thu ngân sách"],
        ),
    ],
)
def test_group_in_place_of_another(text: str, want: list[str]) -> None:
    assert [indicator for _, indicator, _ in told(text)][1:] == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Mục tiêu năm 2028 toàn tỉnh đón 3,2 triệu lượt khách, riêng khách quốc tế 410 nghìn lượt.",
            [("3,2", "đón lượt khách", "2028"), ("410", "khách quốc tế", "2028")],
        ),
        (
            "Năm 2027 phấn đấu phục vụ 1,8 triệu lượt hành khách, riêng hành khách đường thủy 260 nghìn lượt.",
            [("1,8", "phục vụ lượt hành khách", "2027"), ("260", "hành khách đường thủy", "2027")],
        ),
        (
            "Hội nghị thống nhất một số chỉ tiêu đến năm 2027: tăng trưởng bình quân 8,2%/năm, thu hút sáu dự án.",
            [("8,2", "tăng trưởng bình quân", "2027"), ("sáu", "thu hút dự án", "2027")],
        ),
        (
            "Kinh phí thực hiện Đề án trong 03 năm 2026 - 2028 là 96 tỷ đồng.",
            [("96", "Kinh phí thực hiện Đề án", "2026/2028")],
        ),
    ],
)
def test_noun_of_a_unit_label_of_a_list_years_of_a_plan(text: str, want: list[tuple[str, str, str]]) -> None:
    assert told(text) == want


def test_size_beside_a_count_describes_on() -> None:
    """A count with another noun is no part of the one before: it still only describes."""
    assert [number for number, _, _ in told("Tuyến đường đi qua 03 xã, 12 thôn.")] == []
