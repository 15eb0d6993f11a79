"""The forms that documents can be exported to; the ending of a file's name, or the name of the form, selects one."""

import errno
import shutil
from collections.abc import Iterable, Iterator
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


def save(documents: Iterable[Document], out: Path, form: Form, **options: Any) -> None:
    """Write *documents* to the file *out*, which is there whole or not at all.

    A link is followed and a file keeps its permissions. Raises `OSError` for a device, a FIFO or a socket.
    """
    out = out.resolve()
    if out.exists() and not out.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(out))
    temporary = out.with_name(f".{out.name}.part")
    try:
        with temporary.open("wb") as stream:
            form.write(documents, stream, **options)
        if out.exists():
            shutil.copymode(out, temporary)
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def save_each(documents: Iterable[Document], folder: Path, form: Form, **options: Any) -> Iterator[Path]:
    """Write each document to a file of its own in *folder*, named after its source; yield the files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for document in documents:
        out = folder / _name(document, folder, form.endings[0], taken)
        save((document,), out, form, **options)
        yield out


def save_reports(documents: Iterable[Document], folder: Path, **options: Any) -> Path:
    """Write a page for each document into *folder* and an index of them; return the index."""
    from .report import index

    form = FORMS["html"]

    def listed() -> Iterator[tuple[str, Document]]:
        taken = {"index"}
        for document in documents:
            name = _name(document, folder, form.endings[0], taken)
            save((document,), folder / name, form, back="index.html", **options)
            yield quote(name), document

    folder.mkdir(parents=True, exist_ok=True)
    page = index(listed(), language=options.get("language", "en"))
    (folder / "index.html").write_text(page, "utf-8")
    return folder / "index.html"


def file_stem(document: Document) -> str:
    """Return how a file of *document* is called, without its ending: as its source, letters that harm left out."""
    stem = Path((document.source.name or "document").replace("\\", "/")).stem
    kept = "".join(each if each.isalnum() or each in "-_. " else "-" for each in stem)
    return kept.strip(". ")[:100] or "document"


def _name(document: Document, folder: Path, ending: str, taken: set[str]) -> str:
    """Return a name in *folder* that no other document has, and that is not the document's own file."""
    name = f"{_free(file_stem(document), taken)}{ending}"
    source = Path(document.source.name or "")
    if (folder / name).exists() and source.is_file() and source.samefile(folder / name):
        name = f"{_free(file_stem(document), taken)}{ending}"
    return name


def _free(stem: str, taken: set[str]) -> str:
    name, count = stem, 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name.casefold())
    return name
