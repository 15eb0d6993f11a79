"""The time extractor: calendar arithmetic, open ends, evidence, hostile text, and the walk-through of docs/times.md."""

from itertools import pairwise

import pytest

from nghiquyet.extract.times.deadlines import in_name
from nghiquyet.extract.times.find import find_times
from nghiquyet.extract.times.iso import bounds, day, day_before
from nghiquyet.extract.view import view_of
from nghiquyet.facts import Metadata, Reference, Time
from nghiquyet.lexicon.files import grammar
from nghiquyet.lexicon.phrase_grammar import compile_phrase
from nghiquyet.text.spans import Span
from nghiquyet.tree import Paragraph, Root


def times(text: str, references: tuple[Reference, ...] = ()) -> tuple[Time, ...]:
    """Return the times of a text that is one paragraph."""
    span = Span(0, len(text))
    return find_times(view_of(text, Root(span=span, children=(Paragraph(span=span),))), references, Metadata())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-12-31", ("2026-12-31", "2026-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2027-Q2", ("2027-04-01", "2027-06-30")),
        ("2026-Q4", ("2026-10-01", "2026-12-31")),
        ("2026-H1", ("2026-01-01", "2026-06-30")),
        ("2026-H2", ("2026-07-01", "2026-12-31")),
        ("2030", ("2030-01-01", "2030-12-31")),
        ("2021/2025", ("2021-01-01", "2025-12-31")),
        ("2026-Q1/2026-Q3", ("2026-01-01", "2026-09-30")),
        ("2025-06-10/2025-06-12", ("2025-06-10", "2025-06-12")),
    ],
)
def test_bounds(value: str, expected: tuple[str, str]) -> None:
    """A value covers its first to its last day, both inclusive."""
    assert bounds(value) == expected


def test_days_that_no_calendar_has() -> None:
    """31 April is no day; the day before 1 March is the last of February."""
    assert day(2026, 4, 31) is None
    assert day_before("2024-03-01") == "2024-02-29"


@pytest.mark.parametrize(
    ("text", "relation", "start", "end"),
    [
        ("đến năm 2030", "by", None, "2030-12-31"),
        ("trước ngày 01/3/2027", "before", None, "2027-02-28"),
        ("từ ngày 01/3/2027", "from", "2027-03-01", None),
        ("vào quý II/2027", "at", "2027-04-01", "2027-06-30"),
        ("hoàn thành trong năm 2027", "within", "2027-01-01", "2027-12-31"),
        ("giai đoạn 2026 - 2030", "during", "2026-01-01", "2030-12-31"),
        ("từ năm 2026 đến hết năm 2030", "during", "2026-01-01", "2030-12-31"),
        ("năm 2027", None, "2027-01-01", "2027-12-31"),
        ("trong thời hạn 30 ngày", "within", None, None),
        ("hằng năm", None, None, None),
    ],
)
def test_open_ends(text: str, relation: str | None, start: str | None, end: str | None) -> None:
    """A limit is open on one side, and the open side is None."""
    (time,) = times(text)
    assert (time.relation, time.start, time.end) == (relation, start, end)


def test_spans_are_the_words() -> None:
    """Each span cuts out the words of its time, and no two overlap."""
    text = "Đến hết quý II/2027 xong; hằng năm 5%; giai đoạn 2026 -\n2030; trong vòng 30 ngày tính từ 01/6/2026."
    found = times(text)
    assert [text[time.span.start : time.span.end] for time in found] == [
        "Đến hết quý II/2027", "hằng năm", "giai đoạn 2026 -\n2030", "trong vòng 30 ngày", "tính từ 01/6/2026",
    ]  # fmt: skip
    assert found[2].text == "giai đoạn 2026 - 2030"


def test_dates_of_references_are_left_out() -> None:
    """A time inside the span of a reference belongs to the reference, wherever the reference stands in the list."""
    text = "Đề án ngày 12/5/2022 và báo cáo ngày 13/5/2022"
    at = text.index("báo cáo")

    def reference(start: int, end: int) -> Reference:
        return Reference(doc_type=None, number=None, date=None, issuer=None, text="", span=Span(start, end))

    assert [time.value for time in times(text)] == ["2022-05-12", "2022-05-13"]
    assert [time.value for time in times(text, (reference(at, len(text)),))] == ["2022-05-12"]
    assert times(text, (reference(at, len(text)), reference(0, at))) == ()


def test_each_decision_has_its_evidence() -> None:
    """Every time says why it is a deadline or not."""
    found = times("Chiến lược phát triển đến năm 2030. Phấn đấu đến năm 2030 đạt 50%. Từ năm 2026 giảm.")
    assert [(time.deadline, time.why) for time in found] == [
        (False, "in the name of a plan or document"),
        (True, "a goal follows"),
        (False, "a beginning"),
    ]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("quy hoạch chung thị trấn an sơn ", True),
        ("chiến lược phát triển khoa học, công nghệ và đổi mới sáng tạo ", True),
        ("triển khai đề án thu gom rác, ", False),
        ("thực hiện đề án, phấn đấu ", False),
        ("kế hoạch trồng 1.500 ha rừng ", False),
        ("nghị quyết này xác định ", False),
        ("tỷ lệ đô thị hoá ", False),
    ],
)
def test_names_of_plans(before: str, expected: bool) -> None:
    """The name of a plan reaches to its year unless a comma, a word of aiming or a figure stands between."""
    assert in_name(before) is expected


@pytest.mark.parametrize(
    "junk",
    [
        "năm ",
        "ngày ",
        "đến hết ",
        "2021 - ",
        "từ ngày 1 đến ",
        "chậm nhất là ",
        "năm 2021 và 2022 và ",
        "12/12/",
        " " * 50,
        "thời hạn hoàn thành\n2030\n",
    ],
)
def test_hostile_text(junk: str) -> None:
    """Repeated beginnings of phrases end, and give nothing that overlaps."""
    found = times(junk * 400)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))


def test_walk_through() -> None:
    """The example of docs/times.md holds: one alternative in one rule teaches a new limit."""
    lines = grammar("times.lark").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("before:"))
    phrase = "trước khi kết thúc nhiệm kỳ"
    lines.insert(at + 1, '      | "trước khi kết thúc"')
    found = compile_phrase("\n".join(lines), FEAST="tết").fullmatch(phrase)
    assert found is not None
    assert found["before"] == "trước khi kết thúc"
    assert found["TERM"] == "nhiệm kỳ"
