"""The JSON Schema (2020-12) of a document, generated: types from the models' fields, words from their docstrings."""

import inspect
import json
import re
import types
from decimal import Decimal
from importlib import resources
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from ..document import SCHEMA_VERSION, Document
from ..text.spans import Span
from ..tree import KINDS, Node, Root
from .json_encode import field_names, type_hints

#: The decimal numbers that `codec` writes as strings.
_NUMBER = {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"}
_PLAIN: dict[Any, dict[str, Any]] = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}}
#: Nodes without an address of their own: they share their unit's.
_UNADDRESSED = {"words", "furniture", "document"}


def schema_text() -> str:
    """Return the schema that this version ships, as JSON text."""
    return resources.files(__package__).joinpath("schema.json").read_text("utf-8")


def generate() -> str:
    """Return the schema as the models have it now; ``schema.json`` is this, and a test compares them."""
    definitions: dict[str, Any] = {}
    body = _object(Document, definitions)
    body["properties"] = {"schema_version": {"const": SCHEMA_VERSION}, **body["properties"]}
    body["required"] = ["schema_version", *body["required"]]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:nghiquyet:document:{SCHEMA_VERSION}",
        "title": "nghiquyet document",
        **body,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    of, arguments = get_origin(hint), get_args(hint)
    if of in (Union, types.UnionType):
        (inner,) = (_type(each, definitions) for each in arguments if each is not types.NoneType)
        return {"anyOf": [inner, {"type": "null"}]}
    if of is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if of is Literal:
        return {"enum": list(arguments)}
    if hint is Decimal:
        return dict(_NUMBER)
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if hint is Node:
        return {"$ref": "#/$defs/Node"}
    if attrs.has(hint):
        _define(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    raise TypeError(f"export/json_schema.py has no rule for {hint}")


def _define(cls: type, definitions: dict[str, Any]) -> None:
    if cls.__name__ in definitions:
        return
    definitions[cls.__name__] = {}  # it may refer to itself
    definitions[cls.__name__] = _object(cls, definitions)
    if cls is Span:
        for name in ("start", "end"):
            definitions["Span"]["properties"][name]["minimum"] = 0
    if cls is Root:
        for kind in KINDS.values():
            _define(kind, definitions)
        inner = [kind for kind in KINDS.values() if kind is not Root]
        # Not oneOf: validators would walk the children once for every kind that a node is not, at every depth.
        definitions["Node"] = {
            "description": _summary(Node),
            "type": "object",
            "properties": {"kind": {"enum": [kind.kind for kind in inner]}},
            "required": ["kind"],
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": kind.kind}}, "required": ["kind"]},
                    "then": {"$ref": f"#/$defs/{kind.__name__}"},
                }
                for kind in inner
            ],
        }


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints, words = type_hints(cls), _attribute_docs(cls)
    properties: dict[str, Any] = {}
    kind = getattr(cls, "kind", None)
    if kind is not None:
        properties["kind"] = {"const": kind}
        if kind not in _UNADDRESSED:
            properties["address"] = {"type": "string", "description": "The citable address, unique in the document."}
            properties["eid"] = {"type": "string", "description": "The eId in Akoma Ntoso's naming convention."}
    for name in field_names(cls):
        properties[name] = _type(hints[name], definitions)
        if name in words:
            properties[name]["description"] = words[name]
    return {
        "description": _summary(cls),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _summary(cls: type) -> str:
    """Return the first sentence or paragraph of a docstring, on one line."""
    return " ".join((inspect.cleandoc(cls.__doc__ or "").split("\n\n")[0]).split())


def _attribute_docs(cls: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say under "Attributes:"."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        _, _, section = inspect.cleandoc(each.__doc__ or "").partition("Attributes:\n")
        for names, words in re.findall(r"^    ([\w, ]+): (.*(?:\n {8,}.*)*)", section, re.MULTILINE):
            for name in names.split(", "):
                found[name] = " ".join(words.split())
    return found


if __name__ == "__main__":  # python -m nghiquyet.export.json_schema: write the file anew after a change to the models
    from pathlib import Path

    Path(__file__).with_name("schema.json").write_text(generate(), "utf-8")
