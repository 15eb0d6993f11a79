"""Two documents compared: matched by meaning, values in one unit, levels apart from changes."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import nghiquyet
from nghiquyet import Document, compare, parse_text
from nghiquyet.export.compare import differing
from nghiquyet.export.differences import PARTS, as_html, as_json, as_text, marked, target_lines
from nghiquyet.export.screen import Terminal

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("corpus/*/source.txt"))
HEAD = "NGHỊ QUYẾT\n\nI- CHỈ TIÊU ĐẾN NĂM 2030\n\n"


def parsed(*lines: str) -> Document:
    return nghiquyet.parse_text(HEAD + "".join(f"{at}. {line}\n\n" for at, line in enumerate(lines, 1)))


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.parent.name)
def document(request: pytest.FixtureRequest) -> Document:
    return nghiquyet.parse(request.param)


def test_the_same(document: Document) -> None:
    """A document does not differ from itself."""
    found = compare(document, document)
    assert differing(found.targets) == differing(found.tasks) == list(found.texts) == []
    assert [(each.old, each.new) for each in found.targets] == [(at, at) for at in range(len(document.targets))]


def test_every_position_once() -> None:
    """Whatever is compared with whatever, each target and each task of both is in one change."""
    documents = [nghiquyet.parse(path) for path in SOURCES]
    for old in documents:
        for new in documents:
            found = compare(old, new)
            for changes, before, after in (
                (found.targets, old.targets, new.targets), (found.tasks, old.tasks, new.tasks)
            ):  # fmt: skip
                assert sorted(each.old for each in changes if each.old is not None) == list(range(len(before)))
                assert sorted(each.new for each in changes if each.new is not None) == list(range(len(after)))


@pytest.mark.parametrize(
    ("old", "new", "change", "difference"),
    [
        ("Tỷ lệ hộ nghèo còn dưới 3%.", "Tỷ lệ hộ nghèo còn dưới 1,5%.", "lowered", "-1.5"),
        ("Thu ngân sách đạt 900 tỷ đồng.", "Thu ngân sách đạt 1,2 nghìn tỷ đồng.", "raised", "300000000000"),
        ("Thu ngân sách đạt 1.200 tỷ đồng.", "Thu ngân sách đạt 1,2 nghìn tỷ đồng.", "same", "0"),
        ("Tỷ lệ che phủ rừng đạt 42%.", "Tỷ lệ che phủ rừng đạt trên 42%.", "changed", "0"),
        ("Kết nạp 200 đảng viên.", "Kết nạp từ 210 đến 250 đảng viên.", "raised", "30"),
    ],
)
def test_one_target(old: str, new: str, change: str, difference: str) -> None:
    """Values are compared in the base unit, ranges by their middles; another bound alone is a change too."""
    (found,) = compare(parsed(old), parsed(new)).targets
    assert (found.change, found.difference) == (change, Decimal(difference))


def test_levels_are_apart_from_changes() -> None:
    """An amount of change is never compared with a level."""
    found = compare(parsed("Tỷ lệ hộ nghèo còn 3%."), parsed("Tỷ lệ hộ nghèo giảm 1%.")).targets
    assert sorted(each.change for each in found) == ["added", "dropped"]


def test_results_are_apart_from_targets() -> None:
    """What was reached is never compared with what is to be reached."""
    reached = nghiquyet.parse_text("NGHỊ QUYẾT\n\nI- KẾT QUẢ NĂM 2020\n\n1. Tỷ lệ che phủ rừng đạt 40%.\n")
    found = compare(reached, parsed("Tỷ lệ che phủ rừng đạt 42%.")).targets
    assert sorted(each.change for each in found) == ["added", "dropped"]


def test_words_may_differ() -> None:
    """Versions of one phrase are one target; other phrases are not."""
    old = parsed("Có 30 trường học đạt chuẩn quốc gia mức độ 2.", "Có 12 bệnh viện hạng hai.")
    new = parsed("Có 35 trường học đạt chuẩn quốc gia mức độ 2 trở lên.", "Có 9 bến cảng nước sâu.")
    assert sorted(each.change for each in compare(old, new).targets) == ["added", "dropped", "raised"]


def test_a_due_that_moved() -> None:
    """The same value due at another time is moved, and says which way."""
    old, new = (parsed(f"Đến năm {year}, tỷ lệ hộ nghèo còn dưới 3%.") for year in (2028, 2030))
    (found,) = compare(old, new).targets
    assert (found.change, found.due) == ("moved", "later")
    (found,) = compare(new, old).targets
    assert (found.change, found.due) == ("moved", "earlier")


def test_before_a_time_is_the_day_before() -> None:
    """What is due before a year is due on the last day of the year before it, in whatever words."""
    old = parsed("Trước năm 2030, tỷ lệ hộ nghèo còn dưới 3%.")
    (found,) = compare(old, parsed("Đến hết năm 2029, tỷ lệ hộ nghèo còn dưới 3%.")).targets
    assert (found.change, found.due) == ("same", None)
    (found,) = compare(old, parsed("Đến năm 2030, tỷ lệ hộ nghèo còn dưới 3%.")).targets
    assert (found.change, found.due) == ("moved", "later")


def test_numbers_are_in_the_style_of_the_documents() -> None:
    """A difference has its point between thousands and its comma before decimals, as the values beside it."""
    old = parsed("Thu ngân sách đạt 900 tỷ đồng.", "Trước năm 2030, tỷ lệ hộ nghèo còn 3%.")
    new = parsed("Thu ngân sách đạt 12.400,5 tỷ đồng.", "Trước năm 2030, tỷ lệ hộ nghèo còn 2,5%.")
    lines = list(target_lines(old, new, compare(old, new)))
    assert [(line.old, line.new, line.difference) for line in lines] == [
        ("900 tỷ đồng, 2030", "12.400,5 tỷ đồng, 2030", "+11.500,5 tỷ đồng"), ("3%, < 2030", "2,5%, < 2030", "−0,5%")
    ]  # fmt: skip


def test_a_task_that_moved() -> None:
    """A task whose deadline moved is told, with the way; one that is gone is dropped."""
    old = parsed("Giao Sở Y tế xây dựng đề án, hoàn thành trước ngày 30/6/2027.", "Giao Sở Xây dựng lập quy hoạch.")
    new = parsed("Giao Sở Y tế xây dựng đề án, hoàn thành trước ngày 31/12/2027.")
    found = {(each.change, each.due) for each in compare(old, new).tasks}
    assert found == {("changed", "later"), ("dropped", None)}


def test_text() -> None:
    """A clause with another number is moved; words that changed, came and went are told at their addresses."""
    old = parsed("Mở rộng trường lớp ở các xã vùng cao.", "Sửa đường liên xã.", "Trồng cây ven biển.")
    new = parsed("Lập quỹ khuyến học.", "Mở rộng trường lớp ở các xã vùng thấp.", "Trồng cây ven biển.")
    found = {(each.change, each.old_address, each.new_address) for each in compare(old, new).texts}
    assert found == {("added", None, "I.1"), ("changed", "I.1", "I.2"), ("dropped", "I.2", None)}
    (moved,) = compare(parsed("Một việc.", "Hai việc."), parsed("Hai việc.")).texts[1:]
    assert (moved.change, moved.old_address, moved.new_address) == ("moved", "I.2", "I.1")


def test_words_that_went_and_came() -> None:
    """Old and new can be read off the marks."""
    assert marked("một hai ba", "một bốn ba") == "một [-hai-]{+bốn+} ba"


def test_json(document: Document) -> None:
    """JSON has every target of both, each with its row."""
    other = nghiquyet.parse(SOURCES[0])
    data = json.loads(as_json(document, other, compare(document, other), PARTS))
    assert sum(each["old"] is not None for each in data["targets"]) == len(document.targets)
    assert sum(each["new"] is not None for each in data["targets"]) == len(other.targets)
    assert data["new"]["doc_key"] == other.rows("documents")[0]["doc_key"]


def test_text_and_page(document: Document) -> None:
    """The terminal counts every kind of change, and the page has a row for each that is one."""
    other = nghiquyet.parse(SOURCES[0])
    found = compare(document, other)
    lines = list(as_text(document, other, found, PARTS, Terminal()))
    assert [line.partition(":")[0] for line in lines if line.startswith(("targets:", "tasks:", "text:"))] == [*PARTS]
    count = sum(len(differing(each)) for each in (found.targets, found.tasks, found.texts))
    for language in ("en", "vi"):
        assert as_html(document, other, found, PARTS, language=language).count("<tr class=") == count


def test_many_units_are_matched_too() -> None:
    """Beyond so many pairs each is tried with those that stand about as far in the other document."""

    def year(number: int) -> Document:
        units = (f"{at}. Nội dung số {7 * at} của lĩnh vực {at % 13} áp dụng từ năm {number}." for at in range(1, 521))
        return parse_text("NGHỊ QUYẾT\nVề quy định\n\n" + "\n".join(units))

    changes = [each.change for each in compare(year(2025), year(2026)).texts]
    assert changes == ["changed"] * 520
