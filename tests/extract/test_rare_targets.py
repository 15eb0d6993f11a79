"""Constructions that no document of the tests has, each of which gives a wrong fact without its rule."""

import pytest

from nghiquyet import parse_text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Hoàn thành 104% kế hoạch năm.", [("104", "result")]),
        ("Năm 2025, thu ngân sách hoàn thành 112% dự toán.", [("112", "result")]),
        ("Nhiệm kỳ qua, thu đạt 40 tỷ đồng, nhiệm kỳ tới cần đạt 60 tỷ đồng.", [("40", "result"), ("60", "target")]),
        ("Đã thu được 40 tỷ đồng, nhiệm kỳ tới phải thu 60 tỷ đồng.", [("40", "result"), ("60", "target")]),
        ("Tổng số doanh nghiệp mới được thành lập thời kỳ 2026-2030: 100 doanh nghiệp.", [("100", "target")]),
        ("Với những kết quả đạt được:\n- Trồng 40 ha rừng.", [("40", "result")]),
        ("Ngày 14-11-2016, Tỉnh ủy họp.\nGiai đoạn 2011-2015, huy động 10.950 tỷ đồng.", [("10.950", "result")]),
        ("KẾT QUẢ NĂM 2026\n- Kế hoạch: 400 tấn; thực hiện: 420 tấn.", [("400", "target"), ("420", "result")]),
    ],
)  # fmt: skip
def test_role(text: str, want: list[tuple[str, str]]) -> None:
    assert [(target.number, target.role) for target in parse_text(text).targets] == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Đến năm 2028, rút ngắn thời gian thông quan 2 giờ.", "rút ngắn thời gian thông quan"),
        ("Rút ngắn thời gian cấp phép khoảng 5 ngày trong năm 2027.", "Rút ngắn thời gian cấp phép"),
        (
            "Vốn lồng ghép theo các Nghị quyết 12/NQ-TU và Nghị quyết 15/NQ-TU, bố trí 2 tỷ đồng.",
            "Vốn lồng ghép, bố trí",
        ),
        ("Đẩy nhanh tiến độ cấp điện cho Xã An Sơn 5 km.", "Đẩy nhanh tiến độ cấp điện cho Xã An Sơn"),
    ],
)
def test_what_is_measured(text: str, want: str) -> None:
    (target,) = parse_text(text).targets
    assert target.indicator == want


@pytest.mark.parametrize(
    "text",
    [
        "Nhà máy thủy điện 48 MW nằm trên địa bàn xã.",
        "Thanh lý máy nén khí 30 kW.",
        "Đối với thôn có trên 200 hộ, được hỗ trợ thêm.",
        "Người lao động có trình độ 12/12 trở lên.",
        "Cá nhân có ít nhất 02 lần được tặng Bằng khen.",
        "Giảm tỷ lệ hộ nghèo từ 15% đến 10%.",
    ],
)
def test_nothing_is_set(text: str) -> None:
    assert parse_text(text).targets == ()


def test_base_with_its_year() -> None:
    base, aim = parse_text("NHIỆM VỤ NĂM 2026\n- Tăng diện tích từ 120 ha (năm 2023) đến 400 ha (năm 2027).").targets
    assert (base.role, base.due, aim.role, aim.due, aim.baseline) == ("result", "2023", "target", "2027", "120 ha")


def test_when_a_base_was_measured() -> None:
    base, aim = parse_text("Tăng tỷ lệ che phủ rừng từ 40% như hiện nay tăng lên 45% vào năm 2030.").targets
    assert base.indicator == aim.indicator == "Tăng tỷ lệ che phủ rừng"
