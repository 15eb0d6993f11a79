"""The unit of work of every engine: `process_shard` takes some documents and makes one part and its rows.

A document is parsed in a child process with a deadline and a memory limit, so that no document can harm another. Each
finished document is appended to a work file at once; when all are done, the part is made from it, see
`nghiquyet.archive.parts`. A complete part is not made again. After a crash the work file shows which documents are
done, and only the others are parsed.
"""

import hashlib
import io
import os
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import attrs

from .._parse import parse_text
from ..document import Document
from ..errors import LimitExceeded, NghiquyetError
from ..isolation.worker import CannotStart, Died, Worker, kept_worker
from ..limits import Limits, within
from .parts import StoreFault, finish, salvage, whole, work_file, write_frame
from .records import Item, Row, Way
from .rules import rules_version
from .sources import TooLarge, read
from .stores import Kind, kind_of

# If a worker is killed from outside, the document is not at fault. After this many times in a row it may be, since the
# system kills a process that takes too much memory in the same way.
TRIES = 8
WARM = f"{__name__}:warm"


class Stopped(Exception):
    """The work was stopped on request; the work file keeps the finished documents."""


def process_shard(
    paths: Sequence[str | Item],
    out: str | Path,
    way: Way = Way(),  # noqa: B008 - frozen
    *,
    worker: Worker | None = None,
    on_row: Callable[[Row], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Row]:
    """Parse the documents *paths* into the part *out* and return one row for each, in their order.

    The suffix of the part selects its format, see `nghiquyet.archive.stores`. The rows are kept beside it. If both
    exist already, nothing is parsed and the rows are read.

    Args:
        paths: Names of documents, see `nghiquyet.archive.sources`.
        out: The path of the part.
        way: How they are parsed.
        worker: The worker to use; by default one that is kept for the calling thread.
        on_row: Called with each row when it is known.
        stopped: Called between documents; if it returns true, `Stopped` is raised.

    Raises:
        StoreFault: The part cannot be written.
    """
    work = _Work(Path(out), way, worker or kept_worker(WARM), stopped)
    return work.do([item if isinstance(item, Item) else Item(item) for item in paths], on_row or (lambda row: None))


@attrs.frozen
class _Work:
    """The work on one part: its path, how documents are parsed, by which worker, and when to stop."""

    out: Path
    way: Way
    worker: Worker
    stopped: Callable[[], bool]

    def do(self, items: Sequence[Item], tell: Callable[[Row], None]) -> list[Row]:
        """Make the part, unless it exists; return its rows, and pass each to *tell* when it is known."""
        if (part := whole(self.out)) is not None:
            for row in part.rows:
                tell(row)
            return part.rows
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            with work_file(self.out) as work:
                rows = {row.name: row for row in salvage(work)}
                for row in rows.values():
                    tell(row)
                for item in items:
                    if self.stopped():
                        raise Stopped
                    if item.name not in rows:
                        rows[item.name] = row = self.one(work, item)
                        tell(row)
                self.finish(work)
                work.unlink(missing_ok=True)
            return [rows[item.name] for item in items]
        except OSError as error:
            raise StoreFault(f"{self.out}: {error.strerror or error}") from error

    def finish(self, work: Path) -> None:
        """Have the child make the part; start again if the child dies."""
        failed = f"{self.out}: the part cannot be written"
        for attempt in range(TRIES):
            try:
                self.worker.call(finish, (0, 0), str(work), str(self.out))
                return
            except Died as death:
                if self.stopped():
                    raise Stopped from None
                if attempt == TRIES - 1:
                    raise StoreFault(f"{failed}: {death.reason}") from death
            except (StoreFault, CannotStart):
                raise
            except Exception as error:
                raise StoreFault(f"{failed}: {type(error).__name__}: {error}") from error

    def one(self, work: Path, item: Item) -> Row:
        """Parse one document into the work file, even if it kills the worker."""
        good, limits = work.stat().st_size, self.way.limits
        bounds = limits.seconds, limits.memory_bytes
        for attempt in range(1, TRIES + 1):
            begun = time.monotonic()
            try:
                return self.worker.call(append, bounds, str(work), item, self.way, kind_of(self.out))
            except Died as death:
                os.truncate(work, good)
                if self.stopped():
                    raise Stopped from None
                if death.outside and attempt < TRIES:
                    continue
                outcome, reason = death.outcome, death.reason
            except (StoreFault, CannotStart, OSError):  # of this side: the child makes rows of such errors
                raise
            except Exception as error:  # it left the child, so it is the document's, whatever it is
                os.truncate(work, good)
                outcome, reason = out_of_child(error, limits)
            seconds = round(time.monotonic() - begun, 3)
            row = Row(name=item.name, sha256=item.sha256, outcome=outcome, reason=" ".join(reason.split()),
                      seconds=seconds, rules=rules_version())  # fmt: skip
            with work.open("ab") as stream:
                write_frame(stream, row, b"")
            return row
        raise AssertionError("the last try returns or raises")


# What follows runs in the child.


def warm() -> None:
    """Load what every document needs, so that it does not count as time of the first document."""
    parse_text("NGHỊ QUYẾT\n\nCăn cứ Luật số 1/2020/QH14;\n\nĐiều 1. Sở Y tế chủ trì; đến hết năm 2025 đạt trên 5%.\n")


def append(work: str, item: Item, way: Way, kind: Kind) -> Row:
    """Parse one document and append its frame; the row records any failure that does not end the process."""
    row, document = parse_item(item, way)
    payload = b""
    if document is not None:
        try:
            payload = kind.encode(document, row)
        except MemoryError:
            row = attrs.evolve(row, outcome="memory", reason="over the limit of memory when its rows were made")
        except BaseException as error:
            row = attrs.evolve(row, outcome="error", reason=" ".join(_told(error).split()))
    try:
        with open(work, "ab") as stream:
            write_frame(stream, row, payload)
    except OSError as error:
        raise StoreFault(f"{work}: {error.strerror or error}") from None
    return row


def parse_item(item: Item, way: Way) -> tuple[Row, Document | None]:
    """Read and parse one document. No document makes it raise; the row says what happened."""
    begun = time.perf_counter()
    sha256, document, outcome, reason = item.sha256, None, "parsed", ""
    opened = False
    try:
        with within(way.limits):
            data = read(item.name, base=way.base, limit=way.limits.input_bytes)
        opened = True
        sha256 = hashlib.sha256(data).hexdigest()
        if item.sha256 and sha256 != item.sha256:
            outcome, reason = "changed", "the content changed after the run was planned"
        else:
            with within(way.limits):
                document = _call(way.parser, data, item.name)
    except LimitExceeded as error:
        outcome = "timeout" if error.limit == "seconds" else "too-large"
        reason = str(error).removeprefix(f"{item.name}: ")
    except NghiquyetError as error:
        starved = isinstance(error.__cause__ or error.__context__, MemoryError)  # a reader told it in its own words
        outcome, reason = ("memory" if starved else "unreadable"), str(error).removeprefix(f"{item.name}: ")
    except TooLarge as error:
        outcome, reason = "too-large", str(error)
    except FileNotFoundError as error:
        outcome, reason = "vanished", error.strerror or str(error)
    except MemoryError as error:
        document = None
        outcome, reason = "memory", f"over the limit of {way.limits.memory_bytes >> 20} MB{_line(error)}"
    except BaseException as error:  # an exit too: the document asked for it, nobody else
        outcome, reason = ("error" if opened and not isinstance(error, OSError) else "unreadable"), _told(error)
    seconds = round(time.perf_counter() - begun, 4)
    row = Row(name=item.name, sha256=sha256, outcome=outcome, reason=" ".join(reason.split()), seconds=seconds,
              rules=rules_version())  # fmt: skip
    return row, document


def check_parser(parser: str) -> None:
    """Raise `ValueError` if the parser does not exist, before every document fails with that reason."""
    module, _, function = parser.partition(":")
    try:
        getattr(import_module(module), function)
    except Exception as error:  # whatever the module does when it is loaded
        why = " ".join(str(error).split())
        raise ValueError(f"the parser {parser!r} cannot be loaded, it has to be MODULE:FUNCTION: {why}") from error


def _call(parser: str, data: bytes, name: str) -> Document:
    stream = io.BytesIO(data)
    stream.name = name
    module, _, function = parser.partition(":")
    document: Document = getattr(import_module(module), function)(stream)
    if document.source.name != name:
        document = attrs.evolve(document, source=attrs.evolve(document.source, name=name))
    return document


def out_of_child(error: Exception, limits: Limits) -> tuple[str, str]:
    """Return outcome and reason for an exception for which the child could make no row."""
    if isinstance(error, MemoryError):
        return "memory", f"over the limit of {limits.memory_bytes >> 20} MB"
    return "error", f"{type(error).__name__}: {str(error)[:500]}"


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:500]}{_line(error)}"


def _line(error: BaseException) -> str:
    """Return the line of this library that raised, else the last line."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename.replace("\\", "/"), trace.tb_lineno))
        trace = trace.tb_next
    if not frames:
        return ""
    ours = [f for f in frames if "/nghiquyet/" in f[0] and "/nghiquyet/archive/" not in f[0]]
    name, line = (ours or frames)[-1]
    return f" at {'/'.join(name.split('/')[-3:])}:{line}"
