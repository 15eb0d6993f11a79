"""The rules that give roles and dues: each decides in its examples, and the documentation has every code."""

import re
from pathlib import Path

import pytest

from nghiquyet import parse_text
from nghiquyet.extract.targets.due_rules import DUE_RULES, MADE_DUES, OTHER_DUES, DueRule, MadeDueRule
from nghiquyet.extract.targets.roles import ROLE_RULES, RoleRule
from nghiquyet.extract.targets.signs import ROWS, rows_in
from nghiquyet.extract.targets.table_roles import TABLE_RULES, TableRule
from nghiquyet.lexicon.word_patterns import row_words, word_list

ROOT = Path(__file__).parents[2]
RULES: tuple[RoleRule | TableRule, ...] = (*ROLE_RULES, *TABLE_RULES)
EXAMPLES = [(rule, text) for rule in RULES for text in rule.examples]
DUES: tuple[DueRule | MadeDueRule, ...] = (*DUE_RULES, *MADE_DUES)


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_rule_decides_in_its_example(rule: RoleRule | TableRule, text: str) -> None:
    told = [(each.role, each.why[0].split(":")[0]) for each in parse_text(text).targets]
    assert (rule.role, rule.code) in told


def test_codes_are_told_apart_and_have_two_examples() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(len(rule.examples) >= 2 for rule in RULES)


def test_documentation_has_every_role_rule() -> None:
    written = (ROOT / "docs" / "targets.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (target|result) \| (.+?) \|", written, re.MULTILINE)
    assert rows == [(rule.code, rule.role, rule.doc) for rule in RULES]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in DUES for text in rule.examples])
def test_rule_dates_in_its_example(rule: DueRule | MadeDueRule, text: str) -> None:
    assert any(rule.code in each.why for each in parse_text(text).targets)


def test_documentation_has_every_due_rule() -> None:
    written = (ROOT / "docs" / "targets.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(due-[a-z-]+)` \| (.+?) \|", written, re.MULTILINE))
    assert rows == {rule.code: rule.doc for rule in DUES} | OTHER_DUES
    assert all(len(rule.examples) >= 2 for rule in DUES)


def _run_together(one: str, other: str) -> str:
    """Return two phrases in one text, what they share said once: "ước đạt được"."""
    said, more = one.split(), other.split()
    shared = next((size for size in range(min(len(said), len(more)), 0, -1) if said[-size:] == more[:size]), 0)
    return " ".join(said + more[shared:])


def test_one_search_tells_of_all_rows_of_words() -> None:
    """A row of which a word stands in a text is among the signs of the text, also where two words overlap."""
    forms = sorted({form.replace("#", "5") for row in ROWS for form in row_words("roles", row)})
    for text in {_run_together(one, other) for one in forms for other in forms}:
        rows = {row for row in ROWS if word_list("roles", row).search(text)}
        assert rows <= rows_in(text, 0, len(text)), text
