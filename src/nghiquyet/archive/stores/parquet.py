"""Parquet: a folder for each table, with the same few files (packs) in each: ``targets/*.parquet`` is a table.

A pack is complete when ``documents`` has it, since it is written there last and removed there first. A file of another
table without its namesake in ``documents`` was left by a crash, and is removed. A pack that replaces others names them
in its metadata.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from ..parts import Foreign, sync, sync_names
from ..tables import MANIFEST, TABLES
from . import OTHER_TABLES, stamp_of
from .part_tables import arrow_schema, arrow_table

#: The number of parts in a pack: about 16,000 documents at the usual 64 a part.
PARTS_A_PACK = 256
_GROUP = 8 << 20
_LAST = [*(table for table in TABLES if table != "documents"), "documents"]


@attrs.frozen
class Store:
    """A Parquet dataset."""

    out: Path
    part_suffix: str = ".parquet"

    def stamp(self) -> str:
        """Return a stamp of the files of every table."""
        return stamp_of(path for table in TABLES for path in (self.out / table).glob("*"))

    def check(self) -> None:
        """Raise `Foreign` for an archive whose tables another version made."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        for table, pack in ((table, pack) for pack in self._packs() for table in TABLES):
            try:
                there = pq.read_schema(self.out / table / pack.name).names
            except (OSError, pa.ArrowException):  # `held` leaves out what is damaged, and it is done again
                continue
            if there != [*TABLES[table]]:
                raise Foreign(OTHER_TABLES.format(self.out))

    def held(self) -> Iterator[tuple[str, str]]:
        """Yield the rows of ``documents`` in the complete packs."""
        import pyarrow.parquet as pq

        if not self.out.exists():
            return
        foreign = sorted({path.name for path in self.out.iterdir() if path.name[0] != "."} - {*TABLES, "manifest"})
        if foreign:
            raise Foreign(f"{self.out} is not an archive, it holds {foreign[0]}: name another folder")
        for pack in self._packs():
            if self._whole(pack):
                table = pq.read_table(pack, columns=["file", "document"]).to_pydict()
                yield from zip(table["file"], table["document"], strict=True)

    def publish(self, parts: Iterable[Path], keep: Callable[[str], bool], dropped: Iterable[str]) -> None:
        """Rewrite packs without the dropped documents, then add packs made of *parts*."""
        self._tidy()
        for table in TABLES:
            (self.out / table).mkdir(parents=True, exist_ok=True)
        self._drop(set(dropped))
        coming = iter(parts)
        while some := list(islice(coming, PARTS_A_PACK)):
            # After a crash these parts may be in a pack already.
            self._drop({key for part in some for key in _keys(part / "documents.parquet")})
            name = hashlib.sha256("\n".join(part.name for part in some).encode()).hexdigest()[:16]
            for table in _LAST:
                self._write(table, name, (_groups(part / f"{table}.parquet") for part in some), {})

    def sort(self) -> None:
        """Do nothing: a table has no order."""

    def write_manifest(self, rows: Iterable[tuple[object, ...]]) -> Path:
        """Write ``manifest/manifest.parquet``."""
        import pyarrow.parquet as pq

        folder = self.out / "manifest"
        folder.mkdir(parents=True, exist_ok=True)
        path, temporary = folder / "manifest.parquet", folder / ".manifest.tmp"
        coming = iter(rows)
        with pq.ParquetWriter(temporary, arrow_schema(MANIFEST), compression="zstd") as writer:
            while some := list(islice(coming, 50_000)):
                writer.write_table(arrow_table(MANIFEST, [list(row) for row in some]))
        temporary.replace(path)
        return path

    def _packs(self) -> list[Path]:
        return sorted((self.out / "documents").glob("*.parquet"))

    def _whole(self, pack: Path) -> bool:
        """Tell whether a pack can be read in every table."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            for table in TABLES:
                pq.read_metadata(self.out / table / pack.name)
        except (OSError, pa.ArrowException):
            return False
        return True

    def _tidy(self) -> None:
        """Remove what a crash left behind, and packs that lost a file."""
        import pyarrow.parquet as pq

        whole = {pack.name for pack in self._packs() if self._whole(pack)}
        for pack in self._packs():
            replaced = pack.name in whole and (pq.read_metadata(pack).metadata or {}).get(b"nghiquyet.replaces")
            if replaced:
                self._remove(json.loads(replaced))
                whole.discard(json.loads(replaced) + ".parquet")
        for table in reversed(_LAST):
            for path in (self.out / table).glob("*"):
                if path.name not in whole:
                    path.unlink()

    def _remove(self, name: str) -> None:
        for table in reversed(_LAST):
            (self.out / table / f"{name}.parquet").unlink(missing_ok=True)

    def _drop(self, keys: set[str]) -> None:
        """Rewrite the packs that hold a document of *keys*."""
        if not keys:
            return
        for pack in self._packs():
            held = set(_keys(pack))
            gone = held & keys
            if not gone:
                continue
            if gone != held:
                name = hashlib.sha256((pack.stem + "".join(sorted(gone))).encode()).hexdigest()[:16]
                for table in _LAST:
                    kept = _without(self.out / table / pack.name, gone)
                    self._write(table, name, [kept], {"nghiquyet.replaces": json.dumps(pack.stem)})
            self._remove(pack.stem)

    def _write(self, table: str, name: str, sources: Iterable[Iterator[Any]], metadata: dict[str, str]) -> None:
        """Write one file of a pack, in row groups of a few megabytes, whatever the size of the sources."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = arrow_schema(TABLES[table]).with_metadata(metadata)
        path = self.out / table / f"{name}.parquet"
        temporary = path.with_suffix(".tmp")
        held: list[Any] = []
        with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
            for source in sources:
                for group in source:
                    held.append(group.replace_schema_metadata(metadata))
                    if sum(t.nbytes for t in held) >= _GROUP:
                        writer.write_table(pa.concat_tables(held))
                        held.clear()
            if held:
                writer.write_table(pa.concat_tables(held))
        sync(temporary)
        temporary.replace(path)
        sync_names(path.parent)


def _keys(documents: Path) -> list[str]:
    import pyarrow.parquet as pq

    return pq.read_table(documents, columns=["document"])["document"].to_pylist()  # type: ignore[no-any-return]


def _groups(path: Path) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as opened:
        for group in range(opened.num_row_groups):
            yield opened.read_row_group(group)


def _without(path: Path, keys: set[str]) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    gone = pa.array(sorted(keys))
    for group in _groups(path):
        yield group.filter(pc.invert(pc.is_in(group["document"], value_set=gone)))
