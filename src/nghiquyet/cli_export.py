"""The commands that make results to look at, open and build on: ``report``, ``diff``, ``export``, ``chunks``.

Where they take several documents, they take folders, .zip and .tar files and archives of ``batch`` too.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from .cli import OK, UNREADABLE, Files, Parser, add, complain, take_files
from .limit_options import chosen

if TYPE_CHECKING:
    from .archive.documents import Named
    from .document import Document
    from .export.save import Form, Identity

#: The names of the forms and of the layers, by hand: ``--help`` loads neither. A test holds them to the code.
FORM_NAMES = ("xlsx", "csv", "tsv", "jsonl", "parquet", "markdown", "html", "akn", "labelstudio")
LAYER_NAMES = ("documents", "nodes", "targets", "times", "references", "links", "assignments", "tasks", "diagnostics")

REPORT_EXAMPLES = """\
  nghiquyet report nq-12.docx                       writes report.html
  nghiquyet report nq-12.docx -o nq-12.html --lang vi
  nghiquyet report *.docx -o reports                a page each, and index.html to find them
  nghiquyet report archive.jsonl -o reports         of a folder, a .zip, or an archive of `batch`
  nghiquyet report nq-2025.docx --against nq-2024.docx    with what changed, marked in the text"""
DIFF_EXAMPLES = """\
  nghiquyet diff nq-2024.docx nq-2025.docx          targets, tasks and text that changed
  nghiquyet diff --only targets draft.docx final.docx
  nghiquyet diff --format json old.txt new.txt | jq '.targets[] | select(.change == "lowered")'
  nghiquyet diff --format html old.txt new.txt > changes.html"""
EXPORT_EXAMPLES = """\
  nghiquyet export *.docx -o facts.xlsx             a workbook of all: a sheet a layer
  nghiquyet export nq-12.docx -o targets.csv        the targets; --excel for Excel
  nghiquyet export *.txt -o tasks.parquet --layer tasks
  nghiquyet export nq-12.docx -o nq-12.xml          Akoma Ntoso 3.0
  nghiquyet export *.docx -o pages/ --to akn        a file for each document
  cat nq-12.txt | nghiquyet export - --to markdown | less
  nghiquyet export *.txt --to labelstudio -o tasks.json

forms, by the ending of OUT or by --to:
  .xlsx  a workbook, a sheet a layer     .md      outline and tables
  .csv .tsv .jsonl .parquet  the rows of --layer (docs/rows.md)
  .xml   Akoma Ntoso 3.0 (akn)           .html    the report
  --to labelstudio  pre-annotated tasks"""
CHUNKS_EXAMPLES = """\
  nghiquyet chunks nq-12.docx > chunks.jsonl
  nghiquyet chunks --max-chars 800 --overlap 150 *.docx | jq -r .text"""


def add_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands to the subparsers of the command line."""
    command = add(commands, "report", run_report, "write a page to look at a document with", REPORT_EXAMPLES)
    take_sources(command)
    where = "a file, or a folder for several; default: report.html, or the folder report"
    command.add_argument("-o", "--out", metavar="OUT", help=where)
    command.add_argument("--against", metavar="OLD", help="an older document: the page shows what changed since")
    command.add_argument("--lang", choices=("en", "vi"), default="en", help="the language around the document (en)")

    command = add(commands, "diff", run_diff, "compare two documents: targets, tasks, text", DIFF_EXAMPLES)
    take_files(command, "old")
    command.add_argument("new", metavar="FILE", help="the document to compare it with")
    command.add_argument("--only", choices=("targets", "tasks", "text"), help="one part of the comparison")
    command.add_argument("--format", choices=("text", "json", "html"), default="text", help="default: text")
    command.add_argument("--lang", choices=("en", "vi"), default="en", help="the language of the page (en)")

    summary = "write spreadsheets, tables, Akoma Ntoso, Markdown or tasks for annotators"
    command = add(commands, "export", run_export, summary, EXPORT_EXAMPLES)
    take_sources(command)
    command.add_argument("-o", "--out", default="-", metavar="OUT",
                         help='a file; a folder for a file a document; "-" for standard output')  # fmt: skip
    command.add_argument("--to", choices=FORM_NAMES, metavar="FORM", help=f"the form: {', '.join(FORM_NAMES)}")
    command.add_argument("--layer", choices=LAYER_NAMES, metavar="LAYER",
                         help=f"whose rows: {', '.join(LAYER_NAMES)}; default: targets, in .xlsx all")  # fmt: skip
    command.add_argument("--excel", action="store_true", help="CSV and TSV: a byte order mark and CRLF, for Excel")

    summary = "print the text in pieces for search, as JSON Lines"
    command = add(commands, "chunks", run_chunks, summary, CHUNKS_EXAMPLES)
    take_sources(command)
    command.add_argument("--max-chars", type=int, default=1200, metavar="N", help="length of a piece (1200)")
    command.add_argument("--overlap", type=int, default=0, metavar="N", help="how much a piece may repeat (0)")


def take_sources(command: argparse.ArgumentParser) -> None:
    """Let a command take files, and what holds several."""
    take_files(command, "files", nargs="+")
    names = next(action for action in command._actions if action.dest == "files")
    names.metavar = "SOURCE"
    names.help = 'a file, a folder, a .zip or .tar, an archive of batch, or "-" for standard input'


def run_report(options: argparse.Namespace) -> int:
    from .export.save import FORMS, CannotExport, save, save_reports

    documents = parsed(options)
    out = options.out or ("report" if documents.several else "report.html")
    if documents.several and (out == "-" or out.endswith((".html", ".htm")) or os.path.isfile(out)):
        options.usage_error("several documents need a folder: -o FOLDER")
    if documents.several and options.against:
        options.usage_error("--against is for one document")
    told: dict[str, object] = {"language": options.lang}
    old = _alone(options, options.against, "--against") if options.against else None
    kept = _keep_sources(options, out, documents, *([old] if old else []))
    try:
        if old:
            told["against"] = next(old.read())
        if documents.several or _is_folder(out):
            out = str(save_reports(documents.read(), Path(out), sources=kept, **told))
        elif out == "-":
            FORMS["html"].write(documents.read(), sys.stdout.buffer, **told)
        else:
            save(documents.read(), Path(out), FORMS["html"], **told)
    except NothingRead:
        return UNREADABLE
    except CannotExport as error:
        options.usage_error(str(error))
    except OSError as error:
        return _unwritten(out, error)
    if out != "-":
        print(out)
    return documents.code


def run_export(options: argparse.Namespace) -> int:
    from .export.save import CannotExport, MissingPackage, form_of, save, save_each

    out, into_folder = options.out, _is_folder(options.out)
    if out == "-" and options.to is None:
        options.usage_error("standard output needs --to FORM, or a file needs -o OUT")
    if into_folder and options.to is None:
        options.usage_error("a folder needs --to FORM")
    documents = parsed(options)
    kept = _keep_sources(options, out, documents)
    try:
        form = form_of(options.to, "" if into_folder else out)
        told = _told(options, form, documents.several, into_folder)
        if into_folder:
            for _ in save_each(documents.read(), Path(out), form, sources=kept, **told):
                pass
        elif out == "-":
            form.write(documents.read(), sys.stdout.buffer, **told)
        else:
            save(documents.read(), Path(out), form, **told)
    except NothingRead:
        return UNREADABLE
    except MissingPackage as error:
        complain(f"{out}: {error}")
        return UNREADABLE
    except CannotExport as error:
        options.usage_error(str(error))
    except OSError as error:
        return _unwritten(out, error)
    return documents.code


def run_diff(options: argparse.Namespace) -> int:
    from .export import differences
    from .export.compare import compare
    from .export.screen import Terminal

    sides = [_alone(options, name, "diff") for name in (options.old, options.new)]
    found = [document for side in sides for _, document in side]
    if len(found) != len(sides):
        return UNREADABLE
    old, new = found
    comparison = compare(old, new)
    parts = (options.only,) if options.only else differences.PARTS
    if options.format == "json":
        print(differences.as_json(old, new, comparison, parts))
    elif options.format == "html":
        print(differences.as_html(old, new, comparison, parts, language=options.lang), end="")
    else:
        for line in differences.as_text(old, new, comparison, parts, Terminal.of(sys.stdout)):
            print(line)
    return OK


def run_chunks(options: argparse.Namespace) -> int:
    from .export.chunks import chunk_lines

    if options.max_chars < 1:
        options.usage_error("--max-chars must be at least 1")
    if not 0 <= options.overlap < options.max_chars:
        options.usage_error("--overlap must be at least 0 and less than --max-chars")
    documents = parsed(options)
    for _, document in documents:
        for line in chunk_lines(document, max_chars=options.max_chars, overlap=options.overlap):
            print(line)
    return documents.code


def _is_folder(out: str) -> bool:
    """Tell whether *out* is a folder, there or to be made; "-" is none, whatever it is called."""
    return out != "-" and (out.endswith(("/", os.sep)) or os.path.isdir(out))


def _keep_sources(options: argparse.Namespace, out: str, *read: "Sources") -> "frozenset[Identity]":
    """Return what tells the files that are read from others; end the command if *out* is one of them."""
    from .export.save import identities

    if out == "-":
        return frozenset()
    kept = identities(chain.from_iterable(documents.files() for documents in read))
    if os.path.isfile(out) and identities([out]) <= kept:
        options.usage_error(f"{out} is one of the sources")
    return kept


def _unwritten(out: str, error: OSError) -> int:
    """Tell why *out* is not written. What is wrong with standard output is told elsewhere."""
    if out == "-":
        raise error
    complain(f"{out}: {error.strerror or error}")
    return UNREADABLE


class NothingRead(Exception):
    """No file could be read; each one was reported."""


class Sources(Files["Document"]):
    """Documents, also those of folders and archives, one after the other; their names are known before one is read.

    Attributes:
        several: Whether the names may lead to more than one document.
    """

    def __init__(self, options: argparse.Namespace, names: "list[str] | tuple[str, ...]") -> None:
        from ._parse import parse
        from .archive.documents import documents, holds_many

        limits = chosen(options)
        super().__init__(names, partial(parse, office=options.office, limits=limits))
        many = {name for name in self.names if name != "-" and holds_many(name)}
        self.several = len(self.names) > 1 or bool(many)
        self._found: list[Iterable[Named]] = [
            documents(name, self.make, limits.input_bytes) if name in many else [self.maker(name)]
            for name in self.names
        ]

    def makers(self) -> "Iterator[Named]":
        """Yield the name of each document, and what makes it."""
        return chain.from_iterable(self._found)

    def files(self) -> Iterator[str]:
        """Yield the files that are read."""
        from .archive.documents import files

        yield from self.names
        for found in self._found:
            yield from files(found)

    def read(self) -> "Iterator[Document]":
        """Return the documents. Raises `NothingRead` where there is none, so that no empty file is left behind."""
        found = (document for _, document in self)
        first = next(found, None)
        if first is None:
            raise NothingRead
        return chain((first,), found)


def parsed(options: argparse.Namespace, *names: str) -> Sources:
    """Return the documents *names*, by default the SOURCEs of the command line; without any the command ends."""
    given = names or options.files
    documents = Sources(options, given)
    if next(documents.makers(), None) is None:
        options.usage_error(f"no documents: {' '.join(given)}")
    return documents


def _alone(options: argparse.Namespace, name: str, taker: str) -> Sources:
    """Return the document *name*; end the command if there are several."""
    documents = parsed(options, name)
    if len(list(islice(documents.makers(), 2))) > 1:
        options.usage_error(f"{name}: several documents, where {taker} takes one")
    return documents


def _told(options: argparse.Namespace, form: "Form", several: bool, into_folder: bool) -> dict[str, object]:
    if form.single and several and not into_folder:
        options.usage_error(f"a file {form.endings[0]} holds one document: -o FOLDER/ writes one for each")
    if options.excel and form.endings[0] not in (".csv", ".tsv"):
        options.usage_error("--excel is for .csv and .tsv")
    if options.layer and not (form.layered or form.sheets):
        options.usage_error("--layer is for .xlsx, .csv, .tsv, .jsonl and .parquet")
    layer = options.layer or ("targets" if form.layered else None)
    return {**({"layer": layer} if layer else {}), **({"excel": True} if options.excel else {})}
