"""Where documents come from: folders, globs, lists, members of .zip and .tar, and URLs. A name is enough to open one.

A document's name is a plain string that any worker can open on its own: a path as the caller wrote it ("in/a.docx"),
a member ("in/old.zip!/2021/a.docx"), or a URL ("s3://bucket/a.docx"). Nothing is left out silently: what cannot be
opened is an `Entry` with a `problem`.
"""

import glob
import os
import stat
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import IO

from attrs import frozen

from .remote import is_url, open_url, walk_url

MEMBER = "!/"
_ZIPS = (".zip",)
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


@frozen(kw_only=True)
class Entry:
    """A document that was found.

    Attributes:
        name: Its name, see the module.
        size: Bytes, -1 when unknown.
        stamp: Changes when the content may have changed: the time of the last change, or the version of a remote
            object; empty when nothing is known.
        problem: Why it cannot be opened, None for all others.
    """

    name: str
    size: int = -1
    stamp: str = ""
    problem: str | None = None


class TooLarge(ValueError):
    """A source that is larger than the caller's limit of size."""


def discover(
    sources: Iterable[str | Path], *, base: str = ".", include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> Iterator[Entry]:
    """Yield every document of *sources*, in an order that depends on their names alone.

    A source is a file, a folder (searched through, .zip and .tar included, hidden files not), a glob, a URL, or
    ``@list.txt`` with one source a line (``-`` for standard input). *include* and *exclude* are patterns for the
    name or its last part. *base* is the folder that relative paths start from.
    """
    for entry in _discover(sources, base):
        last = entry.name.replace(MEMBER, "/").rsplit("/", 1)[-1]
        if include and not any(fnmatch(entry.name, p) or fnmatch(last, p) for p in include):
            continue
        if any(fnmatch(entry.name, p) or fnmatch(last, p) for p in exclude):
            continue
        if not _speakable(entry.name):
            # Such a name can be stored neither in JSON nor in SQLite; it is told, not dropped.
            shown = entry.name.encode("utf-8", "backslashreplace").decode()
            entry = Entry(name=shown, problem="the name of the file is not UTF-8")
        yield entry


def _discover(sources: Iterable[str | Path], base: str) -> Iterator[Entry]:
    for given in sources:
        source = str(given)
        if source == "-":
            yield from _discover((line.rstrip("\r\n") for line in sys.stdin if line.strip()), base)
        elif source.startswith("@"):
            with open(os.path.join(base, source[1:]), encoding="utf-8") as lines:
                yield from _discover((line.rstrip("\r\n") for line in lines if line.strip()), base)
        elif is_url(source):
            yield from (Entry(name=n, size=s, stamp=t, problem=p) for n, s, t, p in walk_url(source))
        elif MEMBER in source:
            yield Entry(name=source)
        elif os.path.lexists(os.path.join(base, source)):
            yield from _local(_tidy(source), base)
        elif glob.has_magic(source):
            matches = sorted(glob.glob(source, root_dir=base, recursive=True))
            if not matches:
                yield Entry(name=source, problem="nothing matches this pattern")
            for match in matches:
                if not os.path.isdir(os.path.join(base, match)):
                    yield from _local(_tidy(match), base)
        else:
            yield Entry(name=_tidy(source), problem="no such file or folder")


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _speakable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _local(path: str, base: str) -> Iterator[Entry]:
    """Yield what stands at a local path, folders and archives opened."""
    stack = [path]  # since folders nest as deep as they like
    while stack:
        name = stack.pop()
        where = os.path.join(base, name)
        try:
            state = os.stat(where)
        except OSError as error:
            yield Entry(name=name, problem=error.strerror or str(error))
            continue
        if stat.S_ISDIR(state.st_mode):
            try:
                names = sorted(os.listdir(where), reverse=True)
            except OSError as error:
                yield Entry(name=name, problem=error.strerror or str(error))
                continue
            inner = [f"{name}/{n}" if name != "." else n for n in names if not n.startswith(".")]
            stack.extend(n for n in inner if not _is_link_to_folder(os.path.join(base, n)))
        elif not stat.S_ISREG(state.st_mode):
            yield Entry(name=name, problem="not a regular file")
        elif name.lower().endswith(_ZIPS + _TARS):
            yield from _members(name, where, f"{state.st_size}-{state.st_mtime_ns}")
        else:
            yield Entry(name=name, size=state.st_size, stamp=str(state.st_mtime_ns))


def _is_link_to_folder(where: str) -> bool:
    """Links to folders are not followed: they would show files twice, or lead in a circle."""
    return os.path.islink(where) and os.path.isdir(where)


def _members(name: str, where: str, stamp: str) -> Iterator[Entry]:
    try:
        if name.lower().endswith(_ZIPS):
            with zipfile.ZipFile(where) as opened:
                for info in opened.infolist():
                    if not info.is_dir():
                        yield Entry(name=name + MEMBER + info.filename, size=info.file_size, stamp=stamp)
        else:
            with tarfile.open(where) as tar:
                for member in tar:
                    if member.isfile():
                        yield Entry(name=name + MEMBER + member.name, size=member.size, stamp=stamp)
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError) as error:
        yield Entry(name=name, problem=f"the archive cannot be opened: {error}")


def read(name: str, *, base: str = ".", limit: int = 64 << 20) -> bytes:
    """Return the content of the document *name*.

    Raises OSError when it cannot be opened, `TooLarge` above *limit* bytes, and ValueError for a damaged archive.
    """
    with open_source(name, base=base) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return data


def open_source(name: str, *, base: str = ".") -> IO[bytes]:
    """Open the document *name* for reading."""
    if is_url(name):
        return open_url(name)
    path, bang, member = name.partition(MEMBER)
    where = os.path.join(base, path)
    if not bang:
        return open(where, "rb")
    state = os.stat(where)
    opened = _archive(where, state.st_size, state.st_mtime_ns)
    try:
        if isinstance(opened, zipfile.ZipFile):
            return opened.open(member)
        stream = opened.extractfile(member)
    except KeyError:
        raise FileNotFoundError(2, "no such member", name) from None
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise ValueError(f"the member cannot be opened: {error}") from error
    if stream is None:
        raise FileNotFoundError(2, "not a regular file", name)
    return stream


# The members of one archive come one after the other: open it once, not once a member.
@lru_cache(maxsize=4)
def _archive(where: str, size: int, changed: int) -> zipfile.ZipFile | tarfile.TarFile:
    if where.lower().endswith(_ZIPS):
        return zipfile.ZipFile(where)
    return tarfile.open(where)
