"""Progress of a run: one line that is rewritten on a terminal, occasional plain lines elsewhere."""

import threading
import time
from collections import deque
from typing import TextIO

from .records import GOOD, Row, failures

_EVERY_TERMINAL = 0.2
_EVERY_PLAIN = 10.0
_PACE = 60.0  # seconds: the time left is told from the pace of so long, since documents are not alike


class Silent:
    """Counts, and prints nothing."""

    def __init__(self) -> None:
        self.done = self.failed = self.total = 0
        self._lock = threading.Lock()

    def entry(self, count: int) -> None:
        """Receive the number of documents found so far."""

    def planned(self, counts: dict[str, int]) -> None:
        """Receive the planned counts; "pending" is the work to do."""
        self.total = counts.get("pending", 0)
        self.failed = sum(failures(counts).values())

    def row(self, row: Row) -> None:
        """Receive the row of a document; called from several threads."""
        with self._lock:
            self.done += 1
            self.total = max(self.total, self.done)  # what changed meanwhile is planned again, its copies too
            self.failed += row.outcome not in GOOD

    def publishing(self) -> None:
        """Receive notice that the parts are being published."""

    def close(self) -> None:
        """Receive notice that the run is over."""


class Progress(Silent):
    """Prints rate, remaining time and failures to *stream*."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._terminal = stream.isatty()
        self._every = _EVERY_TERMINAL if self._terminal else _EVERY_PLAIN
        self._last = time.monotonic()
        self._paces: deque[tuple[float, int]] = deque([(self._last, 0)])
        self._width = 0

    def entry(self, count: int) -> None:
        """Print the number of documents found, now and then."""
        if self._due():
            self._say(f"{_documents(count)} found")

    def planned(self, counts: dict[str, int]) -> None:
        """Print the amount of work."""
        super().planned(counts)
        others = sum(counts.values()) - self.total
        self._paces = deque([(time.monotonic(), 0)])
        if self.total:
            self._say(f"{_documents(self.total)} to parse, {others} need nothing", end=True)
        elif others > self.failed:
            self._say(f"nothing to do: of {_documents(others)} none is new or changed", end=True)

    def row(self, row: Row) -> None:
        """Print the progress, now and then."""
        super().row(row)
        if self._due():
            self._say(self.line())

    def publishing(self) -> None:
        """Print the final count, and that the parts are being published."""
        if self.total:
            self._say(self.line(), end=True)

    def line(self) -> str:
        """Return the state as one line: done, rate and remaining time at the pace of the last minute, failures."""
        with self._lock:
            rate = self._rate(time.monotonic())
        left = _clock((self.total - self.done) / rate) if rate else "?"
        share = 100 * self.done / self.total if self.total else 100.0
        return f"{self.done}/{self.total} documents ({share:.0f} %), {rate:.1f}/s, {left} left, {self.failed} failed"

    def _rate(self, now: float) -> float:
        """Return the documents a second over the last minute, or since the start if that is later."""
        while len(self._paces) > 1 and self._paces[1][0] <= now - _PACE:
            self._paces.popleft()
        then, done = self._paces[0]
        self._paces.append((now, self.done))
        return (self.done - done) / max(now - then, 1e-6)

    def _due(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if now - self._last < self._every:
                return False
            self._last = now
            return True

    def _say(self, text: str, *, end: bool = False) -> None:
        if not self._terminal:
            self._stream.write(text + "\n")
        else:
            self._stream.write("\r" + text.ljust(self._width) + ("\n" if end else ""))
            self._width = 0 if end else len(text)
        self._stream.flush()


def _documents(count: int) -> str:
    return f"{count} document{'s' if count != 1 else ''}"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
