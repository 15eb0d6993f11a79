"""Read saved web pages and Word's "save as HTML": vbpl.vn, thuvienphapluat.vn, chinhphu.vn and the rest.

Decoding comes first, because lxml takes a page without a meta tag for Latin-1. Then every block element becomes a
line (`html_walk`), the document is found among the lines (`html_body`), and what was cut is said in a note.
"""

import codecs
import re

from lxml import etree

from ..errors import UnreadableSource
from . import rows
from .encodings import decode
from .fonts import Fonts
from .html_body import find_body
from .html_walk import TooDeep, Walk
from .layout import Note, Reading, Writer

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")  # it speaks of bytes, and lxml refuses it in letters
_LATIN = frozenset(("iso8859-1", "ascii", "cp1252"))  # HTML reads all three as Windows-1252


def read_html(data: bytes, name: str) -> Reading:
    """Read the document on a web page; what the site put around it is left out.

    Raises:
        UnreadableSource: The page has no text, or its elements stand deeper in one another than can be told.
    """
    if data.lstrip()[:13].lower() == b"mime-version:":
        data = _unpack(data, name)
    page, encoding, notes = _decode(data, name)
    if declaration := _DECLARATION.match(page):
        page = page[declaration.end() :]
    writer, fonts = Writer(), Fonts()
    try:
        walk = _walk(page, fonts, writer)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(name, "no web page: no element in it can be read") from error
    except TooDeep as error:
        raise UnreadableSource(name, "a web page with elements nested more than 2,000 deep") from error
    if not walk.begun:
        raise UnreadableSource(name, "a web page without a body")
    if not walk.lines:
        raise UnreadableSource(name, "a web page without text: a script fills it in the browser")
    kept = find_body(walk.lines, walk.linked, walk.boxes)
    rows.write([walk.lines[at] for at in kept], writer, frozenset(walk.tables.outer))
    for note in notes:
        writer.note(note.code, note.message, note.line)
    _tell_cut(walk, kept, writer)
    return writer.reading("html", encoding=fonts.encoding or encoding)


def _walk(page: str, fonts: Fonts, writer: Writer) -> Walk:
    """Walk over the page; once more if letters in one of its fonts turn out to be no Unicode."""
    walk = _parse(page, Walk(fonts))
    fonts.decide(writer)
    return _parse(page, Walk(fonts, decided=True)) if writer.notes else walk


def _parse(page: str, walk: Walk) -> Walk:
    # Comments, which hold what only Word shows, are told to nobody. What Word shows to browsers
    # ("<![if !supportLists]>") is no comment to libxml2.
    etree.fromstring(page, etree.HTMLParser(target=walk, no_network=True, huge_tree=True))
    return walk


def _decode(data: bytes, name: str) -> tuple[str, str, tuple[Note, ...]]:
    """Return the letters of a page: its byte order mark decides, then its meta tag, then the bytes themselves."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, encoding, notes = decode(data, name)
        return text.removeprefix("\ufeff"), encoding, notes
    found = _CHARSET.search(data[:4096])
    if found:
        try:
            codec = codecs.lookup(found.group(1).decode("ascii")).name
            return data.decode("cp1252" if codec in _LATIN else codec), codec, ()
        except (LookupError, UnicodeDecodeError):
            pass  # the page names an encoding that is unknown or not its own: the bytes decide
    return decode(data, name)


def _unpack(data: bytes, name: str) -> bytes:
    """Return the page in a "single file web page" (.mht)."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page
    raise UnreadableSource(name, "a web archive (.mht) without a page")


def _tell_cut(walk: Walk, kept: list[int], writer: Writer) -> None:
    inside = set(kept)
    cut = [line.text for at, line in enumerate(walk.lines) if at not in inside]
    if cut:
        writer.note(
            "page-around-document",
            f'{len(cut)} lines around the document were left out, from "{cut[0][:40]}" to "{cut[-1][:40]}"',
        )
    if walk.deleted:
        writer.note("tracked-changes-accepted", f"{walk.deleted} characters marked as deleted were left out")
