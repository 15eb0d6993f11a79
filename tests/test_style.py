"""What CONTRIBUTING.md says of functions and words, held over the package."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nghiquyet

SOURCE = Path(nghiquyet.__file__).parent
#: Public functions with more options, all by name.
MANY_OPTIONS = {"batch", "parse_archive"}
#: What a pattern may hold beside words: sets of letters, escapes, properties.
NO_WORDS = re.compile(r"\[[^\]]*\]|\\[pP]\{\w+\}|\\\w")
WORD = re.compile(r"[^\W\d_]*[À-ỹđĐ][^\W\d_]*")


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(path for room in rooms or ("",) for path in (SOURCE / room).rglob("*.py")):
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


def test_words_of_structure_are_data() -> None:
    """No word of Vietnamese stands in its code: tables and grammars have them. Sets of letters are no words."""
    found = []
    for name, tree in modules("structure"):
        letters = {
            id(node.args[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "frozenset"
            and node.args
        }
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | letters:
                words = [word for word in WORD.findall(NO_WORDS.sub(" ", node.value)) if len(set(word.lower())) > 1]
                found += [f"{name}:{node.lineno}: {word}" for word in words]
    assert not found
