"""The command line: arguments, streams and exit codes; what is printed comes from export/terminal.py and the library.

Nothing heavy is imported before a command needs it: ``nghiquyet --version`` costs the start of Python and argparse.
"""

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from . import __version__
from .errors import UnreadableSource
from .limit_options import add_limits, chosen
from .text.escape import one_line, shown

if TYPE_CHECKING:
    from datetime import date

    from .export.findings import Finding

Made = TypeVar("Made")

#: Modules that add subcommands: each has ``add_commands(commands)`` and imports what is heavy inside its functions.
EXTENSIONS: tuple[str, ...] = ("nghiquyet.cli_export", "nghiquyet.archive.cli", "nghiquyet.completion")

OK, FINDINGS, USAGE, UNREADABLE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 130, 141

EXIT_CODES = """\
exit codes:
  0  done; for check: nothing found
  1  check found something
  2  the command line is wrong
  3  a file could not be read, or output not written (the other files were still done)
"""
FILE_HELP = 'a file, or "-" for standard input'
OFFICE_HELP = "have LibreOffice convert .doc, .docx, .odt and .rtf first"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _fill_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # UTF-8 whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = build_parser().parse_args(argv)
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader has gone: head, less
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the exit would complain again
        return BROKEN_PIPE
    except OSError as error:
        if error.errno not in _UNWRITTEN:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain(f"standard output: {error.strerror}")
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED


#: How systems say that what was printed is not written: a full disk, a limit of size, a device that fails, no output.
_UNWRITTEN = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF, getattr(errno, "EDQUOT", errno.ENOSPC))


def _fill_streams() -> None:
    """Put something in place of the standard streams that the caller has closed: else a file would take their numbers.

    Standard input is empty then, what is printed is an error, and what is complained about is not heard.
    """
    for number, name, opened, flags in (
        (0, "stdin", "r", os.O_RDONLY), (1, "stdout", "w", os.O_RDONLY), (2, "stderr", "w", os.O_WRONLY),
    ):  # fmt: skip
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                null = os.open(os.devnull, flags)
                if null != number:
                    os.dup2(null, number)
                    os.close(null)
            setattr(sys, name, open(number, opened, encoding="utf-8", closefd=False))  # noqa: SIM115 - to the end


def complain(message: str) -> None:
    """Print an error as one line on standard error, whatever stands in the names and words that it quotes."""
    print(one_line(f"nghiquyet: {message}"), file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that quotes a wrong command line as `complain` does."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong as one line, and exit with 2."""
        self.exit(USAGE, one_line(f"{self.prog}: error: {message}") + "\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="nghiquyet",
        description="Vietnamese resolutions (nghị quyết) as data: a tree, targets, times, references, duties.",
        epilog=EXIT_CODES + "\n`nghiquyet COMMAND --help` has examples.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"nghiquyet {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    _add_shows(commands)
    _add_checks(commands)
    for extension in EXTENSIONS:
        import_module(extension).add_commands(commands)
    return parser


def _add_shows(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands that print what was found in documents."""
    command = add(commands, "parse", run_parse, "print documents as JSON", PARSE_EXAMPLES)
    take_files(command, "files", nargs="+")
    command.add_argument("--indent", type=int, metavar="N", help="spread one document's JSON over lines")

    command = add(commands, "tree", run_tree, "show the outline", TREE_EXAMPLES)
    take_files(command, "files", nargs="+")
    command.add_argument("--full", action="store_true", help="show all the words, not one line a node")
    command.add_argument("--context", action="store_true", help="show what headings say of each node, and where")

    for name, what in (
        ("targets", "targets and results"),
        ("refs", "references to other documents"),
        ("tasks", "who has to do what, by when"),
    ):
        command = add(commands, name, run_table, f"show {what}", TABLE_EXAMPLES.replace("NAME", name))
        take_files(command, "files", nargs="+")
        command.add_argument("--csv", action="store_true", help="print all columns as comma-separated values")
        if name != "refs":
            command.add_argument("--before", type=_day, metavar="DAY", help="only what is due before this day")
        command.set_defaults(table=name, before=None)


def _add_checks(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands that tell what is doubtful, why, and what can be read."""
    command = add(commands, "check", run_check, "report doubts about the text, one a line", CHECK_EXAMPLES)
    take_files(command, "files", nargs="+")
    command.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="default: text")

    command = add(commands, "explain", run_explain, "show by which rule a fact was found or left out", EXPLAIN_EXAMPLES)
    take_files(command, "file")
    command.add_argument("--line", type=int, metavar="N", help="only what begins in this line, from 1")

    command = add(commands, "text", run_text, "print the text that the reader extracted", TEXT_EXAMPLES)
    take_files(command, "file")
    command.add_argument("--layout", action="store_true", help="number the lines and show what the page says of each")

    add(commands, "formats", run_formats, "list the formats that this installation can read", "  nghiquyet formats")
    add(commands, "schema", run_schema, "print the JSON Schema of `parse`", "  nghiquyet schema > document.schema.json")


PARSE_EXAMPLES = """\
  nghiquyet parse nq-12.txt                     one JSON object on one line
  nghiquyet parse --indent 2 nq-12.docx         the same, for reading
  nghiquyet parse *.txt > all.jsonl             JSON Lines: one document a line
  cat nq-12.txt | nghiquyet parse - | jq '.targets[].indicator'"""
TREE_EXAMPLES = """\
  nghiquyet tree nq-12.txt
  nghiquyet tree --full nq-12.txt | less
  nghiquyet tree --context nq-12.txt            period, role, bodies, unit that headings give to a node"""
TABLE_EXAMPLES = """\
  nghiquyet NAME nq-12.txt
  nghiquyet NAME *.txt                          one table, with the file of each row
  nghiquyet NAME --csv *.txt > NAME.csv         with the columns of docs/rows.md"""
CHECK_EXAMPLES = """\
  nghiquyet check *.txt                         path:line:column: code message
  nghiquyet check --format sarif nq-12.txt > nq-12.sarif"""

EXPLAIN_EXAMPLES = """\
  nghiquyet explain nq-12.txt --line 31         each number, date, citation and body of a line
  nghiquyet explain nq-12.docx | grep 'left out'"""

TEXT_EXAMPLES = """\
  nghiquyet text nq-12.docx
  nghiquyet text --layout nq-12.pdf | less"""


def add(
    commands: "argparse._SubParsersAction[Parser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    examples: str,
) -> argparse.ArgumentParser:
    """Add a command with its examples and the exit codes in ``--help``."""
    command: Parser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"examples:\n{examples}\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run, usage_error=command.error)
    return command


def take_files(command: argparse.ArgumentParser, name: str, nargs: str | None = None) -> None:
    """Let a command take files, and the flag that says how to read them."""
    command.add_argument(name, nargs=nargs, metavar="FILE", help=FILE_HELP)
    command.add_argument("--office", action="store_true", help=OFFICE_HELP)
    add_limits(command)


def _day(text: str) -> "date":
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-06-30") from None


# Commands.


def run_parse(options: argparse.Namespace) -> int:
    from ._parse import parse

    if options.indent is not None and len(options.files) > 1:
        options.usage_error("--indent is for one FILE; several are printed as JSON Lines")
    documents = Files(options.files, partial(parse, office=options.office, limits=chosen(options)))
    for _, document in documents:
        print(document.to_json(indent=options.indent), flush=True)
    return documents.code


def run_tree(options: argparse.Namespace) -> int:
    from ._parse import parse
    from .export.screen import Terminal
    from .export.terminal import show_tree

    layers = ("times",) if options.context else ()
    documents = Files(options.files, partial(parse, office=options.office, limits=chosen(options), layers=layers))
    for name, document in documents:
        if len(documents.names) > 1:
            print(one_line(f"==> {name} <=="))
        for line in show_tree(document, Terminal.of(sys.stdout), full=options.full, context=options.context):
            print(line)
    return documents.code


def run_table(options: argparse.Namespace) -> int:
    from ._parse import parse
    from .export.screen import Terminal, show_table
    from .export.tables import write_csv
    from .export.terminal import LAYERS, TABLES, due_before, kept_rows

    layers = (LAYERS[options.table] if options.table != "tasks" else "assignments",)
    documents = Files(options.files, partial(parse, office=options.office, limits=chosen(options), layers=layers))
    found = iter(documents)
    first = next(found, None)
    if first is None:  # no file could be read: no table, not one without rows
        return documents.code
    keep = due_before(options.before) if options.before else None
    if options.csv:
        write_csv((document for _, document in chain((first,), found)), sys.stdout.buffer,
                  layer=LAYERS[options.table], keep=keep)  # fmt: skip
        return documents.code
    several = len(documents.names) > 1
    columns = TABLES[options.table][0]
    rows = [
        ((name, *row) if several else row)
        for name, document in chain((first,), found)
        for row in kept_rows(document, options.table, keep)
    ]
    for line in show_table(("file", *columns) if several else columns, rows, Terminal.of(sys.stdout)):
        print(line)
    return documents.code


def run_check(options: argparse.Namespace) -> int:
    from ._parse import parse
    from .export.findings import FORMATS, findings

    documents = Files(options.files, partial(parse, office=options.office, limits=chosen(options), layers=()))
    count = 0

    def found() -> "Iterator[Finding]":
        nonlocal count
        for name, document in documents:
            for finding in findings(name, document):
                count += 1
                yield finding

    for line in FORMATS[options.format](found()):
        print(line)
    return documents.code or (FINDINGS if count else OK)


def run_explain(options: argparse.Namespace) -> int:
    from ._parse import parse
    from .explain import explain
    from .export.screen import Rows, Terminal, show_table

    if options.line is not None and options.line < 1:
        options.usage_error(f"--line {options.line}: lines are counted from 1")
    documents = Files([options.file], partial(parse, office=options.office, limits=chosen(options)))
    heads = ("line", "kind", "words", "outcome", "stage", "rule", "why")
    for name, document in documents:
        lines = document.text.removesuffix("\n").count("\n") + 1
        if options.line is not None and options.line > lines:
            options.usage_error(f"--line {options.line}: {name} has {lines} lines")
        rows: Rows = [
            (str(each.line), each.kind, each.text, each.outcome, each.stage, each.code, each.why)
            for each in explain(document, line=options.line)
        ]
        for line in show_table(heads, rows, Terminal.of(sys.stdout)):
            print(line)
    return documents.code


def run_schema(options: argparse.Namespace) -> int:
    from .export.json_schema import schema_text

    print(schema_text(), end="")
    return OK


def run_text(options: argparse.Namespace) -> int:
    from .readers import read
    from .readers.show import layout_listing

    readings = Files([options.file], partial(read, office=options.office, limits=chosen(options)))
    for _, reading in readings:
        print(shown(layout_listing(reading) if options.layout else reading.text.removesuffix("\n")))
    return readings.code


def run_formats(options: argparse.Namespace) -> int:
    from .export.screen import Rows, Terminal, show_table
    from .readers.show import formats_table

    rows: Rows = [(name, title, "yes" if there else "no", how) for name, title, there, how in formats_table()]
    for line in show_table(("format", "files", "read", "to install"), rows, Terminal.of(sys.stdout)):
        print(line)
    return OK


class Files(Generic[Made]):
    """What *make* makes of some files, one after the other; a file that cannot be read is one line on stderr.

    Attributes:
        names: The files; patterns that the shell has left as they are ("*.docx") are replaced by what they match.
        code: The exit code so far.
    """

    def __init__(self, names: Sequence[str], make: Callable[..., Made]) -> None:
        self.names = [each for name in names for each in _expanded(name)]
        self.make = make
        self.code = OK

    def maker(self, name: str) -> tuple[str, Callable[[], Made]]:
        """Return what the file *name* is called, and what makes something of it."""
        if name == "-":
            return "<stdin>", partial(self.make, sys.stdin.buffer, name="<stdin>")
        return name, partial(self.make, Path(name) if name else name, name=name)

    def makers(self) -> Iterator[tuple[str, Callable[[], Made]]]:
        """Yield the name of each document, and what makes it."""
        return map(self.maker, self.names)

    def __iter__(self) -> Iterator[tuple[str, Made]]:
        for name, maker in self.makers():
            try:
                made = maker()
            except UnreadableSource as error:
                complain(str(error))
                self.code = UNREADABLE
            except Exception as error:  # a bug must not cost the other files; it is reported
                if os.environ.get("NGHIQUYET_TRACEBACK"):
                    raise
                why = " ".join(f"{type(error).__name__}: {error}".split())
                complain(f"{name}: internal error: {why} (NGHIQUYET_TRACEBACK=1 shows where)")
                self.code = UNREADABLE
            else:
                text = getattr(made, "text", None)
                if text is not None and (not text or text.isspace()):
                    complain(f"{name}: there are no words in it")
                yield name, made


def _expanded(name: str) -> list[str]:
    """Return the files that a pattern matches; *name* itself if it is none or matches nothing."""
    if not any(sign in name for sign in "*?[") or os.path.exists(name):
        return [name]
    from glob import glob

    return sorted(filter(os.path.isfile, glob(name, recursive=True))) or [name]


if __name__ == "__main__":
    sys.exit(main())
