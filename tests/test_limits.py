"""What a document may cost: every limit is kept, and its error names it, its value and how to raise it."""

import io
import os
import pickle
import socket
import sys
import time
import traceback
from itertools import count
from pathlib import Path

import attrs
import pytest

import nghiquyet
from nghiquyet import LimitExceeded, Limits, UnreadableSource, limits, parse
from nghiquyet.cli import main
from nghiquyet.isolation import child
from nghiquyet.isolation.worker import Died, Worker
from nghiquyet.limit_options import OPTIONS
from nghiquyet.limits import in_force, within
from nghiquyet.readers import read
from pdf_maker import Sheet, make_pdf
from wordfile import para, wordfile

REGULATION = (
    "NGHỊ QUYẾT\nVề nhiệm vụ năm 2026\n\nĐiều 1. Mục tiêu\n1. Đến năm 2030 tỷ lệ hộ nghèo còn 3%, hộ cận nghèo còn 4%; "
    "huyện Kim Sơn đạt chuẩn nông thôn mới.\n"
    "2. Giao Sở Y tế chủ trì thực hiện Nghị quyết số 12-NQ/TU ngày 5/5/2020 và khoản 1 Điều này trước ngày 30/6/2026.\n"
)
FLAT_ODT = (
    b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    b'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>%s</office:text>'
    b"</office:body></office:document>"
)
LINES = "NGHỊ QUYẾT\n\n" + "".join(f"{number}. Nội dung.\n" for number in range(1, 40))


def over(limit: str, value: float, source: bytes | Path | io.BytesIO) -> LimitExceeded:
    """Return the error with which *source* is refused under that limit; it says how to raise it."""
    with pytest.raises(LimitExceeded) as caught:
        parse(source, limits=Limits(**{limit: value}), name="x")
    error = caught.value
    assert (error.limit, error.value) == (limit, value)
    for part in (f"{limit} = {value:,}", f"Limits({limit}=...)", f"--max-{limit.replace('_', '-')}"):
        assert part in error.reason
    assert "\n" not in str(error)
    return error


def test_bytes_of_the_input(tmp_path: Path) -> None:
    """A file, bytes and a stream of more bytes are refused; of exactly so many they are read."""
    data = LINES.encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    for source in (path, data, io.BytesIO(data)):
        over("input_bytes", len(data) - 1, source)
    assert parse(path, limits=Limits(input_bytes=len(data))).text


def test_a_stream_without_end() -> None:
    """No more is read of a stream than the limit and one byte."""

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            piece = b"a" * min(size, 1000)
            self.given += len(piece)
            return piece

    stream = Endless()
    with pytest.raises(LimitExceeded):
        parse(stream, limits=Limits(input_bytes=4_500))  # type: ignore[arg-type]
    assert stream.given == 4_501


@pytest.mark.parametrize(
    ("limit", "value"), [("members", 3), ("unpacked_bytes", 500), ("part_bytes", 300), ("xml_depth", 4), ("nodes", 3)]
)
def test_containers(limit: str, value: int) -> None:
    """Parts, bytes and depth of a container are counted before or while it is read, nodes when the tree is there."""
    over(limit, value, wordfile("".join(para(f"{number}. Nội dung {number}.") for number in range(1, 9))))


def test_pdf() -> None:
    """Pages and objects of a PDF are counted, over the whole document."""
    pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")
    data = make_pdf(*(Sheet().text("Điều 1. Nội dung", 60, 700).rule(60, 600, 90, 600) for _ in range(4)))
    over("pages", 3, data)
    over("objects", 7, data)
    assert parse(data, limits=Limits(pages=4, objects=8)).text


MARKUP = {
    "docx": wordfile("".join(para(f"{number}. Nội dung.") for number in range(60))),
    "rtf": rb"{\rtf1 " + b"".join(b"%d. Noi dung.\\par " % number for number in range(60)) + b"}",
    "html": ("<html><body>" + "<p>Nội dung.</p>" * 60 + "</body></html>").encode(),
    "table": wordfile("<w:tbl><w:tr>" + f"<w:tc>{para('a')}</w:tc>" * 60 + "</w:tr></w:tbl>"),
    "odt": FLAT_ODT % ("<text:p>Nội dung.</text:p>" * 60).encode(),
}


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each look at the clock take a second, so that seconds are questions asked."""
    clock = count()
    monkeypatch.setattr(limits, "monotonic", lambda: next(clock))


@pytest.mark.usefixtures("ticking")
@pytest.mark.parametrize("form", MARKUP)
def test_seconds_of_a_reader(form: str) -> None:
    """Readers of this process ask for the time at every paragraph, and a path is refused in one line."""
    with pytest.raises(LimitExceeded, match="it takes too long: over the limit seconds = 20"):
        read(MARKUP[form], limits=Limits(seconds=20))
    assert read(MARKUP[form], limits=Limits(seconds=2_000)).text


def ended_by(source: bytes, allowed: Limits) -> LimitExceeded | None:
    try:
        parse(source, limits=allowed)
    except LimitExceeded as error:
        return error
    return None


@pytest.mark.usefixtures("ticking")
def test_seconds_of_the_stages() -> None:
    """Whatever stage the time runs out in, it ends there; with enough of it nothing does."""
    source, places, seconds = REGULATION.encode(), set(), 0.5
    while (error := ended_by(source, Limits(seconds=seconds))) is not None:
        frame = traceback.extract_tb(error.__traceback__)[-2]
        places.add(Path(frame.filename).parent.name + "." + Path(frame.filename).stem)
        seconds += 1
    wanted = "structure.outline structure.build extract.headings references.find references.provisions times.find"
    assert {*wanted.split(), "quantities.find", "targets.passages", "targets.milestones", "assignments.find"} <= places


def test_text_has_no_limit_of_seconds(ticking: None) -> None:
    """`parse_text` goes on to the end."""
    with within(Limits(seconds=1)):
        assert nghiquyet.parse_text(REGULATION).targets


@pytest.mark.usefixtures("ticking")
def test_a_file_in_a_file_has_no_time_of_its_own() -> None:
    """The time of the outer block goes on; only a program with seconds of its own makes it begin again."""
    with within(Limits(seconds=10)), limits.timed("outer"):
        for _ in range(6):
            limits.in_time()
        with limits.timed("inner"):
            for _ in range(4):
                limits.in_time()
            with pytest.raises(LimitExceeded, match="outer: "):
                limits.in_time()
        limits.more_time()
        limits.in_time()
    limits.in_time()


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of address space")
def test_a_page_that_takes_all_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A form that draws itself, and one that unfolds without end, end their reader; the next file is read."""
    pytest.importorskip("pypdfium2", reason="needs the extra [pdf]")
    loop = Sheet().text("Điều 1", 60, 700)
    loop.form(loop).form(loop)
    laughs = Sheet().text("Điều 1", 60, 700)
    for _ in range(30):
        laughs = Sheet().form(laughs).form(laughs)
    good = Sheet().text("Điều 1", 60, 700)
    for name, sheet in (("loop.pdf", Sheet().form(loop)), ("laughs.pdf", laughs), ("good.pdf", good)):
        (tmp_path / name).write_bytes(make_pdf(sheet))
    names = [str(tmp_path / name) for name in ("loop.pdf", "laughs.pdf", "good.pdf")]
    assert main(["text", "--max-memory-bytes", "200M", names[0]]) == 3
    assert main(["parse", "--max-memory-bytes", "200M", *names]) == 3
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert err.count("limit memory_bytes = 209,715,200") == 3
    assert err.count("\n") == 3


def test_a_child_needs_no_child() -> None:
    """A worker of a batch is expendable: a PDF is read in it at once. This process is not."""
    assert not child.expendable()
    with Worker() as worker:
        assert worker.call(child.expendable, (0, 0))


def test_time_is_given_again() -> None:
    """A long piece of work that says so has its time again; else it is ended."""
    with Worker() as worker:
        assert worker.call(sleeps, (0.8, 0), 3, renewed=True) == 3
        with pytest.raises(Died, match="no answer"):
            worker.call(sleeps, (0.8, 0), 3, renewed=False)


def sleeps(times: int, *, renewed: bool) -> int:
    for _ in range(times):
        time.sleep(0.5)
        if renewed:
            child.renew()
    return times


def test_ratio() -> None:
    """A part that swells out of proportion is refused; one that grows as text does is not."""
    swollen = wordfile(para("a" * 1_200_000))
    over("ratio", 20, swollen)
    assert parse(wordfile(para("Nội dung.")), limits=Limits(ratio=1)).text


def test_text_has_no_limit_of_nodes() -> None:
    """Any text gives a document; a file of the same text is refused."""
    over("nodes", 10, LINES.encode())
    with within(Limits(nodes=10)):
        assert nghiquyet.parse_text(LINES).tree.children


def special_files(folder: Path) -> dict[str, Path]:
    os.mkfifo(folder / "pipe")
    made = {"FIFO": folder / "pipe", "character device": Path("/dev/zero")}
    holder = socket.socket(socket.AF_UNIX)
    holder.bind(str(folder / "socket"))
    holder.close()
    return {**made, "socket": folder / "socket", "directory": folder}


@pytest.mark.skipif(os.name != "posix", reason="no such files")
def test_special_files_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no regular file is refused by name, also behind a symbolic link, and never opened."""
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    for kind, path in special_files(Path(".")).items():
        Path("link").symlink_to(path)
        for name in (path, Path("link")):
            with pytest.raises(UnreadableSource, match=kind):
                parse(name)
        Path("link").unlink()


def test_the_others_are_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of several files those within the limits are parsed; the others are one line each, and the exit code is 3."""
    good, large = tmp_path / "good.txt", tmp_path / "large.txt"
    good.write_text("NGHỊ QUYẾT\n", "utf-8")
    large.write_text(LINES, "utf-8")
    assert main(["parse", "--max-input-bytes", "100", str(large), "/dev/null", str(good)]) == 3
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert "limit input_bytes = 100" in err
    assert err.count("\n") == 2


def test_options_of_the_command_line(tmp_path: Path) -> None:
    """Every limit has an option; sizes may end in K, M or G; a value of 0 is a wrong command line."""
    assert list(OPTIONS) == [each.name for each in attrs.fields(Limits)]
    path = tmp_path / "a.txt"
    path.write_text(LINES, "utf-8")
    assert main(["text", "--max-input-bytes", "1K", str(path)]) == 0
    assert main(["text", "--max-nodes", "1", str(path)]) == 0  # no tree is made
    assert main(["check", "--max-nodes", "1", str(path)]) == 3
    for wrong in (["--max-pages", "0"], ["--max-input-bytes", "much"]):
        with pytest.raises(SystemExit) as caught:
            main(["text", *wrong, str(path)])
        assert caught.value.code == 2


@pytest.mark.parametrize("value", [0, -1, "5", None, True, float("nan")])
def test_limits_are_numbers_above_0(value: object) -> None:
    """Anything else is an error of the caller, at once."""
    with pytest.raises(ValueError, match=r"Limits\.pages must be"):
        Limits(pages=value)  # type: ignore[arg-type]


def test_limits_in_force() -> None:
    """Those of the inner call are in force until it ends, however it ends."""
    before = in_force()
    with within(Limits(pages=7)):
        with pytest.raises(LimitExceeded):
            parse(LINES.encode(), limits=Limits(nodes=1))
        assert in_force().pages == 7
    assert in_force() is before


@pytest.mark.parametrize("error", [UnreadableSource("a", "b"), Limits().exceeded("pages", "a", "b")])
def test_errors_pass_between_processes(error: UnreadableSource) -> None:
    """An error keeps its words and its parts when it is pickled."""
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
