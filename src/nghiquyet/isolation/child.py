"""The other side of `nghiquyet.isolation.worker.Worker`: answer calls, one at a time, until the parent is gone."""

import faulthandler
import os
import queue
import signal
import sys
import threading
from importlib import import_module
from typing import IO, Any

from .launch import read_frame, serve_template, write_frame

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

_seconds = 0.0  # what the call that is being answered may take; 0 when there is none, or no limit
_answers: IO[bytes] | None = None


def expendable() -> bool:
    """Tell whether this process is such a child: what takes it down takes nothing else with it."""
    return _answers is not None


def renew() -> None:
    """Give the call that is being answered its time again: a long piece of work is done, another begins.

    For the code that a caller names. What a document can reach by itself must not come here.
    """
    if _answers is None or not _seconds:
        return
    faulthandler.dump_traceback_later(_seconds, exit=True, file=2)
    write_frame(_answers, (None, None))


def main() -> None:
    """Begin as the parent says: as a template that forks, or as a child that serves on standard input and output."""
    parent, mode, warm, control = int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
    _die_with(parent)
    if warm:
        module, _, function = warm.partition(":")
        getattr(import_module(module), function)()
    if mode == "template":
        serve_template(control, _forked)
        return
    calls, answers = os.dup(0), os.dup(1)
    with os.fdopen(os.dup(answers), "wb") as line:
        write_frame(line, "ready")
    _begin(calls, answers)


def _forked(calls: int, answers: int, errors: int) -> None:
    """Begin as a child of the template."""
    parent = os.getppid()
    os.setsid()
    _die_with(parent)
    os.dup2(errors, 2)
    os.close(errors)
    _begin(calls, answers)


def _begin(calls: int, answers: int) -> None:
    # A reader that prints must not write into our line: 1 becomes 2, 0 becomes empty.
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    faulthandler.enable(2)
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(os.fdopen(calls, "rb"), inbox), daemon=True).start()
    serve(inbox, os.fdopen(answers, "wb"))


def _die_with(parent: int) -> None:
    """Ask the kernel to end this process with its parent, where it can."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before the call
        os._exit(1)


def _listen(calls: IO[bytes], inbox: "queue.SimpleQueue[Any]") -> None:
    try:
        while True:
            inbox.put(read_frame(calls))
    except (EOFError, OSError):
        os._exit(0)  # the parent is gone: nobody needs the work of the main thread


def serve(inbox: "queue.SimpleQueue[Any]", answers: IO[bytes]) -> None:
    """Answer calls. The name of this function marks the main thread in the tracebacks that the parent reads."""
    global _answers, _seconds
    _answers = answers
    while True:
        function, (seconds, memory), args, kwargs = inbox.get()
        _seconds = seconds
        os.lseek(2, 0, os.SEEK_SET)
        os.ftruncate(2, 0)
        if seconds:
            faulthandler.dump_traceback_later(seconds, exit=True, file=2)
        _limit(memory)
        answer: tuple[bool, Any]
        try:
            answer = True, function(*args, **kwargs)
        except Exception as error:  # it is the answer, not ours to judge
            answer = False, error
        except BaseException as error:  # an exit or an interrupt would be taken for one of the parent
            answer = False, RuntimeError(f"{type(error).__name__}: {error}")
        _limit(0)
        faulthandler.cancel_dump_traceback_later()
        try:
            write_frame(answers, answer)
        except OSError:
            raise
        except Exception as error:  # an exception, or a result, that cannot be pickled
            write_frame(answers, (False, RuntimeError(f"{type(answer[1]).__name__} cannot be sent: {error}")))
        # A traceback holds every frame of the document.
        del answer, args, kwargs


def _limit(memory: int) -> None:
    """Allow *memory* bytes of address space on top of what is in use now; 0 lifts the limit."""
    if resource is None or sys.platform != "linux":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if not memory:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        return
    with open("/proc/self/statm", "rb") as counts:
        used = int(counts.read().split()[0]) * resource.getpagesize()
    wanted = used + memory
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
