"""A parser for tests of the archive: it does what a document that begins with "HOSTILE" tells it to do.

The library's own parser has no document that makes it hang or crash; this one does, as a damaged C library would.
"""

import ctypes
import os
import time
from typing import IO

from nghiquyet import Document, parse


def hang() -> None:
    """Never come back."""
    while True:
        time.sleep(0.01)


def segfault() -> None:
    """Read where nothing is."""
    ctypes.string_at(0)


def hoard() -> list[bytes]:
    """Take memory until there is none."""
    held: list[bytes] = []
    while True:
        held.append(bytes(10_000_000))


def parse_hostile(stream: IO[bytes]) -> Document:
    """Parse a document, or do what it tells."""
    head = stream.read(64)
    stream.seek(0)
    if head.startswith(b"HOSTILE "):
        order = head.split()[1].decode()
        if order == "exit":
            os._exit(7)
        {"hang": hang, "segfault": segfault, "memory": hoard}[order]()
    return parse(stream)
