"""The manifest of an archive, an SQLite file: the documents that were found, their outcomes, and the remaining work.

One process writes it, the one that runs the archive. It never claims too much: a row says "parsed" only after its part
exists, and "published" only after the part is in the store.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from .records import DANGEROUS, Item, Row, identity

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    ord INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER, stamp TEXT, sha256 TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT 'pending', reason TEXT NOT NULL DEFAULT '', seconds REAL NOT NULL DEFAULT 0,
    rules TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 0, same_as TEXT, seen INTEGER NOT NULL DEFAULT 0,
    shard TEXT, stored TEXT NOT NULL DEFAULT '', published INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS files_sha256 ON files (sha256);
CREATE INDEX IF NOT EXISTS files_shard ON files (shard);
CREATE INDEX IF NOT EXISTS files_outcome ON files (outcome);
CREATE TABLE IF NOT EXISTS shards (
    ord INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, done INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0, seal TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# What the store may keep under a name: a stored result, and the old result while a new one is pending.
_KEPT = "(outcome = 'pending' OR (outcome = 'parsed' AND published = 1))"
#: A document that ended the process this often, under the same rules, goes into quarantine.
QUARANTINE_AFTER = 2
# The least number of shards of an archive, if it has that many documents.
_FEWEST = 32
# Names whose content is available: found by this scan, in progress, or in the store.
_AT_HAND = (
    "(sha256 <> '' AND outcome NOT IN ('gone', 'vanished', 'changed')"
    " AND (published = 1 OR shard IS NOT NULL OR seen = (SELECT value + 0 FROM meta WHERE key = 'run')))"
)
_QUARANTINED = f"(outcome IN {DANGEROUS} AND attempts >= {QUARANTINE_AFTER})"


@frozen
class Known:
    """What the manifest holds for a name."""

    size: int
    stamp: str
    sha256: str


class Manifest:
    """The manifest of one archive."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)
        self._upgrade()
        self._run = int(self.meta("run") or 0)

    def _upgrade(self) -> None:
        """Add the columns that manifests of older versions lack; their finished parts are made again."""
        if "seal" not in {row[1] for row in self._db.execute("PRAGMA table_info(shards)")}:
            self._db.execute("ALTER TABLE shards ADD COLUMN documents INTEGER NOT NULL DEFAULT 0")
            self._db.execute("ALTER TABLE shards ADD COLUMN seal TEXT NOT NULL DEFAULT ''")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> "Manifest":
        self._db.execute("BEGIN")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")

    def meta(self, key: str) -> str | None:
        """Return the value stored under *key*."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def remember(self, key: str, value: str) -> None:
        """Store *value* under *key*."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def empty(self) -> bool:
        """Tell whether no document was ever recorded."""
        return self._db.execute("SELECT 1 FROM files").fetchone() is None

    def reconcile(self, held: Iterable[tuple[str, str]]) -> None:
        """Record which documents the store holds, by name and key; lost and outdated ones become pending again."""
        db = self._db
        with self:
            db.execute("CREATE TEMP TABLE held (name TEXT PRIMARY KEY, document TEXT)")
            db.executemany("INSERT OR REPLACE INTO held VALUES (?, ?)", held)
            db.execute("INSERT OR IGNORE INTO files (name, outcome) SELECT name, 'gone' FROM held")
            db.execute(
                "UPDATE files SET stored='', published=0, outcome=iif(outcome='parsed' AND shard IS NULL, 'pending',"
                " outcome) WHERE stored<>'' AND NOT EXISTS (SELECT 1 FROM held"
                " WHERE held.name = files.name AND held.document IN ('', substr(files.sha256, 1, 32)))"
            )
            db.execute(
                "UPDATE files SET stored=held.document FROM held WHERE held.name = files.name AND held.document <> ''"
            )
            db.execute("DROP TABLE held")

    # Scanning.

    def begin_scan(self) -> None:
        """Begin to record what the sources hold now."""
        self._run += 1
        self.remember("run", str(self._run))

    def known(self, name: str) -> Known | None:
        """Return what is recorded for a name whose content was read before."""
        row = self._db.execute("SELECT size, stamp, sha256 FROM files WHERE name = ?", (name,)).fetchone()
        return Known(*row) if row and row[2] else None

    def note(self, name: str, size: int, stamp: str, sha256: str, problem: tuple[str, str] | None) -> None:
        """Record a document that exists. If its content has changed, it becomes pending again."""
        self._db.execute("INSERT OR IGNORE INTO files (name) VALUES (?)", (name,))
        if problem:
            self._db.execute(
                "UPDATE files SET size=?, stamp='', sha256='', outcome=?, reason=?, seen=?, published=0, shard=NULL,"
                " same_as=NULL, attempts=attempts + 1 WHERE name=?",
                (size, *problem, self._run, name),
            )
            return
        # Results of other content would be wrong data: 'pending' keeps old ones only for the same content.
        self._db.execute(
            "UPDATE files SET outcome='pending', reason='', published=0, shard=NULL, attempts=0, same_as=NULL"
            " WHERE name=? AND sha256<>?",
            (name, sha256),
        )
        self._db.execute(
            "UPDATE files SET size=?, stamp=?, sha256=?, seen=? WHERE name=?", (size, stamp, sha256, self._run, name)
        )

    def prune(self) -> int:
        """Mark the documents that the last scan did not find as gone; return their number."""
        return self._db.execute(
            "UPDATE files SET outcome='gone', published=0, shard=NULL, same_as=NULL WHERE seen<>?", (self._run,)
        ).rowcount

    # Planning.

    def plan(self, settings: str, rules: str, size: int, retry_quarantined: bool) -> None:
        """Decide after a scan what is to be parsed, and split it into shards of at most *size* documents.

        *settings* names everything that determines the content of a part; shards with other settings are planned again.
        """
        db = self._db
        if self.meta("settings") != settings:
            db.execute("DELETE FROM shards")
            db.execute("UPDATE files SET shard=NULL")
            self.remember("settings", settings)
        db.execute("UPDATE files SET attempts=0 WHERE rules<>? AND rules<>''", (rules,))
        db.execute(
            "UPDATE files SET outcome='pending', shard=NULL WHERE sha256<>'' AND seen=? AND shard IS NULL"
            " AND outcome NOT IN ('pending', 'duplicate', 'gone')"
            f" AND (rules<>? OR (outcome<>'parsed' AND (? OR NOT {_QUARANTINED})))",
            (self._run, rules, retry_quarantined),
        )
        self.cut(size)

    def cut(self, size: int) -> int:
        """Split pending documents without a shard into shards of at most *size* documents; return their number."""
        db, settings = self._db, self.meta("settings")
        self._name_duplicates()
        self._dissolve()
        # A small archive gets smaller shards, so that every worker has something to do.
        count = db.execute("SELECT count(*) FROM files WHERE outcome='pending' AND shard IS NULL").fetchone()[0]
        size = max(1, min(size, count // _FEWEST))
        todo = db.execute("SELECT ord, name, sha256 FROM files WHERE outcome='pending' AND shard IS NULL ORDER BY ord")
        while chunk := todo.fetchmany(size):
            shard = hashlib.sha256(repr((settings, [c[1:] for c in chunk], self._run)).encode()).hexdigest()[:16]
            db.execute("INSERT INTO shards (id, documents) VALUES (?, ?)", (shard, len(chunk)))
            db.executemany("UPDATE files SET shard=? WHERE ord=?", [(shard, c[0]) for c in chunk])
        return int(count)

    def _dissolve(self) -> None:
        """Drop the shards in which a document changed or vanished: their parts must not be published."""
        lost = "SELECT id FROM shards WHERE documents <> (SELECT count(*) FROM files WHERE shard = shards.id)"
        self._db.execute(f"UPDATE files SET shard=NULL WHERE shard IN ({lost})")
        self._db.execute("DELETE FROM shards WHERE NOT EXISTS (SELECT 1 FROM files WHERE shard = shards.id)")
        # Parsed documents are in the store or in a part; all others have to be parsed.
        self._db.execute("UPDATE files SET outcome='pending' WHERE outcome='parsed' AND published=0 AND shard IS NULL")

    def _name_duplicates(self) -> None:
        """Of all names with the same content, choose one to parse: the one parsed before, else the first available."""
        db = self._db
        db.execute(
            "CREATE TEMP TABLE leads AS SELECT sha256, ord, name FROM (SELECT sha256, ord, name, row_number() OVER"
            " (PARTITION BY sha256 ORDER BY outcome='duplicate', published=0, shard IS NULL, ord) AS place FROM files"
            f" WHERE {_AT_HAND} AND sha256 IN"
            " (SELECT sha256 FROM files WHERE outcome<>'gone' GROUP BY sha256 HAVING count(*) > 1))"
            " WHERE place = 1"
        )
        db.execute("CREATE INDEX temp.leads_sha256 ON leads (sha256)")
        # A name that was a duplicate and no longer is one has to be parsed itself.
        db.execute(
            "UPDATE files SET outcome='pending', reason='', same_as=NULL WHERE outcome='duplicate' AND NOT EXISTS"
            " (SELECT 1 FROM leads WHERE leads.sha256 = files.sha256 AND leads.ord <> files.ord)"
        )
        db.execute(
            "UPDATE files SET outcome='duplicate', published=0, shard=NULL, seconds=0,"
            " same_as=(SELECT name FROM leads WHERE leads.sha256 = files.sha256),"
            " reason='the same content as ' || (SELECT name FROM leads WHERE leads.sha256 = files.sha256)"
            f" WHERE {_AT_HAND} AND EXISTS"
            " (SELECT 1 FROM leads WHERE leads.sha256 = files.sha256 AND leads.ord <> files.ord)"
        )
        db.execute("DROP TABLE leads")

    def shards(self, *, done: bool) -> Iterator[str]:
        """Yield the shards that are done, or those that are not, in order."""
        last = -1
        while page := self._db.execute(
            "SELECT ord, id FROM shards WHERE done=? AND ord>? ORDER BY ord LIMIT 100", (int(done), last)
        ).fetchall():
            yield from (shard for _, shard in page)
            last = page[-1][0]

    def items(self, shard: str) -> list[Item]:
        """Return the documents of a shard."""
        return [Item(*r) for r in self._db.execute(
            "SELECT name, sha256 FROM files WHERE shard=? ORDER BY ord", (shard,)
        )]  # fmt: skip

    # Results.

    def take(self, shard: str, rows: Iterable[Row], seal: str) -> None:
        """Record the rows of a finished part, and its size and checksum."""
        with self:
            self._db.executemany(
                "UPDATE files SET outcome=?, reason=?, seconds=?, rules=?, published=0, attempts=attempts + 1"
                " WHERE name=? AND shard=?",
                [(r.outcome, r.reason, r.seconds, r.rules, r.name, shard) for r in rows],
            )
            # A document that changed is read again, whatever its size and time say.
            self._db.execute("UPDATE files SET stamp='' WHERE shard=? AND outcome IN ('vanished', 'changed')", (shard,))
            self._db.execute("UPDATE shards SET done=1, seal=? WHERE id=?", (seal, shard))

    def seal(self, shard: str) -> str:
        """Return the recorded size and checksum of a part."""
        row = self._db.execute("SELECT seal FROM shards WHERE id=?", (shard,)).fetchone()
        return str(row[0])

    def undo(self, shard: str) -> None:
        """Record that a finished part is lost or damaged: its documents have to be parsed again."""
        with self:
            self._db.execute(
                "UPDATE files SET outcome='pending', reason='', published=0, attempts=max(attempts - 1, 0)"
                " WHERE shard=? AND outcome<>'gone'", (shard,)
            )  # fmt: skip
            self._db.execute("UPDATE shards SET done=0, seal='' WHERE id=?", (shard,))

    def keeps(self, name: str) -> bool:
        """Tell whether the store keeps what it holds under *name*."""
        return self._db.execute(f"SELECT 1 FROM files WHERE name=? AND {_KEPT}", (name,)).fetchone() is not None

    def dropped(self) -> Iterator[str]:
        """Yield the keys of documents that the store has to remove, also those that it is about to replace."""
        yield from (r[0] for r in self._db.execute(f"SELECT stored FROM files WHERE stored<>'' AND NOT {_KEPT}"))

    def published(self) -> None:
        """Record that every finished part is in the store."""
        with self:
            self._db.execute(f"UPDATE files SET stored='' WHERE stored<>'' AND NOT {_KEPT}")
            self._db.create_function("identity", 1, identity, deterministic=True)
            self._db.execute(
                "UPDATE files SET published=1, stored=identity(sha256) WHERE outcome='parsed' AND published=0"
                " AND shard IN (SELECT id FROM shards WHERE done=1)"
            )
            self._db.execute("UPDATE files SET shard=NULL WHERE shard IN (SELECT id FROM shards WHERE done=1)")
            self._db.execute("DELETE FROM shards WHERE done=1")
            self._db.execute("DELETE FROM files WHERE outcome='gone' AND stored=''")

    def unpublished(self) -> bool:
        """Tell whether the store is behind the manifest."""
        return (
            self._db.execute("SELECT 1 FROM shards WHERE done=1").fetchone() is not None
            or self._db.execute(f"SELECT 1 FROM files WHERE stored<>'' AND NOT {_KEPT}").fetchone() is not None
        )

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield every row, in the columns of ``tables.MANIFEST``, ordered by name."""
        for row in self._db.execute(
            "SELECT name, sha256, substr(sha256, 1, 32), outcome, reason, seconds, rules, attempts, same_as, size,"
            f" {_QUARANTINED} FROM files ORDER BY name"
        ):
            yield (*row[:-1], bool(row[-1]))

    def counts(self) -> dict[str, int]:
        """Return the number of documents of each outcome."""
        return dict(self._db.execute("SELECT outcome, count(*) FROM files GROUP BY outcome ORDER BY 2 DESC"))

    def quarantine(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the reason of each document in quarantine."""
        yield from self._db.execute(f"SELECT name, reason FROM files WHERE {_QUARANTINED} ORDER BY name")

    def failures(self, limit: int) -> list[tuple[str, str, str]]:
        """Return some failures: name, outcome, reason."""
        return self._db.execute(
            "SELECT name, outcome, reason FROM files WHERE outcome NOT IN ('parsed', 'duplicate', 'pending')"
            " ORDER BY ord LIMIT ?", (limit,)
        ).fetchall()  # fmt: skip
