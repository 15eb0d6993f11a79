"""The words of a Rich Text file with what it says about them (Microsoft, RTF Specification 1.9.1).

RTF is a stream: braces keep and restore the state of the page, control words change it, everything else is text.
Groups that hold no words of the page (pictures, fields' instructions) are passed over at once.
"""

import codecs
import re
from functools import lru_cache
from itertools import count, islice

from attrs import define, field

from ...limits import in_time
from ..encodings.fonts import claim
from .page import RtfPage
from .state import CHANGING, STARRED, UNKNOWN, State

# A letter of UTF-16 with the one byte that stands for it where it is not known, as nearly all writers put them.
_UTF_16 = re.compile(r"\\u(-?\d{1,6}) ?(?:\?|\\'[0-9a-fA-F]{2})")
_PLAIN = r"[^\\{}\r\n]+"
_STRETCH = rf"(?:{_UTF_16.pattern.replace('(-', '(?:-')}|{_PLAIN})++"
_OTHER = r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|\\"
_TOKEN = re.compile(rf"({_STRETCH})|{_OTHER}", re.DOTALL)
_SINGLE = re.compile(rf"({_PLAIN})|{_OTHER}", re.DOTALL)  # of a stretch
_LETTERS, _NUMBER, _BYTE, _SIGN, _BRACE = 1, 3, 4, 5, 6  # the last group of a token; a word alone is 2
_OFTEN = 1_000  # tokens, after which the time is asked for
# All that counts in a group without words: groups in it, and bytes that may look like anything.
_NESTED = re.compile(r"\\bin(?![a-zA-Z])(\d{1,10})? ?|\\[\\{}]|[{}]")
# The words of drawn letters are a property of their shape.
_DRAWN = re.compile(r"\s*\{\\sn gtextUNICODE\}\s*\{\\sv (?P<words>[^{}]*)\}")
_LETTER = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?|\\'([0-9a-fA-F]{2})|\\[a-zA-Z]+-?\d* ?")
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": "\t", "line": "\n", "enspace": " ", "emspace": " ", "qmspace": " ", "lbr": "\n", "softline": "\n",
}  # fmt: skip
_ESCAPED = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_COUNTED = {"pict": "picture", "objdata": "object"}
_NOTES = {"ar": "decimal", "alc": "lowerLetter", "auc": "upperLetter", "rlc": "lowerRoman", "ruc": "upperRoman"}
_NOTE_FORMS = {  # "\\ftnnar": how footnotes are counted
    f"{word}{end}": (kind, form)
    for word, kind in (("ftnn", "footnote"), ("aftnn", "endnote"))
    for end, form in _NOTES.items()
}
_ENDS = frozenset(("par", "sect", "page", "column", "cell", "nestcell"))
_OTHERS = frozenset(("row", "fcharset", "ansicpg", "deff", "chftn", "ftnalt", "trowd", "cellx"))
_WORDS = CHANGING | _SIGNS.keys() | _ENDS | _NOTE_FORMS.keys() | _OTHERS  # most others say nothing here
# Code pages of font character sets (\fcharset); 163 is Vietnamese.
_CHARSETS = {77: "mac-roman", 161: "cp1253", 162: "cp1254", 163: "cp1258", 186: "cp1257", 204: "cp1251", 238: "cp1250"}


@define
class RtfWalk:
    """What a walk has found: the page, and the names of its styles by their numbers."""

    page: RtfPage = field(factory=RtfPage)
    styles: dict[int, str] = field(factory=dict)
    _fonts: dict[int, str] = field(factory=dict)
    _charsets: dict[int, int] = field(factory=dict)
    _codepage: str = "cp1252"
    _default_font: int = 0
    _state: State = field(factory=State)
    _stretch: int = 0  # the number of the change that led to the state
    _stretches: "count[int]" = field(factory=lambda: count(1))
    _said: list[str] = field(factory=list)  # in this stretch, not yet in a run
    _label: str = ""
    _name: str = ""
    _stack: list[tuple[State, int]] = field(factory=list)  # what the open groups go back to
    _skipping: int = 0  # how many letters only stand for the last "\\u"
    _starred: bool = False  # whether "\\*" came right before
    _high: str = ""  # the first half of a letter of UTF-16

    @property
    def open_groups(self) -> int:
        """How many groups have not been closed: none at the end of a whole file."""
        return len(self._stack)

    def over(self, data: bytes) -> None:
        """Walk over a whole file."""
        text = data.decode("latin-1")
        at = 0
        while at < len(text):
            in_time()
            at = self._walk(text, at)
        self._end_paragraph(cell=False)
        self.page.end_shapes()

    def _walk(self, text: str, at: int) -> int:
        """Walk on from *at*, not far, or to bytes or a group that are passed over; return where they end."""
        for found in islice(_TOKEN.finditer(text, at), _OFTEN):
            at, kind = found.end(), found.lastindex
            if kind is None:  # a line end of the file
                continue
            if kind == _LETTERS:
                self._add_stretch(found.group())
            elif kind <= _NUMBER:
                after = self._word(text, found)
                self._starred = False
                if after is not None:
                    return after
            elif kind == _BRACE:
                self._skipping = 0
                if found.group() == "{":
                    self._stack.append((self._state, self._stretch))
                    self._starred = False
                else:
                    self._leave(*(self._stack.pop() if self._stack else (State(), next(self._stretches))))
            else:
                self._add_letters(found.group(kind), kind)
        return at

    def _word(self, text: str, found: "re.Match[str]") -> int | None:
        """Do what a control word says; return where the file goes on behind what it passes over, None if nothing."""
        word, digits = found.group(2, 3)
        number = int(digits) if digits else None
        if word == "u":
            self._high = self._add_unicode(number or 0, self._high)
            self._skipping = self._state.skip
        elif word == "bin":
            after = found.end() + max(0, number or 0)
            return after if after <= len(text) else None  # a length beyond the end of the file is not one
        elif self._skipping:
            self._skipping -= 1
        elif self._starred or word in _WORDS:
            self._control(word, number, self._starred)
            if self._state.kind == "silent":
                after = _end_of_group(text, found.end())
                if word == "sp" and (drawn := _DRAWN.match(text, found.end(), after)):
                    self.page.say_in_shape(_plain(drawn["words"]), self._stack[-1][0] if self._stack else State())
                return after
        return None

    def _add_stretch(self, stretch: str) -> None:
        """Add plain letters and letters of UTF-16 among them."""
        if "\\" not in stretch:
            self._add_letters(stretch, _LETTERS)
            return
        self._starred = False
        parts = _UTF_16.split(stretch)  # every other one is a number
        letters = [_letter(number) for number in parts[1::2]]
        if self._skipping or self._high or self._state.skip != 1 or not stretch.isascii() or None in letters:
            for found in _SINGLE.finditer(stretch):
                if found.lastindex == _NUMBER:
                    self._word(stretch, found)
                elif found.lastindex:
                    self._add_letters(found.group(found.lastindex), found.lastindex)
            return
        parts[1::2] = letters
        self._said.append("".join(parts))

    def _add_letters(self, letters: str, kind: int) -> None:
        """Add letters, less those that only stand for a letter of UTF-16 before them."""
        if kind == _BYTE:
            letters = chr(int(letters, 16))
        elif kind == _SIGN:
            self._starred = self._starred or letters == "*"
            letters = _ESCAPED.get(letters, "")
        if self._skipping:
            dropped = min(self._skipping, len(letters))
            letters, self._skipping = letters[dropped:], self._skipping - dropped
        if letters == "\n" and kind == _SIGN:
            self._end_paragraph(cell=False)
        elif letters:
            self._said.append(letters if letters.isascii() or kind == _SIGN else self._decoded(letters))

    # Letters.

    def _add_unicode(self, number: int, high: str) -> str:
        """Add the letter of UTF-16 that is *number*, after the first half *high*; return it if it is a first half."""
        code = number & 0xFFFF
        if 0xD800 <= code < 0xDC00:
            return chr(code)
        letter = chr(code)
        if high or 0xDC00 <= code < 0xE000:
            letter = (high + letter).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._said.append(letter)
        return ""

    def _decoded(self, letters: str) -> str:
        """Return bytes of the file as letters: by the character set of the font, or the code page of the file."""
        number = self._state.font if self._state.font >= 0 else self._default_font
        if claim(self._fonts.get(number, ""))[0]:
            codec = "cp1252"  # what the makers of such fonts wrote over
        else:
            codec = _CHARSETS.get(self._charsets.get(number, 0), self._codepage)
        return _by_codec(letters, codec) if len(letters) == 1 else letters.encode("latin-1").decode(codec, "replace")

    def _take(self) -> None:
        """Put what was said in this stretch where it belongs."""
        if not self._said:
            return
        letters = "".join(self._said)
        state = self._state
        if state.kind in ("fonts", "styles"):
            self._name += letters
        elif state.kind == "label":
            self._label += letters
        else:
            font = self._fonts.get(state.font if state.font >= 0 else self._default_font, "")
            self.page.add(letters, state, font, self._stretch)
        self._said.clear()

    # Control words and groups.

    def _control(self, word: str, number: int | None, starred: bool) -> None:
        if word in _COUNTED:
            self.page.met[_COUNTED[word]] += 1
        elif word == "footnote":
            self._take()
            self.page.open_note()
        if starred and word not in STARRED:
            self._change(UNKNOWN, None)
        elif word in CHANGING:
            self._change(word, number)
        elif word in _SIGNS:
            self._said.append(_SIGNS[word])
        elif word in _ENDS:
            self._end_paragraph(cell=word == "cell")
        elif word == "row":
            self.page.end_row()
        elif word == "trowd":
            self.page.begin_row()
        elif word == "cellx":
            self.page.end_cell_at(number or 0)
        elif word == "chftn" and self._state.kind == "text" and self._state.part != "footnote":
            self._take()
            self.page.cite(self._state)
        elif word == "ftnalt" and self._state.part == "footnote":
            self.page.is_endnote()
        elif word in _NOTE_FORMS:
            kind, form = _NOTE_FORMS[word]
            self.page.forms[kind] = form
        elif word == "fcharset" and self._state.kind == "fonts":
            self._charsets[self._state.font] = number or 0
        elif word == "ansicpg":
            self._codepage = _codec(number or 1252)
        elif word == "deff":
            self._default_font = number or 0

    def _change(self, word: str, number: int | None) -> None:
        state = self._state.after(word, number)
        if state is not self._state:
            self._take()
            self._state, self._stretch = state, next(self._stretches)
        if word == "f" and state.kind == "fonts":
            self._take()
            self._name = ""

    def _leave(self, outer: State, stretch: int) -> None:
        """Handle the end of a group."""
        state = self._state
        if state is outer and state.kind == "text":
            return
        self._take()
        if state.kind in ("fonts", "styles"):
            name = self._name.split(";")[0].strip()
            if name and state.kind == "fonts" and outer.kind == "fonts":
                self._fonts.setdefault(state.font, name)
            elif name and state.kind == "styles":
                self.styles.setdefault(state.style, name)
            self._name = ""
        elif state.part != outer.part:
            self._end_paragraph(cell=False)
        self._state, self._stretch = outer, stretch

    def _end_paragraph(self, *, cell: bool) -> None:
        in_time()
        if self._state.kind == "text":
            self._take()
            self.page.end_paragraph(self._state, self._label, cell=cell)
            self._label = ""


def _end_of_group(text: str, at: int) -> int:
    """Return where the group ends that is open at *at*: the place of its brace, or the end of the file."""
    depth = 0
    while True:
        for found in _NESTED.finditer(text, at):
            sign = found.group()
            if sign == "{":
                depth += 1
            elif sign == "}":
                if not depth:
                    return found.start()
                depth -= 1
            elif sign.startswith("\\b"):
                after = found.end() + int(found.group(1) or 0)
                if after <= len(text):
                    at = after
                    break
        else:
            return len(text)


def _plain(words: str) -> str:
    """Return the letters of a property of a shape.

    >>> _plain("Ch\\\\u7919\\\\'3f trong")
    'Chữ trong'
    """
    return _LETTER.sub(
        lambda found: chr(int(found[1]) & 0xFFFF) if found[1] else chr(int(found[2], 16)) if found[2] else "", words
    )


@lru_cache(1024)
def _letter(number: str) -> str | None:
    """Return the letter of UTF-16 that is *number*, None for half a letter.

    >>> _letter("7843"), _letter("-10179")
    ('ả', None)
    """
    code = int(number) & 0xFFFF
    return None if 0xD800 <= code < 0xE000 else chr(code)


@lru_cache(1024)
def _by_codec(letter: str, codec: str) -> str:
    return letter.encode("latin-1").decode(codec, "replace")


def _codec(codepage: int) -> str:
    try:
        return codecs.lookup(f"cp{codepage}").name
    except LookupError:
        return "cp1252"
