"""What the pass reads and never changes: the text, its lines, its page, and the reader's hints of each line."""

from attrs import evolve, field, frozen

from ..layout import Cell, Layout
from .grammar import Block
from .landmarks import is_capitals
from .lines import Line, lines_of, view
from .notes import split_notes
from .page import Page, measure

#: The layout of plain text.
UNKNOWN = Layout()
_FURNITURE = ("header", "footer", "columns")


@frozen
class Sheet:
    """A text as the pass reads it.

    Attributes:
        text: ``Document.text``.
        view: The same with plain letters, for matching.
        lines: Those that are not blank.
        page: What the page did to the text.
        rows: The cells of the lines that a reader knows to be rows of a table, by the line's number.
        middle: The numbers of the lines that a reader knows to be centred.
        edges: The numbers of the lines that a reader knows to be furniture: running heads, page numbers, columns that
            it could not separate.
        barred, tabbed: Bars, tabs stand in the text.
        notes: The footnotes and endnotes below the text; `lines` does not have their lines.
    """

    text: str
    view: str
    lines: tuple[Line, ...]
    page: Page
    rows: dict[int, tuple[Cell, ...]]
    middle: frozenset[int]
    edges: frozenset[int]
    barred: bool
    tabbed: bool
    notes: tuple[Block, ...] = ()
    _capitals: dict[int, bool] = field(factory=dict, init=False, repr=False, eq=False)

    @classmethod
    def of(cls, text: str, layout: Layout = UNKNOWN) -> "Sheet":
        """Return *text* with its lines read and its page measured; *layout* is what a reader saw."""
        seen = view(text)
        found = lines_of(text, seen)
        if layout.lines:
            found = tuple(evolve(line, bold=True) if layout[line.number].bold else line for line in found)
        found, notes = split_notes(found, seen, layout)
        rows = {number: hints.cells for number, hints in enumerate(layout.lines) if len(hints.cells) > 1}
        middle = frozenset(number for number, hints in enumerate(layout.lines) if hints.centred)
        edges = frozenset(number for number, hints in enumerate(layout.lines) if hints.part in _FURNITURE)
        return cls(text, seen, found, measure(seen, found), rows, middle, edges, "|" in seen, "\t" in text, notes)

    def words(self, line: Line) -> str:
        """Return the words of a line, without marker and residue."""
        return self.view[line.words : line.close]

    def capitals(self, line: Line) -> bool:
        """Tell whether the words of a line are in capitals; each is counted once."""
        found = self._capitals.get(line.words)
        if found is None:
            found = self._capitals[line.words] = is_capitals(self.words(line))
        return found

    def first(self, line: Line) -> str:
        """Return the first character of a line's words, "" if it has none."""
        return self.view[line.words : min(line.words + 1, line.close)]

    def centred(self, line: Line) -> bool:
        """Tell whether a reader says that a line is centred."""
        return line.number in self.middle
