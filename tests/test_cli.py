"""The command line: what it prints where, its exit codes, and one line for each bad file."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest

from command import run
from nghiquyet.export.terminal import TABLES

TEXT = (
    "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\n\nNGHỊ QUYẾT\n\nCăn cứ Nghị quyết số 12-NQ/TU ngày 05/3/2021 của Tỉnh ủy;\n\n"
    "QUYẾT NGHỊ:\n\nĐiều 1. Mục tiêu\n1. Đến năm 2030 tỷ lệ che phủ rừng đạt trên 42%.\n"
    "2. Giao Sở Nông nghiệp và Môi trường chủ trì.\n"
)


def process(*arguments: str | Path, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own; the locale is C, so that nothing rests on ours."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    environment.pop("PYTHONUTF8", None)
    command = [sys.executable, "-m", "nghiquyet", *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, env=environment, check=False, timeout=60)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "nq-01.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_parse_one(document: Path) -> None:
    """One file is one JSON object on one line, in UTF-8 whatever the locale."""
    done = process("parse", document)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
    data = json.loads(done.stdout)
    assert data["text"] == TEXT
    assert data["source"] == {"name": str(document), "format": "text", "encoding": "utf-8"}


def test_parse_indent(document: Path) -> None:
    """--indent spreads the same object over lines; with several files it is a usage error."""
    assert json.loads(run("parse", "--indent", "2", document).stdout) == json.loads(run("parse", document).stdout)
    wrong = run("parse", "--indent", "2", document, document)
    assert wrong.returncode == 2
    assert b"--indent" in wrong.stderr


def test_parse_stdin(document: Path) -> None:
    """A dash reads standard input."""
    data = json.loads(process("parse", "-", data=TEXT.encode()).stdout)
    assert data["text"] == TEXT
    assert data["source"]["name"] == "<stdin>"
    assert run("parse", "-", data=b"").stderr == b"nghiquyet: <stdin>: the file is empty\n"


def test_parse_several_with_bad_ones(document: Path, tmp_path: Path) -> None:
    """Several files are JSON Lines; a bad one is a line on stderr, the others are printed, and the code is 3."""
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = run("parse", document, empty, document, tmp_path / "none.txt", document)
    assert done.returncode == 3
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [TEXT] * 3
    assert done.stderr.decode().splitlines() == [
        f"nghiquyet: {empty}: the file is empty",
        f"nghiquyet: {tmp_path / 'none.txt'}: no such file",
    ]


def _docx() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>" * 100)
    return whole.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _archive(form: str) -> bytes:
    """Return an archive of two documents, the packed one stored: its own parts can be seen."""
    whole = io.BytesIO()
    files = {"x/a.docx": _docx(), "x/b.txt": TEXT.encode() * 50}
    if form == "zip":
        with zipfile.ZipFile(whole, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
    else:
        with tarfile.open(fileobj=whole, mode="w") as tar:
            for name, data in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
    return whole.getvalue()


BAD = {
    "empty.txt": b"",
    "blank.bin": b"\0" * 4096,
    "junk.txt": bytes(range(256)) * 64,
    "junk.docx": bytes(range(256)) * 64,
    "photo.txt": b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 500,
    "program.txt": b"\x7fELF\x02\x01\x01" + b"\0\1\2" * 500,
    "truncated.docx": _docx()[:-40],
    "halved.docx": _docx()[: len(_docx()) // 2],
    "archive.docx": b"PK\x03\x04" + b"\0" * 100,
    "locked.docx": _OLE + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000,
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("command", ["parse", "check"])
def test_bad_files(command: str, name: str, tmp_path: Path) -> None:
    """Every kind of bad file: exit 3, nothing on stdout, one line on stderr that names the file and the reason."""
    path = tmp_path / name
    path.write_bytes(BAD[name])
    done = run(command, path)
    assert done.returncode == 3
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert re.fullmatch(rf"nghiquyet: {re.escape(str(path))}: \w.{{5,}}", line)


@pytest.mark.parametrize("command", ["parse", "tree", "targets", "refs", "tasks", "check", "text"])
def test_missing_and_directory(command: str, tmp_path: Path) -> None:
    """A missing file and a directory are bad files for every command."""
    for path, reason in ((tmp_path / "none.txt", "no such file"), (tmp_path, "this is a directory, not a file")):
        done = run(command, path)
        assert (done.returncode, done.stdout) == (3, b"")
        assert done.stderr.decode() == f"nghiquyet: {path}: {reason}\n"


def test_wrong_extension(tmp_path: Path) -> None:
    """The name does not matter: text called .docx is text."""
    path = tmp_path / "nq.docx"
    path.write_text(TEXT, "utf-8")
    assert json.loads(run("parse", path).stdout)["source"]["format"] == "text"


def test_tree(document: Path) -> None:
    """The outline: a line a node, indented, with kind, address and words."""
    lines = run("tree", document).stdout.decode().splitlines()
    assert "article Điều 1  Điều 1. Mục tiêu" in lines
    assert "  item Điều 1.1  1. Đến năm 2030 tỷ lệ che phủ rừng đạt trên 42%." in lines
    narrow = run("tree", document, COLUMNS="60").stdout.decode().splitlines()
    assert max(map(len, narrow)) <= 60
    assert any(line.endswith("…") for line in narrow)
    full = run("tree", "--full", document, COLUMNS="40").stdout.decode()
    assert "…" not in full


def test_refs(document: Path) -> None:
    """A table in a pipe has a row a line; with COLUMNS it is wrapped into that width; --csv is CSV."""
    lines = run("refs", document).stdout.decode().splitlines()
    assert len(lines) == 3
    assert re.match(r"căn cứ 1\s+Nghị quyết\s+12-NQ/TU\s+2021-03-05\s+Tỉnh ủy", lines[2])
    assert max(map(len, run("refs", document, COLUMNS="100").stdout.decode().splitlines())) <= 100
    (row,) = csv.DictReader(io.StringIO(run("refs", "--csv", document).stdout.decode()))
    assert row["number"] == "12-NQ/TU"


@pytest.mark.parametrize("command", ["targets", "tasks"])
def test_tables(command: str, document: Path) -> None:
    """The other tables have a head and no escape sequences in a pipe."""
    done = run(command, document)
    assert done.returncode == 0
    assert done.stdout.startswith(b"address  ")
    assert b"\x1b" not in done.stdout


def test_check(tmp_path: Path, document: Path) -> None:
    """check prints path:line:column: code message and exits 1; JSON and SARIF say the same."""
    path = tmp_path / "gap.txt"
    path.write_text(
        "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Một việc.\n\n5. Việc khác.\n\nIV- TỔ CHỨC THỰC HIỆN\n\n1. Một việc.\n", "utf-8"
    )
    done = run("check", path)
    assert (done.returncode, done.stderr) == (1, b"")
    lines = done.stdout.decode().splitlines()
    assert lines
    assert all(re.fullmatch(rf"{re.escape(str(path))}:\d+:\d+: [a-z-]+ .+", line) for line in lines)
    clean = run("check", document)
    assert (clean.returncode, clean.stdout) == (0, b"")
    listed = json.loads(run("check", "--format", "json", path).stdout)
    assert [
        f"{each['path']}:{each['line']}:{each['column']}: {each['code']} {each['message']}" for each in listed
    ] == lines
    log = json.loads(run("check", "--format", "sarif", path, document).stdout)
    assert log["version"] == "2.1.0"
    assert [each["message"]["text"] for each in log["runs"][0]["results"]][: len(lines)] == [
        each["message"] for each in listed
    ]


def test_text_and_layout(document: Path) -> None:
    """text prints what the reader saw; --layout numbers the lines."""
    assert run("text", document).stdout.decode() == TEXT
    assert "    3 | NGHỊ QUYẾT" in run("text", "--layout", document).stdout.decode().splitlines()


def test_schema_and_formats() -> None:
    """schema prints the JSON Schema, formats what can be read here."""
    assert json.loads(run("schema").stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "plain text (.txt)" in run("formats").stdout.decode()


@pytest.mark.parametrize("command", ["parse", "tree", "targets", "refs", "tasks", "check", "text", "formats", "schema"])
def test_help(command: str) -> None:
    """Every command's --help has examples and the exit codes."""
    done = run(command, "--help")
    assert done.returncode == 0
    text = done.stdout.decode()
    assert f"  nghiquyet {command}" in text.split("examples:")[1]
    assert "exit codes:" in text


@pytest.mark.parametrize(
    "arguments", [[], ["parse"], ["bogus"], ["parse", "--bogus", "x"], ["check", "--format", "xml", "x"]]
)
def test_usage_errors(arguments: list[str]) -> None:
    """A wrong command line is exit 2 with one line on stderr that says what is wrong."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1
    assert b": error: " in done.stderr


def test_a_fault_of_ours_is_one_line(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An exception in one file is a line that names it, the others are still printed, and the code is 3."""
    from nghiquyet import _parse, cli

    real, seen = _parse.parse, []

    def parse(source: str, name: str | None = None, **how: bool):
        seen.append(source)
        if len(seen) == 1:
            raise ValueError("a\nfault")
        return real(source, name=name, **how)

    monkeypatch.setattr(_parse, "parse", parse)
    assert cli.main(["parse", str(document), str(document)]) == 3
    shown = capsys.readouterr()
    assert shown.out.count("\n") == 1
    assert shown.err.startswith(f"nghiquyet: {document}: internal error: ValueError: a fault (")
    assert shown.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("parse - <&-", 3, "nghiquyet: <stdin>: the file is empty"),
        ("parse DOCUMENT >&-", 3, "nghiquyet: standard output: Bad file descriptor"),
        ("tree DOCUMENT <&- >&-", 3, "nghiquyet: standard output: Bad file descriptor"),
        ("parse DOCUMENT nothere 2>&- >/dev/null", 3, ""),
        ("batch DOCUMENT -o OUT.jsonl <&- >&- 2>&-", 0, ""),
    ],
)
def test_closed_streams(tmp_path: Path, document: Path, command: str, code: int, told: str) -> None:
    """A standard stream that was closed is one line at most, and no file is written to in its place."""
    line = command.replace("DOCUMENT", str(document)).replace("OUT", str(tmp_path / "out"))
    before = document.read_bytes()
    done = subprocess.run(
        ["sh", "-c", f"exec {sys.executable} -m nghiquyet {line}"], stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip()) == (code, told)
    assert document.read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_a_full_disk_is_one_line(document: Path) -> None:
    """Output that cannot be written is one line, not a traceback."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nghiquyet", "tree", document], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"nghiquyet: standard output: No space left on device\n"


def test_version() -> None:
    """--version prints the version."""
    from nghiquyet import __version__

    assert run("--version").stdout.decode() == f"nghiquyet {__version__}\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_a_closed_pipe_is_no_traceback(document: Path) -> None:
    """`| head` ends the command quietly."""
    files = " ".join([str(document)] * 40)
    line = f"{sys.executable} -m nghiquyet parse {files}"
    done = subprocess.run(
        ["bash", "-c", f"{line} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"], capture_output=True
    )
    assert done.stdout.strip() in (b"141", b"0")
    assert done.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_interrupt_is_no_traceback() -> None:
    """Ctrl-C ends the command quietly with 130."""
    command = [sys.executable, "-m", "nghiquyet", "parse", "-"]
    # a suite in the background has SIGINT ignored, which a child would inherit
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, kept)
    assert child.stdin is not None
    child.stdin.write(b" " * (1 << 20))  # more than a pipe holds: it returns when the command reads standard input
    child.stdin.flush()
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=20)
    assert (child.returncode, errors) == (130, b"")


@pytest.mark.parametrize("command", ["parse", "text", "tree", "targets", "refs", "tasks", "check"])
@pytest.mark.parametrize("name", ["bro\nken.docx", "\x1b]0;x\x07.txt", "\u202etxt.exe"])
def test_an_error_is_one_line(command: str, name: str, tmp_path: Path) -> None:
    """Whatever stands in the name of a file, the error about it is one line of letters."""
    done = run(command, tmp_path / name)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert not set(done.stderr.decode()) & {"\x1b", "\x07", "\u202e"}


def test_a_wrong_command_line_is_quoted_safely() -> None:
    """What argparse quotes from the command line is escaped."""
    done = run("parse", "a.txt", "--\x1b[2J\nx")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].endswith("unrecognized arguments: --\\u001b[2J\\nx")


_PLAIN = "Điều 3. Sở Tài chính thực hiện trước ngày 31/12/2026 theo quy định của pháp luật.\n" * 40
HOSTILE = _PLAIN + (  # a text that is full of controls is refused as binary
    "NGHỊ QUYẾT \x1b[31mA\x07\n\nĐiều 1. Tỷ lệ\x1b[2J che phủ rừng\x9b đạt 42%.\n"
    "Điều 2. Giao Sở Y tế chủ trì thực hiện\x08 \u202e Nghị quyết số 12-NQ/TU của Tỉnh ủy\x1b[0m.\nĐiều 4\x1b. B\n"
)


@pytest.mark.parametrize(
    "arguments",
    [["text"], ["text", "--layout"], ["tree"], ["tree", "--full"], ["check"], *([each] for each in TABLES),
     *([each, "--csv"] for each in TABLES)],
)  # fmt: skip
def test_control_characters_are_shown_escaped(arguments: list[str], tmp_path: Path) -> None:
    """What a document says never commands the terminal, in any output for people."""
    path = tmp_path / "a\x1b[5m.txt"
    path.write_text(HOSTILE, "utf-8")
    printed = run(*arguments, path).stdout.decode()
    assert not [each for each in printed if each != "\n" and unicodedata.category(each) in ("Cc", "Cf")]
    assert ("\\u" in printed) if arguments[0] != "refs" else "12-NQ/TU" in printed


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """Words that begin like a formula are quoted in a CSV; numbers stay numbers."""
    path = tmp_path / "a.txt"
    path.write_text("Điều 1. =HYPERLINK(A1) tăng trưởng đạt 42%; tốc độ tăng GRDP đạt -5%.\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("targets", "--csv", path).stdout.decode())))
    assert rows[0]["indicator"].startswith("'=HYPERLINK")
    assert [row["low"] for row in rows] == ["42", "-5"]


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal of POSIX")
@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_only_on_a_terminal(settings: dict[str, str], coloured: bool, document: Path) -> None:
    """On a terminal the outline has colour, unless NO_COLOR or a dumb terminal forbids it."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", **settings}
    if "NO_COLOR" not in settings:
        environment.pop("NO_COLOR", None)
    child = subprocess.Popen([sys.executable, "-m", "nghiquyet", "tree", document], stdout=theirs, env=environment)
    child.wait(timeout=60)
    os.close(theirs)
    assert (b"\x1b[" in os.read(ours, 100_000)) is coloured
    os.close(ours)


FILE_COMMANDS = ["parse", "tree", "targets", "refs", "tasks", "check", "text", "explain"]


@pytest.mark.parametrize("command", FILE_COMMANDS)
@pytest.mark.parametrize("form", ["zip", "tar"])
def test_an_archive_is_no_file(command: str, form: str, tmp_path: Path) -> None:
    """A command for files names those that take archives, whether the archive has a name or comes from a pipe."""
    path = tmp_path / f"all.{form}"
    path.write_bytes(_archive(form))
    for name, given, data in ((str(path), str(path), b""), ("<stdin>", "-", path.read_bytes())):
        done = run(command, given, data=data)
        assert (done.returncode, done.stdout) == (3, b"")
        assert done.stderr.decode().startswith(
            f"nghiquyet: {name}: this is an archive of files, not a document: unpack"
        )
        assert "`nghiquyet export`, `report`, `chunks` or `batch`" in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1


def test_an_archive_of_one_text_is_no_file(tmp_path: Path) -> None:
    """A zip whose members look like no part of a document is one too; a cut one is not said to be whole."""
    path = tmp_path / "one.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", "0" * 10_000_000)
    assert b"this is an archive of files" in run("parse", path).stderr
    path.write_bytes(path.read_bytes()[:2000])
    assert run("parse", path).stderr.endswith(b": a truncated zip archive\n")


@pytest.mark.parametrize("command", FILE_COMMANDS)
@pytest.mark.parametrize("spread", [(), ("--indent", "1")], ids=["line", "spread"])
def test_parsed_documents_are_no_file(command: str, spread: tuple[str, ...], document: Path) -> None:
    """JSON that this package wrote is not read as a resolution."""
    path = document.with_suffix(".jsonl")
    path.write_bytes(run("parse", document, *spread).stdout)
    done = run(command, path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().startswith(f"nghiquyet: {path}: this is JSON of parsed documents, not a document: ")
    assert b"`nghiquyet export`" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", FILE_COMMANDS)
def test_a_name_of_two_lines_is_a_name(command: str) -> None:
    """On the command line there are names and no texts: a missing file is missing, whatever it is called."""
    assert run(command, "new\ngone.txt").stderr == b"nghiquyet: new\\ngone.txt: no such file\n"


@pytest.mark.parametrize("command", ["check", "tree", "targets"])
def test_standard_input_has_one_name(command: str, document: Path) -> None:
    """Standard input is `<stdin>` wherever the name of a file stands."""
    data = b" " if command == "check" else TEXT.encode()  # a blank has a finding
    out = run(command, "-", document, data=data).stdout.decode()
    assert "<stdin>" in out
    assert not re.search(r"(?m)^(==> )?-[: ]", out)
