"""Readers of another checkout beside ours: each in a process of its own, which says how long it took; in turns.

Run as a program it is such a process, for the `src` folder that it is given.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

SRC = Path(__file__).parents[1] / "src"
Files = Sequence[tuple[str, bytes]]


class Checkout:
    """The readers of the folder *src*, waiting for files."""

    def __init__(self, src: Path) -> None:
        command = [sys.executable, __file__, str(src)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def seconds(self, files: Files) -> float:
        """Return the processor time that it takes to read *files*."""
        assert self._process.stdin
        assert self._process.stdout
        pickle.dump(files, self._process.stdin)
        self._process.stdin.flush()
        return float(pickle.load(self._process.stdout))

    def close(self) -> None:
        self._process.communicate()


def print_beside(cases: Iterable[tuple[str, Files, int]], src: Path) -> None:
    """Print one line a case: the fastest of its runs here and of *src*, in milliseconds, and how much of it ours is."""
    here, there = Checkout(SRC), Checkout(src)
    print(f"{'':34}{'ms here':>9}{'there':>9}{'ratio':>7}")
    for name, files, runs in cases:
        pairs = [(here.seconds(files), there.seconds(files)) for _ in range(runs)]
        ours, theirs = map(min, zip(*pairs, strict=True))
        print(f"{name:34}{ours * 1000:9.1f}{theirs * 1000:9.1f}{ours / theirs:7.2f}", flush=True)
    here.close()
    there.close()


def _readers() -> Any:
    """Return the function of the checkout that reads a file; a PDF too in this process, whose time is measured."""
    from nghiquyet.readers import read

    try:
        from nghiquyet.readers.pdf.read import read_pdf
    except ImportError:  # a checkout of before these were a package
        from nghiquyet.readers.pdf import read_pdf

    return lambda name, data: (read_pdf if name.endswith(".pdf") else read)(data, name)


def _requests() -> Iterator[Files]:
    while True:
        try:
            yield pickle.load(sys.stdin.buffer)
        except EOFError:
            return


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    reader = _readers()
    for wanted in _requests():
        start = process_time()
        for each in wanted:
            reader(*each)
        pickle.dump(process_time() - start, sys.stdout.buffer)
        sys.stdout.buffer.flush()
