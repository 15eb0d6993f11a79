"""The rules that leave amounts out: each row's examples, and that codes are what the documentation says."""

import re
from pathlib import Path

import pytest

from nghiquyet import parse_text
from nghiquyet.extract.context import contexts
from nghiquyet.extract.quantities.model import Quantity
from nghiquyet.extract.targets.find import Stage, read_targets
from nghiquyet.extract.targets.rejections import OTHER_REASONS, REJECTIONS, Rule
from nghiquyet.extract.targets.rejections.signs import Signs
from nghiquyet.extract.targets.rejections.words import words_of
from nghiquyet.extract.view import view_of

EXAMPLES = [(rule, text) for rule in REJECTIONS for text in rule.examples]
ALIKE = [(rule, text) for rule in REJECTIONS for text in rule.alike]
ROOT = Path(__file__).parents[2]
HEAD = "II. NHIỆM VỤ NĂM 2027\n1. "


def stage_of(text: str) -> Stage:
    """Return the stage that has read *text* as an item under a heading of tasks."""
    document = parse_text(HEAD + text)
    view = view_of(document.text, document.tree)
    seen = contexts(view, document.tree, document.times)
    return read_targets(seen, document.times, document.references, document.metadata)


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_example_is_left_out_by_its_rule(rule: Rule, text: str) -> None:
    stage = stage_of(text)
    assert rule.code in [each.code for each in stage.left_out]


@pytest.mark.parametrize(("rule", "text"), ALIKE)
def test_what_looks_alike_is_found(rule: Rule, text: str) -> None:
    stage = stage_of(text)
    assert stage.found, [each.code for each in stage.left_out]
    assert rule.code not in [each.code for each in stage.left_out]


def test_a_sign_is_one_word() -> None:
    rows = {sign.words for rule in REJECTIONS for sign in rule.signs if sign.words}
    assert rows
    assert not [word for row in rows for word in words_of(row) if len(word.split()) != 1]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("- Tỷ lệ che phủ rừng đạt trên 42%.", [set(), set()]),
        ("- Trồng mới 120 ha rừng.", [set(), {"size-of-place", "size-of-named"}]),
        ("- Nâng cấp tuyến đường dài 7 km.", [{"extent", "size-of-thing"}]),
        ("- Ảnh cỡ 3 x 4cm.", [{"dimension"}]),
    ],
)
def test_rules_without_a_sign_are_not_asked(text: str, asked: list[set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """One set of codes for each time that an amount is looked at: alone, and in its clause."""
    told: list[set[str]] = []
    ask = Signs.asked

    def note(self: Signs, low: str, quantity: Quantity, left: int, **around: bool) -> tuple[Rule, ...]:
        rules = ask(self, low, quantity, left, **around)
        told.append({rule.code for rule in rules})
        return rules

    monkeypatch.setattr(Signs, "asked", note)
    parse_text(HEAD + text)
    assert told[: len(asked)] == asked


def test_codes_are_told_apart() -> None:
    codes = [rule.code for rule in REJECTIONS] + list(OTHER_REASONS)
    assert len(codes) == len(set(codes))


def test_documentation_has_every_code() -> None:
    written = (ROOT / "docs" / "targets.md").read_text("utf-8")
    written = written[written.index("## Why a number is left out") :]
    documented = re.findall(r"^\| `([a-z-]+)` \|", written, re.MULTILINE)
    assert documented == [rule.code for rule in REJECTIONS] + list(OTHER_REASONS)


def test_regulation_sets_few_targets() -> None:
    rules = "1. Hồ sơ đề nghị cấp giấy phép theo quy định tại khoản 2; trường hợp thay đổi thì kê khai lại.\n" * 5
    said = "2. Thiết bị phát công suất 400 kW.\n3. Mức hỗ trợ là 60% chi phí.\n"
    found = parse_text(f"Điều 1. Quy định\n{rules}{said}").targets
    assert [target.number for target in found] == ["60"]
    assert [target.number for target in parse_text(f"Điều 1. Quy định\n{said}").targets] == ["400", "60"]


def test_so_many_times_is_no_change_whatever_verb_stands_before_it() -> None:
    text = "Vốn đầu tư ước đạt 24.000 tỷ đồng, vượt 22,6% so với chỉ tiêu Đại hội, gấp 2,2 lần so với năm 2021."
    assert [target.change for target in parse_text(text).targets] == [None, "increase", None]
