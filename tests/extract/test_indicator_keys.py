"""Keys of indicators: given where the name heads the phrase, the unit fits and the whole is meant, else not."""

import tomllib
from pathlib import Path

import pytest

import nghiquyet
from nghiquyet.extract.targets.indicator_keys import indicator_key, indicators

PHRASES = tomllib.loads((Path(__file__).parents[1] / "data" / "indicators.toml").read_text("utf-8"))["phrase"]
DIMENSIONS = {"share", "money", "count", "mass", "area", "length", "age", "time", "none"}
PRECISION, RECALL = 0.98, 0.9


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("Tỷ lệ hộ nghèo khu vực miền núi", "poverty-rate"),
        ("Tỉ lệ che phủ rừng (%)", "forest-cover"),
        ("Tạo việc làm mới cho lao động", "jobs-created"),
        ("Mức cho vay tối đa đối với dự án tạo việc làm", None),
        ("Chi thường xuyên", "recurrent-expenditure"),
        ("Chi thường xuyên chưa phân bổ", None),
        ("Vốn đầu tư công so với tổng vốn đầu tư toàn xã hội", None),
        ("Tổng vốn đầu tư toàn xã hội", "total-investment"),
        ("Được hỗ trợ giá trị nhà ở xã hội", None),
        ("Chi đầu tư từ nguồn bội chi ngân sách địa phương", None),
        ("Năng suất lao động", "labour-productivity"),
        ("Tốc độ tăng năng suất lao động", None),
        ("Tổng thu ngân sách cấp tỉnh", None),
    ],
)
def test_key_is_that_of_the_head(phrase: str, key: str | None) -> None:
    assert indicator_key(phrase) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tỷ lệ hộ nghèo còn 3%.", "poverty-rate"),
        ("Tỷ lệ hộ nghèo giảm 1,5%/năm.", "poverty-reduction"),
        ("Thu ngân sách nhà nước đạt 400 tỷ đồng.", "budget-revenue"),
        ("Thu ngân sách nhà nước tăng 12%.", None),
        ("Kết nạp 60 đảng viên.", "party-members-admitted"),
        ("Chỉ số phát triển con người (HDI) đạt 0,78.", "hdi"),
    ],
)
def test_unit_and_change_agree(text: str, key: str | None) -> None:
    assert [target.key for target in nghiquyet.parse_text(f"MỤC TIÊU NĂM 2030\n1. {text}\n").targets] == [key]


def test_keys_of_reviewed_phrases() -> None:
    """Of the keys given to phrases of real documents almost all are those that a reader gave."""
    wrong, given, wanted, found = [], 0, 0, 0
    for each in PHRASES:
        dimension = each["dimension"]
        key = indicator_key(each["words"], dimension=dimension, changes=each.get("changes", False)) or ""
        given += bool(key)
        wanted += bool(each["key"])
        found += bool(key) and key == each["key"]
        if key and key != each["key"]:
            wrong.append((each["words"], key, each["key"]))
    assert len(PHRASES) >= 300
    assert len(wrong) <= (1 - PRECISION) * given, wrong
    assert found >= RECALL * wanted


def test_rows_say_what_a_key_means() -> None:
    for row in indicators().values():
        assert row.dimension, row.key
        assert set(row.dimension) <= DIMENSIONS, row.key
        assert (row.measure, row.of) in {(m, o) for m in ("level", "growth", "change") for o in ("whole", "groups")}
        assert row.changed is None or indicators()[row.changed].measure == "change", row.key
        assert row.source, row.key


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("Số bác sĩ/vạn dân đạt 12 bác sĩ.", "doctors-per-10000"),
        ("Số giường bệnh đạt 30 giường/vạn dân.", "hospital-beds-per-10000"),
        ("Số bác sĩ toàn tỉnh đạt 1.500 người.", None),
        ("Số bác sĩ tuyển mới là 15 người.", None),
        ("Số giường bệnh: 120 xã, phường.", None),
    ],
)
def test_a_rate_per_people_is_said_to_be_one(sentence: str, key: str | None) -> None:
    """A count of doctors never stands in a series of doctors per 10,000 people."""
    targets = nghiquyet.parse_text(f"I. MỤC TIÊU\n- {sentence}\n").targets
    assert [target.key for target in targets] == [key]
