"""Parsers for the tests of the archive: small, quick, and bad on demand. Loaded by the worker processes by name."""

import ctypes
import os
import signal
import time
from pathlib import Path
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


class Unspeakable(Exception):
    """An exception that can be sent and not be read: it wants two arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def faulty(stream: IO[bytes]) -> Document:
    """Parse text that is a resolution, or leave in the way that its first word says."""
    text = stream.read().decode()
    order = text.split()[0]
    if order == "MEMORYERROR":
        raise MemoryError
    if order == "EXIT-ASKED":
        raise SystemExit(5)
    if order == "INTERRUPT":
        raise KeyboardInterrupt
    if order == "UNSPEAKABLE":
        raise Unspeakable("a", "b")
    if order == "RECURSION":
        stream.seek(0)
        return faulty(stream)
    return parse_text(text)


def flaky(stream: IO[bytes]) -> Document:
    """Parse the text behind a line "ONCE FILE"; where there is no such file yet, make it and be killed."""
    text = stream.read().decode()
    head, _, rest = text.partition("\n")
    if not head.startswith("ONCE "):
        return parse_text(text)
    mark = Path(head.removeprefix("ONCE "))
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if rest == "ended":
        raise NghiquyetError("no resolution")
    return parse_text(rest)
