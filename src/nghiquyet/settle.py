"""The last stage before the document: the spans of all facts are made exact in one place.

The extractors find spans in a view in which line ends and marks of the page are spaces; a rule that looks at words need
not think of the space around them.
"""

from functools import cache
from typing import Any, TypeVar

import attrs

from .facts import Metadata
from .text.spans import Span
from .tree import trimmed

Fact = TypeVar("Fact")


def settle_all(facts: tuple[Fact, ...], text: str) -> tuple[Fact, ...]:
    """Return a layer of facts, each settled."""
    return tuple(settle(fact, text) for fact in facts)


def settle(fact: Fact, text: str) -> Fact:
    """Return *fact* with no white space at the ends of its spans, and with every other span of it inside `span`.

    >>> from .facts import Link
    >>> settle(Link(text="Điều 5", span=Span(3, 11), targets=()), "tại Điều 5 ")
    Link(text='Điều 5', span=Span(start=4, end=10), targets=(), document=None)
    """
    cls: Any = type(fact)
    old: dict[str, Span] = {name: getattr(fact, name) for name in _spans(cls)}
    new = {name: trimmed(text, span) for name, span in old.items()}
    for part in new.values():
        whole = new["span"]
        if whole.start == whole.end:
            new["span"] = part
        elif part.start < part.end and not (whole.start <= part.start and part.end <= whole.end):
            new["span"] = Span(min(whole.start, part.start), max(whole.end, part.end))
    if new == old:
        return fact
    settled: Fact = attrs.evolve(fact, **new)  # type: ignore[misc]
    return settled


@cache
def _spans(cls: Any) -> tuple[str, ...]:
    """Return the fields of a class that are spans; one of them is `span`, the place of the whole."""
    return tuple(each.name for each in attrs.fields(cls) if each.type is Span)


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
