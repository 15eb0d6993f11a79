# ruff: noqa: E501 (XML in one piece reads better than XML cut at column 120)
"""The .docx reader: what a person sees in Word is what the text says."""

import pytest

from nghiquyet.readers import Reading, read
from wordfile import cell, level, lists, para, run, table, wordfile


def lines(body: str, **parts: str) -> list[str]:
    """Return the lines of a document that are not blank."""
    return [line for line in reading(body, **parts).text.split("\n") if line]


def reading(body: str, **parts: str) -> Reading:
    return read(wordfile(body, **parts), "made.docx")


def codes(found: Reading) -> list[str]:
    return [note.code for note in found.notes]


PARTY = lists(
    level(0, "upperRoman", "%1-")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "-")
)


def test_multilevel_labels() -> None:
    """Labels of a Party resolution: Roman, decimal, decimal of two levels, letters, bullets, each restarting."""
    depths = [0, 1, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1, 2]
    body = "".join(para("mục", num=1, depth=depth) for depth in depths)
    labels = "I- 1. 2. 2.1. 2.2. a) b) - 3. 3.1. II- 1. 1.1.".split()
    assert lines(body, numbering=PARTY) == [f"{label} mục" for label in labels]


def test_label_is_a_hint() -> None:
    """The label stands in the text and, alone, in the hints."""
    found = reading(para("MỤC TIÊU", num=1), numbering=PARTY)
    assert found.text == "I- MỤC TIÊU\n"
    assert found.layout[0].label == "I-"


def test_letters_are_latin() -> None:
    """Word counts a) to z) without đ, then aa)."""
    body = "".join(para("x", num=1) for _ in range(28))
    found = lines(body, numbering=lists(level(0, "lowerLetter", "%1)")))
    assert [found[n].split()[0] for n in (3, 4, 25, 26, 27)] == ["d)", "e)", "z)", "aa)", "bb)"]


def test_instances_share_counters_unless_overridden() -> None:
    """A second instance of a list goes on counting; one with startOverride begins anew, once."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = lists(level(0, "decimal", "%1."), nums={1: (0, ""), 2: (0, ""), 3: (0, override)})
    body = "".join(para("x", num=number) for number in (1, 1, 2, 3, 3, 1))
    assert [line.split()[0] for line in lines(body, numbering=numbering)] == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_override_counts_from_the_first_use_of_its_level() -> None:
    """startOverride of level 1 waits until the instance uses level 1; a deeper item before does not begin it anew."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    both = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.")
    numbering = lists(both, nums={1: (0, ""), 2: (0, override)})
    body = para("x", num=1) * 2 + para("y", num=2, depth=1) + para("x", num=2) * 2
    assert [line.split()[0] for line in lines(body, numbering=numbering)] == ["I.", "II.", "II.1.", "I.", "II."]


def test_level_override() -> None:
    """An instance may replace a level: its text, format and start."""
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "(%1)", start=3)}</w:lvlOverride>'
    numbering = lists(level(0, "decimal", "%1."), nums={1: (0, override)})
    assert lines(para("x", num=1) + para("x", num=1), numbering=numbering) == ["(c) x", "(d) x"]


def test_legal_numbering() -> None:
    """isLgl writes the numbers of all levels in digits."""
    numbering = lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", more="<w:isLgl/>"))
    body = para("x", num=1) + para("x", num=1) + para("y", num=1, depth=1)
    assert lines(body, numbering=numbering) == ["I. x", "II. x", "2.1. y"]


def test_level_that_never_restarts() -> None:
    """lvlRestart 0: articles count on through the chapters."""
    numbering = lists(
        level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.", more='<w:lvlRestart w:val="0"/>')
    )
    body = "".join(para("x", num=1, depth=depth) for depth in (0, 1, 1, 0, 1))
    assert lines(body, numbering=numbering) == ["Chương I x", "Điều 1. x", "Điều 2. x", "Chương II x", "Điều 3. x"]


def test_deeper_level_first() -> None:
    """A level that was skipped shows its start value, and counts as begun: the next one there is the second."""
    body = para("x", num=1, depth=2) + para("y", num=1, depth=1)
    assert lines(body, numbering=PARTY) == ["1.1. x", "2. y"]


def test_numbering_from_the_style() -> None:
    """A style may bring the list, its level follows from the list, and numId 0 turns it off."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:name w:val="Khoản"/><w:basedOn w:val="Muc"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(
        level(0, "upperRoman", "%1.", more='<w:pStyle w:val="Muc"/>')
        + level(1, "decimal", "%2.", more='<w:pStyle w:val="Khoan"/>')
    )
    off = '<w:p><w:pPr><w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>z</w:t></w:r></w:p>'
    body = para("x", style="Muc") + para("y", style="Khoan") + off + para("x", style="Muc")
    assert lines(body, styles=styles, numbering=numbering) == ["I. x", "1. y", "z", "II. x"]


def test_numbering_style_link() -> None:
    """An abstract list may point to a numbering style, where its levels are."""
    home = (
        '<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Ds"/>' + level(0, "decimal", "%1/") + "</w:abstractNum>"
    )
    link = '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="Ds"/></w:abstractNum>'
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    assert lines(para("x", num=2) + para("x", num=2), numbering=home + link + nums) == ["1/ x", "2/ x"]


def test_symbol_bullets() -> None:
    """Bullets of symbol fonts become the signs they look like."""
    font = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    made = [
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>{font.format(name)}</w:lvl>'
        for text, name in (
            ("&#xF0B7;", "Symbol"),
            ("&#xF0A7;", "Wingdings"),
            ("&#xF0FC;", "Wingdings"),
            ("o", "Courier New"),
        )
    ]
    body = "".join(para("x", num=number) for number in (1, 2, 3, 4))
    assert lines(body, numbering=lists(*made)) == ["• x", "▪ x", "✓ x", "◦ x"]


@pytest.mark.parametrize(
    ("format", "number", "shown"),
    [
        ("decimalZero", 7, "07"), ("upperLetter", 2, "B"), ("lowerRoman", 14, "xiv"), ("vietnameseCounting", 21, "hai mươi mốt"),
        ("none", 3, ""), ("chicago", 3, "3"), ("upperRoman", 1999, "MCMXCIX"), ("upperRoman", 0, "0"), ("lowerLetter", 54, "bbb"),
    ],
)  # fmt: skip
def test_number_formats(format: str, number: int, shown: str) -> None:
    """Numbers are written as Word writes them; a format that is not known is written in digits."""
    from nghiquyet.readers.page.list_labels import written

    assert written(number, format) == shown


def test_deleted_paragraph_takes_no_number() -> None:
    """Tracked changes are read as accepted: deleted items do not count, inserted ones do, moved text stands once."""
    gone = para(
        inside=f'<w:del w:id="1">{run("bỏ").replace("w:t", "w:delText")}</w:del>', num=1, mark='<w:del w:id="2"/>'
    )
    new = para(inside=f'<w:ins w:id="3">{run("thêm")}</w:ins>', num=1, mark='<w:ins w:id="4"/>')
    moved = para(inside=f'<w:moveFrom w:id="5">{run("dời")}</w:moveFrom>', num=1, mark='<w:moveFrom w:id="6"/>')
    there = para(inside=f'<w:moveTo w:id="7">{run("dời")}</w:moveTo>', num=1)
    found = reading(para("một", num=1) + gone + new + moved + there, numbering=lists(level(0, "decimal", "%1.")))
    assert [line for line in found.text.split("\n") if line] == ["1. một", "2. thêm", "3. dời"]
    assert codes(found) == ["tracked-changes-accepted"]


def test_deleted_mark_joins_paragraphs() -> None:
    """Where only the paragraph mark was deleted, the words go on in the next paragraph."""
    assert lines(para("đầu ", mark='<w:del w:id="1"/>') + para("cuối")) == ["đầu cuối"]


def test_nothing_between_the_runs_is_lost() -> None:
    """Content controls, smart tags, links, fields and insertions keep their words; field codes do not show."""
    inside = (
        f"<w:smartTag>{run('Tỉnh ')}<w:smartTag>{run('Vân Hải ')}</w:smartTag></w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('phấn đấu ')}</w:sdtContent></w:sdt><w:hyperlink>{run('đến ')}</w:hyperlink>"
        f'<w:fldSimple w:instr="DATE">{run("năm ")}</w:fldSimple><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> MERGEFIELD nam </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("2030")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(".")}'
    )
    assert lines(para(inside=inside)) == ["Tỉnh Vân Hải phấn đấu đến năm 2030."]


def test_block_content_controls() -> None:
    """Paragraphs, tables, rows and cells inside content controls are read in their place."""
    row = f"<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt>{cell('2')}</w:tr></w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{para('đầu')}<w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>{para('cuối')}"
    assert lines(body) == ["đầu", "1 | 2", "cuối"]


def test_special_characters() -> None:
    """Soft breaks, tabs, hyphens that do not break, symbols; a soft hyphen is invisible."""
    inside = (
        "<w:r><w:t>Số 01</w:t><w:noBreakHyphen/><w:t>NQ/TU</w:t><w:br/><w:t>kinh</w:t><w:softHyphen/><w:t> tế</w:t>"
        '<w:tab/><w:t>x</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert lines(para(inside=inside)) == ["Số 01-NQ/TU", "kinh tế\tx✓"]


def test_soft_breaks_are_one_paragraph() -> None:
    """Lines of one paragraph share its number, and no blank line stands between them."""
    found = reading(para(inside="<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>") + para("ba"))
    assert found.text == "một\nhai\n\nba\n"
    assert [hints.paragraph for hints in found.layout.lines] == [0, 0, None, 1]


def test_hidden_text() -> None:
    """Hidden words are left out, by run or by style, and a note quotes them."""
    styles = '<w:style w:type="character" w:styleId="An"><w:name w:val="Ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = para(
        inside=run("thấy ")
        + run("giấu", "<w:vanish/>")
        + run("kín", '<w:rStyle w:val="An"/>')
        + run("rõ", '<w:rStyle w:val="An"/><w:vanish w:val="0"/>')
    )
    found = reading(body, styles=styles)
    assert found.text == "thấy rõ\n"
    assert [(note.code, note.message) for note in found.notes] == [
        ("hidden-text-left-out", 'hidden text was left out: "giấukín"')
    ]


def test_capitals_by_format() -> None:
    """What the page shows in capitals (w:caps) is text in capitals."""
    assert lines(para(inside=run("Nghị quyết", "<w:caps/>"))) == ["NGHỊ QUYẾT"]


def test_merged_cells() -> None:
    """A merged cell is read once; columns stay in step."""
    body = table(
        cell("TT", '<w:vMerge w:val="restart"/>') + cell("Chỉ tiêu", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("2025") + cell("2030"),
        cell("1") + cell("98") + cell("110"),
    )
    found = reading(body)
    assert found.text == "TT | Chỉ tiêu |\n| 2025 | 2030\n1 | 98 | 110\n"
    merged = found.layout[0].cells
    assert (merged[0].rows, merged[1].columns, merged[1].column) == (2, 2, 1)


def test_rows_are_as_wide_as_the_table() -> None:
    """Cells left empty at the end of a row are still columns."""
    rows = (
        cell("TT") + cell("Chỉ tiêu") + cell("2030"),
        cell("I") + cell("Kinh tế") + cell(""),
        cell("II") + cell("") + cell(""),
    )
    assert lines(table(*rows)) == ["TT | Chỉ tiêu | 2030", "I | Kinh tế |", "II | |"]


def test_letterhead_is_read_cell_by_cell() -> None:
    """The table of the letterhead is no data: its cells are read one after another, with their place as a hint."""
    body = table(
        cell(para("HỘI ĐỒNG NHÂN DÂN") + para("TỈNH VÂN HẢI"))
        + cell(para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Độc lập - Tự do - Hạnh phúc"))
    )
    found = reading(body)
    assert [line for line in found.text.split("\n") if line] == [
        "HỘI ĐỒNG NHÂN DÂN",
        "TỈNH VÂN HẢI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert [hints.cells[0].column for hints in found.layout.lines if hints.cells] == [0, 0, 1, 1]


def test_nested_tables() -> None:
    """A table inside a cell is read in its place."""
    inner = table(cell("1") + cell("Thu ngân sách"), cell("2") + cell("Chi ngân sách"))
    body = table(cell(para("trước") + inner + para("sau")) + cell("bên"))
    assert lines(body) == ["trước", "1 | Thu ngân sách", "2 | Chi ngân sách", "sau", "bên"]


def test_numbers_in_cells() -> None:
    """Automatic numbers in a column of a table are part of its cells."""
    row = cell(para("", num=1)) + cell("Tỷ lệ hộ nghèo")
    assert lines(table(row, row), numbering=lists(level(0, "decimal", "%1"))) == [
        "1 | Tỷ lệ hộ nghèo",
        "2 | Tỷ lệ hộ nghèo",
    ]


def test_deleted_row() -> None:
    """A row deleted with changes tracked is gone."""
    body = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
    assert lines(body) == ["a | b"]


def test_text_box_is_read_once() -> None:
    """A text box stands twice in the file, for new and for old programs: only the first is read."""
    box = f"<w:txbxContent>{para('Dấu mật')}</w:txbxContent>"
    inside = (
        f'{run("Văn bản")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = reading(para(inside=inside))
    assert found.text == "Văn bản\n\nDấu mật\n"
    assert found.layout[2].part == "textbox"


def test_footnotes_stand_at_the_end() -> None:
    """The mark of a footnote is raised, so that it never glues to a number; its words stand at the end of the text."""
    notes = f'<w:footnote w:id="2">{para("Theo giá so sánh.")}</w:footnote>'
    body = para(inside=f'{run("năm 2020")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" đạt 98 tỷ đồng")}')
    found = reading(body, footnotes=notes)
    assert found.text == "năm 2020¹ đạt 98 tỷ đồng\n\n[1] Theo giá so sánh.\n"
    assert (found.layout[2].part, codes(found)) == ("footnote", ["footnotes-at-end"])


def test_running_heads() -> None:
    """Words of headers and footers are no text but a note; a page number alone is not worth one."""
    found = reading(para("x"), header1=para("BẢN NHÁP"), footer1=para("12"))
    assert found.text == "x\n"
    assert [(note.code, note.message) for note in found.notes] == [
        ("running-head-left-out", 'running head left out: "BẢN NHÁP"')
    ]


def test_table_of_contents() -> None:
    """A generated table of contents repeats the headings and is left out."""
    toc = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    body = (
        para(inside=toc + run("I- MỤC TIÊU 3"))
        + para("II- NHIỆM VỤ 4")
        + para(inside='<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + para("I- MỤC TIÊU")
    )
    found = reading(body)
    assert found.text == "I- MỤC TIÊU\n"
    assert codes(found) == ["contents-left-out"]


def test_hints() -> None:
    """Style, bold, centred and indent are told as the file says them."""
    styles = '<w:style w:type="paragraph" w:styleId="Td"><w:name w:val="Tiêu đề"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    body = (
        para("NGHỊ QUYẾT", style="Td")
        + '<w:p><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
        + run("x")
        + "</w:p>"
    )
    found = reading(body, styles=styles)
    title, item = found.layout[0], found.layout[2]
    assert (title.style, title.bold, title.centred) == ("Tiêu đề", True, True)
    assert (item.bold, item.centred, item.indent) == (False, False, 18)


def test_strict_flavour() -> None:
    """The strict flavour of the standard has another namespace and reads the same."""
    data = wordfile(para("MỤC TIÊU", num=1), numbering=PARTY)
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name).replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            )
    assert read(out.getvalue(), "strict.docx").text == "I- MỤC TIÊU\n"
