"""Headings without a marker: a paragraph that ends with a colon stands over what follows it at its level.

"Các chỉ tiêu chủ yếu 5 năm 2026 - 2030:" and, below it, paragraphs or bullets. It holds until the next such paragraph
or the next marked unit (an item, a section) of its level.
"""

from collections.abc import Iterator

from ..flow import Flow, Passage

#: Longer ones are prose that happens to end with a colon.
_LONGEST = 400
#: Units that may stand below an announcing paragraph; any other ends it.
_BELOW = ("paragraph", "bullet", "subbullet", "point")


class Announcers:
    """The headings of a document's passages, marked or not."""

    def __init__(self, view: Flow) -> None:
        self._view = view
        self._of: dict[int, int] = {}  # where a passage starts -> position of the paragraph that announces it
        opened: dict[tuple[int, ...], int] = {}
        for at, passage in enumerate(view.passages):
            if passage.node.kind not in _BELOW or passage.zone == "header":
                opened.pop(passage.above, None)
                continue
            if self._announces(passage):
                opened[passage.above] = at
            elif passage.above in opened:
                self._of[passage.start] = opened[passage.above]

    def _announces(self, passage: Passage) -> bool:
        if passage.node.kind != "paragraph" or passage.end - passage.start > _LONGEST:
            return False
        return self._view.plain[passage.start : passage.end].rstrip().endswith(":")

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
