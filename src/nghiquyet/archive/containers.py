"""Members of .zip and .tar as documents of their own: how they are named, listed and opened.

Every member is accounted for. Two members of one name are told apart by "#2", "#3" ...; a hard link in a .tar has the
content of what it links to; symbolic links, pipes and devices are told and not opened; where a listing ends too early
it says so.
"""

import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from attrs import frozen

MEMBER = "!/"
_ZIPS = (".zip",)
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_BLOCK, _PADDING = 512, 1 << 20
_ADDITIONS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_LONGEST = 1 << 20


class _Header(tarfile.TarInfo):
    """A header of a .tar. Its additions (long names, PAX records) are read into memory whole, so they have a limit."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        """Read a header."""
        header = super().frombuf(buf, encoding, errors)
        if header.type in _ADDITIONS and header.size > _LONGEST:
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header


@frozen
class Container:
    """An open archive: its members by their names here, each with the reason why it is not read, and what is amiss."""

    file: zipfile.ZipFile | tarfile.TarFile
    members: dict[str, tuple[Any, str]]
    problem: str = ""

    def open(self, name: str) -> IO[bytes]:
        """Open a member. Raises FileNotFoundError where there is none, ValueError where it cannot be read."""
        info, problem = self.members.get(name, (None, ""))
        if info is None:
            raise FileNotFoundError(2, self.problem or "no such member", name)
        if problem:
            raise ValueError(problem)
        try:
            stream = self.file.open(info) if isinstance(self.file, zipfile.ZipFile) else self.file.extractfile(info)
        except Exception as error:  # each way to pack says in its own way that something is amiss
            raise ValueError(f"the member cannot be opened: {error}") from error
        if stream is None:
            raise ValueError("not a regular file")
        return stream


def is_container(name: str) -> bool:
    """Tell a .zip or .tar by its name."""
    return name.lower().endswith(_ZIPS + _TARS)


def split_member(name: str, base: str) -> tuple[str, str] | None:
    """Return the archive and the member that a name means; None where it is the name of a file ("in!/a.txt")."""
    at = name.find(MEMBER)
    while at >= 0 and not os.path.lexists(os.path.join(base, name)):
        if is_container(name[:at]) and os.path.isfile(os.path.join(base, name[:at])):
            return name[:at], name[at + len(MEMBER) :]
        at = name.find(MEMBER, at + 1)
    return None


def opened(where: str) -> Container:
    """Open the archive at a path; it stays open, since its members come one after the other."""
    state = os.stat(where)
    return _opened(where, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(where: str, size: int, changed: int) -> Container:
    members: dict[str, tuple[Any, str]] = {}
    times: dict[str, int] = {}
    is_zip = where.lower().endswith(_ZIPS)
    file = zipfile.ZipFile(where) if is_zip else tarfile.open(where, tarinfo=_Header)  # noqa: SIM115 - kept open
    problem = ""
    try:
        for info, name, reason in _of_zip(file) if isinstance(file, zipfile.ZipFile) else _of_tar(file):
            shown = name
            while shown in members:
                times[name] = times.get(name, 1) + 1
                shown = f"{name}#{times[name]}"
            members[shown] = info, reason
    except Exception as error:  # damage in the middle: what was listed before it is there
        problem = f"the archive is damaged, what follows is lost: {error}"
    return Container(file, members, problem)


def _of_zip(file: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str, str]]:
    for info in file.infolist():
        if not info.is_dir():
            mode = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
            odd = mode not in (0, stat.S_IFREG)
            yield info, info.filename, "a symbolic link or another special file in an archive" if odd else ""


def _of_tar(file: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, str, str]]:
    for member in file:
        if member.issym():
            yield member, member.name, f"a symbolic link in an archive, to {member.linkname}"
        elif member.isreg() or member.islnk():
            yield member, member.name, ""
        elif not member.isdir():
            yield member, member.name, "a pipe, a device or another special file in an archive"
    # The library takes a damaged header for the end. A true end is a block of zeros.
    assert file.fileobj is not None
    file.fileobj.seek(file.offset)
    if file.fileobj.read(_BLOCK) != bytes(_BLOCK):
        raise tarfile.ReadError("no end mark where the list ends")
    # The rest is read for the checksum of what was packed; more than zeros there is another archive, or damage.
    if file.fileobj.read(_PADDING).strip(b"\0"):
        raise tarfile.ReadError("something follows its end mark")
