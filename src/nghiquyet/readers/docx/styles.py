"""Which look a Word style gives: the chain from the style of a paragraph down to the defaults of the document."""

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from .xml import W, attribute, child, children, integer, on

if TYPE_CHECKING:
    from lxml.etree import _Element


@frozen
class Look:
    """How a run looks, as far as a reader needs it.

    Attributes:
        font: The name of its font; "" when the theme or the program decides.
        bold, hidden, caps, raised: What they say.
    """

    font: str = ""
    bold: bool = False
    hidden: bool = False
    caps: bool = False
    raised: bool = False


@frozen
class Setting:
    """How a paragraph is set.

    Attributes:
        style: The key of its style.
        number, depth: The list and the level in it, None where nothing is said.
        centred: Whether it is centred.
        left, first: Left indent, and what the first line adds to it, in twips; None where nothing is said.
    """

    style: str = ""
    number: str | None = None
    depth: int | None = None
    centred: bool = False
    left: int | None = None
    first: int | None = None


def changed_look(look: Look, properties: "_Element | None") -> Look:
    """Return *look* with what w:rPr *properties* say on top."""
    if properties is None:
        return look
    font, bold, hidden, caps, raised = look.font, look.bold, look.hidden, look.caps, look.raised
    for element in properties:
        tag = element.tag
        if tag == _FONTS:
            said = element.get(_HANSI) or element.get(_ASCII)
            if said:
                font = said
            elif attribute(element, "hAnsiTheme") or attribute(element, "asciiTheme"):
                font = ""
        elif tag == _BOLD:
            bold = on(element)
        elif tag == _VANISH:
            hidden = on(element)
        elif tag == _CAPS:
            caps = on(element)
        elif tag == _ALIGN:
            raised = attribute(element, "val") == "superscript"
    return _look(font, bold, hidden, caps, raised)


_FONTS, _BOLD, _VANISH, _CAPS, _ALIGN = (W + name for name in "rFonts b vanish caps vertAlign".split())
_HANSI, _ASCII = W + "hAnsi", W + "ascii"


@lru_cache(maxsize=4096)
def _look(font: str, bold: bool, hidden: bool, caps: bool, raised: bool) -> Look:
    """Return the one Look of these values: a document has a dozen, and tens of thousands of runs."""
    return Look(font, bold, hidden, caps, raised)


def changed_setting(setting: Setting, properties: "_Element | None") -> Setting:
    """Return *setting* with what w:pPr *properties* say on top."""
    if properties is None:
        return setting
    said: dict[str, str | int | bool] = {}
    numbering = child(properties, "numPr")
    if numbering is not None:
        if (number := child(numbering, "numId")) is not None:
            said["number"] = attribute(number, "val")
        if (depth := child(numbering, "ilvl")) is not None:
            said["depth"] = integer(attribute(depth, "val"), 0)
    if (justified := child(properties, "jc")) is not None:
        said["centred"] = attribute(justified, "val") == "center"
    if (indent := child(properties, "ind")) is not None:
        if left := attribute(indent, "left") or attribute(indent, "start"):
            said["left"] = integer(left, 0)
        if first := attribute(indent, "firstLine"):
            said["first"] = integer(first, 0)
        if hanging := attribute(indent, "hanging"):
            said["first"] = -integer(hanging, 0)
    return evolve(setting, **said) if said else setting  # type: ignore[arg-type]


_CHAIN = 64  # Word allows eleven


class Styles:
    """The styles of a document, each resolved once."""

    def __init__(self, root: "_Element | None") -> None:
        found = () if root is None else children(root, "style")
        self._elements = {attribute(style, "styleId"): style for style in found}
        self._default = next((key for key, style in self._elements.items() if _is_default(style)), "")
        defaults = None if root is None else child(root, "docDefaults")
        self._plain = changed_look(Look(), child(child(defaults, "rPrDefault"), "rPr"))
        self._bare = changed_setting(Setting(), child(child(defaults, "pPrDefault"), "pPr"))
        self._resolved: dict[str, tuple[Look, Setting]] = {}
        self._spans: dict[tuple[str, Look], Look] = {}

    def name(self, key: str) -> str:
        """Return the name of style *key* as the author sees it."""
        return attribute(child(self._elements.get(key or self._default), "name"), "val")

    def paragraph(self, key: str) -> tuple[Look, Setting]:
        """Return the look of runs and the setting of paragraphs in style *key*, "" for the default style."""
        key = key if key in self._elements else self._default
        found = self._resolved.get(key)
        if found is None:
            look, setting = self._plain, self._bare
            for parent in reversed(self._chain(key)):
                element = self._elements[parent]
                look = changed_look(look, child(element, "rPr"))
                setting = changed_setting(setting, child(element, "pPr"))
                if child(child(element, "pPr"), "numPr") is not None:
                    setting = evolve(setting, style=parent)  # the style that a level of the list may be tied to
            found = self._resolved[key] = (look, setting)
        return found

    def span(self, key: str, look: Look) -> Look:
        """Return *look* with character style *key* on top."""
        found = self._spans.get((key, look))
        if found is None:
            found = look
            for parent in reversed(self._chain(key)):
                found = changed_look(found, child(self._elements[parent], "rPr"))
            self._spans[key, look] = found
        return found

    def lists(self) -> dict[str, str]:
        """Return the list that each style names: numbering styles point to their levels that way."""
        found = {}
        for key, element in self._elements.items():
            number = attribute(child(child(child(element, "pPr"), "numPr"), "numId"), "val")
            if number:
                found[key] = number
        return found

    def _chain(self, key: str) -> list[str]:
        chain: list[str] = []
        while key in self._elements and key not in chain and len(chain) < _CHAIN:
            chain.append(key)
            key = attribute(child(self._elements[key], "basedOn"), "val")
        return chain


def _is_default(style: "_Element") -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default").lower() in ("1", "true", "on")
