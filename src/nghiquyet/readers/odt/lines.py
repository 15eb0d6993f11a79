"""Lines from the paragraphs of an OpenDocument text."""

from collections.abc import Sequence

from attrs import define, field

from ...layout import Cell, Hints, Part
from ..encodings.fonts import Fonts
from ..page.inline_text import raise_digits
from ..page.numbering import Label
from ..page.table_rows import Line
from ..writer import Writer
from .styles import Look


@define
class Paragraph:
    """A paragraph as it was read; `runs` are stretches of words with one look each."""

    look: Look
    label: Label | None
    cell: Cell | None
    part: Part
    runs: list[tuple[str, Look]] = field(factory=list)
    note: int | None = None


def make_lines(paragraphs: Sequence[Paragraph], fonts: Fonts, writer: Writer) -> list[Line]:
    """Return *paragraphs* as lines with hints; *fonts* decodes old letters and notes it in *writer*."""
    for paragraph in paragraphs:
        fonts.see_runs(paragraph.runs)
    fonts.decide(writer)
    return [line for number, paragraph in enumerate(paragraphs) for line in _lines(paragraph, number, fonts)]


def _words(paragraph: Paragraph, fonts: Fonts) -> str:
    """Return the words of a paragraph; raised digits stay apart from what stands before them."""
    if not any(look.raised for _, look in paragraph.runs):
        return fonts.joined(paragraph.runs)
    pieces: list[str] = []
    for text, look in paragraph.runs:
        letters = fonts.letters(look.font, text)
        pieces.append(raise_digits(letters, pieces) if look.raised else letters)
    return "".join(pieces)


def _lines(paragraph: Paragraph, number: int, fonts: Fonts) -> list[Line]:
    text = _words(paragraph, fonts)
    if not text or text.isspace():
        return []
    label = paragraph.label.text if paragraph.label else ""
    if paragraph.label and label:
        text = label + paragraph.label.gap + text.lstrip()
    spoken = [look.bold for text, look in paragraph.runs if any(map(str.isalpha, text))]
    look = paragraph.look
    indent = None if look.margin is None and look.first is None else round((look.margin or 0) + (look.first or 0))
    lines: list[Line] = []
    for at, line in enumerate(text.split("\n")):
        if line := line.strip():
            hints = Hints(
                paragraph=number,
                style=look.title,
                bold=all(spoken) if spoken else bool(look.bold),
                centred=bool(look.centred),
                indent=indent,
                label=label if at == 0 else "",
                cells=(paragraph.cell,) if paragraph.cell else (),
                part=paragraph.part,
                note=paragraph.note,
            )
            lines.append(Line(line, hints))
    return lines
