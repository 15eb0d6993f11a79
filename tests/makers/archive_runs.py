"""What the tests of archives share: small sources, runs with a worker that stays warm, and what an archive holds."""

import hashlib
import json
from pathlib import Path
from typing import Any

from nghiquyet.archive import Run, batch, query
from nghiquyet.document import LAYERS

PLAIN, HOSTILE, SLOW = "archive_parsers:plain", "archive_parsers:hostile", "archive_parsers:slow"
STORES = ["a.jsonl", "a.jsonl.gz", "a.sqlite"]
try:
    import duckdb  # noqa: F401
    import pyarrow  # noqa: F401
except ImportError:
    pass
else:
    STORES += ["a.jsonl.zst", "a.parquet", "a.duckdb"]


def text(number: int) -> str:
    """Return a small resolution."""
    return (
        f"HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nSố: {number}/2024/NQ-HĐND\nVân Hải, ngày 05 tháng 12 năm 2024\n\n"
        "NGHỊ QUYẾT\n\nVề giảm nghèo\n\nQUYẾT NGHỊ:\n\nĐiều 1. Mục tiêu\n\n"
        f"1. Đến năm 2025, tỷ lệ hộ nghèo giảm còn dưới {number}%.\n"
    )


def source(tmp_path: Path, count: int) -> Path:
    """Write an archive of *count* documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(text(number), "utf-8")
    return folder


def outcomes(out: Path) -> dict[str, str]:
    """Return what the manifest says."""
    with Run(out) as run:
        return {str(row[0]): str(row[3]) for row in run.manifest.rows()}


def reasons(out: Path) -> dict[str, str]:
    """Return the reasons that the manifest has."""
    with Run(out) as run:
        return {str(row[0]): str(row[4]) for row in run.manifest.rows()}


def names(out: Path) -> list[str]:
    """Return the names of the documents that the archive holds."""
    if ".jsonl" in out.name:
        from nghiquyet.archive.compress import open_read

        with open_read(out) as lines:
            return [json.loads(line)["source"]["name"] for line in lines]
    return [name for (name,) in query(out, "SELECT file FROM documents ORDER BY file")]


def here(shards: Any, on_row: Any) -> Any:
    """Do shards one after another with the worker of this thread, which stays warm from test to test."""
    for shard in shards:
        yield shard, shard.process(on_row=on_row)


def run(out: Path, sources: list[str], tmp_path: Path, **options: Any) -> Any:
    """Run a batch with relative names."""
    options = {"parser": PLAIN, "engine": here, **options}
    return batch(sources, out, base=str(tmp_path), **options)


def digest(out: Path) -> str:
    """Return a hash of all that the archive says, order and times aside."""
    if out.suffix == ".jsonl":
        return hashlib.sha256(out.read_bytes()).hexdigest()
    rows = []
    for table in ("documents", "nodes", *LAYERS):
        rows.append(sorted(map(repr, query(out, f'SELECT * FROM "{table}"'))))
    rows.append(sorted(map(repr, query(out, "SELECT name, sha256, outcome, same_as FROM manifest"))))
    return hashlib.sha256(repr(rows).encode()).hexdigest()
