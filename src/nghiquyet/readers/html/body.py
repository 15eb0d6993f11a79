"""Where on a saved web page the document stands: what a site put around it is cut.

A page is known by the container its site uses, or else by weight: from the outermost element inward, as long as one
child holds most of the text and nothing that reads like a part of the document stands beside it.
"""

import re
from collections.abc import Mapping
from itertools import accumulate

from attrs import define, frozen

from ..page.table_rows import Line

#: Containers of the document, by site. An attribute, its value, and where it was seen.
CONTAINERS = (
    ("id", "toanvancontent"),  # vbpl.vn until 2025
    ("class", "fulltext"),  # vbpl.vn until 2025, older documents
    ("class", "content1"),  # thuvienphapluat.vn
    ("id", "divContentDoc"),  # thuvienphapluat.vn, saved by its own button
    ("id", "rc-tabs-0-panel-toan-van"),  # vbpl.vn since 2025
)
_NUMBERS = {container: number for number, container in enumerate(CONTAINERS)}
#: Elements that are never the document. Converters mark notes of the document with a role "doc-...".
_FURNITURE = frozenset(("nav", "aside", "footer", "header", "dialog", "menu"))
_INNER = frozenset(("p", "table", "pre", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center"))
# Lines with which parts of a resolution begin. A table of contents has them too, but its lines stand in the document.
_PART = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|NGHỊ\s+QUYẾT\s*$|QUYẾT\s+(?:NGHỊ|ĐỊNH)\s*:|"
    r"(?:Căn cứ|Xét|Theo đề nghị)\s|Điều\s+\d|Chương\s+[IVXLC\d]+|Phần\s+thứ|Mục\s+\d|PHỤ LỤC|Phụ lục|Nơi nhận|"
    r"T/?M\.?\s|KT\.\s|[IVXLC]+\s*[.-]\s|\d{1,2}(?:\.\d{1,2}){0,3}\.\s|[a-zđ]\)\s|[-–+]\s"
)
_ENOUGH = 200  # characters: a container with less was left empty for a script to fill
_MANY = 2000  # lines beside a child that are looked at one by one


@frozen
class Frame:
    """What the name and the attributes of an element say about where the document stands.

    Attributes:
        inner: Whether it is a paragraph, a list or a table: the document begins in none of them.
        furniture: Whether it is a part of the page that is never the document.
        known: Which of `CONTAINERS` it is.
    """

    inner: bool
    furniture: bool
    known: tuple[int, ...]


def frame_of(tag: str, attributes: Mapping[str, str]) -> Frame:
    """Return the frame that a block element is."""
    furniture = tag in _FURNITURE and not attributes.get("role", "").startswith("doc-")
    return Frame(tag in _INNER, furniture, _known_as(attributes) if attributes else ())


@define(eq=False)
class Box:
    """An element that may be the document or no part of it, and its lines: from `first` up to, not including, `last`.

    Attributes:
        around: The box that it stands in, None for the page.
        inner: Whether it is an inner frame or stands in one.
    """

    around: "Box | None" = None
    first: int = 0
    last: int = 0
    inner: bool = False
    furniture: bool = False
    known: tuple[int, ...] = ()

    def inside(self, frame: Frame, line: int) -> "Box":
        """Return the box of a *frame* in this one that begins before *line*: this one if nobody asks for another."""
        if self.inner and not frame.known and not frame.furniture:
            return self
        return Box(self, line, 0, self.inner or frame.inner, frame.furniture, frame.known)


def _known_as(attributes: Mapping[str, str]) -> tuple[int, ...]:
    names = [("class", name) for name in attributes["class"].split()] if "class" in attributes else []
    if "id" in attributes:
        names.append(("id", attributes["id"]))
    known = {_NUMBERS[name] for name in names if name in _NUMBERS}
    return tuple(sorted(known)) if known else ()


def find_body(lines: list[Line], linked: list[int], boxes: list[Box]) -> list[int]:
    """Return the indexes of the lines that are the document, in order."""
    furniture = _furniture(lines, boxes)
    own = (len(line.text) - links for line, links in zip(lines, linked, strict=True))
    weight = [0, *accumulate(0 if mark else letters for letters, mark in zip(own, furniture, strict=True))]
    first, last = _known(boxes, weight) or _heaviest(lines, boxes, weight)
    return [at for at in range(first, last) if not furniture[at]]


def _furniture(lines: list[Line], boxes: list[Box]) -> bytearray:
    """Mark the lines in menus, side bars, heads and feet of the page; a page made of one such element keeps it."""
    marks = bytearray(len(lines))
    for box in boxes:
        if box.furniture:
            marks[box.first : box.last] = b"\1" * (box.last - box.first)
    inside = sum(len(line.text) for line, mark in zip(lines, marks, strict=True) if mark)
    return marks if inside * 2 < sum(len(line.text) for line in lines) else bytearray(len(lines))


def _known(boxes: list[Box], weight: list[int]) -> tuple[int, int] | None:
    """Return the lines of the first known container that is not empty."""
    for kind in range(len(CONTAINERS)):
        for box in boxes:
            if kind in box.known and weight[box.last] - weight[box.first] >= _ENOUGH:
                return box.first, box.last
    return None


def _heaviest(lines: list[Line], boxes: list[Box], weight: list[int]) -> tuple[int, int]:
    """Go inward from the whole page to the element in which the document stands."""
    inside: dict[int, list[Box]] = {}
    for box in boxes:
        inside.setdefault(id(box.around), []).append(box)
    first, last, at = 0, len(lines), id(boxes[0].around)
    while at in inside:
        child = max(inside[at], key=lambda box: weight[box.last] - weight[box.first])
        if child.inner or (weight[child.last] - weight[child.first]) * 2 < weight[last] - weight[first]:
            break
        if _holds_a_part(lines, (first, last), child):
            break
        first, last, at = child.first, child.last, id(child)
    return first, last


def _holds_a_part(lines: list[Line], around: tuple[int, int], child: Box) -> bool:
    """Tell whether part of the document stands beside *child*: a line that opens one and is not in *child* too."""
    beside = [*lines[around[0] : child.first], *lines[child.last : around[1]]]
    parts = [line.text for line in beside if _PART.match(line.text)]
    if not parts or len(parts) > _MANY:
        return bool(parts)
    text = " ".join(line.text for line in lines[child.first : child.last])
    return any(part not in text for part in parts)
