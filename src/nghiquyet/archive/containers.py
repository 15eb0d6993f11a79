"""Members of .zip and .tar as documents of their own: how they are named, listed and opened.

Every member is accounted for. Members with the same name get "#2", "#3" ...; a hard link in a .tar has the content of
its target; symbolic links, pipes and devices are reported and not opened; so is a listing that ends too early.
"""

import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from attrs import define, frozen

from ..errors import LimitExceeded
from ..limits import Limits, in_force

MEMBER = "!/"
_ZIPS = (".zip",)
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_BLOCK, _PADDING = 512, 1 << 20
_ADDITIONS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_LONGEST = 1 << 20
#: The ratio is not checked for what unpacks to less.
_SMALL = 1 << 20
#: Bytes of an entry in a .zip's list, with its name; and the length of the file's end that states the list's length.
_ENTRY, _TAIL = 400, (1 << 16) + 200


class _Header(tarfile.TarInfo):
    """A header of a .tar. Its extensions (long names, PAX records) are read into memory whole, so they are limited."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        """Read a header."""
        header = super().frombuf(buf, encoding, errors)
        if header.type in _ADDITIONS and header.size > _LONGEST:
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header


@frozen
class Container:
    """An open archive: its members by name, each with the reason why it is not read, and the defects of the archive."""

    file: zipfile.ZipFile | tarfile.TarFile
    members: dict[str, tuple[Any, str]]
    problem: str = ""
    large: frozenset[str] = frozenset()  # the names of those that cost too much, "" for the archive itself

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
    """Tell whether a name is that of a .zip or .tar."""
    return name.lower().endswith(_ZIPS + _TARS)


def split_member(name: str, base: str) -> tuple[str, str] | None:
    """Return the archive and the member that a name refers to; None if it is the name of a file ("in!/a.txt")."""
    at = name.find(MEMBER)
    while at >= 0 and not os.path.lexists(os.path.join(base, name)):
        if is_container(name[:at]) and os.path.isfile(os.path.join(base, name[:at])):
            return name[:at], name[at + len(MEMBER) :]
        at = name.find(MEMBER, at + 1)
    return None


def opened(where: str) -> Container:
    """Open the archive at a path, within the current limits; it stays open while its members are read one by one."""
    state = os.stat(where)
    return _opened(where, state.st_size, state.st_mtime_ns, in_force())


@lru_cache(maxsize=4)
def _opened(where: str, size: int, changed: int, limits: Limits) -> Container:
    members: dict[str, tuple[Any, str]] = {}
    times: dict[str, int] = {}
    large: set[str] = set()
    meter, problem = _Meter(limits, size), ""
    if is_zip := where.lower().endswith(_ZIPS):
        meter.check_list(where)
    file = zipfile.ZipFile(where) if is_zip else tarfile.open(where, tarinfo=_Header)  # noqa: SIM115 - kept open
    try:
        listed = _of_zip(file, meter) if isinstance(file, zipfile.ZipFile) else _of_tar(file, meter)
        for info, name, reason in listed:
            shown = name
            while shown in members:
                times[name] = times.get(name, 1) + 1
                shown = f"{name}#{times[name]}"
            members[shown] = info, str(reason)
            if isinstance(reason, LimitExceeded):
                members[shown] = info, reason.reason
                large.add(shown)
    except LimitExceeded as error:
        problem, large = f"what follows is not read: {error.reason}", large | {""}
    except Exception as error:  # damage in the middle: what was listed before it is there
        problem = f"the archive is damaged, what follows is lost: {error}"
    return Container(file, members, problem, frozenset(large))


@define
class _Meter:
    """Checks what the members of an archive cost against the limits, given its own size."""

    limits: Limits
    size: int
    count: int = 0
    bytes: int = 0

    def check_list(self, where: str) -> None:
        """Raise `LimitExceeded` for a .zip whose list of members would take too much memory; it is read as a whole."""
        most = self.limits.documents * _ENTRY
        if self.size > most and (found := _size_of_list(where)) > most:
            raise self.limits.exceeded("documents", where, f"a list of members of {found:,} bytes")

    def one_more(self) -> None:
        """Count a member; raise `LimitExceeded` if there are too many."""
        self.count += 1
        if self.count > self.limits.documents:
            raise self.limits.exceeded("documents", "", "an archive of more members")

    def over(self, unpacked: int, packed: int | None = None) -> LimitExceeded | None:
        """Return why a member of this size is not read: it, or the sum so far, is too large. None if it is read."""
        limits, found = self.limits, f"a member of {unpacked:,} bytes"
        if unpacked > limits.input_bytes:
            return limits.exceeded("input_bytes", "", found)
        if packed is not None and unpacked > _SMALL and unpacked > limits.ratio * max(packed, 1):
            return limits.exceeded("ratio", "", f"{found} from {packed:,}")
        return self.all_over(self.bytes + unpacked)

    def all_over(self, total: int) -> LimitExceeded | None:
        """Return why the archive is not read up to *total* bytes; None, and count them, if it is."""
        found = f"an archive of {self.size:,} bytes unpacks to {total:,} here"
        if total > self.limits.archive_bytes:
            return self.limits.exceeded("archive_bytes", "", found)
        if total > _SMALL and total > self.limits.ratio * self.size:
            return self.limits.exceeded("ratio", "", found)
        self.bytes = total
        return None


def _size_of_list(where: str) -> int:
    """Return the length of a .zip's list of members as the file states it; 0 if it does not."""
    with open(where, "rb") as stream:
        length = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, length - _TAIL))
        tail = stream.read()
    at, wide = tail.rfind(b"PK\5\6"), tail.rfind(b"PK\6\6")
    if wide >= 0 and len(tail) >= wide + 48:  # ZIP64, for lists of 65,536 members and more
        return int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _of_zip(file: zipfile.ZipFile, meter: _Meter) -> Iterator[tuple[zipfile.ZipInfo, str, str | LimitExceeded]]:
    for info in file.infolist():
        if not info.is_dir():
            meter.one_more()
            mode = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
            odd = "a symbolic link or another special file in an archive" if mode not in (0, stat.S_IFREG) else ""
            yield info, info.filename, odd or meter.over(info.file_size, info.compress_size) or ""


def _of_tar(file: tarfile.TarFile, meter: _Meter) -> Iterator[tuple[tarfile.TarInfo, str, str | LimitExceeded]]:
    for member in file:
        meter.one_more()
        if member.issym():
            yield member, member.name, f"a symbolic link in an archive, to {member.linkname}"
        elif member.isreg() or member.islnk():
            yield member, member.name, meter.over(member.size) or ""
        elif not member.isdir():
            yield member, member.name, "a pipe, a device or another special file in an archive"
        # A .tar compressed as a whole is unpacked up to the next header, whether the member is read or not.
        if behind := meter.all_over(max(meter.bytes, file.offset)):
            raise behind
    # The library takes a damaged header for the end. The real end is a block of zeros.
    assert file.fileobj is not None
    file.fileobj.seek(file.offset)
    if file.fileobj.read(_BLOCK) != bytes(_BLOCK):
        raise tarfile.ReadError("no end mark where the list ends")
    # The rest is read to check the checksum; anything but zeros there is another archive, or damage.
    if file.fileobj.read(_PADDING).strip(b"\0"):
        raise tarfile.ReadError("data follows its end mark")
