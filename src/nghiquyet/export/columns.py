"""The columns of `Document.rows`: one table for data frames, spreadsheets, CSV and Parquet alike (docs/rows.md).

A column keeps its name, its type and its meaning; new ones are added at the end of their group.
"""

from datetime import date
from typing import NamedTuple

#: What a cell holds.
Value = str | int | float | bool | date | None


class Column(NamedTuple):
    """A column: its type, and what it says.

    Attributes:
        type: ``str``, ``int``, ``float``, ``bool`` or ``datetime.date``; any cell may be None instead.
        meaning: One clause.
    """

    type: type
    meaning: str


_ABOUT = {
    "file": Column(str, "the name of the file, as the caller gave it"),
    "doc_key": Column(str, "the document's own key, the same that references to it have (references.md)"),
    "doc_number": Column(str, "the document's number"),
    "doc_date": Column(date, "the day on which it was signed"),
    "issuer": Column(str, "the issuing body"),
    "province": Column(str, "the province of a local document, in ordinary spelling"),
    "family": Column(str, "party, council, government, assembly or other"),
}
_PLACE = {
    "address": Column(str, "the citable address of the innermost node that holds it"),
    "heading_path": Column(str, "the headings around it, outermost first, each cut at 120 characters, joined by ` › `"),
    "sentence": Column(str, "the sentence around it, on one line; in a table, the row"),
    "text": Column(str, "its own words, on one line"),
    "start": Column(int, "where its words begin in `Document.text`, in code points"),
    "end": Column(int, "where they end, exclusive"),
}
_DUE = {
    "due": Column(str, "when it is due, ISO 8601"),
    "due_first": Column(date, "the first day that `due` covers"),
    "due_last": Column(date, "the last day that `due` covers"),
}


def _layer(position: str, what: str, own: dict[str, Column], place: dict[str, Column] = _PLACE) -> dict[str, Column]:
    return {**_ABOUT, position: Column(int, f"its position among the {what} of the document, from 0"), **own, **place}


#: The columns of every layer, in order.
COLUMNS: dict[str, dict[str, Column]] = {
    "documents": {
        **_ABOUT,
        "doctype": Column(str, "the kind of document, as written"),
        "title": Column(str, "what it is about"),
        "place": Column(str, "where it was signed"),
        "effect": Column(date, "the day from which it holds"),
        "term": Column(str, "the term of the issuer, as written"),
        "session": Column(str, "the session of the issuer, as written"),
        "signers": Column(str, "who signed, joined by `; `"),
        "format": Column(str, "the format of the file"),
        "encoding": Column(str, "the encoding of the file, where that is a choice"),
        "characters": Column(int, "the length of the text"),
        "targets": Column(int, "how many targets, results and milestones"),
        "times": Column(int, "how many times"),
        "references": Column(int, "how many references"),
        "links": Column(int, "how many links"),
        "assignments": Column(int, "how many assignments"),
        "tasks": Column(int, "how many tasks"),
        "diagnostics": Column(int, "how many doubts about the text"),
    },
    "nodes": _layer(
        "node",
        "nodes",
        {
            "parent": Column(int, "the position of the node that holds it; None for the root"),
            "depth": Column(int, "how many nodes hold it"),
            "kind": Column(str, "the kind of node (structure.md)"),
            "label": Column(str, "the label of its marker, without punctuation"),
            "eid": Column(str, "its `eId` in Akoma Ntoso"),
        },
        {name: column for name, column in _PLACE.items() if name != "sentence"}
        | {"text": Column(str, "the words of a node without children, on one line; None for others")},
    ),
    "targets": _layer(
        "target",
        "targets",
        {
            "role": Column(str, "target, result or milestone"),
            "key": Column(str, "the stable key of a common indicator"),
            "indicator": Column(str, "what is measured, in the document's words"),
            "scope": Column(str, "the group or place it is restricted to"),
            "comparator": Column(str, "eq, ge, gt, le, lt, approx or range"),
            "low": Column(float, "the value as written, or the lower end of a range"),
            "high": Column(float, "the value as written, or the upper end of a range"),
            "unit": Column(str, "the unit as written"),
            "unit_canonical": Column(str, "the base unit"),
            "base_low": Column(float, "`low` in the base unit: values of one `unit_canonical` compare"),
            "base_high": Column(float, "`high` in the base unit"),
            "dimension": Column(str, "money, share, area, count ..."),
            "change": Column(str, "increase or decrease where the number is an amount of change, not a level"),
            "whole": Column(float, "the whole of a part: 46 in 38/46"),
            "baseline": Column(str, "what it is compared with, as written"),
            **_DUE,
            "due_from": Column(str, "where `due` was found: sentence, heading, title or column"),
            "commitment": Column(str, "firm, stretch or estimate"),
            "part_of": Column(int, "the `target` of the whole that it breaks down"),
            "equivalent_to": Column(int, "the `target` that it restates in another unit"),
            "number": Column(str, "the number as written: exact, where a float is only near"),
            "why": Column(str, "the evidence, joined by `; `"),
            "indicator_spans": Column(str, "the places of the indicator's words, start-end, joined by `; `"),
        },
    ),
    "times": _layer(
        "time",
        "times",
        {
            "type": Column(str, "date, interval, duration or set"),
            "value": Column(str, "ISO 8601"),
            "deadline": Column(bool, "whether something has to be done by then"),
            "relation": Column(str, "by, before, within, from, during or at"),
            "first_day": Column(date, "the first day it covers"),
            "last_day": Column(date, "the last day it covers"),
            "why": Column(str, "the evidence for `deadline`"),
        },
    ),
    "references": _layer(
        "reference",
        "references",
        {
            "role": Column(str, "legal-basis, amends, replaces, repeals, implements"),
            "key": Column(str, "the same for every mention of the same document"),
            "doc_type": Column(str, "the kind word before the number or the name"),
            "number": Column(str, "the number as written"),
            "date": Column(date, "its day of issue"),
            "cited_issuer": Column(str, "who issued it, as written"),
            "itself": Column(bool, "whether the document that is named is this one"),
        },
    ),
    "links": _layer(
        "link",
        "links",
        {
            "addresses": Column(str, "where it leads, joined by `; `"),
            "reference": Column(int, "the `reference` whose places these are; None for this document"),
        },
    ),
    "assignments": _layer(
        "assignment",
        "assignments",
        {
            "body": Column(str, "the body, as written"),
            "role": Column(str, "lead, coordinate or monitor"),
            "task": Column(str, "what it has to do"),
            "partners": Column(str, "with whom, joined by `; `"),
            "unlisted": Column(bool, "whether the tables do not know such a body"),
            **_DUE,
        },
    ),
    "tasks": _layer(
        "task",
        "tasks",
        {
            "who": Column(str, "the bodies that have to do it, joined by `; `"),
            "role": Column(str, "lead, coordinate or monitor"),
            "partners": Column(str, "with whom, joined by `; `"),
            "monitors": Column(str, "who watches over it, joined by `; `"),
            "what": Column(str, "the words of the task"),
            **_DUE,
        },
    ),
    "diagnostics": _layer(
        "diagnostic",
        "diagnostics",
        {"code": Column(str, "the permanent code (diagnostics.md)"), "message": Column(str, "the doubt")},
    ),
}


def columns(layer: str) -> dict[str, type]:
    """Return the columns of *layer* and their types: a schema that polars takes as it is.

    >>> columns("links")["addresses"]
    <class 'str'>

    Raises `ValueError` for a layer that is not there.
    """
    if layer not in COLUMNS:
        raise ValueError(f"there is no layer {layer!r}: {', '.join(COLUMNS)}")
    return {name: column.type for name, column in COLUMNS[layer].items()}


def page_tables() -> str:
    """Return the columns as the tables of docs/rows.md, which has them word for word."""
    shared = {**_ABOUT, **_PLACE}
    parts = [("Every layer", _ABOUT), ("Every layer but documents", _PLACE)]
    for layer, named in COLUMNS.items():
        own = {name: column for name, column in named.items() if shared.get(name) != column}
        parts.append((layer, own))
    return "\n\n".join(_table(title, named) for title, named in parts) + "\n"


def _table(title: str, named: dict[str, Column]) -> str:
    lines = [f"| `{name}` | {column.type.__name__} | {column.meaning} |" for name, column in named.items()]
    return "\n".join((f"### {title}", "", "| column | type | meaning |", "|---|---|---|", *lines))


if __name__ == "__main__":  # python -m nghiquyet.export.columns: the tables for the page after a change
    print(page_tables(), end="")
