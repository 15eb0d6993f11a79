"""Formats that a library in C reads: in a child process, which a file may take down without taking anything with it.

One child a thread serves all its documents, started when the first comes and again after a death. A process that is
expendable itself, as the workers of a batch are, needs no other: it reads at once, under the limits that it has.
"""

from contextlib import suppress
from importlib import import_module
from typing import cast

from ..errors import LimitExceeded, UnreadableSource
from ..isolation import child
from ..isolation.worker import CannotStart, Died, kept_worker
from ..layout import Reading
from ..limits import Limits, in_force, within

_WARM = f"{__name__}:warm"
_TRIES = 3  # after the child was ended from outside
# How the allocators of libraries in C end their process when no memory is left.
_NO_MEMORY = ("SIGABRT", "SIGTRAP", "SIGILL")


def read_native(home: str, data: bytes, name: str) -> Reading:
    """Return what the reader *home* ("package.module:function", in this package) makes of *data*, in a child.

    Raises:
        LimitExceeded: It took too long or too much memory.
        UnreadableSource: The reader refuses it, or it made the library crash.
    """
    if child.expendable():
        return _read(home, data, name)
    limits = in_force()
    worker = kept_worker(_WARM)
    for last in (False,) * (_TRIES - 1) + (True,):
        try:
            return worker.call(_read_within, (limits.seconds, limits.memory_bytes), limits, home, data, name)
        except Died as death:
            if last or not death.outside:
                raise _refusal(death, name) from death
        except MemoryError as error:
            raise limits.exceeded("memory_bytes", name, "it takes too much memory to read") from error
        except CannotStart as error:
            raise UnreadableSource(name, f"no process could be started to read it in: {error}") from error
    raise AssertionError("the last try returns or raises")


def _refusal(death: Died, name: str) -> UnreadableSource | LimitExceeded:
    if death.outcome == "timeout":
        return in_force().exceeded("seconds", name, "it takes too long to read")
    if death.signal in _NO_MEMORY:
        return in_force().exceeded("memory_bytes", name, f"its reader ended without memory ({death.signal})")
    return UnreadableSource(name, f"it makes its reader crash: {' '.join(death.reason.split())}")


# What follows runs in the child.


def warm() -> None:
    """Load what every document needs, so that no document's time has to pay for it."""
    with suppress(ImportError):  # a missing library is reported when a document needs it
        import_module(".pdf.read", __package__)


def _read_within(limits: Limits, home: str, data: bytes, name: str) -> Reading:
    with within(limits):
        return _read(home, data, name, renewed=True)


def _read(home: str, data: bytes, name: str, *, renewed: bool = False) -> Reading:
    module, function = home.split(":")
    read = getattr(import_module(f".{module}", __package__), function)
    return cast(Reading, read(data, name, child.renew) if renewed else read(data, name))
