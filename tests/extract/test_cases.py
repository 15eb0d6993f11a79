"""The extractors on short texts: tests/cases/<extractor>/{wild,synthetic,negative,known-failures}.toml.

A case names a text and the facts wanted from it, in order. Of each fact only the keys that the case names are compared
("unit.text" looks into the unit), but the number of facts must be right. ``known-failures.toml`` holds what we know to
be wrong: a fix must move the case.
"""

import json
import tomllib
from pathlib import Path

import pytest

import nghiquyet

CASES = Path(__file__).parents[1] / "cases"


def load() -> list:
    params = []
    for path in sorted(CASES.glob("*/*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("case", []), 1):
            marks = [pytest.mark.xfail(strict=True)] if path.stem == "known-failures" else []
            name = f"{path.parent.name}-{path.stem}-{number}"
            params.append(pytest.param(path.parent.name, case, id=name, marks=marks))
    return params


def look(fact: dict, path: str) -> object:
    value: object = fact
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


@pytest.mark.parametrize(("layer", "case"), load())
def test_case(layer: str, case: dict) -> None:
    """The extractor finds exactly the facts that the case wants."""
    found = json.loads(nghiquyet.parse_text(case["text"]).to_json())[layer]
    want = case["want"]
    shown = [{key: look(fact, key) for key in (want[at] if at < len(want) else fact)} for at, fact in enumerate(found)]
    assert shown == want, case.get("source", "")
