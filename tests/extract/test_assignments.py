"""Assignments: their fields, the work list, and their behaviour on hostile text. The forms are in tests/cases."""

import pytest

import nghiquyet
from clock import is_linear
from nghiquyet.extract.assignments.find import find_assignments
from nghiquyet.extract.context import contexts
from nghiquyet.extract.view import Passage, TextView
from nghiquyet.text.folding import fold
from nghiquyet.text.spans import Span
from nghiquyet.tree import Paragraph, Root


def test_fields() -> None:
    """A duty has the words of its task, its partners in order, its deadline, and spans that quote the text."""
    text = (
        "Điều 4. Tổ chức thực hiện\n"
        "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính và các cơ quan liên quan xây dựng đề án trước ngày 30/6/2027.\n"
    )
    document = nghiquyet.parse_text(text)
    lead, partner = document.assignments
    assert (lead.body, lead.role, lead.due) == ("Sở Y tế", "lead", "2027-06-30")
    assert lead.partners == ("Sở Tài chính", "các cơ quan liên quan")
    assert lead.task is not None
    assert lead.task.startswith("chủ trì, phối hợp với Sở Tài chính")
    assert lead.task.endswith("trước ngày 30/6/2027")
    assert text[lead.body_span.start : lead.body_span.end] == "Sở Y tế"
    assert text[lead.span.start : lead.span.end].startswith("Sở Y tế chủ trì")
    assert (partner.body, partner.role) == ("Sở Tài chính", "coordinate")
    assert lead.address == "Điều 4.1"


def test_duty_goes_on_over_semicolons() -> None:
    """A duty ends where the next subject begins, and its deadline may stand behind a semicolon."""
    text = "Giao Sở Nội vụ xây dựng kế hoạch; hoàn thành trong quý III/2027; Thanh tra tỉnh theo dõi, đôn đốc."
    first, second = nghiquyet.parse_text(text).assignments
    assert first.task == "xây dựng kế hoạch; hoàn thành trong quý III/2027"
    assert first.due == "2027-Q3"
    assert (second.body, second.role, second.due) == ("Thanh tra tỉnh", "monitor", None)


def test_wrapped_name() -> None:
    """A name that a line end cuts is one name on one line."""
    text = "Điều 2. Giao Sở Tài nguyên và\nMôi trường tỉnh Vân Hải rà soát quỹ đất trên địa bàn toàn\ntỉnh.\n"
    (duty,) = nghiquyet.parse_text(text).assignments
    assert duty.body == "Sở Tài nguyên và Môi trường tỉnh Vân Hải"
    assert text[duty.body_span.start : duty.body_span.end] == "Sở Tài nguyên và\nMôi trường tỉnh Vân Hải"


def test_tasks() -> None:
    """The work list has one row a task: bodies of one clause together, the tasks below a name each by itself."""
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n\n"
        "1. Sở Xây dựng\n\n"
        "a) Rà soát quy hoạch, hoàn thành trước ngày 30/9/2027.\n\n"
        "b) Ban hành hướng dẫn.\n\n"
        "2. Sở Tài chính, Kho bạc Nhà nước phối hợp với Công an tỉnh kiểm soát chi.\n"
    )
    rows = nghiquyet.parse_text(text).tasks
    assert [(row.who, row.role, row.due, row.address) for row in rows] == [
        (("Sở Xây dựng",), "lead", "2027-09-30", "III.1.a"),
        (("Sở Xây dựng",), "lead", None, "III.1.b"),
        (("Sở Tài chính", "Kho bạc Nhà nước"), "coordinate", None, "III.2"),
    ]
    assert rows[2].partners == ("Công an tỉnh",)
    assert rows[2].what == "phối hợp với Công an tỉnh kiểm soát chi"


def test_tasks_with_partners_over_a_list() -> None:
    """Who works with the names over a list stands in each row of their tasks, and has none of its own."""
    text = "1. Sở Tài chính chủ trì, phối hợp với Sở Y tế:\n\na) Lập đề án.\n\nb) Rà soát.\n"
    rows = nghiquyet.parse_text("III. TỔ CHỨC THỰC HIỆN\n\n" + text).tasks
    assert [(row.who, row.role, row.partners, row.what) for row in rows] == [
        (("Sở Tài chính",), "lead", ("Sở Y tế",), "Lập đề án"),
        (("Sở Tài chính",), "lead", ("Sở Y tế",), "Rà soát"),
    ]


def test_tasks_of_a_table() -> None:
    """A row of a table is a row of the work list; who has to coordinate stands in it and has none of its own."""
    text = (
        "Điều 2. Danh mục\n\n| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n|---|---|---|---|---|\n"
        "| 1 | Đề án bến xe điện | Sở Xây dựng | Sở Tài chính, các xã | Quý II/2027 |\n"
        "| 2 | Đề án cây xanh | | Sở Y tế | Năm 2028 |\n"
    )
    document = nghiquyet.parse_text(text)
    rows = [(row.who, row.role, row.partners, row.what, row.due) for row in document.tasks]
    assert rows == [
        (("Sở Xây dựng",), "lead", ("Sở Tài chính", "các xã"), "Đề án bến xe điện", "2027-Q2"),
        (("Sở Y tế",), "coordinate", (), "Đề án cây xanh", "2028"),
    ]
    span = document.assignments[0].span
    assert text[span.start : span.end].startswith("Đề án bến")
    assert text[span.start : span.end].endswith("II/2027")


BLOCK = (
    "Điều 2. Danh mục\n\n1. Số hóa sắc phong\n"
    "- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\n- Cơ quan phối hợp: Bảo tàng tỉnh, Sở Nội vụ.\n"
    "- Theo dõi, đôn đốc: Văn phòng Ủy ban nhân dân tỉnh.\n- Thời hạn trình: trước ngày 01/3/2027.\n\n"
    "2. Vớt bèo kênh Ba Khe. Đơn vị thực hiện: Chi cục Thủy lợi; thời gian: quý II/2027.\n"
)


def test_tasks_of_a_block() -> None:
    """Fields behind labels make one row of the task that stands over them, or before them in the same paragraph."""
    rows = nghiquyet.parse_text(BLOCK).tasks
    assert [(row.who, row.partners, row.monitors, row.what, row.due) for row in rows] == [
        (
            ("Sở Văn hóa, Thể thao và Du lịch",),
            ("Bảo tàng tỉnh", "Sở Nội vụ"),
            ("Văn phòng Ủy ban nhân dân tỉnh",),
            "Số hóa sắc phong",
            "2027-03-01",
        ),
        (("Chi cục Thủy lợi",), (), (), "Vớt bèo kênh Ba Khe", "2027-Q2"),
    ]


def test_column_of_those_who_watch() -> None:
    """A third column of bodies names those who watch over the task; what is due every year has that as its due."""
    text = (
        "Điều 2. Danh mục\n\n| TT | Việc | Chủ trì | Phối hợp | Theo dõi, kiểm tra, đôn đốc | Thời hạn |\n"
        "|---|---|---|---|---|---|\n"
        "| 1 | Lập bản đồ rừng | Hạt Kiểm lâm huyện | Công an huyện | Văn phòng UBND huyện | Hằng năm |\n"
    )
    (row,) = nghiquyet.parse_text(text).tasks
    assert (row.who, row.partners, row.monitors) == (
        ("Hạt Kiểm lâm huyện",), ("Công an huyện",), ("Văn phòng UBND huyện",),
    )  # fmt: skip
    assert (row.what, row.due) == ("Lập bản đồ rừng", "P1Y")


def test_task_of_names_over_a_list() -> None:
    """Names over a list are told all that stands in it; a limit of one task of several is not theirs."""
    text = (
        "Điều 2. Phân công\n1. Sở Xây dựng\n"
        "a) Rà soát quy hoạch trước ngày 30/9/2027;\nb) Phối hợp với Sở Y tế lập đề án.\n"
    )
    document = nghiquyet.parse_text(text)
    over, partner = document.assignments
    assert over.task == "Rà soát quy hoạch trước ngày 30/9/2027; b) Phối hợp với Sở Y tế lập đề án"
    assert over.due is None
    assert (partner.task, partner.due) == ("lập đề án", None)
    assert [(row.what, row.due, row.partners) for row in document.tasks] == [
        ("Rà soát quy hoạch trước ngày 30/9/2027", "2027-09-30", ()),
        ("Phối hợp với Sở Y tế lập đề án", None, ("Sở Y tế",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Bộ Tài chính bố trí vốn, góp phần thực hiện mục tiêu đến năm 2030, hiện thực hóa tầm nhìn đến năm 2045.",
        "1. Bộ Tư pháp xây dựng chính sách nhằm đạt mục tiêu phổ cập vào năm 2031.",
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Lập đề án | Sở Y tế | Từ năm 2027 |",
        "1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ:\na) Lập đề án trước ngày 30/6/2027;\nb) Rà soát.",
    ],
)
def test_years_that_are_no_limit(text: str) -> None:
    """A year of a goal that the task serves, a beginning, and the limit of one task of several are no due."""
    document = nghiquyet.parse_text("III. TỔ CHỨC THỰC HIỆN\n" + text + "\n")
    assert document.assignments
    assert {each.due for each in document.assignments} == {None}


def test_limit_before_the_name() -> None:
    """A limit in front of the subject is the due of the lead and of its partners."""
    text = "Điều 2. Phân công\nTrước ngày 30/6/2027, Sở Y tế chủ trì, phối hợp với Sở Nội vụ lập đề án.\n"
    assert [(duty.task, duty.due) for duty in nghiquyet.parse_text(text).assignments] == [
        ("chủ trì, phối hợp với Sở Nội vụ lập đề án", "2027-06-30"),
        ("lập đề án", "2027-06-30"),
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "Bộ Y tế, ",
        "giao ",
        "phối hợp với ",
        "các ",
        "Ủy ban nhân dân ",
        "Căn cứ, ",
        "; ",
        "(",
        "Sở A và ",
        "theo chức năng ",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Whatever is repeated, the cost grows like the text."""

    def made(size: int) -> tuple[TextView, Root]:
        text = unit * (size // len(unit)) + "tổ chức thực hiện."
        node = Paragraph(span=Span(0, len(text)))
        passage = Passage(start=0, end=len(text), node=node, zone="body")
        return TextView(text, text, fold(text), (passage,)), Root(span=node.span, children=(node,))

    assert is_linear(lambda made: find_assignments(contexts(*made), ()), made, 10_000)
