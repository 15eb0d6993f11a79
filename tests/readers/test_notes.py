# ruff: noqa: E501 (markup in one piece)
"""Footnotes and endnotes of every format: nodes of their own with the place that cites them, outside the outline."""

import io
import zipfile
from collections.abc import Callable

import pytest

from nghiquyet import Document, parse, parse_text
from nghiquyet.readers import read
from pdf_maker import Sheet, make_pdf
from wordfile import para, run, wordfile

HEAD = "Điều 1. Thu ngân sách năm 2025"
SUM = " đạt 12.500"
UNIT = " tỷ đồng."
FIRST = ("Trong đó:", "- Chi thường xuyên đạt 26.798 tỷ đồng.")
SECOND = "Theo giá so sánh."


def docx() -> bytes:
    def reference(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    body = para(inside=run(HEAD) + reference(2) + run(SUM) + reference(3) + run(UNIT)) + para("- Cầu Bình An.")
    first = "".join(map(para, FIRST))
    notes = f'<w:footnote w:id="2">{first}</w:footnote><w:footnote w:id="3">{para(SECOND)}</w:footnote>'
    return wordfile(body, footnotes=notes)


def odt() -> bytes:
    def note(mark: str, *lines: str) -> str:
        words = "".join(f"<text:p>{line}</text:p>" for line in lines)
        return f"<text:note><text:note-citation>{mark}</text:note-citation><text:note-body>{words}</text:note-body></text:note>"

    text = f"<text:p>{HEAD}{note('1', *FIRST)}{SUM}{note('2', SECOND)}{UNIT}</text:p><text:p>- Cầu Bình An.</text:p>"
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    content = f"<office:document-content {spaces}><office:body><office:text>{text}</office:text></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def rtf() -> bytes:
    def note(*lines: str) -> str:
        words = "\\par ".join(lines)
        return f"{{\\super\\chftn}}{{\\footnote {{\\super\\chftn}} {words}}}"

    body = f"{HEAD}{note(*FIRST)}{SUM}{note(SECOND)}{UNIT}\\par - Cầu Bình An.\\par"
    letters = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in body)
    return f"{{\\rtf1\\ansi {letters}}}".encode()


def word_page() -> bytes:
    """Return what Word saves as a web page: the notes stand beside the section, not in it."""

    def link(number: int, to: str, name: str) -> str:
        return f'<a href="#{to}{number}" name="{name}{number}"><span class=MsoFootnoteReference><![if !supportFootnotes]>[{number}]<![endif]></span></a>'

    body = f"<p>{HEAD}{link(1, '_ftn', '_ftnref')}{SUM}{link(2, '_ftn', '_ftnref')}{UNIT}</p><p>- Cầu Bình An.</p>"
    notes = (
        f"<div style='mso-element:footnote' id=ftn1><p>{link(1, '_ftnref', '_ftn')} {FIRST[0]}</p><p>{FIRST[1]}</p></div>"
        f"<div style='mso-element:footnote' id=ftn2><p>{link(2, '_ftnref', '_ftn')} {SECOND}</p></div>"
    )
    return f"<html><meta charset=utf-8><body><div class=WordSection1>{body}</div><div style='mso-element:footnote-list'><hr>{notes}</div></body></html>".encode()


def libreoffice_page() -> bytes:
    def mark(number: int) -> str:
        return f'<a class="sdfootnoteanc" name="sdfootnote{number}anc" href="#sdfootnote{number}sym"><sup>{number}</sup></a>'

    def note(number: int, *lines: str) -> str:
        back = f'<a class="sdfootnotesym" name="sdfootnote{number}sym" href="#sdfootnote{number}anc">{number}</a>'
        return f'<div id="sdfootnote{number}"><p>{back}{"</p><p>".join(lines)}</p></div>'

    body = f"<p>{HEAD}{mark(1)}{SUM}{mark(2)}{UNIT}</p><p>- Cầu Bình An.</p>{note(1, *FIRST)}{note(2, SECOND)}"
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def pandoc_page() -> bytes:
    def mark(number: int) -> str:
        return f'<a href="#fn{number}" id="fnref{number}" role="doc-noteref"><sup>{number}</sup></a>'

    def note(number: int, *lines: str) -> str:
        return (
            f'<li id="fn{number}"><p>{"</p><p>".join(lines)}<a href="#fnref{number}" role="doc-backlink">↩</a></p></li>'
        )

    notes = f'<section id="footnotes" role="doc-endnotes"><hr><ol>{note(1, *FIRST)}{note(2, SECOND)}</ol></section>'
    body = f"<p>{HEAD}{mark(1)}{SUM}{mark(2)}{UNIT}</p><p>- Cầu Bình An.</p>{notes}"
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def pdf() -> bytes:
    sheet = Sheet().text(HEAD, 60, 700).text("1", 222, 705, 5).text(f"{SUM.strip()}", 228, 700)
    sheet.text("2", 290, 705, 5).text(UNIT.strip(), 296, 700).text("- Cầu Bình An.", 60, 680)
    sheet.rule(60, 140, 160, 140).text("1", 60, 129, 5).text(FIRST[0], 66, 125, 9).text(FIRST[1], 60, 113, 9)
    return make_pdf(sheet.text("2", 60, 105, 5).text(SECOND, 66, 101, 9))


@pytest.mark.parametrize("make", [docx, odt, rtf, word_page, libreoffice_page, pandoc_page])
def test_notes_are_nodes_outside_the_outline(make: Callable[[], bytes]) -> None:
    """Notes are the last children of the root; they open no unit, hold no target and hide no number."""
    document = parse(make())
    *_, article, first, second = document.tree.children
    assert [node.kind for node in article.walk() if node.kind != "words"] == ["article", "bullet"]
    assert [(note.kind, note.label) for note in (first, second)] == [("footnote", "1"), ("footnote", "2")]
    assert first.text.endswith(FIRST[1])
    assert second.text.endswith(SECOND)
    assert [around(document, note) for note in (first, second)] == ["năm 2025", "12.500"]
    assert [(target.indicator, target.low, target.unit and target.unit.text) for target in document.targets] == [
        ("Thu ngân sách", 12500, "tỷ đồng")
    ]


def around(document: Document, note: object) -> str:
    """Return what stands before the place that cites *note*."""
    cites = getattr(note, "cites")  # noqa: B009 (any node may be asked)
    assert cites is not None
    return document.text[: cites.start].rsplit(" đạt ", 1)[-1][-8:].strip()


def test_notes_of_a_pdf_stand_below_the_text() -> None:
    """Small print under a short rule that begins with a mark is a note; a second mark begins a second one."""
    document = parse(pdf())
    notes = [node for node in document.tree.children if node.kind == "footnote"]
    assert [(note.label, note.text.split("\n")[0]) for note in notes] == [("1", f"¹ {FIRST[0]}"), ("2", f"² {SECOND}")]


def test_small_print_without_a_mark_is_no_note() -> None:
    """Without a mark it is not sure that what stands under a short rule is a note: it stays where it is."""
    sheet = Sheet().text("Theo quy định của Trung ương về việc này hiện nay", 60, 700).rule(60, 110, 200, 110)
    reading = read(make_pdf(sheet.text("Tổng số 12 điều.", 66, 95, 9)), "a.pdf")
    assert [hints.note for hints in reading.layout.lines] == [None] * len(reading.layout.lines)


def test_a_note_goes_on_over_a_page() -> None:
    """What stands under the rule of the next page without a mark is the rest of the note."""
    pages = [
        Sheet().text("Theo quy định của Trung ương về việc này hiện nay", 60, 700).rule(60, 110, 200, 110) for _ in "12"
    ]
    pages[0].text("1", 60, 99, 5).text("Quy định số 12 của", 66, 95, 9)
    pages[1].text("Bộ Chính trị.", 66, 95, 9)
    (note,) = [node for node in parse(make_pdf(*pages)).tree.children if node.kind == "footnote"]
    assert note.text == "¹ Quy định số 12 của\nBộ Chính trị."


def test_endnotes_have_marks_of_their_own() -> None:
    """Word counts endnotes by themselves, in Roman numbers; brackets part them from the words before."""
    body = para(
        inside=f'{run("Đạt 8,5%")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" và 12")}<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    notes = f'<w:footnote w:id="2">{para("Một.")}</w:footnote>'
    data = wordfile(body, footnotes=notes, endnotes=f'<w:endnote w:id="2">{para("Hai.")}</w:endnote>')
    assert read(data, "a.docx").text == "Đạt 8,5%¹ và 12[i]\n\n[1] Một.\n\n[i] Hai.\n"


def test_a_mark_of_the_author_is_text() -> None:
    """A mark of the author's own stands in the text and in the note already."""
    body = para(inside=f'{run("Đạt 5")}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>')
    data = wordfile(body, footnotes=f'<w:footnote w:id="2">{para("* Ước tính.")}</w:footnote>')
    document = parse(data)
    (note,) = [node for node in document.tree.children if node.kind == "footnote"]
    assert (document.text, note.label, getattr(note, "cites").start) == ("Đạt 5*\n\n* Ước tính.\n", "*", 5)  # noqa: B009


@pytest.mark.parametrize(("typed", "shown"), [("2", "năm 2020²"), ("(2)", "năm 2020⁽²⁾"), ("a", "năm 2020a")])
def test_raised_digits_of_the_author(typed: str, shown: str) -> None:
    raised = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{typed}</w:t></w:r>'
    assert read(wordfile(para(inside=run("năm 2020") + raised)), "a.docx").text == f"{shown}\n"


def test_raised_digits_of_a_unit_stay() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    assert read(wordfile(para(inside=run("30 km") + raised)), "a.docx").text == "30 km2\n"


@pytest.mark.parametrize(
    "said",
    [
        "12.500² tỷ đồng",
        "12.500[2] tỷ đồng",
        "12.500 tỷ đồng¹",
        "12.500 tỷ đồng[1]",
        "12.500⁽²⁾ tỷ đồng",
        "12.500¹,² tỷ đồng",
    ],
)
def test_a_mark_hides_neither_number_nor_unit(said: str) -> None:
    (target,) = parse_text(f"I- MỤC TIÊU\n1. Đến năm 2030, thu ngân sách đạt {said}.\n").targets
    assert (target.low, target.unit and target.unit.text) == (12500, "tỷ đồng")


def test_a_raised_digit_of_a_unit_is_no_mark() -> None:
    (target,) = parse_text("I- MỤC TIÊU\n1. Đến năm 2030, diện tích nhà ở bình quân đạt 32 m² sàn/người.\n").targets
    assert target.unit is not None
    assert target.unit.text.startswith("m²")


def test_a_note_may_name_documents_and_days() -> None:
    """Documents and times of a note are found; amounts of it are no targets."""
    body = para(inside=f'{run("Điều 1. Nội dung")}<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = para("Nghị quyết số 12-NQ/TU, ngày 05/7/2025 của Tỉnh ủy: phấn đấu đến năm 2030 tăng 5%.")
    document = parse(wordfile(body, footnotes=f'<w:footnote w:id="2">{note}</w:footnote>'))
    assert [reference.number for reference in document.references] == ["12-NQ/TU"]
    assert (document.targets, document.metadata.number) == ((), None)
    assert "2030" in [time.value for time in document.times]
