"""The default engine: shards on this machine, with one child process for each thread that feeds it."""

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from ..isolation.worker import Worker
from .records import Row
from .run import Shard
from .work import WARM, Stopped


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_local(
    shards: Iterable[Shard], *, workers: int, on_row: Callable[[Row], None] | None = None
) -> Iterator[tuple[Shard, list[Row]]]:
    """Yield each shard with its rows when it is finished; *workers* shards run at a time.

    Closing the generator, or an exception in the caller, ends the children at once; finished documents are kept in the
    work files. The first error that no document caused is raised here.
    """
    todo: queue.SimpleQueue[Shard | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Shard, list[Row]] | BaseException] = queue.SimpleQueue()
    stop = threading.Event()
    children = [Worker(WARM) for _ in range(workers)]
    threads = [
        threading.Thread(target=_feed, args=(todo, done, stop, child, on_row), daemon=True) for child in children
    ]
    for thread in threads:
        thread.start()
    try:
        flying = 0
        for shard in shards:
            todo.put(shard)
            flying += 1
            if flying > workers:  # one shard waits for the first worker that is free
                yield _next(done)
                flying -= 1
        for _ in range(flying):
            yield _next(done)
    finally:
        stop.set()
        for _ in threads:
            todo.put(None)
        for child, thread in zip(children, threads, strict=True):
            while thread.is_alive():  # it may be just about to start a new child
                child.kill()
                thread.join(0.1)


def _next(done: "queue.SimpleQueue[tuple[Shard, list[Row]] | BaseException]") -> tuple[Shard, list[Row]]:
    result = done.get()
    if isinstance(result, BaseException):
        raise result
    return result


def _feed(
    todo: "queue.SimpleQueue[Shard | None]",
    done: "queue.SimpleQueue[tuple[Shard, list[Row]] | BaseException]",
    stop: threading.Event,
    child: Worker,
    on_row: Callable[[Row], None] | None,
) -> None:
    # The thread that starts a child must outlive it: on Linux the child dies with the thread, not the process.
    with child:
        while (shard := todo.get()) is not None and not stop.is_set():
            try:
                done.put((shard, shard.process(child, on_row, stop.is_set)))
            except Stopped:
                return
            except BaseException as error:
                done.put(error)
                return
