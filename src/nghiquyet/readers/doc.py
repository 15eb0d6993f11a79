"""Word 97-2003 (.doc): turned into .docx by msdoc2docx, in pure Python, and walked like any .docx.

Labels, tables and the font of each run survive that way. Where it fails, and for Word 6 and 95, LibreOffice does the
same if it is installed. A note says which way was taken.
"""

import struct
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import cast

from attrs import evolve

from ..errors import UnreadableSource
from ..layout import Note, Reading
from . import office
from .docx.read import read_docx
from .native import read_native

# Streams of an OLE container that tell what it is. Names stand in its directory in UTF-16.
_ENCRYPTED = "EncryptedPackage"
_OTHERS = {
    "Workbook": "an Excel workbook",
    "PowerPoint Document": "a PowerPoint presentation",
    "__properties_version1.0": "an Outlook message",
}
_WORD = "WordDocument"
_FIRST_FIB_OF_97 = 0x00C1  # [MS-DOC] 2.5.1: nFib; Word 6 and 95 write 0x65 to 0x69
_ENCRYPTED_FLAG = 0x0100
_SMALL = -1
_LARGE = 500_000  # bytes: what is smaller is read at once
# Warnings of msdoc2docx that concern words, as against their looks.
_LOSSES = {
    "NUMBERING_TABLE_MALFORMED": "list labels",
    "STYLE_TABLE_MALFORMED": "styles",
}


def read_doc(data: bytes, name: str) -> Reading:
    """Read a .doc of Word 97-2003, or tell what the container holds instead."""
    version_of_word = _examine(data, name)
    if version_of_word == "6":
        return read_by_office(data, name, "doc", "a document of Word 6 or 95")
    try:
        if len(data) > _LARGE:  # in a child process, which the limit of seconds ends
            made, losses = cast(tuple[bytes, list[str]], read_native("doc:by_msdoc2docx", data, name))
        else:
            made, losses = by_msdoc2docx(data, name)
    except ModuleNotFoundError:
        if office.program() is None:
            raise
        return read_by_office(data, name, "doc", "msdoc2docx is not installed")
    except _Failure as failure:
        if office.program() is None:
            raise UnreadableSource(name, f"broken .doc file ({failure}); LibreOffice may read it") from failure
        return read_by_office(data, name, "doc", f"msdoc2docx failed: {failure}")
    said = f"read by way of msdoc2docx {version('msdoc2docx')}"
    if losses:
        said += f", which lost {', '.join(losses)}"
    reading = read_docx(made, name)
    return evolve(reading, format="doc", notes=(Note("read-by-conversion", said), *reading.notes))


def read_word_xml(data: bytes, name: str) -> Reading:
    """Read Word 2003 XML, which only LibreOffice reads."""
    return read_by_office(data, name, "wordxml", "Word 2003 XML")


def read_by_office(data: bytes, name: str, form: str, why: str) -> Reading:
    """Read *data* of the format *form* by way of LibreOffice; *why* goes into the note."""
    if office.program() is None:
        raise UnreadableSource(name, f"{why}: only LibreOffice reads it, and it is not installed")
    suffix = ".xml" if form == "wordxml" else f".{form}"
    reading = read_docx(office.to_docx(data, name, suffix), name)
    said = f"read by way of LibreOffice ({why}); looks may differ from Word's"
    return evolve(reading, format=form, notes=(Note("read-by-conversion", said), *reading.notes))


class _Failure(Exception):
    """What msdoc2docx says when it cannot convert a file."""


def by_msdoc2docx(data: bytes, name: str, alive: Callable[[], None] = lambda: None) -> tuple[bytes, list[str]]:
    """Return *data* as .docx, and what was lost on the way. *alive* is not called: there is no step to call it at.

    msdoc2docx looks at every character by itself: some ten seconds of processor time for a million letters.
    """
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    with tempfile.TemporaryDirectory(prefix="nghiquyet-") as folder:
        source, target = Path(folder) / "in.doc", Path(folder) / "out.docx"
        source.write_bytes(data)
        try:
            report = convert(source, target).report
        except EncryptedDocumentError as error:
            raise UnreadableSource(name, "encrypted: a password is needed") from error
        except Exception as error:  # a young library: whatever it raises, LibreOffice may still read the file
            raise _Failure(" ".join(str(error).split())[:100] or type(error).__name__) from error
        codes = {diagnostic.code for diagnostic in report.diagnostics}
        return target.read_bytes(), sorted({what for code, what in _LOSSES.items() if code in codes})


def _examine(data: bytes, name: str) -> str:
    """Return "97" or "6"; raise `UnreadableSource` for what is encrypted or no Word document."""
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return "6"  # Word 2 and earlier have no container
    if _entry(data, _ENCRYPTED) is not None:
        raise UnreadableSource(name, "encrypted: a password is needed")
    start = _entry(data, _WORD)
    if start is None:
        what = next((what for stream, what in _OTHERS.items() if _entry(data, stream) is not None), None)
        reason = f"this is {what}, not a document" if what else "an OLE container without a document"
        raise UnreadableSource(name, reason)
    if start == _SMALL:
        return "97"  # a small file; the converter reports what else is wrong with its header
    header = data[start : start + 12]
    if len(header) < 12:
        raise UnreadableSource(name, "a truncated .doc file")
    _, fib, _, _, _, flags = struct.unpack("<6H", header)
    if flags & _ENCRYPTED_FLAG:
        raise UnreadableSource(name, "encrypted: a password is needed")
    return "97" if fib >= _FIRST_FIB_OF_97 else "6"


def _entry(data: bytes, stream: str) -> int | None:
    """Return where the stream named *stream* begins in the container, None if there is none.

    `_SMALL` for a stream in the mini stream, whose sectors are of another size: 2.6.1 of [MS-CFB], a directory entry is
    128 bytes and begins with its name; the first sector stands at 116, the size at 120.
    """
    key = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(key)
    while at >= 0 and at % 128:
        at = data.find(key, at + 1)
    if at < 0 or len(data) < at + 128:
        return None
    sector, size = struct.unpack_from("<2I", data, at + 116)
    if 0 < size < struct.unpack_from("<I", data, 56)[0]:
        return _SMALL
    shift = struct.unpack_from("<H", data, 30)[0]
    return int((sector + 1) << min(shift, 16))
