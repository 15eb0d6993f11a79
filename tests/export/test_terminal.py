"""What a terminal shows: widths, wrapping, findings in three forms."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.diagnostics import Diagnostic
from nghiquyet.document import Document, Source
from nghiquyet.export.findings import as_json, as_sarif, as_text, findings
from nghiquyet.export.screen import Terminal, clip, columns_of, show_table, wrap
from nghiquyet.facts import Metadata
from nghiquyet.text.spans import Span
from nghiquyet.tree import Root


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("Điều 5", 6), ("e\u0302\u0301", 1), ("決議", 4), ("a\u200bb", 2), ("", 0)]
)
def test_columns(text: str, columns: int) -> None:
    """Marks take no column, wide letters two."""
    assert columns_of(text) == columns


def test_clip() -> None:
    """A long text is cut with an ellipsis inside the width, never inside a letter and its mark."""
    assert clip("nghị quyết", 10) == "nghị quyết"
    assert clip("nghị quyết", 7) == "nghị q…"
    assert clip("決議決議", 5) == "決議…"


@given(st.text(max_size=60), st.integers(2, 30))
def test_wrap_loses_nothing(text: str, width: int) -> None:
    """Every letter that is not white space is in some line, and no line is too wide."""
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns_of(line) <= width for line in lines)


def test_table_fits() -> None:
    """On a terminal the widest column is wrapped until the table fits; in a pipe a row is one line."""
    rows = [("III.6", "Tỷ lệ hộ dân được sử dụng nước sạch theo quy chuẩn ở khu vực nông thôn của tỉnh", "98")]
    narrow = list(show_table(("address", "indicator", "value"), rows, Terminal(width=40)))
    assert max(map(columns_of, narrow)) <= 40
    assert "98" in narrow[2]
    assert len(list(show_table(("address", "indicator", "value"), rows, Terminal()))) == 3


def _document() -> Document:
    text = "một\nhai 𝟛 ba\nbốn"
    doubts = (Diagnostic("b-code", "sau", Span(13, 16)), Diagnostic("a-code", "trước", Span(8, 9)))
    return Document(
        source=Source(), text=text, metadata=Metadata(), tree=Root(span=Span(0, len(text))), diagnostics=doubts
    )


def test_findings_as_text() -> None:
    """Lines and columns count from 1, in code points, in the order of the text."""
    assert list(as_text(findings("a.txt", _document()))) == ["a.txt:2:5: a-code trước", "a.txt:3:1: b-code sau"]


def test_findings_as_json_and_sarif() -> None:
    """Both carry the place and the message; no findings are an empty list and an empty run."""
    (listed,) = as_json(findings("a.txt", _document()))
    assert json.loads(listed)[0] == {
        "path": "a.txt", "line": 2, "column": 5, "end_line": 2, "end_column": 6, "code": "a-code", "message": "trước",
    }  # fmt: skip
    (log,) = as_sarif(findings("thư mục/a b.txt", _document()))
    result = json.loads(log)["runs"][0]["results"][1]
    assert result["ruleId"] == "b-code"
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "th%C6%B0%20m%E1%BB%A5c/a%20b.txt"
    assert location["region"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 4}
    assert [json.loads(line) for line in as_json([])] == [[]]
    assert json.loads(next(as_sarif([])))["runs"][0]["results"] == []
