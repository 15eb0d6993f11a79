"""``nghiquyet batch`` and ``nghiquyet query``: arguments and exit codes. Nothing else is imported before it is used."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from ..limit_options import add_limits, chosen

if TYPE_CHECKING:
    from .batches import Summary

EXIT_OK, EXIT_FAILURES, EXIT_USAGE, EXIT_BROKEN, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


def add_commands(subparsers: Any) -> None:
    """Add the commands of this package to the subparsers of the command line.

    Each sets ``run``: a function of the parsed arguments that returns the exit code.
    """
    _add_batch(subparsers)
    _add_query(subparsers)


def _add_batch(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "batch",
        help="parse an archive of documents into tables",
        description="Parse every document of the sources. Run it again to parse what is new, changed or failed.",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE",
                        help="file, folder, glob, .zip, .tar, URL, @list.txt, or - for standard input")  # fmt: skip
    parser.add_argument("-o", "--out", required=True,
                        help="x.jsonl[.gz|.zst], x.parquet or a folder (Parquet), x.sqlite, x.duckdb")  # fmt: skip
    parser.add_argument("-j", "--workers", type=_positive, help="child processes; default: one for each core")
    parser.add_argument("--include", action="append", default=[], metavar="PATTERN", help="only names like this")
    parser.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="no names like this")
    parser.add_argument("--shard", type=_shard, default=(1, 1), metavar="I/N",
                        help="only the I-th of N parts of the archive, for N machines")  # fmt: skip
    parser.add_argument("--follow-links", action="store_true", help="read the files that symbolic links point to")
    parser.add_argument("--strict", action="store_true", help="stop at the first failure")
    parser.add_argument("--ordered", action="store_true", help="JSON Lines: sort by name, also after later runs")
    parser.add_argument("--prune", action="store_true", help="remove what is no longer among the sources")
    parser.add_argument("--rehash", action="store_true", help="read all again, whatever size and time say")
    parser.add_argument("--retry-quarantined", action="store_true", help="try again the documents in quarantine")
    parser.add_argument("--parser", default="nghiquyet:parse", metavar="MODULE:FUNCTION",
                        help="the function that reads a document; default nghiquyet:parse")  # fmt: skip
    parser.add_argument("--dask", metavar="ADDRESS", help="run on the Dask scheduler at this address")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary")
    add_limits(parser)
    parser.set_defaults(run=run_batch)


def _add_query(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "query",
        help="query an archive in SQL",
        description="Query an archive in SQL. Views: indicators, series, series_changes, deadlines, duties, citations, "
        "search, and the tables. With an argument: due_before(day), due_between(first, last), citing(number), "
        "duties_of(body), indicator(key), find_text(words).",
    )
    parser.add_argument("archive", help="a Parquet folder (or a pattern of several), .duckdb or .sqlite")
    parser.add_argument("sql", metavar="SQL", help="the query; - reads it from standard input; the word "
                        "tables lists the tables, the views and their columns")  # fmt: skip
    parser.add_argument("--format", choices=["table", "csv", "json", "jsonl"], default=None,
                        help="default: table on a terminal, csv elsewhere; json a list, jsonl lines")  # fmt: skip
    parser.add_argument("--csv", action="store_const", dest="format", const="csv", help="the same as --format csv")
    parser.add_argument("--json", action="store_const", dest="format", const="json", help="the same as --format json")
    parser.set_defaults(run=run_query)


def run_batch(arguments: argparse.Namespace) -> int:
    """Run ``nghiquyet batch`` and return the exit code."""
    from ..errors import NghiquyetError
    from ..isolation.worker import CannotStart
    from ..text.escape import one_line
    from .batches import StrictFailure
    from .parts import Foreign, StoreFault
    from .run import Busy

    def told(words: object) -> None:
        print(f"nghiquyet batch: {one_line(str(words))}", file=sys.stderr)

    if arguments.out == "-":
        told("-o -: an archive is no stream, it needs a file or a folder")
        return EXIT_USAGE
    try:
        summary = _batch(arguments)
    except StrictFailure as failure:
        told(f"stopped: {failure}")
        return EXIT_FAILURES
    except (Busy, Foreign) as error:
        told(error)
        return EXIT_BROKEN
    except ValueError as error:
        told(error)
        return EXIT_USAGE
    except (NghiquyetError, StoreFault, CannotStart, OSError, ImportError) as error:
        told(f"{error}; what is done is kept, run the same command again to go on")
        return EXIT_BROKEN
    if not arguments.quiet:
        _tell(summary)
    if summary.interrupted:
        return EXIT_INTERRUPTED
    return EXIT_FAILURES if summary.failed else EXIT_OK


def _batch(arguments: argparse.Namespace) -> "Summary":
    """Parse the archive with the options of the command line."""
    from .batches import batch
    from .progress import Progress, Silent

    engine = None
    if arguments.dask:
        from .dask import dask_engine

        engine = dask_engine(arguments.dask)
    return batch(
        arguments.sources, arguments.out, workers=arguments.workers, limits=chosen(arguments),
        parser=arguments.parser, engine=engine, strict=arguments.strict, ordered=arguments.ordered,
        progress=Silent() if arguments.quiet else Progress(sys.stderr),
        include=tuple(arguments.include), exclude=tuple(arguments.exclude), shard=arguments.shard,
        prune=arguments.prune, rehash=arguments.rehash, retry_quarantined=arguments.retry_quarantined,
        follow_links=arguments.follow_links,
    )  # fmt: skip


def _tell(summary: "Summary") -> None:
    """Print the summary of a run, with some of the failures."""
    from ..text.escape import one_line

    print(summary.told(), file=sys.stderr)
    for name, outcome, reason in summary.failures:
        print(one_line(f"  {name}: {outcome}: {reason}"), file=sys.stderr)
    if summary.failed > len(summary.failures):
        print(f"  and {summary.failed - len(summary.failures)} more", file=sys.stderr)
    print(f"manifest: {summary.manifest}", file=sys.stderr)


def run_query(arguments: argparse.Namespace) -> int:
    """Run ``nghiquyet query`` and return the exit code."""
    from ..text.escape import one_line
    from .queries import CannotQuery, Damaged, contents, query
    from .show import show

    sql = sys.stdin.read() if arguments.sql == "-" else arguments.sql
    listed = sql == "tables"
    try:
        answer = contents(arguments.archive) if listed else query(arguments.archive, sql)
    except CannotQuery as error:
        print(f"nghiquyet query: {one_line(str(error))}", file=sys.stderr)
        return EXIT_BROKEN if isinstance(error, Damaged) else EXIT_USAGE
    form = arguments.format or ("table" if sys.stdout.isatty() or listed else "csv")
    show(answer, form, sys.stdout, **({"widest": 10_000} if listed else {}))
    if not answer.rows:
        print("nghiquyet query: no rows", file=sys.stderr)
    return EXIT_OK


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


def _shard(text: str) -> tuple[int, int]:
    index, _, of = text.partition("/")
    if not (index.isdecimal() and of.isdecimal() and 1 <= int(index) <= int(of)):
        raise argparse.ArgumentTypeError("must be I/N with 1 <= I <= N")
    return int(index), int(of)
