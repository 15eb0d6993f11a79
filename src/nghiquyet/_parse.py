"""The pipeline: every stage in order, each a function whose value can be printed."""

from pathlib import Path
from typing import IO, TypeVar

from attrs import evolve

from .build import build
from .clean import clean
from .document import Document, Source
from .extract import find_assignments, find_metadata, find_references, find_targets, find_times
from .facts import Assignment, Target
from .flow import flow
from .sources import read_source

Fact = TypeVar("Fact", Target, Assignment)


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
    document = Document(
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
    return _with_addresses(document)


def _with_addresses(document: Document) -> Document:
    """Write into each target and duty the address of the innermost node that holds it."""
    holding = document.addresses.holding

    def placed(fact: Fact) -> Fact:
        place = holding(fact.span)
        return fact if place is None else evolve(fact, address=place.address)

    return evolve(
        document,
        targets=tuple(map(placed, document.targets)),
        assignments=tuple(map(placed, document.assignments)),
    )


def parse(source: str | Path | bytes | IO[bytes], *, name: str | None = None) -> Document:
    """Parse a file, given by path, as bytes, or open for reading in binary.

    *name* is what errors and ``Document.source`` call it, where the source itself has no name.
    Raises `UnreadableSource` if it cannot be turned into text.
    """
    read = read_source(source, name)
    return parse_text(read.text, source=Source(name=read.name, format=read.format, encoding=read.encoding))
