"""Read saved web pages and Word's "save as HTML": vbpl.vn, thuvienphapluat.vn, chinhphu.vn and the rest.

How its bytes become letters is settled first, because lxml takes a page without a meta tag for Latin-1. Then every
block element becomes a line (`html_walk`), the document is found among the lines (`html_body`), and what was cut is
said in a note.
"""

import codecs
import re
from email import message_from_bytes

from attrs import evolve
from lxml import etree

from ...errors import UnreadableSource
from ...layout import Note, Reading
from ...text.note_marks import OPENS_NOTE
from ..encodings.decode import decode, is_utf_8
from ..encodings.fonts import Fonts
from ..page import table_rows
from ..page.table_rows import Line
from ..writer import Writer
from .body import find_body
from .lists import Lists
from .look import NOTES
from .walk import TooDeep, Walk

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_BEGINS, _ENDS = re.compile(rb"<html\b", re.I), re.compile(rb"</html\b", re.I)
_BASE64 = b";base64,"
_PICTURE = re.compile(_BASE64 + rb"[A-Za-z0-9+/=]{1000,}")  # written out in the page, it may be most of it; never words
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_LOST = "\ufffd".encode()  # a letter that a program could not read: there may be more wrong with the page
_LATIN = frozenset(("iso8859-1", "ascii", "cp1252"))  # HTML reads all three as Windows-1252


def read_html(data: bytes, name: str) -> Reading:
    """Read the document on a web page; what the site put around it is left out.

    Raises:
        UnreadableSource: The page has no text, or its elements stand deeper in one another than can be told.
    """
    if _BASE64 in data:  # found sooner than by a pattern
        data = _PICTURE.sub(_BASE64, data)
    page, encoding, notes = _decode(data, name)
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
    notes_below = _notes(walk, kept)
    kept = [at for at in kept if at not in walk.notes]
    table_rows.write([walk.lines[at] for at in kept] + notes_below, writer, frozenset(walk.tables.outer))
    if notes_below:
        count = len({line.hints.note for line in notes_below})
        writer.note("footnotes-at-end", f"{count} footnotes stand at the end of the text")
    for note in notes:
        writer.note(note.code, note.message, note.line)
    _tell_cut(walk, [*kept, *walk.notes], writer)
    if _BEGINS.search(data) and not _ENDS.search(data):
        writer.note("file-truncated", "the page has no </html>")
    return writer.reading("html", encoding=fonts.encoding or encoding)


def read_mht(data: bytes, name: str) -> Reading:
    """Read the page in a "single file web page" (.mht): an e-mail whose first HTML part is the page.

    Raises:
        UnreadableSource: It holds no page, or what `read_html` says of the page.
    """
    for part in message_from_bytes(data).walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes):
            return read_html(_declared(page, part.get_content_charset()), name)
    raise UnreadableSource(name, "a web archive (.mht) without a page")


def _notes(walk: Walk, kept: list[int]) -> list[Line]:
    """Return the lines of the notes, numbered note by note; their marks lead to them, wherever the page has them."""
    out: list[Line] = []
    count, last = -1, ""
    for at, name in walk.notes.items():
        line = walk.lines[at]
        if name != last or (name == NOTES and OPENS_NOTE.match(line.text)) or count < 0:
            count, last = count + 1, name
        out.append(Line(line.text, evolve(line.hints, note=count, cells=())))
    return out


def _declared(page: bytes, charset: str | None) -> bytes:
    """Return a page that says its encoding itself; the head of its part may be all that says it."""
    marked = page.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8))
    if charset is None or marked or _CHARSET.search(page[:4096]):
        return page
    try:
        return codecs.BOM_UTF8 + page.decode(charset).encode()
    except (LookupError, UnicodeError):  # what the head says is wrong: the bytes decide
        return page


def _walk(page: str | bytes, fonts: Fonts, writer: Writer) -> Walk:
    """Walk over the page; once more if letters in one of its fonts turn out to be no Unicode."""
    walk = _parse(page, Walk(fonts, lists=Lists(page)))
    fonts.decide(writer)
    return _parse(page, Walk(fonts, decided=True, lists=Lists(page))) if writer.notes else walk


def _parse(page: str | bytes, walk: Walk) -> Walk:
    # Comments, which hold what only Word shows, are told to nobody. What Word shows to browsers
    # ("<![if !supportLists]>") is no comment to libxml2.
    encoding = "utf-8" if isinstance(page, bytes) else None
    etree.fromstring(page, etree.HTMLParser(target=walk, encoding=encoding, no_network=True, huge_tree=True))
    return walk


def _decode(data: bytes, name: str) -> tuple[str | bytes, str, tuple[Note, ...]]:
    """Return the letters of a page: its byte order mark decides, then its meta tag, then the bytes themselves.

    UTF-8 stays as it is, for the parser reads it faster than letters: most of a page is scripts, which nobody reads.
    Letters in an old encoding that stand in it are found with those of each font.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, encoding, notes = decode(data, name)
        return _undeclared(text.removeprefix("\ufeff")), encoding, notes
    found = _CHARSET.search(data[:4096])
    try:
        codec = codecs.lookup(found.group(1).decode("ascii")).name if found else ""
        if codec and codec != "utf-8":
            return _undeclared(data.decode("cp1252" if codec in _LATIN else codec)), codec, ()
    except (LookupError, UnicodeDecodeError):
        pass  # the page names an encoding that is unknown or not its own: the bytes decide
    if b"\0" not in data[:4096] and _LOST not in data and is_utf_8(data):
        return data, "utf-8", ()
    text, encoding, notes = decode(data, name)
    return _undeclared(text), encoding, notes


def _undeclared(page: str) -> str:
    """Return *page* without its XML declaration, which speaks of bytes: lxml refuses it in letters."""
    declaration = _DECLARATION.match(page)
    return page[declaration.end() :] if declaration else page


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
