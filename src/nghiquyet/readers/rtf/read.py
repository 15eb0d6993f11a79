"""Read Rich Text Format: what Word, WordPad and LibreOffice save as .rtf, and much that is called .doc."""

from itertools import dropwhile

from attrs import evolve

from ...collection import few_collections
from ...errors import UnreadableSource
from ...layout import Hints, Reading
from ..encodings.fonts import OWN, Fonts
from ..page import table_rows
from ..page.inline_text import note_mark, raise_digits
from ..page.table_rows import Line
from ..writer import Writer
from .page import Paragraph, RtfPage, Run
from .walk import RtfWalk


@few_collections()
def read_rtf(data: bytes, name: str) -> Reading:
    """Read an .rtf: labels as shown, tables as rows, deletions left out, notes at the end, running heads left out.

    Raises:
        UnreadableSource: There are no words in it.
    """
    walk = RtfWalk()
    walk.over(data)
    fonts, writer = Fonts(), Writer()
    page = walk.page
    page.place_cells()
    paragraphs = [*page.paragraphs, *page.notes]
    for paragraph in paragraphs:
        for run in paragraph.runs:
            fonts.see_run(run.font, run.text)
    fonts.decide(writer)
    _mark_notes(page)
    lines = [line for number, one in enumerate(paragraphs) for line in _lines(one, number, walk.styles, fonts)]
    if not lines:
        raise UnreadableSource(name, "an RTF file without words, or a truncated one")
    table_rows.write(lines, writer)
    _tell(page, fonts, writer)
    if walk.open_groups:
        writer.note("file-truncated", f"{walk.open_groups} groups are open at the end")
    return writer.reading("rtf", encoding=fonts.encoding)


def _mark_notes(page: RtfPage) -> None:
    """Write the mark of each note before it: "[1] ..."."""
    marks = dict(page.marks)
    for note in page.notes:
        if any(run.text.strip() for run in note.runs) and (label := marks.pop(note.note or 0, "")):
            spoken = [*dropwhile(lambda run: not run.text.strip(), note.runs)]
            spoken[0].text = spoken[0].text.lstrip()
            note.runs[:] = [Run(" ".join([f"[{label}]", *note.label.split(), ""]), OWN, note.state), *spoken]
            note.label = ""


def _lines(paragraph: Paragraph, number: int, styles: dict[int, str], fonts: Fonts) -> list[Line]:
    pieces: list[str] = []
    for run in paragraph.runs:
        if run.font == OWN:
            pieces.append(run.text if run.text[:1] in ("[", "") else note_mark(run.text, pieces))
            continue
        letters = fonts.letters(run.font + "\0" if run.state.caps else run.font, run.text)
        pieces.append(raise_digits(letters, pieces) if run.state.raised else letters)
    text = "".join(pieces)
    font = paragraph.runs[0].font if paragraph.runs else ""
    label = fonts.letters(font, " ".join(paragraph.label.split()))
    if label and text.strip():
        text = f"{label} {text.lstrip()}"
    spoken = [run.state.bold for run in paragraph.runs if any(map(str.isalpha, run.text))]
    state = paragraph.state
    hints = Hints(
        paragraph=number,
        style=styles.get(state.style, "") if state.style else "",
        bold=all(spoken) if spoken else None,
        centred=state.centred,
        indent=round((state.left + state.first) / 20),
        label=label,
        cells=(paragraph.cell,) if paragraph.cell else (),
        part=state.part,
        note=paragraph.note,
    )
    said = [line.strip() for line in text.split("\n")]
    return [Line(line, hints if not at else _unlabelled(hints)) for at, line in enumerate(said) if line]


def _unlabelled(hints: Hints) -> Hints:
    return evolve(hints, label="") if hints.label else hints


def _tell(page: RtfPage, fonts: Fonts, writer: Writer) -> None:
    met = page.met
    if met["deleted"]:
        writer.note("tracked-changes-accepted", f"{met['deleted']} characters marked as deleted were left out")
    if met["hidden"]:
        writer.note("hidden-text-left-out", f"{met['hidden']} characters of hidden text were left out")
    if met["picture"]:
        writer.note("pictures-not-read", f"{met['picture']} pictures were not read")
    if met["object"]:
        writer.note("embedded-files-ignored", f"{met['object']} embedded files were not opened")
    if met["footnote"]:
        count = met["footnote"]
        writer.note("footnotes-at-end", f"{count} footnotes stand at the end of the text")
    heads = ("".join(fonts.letters(run.font, run.text) for run in head.runs).strip() for head in page.heads)
    for words in filter(None, heads):
        writer.note("running-head-left-out", f'running head left out: "{words[:80]}"')
