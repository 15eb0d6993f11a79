"""A child process that does one call at a time and may die doing it.

The standard pools lose most of a run when one document kills a process. Here each worker is a plain subprocess (so a
daemonic process, such as a worker of Dask or of ``multiprocessing.Pool``, may have one), it is asked one thing at a
time, and whatever it dies of becomes the answer to that one call. ``faulthandler`` in the child names the line.

No worker outlives its parent: on Linux the kernel ends it (``PR_SET_PDEATHSIG``), and everywhere a thread in the
child waits for the end of its standard input, which comes when the parent is gone.
"""

import contextlib
import json
import os
import pickle
import queue
import re
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import IO, Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# What the parent waits on top of the limit, for a child whose own watchdog cannot fire.
GRACE = 5.0
STARTUP = 120.0
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from nghiquyet.archive import child; child.main()"
_FRAME = re.compile(r'^\s*File "(.+?)", line (\d+) in (.+)$')


class Died(Exception):
    """The worker ended in the middle of a call.

    Attributes:
        outcome: "timeout" or "crashed".
        reason: What ended it and, where it is known, the line it was at.
        outside: Whether it may have been ended from outside (SIGKILL, SIGTERM), so that a second try makes sense.
    """

    def __init__(self, outcome: str, reason: str, *, outside: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.outside = outside


class CannotStart(RuntimeError):
    """No worker could be started; the message holds what the child wrote."""


class Worker:
    """One child process, started when it is first needed and again after each death."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._replies: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The id of the child, None between deaths."""
        process = self._process
        return process.pid if process is not None else None

    def call(self, function: Callable[P, T], limits: tuple[float, int], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return ``function(*args, **kwargs)`` as computed in the child, within *limits* (seconds, bytes).

        Exceptions of the function are raised here as they are; `Died` is raised when the process did not survive.
        A limit of 0 is no limit.
        """
        if self._process is None:
            self._start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        seconds = limits[0]
        try:
            write_frame(process.stdin, (function, limits, args, kwargs))
            reply = self._replies.get(timeout=seconds + GRACE if seconds else None)
        except queue.Empty:
            self._end()
            raise Died("timeout", f"no answer after {seconds:g} s{self._where()}") from None
        except OSError:
            reply = None
        if reply is None:
            raise self._autopsy(seconds)
        good, value = reply
        if good:
            return value  # type: ignore[no-any-return]
        raise value

    def kill(self) -> None:
        """End the child at once, whatever it does. May be called from another thread."""
        process = self._process
        if process is not None and process.poll() is None:
            _kill(process)

    def close(self) -> None:
        """End the child and free what it holds."""
        self._closed = True
        self._end()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        for _ in range(5):
            if self._closed:
                raise CannotStart("the worker is closed")
            self._errors = self._errors or tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
            self._errors.seek(0)
            self._errors.truncate()
            self._replies = queue.SimpleQueue()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BOOT, json.dumps(sys.path), str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                start_new_session=True,  # Ctrl-C at the terminal is for the parent, which decides
            )
            threading.Thread(target=_pump, args=(self._process.stdout, self._replies), daemon=True).start()
            try:
                reply = self._replies.get(timeout=STARTUP)
            except queue.Empty:
                reply = None
            if reply == "ready":
                return
            self._end()
        raise CannotStart(f"no worker process could be started: {self._said()[-2000:]}")

    def _autopsy(self, seconds: float) -> Died:
        code = self._end()
        where = self._where()
        if self._said().startswith("Timeout ("):
            return Died("timeout", f"no answer after {seconds:g} s{where}")
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in {s.value for s in signal.Signals} else f"signal {-code}"
            return Died("crashed", f"the process was ended by {name}{where}", outside=name in ("SIGKILL", "SIGTERM"))
        return Died("crashed", f"the process left with status {code}{where}")

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        # A child that closed its end is on its way out, and its own status tells more than our signal.
        with contextlib.suppress(subprocess.TimeoutExpired):
            if process.poll() is None and process.stdin is not None and self._closed is False:
                process.wait(timeout=0.5)
        if process.poll() is None:
            _kill(process)
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return code

    def _said(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        return self._errors.read(1 << 20).decode("utf-8", "replace").lstrip("\0")

    def _where(self) -> str:
        """Name the line at which the main thread of the child stood, and the line of this library that led there."""
        blocks = [b for b in re.split(r"\n(?=(?:Current t|T)hread )", self._said()) if "in serve" in b]
        frames = [found.groups() for found in map(_FRAME.match, blocks[-1].splitlines()) if found] if blocks else []
        if not frames:
            return ""
        inner = frames[0]
        text = f" at {_short(inner[0])}:{inner[1]} in {inner[2]}"
        ours = next((f for f in frames if "nghiquyet" in f[0] and "/archive/" not in f[0].replace("\\", "/")), None)
        if ours is not None and ours != inner:
            text += f", called from {_short(ours[0])}:{ours[1]} in {ours[2]}"
        return text


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and what it may have started itself."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _pump(stream: IO[bytes], replies: "queue.SimpleQueue[Any]") -> None:
    """Carry the child's answers to the queue, and None when there will be no more."""
    try:
        while True:
            replies.put(read_frame(stream))
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        replies.put(None)


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Write one pickled value with its length before it."""
    data = pickle.dumps(value, protocol=5)
    stream.write(struct.pack("<Q", len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Read one value; EOFError when the other side is gone."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    (length,) = struct.unpack("<Q", head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
