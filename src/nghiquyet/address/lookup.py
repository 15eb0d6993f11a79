"""Find a node by its address, in the ways people write it.

``find`` takes the address itself, its ``eId``, and a citation in words, from the inside out or from the outside in:
"điểm đ khoản 2 Điều 5", "Điều 5 khoản 2", "Mục III.6.2", "Phần thứ hai", "gạch đầu dòng thứ hai Mục III.1".
Capitals, the place of tone marks, commas and linking words make no difference.
"""

from collections.abc import Iterator

from attrs import frozen

from ..text.folding import fold
from ..text.numerals import counted
from ..tree import Node
from . import Addresses, Place

# Word of a citation: the kinds it can mean. Party texts cite an item as "mục" or "điểm" ("điểm 2 mục III"),
# so the words are wide; the label and the units around decide.
_KINDS: dict[str, tuple[str, ...]] = {
    "phụ lục": ("annex",),
    "phần": ("part",),
    "chương": ("chapter",),
    "mục": ("section", "item", "subitem"),
    "tiểu mục": ("section", "item", "subitem"),
    "điều": ("article",),
    "khoản": ("item", "subitem"),
    "điểm": ("point", "item", "subitem"),
    "tiết": ("point", "subitem"),
    "gạch đầu dòng": ("bullet", "subbullet"),
    "đoạn": ("paragraph",),
    "bảng": ("table",),
    "hàng": ("table_row",),
    "ô": ("cell",),
    "căn cứ": ("recital",),
    "chú thích": ("footnote",),
}
_WORDS = {fold(word): (rank, kinds) for rank, (word, kinds) in enumerate(_KINDS.items())}
_LINKS = {fold(word) for word in ("của", "thuộc", "tại", "trong", "ở", "thứ", "số", "và")}
_LONGEST_LABEL = 24
_BY_NUMBER = {"part", "chapter", "annex"}  # "Chương 2" is "Chương II"


@frozen
class _Step:
    rank: int
    kinds: tuple[str, ...]  # empty: a path without a word before it
    label: str


def find(index: Addresses, address: str) -> Node | None:
    """Return the node that *address* names, or None. Of several, the outermost, then the first in the text."""
    for place in index.places:
        if address in (place.address, place.eid):
            return place.node
    wanted = " ".join(fold(address).split())
    by_path = _paths(index)
    if wanted in by_path:
        return by_path[wanted].node
    steps = _steps(wanted)
    if not steps or len(steps) > 12:
        return None
    for order in (sorted(steps, key=lambda step: step.rank), steps, steps[::-1]):
        found = _follow(index, by_path, order)
        if found is not None:
            return found.node
    return None


def _paths(index: Addresses) -> dict[str, Place]:
    """Return the places by folded address, and by the folded address without the word of its first step."""
    by_path: dict[str, Place] = {}
    for place in index.places:
        by_path.setdefault(fold(place.address), place)
    for place in index.places:
        head, _, tail = fold(place.address).partition(" ")
        if tail and head in _WORDS:
            by_path.setdefault(tail, place)
    return by_path


def _steps(wanted: str) -> list[_Step]:
    """Split a folded citation into its steps, as written."""
    wanted = wanted.replace(fold("đầu tiên"), "1")
    tokens = [token.strip(".():") for token in wanted.replace(",", " ").replace(";", " ").replace("/", ".").split()]
    tokens = [token for token in tokens if token and token not in _LINKS]
    steps: list[_Step] = []
    at = 0
    while at < len(tokens):
        for size in (3, 2, 1):
            word = " ".join(tokens[at : at + size])
            if word in _WORDS and at + size <= len(tokens):
                break
        else:
            steps.append(_Step(-1, (), tokens[at]))
            at += 1
            continue
        rank, kinds = _WORDS[word]
        at += size
        label = ""
        if at < len(tokens) and (tokens[at] not in _WORDS and " ".join(tokens[at : at + 3]) not in _WORDS):
            label = tokens[at]
            at += 1
            if label == "mười" and at < len(tokens) and counted(tokens[at]) and tokens[at].isalpha():
                label += f" {tokens[at]}"
                at += 1
        steps.append(_Step(rank, kinds, label))
    return steps


def _follow(index: Addresses, by_path: dict[str, Place], steps: list[_Step]) -> Place | None:
    """Return the best place that stands, step by step, inside a place of the step before."""
    holders: set[int] | None = None
    found: list[tuple[int, int]] = []
    for step in steps:
        found = []
        for place in _candidates(index, by_path, step):
            chain = [holder.at for holder in index.chain(place)]
            if holders is None or not holders.isdisjoint(chain):
                found.append((len(chain), place.at))
        holders = {at for _, at in found}
    return index.places[min(found)[1]] if found else None


def _candidates(index: Addresses, by_path: dict[str, Place], step: _Step) -> Iterator[Place]:
    if not step.kinds:
        if step.label in by_path:
            yield by_path[step.label]
        return
    head, _, tail = step.label.partition(".")
    for place in index.places:
        if place.node.kind not in step.kinds:
            continue
        if _is(place, step.label):
            yield place
        elif tail and _is(place, head):
            inner = by_path.get(f"{fold(place.address)}.{tail}")
            if inner is not None:
                yield inner


def _is(place: Place, label: str) -> bool:
    """Tell whether *label* names this place among its like."""
    own = fold(place.node.label).strip(" .-)(:")
    if place.node.kind in ("bullet", "subbullet") or not own:
        return _number(label) == place.ordinal or (not label and place.node.kind == "annex")
    if own == label or own.lstrip("0") == label.lstrip("0") != "":
        return True
    return place.node.kind in _BY_NUMBER and _number(own) == _number(label) is not None


def _number(label: str) -> int | None:
    """Read "2", "ii", "hai", "thứ hai", "mười hai" as a number."""
    words = [word for word in label.split() if word != "thứ"]
    return counted(" ".join(words)) if len(label) < _LONGEST_LABEL else None
