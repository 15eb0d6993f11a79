"""The letters of a page of a PDF, one for each index that PDFium counts, and of which the file does not tell what.

A font may lack the map from its glyphs to letters, or a part of it. PDFium then guesses, which gives letters of other
scripts or, worse, plausible wrong words. It tells where it guessed; here U+FFFD stands there.
"""

import ctypes
import re
from typing import Any

import pypdfium2.raw as raw
from attrs import define, field

from .calls import by_address, by_reference, reference
from .drawings import Matrix
from .turns import Turn

#: A letter that the file does not tell.
UNKNOWN = "\ufffd"
# PDFium writes these for a hyphen at the end of a line, which it takes for a syllable break.
_HYPHENS = ("\x02", "\ufffe")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANK = " \r\n\t\u00a0"
#: Half a number is a wrong one; what stands before its first digit is kept.
_HALF_NUMBER = re.compile(rf"(?<![\d.,])([.,]*+)\d[\d.,]*+(?={UNKNOWN})|(?<={UNKNOWN})[\d.,]*\d")
_GUESSED = 0.3  # of a font's letters: with more of them guessed none is believed
# Letters that are neither Latin nor Greek.
_ALIEN = re.compile(
    r"[^\W\d_\u0000-\u024f\u0300-\u036f\u0370-\u03ff\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06]"
)


_text_object = by_reference(raw.FPDFText_GetTextObject, ctypes.c_void_p)
_font_of = by_address(raw.FPDFTextObj_GetFont, ctypes.c_void_p)
_origin = by_reference(raw.FPDFText_GetCharOrigin, ctypes.c_int)
_box = by_reference(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_is_generated = by_reference(raw.FPDFText_IsGenerated, ctypes.c_int)
_glyph_width = by_address(raw.FPDFFont_GetGlyphWidth, ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_void_p)
_matrix_of = by_address(raw.FPDFPageObj_GetMatrix, ctypes.c_int)
_is_guessed = by_reference(raw.FPDFText_HasUnicodeMapError, ctypes.c_int)


@define(eq=False)
class Font:
    """What is known of a font of a document, which most of its pages share.

    Attributes:
        address: The font of PDFium.
        name: Its name without the tag of a subset.
        widths: The advance of letters, in squares of the font.
        letters: Those that have been asked for, but blanks.
        guessed: Of how many of them the file does not tell what they are.
    """

    address: int
    name: str
    bold: bool
    widths: dict[str, float] = field(factory=dict)
    letters: set[str] = field(factory=set)
    guessed: int = 0

    @property
    def is_believed(self) -> bool:
        """Whether those of its letters that PDFium did not guess are right."""
        return self.guessed <= _GUESSED * len(self.letters)


#: A text object: its address, its first letter, its end and its font.
Run = tuple[int, int, int, Font]


class Fonts:
    """The fonts of a document."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bytes], Font] = {}

    def at(self, address: int, handle: Any, index: int) -> Font:
        """Return the font at *address*, in which the letter *index* is set."""
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(ctypes.cast(address, raw.FPDF_FONT), buffer, 256)
        key = address, buffer.value  # an address may be that of another font on the next page
        if key not in self._fonts:
            name = buffer.value.decode("utf-8", "replace")
            name = name.partition("+")[2] or name
            bold = "bold" in name.lower() or raw.FPDFText_GetFontWeight(handle, index) >= 600
            self._fonts[key] = Font(address, name, bold)
        return self._fonts[key]


class Letters:
    """The letters of a page.

    Attributes:
        page: The text page of PDFium.
        text: One letter for each index, `UNKNOWN` where the file does not tell it.
        runs: The text objects.
        count: How many letters there are that are not blank.
        unknown: Of how many of them it is not known what they are.
    """

    def __init__(self, handle: Any, fonts: Fonts) -> None:
        self.page = reference(handle)
        self._x, self._y, self._loose = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        self._x_at, self._y_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self._loose_at = ctypes.byref(self._loose)
        self._width = ctypes.c_float()
        self._width_at = ctypes.byref(self._width)
        self._spans: dict[tuple[int, int], list[tuple[float, float] | None]] = {}
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix)
        text = _CONTROLS.sub(UNKNOWN, _text(handle))
        self.runs: list[Run] = []
        if self._guesses(text, self._by_font(text, handle, fonts)):
            text = self._without_guesses(text)
        self.text = _HALF_NUMBER.sub(_hidden, text) if UNKNOWN in text else text
        self.count = len(self.text) - sum(map(self.text.count, _BLANK))
        self.unknown = self.text.count(UNKNOWN)

    def has_generated(self, first: int, end: int) -> bool:
        """Tell whether PDFium put spaces between the letters from *first* to *end* because it saw gaps."""
        at = self.text.find(" ", first, end)
        while at >= 0:
            if _is_generated(self.page, at) == 1:
                return True
            at = self.text.find(" ", at + 1, end)
        return False

    def place_of(self, owner: int) -> Matrix:
        """Return the matrix of a text object in the form or page that holds it."""
        _matrix_of(owner, self._matrix_at)
        matrix = self._matrix
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def origin(self, at: int) -> tuple[float, float]:
        """Return where on the page a letter begins, on its base line."""
        _origin(self.page, at, self._x_at, self._y_at)
        return self._x.value, self._y.value

    def spans(self, run: tuple[int, int, Font, float], turn: Turn) -> list[tuple[float, float] | None]:
        """Return where each letter of a run begins and ends along its line, None for what PDFium added; it is kept.

        A run is its first letter, its end, its font and the width of the font's square.
        """
        first, end, font, wide = run
        if (first, end) in self._spans:
            return self._spans[first, end]
        spans = self._spans[first, end] = []
        page, x, y, x_at, y_at = self.page, self._x, self._y, self._x_at, self._y_at
        turned, left = turn.quarters, turn.left
        for at, letter in enumerate(self.text[first:end], first):
            if letter in " \r\n" and (letter != " " or _is_generated(page, at) == 1):
                spans.append(None)
                continue
            _origin(page, at, x_at, y_at)
            start = turn.at(x.value, y.value)[0] if turned else x.value - left
            width = font.widths.get(letter)
            spans.append((start, self.end(at, start, font, wide, turn) if width is None else start + width * wide))
        return spans

    def end(self, at: int, start: float, font: Font, wide: float, turn: Turn) -> float:
        """Return where a letter ends along its line that begins at *start*.

        The advance that its font gives it tells, times the width *wide* of the font's square. A glyph may reach farther
        than that ("Ự"), into the space behind it; and where two codes of a font stand for a letter, the advance that
        is found may be that of the other: the smaller of both is right.
        """
        letter = self.text[at]
        width = font.widths.get(letter)
        if width is None:
            _box(self.page, at, self._loose_at)
            loose = self._loose
            width = (turn.box((loose.left, loose.bottom, loose.right, loose.top))[2] - start) / (wide or 1)
            if letter != UNKNOWN and _glyph_width(font.address, ord(letter), 1000.0, self._width_at):
                advance = self._width.value / 1000
                width = min(width, advance) if advance > 0 else width
            font.widths[letter] = width
        return start + width * wide

    def _by_font(self, text: str, handle: Any, fonts: Fonts) -> dict[int, list[Run]]:
        """Find the text objects of the page; return those of each font."""
        start, count = 0, len(text)
        found: dict[int, list[Run]] = {}
        owner = _text_object(self.page, 0)
        while start < count:
            if owner is None:  # a space or a line end that PDFium added
                start += 1
                owner = _text_object(self.page, start)
                continue
            address = _font_of(owner) or 0
            same = found.get(address)
            if same is None:
                same, font = found.setdefault(address, []), fonts.at(address, handle, start)
            else:
                font = same[0][3]
            end, after = self._end_of(owner, start, text)
            run = owner, start, end, font
            self.runs.append(run)
            same.append(run)
            start, owner = end, after
        return found

    def _end_of(self, owner: int, start: int, text: str) -> tuple[int, int | None]:
        """Return where the letters of a text object end, and the object of the letter there.

        Half of the objects hold one letter, and many reach to the end of their line. Others are felt for in strides
        that grow; then the last stride is halved.
        """
        page, inside, stride = self.page, start + 1, 1
        other = _text_object(page, inside)
        if other != owner:
            return inside, other
        last = text.find("\r", inside) - 1
        if last > inside and _text_object(page, last) == owner:
            inside = last
        while (other := _text_object(page, inside + stride)) == owner:
            inside += stride
            stride *= 2
        outside = min(inside + stride, len(text))
        while outside - inside > 1:
            middle = (inside + outside) // 2
            at_middle = _text_object(page, middle)
            if at_middle == owner:
                inside = middle
            else:
                outside, other = middle, at_middle
        return outside, other

    def _without_guesses(self, text: str) -> str:
        """Return *text* with what PDFium guessed as `UNKNOWN`."""
        letters = list(text)
        for _, first, end, font in self.runs:
            if font.guessed:
                believed = font.is_believed
                for at in range(first, end):
                    if text[at] not in _BLANK and (
                        not believed or _ALIEN.match(text[at]) or _is_guessed(self.page, at) == 1
                    ):
                        letters[at] = UNKNOWN
        return "".join(letters)

    def _guesses(self, text: str, by_font: dict[int, list[Run]]) -> bool:
        """Tell whether PDFium guessed letters of a font of the page.

        A font maps its glyphs once, so each letter is asked for once a font, not wherever it stands.
        """
        guessed = False
        for runs in by_font.values():
            font = runs[0][3]
            said = [text[first:end] for _, first, end, _ in runs]
            new = set("".join(said)).difference(_BLANK, UNKNOWN, font.letters)
            font.letters |= new
            for (_, first, _, _), words in zip(runs, said, strict=True):
                if not new:
                    break
                for letter in new.intersection(words):
                    font.guessed += _is_guessed(self.page, first + words.index(letter)) == 1
                new.difference_update(words)
            guessed = guessed or font.guessed > 0
        return guessed


def _hidden(found: re.Match[str]) -> str:
    before = found[1] or ""
    return before + UNKNOWN * (len(found[0]) - len(before))


def _text(handle: Any) -> str:
    count = raw.FPDFText_CountChars(handle)
    buffer = bytearray(2 * count + 2)  # an array of ctypes would be a type of its own for each length
    raw.FPDFText_GetText(handle, 0, count, ctypes.byref(ctypes.c_ushort.from_buffer(buffer)))
    text = buffer[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or text.endswith("\0"):  # letters beyond U+FFFF or without a code shift the count
        text = "".join(chr(raw.FPDFText_GetUnicode(handle, at) or 0) for at in range(count))
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    return text
