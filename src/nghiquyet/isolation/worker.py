"""A child process that does one call at a time and may die doing it.

The standard pools lose most of a run when one document kills a process. Here a worker gets one task at a time,
and whatever it dies of becomes the answer to that one call. ``faulthandler`` in the child names the line. Workers are
plain subprocesses, so that a daemonic process, such as a worker of Dask or of ``multiprocessing.Pool``, may have one.

No worker outlives its parent: on Linux the kernel ends it (``PR_SET_PDEATHSIG``), and everywhere a thread in the
child waits for the end of its calls, which comes when the parent is gone.
"""

import atexit
import os
import queue
import re
import signal
import tempfile
import threading
import weakref
from collections.abc import Callable
from typing import IO, Any, ParamSpec, TypeVar

from .launch import Child, Launcher, Shot, launcher, read_frame, write_frame

P = ParamSpec("P")
T = TypeVar("T")

# What the parent waits on top of the limit, for a child whose own watchdog cannot fire.
GRACE = 5.0
# How often a start that fails by itself is tried again.
_STARTS = 3
_FRAME = re.compile(r'^\s*File "(.+?)", line (\d+) in (.+)$')


class Died(Exception):
    """The worker ended in the middle of a call.

    Attributes:
        outcome: "timeout" or "crashed".
        reason: What ended it and, where it is known, the line it was at.
        signal: The name of the signal that ended it ("SIGSEGV"); "" for none.
    """

    def __init__(self, outcome: str, reason: str, *, signal: str = "") -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.signal = signal

    @property
    def outside(self) -> bool:
        """Whether it may have been ended from outside, so that a second try makes sense."""
        return self.signal in ("SIGKILL", "SIGTERM")


class CannotStart(RuntimeError):
    """No worker could be started; the message holds what the child wrote."""


class Worker:
    """One child process, started when it is first needed and again after each death.

    *warm* is "module:function", called without arguments before the first call and outside its limits: what is slow
    only once (imports, grammars) belongs there. Where the system can fork it is done once, whatever dies afterwards.
    """

    def __init__(self, warm: str = "") -> None:
        self._launcher: Launcher = launcher(warm)
        self._child: Child | None = None
        self._errors: IO[bytes] | None = None
        self._replies: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The id of the child, None between deaths."""
        child = self._child
        return child.pid if child is not None else None

    def call(self, function: Callable[P, T], limits: tuple[float, int], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return ``function(*args, **kwargs)`` as computed in the child, within *limits* (seconds, bytes).

        Exceptions of the function are raised here as they are; `Died` is raised when the process did not survive.
        A limit of 0 is no limit.
        """
        child = self._child or self._start()
        seconds = limits[0]
        try:
            write_frame(child.calls, (function, limits, args, kwargs))
            while True:
                reply = self._replies.get(timeout=seconds + GRACE if seconds else None)
                if reply is None or reply[0] is not None:  # else its time begins again
                    break
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
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child and free what it holds."""
        self._closed = True
        self._end()
        self._launcher.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Child:
        self._errors = self._errors or tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        reason, tries = "", 0
        while tries < _STARTS:
            tries += 1
            if self._closed:
                raise CannotStart("the worker is closed")
            self._errors.seek(0)
            self._errors.truncate()
            self._replies = queue.SimpleQueue()
            try:
                self._child = child = self._launcher.start(self._errors)
            except Shot:
                tries -= 1
                continue
            except OSError as error:
                reason = f"{error} {self._said()[-2000:]}"
                continue
            threading.Thread(target=_pump, args=(child.answers, self._replies), daemon=True).start()
            return child
        raise CannotStart(f"no worker process could be started: {reason}")

    def _autopsy(self, seconds: float) -> Died:
        code = self._end()
        where = self._where()
        if self._said().startswith("Timeout ("):
            return Died("timeout", f"no answer after {seconds:g} s{where}")
        if code < 0:
            name = signal.Signals(-code).name if -code in {s.value for s in signal.Signals} else f"signal {-code}"
            return Died("crashed", f"the process was ended by {name}{where}", signal=name)
        return Died("crashed", f"the process left with status {code}{where}")

    def _end(self) -> int:
        child, self._child = self._child, None
        return child.end(0.0 if self._closed else 0.5) if child is not None else 0

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
        ours = next((f for f in frames if _is_ours(f[0].replace("\\", "/"))), None)
        if ours is not None and ours != inner:
            text += f", called from {_short(ours[0])}:{ours[1]} in {ours[2]}"
        return text


def _is_ours(path: str) -> bool:
    """Tell whether a line is of this library, and not of what runs the call."""
    return "nghiquyet" in path and "/archive/" not in path and "/isolation/" not in path


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def _pump(stream: IO[bytes], replies: "queue.SimpleQueue[Any]") -> None:
    """Carry the child's answers to the queue, and None when there will be no more."""
    try:
        while True:
            replies.put(read_frame(stream))
    except Exception:  # the child is gone, or what it says cannot be understood
        replies.put(None)


_kept = threading.local()


def kept_worker(warm: str) -> Worker:
    """Return the worker of this thread with that *warm*, for those who come back with one call after another."""
    held: dict[tuple[int, str], Worker] = _kept.__dict__.setdefault("workers", {})
    key = os.getpid(), warm  # after a fork of the caller the child belongs to the other process
    if key not in held:
        held[key] = worker = Worker(warm)
        atexit.register(_close_kept, weakref.ref(worker), os.getpid())
    return held[key]


def _close_kept(worker: "weakref.ref[Worker]", owner: int) -> None:
    kept = worker()
    if kept is not None and os.getpid() == owner:
        kept.close()
