"""What a Rich Text file puts on its page: runs of words made into paragraphs, and the cells they stand in."""

from collections import Counter
from itertools import pairwise

from attrs import define, evolve, field

from ...layout import Cell
from ..encodings.fonts import OWN
from ..page.list_labels import NOTE_FORMS, written
from .state import State

_WIDEST = 500  # columns of a table
_PARTS = ("body", "footnote", "header", "textbox")


@define
class Run:
    """Words in one font."""

    text: str
    font: str
    state: State


@define
class Paragraph:
    """Runs up to an end of paragraph or cell, the label before them, and the state at their end."""

    runs: list[Run]
    label: str
    state: State
    cell: Cell | None
    note: int | None = None


@define
class _Open:
    """A run that may go on: words in one stretch of the stream, which groups may interrupt."""

    stretch: int
    font: str
    state: State
    said: list[str]


@define
class RtfPage:
    """Paragraphs of the body, `notes` and `heads` apart; `met` counts what was left out.

    Words in a drawn shape follow the paragraph in which the shape is anchored, or the table.

    Attributes:
        marks: The label of each note whose mark the program counts which shows the file.
        forms: The format of the numbers of "footnote" and "endnote", where the file says one.
    """

    paragraphs: list[Paragraph] = field(factory=list)
    notes: list[Paragraph] = field(factory=list)
    heads: list[Paragraph] = field(factory=list)
    met: Counter[str] = field(factory=Counter)
    _runs: dict[str, list[_Open]] = field(factory=lambda: {part: [] for part in _PARTS})
    marks: dict[int, str] = field(factory=dict)
    forms: dict[str, str] = field(factory=dict)
    _counts: Counter[str] = field(factory=Counter)
    _mark: _Open | None = None  # in the text, before its note
    _cited: _Open | None = None  # that of the note that is open
    _boxes: list[Paragraph] = field(factory=list)
    _table: int = -1
    _row: int = 0
    _column: int = 0
    _left_table: bool = True
    _edges: list[int] = field(factory=list)  # where the cells of the row end, in twips
    _rows: dict[tuple[int, int], tuple[int, ...]] = field(factory=dict)

    def add(self, letters: str, state: State, font: str, stretch: int) -> None:
        """Add words to the paragraph; those in one font and one stretch of the stream are one run."""
        if state.deleted or state.hidden:
            self.met["deleted" if state.deleted else "hidden"] += len(letters)
            return
        runs = self._runs[state.part]
        if runs and runs[-1].stretch == stretch and runs[-1].font == font:
            runs[-1].said.append(letters)
        else:
            runs.append(_Open(stretch, font, state, [letters]))

    def cite(self, state: State) -> None:
        """Write the mark of a note that the program counts which shows the file; the note follows."""
        self._mark = _Open(-1, OWN, state, [])
        if not (state.deleted or state.hidden):
            self._runs[state.part].append(self._mark)

    def open_note(self) -> None:
        """Begin a note; without a mark before it, it has one of the author's own."""
        self.met["footnote"] += 1
        self._cited, self._mark = self._mark, None
        self._number("footnote")

    def is_endnote(self) -> None:
        """Take the note that has begun for an endnote."""
        self._counts["footnote"] -= self._cited is not None
        self._number("endnote")

    def _number(self, kind: str) -> None:
        if self._cited is not None:
            self._counts[kind] += 1
            label = written(self._counts[kind], self.forms.get(kind) or NOTE_FORMS[kind])
            self._cited.said[:] = [label]
            self.marks[self.met["footnote"] - 1] = label

    def end_paragraph(self, state: State, label: str, *, cell: bool) -> None:
        """End the paragraph, and the cell with it if it is the end of one."""
        runs = [Run("".join(run.said), run.font, run.state) for run in self._runs[state.part]]
        self._runs[state.part] = []
        place = None
        self._left_table = self._left_table or not (cell or state.in_table or state.part != "body")
        if state.part == "body" and (cell or state.in_table):
            if self._left_table:
                self._table, self._row, self._column, self._left_table = self._table + 1, 0, 0, False
            place = Cell(table=self._table, row=self._row, column=min(self._column, _WIDEST))
        note = self.met["footnote"] - 1 if state.part == "footnote" else None
        paragraph = Paragraph(runs, label, state, place, note)
        home = {"body": self.paragraphs, "footnote": self.notes, "textbox": self._boxes}.get(state.part, self.heads)
        home.append(paragraph)
        if state.part == "body":
            self._column += cell
            if place is None:
                self.end_shapes()

    def end_shapes(self) -> None:
        """Put the words of the shapes that are waiting behind the paragraphs so far."""
        self.paragraphs += self._boxes
        self._boxes = []

    def say_in_shape(self, words: str, state: State) -> None:
        """Add words that a shape has as a property: drawn letters (WordArt)."""
        inside = state.after("shptxt")
        self._boxes.append(Paragraph([Run(words, "", inside)], "", inside, None))

    def end_row(self) -> None:
        """End a row of the table."""
        self._rows[self._table, self._row] = tuple(self._edges)
        self._row, self._column = self._row + 1, 0

    def begin_row(self) -> None:
        """Begin the definition of a row: where its cells end."""
        self._edges = []

    def end_cell_at(self, edge: int) -> None:
        """Note where the next cell of the row ends, in twips."""
        if len(self._edges) < _WIDEST:
            self._edges.append(edge)

    def place_cells(self) -> None:
        """Give the cells of rows with fewer cells than others the columns over which they stand: merged cells."""
        grids: dict[int, tuple[int, ...]] = {}
        for (table, _), edges in self._rows.items():
            if len(edges) > len(grids.get(table, ())):
                grids[table] = edges
        starts = {key: _columns(edges, grids.get(key[0], ())) for key, edges in self._rows.items()}
        for paragraph in self.paragraphs:
            cell = paragraph.cell
            if cell is not None and (columns := starts.get((cell.table, cell.row))) and cell.column + 1 < len(columns):
                first, after = columns[cell.column : cell.column + 2]
                paragraph.cell = evolve(cell, column=first, columns=after - first)


def _columns(edges: tuple[int, ...], grid: tuple[int, ...]) -> list[int]:
    """Return in which column of *grid* each cell begins, and the last one ends; empty if a row does not fit in it.

    >>> _columns((2000, 3000), (1000, 2000, 3000))
    [0, 2, 3]
    """
    if len(edges) >= len(grid):
        return []
    ends = [min(range(len(grid)), key=lambda at: abs(grid[at] - edge)) + 1 for edge in edges]
    return [0, *ends] if all(a < b for a, b in pairwise([0, *ends])) else []
