"""Work files and parts: how the finished documents of a shard are kept on disk, and how damage to them is found.

A work file gets one frame for each document: a line with its row and a checksum, and a line with its content for the
part. A part is made from a complete work file. Its rows are written after it, with a seal: the size and the SHA-256 of
the part and of the rows. Everything is flushed to the disk before it gets its name. So a part without rows, or one that
is truncated, missing or altered, is recognized at any later time, also after a power failure.
"""

import contextlib
import hashlib
import json
import os
import shutil
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from attrs import frozen

from .records import Row
from .stores import kind_of

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class StoreFault(Exception):
    """The archive cannot be written or read: the disk is full, or a file is damaged. Finished results are kept."""


class Foreign(StoreFault):
    """The file under the archive's name is not an archive that this run can continue. It is not changed."""


@frozen
class Part:
    """A complete part: its rows, and its seal ("SIZE SHA256")."""

    rows: list[Row]
    seal: str


def rows_path(out: Path) -> Path:
    """Return the path of the rows of the part *out*."""
    return out.with_name(out.name + ".rows")


def whole(out: Path) -> Part | None:
    """Return the part *out* if it is complete and unchanged, else None."""
    try:
        seal, _, lines = rows_path(out).read_bytes().partition(b"\n")
        if seal.decode() != _seal(out, lines):
            return None
        return Part([Row(**json.loads(line)) for line in lines.splitlines()], seal.decode())
    except (OSError, ValueError, TypeError):
        return None


def seal_of(out: Path) -> str:
    """Return the seal beside the part *out*; empty if another machine's file is not visible yet."""
    try:
        with rows_path(out).open("rb") as stream:
            return stream.readline().decode().rstrip()
    except FileNotFoundError:
        return ""


def remove(path: Path) -> None:
    """Remove a file or a folder if it exists."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def remove_part(out: Path) -> None:
    """Remove a part, its rows first, since they mark it as complete."""
    remove(rows_path(out))
    remove(out)


def sync(path: Path) -> None:
    """Flush a file to the disk, or every file of a folder and the folder itself."""
    if path.is_dir():
        for inner in path.iterdir():
            sync(inner)
        sync_names(path)
    else:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())


def sync_names(folder: Path) -> None:
    """Flush a folder's entries, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems cannot
        return
    finally:
        os.close(handle)


def write_frame(stream: IO[bytes], row: Row, payload: bytes) -> None:
    """Append one document to a work file."""
    head = {**row.plain(), "crc": zlib.crc32(payload)}
    stream.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + payload + b"\n")


def frames(work: Path) -> Iterator[tuple[Row, bytes, int]]:
    """Yield row, payload and end of each frame, up to the first incomplete one."""
    with work.open("rb") as stream:
        for line in stream:
            payload = stream.readline()
            try:
                head = json.loads(line)
                intact = head.pop("crc") == zlib.crc32(payload[:-1]) and payload.endswith(b"\n")
                row = Row(**head)
            except (ValueError, TypeError, KeyError, AttributeError):
                return
            if not intact:
                return
            yield row, payload, stream.tell()


def salvage(work: Path) -> list[Row]:
    """Return the rows of the complete frames, and cut off the rest, which is parsed again."""
    rows, good = [], 0
    for row, _, good in frames(work):  # noqa: B007 - the last end is used
        rows.append(row)
    os.truncate(work, good)
    return rows


@contextlib.contextmanager
def work_file(out: Path) -> Iterator[Path]:
    """Provide the work file of a part; a separate one if another process uses it."""
    shared = out.with_name(out.name + ".work")
    own = out.with_name(f"{out.name}.{socket.gethostname()}-{os.getpid()}-{time.monotonic_ns()}.work")
    if fcntl is None:
        own.touch()
        yield own
        return
    with shared.open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            own.touch()
            yield own
        else:
            yield shared


def finish(work: str, out: str) -> None:
    """Turn the work file into the part, then write its rows with their seal. Runs in the child."""
    path = Path(out)
    if whole(path) is not None:  # another machine was faster
        return
    temporary = path.with_name(f"tmp-{socket.gethostname()}-{os.getpid()}-{path.name}")
    try:
        kind_of(path).write_part((payload for _, payload, _ in frames(Path(work)) if payload != b"\n"), temporary)
        sync(temporary)
        remove_part(path)
        temporary.replace(path)
        lines = b"".join(
            json.dumps(row.plain(), ensure_ascii=False).encode() + b"\n" for row, _, _ in frames(Path(work))
        )
        listed = rows_path(temporary)
        with listed.open("wb") as stream:
            stream.write(_seal(path, lines).encode() + b"\n" + lines)
            stream.flush()
            os.fsync(stream.fileno())
        sync_names(path.parent)
        listed.replace(rows_path(path))
        sync_names(path.parent)
    except OSError as error:
        remove(temporary)
        remove(rows_path(temporary))
        raise StoreFault(f"{out}: {error.strerror or error}") from None


def _seal(out: Path, lines: bytes) -> str:
    """Return the size of a part, and the hash of its files and its rows."""
    digest, size = hashlib.sha256(), 0
    for path in sorted(out.iterdir()) if out.is_dir() else [out]:
        length = path.stat().st_size
        size += length
        digest.update(f"{path.name if path != out else ''}\0{length}\0".encode())
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    digest.update(lines)
    return f"{size} {digest.hexdigest()}"
