"""Each rule of targets speaks in three more texts than its examples: it knows a construction, not a sentence."""

import re
import tomllib
from pathlib import Path

import pytest
from test_target_rules import stage_of

from nghiquyet import parse_text
from nghiquyet.extract.targets.due_rules import DUE_RULES, MADE_DUES
from nghiquyet.extract.targets.rejections import REJECTIONS
from nghiquyet.extract.targets.roles import ROLE_RULES
from nghiquyet.extract.targets.table_roles import TABLE_RULES

TEXTS = tomllib.loads((Path(__file__).parents[1] / "data" / "rule_paraphrases.toml").read_text("utf-8"))
RULES = {
    "roles": ROLE_RULES,
    "dues": (*DUE_RULES, *MADE_DUES),
    "tables": TABLE_RULES,
    "rejections": REJECTIONS,
}
CASES = [(kind, code, text) for kind, rules in TEXTS.items() for code, texts in rules.items() for text in texts]


@pytest.mark.parametrize(("kind", "code", "text"), CASES)
def test_rule_speaks(kind: str, code: str, text: str) -> None:
    if kind == "rejections":
        assert code in [each.code for each in stage_of(text).left_out]
        return
    lines = re.sub(r"(?<!\d)/|/(?!\d)", "\n", text)
    said = [part.split(":")[0] for target in parse_text(lines).targets for part in target.why]
    assert code in said


def test_each_rule_has_a_code_two_examples_and_three_paraphrases() -> None:
    assert list(TEXTS) == list(RULES)
    for kind, rules in RULES.items():
        assert set(TEXTS[kind]) == {rule.code for rule in rules}
        for rule in rules:
            told = set(TEXTS[kind][rule.code])
            assert len(set(rule.examples)) >= 2, rule.code
            assert len(told) >= 3, rule.code
            assert not told & set(rule.examples), rule.code
