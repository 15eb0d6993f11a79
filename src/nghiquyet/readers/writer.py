"""What every reader hands on: the text, and beside it what the page shows about each line.

The text alone is enough for the rest of the pipeline. The layout is evidence: a reader writes down what its format
really says and leaves the rest unknown (None), so nobody downstream mistakes a guess for a fact of the page.
"""

from collections.abc import Iterable, Sequence
from itertools import dropwhile
from operator import not_
from typing import Literal

from attrs import field, frozen

#: Where a line comes from. Only "body" and "footnote" lines are words of the resolution; running heads are furniture.
Part = Literal["body", "footnote", "textbox", "header", "footer"]


@frozen(kw_only=True)
class Cell:
    """One cell of a table, and where its words stand in the line.

    Attributes:
        table: Number of the table in the document, from 0, in reading order.
        row, column: Place in the grid, from 0. A merged cell has the place of its first row and column.
        columns, rows: How many columns and rows of the grid it covers.
        start, end: Its words in the line: half-open, code points.
    """

    table: int
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    start: int = 0
    end: int = 0

    def at(self, start: int, end: int, table: int | None = None) -> "Cell":
        """Return the cell with its words there, and in *table* if it is counted anew."""
        table = self.table if table is None else table
        return Cell(
            table=table, row=self.row, column=self.column, columns=self.columns, rows=self.rows, start=start, end=end
        )


@frozen(kw_only=True)
class Hints:
    """What a format says about one line. None, "" and () mean that it does not say.

    Attributes:
        paragraph: Number of the source paragraph, from 0. Lines with the same number are one paragraph (soft breaks).
        style: The name of the paragraph style as the author sees it ("Heading 1", "h2").
        bold: Whether all letters of the line are bold.
        centred: Whether the line is centred.
        indent: Left indent of the first line, in points, rounded.
        label: The automatic list label that the page shows and the line begins with ("II-", "đ)").
        cells: The cells whose words the line holds: several for a row of a table, one for a line inside a cell.
        page: Page number, from 1.
        part: Where the line comes from.
    """

    paragraph: int | None = None
    style: str = ""
    bold: bool | None = None
    centred: bool | None = None
    indent: int | None = None
    label: str = ""
    cells: tuple[Cell, ...] = ()
    page: int | None = None
    part: Part = "body"

    def holding(self, cells: tuple[Cell, ...]) -> "Hints":
        """Return the hints with other cells."""
        return Hints(
            paragraph=self.paragraph, style=self.style, bold=self.bold, centred=self.centred, indent=self.indent,
            label=self.label, cells=cells, page=self.page, part=self.part,
        )  # fmt: skip


#: Nothing is known.
BARE = Hints()


@frozen
class Layout:
    """The hints of a text, one for each of its lines; empty when the format has none (plain text)."""

    lines: tuple[Hints, ...] = ()

    def __getitem__(self, line: int) -> Hints:
        """Return the hints of *line*, counted from 0; unknown ones when there are none."""
        return self.lines[line] if line < len(self.lines) else BARE


@frozen
class Note:
    """Something a reader did, lost or doubts. It becomes a diagnostic of the document.

    Attributes:
        code: A key of ``nghiquyet.diagnostics.CODES``.
        message: One lower-case clause.
        line: The line it is about, counted from 0; None for the whole file.
    """

    code: str
    message: str
    line: int | None = None


@frozen(kw_only=True)
class Reading:
    """A file as it was read.

    Attributes:
        text: What `nghiquyet.text.clean.clean` takes. For plain text exactly the file; for other formats a blank line
            stands between two paragraphs, a line end inside one is a soft break, and a row of a table is one line.
        layout: Hints for each line of `text`.
        format: "text", "docx", "doc", "pdf", ...
        encoding: How bytes became letters, for formats where that is a choice ("utf-8", "tcvn3", ...).
        notes: What the reader has to say about it.
    """

    text: str = field(repr=False)
    layout: Layout = field(default=Layout(), repr=False)
    format: str = "text"
    encoding: str | None = None
    notes: tuple[Note, ...] = ()


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
        text = text.rstrip()
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
            words = " ".join(cell.split())
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
        self._lines.append(line)
        self._hints.append(hints)
