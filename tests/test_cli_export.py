"""The commands that make files: what they write where, and their exit codes."""

import csv
import errno
import gc
import io
import json
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from command import run
from nghiquyet import parse_text
from nghiquyet.cli_export import FORM_NAMES
from nghiquyet.export.save import FORMS

ROOT = Path(__file__).parents[1]
TEXT = "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Đến năm 2030, tỷ lệ hộ nghèo còn dưới 3%.\n\n2. Giao Sở Y tế chủ trì.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT.replace("3%", "5%"), "utf-8")
    (tmp_path / "empty.txt").touch()
    return tmp_path


def test_many_files_in_one_table(folder: Path) -> None:
    """A pattern that the shell has left alone is expanded, a bad file is told, and the others are exported."""
    done = run("export", "*.txt", "-o", "all.csv", folder=folder)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"nghiquyet: empty.txt: the file is empty\n"
    lines = list(csv.DictReader(io.StringIO((folder / "all.csv").read_text("utf-8"))))
    assert [(line["file"], line["low"]) for line in lines] == [("a.txt", "3"), ("b.txt", "5")]


def test_standard_input_and_output(folder: Path) -> None:
    """Dashes are streams; --to names the form, --layer the rows."""
    done = run("export", "-", "--to", "jsonl", "--layer", "assignments", data=TEXT.encode())
    (line,) = done.stdout.splitlines()
    assert (json.loads(line)["body"], json.loads(line)["file"]) == ("Sở Y tế", "<stdin>")


def test_folders_and_archives(folder: Path) -> None:
    """A folder, a .zip and an archive of `batch` are their documents; lines are read back, tables name files."""
    (folder / "in" / "documents").mkdir(parents=True)
    (folder / "a.txt").rename(folder / "in" / "a.txt")
    (folder / "b.txt").rename(folder / "in" / "documents" / "b.txt")
    (folder / "empty.txt").unlink()
    with zipfile.ZipFile(folder / "in.zip", "w") as packed:
        for name in ("a.txt", "documents/b.txt"):
            packed.write(folder / "in" / name, name)
    archives = ("x.jsonl", "x.sqlite", *(["x.parquet"] if find_spec("duckdb") else []))
    for name in archives:
        assert run("batch", "in", "-o", name, "-j", "1", "-q", folder=folder).returncode == 0
    for source in ("in", "in.zip", *archives):
        done = run("export", source, "--to", "jsonl", folder=folder)
        assert (done.returncode, done.stderr) == (0, b"")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(Path(line["file"]).name, line["low"]) for line in lines] == [("a.txt", 3), ("b.txt", 5)]
        assert run("report", source, "-o", f"{source}.pages", folder=folder).returncode == 0
        page = (folder / f"{source}.pages" / "index.html").read_text("utf-8")
        assert page.count("<tr>") == 3
        assert (folder / f"{source}.pages" / "a.html").exists()


def test_what_is_lost_of_an_archive_is_told(folder: Path) -> None:
    """A line that is no document and a file that is gone are one line each, and the others are done."""
    (folder / "empty.txt").unlink()
    for name in ("x.jsonl", "x.sqlite"):
        assert run("batch", "a.txt", "b.txt", "-o", name, "-j", "1", "-q", folder=folder).returncode == 0
    lines = (folder / "x.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "x.jsonl").write_bytes(lines[0] + b"{}\n")
    (folder / "a.txt").unlink()
    for source, said in (("x.jsonl", b"x.jsonl:2: no document"), ("x.sqlite", b"a.txt: no such file, seen from here")):
        done = run("chunks", source, folder=folder)
        assert done.returncode == 3
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout


def test_a_report_of_what_changed(folder: Path) -> None:
    """--against shows what changed since an older document, and only of one."""
    assert run("report", "b.txt", "--against", "a.txt", folder=folder).returncode == 0
    page = (folder / "report.html").read_text("utf-8")
    assert "+2%" in page
    assert 'data-c="changed"' in page
    for wrong in (("a.txt", "b.txt"), ("b.txt", "-o", "a.txt")):
        assert run("report", *wrong, "--against", "a.txt", folder=folder).returncode == 2
    assert run("report", "b.txt", "--against", "empty.txt", folder=folder).returncode == 3


def test_several_reports_go_into_a_folder(folder: Path) -> None:
    """The folder needs no slash."""
    assert run("report", "a.txt", "b.txt", "-o", "pages", folder=folder).returncode == 0
    assert sorted(path.name for path in (folder / "pages").iterdir()) == ["a.html", "b.html", "index.html"]


def test_no_words_and_no_name_are_told(folder: Path) -> None:
    """A file of blanks is a document and one line; a name of no letters is an error that says so."""
    (folder / "blank.txt").write_text(" \n\n", "utf-8")
    done = run("targets", "blank.txt", folder=folder)
    assert (done.returncode, done.stderr) == (0, b"nghiquyet: blank.txt: there are no words in it\n")
    done = run("check", "blank.txt", folder=folder)
    assert (done.returncode, done.stdout) == (1, b"blank.txt:1:1: no-words no words\n")
    assert run("parse", "", folder=folder).stderr == b"nghiquyet: '': an empty name leads to no file\n"


def test_nothing_read_writes_nothing(folder: Path) -> None:
    """Where no file could be read, no file is left behind."""
    done = run("export", "empty.txt", "-o", "out.csv", folder=folder)
    assert done.returncode == 3
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "a.txt"), b"standard output needs --to FORM"),
        (("export", "a.txt", "-o", "out.doc"), b"no form has the ending '.doc'"),
        (("export", "a.txt", "b.txt", "-o", "out.xml"), b"-o FOLDER/ writes one for each"),
        (("export", "a.txt", "-o", "out.xlsx", "--excel"), b"--excel is for .csv and .tsv"),
        (("report", "a.txt", "b.txt", "-o", "out.html"), b"several documents need a folder"),
        (("export", "a.txt", "-o", "out.csv", "--to", "xlsx"), b"out.csv: the ending means csv, --to says xlsx"),
        (("export", "a.txt", "-o", "out.md", "--layer", "tasks"), b"--layer is for .xlsx, .csv, "),
        (("chunks", "a.txt", "--overlap", "1200"), b"--overlap must be at least 0"),
        (("chunks", "a.txt", "--max-chars", "0"), b"error: --max-chars must be at least 1"),
    ],
)
def test_wrong_command_lines(arguments: tuple[str, ...], said: bytes, folder: Path) -> None:
    """A command line that cannot be meant is told with what could be, and writes nothing."""
    before = sorted(folder.iterdir())
    done = run(*arguments, folder=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(folder.iterdir()) == before


def test_forms_by_their_endings(folder: Path) -> None:
    """The ending of Label Studio's tasks has two points; a workbook holds one layer where one is named."""
    assert run("export", "a.txt", "-o", "a.labelstudio.json", folder=folder).returncode == 0
    assert isinstance(json.loads((folder / "a.labelstudio.json").read_text("utf-8")), list)
    pytest.importorskip("xlsxwriter")
    for arguments, sheets in (((), 9), (("--layer", "targets"), 2), (("--layer", "nodes"), 2)):
        assert run("export", "a.txt", "-o", "a.xlsx", *arguments, folder=folder).returncode == 0
        with zipfile.ZipFile(folder / "a.xlsx") as book:
            assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == sheets


@pytest.mark.parametrize(("command", "day"), [("targets", "2031-01-01"), ("tasks", "2026-07-01")])
def test_what_is_due_before_a_day(command: str, day: str, folder: Path) -> None:
    """--before leaves what has a last day before it, in the table and as CSV."""
    due = "2. Giao Sở Y tế trình đề án trước ngày 30/6/2026.\n\n3. Giao Sở Nội vụ chủ trì rà soát.\n"
    (folder / "due.txt").write_text(TEXT.partition("\n2.")[0] + "\n" + due, "utf-8")
    for arguments, head in (((), 2), (("--csv",), 1)):
        counts = []
        for before in ((), ("--before", day), ("--before", "2026-01-01")):
            done = run(command, "due.txt", *arguments, *before, folder=folder)
            assert done.returncode == 0, done.stderr
            counts.append(len(done.stdout.decode().splitlines()) - head)
        assert counts[1] == 1, done.stdout
        assert counts[0] >= counts[1]
        assert counts[2] <= 0
    assert b"is not a day" in run(command, "due.txt", "--before", "30/6/2026", folder=folder).stderr


def test_a_file_each(folder: Path) -> None:
    """A folder gets a file for each document."""
    done = run("export", "a.txt", "b.txt", "--to", "akn", "-o", "out/", folder=folder)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.xml", "b.xml"]


def test_where_nothing_can_be_written(folder: Path) -> None:
    """A folder that is not there is one line, not a traceback."""
    done = run("export", "a.txt", "-o", "none/out.csv", folder=folder)
    assert (done.returncode, done.stderr) == (3, b"nghiquyet: none/out.csv: No such file or directory\n")


@pytest.mark.parametrize("form", FORM_NAMES)
@pytest.mark.parametrize("code", [errno.EPIPE, errno.ENOSPC])
def test_a_reader_that_goes_is_the_only_error(form: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form hands the system's error on as it is, and nothing complains when what it left is cleared away."""
    if form in ("xlsx", "parquet"):
        pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}[form])

    class Gone(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            raise OSError(code, "gone")

    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    with pytest.raises(OSError, match="gone") as raised:
        FORMS[form].write([parse_text(TEXT)], Gone(), **({"layer": "targets"} if FORMS[form].layered else {}))
    assert raised.value.errno == code
    del raised
    gc.collect()
    assert left == []


def test_report(folder: Path) -> None:
    """One file is one page; several are a folder with an index that leads to each."""
    done = run("report", "a.txt", folder=folder)
    assert (done.returncode, done.stdout) == (0, b"report.html\n")
    assert "tỷ lệ hộ nghèo" in (folder / "report.html").read_text("utf-8")
    done = run("report", "a.txt", "b.txt", "-o", "pages/", "--lang", "vi", folder=folder)
    assert (done.returncode, done.stdout.decode().strip()) == (0, str(Path("pages", "index.html")))
    index = (folder / "pages" / "index.html").read_text("utf-8")
    assert 'href="a.html"' in index
    assert 'href="b.html"' in index
    assert 'href="index.html"' in (folder / "pages" / "a.html").read_text("utf-8")


def test_chunks(folder: Path) -> None:
    """A JSON object a line, for each piece of each file."""
    lines = [json.loads(line) for line in run("chunks", "a.txt", "b.txt", folder=folder).stdout.splitlines()]
    assert {line["file"] for line in lines} == {"a.txt", "b.txt"}
    assert [target["low"] for line in lines for target in line["targets"]] == [3.0, 5.0]


@pytest.mark.parametrize("command", ["targets", "tasks", "refs"])
def test_tables_of_several_files(command: str, folder: Path) -> None:
    """A table of several files has the file of each row in front; of one file it has not."""
    assert run(command, "a.txt", "b.txt", folder=folder).stdout.startswith(b"file ")
    assert run(command, "a.txt", folder=folder).stdout.startswith(b"address ")


def test_trees_of_several_files(folder: Path) -> None:
    """Each outline of several stands under the name of its file."""
    lines = run("tree", "a.txt", "b.txt", folder=folder).stdout.decode().splitlines()
    assert [line for line in lines if line.startswith("==>")] == ["==> a.txt <==", "==> b.txt <=="]


def test_csv_of_a_table(folder: Path) -> None:
    """--csv has the columns of docs/rows.md."""
    (line,) = csv.DictReader(io.StringIO(run("targets", "--csv", "a.txt", folder=folder).stdout.decode()))
    assert (line["key"], line["comparator"], line["due_last"]) == ("poverty-rate", "lt", "2030-12-31")


def test_diff(folder: Path) -> None:
    """Two files are compared; one that cannot be read is told."""
    assert "raised" in run("diff", "a.txt", "b.txt", folder=folder).stdout.decode().splitlines()[0]
    data = json.loads(run("diff", "--only", "targets", "--format", "json", "a.txt", "b.txt", folder=folder).stdout)
    assert [(each["change"], each["difference"]) for each in data["targets"]] == [("raised", 2)]
    done = run("diff", "a.txt", "empty.txt", folder=folder)
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.fixture
def two(folder: Path) -> Path:
    """A folder of two documents, a folder of one, a folder and archives of none."""
    for name in ("two", "one", "none"):
        (folder / name).mkdir()
    for name in ("two/a.txt", "two/b.txt", "one/b.txt"):
        (folder / name).write_bytes((folder / Path(name).name).read_bytes())
    zipfile.ZipFile(folder / "none.zip", "w").close()
    (folder / "none.jsonl").touch()
    return folder


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("diff", "two", "none"), 2, "two: several documents, where diff takes one"),
        (("diff", "two", "missing.txt"), 2, "two: several documents, where diff takes one"),
        (("diff", "one", "two"), 2, "two: several documents, where diff takes one"),
        (("diff", "a.txt", "*.txt"), 2, "*.txt: several documents, where diff takes one"),
        (("diff", "a.txt", "none"), 2, "no documents: none"),
        (("diff", "a.txt", "missing.txt"), 3, "missing.txt: no such file"),
        (("report", "a.txt", "--against", "two"), 2, "two: several documents, where --against takes one"),
        (("report", "two", "--against", "a.txt"), 2, "--against is for one document"),
    ],
)
def test_one_document_a_side(arguments: tuple[str, ...], code: int, said: str, two: Path) -> None:
    """Exactly one document a side is compared; else one line names the argument."""
    done = run(*arguments, folder=two)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.decode().endswith(f"{said}\n")
    assert done.stderr.count(b"\n") == 1


def test_a_folder_of_one_is_one_document(two: Path) -> None:
    """A folder that holds one document is compared as that document."""
    assert run("diff", "a.txt", "one", folder=two).stdout == run("diff", "a.txt", "b.txt", folder=two).stdout
    assert run("report", "a.txt", "--against", "one", "-o", "r.html", folder=two).returncode == 0


@pytest.mark.parametrize("source", ["none", "none.zip", "none.jsonl"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("chunks",), ("export", "--to", "csv"), ("export", "-o", "x.csv"), ("export", "-o", "x.html"),
        ("export", "--to", "akn", "-o", "pages/"), ("report",), ("report", "-o", "x.html"), ("diff", "a.txt"),
    ],
)  # fmt: skip
def test_no_documents(arguments: tuple[str, ...], source: str, two: Path) -> None:
    """A folder or an archive without a document is told as `batch` tells it, and nothing is written."""
    before = sorted(two.iterdir())
    done = run(*arguments, source, folder=two)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"nghiquyet {arguments[0]}: error: no documents: {source}\n"
    assert sorted(two.iterdir()) == before
    batch = run("batch", "none", "-o", "x.jsonl", folder=two)
    assert (batch.returncode, b"no documents: none" in batch.stderr) == (2, True)


@pytest.mark.parametrize("command", [("chunks",), ("export", "--to", "jsonl", "--layer", "nodes")])
def test_standard_input_beside_a_folder(command: tuple[str, ...], two: Path) -> None:
    """A dash is standard input also where another source is a folder, and where a folder is called so."""
    (two / "-").mkdir()
    done = run(*command, "one", "-", data=TEXT.encode(), folder=two)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {json.loads(line)["file"] for line in done.stdout.splitlines()} == {"one/b.txt", "<stdin>"}
    done = run(*command, "-", data=TEXT.encode(), folder=two)
    assert {json.loads(line)["file"] for line in done.stdout.splitlines()} == {"<stdin>"}


def test_a_dash_is_standard_output(two: Path) -> None:
    """`-o -` prints one page or one table, whatever is called "-"; what goes into a folder or an archive is refused."""
    for _ in range(2):
        done = run("report", "a.txt", "-o", "-", folder=two)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"<!DOCTYPE html>")
        assert run("export", "a.txt", "--to", "html", folder=two).stdout == done.stdout
        done = run("report", "two", "-o", "-", folder=two)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == b"nghiquyet report: error: several documents need a folder: -o FOLDER\n"
        done = run("batch", "two", "-o", "-", folder=two)
        assert (done.returncode, done.stderr) == (
            2, b"nghiquyet batch: -o -: an archive is no stream, it needs a file or a folder\n"
        )  # fmt: skip
        assert not (two / "-.run").exists()
        (two / "-").mkdir(exist_ok=True)
    assert not list((two / "-").iterdir())


def test_lines_that_cannot_be_unpacked_are_told(two: Path) -> None:
    """Damage of a packed archive of lines is one line, and the other sources are done."""
    (two / "bad.jsonl.gz").write_bytes(b"\x1f\x8b" + b"\0" * 40)
    done = run("chunks", "bad.jsonl.gz", "a.txt", folder=two)
    assert done.returncode == 3
    assert done.stderr.startswith(b"nghiquyet: bad.jsonl.gz: not read after line 0: ")
    assert done.stderr.count(b"\n") == 1
    assert done.stdout
