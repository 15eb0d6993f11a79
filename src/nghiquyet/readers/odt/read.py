"""Read OpenDocument text (.odt, and .fodt in one XML file): LibreOffice's own form, ODF 1.3 part 3.

Tracked changes are read as accepted: what was deleted stands apart at the head of the text and is left there. Running
heads live in the style sheet and are not read.
"""

from typing import TYPE_CHECKING

from ...collection import few_collections
from ...errors import UnreadableSource
from ...layout import Reading
from ..encodings.fonts import Fonts
from ..page import table_rows
from ..page.container import Package, parse_xml
from ..writer import Writer
from .lines import make_lines
from .names import HIDDEN_PARAGRAPH, OFFICE
from .styles import Styles
from .walk import Walk

if TYPE_CHECKING:
    from lxml.etree import _Element


@few_collections()
def read_odt(data: bytes, name: str) -> Reading:
    """Read an OpenDocument text with its list labels as shown, its tables, and its notes at the end.

    Raises:
        UnreadableSource: The container is broken, a bomb or encrypted, or holds no text document.
    """
    content, styles = _parts(data, name)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableSource(name, "an OpenDocument file that holds no text document")
    hiding = next(body.iter(HIDDEN_PARAGRAPH), None) is not None
    walk = Walk(Styles([root for root in (styles, content) if root is not None]), hiding)
    walk.story(body)
    notes = walk.write_notes()
    writer, fonts = Writer(), Fonts()
    table_rows.write(make_lines(walk.paragraphs, fonts, writer), writer, frozenset(walk.scaffolding))
    if walk.met["deletion"]:
        writer.note("tracked-changes-accepted", f"{walk.met['deletion']} deleted passages were left out")
    if walk.met["hidden"]:
        writer.note("hidden-text-left-out", f"{walk.met['hidden']} hidden passages were left out")
    if walk.met["contents"]:
        writer.note("contents-left-out", "a table of contents was left out")
    if walk.met["picture"]:
        writer.note("pictures-not-read", f"{walk.met['picture']} pictures were not read")
    if notes:
        writer.note("footnotes-at-end", f"{notes} footnotes stand at the end of the text")
    return writer.reading("odt", encoding=fonts.encoding)


def _parts(data: bytes, name: str) -> "tuple[_Element, _Element | None]":
    """Return the content and the style sheet; a flat file is both."""
    if not data.startswith(b"PK"):
        return parse_xml(data, name, "document"), None
    package = Package(data, name)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableSource(name, "encrypted: a password is needed")
    styles = package.xml("styles.xml") if "styles.xml" in package else None
    return package.xml("content.xml"), styles
