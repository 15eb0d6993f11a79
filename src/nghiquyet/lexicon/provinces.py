"""The provinces (tỉnh, thành phố trực thuộc trung ương) by name: rows of ``data/provinces.toml``."""

from functools import cache

import regex
from attrs import frozen

from ..text.folding import fold
from .files import table
from .kept import compiled
from .word_patterns import any_of


@frozen(kw_only=True)
class Province:
    """A province, as it was before 1 July 2025, as it is since, or both.

    Attributes:
        name: As laws write it, without "tỉnh" and "thành phố": "Bà Rịa - Vũng Tàu".
        before: Its official code until 30 June 2025; None for one that is younger.
        since: Its official code since 1 July 2025; None for one that was merged into another.
        into: The name of the province into which it was merged, or that it became.
        city: Whether it is a city under the central government.
    """

    name: str
    before: str | None = None
    since: str | None = None
    into: str | None = None
    city: bool = False


@cache
def _by_name() -> dict[str, Province]:
    found: dict[str, Province] = {}
    for row in table("provinces")["province"]:
        fields = {name: value for name, value in row.items() if name != "also"}
        found.update((_plain(name), Province(**fields)) for name in (row["name"], *row.get("also", ())))
    return found


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace(".", " ").split())


def province_named(name: str) -> Province | None:
    """Return the province of a name in any spelling, None for a name that no province has or had.

    >>> [province_named(name).name for name in ("BÀ RỊA-VŨNG TÀU", "Thừa Thiên - Huế", "nghệ an")]
    ['Bà Rịa - Vũng Tàu', 'Thừa Thiên Huế', 'Nghệ An']
    """
    return _by_name().get(_plain(name))


@cache
def province_names() -> regex.Pattern[str]:
    """Return the pattern of all names of provinces in folded text, dashes and blanks between their words alike."""
    return compiled(any_of(_by_name(), r"[\s-]+"))
