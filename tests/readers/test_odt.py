"""OpenDocument text: styles, lists, tables, changes, notes; containers that are not what they seem."""

import io
import zipfile

import pytest

from nghiquyet.errors import UnreadableSource
from nghiquyet.readers import read

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
STYLES = """
<style:style style:name="Tiêu_20_đề" style:display-name="Tiêu đề" style:family="paragraph">
 <style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Tiêu_20_đề"/>
<style:style style:name="P2" style:family="paragraph">
 <style:paragraph-properties fo:margin-left="1cm" fo:text-indent="-0.5cm"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="-"/>
 <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="1"/>
 <text:list-level-style-bullet text:level="3" text:bullet-char="-"/></text:list-style>
"""


def document(body: str, styles: str = STYLES) -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for part, words in {"content.xml": document(body), **parts}.items():
            archive.writestr(part.replace("__", "/"), words, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def lines(body: str) -> list[str]:
    return [line for line in read(odt(body), "a.odt").text.split("\n") if line]


def test_paragraphs_and_looks() -> None:
    """A style has what its parents say; breaks, tabs and repeated spaces are characters."""
    reading = read(
        odt(
            '<text:p text:style-name="P1">NGHỊ <text:span>QUYẾT</text:span></text:p>'
            '<text:p text:style-name="P2">HĐND<text:line-break/>tỉnh<text:s text:c="2"/>Vân\n  Hải<text:tab/>.</text:p>'
        ),
        "a.odt",
    )
    assert reading.text == "NGHỊ QUYẾT\n\nHĐND\ntỉnh  Vân Hải\t.\n"
    first, second = reading.layout[0], reading.layout[2]
    assert (first.style, first.bold, first.centred) == ("Tiêu đề", True, True)
    assert (second.bold, second.centred, second.indent) == (False, False, 14)


def test_list_labels() -> None:
    """Labels are those of the list style, counted on where the list goes on, restarted where an item says so."""
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>".format
    inner = f"<text:list>{item('một', '<text:list>' + item('gạch', '') + '</text:list>')}{item('hai', '')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item("MỤC TIÊU", inner)}</text:list><text:p>Giữa</text:p>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item("NHIỆM VỤ", inner)}</text:list>'
        '<text:list text:style-name="L1"><text:list-item text:start-value="7"><text:p>TỔ CHỨC</text:p></text:list-item>'
        "</text:list>"
    )
    assert lines(body) == [
        "I- MỤC TIÊU", "1. một", "- gạch", "2. hai", "Giữa", "II- NHIỆM VỤ", "1. một", "- gạch", "2. hai",
        "VII- TỔ CHỨC",
    ]  # fmt: skip


def test_tables() -> None:
    """Covered cells and repeated empty ones keep the columns in step; header rows are rows."""
    cell = "<table:table-cell>{}</table:table-cell>".format
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>Chỉ tiêu</text:p></table:table-cell>'
        f"<table:covered-table-cell/>{cell('<text:p>Kế hoạch</text:p>')}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('<text:p>1</text:p>')}{cell('<text:p>Lúa</text:p><text:p>mùa</text:p>')}"
        f"{cell('<text:p>5,2</text:p>')}</table:table-row></table:table>"
    )
    reading = read(odt(body), "a.odt")
    assert reading.text == "Chỉ tiêu | | Kế hoạch\n1 | Lúa mùa | 5,2\n"
    assert reading.layout[0].cells[0].columns == 2


def test_changes_notes_and_hidden_words() -> None:
    """Deletions, comments, hidden words and tables of contents are left out; notes stand at the end."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:p>Mục lục</text:p>"
        "</text:table-of-content><text:p>Điều 1<office:annotation><text:p>xem lại</text:p></office:annotation>"
        '<text:span text:style-name="T1">ẩn</text:span><text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Theo luật.</text:p></text:note-body></text:note>.</text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>Trong khung</text:p></draw:text-box></draw:frame>Sau</text:p>"
    )
    reading = read(odt(body), "a.odt")
    assert [line for line in reading.text.split("\n") if line] == ["Điều 1¹.", "Sau", "Trong khung", "[1] Theo luật."]
    assert [note.code for note in reading.notes] == [
        "tracked-changes-accepted", "hidden-text-left-out", "contents-left-out", "footnotes-at-end",
    ]  # fmt: skip


def test_flat_file() -> None:
    """A .fodt is the same in one file."""
    flat = document("<text:p>Điều 1.</text:p>").replace("document-content", "document")
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n{flat}'.encode()
    assert (read(data, "a.fodt").format, read(data, "a.fodt").text) == ("odt", "Điều 1.\n")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt("<text:p>x</text:p>")[:200], "truncated"),
        (odt("", **{"content.xml": "<x"}), "well-formed"),
        (odt("", **{"content.xml": f"<office:x {SPACES}/>"}), "no text document"),
        (odt("", **{"META-INF__manifest.xml": "<m><encryption-data/></m>"}), "encrypted"),
        (odt("", **{"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DTD"),
        (odt("", **{"content.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'}), "DTD"),
        (odt("", **{"content.xml": "<a>" * 3000 + "</a>" * 3000}), "well-formed"),
        (odt("", **{"content.xml": "<a>" + " " * 30_000_000 + "</a>"}), "zip bomb"),
    ],
)
def test_containers_that_are_refused(data: bytes, reason: str) -> None:
    """Truncated, encrypted, bombs, entities and depth: one line, nothing expanded."""
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read(data, "a.odt")
    assert "\n" not in str(caught.value)
