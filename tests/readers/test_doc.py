"""The .doc reader, and LibreOffice as the other way."""

import re
from pathlib import Path

import pytest

import party
from nghiquyet import parse, parse_text
from nghiquyet._parse import parse_reading
from nghiquyet.cli import main
from nghiquyet.document import Document
from nghiquyet.errors import LimitExceeded, UnreadableSource
from nghiquyet.limits import Limits, within
from nghiquyet.readers import office, read

DATA = Path(__file__).parents[1] / "data"
needs_office = pytest.mark.skipif(office.program() is None, reason="LIBREOFFICE IS NOT INSTALLED: NOT TESTED")


def shape(document: Document) -> list[tuple[str, str]]:
    """Return kind and label of every node."""
    return [(node.kind, node.label) for node in document.tree.walk()]


def targets(document: Document) -> list[tuple[object, ...]]:
    """Return what every target says."""
    return [(target.low, target.high, target.unit, target.indicator, target.due) for target in document.targets]


@pytest.fixture(scope="module")
def typed() -> Document:
    return parse_text(party.as_text())


def assert_same(found: Document, typed: Document) -> None:
    assert shape(found) == shape(typed)
    assert targets(found) == targets(typed)


@pytest.mark.parametrize("make", [party.by_hand, party.numbered])
def test_docx_says_what_the_text_says(make, typed: Document) -> None:
    """A .docx typed by hand, and one with automatic labels and tables, give the tree and targets of the .txt."""
    assert_same(parse_reading(read(make(), "party.docx")), typed)


def test_doc_says_what_the_text_says(typed: Document) -> None:
    """A .doc gives the same, without any program but Python; a note says which way was taken."""
    pytest.importorskip("doc2docx")
    reading = read(DATA / "party.doc")
    assert (reading.format, reading.notes[0].code) == ("doc", "read-by-conversion")
    assert "msdoc2docx" in reading.notes[0].message
    assert_same(parse_reading(reading), typed)


def test_large_doc_is_converted_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large .doc is converted in another process, under the limits of the call; the text is the same."""
    pytest.importorskip("doc2docx")
    data = (DATA / "party.doc").read_bytes()
    text = read(data).text
    monkeypatch.setattr("nghiquyet.readers.doc._LARGE", 0)
    monkeypatch.setattr("nghiquyet.readers.doc.by_msdoc2docx", None)  # not in this process
    monkeypatch.setattr(office, "program", lambda: None)
    assert read(data).text == text
    with pytest.raises(UnreadableSource, match=r"broken \.doc file"):
        read(re.sub("Table".encode("utf-16-le"), "Tablx".encode("utf-16-le"), data))


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_doc_in_legacy_letters(encoding: str) -> None:
    """A .doc in .VnTime or VNI-Times is read in Unicode."""
    pytest.importorskip("doc2docx")
    reading, unicode = read(DATA / f"{encoding}.doc"), read(DATA / "party.doc")
    assert reading.encoding == encoding
    assert reading.text.lower() == unicode.text.lower()
    if encoding == "vni":  # TCVN3 has no capitals with tone marks
        assert reading.text == unicode.text


def test_missing_msdoc2docx(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra and without LibreOffice, the one line names the extra."""
    import sys

    monkeypatch.setitem(sys.modules, "doc2docx", None)
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableSource, match=r'pip install "nghiquyet\[doc\]"'):
        read(DATA / "party.doc")


@needs_office
def test_libreoffice_on_request(typed: Document) -> None:
    """Asked for, LibreOffice reads the file, and the note says so; other formats stay as they are."""
    document = parse(DATA / "party.doc", office=True)
    assert "LibreOffice" in document.diagnostics[0].message
    assert_same(document, typed)
    assert parse("NGHỊ QUYẾT".encode(), office=True).source.format == "text"


@pytest.mark.parametrize("command", ["parse", "tree", "targets", "refs", "tasks", "check", "text"])
def test_every_command_knows_the_flag(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--office reaches the reader: without LibreOffice on the machine each command says so, and exits with 3."""
    monkeypatch.setattr(office, "program", lambda: None)
    assert main([command, "--office", str(DATA / "party.doc")]) == 3
    assert "LibreOffice" in capsys.readouterr().err


@needs_office
def test_libreoffice_after_a_failure(monkeypatch: pytest.MonkeyPatch, typed: Document) -> None:
    """Where msdoc2docx fails, LibreOffice is tried, and the note tells why."""
    doc2docx = pytest.importorskip("doc2docx")

    def fail(*_: object, **__: object) -> None:
        raise doc2docx.errors.InvalidWordDocument("no piece table")

    monkeypatch.setattr(doc2docx, "convert", fail)
    reading = read(DATA / "party.doc")
    assert "msdoc2docx failed: no piece table" in reading.notes[0].message
    assert_same(parse_reading(reading), typed)


@needs_office
def test_libreoffice_time_limit() -> None:
    """LibreOffice that does not finish is ended with its children, and the line says so."""
    with within(Limits(seconds=0.02)), pytest.raises(LimitExceeded, match="did not finish"):
        office.to_docx((DATA / "party.doc").read_bytes(), "party.doc", ".doc")


@needs_office
def test_libreoffice_many_files() -> None:
    """Many files go through one start; one that is no document does not stop the others."""
    data = (DATA / "party.doc").read_bytes()
    made = office.many_to_docx([(data, ".doc"), (b"", ".doc"), (data, ".doc")])
    assert [form is not None and form.startswith(b"PK") for form in made] in ([True, False, True], [True, True, True])


def test_libreoffice_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for where it is not installed, the line says so."""
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableSource, match="LibreOffice"):
        read(DATA / "party.doc", office=True)
