"""Footnotes and endnotes: the lines that a reader knows to be notes, and the marks in the text that lead to them.

A note is no part of the outline: whatever its lines begin with, they open no unit. Readers put notes below the text
and write the mark of each where the page shows it: raised digits, other signs in brackets.
"""

from bisect import bisect_left, bisect_right
from itertools import groupby

from attrs import evolve

from ..layout import Layout
from ..text.note_marks import CITES_NOTE, OPENS_NOTE, PLAIN
from ..text.spans import Span
from ..tree import Footnote, Node
from .grammar import Block
from .lines import Line


def split_notes(lines: tuple[Line, ...], seen: str, layout: Layout) -> tuple[tuple[Line, ...], tuple[Block, ...]]:
    """Part *lines* of a `view` into those of the text and the notes below it, each a block with its label.

    Notes that have lines of the text after them stay in the text: a note is never in the middle of it.
    """
    end = len(lines)
    while end and layout[lines[end - 1].number].note is not None:
        end -= 1
    notes: list[Block] = []
    for _, group in groupby(lines[end:], lambda line: layout[line.number].note):
        first, *others = group
        mark = OPENS_NOTE.match(seen, first.start, first.end)
        label = mark["label"].translate(PLAIN) if mark else ""
        notes.append(Block("FOOTNOTE", first.start, others[-1].end if others else first.end, label))
    return lines[:end], tuple(notes)


def with_places(children: tuple[Node, ...], text: str, layout: Layout) -> tuple[Node, ...]:
    """Return *children* of the root with the place that cites it in each footnote."""
    first = next((at for at, child in enumerate(children) if isinstance(child, Footnote)), len(children))
    if first == len(children):
        return children
    places = _Places(text[: children[first].span.start], text, layout)
    notes = (evolve(note, cites=places.of(note)) for note in children[first:] if isinstance(note, Footnote))
    return *children[:first], *notes


class _Places:
    """The marks in a text, found in the order of the notes: the marks of one kind ascend through the text."""

    def __init__(self, body: str, text: str, layout: Layout) -> None:
        self._text, self._layout = text, layout
        self._starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")] if layout.lines else [0]
        self._last: dict[bool, int] = {}  # where the last mark ended, of numbers and of other signs
        self._free: dict[tuple[int | None, str, bool], list[Span]] = {}  # by page, label, and whether in "()"
        for mark in CITES_NOTE.finditer(body):
            key = self._page(mark.start()), mark["label"].translate(PLAIN), mark[0][0] == "("
            self._free.setdefault(key, []).append(Span(mark.start(), mark.end()))

    def of(self, note: Node) -> Span | None:
        """Return the place of the mark of *note*: the next one on its page, else the first that no other note has."""
        number, page = note.label.isdecimal(), self._page(note.span.start)
        free = self._free.get((page, note.label, False))
        if self._text[note.span.start] == "(":  # "(1)" in the text is a mark where the note begins so too
            free = self._free.get((page, note.label, True)) or free
        if not free:
            return None
        at = bisect_left(free, self._last.get(number, 0), key=lambda mark: mark.start)
        mark = free.pop(at if at < len(free) else 0)
        self._last[number] = mark.end
        return mark

    def _page(self, at: int) -> int | None:
        return self._layout[bisect_right(self._starts, at) - 1].page
