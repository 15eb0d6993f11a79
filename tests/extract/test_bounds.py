"""Bounds: each way of saying at least, at most, below, above and about, with the noun of a bound between or not."""

import pytest

from nghiquyet import parse_text

BEFORE = {
    "ge": (
        "không dưới", "chẳng kém", "không được để dưới ngưỡng", "không ít hơn", "không thể thấp hơn mức", "chí ít",
        "ít ra cũng", "ít nhất là", "tối thiểu phải đạt", "lớn hơn hoặc bằng", "bằng hoặc cao hơn", "≥",
    ),
    "le": (
        "không quá", "không quá mức", "không được vượt trần", "không để cao quá", "chưa vượt ngưỡng", "không trên",
        "chớ quá", "tối đa chỉ", "nhiều nhất là", "nhiều lắm", "cùng lắm là", "thấp hơn hoặc bằng",
        "bằng hoặc dưới", "≤",
    ),
    "gt": ("trên", "trên ngưỡng", "trên mốc", "hơn", "cao hơn mức", "vượt con số", "quá mốc", "vượt quá giới hạn"),
    "lt": ("dưới", "dưới ngưỡng", "dưới mốc", "thấp hơn mức", "kém hơn", "chưa đầy", "chưa tới mức", "không tới"),
    "approx": (
        "khoảng", "chừng", "ước chừng", "vào khoảng", "xấp xỉ mức", "ngót", "quãng", "trên dưới",
        "quanh mức", "suýt soát",
    ),
}  # fmt: skip
BEHIND = {
    "ge": ("trở lên", "đổ lên", "hoặc cao hơn", "là ít nhất"),
    "le": ("trở xuống", "đổ lại", "hoặc thấp hơn", "là cùng", "là tối đa"),
}


def bound(said: str) -> tuple[str, str]:
    (target,) = parse_text(f"Đến năm 2030, tỷ lệ hộ nghèo {said}.").targets
    return target.comparator, target.indicator


@pytest.mark.parametrize(("want", "words"), [(want, words) for want, row in BEFORE.items() for words in row])
def test_before_the_number(want: str, words: str) -> None:
    assert bound(f"{words} 3%") == (want, "tỷ lệ hộ nghèo")


@pytest.mark.parametrize(("want", "words"), [(want, words) for want, row in BEHIND.items() for words in row])
def test_behind_the_number(want: str, words: str) -> None:
    assert bound(f"còn 3% {words}") == (want, "tỷ lệ hộ nghèo")


@pytest.mark.parametrize(("words", "want"), [("cùng lắm còn", "le"), ("tối đa chỉ còn", "le"), ("ít nhất còn", "ge")])
def test_before_the_verb(words: str, want: str) -> None:
    (target,) = parse_text(f"Đối với vùng ven biển: phấn đấu năm 2028 {words} 3% hộ thiếu nước ngọt.").targets
    assert (target.comparator, target.indicator) == (want, "hộ thiếu nước ngọt")


@pytest.mark.parametrize("words", ["đạt ngưỡng", "chạm mốc", "ở mức", "là", "dừng ở con số"])
def test_noun_of_a_bound_alone_bounds_nothing(words: str) -> None:
    assert bound(f"{words} 3%") == ("eq", "tỷ lệ hộ nghèo")


def test_distance_is_measured() -> None:
    """How far two things may be apart is a goal: only "cách ... 24 km" tells where a thing is."""
    (target,) = parse_text("Đến năm 2030, khoảng cách giữa hai trạm sạc không vượt 25 km.").targets
    assert (target.comparator, target.indicator) == ("le", "khoảng cách giữa hai trạm sạc")


def test_noun_of_a_bound_with_the_indicator() -> None:
    """What is said of the noun binds its value: "Mức trần lãi suất là 5%"."""
    (target,) = parse_text("Năm 2027, mức trần lãi suất cho vay là 5%.").targets
    assert target.comparator == "le"
