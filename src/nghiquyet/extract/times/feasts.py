"""The days of feasts (ngày lễ) that a document names: rows of ``data/feasts.toml``."""

from functools import cache

from ...lexicon.files import table
from ...text.folding import fold

#: The year 4 was the first of a cycle of sixty.
_CYCLE, _FIRST = 60, 4


@cache
def feasts() -> tuple[str, ...]:
    """Return the names of all feasts, folded."""
    return (*_fixed(), *_lunar_names())


@cache
def _fixed() -> dict[str, str]:
    return {fold(name): str(row["day"]) for row in table("feasts")["feast"] for name in row["names"]}


@cache
def _lunar_names() -> frozenset[str]:
    return frozenset(fold(name) for name in table("feasts")["tet"]["names"])


def feast_day(name: str, year: int) -> str | None:
    """Return the ISO date of a feast in a year, None for a lunar one outside the table.

    >>> feast_day("quốc khánh", 2026), feast_day("tết nguyên đán", 2026)
    ('2026-09-02', '2026-02-17')
    """
    name = fold(" ".join(name.split()))
    if name in _lunar_names():
        row = table("feasts")["tet"]
        at = year - int(row["first"])
        return str(row["days"][at]) if 0 <= at < len(row["days"]) else None
    return f"{year}-{_fixed()[name]}"


@cache
def _cycle() -> dict[str, int]:
    """Return the place in the cycle of sixty of each name; "tị" is a spelling of "tỵ"."""
    row = table("feasts")["cycle"]
    names = [f"{row['stems'][at % 10]} {row['branches'][at % 12]}" for at in range(_CYCLE)]
    return {fold(spelling): at for at, name in enumerate(names) for spelling in (name, name.replace("ỵ", "ị"))}


def cycle_year(words: str, near: int) -> int | None:
    """Return the year of a name in the cycle of sixty ("bính ngọ") that is nearest to *near*; None for no such name.

    >>> cycle_year("bính ngọ", 2025), cycle_year("giáp sửu", 2025)
    (2026, None)
    """
    at = _cycle().get(fold(" ".join(words.split())))
    if at is None:
        return None
    past = (near - _FIRST - at) % _CYCLE
    return near - past if past < _CYCLE // 2 else near - past + _CYCLE
