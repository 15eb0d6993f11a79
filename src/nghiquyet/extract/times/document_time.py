"""What the relative times of a document are counted from: its day, its year, its term."""

from itertools import takewhile

import regex
from attrs import evolve, frozen

from ...facts import Metadata
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...text.folding import fold
from ..view import Passage, TextView
from .iso import bounds
from .iso import day as iso_day

_DAY, _ADOPTED = phrase_once("times", "signed"), phrase_once("times", "adopted")
_TERM = pattern(r"\b((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\b")
_YEAR = pattern(r"\b(?:19|20)\d\d\b")
_LINE = 400  # a line of place and day is no longer, blanks between its columns included
_WORD = pattern(r"\w")
#: The nodes of the head in which a document's own day stands; a crawler may put two of its lines into one.
_OF_THE_HEAD = frozenset({"place_date", "number", "letterhead", "motto"})
#: The nodes with which the head ends.
_AFTER_THE_HEAD = frozenset({"recital", "article", "section", "enacting"})


@frozen
class Origin:
    """Where the clock of a document stands.

    Attributes:
        signed: Its day, ISO.
        year: The year it is about: that of its day, or the next one where its title says so.
        term: The period of its title: (2025, 2030).
        seen: The year of the last day, month or quarter that the text has named: "ngày 20/10" of a page without a day
            is counted from it.
        month: Which month of the only year whose days, months or quarters were named came last; None where none or
            more years were: "tháng 2" is counted from it.
        beside: The first day, month or quarter that the passage of a day names with its year, behind it: "Sáng nay
            (5/2) ... phiên họp tháng 1/2025".
    """

    signed: str | None = None
    year: int | None = None
    term: tuple[int, int] | None = None
    seen: int | None = None
    month: int | None = None
    beside: str | None = None

    def named(self, value: str) -> "Origin":
        """Return the origin behind a day, a month or a quarter that the text has named with its year."""
        first = bounds(value)[0]
        year, month = int(first[:4]), int(first[5:7])
        several = self.seen is not None and (self.month is None or self.seen != year)
        only = None if several else month
        return self if (year, only) == (self.seen, self.month) else evolve(self, seen=year, month=only)

    @classmethod
    def of(cls, view: TextView, metadata: Metadata) -> "Origin":
        """Read the origin off *metadata*; what they lack, off the text."""
        signed = metadata.date.value if metadata.date else _own_day(view)
        title = fold(metadata.title.value) if metadata.title else _title(view)
        term = _TERM.search(title)
        years = set(_YEAR.findall(title))
        named = int(years.pop()) if len(years) == 1 else None
        own = int(signed[:4]) if signed else named
        # a budget is voted for the year to come; any other year of a title is that of a document it names
        year = named if named and own and named in (own, own + 1) else own
        return cls(signed, year, (int(term[1]), int(term[2])) if term else None)


def _title(view: TextView) -> str:
    return " ".join(view.low[passage.start : passage.end] for passage in view.passages if passage.node.kind == "title")


def _own_day(view: TextView) -> str | None:
    """Return the day in the head, else the one on which the text says that it was adopted."""
    for passage in takewhile(lambda passage: passage.node.kind not in _AFTER_THE_HEAD, view.passages):
        for found in _DAY.finditer(view.low, passage.start, passage.end):
            if passage.node.kind in _OF_THE_HEAD or _is_place_and_day(view.low, passage, found):
                return _day(found)
    for passage in reversed(view.passages):
        if adopted := _ADOPTED.search(view.low, passage.start, passage.end):
            return _day(_DAY.match(view.low, adopted.end(), passage.end))
    return None


def _is_place_and_day(low: str, passage: Passage, found: regex.Match[str]) -> bool:
    """Whether a passage that the tree does not know for one reads "An Sơn, ngày 12 tháng 6 năm 2025"."""
    if passage.node.kind == "title" or found.start() - passage.start > _LINE or passage.end - found.end() > _LINE:
        return False
    place = low[passage.start : found.start()].rstrip()
    return place[-1:] in ("", ",", "|") and len(place) < 80 and not _WORD.search(low, found.end(), passage.end)


def _day(found: regex.Match[str] | None) -> str | None:
    if found is None:
        return None
    return iso_day(int(found["signed_year"]), int(found["signed_month"]), int(found["signed_day"]))
