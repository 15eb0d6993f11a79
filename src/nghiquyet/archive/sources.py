"""Sources of documents: folders, globs, lists, members of .zip and .tar, and URLs. A name is enough to open one.

A document's name is a plain string that any worker can open on its own: a path as the caller wrote it ("in/a.docx"),
a member ("in/old.zip!/2021/a.docx"), or a URL ("s3://bucket/a.docx"). Nothing is left out silently: a file that cannot
be opened, or is not opened on purpose (a named pipe, a device, a link), is an `Entry` with a `problem`.
"""

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import IO

from attrs import frozen

from ..errors import LimitExceeded, NghiquyetError
from .containers import MEMBER, is_container, opened, split_member
from .remote import is_url, open_url, walk_url

_KINDS = {
    stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
_LINK = "a symbolic link; it is followed when it is named itself, or with --follow-links"
_LINK_TO_FOLDER = "a symbolic link to a folder; it is followed when it is named itself"


@frozen(kw_only=True)
class Entry:
    """A document that was found.

    Attributes:
        name: Its name, see the module.
        size: Bytes, -1 if unknown.
        stamp: A value that changes when the content may have changed: the time of the last change, or the version of
            a remote object; empty if unknown.
        problem: Why it cannot be opened; None if it can.
        large: Whether the reason is that it exceeds a limit.
        member: Whether it is a member of a .zip or .tar.
    """

    name: str
    size: int = -1
    stamp: str = ""
    problem: str | None = None
    member: bool = False
    large: bool = False


class NoSource(NghiquyetError, ValueError):
    """A source that the caller named does not exist, or a list cannot be read."""


class TooLarge(ValueError):
    """A source is larger than the caller's size limit."""


def there(sources: Iterable[str | Path], base: str = ".") -> list[str]:
    """Return *sources*, with the lines of standard input in place of ``-``.

    Raises `NoSource` for one that does not exist: the command has a mistake. A missing file of a list is an `Entry`
    with a problem, since programs make lists, and a list may be older than the files.
    """
    named: list[str] = []
    for given in map(str, sources):
        if given == "-":
            named.extend(line.rstrip("\r\n") for line in sys.stdin if line.strip())
            continue
        if given.startswith("@"):
            _listed(given, base)
        elif not (is_url(given) or "\0" in given or os.path.lexists(os.path.join(base, given))):
            if glob.has_magic(given):
                if next(glob.iglob(given, root_dir=base, recursive=True), None) is None:
                    raise NoSource(f"{given}: nothing matches this pattern")
            elif not split_member(given, base):
                raise NoSource(f"{given}: no such file or folder")
        named.append(given)
    return named


def _listed(source: str, base: str) -> list[str]:
    """Return the lines of a list, ``@list.txt``."""
    try:
        with open(os.path.join(base, source[1:]), encoding="utf-8") as lines:
            return [line.rstrip("\r\n") for line in lines if line.strip()]
    except OSError as error:
        raise NoSource(f"{source}: the list cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise NoSource(f"{source}: the list is not UTF-8") from error


def discover(
    sources: Iterable[str | Path], *, base: str = ".", include: tuple[str, ...] = (), exclude: tuple[str, ...] = (),
    follow_links: bool = False,
) -> Iterator[Entry]:  # fmt: skip
    """Yield every document of *sources*, in an order that depends on their names alone.

    A source is a file, a folder (searched through, .zip and .tar included, hidden files not), a glob, a URL, or
    ``@list.txt`` with one source a line (``-`` for standard input). *include* and *exclude* are patterns for the
    name or its last part. *base* is the folder that relative paths start from. Symbolic links to files in folders and
    globs are followed only with *follow_links*; without it each is an entry with a problem.
    """
    for entry in _discover(sources, base, follow_links):
        last = entry.name.replace(MEMBER, "/").rsplit("/", 1)[-1]
        if include and not any(fnmatch(entry.name, p) or fnmatch(last, p) for p in include):
            continue
        if any(fnmatch(entry.name, p) or fnmatch(last, p) for p in exclude):
            continue
        if not _speakable(entry.name):
            # Neither JSON nor SQLite can store such a name; it is reported, not dropped.
            shown = entry.name.encode("utf-8", "backslashreplace").decode()
            entry = Entry(name=shown, problem="the name of the file is not UTF-8")
        yield entry


def _discover(sources: Iterable[str | Path], base: str, follow: bool) -> Iterator[Entry]:
    for given in sources:
        source = str(given)
        if source == "-":
            yield from _discover((line.rstrip("\r\n") for line in sys.stdin if line.strip()), base, follow)
        elif source.startswith("@"):
            yield from _discover(_listed(source, base), base, follow)
        elif is_url(source):
            yield from (Entry(name=n, size=s, stamp=t, problem=p) for n, s, t, p in walk_url(source))
        elif "\0" in source:
            yield Entry(name=source, problem="no file has such a name")
        elif os.path.lexists(os.path.join(base, source)):
            yield from _local(_tidy(source), base, follow)
        elif split_member(source, base):
            yield Entry(name=source, member=True)
        elif glob.has_magic(source):
            yield from _matching(source, base, follow)
        else:
            yield Entry(name=_tidy(source), problem="no such file or folder")


def _matching(pattern: str, base: str, follow: bool) -> Iterator[Entry]:
    matches = sorted(glob.glob(pattern, root_dir=base, recursive=True))
    if not matches:
        yield Entry(name=pattern, problem="nothing matches this pattern")
    for match in matches:
        if not os.path.isdir(os.path.join(base, match)):
            yield from _local(_tidy(match), base, follow, named=False)


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _speakable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _local(path: str, base: str, follow: bool, *, named: bool = True) -> Iterator[Entry]:
    """Yield the documents at a local path, in folders and archives too; *named*: the user wrote this name."""
    stack = [(path, named or follow)]  # since folders nest as deep as they like
    while stack:
        name, through = stack.pop()
        where = os.path.join(base, name)
        try:
            if os.path.islink(where) and not through:
                yield Entry(name=name, problem=_LINK)
                continue
            state = os.stat(where)
            if not stat.S_ISDIR(state.st_mode):
                yield from _file(name, where, state)
                continue
            if os.path.islink(where) and name != path:
                # It would list files twice, or lead into a loop.
                yield Entry(name=name, problem=_LINK_TO_FOLDER)
                continue
            names = sorted(os.listdir(where), reverse=True)
        except OSError as error:
            yield Entry(name=name, problem=error.strerror or str(error))
            continue
        stack.extend((f"{name}/{n}" if name != "." else n, follow) for n in names if not n.startswith("."))


def _file(name: str, where: str, state: os.stat_result) -> Iterator[Entry]:
    if not stat.S_ISREG(state.st_mode):
        yield Entry(name=name, problem=_special(state.st_mode))
    elif is_container(name):
        yield from _members(name, where, f"{state.st_size}-{state.st_mtime_ns}")
    else:
        yield Entry(name=name, size=state.st_size, stamp=str(state.st_mtime_ns))


def _special(mode: int) -> str:
    return f"not a regular file but {_KINDS.get(stat.S_IFMT(mode), 'a special file')}; it was not opened"


def _members(name: str, where: str, stamp: str) -> Iterator[Entry]:
    try:
        container = opened(where)
    except LimitExceeded as error:
        yield Entry(name=name, problem=f"the archive is not opened: {error.reason}", large=True)
        return
    except Exception as error:  # each way to pack says in its own way that something is amiss
        yield Entry(name=name, problem=f"the archive cannot be opened: {' '.join(str(error).split())}")
        return
    for member, (info, problem) in container.members.items():
        size = int(info.file_size if hasattr(info, "file_size") else info.size)
        yield Entry(
            name=name + MEMBER + member, size=size, stamp=stamp, problem=problem or None, member=True,
            large=member in container.large,
        )  # fmt: skip
    if container.problem:
        yield Entry(name=name, problem=container.problem, large="" in container.large)


def read(name: str, *, base: str = ".", limit: int = 64 << 20) -> bytes:
    """Return the content of the document *name*.

    Raises OSError if it cannot be opened, `TooLarge` above *limit* bytes, and ValueError, or an error of the
    compression library, for a damaged archive.
    """
    with open_source(name, base=base) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return data


def open_source(name: str, *, base: str = ".") -> IO[bytes]:
    """Open the document *name* for reading. Anything but a regular file is refused at once."""
    if is_url(name):
        return open_url(name)
    if found := split_member(name, base):
        return opened(os.path.join(base, found[0])).open(found[1])
    return open(os.path.join(base, name), "rb", opener=_regular)


def _regular(path: str, flags: int) -> int:
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(_special(mode))
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
