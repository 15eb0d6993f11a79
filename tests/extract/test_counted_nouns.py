"""The unit of a count is never cut within a compound: a noun of the table, else the phrase up to its end."""

import pytest

from nghiquyet import parse_text


@pytest.mark.parametrize(
    ("task", "want"),
    [
        (
            "Dựng 14 sân chơi thiếu nhi và cắm 36 biển cảnh báo đuối nước.",
            ["sân chơi thiếu nhi", "biển cảnh báo đuối nước"],
        ),
        ("Lắp đặt 45 trụ cứu hỏa, 300 đèn chiếu sáng.", ["trụ cứu hỏa", "đèn chiếu sáng"]),
        ("Xây mới 9 nhà vệ sinh công cộng.", ["nhà vệ sinh công cộng"]),
        ("Mua 16 máy bơm để chống hạn.", ["máy bơm"]),
        ("Khoan 25 giếng quan trắc trước ngày 30/6/2026.", ["giếng quan trắc"]),
        ("Treo 60 pa nô trong dịp Tết.", ["pa nô"]),
        ("Trao 12 xe đạp cho học sinh nghèo.", ["xe đạp"]),
        ("Xóa 300 nhà tạm, xây 20 nhà.", ["nhà tạm", "nhà"]),
        ("Kết nạp 40 đảng viên mới; thành lập 05 hợp tác xã kiểu mới.", ["đảng viên mới", "hợp tác xã"]),
        ("Tu bổ 05 di tích cấp tỉnh.", ["di tích"]),
        ("Thành lập 20 lều được dựng tạm.", ["lều"]),
    ],
)
def test_unit(task: str, want: list[str]) -> None:
    targets = parse_text(f"Nhiệm vụ trọng tâm năm 2026\n- {task}").targets
    assert [target.unit.text if target.unit else None for target in targets] == want


def test_number_of_a_body_counts_nothing() -> None:
    """Behind a count stands a noun, no "các" or "những": the number belongs to the name before it."""
    assert parse_text("Điều 4. Lực lượng của Đội kiểm tra 814 các cấp bao gồm cán bộ, công chức.").targets == ()
