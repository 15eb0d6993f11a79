"""The kind of a document counts: a regulation sets little, a policy sets what it grants, a plan sets its numbers."""

import tomllib
from pathlib import Path

import pytest

from nghiquyet import parse_text

CASES = tomllib.loads((Path(__file__).parents[1] / "data" / "regulations.toml").read_text("utf-8"))
SIZES = [
    (size, title, text)
    for size, name in enumerate(("none", "set"))
    for group in CASES[name]
    for title in group["titles"]
    for text in group["texts"]
]


@pytest.mark.parametrize(("size", "title", "text"), SIZES)
def test_regulations_set_little(size: int, title: str, text: str) -> None:
    kind, _, name = title.partition("/")
    found = parse_text(f"{kind}\n{name}\n\nĐiều 3. Nội dung\n\n1. {text}\n").targets
    assert [(target.role, target.number) for target in found if target.role != "target"] == []
    assert len(found) == size, [(target.number, target.indicator, target.why) for target in found]
