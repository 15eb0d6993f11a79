"""From what a caller hands over to bytes with a name, and from there to text by the right reader."""

import os
from pathlib import Path
from typing import IO

from attrs import frozen

from .errors import UnreadableSource

#: Above this a file is refused: the largest real resolution with its annexes is a few megabytes.
MAX_BYTES = 256 * 1024 * 1024


@frozen(kw_only=True)
class Read:
    """What was read: the text, and where it came from."""

    text: str
    name: str | None
    format: str
    encoding: str | None


def read_source(source: str | Path | bytes | IO[bytes], name: str | None = None) -> Read:
    """Return the text of a path, of bytes or of an open binary file."""
    data, name = read_bytes(source, name)
    return _read_text(data, name)


def read_bytes(source: str | Path | bytes | IO[bytes], name: str | None = None) -> tuple[bytes, str | None]:
    """Return the bytes of *source* and its name; raise `UnreadableSource` where the system refuses them."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), name
    if isinstance(source, str | os.PathLike):
        return _file_bytes(os.fspath(source), name or os.fspath(source))
    name = name or getattr(source, "name", None)
    name = name if isinstance(name, str) else None
    data = source.read()
    if not isinstance(data, bytes):
        raise TypeError("parse() wants a file that is open in binary mode (rb); for text there is parse_text()")
    return data, name


def _file_bytes(path: str, name: str) -> tuple[bytes, str]:
    try:
        if os.path.isdir(path):
            raise UnreadableSource(name, "is a directory")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableSource(name, "no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        if isinstance(error, UnreadableSource):
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableSource(name, reason[:1].lower() + reason[1:]) from None
    if len(data) > MAX_BYTES:
        raise UnreadableSource(name, f"is larger than {MAX_BYTES // 2**20} MB")
    return data, name


def _read_text(data: bytes, name: str | None) -> Read:
    """Decode UTF-8 or UTF-16 text; stands in until the readers land."""
    shown = name or "<bytes>"
    if not data.strip():
        raise UnreadableSource(shown, "is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSource(shown, "is an OLE container (.doc or an encrypted .docx), which needs another reader")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableSource(shown, f"is not {encoding.upper()} text") from None
    if "\0" in text:
        raise UnreadableSource(shown, "is binary, not text")
    return Read(text=text, name=name, format="text", encoding=encoding)
