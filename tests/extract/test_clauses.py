"""A clause is one value with its parts: it prints what the rules see."""

import pytest

from nghiquyet import parse_text
from nghiquyet.extract.quantities.find import find_quantities
from nghiquyet.extract.targets.indicator_phrases import measure
from nghiquyet.extract.view import view_of


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Phấn đấu đến năm 2030 tỷ lệ hộ nghèo còn dưới 3% toàn huyện.",
            "time: đến năm 2030 | lead: phấn đấu | noun: tỷ lệ hộ nghèo | predicate: còn | bound: lt | quantity: 3 % "
            "| tail: toàn huyện",
        ),
        ("Trồng mới 400 ha rừng.", "noun: Trồng mới | bound: eq | quantity: 400 ha | tail: rừng"),
    ],
)
def test_clause_prints_its_parts(text: str, want: str) -> None:
    document = parse_text(text)
    view = view_of(document.text, document.tree)
    holes = sorted((time.span.start, time.span.end) for time in document.times)
    amounts = list(find_quantities(view, 0, len(text), holes))
    assert [str(item) for item in measure(view, 0, len(text), amounts, holes)] == [want]


@pytest.mark.parametrize("text", ["Một nửa số xã đạt chuẩn vào cuối nhiệm kỳ", "Phân nửa số xã đạt chuẩn nhiệm kỳ này"])
def test_first_word_is_a_numeral(text: str) -> None:
    """A numeral word that opens a text is whole, whatever the last letter of the text is."""
    (target,) = parse_text(text).targets
    assert target.number == text[: text.index(" số")]
