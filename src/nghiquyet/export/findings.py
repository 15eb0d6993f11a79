"""Diagnostics with the place that editors and code scanners want: path, line, column."""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import asdict, frozen

from .. import __version__
from ..diagnostics import CODES
from ..document import Document
from ..text.escape import one_line


@frozen(kw_only=True)
class Finding:
    """One diagnostic of one file; lines and columns count from 1, columns in code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    message: str


def findings(path: str, document: Document) -> Iterator[Finding]:
    """Yield the diagnostics of a document in the order of the text."""
    starts = [0]
    for at, letter in enumerate(document.text):
        if letter == "\n":
            starts.append(at + 1)

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    for doubt in sorted(document.diagnostics, key=lambda doubt: (doubt.span, doubt.code)):
        line, column = place(doubt.span.start)
        end_line, end_column = place(doubt.span.end)
        yield Finding(
            path=path, line=line, column=column, end_line=end_line, end_column=end_column,
            code=doubt.code, message=doubt.message,
        )  # fmt: skip


def as_text(found: Iterable[Finding]) -> Iterator[str]:
    for each in found:
        yield one_line(f"{each.path}:{each.line}:{each.column}: {each.code} {each.message}")


def as_json(found: Iterable[Finding]) -> Iterator[str]:
    """Yield a JSON array, an object a line."""
    lines = [json.dumps(asdict(each), ensure_ascii=False) for each in found]
    yield "[" + ",\n ".join(lines) + "]"


def as_sarif(found: Iterable[Finding]) -> Iterator[str]:
    """Yield a SARIF 2.1.0 log (OASIS), the form that code scanning services read."""
    results = list(found)
    codes = sorted({each.code for each in results})
    driver: dict[str, Any] = {
        "name": "nghiquyet",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": CODES.get(code, code)}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": each.code,
                "ruleIndex": codes.index(each.code),
                "level": "warning",
                "message": {"text": each.message},
                "locations": [{"physicalLocation": _location(each)}],
            }
            for each in results
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=1)


def _location(each: Finding) -> dict[str, Any]:
    from urllib.parse import quote

    region = {
        "startLine": each.line,
        "startColumn": each.column,
        "endLine": each.end_line,
        "endColumn": each.end_column,
    }
    return {"artifactLocation": {"uri": quote(each.path.replace("\\", "/"))}, "region": region}


FORMATS: dict[str, Callable[[Iterable[Finding]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
}
