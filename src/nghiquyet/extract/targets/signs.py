"""Which lists of words stand in a passage: one search finds all, and a rule without its words is not asked.

A rule of a role names its signs (`RoleRule.signs`); those that are words are rows of ``data/roles.toml``.
"""

import re
from collections.abc import Mapping
from functools import cache

from ...lexicon.kept import kept
from ...lexicon.word_patterns import finder, row_words

#: The rows that are looked for. In one of them a number is written "#", see `passages`.
ROWS = (
    "goal_words", "goal_labels", "past_words", "report_openers", "report_verbs", "turns", "past_bases", "reached",
    "plans_named", "compares", "or_more", "totals", "stretch", "estimate", "firm", "asks",
)  # fmt: skip


def rows_in(low: str, start: int, end: int) -> set[str]:
    """Return the rows of which a word stands between two offsets of folded text, and some that may be there too.

    >>> sorted(rows_in("phấn đấu trồng 12 ha", 0, 20))
    ['asks', 'goal_labels', 'goal_words', 'stretch', 'turns']
    """
    form, rows = _signs()
    found: set[str] = set()
    for sign in form.finditer(low, start, end):
        found |= rows.get(sign.group()) or rows[" ".join(sign.group().split())]
    return found


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """Return what finds the words of all rows, and the rows that each word may tell of.

    A word hides those that begin inside it ("ước đạt" the "đạt được" of "ước đạt được"): it tells of their rows too.
    """
    said: dict[str, set[str]] = {}
    for row in ROWS:
        for form in row_words("roles", row):
            said.setdefault(max(form.split("#"), key=len).strip(), set()).add(row)
    words = (f"{form}: {' '.join(sorted(rows))}" for form, rows in said.items())
    return finder(said), kept(lambda: _rows_of(said), "rows of signs", *words)


def _rows_of(said: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Return the rows of each word, with those of the words that it may hide."""
    return {
        form: frozenset(row for other, rows in said.items() if _may_begin_in(form, other) for row in rows)
        for form in said
    }


def _may_begin_in(form: str, other: str) -> bool:
    """Tell whether one sign may begin inside another that was found: a longer one would have been found at its start.

    >>> [_may_begin_in(form, "đạt được") for form in ("ước đạt", "đạt", "ước có")]
    [True, False, False]
    """
    syllables, others = form.split(), other.split()
    for at in range(len(syllables)):
        rest = syllables[at:]
        if rest[: len(others)] == others[: len(rest)] and (at or len(others) <= len(rest)):
            return True
    return False
