"""The forms that documents can be exported to; the ending of a file's name, or the name of the form, selects one."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from attrs import frozen

from ..document import Document
from ..errors import NghiquyetError


class CannotExport(NghiquyetError, ValueError):
    """A form that is not there, or that cannot hold what it is given."""


class MissingPackage(CannotExport):
    """A form that is written by a package which is not installed."""


@frozen(kw_only=True)
class Form:
    """A form of export.

    Attributes:
        home: The module and the function that write it: a function of documents, a binary stream, and options.
        endings: The endings that mean it, the first one its own.
        what: One clause for the help.
        extra: The extra of this package that it needs, if any.
        single: Whether a file holds one document.
        layered: Whether a file holds the rows of one layer.
        sheets: Whether a file holds all layers, or one where a layer is named.
    """

    home: tuple[str, str]
    endings: tuple[str, ...]
    what: str
    extra: str | None = None
    single: bool = False
    layered: bool = False
    sheets: bool = False

    def write(self, documents: Iterable[Document], stream: IO[bytes], **options: Any) -> None:
        """Write *documents* to *stream*. Raises `MissingPackage` where a package is missing."""
        module, name = self.home
        try:
            import_module(f"{__package__}.{module}").__dict__[name](documents, stream, **options)
        except ImportError as error:
            if self.extra is None or (error.name or "").startswith("nghiquyet"):
                raise
            wanted = f"this needs the package {error.name}: pip install 'nghiquyet[{self.extra}]'"
            raise MissingPackage(wanted) from None


FORMS: dict[str, Form] = {
    "xlsx": Form(home=("xlsx", "write_xlsx"), endings=(".xlsx",), what="a workbook, a sheet a layer", extra="xlsx",
                 sheets=True),
    "csv": Form(home=("tables", "write_csv"), endings=(".csv",), what="the rows of a layer", layered=True),
    "tsv": Form(home=("tables", "write_tsv"), endings=(".tsv", ".tab"), what="the rows of a layer", layered=True),
    "jsonl": Form(home=("tables", "write_jsonl"), endings=(".jsonl", ".ndjson"), what="the rows of a layer",
                  layered=True),
    "parquet": Form(home=("tables", "write_parquet"), endings=(".parquet",), what="the rows of a layer",
                    extra="parquet", layered=True),
    "markdown": Form(home=("markdown", "write_markdown"), endings=(".md",), what="outline and tables"),
    "html": Form(home=("report", "write_report"), endings=(".html", ".htm"), what="the report", single=True),
    "akn": Form(home=("akoma", "write_akoma"), endings=(".xml", ".akn"), what="Akoma Ntoso 3.0", single=True),
    "labelstudio": Form(home=("labelstudio", "write_labelstudio"), endings=(".labelstudio.json",),
                        what="pre-annotated tasks of Label Studio"),
}  # fmt: skip


def form_of(name: str | None, out: str) -> Form:
    """Return the form called *name*, or the one that the ending of *out* means.

    Raises `CannotExport` where the ending means none, or another than *name*.
    """
    meant = next((each for each, form in FORMS.items() if out.lower().endswith(form.endings)), None)
    if name is not None and meant not in (None, name):
        raise CannotExport(f"{out}: the ending means {meant}, --to says {name}")
    if chosen := name or meant:
        return FORMS[chosen]
    ending = Path(out).suffix.lower()
    known = ", ".join(ending for form in FORMS.values() for ending in form.endings[:1])
    raise CannotExport(f"{out}: no form has the ending {ending!r} ({known}); --to names one")


#: What tells a file from others, whatever its name: its device, and its number there.
Identity = tuple[int, int]
#: What the head of each page of this package says.
_OUR_PAGE = b'<meta name="generator" content="nghiquyet '


def identities(files: Iterable[str | Path]) -> frozenset[Identity]:
    """Return what tells *files* from others; those that are not there are left out."""
    return frozenset(found for file in files if (found := _identity(file)))


def _identity(file: str | Path) -> Identity | None:
    try:
        state = os.stat(file)
    except (OSError, ValueError):  # a name with a NUL leads to no file
        return None
    return state.st_dev, state.st_ino


def save(documents: Iterable[Document], out: Path, form: Form, **options: Any) -> None:
    """Write *documents* to the file *out*, which is there whole or not at all.

    A link is followed and a file keeps its permissions. Raises `OSError` for a device, a FIFO or a socket.
    """
    with _whole(out) as stream:
        form.write(documents, stream, **options)


@contextmanager
def _whole(out: Path) -> Iterator[IO[bytes]]:
    """Yield a stream; what is written to it becomes the file *out* at the end, and nothing does after a failure."""
    out = out.resolve()
    if out.exists() and not out.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(out))
    # A name by chance: who else writes to *out* has another one.
    temporary = out.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as stream:
            yield stream
        if out.exists():
            shutil.copymode(out, temporary)
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def save_each(
    documents: Iterable[Document], folder: Path, form: Form, *, sources: Set[Identity] = frozenset(), **options: Any
) -> Iterator[Path]:
    """Write each document to a file of its own in *folder*, named after its source; yield the files.

    None of *sources*, the files that documents come from, is written over, nor is a page that somebody else made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for document in documents:
        out = folder / _name(document, folder, form.endings[0], taken, sources)
        save((document,), out, form, **options)
        yield out


def save_reports(
    documents: Iterable[Document], folder: Path, *, sources: Set[Identity] = frozenset(), **options: Any
) -> Path:
    """Write a page for each document into *folder* and an index of them; return the index.

    Raises `CannotExport` where the index would take the place of one of *sources* or of somebody else's file. Of the
    pages `save_each` tells what they spare.
    """
    from .report import index

    form, out = FORMS["html"], folder / "index.html"
    if out.exists() and _identity(out) in sources:
        raise CannotExport(
            f"{out} is one of the sources, and the index would be written over it: choose another folder"
        )
    if not _is_ours(out):
        raise CannotExport(f"{out} is not of nghiquyet, and the index would be written over it: choose another folder")

    def listed() -> Iterator[tuple[str, Document]]:
        taken = {"index"}
        for document in documents:
            name = _name(document, folder, form.endings[0], taken, sources)
            save((document,), folder / name, form, back="index.html", **options)
            yield quote(name), document

    folder.mkdir(parents=True, exist_ok=True)
    page = index(listed(), language=options.get("language", "en"))
    with _whole(out) as stream:
        stream.write(page.encode())
    return out


def file_stem(document: Document) -> str:
    """Return how a file of *document* is called, without its ending: as its source, letters that harm left out."""
    stem = Path((document.source.name or "document").replace("\\", "/")).stem
    kept = "".join(each if each.isalnum() or each in "-_. " else "-" for each in stem)
    return kept.strip(". ")[:100] or "document"


def _name(document: Document, folder: Path, ending: str, taken: set[str], sources: Set[Identity]) -> str:
    """Return a name in *folder* that no other document has, and that leads to nothing that is to stay."""
    own = _identity(document.source.name or "")
    while True:
        name = f"{_free(file_stem(document), taken)}{ending}"
        there = _identity(folder / name)
        if there is None or not (
            there == own or there in sources or (ending == ".html" and not _is_ours(folder / name))
        ):
            return name


def _is_ours(page: Path) -> bool:
    """Tell whether a page may be written over: it is not there, or a report or an index of this package."""
    if not page.is_file():
        return True
    try:
        with page.open("rb") as stream:
            return _OUR_PAGE in stream.read(4096)
    except OSError:  # who wrote what cannot be read is not known
        return False


def _free(stem: str, taken: set[str]) -> str:
    name, count = stem, 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name.casefold())
    return name
