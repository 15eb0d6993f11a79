"""The letters of a Word document: the name of a font is evidence for the encoding, syllables have the last word.

A run in ".VnTime" holds TCVN3, one in "VNI-Times" VNI, and the file does not say so otherwise. A name can lie: text
that somebody converted keeps its old font, and VNSTCVN3 has been seen to hold both. So the words of each font are
weighed as a whole, once, before any of them is decoded.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol

import regex

from ...lexicon.syllables import weigh
from ..docx.paragraph import Paragraph, Piece
from ..writer import Writer
from .legacy import ENOUGH_SHARE, Guess, Table, guess, sample, suspect, tables
from .mojibake import mac_misread, misread

# Enough of each font to decide.
_SAMPLE = 60_000
_FONTS = 500
_NAMED = 4  # fonts that a note names
# So much text is judged by itself, less with that of the fonts of its family.
_LARGE = 400


#: The font of what a reader writes itself, in Unicode: marks of notes, raised digits.
OWN = "\0own"


@cache
def _names() -> tuple[tuple[str, str, str], ...]:
    data = tomllib.loads((files("nghiquyet") / "data" / "encodings" / "fonts.toml").read_text("utf-8"))
    return tuple((row["begins"], row["encoding"], row.get("capitals", "")) for row in data["font"])


@lru_cache(1024)
def claim(font: str) -> tuple[str, bool]:
    """Return the encoding that the name of *font* speaks for, "" for Unicode, and whether it shows capitals only.

    >>> claim(".VnTimeH"), claim("VNI-Times"), claim("Times New Roman")
    (('tcvn3', True), ('vni', False), ('', False))
    """
    low = font.lower()
    for begins, encoding, capitals in _names():
        if low.startswith(begins):
            return encoding, bool(capitals) and low.endswith(capitals)
    return "", False


class Look(Protocol):
    """How a run of text looks, as far as its letters depend on it."""

    @property
    def font(self) -> str:
        """The name of its font."""


class Fonts:
    """What the fonts of a document hold: see every paragraph, decide once, then ask for words."""

    def __init__(self) -> None:
        self.encoding: str | None = None
        self._seen: dict[str, list[str]] = {}
        self._sizes: dict[str, int] = {}
        self._tables: dict[str, Table] = {}
        self._guesses: dict[str, Guess] = {}

    def see(self, paragraph: Paragraph) -> None:
        """Take in the letters of *paragraph* as evidence."""
        for font, text in _runs(paragraph.pieces):
            self.see_run(font, text)
        if paragraph.label is not None and paragraph.label.font and claim(paragraph.label.font)[0]:
            self.see_run(paragraph.label.font, paragraph.label.text)

    def see_run(self, font: str, text: str) -> None:
        """Take in *text*, which is set in *font*, as evidence."""
        if font == OWN:
            return
        size = self._sizes.get(font, 0)
        if size < _SAMPLE and (size or len(self._sizes) < _FONTS):  # what comes after so many stays as it is
            self._sizes[font] = size + len(text)
            self._seen.setdefault(font, []).append(text)

    def see_texts(self, font: str, texts: Iterable[str]) -> None:
        """Take in *texts*, all set in *font*, as evidence."""
        size = self._sizes.get(font, 0)
        if not size and len(self._sizes) >= _FONTS:
            return
        seen = self._seen.setdefault(font, [])
        for text in texts:
            if size >= _SAMPLE:
                break
            size += len(text)
            seen.append(text)
        self._sizes[font] = size

    def see_runs(self, runs: Sequence[tuple[str, Look]]) -> None:
        """Take in the texts of *runs*, each with its look, as evidence."""
        for text, look in runs:
            self.see_run(look.font, text)

    def joined(self, runs: Sequence[tuple[str, Look]]) -> str:
        """Return the texts of *runs*, each with its look, as one in Unicode."""
        text = "".join([text for text, _ in runs])
        if not self._tables:
            return text
        return "".join([self.letters(look.font, text) for text, look in runs])

    def decide(self, page: Writer) -> None:
        """Settle which fonts are not Unicode, and tell *page* about it."""
        bytes_of: dict[str, list[tuple[str, str]]] = {}
        doubtful: list[tuple[str, str]] = []
        for font, pieces in self._seen.items():
            text = "\n".join(pieces)
            encoding = claim(font)[0]
            if encoding:
                bytes_of.setdefault(encoding, []).append((font, text))
            elif suspect(text):
                found = misread(text) or guess(text) or mac_misread(text)
                if found is None:
                    doubtful.append((font, text))
                else:
                    self._settle(font, found)
        for encoding, found_in in bytes_of.items():
            family = sample("\n".join(text for _, text in found_in))
            judged = guess(family, first=encoding)
            for font, text in found_in:
                large = len(text) > _LARGE
                self._weigh(font, encoding, text, guess(text, first=encoding) if large else judged, page)
        self._follow(doubtful)
        self._tell(page)

    def _follow(self, doubtful: list[tuple[str, str]]) -> None:
        """Read what is too short to judge as most of the document is read, where that makes syllables of it."""
        if not self._tables or not doubtful:
            return
        table = self._tables[max(self._tables, key=lambda font: self._sizes[font])]
        for font, text in doubtful:
            if len(text) > _LARGE:
                continue
            before, after = weigh(text), weigh(table.decode(text))
            if after.share >= max(ENOUGH_SHARE, before.share) and after.good_marked > before.good_marked:
                self._tables[font] = table

    def _weigh(self, font: str, encoding: str, text: str, found: Guess | None, page: Writer) -> None:
        """Decide about a font whose name speaks for *encoding*; *found* is the guess for it or for its family."""
        if not suspect(text):
            if regex.search(r"[\u1ea0-\u1ef9]", text):
                page.note("font-name-misleads", f'the font "{font}" holds Unicode; it was left as it is')
            return
        if found is not None:
            self._settle(font, found)
            if found.table.name != encoding:
                page.note("font-name-misleads", f'the font "{font}" holds {found.table.title}, its name says otherwise')
            return
        now = weigh(sample(text)).share
        if now < 0.5 or weigh(tables()[encoding].decode(sample(text))).share >= now:
            self._tables[font] = tables()[encoding]  # too few words to weigh: the name decides

    def _settle(self, font: str, found: Guess) -> None:
        self._tables[font] = found.table
        best = self._guesses.get(found.table.name)
        if best is None or found.evidence.words > best.evidence.words:
            self._guesses[found.table.name] = found

    def _tell(self, page: Writer) -> None:
        """Make one note an encoding; the encoding with most letters is that of the document."""
        letters: dict[str, int] = {}
        for font, table in self._tables.items():
            letters[table.name] = letters.get(table.name, 0) + self._sizes[font]
        for name in letters:
            fonts = [f'"{font}"' for font, table in self._tables.items() if table.name == name and font]
            called = f"text in the font {', '.join(fonts[:_NAMED])}" if fonts else "text in the default font"
            called += " and others" if len(fonts) > _NAMED else ""
            found = self._guesses.get(name)
            said = found.said() if found else f"read as {tables()[name].title}, by the name of the font"
            page.note("encoding-converted", f"{called} was {said}")
        self.encoding = max(letters, key=lambda name: letters[name], default=None)

    def words(self, paragraph: Paragraph) -> tuple[str, str]:
        """Return the label of *paragraph* and its text, label included."""
        if not self._tables and len(paragraph.pieces) == 1 and not paragraph.pieces[0].look.caps:
            text = self.letters(paragraph.pieces[0].look.font, paragraph.pieces[0].text)
        else:
            text = "".join(self.letters(font, words) for font, words in _runs(paragraph.pieces, caps=True))
        if paragraph.label is None or not paragraph.label.text:
            return "", text
        font = paragraph.label.font or paragraph.look.font
        label = self.letters(font, paragraph.label.text)
        return label, label + paragraph.label.gap + text.lstrip()

    def letters(self, font: str, text: str) -> str:
        """Return *text*, which is set in *font*, in Unicode; a font name that ends in NUL is shown in capitals."""
        if not (self._tables or font.endswith("\0")):
            return text
        capitals = font.endswith("\0")
        font = font[:-1] if capitals else font
        table = self._tables.get(font)
        if table is not None:
            text = table.decode(text)
            capitals = capitals or claim(font)[1]
        return text.upper() if capitals else text


def _runs(pieces: list[Piece], *, caps: bool = False) -> list[tuple[str, str]]:
    """Return (font, text) with neighbours in one font joined: letter and mark of VNI may stand in two runs.

    With *caps* a font shown in capitals is another font: its name ends in NUL.
    """
    runs: list[tuple[str, list[str]]] = []
    for piece in pieces:
        font = piece.look.font + ("\0" if caps and piece.look.caps else "")
        if runs and runs[-1][0] == font:
            runs[-1][1].append(piece.text)
        else:
            runs.append((font, [piece.text]))
    return [(font, "".join(texts)) for font, texts in runs]
