"""Tell a format from the bytes. Names lie: a .doc is often RTF, HTML or a .docx, a .txt may be a PDF."""

import re

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|table|p|span|font|br)\b", re.IGNORECASE
)
_XML = re.compile(rb"<\?xml[^>]{0,200}\?>")
_FIELDS = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_WEB_PAGE = re.compile(rb"content-type:\s*(?:multipart/(?:related|alternative)|text/html)", re.IGNORECASE)
_HEAD = 4096


def head(data: bytes) -> bytes:
    """Return the beginning of *data* as ASCII-compatible bytes, without byte order mark and white space.

    UTF-16 is known by its mark, or by the zero in every second byte of markup.
    """
    start = data[:_HEAD]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.replace(b"\0", b"")[2:].lstrip()
    if start[1:8:2] == bytes(4) or start[:7:2] == bytes(4):
        return start.replace(b"\0", b"").lstrip()
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _parts(data: bytes) -> str:
    """Return the local names of a zip that fit in its central directory, as one searchable string.

    Names are found by their bytes: opening the archive is the reader's work, and it may be broken.
    """
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ""
    names = re.findall(rb"PK\x01\x02.{42}([\x20-\x7e]{3,80})", data[-1_000_000:], re.DOTALL)
    names += re.findall(rb"PK\x03\x04.{26}([\x20-\x7e]{3,80})", data[:_HEAD], re.DOTALL)
    return "\n".join(name.decode("ascii") for name in names)


def is_docx(data: bytes, name: str) -> bool:
    parts = _parts(data)
    return "word/" in parts or ("[Content_Types].xml" in parts and not re.search(r"^(?:xl|ppt)/", parts, re.MULTILINE))


def is_odt(data: bytes, name: str) -> bool:
    return data.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]


def is_ole(data: bytes, name: str) -> bool:
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def is_old_word(data: bytes, name: str) -> bool:
    """Word 2 and earlier write a bare file with one of these magic numbers."""
    return data[:4] in (b"\xdb\xa5-\x00", b"\x9b\xa5!\x00", b"1\xbe\x00\x00")


def is_flat_opc(data: bytes, name: str) -> bool:
    """The one-file form of .docx ("Word XML document"), often saved as .xml or .doc."""
    start = head(data)
    return start.startswith(b"<?xml") and b"/office/2006/xmlPackage" in start


def is_word_xml(data: bytes, name: str) -> bool:
    """Word 2003 XML, often saved as .doc or .xml."""
    start = head(data)
    return start.startswith(b"<?xml") and (b'progid="Word.Document"' in start or b"office/word/2003/wordml" in start)


def is_pdf(data: bytes, name: str) -> bool:
    return b"%PDF-" in data[:1024]


def is_rtf(data: bytes, name: str) -> bool:
    return head(data).startswith(b"{\\rtf")


def is_flat_odt(data: bytes, name: str) -> bool:
    start = head(data)
    return start.startswith(b"<?xml") and b"office:document" in start


def is_html(data: bytes, name: str) -> bool:
    start = head(data)
    found = _MARKUP.search(start)
    if found is None or is_mht(data, name):
        return False
    # Some crawlers leave a line or two before the first tag; a resolution that quotes HTML does not begin with it.
    before = _XML.sub(b"", start[: found.start()]).strip()
    return not before or before.startswith(b"<") or (len(before) < 200 and b"</html" in data[-_HEAD:].lower())


def is_mht(data: bytes, name: str) -> bool:
    """A single file web page is an e-mail (RFC 2557): Word begins with its version, browsers with who saved it."""
    fields = _FIELDS.match(head(data))
    return fields is not None and b"mime-version:" in fields[0].lower() and _WEB_PAGE.search(fields[0]) is not None


def is_image(data: bytes, name: str) -> bool:
    bitmap = data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"
    return bitmap or data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8"))


def is_markdown(data: bytes, name: str) -> bool:
    """Every text is Markdown: only here the name decides."""
    return name.lower().endswith((".md", ".markdown")) and b"\0" not in data[:_HEAD]


def is_text(data: bytes, name: str) -> bool:
    """True of whatever no other format claims; the text reader refuses what is not text."""
    return True


#: Formats that are recognised to be refused by name, since "binary data" would not help anybody.
KNOWN: tuple[tuple[str, str], ...] = (
    (r"^xl/", "an Excel workbook"),
    (r"^ppt/", "a PowerPoint presentation"),
)


#: What is said of an archive of files, by all who find one.
ARCHIVE = (
    "this is an archive of files, not a document: unpack it, or give the name of a .zip or .tar to `nghiquyet export`, "
    "`report`, `chunks` or `batch`"
)
#: Within so many bytes of its end a whole zip says that it ends.
_ENDING = (1 << 16) + 22
_PARSED = re.compile(rb'\{\s*"schema_version"\s*:\s*"[\d.]{1,9}"\s*,\s*"source"\s*:')


def refusal(data: bytes) -> str | None:
    """Return what *data* is when it is a known format that holds no document, else None."""
    parts = _parts(data)
    for pattern, what in KNOWN:
        if re.search(pattern, parts, re.MULTILINE):
            return f"this is {what}, not a document"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ARCHIVE if b"PK\x05\x06" in data[-_ENDING:] else "a truncated zip archive"
    if data[257:262] == b"ustar" and b"\0" in data[:257]:
        return ARCHIVE
    if _PARSED.match(head(data)):
        return "this is JSON of parsed documents, not a document: `nghiquyet export`, `report` or `chunks` reads .jsonl"
    if data.startswith((b"Rar!", b"7z\xbc\xaf'\x1c", b"\x1f\x8b")):
        return "a compressed archive: unpack it first"
    return None
