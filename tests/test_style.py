"""What CONTRIBUTING.md says of functions and words, held over the package."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import nghiquyet

SOURCE = Path(nghiquyet.__file__).parent
#: Public functions with more options, all by name.
MANY_OPTIONS = {"batch", "parse_archive"}
#: What a pattern may hold beside words: sets of letters, escapes, properties.
NO_WORDS = re.compile(r"\[[^\]]*\]|\\[pP]\{\w+\}|\\\w")
WORD = re.compile(r"[^\W\d_]*[À-ÖØ-öø-ỹ][^\W\d_]*")
#: Whose words all stand in tables and grammars; the row of a rule there is made by a class whose name ends with "Rule":
#: what stands behind its code says what it is for, with texts.
ROOMS_WITHOUT_WORDS = (
    "structure", "extract/assignments", "extract/bodies", "extract/context", "extract/headings.py", "extract/targets",
    "units", "extract/quantities", "extract/times",
)  # fmt: skip


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    found = (path for room in rooms or ("",) for path in (SOURCE / room).rglob("*.py"))
    for path in sorted([*found, *(SOURCE / room for room in rooms if room.endswith(".py"))]):
        yield str(path.relative_to(SOURCE)), ast.parse(path.read_text("utf-8"))


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}: {node.name}", node


def test_functions_are_short() -> None:
    long = [name for name, node in functions() if (node.end_lineno or 0) - node.lineno >= 40]
    assert not long


def test_functions_have_few_parameters() -> None:
    def count(node: ast.FunctionDef) -> int:
        given = node.args
        named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        return sum(each is not None and each.arg not in ("self", "cls") for each in named)

    assert not [name for name, node in functions() if count(node) > 6 and node.name not in MANY_OPTIONS]


def no_words(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the constants in which words may stand: docstrings, sets of letters, what the row of a rule says."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "frozenset":
                yield from node.args[:1]
            elif node.func.id.endswith(("Rule", "Refusal", "Way")):
                yield from (each for row in node.args[1:4] for each in ast.walk(row))


@pytest.mark.parametrize("room", ROOMS_WITHOUT_WORDS)
def test_words_are_data(room: str) -> None:
    """No word of Vietnamese stands in the code: tables and grammars have them."""
    found, read = [], list(modules(room))
    for name, tree in read:
        exempt = set(map(id, no_words(tree)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in exempt:
                words = [word for word in WORD.findall(NO_WORDS.sub(" ", node.value)) if len(set(word.lower())) > 1]
                found += [f"{name}:{node.lineno}: {word}" for word in words]
    assert read
    assert not found
