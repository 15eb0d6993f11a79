"""The extractors: one fact, one room; pure functions over a `TextView`. `find_facts` runs the requested ones."""

from collections.abc import Iterable

from attrs import evolve, field, frozen

from ..address import Addresses, Opened, addresses
from ..facts import Assignment, Link, Metadata, Reference, Target, Time
from ..settle import settle_all, settle_metadata
from ..tree import Root
from .view import TextView

#: The layers of facts in the order in which they are found, each with those that it is found by.
STANDS_ON: dict[str, tuple[str, ...]] = {
    "metadata": (),
    "references": ("metadata",),
    "times": ("references", "metadata"),
    "targets": ("times", "references", "metadata"),
    "links": ("references", "metadata"),
    "assignments": ("times", "references", "metadata"),
}


@frozen(kw_only=True)
class Facts:
    """The facts of a document, layer by layer; a layer that was not requested is empty.

    Attributes:
        index: The addresses of the tree, where a layer asked for them; tables are closed in it.
    """

    metadata: Metadata = field(factory=Metadata)
    key: str | None = None
    references: tuple[Reference, ...] = ()
    times: tuple[Time, ...] = ()
    targets: tuple[Target, ...] = ()
    links: tuple[Link, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    index: Addresses | None = None


def with_foundations(layers: Iterable[str] | None) -> frozenset[str]:
    """Return *layers* and those that they stand on; all of them for None. Raises `ValueError` for an unknown layer.

    >>> sorted(with_foundations(["links"]))
    ['links', 'metadata', 'references']
    """
    wanted = frozenset(STANDS_ON if layers is None else layers)
    if unknown := wanted - STANDS_ON.keys():
        raise ValueError(f"no layer is named {', '.join(sorted(unknown))}: one of {', '.join(STANDS_ON)} is wanted")
    return wanted.union(*(STANDS_ON[layer] for layer in wanted))


def find_facts(view: TextView, tree: Root, layers: frozenset[str]) -> Facts:
    """Return the facts of *layers*, which hold all that they stand on. A room is imported when its facts are wanted."""
    text = view.text
    facts = Facts()
    if "metadata" in layers:
        facts = _metadata(view, tree)
    if "references" in layers:
        from .references.find import find_references

        facts = evolve(facts, references=settle_all(find_references(view, facts.metadata), text))
    if "times" in layers:
        from .times.find import find_times

        facts = evolve(facts, times=settle_all(find_times(view, facts.references, facts.metadata), text))
    if {"targets", "assignments"} & layers:
        from .context import contexts

        seen = contexts(view, tree, facts.times)
    if "targets" in layers:
        from .targets.find import find_targets

        targets = settle_all(find_targets(seen, facts.times, facts.references, facts.metadata), text)
        facts = evolve(facts, targets=targets)
    if {"targets", "links", "assignments"} & layers:
        facts = evolve(facts, index=(index := addresses(tree, rows=False)))
        _place(facts.targets, index)
    if "links" in layers:
        from .references.provisions import find_links

        facts = evolve(facts, links=settle_all(find_links(view, index, facts.references), text))
    if "assignments" in layers:
        from .assignments.find import find_assignments

        facts = evolve(facts, assignments=settle_all(find_assignments(seen, facts.times), text))
        _place(facts.assignments, index)
    return facts


def _metadata(view: TextView, tree: Root) -> Facts:
    """Return the metadata, and the key of the document itself."""
    from .metadata.find import find_metadata
    from .references.keys import own_key
    from .references.places import home_of

    metadata = find_metadata(view, tree)
    return Facts(metadata=settle_metadata(metadata, view.text), key=own_key(metadata, home_of(view, metadata)))


def _place(facts: Iterable[Target | Assignment], index: Addresses) -> None:
    """Give each of the facts the address of the innermost node that holds it: in place, nobody else has them yet."""
    last: dict[str, Opened] = {}
    for fact in facts:
        if (address := index.address_at(fact.span, last)) is not None:
            object.__setattr__(fact, "address", address)
