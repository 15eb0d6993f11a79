"""Broken and hostile files: one clear line, nothing executed, nothing fetched."""

import io
import socket
import struct
import zipfile
from collections.abc import Callable

import pytest

from clock import is_linear
from nghiquyet.errors import UnreadableSource
from nghiquyet.limits import Limits, within
from nghiquyet.readers import office, read
from olefile import olefile
from pdf_maker import Sheet, make_pdf
from wordfile import cell, level, lists, para, run, table, wordfile


def refused(data: bytes, name: str = "made.docx") -> str:
    """Return the reason for which *data* is refused."""
    with pytest.raises(UnreadableSource) as caught:
        read(data, name)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader may open a connection."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", fail)
    monkeypatch.setattr(socket, "getaddrinfo", fail)


def test_truncated_docx() -> None:
    """Half a .docx, whatever the half, is broken and said to be."""
    data = wordfile(para("NGHỊ QUYẾT" * 100))
    for size in (40, 200, len(data) // 2, len(data) - 30):
        assert "zip" in refused(data[:size])


def test_flipped_bytes() -> None:
    """A .docx whose compressed bytes were spoiled is broken."""
    data = bytearray(wordfile(para("NGHỊ QUYẾT " * 2000)))
    at = data.find(b"word/document.xml") + 60
    data[at : at + 20] = bytes(20)
    assert "broken" in refused(bytes(data))


def test_zip_bomb() -> None:
    """A part that swells out of all proportion is not inflated."""
    bomb = wordfile(para("x"), extra={"word/styles2.xml": b""}, styles="<w:style/>" + " " * 50_000_000)
    assert "zip bomb" in refused(bomb)


def test_too_many_parts() -> None:
    """A container of very many parts is not even listed further."""
    with within(Limits(members=5)):
        assert "zip bomb" in refused(wordfile(para("x"), extra={f"word/{n}.bin": b"x" for n in range(6)}))


def test_entities() -> None:
    """XML with a DTD is refused: no entity is ever resolved, from the disk or the network."""
    for dtd in (
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a SYSTEM "http://localhost:9/x">',
        '<!ENTITY a "aa">',
    ):
        head = f"<!DOCTYPE w:document [{dtd}]>"
        assert "DTD" in refused(wordfile("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head=head))


def test_deep_nesting() -> None:
    """XML nested without end is refused by the parser, before any walk."""
    assert "well-formed" in refused(wordfile("<w:sdt><w:sdtContent>" * 2000 + "</w:sdtContent></w:sdt>" * 2000))


def test_broken_xml() -> None:
    """A part that is not XML is named."""
    assert "word/document.xml" in refused(wordfile("<w:p>"))


def test_encrypted_office_file() -> None:
    """A .docx with a password is an OLE container with an encrypted package inside."""
    assert refused(olefile({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})) == "encrypted: a password is needed"


def test_encrypted_zip() -> None:
    """A zip whose parts are encrypted is refused for that reason."""
    data = bytearray(wordfile(para("x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(mark)
        while found >= 0:
            data[found + at] |= 1
            found = data.find(mark, found + 1)
    assert "password" in refused(bytes(data))


@pytest.mark.parametrize(
    ("stream", "what"), [("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint"), ("x", "OLE")]
)
def test_other_ole_files(stream: str, what: str) -> None:
    """OLE containers that hold no Word document are told by their name."""
    assert what in refused(olefile({stream: b"x"}), "a.doc")


def test_encrypted_doc() -> None:
    """A .doc with a password says so in its first bytes."""
    header = struct.pack("<6H", 0xA5EC, 0x00C1, 0, 0, 0, 0x0100)
    assert refused(olefile({"WordDocument": header}), "a.doc") == "encrypted: a password is needed"


@pytest.mark.parametrize(
    "data", [olefile({"WordDocument": struct.pack("<6H", 0xA5DC, 0x0068, 0, 0, 0, 0)}), b"\xdb\xa5-\x00" + bytes(600)]
)
def test_word_95_is_recognised(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word 6, 95 and earlier are recognised and said, where LibreOffice is not there to read them."""
    monkeypatch.setattr(office, "program", lambda: None)
    assert "Word 6 or 95" in refused(data, "old.doc")


def test_broken_doc(monkeypatch: pytest.MonkeyPatch) -> None:
    """A .doc with nothing behind its header is broken."""
    pytest.importorskip("doc2docx")
    monkeypatch.setattr(office, "program", lambda: None)
    header = struct.pack("<6H", 0xA5EC, 0x00C1, 0, 0, 0, 0)
    assert "broken" in refused(olefile({"WordDocument": header}), "a.doc")


def with_link(kind: str, target: str, more: str = "", files: tuple[str, ...] = ()) -> bytes:
    """Return a small .docx with one more relationship of its document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wordfile(para("x")))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("document.xml.rels"):
                link = f'<Relationship Id="m" Type="http://schemas.example/{kind}" Target="{target}" {more}/>'
                body = body.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(name, body)
        for name in files:
            new.writestr(name, b"evil")
    return out.getvalue()


def test_macros_are_not_run() -> None:
    """Macros in a container are left alone, and a note says that they are there."""
    data = with_link("vbaProject", "vbaProject.bin", files=("word/vbaProject.bin",))
    assert [note.code for note in read(data, "m.docm").notes] == ["macros-ignored"]


def test_external_links_are_not_followed() -> None:
    """Parts and pictures that live elsewhere are never fetched."""
    data = with_link("styles", "http://localhost:9/styles.xml", 'TargetMode="External"')
    assert read(data, "e.docx").text == "x\n"


def test_other_zip_files() -> None:
    """A zip that holds no document, a workbook, a compressed archive: each is refused by its name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    assert "Excel" in refused(out.getvalue(), "a.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "an archive of files" in refused(out.getvalue(), "a.zip")
    assert "unpack" in refused(b"\x1f\x8b\x08" + bytes(50), "a.gz")


def test_names_lie() -> None:
    """The content decides: a .docx called .txt is a .docx, text called .docx is text."""
    assert read(wordfile(para("x")), "a.txt").format == "docx"
    assert read("NGHỊ QUYẾT".encode(), "a.docx").format == "text"
    assert read(rb"{\rtf1\ansi Ngh\u7883? quy\u7871?t\par}", "a.doc").format == "rtf"
    assert read(b"<html><body><p>x</p></body></html>", "a.doc").format == "html"


def test_hostile_word_documents_take_linear_time() -> None:
    """Fields never closed, endless style chains, monstrous spans and labels cost time as they are long."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    wide = cell("x", '<w:gridSpan w:val="1000000000"/>')
    bodies: list[Callable[[int], str]] = [
        lambda size: para(inside=begin * 10 * size + run("x") * 10 * size),
        lambda size: "".join(para("x", style=f"s{n}") for n in range(0, size, 5)),
        lambda size: table(*[wide * 50] * (size // 100)).replace(
            "<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>'
        ),
        lambda size: para("x", num=1) * size,
        lambda size: "".join(para(inside=run("PhÊn", f'<w:rFonts w:hAnsi=".Vn{n}"/>')) for n in range(size)),
    ]
    for body in bodies:

        def made(size: int, body: Callable[[int], str] = body) -> bytes:
            style = '<w:style w:styleId="s{0}"><w:name w:val="a"/><w:basedOn w:val="s{1}"/></w:style>'
            chain = "".join(style.format(n, n + 1) for n in range(size))
            return wordfile(body(size), styles=chain, numbering=lists(level(0, "decimal", "%1" * 50 * size)))

        assert is_linear(lambda data: read(data, "hostile.docx"), made, 400)
        assert len(read(made(1600), "hostile.docx").text) < 3_000_000


def test_nested_tables_as_deep_as_the_parser_allows() -> None:
    """Tables in tables, as deep as XML may be nested, are read without trouble."""
    body = para("x")
    for _ in range(75):
        body = table(cell(body + para()))
    assert read(wordfile(body), "deep.docx").text == "x\n"


@pytest.mark.parametrize("kind", ["html", "rtf", "pdf"])
def test_a_file_that_breaks_off_is_told(kind: str) -> None:
    """A download that ended too soon is read as far as it goes, and a note says so; a whole file has none."""
    words = "NGHỊ QUYẾT về phát triển kinh tế; đến năm 2030 tỷ lệ hộ nghèo còn dưới 3%."
    if kind == "html":
        whole = f"<html><body><p>{words}</p><p>{words}</p></body></html>".encode()
    elif kind == "rtf":
        said = "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in words)
        whole = f"{{\\rtf1\\ansi\\pard {said}\\par {{\\b {said}\\par}}}}".encode()
    else:
        pytest.importorskip("pypdfium2")
        whole = make_pdf(Sheet().text(words, 60, 700).text(words, 60, 680))
    cut = whole[: whole.rindex({"html": b"</p>", "rtf": b"}}", "pdf": b"%%EOF"}[kind])]
    told = [[note.code for note in read(data, kind).notes] for data in (whole, cut)]
    assert told == [[], ["file-truncated"]]
