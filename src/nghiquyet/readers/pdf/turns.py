"""Directions of text on a page: each in coordinates of its own, in which it runs from left to right."""

from math import atan2, degrees

from .drawings import Rule

#: Of text that runs along no edge of the page: watermarks.
ASKEW = -1
_STRAY = 12.0  # degrees that a scan or a stamp may be off


def turn_of(a: float, b: float) -> int:
    """Return how many quarter turns against the clock text has whose base line goes along (a, b); else `ASKEW`.

    >>> turn_of(1, 0), turn_of(0, 1), turn_of(-1, 0), turn_of(0, -1), turn_of(1, 1)
    (0, 1, 2, 3, -1)
    """
    quarters = degrees(atan2(b, a)) / 90
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) * 90 <= _STRAY else ASKEW


class Turn:
    """The coordinates of a page seen so that text of one direction runs from left to right.

    Attributes:
        width, height: Of the page seen so.
        left, bottom: The corner of the page's box.
    """

    def __init__(self, quarters: int, box: tuple[float, float, float, float]) -> None:
        left, bottom, right, top = box
        self.quarters = quarters % 4 if quarters != ASKEW else 0
        self.left, self.bottom, self._right, self._top = box
        self.width, self.height = right - left, top - bottom
        if self.quarters % 2:
            self.width, self.height = self.height, self.width

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point (x, y) of the page is."""
        if self.quarters == 0:
            return x - self.left, y - self.bottom
        if self.quarters == 1:
            return y - self.bottom, self._right - x
        if self.quarters == 2:
            return self._right - x, self._top - y
        return self._top - y, x - self.left

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return where a box of the page is: left, bottom, right, top."""
        (x0, y0), (x1, y1) = self.at(box[0], box[1]), self.at(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def rules(self, across: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
        """Return the horizontal and the upright rules of the page seen so."""
        if not (self.quarters or self.left or self.bottom):
            return across, upright
        flat = [(*self.at(rule.start, rule.at), *self.at(rule.end, rule.at)) for rule in across]
        tall = [(*self.at(rule.at, rule.start), *self.at(rule.at, rule.end)) for rule in upright]
        if self.quarters % 2:
            flat, tall = tall, flat
        return (
            [Rule(y, min(x0, x1), max(x0, x1)) for x0, y, x1, _ in flat],
            [Rule(x, min(y0, y1), max(y0, y1)) for x, y0, _, y1 in tall],
        )
