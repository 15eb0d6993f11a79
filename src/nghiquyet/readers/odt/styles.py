"""The style sheet of an OpenDocument text: what paragraphs and words look like, and how lists are labelled."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from ..page.list_labels import bullet
from ..page.numbering import Level
from .names import FO, LOEXT, STYLE, SVG, TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc)$")
_POINTS = {"cm": 28.3465, "mm": 2.83465, "in": 72.0, "pt": 1.0, "pc": 12.0}
_DEEP = 50  # parents of a style; a longer chain is a ring


@frozen(eq=False)
class Look:
    """What a style says: None where it says nothing. Looks are compared by identity.

    Attributes:
        title: The name that the author sees.
        margin, first: Left margin and the first line's own indent, in points.
        listed: The list style that paragraphs of this style belong to.
        raised: Whether it sets letters above the line.
    """

    title: str = ""
    bold: bool | None = None
    centred: bool | None = None
    margin: float | None = None
    first: float | None = None
    hidden: bool = False
    font: str = ""
    listed: str | None = None
    raised: bool | None = None


class Styles:
    """The styles of a document, looked up by family and name; a style has what its parents say."""

    def __init__(self, roots: "Iterable[_Element]") -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._lists: dict[str, _Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._fonts: dict[str, str] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for element in root.iter(f"{STYLE}style", f"{TEXT}list-style", f"{TEXT}outline-style", f"{STYLE}font-face"):
                name = element.get(f"{STYLE}name", "")
                if element.tag == f"{STYLE}style":
                    self._styles[element.get(f"{STYLE}family", ""), name] = element
                elif element.tag == f"{TEXT}list-style":
                    self._lists[name] = element
                elif element.tag == f"{TEXT}outline-style":
                    self.outline = _levels(element)
                else:
                    family = element.get(f"{SVG}font-family", name)
                    self._fonts[name] = family.strip("'\"")

    def levels(self, name: str) -> dict[int, Level]:
        """Return the levels, from 0, of the list style *name*."""
        if name not in self._levels:
            self._levels[name] = _levels(self._lists[name]) if name in self._lists else {}
        return self._levels[name]

    def look(self, family: str, name: str) -> Look:
        """Return what the style *name* of *family* says, its parents included."""
        key = family, name
        look = self._looks.get(key)
        if look is None:
            chain: list[_Element] = []
            while (element := self._styles.get((family, name))) is not None and len(chain) < _DEEP:
                chain.append(element)
                name = element.get(f"{STYLE}parent-style-name", "")
            look = Look()
            for element in reversed(chain):
                look = self._add(look, element)
            self._looks[key] = look
        return look

    def _add(self, look: Look, element: "_Element") -> Look:
        change: dict[str, Any] = {}
        own = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name", "")
        if not re.fullmatch(r"[A-Z]{1,2}\d+", own):  # "P12", "T3": made by the program, not named by the author
            change["title"] = own
        if (listed := element.get(f"{STYLE}list-style-name")) is not None:
            change["listed"] = listed
        for properties in element:
            get = properties.get
            if (weight := get(f"{FO}font-weight")) is not None:
                change["bold"] = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
            if (align := get(f"{FO}text-align")) is not None:
                change["centred"] = align == "center"
            if (margin := _points(get(f"{FO}margin-left") or get(f"{FO}margin"))) is not None:
                change["margin"] = margin
            if (first := _points(get(f"{FO}text-indent"))) is not None:
                change["first"] = first
            if get(f"{TEXT}display") == "none":
                change["hidden"] = True
            if (position := get(f"{STYLE}text-position")) is not None:
                change["raised"] = position.startswith("super") or position[:1] in "123456789"
            if font := get(f"{STYLE}font-name"):
                change["font"] = self._fonts.get(font, font)
        return evolve(look, **change)


def _points(length: str | None) -> float | None:
    found = _LENGTH.match(length or "")
    return float(found.group(1)) * _POINTS[found.group(2)] if found else None


def _levels(element: "_Element") -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in element:
        depth = level.get(f"{TEXT}level", "")
        if not depth.isdecimal():
            continue
        get = level.get
        at = int(depth) - 1
        before, after = get(f"{STYLE}num-prefix", ""), get(f"{STYLE}num-suffix", "")
        if level.tag.endswith("}list-level-style-bullet"):
            # LibreOffice draws no prefix and suffix beside a bullet, though it writes them when it converts from Word.
            levels[at] = Level(format="bullet", text=bullet(get(f"{TEXT}bullet-char", ""), ""))
            continue
        shown = get(f"{TEXT}display-levels", "1")
        first = max(0, at + 1 - int(shown)) if shown.isdecimal() else at
        form = _FORMATS.get(get(f"{STYLE}num-format", ""), "decimal")
        pattern = "" if form == "none" else ".".join(f"%{number + 1}" for number in range(first, at + 1))
        start = get(f"{TEXT}start-value", "1")
        text = f"{before}{pattern}{after}" if pattern else ""
        if given := get(f"{LOEXT}num-list-format"):  # the whole pattern, which ODF alone cannot say: "%1%.%3%)"
            text = re.sub(r"%(\d)%", r"%\1", given)
        levels[at] = Level(start=int(start) if start.isdecimal() else 1, format=form, text=text)
    return levels
