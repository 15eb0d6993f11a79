"""Letters mean the same to both engines, up to the end of the basic plane."""

import pytest
import regex

from nghiquyet.lexicon.lazy import pattern, plain_letters

LETTERS = "".join(map(chr, range(0x10000)))


@pytest.mark.parametrize(
    "source", [r"[\p{L}]", r"\p{Lu}", r"\p{Ll}", r"[\p{Lu}\s_]", r"[^\p{L}\p{N}]", r"[\p{Ll}\d,-]"]
)
def test_letters_are_those_of_regex(source: str) -> None:
    mine = plain_letters(source)
    assert "".join(mine.findall(LETTERS)) == "".join(regex.findall(source, LETTERS))


@pytest.mark.parametrize("source", [r"[\p{L}\S]", r"\P{Ll}", r"(?<!\s\s?)\p{Lu}", r"\p{Lt}|Đ"])
def test_what_re_cannot_read_is_tried_by_regex(source: str) -> None:
    assert isinstance(pattern(source).match("Đ"), regex.Match)
