"""Where a reader writes: paragraphs and rows become lines of text, each with its hints."""

import re
from collections.abc import Iterable, Sequence
from itertools import dropwhile
from operator import not_

from ..layout import BARE, Cell, Hints, Layout, Note, Reading
from ..limits import in_time
from .page.list_labels import symbol

# Characters of the layout: the place of a drawing, zero-width marks, soft hyphens, signs of symbol fonts.
_ODD = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffc\uf000-\uf0ff]")
# Between two digits a soft hyphen may be a dash that a PDF names so ("7 - 8%"): it stays, for the extractors to doubt.
_UNSEEN = re.compile("(?:[\u200b-\u200d\u2060\ufeff\ufffc]|(?<!\\d)\u00ad|\u00ad(?!\\d))+")
_HYPHEN = re.compile("(?<=\\d)\u00ad(?=[A-ZĐ])")  # of a number: "08-NQ/TU"
_SIGN = re.compile("^(\\s*)([\uf000-\uf0ff])(?=\\s|\\w)")


def shown(text: str) -> str:
    """Return *text* without what only lays it out; a sign of a symbol font that opens it becomes a bullet.

    >>> shown("\\uf0b7 Thu ng\\u00adân sách\\ufffc"), shown("08\\u00adNQ/TU"), shown("7\\u00ad8%")
    ('• Thu ngân sách', '08-NQ/TU', '7\\xad8%')
    """
    if not _ODD.search(text):
        return text
    text = _UNSEEN.sub("", _HYPHEN.sub("-", text))
    return _SIGN.sub(lambda found: found[1] + (symbol(ord(found[2]), "") if found[2] < "\uf07f" else "•"), text)


class Writer:
    """Collects lines with their hints and ends as a `Reading`; keeps text and layout in step.

    >>> page = Writer()
    >>> page.paragraph("II- MỤC TIÊU", Hints(bold=True))
    >>> page.row(["1", "Thu ngân sách", "tỷ đồng"])
    >>> page.reading("docx").text
    'II- MỤC TIÊU\\n\\n1 | Thu ngân sách | tỷ đồng\\n'
    """

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._lines: list[str] = []
        self._hints: list[Hints] = []
        self._last = ""

    @property
    def line(self) -> int:
        """The number, from 0, that the next line of text will have if it follows on without a blank line."""
        return len(self._lines)

    def note(self, code: str, message: str, line: int | None = None) -> None:
        """Write down *message*; the same note is kept once."""
        note = Note(code, message, line)
        if note not in self.notes:
            self.notes.append(note)

    def paragraph(self, text: str, hints: Hints = BARE, *, tight: bool = False) -> None:
        """Add a paragraph; line ends in *text* are soft breaks. Empty ones are left out.

        With *tight* no blank line separates it from the one before: for formats that cannot tell paragraphs from lines.
        """
        text = shown(text.rstrip()).rstrip()
        if not text:
            return
        lines = [text]
        if "\n" in text:
            lines = [line.rstrip() for line in text.split("\n")]
            lines = list(dropwhile(not_, lines))
        self._begin("" if tight else "paragraph")
        for line in lines:
            self._add(line, hints)

    def row(self, cells: Sequence[str], hints: Hints = BARE, places: Sequence[Cell] = ()) -> None:
        """Add a row of a table as one line, "a | b | c"; *places* says which cell of the grid each of *cells* is.

        A column that a merged cell covers is an empty string in *cells*, so that columns stay in step.
        """
        pieces: list[str] = []
        spans: list[tuple[int, int]] = []
        at = 0
        for cell in cells:
            words = " ".join(shown(cell).split())
            if pieces:
                pieces.append("| " if pieces[-1].endswith((" ", "|")) or not pieces[-1] else " | ")
                at += len(pieces[-1])
            pieces.append(words)
            spans.append((at, at + len(words)))
            at += len(words)
        line = "".join(pieces).rstrip()
        if line.strip("| "):
            self._begin("row")
            end = len(line)  # empty cells at the end of the row stand there
            kept = [place.at(min(a, end), min(b, end)) for place, (a, b) in zip(places, spans, strict=bool(places))]
            self._add(line, hints.holding(tuple(kept)) if kept or hints.cells else hints)

    def blank(self) -> None:
        """Make the next thing stand apart."""
        self._last = "blank"

    def reading(self, format: str, *, encoding: str | None = None, notes: Iterable[Note] = ()) -> Reading:
        """Return what was collected."""
        text = "".join(line + "\n" for line in self._lines)
        layout = Layout(tuple(self._hints))
        return Reading(text=text, layout=layout, format=format, encoding=encoding, notes=(*self.notes, *notes))

    def _begin(self, kind: str) -> None:
        if self._lines and not (kind == "" or kind == self._last == "row"):
            self._add("", BARE)
        self._last = kind

    def _add(self, line: str, hints: Hints) -> None:
        in_time()
        self._lines.append(line)
        self._hints.append(hints)
