# ruff: noqa: E501 (markup in one piece)
"""What stands beside .docx and .html: one-file forms, web archives, pages of Google Docs, shapes, marks of the layout."""

import base64
import quopri

import pytest

from nghiquyet import UnreadableSource
from nghiquyet.readers import read
from olefile import olefile
from wordfile import W, para, wordfile

PAGE = "<html><head><title>x</title></head><body><p>NGHỊ QUYẾT</p><p>Điều 1. Thu 5 tỷ đồng.</p></body></html>"
SHOWN = "NGHỊ QUYẾT\n\nĐiều 1. Thu 5 tỷ đồng.\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_needs_no_mark(encoding: str) -> None:
    assert read(PAGE.encode(encoding), "a.doc").text == SHOWN


@pytest.mark.parametrize(
    "head",
    [
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\nThis is a web archive.\n',
        'From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="b"\n\n',
    ],
    ids=["Word", "browser"],
)
def test_a_web_archive_is_its_page(head: str) -> None:
    page = quopri.encodestring(PAGE.encode()).decode("ascii")
    part = f'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n{page}'
    assert read(f"{head}\n--b\n{part}\n--b--\n".encode(), "a.mht").text == SHOWN


def test_the_head_of_a_part_may_be_all_that_names_its_encoding() -> None:
    body = base64.b64encode(PAGE.encode("utf-16-le")).decode("ascii")
    part = f"Content-Type: text/html; charset=utf-16-le\nContent-Transfer-Encoding: base64\n\n{body}"
    mail = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n{part}\n--b--\n'
    assert read(mail.encode(), "a.mht").text == SHOWN


def test_a_web_archive_without_a_page_is_refused() -> None:
    mail = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: image/png\n\nx\n--b--\n'
    with pytest.raises(UnreadableSource, match="without a page"):
        read(mail, "a.mht")


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def flat(*parts: str) -> bytes:
    inside = "".join(parts)
    return f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inside}</pkg:package>'.encode()


def test_a_word_xml_document_is_read_as_its_parts() -> None:
    body = (
        f'<w:document xmlns:w="{W}"><w:body>{para("NGHỊ QUYẾT")}{para("Điều 1. Thu 5 tỷ đồng.")}</w:body></w:document>'
    )
    part = f'<pkg:part pkg:name="/word/document.xml" pkg:contentType="{_MAIN}"><pkg:xmlData>{body}</pkg:xmlData></pkg:part>'
    assert read(flat(part), "a.xml").text == SHOWN


def test_a_broken_part_of_a_word_xml_document_is_named() -> None:
    part = '<pkg:part pkg:name="/word/a.bin"><pkg:binaryData>%%%=</pkg:binaryData></pkg:part>'
    with pytest.raises(
        UnreadableSource, match=r"part /word/document\.xml|part /word/a\.bin|no part word/document\.xml"
    ):
        read(flat(part), "a.xml")


CHUNK = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="c1"/>'


def with_chunk(blob: bytes, name: str = "chunk.htm") -> bytes:
    """Return a .docx in which a file stands in place of paragraphs."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    plain = wordfile(para("Trước.") + CHUNK + para("Sau."), extra={f"word/{name}": blob})
    return relinked(plain, f'<Relationship Id="c1" Type="{kind}" Target="{name}"/>')


def relinked(data: bytes, link: str) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            if info.filename == "[Content_Types].xml":
                text = text.replace(b"<Override", b'<Default Extension="htm" ContentType="text/html"/><Override', 1)
            new.writestr(info.filename, text)
    return out.getvalue()


def test_a_page_in_place_of_paragraphs_is_read_where_it_stands() -> None:
    reading = read(with_chunk(PAGE.encode()), "a.docx")
    assert reading.text.split() == f"Trước. {SHOWN} Sau.".split()
    assert not reading.notes


def test_a_document_in_place_of_paragraphs_is_named() -> None:
    """It might hold itself."""
    reading = read(with_chunk(wordfile(para("x"))), "a.docx")
    assert [note.code for note in reading.notes] == ["embedded-files-ignored"]


RULES = (
    'ol.lst-kix_a-0{list-style-type:none}.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,upper-roman) ". "}'
    '.lst-kix_a-1>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) "." counter(lst-ctn-kix_a-1,decimal) ". "}'
    '.lst-kix_b-0>li:before{content:"\\0025cf  "}'
)


def test_lists_of_google_docs_have_the_labels_of_their_style_sheet() -> None:
    def items(kind: str, classes: str, *words: str) -> str:
        return f'<{kind} class="c1 {classes}">' + "".join(f"<li>{each}</li>" for each in words) + f"</{kind}>"

    page = (
        f"<html><head><style>{RULES}</style></head><body>"
        + items("ol", "lst-kix_a-0 start", "Mục tiêu")
        + items("ol", "lst-kix_a-1 start", "Kinh tế", "Xã hội")
        + items("ol", "lst-kix_a-0", "Giải pháp")
        + items("ol", "lst-kix_a-1 start", "Đầu tư")
        + items("ul", "lst-kix_b-0 start", "Giao Sở Tài chính.")
        + "</body></html>"
    )
    lines = read(page.encode(), "a.html").text.split("\n\n")
    assert [line.strip() for line in lines] == [
        "I. Mục tiêu", "1.1. Kinh tế", "1.2. Xã hội", "II. Giải pháp", "2.1. Đầu tư", "● Giao Sở Tài chính.",
    ]  # fmt: skip


def test_words_in_shapes_of_rich_text_follow_their_paragraph() -> None:
    shape = r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt Ghi ch\u250\'fa}}}"
    drawn = r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv D\u7920\'3f TH\u7842\'3fO}}}}"
    text = read(
        (r"{\rtf1\ansi 1. Thu " + shape + r"5 t\u7927\'3f.\par 2. " + drawn + r"Chi.\par}").encode(), "a.rtf"
    ).text
    assert text.split("\n\n") == ["1. Thu 5 tỷ.", "Ghi chú", "2. Chi.", "DỰ THẢO\n"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("UBND\ufffc TỈNH", "UBND TỈNH"),
        ("phát tri\u00adển", "phát triển"),
        ("Số 08\u00adNQ/TU", "Số 08-NQ/TU"),
        ("Thu\u200b ngân\ufeff sách", "Thu ngân sách"),
        ("\uf0b7 Thu ngân sách", "• Thu ngân sách"),
        ("\uf02d Thu ngân sách", "- Thu ngân sách"),
        ("\uf0a7 Thu ngân sách", "• Thu ngân sách"),
    ],
)
def test_marks_of_the_layout_are_no_letters(typed: str, shown: str) -> None:
    assert read(wordfile(para(typed)), "a.docx").text == shown + "\n"


def test_a_small_doc_is_no_truncated_one() -> None:
    """Streams below 4,096 bytes stand in the mini stream, where the header is not looked for."""
    data = bytearray(olefile({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(4092)}))
    at = data.find("WordDocument".encode("utf-16-le"))
    data[at + 120 : at + 124] = (3000).to_bytes(4, "little")
    with pytest.raises(UnreadableSource) as caught:
        read(bytes(data), "a.doc")
    assert "truncated" not in str(caught.value)
