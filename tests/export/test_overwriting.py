"""Where an export may go: never over what it reads or a device, through links, with the old permissions."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import nghiquyet
from command import run
from nghiquyet.cli import main
from nghiquyet.export.save import FORMS, save, save_each, save_reports

TEXT = "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Tỷ lệ hộ nghèo còn 3%.\n"


@pytest.mark.parametrize("command", [["export"], ["report"]], ids=["export", "report"])
def test_a_file_that_is_read_is_not_written_over(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.md"
    source.write_text(TEXT, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main([*command, str(source), "-o", str(source)])
    assert ended.value.code == 2
    assert source.read_text("utf-8") == TEXT
    assert "is one of the sources" in capsys.readouterr().err


def test_a_folder_of_exports_leaves_its_sources(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(TEXT, "utf-8")
    document = nghiquyet.parse(source)
    (made,) = save_each([document], tmp_path, FORMS["markdown"])
    assert made.name == "a-2.md"
    assert source.read_text("utf-8") == TEXT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NO FIFO HERE")
def test_a_fifo_is_refused_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        save([nghiquyet.parse_text(TEXT)], tmp_path / "pipe", FORMS["markdown"])
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="PERMISSIONS ARE NOT THOSE OF POSIX HERE")
def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    out.write_text("old")
    out.chmod(0o600)
    (tmp_path / "link.md").symlink_to(out)
    save([nghiquyet.parse_text(TEXT)], tmp_path / "link.md", FORMS["markdown"])
    assert (tmp_path / "link.md").is_symlink()
    assert "3" in out.read_text("utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def _write(folder: Path, *names: str) -> dict[str, str]:
    """Write documents and return what they say."""
    for number, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT.replace("3%", f"{number + 11}%"), "utf-8")
    return {name: (folder / name).read_text("utf-8") for name in names}


@pytest.mark.parametrize(
    ("names", "arguments", "made"),
    [
        (("x.md", "b/x.md"), ("export", ".", "-o", ".", "--to", "markdown"), ("x-2.md", "x-3.md")),
        (("sub/a.md", "a.md"), ("export", "sub/a.md", "a.md", "-o", ".", "--to", "markdown"), ("a-2.md", "a-3.md")),
        (("nq.html", "b/nq.html"), ("report", ".", "-o", "."), ("nq-2.html", "nq-3.html")),
        (("d/x.html", "a/x.html"), ("report", "a/x.html", "--against", "d/x.html", "-o", "d"), ("d/x-2.html",)),
    ],
    ids=["folder", "files", "report", "against"],
)
def test_no_source_is_written_over(
    names: tuple[str, ...], arguments: tuple[str, ...], made: tuple[str, ...], tmp_path: Path
) -> None:
    """What is made in a folder of sources takes another name, also where the source of another document has it."""
    before = _write(tmp_path, *names)
    done = run(*arguments, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {name: (tmp_path / name).read_text("utf-8") for name in names} == before
    assert all((tmp_path / name).is_file() for name in made)


def test_no_source_of_lines_is_written_over(tmp_path: Path) -> None:
    """JSON Lines name the files that they were made of: these stay too."""
    before = _write(tmp_path, "b/x.md", "x.md")
    assert run("batch", "b/x.md", "x.md", "-o", "all.jsonl", "-j", "1", "-q", folder=tmp_path).returncode == 0
    assert run("export", "all.jsonl", "-o", ".", "--to", "markdown", folder=tmp_path).returncode == 0
    assert {name: (tmp_path / name).read_text("utf-8") for name in before} == before
    assert (tmp_path / "x-3.md").is_file()


@pytest.mark.parametrize("name", ["z/t.csv", "z/t.html"])
def test_a_file_in_a_folder_that_is_read_is_not_written_over(name: str, tmp_path: Path) -> None:
    before = _write(tmp_path, name)[name]
    done = run("export", "z", "-o", name, "--to", "csv", folder=tmp_path) if name.endswith("csv") else run(
        "report", name, "--against", "z", "-o", name, folder=tmp_path
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith(f"error: {name} is one of the sources\n".encode())
    assert (tmp_path / name).read_text("utf-8") == before


def test_an_index_of_others_is_not_written_over(tmp_path: Path) -> None:
    """An index that is a source, or that this package did not write, stays; nothing else is written then."""
    before = _write(tmp_path, "s/a.txt", "s/index.html", "a.txt", "site/index.html", "site/a.html")
    for source, out, why in (("s", "s", "one of the sources"), ("a.txt", "site", "not of nghiquyet")):
        done = run("report", source, "-o", out, folder=tmp_path)
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
        assert f"{Path(out, 'index.html')} is {why}".encode() in done.stderr
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")) == sorted(before)
    (tmp_path / "site" / "index.html").unlink()
    for _ in range(2):  # an index and pages of ours are written anew
        assert run("report", "a.txt", "-o", "site", folder=tmp_path).returncode == 0
    assert sorted(os.listdir(tmp_path / "site")) == ["a-2.html", "a.html", "index.html"]
    assert (tmp_path / "site" / "a.html").read_text("utf-8") == before["site/a.html"]


@pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX")
def test_an_index_is_whole_or_not_there(tmp_path: Path) -> None:
    """An index for which the disk has no room leaves the one before it as it was."""
    _write(tmp_path, *(f"in/{number:03}{'x' * 60}.txt" for number in range(40)))
    (tmp_path / "out").mkdir()
    before = '<meta name="generator" content="nghiquyet 0">'
    (tmp_path / "out" / "index.html").write_text(before, "utf-8")
    line = f"ulimit -f 28; exec {sys.executable} -m nghiquyet report in -o out"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (3, b"nghiquyet: out: File too large\n")
    assert (tmp_path / "out" / "index.html").read_text("utf-8") == before
    assert not [name for name in os.listdir(tmp_path / "out") if name.endswith(".part")]


def test_two_that_write_one_file(tmp_path: Path) -> None:
    """Each writes a file of its own before it is *out*: the last one wins, and it is whole."""
    out = tmp_path / "out.jsonl"

    def documents(inner: bool) -> Iterator[nghiquyet.Document]:
        yield nghiquyet.parse_text(TEXT, name=f"inner {inner}")
        if not inner:
            save(documents(True), out, FORMS["jsonl"], layer="targets")
            assert b"inner True" in out.read_bytes()

    save(documents(False), out, FORMS["jsonl"], layer="targets")
    assert b"inner False" in out.read_bytes()
    assert b"inner True" not in out.read_bytes()
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_reports_in_python_leave_what_others_wrote(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>mine</p>", "utf-8")
    with pytest.raises(nghiquyet.NghiquyetError, match="is not of nghiquyet"):
        save_reports([nghiquyet.parse_text(TEXT)], tmp_path)
    assert os.listdir(tmp_path) == ["index.html"]
