"""Keys of indicators: given where the name heads the phrase and means the whole, else not."""

import pytest

from nghiquyet.extract.targets.indicator_keys import indicator_key


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("Tỷ lệ hộ nghèo khu vực miền núi", "poverty-rate"),
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
    ],
)
def test_key_is_that_of_the_head(phrase: str, key: str | None) -> None:
    assert indicator_key(phrase) == key
