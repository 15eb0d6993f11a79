"""`batch`: a whole archive, from its sources to the store, with the local engine or another."""

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
    """The first failure of a strict run; what was done before it is kept.

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
        counts: Documents by outcome, over all that the manifest knows.
        done: How many were parsed, or tried, in this run.
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
        """How many documents have no result."""
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
    """Parse *sources* into the archive *out*, doing only what is new, changed, failed before or of older rules.

    Ctrl-C stops cleanly: what is done is published, and the summary says that it was interrupted.

    Args:
        sources: See `nghiquyet.archive.sources.discover`.
        out: The archive; its suffix says what it is, see `nghiquyet.archive.stores`.
        workers: Child processes; one for each core by default.
        limits: What one document may cost.
        base: The folder that relative names start from.
        parser: "module:function" that makes a `Document` of a binary file with a name.
        engine: Another engine than this machine, see `nghiquyet.archive.dask`.
        strict: Stop at the first failure with `StrictFailure`.
        ordered: Keep JSON Lines sorted by name also after later runs; a first run has the order of the sources.
        shard_size: Documents in a shard.
        progress: What is told of the rows as they come.
        **scan: What is asked of the scan, see `Scan`.

    Raises:
        StoreFault: The disk is full, or the like; the next run goes on from here.
        Busy: Another run has the archive in hand.
        ValueError: A source or the parser is not there, or nothing is found for a new archive; nothing is written.
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
    """Raise `NoSource` where there is not one document: an archive of nothing is a slip of whoever asked for it."""
    if next(evolve(asked, shard=(1, 1)).entries(sources, base), None) is None:
        less = " that --include and --exclude leave" if asked.include or asked.exclude else ""
        raise NoSource(f"no documents{less}: {' '.join(sources)}; no archive is written")


class _Watch:
    """What is told of the rows of a run, and the failures that stop a strict one."""

    def __init__(self, shown: Progress | Silent, engine: Engine, *, strict: bool) -> None:
        self.shown, self._engine, self._strict = shown, engine, strict
        self.failed: list[Row] = []

    def over(self, run: Run, find: Callable[[], object], *, ordered: bool) -> Summary:
        """Have the sources found and done, and what is done published, though it is interrupted.

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
        """Have all shards done, and those that the run plans meanwhile, until a failure stops it."""
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
