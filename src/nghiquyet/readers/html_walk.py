"""The lines of a web page: block elements made into lines, each with what the page says about its look.

Nothing is fetched and no script is run: the page is bytes and lxml makes a tree of them. The walk keeps its own
stacks, so a deep page costs no recursion.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from attrs import define, evolve, field, frozen
from lxml import etree

from .labels import written
from .layout import Cell, Hints, Part
from .rows import Line
from .superscript import raise_digits

#: Elements that begin and end a line (HTML living standard, 15.3: "display: block", list items, parts of tables).
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
#: Elements whose content is no text of the page; "del" is what Word's tracked changes took out.
_SILENT = frozenset((
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "canvas",
    "audio", "video", "button", "select", "option", "textarea", "datalist", "xml", "del",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = _HEADINGS | {"b", "strong", "th"}
_PLAIN = BLOCKS - _HEADINGS - {"th", "center", "pre"} | {"i", "em", "u", "br"}  # change nothing without attributes
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.I)
_INDENT = re.compile(r"margin-left\s*:\s*(-?\d+(?:\.\d+)?)(pt|px|cm|mm|in)", re.I)
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.3465, "mm": 2.83465, "in": 72.0}
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.I)
_PRE = re.compile(r"white-space\s*:\s*pre", re.I)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
# The notes under a text, as Word, vbpl.vn, LibreOffice and pandoc name them.
_NOTE = re.compile(r"(?:id_)?_?(?:ftn|edn|sdfootnote|sdendnote)\d+$|footnotes$")
_NOTE_ROLES = ("doc-footnote", "doc-endnotes")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_LIST_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
# A mark typed by hand in a list item: the list's own would say it twice.
_TYPED = re.compile(r"(?:[-–+*•]|\d+(?:\.\d+)*[.)]|[IVXLC]+[.)-]|\w\)|Điều\s+\d)", re.I)
# A table that merges more cells, or is wider, is no table of a document: its cells count as single, the last as one.
_AREA, _WIDEST = 10_000, 200
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
# Windows-1252 letters written as C1 controls, which old libxml2 passes on ("&#150;").
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


@define
class Box:
    """A block element and the lines that stand in it: from `first` up to, not including, `last`.

    Attributes:
        parent: The index of the box around it, -1 for the outermost.
    """

    tag: str
    id: str
    classes: str
    role: str
    parent: int
    first: int
    last: int = 0


@frozen
class _Look:
    """What the elements around a piece of text say about it."""

    bold: bool = False
    centred: bool = False
    indent: float = 0.0
    style: str = ""
    font: str = ""
    pre: bool = False
    link: bool = False
    raised: bool = False
    part: Part = "body"
    marker: bool = False  # in Word's own list label, kept for browsers: "mso-list:Ignore"


@define
class _Table:
    number: int
    row: int = -1
    column: int = 0  # the next free one
    cell: Cell | None = None
    area: int = 0
    taken: dict[int, int] = field(factory=dict)  # column -> the row from which it is free again


@define
class _List:
    style: str
    number: int


@define
class Walk:
    """A walk over a page: its lines, how many letters of each are links, and the boxes they stand in.

    Attributes:
        decode_font: Decodes the letters of a run in a font that is not Unicode (.VnTime, VNI-Times), by its name.
        outer: The tables that hold other tables: scaffolding of a page, never data.
        deleted: Characters left out because the page marks them as deleted.
    """

    decode_font: Callable[[str, str], str]
    lines: list[Line] = field(factory=list)
    linked: list[int] = field(factory=list)
    boxes: list[Box] = field(factory=list)
    outer: set[int] = field(factory=set)
    deleted: int = 0
    _buffer: list[tuple[str, _Look]] = field(factory=list)
    _tables: list[_Table] = field(factory=list)
    _lists: list[_List] = field(factory=list)
    _marker: str = ""
    _table_count: int = 0
    _paragraph: int = -1

    def over(self, body: "etree._Element") -> None:
        """Walk over *body*, adding its lines and boxes in the order of the page."""
        looks, open_boxes = [_Look()], [-1]
        events = etree.iterwalk(body, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "end":
                if tag in BLOCKS:
                    self._close(tag, self.boxes[open_boxes.pop()])
                looks.pop()
            else:
                look = None if tag in _SILENT else _look(element, tag, looks[-1])
                if look is None:
                    if tag == "del":
                        self.deleted += sum(map(len, element.itertext()))
                    events.skip_subtree()
                    looks.append(looks[-1])
                    if tag in BLOCKS:
                        self._open(element, tag, open_boxes)
                    continue
                if tag in BLOCKS:
                    self._open(element, tag, open_boxes)
                elif tag == "br":
                    self._flush()
                looks.append(look)
                if element.text:
                    self._add(element.text, look)
            if event == "end" and element.tail and element is not body:
                self._add(element.tail, looks[-1])
        self._flush()

    def _open(self, element: "etree._Element", tag: str, open_boxes: list[int]) -> None:
        self._flush()
        self._paragraph += 1
        attributes = element.attrib
        box = Box(
            tag, attributes.get("id", ""), attributes.get("class", ""), attributes.get("role", ""),
            open_boxes[-1], len(self.lines),
        )  # fmt: skip
        open_boxes.append(len(self.boxes))
        self.boxes.append(box)
        if tag == "table":
            if self._tables:
                self.outer.add(self._tables[-1].number)
            self._tables.append(_Table(self._table_count))
            self._table_count += 1
        elif tag == "tr" and self._tables:
            table = self._tables[-1]
            table.row, table.column, table.cell = table.row + 1, 0, None
        elif tag in ("td", "th") and self._tables:
            self._cell(self._tables[-1], _count(attributes.get("colspan")), _count(attributes.get("rowspan")))
        elif tag in ("ol", "ul"):
            style = _LIST_TYPES.get(attributes.get("type", ""), "decimal" if tag == "ol" else "disc")
            found = _LIST_STYLE.search(attributes.get("style", ""))
            start = attributes.get("start", "1")
            self._lists.append(_List(found.group(1) if found else style, int(start) if start.isdecimal() else 1))
        elif tag == "li" and self._lists:
            found = _LIST_STYLE.search(attributes.get("style", ""))
            value = attributes.get("value", "")
            items = self._lists[-1]
            if value.isdecimal():
                items.number = int(value)
            self._marker = list_label(found.group(1) if found else items.style, items.number)
            items.number += 1

    def _cell(self, table: _Table, columns: int, rows: int) -> None:
        """Place a cell in the grid, beside those that reach down from the rows above."""
        row = max(table.row, 0)
        table.area += columns * rows
        if table.area > _AREA or table.column >= _WIDEST:
            columns = rows = 1
        while table.column < _WIDEST and table.taken.get(table.column, 0) > row:
            table.column += 1
        table.cell = Cell(table=table.number, row=row, column=table.column, columns=columns, rows=rows)
        for column in range(table.column, table.column + columns):
            table.taken[column] = row + rows
        table.column = min(table.column + columns, _WIDEST)

    def _close(self, tag: str, box: Box) -> None:
        self._flush()
        box.last = len(self.lines)
        self._paragraph += 1
        if tag == "table" and self._tables:
            self._tables.pop()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""

    def _add(self, text: str, look: _Look) -> None:
        if look.pre:
            first, *others = text.split("\n")
            self._buffer.append((first, look))
            for other in others:
                if not "".join(piece for piece, _ in self._buffer).strip():  # an empty line
                    self._paragraph += 1
                self._flush()
                self._buffer.append((other, look))
        elif self._buffer or not text.isspace():
            self._buffer.append((text, look))

    def _flush(self) -> None:
        """Make a line of the text since the last one, if it has any."""
        if not self._buffer:
            return
        pieces: list[str] = []
        typed: list[str] = []
        strong = weak = linked = 0
        for text, look in self._buffer:
            text = self.decode_font(text, look.font)
            if look.raised:
                text = raise_digits(text, pieces)
            if look.marker:
                typed.append(text)
                continue
            pieces.append(text)
            if not text.isspace():
                strong, weak = strong + look.bold, weak + (not look.bold)
                linked += len(text) if look.link else 0
        first = self._buffer[0][1]
        self._buffer.clear()
        text = "".join(pieces)
        text = text.rstrip() if first.pre else _SPACE.sub(" ", text).strip(" \xa0")
        label = _SPACE.sub(" ", "".join(typed)).strip(" \xa0") or self._marker
        if label and text and (typed or not _TYPED.match(text)):
            text = f"{label} {text}"
        elif label:
            label = ""
        if not text.strip():
            return
        self._marker = ""
        if not text.isascii():
            text = text.translate(_C1)
        cell = self._tables[-1].cell if self._tables else None
        hints = Hints(
            paragraph=self._paragraph,
            style=first.style,
            bold=strong > 0 and not weak,
            centred=first.centred,
            indent=round(first.indent) or None,
            label=label,
            part=first.part,
            cells=(cell,) if cell else (),
        )
        self.lines.append(Line(text, hints))
        self.linked.append(linked)


def _look(element: "etree._Element", tag: str, outer: _Look) -> _Look | None:
    """Return how text in *element* looks, None for an element that is not shown."""
    attributes = element.attrib
    if not attributes:
        return outer if tag in _PLAIN else _changed(outer, tag)
    if "hidden" in attributes:
        return None
    get = attributes.get
    style = get("style", "")
    if style and _HIDDEN.search(style):
        return None
    part: Part | None = "footnote" if _NOTE.match(get("id", "")) or get("role") in _NOTE_ROLES else None
    if tag == "div" and get("title") in ("header", "footer"):  # LibreOffice writes running heads so
        part = "header" if get("title") == "header" else "footer"
    link = tag == "a" and not get("href", "#").startswith("#")
    word = get("class", "")
    return _changed(
        outer, tag, style, get("align", ""), get("face", ""), word if word.startswith("Mso") else "", link, part
    )


@lru_cache(4096)  # a page says the same thing of paragraph after paragraph
def _changed(
    outer: _Look, tag: str, style: str = "", align: str = "", face: str = "", word: str = "", link: bool = False,
    part: Part | None = None,
) -> _Look:  # fmt: skip
    """Return *outer* with what an element adds to it."""
    change: dict[str, Any] = {}
    if tag in _BOLD:
        change["bold"] = True
    if tag in _HEADINGS:
        change["style"] = tag
    elif tag == "center":
        change["centred"] = True
    elif tag == "pre":
        change["pre"] = True
    elif tag == "sup":
        change["raised"] = True
    if word:
        change["style"] = word
    if align:
        change["centred"] = align.lower() == "center"
    if face:
        change["font"] = face.split(",")[0].strip()
    if link:
        change["link"] = True
    if part:
        change["part"] = part
    if style:
        if found := _WEIGHT.search(style):
            weight = found.group(1).lower()
            change["bold"] = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
        if found := _ALIGN.search(style):
            change["centred"] = found.group(1).lower() == "center"
        if found := _INDENT.search(style):
            change["indent"] = outer.indent + float(found.group(1)) * _POINTS[found.group(2).lower()]
        if found := _FONT.search(style):
            change["font"] = found.group(1).strip()
        if tag in BLOCKS and _PRE.search(style):
            change["pre"] = True
        if _MARKER.search(style):
            change["marker"] = True
    return evolve(outer, **change) if change else outer


def _count(value: str | None) -> int:
    """Return how many rows or columns a cell covers; no table of a document needs more than a hundred."""
    return min(int(value), 100) if value and value.isdecimal() and len(value) < 6 and value != "0" else 1


def list_label(style: str, number: int) -> str:
    """Return the label that a browser draws for the item *number* of a list, "" for a style without one.

    >>> [list_label("lower-roman", 4), list_label("decimal", 12), list_label("disc", 1), list_label("none", 1)]
    ['iv.', '12.', '•', '']
    """
    if style in ("disc", "circle", "square"):
        return "•"
    return f"{written(number, _FORMATS[style])}." if style in _FORMATS else ""


#: The list styles of CSS by the names that Word has for them.
_FORMATS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
