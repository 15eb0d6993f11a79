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

TEXTS = tomllib.loads((Path(__file__).parents[1] / "data" / "rule_paraphrases.toml").read_text("utf-8"))
CODES = {
    "roles": {rule.code for rule in ROLE_RULES},
    "dues": {rule.code for rule in (*DUE_RULES, *MADE_DUES)},
    "rejections": {rule.code for rule in REJECTIONS},
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


def test_each_has_three() -> None:
    assert {kind: set(rules) - CODES[kind] for kind, rules in TEXTS.items()} == {kind: set() for kind in TEXTS}
    assert all(len(set(texts)) >= 3 for rules in TEXTS.values() for texts in rules.values())
    assert set(TEXTS["roles"]) == CODES["roles"]
