"""Dispatch, layout and listing: what all readers share."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from nghiquyet.errors import UnreadableSource
from nghiquyet.readers import Cell, Hints, Writer, read
from nghiquyet.readers.show import formats_table, layout_listing


def test_text_is_the_file_exactly() -> None:
    """A .txt comes out as it is: line ends, spaces at the ends and the byte order mark stay."""
    said = "\ufeff NGHỊ QUYẾT \r\n\r\nI- MỤC TIÊU\t\n"
    assert read(said.encode("utf-8"), "nq.txt").text == said


def test_sources(tmp_path: Path) -> None:
    """A path, its string, bytes and an open file all give the same reading."""
    path = tmp_path / "nq.txt"
    path.write_text("NGHỊ QUYẾT\n", "utf-8")
    readings = [read(path), read(str(path)), read(path.read_bytes(), str(path)), read(io.BytesIO(path.read_bytes()))]
    assert {reading.text for reading in readings} == {"NGHỊ QUYẾT\n"}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "none.txt", "no such file"),
        (lambda folder: folder, "directory"),
        (lambda folder: _put(folder / "empty.txt", b""), "empty"),
        (lambda folder: "bad\0name", "not a path"),
        (lambda folder: "NGHỊ QUYẾT\nĐiều 1. ...\n" * 500, "no path but a text: parse_text\\(\\) takes it"),
    ],
)
def test_nothing_to_read(tmp_path: Path, make, reason: str) -> None:
    """Whatever cannot be opened is one error that names the file and the reason."""
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read(make(tmp_path))
    assert "\n" not in str(caught.value)


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_text_stream_is_refused() -> None:
    """A file open in text mode is the caller's mistake, and the message says what to do."""
    with pytest.raises(TypeError, match="binary"):
        read(io.StringIO("x"))  # type: ignore[arg-type]


def test_row_keeps_columns_in_step() -> None:
    """Empty columns of a merged row stay visible, and each cell knows its words."""
    page = Writer()
    page.row(["I", "Kinh tế", "", "", ""], places=[Cell(table=0, row=0, column=n) for n in range(5)])
    reading = page.reading("docx")
    assert reading.text == "I | Kinh tế | | |\n"
    line = reading.text
    assert [line[cell.start : cell.end] for cell in reading.layout[0].cells] == ["I", "Kinh tế", "", "", ""]


def test_layout_stays_in_step_with_text() -> None:
    """One hint a line, blank lines included; a soft break keeps the number of its paragraph."""
    page = Writer()
    page.paragraph("một\nhai", Hints(paragraph=0))
    page.paragraph("  ")
    page.paragraph("ba", Hints(paragraph=1))
    reading = page.reading("docx")
    assert reading.text == "một\nhai\n\nba\n"
    assert [hints.paragraph for hints in reading.layout.lines] == [0, 0, None, 1]


def test_listing_shows_what_is_known() -> None:
    """The listing numbers lines, shows hints and notes, and leaves out what is unknown."""
    page = Writer()
    page.paragraph("đ) Xây dựng", Hints(paragraph=7, bold=False, label="đ)", indent=36))
    page.note("reader-note", "something to say", 0)
    assert layout_listing(page.reading("docx")).splitlines() == [
        "# docx",
        "# line 1: reader-note: something to say",
        "    1 p7 indent=36pt label=đ) | đ) Xây dựng",
    ]


def test_formats_name_their_extra() -> None:
    """Every format that this installation cannot read says what to install."""
    rows = formats_table()
    assert ("text", True) in [(name, there) for name, _, there, _ in rows]
    assert all(install for _, _, there, install in rows if not there)
    assert len({name for name, *_ in rows}) == len(rows)


def test_import_is_light() -> None:
    """Importing the readers and reading a text file imports no heavy library."""
    code = (
        "import sys, nghiquyet.readers as r; r.read(b'NGH', 'a.txt');"
        "print(sorted({'lxml', 'docx', 'lark', 'pypdfium2', 'doc2docx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format whose library is not installed says which extra brings it."""
    monkeypatch.delitem(sys.modules, "nghiquyet.readers.pdf.read", raising=False)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableSource, match=r'reading pdf needs pypdfium2: pip install "nghiquyet\[pdf\]"'):
        read(b"%PDF-1.7\n", "a.pdf")
