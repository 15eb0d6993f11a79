"""Tables, views, folding: what a document becomes as rows, and what can be asked."""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nghiquyet import parse_text
from nghiquyet.archive import batch, query
from nghiquyet.archive.queries import Answer, CannotQuery, contents
from nghiquyet.archive.records import Row
from nghiquyet.archive.show import show
from nghiquyet.archive.tables import TABLES, _exact, fold_marks, rows
from nghiquyet.archive.views import VIEW_MEANINGS, with_macros
from nghiquyet.cli import main
from nghiquyet.document import LAYERS
from nghiquyet.export.cells import plain
from nghiquyet.export.columns import COLUMNS
from nghiquyet.export.dates import last_day
from nghiquyet.export.province import province

TEXT = """HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/2024/NQ-HĐND
Vân Hải, ngày 05 tháng 12 năm 2024

NGHỊ QUYẾT

Về giảm nghèo bền vững

HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI

Căn cứ Luật Ngân sách nhà nước;

Căn cứ Nghị định số 07/2021/NĐ-CP ngày 27 tháng 01 năm 2021 của Chính phủ;

QUYẾT NGHỊ:

Điều 1. Mục tiêu

1. Đến năm 2025, tỷ lệ hộ nghèo giảm còn dưới 2,5%.

2. Sở Y tế chủ trì thực hiện khoản 1 Điều này, hoàn thành trước ngày 31/12/2025.

Điều 2. Hiệu lực

Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025.
"""


def here(shards: Any, on_row: Any) -> Any:
    """Do shards one after another with the worker of this thread."""
    for shard in shards:
        yield shard, shard.process(on_row=on_row)


@pytest.fixture(scope="module", params=["a.parquet", "a.duckdb", "a.sqlite"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive of one document."""
    if request.param != "a.sqlite":
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
    folder = tmp_path_factory.mktemp("archive")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    out = folder / str(request.param)
    summary = batch(["a.txt"], out, base=str(folder), engine=here, parser="archive_parsers:plain")
    assert summary.counts == {"parsed": 1}, summary.failures
    return out


def test_rows_have_the_columns_of_their_tables() -> None:
    """Each row has a value for each column, and the facts that the document states are there."""
    made = rows(parse_text(TEXT), Row(name="a.txt", outcome="parsed", sha256="f" * 64))
    assert set(made) == set(TABLES)
    for table, listed in made.items():
        assert all(len(row) == len(TABLES[table]) for row in listed), table
    counts = {table for table, listed in made.items() if listed}
    assert counts >= {"documents", "nodes", *LAYERS}
    (document,) = (dict(zip(TABLES["documents"], row, strict=True)) for row in made["documents"])
    assert (document["province"], document["doc_number"]) == ("Vân Hải", "12/2024/NQ-HĐND")
    assert (document["doc_date"], document["doc_year"]) == ("2024-12-05", 2024)


def test_the_ready_views_answer(archive: Path) -> None:
    """Each view gives the fact that the document states."""
    answer = query(archive, "SELECT province, year, comparator, high FROM indicators WHERE key = 'poverty-rate'")
    assert [(p, y, c, Decimal(str(h))) for p, y, c, h in answer] == [("Vân Hải", 2025, "lt", Decimal("2.5"))]
    due = query(archive, "SELECT due FROM deadlines WHERE due < ? ORDER BY due", ["2026-01-01"])
    assert ("2025-12-31",) in due.rows or ("2025-12-30",) in due.rows
    assert query(archive, "SELECT body, role FROM duties").rows == [("Sở Y tế", "lead")]
    assert ("07/2021/NĐ-CP",) in query(archive, "SELECT number FROM citations").rows
    found = query(archive, "SELECT doc_number FROM search WHERE folded LIKE '%' || fold_marks('TỶ LỆ hộ nghèo') || '%'")
    assert found.dicts() == [{"doc_number": "12/2024/NQ-HĐND"}]
    assert query(archive, "SELECT name, outcome FROM manifest").rows == [("a.txt", "parsed")]


def test_the_questions_with_an_argument(archive: Path) -> None:
    """Every store has the views as functions; marks and capitals do not matter."""
    assert len(query(archive, "SELECT * FROM due_before(?)", ["2026-06-01"])) >= 1
    assert len(query(archive, "SELECT * FROM due_between('2025-01-01', '2025-12-31')")) >= 1
    assert len(query(archive, "SELECT * FROM citing('07/2021/nd-cp')")) == 1
    assert len(query(archive, "SELECT * FROM duties_of('so y te')")) == 1
    assert len(query(archive, "SELECT * FROM indicator('poverty-rate')")) == 1
    assert len(query(archive, "SELECT * FROM find_text('giam ngheo ben vung')")) == 1
    words = "Xóa ĐÓI, giảm nghèo – Đề án  06"
    assert query(archive, "SELECT fold_marks(?)", [words]).rows == [(fold_marks(words),)]


def test_a_row_that_is_due_can_be_cited(archive: Path) -> None:
    """What is due says who has to do it, in which role, and where it stands; so do levels."""
    rows = query(archive, "SELECT what, role, body, address, file FROM due_before('2100-01-01')").dicts()
    assert {row["what"] for row in rows} >= {"time", "target", "duty"}
    assert all(row["address"] and row["file"] == "a.txt" for row in rows)
    assert {(row["role"], row["body"]) for row in rows if row["what"] == "duty"} == {("lead", "Sở Y tế")}
    assert {row["body"] for row in rows if row["what"] != "duty"} == {None}
    assert {file for (file,) in query(archive, "SELECT file FROM series")} == {"a.txt"}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM references", 'write it in quotation marks, "references"'),
        (f"SELECT {', '.join(f'nothing{n}' for n in range(90))} FROM targets", "tables` lists tables and columns"),
    ],
)
def test_what_the_database_says_is_short(archive: Path, sql: str, said: str) -> None:
    """One line that says what to do."""
    with pytest.raises(CannotQuery) as raised:
        query(archive, sql)
    told = str(raised.value).replace(str(archive), "")
    assert told.endswith(said)
    assert len(told) <= 200
    assert "\n" not in told


def test_a_database_that_is_no_archive_is_told(tmp_path: Path) -> None:
    """An empty file is an empty database to SQLite; it is asked nothing."""
    (tmp_path / "a.sqlite").touch()
    with pytest.raises(CannotQuery, match="this is not an archive"):
        query(tmp_path / "a.sqlite", "SELECT 1")
    duckdb = pytest.importorskip("duckdb")
    duckdb.connect(str(tmp_path / "a.duckdb")).close()
    with pytest.raises(CannotQuery, match="this is not an archive"):
        query(tmp_path / "a.duckdb", "SELECT 1")


def test_series_are_levels(archive: Path) -> None:
    """A series has levels in the base unit and nothing else; amounts of change are a series of their own."""
    levels = query(archive, "SELECT key, province, year, low, unit FROM series").rows
    assert [(k, p, y, Decimal(str(low)), u) for k, p, y, low, u in levels if k == "poverty-rate"] == [
        ("poverty-rate", "Vân Hải", 2025, Decimal("2.5"), "%")
    ]
    named = query(archive, "SELECT DISTINCT series FROM series WHERE key = 'poverty-rate'").rows
    assert named == [("poverty-rate [%]",)]
    counted = "SELECT count(*) FROM targets WHERE key IS NOT NULL AND due_year IS NOT NULL AND change IS {} NULL"
    for view, wanted in (("series", ""), ("series_changes", "NOT")):
        assert query(archive, f"SELECT count(*) FROM {view}").rows == query(archive, counted.format(wanted)).rows


def test_the_columns_are_those_of_rows(archive: Path) -> None:
    """Every store has the columns of docs/rows.md under their names; a row of nodes leaves its document's out."""
    asked = {table: query(archive, f'SELECT * FROM "{table}"').columns for table in TABLES}
    assert set(TABLES) == set(COLUMNS)
    for table, named in COLUMNS.items():
        left = {"file", "doc_key", "doc_number", "doc_date", "issuer", "province", "family", "heading_path"}
        assert set(named) - set(asked[table]) == (left if table == "nodes" else set()), table
        assert set(asked[table]) - {"id"} == set(TABLES[table])
    assert query(archive, "SELECT file, doc_key FROM documents").rows == [("a.txt", parse_text(TEXT).key)]


def test_the_rows_are_those_of_the_document(archive: Path) -> None:
    """What a table says of a fact is what `Document.rows` says."""
    document = parse_text(TEXT, name="a.txt")
    for layer in TABLES:
        wanted = [{name: plain(value) for name, value in row.items()} for row in document.rows(layer)]
        found = [
            {name: plain(float(value) if isinstance(value, Decimal) else value) for name, value in row.items()}
            for row in query(archive, f'SELECT * FROM "{layer}"').dicts()
        ]
        shared = set(wanted[0]) & set(found[0]) if wanted else set()
        order = layer.removesuffix("s") if layer != "documents" else "document"
        found.sort(key=lambda row, order=order: row[order])  # type: ignore[misc]
        assert [{name: row[name] for name in shared} for row in found] == [
            {name: row[name] for name in shared} for row in wanted
        ], layer


def test_what_can_be_asked(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The word "tables" lists the tables and views with their columns; a wrong name says so."""
    listed = {name: (count, names.split(", ")) for name, count, names in contents(archive)}
    assert {*TABLES, "manifest", *VIEW_MEANINGS} == set(listed)
    assert listed["documents"][0] == 1
    assert "due_last" in listed["targets"][1]
    for wrong in ("SELECT * FROM nowhere", "SELECT nope FROM targets"):
        assert main(["query", str(archive), wrong]) == 2
        assert "tables` lists tables and columns" in capsys.readouterr().err


def test_answers_as_csv_and_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers are numbers in JSON, one list or an object a line; an answer without rows says so beside it."""
    sql = "SELECT high, unit FROM targets WHERE key = 'poverty-rate'"
    assert main(["query", str(archive), "--json", sql]) == 0
    assert json.loads(capsys.readouterr().out) == [{"high": 2.5, "unit": "%"}]
    assert main(["query", str(archive), sql, "--csv"]) == 0
    assert capsys.readouterr().out == "high,unit\n2.5,%\n"
    assert main(["query", str(archive), "--json", f"{sql} AND high > 9"]) == 0
    said = capsys.readouterr()
    assert (json.loads(said.out), said.err) == ([], "nghiquyet query: no rows\n")


@pytest.mark.parametrize(
    ("sql", "written"),
    [
        ("SELECT 1", "SELECT 1"),
        ("FROM due_before(?)", "FROM (SELECT * FROM deadlines WHERE due < CAST((?) AS VARCHAR))"),
        ("FROM INDICATOR ( max('a,b', 'c') )", "FROM (SELECT * FROM indicators WHERE key = (max('a,b', 'c')))"),
        ("-- due_before(1)", "-- due_before(1)"),
        ("\"due_before(x)\" + 'due_before(y)'", "\"due_before(x)\" + 'due_before(y)'"),
        ("due_before(1, 2)", "due_before(1, 2)"),
        ("due_before((1)", "due_before((1)"),
    ],
)
def test_macros_written_out(sql: str, written: str) -> None:
    """A question to SQLite has its macros written out, and nothing that only looks like one."""
    assert with_macros(sql) == written


@pytest.mark.parametrize(
    "sql",
    [
        "", " ;", "-- nothing", "SELECT", "SELECT nothing FROM nowhere", "SELECT 1; SELECT 2", "DELETE FROM targets",
        "CREATE TEMP TABLE t (a INT)", "PRAGMA journal_mode=WAL", "ATTACH 'other.db' AS o", "VACUUM INTO 'other.db'",
        "COPY (SELECT 1) TO 'other.csv'", "COPY (SELECT 1) TO 'a.parquet/documents/x' (USE_TMP_FILE false)",
        "SELECT * FROM read_csv('secret.csv')", "SELECT * FROM read_text('secret.csv')", "SELECT * FROM glob('*')",
        "SELECT * FROM 'secret.csv'", "SELECT load_extension('x')", "INSTALL httpfs", "SET lock_configuration = false",
        "SELECT '\ud800'",
    ],
)  # fmt: skip
def test_a_question_reads_the_archive_and_nothing_else(
    archive: Path, sql: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is empty, wrong, a command, or wants another file is one line and exit code 2; no file is made."""
    monkeypatch.chdir(archive.parent)
    (archive.parent / "secret.csv").write_text("a\n1\n")
    before = sorted(archive.parent.rglob("*"))
    assert main(["query", archive.name, sql]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert sorted(archive.parent.rglob("*")) == before


def test_an_archive_that_is_not_there_is_told(archive: Path) -> None:
    """A question to nothing is refused."""
    with pytest.raises(CannotQuery):
        query(archive.with_name("none" + archive.suffix), "SELECT 1")


def test_answers_are_safe_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters are escapes in every form, CSV keeps line ends in quotes, and no cell is a formula."""
    answer = Answer(("a\x1b", "b"), [("x\x1b[2J\u202e\r", 1), ("=1+1\ny", -2), ("\ud800\x7f", None)])
    shown = {}
    for form in ("table", "csv", "jsonl"):
        show(answer, form, sys.stdout)
        shown[form] = capsys.readouterr().out
    assert not any(set(text) & set("\x1b\u202e\r\x7f\ud800") for text in shown.values())
    assert list(csv.reader(shown["csv"].splitlines(keepends=True)))[2] == ["'=1+1\ny", "-2"]
    assert [json.loads(line)["b"] for line in shown["jsonl"].splitlines()] == [1, -2, None]
    assert json.loads(shown["jsonl"].splitlines()[2])["a\x1b"] == "\ud800\x7f"


def test_numbers_are_exact_or_absent() -> None:
    """A number that DECIMAL(38, 9) would round is left out."""
    assert [_exact(Decimal(n)) for n in ("1200.50", "1E+3", "0.0000000001", "1e40", "NaN")] == [
        "1200.5", "1000", None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("2021-02-03", "2021-02-03"), ("2021", "2021-12-31"), ("2021-H1", "2021-06-30"), ("2020/2025", "2025-12-31"),
        ("2021-13", None), ("P1Y", None), (None, None), ("0000-02", None), ("2024-02", "2024-02-29"),
    ],
)  # fmt: skip
def test_last_day(value: str | None, last: str | None) -> None:
    """An interval ends with the last day it covers; a length of time has none."""
    assert last_day(value) == last


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("HỘI ĐỒNG NHÂN DÂN TỈNH BẠCH SƠN - LĨNH GIANG", "Bạch Sơn - Lĩnh Giang"),
        ("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ KIM HÀ", "Kim Hà"),
        ("TỈNH ỦY VÂN HẢI", "Vân Hải"),
        ("HỘI ĐỒNG NHÂN DÂN HUYỆN PHÚ KHÊ", None),
        ("CHÍNH PHỦ", None),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH BÀ RỊA-VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH ĐẮK LĂK", "Đắk Lắk"),
    ],
)
def test_province(header: str, name: str | None) -> None:
    """The province stands in the header of a local document; others have none."""
    body = "\n\nNGHỊ QUYẾT\n\nvề nhiệm vụ năm 2025\n\nĐiều 1. Thông qua nội dung.\n"
    assert province(parse_text(header + "\nSố: 1/NQ-HĐND" + body)) == name


def test_province_in_small_letters() -> None:
    """A known province is found where a title has it in small letters."""
    text = "HỘI ĐỒNG NHÂN DÂN\nSố: 1/NQ-HĐND\n\nNGHỊ QUYẾT\n\nvề phí chợ ở tỉnh nghệ an\n\nĐiều 1. Phí.\n"
    assert province(parse_text(text)) == "Nghệ An"
