"""The extractors on short texts: tests/cases/<layer>/<topic>.toml.

A case has a name, says where its words are from, and names a text and the facts wanted from it, in order. Of each fact
only the keys that the case names are compared ("unit.text" looks into the unit), but the number of facts must be right.
``known-failures.toml`` holds what we know to be wrong: a fix must move the case.
"""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import nghiquyet

CASES = Path(__file__).parents[1] / "cases"
FILES = {
    f"{path.parent.name}/{path.stem}": tomllib.loads(path.read_text("utf-8"))["case"]
    for path in sorted(CASES.glob("*/*.toml"))
}


def load() -> list:
    params = []
    for file, cases in FILES.items():
        marks = [pytest.mark.xfail(strict=True)] if file.endswith("known-failures") else []
        for number, case in enumerate(cases, 1):
            name = f"{file}: {case.get('name', number)}"
            params.append(pytest.param(file.partition("/")[0], case, id=name, marks=marks))
    return params


@pytest.mark.parametrize("file", FILES)
def test_names(file: str) -> None:
    """Each case has a name of its own, the form that it is about, and says where its words are from."""
    names = Counter(case.get("name") for case in FILES[file])
    assert [name for name, times in names.items() if not name or times > 1] == []
    assert [case["name"] for case in FILES[file] if not case.get("source")] == []


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
    assert shown == want
