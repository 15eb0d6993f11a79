"""Archives: a folder of documents becomes tables, and every document is accounted for.

nghiquyet.archive.parse_archive(paths)        documents and failures, one after another, in Python
nghiquyet.archive.batch(sources, out)         a whole archive into JSON Lines, Parquet, SQLite or DuckDB
nghiquyet.archive.query(out, sql)             query it in SQL
nghiquyet.archive.Run, process_shard          the same with an engine of your own
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..limits import Limits
    from .batches import Summary, batch
    from .queries import Answer, connect, query
    from .records import Item, Row, Way
    from .results import Result, parse_archive
    from .rules import rules_version
    from .run import Run, Scan, Shard
    from .work import process_shard

__all__ = [
    "Answer", "Item", "Limits", "Result", "Row", "Run", "Scan", "Shard", "Summary", "Way", "batch", "connect",
    "parse_archive", "process_shard", "query", "rules_version",
]  # fmt: skip

_HOMES = {
    "Answer": ".queries", "connect": ".queries", "query": ".queries", "Item": ".records", "Limits": "..limits",
    "Row": ".records", "Way": ".records", "Result": ".results", "parse_archive": ".results", "rules_version": ".rules",
    "Run": ".run", "Scan": ".run", "Shard": ".run", "process_shard": ".work", "Summary": ".batches",
    "batch": ".batches",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'nghiquyet.archive' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
