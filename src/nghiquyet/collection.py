"""The garbage collector while a document is read and made: it would search new objects again and find no cycle."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: How many objects may be new before the collector looks at them.
_NEW = 50_000
_lock = Lock()
_kept: list[tuple[int, int, int]] = []  # the thresholds that were in force, once for each block


@contextmanager
def few_collections() -> Iterator[None]:
    """Let the collector work seldom in a block; when the last block ends, it works as before the first one.

    Where it is switched off, or works more seldom already, nothing is changed.
    """
    with _lock:
        _kept.append(_kept[0] if _kept else gc.get_threshold())
        if 0 < _kept[0][0] < _NEW:
            gc.set_threshold(_NEW, *_kept[0][1:])
    try:
        yield
    finally:
        with _lock:
            before = _kept.pop()
            if not _kept and 0 < before[0] < _NEW:
                gc.set_threshold(*before)
