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


# Google Docs numbers its lists by counters of CSS:
# `.lst-kix_a-1>li:before{content:"" counter(lst-ctn-kix_a-1,decimal) ". "}`.
_RULE = re.compile(r"\.(lst-[\w-]+)\s*>\s*li:{1,2}before\s*\{\s*content:([^}]*)\}")
_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|counter\(\s*lst-ctn-([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)')
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6}) ?")

#: What a label is made of: letters, or the counter of a list with the style of its numbers.
Pieces = tuple[tuple[str, str, str], ...]


def counted_lists(page: str | bytes) -> dict[str, Pieces]:
    """Return, by the class of a list, what the style sheet of the page puts before its items."""
    text = page.decode("utf-8", "replace") if isinstance(page, bytes) else page
    return {rule[1]: tuple(map(_piece, _PIECE.finditer(rule[2]))) for rule in _RULE.finditer(text)}


def _piece(found: "re.Match[str]") -> tuple[str, str, str]:
    return found[1] or "", found[2] or "", found[3] or ""


@define
class _List:
    style: str
    number: int
    counted: str = ""  # the class under which the style sheet counts it


@define
class Lists:
    """The lists that are open at a place of the page, the innermost last.

    Attributes:
        page: The page, whose style sheet is asked when a list has a class that it may count.
    """

    page: str | bytes = field(default="", repr=False)
    _counted: dict[str, Pieces] | None = None
    _open: list[_List] = field(factory=list)
    _counters: dict[str, int] = field(factory=dict)

    @property
    def counted(self) -> Mapping[str, Pieces]:
        """What the style sheet puts before the items of a list, by its class."""
        if self._counted is None:
            self._counted = counted_lists(self.page)
        return self._counted

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin the list of an <ol> or <ul>."""
        items = _List("decimal" if tag == "ol" else "disc", 1)
        if attributes:
            items.style = _own_style(attributes) or _TYPES.get(attributes.get("type", ""), items.style)
            start = attributes.get("start", "")
            items.number = int(start) if start.isdecimal() else 1
            classes = attributes.get("class", "").split()
            items.counted = next((name for name in classes if name.startswith("lst-") and name in self.counted), "")
            if items.counted and "start" in classes:
                self._counters[items.counted.removeprefix("lst-")] = items.number - 1
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
        if items.counted:
            return self._by_counters(items.counted)
        style = items.style
        if attributes:
            style = _own_style(attributes) or style
            value = attributes.get("value", "")
            items.number = int(value) if value.isdecimal() else items.number
        label = list_label(style, items.number)
        items.number += 1
        return label

    def _by_counters(self, name: str) -> str:
        own = name.removeprefix("lst-")
        self._counters[own] = self._counters.get(own, 0) + 1
        label = ""
        for letters, counter, style in self.counted[name]:
            number = self._counters.get(counter, 0)
            label += written(number, _FORMATS.get(style or "decimal", "decimal")) if counter else _unescaped(letters)
        return label.strip()


def _unescaped(letters: str) -> str:
    """Return a string of CSS as it is shown: "\\\\0025cf" is "●"."""
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), letters)


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
