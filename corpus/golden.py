"""What each stage makes of a document, as text that a person can read and a diff can show."""

import json
from typing import Any

from nghiquyet.document import LAYERS, Document
from nghiquyet.export.json_encode import to_data
from nghiquyet.export.terminal import Terminal, clip, show_tree
from nghiquyet.structure.outline import outline

LISTS = (*LAYERS, "diagnostics")
WIDTH = 120


def tokens(text: str) -> str:
    """Return the tokens of the outline, a line each: the line they begin in, indented role, label, first words."""
    places, depth, out = Places(text), 0, []
    for block in outline(text)[0]:
        if block.role == "_CLOSE":
            depth -= 1
        elif block.role == "_OPEN":
            depth += 1
        else:
            words = " ".join(text[block.start : block.end].split())
            line = places.line(block.start)
            head = f"{line:4}  {'  ' * depth}{block.role}{f' {block.label}' if block.label else ''}"
            out.append(clip(f"{head}: {words}" if words else head, WIDTH))
            depth += block.role == "_TABLE"
    return "\n".join(out) + "\n"


def tree(document: Document) -> str:
    """Return what `nghiquyet tree` shows on a terminal of a fixed width."""
    return "\n".join(show_tree(document, Terminal(width=WIDTH))) + "\n"


def facts(document: Document, wrong: list[dict[str, Any]]) -> str:
    """Return the facts as JSON, one a line, short enough to read.

    A span is its place, "line:column", with the words there; a field that says the same words again is left out, and so
    is what is None or empty, and `why`, whose wording may change without the fact. What is known to be *wrong* is not
    kept: such a field says "wrong", such a fact is left out.
    """
    places = Places(document.text)
    data = plain(document, places)
    parts = [_block("metadata", "{}", _metadata(data["metadata"], places, wrong))]
    for layer in LISTS:
        rows = [_right(layer, short(fact, places), wrong) for fact in data[layer]]
        parts.append(_block(layer, "[]", [_json(row) for row in rows if row]))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def plain(document: Document, places: "Places") -> dict[str, Any]:
    """Return a document as JSON has it, but with words for positions in a list, which a new fact would shift."""
    data = to_data(document)
    for fact in (*data["targets"], *data["links"]):
        for key, layer in (("part_of", "targets"), ("equivalent_to", "targets"), ("document", "references")):
            if fact.get(key) is not None:
                other = data[layer][fact[key]]
                fact[key] = places.quote(**other.get("number_span", other["span"]))
    return data


def place_of(fact: dict[str, Any]) -> str:
    """Return where the number, the body or the words of a fact stand: "line:column"."""
    span: str = fact.get("number_span") or fact.get("body_span") or fact["span"]
    return span.partition(" ")[0]


def _right(layer: str, fact: dict[str, Any], wrong: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a fact with what is known to be wrong crossed out; {} if there should be none."""
    for case in wrong:
        if case["layer"] == layer and case["at"] == place_of(fact) and not case.get("missing"):
            if "want" not in case:
                return {}
            fact = fact | dict.fromkeys(case["want"], "wrong")
    return fact


def _block(name: str, brackets: str, rows: list[str]) -> str:
    inside = "".join(f"\n{each}," for each in rows).rstrip(",")
    return f'"{name}": {brackets[0]}{inside}\n{brackets[1]}'


def _metadata(metadata: dict[str, Any], places: "Places", wrong: list[dict[str, Any]]) -> list[str]:
    """Return a line a field, and a line a member of the fields that are lists."""
    rows = []
    for key, value in metadata.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            members = ",".join(f"\n  {_json(short(each, places))}" for each in value)
            rows.append(f'"{key}": [{members}]')
        elif value:
            value = short(value, places)
            rows.append(f'"{key}": {_json(_right("metadata", value, wrong) if isinstance(value, dict) else value)}')
    return rows


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def short(fact: Any, places: "Places") -> Any:
    """Return a fact, or a value of the metadata, with spans and units as a reader sees them, spans first."""
    if not isinstance(fact, dict):
        return fact
    spans = {key: places.quote(**value) for key, value in fact.items() if key.endswith("span")}
    seen = {" ".join(each.partition(" ")[2].split()) for each in spans.values()}
    if spans.get("number_span"):
        spans = {"number_span": spans["number_span"], **spans}
    kept = {
        key: value for key, value in fact.items() if value not in (None, [], "") and (key, value) != ("itself", False)
    }
    rest = {key: value for key, value in kept.items() if key not in spans and key not in ("why", "indicator_spans")}
    taken = [places.quote(**each) for each in kept.get("indicator_spans", ())]
    if [each.partition(" ")[2] for each in taken] != [fact.get("indicator")]:
        rest |= {"indicator_spans": taken} if taken else {}
    if isinstance(unit := rest.get("unit"), dict):
        factor = "" if unit["factor"] == 1 else f"{unit['factor']} "
        meaning = f"{factor}{unit['canonical']}, {unit['dimension']}"
        rest["unit"] = f"{unit['text']} = {meaning}"
    if rest.get("low") == rest.get("high"):
        rest.pop("high", None)
    return spans | {key: value for key, value in rest.items() if not isinstance(value, str) or value not in seen}


class Places:
    """Lines and columns of a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def quote(self, start: int, end: int) -> str:
        """Return a span as "line:column words"."""
        column = start - self.text.rfind("\n", 0, start)
        return f"{self.line(start)}:{column} {self.text[start:end]}"
