"""How a child process is started: forked from a warm template where the system can fork, from nothing elsewhere.

To load the library and build its grammars takes about a second, far more than most documents. So on POSIX a template
process does that once and then forks, in milliseconds, a fresh child after each death. The template has one thread
and loads no library that starts others, which is what makes the fork safe.
"""

import contextlib
import json
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from typing import IO, Any, Protocol

#: Seconds that the library may take to load.
STARTUP = 120.0
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from nghiquyet.isolation import child; child.main()"
_STATUS = struct.Struct("<qq")


class Shot(ConnectionError):
    """A process that was ended from outside while it started: no reason to give up."""


class Child(Protocol):
    """A running child."""

    pid: int
    calls: IO[bytes]
    answers: IO[bytes]

    def kill(self) -> None:
        """End it, and what it started itself, at once."""

    def end(self, patience: float) -> int:
        """Wait *patience* seconds for it to end by itself, end it, and return its status (-9 for signal 9)."""


class Launcher(Protocol):
    """What starts children, one after another."""

    def start(self, errors: IO[bytes]) -> Child:
        """Start a child that writes its errors there; OSError when it does not come up."""

    def close(self) -> None:
        """Free what is held."""


def launcher(warm: str) -> Launcher:
    """Return the best launcher that this system has."""
    return Template(warm) if hasattr(os, "fork") and hasattr(socket, "send_fds") else Spawner(warm)


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


def _command(mode: str, warm: str, control: int = -1) -> list[str]:
    return [sys.executable, "-c", _BOOT, json.dumps(sys.path), str(os.getpid()), mode, warm, str(control)]


class Spawner:
    """Start each child from nothing."""

    def __init__(self, warm: str) -> None:
        self._warm = warm

    def start(self, errors: IO[bytes]) -> Child:
        """Start a child and wait until it is ready."""
        child = Spawned(
            subprocess.Popen(
                _command("serve", self._warm), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                start_new_session=True,  # Ctrl-C at the terminal is for the parent, which decides
            )
        )  # fmt: skip
        try:
            read_frame(child.answers)
        except EOFError:
            code = child.end(1.0)
            raise ConnectionError(f"the child exited with status {code}") from None
        return child

    def close(self) -> None:
        """Do nothing: nothing is held."""


class Spawned:
    """A child with its own start."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self.pid, self.calls, self.answers = process.pid, process.stdin, process.stdout

    def kill(self) -> None:
        """End it and its session."""
        if self._process.poll() is None:
            _kill_group(self.pid)
            self._process.kill()

    def end(self, patience: float) -> int:
        """See `Child`."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=patience)
        self.kill()
        code = self._process.wait()
        _close(self.calls, self.answers)
        return code


class Template:
    """A warm process that forks the children."""

    def __init__(self, warm: str) -> None:
        self._warm = warm
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self, errors: IO[bytes]) -> Child:
        """Have a child forked; the template is started before the first, and again if it was killed."""
        if self._control is None:
            self._load(errors)
        assert self._control is not None
        calls_out, calls_in = os.pipe()
        answers_out, answers_in = os.pipe()
        try:
            socket.send_fds(self._control, [b"f"], [calls_out, answers_in, errors.fileno()])
            pid, _ = self._hear(STARTUP)
        except OSError:
            os.close(calls_in)
            os.close(answers_out)
            self.close()
            raise
        finally:
            os.close(calls_out)
            os.close(answers_in)
        return Forked(self, pid, os.fdopen(calls_in, "wb"), os.fdopen(answers_out, "rb"))

    def _load(self, errors: IO[bytes]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                _command("template", self._warm, theirs.fileno()), stdin=subprocess.DEVNULL, stdout=errors,
                stderr=errors, pass_fds=[theirs.fileno()], start_new_session=True,
            )  # fmt: skip
        self._control = ours
        try:
            self._hear(STARTUP)
        except TimeoutError:
            self.close()
            raise
        except OSError:
            code = self._process.wait()
            self.close()
            if code in (-signal.SIGKILL, -signal.SIGTERM):
                raise Shot("the template was killed from outside") from None
            raise ConnectionError(f"the template exited with status {code}") from None

    def _hear(self, patience: float) -> tuple[int, int]:
        """Return the next message of the template; ConnectionError when it is gone, TimeoutError when it is late."""
        assert self._control is not None
        data, end = b"", time.monotonic() + patience
        while len(data) < _STATUS.size:
            left = end - time.monotonic()
            if left < 0 or not select.select([self._control], [], [], left)[0]:
                raise TimeoutError("the template does not answer")
            more = self._control.recv(_STATUS.size - len(data))
            if not more:
                raise ConnectionError("the template is gone")
            data += more
        first, second = _STATUS.unpack(data)
        return first, second

    def status(self, patience: float) -> int | None:
        """Return the status with which the last child ended, None if it goes on, -9 if the template is gone too."""
        if self._control is None:
            return -signal.SIGKILL
        try:
            return self._hear(patience)[1]
        except TimeoutError:
            return None
        except OSError:
            self.close()
            return -signal.SIGKILL

    def close(self) -> None:
        """End the template."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class Forked:
    """A child of the template."""

    def __init__(self, template: Template, pid: int, calls: IO[bytes], answers: IO[bytes]) -> None:
        self._template = template
        self._over = False
        self.pid, self.calls, self.answers = pid, calls, answers

    def kill(self) -> None:
        """End it and its session."""
        if not self._over:
            _kill_group(self.pid)
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def end(self, patience: float) -> int:
        """See `Child`."""
        code = self._template.status(patience)
        if code is None:
            self.kill()
            code = self._template.status(10.0)
        self._over = True
        _close(self.calls, self.answers)
        return -signal.SIGKILL if code is None else code


def serve_template(control: int, serve: Any) -> None:
    """In the template: fork a child for each request, wait for its end, tell its status."""
    line = socket.socket(fileno=control)
    line.sendall(_STATUS.pack(os.getpid(), 0))
    while True:
        request, fds, _, _ = socket.recv_fds(line, 1, 3)
        if not request:
            return
        pid = os.fork()
        if not pid:
            line.close()
            serve(*fds)
            os._exit(0)
        for fd in fds:
            os.close(fd)
        line.sendall(_STATUS.pack(pid, 0))
        _, state = os.waitpid(pid, 0)
        line.sendall(_STATUS.pack(pid, os.waitstatus_to_exitcode(state)))


def _kill_group(pid: int) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _close(*streams: IO[bytes]) -> None:
    for stream in streams:
        with contextlib.suppress(OSError):
            stream.close()
