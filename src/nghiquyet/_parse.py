"""The pipeline: every stage in order, each a function whose value can be printed."""

from pathlib import Path
from typing import IO

from .build import build
from .clean import clean
from .document import Document, Source
from .extract import find_assignments, find_metadata, find_references, find_targets, find_times
from .flow import flow


def parse_text(text: str, *, source: Source | None = None) -> Document:
    """Parse the text of a resolution. Any text gives a document; doubts are in its diagnostics."""
    cleaned = clean(text)
    tree, doubts = build(cleaned.text)
    view = flow(cleaned.text, tree)
    metadata = find_metadata(view, tree)
    references = find_references(view)
    times = find_times(view, references, metadata)
    targets = find_targets(view, times, references, metadata)
    assignments = find_assignments(view, times)
    return Document(
        source=source or Source(),
        text=cleaned.text,
        metadata=metadata,
        tree=tree,
        targets=targets,
        times=times,
        references=references,
        assignments=assignments,
        diagnostics=doubts,
        cleaned=cleaned,
    )


def parse(source: str | Path | bytes | IO[bytes]) -> Document:
    """Parse a file, given by path, as bytes, or open for reading."""
    path = Path(source)  # type: ignore[arg-type]
    return parse_text(path.read_text("utf-8"), source=Source(name=str(path)))
