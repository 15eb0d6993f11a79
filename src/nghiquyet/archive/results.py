"""`parse_archive`: documents and failures in Python, parsed by processes that may die."""

import queue
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from attrs import frozen

from ..document import Document
from ..isolation.worker import CannotStart, Died, Worker
from ..limits import Limits
from .local import cores
from .records import PARSER, Item, Row
from .rules import rules_version
from .sources import discover
from .work import TRIES, WARM, out_of_child, parse_item


@frozen(kw_only=True)
class Result:
    """What became of one document: a `Document`, or a row that says why there is none.

    Attributes:
        row: Name, hash, outcome, reason, seconds.
        document: The document; None after a failure.
    """

    row: Row
    document: Document | None = None

    @property
    def name(self) -> str:
        """The name of the document."""
        return self.row.name

    @property
    def ok(self) -> bool:
        """Whether there is a document."""
        return self.document is not None


def parse_archive(
    paths: str | Path | Iterable[str | Path],
    *,
    workers: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    ordered: bool = True,
    base: str = ".",
    parser: str = PARSER,
    follow_links: bool = False,
) -> Iterator[Result]:
    """Parse every document of *paths* and yield a `Result` for each; a failure never stops the others.

    It may run inside a process of your own pool. At most a few documents for each worker are held at a time.

    Args:
        paths: Files, folders, globs, archives, URLs, see `nghiquyet.archive.sources.discover`.
        workers: Child processes; one for each core by default.
        limits: What one document may cost.
        ordered: Whether results come in the order of the sources; else as they are done.
        base: The folder that relative paths start from.
        parser: "module:function" that makes a `Document` of a binary file with a name.
        follow_links: Whether symbolic links to files in folders are followed.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    count = workers or cores()
    todo: queue.SimpleQueue[tuple[int, Item] | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Result | BaseException]] = queue.SimpleQueue()
    stop = threading.Event()
    children = [Worker(WARM) for _ in range(count)]
    threads = [
        threading.Thread(target=_serve, args=(todo, done, stop, child, limits, base, parser), daemon=True)
        for child in children
    ]
    for thread in threads:
        thread.start()
    ready: dict[int, Result] = {}
    turn = asked = flying = 0
    try:
        entries = discover(paths, base=base, follow_links=follow_links)
        more = True
        while more or flying or ready:
            while more and flying + len(ready) < 4 * count:
                entry = next(entries, None)
                if entry is None:
                    more = False
                elif entry.problem:
                    ready[asked] = _failed(entry.name, "unreadable", entry.problem)
                    asked += 1
                else:
                    todo.put((asked, Item(entry.name)))
                    asked += 1
                    flying += 1
            while ready and (not ordered or turn in ready):
                yield ready.pop(turn if ordered else next(iter(ready)))
                turn += 1
            if flying:
                at, result = done.get()
                flying -= 1
                if isinstance(result, BaseException):
                    raise result
                ready[at] = result
    finally:
        stop.set()
        for _ in threads:
            todo.put(None)
        for child, thread in zip(children, threads, strict=True):
            while thread.is_alive():
                child.kill()
                thread.join(0.1)


def _serve(
    todo: "queue.SimpleQueue[tuple[int, Item] | None]",
    done: "queue.SimpleQueue[tuple[int, Result | BaseException]]",
    stop: threading.Event,
    child: Worker,
    limits: Limits,
    base: str,
    parser: str,
) -> None:
    with child:
        while (task := todo.get()) is not None and not stop.is_set():
            at, item = task
            try:
                done.put((at, _one(child, item, limits, base, parser)))
            except BaseException as error:
                done.put((at, error))
                return


def _one(child: Worker, item: Item, limits: Limits, base: str, parser: str) -> Result:
    for attempt in range(1, TRIES + 1):
        try:
            row, document = child.call(_parse, (limits.seconds, limits.memory_bytes), item, limits, base, parser)
            return Result(row=row, document=document)
        except Died as death:
            if not death.outside or attempt == TRIES:
                return _failed(item.name, death.outcome, death.reason)
        except CannotStart:
            raise
        except Exception as error:  # it left the child, so it is the document's, whatever it is
            return _failed(item.name, *out_of_child(error, limits))
    raise AssertionError("the last try returns")


def _parse(item: Item, limits: Limits, base: str, parser: str) -> tuple[Row, Document | None]:
    """In the child: what `Document.cleaned` holds is large and stays there."""
    row, document = parse_item(item, limits, base, parser)
    return row, attrs.evolve(document, cleaned=None) if document is not None else None


def _failed(name: str, outcome: str, reason: str) -> Result:
    return Result(row=Row(name=name, outcome=outcome, reason=reason, rules=rules_version()))
