"""Words that were run together ("Ủy bannhân dân", "củaChính phủ", "tháng11"), separated.

Sites that join the source lines of a page lose the blanks at their ends. The text of a document stays as it is; what
reads it reads an *opening* of it, with a blank in each gap, and every span is brought back.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, TypeVar

from attrs import fields, frozen, has

from .layout import Hints, Layout
from .lexicon.syllables import common_syllables, is_syllable, words_before_digits
from .text.spans import Span
from .tree import Node, Root

Value = TypeVar("Value")
Move = Callable[[Span], Span]

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[0-9]+|[^\W\d_]+")
_EDGES = ".,;:()[]\"'“”*|-–"
#: The longest word that is looked at: two syllables, and a number on each side of them.
_LONGEST = 24
#: What has no span.
_PLAIN = (str, int, float, bool, type(None))
#: Letters of a text that are split at a time, and among which words that are to be parted are looked for.
_BIT, _SMALL_BIT = 4000, 400


@frozen
class Opening:
    """A text with a blank in each of its gaps.

    Attributes:
        text: The text with the blanks.
        gaps: Offsets of the letters before which a blank was put, in the text without blanks.
        blanks: Offsets of the blanks, in `text`.
    """

    text: str
    gaps: tuple[int, ...] = ()
    blanks: tuple[int, ...] = ()

    def there(self, span: Span) -> Span:
        """Return where the words at *span* of the text without blanks stand in the opening.

        >>> opening = open_up("Ủy bannhân dân")
        >>> opening.text, opening.there(Span(6, 10)), opening.back(Span(7, 11))
        ('Ủy ban nhân dân', Span(start=7, end=11), Span(start=6, end=10))
        """
        start = span.start + bisect_right(self.gaps, span.start)
        return Span(start, max(start, span.end + bisect_left(self.gaps, span.end)))

    def back(self, span: Span) -> Span:
        """Return where the words at *span* of the opening stand in the text without blanks."""
        return Span(span.start - bisect_left(self.blanks, span.start), span.end - bisect_left(self.blanks, span.end))

    def layout(self, layout: Layout) -> Layout:
        """Return *layout*, of the text without blanks, as that of the opening: cells stand where their words do."""
        if not self.gaps or not layout.lines:
            return layout
        lines: list[Hints] = []
        start = 0
        for hints, line in zip(layout.lines, self.text.split("\n"), strict=False):
            before = self.back(Span(start, start)).start
            cells = [(cell, self.there(Span(before + cell.start, before + cell.end))) for cell in hints.cells]
            held = tuple(cell.at(words.start - start, words.end - start) for cell, words in cells)
            lines.append(hints.holding(held) if cells else hints)
            start += len(line) + 1
        return Layout(tuple(lines))


def open_up(text: str) -> Opening:
    """Return the opening of *text*: the text itself where no words were run together.

    Two words are separated where both are syllables that official documents are written with, or that stand alone
    elsewhere in the text, and together are none; a number from the word before it only where numbers follow such words.

    >>> open_up("Căn cứ Quyết định củaChính phủ ngày 05 tháng11; 30ngày, CO2, Đắklắk, mêtan").text
    'Căn cứ Quyết định của Chính phủ ngày 05 tháng 11; 30 ngày, CO2, Đắklắk, mêtan'
    """
    common = common_syllables()
    written = _pieces(text)
    marked = [piece for piece in written - common if not piece.isascii()]
    doubtful = [piece for piece in marked if piece.strip(_EDGES).lower() not in common]
    words = {word for piece in doubtful for word in _WORD.findall(piece) if _is_doubtful(word)}
    parted = {word: places for word in words if (places := _places(word))}
    if not parted:
        return Opening(text)
    halves = {syllable for places in parted.values() for _, *two in places for syllable in two}
    rare = halves - common - {""}
    seen = " ".join(_WORD.findall(" ".join(written))).lower().split() if rare else ()
    alone = halves & common | rare.intersection(seen)
    cuts = {word: sure for word, places in parted.items() if (sure := [*_sure(places, alone)])}
    if not cuts:
        return Opening(text)
    gaps = [*_gaps(text, doubtful, cuts)]
    parts = [text[start:end] for start, end in zip((0, *gaps), (*gaps, len(text)), strict=True)]
    return Opening(" ".join(parts), tuple(gaps), tuple(gap + number for number, gap in enumerate(gaps)))


def _bits(text: str, size: int) -> Iterator[tuple[int, str]]:
    """Yield a text bit by bit, each with where it begins: all words at once take much room. No word is cut."""
    start = 0
    while start < len(text):
        end = text.find(" ", start + size)
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        start = end


def _pieces(text: str) -> set[str]:
    """Return what stands between blanks, each once."""
    pieces: set[str] = set()
    for _, bit in _bits(text, _BIT):
        pieces.update(bit.split())
    return pieces


def _gaps(text: str, doubtful: list[str], cuts: dict[str, list[int]]) -> Iterator[int]:
    """Yield where the words of *text* are parted; *doubtful* is what stands between its blanks and may hold them."""
    held = {piece for piece in doubtful if not cuts.keys().isdisjoint(_WORD.findall(piece))}
    for start, bit in _bits(text, _SMALL_BIT):
        if held.isdisjoint(bit.split()):
            continue  # most bits; their words need no places
        for found in _WORD.finditer(bit):
            for place in cuts.get(found[0], ()):
                yield start + found.start() + place


def _is_doubtful(word: str) -> bool:
    """Tell whether *word* may be two: it has Vietnamese letters and is no syllable."""
    return (
        3 < len(word) <= _LONGEST
        and not word.isascii()
        and word.lower() not in common_syllables()
        and not is_syllable(word)
    )


@lru_cache(maxsize=1 << 12)
def _places(word: str) -> tuple[tuple[int, str, str], ...]:
    """Return where *word* may be parted, with the two syllables there; beside a number without them: it is sure."""
    places: list[tuple[int, str, str]] = []
    last = ""
    for run in _RUN.finditer(word):
        letters = run[0]
        if last and (last in words_before_digits() if letters[0].isdecimal() else _follows_digits(letters)):
            places.append((run.start(), "", ""))
        last = letters.lower()
        if _is_doubtful(letters):
            cuts = (at for at in range(2, len(last) - 1) if _parts(letters, at))
            places += ((run.start() + at, last[:at], last[at:]) for at in cuts)
    return tuple(places)


def _follows_digits(letters: str) -> bool:
    """Tell whether *letters* behind digits are a word, no unit and no label: "30ngày", "2012của"."""
    return len(letters) > 2 and not letters.isascii() and letters in common_syllables()


def _parts(letters: str, at: int) -> bool:
    """Tell whether *letters* are two syllables that meet there, each with the capitals of a word."""
    left, right = letters[:at], letters[at:]
    cased = letters.isupper() or (right[1:].islower() and left[1:].islower())
    return cased and is_syllable(left) and is_syllable(right)


def _sure(places: tuple[tuple[int, str, str], ...], alone: set[str]) -> Iterator[int]:
    """Yield where a word is parted: at digits, and between two syllables that stand *alone*, if in one place only."""
    known = [place for place in places if not place[1] or {place[1], place[2]} <= alone]
    for place, left, _ in known:
        if not left or sum(1 for each in known if each[1]) == 1:
            yield place


def moved(value: Value, move: Move) -> Value:
    """Return *value*, a fact or a tuple of facts, with each of its spans moved.

    >>> from nghiquyet.facts import Field
    >>> moved((Field(value="08-NQ/TU", span=Span(3, 11)),), lambda span: Span(span.start + 1, span.end + 1))
    (Field(value='08-NQ/TU', span=Span(start=4, end=12)),)
    """
    made: Any = value
    kind: Any = type(value)
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Span):
        made = move(value)
    elif isinstance(value, tuple):
        made = tuple(moved(each, move) for each in value)
    elif parts := _parts_of(kind):
        made = kind(**{name: moved(getattr(value, name), move) for name in parts})
    return made  # type: ignore[no-any-return]


@cache
def _parts_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of what a value of a class is made of."""
    return tuple(each.name for each in fields(kind) if each.init) if has(kind) else ()


def moved_tree(root: Root, move: Move) -> Root:
    """Return the tree with the span of each node moved, without recursion."""
    made: dict[int, Node] = {}
    for node in reversed([*root.walk()]):
        kind: Any = type(node)
        parts = {name: getattr(node, name) for name in _parts_of(kind)}
        parts |= {name: move(value) for name, value in parts.items() if type(value) is Span}
        parts["children"] = tuple([made[id(child)] for child in parts["children"]])
        made[id(node)] = kind(**parts)
    return made[id(root)]  # type: ignore[return-value]
