"""Rich Text: the stream of control words and what it says about the words between them."""

import pytest

from clock import is_linear
from nghiquyet.errors import UnreadableSource
from nghiquyet.readers import read


def rtf(body: str, head: str = "") -> bytes:
    """Return an RTF file; letters beyond ASCII are written as Word writes them."""
    fonts = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}{\f2\fcharset163 Arial;}}"
    styles = r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}"
    coded = "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in body)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{head}{fonts}{styles}\\pard\\plain {coded}}}".encode("ascii")


def lines(body: str) -> list[str]:
    return [line for line in read(rtf(body), "a.rtf").text.split("\n") if line]


def test_paragraphs_and_breaks() -> None:
    """\\par ends a paragraph, \\line a line in it; line ends of the file mean nothing."""
    text = read(rtf("HĐND TỈNH\\line VÂN HẢI\\par\nNGHỊ\r\n QUYẾT\\par"), "a.rtf").text
    assert text == "HĐND TỈNH\nVÂN HẢI\n\nNGHỊ QUYẾT\n"


def test_looks_and_labels() -> None:
    """Bold, centred, indent, style and the label that Word keeps for old readers are hints."""
    body = "\\s1\\qc\\b NGHỊ QUYẾT\\b0\\par\\pard\\li720\\fi-360{\\listtext\\tab II-\\tab}MỤC {\\b TIÊU}\\par"
    reading = read(rtf(body), "a.rtf")
    first, second = reading.layout[0], reading.layout[2]
    assert (first.style, first.bold, first.centred) == ("heading 1", True, True)
    assert (second.label, second.bold, second.centred, second.indent) == ("II-", False, False, 18)
    assert reading.text == "NGHỊ QUYẾT\n\nII- MỤC TIÊU\n"


def test_letters() -> None:
    """\\u with its repeats, code pages by character set, signs by name, surrogate pairs."""
    assert lines("\\uc2\\u7844\\'41\\'3f {\\f2 Th\\'fd \\'f0\\'f4} 2021\\endash 2025 \\u-10187??\\u-8882??~") == [
        "\u1ea4 Thư đô 2021\u20132025 \U0001d54e~"
    ]
    assert lines("số 01\\_NQ/TU\\~ngày \\{1\\}") == ["số 01-NQ/TU\xa0ngày {1}"]


def test_letters_of_old_fonts() -> None:
    """A run in .VnTime holds TCVN3, whatever the code page."""
    body = "{\\f1 NghÞ quyÕt vÒ ph¸t triÓn kinh tÕ - x· héi cña tØnh trong giai ®o¹n míi}\\par {\\f0 Điều 1}\\par"
    coded = "".join(f"\\'{ord(letter):02x}" if 127 < ord(letter) < 256 else letter for letter in body)
    reading = read(rtf(coded), "a.rtf")
    assert reading.text == "Nghị quyết về phát triển kinh tế - xã hội của tỉnh trong giai đoạn mới\n\nĐiều 1\n"
    assert reading.encoding == "tcvn3"


def test_groups_without_words() -> None:
    """Pictures, instructions of fields, unknown destinations and binary data are no text."""
    body = (
        'Điều 1.{\\*\\unknown x}{\\pict 00ff}{\\field{\\*\\fldinst HYPERLINK "http://127.0.0.1:9"}{\\fldrslt  Luật}}'
        "{\\object{\\*\\objdata 00}{\\result }}\\bin3 }}} ./.\\par"
    )
    reading = read(rtf(body), "a.rtf")
    assert reading.text == "Điều 1. Luật ./.\n"
    assert [note.code for note in reading.notes] == ["pictures-not-read", "embedded-files-ignored"]


def test_groups_are_left_at_their_own_brace() -> None:
    """Escaped braces, binary data and inner groups do not end a group without words; a lone "\\*" ends with its own."""
    body = "1{\\*\\x a\\{b{c}\\bin2 }}d}2{\\pict{\\*\\y{z}}\\binary }3{\\*\\userprops\\*}\\b0 4{\\*\\open"
    assert lines(body) == ["1234"]


def test_words_between_groups_are_one_run() -> None:
    """A bookmark between the two letters of a VNI pair does not part them."""
    vni = "{\\f1 Nghò quyeát veà phaùt trieån kinh teá - xaõ hoäi cuûa tænh trong giai ñoaïn môùi, caû nöôùc}"
    whole = rtf("", "").replace(b".VnTime", b"VNI-Times")
    coded = "".join(f"\\'{ord(letter):02x}" if ord(letter) > 127 else letter for letter in vni)
    cut = coded.replace("\\'e1", "{\\*\\bkmkstart a}\\'e1")
    read_whole, read_cut = (read(whole[:-1] + body.encode() + b"}", "a.rtf").text for body in (coded, cut))
    assert read_whole == read_cut
    assert "quyết" in read_whole


def test_what_is_not_shown() -> None:
    """Hidden and deleted words are left out, running heads too, notes stand at the end: each with a note."""
    body = (
        "{\\header CÔNG BÁO\\par}Điều 1{\\v ẩn}{\\deleted cũ}{\\super\\chftn}{\\footnote {\\super\\chftn} Theo luật.}."
        "\\par Hết\\par"
    )
    reading = read(rtf(body), "a.rtf")
    assert reading.text == "Điều 1¹.\n\nHết\n\n[1] Theo luật.\n"
    assert reading.layout[4].part == "footnote"
    assert [note.code for note in reading.notes] == [
        "tracked-changes-accepted", "hidden-text-left-out", "footnotes-at-end", "running-head-left-out",
    ]  # fmt: skip


def test_tables() -> None:
    """A row is a line; a second paragraph of a cell stays in it; words between two tables part them."""
    row = "\\trowd\\intbl TT\\cell Chỉ tiêu\\par của tỉnh\\cell Kế hoạch\\cell\\row "
    reading = read(rtf(f"{row}\\intbl 1\\cell Lúa\\cell 5,2\\cell\\row\\pard Giữa\\par {row}\\pard Hết\\par"), "a.rtf")
    assert reading.text == (
        "TT | Chỉ tiêu của tỉnh | Kế hoạch\n1 | Lúa | 5,2\n\nGiữa\n\nTT | Chỉ tiêu của tỉnh | Kế hoạch\n\nHết\n"
    )
    assert [reading.layout[at].cells[0].table for at in (0, 1, 5)] == [0, 0, 1]


@pytest.mark.parametrize("data", [b"{\\rtf1", b"{\\rtf1 {\\*\\generator x}}", b"{\\rtf1\\bin4 abcd"])
def test_files_without_words(data: bytes) -> None:
    """A file cut short before its first word is refused with one line."""
    with pytest.raises(UnreadableSource, match="without words"):
        read(data, "a.rtf")


def test_deep_and_long() -> None:
    """Depth costs no recursion, and time grows with the length."""
    assert is_linear(lines, lambda size: "{" * size + "Điều 1.", 10_000)
    assert lines("{" * 40_000 + "Điều 1.") == ["Điều 1."]
    assert lines("}" * 1000 + "Điều 1.\\par")[0] == "Điều 1."
    assert is_linear(lines, lambda size: "\\cell" * size + " Hết\\par", 3_000)
    assert lines("\\cell" * 12_000 + " Hết\\par")[-1].endswith("Hết")


@pytest.mark.parametrize("head", ["\\bin999999 ", "{\\pict\\bin999999 abc}"])
def test_bytes_that_the_file_does_not_have(head: str) -> None:
    """A length of bytes beyond the end of the file is none: what stands there is kept."""
    assert lines(f"{head}Điều 1. Thu ngân sách.\\par")[-1] == "Điều 1. Thu ngân sách."


def test_a_merged_cell_covers_its_columns() -> None:
    """A row with fewer cells than others has wider ones: what follows stays in its column."""
    full = "\\trowd\\cellx1000\\cellx2000\\cellx3000\\cellx4000 "
    wide = "\\trowd\\cellx2010\\cellx3000\\cellx4000 "
    cells = [(full, "1 A 5 6"), (wide, "Cong 7 8")]
    rows = ""
    for edges, words in cells:
        said = "".join(word + "\\cell " for word in words.split())
        rows += f"{edges}\\intbl {said}\\row "
    reading = read(rtf(f"{rows}\\pard x\\par"), "a.rtf")
    assert reading.text.split("\n")[:2] == ["1 | A | 5 | 6", "Cong | | 7 | 8"]
    assert [cell.columns for cell in reading.layout[1].cells] == [2, 1, 1, 1]
