"""Documents that lay down rules: their sentences set rates, their tariffs set nothing."""

import pytest

from nghiquyet import Target, parse_text

TITLES = [
    "QUYẾT ĐỊNH\nVề việc ban hành Quy định mức thu phí, lệ phí trên địa bàn tỉnh Vân Hải",
    "NGHỊ QUYẾT\nQUY ĐỊNH MỨC CHI TIẾP KHÁCH, CÔNG TÁC PHÍ TRÊN ĐỊA BÀN TỈNH VÂN HẢI",
    "THÔNG TƯ\nHướng dẫn chế độ quản lý tài chính đối với hợp tác xã",
]
PLAN = "NGHỊ QUYẾT\nVề nhiệm vụ phát triển kinh tế - xã hội năm 2027"
PROCEDURE = "2. Hồ sơ gồm đơn đề nghị; cơ quan tiếp nhận thẩm định hồ sơ, cấp giấy phép theo thủ tục quy định.\n"


def found(title: str, body: str) -> tuple[Target, ...]:
    return parse_text(f"{title}\n\nĐiều 3. Nội dung\n\n{body}\n").targets


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "text",
    [
        "Mức thu phí tham quan di tích là 30.000 đồng/người/lượt.",
        "Thù lao báo cáo viên cấp tỉnh tối đa 1.500.000 đồng/buổi.",
        "Tổ chức thu phí được để lại 30% số tiền phí thu được.",
        "Diện tích tối thiểu của một thửa đất ở là 45 m2.",
    ],
)
def test_a_rate_that_a_sentence_sets(title: str, text: str) -> None:
    """It is a target in whatever document it stands."""
    (target,) = found(title, f"1. {text}")
    assert (target.role, target.due) == ("target", None)


@pytest.mark.parametrize("title", [*TITLES, PLAN])
def test_a_tariff_sets_nothing(title: str) -> None:
    table = "| TT | Nội dung | Mức chi (đồng) |\n|---|---|---|\n| 1 | Soạn báo cáo | 250.000 |\n| 2 | Họp | 100.000 |"
    assert found(title, table) == ()


@pytest.mark.parametrize("title", [*TITLES, PLAN])
def test_a_table_of_criteria_sets_its_values(title: str) -> None:
    table = (
        "| TT | Tiêu chí | Mục tiêu năm 2030 |\n|---|---|---|\n| 1 | Tỷ lệ hộ dùng nước sạch | ≥ 98% |\n"
        "| 2 | Tỷ lệ đường trục thôn được chiếu sáng | ≥ 80% |"
    )
    assert [target.number for target in found(title, table)] == ["98", "80"]


@pytest.mark.parametrize("text", ["Chủ rừng có tổ bảo vệ 05 người.", "Cơ sở có 02 nhân viên được tập huấn."])
def test_a_text_of_procedures(text: str) -> None:
    """Where words of procedures stand often, what is called no rate is none."""
    assert not found(TITLES[2], PROCEDURE * 8 + f"3. {text}")
