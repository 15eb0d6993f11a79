"""The ways in which bodies are told and the rules that tell them nothing: examples of each row, codes of the page."""

import re
import tomllib
from pathlib import Path

import pytest

from nghiquyet import parse_text
from nghiquyet.extract.assignments import duty_verbs
from nghiquyet.extract.assignments.find import Reading, read_assignments
from nghiquyet.extract.assignments.refusals import OTHER_REFUSALS, REFUSALS, Refusal
from nghiquyet.extract.assignments.ways import BY_PLACE, DOCS, WAYS, Way
from nghiquyet.extract.bodies.mentions import Actor, actors_at
from nghiquyet.extract.context import contexts
from nghiquyet.extract.view import TextView, view_of

PARAPHRASES = tomllib.loads((Path(__file__).parents[1] / "data" / "duty_paraphrases.toml").read_text("utf-8"))
PAGE = (Path(__file__).parents[2] / "docs" / "assignments.md").read_text("utf-8")


def read(text: str) -> Reading:
    document = parse_text(text)
    seen = contexts(view_of(document.text, document.tree), document.tree, document.times)
    return read_assignments(seen, document.times)


@pytest.mark.parametrize(("way", "text"), [(way, text) for way in WAYS for text in way.examples])
def test_example_is_told_in_its_way(way: Way, text: str) -> None:
    assert way.code in [code for _, code in read(text).found]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in REFUSALS for text in rule.examples])
def test_example_is_refused_by_its_rule(rule: Refusal, text: str) -> None:
    assert rule.code in [left.code for left in read(text).left]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in REFUSALS for text in rule.alike])
def test_what_looks_alike_is_told(rule: Refusal, text: str) -> None:
    reading = read(text)
    assert reading.found
    assert rule.code not in [left.code for left in reading.left]


def test_codes_are_told_apart_and_documented() -> None:
    """docs/assignments.md has a table of the ways and one of the reasons, in the order of the rows."""
    refused = [rule.code for rule in REFUSALS] + list(OTHER_REFUSALS)
    codes = [way.code for way in WAYS] + refused
    assert len(codes) == len(set(codes))
    assert set(BY_PLACE.values()) <= DOCS.keys()
    assert re.findall(r"^\| `([a-z-]+)` \| [^|]+ \|$", PAGE, re.MULTILINE) == codes


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [(kind, code, text) for kind, rules in PARAPHRASES.items() for code, texts in rules.items() for text in texts],
)
def test_rule_speaks_in_other_words(kind: str, code: str, text: str) -> None:
    """A rule knows a construction, not a sentence."""
    reading = read(text)
    codes = [way for _, way in reading.found] if kind == "ways" else [left.code for left in reading.left]
    assert code in codes


def test_each_has_three() -> None:
    assert {kind: set(rules) for kind, rules in PARAPHRASES.items()} == {
        "ways": {way.code for way in WAYS}, "refusals": {rule.code for rule in REFUSALS},
    }  # fmt: skip
    assert all(len(set(texts)) >= 3 for rules in PARAPHRASES.values() for texts in rules.values())


def test_each_has_two_examples_of_its_own() -> None:
    said = {"ways": WAYS, "refusals": REFUSALS}
    for kind, rules in said.items():
        for rule in rules:
            assert len(set(rule.examples)) >= 2, rule.code
            assert not set(rule.examples) & set(PARAPHRASES[kind][rule.code]), rule.code


def test_partners_of_a_sentence_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many duties in one sentence take no more reading each than a few do."""
    read_at: list[int] = []

    def counted(view: TextView, at: int, end: int, **how: bool) -> tuple[Actor, ...]:
        read_at.append(at)
        return actors_at(view, at, end, **how)

    monkeypatch.setattr(duty_verbs, "actors_at", counted)
    counts = []
    for many in (20, 40):
        read_at.clear()
        duty = "Sở Y tế chủ trì, phối hợp với Sở Tài chính lập đề án, "
        assert len(read(f"Điều 1. {duty * many}báo cáo.").found) == 2 * many
        counts.append(len(read_at))
    assert counts[1] < 2.2 * counts[0]
