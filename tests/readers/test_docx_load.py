"""Opening a .docx: python-docx does it, after a check, and what it refuses but Word opens is read all the same."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import docx
import pytest

from clock import is_linear
from nghiquyet.errors import UnreadableSource
from nghiquyet.readers import read
from nghiquyet.readers.docx import load
from nghiquyet.readers.page.container import Package
from wordfile import R, level, lists, para, run, wordfile

NUMBERS = lists(level(0, "upperRoman", "%1-"))
PLAIN = wordfile(para("MỤC TIÊU", num=1), numbering=NUMBERS, header1=para("BẢN NHÁP"))
SHOWN = "I- MỤC TIÊU\n"


def changed(
    change: Callable[[str, str], str | None], extra: dict[str, bytes] | None = None, data: bytes = PLAIN
) -> bytes:
    """Return *data* with *change* made to each part, given its name and text; None leaves the part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (text := change(name, old.read(name).decode())) is not None:
                new.writestr(name, text)
        for name, blob in (extra or {}).items():
            new.writestr(name, blob)
    return out.getvalue()


def replaced(part: str, old: str, new: str) -> bytes:
    """Return the document with *old* replaced by *new* in the parts whose names end in *part*."""
    made = changed(lambda name, text: text.replace(old, new) if name.endswith(part) else text)
    assert made != PLAIN
    return made


def linked(
    kind: str, target: str, *, source: str = "document.xml.rels", extra: dict[str, bytes] | None = None
) -> bytes:
    """Return the document with one more relationship."""
    link = f'<Relationship Id="more" Type="{R}/{kind}" Target="{target}"/></Relationships>'
    return changed(lambda name, text: text.replace("</Relationships>", link) if name.endswith(source) else text, extra)


def broken(kind: str) -> bytes:
    """Return the document with a part that python-docx parses, nobody reads, and is no XML."""
    type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    override = f'<Override PartName="/word/{kind}.xml" ContentType="{type_}"/></Types>'
    data = linked(kind, f"{kind}.xml", extra={f"word/{kind}.xml": b"<"})
    return changed(lambda name, text: text.replace("</Types>", override), data=data)


def test_python_docx_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document as programs write it is opened by python-docx alone."""
    monkeypatch.setattr(load, "_by_parts", lambda package: pytest.fail("not needed"))
    assert read(PLAIN, "a.docx").text == SHOWN


_MAIN = "wordprocessingml.document.main+xml"
_TYPE = f"application/vnd.openxmlformats-officedocument.{_MAIN}"
REFUSED = {
    "with macros (.docm)": replaced("Types].xml", _TYPE, "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "a template (.dotx)": replaced("Types].xml", _MAIN, "wordprocessingml.template.main+xml"),
    "no content types": changed(lambda name, text: None if name.startswith("[") else text),
    "a part without a content type": linked("image", "a.emf", extra={"word/a.emf": b"x"}),
    "a picture that is not there": linked("image", "media/image1.png"),
    "a target that is no part": linked("image", "NULL"),
    "a bookmark as a target": linked("hyperlink", "#_Toc1"),
    "no relationships of the container": changed(lambda name, text: None if name == "_rels/.rels" else text),
    "broken settings": broken("settings"),
    "broken comments": broken("comments"),
    "names in another case": replaced("_rels/.rels", "word/document.xml", "Word/Document.xml"),
    "strict": changed(
        lambda name, text: text.replace(R, "http://purl.oclc.org/ooxml/officeDocument/relationships").replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_python_docx_refuses(what: str) -> None:
    """These are read with labels and the words of the header, as the plain document is."""
    with pytest.raises((KeyError, ValueError, SyntaxError)):  # or the row is no longer needed
        docx.Document(io.BytesIO(REFUSED[what]))
    reading = read(REFUSED[what], "a.docx")
    assert reading.text == SHOWN
    assert [note.code for note in reading.notes] == ["running-head-left-out"]


def test_a_picture_that_swells() -> None:
    """A white bitmap shrinks a thousandfold; no picture is inflated, so it is no reason to refuse the document."""
    picture = linked("image", "a.xml", extra={"word/a.xml": bytes(3_000_000)})
    assert not Package(picture, "a.docx").harmless()
    assert read(picture, "a.docx").text == SHOWN


def test_absolute_targets() -> None:
    """A target may be written from the root of the container."""
    assert read(replaced("document.xml.rels", 'Target="numbering', 'Target="/word/numbering'), "a.docx").text == SHOWN


def test_comments_and_instructions_of_xml() -> None:
    """XML comments and processing instructions are nothing, even inside a word."""
    body = "<!-- x --><?x y?><w:p><w:r><w:t>MỤC<!-- x --> TI<?x y?>ÊU</w:t></w:r></w:p>"
    assert read(wordfile(body), "a.docx").text == "MỤC TIÊU\n"


@pytest.mark.parametrize("space", ['<w:t xml:space="preserve"> </w:t>', "<w:t> </w:t>"])
def test_a_run_of_one_space(space: str) -> None:
    """A run that holds nothing but a space keeps it."""
    assert read(wordfile(para(inside=f"{run('MỤC')}<w:r>{space}</w:r>{run('TIÊU')}")), "a.docx").text == "MỤC TIÊU\n"


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes", "header1"])
def test_entities_in_any_part(part: str) -> None:
    """A DTD in any part that is read is refused, whoever parses it."""
    parts = {"styles": "", "numbering": NUMBERS, "footnotes": "", "header1": para("x")}
    note = para(inside='<w:r><w:t>x</w:t><w:footnoteReference w:id="1"/></w:r>')
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    data = changed(lambda name, text: head + text if name == f"word/{part}.xml" else text, data=wordfile(note, **parts))
    with pytest.raises(UnreadableSource, match=f"{part}.xml declares a DTD"):
        read(data, "a.docx")


def test_entities_in_relationships() -> None:
    """Entities in relationships and content types reach nothing outside, and do not swell."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(10))
    for dtd in ('<!ENTITY a9 SYSTEM "file:///etc/passwd">', laughs):
        for part in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
            swollen = partial(re.sub, '(Type|ContentType)="', r'\1="&a9;')
            data = changed(
                lambda name, text, part=part, head=f"<!DOCTYPE x [{dtd}]>", swollen=swollen: (
                    head + swollen(text) if name == part else text
                )
            )
            with suppress(UnreadableSource):  # refused is as good as read
                assert read(data, "a.docx").text == SHOWN


def test_hostile_relationships_take_linear_time() -> None:
    """Very many relationships, and parts that lead to parts without end, are not followed."""

    def flood(size: int) -> bytes:
        many = "".join(f'<Relationship Id="m{n}" Type="{R}/image" Target="{n}.png"/>' for n in range(size))
        end = "</Relationships>"
        return changed(lambda name, text: text.replace(end, many + end) if name.endswith("document.xml.rels") else text)

    assert is_linear(lambda data: read(data, "a.docx"), flood, 5_000)
    assert read(flood(20_000), "a.docx").text == SHOWN
    links = {
        f"word/_rels/{n}.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{R}/customXml" Target="{n + 1}.xml"/></Relationships>'
        ).encode()
        for n in range(2000)
    }
    chain = linked("customXml", "0.xml", extra={**links, **{f"word/{n}.xml": b"<x/>" for n in range(2001)}})
    assert read(chain, "a.docx").text == SHOWN
