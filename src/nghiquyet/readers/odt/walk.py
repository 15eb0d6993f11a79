"""A walk over the content of an OpenDocument text: paragraphs, lists, tables, boxes and notes in reading order.

`parse_xml` refuses XML deeper than 256, so the walk may call itself.
"""

from collections import Counter
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from ...layout import Cell, Part
from ...limits import in_time
from ..encodings.fonts import OWN
from ..page.inline_text import note_mark, one_blank
from ..page.numbering import LEVELS, Label, ListInstance, Numbering
from . import names as odf
from .lines import Paragraph
from .styles import Look, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS = {f"{odf.TEXT}tab": "\t", f"{odf.TEXT}line-break": "\n"}
_MANY = 1000  # repeated spaces, cells or rows that a file may ask for in one place


@define
class _List:
    """A list being read: its counters (by a key of its own), its style, and how deep it stands."""

    key: str
    style: str
    depth: int


@define
class Walk:
    """What a walk has found.

    Attributes:
        hiding: Whether some paragraph has a field that hides it.
        scaffolding: The tables that hold tables.
        met: Counts what was left out.
    """

    styles: Styles
    hiding: bool
    paragraphs: list[Paragraph] = field(factory=list)
    scaffolding: set[int] = field(factory=set)
    met: Counter[str] = field(factory=Counter)
    _tables: list[int] = field(factory=list)
    _table: int = -1
    _instances: dict[str, ListInstance] = field(factory=dict)
    _last_of_style: dict[str, str] = field(factory=dict)
    _notes: "list[_Element]" = field(factory=list)
    _looks: dict[tuple[Look, str], Look] = field(factory=dict)
    _numbering: Numbering = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._instances["outline"] = ListInstance("outline", self.styles.outline)
        self._numbering = Numbering(self._instances)

    # Blocks.

    def story(
        self, element: "_Element", cell: Cell | None = None, listed: _List | None = None, part: Part = "body"
    ) -> None:
        """Read the blocks in *element*."""
        for child in element:
            tag = child.tag
            if tag in (odf.P, odf.H):
                self._paragraph(child, cell, part)
            elif tag == odf.LIST:
                self._list(child, cell, listed, part)
            elif tag == odf.TABLE_ITSELF:
                self._read_table(child, part)
            elif tag in odf.INDEXES:
                self.met["contents"] += 1
            elif tag == f"{odf.TEXT}tracked-changes":
                self.met["deletion"] += sum(1 for _ in child.iter(f"{odf.TEXT}deletion"))
            elif tag == f"{odf.TEXT}section" and child.get(f"{odf.TEXT}display") == "none":
                self.met["hidden"] += 1
            elif tag.startswith(odf.DRAW):
                self._drawing(child, cell)
            elif tag not in odf.SKIPPED:
                self.story(child, cell, listed, part)

    def _paragraph(self, element: "_Element", cell: Cell | None, part: Part, label: Label | None = None) -> None:
        in_time()
        look = self.styles.look("paragraph", element.get(odf.STYLE_NAME, ""))
        if label is None and element.tag == odf.H:
            level = element.get(f"{odf.TEXT}outline-level", "1")
            if level.isdecimal() and element.get(f"{odf.TEXT}is-list-header") != "true":
                label = self._numbering.next("outline", int(level) - 1)
        paragraph = Paragraph(look, label, cell, part)
        self.paragraphs.append(paragraph)
        if look.hidden or (self.hiding and element.find(odf.HIDDEN_PARAGRAPH) is not None):
            self.met["hidden"] += 1
            return
        self._inline(element, look, paragraph)

    def _list(self, element: "_Element", cell: Cell | None, outer: _List | None, part: Part) -> None:
        style = element.get(odf.STYLE_NAME) or (outer.style if outer else "")
        if outer is not None and outer.depth + 1 < LEVELS:
            here = _List(outer.key if style == outer.style else self._begin(element, style), style, outer.depth + 1)
        else:
            here = _List(self._begin(element, style), style, 0)
        for item in element:
            if item.tag not in (odf.ITEM, odf.LIST_HEADER):
                continue
            numbered = item.tag == odf.ITEM
            start = item.get(odf.START, "")
            if start.isdecimal():
                self._restart(here, int(start))
            for child in item:
                if child.tag in (odf.P, odf.H):
                    label = self._numbering.next(here.key, here.depth) if numbered else None
                    self._paragraph(child, cell, part, label)
                    numbered = False  # the label stands before the first paragraph of an item
                elif child.tag == odf.LIST:
                    self._list(child, cell, here, part)
                elif child.tag == odf.TABLE_ITSELF:
                    self._read_table(child, part)

    def _begin(self, element: "_Element", style: str) -> str:
        """Return the key of the counters of a list: its own, or those of the list that it goes on with."""
        key = element.get(odf.XML_ID) or f"list {len(self._instances)}"
        goes_on = element.get(f"{odf.TEXT}continue-list", "")
        if goes_on not in self._instances:
            numbers_on = element.get(f"{odf.TEXT}continue-numbering") == "true"
            goes_on = self._last_of_style.get(style, "") if numbers_on else ""
        home = self._instances[goes_on].abstract if goes_on else key
        self._instances[key] = ListInstance(home, self.styles.levels(style))
        self._last_of_style[style] = key
        return key

    def _restart(self, here: _List, start: int) -> None:
        key = f"{here.key} from {start}, {len(self._instances)}"
        instance = self._instances[here.key]
        self._instances[key] = ListInstance(key, instance.levels, {here.depth: start})
        here.key = key

    def _read_table(self, element: "_Element", part: Part) -> None:
        if self._tables:
            self.scaffolding.add(self._tables[-1])
        self._table += 1
        number, row = self._table, -1
        self._tables.append(number)
        for line in _table_rows(element):
            row += 1
            column = 0
            for cell in line:
                if cell.tag not in (odf.CELL, odf.COVERED):
                    continue
                again = _count(cell, odf.AGAIN)
                if cell.tag == odf.CELL and len(cell):
                    columns, rows = _count(cell, odf.COLUMNS), _count(cell, odf.ROWS)
                    place = Cell(table=number, row=row, column=column, columns=columns, rows=rows)
                    self.story(cell, place, part=part)
                column += again
        self._tables.pop()

    def _drawing(self, element: "_Element", cell: Cell | None) -> None:
        """Read the words in a frame, a box or a drawn shape; count the pictures."""
        if element.tag == odf.IMAGE:
            self.met["picture"] += 1
        if any(child.tag in (odf.P, odf.LIST) for child in element):
            self.story(element, cell, part="textbox")
            return
        for child in element:
            if isinstance(child.tag, str) and child.tag.startswith(odf.DRAW):
                self._drawing(child, cell)

    # Words.

    def _inline(self, element: "_Element", look: Look, into: Paragraph) -> None:
        add = into.runs.append
        if text := element.text:
            add((one_blank(text), look))
        for child in element:
            tag = child.tag
            if tag == odf.SPAN:
                style = child.get(odf.STYLE_NAME, "")
                inner = self._looks.get((look, style)) or self._look_in_span(look, style)
                if inner.hidden:
                    self.met["hidden"] += 1
                elif len(child):
                    self._inline(child, inner, into)
                elif text := child.text:
                    add((one_blank(text), inner))
            elif tag in _SIGNS:
                add((_SIGNS[tag], look))
            elif tag == odf.BLANKS:
                add((" " * _count(child, odf.TIMES), look))
            elif tag == odf.NOTE:
                self._cite(child, look, into)
            elif tag == odf.HIDDEN_TEXT:
                self.met["hidden"] += 1
            elif tag.startswith(odf.DRAW):
                self._drawing(child, into.cell)
            elif tag not in odf.SKIPPED:
                self._inline(child, look, into)
            if text := child.tail:
                add((one_blank(text), look))

    def _look_in_span(self, look: Look, style: str) -> Look:
        """Return the look of words in a span of *style* that stands in words of *look*."""
        inner = self.styles.look("text", style)
        bold = look.bold if inner.bold is None else inner.bold
        found = evolve(look, bold=bold, font=inner.font or look.font, hidden=inner.hidden, raised=inner.raised)
        self._looks[look, style] = found
        return found

    def _cite(self, note: "_Element", look: Look, into: Paragraph) -> None:
        """Write the mark of a note, which waits for the end of the text."""
        self._notes.append(note)
        if mark := _mark(note):
            before = [text for text, _ in into.runs[-4:]]
            into.runs.append((note_mark(mark, before), evolve(look, font=OWN, raised=None)))

    def write_notes(self) -> int:
        """Add the notes after the text, each with its mark, and return how many there are."""
        count = 0
        while self._notes:
            waiting, self._notes = self._notes, []
            for note in waiting:
                body = note.find(f"{odf.TEXT}note-body")
                if body is None:
                    continue
                first = len(self.paragraphs)
                self.story(body, part="footnote")
                added, mark = self.paragraphs[first:], _mark(note)
                if mark and added:  # a note may open with a list: the mark stands before its label
                    label = added[0].label
                    shown = f"[{mark}] {label.text}{label.gap}" if label and label.text else f"[{mark}] "
                    added[0].runs.insert(0, (shown, evolve(added[0].look, font=OWN)))
                    added[0].label = None
                for paragraph in added:
                    paragraph.note = count
                count += bool(added)
        return count


def _mark(note: "_Element") -> str:
    """Return the mark of a note as the page shows it."""
    return (note.findtext(f"{odf.TEXT}note-citation") or "").strip()


def _table_rows(element: "_Element") -> "list[_Element]":
    """Return the rows of a table, those in its header and in groups of rows included."""
    rows: list[_Element] = []
    for child in element:
        if child.tag == odf.ROW:
            rows.append(child)
        elif child.tag in odf.ROW_GROUPS:
            rows += _table_rows(child)
    return rows


def _count(element: "_Element", name: str) -> int:
    value = element.get(name)
    return min(int(value), _MANY) if value and value.isdecimal() and len(value) < 9 else 1
