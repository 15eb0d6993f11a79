"""The lines of a web page: block elements made into lines, each with what the page says about its look.

The parser of lxml reports every element and text as it meets them, and the lines are made at once: no tree of the
page is built, and a deep page costs no recursion. Nothing is fetched and no script is run.
"""

import re
from collections.abc import Callable, Mapping

from attrs import define, field, frozen

from ...layout import Hints
from ...limits import in_time
from ..encodings.fonts import Fonts
from ..page.inline_text import one_blank, raise_digits
from ..page.table_rows import Line
from .body import Box, Frame, frame_of
from .lists import TYPED, Lists
from .look import BLOCKS, Look
from .tables import Tables

_DEEPEST = 2_000
_OFTEN = 50  # elements, after which the time is asked for
_WHITE = " \t\n\r\f\v\xa0"
_PARTS = frozenset(("ol", "ul", "li", "table", "tr", "td", "th"))  # of lists and tables
# Windows-1252 letters written as C1 controls, which old libxml2 passes on ("&#150;").
_C1 = re.compile("[\x80-\x9f]")
_SHOWN = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


class TooDeep(Exception):
    """Elements stand deeper in one another than on any page that a person made."""


@frozen
class _Element:
    """What an element is for the text in it: worked out once for all of one name, with these attributes, in one look.

    Attributes:
        look: That of the text, None if it is not shown.
        frame: Where the document may stand, None for an element inside a line.
        part: Whether it is a part of a list or a table.
    """

    look: Look | None
    frame: Frame | None
    part: bool


@define
class Walk:
    """A target for the parser: the lines of a page, how many letters of each are links, and the boxes they stand in.

    Attributes:
        fonts: They see every run; once they are `decided`, letters in fonts that are not Unicode (.VnTime, VNI-Times)
            are decoded.
        lists: The lists that are open.
        notes: The name of the note that a line stands in, by the number of the line.
        begun: Whether the page has a body.
        deleted: Characters left out because the page marks them as deleted.
    """

    fonts: Fonts
    decided: bool = False
    lists: Lists = field(factory=Lists)
    lines: list[Line] = field(factory=list)
    linked: list[int] = field(factory=list)
    notes: dict[int, str] = field(factory=dict)
    boxes: list[Box] = field(factory=list)
    tables: Tables = field(factory=Tables)
    begun: bool = False
    deleted: int = 0
    _look: Look = field(factory=Look)  # that of the innermost element
    _box: Box = field(factory=Box)  # that the innermost element stands in or is
    _around: list[tuple[Look, Box, _Element]] = field(factory=list)  # those around it, and what it is
    _elements: dict[tuple[object, ...], _Element] = field(factory=dict)
    _unseen: int = 0  # how deep the walk is in an element that is not shown
    _deleting: bool = False
    _said: list[str] = field(factory=list)  # since the last tag: the parser ends a text where it likes
    _buffer: list[tuple[str, Look]] = field(factory=list)  # since the last line
    _label: str = ""  # that of the list, for the next line
    _paragraph: int = -1
    _met: int = 0  # elements
    data: Callable[[str], None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.data = self._said.append  # what the parser calls with text

    # What the parser calls.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        self._met += 1
        if not self._met % _OFTEN:
            in_time()
        if self._said:
            self._take()
        if self._unseen:
            self._unseen += 1
            return
        if not self._around:  # outside of the body
            if tag == "html":
                return
            if tag != "body" or self.begun:
                self._unseen = 1
                return
            self.begun = True
        key = (self._look, tag, *attributes.items()) if attributes else (self._look, tag)
        element = self._elements.get(key)
        if element is None:
            frame = frame_of(tag, attributes) if tag in BLOCKS else None
            element = _Element(self._look.inside(tag, attributes), frame, tag in _PARTS)
            self._elements[key] = element
        around, look = (self._look, self._box, element), element.look
        if element.frame:
            self._open(tag, attributes, element.frame, element.part)
        elif tag == "br" and look and self._buffer:
            self._flush()
        self._around.append(around)
        if look:
            self._look = look
        else:
            self._unseen, self._deleting = 1, tag == "del"
        if len(self._around) > _DEEPEST:
            raise TooDeep

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if self._said:
            self._take()
        if self._unseen:
            self._unseen -= 1
            if self._unseen:
                return
            self._deleting = False
        if self._around:
            self._look, box, element = self._around.pop()
            if element.frame:
                self._close(tag, element.part)
                if box is not self._box:
                    self._box.last, self._box = len(self.lines), box

    def close(self) -> "Walk":
        """Return the whole."""
        return self

    def _take(self) -> None:
        """Put what was said since the last tag with the words of the line."""
        said = self._said
        if self._unseen or not self._around:  # scripts may be most of a page: nobody joins them
            self.deleted += sum(map(len, said)) if self._deleting else 0
            said.clear()
            return
        text = said[0] if len(said) == 1 else "".join(said)
        said.clear()
        if self._look.pre:
            self._take_lines(text)
        elif self._buffer or not text.isspace():
            self._buffer.append((text, self._look))

    def _take_lines(self, text: str) -> None:
        """Take in text whose line ends count; an empty line ends a paragraph."""
        first, *others = text.split("\n")
        self._buffer.append((first, self._look))
        for other in others:
            if not "".join([piece for piece, _ in self._buffer]).strip():
                self._paragraph += 1
            self._flush()
            self._buffer.append((other, self._look))

    def _open(self, tag: str, attributes: Mapping[str, str], frame: Frame, part: bool) -> None:
        if self._buffer:
            self._flush()
        self._paragraph += 1
        box = self._box.inside(frame, len(self.lines))
        if box is not self._box:
            self.boxes.append(box)
            self._box = box
        if not part:
            return
        if tag == "li":
            self._label = self.lists.item(attributes)
        elif tag == "tr":
            self.tables.row()
        elif tag == "table":
            self.tables.open()
        elif tag in ("td", "th"):
            self.tables.cell(attributes)
        else:
            self.lists.open(tag, attributes)

    def _close(self, tag: str, part: bool) -> None:
        if self._buffer:
            self._flush()
        self._paragraph += 1
        if not part:
            return
        if tag == "li":
            self._label = ""
        elif tag in ("ol", "ul"):
            self.lists.close()
        elif tag == "table":
            self.tables.close()

    def _flush(self) -> None:
        """Make a line of the text since the last one, if it has any."""
        buffer, self._buffer = self._buffer, []
        text, first = buffer[0]
        if len(buffer) == 1 and not (first.raised or first.marker or first.mark):  # as most lines are
            text = self._letters(text, first)
            typed, bold, linked = "", first.bold, len(text) if first.link else 0
        else:
            text, typed, bold, linked = self._joined(buffer)
        text = text.rstrip() if first.pre else one_blank(text.strip(_WHITE))
        if not text or text.isspace():
            return
        label = typed or self._label
        if label:
            if typed or not TYPED.match(text):
                text = f"{label} {text}"
            else:
                label = ""
        self._label = ""
        if _C1.search(text):
            text = text.translate(_SHOWN)
        hints = Hints(
            paragraph=self._paragraph,
            style=first.style,
            bold=bold,
            centred=first.centred,
            indent=round(first.indent) or None,
            label=label,
            part=first.part,
            cells=self.tables.cells,
        )
        if first.note:
            self.notes[len(self.lines)] = first.note
        self.lines.append(Line(text, hints))
        self.linked.append(linked)

    def _joined(self, buffer: list[tuple[str, Look]]) -> tuple[str, str, bool, int]:
        """Return the text of a line, the label that Word wrote for browsers, whether all is bold, letters of links."""
        pieces: list[str] = []
        typed: list[str] = []
        strong = weak = linked = 0
        for text, look in buffer:
            text = self._letters(text, look)
            if look.mark:
                text = _mark(text) if not pieces else ""
            elif look.raised:
                text = raise_digits(text, pieces)
            if look.marker:
                typed.append(text)
                continue
            pieces.append(text)
            if not text.isspace():
                strong, weak = strong + look.bold, weak + (not look.bold)
                linked += len(text) if look.link else 0
        label = one_blank("".join(typed).strip(_WHITE))
        return "".join(pieces), label, strong > 0 and not weak, linked

    def _letters(self, text: str, look: Look) -> str:
        if self.decided:
            return self.fonts.letters(look.font, text)
        self.fonts.see_run(look.font, text)
        return text


def _mark(text: str) -> str:
    """Return the mark of a note from the link that leads back to the text; an arrow is not a mark."""
    label = text.strip(f"{_WHITE}[]().")
    return f"[{label}] " if len(label) <= 8 and (label.isalnum() or set(label) == {"*"}) else ""
