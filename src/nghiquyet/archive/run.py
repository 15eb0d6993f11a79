"""A run over an archive: scan the sources, plan shards, have any engine process them, publish.

    with Run("out.parquet") as run:
        run.scan(["in/"])
        for shard in run.shards():
            run.take(shard, shard.process())
        run.publish()

Everything that a run needs to continue after a crash is in ``out.parquet.run/`` beside the archive.
"""

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from ..errors import NghiquyetError
from ..isolation.worker import Worker
from ..limits import Limits, within
from ..text.escape import one_line
from .manifest import Manifest
from .parts import Foreign, StoreFault, remove, remove_part, seal_of, whole
from .records import PARSER, Item, Row, Way
from .rules import rules_version
from .sources import Entry, TooLarge, discover, open_source
from .stores import store_of
from .work import process_shard

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: Outcome and reason for a document that cannot be read.
Problem = tuple[str, str] | None
#: Documents in a shard: few enough that little is in progress, enough that there are few parts.
SHARD = 64


class Busy(NghiquyetError, RuntimeError):
    """Another run is working on the same archive."""


@frozen(kw_only=True)
class Shard:
    """Some documents, with everything that is needed to parse them on any machine. It can be pickled.

    Attributes:
        id: Its name.
        documents: Names and hashes.
        out: The path of its part; every machine has to see this folder.
        way: How the documents are parsed.
        rules: The rules version that the run was planned with.
    """

    id: str
    documents: tuple[Item, ...]
    out: str
    way: Way
    rules: str

    def process(
        self, worker: Worker | None = None, on_row: Callable[[Row], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> list[Row]:  # fmt: skip
        """Parse the documents and return the rows.

        Raises:
            StoreFault: The part cannot be written, or this machine has other rules than the run.
        """
        if self.rules != rules_version():
            raise StoreFault(f"this machine has the rules {rules_version()}, the run was planned with {self.rules}")
        return process_shard(self.documents, self.out, self.way, worker=worker, on_row=on_row, stopped=stopped)


@frozen(kw_only=True)
class Scan:
    """The options of a scan.

    Attributes:
        include, exclude, follow_links: See `nghiquyet.archive.sources.discover`.
        shard: (i, n): take only the i-th of n parts of the archive, which are the same on every machine.
        prune: Remove from the archive the documents that the sources no longer hold.
        rehash: Read everything again, also files whose size and time are unchanged.
        retry_quarantined: Try again the documents in quarantine.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False
    shard: tuple[int, int] = (1, 1)
    prune: bool = False
    rehash: bool = False
    retry_quarantined: bool = False

    def entries(self, sources: Iterable[str | Path], base: str) -> Iterator[Entry]:
        """Yield the documents of *sources* that the options select."""
        index, of = self.shard
        found = discover(sources, base=base, include=self.include, exclude=self.exclude, follow_links=self.follow_links)
        return (entry for entry in found if of == 1 or zlib.crc32(entry.name.encode()) % of == index - 1)


class Run:
    """One run over one archive. Only one run at a time may work on an archive."""

    def __init__(
        self, out: str | Path, *, limits: Limits = Limits(), parser: str = PARSER, base: str = ".",  # noqa: B008
        shard_size: int = SHARD,
    ) -> None:  # fmt: skip
        self.out = Path(out)
        self.way = Way(limits=limits, base=os.path.abspath(base), parser=parser)
        self.shard_size = shard_size
        self.store = store_of(self.out)
        self.state = self.out.with_name(self.out.name + ".run")
        self.parts = self.state / "parts"
        with _faults(self.out):
            self.parts.mkdir(parents=True, exist_ok=True)
            self._lock = (self.state / "lock").open("w")
        if fcntl is not None:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                self._lock.close()
                raise Busy(f"{self.out}: another run is working on it") from None
        try:
            self.manifest = self._known()
            with _faults(self.out):
                self._reconcile()
                self.collect()
        except BaseException:
            if hasattr(self, "manifest"):
                self.manifest.close()
            self._lock.close()
            raise

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the archive."""
        self.manifest.close()
        self._lock.close()

    def _known(self) -> Manifest:
        """Return what is known of the archive."""
        path = self.state / "manifest.sqlite"
        try:
            with _faults(self.state):
                return Manifest(path)
        except StoreFault as fault:
            name = getattr(fault.__cause__, "sqlite_errorname", "")
            if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
                raise Foreign(f"{path} is damaged: move {self.out} and {self.state} away and run again") from fault
            raise

    def _part(self, shard: str) -> Path:
        return self.parts / (shard + self.store.part_suffix)

    def collect(self) -> None:
        """Record finished parts that the manifest lacks: of a killed run, or of an engine that reports nothing.

        Recorded parts that are truncated, missing or altered are made again.
        """
        for shard in list(self.manifest.shards(done=True)):
            part = whole(self._part(shard))
            if part is None or self.manifest.seal(shard) not in (part.seal, ""):
                self.manifest.undo(shard)
                remove_part(self._part(shard))
        for shard in list(self.manifest.shards(done=False)):
            part = whole(self._part(shard))
            if part is not None:
                self.manifest.take(shard, part.rows, part.seal)

    def _reconcile(self) -> None:
        """Compare the store with the manifest; documents that the store lost are parsed again."""
        self.store.check()
        stamp = self.store.stamp()
        if stamp == self.manifest.meta("stamp"):
            return
        held = self.store.held()
        if self.manifest.empty() and next(held, None) is not None:
            raise Foreign(
                f"{self.out} holds documents, but what is known of them, {self.state}, is gone: "
                "move the archive away and run again"
            )
        self.manifest.reconcile(self.store.held())

    def scan(
        self, sources: Iterable[str | Path], *, on_entry: Callable[[int], None] = lambda count: None, **options: Any
    ) -> None:
        """Find the documents, hash those that are new or changed, and plan the work.

        Args:
            sources: See `nghiquyet.archive.sources.discover`.
            on_entry: Called with the number of documents found so far.
            **options: The attributes of `Scan`.
        """
        asked, count = Scan(**options), 0
        with _faults(self.state, sqlite3.Error), self.manifest, within(self.way.limits):
            self.manifest.begin_scan()
            found = (entry for entry in asked.entries(sources, self.way.base) if not self._own(entry.name))
            for entry, sha256, problem in self._hashed(found, asked.rehash):
                self.manifest.note(entry.name, entry.size, entry.stamp, sha256, problem)
                count += 1
                on_entry(count)
            if asked.prune:
                self.manifest.prune()
            settings = repr((rules_version(), self.store.part_suffix, self.way.parser))
            self.manifest.plan(settings, rules_version(), self.shard_size, asked.retry_quarantined)
        self._sweep()

    def _own(self, name: str) -> bool:
        """Tell whether a source is the archive itself, its manifest or its state: "batch . -o out.jsonl"."""
        path, out = os.path.abspath(os.path.join(self.way.base, name)), os.path.abspath(self.out)
        beside = (os.sep, ".run" + os.sep, ".manifest.jsonl", ".metadata.json")
        return path == out or path.startswith(tuple(out + ending for ending in beside))

    def _hashed(self, found: Iterable[Entry], rehash: bool) -> Iterator[tuple[Entry, str, Problem]]:
        """Yield each entry with its hash, in order; a few files at a time (remote ones are slow, not large)."""
        base, limit = self.way.base, self.way.limits.input_bytes
        with ThreadPoolExecutor(8) as threads:
            waiting: deque[tuple[Entry, Callable[[], tuple[str, Problem]]]] = deque()
            for entry in found:
                known = self.manifest.known(entry.name)
                same = known and not rehash and entry.stamp and (known.size, known.stamp) == (entry.size, entry.stamp)
                if known and same:
                    waiting.append((entry, partial(_same, known.sha256)))
                elif entry.problem or entry.member:
                    # Members share the open archive, which is not safe for several threads.
                    waiting.append((entry, partial(_same, *_hash(entry, base, limit))))
                else:
                    waiting.append((entry, threads.submit(_hash, entry, base, limit).result))
                while len(waiting) > 64:
                    first, answer = waiting.popleft()
                    yield (first, *answer())
            for first, answer in waiting:
                yield (first, *answer())

    def _sweep(self) -> None:
        """Remove parts and work files of shards that are no longer planned."""
        wanted = {s for done in (True, False) for s in self.manifest.shards(done=done)}
        for path in self.parts.iterdir():
            if path.name.partition(".")[0] not in wanted:
                remove(path)

    def again(self) -> bool:
        """Plan copies of documents that vanished during the run; tell whether there are any."""
        with _faults(self.state, sqlite3.Error), self.manifest:
            return self.manifest.cut(self.shard_size) > 0

    def shards(self) -> Iterator[Shard]:
        """Yield the shards that are not done, in order."""
        for shard in self.manifest.shards(done=False):
            documents, out = tuple(self.manifest.items(shard)), str(self._part(shard).absolute())
            yield Shard(id=shard, documents=documents, out=out, way=self.way, rules=rules_version())

    def take(self, shard: Shard, rows: Iterable[Row]) -> None:
        """Record that a shard is done."""
        with _faults(self.state):
            self.manifest.take(shard.id, rows, seal_of(self._part(shard.id)))

    def publish(self, *, ordered: bool = False) -> Path | None:
        """Publish every finished part into the archive and return the path of its manifest.

        *ordered* sorts an archive of JSON Lines by name; tables are sorted by the queries.

        Raises:
            StoreFault: The archive cannot be written; its content is unchanged, and the parts are kept.
        """
        with _faults(self.out):
            done = list(self.manifest.shards(done=True))
            if self.manifest.unpublished() or not self.out.exists():
                parts = (self._part(shard) for shard in done)
                self.store.publish(parts, self.manifest.keeps, self.manifest.dropped())
                if ordered:
                    self.store.sort()
                self.manifest.published()
                for shard in done:
                    remove_part(self._part(shard))
            temporary = self.state / "quarantine.tsv.tmp"
            with temporary.open("w", encoding="utf-8") as stream:
                stream.writelines(
                    f"{one_line(name)}\t{one_line(reason)}\n" for name, reason in self.manifest.quarantine()
                )
            temporary.replace(self.state / "quarantine.tsv")
            path = self.store.write_manifest(self.manifest.rows())
            self.manifest.remember("stamp", self.store.stamp())
            return path


@contextlib.contextmanager
def _faults(where: Path, *kinds: type[BaseException]) -> Iterator[None]:
    """Turn all errors of disks and databases into `StoreFault`."""
    try:
        yield
    except StoreFault:
        raise
    except Exception as error:
        library = type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb", "pyarrow")
        if not isinstance(error, kinds or (OSError, EOFError, ValueError, sqlite3.Error, zlib.error)) and not library:
            raise
        raise StoreFault(f"{where}: {getattr(error, 'strerror', None) or ' '.join(str(error).split())}") from error


def _same(sha256: str, problem: Problem = None) -> tuple[str, Problem]:
    return sha256, problem


def _hash(entry: Entry, base: str, limit: int) -> tuple[str, Problem]:
    """Return the hash of a document, or outcome and reason if it cannot be read. No document makes it raise."""
    if entry.problem:
        return "", ("too-large" if entry.large else "unreadable", entry.problem)
    digest, size = hashlib.sha256(), 0
    try:
        with open_source(entry.name, base=base) as stream:
            while block := stream.read(1 << 18):
                digest.update(block)
                size += len(block)
                if size > limit:
                    raise TooLarge(f"more than {limit} bytes")
    except TooLarge as error:
        return "", ("too-large", str(error))
    except FileNotFoundError as error:
        return "", ("vanished", error.strerror or str(error))
    except Exception as error:  # whatever unpacks a member says in its own way that it is damaged
        return "", ("unreadable", f"{type(error).__name__}: {' '.join(str(error).split())}")
    return digest.hexdigest(), None
