"""The context that headings, captions, columns and the title give to a passage."""

import pytest

from nghiquyet import parse_text
from nghiquyet.extract.context import Context, Role, Source, contexts
from nghiquyet.extract.view import view_of

HEAD = "NGHỊ QUYẾT\nVề nhiệm vụ năm 2015\nQUYẾT NGHỊ:\n"


def context(text: str, words: str) -> Context:
    """Return the context of the last passage of *text* that begins with *words*."""
    document = parse_text(text)
    view = view_of(document.text, document.tree)
    passages = [each for each in view.passages if view.words(each.start, each.end).startswith(words)]
    return contexts(view, document.tree, document.times).of(passages[-1])


def value(text: str, words: str, name: str) -> str | None:
    said = getattr(context(text, words), name)
    return said and said.value


def test_nearest_heading_wins_for_each_kind_of_value() -> None:
    text = "I. Mục tiêu đến năm 2030\n1. Nông nghiệp\n- Đạt 5%.\nII. Kết quả năm 2025\n1. Công nghiệp\n- Đạt 6%."
    assert value(text, "- Đạt 5%", "role") == Role.GOALS
    assert value(text, "- Đạt 5%", "period") == "2030"
    assert value(text, "- Đạt 6%", "role") == Role.RESULTS
    assert value(text, "- Đạt 6%", "indicator") == "Công nghiệp"


def test_each_value_tells_where_it_is_said() -> None:
    said = context("I. Mục tiêu đến năm 2030\n- Đạt 5%.", "- Đạt").period
    assert said is not None
    assert (said.words, said.source, said.node.kind, said.deadline) == (
        "đến năm 2030", Source.HEADING, "section", True,
    )  # fmt: skip


def test_title_says_the_period_of_the_whole_document() -> None:
    said = context(HEAD + "Điều 1. Thu ngân sách.", "Điều 1").period
    assert said is not None
    assert (said.value, said.source) == ("2015", Source.TITLE)


def test_heading_of_names_says_who_acts() -> None:
    assert value("1. Trách nhiệm của Bộ Y tế và Sở Nội vụ:\n- Rà soát.", "- Rà", "doer") == "Bộ Y tế và Sở Nội vụ"


def test_heading_that_begins_with_a_name_and_goes_on_names_nobody() -> None:
    assert value("1. Sở Nội vụ báo cáo kết quả hằng năm.\n- Rà soát.", "- Rà", "doer") is None


def test_name_of_a_heading_is_without_its_time() -> None:
    assert value("1. Cơ cấu kinh tế đến năm 2030:\n- Nông nghiệp 20%.", "- Nông", "indicator") == "Cơ cấu kinh tế"


TABLE = f"""{HEAD}Điều 1. Chỉ tiêu
| TT | Chỉ tiêu | ĐVT | Quý III/2014 | Mục tiêu 2020 |
|---|---|---|---|---|
| 1 | Hộ nghèo | % | 8 | 7 |
| II | Đến năm 2025 | | | |
| 2 | Công nghiệp | tấn | 21 | 22 |
| — | + Chế biến | tấn | 31 | 32 |
| — | ++ Trong đó: giấy | tấn | 41 | 42 |
| — | + Khai khoáng | tấn | 51 | 52 |
"""


def test_cell_takes_unit_from_its_row_and_period_from_its_column() -> None:
    found = context(TABLE, "31").said()
    assert found["unit"].value == "tấn"
    assert (found["period"].value, found["period"].source) == ("2014-Q3", Source.COLUMN)


def test_rows_with_more_marks_are_parts_of_the_row_above() -> None:
    assert value(TABLE, "41", "indicator") == "Công nghiệp Chế biến giấy"
    assert value(TABLE, "51", "indicator") == "Công nghiệp Khai khoáng"


def test_row_with_nothing_but_a_period_stands_over_the_rows_below() -> None:
    text = TABLE.replace("Mục tiêu 2020", "Mục tiêu")
    assert value(text, "22", "period") == "2025"
    assert value(text, "7", "period") == "2015"


TASKS = [
    "1. Hằng năm, tổ chức kiểm tra, đánh giá tình hình thực hiện Nghị quyết.",
    "1. Sở Nội vụ tổ chức đánh giá tình hình thực hiện Nghị quyết",
    "1. Khắc phục tồn tại, hạn chế",
    "1. Định kỳ 6 tháng, tổng hợp kết quả, báo cáo cấp có thẩm quyền.",
    "Điều 1. Tán thành Báo cáo số 15/BC-UBND của Ủy ban nhân dân tỉnh về tình hình kinh tế - xã hội.",
]


@pytest.mark.parametrize("task", TASKS)
def test_order_that_mentions_results_is_no_heading_of_results(task: str) -> None:
    assert value(f"{task}\n- Trồng 300 ha rừng.", "- Trồng", "role") != Role.RESULTS


REPORTS = ["1. Đánh giá kết quả năm 2025", "1. Tồn tại, hạn chế.", "Điều 1. Tình hình thực hiện nhiệm vụ năm 2025."]


@pytest.mark.parametrize("report", REPORTS)
def test_heading_of_an_assessment_reports(report: str) -> None:
    assert value(f"{report}\n- Trồng 300 ha rừng.", "- Trồng", "role") == Role.RESULTS


def test_procedures_that_are_reformed_are_no_conditions() -> None:
    assert value("1. Thủ tục hỗ trợ\n- Đạt 5%.", "- Đạt", "role") is None  # it says how much too
    assert value("1. Hồ sơ, thủ tục\n- Đạt 5%.", "- Đạt", "role") == Role.CONDITIONS
    assert value("1. Cải cách thủ tục hành chính\n- Đạt 5%.", "- Đạt", "role") is None

    assert value("1. Nguồn lực, điều kiện thực hiện\n- Đạt 5%.", "- Đạt", "role") is None
    assert value("1. Điều kiện bảo đảm; tiêu chuẩn\n- Đạt 5%.", "- Đạt", "role") == Role.CONDITIONS
    assert value("1. Phát triển chè trong điều kiện mới\n- Đạt 5%.", "- Đạt", "role") is None
    assert value("1. Điều kiện bảo đảm an toàn\n- Đạt 5%.", "- Đạt", "role") == Role.CONDITIONS
    assert value("1. Về các điều kiện hỗ trợ\n- Đạt 5%.", "- Đạt", "role") == Role.CONDITIONS


CASES = ["1. Miễn thuế đối với các trường hợp sau:", "1. Các dự án được ưu đãi", "1. Được giảm nếu thuộc trường hợp:"]


@pytest.mark.parametrize("said", CASES)
def test_list_of_cases_of_a_rule(said: str) -> None:
    assert value(f"{said}\na) Đạt 5%.", "a) Đạt", "role") == Role.CASES
    assert value(f"I. NHIỆM VỤ\n{said}\na) Đạt 5%.", "a) Đạt", "role") == Role.TASKS
    assert value(f"{said[:3]}Đã giải quyết đối với các trường hợp sau:\na) Đạt 5%.", "a) Đạt", "role") is None
    assert value(f"{said[:3]}Mức giảm thuế được áp dụng\na) Đạt 5%.", "a) Đạt", "role") is None


def test_second_heading_without_a_marker_ends_the_first() -> None:
    text = "1. Chung\nKết quả năm 2025\n- Đạt 5%.\nMục tiêu năm 2026\n- Đạt 6%."
    assert (value(text, "- Đạt 5%", "role"), value(text, "- Đạt 5%", "period")) == (Role.RESULTS, "2025")
    assert (value(text, "- Đạt 6%", "role"), value(text, "- Đạt 6%", "period")) == (Role.GOALS, "2026")


def test_column_of_a_time_before_the_document_reports() -> None:
    assert value(TABLE, "31", "role") == Role.RESULTS
    assert value(TABLE, "32", "role") == Role.GOALS


CRITERIA = """Điều 1. Tiêu chí
| STT | Tên tiêu chí | Nội dung tiêu chí | Đơn vị | Nhóm 1 |
|---|---|---|---|---|
| 1 | Giao thông | Đường nhựa | % | 81 |
| | | Đường bê tông | % | 82 |
"""


def test_label_that_is_left_out_is_carried_down() -> None:
    assert value(CRITERIA, "81", "indicator") == "Giao thông Đường nhựa"
    assert value(CRITERIA, "82", "indicator") == "Giao thông Đường bê tông"


def test_bare_head_of_units_is_a_column_of_units() -> None:
    assert value(CRITERIA, "82", "unit") == "%"


def test_heading_of_a_topic_names_no_indicator() -> None:
    assert value("1. Về kinh tế:\n- Đạt 5%.", "- Đạt", "indicator") is None
    assert value("1. Tỷ lệ hộ nghèo:\n- Đạt 5%.", "- Đạt", "indicator") == "Tỷ lệ hộ nghèo"


CAPTIONS = """Bảng 2. Chỉ tiêu năm 2028
(Đơn vị tính: tỷ đồng)
| TT | Nguồn thu | Số tiền |
|---|---|---|
| 1 | Thu nội địa | 300 |

Số liệu của năm 2024 do Cục Thống kê cung cấp.
| TT | Nguồn thu | Số tiền |
|---|---|---|
| 1 | Thu khác | 50 |
"""


def test_caption_says_period_role_and_unit_of_its_table() -> None:
    """The lines right over a table do, a sentence over it does not."""
    assert [value(CAPTIONS, "300", name) for name in ("period", "role", "unit")] == ["2028", Role.GOALS, "tỷ đồng"]
    assert [value(CAPTIONS, "50", name) for name in ("period", "role", "unit")] == [None, None, None]
