"""SQLite archives as other programs see them: keys, an index of words, and what Datasette is told."""

import asyncio
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nghiquyet.archive import batch, query
from nghiquyet.archive.parts import Foreign
from nghiquyet.archive.progress import Progress
from nghiquyet.archive.records import Row
from nghiquyet.archive.stores.datasette import metadata
from nghiquyet.archive.stores.sqlite import SEARCHED
from nghiquyet.archive.tables import TABLES
from nghiquyet.archive.views import VIEW_MEANINGS

TEXT = "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Đến năm 203{0}, tỷ lệ hộ nghèo còn dưới 3%.\n\n2. Giao Sở Y tế lập đề án {0}.\n"


def here(shards: Any, on_row: Any) -> Any:
    """Do shards one after another with the worker of this thread."""
    for shard in shards:
        yield shard, shard.process(on_row=on_row)


def run(folder: Path, **options: Any) -> Path:
    batch(["in"], folder / "a.sqlite", base=str(folder), engine=here, parser="archive_parsers:plain", **options)
    return folder / "a.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(TEXT.format(number), "utf-8")
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(run(folder))
    yield connection
    connection.close()


def test_keys(opened: sqlite3.Connection) -> None:
    """Every table refers to the documents, and every reference leads to one."""
    for table in set(TABLES) - {"documents"}:
        (key,) = opened.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        assert key[2:5] == ("documents", "document", "document")
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("words", ["đề án", "de an", "ĐỀ AN", "hộ nghèo", "ho ngheo", "nghèo"])
def test_words_are_found_with_and_without_marks(folder: Path, words: str) -> None:
    """The index of words answers in `query` too."""
    asked = "SELECT count(*) FROM nodes_fts WHERE nodes_fts MATCH ?"
    assert query(run(folder), asked, [words]).rows == [(3,)]


def test_the_index_follows_the_tables(folder: Path) -> None:
    """After documents changed and went, and after a VACUUM, the index has the words of what is there, and no others."""
    run(folder)
    (folder / "in" / "0.txt").write_text(TEXT.format(0).replace("hộ nghèo", "che phủ rừng"), "utf-8")
    (folder / "in" / "1.txt").unlink()
    connection = sqlite3.connect(run(folder, prune=True))
    connection.execute("VACUUM")
    for table in SEARCHED:
        connection.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")
    found = "SELECT d.file FROM nodes_fts f JOIN nodes n ON n.id = f.rowid JOIN documents d USING (document)"
    assert connection.execute(f"{found} WHERE nodes_fts MATCH 'ngheo'").fetchall() == [("in/2.txt",)]
    assert connection.execute(f"{found} WHERE nodes_fts MATCH 'phu rung'").fetchall() == [("in/0.txt",)]
    connection.close()


def test_what_datasette_is_told(folder: Path) -> None:
    """Tables and views that are there are described, and each question of its page is one that SQLite takes."""
    out = run(folder)
    told = json.loads((folder / "a.sqlite.metadata.json").read_text("utf-8"))
    assert told == metadata("a")
    base = told["databases"]["a"]
    assert set(base["tables"]) == {*TABLES, "manifest", *VIEW_MEANINGS}
    connection = sqlite3.connect(out)
    connection.create_function("escape_fts", 1, lambda words: f'"{words}"')  # Datasette has it
    for table in TABLES:
        there = {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')}
        named = base["tables"][table]
        assert {*named.get("facets", ()), *filter(None, [named.get("sort")])} <= there
    given = {"day": "2040-01-01", "first": "2000-01-01", "last": "2040-01-01", "wanted": "poverty-rate",
             "who": "so y te", "named": "1", "words": "ho ngheo"}  # fmt: skip
    for name, question in base["queries"].items():
        found = connection.execute(question["sql"], given).fetchall()
        assert found or name == "citing", name
    connection.close()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/a/nodes.json?_search=de+an", 3), ("/a/targets.json?_search=hộ+nghèo", 3),
        ("/a/due_before.json?day=2032-01-01", 4),
        ("/a/find_text.json?words=de+an", 3), ("/a/duties_of.json?who=so+y+te", 3), ("/a/series.json", 3),
        ("/a/indicator.json?wanted=poverty-rate", 3),
    ],
)  # fmt: skip
def test_datasette(folder: Path, path: str, found: int) -> None:
    """Datasette itself takes the file and its metadata: search, views and questions answer."""
    app = pytest.importorskip("datasette.app", reason="datasette is not installed: the archive is not opened in it")
    out = run(folder)
    told = json.loads((folder / "a.sqlite.metadata.json").read_text("utf-8"))
    datasette = app.Datasette([str(out)], metadata=told)
    answer = asyncio.run(datasette.client.get(f"{path}{'&' if '?' in path else '?'}_shape=array"))
    assert answer.status_code == 200
    assert len(answer.json()) == found


@pytest.mark.parametrize("name", ["a.sqlite", "a.parquet", "a.duckdb"])
def test_the_tables_of_another_version_are_left_alone(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive with other columns is told before any work is done, and stays as it is."""
    if name != "a.sqlite":
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
    given: dict[str, Any] = {"base": str(folder), "engine": here, "parser": "archive_parsers:plain"}
    batch(["in"], folder / name, **given)
    monkeypatch.setitem(TABLES, "times", {**TABLES["times"], "another": "text"})
    with pytest.raises(Foreign, match="another version"):
        batch(["in"], folder / name, **given)


def test_time_left_is_told_by_the_last_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour of large documents does not make a minute of small ones look long."""
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    said: list[str] = []

    class Stream:
        isatty = staticmethod(lambda: False)
        write = staticmethod(said.append)
        flush = staticmethod(lambda: None)

    progress = Progress(Stream())  # type: ignore[arg-type]
    progress.planned({"pending": 1000, "unreadable": 1})
    for _ in range(60):
        now[0] += 60
        progress.row(Row(name="a", outcome="parsed"))
    for _ in range(600):
        now[0] += 0.2
        progress.row(Row(name="a", outcome="parsed"))
    assert "5.0/s, 0:01:07 left, 1 failed" in progress.line()


def test_no_more_is_done_than_there_is() -> None:
    """What is planned while the run is on, since a file changed, is counted as to do."""
    progress = Progress(io.StringIO())
    progress.planned({"pending": 1})
    for outcome in ("changed", "parsed"):
        progress.row(Row(name="a", outcome=outcome))
    assert progress.line().startswith("2/2 documents (100 %)")


def test_nothing_to_do(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A run says so."""
    from nghiquyet.cli import main

    monkeypatch.chdir(folder)
    for said in ("3 documents to parse, 0 need nothing", "nothing to do: of 3 documents none is new or changed"):
        assert main(["batch", "in", "-o", "b.sqlite", "-j", "1"]) == 0
        assert said in capsys.readouterr().err
