"""The words of a Rich Text file with what it says about them (Microsoft, RTF Specification 1.9.1).

RTF is a stream: braces keep and restore the state of the page, control words change it, everything else is text.
Groups that hold no words of the page (fonts, pictures, fields' instructions) are passed over.
"""

import codecs
import re
from collections import Counter
from typing import Any

from attrs import define, evolve, field, frozen

from .fonts import claim
from .layout import Cell, Part

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)
#: Groups without words of the page. A group that begins with "\*" is one unless it is known here as another.
_SILENT = frozenset((
    "colortbl", "info", "pict", "objdata", "fldinst", "annotation", "atnid", "atnauthor", "xe", "tc", "rxe", "txe",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "nonshppict", "shprslt", "themedata", "listtable",
    "listoverridetable", "filetbl", "revtbl", "rsidtbl", "generator", "bkmkstart", "bkmkend", "mmathPr", "template",
    "pntxta", "pntxtb", "sp", "datafield", "upr",
))  # fmt: skip
_STARRED = frozenset(("shpinst", "shptxt", "footnote"))
_HEADS = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"))
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": "\t", "line": "\n", "enspace": " ", "emspace": " ", "qmspace": " ", "lbr": "\n", "softline": "\n",
}  # fmt: skip
_ESCAPED = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
# Code pages of font character sets (\fcharset); 163 is Vietnamese.
_CHARSETS = {77: "mac-roman", 161: "cp1253", 162: "cp1254", 163: "cp1258", 186: "cp1257", 204: "cp1251", 238: "cp1250"}


@frozen
class State:
    """What holds at a place of the stream; braces keep it.

    Attributes:
        kind: What the group is: "text", "silent", "fonts", "styles", "label", "hidden", "deleted" ...
        skip: How many characters after "\\u" repeat it for old readers (\\uc).
    """

    kind: str = "text"
    part: Part = "body"
    skip: int = 1
    font: int = -1
    style: int = 0
    bold: bool = False
    caps: bool = False
    raised: bool = False
    hidden: bool = False
    deleted: bool = False
    centred: bool = False
    left: int = 0
    first: int = 0
    in_table: bool = False


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


@define
class RtfWalk:
    """What a walk has found: `paragraphs` of the body, `notes` and `heads` apart; `met` counts what was left out."""

    paragraphs: list[Paragraph] = field(factory=list)
    notes: list[Paragraph] = field(factory=list)
    heads: list[Paragraph] = field(factory=list)
    met: Counter[str] = field(factory=Counter)
    styles: dict[int, str] = field(factory=dict)
    _fonts: dict[int, str] = field(factory=dict)
    _charsets: dict[int, int] = field(factory=dict)
    _codepage: str = "cp1252"
    _default_font: int = 0
    _state: State = State()
    _runs: dict[str, list[Run]] = field(factory=lambda: {"body": [], "footnote": [], "header": []})
    _label: str = ""
    _name: str = ""
    _table: int = -1
    _row: int = 0
    _column: int = 0
    _left_table: bool = True

    def over(self, data: bytes) -> None:
        """Walk over a whole file."""
        text = data.decode("latin-1")
        stack: list[State] = []
        at, skipping, starred = 0, 0, False
        high = ""
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                break
            at = found.end()
            word, number, byte, sign, brace, plain = found.groups()
            if brace == "{":
                stack.append(self._state)
                skipping, starred = 0, False
            elif brace == "}":
                self._end(self._state, stack[-1] if stack else State())
                self._state = stack.pop() if stack else State()
                skipping = 0
            elif word:
                if word == "bin":
                    at += max(0, int(number or 0))
                elif word == "u":
                    code = int(number or 0) & 0xFFFF
                    if 0xD800 <= code < 0xDC00:
                        high = chr(code)
                    else:
                        both = (high + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                        self._add(both)
                        high = ""
                    skipping = self._state.skip
                elif skipping:
                    skipping -= 1
                else:
                    self._control(word, None if number is None else int(number), starred)
                starred = False
            elif sign == "*":
                starred = True
            elif byte or plain or sign:
                letters = bytes([int(byte, 16)]).decode("latin-1") if byte else plain or _ESCAPED.get(sign, "")
                if skipping:
                    dropped = min(skipping, len(letters))
                    letters, skipping = letters[dropped:], skipping - dropped
                if letters == "\n" and sign:
                    self._end_paragraph(cell=False)
                else:
                    self._add(letters if letters.isascii() or sign else self._decoded(letters))
        self._end_paragraph(cell=False)

    def _decoded(self, letters: str) -> str:
        """Return bytes of the file as letters: by the character set of the font, or the code page of the file."""
        number = self._state.font if self._state.font >= 0 else self._default_font
        if claim(self._fonts.get(number, ""))[0]:
            codec = "cp1252"  # what the makers of such fonts wrote over
        else:
            codec = _CHARSETS.get(self._charsets.get(number, 0), self._codepage)
        return letters.encode("latin-1").decode(codec, "replace")

    def _add(self, letters: str) -> None:
        state = self._state
        kind = state.kind
        if kind in ("fonts", "styles"):
            self._name += letters
        elif kind == "label":
            self._label += letters
        elif kind == "text":
            if state.deleted or state.hidden:
                self.met["deleted" if state.deleted else "hidden"] += len(letters)
                return
            font = self._fonts.get(state.font if state.font >= 0 else self._default_font, "")
            runs = self._runs[state.part]
            if runs and runs[-1].state is state and runs[-1].font == font:
                runs[-1].text += letters
            else:
                runs.append(Run(letters, font, state))

    def _control(self, word: str, number: int | None, starred: bool) -> None:
        state, on = self._state, number != 0
        if state.kind == "silent":
            return
        if word in _SILENT or (starred and word not in _STARRED):
            self._state = evolve(state, kind="silent")
            self.met["picture"] += word == "pict"
            self.met["object"] += word == "objdata"
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in ("par", "sect", "page", "column"):
            self._end_paragraph(cell=False)
        elif word == "cell":
            self._end_paragraph(cell=True)
        elif word == "nestcell":
            self._end_paragraph(cell=False)
        elif word == "row":
            self._row, self._column = self._row + 1, 0
        elif word in _CHANGES:
            self._change({_CHANGES[word]: on})
        elif word == "pard":
            self._state = evolve(state, centred=False, left=0, first=0, in_table=False, style=0)
        elif word == "plain":
            self._state = evolve(state, font=-1, bold=False, caps=False, raised=False, hidden=False, deleted=False)
        elif word in _NUMBERS:
            self._change({_NUMBERS[word]: min(max(number or 0, -100_000), 100_000)})
            if word == "f" and state.kind == "fonts":
                self._name = ""
        elif word in ("ql", "qr", "qj"):
            self._change({"centred": False})
        elif word == "nosupersub":
            self._change({"raised": False})
        elif word == "fcharset" and state.kind == "fonts":
            self._charsets[state.font] = number or 0
        elif word == "ansicpg":
            self._codepage = _codec(number or 1252)
        elif word == "deff":
            self._default_font = number or 0
        elif word == "fonttbl":
            self._state = evolve(state, kind="fonts")
        elif word == "stylesheet":
            self._state = evolve(state, kind="styles")
        elif word in ("listtext", "pntext"):
            self._state = evolve(state, kind="label")
        elif word == "footnote":
            self._state = evolve(state, part="footnote", in_table=False)
            self.met["footnote"] += 1
        elif word in _HEADS:
            self._state = evolve(state, part="header", in_table=False)

    def _change(self, change: dict[str, Any]) -> None:
        if any(getattr(self._state, name) != value for name, value in change.items()):
            self._state = evolve(self._state, **change)

    def _end(self, state: State, outer: State) -> None:
        """Do what the end of a group asks for."""
        if state.kind in ("fonts", "styles"):
            name = self._name.split(";")[0].strip()
            if name and state.kind == "fonts" and outer.kind == "fonts":
                self._fonts.setdefault(state.font, name)
            elif name and state.kind == "styles":
                self.styles.setdefault(state.style, name)
            self._name = ""
        elif state.part != outer.part:
            self._end_paragraph(cell=False)

    def _end_paragraph(self, *, cell: bool) -> None:
        state = self._state
        if state.kind != "text":
            return
        runs, self._runs[state.part] = self._runs[state.part], []
        place = None
        self._left_table = self._left_table or not (cell or state.in_table or state.part != "body")
        if state.part == "body" and (cell or state.in_table):
            if self._left_table:
                self._table, self._row, self._column, self._left_table = self._table + 1, 0, 0, False
            place = Cell(table=self._table, row=self._row, column=min(self._column, 500))
        paragraph = Paragraph(runs, self._label, state, place)
        {"body": self.paragraphs, "footnote": self.notes}.get(state.part, self.heads).append(paragraph)
        self._label = ""
        if cell:
            self._column += 1


_CHANGES = {
    "b": "bold", "caps": "caps", "super": "raised", "v": "hidden", "deleted": "deleted", "qc": "centred",
    "intbl": "in_table",
}  # fmt: skip
_NUMBERS = {"f": "font", "uc": "skip", "s": "style", "li": "left", "fi": "first"}


def _codec(codepage: int) -> str:
    try:
        return codecs.lookup(f"cp{codepage}").name
    except LookupError:
        return "cp1252"
