"""The pipeline: every stage in order, each a function whose value can be printed."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from attrs import evolve, fields

from .collection import few_collections
from .diagnostics import Diagnostic
from .document import Document, Source
from .extract import STANDS_ON, find_facts, with_foundations
from .extract.view import TextView, view_of
from .facts import Field, Metadata
from .limits import Limits, in_force, in_hand, in_time, timed, within
from .opening import Opening, moved, moved_tree, open_up
from .readers import Note, Reading, read
from .structure.build import build
from .structure.look_alikes import find_look_alikes
from .text.clean import clean, join_surrogates
from .text.spans import Span


def parse(
    source: str | Path | bytes | IO[bytes], *, name: str | None = None, office: bool = False,
    limits: Limits | None = None, layers: Iterable[str] | None = None,
) -> Document:  # fmt: skip
    """Parse a file, given by path, as bytes, or open for reading in binary mode.

    *name* is what errors and ``Document.source`` call it; the path by default. *office* has LibreOffice convert the
    formats of word processors first (.doc, .docx, .odt, .rtf); for others it changes nothing. *limits* say what the
    file may cost; those of the call around this one, or `Limits`'s own, by default.

    *layers* names the facts that are wanted: "metadata", "references", "times", "targets", "links", "assignments".
    Those that they stand on are found too, and `Document.layers` says which were. By default all are; with none the
    tree alone is made, in a fifth of the time.

    Raises `UnreadableSource` if it cannot be turned into text, `LimitExceeded` if it costs too much, `ValueError` for
    a layer that there is not.
    """
    if name is None and isinstance(source, str | Path):
        name = str(source)
    wanted = with_foundations(layers)
    with within(limits) as allowed:
        reading = read(source, name, office=office)
        with timed(name or str(getattr(source, "name", "<bytes>"))):
            return parse_reading(reading, name=name, nodes=allowed.nodes, layers=wanted)


def parse_text(text: str, *, name: str | None = None, layers: Iterable[str] | None = None) -> Document:
    """Parse the text of a resolution. Any text gives a document; doubts are in its diagnostics.

    *layers* names the facts that are wanted, as in `parse`.
    """
    if not isinstance(text, str):
        raise TypeError("parse_text() wants a str; for the bytes of a file there is parse()")
    return parse_reading(Reading(text=text), name=name, layers=with_foundations(layers))


def parse_reading(
    reading: Reading, *, name: str | None = None, nodes: int | None = None,
    layers: frozenset[str] = frozenset(STANDS_ON),
) -> Document:  # fmt: skip
    """Parse what a reader has read: every stage after it, in order; `LimitExceeded` for a tree of more than *nodes*."""
    with few_collections():
        return _parsed(reading, name, nodes, layers)


def _parsed(reading: Reading, name: str | None, nodes: int | None, layers: frozenset[str]) -> Document:
    cleaned = clean(reading.text)
    in_time()
    opening = open_up(cleaned.text)
    text = opening.text
    tree, doubts = build(text, opening.layout(reading.layout))
    if nodes is not None and (count := tree.count()) > nodes:
        raise in_force().exceeded("nodes", name or in_hand(), f"a document of {count:,} nodes")
    view = view_of(text, tree)
    in_time()
    facts = find_facts(view, tree, layers)
    found = {layer: getattr(facts, layer) for layer in STANDS_ON}
    found["diagnostics"] = (
        *_noted(reading.notes, text), *_wordless(text), *find_look_alikes(text), *_parted(view), *_opened(opening),
        *doubts,
    )  # fmt: skip
    if opening.gaps:
        found = {name: moved(value, opening.back) for name, value in found.items()}
        found["metadata"] = _as_written(found["metadata"], opening, cleaned.text)
        tree = moved_tree(tree, opening.back)
    document = Document(
        source=Source(name=name and join_surrogates(name), format=reading.format, encoding=reading.encoding),
        text=cleaned.text,
        key=facts.key,
        tree=tree,
        **found,
        layers=tuple(layer for layer in STANDS_ON if layer in layers),
        cleaned=cleaned,
    )
    if not opening.gaps and facts.index is not None and not facts.index.closed:
        document._memo["addresses"] = facts.index  # of this very tree: no need to work them out again
    _log(document)
    return document


def _wordless(text: str) -> tuple[Diagnostic, ...]:
    """Return the doubt about a text that is blank."""
    return () if text and not text.isspace() else (Diagnostic("no-words", "no words", Span(0, len(text))),)


def _parted(view: TextView) -> tuple[Diagnostic, ...]:
    """Return a doubt for each number that is one or two."""
    message = "{!r} is one number or two: no value was read".format
    return tuple(Diagnostic("number-parted", message(view.text[at.start : at.end]), at) for at in view.doubtful)


def _opened(opening: Opening) -> tuple[Diagnostic, ...]:
    """Return the doubt about words that were run together: one for all of them, at the first."""
    if not opening.blanks:
        return ()
    first, count = opening.blanks[0], len(opening.blanks)
    return (Diagnostic("words-run-together", f"{count} blanks are missing between words", Span(first - 1, first + 2)),)


def _as_written(metadata: Metadata, opening: Opening, text: str) -> Metadata:
    """Return the metadata with the words of *text* in each field that quotes the opening: a title is as it stands."""

    def written(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(written, value))
        if not isinstance(value, Field) or value.value != _line(opening.text, opening.there(value.span)):
            return value
        return evolve(value, value=_line(text, value.span))

    return evolve(metadata, **{each.name: written(getattr(metadata, each.name)) for each in fields(Metadata)})


def _line(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _log(document: Document) -> None:
    """Tell who listens to the logger "nghiquyet" what came out; one who has not imported logging does not listen."""
    if "logging" in sys.modules:
        import logging

        logging.getLogger("nghiquyet").debug("parsed %s: %r", document.source.name or "text", document)


def _noted(notes: tuple[Note, ...], text: str) -> tuple[Diagnostic, ...]:
    """Return what the reader noted as diagnostics: each at its line, or at the beginning of the document."""
    if not notes:
        return ()
    ends = [at for at, letter in enumerate(text) if letter == "\n"] + [len(text)]

    def span(line: int | None) -> Span:
        if line is None or line >= len(ends):
            return Span(0, 0)
        return Span(ends[line - 1] + 1 if line else 0, ends[line])

    return tuple(Diagnostic(note.code, note.message, span(note.line)) for note in notes)
