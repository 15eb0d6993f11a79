"""Rows: fixed columns of fixed types, the values of the facts, frames without help."""

import datetime
from decimal import Decimal

import attrs
import pytest

import nghiquyet
from documents import CORPUS, REAL, ROOT, SAMPLE, parsed
from nghiquyet import Document
from nghiquyet.export.columns import COLUMNS, page_tables
from nghiquyet.export.dates import first_day, last_day

SOURCES = sorted(CORPUS.glob("*/source.docx"))
TEXT = """TỈNH ỦY VÂN HẢI

NGHỊ QUYẾT

II- MỤC TIÊU

2. Chỉ tiêu
- Đến năm 2030, tỷ lệ hộ nghèo còn dưới 1,5%. Thu ngân sách đạt 1.200 tỷ đồng.
"""


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.parent.name)
def document(request: pytest.FixtureRequest) -> Document:
    return parsed(request.param)


@pytest.mark.parametrize("layer", COLUMNS)
def test_columns_and_types(document: Document, layer: str) -> None:
    """Every row has every column, in order, and each cell is None or of the column's type and no other."""
    types = nghiquyet.columns(layer)
    for row in document.rows(layer):
        assert list(row) == list(types)
        assert {name for name, value in row.items() if value is not None and type(value) is not types[name]} == set()


@pytest.mark.parametrize("layer", nghiquyet.LAYERS)
def test_a_row_for_each_fact(document: Document, layer: str) -> None:
    """Row n is fact n: the same place, and its words stand in its sentence."""
    rows = document.rows(layer)
    facts = getattr(document, layer)
    assert [(row["start"], row["end"]) for row in rows] == [(fact.span.start, fact.span.end) for fact in facts]
    assert [row[layer.removesuffix("s")] for row in rows] == list(range(len(facts)))
    assert all(str(row["text"]) in str(row["sentence"]) for row in rows)


def test_values_of_targets(document: Document) -> None:
    """A float is the nearest to the exact value, and base values are the values in the base unit."""
    for row, fact in zip(document.rows("targets"), document.targets, strict=True):
        assert row["low"] == (None if fact.low is None else float(fact.low))
        factor = fact.unit.factor if fact.unit else Decimal(1)
        assert row["base_high"] == (None if fact.high is None else float(fact.high * factor))


def test_a_row_worked() -> None:
    """What a row says of one target: place, headings, value, the days of its due."""
    row = nghiquyet.parse_text(TEXT).rows("targets")[0]
    wanted = {
        "address": "II.2.-1",
        "heading_path": "II- MỤC TIÊU › 2. Chỉ tiêu",
        "key": "poverty-rate",
        "comparator": "lt",
        "low": 1.5,
        "due": "2030",
        "due_first": datetime.date(2030, 1, 1),
        "due_last": datetime.date(2030, 12, 31),
        "sentence": "- Đến năm 2030, tỷ lệ hộ nghèo còn dưới 1,5%.",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_nodes_are_the_text(document: Document) -> None:
    """The rows of nodes hold all the text, each node under its parent."""
    rows = document.rows("nodes")
    assert "".join("".join(str(row["text"] or "").split()) for row in rows) == "".join(document.text.split())
    for row in rows[1:]:
        parent = rows[int(str(row["parent"]))]
        assert (parent["start"], parent["depth"]) <= (row["start"], row["depth"])


def test_own_key_is_the_key_of_references_to_it() -> None:
    """A document that cites itself from elsewhere is the document that the citation names."""
    own = parsed(CORPUS / "council-articles/source.txt")
    citing = nghiquyet.parse_text(
        "NGHỊ QUYẾT\n\nCăn cứ Nghị quyết số 27/2025/NQ-HĐND ngày 11 tháng 12 năm 2025 của Hội đồng nhân dân "
        "tỉnh Vân Hải;\n"
    )
    assert own.rows("documents")[0]["doc_key"] == citing.rows("references")[0]["key"] is not None


def test_before_a_year_ends_before_it() -> None:
    """What is due before a time may be done up to the day before, in targets, duties and tasks alike."""
    text = (
        "NGHỊ QUYẾT\nvề nhiệm vụ\n\n1. Trước năm 2030, 100% xã có điện.\n"
        "2. Sở Y tế chủ trì xây dựng đề án, trình trước ngày 30/9/2026.\n3. Đến năm 2035, 100% xã có đường nhựa.\n"
    )
    document = nghiquyet.parse_text(text)
    assert [str(row["due_last"]) for row in document.rows("targets")] == ["2029-12-31", "2035-12-31"]
    assert [str(row["due_last"]) for row in document.rows("assignments")] == ["2026-09-29"]
    assert [str(row["due_last"]) for row in document.rows("tasks")] == ["2026-09-29"]


def test_a_time_behind_its_target_says_how_it_ends() -> None:
    """ "Trước" and "đến trước" leave out their day where the target's words end before them, and in an interval."""
    head = "NGHỊ QUYẾT\nvề kế hoạch năm 2026\n\nVân Hải, ngày 10 tháng 01 năm 2026\n\n"
    text = (
        f"{head}1. Giao Sở Y tế hoàn thành 07 trạm y tế trước năm 2028.\n"
        "2. Giao Sở Y tế xây dựng 05 trạm y tế từ ngày 8 đến trước ngày 30/6/2026.\n"
        "3. Đến năm 2030, 100% xã có điện. Trước năm 2030, các xã có đường.\n"
    )
    rows = nghiquyet.parse_text(text).rows("targets")
    assert [str(row["due_last"]) for row in rows] == ["2027-12-31", "2026-06-29", "2030-12-31"]


def test_unknown_layer() -> None:
    """A layer that is not there is an error that names those that are."""
    with pytest.raises(ValueError, match="no layer 'target': documents, nodes, targets"):
        nghiquyet.parse_text(TEXT).rows("target")


def test_frames(document: Document) -> None:
    """pandas and polars take the rows as they are, and every document gives the same types."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    for layer in COLUMNS:
        rows, types = document.rows(layer), nghiquyet.columns(layer)
        frame = polars.DataFrame(rows, schema=types)
        assert frame.schema == polars.DataFrame([], schema=types).schema
        assert frame.to_dicts() == rows
        assert len(pandas.DataFrame(rows, columns=list(types))) == len(rows)


@pytest.mark.skipif(not REAL, reason="the real documents are not there")
def test_real_documents() -> None:
    """Frames of real files have the same types, and can be put together."""
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    kinds = {str: "string", int: "Int64", float: "Float64", bool: "boolean", datetime.date: "datetime64[s]"}
    documents = [parsed(path) for path in SAMPLE]
    for layer in COLUMNS:
        types = nghiquyet.columns(layer)
        frames = [polars.DataFrame(each.rows(layer), schema=types) for each in documents]
        assert len(polars.concat(frames)) == sum(map(len, frames))
        wanted = {name: kinds[kind] for name, kind in types.items()}
        others = [pandas.DataFrame(each.rows(layer), columns=list(types)).astype(wanted) for each in documents]
        assert len({tuple(map(str, frame.dtypes)) for frame in others}) == 1
        assert list(map(str, pandas.concat(others).dtypes)) == list(map(str, others[0].dtypes))


def test_the_page_has_the_columns() -> None:
    """docs/rows.md has the tables that the code has; ``python -m nghiquyet.export.columns`` prints them."""
    assert page_tables() in (ROOT / "docs/rows.md").read_text("utf-8")


@pytest.mark.parametrize("value", ["2024", "2024-02", "2024-Q1", "2024-H1", "2024-02-29", "2024/2024-02"])
def test_first_day_is_not_after_the_last(value: str) -> None:
    """The two days of a value are in order, and ISO dates compare as text."""
    assert str(first_day(value)) <= str(last_day(value))


@pytest.mark.parametrize(
    ("layer", "fact"),
    [
        ("targets", nghiquyet.Target), ("times", nghiquyet.Time), ("references", nghiquyet.Reference),
        ("links", nghiquyet.Link), ("assignments", nghiquyet.Assignment), ("tasks", nghiquyet.Task),
    ],
)  # fmt: skip
def test_no_field_is_left_out(layer: str, fact: type) -> None:
    """Every field of a fact has its column; places are start and end, and two fields of links have other names."""
    renamed = {("links", "targets"): "addresses", ("links", "document"): "reference",
               ("references", "issuer"): "cited_issuer", ("times", "start"): "first_day",
               ("times", "end"): "last_day"}  # fmt: skip
    fields = {renamed.get((layer, each.name), each.name) for each in attrs.fields(fact)}
    assert fields - {"span", "number_span", "body_span"} <= set(nghiquyet.columns(layer))


def test_a_number_that_no_double_holds() -> None:
    """It is none in a row, and stays exact in the fact: an infinity would be no number to a spreadsheet."""
    document = nghiquyet.parse_text("NGHỊ QUYẾT\n\n1. Đến năm 2030 thu ngân sách đạt " + "9" * 400 + " tỷ đồng.\n")
    assert [(row["low"], row["base_high"]) for row in document.rows("targets")] == [(None, None)]
    assert document.targets[0].low == Decimal("9" * 400)
