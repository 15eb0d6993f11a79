"""The last stage before the document: the spans of all facts are made exact in one place.

The extractors find spans in a view in which line ends and marks of the page are spaces; a rule that looks at words need
not think of the space around them.
"""

from collections.abc import Iterable
from functools import cache
from operator import is_
from typing import Any, TypeVar

import attrs

from .facts import Metadata
from .text.spans import Span
from .tree import trimmed

Fact = TypeVar("Fact")


def settle_all(facts: Iterable[Fact], text: str) -> tuple[Fact, ...]:
    """Return a layer of facts, each settled.

    Facts of a table name the same heads and rows, and have the same numbers and reasons, again and again: what is equal
    becomes one object.
    """
    known: dict[int, Span] = {}  # the last one that starts at an offset
    said: dict[Any, Any] = {}

    def same(span: Span) -> Span:
        last = known.get(span.start)
        if last is None or last.end != span.end:
            known[span.start] = last = span
        return last

    settled = tuple([settle(fact, text) for fact in facts])
    cls: Any = type(settled[0]) if settled else None
    spans, runs, words = _fields(cls) if cls else ((), (), ())
    for fact in settled:
        for name in spans:
            if (first := same(span := getattr(fact, name))) is not span:
                object.__setattr__(fact, name, first)
        for name in runs:
            some = getattr(fact, name)
            if not all(map(is_, some, firsts := list(map(same, some)))):
                object.__setattr__(fact, name, tuple(firsts))
        for name in words:
            if some := getattr(fact, name):
                object.__setattr__(fact, name, said.setdefault(some, some))
    return settled


def filled_in(fact: Fact, **values: Any) -> Fact:
    """Return *fact* with *values*, in place: only the room that makes it has it yet; a copy takes ten times as long.

    >>> from .facts import Field
    >>> filled_in(Field(value="", span=Span(0, 8)), value="08-NQ/TU")
    Field(value='08-NQ/TU', span=Span(start=0, end=8))
    """
    for name, value in values.items():
        object.__setattr__(fact, name, value)
    return fact


def settle(fact: Fact, text: str) -> Fact:
    """Return *fact* with no white space at the ends of its spans, and with every other span of it inside `span`.

    >>> from .facts import Link
    >>> settle(Link(text="Điều 5", span=Span(3, 11), targets=()), "tại Điều 5 ")
    Link(text='Điều 5', span=Span(start=4, end=10), targets=(), document=None)
    """
    cls: Any = type(fact)
    names, _, _ = _fields(cls)
    old: list[Span] = [getattr(fact, name) for name in names]
    new = [trimmed(text, span) for span in old]
    place = names.index("span")
    for part in new if len(new) > 1 else ():
        whole = new[place]
        if whole.start == whole.end:
            new[place] = part
        elif part.start < part.end and not (whole.start <= part.start and part.end <= whole.end):
            new[place] = Span(min(whole.start, part.start), max(whole.end, part.end))
    if all(map(is_, new, old)):
        return fact
    settled: Fact = attrs.evolve(fact, **dict(zip(names, new, strict=True)))  # type: ignore[misc]
    return settled


@cache
def _fields(cls: Any) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a class that are spans, one of them `span`, the place of the whole; that are runs of spans;
    that are words, or runs of them.
    """
    spans, runs, words = (
        tuple(each.name for each in attrs.fields(cls) if each.type in kind)
        for kind in ((Span,), (tuple[Span, ...],), (tuple[str, ...], str))
    )
    return spans, runs, words


def settle_metadata(metadata: Metadata, text: str) -> Metadata:
    """Return *metadata* with each of its values settled."""
    changed: dict[str, Any] = {}
    for each in attrs.fields(Metadata):
        old = getattr(metadata, each.name)
        if isinstance(old, tuple):
            changed[each.name] = tuple(settle(one, text) if attrs.has(type(one)) else one for one in old)
        elif attrs.has(type(old)):
            changed[each.name] = settle(old, text)
    return attrs.evolve(metadata, **changed)
