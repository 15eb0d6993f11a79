"""Changes: verbs and comparatives of what goes down or up, before the number and before the noun, with any unit."""

import pytest

from nghiquyet import parse_text

FALLS = (
    "giảm", "giảm bớt", "kéo giảm", "cắt giảm", "hạ", "bớt", "bớt đi", "cắt bớt", "rút", "sụt", "hụt", "tụt", "thu hẹp",
    "co lại", "giảm mạnh", "sụt giảm nhẹ", "thấp hơn năm 2025 là", "ít hơn năm 2025 khoảng", "kém hơn năm 2024 ít nhất",
)  # fmt: skip
RISES = (
    "tăng", "tăng thêm", "tăng khá", "gia tăng", "nhích", "nhích thêm", "nhích lên", "cao hơn năm 2025 là",
    "nhiều hơn năm 2025 khoảng", "nhỉnh hơn", "lớn hơn năm 2024 ít nhất",
)  # fmt: skip
LEVELS = ("đạt", "giảm còn", "giảm xuống còn", "tăng lên", "nâng lên", "hạ xuống", "rút xuống còn", "co lại còn")


def change(text: str) -> tuple[str | None, str]:
    (target,) = parse_text(text).targets
    return target.change, target.indicator


@pytest.mark.parametrize(
    ("words", "want"),
    [*((word, "decrease") for word in FALLS), *((word, "increase") for word in RISES)],
)
def test_between_noun_and_number(words: str, want: str) -> None:
    said = f"Phấn đấu đến năm 2028, tỷ lệ sinh con thứ ba {words} 2 điểm phần trăm."
    assert change(said) == (want, "tỷ lệ sinh con thứ ba")


@pytest.mark.parametrize("words", LEVELS)
def test_level_is_no_change(words: str) -> None:
    assert change(f"Phấn đấu đến năm 2028, tỷ lệ sinh con thứ ba {words} 9%.") == (None, "tỷ lệ sinh con thứ ba")


@pytest.mark.parametrize("words", ["giảm", "hạ", "kéo giảm", "bớt", "thu hẹp", "cắt giảm"])
def test_before_the_noun(words: str) -> None:
    told, indicator = change(f"Giai đoạn 2026 - 2030, mỗi năm {words} 0,8 điểm phần trăm tỷ lệ hộ nghèo.")
    assert told == "decrease"
    assert indicator.endswith("tỷ lệ hộ nghèo")


@pytest.mark.parametrize(
    "text",
    [
        "Đến năm 2028, thời gian thông quan rút ngắn 2 giờ so với năm 2025.",
        "Đến năm 2028, thời gian cấp phép bớt ít nhất 3 ngày.",
        "Đến năm 2028, rút ngắn 2 giờ thời gian thông quan.",
        "Đến năm 2028, cắt giảm thời gian giải quyết thủ tục tối thiểu 3 ngày.",
        "Đến năm 2028, thời lượng họp giảm bớt 15 phút.",
    ],
)
def test_length_of_time(text: str) -> None:
    assert change(text)[0] == "decrease"


@pytest.mark.parametrize(
    "text",
    [
        "Hộ thiếu hụt 3 chỉ số được hỗ trợ trong thời gian 2 năm.",
        "Sở trả kết quả trong thời gian 2 ngày.",
        "Thời gian công bố từ đủ 5 ngày.",
        "Đầu tư hạ tầng trong thời gian 2 năm.",
    ],
)
def test_what_only_looks_alike(text: str) -> None:
    assert [target.change for target in parse_text(text).targets if target.change] == []


@pytest.mark.parametrize(("words", "want"), [("ít hơn năm 2025 là 40 vụ", "decrease"), ("giảm 40 vụ", "decrease")])
def test_count(words: str, want: str) -> None:
    assert change(f"Mục tiêu năm 2029: số vụ cháy {words}.") == (want, "số vụ cháy")


@pytest.mark.parametrize("words", ["nâng", "nâng thêm", "tăng"])
def test_points_raised(words: str) -> None:
    said = f"Giai đoạn 2027 - 2029, mỗi năm {words} 1,2 điểm phần trăm tỷ lệ che phủ rừng."
    assert change(said)[0] == "increase"
    assert change(said)[1].endswith("tỷ lệ che phủ rừng")


def test_result() -> None:
    """What is compared with the past has the indicator of the value before it."""
    level, less = parse_text("Thu ngân sách quý I/2026 ước được 135 tỷ đồng, hụt 6% so với cùng kỳ.").targets
    assert (level.change, less.change, less.indicator) == (None, "decrease", "Thu ngân sách")
