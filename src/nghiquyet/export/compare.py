"""The comparison of two documents: their targets, their tasks, their text.

Targets are matched by what they measure, never by where they stand: by stable key or words, scope, unit, and apart for
levels and amounts of change, for targets and results. Values are compared in the base unit, exactly. Units of the text
are matched by their words, so that a clause that only got another number is not a change.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Literal

from attrs import frozen

from ..document import Document
from ..extract.assignments.worklist import Task
from ..facts import Target
from ..text.folding import fold
from .dates import last_of_due
from .rows import one_line
from .terminal import shown_value

Change = Literal["added", "dropped", "raised", "lowered", "changed", "moved", "same"]

_ALIKE = 0.6  # share of words in common from which two phrases are versions of one another
_MOST_PAIRS = 250_000  # that are tried with one another; beyond, only those are that stand about as far in both


@frozen(kw_only=True)
class TargetChange:
    """A target in two documents.

    Attributes:
        change: "added", "dropped", "raised", "lowered" (the value), "changed" (how it binds, or a unit that cannot be
            reconciled), "moved" (only when it is due), or "same".
        old, new: The positions in ``Document.targets``; None where it is not there.
        difference: New less old, in the base unit, of the middles of ranges; None where that means nothing.
        due: "earlier" or "later" if the last day of the due moved, else None.
    """

    change: Change
    old: int | None
    new: int | None
    difference: Decimal | None = None
    due: Literal["earlier", "later"] | None = None


@frozen(kw_only=True)
class TaskChange:
    """A task in two documents.

    Attributes:
        change: "added", "dropped", "changed" (its words or its partners), "moved" (only its due), or "same".
        old, new: The positions in ``Document.tasks``; None where it is not there.
        due: "earlier" or "later" if the last day of the due moved, else None.
    """

    change: Change
    old: int | None
    new: int | None
    due: Literal["earlier", "later"] | None = None


@frozen(kw_only=True)
class TextChange:
    """A unit of the text in two documents.

    Attributes:
        change: "added", "dropped", "changed" (its words), or "moved" (another address, the same words).
        old_address, new_address: Where it stands; None where it does not.
        old, new: Its own words on one line, without the units below it; "" where it does not stand.
    """

    change: Change
    old_address: str | None
    new_address: str | None
    old: str
    new: str


@frozen(kw_only=True)
class Comparison:
    """The differences between two documents; `texts` leaves out what is the same, the others list it."""

    targets: tuple[TargetChange, ...]
    tasks: tuple[TaskChange, ...]
    texts: tuple[TextChange, ...]


def compare(old: Document, new: Document) -> Comparison:
    """Compare two documents: two years, a draft and its final form, two provinces."""
    return Comparison(
        targets=tuple(_targets(old, new)),
        tasks=tuple(_tasks(old, new)),
        texts=tuple(_texts(old, new)),
    )


# Matching.


def _matched(
    old: Sequence[Any],
    new: Sequence[Any],
    same: Sequence[Callable[[Any], Any]],
    words: Callable[[Any], tuple[Any, str]],
) -> Iterator[tuple[int | None, int | None]]:
    """Yield pairs of positions: equal by the first of *same* that says so, else alike in *words*; then those alone.

    *words* gives what has to be equal, and the phrase that has to be alike.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int | None, int | None]] = []
    for identity in same:
        waiting: dict[Any, list[int]] = defaultdict(list)
        for at, each in left.items():
            if (known := identity(each)) is not None:
                waiting[known].append(at)
        for at, each in [*right.items()]:
            if (known := identity(each)) is not None and waiting.get(known):
                before = waiting[known].pop(0)
                pairs.append((before, at))
                del left[before], right[at]
    pairs += _alike({at: words(each) for at, each in left.items()}, {at: words(each) for at, each in right.items()})
    paired_old, paired_new = ({pair[side] for pair in pairs} for side in (0, 1))
    pairs += [(at, None) for at in range(len(old)) if at not in paired_old]
    pairs += [(None, at) for at in range(len(new)) if at not in paired_new]
    yield from sorted(pairs, key=lambda pair: (pair[1] is None, pair[1] if pair[1] is not None else pair[0]))


def _alike(old: dict[int, tuple[Any, str]], new: dict[int, tuple[Any, str]]) -> list[tuple[int | None, int | None]]:
    """Return the pairs whose words are most alike, the best first, each position once."""
    left, right = (
        [(at, kind, frozenset(fold(words).split())) for at, (kind, words) in side.items()] for side in (old, new)
    )
    few = len(left) * len(right) <= _MOST_PAIRS
    reach = len(right) if few else max(1, _MOST_PAIRS // max(len(left), len(right)) // 2)
    scored = []
    for place, (before, kind, one) in enumerate(left):
        middle = place * len(right) // len(left)
        near = right[max(0, middle - reach) : middle + reach + 1]
        scored += [(_share(one, other), before, after) for after, other_kind, other in near if kind == other_kind]
    found: list[tuple[int | None, int | None]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for share, before, after in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if share < _ALIKE:
            break
        if before not in taken[0] and after not in taken[1]:
            taken[0].add(before)
            taken[1].add(after)
            found.append((before, after))
    return found


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how many of their words two phrases have in common, from 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


# Targets.


def _targets(old: Document, new: Document) -> Iterator[TargetChange]:
    def exact(fact: Target) -> Any:
        return (*_sort(fact), _unit(fact), fold(fact.indicator), fold(fact.scope or ""), fact.due)

    def same_words(fact: Target) -> Any:
        return (*_sort(fact), _unit(fact), fold(fact.indicator), fold(fact.scope or ""))

    def same_key(fact: Target) -> Any:
        return (*_sort(fact), fact.key, fold(fact.scope or ""), _unit(fact)) if fact.key else None

    def phrase(fact: Target) -> tuple[Any, str]:
        return (*_sort(fact), _unit(fact), fold(fact.scope or "")), fact.indicator

    for before, after in _matched(old.targets, new.targets, (exact, same_words, same_key), phrase):
        if before is None or after is None:
            yield TargetChange(change="added" if before is None else "dropped", old=before, new=after)
        else:
            due = _moved(_last_day(old, old.targets[before]), _last_day(new, new.targets[after]))
            change, difference = _valued(old.targets[before], new.targets[after])
            yield TargetChange(change=_or_due(change, due), old=before, new=after, difference=difference, due=due)


def _sort(fact: Target) -> tuple[bool, str | None]:
    """Return what is never compared with its other: results with targets, levels with amounts of change."""
    return fact.role == "result", fact.change


def _unit(fact: Target) -> str | None:
    """Return the base unit; of an unknown unit its words."""
    return (fact.unit.canonical or fold(fact.unit.text)) if fact.unit else None


def _valued(old: Target, new: Target) -> tuple[Change, Decimal | None]:
    """Return how the value changed, and by how much in the base unit."""
    one, other = _middle(old), _middle(new)
    if one is None or other is None or _unit(old) != _unit(new):
        changed = shown_value(old) != shown_value(new) or _unit(old) != _unit(new)
        return "changed" if changed else "same", None
    if difference := other - one:
        return "raised" if difference > 0 else "lowered", difference
    return "same" if (old.comparator, _base(old)) == (new.comparator, _base(new)) else "changed", difference


def _base(fact: Target) -> tuple[Decimal, Decimal] | None:
    factor = fact.unit.factor if fact.unit else Decimal(1)
    return None if fact.low is None or fact.high is None else (fact.low * factor, fact.high * factor)


def _middle(fact: Target) -> Decimal | None:
    base = _base(fact)
    return None if base is None else (base[0] + base[1]) / 2


def _last_day(document: Document, fact: Target | Task) -> str | None:
    return last_of_due(document, fact.due, fact.span)


def _moved(before: str | None, after: str | None) -> Literal["earlier", "later"] | None:
    """Return which way a last day moved."""
    if before is None or after is None or before == after:
        return None
    return "earlier" if after < before else "later"


def _or_due(change: Change, due: str | None) -> Change:
    return "moved" if change == "same" and due else change


# Tasks.


def _tasks(old: Document, new: Document) -> Iterator[TaskChange]:
    old_tasks, new_tasks = old.tasks, new.tasks

    def exact(task: Task) -> Any:
        return tuple(map(fold, task.who)), task.role, fold(task.what), task.due

    def same_words(task: Task) -> Any:
        return tuple(map(fold, task.who)), task.role, fold(task.what)

    def phrase(task: Task) -> tuple[Any, str]:
        return (tuple(sorted(map(fold, task.who))), task.role), task.what

    for before, after in _matched(old_tasks, new_tasks, (exact, same_words), phrase):
        if before is None or after is None:
            yield TaskChange(change="added" if before is None else "dropped", old=before, new=after)
            continue
        one, other = old_tasks[before], new_tasks[after]
        due = _moved(_last_day(old, one), _last_day(new, other))
        same = (fold(one.what), set(map(fold, one.partners))) == (fold(other.what), set(map(fold, other.partners)))
        yield TaskChange(change=_or_due("same" if same else "changed", due), old=before, new=after, due=due)


# The text.


@frozen
class _Unit:
    """A unit of the text: where it stands, its own words, and the same without the marker."""

    address: str
    words: str
    bare: str


def _units(document: Document) -> list[_Unit]:
    found = []
    for place in document.addresses.places:
        node = place.node
        own = [child for child in node.children if child.kind == "words"] if node.children else [node]
        words = one_line(" ".join(child.text for child in own))
        if words and node.kind not in ("cell", "table"):
            start = words.find(node.label) if node.label else -1
            bare = words[start + len(node.label) :].lstrip(" .):/-–") if 0 <= start <= 24 else words
            found.append(_Unit(place.address, words, fold(bare)))
        elif node.kind == "table_row":
            row = one_line(node.text)
            found.append(_Unit(place.address, row, fold(row)))
    return found


def _texts(old: Document, new: Document) -> Iterator[TextChange]:
    left, right = _units(old), _units(new)
    matcher = SequenceMatcher(None, [each.bare for each in left], [each.bare for each in right], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(left[i1:i2], right[j1:j2], strict=True):
                if one.address != other.address:
                    yield _text_change("moved", one, other)
            continue
        yield from _replaced(left[i1:i2], right[j1:j2])


def _replaced(left: list[_Unit], right: list[_Unit]) -> Iterator[TextChange]:
    pairs = _alike({at: (None, each.bare) for at, each in enumerate(left)},
                   {at: (None, each.bare) for at, each in enumerate(right)})  # fmt: skip
    old_of = {after: before for before, after in pairs}
    gone = [at for at in range(len(left)) if at not in {before for before, _ in pairs}]
    for at in gone:
        yield _text_change("dropped", left[at], None)
    for at, unit in enumerate(right):
        before = old_of.get(at)
        if before is None:
            yield _text_change("added", None, unit)
        elif left[before].bare != unit.bare:
            yield _text_change("changed", left[before], unit)
        elif left[before].address != unit.address:
            yield _text_change("moved", left[before], unit)


def _text_change(change: Change, old: _Unit | None, new: _Unit | None) -> TextChange:
    return TextChange(
        change=change,
        old_address=old.address if old else None,
        new_address=new.address if new else None,
        old=old.words if old else "",
        new=new.words if new else "",
    )


def differing(changes: Iterable[Any]) -> list[Any]:
    """Return the changes that are one."""
    return [each for each in changes if each.change != "same"]
