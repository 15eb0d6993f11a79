"""What the relative times of a document are counted from: its day, its year, its term."""

from datetime import date

import regex
from attrs import frozen

from ..facts import Metadata
from ..flow import Flow, fold

_DAY = regex.compile(r"\bngày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})\b")
_TERM = regex.compile(r"\b((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\b")
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
#: How much of the text may be the head, for a document whose metadata are empty.
_HEAD = 3000


@frozen
class Origin:
    """Where the clock of a document stands.

    Attributes:
        signed: Its day, ISO.
        year: The year it is about: the one year of its title, else the year of its day.
        term: The period of its title: (2025, 2030).
    """

    signed: str | None = None
    year: int | None = None
    term: tuple[int, int] | None = None

    @classmethod
    def of(cls, view: Flow, metadata: Metadata) -> "Origin":
        """Read the origin off *metadata*, or off the head of the text where they are empty."""
        signed = metadata.date.value if metadata.date else _first_day(view.low)
        title = fold(metadata.title.value) if metadata.title else _title(view)
        term = _TERM.search(title)
        years = set(_YEAR.findall(title))
        year = years.pop() if len(years) == 1 else (signed or "")[:4]
        return cls(signed, int(year) if year else None, (int(term[1]), int(term[2])) if term else None)


def _title(view: Flow) -> str:
    return " ".join(view.low[passage.start : passage.end] for passage in view.passages if passage.node.kind == "title")


def _first_day(low: str) -> str | None:
    for found in _DAY.finditer(low, 0, _HEAD):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:  # 31 April: a misprint, look on
            continue
    return None
