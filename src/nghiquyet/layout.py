"""What every reader hands on: the text, and beside it what the page shows about each line.

The text alone is enough for the rest of the pipeline. The layout is evidence: a reader writes down what its format
really says and leaves the rest unknown (None), so nobody downstream mistakes a guess for a fact of the page.
"""

from typing import Literal

from attrs import field, frozen

#: Where a line comes from. "header" and "footer" lines are furniture, and so are "columns": lines of a table whose
#: cells could not be separated, so that their words do not follow one another.
Part = Literal["body", "footnote", "textbox", "header", "footer", "columns"]


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
        confidence: How sure OCR is of its letters, in the mean, of 100; None for lines that it did not read.
        note: Number of the note that the line belongs to, from 0 in the order of the text; None for other lines.
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
    confidence: int | None = None
    note: int | None = None

    def holding(self, cells: tuple[Cell, ...]) -> "Hints":
        """Return the hints with other cells."""
        return Hints(
            paragraph=self.paragraph, style=self.style, bold=self.bold, centred=self.centred, indent=self.indent,
            label=self.label, cells=cells, page=self.page, part=self.part, confidence=self.confidence,
            note=self.note,
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
