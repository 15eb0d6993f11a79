"""Files of lines, plain or compressed by their last suffix: ``.gz`` with the standard library, ``.zst`` with pyarrow.

In both formats one compressed stream may follow another, so finished parts are joined without decompressing them.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast


@contextmanager
def open_write(path: Path) -> Iterator[IO[bytes]]:
    """Open *path* for writing. The output depends only on the content: it holds no time and no file name."""
    if path.suffix == ".zst":
        with _arrow().CompressedOutputStream(str(path), "zstd") as stream:
            yield stream
        return
    # The file is closed here, not by its compressor, which would not report a full disk.
    with path.open("wb") as raw:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as stream:
                yield cast(IO[bytes], stream)
        else:
            yield raw


def open_read(path: Path) -> IO[bytes]:
    """Open *path* for reading lines."""
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
