"""Alternatives found by two words: they match what the whole rule matches."""

import tomllib
from pathlib import Path

import pytest
import regex

from nghiquyet.extract.times.feasts import feasts
from nghiquyet.lexicon.openings import openings
from nghiquyet.lexicon.phrase_grammar import phrase
from nghiquyet.lexicon.word_patterns import any_of
from nghiquyet.text.folding import fold

CASES = sorted((Path(__file__).parents[1] / "cases" / "times").glob("*.toml"))
WORD = regex.compile(r"(?<!\w)\w")
HOSTILE = (
    "ngày\n 31\xa0/ 12/2026", "quý\x1fiv năm 2026", "năm 2026²", "1a11b11c11d11 tháng 1", "đến" + " " * 50 + "năm 2030",
    "2" * 60, "năm",
)  # fmt: skip


def captured(found: "regex.Match[str] | None") -> object:
    """Return what a match is and what its groups hold."""
    if found is None:
        return None
    groups = {name: spans for name in found.re.groupindex if (spans := found.spans(name)) and name != "start"}
    return found.span(), groups


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile(text: str) -> None:
    same_as_whole(text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    for case in tomllib.loads(path.read_text("utf-8"))["case"]:
        same_as_whole(case["text"])


def same_as_whole(text: str) -> None:
    """At each word the alternatives match as the whole rule does, with the same groups."""
    low, table = fold(text).lower(), any_of(feasts())
    whole, parts = phrase("times", FEAST=table), openings("times", FEAST=table)
    for word in WORD.finditer(low):
        here = word.start(), len(low)
        assert captured(parts.match(low, *here)) == captured(whole.match(low, *here)), low[word.start() :]
