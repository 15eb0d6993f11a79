"""The corpus: one golden file a stage, the same document from .txt and .docx, valid and equal JSON."""

import io
import json
import sys
import zipfile
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest

import nghiquyet
from nghiquyet.document import LAYERS, Document
from nghiquyet.export.json_encode import to_data
from nghiquyet.export.json_schema import schema_text
from nghiquyet.tree import Cell, Node

CORPUS = Path(__file__).parents[1] / "corpus"
sys.path.insert(0, str(CORPUS))
golden, make = import_module("golden"), import_module("make")

NAMES = make.names()
UNITS = {
    "part", "chapter", "section", "article", "item", "subitem", "point", "bullet", "subbullet", "annex", "recipients",
    "table", "table_row", "cell", "paragraph",
}  # fmt: skip


@cache
def parsed(name: str, ending: str = "txt") -> Document:
    return nghiquyet.parse(make.source(name, ending), name=name)


@cache
def made(name: str) -> dict[str, bytes]:
    files: dict[str, bytes] = make.golden_files(name)
    return files


def test_there_is_a_corpus() -> None:
    """Every kind of resolution that the library claims to read has a document."""
    assert len(NAMES) >= 5
    assert {parsed(name).metadata.family for name in NAMES} == {"party", "council", "government", "assembly"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stage", ["tokens.txt", "tree.txt", "facts.json"])
def test_golden(name: str, stage: str) -> None:
    """Each stage makes what its golden file says; `python corpus/make.py --golden` rewrites them."""
    expected = (CORPUS / name / stage).read_text("utf-8").splitlines()
    assert expected == made(name)[stage].decode().splitlines()


def case_id(case: dict[str, Any]) -> str:
    return f"{case['document']}-{case['layer']}-{case['at']}"


@pytest.mark.parametrize("case", make.known_wrong(), ids=case_id)
def test_known_wrong(case: dict[str, Any]) -> None:
    """What known-wrong.toml lists is wrong still; what was put right must be taken out of it."""
    document = parsed(case["document"])
    places = golden.Places(document.text)
    data = golden.plain(document, places)
    facts = data["metadata"].values() if case["layer"] == "metadata" else data[case["layer"]]
    rows = [golden.short(fact, places) for fact in facts if isinstance(fact, dict)]
    found = [row for row in rows if golden.place_of(row) == case["at"]]
    right = "put right: take it out of known-wrong.toml and run `python corpus/make.py --golden`"
    if case.get("missing"):
        assert not found, right
    else:
        assert found, right if "want" not in case else "no fact stands there any more: see what became of it"
        for field, value in case.get("want", {}).items():
            assert found[0].get(field, "") != value, f"{field}: {right}"


# Word documents.


@pytest.mark.parametrize("name", NAMES)
def test_word_file_is_up_to_date(name: str) -> None:
    """source.docx is what make.py makes of source.txt, whatever the compression."""

    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {part: file.read(part) for part in file.namelist() if part.startswith("word/document")}

    assert parts(make.source(name, "docx").read_bytes()) == parts(make.word_files(name)["source.docx"])


def outline(document: Document) -> list[tuple[int, str, str]]:
    """Return depth, kind and label of the units; a cell without words is left out."""
    found: list[tuple[int, str, str]] = []
    stack: list[tuple[Node, int]] = [(document.tree, 0)]
    while stack:
        node, depth = stack.pop()
        if node.kind in UNITS and node.span.start < node.span.end:
            found.append((depth, node.kind, node.label))
        stack += [(child, depth + 1) for child in reversed(node.children)]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_word_file_has_the_same_units(name: str) -> None:
    """Automatic numbers, real tables and columns of the first and last page give the units of the text."""
    assert outline(parsed(name)) == outline(parsed(name, "docx"))


@pytest.mark.parametrize("name", NAMES)
def test_word_file_has_the_same_head_and_tail(name: str) -> None:
    """First and last page say the same; only the order of columns and lines may differ."""

    def said(document: Document) -> Counter[tuple[str, str]]:
        leaves = (node for node in document.tree.walk() if node.kind not in UNITS | {"document", "words", "furniture"})
        return Counter(
            (node.kind, word) for node in leaves for word in document.text[node.span.start : node.span.end].split()
        )

    assert said(parsed(name)) == said(parsed(name, "docx"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layer", LAYERS)
def test_word_file_has_the_same_facts(name: str, layer: str) -> None:
    """The facts are the same but for where they stand and how their lines are broken."""

    def facts(ending: str) -> list[Any]:
        return [
            {
                key: " ".join(value.split()) if isinstance(value, str) else value
                for key, value in fact.items()
                if not key.endswith(("span", "spans"))
            }
            for fact in to_data(parsed(name, ending))[layer]
        ]

    def key(fact: Any) -> str:
        return json.dumps(fact, ensure_ascii=False, sort_keys=True)

    assert sorted(facts("txt"), key=key) == sorted(facts("docx"), key=key)


@pytest.mark.parametrize("name", NAMES)
def test_word_file_has_the_same_metadata(name: str) -> None:
    """What the first and the last page say is the same."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items() if key != "span"}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return value

    assert plain(to_data(parsed(name))["metadata"]) == plain(to_data(parsed(name, "docx"))["metadata"])


def test_empty_first_cell_keeps_its_column() -> None:
    """A Word row whose first cell is empty has its words in the columns where they stand."""
    word = docx.Document()
    word.add_paragraph("PHỤ LỤC")
    rows = ["STT|Chỉ tiêu|Năm 2030", "1|Thu ngân sách|500", "|Trong đó: thu nội địa|300"]
    table = word.add_table(len(rows), 3)
    for made, words in zip(table.rows, rows, strict=True):
        for cell, each in zip(made.cells, words.split("|"), strict=True):
            cell.text = each
    saved = io.BytesIO()
    word.save(saved)
    document = nghiquyet.parse(saved.getvalue())
    cells = [node for node in document.tree.walk() if isinstance(node, Cell)]
    columns = {document.text[cell.span.start : cell.span.end]: cell.column for cell in cells}
    assert (columns["500"], columns["300"]) == (2, 2)


# JSON.


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_json(name: str, ending: str) -> None:
    """The JSON of every document is valid by the schema and comes back equal."""
    document = parsed(name, ending)
    text = document.to_json()
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(json.loads(text))
    assert Document.from_json(text) == document
