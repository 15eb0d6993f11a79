"""Lists of a web page: the labels that a browser draws before their items."""

import re
from collections.abc import Mapping

from attrs import define, field

from ..page.list_labels import written

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
#: The list styles of CSS by the names that Word has for them.
_FORMATS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
#: A mark typed by hand in a list item: the list's own would say it twice.
TYPED = re.compile(r"(?:[-–+*•]|\d+(?:\.\d+)*[.)]|[IVXLC]+[.)-]|\w\)|Điều\s+\d)", re.I)


@define
class _List:
    style: str
    number: int


@define
class Lists:
    """The lists that are open at a place of the page, the innermost last."""

    _open: list[_List] = field(factory=list)

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin the list of an <ol> or <ul>."""
        items = _List("decimal" if tag == "ol" else "disc", 1)
        if attributes:
            items.style = _own_style(attributes) or _TYPES.get(attributes.get("type", ""), items.style)
            start = attributes.get("start", "")
            items.number = int(start) if start.isdecimal() else 1
        self._open.append(items)

    def close(self) -> None:
        """End the innermost list."""
        if self._open:
            self._open.pop()

    def item(self, attributes: Mapping[str, str]) -> str:
        """Count an <li> and return its label; "" outside of lists."""
        if not self._open:
            return ""
        items = self._open[-1]
        style = items.style
        if attributes:
            style = _own_style(attributes) or style
            value = attributes.get("value", "")
            items.number = int(value) if value.isdecimal() else items.number
        label = list_label(style, items.number)
        items.number += 1
        return label


def _own_style(attributes: Mapping[str, str]) -> str:
    found = _STYLE.search(attributes.get("style", ""))
    return found.group(1) if found else ""


def list_label(style: str, number: int) -> str:
    """Return the label that a browser draws for the item *number* of a list, "" for a style without one.

    >>> [list_label("lower-roman", 4), list_label("decimal", 12), list_label("disc", 1), list_label("none", 1)]
    ['iv.', '12.', '•', '']
    """
    if style in ("disc", "circle", "square"):
        return "•"
    return f"{written(number, _FORMATS[style])}." if style in _FORMATS else ""
