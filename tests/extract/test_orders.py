"""Counts that an order reaches over "cho", "với" or "tại", whatever its verb, and those that only describe."""

import pytest

from nghiquyet import parse_text

TASKS = "Nhiệm vụ trọng tâm năm 2026\n- "


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (f"{TASKS}Gắn mã QR cho 45 điểm di tích.", "Gắn mã QR cho điểm di tích"),
        (f"{TASKS}Tặng xe đạp cho 75 học sinh nghèo.", "Tặng xe đạp cho học sinh nghèo"),
        (f"{TASKS}Lắp cảm biến đo mực nước tại 14 hồ chứa.", "Lắp cảm biến đo mực nước tại hồ chứa"),
        (
            "Giao Ủy ban nhân dân xã trong năm 2026 đo đạc địa chính cho 1.400 thửa đất.",
            "đo đạc địa chính cho thửa đất",
        ),
        ("Sở Văn hóa phải gắn mã QR cho 45 điểm di tích trước ngày 30/6/2026.", None),
        ("Giao Phòng Văn hóa - Xã hội đến hết năm 2026 sưu tầm 80 hiện vật.", "sưu tầm hiện vật"),
        ("Năm 2025, tổ tự quản đã tháo dỡ 52 lều quán.", "tổ tự quản đã tháo dỡ lều quán"),
        ("Năm 2028 phấn đấu kết nghĩa với 6 địa phương.", "kết nghĩa với địa phương"),
        ("Sau 18 tháng thực hiện Dự án, huyện đã ghép được 740 ha điều.", "huyện đã ghép điều"),
        ("Yêu cầu Sở Y tế dựng bảng chỉ dẫn cho 20 trạm y tế trong năm 2026.", "dựng bảng chỉ dẫn cho trạm y tế"),
    ],
)
def test_reached(text: str, want: str | None) -> None:
    (target,) = parse_text(text).targets
    assert want is None or target.indicator == want


@pytest.mark.parametrize(
    ("text", "role", "want"),
    [
        ("Trong năm 2027, Sở Y tế xây 12 trạm y tế.", "target", "xây trạm y tế"),
        ("Trước ngày 30/6/2027, Phòng Nội vụ phải mở 05 lớp tập huấn.", "target", "mở lớp tập huấn"),
        ("Năm 2026, Ủy ban nhân dân các xã trồng 12.000 cây xanh.", "target", "trồng cây xanh"),
        (f"{TASKS}Ban Quản lý dự án tỉnh khẩn trương lắp 40 trụ nước.", "target", "lắp trụ nước"),
        (
            "Sở Nông nghiệp và Môi trường chủ trì trồng mới 1.200 ha rừng.",
            "target",
            "trồng mới rừng",
        ),
        ("Năm 2025, Công an tỉnh đã triệt phá 12 đường dây ma túy.", "result", "triệt phá đường dây ma túy"),
        ("KẾT QUẢ NĂM 2025\n1. Hội Phụ nữ tỉnh đã quyên góp 1,9 tỷ đồng.", "result", "quyên góp"),
    ],
)
def test_who_acts_is_no_part_of_what_is_measured(text: str, role: str, want: str) -> None:
    (target,) = parse_text(text).targets
    assert (target.role, target.indicator) == (role, want)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Năm 2026, Sở Y tế đạt 90 điểm chuyển đổi số.", "Sở Y tế"),
        (f"{TASKS}Văn phòng phẩm khoán 54 triệu đồng.", "Văn phòng phẩm khoán"),
        ("Đến năm 2030, Đảng bộ tỉnh có trên 90% chi bộ hoàn thành tốt nhiệm vụ.", "chi bộ hoàn thành tốt nhiệm vụ"),
    ],
)
def test_what_a_body_reaches_or_has(text: str, want: str) -> None:
    (target,) = parse_text(text).targets
    assert target.indicator == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Đến năm 2030 có 12 trường chuẩn quốc gia mức độ 2.", "trường chuẩn quốc gia mức độ 2"),
        ("Mục tiêu đến năm 2030 có 320 hợp tác xã hoạt động hiệu quả.", "hợp tác xã hoạt động hiệu quả"),
        ("Phấn đấu mỗi xã có ít nhất 01 sản phẩm OCOP 3 sao vào năm 2030.", "mỗi xã có sản phẩm OCOP 3 sao"),
        ("Đến năm 2030, ít nhất 2/3 số xã không còn hộ nghèo.", "số xã không còn hộ nghèo"),
    ],
)
def test_there_are_to_be(text: str, want: str) -> None:
    (target,) = parse_text(text).targets
    assert (target.role, target.due, target.indicator) == ("target", "2030", want)


@pytest.mark.parametrize("text", ["Trong năm 2026 có 12 đoàn đến thăm.", "Xã có 12 thôn.", "Hoàn thành trước 31/10."])
def test_there_are(text: str) -> None:
    assert parse_text(text).targets == ()


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Nhiệm vụ năm 2027: vá 300 ổ gà trên các tuyến liên thôn.", "vá ổ gà trên các tuyến liên thôn"),
        ("Kế hoạch năm 2027: sửa 30 máy bơm.", "sửa máy bơm"),
        ("Năm 2026 mua 12 ô tô chữa cháy.", "mua ô tô chữa cháy"),
    ],
)
def test_a_count_behind_a_label_or_of_a_short_noun(text: str, want: str) -> None:
    (target,) = parse_text(text).targets
    assert target.indicator == want


@pytest.mark.parametrize(
    "text",
    [
        f"{TASKS}Phối hợp với 5 tỉnh bạn.",
        f"{TASKS}Nâng cao chất lượng hoạt động của 15 hợp tác xã.",
        f"{TASKS}Bố trí đủ vốn cho 12 dự án.",
        "Tuyến đường thuận lợi cho 12 xã.",
        "Điều 5. Nội dung chi\n1. Công tác phí cho 12 thành viên.",
    ],
)
def test_only_described(text: str) -> None:
    assert parse_text(text).targets == ()


@pytest.mark.parametrize("who", ["UBND", "UBND xã", "HĐND, UBND", "MTTQ"])
def test_who_is_told_in_capitals(who: str) -> None:
    """A name that is nothing but capitals ends nowhere that is known: what it is told is read all the same."""
    assert [time.value for time in parse_text(f"- yêu cầu {who} xây 12 trạm bơm trong năm 2026.").times] == ["2026"]
