"""Files of lines, plain or compressed by their last suffix: ``.gz`` with the standard library, ``.zst`` with pyarrow.

Both formats allow one compressed stream after another, so that finished parts are put together without decompressing.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast


@contextmanager
def open_write(path: Path) -> Iterator[IO[bytes]]:
    """Open *path* for writing. The output depends on what is written alone: no time, no file name in it."""
    if path.suffix == ".zst":
        with _arrow().CompressedOutputStream(str(path), "zstd") as stream:
            yield stream
        return
    # The file is closed here, not by its compressor, which would not tell of a disk that is full.
    with path.open("wb") as raw:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as stream:
                yield cast(IO[bytes], stream)
        else:
            yield raw


def open_read(path: Path) -> IO[bytes]:
    """Open *path* for reading, with lines."""
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if path.suffix == ".zst":
        import io

        return io.BufferedReader(_arrow().CompressedInputStream(str(path), "zstd"), 1 << 20)
    return path.open("rb")


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise ModuleNotFoundError("zstd needs pyarrow: pip install 'nghiquyet[parquet]'") from None
    return pyarrow
