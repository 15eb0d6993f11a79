"""What one document may cost: one frozen object, for `parse`, `parse_archive`, the command line and batch workers.

A hostile or broken file needs more than any resolution: unbounded memory, a million pages, a container
that unpacks to gigabytes. Each limit is far above what real documents reach, and can be raised for larger ones.
The limits in force are those of the call (`within`); readers ask for them (`in_force`) and hold none of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

from attrs import Attribute, define, field, fields, frozen

from .errors import LimitExceeded

KB, MB, GB = 1 << 10, 1 << 20, 1 << 30


def _positive(_: object, attribute: "Attribute[Any]", value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError(f"Limits.{attribute.name} must be a number above 0, not {value!r}")


def _limit(default: int, unit: str, meaning: str) -> int:
    made: int = field(default=default, validator=_positive, metadata={"unit": unit, "meaning": meaning})
    return made


@frozen(kw_only=True)
class Limits:
    """What one document may cost; going over a limit raises `LimitExceeded` with its name, value and how to raise it.

    Attributes:
        input_bytes: Bytes of the file (or of the member of an archive). No more than these are read.
        unpacked_bytes: Bytes of all parts of a container (.docx, .odt) together, after unpacking.
        part_bytes: Bytes of one part of a container, after unpacking.
        ratio: Times that a part of a megabyte or more may grow when it is unpacked. Text grows ten to twenty times.
        members: Parts of a container.
        xml_depth: Elements of XML inside one another. The parser itself stops at 256, so a higher limit has no effect.
        pages: Pages of a PDF.
        ocr_pages: Pages of one document that are read by OCR, which takes seconds for each.
        objects: Objects (texts, lines, pictures) on all pages of a PDF.
        memory_bytes: Bytes of address space that a child process may take on top of what it needs idle. Kept on Linux,
            where the system has such a limit.
        seconds: Time on the clock: in `parse` that of the reader, of LibreOffice, of each page of OCR, and of all that
            comes after the reader; in a batch that of the whole document. `parse_text` has no such limit.
        nodes: Nodes of the tree of a file. `parse_text` has no such limit: any text gives a document.
        documents: Members of one .zip or .tar of documents; those behind them are not read.
        archive_bytes: Bytes of the members of one .zip or .tar of documents together, unpacked. Their growth is bounded
            by `ratio`, together and for each member of a .zip.

    >>> Limits(pages=10).pages
    10
    """

    input_bytes: int = _limit(256 * MB, "bytes", "size of the file")
    unpacked_bytes: int = _limit(512 * MB, "bytes", "all parts of a container, unpacked")
    part_bytes: int = _limit(128 * MB, "bytes", "one part of a container, unpacked")
    ratio: int = _limit(400, "times", "growth of a part of a container when it is unpacked")
    members: int = _limit(20_000, "parts", "parts of a container")
    xml_depth: int = _limit(256, "elements", "elements of XML inside one another")
    pages: int = _limit(5_000, "pages", "pages of a PDF")
    ocr_pages: int = _limit(500, "pages", "pages read by OCR")
    objects: int = _limit(2_000_000, "objects", "objects on all pages of a PDF")
    memory_bytes: int = _limit(GB, "bytes", "address space of a child process (Linux)")
    seconds: float = _limit(60, "seconds", "time on the clock of the reader, and of what comes after it")
    nodes: int = _limit(250_000, "nodes", "nodes of the tree of a file")
    documents: int = _limit(100_000, "documents", "members of a .zip or .tar of documents")
    archive_bytes: int = _limit(64 * GB, "bytes", "all members of a .zip or .tar of documents, unpacked")

    def exceeded(self, limit: str, name: str, found: str) -> LimitExceeded:
        """Return the error for the file *name*, which goes over *limit*; *found* is the clause that says with what.

        >>> print(Limits(pages=10).exceeded("pages", "a.pdf", "a PDF of 12 pages"))
        a.pdf: a PDF of 12 pages: over the limit pages = 10 (more with Limits(pages=...) or --max-pages)
        """
        return LimitExceeded(name, found, limit, getattr(self, limit))


NAMES: tuple[str, ...] = tuple(each.name for each in fields(Limits))

_IN_FORCE: ContextVar[Limits] = ContextVar("nghiquyet-limits", default=Limits())  # noqa: B039 - frozen


def in_force() -> Limits:
    """Return the limits of the call that is being answered."""
    return _IN_FORCE.get()


@contextmanager
def within(limits: Limits | None) -> Iterator[Limits]:
    """Put *limits* in force for a block; None keeps those that are."""
    token = _IN_FORCE.set(limits or in_force())
    try:
        yield in_force()
    finally:
        _IN_FORCE.reset(token)


@define
class _Due:
    """When the work in hand has to be done, by the clock of the process, and the file that it is for."""

    at: float
    name: str


_DUE: ContextVar[_Due | None] = ContextVar("nghiquyet-due", default=None)


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Give a block the seconds in force: `in_time` ends it when they are over. A block inside another has its time."""
    token = _DUE.set(_DUE.get() or _Due(monotonic() + in_force().seconds, name))
    try:
        yield
    finally:
        _DUE.reset(token)


def in_time() -> None:
    """Raise `LimitExceeded` when the seconds of the block are over.

    Readers ask at every paragraph, stages at every passage: a question costs a fifth of a microsecond.
    """
    due = _DUE.get()
    if due is not None and monotonic() > due.at:
        raise in_force().exceeded("seconds", due.name, "it takes too long")


def in_hand() -> str:
    """Return the name of the file that the block has to do with; "<bytes>" where none was told."""
    due = _DUE.get()
    return due.name if due is not None else "<bytes>"


def more_time() -> None:
    """Let the seconds of the block begin again: a program that has seconds of its own is done with its piece."""
    due = _DUE.get()
    if due is not None:
        due.at = monotonic() + in_force().seconds
