"""Saved web pages and Word's HTML."""

from pathlib import Path

import pytest

from documents import BINARY, SHARED, reading
from kept_words import kept_words
from nghiquyet.errors import UnreadableSource
from nghiquyet.readers import read

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LONG = "Tập trung khôi phục sản xuất, mở rộng thị trường, chăm lo đời sống của người dân vùng bãi ngang ven biển."


def lines(page: str | bytes) -> list[str]:
    data = page.encode() if isinstance(page, str) else page
    return [line for line in read(data, "page.html").text.split("\n") if line]


def body(inside: str) -> str:
    return f"<html><head><meta charset=utf-8><title>Trang</title></head><body>{inside}</body></html>"


def test_blocks_and_soft_breaks() -> None:
    """A block is a paragraph, a break a line in it, and white space of the source is one space."""
    page = body("<div>HĐND TỈNH\n   VÂN HẢI<br>KHÓA X</div><p>NGHỊ <b>QUYẾT</b></p>trần<p>&nbsp;</p>")
    assert read(page.encode(), "a.html").text == "HĐND TỈNH VÂN HẢI\nKHÓA X\n\nNGHỊ QUYẾT\n\ntrần\n"


def test_looks() -> None:
    """Bold, centred, indent and heading are hints; half a bold line is not bold."""
    page = body(
        "<h2 align=center>NGHỊ QUYẾT</h2><p style='text-align:center;font-weight:bold'>Điều 1</p>"
        "<p style='margin-left:36.0pt'><b>Điều 2.</b> Tổ chức</p>"
    )
    reading = read(page.encode(), "a.html")
    first, second, third = (reading.layout[at] for at in (0, 2, 4))
    assert (first.style, first.bold, first.centred) == ("h2", True, True)
    assert (second.style, second.bold, second.centred) == ("", True, True)
    assert (third.bold, third.centred, third.indent) == (False, False, 36)


def test_rows_with_merged_cells() -> None:
    """A row is a line; a column that a merged cell covers is empty, so columns stay in step."""
    page = body(
        "<table><tr><th rowspan=2>TT</th><th colspan=2>Diện tích (ha)</th></tr>"
        "<tr><th>Lúa</th><th>Màu</th></tr><tr><td>1</td><td><p>1.200</p></td><td>300<br>(tạm tính)</td></tr></table>"
    )
    reading = read(page.encode(), "a.html")
    assert reading.text == "TT | Diện tích (ha) |\n| Lúa | Màu\n1 | 1.200 | 300 (tạm tính)\n"
    cell = reading.layout[2].cells[2]
    assert (cell.row, cell.column, reading.text.split("\n")[2][cell.start : cell.end]) == (2, 2, "300 (tạm tính)")


def test_letterhead_is_no_table() -> None:
    """The two columns above a resolution are read one after another."""
    page = body(f"<table><tr><td>TỈNH ỦY VÂN HẢI<br>*<td>ĐẢNG CỘNG SẢN VIỆT NAM</tr></table><p>{LONG}</p>")
    assert lines(page)[:3] == ["TỈNH ỦY VÂN HẢI", "*", "ĐẢNG CỘNG SẢN VIỆT NAM"]


def test_tables_that_lay_out_a_page() -> None:
    """A table that holds a table is scaffolding; the inner one keeps its rows, counted from 0."""
    page = body(
        f"<table><tr><td>{LONG}<table><tr><td>Lúa</td><td>5,2</td></tr></table></td><td>cột phải</td></tr></table>"
    )
    assert lines(page) == [LONG, "Lúa | 5,2", "cột phải"]


def test_lists() -> None:
    """Labels are those that the browser draws; a mark typed by hand is not repeated."""
    page = body(
        "<ol start=3><li>Chăn nuôi</li><li value=9>Thủy sản<ol type=a><li>nuôi<li>bắt</ol></li></ol>"
        "<ul><li>Lúa</li><li>- Ngô</li></ul><ol style='list-style-type:none'><li>Đậu</li></ol>"
    )
    assert lines(page) == ["3. Chăn nuôi", "9. Thủy sản", "a. nuôi", "b. bắt", "• Lúa", "- Ngô", "Đậu"]


def test_word_list_labels() -> None:
    """Word writes its labels for browsers in a span of their own; they are labels, and its comments are no text."""
    page = body(
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>II-<span>&nbsp;&nbsp; </span>"
        "</span><![endif]><b>MỤC TIÊU</b><o:p></o:p></p>"
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    )
    reading = read(page.encode(), "a.html")
    assert reading.text == "II- MỤC TIÊU\n"
    assert (reading.layout[0].label, reading.layout[0].style) == ("II-", "MsoListParagraph")


def test_raised_digits() -> None:
    """A note's mark does not run into the number before it; the exponent of a unit is a digit."""
    assert lines(body("<p>năm 2020<sup>2</sup>, 30 m<sup>2</sup>, 5 km<sup>2</sup></p>")) == ["năm 2020², 30 m2, 5 km2"]


def test_text_is_whole_wherever_the_parser_ends_it() -> None:
    """Characters by name and very long texts come from the parser in parts; a line and a VNI pair are whole."""
    assert lines(body(f"<p>{'ngân sách &amp; đầu tư ' * 2000}</p>")) == [" ".join(["ngân sách & đầu tư"] * 2000)]
    vni = "Nghò quyeát veà phaùt trieån kinh teá - xaõ hoäi cuûa tænh trong giai ñoaïn môùi"
    coded = vni.encode("ascii", "xmlcharrefreplace").decode()
    said = "Nghị quyết về phát triển kinh tế - xã hội của tỉnh trong giai đoạn mới"
    assert lines(body(f"<p><font face=VNI-Times>{coded}</font></p>")) == [said]


def test_hidden_and_deleted() -> None:
    """What the page hides is left out; what it marks as deleted is left out with a note."""
    page = body(
        "<p>Điều 1.<span style='display:none'>ẩn</span> Thông qua<del>cũ</del></p><script>x()</script><p hidden>h"
    )
    reading = read(page.encode(), "a.html")
    assert reading.text == "Điều 1. Thông qua\n"
    assert [note.code for note in reading.notes] == ["tracked-changes-accepted"]


RESOLUTION = f"<p>{MOTTO}</p><p>NGHỊ QUYẾT</p><p>Điều 1. {LONG}</p><p>Điều 2. {LONG}</p><p>Nơi nhận: như trên</p>"


@pytest.mark.parametrize(
    "container",
    ["<div id=toanvancontent>", "<div class='x fulltext'>", "<div class=content1>", "<div id=divContentDoc>", "<div>"],
)
def test_page_around_the_document_is_cut(container: str) -> None:
    """Menus, side bars and the table of contents go, on sites that are known and on others; a note says what went."""
    page = body(
        "<nav>Trang chủ</nav><div><div><a href=/a>Văn bản mới</a><a href=/b>Tin tức</a></div><div>Nghị quyết số 5"
        f"<div>Thuộc tính</div>{container}{RESOLUTION}</div></div>"
        "<div>Mục lục<div>Điều 1.</div><div>Điều 2.</div></div></div><footer>Bản quyền</footer>"
    )
    reading = read(page.encode(), "a.html")
    assert reading.text.startswith(MOTTO)
    assert reading.text.endswith("Nơi nhận: như trên\n")
    (note,) = reading.notes
    assert note.code == "page-around-document"
    assert "Trang chủ" in note.message


def test_parts_beside_one_another_stay() -> None:
    """The annex outweighs the resolution here, and yet both are the document."""
    page = body(f"<div>{RESOLUTION}</div><div><p>PHỤ LỤC</p>{f'<p>{LONG}</p>' * 9}</div>")
    reading = read(page.encode(), "a.html")
    assert reading.text.startswith(MOTTO)
    assert reading.text.count(LONG) == 11
    assert not reading.notes


def test_container_filled_by_a_script() -> None:
    """A known container that is empty in the saved page is not the document."""
    assert MOTTO in read(body(f"<div class=fulltext></div><div>{RESOLUTION}</div>").encode(), "a.html").text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (f"<html><body><p>{MOTTO}</p></body>".encode(), "utf-8"),
        (f"<html><body><p>{MOTTO}</p></body>".encode("utf-16"), "utf-16-le"),
        (f"\ufeff<html><body><p>{MOTTO}</p></body>".encode(), "utf-8"),
        (f"<html><meta charset=windows-1252><body><p>{MOTTO}</p>".encode("ascii", "xmlcharrefreplace"), "cp1252"),
        (f"<html><meta charset=x-unknown><body><p>{MOTTO}</p></body>".encode(), "utf-8"),
        (f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{MOTTO}</p></body></html>".encode(), "utf-8"),
    ],
)
def test_decoding(data: bytes, encoding: str) -> None:
    """The byte order mark decides, then the meta tag, then the bytes."""
    reading = read(data, "a.html")
    assert (reading.text, reading.encoding) == (f"{MOTTO}\n", encoding)


def test_windows_letters_in_references() -> None:
    """Old editors wrote "&#150;" for a dash, or the control character itself."""
    assert lines(b"<html><body><p>2021 &#150; 2025</p></body></html>") == ["2021 – 2025"]
    assert lines(body("<p>2021 \x96 2025</p>")) == ["2021 – 2025"]


def test_xml_declaration_of_another_encoding() -> None:
    """The bytes decide what the encoding is; the declaration is not parsed."""
    page = '<?xml version="1.0" encoding="windows-1252"?><html><body><p>Năm 2026</p></body></html>'
    assert lines(page.encode("utf-16")) == ["Năm 2026"]


def test_white_space_that_a_style_keeps() -> None:
    assert lines(body("<p style='white-space: pre'>Thu\n   Chi</p><p>Thu\n   Chi</p>")) == ["Thu", "   Chi", "Thu Chi"]


def test_web_archive() -> None:
    """Word's "single file web page" holds the page as one part of a message."""
    data = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        b"--x\nContent-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n"
        b"<html><body><p>=C4=90i=E1=BB=81u 1.</p></body></html>\n--x--\n"
    )
    assert lines(data) == ["Điều 1."]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><script>render()</script></body></html>", "without text"),
        ("<html><head></head></html>", "without"),
        ("<html><body>" + "<div>" * 5000 + "Điều 1." + "</div>" * 5000, "2,000 deep"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\ntext/html", "without a page"),
    ],
)
def test_pages_that_cannot_be_read(page: str, reason: str) -> None:
    """A page without a document is refused with one line."""
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read(page.encode(), "a.html")
    assert "\n" not in str(caught.value)


def test_nothing_is_fetched_or_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entities declared in the page stay words, and nothing on another host or disk is opened."""
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<html><head><link rel=stylesheet href=http://127.0.0.1:9/a.css><base href=http://127.0.0.1:9/></head>"
        "<body><img src=http://127.0.0.1:9/a.png><iframe src=file:///etc/hostname></iframe><p>Điều 1. &b; &x;</p>"
    )
    assert lines(page)[-1] == "Điều 1. &b; &x;"


def test_many_cells_and_lines() -> None:
    """Work grows with the page, not with its square."""
    page = body("<table><tr>" + "<td rowspan=99 colspan=99>1</td>" * 3000 + "</tr></table>" + "<div>Điều 1." * 900)
    assert len(lines(page)[0]) < 1_000_000


REAL = [path for path in BINARY if path.suffix.startswith(".htm")]


@pytest.mark.skipif(not REAL, reason="needs the real files of ../shared")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_pages(path: Path) -> None:
    """Each saved page gives its document from the letterhead on, and no word that its transcript has not."""
    # The transcript of the .htm was decoded wrongly ("kư" for "ký"); that of the same document as .doc was not.
    transcript = (SHARED / "real" / "text" / f"{path.stem.removesuffix('-htm')}.txt").read_text("utf-8")
    text = reading(path).text
    assert MOTTO in text[:400] or "ĐẢNG CỘNG SẢN VIỆT NAM" in text[:400]
    assert "Bản quyền" not in text
    assert "Mục lục" not in text
    first, *_, last = (line for line in text.split("\n") if line)
    document = transcript[transcript.index(first) : transcript.rindex(last[-40:]) + 40]  # without the page around it
    recall, precision = kept_words(text, document)
    assert recall >= 0.99
    assert precision >= 0.999


OLD = "NghÞ quyÕt vÒ ph¸t triÓn kinh tÕ - x· héi cña tØnh trong giai ®o¹n míi, n©ng cao ®êi sèng nh©n d©n"
NEW = "Nghị quyết về phát triển kinh tế - xã hội của tỉnh trong giai đoạn mới, nâng cao đời sống nhân dân"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<p><font face='.VnTime'>{OLD}</font></p><p>Điều 1</p>",
        f"<p style='font-family:\".VnTime\"'>{OLD}</p><p>Điều 1</p>",
        f"<p>{OLD}</p><p style='font-family:Arial'>Điều 1</p>",
    ],
)
def test_letters_of_old_fonts(paragraph: str) -> None:
    """Letters in .VnTime are TCVN3, whether the page names the font at the words or in a style sheet."""
    reading = read(body(paragraph).encode(), "a.html")
    assert reading.text == f"{NEW}\n\nĐiều 1\n"
    assert reading.encoding == "tcvn3"


def test_font_names_that_lie() -> None:
    """Unicode in a font that once held TCVN3 is left as it is."""
    assert lines(body(f"<p><font face='.VnTime'>{NEW}</font></p>")) == [NEW]


@pytest.mark.parametrize(
    ("heading", "line", "encoding"),
    [
        ("Quyáº¿t nghá»‹", "Há»™i Ä‘á»“ng nhÃ¢n dÃ¢n tá»‰nh thÃ´ng qua káº¿ hoáº¡ch", "utf-8, read as windows-1252"),
        ("QuyÕt nghÞ", "Héi ®ång nh©n d©n tØnh th«ng qua kÕ ho¹ch", "tcvn3"),
    ],
)
def test_old_letters_on_a_page_in_unicode_are_read_in_every_font(heading: str, line: str, encoding: str) -> None:
    """A page saved as UTF-8 whose letters are no Unicode is judged by font; what is too short goes with the rest."""
    page = f"<html><body><h1 style='font-family: Arial'>{heading}</h1>{f'<p>{line}</p>' * 3}</body></html>"
    reading = read(page.encode(), "a.html")
    said = "Hội đồng nhân dân tỉnh thông qua kế hoạch"
    assert reading.text == "\n\n".join(["Quyết nghị", said, said, said]) + "\n"
    assert (reading.encoding, [note.code for note in reading.notes]) == (encoding, ["encoding-converted"])


def test_pictures_written_out_in_a_page_are_no_text() -> None:
    """Megabytes of a picture in base64 change nothing; short ones and words around them stay as they are."""
    picture = "data:image/png;base64," + "iVBORw0KGgo+/AB=" * 1000
    page = f"<html><body><p>NGHỊ QUYẾT<img src='{picture}'> SỐ 5</p><p>;base64,Q0E9PQ==</p></body></html>"
    assert lines(page) == ["NGHỊ QUYẾT SỐ 5", ";base64,Q0E9PQ=="]
