"""Parsers for the tests of the archive: small, quick, and bad on demand. Loaded by the worker processes by name."""

import ctypes
import os
import signal
import time
from typing import IO

from nghiquyet import Document, NghiquyetError, parse_text


def plain(stream: IO[bytes]) -> Document:
    """Parse text."""
    return parse_text(stream.read().decode())


def hostile(stream: IO[bytes]) -> Document:
    """Parse text that is a resolution, or do what its first word says."""
    text = stream.read().decode()
    order = text.split()[0] if text.split() else ""
    if order == "EXIT":
        os._exit(7)
    if order == "SEGFAULT":
        ctypes.string_at(0)
    if order == "HANG":
        while True:
            time.sleep(0.01)
    if order == "MEMORY":
        held = [bytes(10_000_000) for _ in range(10_000)]
        raise AssertionError(len(held))
    if order == "KILL":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "RAISE":
        raise ZeroDivisionError("a mistake of ours")
    if order == "REFUSE":
        raise NghiquyetError("no resolution")
    if order == "PRINT":
        print("noise on standard output", flush=True)
        os.write(1, b"\0" * 100)
    return parse_text(text)


def slow(stream: IO[bytes]) -> Document:
    """Parse text, in no hurry."""
    time.sleep(0.05)
    return parse_text(stream.read().decode())
