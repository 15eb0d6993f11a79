"""The JSON Schema: generated from the models, shipped, strict, and true of what is written."""

import json
from typing import Any

import jsonschema
import pytest

from documents import GOLD, parsed
from nghiquyet import parse_text
from nghiquyet.export.json_schema import generate, schema_text

TEXT = (
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH VÂN HẢI\n\nNGHỊ QUYẾT\nVề phát triển rừng\n\nCăn cứ Luật Lâm nghiệp năm 2017;\n\n"
    "QUYẾT NGHỊ:\n\nĐiều 1. Mục tiêu\n1. Đến năm 2030, tỷ lệ che phủ rừng đạt trên 42%.\na) Trồng 1.200 ha rừng.\n"
    "- Giao Sở Nông nghiệp chủ trì.\n\n"
    "Phụ lục\n| TT | Chỉ tiêu |\n|---|---|\n| 1 | Rừng |\n"
)


def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema_text()))


def test_it_is_up_to_date() -> None:
    """schema.json is what the models say now; `python -m nghiquyet.export.json_schema` writes it anew."""
    assert schema_text() == generate()


def test_it_is_a_schema() -> None:
    """It is valid JSON Schema 2020-12, and every object in it is closed and described."""
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    objects = [schema, *(each for name, each in schema["$defs"].items() if name != "Node")]
    assert len(objects) > 30
    for each in objects:
        assert each["additionalProperties"] is False
        assert each["description"].endswith((".", '"'))
        assert set(each["required"]) == set(each["properties"])


def test_documents_are_valid() -> None:
    """What parse_text makes is what the schema says."""
    _validator().validate(json.loads(parse_text(TEXT).to_json()))


@pytest.mark.skipif(not GOLD, reason="the shared documents are not here")
def test_real_documents_are_valid() -> None:
    """The annotated documents are valid too."""
    validator = _validator()
    for path in GOLD:
        validator.validate(json.loads(parsed(path).to_json()))


def _first(data: dict[str, Any]) -> dict[str, Any]:
    child: dict[str, Any] = data["tree"]["children"][0]
    return child


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("schema_version"),
        lambda data: data.update(schema_version="2.0"),
        lambda data: data.update(more=1),
        lambda data: data.pop("targets"),
        lambda data: data["tree"].pop("span"),
        lambda data: data["tree"].update(kind="leaf"),
        lambda data: _first(data).update(kind="leaf"),
        lambda data: _first(data)["span"].update(start=-1),
        lambda data: _first(data)["span"].update(start="0"),
        lambda data: _first(data).update(colour="red"),
        lambda data: data["metadata"].update(family=None),
    ],
)
def test_it_is_strict(spoil: Any) -> None:
    """A missing field, an extra one, a wrong type: all refused."""
    data = json.loads(parse_text(TEXT).to_json())
    spoil(data)
    assert not _validator().is_valid(data)
