"""`batch` parses a whole archive, from its sources into the store, with the local engine or another one."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from ..errors import NghiquyetError
from ..limits import Limits, within
from .local import cores, run_local
from .progress import Progress, Silent
from .records import GOOD, PARSER, Row, failures
from .run import SHARD, Run, Scan, Shard
from .sources import NoSource, there
from .work import check_parser

#: An engine: takes shards, yields each with its rows, in any order.
Engine = Callable[[Iterator[Shard], Callable[[Row], None]], Iterator[tuple[Shard, list[Row]]]]


class StrictFailure(NghiquyetError):
    """The first failure of a strict run. Results before it are kept.

    Attributes:
        row: The row of the document.
    """

    def __init__(self, row: Row) -> None:
        super().__init__(f"{row.name}: {row.outcome}: {row.reason}")
        self.row = row


@frozen(kw_only=True)
class Summary:
    """What became of an archive.

    Attributes:
        counts: The number of documents of each outcome, over the whole manifest.
        done: The number of documents that this run tried to parse.
        failures: Some of the failures: name, outcome, reason.
        manifest: Where the manifest is.
        interrupted: Whether the run was stopped before its end.
    """

    counts: dict[str, int] = field(factory=dict)
    done: int = 0
    failures: tuple[tuple[str, str, str], ...] = ()
    manifest: Path | None = None
    interrupted: bool = False

    @property
    def failed(self) -> int:
        """The number of documents without a result."""
        return sum(failures(self.counts).values())

    def told(self) -> str:
        """Return the counts as one line: "292 parsed, 8 duplicate, 2 failed (1 unreadable, 1 timeout)"."""
        if not self.counts:
            return "no documents: see that the sources are right, and that --include and --exclude leave some"
        failed = failures(self.counts)
        parts = [f"{count} {outcome}" for outcome, count in self.counts.items() if outcome not in failed]
        if failed:
            parts.append(f"{self.failed} failed ({', '.join(f'{count} {each}' for each, count in failed.items())})")
        return ", ".join(parts)


def batch(
    sources: Iterable[str | Path], out: str | Path, *, workers: int | None = None, limits: Limits = Limits(),  # noqa: B008
    base: str = ".", parser: str = PARSER, engine: Engine | None = None, strict: bool = False, ordered: bool = False,
    shard_size: int = SHARD, progress: Progress | Silent | None = None, **scan: Any,
) -> Summary:  # fmt: skip
    """Parse *sources* into the archive *out*: only what is new or changed, failed before, or was made by older rules.

    Ctrl-C stops cleanly: finished results are published, and the summary says that the run was interrupted.

    Args:
        sources: See `nghiquyet.archive.sources.discover`.
        out: The archive; its suffix selects the format, see `nghiquyet.archive.stores`.
        workers: The number of child processes; one for each core by default.
        limits: What one document may cost.
        base: The folder that relative names start from.
        parser: "module:function"; it turns a binary file with a name into a `Document`.
        engine: An engine other than the processes of this machine, see `nghiquyet.archive.dask`.
        strict: Stop at the first failure with `StrictFailure`.
        ordered: Keep JSON Lines sorted by name also after later runs; a first run has the order of the sources.
        shard_size: The number of documents in a shard.
        progress: Receives the rows as they come.
        **scan: The options of the scan, see `Scan`.

    Raises:
        StoreFault: The store cannot be written, for example because the disk is full; the next run continues here.
        Busy: Another run is working on the archive.
        ValueError: A source or the parser does not exist, or a new archive would be empty. Nothing is written.
    """
    sources = there(sources, base)
    if engine is None and parser != PARSER:  # the machines of another engine may have what this one has not
        check_parser(parser)
    if not Path(out).exists():
        with within(limits):
            _demand_documents(sources, base, Scan(**scan))
    watch = _Watch(progress or Silent(), engine or _local(workers or cores()), strict=strict)
    with Run(out, limits=limits, parser=parser, base=base, shard_size=shard_size) as run:
        return watch.over(run, partial(run.scan, sources, on_entry=watch.shown.entry, **scan), ordered=ordered)


def _local(workers: int) -> Engine:
    return lambda shards, on_row: run_local(shards, workers=workers, on_row=on_row)


def _demand_documents(sources: Iterable[str], base: str, asked: Scan) -> None:
    """Raise `NoSource` if there is no document at all: nobody wants an empty archive."""
    if next(evolve(asked, shard=(1, 1)).entries(sources, base), None) is None:
        less = " that --include and --exclude leave" if asked.include or asked.exclude else ""
        raise NoSource(f"no documents{less}: {' '.join(sources)}; no archive is written")


class _Watch:
    """Reports the rows of a run, and stops a strict one at a failure."""

    def __init__(self, shown: Progress | Silent, engine: Engine, *, strict: bool) -> None:
        self.shown, self._engine, self._strict = shown, engine, strict
        self.failed: list[Row] = []

    def over(self, run: Run, find: Callable[[], object], *, ordered: bool) -> Summary:
        """Find the sources, have them parsed, and publish the results, also after an interruption.

        Raises:
            StrictFailure: A strict run came to a failure.
        """
        interrupted = False
        try:
            find()
            self.shown.planned(run.manifest.counts())
            self._do(run)
        except KeyboardInterrupt:
            interrupted = True
        self.shown.publishing()
        manifest = run.publish(ordered=ordered)
        counts, some = run.manifest.counts(), tuple(run.manifest.failures(10))
        self.shown.close()
        if self.failed:
            raise StrictFailure(self.failed[0])
        return Summary(counts=counts, done=self.shown.done, failures=some, manifest=manifest, interrupted=interrupted)

    def _do(self, run: Run) -> None:
        """Process all shards, including those that the run plans meanwhile, until a failure stops it."""
        more = True
        while more:
            with closing(self._engine(self._until_failed(run.shards()), self._on_row)) as results:  # type: ignore[type-var]
                for shard, rows in results:
                    run.take(shard, rows)
                    if self.failed:
                        break
            more = not self.failed and run.again()

    def _on_row(self, row: Row) -> None:
        self.shown.row(row)
        if self._strict and row.outcome not in GOOD:
            self.failed.append(row)

    def _until_failed(self, shards: Iterator[Shard]) -> Iterator[Shard]:
        for shard in shards:
            if self.failed:
                return
            yield shard
