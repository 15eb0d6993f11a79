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
