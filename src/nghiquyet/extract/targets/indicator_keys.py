"""Stable keys of common indicators (chỉ tiêu thống kê), so that documents of many provinces and years can be joined.

The table is ``data/indicators.toml``: of each key the names, what may stand before them, what the unit measures,
whether it is a level, a growth or a change, a whole or of groups. A key is given where all agree; an indicator without
one keeps its words.
"""

import re
from functools import cache
from typing import Any

from attrs import frozen

from ...facts import Target
from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import finder, word_list, words
from ...text.folding import fold
from ...units.model import Unit
from .noun_phrases import listed

_BRACKETS = pattern(r"(?<!\s)\s*+\([^()]*\)")
#: What the value of a target can be in besides the dimensions of units: a bare number, a unit that no table knows.
_BARE, _UNKNOWN = "none", ""


@frozen(kw_only=True)
class Indicator:
    """A row of the table; see ``data/indicators.toml`` for the fields."""

    key: str
    aliases: tuple[str, ...]
    dimension: tuple[str, ...]
    heads: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    measure: str = "level"
    of: str = "whole"
    changed: str | None = None
    source: str = ""


@cache
def indicators() -> dict[str, Indicator]:
    """Return the rows of the table by their keys."""
    rows: list[dict[str, Any]] = table("indicators")["indicator"]
    made: list[dict[str, Any]] = [
        {name: tuple(each) if isinstance(each, list) else each for name, each in row.items()} for row in rows
    ]
    return {row["key"]: Indicator(**row) for row in made}


@cache
def _aliases() -> dict[str, str]:
    names = {fold(alias): row.key for row in indicators().values() for alias in row.aliases}
    usual, other = listed("written_both_ways")
    return names | {name.replace(f"{usual} ", f"{other} "): key for name, key in names.items()}


@cache
def _pattern() -> re.Pattern[str]:
    return finder(_aliases())


def key_of(target: Target) -> str | None:
    """Return the key of a target, None where its words, its unit and its change do not all say the same."""
    return key_with(fold(target.indicator), target.unit, changes=target.change is not None)


def key_with(low: str, unit: Unit | None, *, changes: bool) -> str | None:
    """Return the key of the indicator that folded words name with a unit and a change, see `key_of`."""
    if unit is None:
        return key_of_words(low, dimension=_BARE, changes=changes, said="")
    return key_of_words(low, dimension=unit.dimension or _UNKNOWN, changes=changes, said=unit.text)


def _has_denominator(per: tuple[str, ...], said: str) -> bool:
    """Tell whether a rate is said to be one: "12 bác sĩ/vạn dân", not "số bác sĩ: 1.500 người"."""
    return any(fold(word) in said for word in per)


def indicator_key(indicator: str, *, dimension: str | None = None, changes: bool = False) -> str | None:
    """Return the key of the indicator that these words name, see `key_of_words`.

    >>> indicator_key("Tỷ lệ hộ nghèo đa chiều khu vực miền núi"), indicator_key("Số đàn ong")
    ('poverty-rate', None)
    >>> indicator_key("Thu ngân sách nhà nước", dimension="share")
    """
    return key_of_words(fold(indicator), dimension=dimension, changes=changes)


def key_of_words(
    low: str, *, dimension: str | None = None, changes: bool = False, said: str | None = None
) -> str | None:
    """Return the key of the indicator that folded words name, None if there is none.

    Args:
        low: The phrase: it begins with a name of the table, and what stands behind it leaves the whole.
        dimension: What the unit measures, "none" for a bare number; None where that is not known.
        changes: Whether the value is an amount of change.
        said: The words of the unit, in which a rate has to say that it is one; None where they are not known.
    """
    name, begin = "", 0
    for found in _pattern().finditer(low):
        if len(found.group()) > len(name):
            name, begin = found.group(), found.start()
    if not name:
        return None
    row = indicators()[_aliases()[" ".join(name.split())]]
    before, behind = low[:begin], low[begin + len(name) :]
    if (before and not _is_head(row, before)) or (behind and not _is_whole(row, behind)):
        return None
    if changes and row.changed is not None:
        row = indicators()[row.changed]
    agrees = dimension is None or dimension in row.dimension or (changes and dimension == "share-difference")
    moves = {"level": not changes, "growth": True, "change": changes or dimension is None}[row.measure]
    if not (agrees and moves):
        return None
    return row.key if said is None or not row.per or _has_denominator(row.per, fold(f"{low} {said}")) else None


def _is_head(row: Indicator, before: str) -> bool:
    """Tell whether a name heads its phrase: nothing stands before it, or what the table allows there."""
    usual, other = listed("written_both_ways")
    before = before.strip(" ,:").replace(f"{other} ", f"{usual} ")
    led = word_list("clauses", "before_key").match(before)
    rest = before[led.end() :].strip() if led else before
    return not rest or rest in row.heads or before in row.heads


def _is_whole(row: Indicator, behind: str) -> bool:
    """Tell whether the words behind a name leave what it means: "chi thường xuyên | chưa phân bổ" does not."""
    behind = _BRACKETS.sub(" ", behind).strip(" ,:.;")
    if not behind:
        return True
    if _in_part().match(behind):
        return False
    return row.of == "groups" or _leaves_whole().match(behind) is not None


@cache
def _in_part() -> re.Pattern[str]:
    """Match words behind a name that leave a part of it: "chi thường xuyên | chưa phân bổ"."""
    return word_list("clauses", "part_of_indicator")


@cache
def _leaves_whole() -> "re.Pattern[str]":
    """Match words behind a name that say where, when and of what it is."""
    return plain(words(fold(form) for form in table("clauses")["of_whole"]["words"]))
