"""Shards on Dask: the workers of a cluster do the same unit of work.

Every machine has to see the sources and the folder of the archive under the same paths. If a worker is lost, another
one takes over its shard. If the client is lost, it is run again: finished parts are found, and a shard that is still
being processed somewhere does no harm, since a part gets its name in one atomic step.
"""

from collections.abc import Callable, Iterator
from typing import Any

from .batches import Engine
from .records import Row
from .run import Shard

#: Shards submitted for each thread of the cluster; the others wait here, so that memory does not grow with the archive.
AHEAD = 2


def dask_engine(client: Any) -> Engine:
    """Return an engine for `batch` that runs shards on *client*: a ``distributed.Client`` or a scheduler's address."""

    def engine(shards: Iterator[Shard], on_row: Callable[[Row], None]) -> Iterator[tuple[Shard, list[Row]]]:
        try:
            import distributed
        except ImportError:
            raise ModuleNotFoundError("this needs Dask: pip install 'nghiquyet[dask]'") from None
        library: Any = distributed  # it has annotations in some places only
        own = isinstance(client, str)
        connected = library.Client(client, set_as_default=False) if own else client
        try:
            threads = sum(connected.nthreads().values()) or 1
            flying: dict[Any, Shard] = {}
            results = library.as_completed(loop=connected.loop, with_results=False)
            more = True
            while more or flying:
                while more and len(flying) < AHEAD * threads:
                    shard = next(shards, None)
                    if shard is None:
                        more = False
                        break
                    # The key names the shard: a client that is run again joins work in progress.
                    future = connected.submit(_process, shard, key=f"nghiquyet-{shard.id}", retries=2)
                    flying[future.key] = shard
                    results.add(future)
                if not flying:
                    break
                future = next(results)
                shard = flying.pop(future.key)
                rows = future.result()
                for row in rows:
                    on_row(row)
                yield shard, rows
        finally:
            if own:
                connected.close()

    return engine


def _process(shard: Shard) -> list[Row]:
    return shard.process()
