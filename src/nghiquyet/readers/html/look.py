"""What the elements of a web page say about the text in them: their names, attributes and own `style`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import evolve, field, frozen

from ...layout import Part

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
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.I)
_INDENT = re.compile(r"margin-left\s*:\s*(-?\d+(?:\.\d+)?)(pt|px|cm|mm|in)", re.I)
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.3465, "mm": 2.83465, "in": 72.0}
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.I)
_PRE = re.compile(r"white-space\s*:\s*pre", re.I)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
# The notes under a text, as Word, vbpl.vn, LibreOffice, pandoc and Markdown programs name them: one, or all of them.
_NOTE = re.compile(r"(?:id_)?_?(?:ftn|edn|sdfootnote|sdendnote|fn[:-]?)\d+$")
_NOTE_ROLES = ("doc-footnote", "doc-endnote")
_BACK = re.compile(r"#(?:_?(?:ftn|edn)ref|fnref[:-]?|sd(?:foot|end)note(?=\d+anc))\d+(?:anc)?$")  # to where it is cited
NOTES = "footnotes"

_Change = tuple[tuple[str, Any], ...]


@frozen(eq=False)
class Look:
    """What the elements around a piece of text say about it.

    Looks are told apart by identity: one of them leads to the same look inside the same element every time, for a page
    says the same thing of paragraph after paragraph.
    """

    bold: bool = False
    centred: bool = False
    indent: float = 0.0
    style: str = ""
    font: str = ""
    pre: bool = False
    link: bool = False
    raised: bool = False
    part: Part = "body"
    note: str = ""  # the name of the note that the text stands in, or of all notes
    mark: bool = False  # in the link from a note to the place that cites it
    marker: bool = False  # in Word's own list label, kept for browsers: "mso-list:Ignore"
    _changed: "dict[_Change, Look]" = field(factory=dict, repr=False)

    def inside(self, tag: str, attributes: Mapping[str, str]) -> "Look | None":
        """Return the look of text in an element that stands in this one, None for an element that is not shown."""
        change = _change_by(tag, attributes)
        if not change:
            return None if change is None else self
        look = self._changed.get(change)
        if look is None:
            news = dict(change)
            if self.note not in ("", NOTES):
                news.pop("note", None)
            news["indent"] = self.indent + news.get("indent", 0.0)
            look = self._changed[change] = evolve(self, changed={}, **news)
        return look


def _change_by(tag: str, attributes: Mapping[str, str]) -> _Change | None:
    """Return what an element says, None if it hides what is in it."""
    if tag in _SILENT or "hidden" in attributes:
        return None
    get = attributes.get
    style = get("style", "")
    if style and _HIDDEN.search(style):
        return None
    part: Part | None = None
    if tag == "div" and get("title") in ("header", "footer"):  # LibreOffice writes running heads so
        part = "header" if get("title") == "header" else "footer"
    link = tag == "a" and bool(attributes) and not get("href", "#").startswith("#")
    word = get("class", "")
    change = _change(tag, style, get("align", ""), get("face", ""), word if word.startswith("Mso") else "")
    if link:
        change = (*change, ("link", True))
    if part:
        change = (*change, ("part", part))
    named = "id" in attributes or "role" in attributes or tag == "a"  # few elements are
    note = _note_of(tag, attributes) if named else ""
    return (*change, ("part", "footnote"), ("note", note), ("mark", tag == "a")) if note else change


def _note_of(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the name of the note, or the notes, that an element holds or begins; "" for any other."""
    name, role = attributes.get("id", ""), attributes.get("role", "")
    if (_NOTE.match(name) and (tag in BLOCKS or "fn" not in name)) or role in _NOTE_ROLES:
        return name or role
    if tag == "a" and _BACK.match(attributes.get("href", "")):
        return attributes["href"]
    return NOTES if name.endswith(NOTES) or role == "doc-endnotes" else ""


@lru_cache(4096)
def _change(tag: str, style: str, align: str, face: str, word: str) -> _Change:
    """Return the fields of a look that an element sets; an indent is added to that around it."""
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
    if style:
        if found := _WEIGHT.search(style):
            weight = found.group(1).lower()
            change["bold"] = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
        if found := _ALIGN.search(style):
            change["centred"] = found.group(1).lower() == "center"
        if found := _INDENT.search(style):
            change["indent"] = float(found.group(1)) * _POINTS[found.group(2).lower()]
        if found := _FONT.search(style):
            change["font"] = found.group(1).strip()
        if tag in BLOCKS and _PRE.search(style):
            change["pre"] = True
        if _MARKER.search(style):
            change["marker"] = True
    return tuple(change.items())
