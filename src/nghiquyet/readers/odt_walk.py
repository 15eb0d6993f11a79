"""A walk over the content of an OpenDocument text: paragraphs, lists, tables, boxes and notes in reading order.

`parse_xml` refuses XML deeper than 256, so the walk may call itself.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from .layout import Cell, Part
from .numbering import LEVELS, Label, ListInstance, Numbering
from .odt_lines import Paragraph
from .odt_styles import DRAW, OFFICE, TABLE, TEXT, Look, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_P, _H, _LIST, _TABLE = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"
_ITEM, _LIST_HEADER = f"{TEXT}list-item", f"{TEXT}list-header"
_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_SPAN, _NOTE, _HIDDEN_TEXT = f"{TEXT}span", f"{TEXT}note", f"{TEXT}hidden-text"
_BLANKS = f"{TEXT}s"
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_STYLE_NAME, _START = f"{TEXT}style-name", f"{TEXT}start-value"
_INDEXES = frozenset(
    f"{TEXT}{name}" for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
    )
)  # fmt: skip
_SKIPPED = frozenset((
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}tracked-changes",
    f"{TEXT}sequence-decls",
))  # fmt: skip
_SPACE = re.compile(r"[\t\r\n][ \t\r\n]*| [ \t\r\n]+")  # one blank alone is as it should be
_MANY = 1000  # repeated spaces, cells or rows that a file may ask for in one place


@define
class _List:
    """A list being read: its counters (by a key of its own), its style, and how deep it stands."""

    key: str
    style: str
    depth: int


@define
class Walk:
    """What a walk has found; `scaffolding` are the tables that hold tables, `met` counts what was left out."""

    styles: Styles
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
            if tag in (_P, _H):
                self._paragraph(child, cell, part)
            elif tag == _LIST:
                self._list(child, cell, listed, part)
            elif tag == _TABLE:
                self._read_table(child, part)
            elif tag in _INDEXES:
                self.met["contents"] += 1
            elif tag == f"{TEXT}tracked-changes":
                self.met["deletion"] += sum(1 for _ in child.iter(f"{TEXT}deletion"))
            elif tag == f"{TEXT}section" and child.get(f"{TEXT}display") == "none":
                self.met["hidden"] += 1
            elif tag.startswith(DRAW):
                self._drawing(child, cell)
            elif tag not in _SKIPPED:
                self.story(child, cell, listed, part)

    def _paragraph(self, element: "_Element", cell: Cell | None, part: Part, label: Label | None = None) -> None:
        look = self.styles.look("paragraph", element.get(_STYLE_NAME, ""))
        if label is None and element.tag == _H:
            level = element.get(f"{TEXT}outline-level", "1")
            if level.isdecimal() and element.get(f"{TEXT}is-list-header") != "true":
                label = self._numbering.next("outline", int(level) - 1)
        paragraph = Paragraph(look, label, cell, part)
        self.paragraphs.append(paragraph)
        if next(element.iterchildren(f"{TEXT}hidden-paragraph"), None) is not None or look.hidden:
            self.met["hidden"] += 1
            return
        self._inline(element, look, paragraph)

    def _list(self, element: "_Element", cell: Cell | None, outer: _List | None, part: Part) -> None:
        style = element.get(_STYLE_NAME) or (outer.style if outer else "")
        if outer is not None and outer.depth + 1 < LEVELS:
            here = _List(outer.key if style == outer.style else self._begin(element, style), style, outer.depth + 1)
        else:
            here = _List(self._begin(element, style), style, 0)
        for item in element:
            if item.tag not in (_ITEM, _LIST_HEADER):
                continue
            numbered = item.tag == _ITEM
            start = item.get(_START, "")
            if start.isdecimal():
                self._restart(here, int(start))
            for child in item:
                if child.tag in (_P, _H):
                    label = self._numbering.next(here.key, here.depth) if numbered else None
                    self._paragraph(child, cell, part, label)
                    numbered = False  # the label stands before the first paragraph of an item
                elif child.tag == _LIST:
                    self._list(child, cell, here, part)
                elif child.tag == _TABLE:
                    self._read_table(child, part)

    def _begin(self, element: "_Element", style: str) -> str:
        """Return the key of the counters of a list: its own, or those of the list that it goes on with."""
        key = element.get(_XML_ID) or f"list {len(self._instances)}"
        goes_on = element.get(f"{TEXT}continue-list", "")
        if goes_on not in self._instances:
            goes_on = self._last_of_style.get(style, "") if element.get(f"{TEXT}continue-numbering") == "true" else ""
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
                if cell.tag not in (_CELL, _COVERED):
                    continue
                again = _count(cell, "number-columns-repeated")
                if cell.tag == _CELL and len(cell):
                    columns, rows = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
                    place = Cell(table=number, row=row, column=column, columns=columns, rows=rows)
                    self.story(cell, place, part=part)
                column += again
        self._tables.pop()

    def _drawing(self, element: "_Element", cell: Cell | None) -> None:
        """Read the words in a frame; count the pictures."""
        for child in element.iter(f"{DRAW}text-box", f"{DRAW}image"):
            if child.tag == f"{DRAW}image":
                self.met["picture"] += 1
            elif not any(parent.tag == f"{DRAW}text-box" for parent in child.iterancestors(f"{DRAW}text-box")):
                self.story(child, cell, part="textbox")

    # Words.

    def _inline(self, element: "_Element", look: Look, into: Paragraph) -> None:
        add = into.runs.append
        if text := element.text:
            add((_SPACE.sub(" ", text), look))
        for child in element:
            tag = child.tag
            if tag == _SPAN:
                inner = self._look_in_span(look, child.get(_STYLE_NAME, ""))
                if inner.hidden:
                    self.met["hidden"] += 1
                else:
                    self._inline(child, inner, into)
            elif tag in _SIGNS:
                add((_SIGNS[tag], look))
            elif tag == _BLANKS:
                add((" " * _count(child, "c", TEXT), look))
            elif tag == _NOTE:
                self._notes.append(child)
            elif tag == _HIDDEN_TEXT:
                self.met["hidden"] += 1
            elif tag.startswith(DRAW):
                self._drawing(child, into.cell)
            elif tag not in _SKIPPED:
                self._inline(child, look, into)
            if text := child.tail:
                add((_SPACE.sub(" ", text), look))

    def _look_in_span(self, look: Look, style: str) -> Look:
        """Return the look of words in a span of *style* that stands in words of *look*."""
        found = self._looks.get((look, style))
        if found is None:
            inner = self.styles.look("text", style)
            bold = look.bold if inner.bold is None else inner.bold
            found = evolve(look, bold=bold, font=inner.font or look.font, hidden=inner.hidden)
            self._looks[look, style] = found
        return found

    def write_notes(self) -> int:
        """Add the notes after the text, each with its mark, and return how many there are."""
        count = 0
        while self._notes:
            waiting, self._notes = self._notes, []
            for note in waiting:
                count += 1
                body = note.find(f"{TEXT}note-body")
                if body is None:
                    continue
                first = len(self.paragraphs)
                self.story(body, part="footnote")
                mark = (note.findtext(f"{TEXT}note-citation") or "").strip()
                if mark and len(self.paragraphs) > first and self.paragraphs[first].label is None:
                    self.paragraphs[first].runs.insert(0, (f"[{mark}] ", self.paragraphs[first].look))
        return count


def _table_rows(element: "_Element") -> "list[_Element]":
    """Return the rows of a table, those in its header and in groups of rows included."""
    rows: list[_Element] = []
    for child in element:
        if child.tag == f"{TABLE}table-row":
            rows.append(child)
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            rows += _table_rows(child)
    return rows


def _count(element: "_Element", name: str, space: str = TABLE) -> int:
    value = element.get(f"{space}{name}", "1")
    return min(int(value), _MANY) if value.isdecimal() and len(value) < 9 else 1
