"""Walk over WordprocessingML in reading order and collect what a reader of the page sees.

``paragraph.text`` of the usual libraries drops inserted runs, moved text, content controls, smart tags and simple
fields; one real resolution lost half its words. So every element is either entered, rendered or left out by name.
The XML parser limits depth to 256, which bounds the recursion here.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from ...layout import Cell, Part
from ...limits import in_time
from ..encodings.fonts import OWN
from ..page.inline_text import note_mark, raise_digits
from ..page.list_labels import NOTE_FORMS, symbol, written
from ..page.numbering import Label, Numbering
from .paragraph import Paragraph, Piece
from .styles import Look, Setting, Styles, changed_look, changed_setting
from .table_grid import gone, inside, placed_cells
from .xml import R, W, attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element


@define
class Field:
    """A complex field that is open: the beginning of its code, and whether its result is being shown."""

    code: str = ""
    shown: bool = False


# Elements whose children are read as if they were not there.
_TRANSPARENT = frozenset(
    "ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo oMath oMathPara r rubyBase ruby".split()
)
_RUN_PROPERTIES = W + "rPr"
_LEFT_OUT = frozenset("del moveFrom delText instrText delInstrText rt annotationRef footnoteRef endnoteRef".split())
_CODE = 200  # more of the code of a field is not needed
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


@define
class Walk:
    """The walk over one document: paragraphs in reading order, and what was met on the way.

    Attributes:
        paragraphs: What was collected.
        scaffolding: The tables in which other tables stand.
        notes: Footnotes and endnotes that are referred to, in order: kind, id, and the mark that was written.
        forms: The format of the numbers of "footnote" and "endnote", where the document says one.
        chunk: Reads a file that stands in place of paragraphs (w:altChunk), by its key; None if it cannot be read.
        met: Counts of what is worth a word: "changes", "comment", "picture", "object", "contents", "chunk".
        hidden: The hidden words.
    """

    styles: Styles
    numbering: Numbering
    part: Part = "body"
    chunk: Callable[[str], list[str] | None] = lambda key: None
    paragraphs: list[Paragraph] = field(factory=list)
    scaffolding: set[int] = field(factory=set)
    notes: list[tuple[str, str, str]] = field(factory=list)
    forms: dict[str, str] = field(factory=dict)
    met: Counter[str] = field(factory=Counter)
    hidden: list[str] = field(factory=list)
    _fields: list[Field] = field(factory=list)
    _silent: int = 0  # how many of them are not shown
    _pending: list[Piece] = field(factory=list)
    _boxes: list["_Element"] = field(factory=list)
    _tables: list[int] = field(factory=list)
    _table: int = -1

    def story(self, root: "_Element") -> None:
        """Walk over the blocks in *root*: a body, a footnote, a header."""
        self._fields, self._silent = [], 0
        self._blocks(root, None)
        if self._pending:  # the mark of the last paragraph was deleted: its words stay
            self._end(Paragraph(self._take(), Setting(), "", Look(), part=self.part))

    def _blocks(self, parent: "_Element", cell: Cell | None) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element, cell)
            elif name == "tbl":
                self._read_table(element)
            elif name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                self._blocks(element, cell)
            elif name == "AlternateContent":
                if (chosen := _choice(element)) is not None:
                    self._blocks(chosen, cell)
            elif name == "altChunk":
                self._read_chunk(element, cell)

    def _read_chunk(self, element: "_Element", cell: Cell | None) -> None:
        lines = self.chunk(element.get(f"{R}id", ""))
        if lines is None:
            self.met["chunk"] += 1
        for line in lines or ():
            self._end(Paragraph([Piece(line, Look())], Setting(), "", Look(), cell=cell, part=self.part))

    # Tables.

    def _read_table(self, table: "_Element") -> None:
        if self._tables:
            self.scaffolding.add(self._tables[-1])
        self._table += 1
        number = self._table
        self._tables.append(number)
        rows = [row for row in inside(table, "tr") if not gone(child(row, "trPr"))]
        grid = [placed_cells(row) for row in rows]
        going_on = [{cell[0] for cell in row if cell[2] == "continue"} for row in grid]
        for at, row in enumerate(grid):
            for column, columns, merge, element in row:
                if merge == "continue" and at:
                    continue
                rows_covered = 1
                while merge and at + rows_covered < len(grid) and column in going_on[at + rows_covered]:
                    rows_covered += 1
                self._blocks(element, Cell(table=number, row=at, column=column, columns=columns, rows=rows_covered))
        self._tables.pop()

    # Paragraphs.

    def _paragraph(self, element: "_Element", cell: Cell | None) -> None:
        in_time()
        properties = child(element, "pPr")
        key = attribute(child(properties, "pStyle"), "val")
        look, setting = self.styles.paragraph(key)
        setting = changed_setting(setting, properties)
        mark = child(properties, "rPr")
        boxes, self._boxes = self._boxes, []
        pieces: list[Piece] = []
        self._inline(element, look, pieces)
        inside, self._boxes = self._boxes, boxes
        if mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            self.met["changes"] += 1
            self._pending += pieces  # with its mark gone, a paragraph takes no number and joins the next one
        else:
            own = changed_look(look, mark)
            words = self._take() + pieces
            shown = any(piece.text.strip() for piece in words)
            if shown or not own.hidden:
                label = self._label(setting, key)
                paragraph = Paragraph(words, setting, self.styles.name(key), own, label, cell, self.part)
                if shown or (label is not None and label.text):
                    self._end(paragraph)
        for box in inside:
            self._text_box(box)

    def _take(self) -> list[Piece]:
        taken, self._pending = self._pending, []
        return taken

    def _end(self, paragraph: Paragraph) -> None:
        self.paragraphs.append(paragraph)

    def _label(self, setting: Setting, key: str) -> Label | None:
        if not setting.number or setting.number == "0":
            return None
        depth = setting.depth
        tied = self.numbering.level_of(setting.number, key) if key else None
        if tied is None and setting.style:
            tied = self.numbering.level_of(setting.number, setting.style)
        if depth is None or (tied is not None and setting.style == key):
            depth = tied if tied is not None else depth or 0
        return self.numbering.next(setting.number, depth)

    def _text_box(self, box: "_Element") -> None:
        part, self.part = self.part, "textbox" if self.part == "body" else self.part
        fields, silent = self._fields, self._silent
        self._fields, self._silent = [], 0
        self._blocks(box, None)
        self.part, self._fields, self._silent = part, fields, silent

    # Runs.

    def _inline(self, parent: "_Element", look: Look, out: list[Piece]) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, look, out)
            elif name in _LEFT_OUT:
                if name in ("del", "moveFrom"):
                    self.met["changes"] += 1
            elif name in _TRANSPARENT:
                if name in ("ins", "moveTo"):
                    self.met["changes"] += 1
                self._inline(element, look, out)
            elif name == "t":  # the letters of a formula (m:t)
                self._say(element.text or "", look, out)
            elif name == "AlternateContent":
                if (chosen := _choice(element)) is not None:
                    self._inline(chosen, look, out)
            elif element.tag.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/math}"):
                self._inline(element, look, out)

    def _run(self, run: "_Element", outer: Look, out: list[Piece]) -> None:
        in_time()
        look = outer
        properties = run[0] if len(run) else None  # w:rPr comes first, or not at all
        if properties is not None and properties.tag == _RUN_PROPERTIES:
            if (style := child(properties, "rStyle")) is not None:
                look = self.styles.span(attribute(style, "val"), look)
            look = changed_look(look, properties)
        for element in run:
            name = local(element)
            if name == "t":
                self._say((element.text or "").replace("\n", " "), look, out)
            elif name in _BREAKS:
                self._say(_BREAKS[name], look, out)
            elif name == "sym":
                self._say(_sign(attribute(element, "char"), attribute(element, "font")), look, out)
            elif name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "instrText":
                if self._fields and len(self._fields[-1].code) < _CODE:
                    self._fields[-1].code += element.text or ""
            elif name in ("footnoteReference", "endnoteReference"):
                self._cite(name.removesuffix("Reference"), element, look, out)
            elif name == "commentReference":
                self.met["comment"] += 1
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._drawing(element)
            elif name in _TRANSPARENT:
                self._inline(element, look, out)

    def _cite(self, kind: str, element: "_Element", look: Look, out: list[Piece]) -> None:
        """Write the mark of a note; one of the author's own follows as text."""
        if attribute(element, "customMarkFollows").lower() in ("1", "true", "on"):
            self.notes.append((kind, attribute(element, "id"), ""))
            return
        self.met[kind] += 1
        label = written(self.met[kind], self.forms.get(kind) or NOTE_FORMS[kind])
        self.notes.append((kind, attribute(element, "id"), label))
        if label:
            self._say(note_mark(label, [piece.text for piece in out[-4:]]), evolve(look, font=OWN, raised=False), out)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(Field())
            self._silent += 1
        elif kind == "separate" and self._fields and not self._fields[-1].shown:
            if self._fields[-1].code.lstrip().upper().startswith("TOC"):
                self.met["contents"] += 1
            else:
                self._fields[-1].shown = True
                self._silent -= 1
        elif kind == "end" and self._fields and not self._fields.pop().shown:
            self._silent -= 1

    def _drawing(self, element: "_Element") -> None:
        if local(element) == "AlternateContent":
            chosen = _choice(element)
            if chosen is None:
                return
            element = chosen
        stack = [element]
        while stack:
            found = stack.pop()
            name = local(found)
            if name == "txbxContent":
                self._boxes.append(found)
                continue
            if name == "AlternateContent":
                if (chosen := _choice(found)) is not None:
                    stack.append(chosen)
                continue
            if name in ("blip", "imagedata"):
                self.met["picture"] += 1
            elif name == "OLEObject":
                self.met["object"] += 1
            stack.extend(reversed(found))

    def _say(self, text: str, look: Look, out: list[Piece]) -> None:
        if not text or self._silent:
            return
        if look.hidden:
            self.hidden.append(text)
        elif look.raised and (raised := raise_digits(text, [piece.text for piece in out[-4:]])) != text:
            out.append(Piece(raised, evolve(look, font=OWN)))
        else:
            out.append(Piece(text, look))


def _sign(code: str, font: str) -> str:
    try:
        return symbol(int(code, 16), font)
    except (ValueError, OverflowError):
        return ""


def _choice(alternate: "_Element") -> "_Element | None":
    """Return the branch of mc:AlternateContent to read: the first choice; the fallback repeats it for old programs."""
    branches = {local(branch): branch for branch in reversed(alternate)}
    return branches.get("Choice", branches.get("Fallback"))
