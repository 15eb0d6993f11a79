"""`parse_archive` yields documents and failures in Python; child processes parse them."""

import queue
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from attrs import frozen

from ..document import Document
from ..isolation.worker import CannotStart, Died, Worker
from ..limits import Limits, within
from .local import cores
from .records import PARSER, Item, Row, Way
from .rules import rules_version
from .sources import Entry, discover
from .work import TRIES, WARM, out_of_child, parse_item


@frozen(kw_only=True)
class Result:
    """The result for one document: a `Document`, or a row that says why there is none.

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
    entries = _bounded(discover(paths, base=base, follow_links=follow_links), limits)
    with _Crew(workers or cores(), Way(limits=limits, base=base, parser=parser)) as crew:
        yield from _results(crew, entries, ordered=ordered)


def _bounded(entries: Iterator[Entry], limits: Limits) -> Iterator[Entry]:
    """Yield *entries*, each found within *limits*; the caller's own are in force between them."""
    while True:
        with within(limits):
            entry = next(entries, None)
        if entry is None:
            return
        yield entry


class _Crew:
    """Workers, each with a thread that hands it documents; none outlives the block.

    Attributes:
        count: How many workers there are.
        flying: How many documents were given and not taken.
    """

    def __init__(self, count: int, way: Way) -> None:
        self.count, self.flying, self._way = count, 0, way
        self._todo: queue.SimpleQueue[tuple[int, Item] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, Result | BaseException]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._children = [Worker(WARM) for _ in range(count)]
        self._threads = [threading.Thread(target=self._serve, args=(each,), daemon=True) for each in self._children]

    def __enter__(self) -> "_Crew":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for _each in self._threads:
            self._todo.put(None)
        for child, thread in zip(self._children, self._threads, strict=True):
            while thread.is_alive():
                child.kill()
                thread.join(0.1)

    def give(self, at: int, item: Item) -> None:
        """Have a document parsed; *at* is its place."""
        self._todo.put((at, item))
        self.flying += 1

    def take(self) -> tuple[int, Result]:
        """Wait for a document that was given, and return its place and what became of it."""
        at, result = self._done.get()
        self.flying -= 1
        if isinstance(result, BaseException):
            raise result
        return at, result

    def _serve(self, child: Worker) -> None:
        with child:
            while (task := self._todo.get()) is not None and not self._stop.is_set():
                at, item = task
                try:
                    self._done.put((at, _one(child, item, self._way)))
                except BaseException as error:
                    self._done.put((at, error))
                    return


def _results(crew: _Crew, entries: Iterator[Entry], *, ordered: bool) -> Iterator[Result]:
    """Yield what becomes of each entry; so many are held that no worker waits."""
    ready: dict[int, Result] = {}
    turn = asked = 0
    more = True
    while more or crew.flying or ready:
        while more and crew.flying + len(ready) < 4 * crew.count:
            entry = next(entries, None)
            if entry is None:
                more = False
                break
            if entry.problem:
                ready[asked] = _failed(entry.name, "too-large" if entry.large else "unreadable", entry.problem)
            else:
                crew.give(asked, Item(entry.name))
            asked += 1
        while ready and (not ordered or turn in ready):
            yield ready.pop(turn if ordered else next(iter(ready)))
            turn += 1
        if crew.flying:
            at, result = crew.take()
            ready[at] = result


def _one(child: Worker, item: Item, way: Way) -> Result:
    limits = way.limits
    for attempt in range(1, TRIES + 1):
        try:
            row, document = child.call(_parse, (limits.seconds, limits.memory_bytes), item, way)
            return Result(row=row, document=document)
        except Died as death:
            if not death.outside or attempt == TRIES:
                return _failed(item.name, death.outcome, death.reason)
        except CannotStart:
            raise
        except Exception as error:  # it left the child, so it is the document's, whatever it is
            return _failed(item.name, *out_of_child(error, limits))
    raise AssertionError("the last try returns")


def _parse(item: Item, way: Way) -> tuple[Row, Document | None]:
    """In the child: what `Document.cleaned` holds is large and stays there."""
    row, document = parse_item(item, way)
    return row, attrs.evolve(document, cleaned=None) if document is not None else None


def _failed(name: str, outcome: str, reason: str) -> Result:
    return Result(row=Row(name=name, outcome=outcome, reason=reason, rules=rules_version()))
