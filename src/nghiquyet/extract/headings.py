"""What stands over a passage: the words of the units around it, and the headings without a marker.

A heading without a marker ("KẾT QUẢ NĂM 2025") holds its later siblings, up to the next heading of its own level or a
marker that stands higher than those below it. So does a paragraph that ends with a colon ("Các chỉ tiêu chủ yếu:"), for
paragraphs, bullets and points.
"""

import re
from collections.abc import Iterator

from attrs import define

from ..lexicon.lazy import pattern
from ..lexicon.phrase_grammar import phrase_once
from ..lexicon.word_patterns import word_list
from ..limits import in_time
from ..tree import Heading
from .view import Passage, TextView

#: After so many passages it is asked whether there is time left.
_CHECKED = 64
#: Longer ones are prose that happens to end with a colon.
_LONGEST = 400
#: A line without a colon that stands over a list is no longer.
_SHORT = 80
_LISTED, _FIRST = ("item", "point", "bullet", "subbullet"), ("1", "a", "-", "+", "•", "*", "–")
#: Marks around a line in bold or italics, and those with the stop at its end.
_MARKS, _AROUND = " *_\n\t", " *_.\n\t"
#: A paragraph that announces what follows it, below the levels of headings.
_ANNOUNCING = 4
#: How high a marker stands. A plain heading holds items and what is lower, unless higher ones come first below it.
_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        ("annex", "part", "chapter", "section", "article", "item", "subitem", "point", "bullet", "subbullet")
    )
}


@define
class _Open:
    """A heading that holds what follows it: its position, its level, the rank of the first marker below it."""

    place: int
    level: int
    rank: int | None = None

    def ends(self, rank: int) -> bool:
        """Tell whether a marker of a rank ends what the heading holds."""
        if self.level == _ANNOUNCING:
            return rank < _RANKS["point"]
        if self.rank is None:
            self.rank = rank
            return self.level > 1 and rank < _RANKS["item"]
        return rank < self.rank


class Announcers:
    """The headings of a document's passages, marked or not.

    Attributes:
        beside: Where a passage starts -> positions of the headings that stand beside it and hold it, the nearest first.
    """

    def __init__(self, view: TextView) -> None:
        self._view = view
        self.beside: dict[int, tuple[int, ...]] = {}
        opened: dict[tuple[int, ...], list[_Open]] = {}
        holding: dict[tuple[int, ...], tuple[int, ...]] = {}  # by what is above: the open ones, the nearest first
        numbered: dict[tuple[int, ...], tuple[int, int]] = {}  # by what is above: the item that announces, the number
        item: dict[tuple[int, ...], int] = {}  # by what is above: position of the last item
        for at, passage in enumerate(view.passages):
            if not at % _CHECKED:
                in_time()
            above, kind = passage.above, passage.node.kind
            places = holding.get(above, ())
            if kind == "cell":  # most passages of many documents; none opens or ends anything
                if places:
                    self.beside[passage.start] = places
                continue
            over = opened.setdefault(above, [])
            rank = _RANKS.get(kind)
            level = self._level(passage) if rank is None else 0
            while over and (over[-1].level >= level if level else rank is not None and over[-1].ends(rank)):
                over.pop()
                places = places[1:]
            if places:
                self.beside[passage.start] = places
            if level or (rank is None and self._opens_list(at)):
                over.append(_Open(at, level or _ANNOUNCING))
                places = (at, *places)
            if passage.zone == "header":
                over.clear()
                places = ()
            holding[above] = places
            if kind == "item":
                self._number(at, passage, numbered, item.get(above))
                item[above] = at

    def _level(self, passage: Passage) -> int:
        """Return the level of what a passage is over, 0 if it is over nothing beside it."""
        if isinstance(passage.node, Heading):
            return passage.node.level
        short = passage.node.kind == "paragraph" and passage.end - passage.start <= _LONGEST
        return _ANNOUNCING if short and self._ends_open(passage) else 0

    def _number(
        self, at: int, passage: Passage, numbered: dict[tuple[int, ...], tuple[int, int]], last: int | None
    ) -> None:
        """Put a list that begins again at 1 under the item before it: "2. Chỉ tiêu đến năm 2030:", "1. Tốc độ ..."."""
        label = passage.node.label or ""
        number = int(label) if label.isdecimal() else 0
        heading, reached = numbered.get(passage.above, (-1, 0))
        if number == 1 and last is not None and self._ends_open(self._view.passages[last]):
            heading, reached = last, 0
        if heading < 0 or number != reached + 1:
            numbered.pop(passage.above, None)
            return
        numbered[passage.above] = (heading, number)
        self.beside[passage.start] = (heading, *self.beside.get(passage.start, ()))

    def _ends_open(self, passage: Passage) -> bool:
        return self._view.plain[passage.start : passage.end].rstrip().endswith(":")

    def _opens_list(self, at: int) -> bool:
        """Tell whether a short line without a colon stands over a list of goals: "Phấn đấu đến năm 2029", "a) ..."."""
        passage = self._view.passages[at]
        if passage.node.kind != "paragraph" or passage.end - passage.start > _SHORT or passage.zone != "body":
            return False
        following = self._view.passages[at + 1 : at + 3]
        if len(following) > 1 and self._is_topic(following[0]):
            following = following[1:]
        if not following or (following[0].node.label or "-") not in _FIRST or following[0].node.kind not in _LISTED:
            return False
        words = self._view.low[passage.start : passage.end].strip(_AROUND)
        return words[-1:].isalnum() and self._opens(words, ended=self._ends_sentence(passage))

    def _opens(self, words: str, *, ended: bool) -> bool:
        """Tell whether words open a list of goals; with a full stop behind them they are but a goal and its time."""
        if word_list("headings", "list_openers").match(words) is None:
            return False
        return not ended or _GOAL_AND_TIME.fullmatch(words) is not None

    def _ends_sentence(self, passage: Passage) -> bool:
        return self._view.plain[passage.start : passage.end].rstrip(_MARKS).endswith(".")

    def _is_topic(self, passage: Passage) -> bool:
        """Tell whether a short line says what the list below it is about: "Về văn hóa - xã hội"."""
        if passage.node.kind != "paragraph" or passage.end - passage.start > _SHORT:
            return False
        words = self._view.low[passage.start : passage.end].strip(_AROUND)
        return words[-1:].isalnum() and word_list("headings", "topics").match(words) is not None

    def headings(self, passage: Passage) -> Iterator[tuple[int, bool]]:
        """Yield the positions of the headings over a passage, the nearest first, and whether each has no marker."""
        above, left = [*passage.above], False
        while True:
            for beside in self.beside.get(passage.start, ()) if not left else ():
                yield beside, True
            if not above:
                return
            place = above.pop()
            heading = self._view.passages[place]
            left = passage.node.kind == "paragraph" and self._is_said(heading)
            if not left:
                yield place, False
            passage = heading

    def _is_said(self, bullet: Passage) -> bool:
        """Tell whether a bullet is a whole sentence: the paragraph behind it has left the list."""
        if bullet.node.kind not in ("bullet", "subbullet"):
            return False
        return self._view.plain[max(bullet.start, bullet.end - 8) : bullet.end].rstrip().endswith((".", ";"))


MARKER = phrase_once("headings", "marker")
_GOAL_AND_TIME = phrase_once("headings", "goal_and_time")

_LABEL_END = pattern(r"[\s./)\]\-:*\\]*")


def reporting(words: "re.Pattern[str]", low: str) -> "re.Match[str] | None":
    """Return the first of *words* in a folded heading that says that what is below reports, None if none does."""
    found = words.search(low)
    while found and _REMEDIED.search(low, 0, found.start()):
        found = words.search(low, found.end())
    return found


def after_marker(view: TextView, passage: Passage) -> int:
    """Return where the words of a passage begin, its marker left out."""
    label = passage.node.label
    at = view.plain.find(label, passage.start, passage.start + 24 + len(label)) if label else -1
    if at < 0:
        return passage.start
    found = _LABEL_END.match(view.plain, at + len(label), passage.end)
    return found.end() if found else at + len(label)


#: "Để khắc phục tồn tại, hạn chế, ... yêu cầu:" is a heading of tasks.
_REMEDIED = phrase_once("headings", "remedied")
