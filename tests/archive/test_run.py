"""Runs: every document is accounted for, once, whatever is killed, and a run again does only what is to be done."""

import contextlib
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from archive_runs import HOSTILE, PLAIN, SLOW, STORES, digest, names, outcomes, reasons, run, source, text
from nghiquyet.archive import Limits, Run, rules_version
from nghiquyet.archive.batches import StrictFailure
from nghiquyet.archive.parts import StoreFault


@pytest.mark.parametrize("store", STORES)
def test_a_second_run_does_what_is_new_and_changed(tmp_path: Path, store: str) -> None:
    """Nothing is parsed twice; a new file is added, a changed one replaced, a broken one leaves, once it is pruned."""
    folder, out = source(tmp_path, 6), tmp_path / store
    assert run(out, ["in"], tmp_path).done == 6
    assert names(out) == [f"in/{n:03}.txt" for n in range(6)]
    assert run(out, ["in"], tmp_path).done == 0
    (folder / "001.txt").write_text(text(77), "utf-8")
    (folder / "002.txt").write_bytes(b"\xff\xfe\xff")
    (folder / "003.txt").unlink()
    (folder / "006.txt").write_text(text(6), "utf-8")
    summary = run(out, ["in"], tmp_path)
    assert summary.done == 3
    assert summary.counts == {"parsed": 6, "error": 1}
    assert sorted(names(out)) == [f"in/00{n}.txt" for n in (0, 1, 3, 4, 5, 6)]
    run(out, ["in"], tmp_path, prune=True)
    assert sorted(names(out)) == [f"in/00{n}.txt" for n in (0, 1, 4, 5, 6)]


@pytest.mark.parametrize("store", STORES)
def test_a_copy_is_parsed_once_and_named(tmp_path: Path, store: str) -> None:
    """Two names with one content give one document; when the first goes, the second takes its place."""
    folder, out = source(tmp_path, 3), tmp_path / store
    (folder / "copy.txt").write_text(text(1), "utf-8")
    summary = run(out, ["in"], tmp_path)
    assert (summary.done, summary.counts) == (3, {"parsed": 3, "duplicate": 1})
    (folder / "001.txt").unlink()
    run(out, ["in"], tmp_path, prune=True)
    assert sorted(names(out)) == ["in/000.txt", "in/002.txt", "in/copy.txt"]


def test_failures_are_tried_again_and_the_dangerous_are_given_up(tmp_path: Path) -> None:
    """A failure is tried in the next run; what killed a process twice is in quarantine until asked for."""
    folder, out = source(tmp_path, 1), tmp_path / "a.jsonl"
    (folder / "crash.txt").write_text("EXIT")
    (folder / "refuse.txt").write_text("REFUSE")
    options: dict[str, Any] = {"parser": HOSTILE, "limits": Limits(seconds=5)}
    assert [run(out, ["in"], tmp_path, **options).done for _ in range(3)] == [3, 2, 1]
    told = (tmp_path / "a.jsonl.run" / "quarantine.tsv").read_text().split("\t")
    assert told == ["in/crash.txt", "the process left with status 7\n"]
    assert run(out, ["in"], tmp_path, retry_quarantined=True, **options).done == 2


def test_other_rules_parse_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that older rules parsed are parsed again, and are there meanwhile."""
    source(tmp_path, 3)
    out = tmp_path / "a.jsonl"
    run(out, ["in"], tmp_path)
    with Run(out, parser=PLAIN, base=str(tmp_path)) as again:
        monkeypatch.setattr("nghiquyet.archive.run.rules_version", lambda: "another")
        again.scan(["in"])
        assert again.manifest.counts() == {"pending": 3}
        again.publish()
    assert len(names(out)) == 3


def test_a_shard_of_other_rules_is_refused(tmp_path: Path) -> None:
    """A machine with another version does not fill the archive of this one."""
    source(tmp_path, 1)
    with Run(tmp_path / "a.jsonl", parser=PLAIN, base=str(tmp_path)) as planned:
        planned.scan(["in"])
        (shard,) = planned.shards()
        from attrs import evolve

        with pytest.raises(StoreFault, match=r"planned with 0\.0"):
            evolve(shard, rules="0.0").process()
        assert shard.rules == rules_version()


def test_strict_stops_at_a_failure_and_keeps_what_is_done(tmp_path: Path) -> None:
    """A strict run ends with the first failure; the next run goes on."""
    folder, out = source(tmp_path, 4), tmp_path / "a.jsonl"
    (folder / "000.txt").write_text("REFUSE")
    with pytest.raises(StrictFailure, match=r"in/000\.txt: unreadable"):
        run(out, ["in"], tmp_path, parser=HOSTILE, strict=True, shard_size=1)
    (folder / "000.txt").write_text(text(0), "utf-8")
    run(out, ["in"], tmp_path, parser=HOSTILE, strict=True)
    assert sorted(names(out)) == [f"in/00{n}.txt" for n in range(4)]


def test_machines_without_an_engine_share_the_work(tmp_path: Path) -> None:
    """The parts of --shard i/n are disjoint and whole."""
    source(tmp_path, 20)
    parts = []
    for index in (1, 2, 3):
        out = tmp_path / f"{index}.jsonl"
        run(out, ["in"], tmp_path, shard=(index, 3))
        parts.append(names(out))
    assert sorted(name for part in parts for name in part) == [f"in/{n:03}.txt" for n in range(20)]
    assert all(parts)


def test_ordered_sorts_by_name_after_later_runs(tmp_path: Path) -> None:
    """--ordered puts a file that came later where its name belongs."""
    folder = source(tmp_path, 3)
    for store in ("a.jsonl", "a.jsonl.gz"):
        run(tmp_path / store, ["in"], tmp_path)
    (folder / "0005.txt").write_text(text(50), "utf-8")
    for store in ("a.jsonl", "a.jsonl.gz"):
        run(tmp_path / store, ["in"], tmp_path, ordered=True)
        assert names(tmp_path / store) == ["in/000.txt", "in/0005.txt", "in/001.txt", "in/002.txt"]


def test_members_of_archives_and_other_sources(tmp_path: Path) -> None:
    """Zip and tar members, lists and URLs are documents like others; what cannot be opened is a row."""
    import tarfile

    folder = source(tmp_path, 3)
    with zipfile.ZipFile(folder / "z.zip", "w") as opened:
        opened.writestr("năm/1.txt", text(11))
    with tarfile.open(folder / "t.tar.gz", "w:gz") as tar:
        tar.add(folder / "000.txt", "copy.txt")
        (tmp_path / "12").write_text(text(12), "utf-8")
        tar.add(tmp_path / "12", "x/12.txt")
    (folder / "bad.zip").write_bytes(b"PK\x03\x04")
    (folder / ".hidden").write_text("no")
    (folder / "link.txt").symlink_to("nowhere")
    (tmp_path / "list").write_text("in\nmissing.txt\nnone*.docx\n", "utf-8")
    out = tmp_path / "a.jsonl"
    run(out, ["@list"], tmp_path)
    assert outcomes(out) == {
        "in/000.txt": "parsed", "in/001.txt": "parsed", "in/002.txt": "parsed", "in/bad.zip": "unreadable",
        "in/link.txt": "unreadable", "in/t.tar.gz!/copy.txt": "duplicate", "in/t.tar.gz!/x/12.txt": "parsed",
        "in/z.zip!/năm/1.txt": "parsed", "missing.txt": "unreadable", "none*.docx": "unreadable",
    }  # fmt: skip


@pytest.mark.parametrize("library", ["fsspec", "pyarrow"])
def test_documents_behind_a_url(tmp_path: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL is read through fsspec, or through pyarrow.fs where fsspec is not installed."""
    pytest.importorskip(library)
    from nghiquyet.archive.sources import discover, read

    if library == "pyarrow":
        monkeypatch.setitem(sys.modules, "fsspec", None)
    folder = source(tmp_path, 2)
    found = list(discover([f"file://{folder}"]))
    assert [entry.name for entry in found] == [f"file://{folder}/00{n}.txt" for n in range(2)]
    assert all(entry.stamp and entry.size > 0 for entry in found)
    assert read(found[1].name).decode() == text(1)


class Killed(BaseException):
    """The end of a run that nothing in it can catch."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills itself")
@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.jsonl", "a.parquet", "a.sqlite", "a.duckdb")])
def test_kills_change_nothing(tmp_path: Path, store: str) -> None:
    """Workers are killed at every third document and the run twice: the archive is the same as of a quiet run."""
    folder = source(tmp_path, 12)
    marks = tmp_path / "marks"
    marks.mkdir()
    for number in range(0, 12, 3):
        words = text(number) if number % 9 else "ended"
        (folder / f"{number:03}.txt").write_text(f"ONCE {marks / str(number)}\n{words}", "utf-8")
    wild, quiet = tmp_path / "wild" / store, tmp_path / "quiet" / store
    for out, kills in ((wild, [2, 3, 100]), (quiet, [100])):
        out.parent.mkdir()
        for last in kills:

            def engine(shards: Any, on_row: Any, last: int = last) -> Any:
                for count, shard in enumerate(shards):
                    rows = shard.process(on_row=on_row)
                    if count == last:  # its part is there, and nobody was told
                        raise Killed
                    yield shard, rows

            with contextlib.suppress(Killed):
                run(out, ["in"], tmp_path, parser="archive_parsers:flaky", engine=engine)
    assert len(list(marks.iterdir())) == 4
    assert digest(wild) == digest(quiet)
    assert len(outcomes(wild)) == 12


@pytest.mark.skipif(sys.platform == "win32", reason="a run that is killed does its shards from the start there")
def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    """kill -9 of the process itself costs what was in flight."""
    source(tmp_path, 40)
    out = tmp_path / "a.jsonl"
    script = (
        "import sys; sys.path[:0] = sys.argv[3:]\nfrom nghiquyet.archive import batch\n"
        f"batch(['in'], sys.argv[2], base=sys.argv[1], workers=1, parser={SLOW!r}, shard_size=4)"
    )
    path = [*sys.path]
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(out), *path])
    parts = tmp_path / "a.jsonl.run" / "parts"
    while process.poll() is None and len(list(parts.glob("*.rows"))) < 3:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert not out.exists()
    assert run(out, ["in"], tmp_path, parser=SLOW).counts == {"parsed": 40}
    assert names(out) == [f"in/{n:03}.txt" for n in range(40)]


def test_an_interrupt_keeps_what_is_done(tmp_path: Path) -> None:
    """Ctrl-C publishes the finished shards, and the next run does the rest only."""
    source(tmp_path, 60)
    out = tmp_path / "a.jsonl"

    def engine(shards: Any, on_row: Any) -> Any:
        for count, shard in enumerate(shards):
            if count == 10:
                raise KeyboardInterrupt
            yield shard, shard.process(on_row=on_row)

    summary = run(out, ["in"], tmp_path, engine=engine, shard_size=2)
    assert summary.interrupted
    done = summary.counts["parsed"]
    assert len(names(out)) == done
    assert run(out, ["in"], tmp_path).done == 60 - done
    assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(60)]


def test_a_store_without_its_extra_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is named before anything is parsed; so is a name that asks for no store."""
    monkeypatch.setattr("nghiquyet.archive.stores.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'nghiquyet\[parquet\]'"):
        Run(tmp_path / "a.parquet")
    with pytest.raises(ValueError, match="ends in one of"):
        Run(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nodirr"], "nodirr: no such file or folder"),
        (["in", "in/*.none"], "in/*.none: nothing matches this pattern"),
        (["@nolist.txt"], "@nolist.txt: the list cannot be read: No such file or directory"),
        (["@in/bad.txt"], "@in/bad.txt: the list is not UTF-8"),
        (["in", "--include", "source.docxx"],
         "no documents that --include and --exclude leave: in; no archive is written"),
        (["empty"], "no documents: empty; no archive is written"),
        (["in", "--parser", "foo:bar"],
         "the parser 'foo:bar' cannot be loaded, it has to be MODULE:FUNCTION: No module named 'foo'"),
        (["in", "--parser", "archive_parsers"],
         "the parser 'archive_parsers' cannot be loaded, it has to be MODULE:FUNCTION: "
         "module 'archive_parsers' has no attribute ''"),
    ],
)  # fmt: skip
def test_a_slip_writes_nothing(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source or a parser that is not there is one line and exit code 2, and no archive is begun."""
    from nghiquyet.cli import main

    source(tmp_path, 1)
    (tmp_path / "in" / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert main(["batch", *arguments, "-o", "a.sqlite"]) == 2
    assert capsys.readouterr().err == f"nghiquyet batch: {said}\n"
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_outlives_its_sources(tmp_path: Path) -> None:
    """A folder that was emptied is no slip where there is an archive of it."""
    folder, out = source(tmp_path, 1), tmp_path / "a.jsonl"
    run(out, ["in"], tmp_path)
    (folder / "000.txt").unlink()
    assert run(out, ["in"], tmp_path).counts == {"parsed": 1}
    assert names(out) == ["in/000.txt"]


def test_a_limit_does_not_name_the_file_twice(tmp_path: Path) -> None:
    """The reason in the manifest begins with what was found; the name is a column of its own."""
    source(tmp_path, 1)
    out = tmp_path / "a.jsonl"
    run(out, ["in"], tmp_path, parser="nghiquyet:parse", limits=Limits(nodes=3))
    (reason,) = reasons(out).values()
    assert reason.startswith("a document of ")
    assert "over the limit nodes = 3" in reason


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit codes and summary: 1 with failures, 0 without, 2 for a name that asks for no store, plain progress lines."""
    from nghiquyet.cli import main

    source(tmp_path, 2)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "bad.txt").write_bytes(b"")
    assert main(["batch", "in", "-o", "a.sqlite", "-j", "1"]) == 1
    told = capsys.readouterr().err
    assert "3 documents to parse, 0 need nothing\n" in told
    assert "2 parsed, 1 failed (1 unreadable)" in told
    assert "in/bad.txt: unreadable:" in told
    assert main(["batch", "in/*0.txt", "-o", "a.sqlite", "-q"]) == 1
    assert main(["query", "a.sqlite", "SELECT count(*) AS n FROM documents"]) == 0
    assert capsys.readouterr().out == "n\n2\n"
    assert main(["batch", "in", "-o", "a.docx"]) == 2


def test_no_module_hides_a_function_of_the_archive() -> None:
    """A module of the name of a function would take its place once it is imported, by whatever command."""
    import nghiquyet.archive as room

    modules = {path.stem for path in Path(room.__file__).parent.glob("*.py")}
    assert not modules & set(room.__all__)
