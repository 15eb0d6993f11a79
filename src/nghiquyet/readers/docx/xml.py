"""Small questions that one asks of WordprocessingML: children and attributes by local name, on-off properties."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def transitional(data: bytes) -> bytes:
    """Return XML of the strict flavour with the namespace of the usual one, so that a walker knows one only."""
    return data.replace(_STRICT, W[1:-1].encode()) if _STRICT in data[:8192] else data


def child(element: "_Element | None", name: str) -> "_Element | None":
    """Return the first w:*name* in *element*; None of None, so that questions chain."""
    if element is None:
        return None
    return next(element.iterchildren(W + name), None)  # five times as fast as find()


def children(element: "_Element", name: str) -> "Iterator[_Element]":
    """Yield the w:*name* children of *element*."""
    yield from element.iterchildren(W + name)


def attribute(element: "_Element | None", name: str) -> str:
    """Return the attribute w:*name*, "" when there is none."""
    if element is None:
        return ""
    return element.get(W + name) or ""


def integer(text: str, default: int) -> int:
    """Return a number of the file format; *default* for none and for nonsense."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default


def on(element: "_Element | None") -> bool:
    """Tell whether an on-off property is there and on: <w:b/> is, <w:b w:val="0"/> is not."""
    return element is not None and attribute(element, "val").lower() not in ("0", "false", "off")


def local(element: "_Element") -> str:
    """Return the name of *element* without its namespace."""
    tag: str = element.tag
    return tag[tag.rfind("}") + 1 :]
