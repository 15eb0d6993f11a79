"""Readers: every form in which an archive holds a resolution, turned into one `Reading`.

A reader is one function, ``read_xxx(data: bytes, name: str) -> Reading``, in a module of its own. It raises
`UnreadableSource` for whatever it cannot read. `FORMATS` lists them; the first whose sniff says yes is taken, so
order matters: containers before markup, markup before text. Nothing is imported before a file needs it.
"""

import os
import stat
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, cast

from attrs import frozen

from ..errors import UnreadableSource
from ..layout import Cell, Hints, Layout, Note, Reading
from ..limits import Limits, in_force, timed, within
from . import sniff
from .writer import Writer

__all__ = ["FORMATS", "Cell", "Format", "Hints", "Layout", "Note", "Reading", "Writer", "read"]

_SPECIAL = {
    stat.S_IFDIR: "directory",
    stat.S_IFIFO: "FIFO (a named pipe)",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
    stat.S_IFSOCK: "socket",
}


@frozen
class Format:
    """One row of the registry.

    Attributes:
        name: What `Reading.format` says.
        sniff: Tells from the bytes (and, for Markdown only, the name) whether a file is of this format.
        home: Where the reader is: "module:function" in this package.
        extra: The extra to install for it; "" if the core is enough.
        needs: Modules that the reader imports; all must be there for it to work.
        office: Whether LibreOffice can stand in for the reader.
        title: What a person calls it.
        program: A program of the system without which it cannot be read; "" for none.
        native: Whether a library in C reads it, which a hostile file may take down: see `native`.
    """

    name: str
    sniff: Callable[[bytes, str], bool]
    home: str
    extra: str = ""
    needs: tuple[str, ...] = ()
    office: bool = False
    title: str = ""
    program: str = ""
    native: bool = False


FORMATS: tuple[Format, ...] = (
    Format("docx", sniff.is_docx, "docx.read:read_docx", "", ("docx",), True, "Word 2007 and later (.docx)"),
    Format("odt", sniff.is_odt, "odt.read:read_odt", "", ("lxml",), True, "OpenDocument text (.odt)"),
    Format("odt", sniff.is_flat_odt, "odt.read:read_odt", "", ("lxml",), True, "OpenDocument text (.odt)"),
    Format("doc", sniff.is_ole, "doc:read_doc", "doc", ("doc2docx", "docx"), True, "Word 97-2003 (.doc)"),
    Format("doc", sniff.is_old_word, "doc:read_doc", "doc", ("doc2docx", "docx"), True, "Word 97-2003 (.doc)"),
    Format("docx", sniff.is_flat_opc, "docx.flat:read_flat", "", ("docx",), False, "Word XML document (.xml)"),
    Format("wordxml", sniff.is_word_xml, "doc:read_word_xml", "", ("lxml",), True, "Word 2003 XML (.xml)", "soffice"),
    Format("pdf", sniff.is_pdf, "pdf.read:read_pdf", "pdf", ("pypdfium2",), title="PDF (.pdf)", native=True),
    Format("rtf", sniff.is_rtf, "rtf.read:read_rtf", "", (), True, "Rich Text Format (.rtf)"),
    Format("image", sniff.is_image, "ocr.read:read_image", "", (), False, "scanned page (.png .jpg .tif)", "tesseract"),
    Format("html", sniff.is_mht, "html.read:read_mht", "", ("lxml",), False, "single file web page (.mht .mhtml)"),
    Format("html", sniff.is_html, "html.read:read_html", "", ("lxml",), False, "saved web page (.html .htm)"),
    Format("markdown", sniff.is_markdown, "markdown:read_markdown", "", (), False, "Markdown (.md)"),
    Format("text", sniff.is_text, "text:read_text", "", (), False, "plain text (.txt), Unicode or legacy encoding"),
)


def read(
    source: str | Path | bytes | IO[bytes], name: str | None = None, *, office: bool = False,
    limits: Limits | None = None,
) -> Reading:  # fmt: skip
    """Read a file into text and layout; its content decides its format.

    Args:
        source: A path, the bytes themselves, or a file open for reading in binary mode.
        name: What to call it in messages; its path by default.
        office: Convert with LibreOffice first, for the formats that it can stand in for.
        limits: What the file may cost; those in force by default.

    Raises:
        UnreadableSource: It is missing, empty, broken, encrypted, not a document, or needs an extra that is not there.
        LimitExceeded: It costs more than *limits* allow.

    >>> read("NGHỊ QUYẾT".encode(), name="nq.txt").text
    'NGHỊ QUYẾT'
    """
    with within(limits):
        data, name = load(source, name)
        form = tell(data, name)
        with timed(name):
            return _run(form, data, name, office=office and form.office)


def load(source: str | Path | bytes | IO[bytes], name: str | None = None) -> tuple[bytes, str]:
    """Return the bytes of *source* and its name; raise `UnreadableSource` if there are none, or too many.

    No more is read than the limit in force. A path that leads to no regular file is refused without being opened: a
    FIFO would wait for ever, a device has no end.
    """
    most = in_force().input_bytes
    if source == "":
        raise UnreadableSource("''", "an empty name leads to no file")
    if isinstance(source, (bytes, bytearray, memoryview)):
        data, called = bytes(source), name or "<bytes>"
    elif isinstance(source, (str, Path)):
        called = name or str(source)
        data = _load_path(source, called, most)
    elif not hasattr(source, "read"):
        kind = type(source).__name__
        raise TypeError(f"a path, bytes or a file open in binary mode is wanted as source, not {kind}")
    else:
        called = name or str(getattr(source, "name", "<stream>"))
        data = _load_stream(source, most)
    if not data:
        raise UnreadableSource(called, "the file is empty")
    if len(data) > most:
        raise in_force().exceeded("input_bytes", called, "a file of more bytes than are read")
    return data, called


def _load_path(source: str | Path, name: str, most: int) -> bytes:
    path = Path(source)
    try:
        found = path.stat()
        if kind := _special(found.st_mode):
            raise UnreadableSource(name, f"this is a {kind}, not a file")
        if found.st_size > most:
            raise in_force().exceeded("input_bytes", name, f"a file of {found.st_size:,} bytes")
        with open(path, "rb", opener=_open_at_once) as stream:
            if kind := _special(os.fstat(stream.fileno()).st_mode):  # it was put there since
                raise UnreadableSource(name, f"this is a {kind}, not a file")
            return stream.read(most + 1)
    except UnreadableSource:
        raise
    except FileNotFoundError as error:
        raise _no_file(source, name, "no such file") from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableSource(name, "not a path") from error
    except OSError as error:
        raise _no_file(source, name, (error.strerror or str(error)).lower()) from error


def _special(mode: int) -> str:
    """Return what a path leads to when that is no regular file, else ""."""
    return "" if stat.S_ISREG(mode) else _SPECIAL.get(stat.S_IFMT(mode), "special file")


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a FIFO does not make it wait


def _load_stream(stream: IO[bytes], most: int) -> bytes:
    """Return at most one byte more than *most* from *stream*, however small the pieces that it gives."""
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(left)):
        if not isinstance(piece, bytes):
            raise TypeError("read() wants a file open in binary mode: open(path, 'rb')")
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _no_file(source: str | Path, name: str, reason: str) -> UnreadableSource:
    """Return the error for a path that leads nowhere; a string of lines is a document's text, given by mistake."""
    first, several, _ = name.partition("\n")
    if several and isinstance(source, str):
        return UnreadableSource(f"{first[:60]}...", "no path but a text: parse_text() takes it")
    return UnreadableSource(name, reason)


def tell(data: bytes, name: str = "") -> Format:
    """Return the format of *data*; raise `UnreadableSource` for known formats that hold no document."""
    form = next(form for form in FORMATS if form.sniff(data, name))
    if form.name == "text" and (reason := sniff.refusal(data)):
        raise UnreadableSource(name, reason)
    return form


def _run(form: Format, data: bytes, name: str, *, office: bool = False) -> Reading:
    module, function = form.home.split(":")
    try:
        if office:
            from .doc import read_by_office

            return read_by_office(data, name, form.name, "as asked")
        lacking = next((module for module in form.needs if find_spec(module) is None), "")
        if lacking:
            raise UnreadableSource(name, missing(form, lacking))
        if form.native:
            from .native import read_native

            return read_native(form.home, data, name)
        reader = cast(Callable[[bytes, str], Reading], getattr(import_module(f".{module}", __name__), function))
        return reader(data, name)
    except UnreadableSource:
        raise
    except ModuleNotFoundError as error:
        raise UnreadableSource(name, missing(form, error.name or "")) from error
    except Exception as error:  # a broken file must not stop a run over an archive; the cause stays attached
        raise UnreadableSource(name, f"broken {form.name} file ({type(error).__name__}: {_clause(error)})") from error


def missing(form: Format, module: str) -> str:
    """Return the line that says what to install for *form*."""
    if module.startswith("nghiquyet"):
        return f"{form.name} files cannot be read yet by this version"
    wanted = f"nghiquyet[{form.extra}]" if form.extra else "nghiquyet"
    return f'reading {form.name} needs {module}: pip install "{wanted}"'


def _clause(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or "no message"
