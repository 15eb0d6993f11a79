"""Headings without a marker: a paragraph that ends with a colon stands over what follows it at its level.

"Các chỉ tiêu chủ yếu 5 năm 2026 - 2030:" and, below it, paragraphs or bullets. It holds until the next such paragraph
or the next marked unit (an item, a section) of its level.
"""

import re
from collections.abc import Iterator

import regex

from .view import Passage, TextView

#: Longer ones are prose that happens to end with a colon.
_LONGEST = 400
#: Units that may stand below an announcing paragraph; any other ends it.
_BELOW = ("paragraph", "bullet", "subbullet", "point")


class Announcers:
    """The headings of a document's passages, marked or not."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._of: dict[int, int] = {}  # where a passage starts -> position of the paragraph that announces it
        opened: dict[tuple[int, ...], int] = {}
        numbered: dict[tuple[int, ...], tuple[int, int]] = {}  # by what is above: the item that announces, the number
        item: dict[tuple[int, ...], int] = {}  # by what is above: position of the last item
        for at, passage in enumerate(view.passages):
            if passage.node.kind == "item":
                self._number(at, passage, numbered, item.get(passage.above))
                item[passage.above] = at
            if passage.node.kind not in _BELOW or passage.zone == "header":
                opened.pop(passage.above, None)
                continue
            if self._announces(passage):
                opened[passage.above] = at
            elif passage.above in opened:
                self._of[passage.start] = opened[passage.above]

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
        self._of[passage.start] = heading

    def _ends_open(self, passage: Passage) -> bool:
        return self._view.plain[passage.start : passage.end].rstrip().endswith(":")

    def _announces(self, passage: Passage) -> bool:
        if passage.node.kind != "paragraph" or passage.end - passage.start > _LONGEST:
            return False
        return self._ends_open(passage)

    def headings(self, passage: Passage) -> Iterator[tuple[int, bool]]:
        """Yield the positions of the headings over a passage, the nearest first, and whether each has no marker."""
        above, left = [*passage.above], False
        while True:
            if passage.start in self._of and not left:
                yield self._of[passage.start], True
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


MARKER = regex.compile(
    r"[\s\"“”'|]*(?:(?:điều|mục|phần|chương)\s+\w+\s*[.:-]?|\(?\d+(?:\.\d+)*\s*[.)/-]|\(?\p{L}\d?\s*[.)]|\(?[ivxlc]+\s*[-.)]|[-+*•])?[\s\"“”'*]*"
)

_LABEL_END = regex.compile(r"[\s./)\-:*\\]*")


def reporting(words: "re.Pattern[str]", low: str) -> "re.Match[str] | None":
    """Return the first of *words* in a folded heading that says that what is below reports, None if none does."""
    return next((found for found in words.finditer(low) if not _REMEDIED.search(low, 0, found.start())), None)


def after_marker(view: TextView, passage: Passage) -> int:
    """Return where the words of a passage begin, its marker left out."""
    label = passage.node.label
    at = view.plain.find(label, passage.start, passage.start + 24 + len(label)) if label else -1
    if at < 0:
        return passage.start
    found = _LABEL_END.match(view.plain, at + len(label), passage.end)
    return found.end() if found else at + len(label)


#: "Để khắc phục tồn tại, hạn chế, ... yêu cầu:" is a heading of tasks.
_REMEDIED = regex.compile(
    r"\b(?:khắc phục|tháo gỡ|phát huy|giải quyết|kế thừa|ứng dụng|tiếp thu|vận dụng|tận dụng)\s+"
    r"(?:\p{L}+,?\s+){0,5}$"
)
