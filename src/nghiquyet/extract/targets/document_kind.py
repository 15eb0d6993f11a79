"""Whether a document lays down rules, as a regulation, a tariff or a list of criteria does.

What a sentence of it sets is a target, as in any document: a rate, a fee, a least area (mức thu, mức chi, định mức).
But where words of procedures stand often, most values are conditions, and one counts only if it is called a rate.
Tables of prices, fees and norms of costs set nothing.
"""

import re
from functools import cache
from itertools import islice

import regex

from ...facts import Metadata, Target
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import counter, row_words, word_list, words
from ...text.folding import fold
from ..view import TextView
from .indicator_phrases import Measured

_PER, _OFTEN, _FEW = 10_000, 8, 12  # words of procedures per ten thousand letters that make a regulation, and how many
_OPENING = 40  # letters in which an article says what it is about
#: What gives a role in a table of goals.
_GOALS = "column-of-goals"


def lays_down_rules(view: TextView, metadata: Metadata) -> bool:
    """Tell whether the header of a document, its title, its first articles or its words say that it lays down rules."""
    title = fold(metadata.title.value) if metadata.title else ""
    titled = _titled(title)
    if titled is not None:
        return titled
    return _names_its_scope(view) or speaks_of_rules(view)


def _names_its_scope(view: TextView) -> bool:
    """Tell whether an article opens as the first ones of a regulation do: "Điều 1. Phạm vi điều chỉnh"."""
    scope = word_list("roles", "scope_articles")
    articles = (passage for passage in view.passages if passage.node.kind == "article")
    return any(scope.search(view.low, each.start, min(each.end, each.start + _OPENING)) for each in articles)


@cache
def _titles() -> "regex.Pattern[str]":
    rules, plans = (words(row_words("roles", name)) for name in ("ruling_titles", "planning_titles"))
    return pattern(rf"(?P<plan>{plans})|(?<!theo\s)(?P<rules>{rules})")


def _titled(title: str) -> bool | None:
    """Tell whether a folded title names rules before it names a plan; None where it names neither."""
    found = _titles().search(title)
    return None if found is None else found["rules"] is not None


def speaks_of_rules(view: TextView) -> bool:
    """Tell whether words of procedures stand often in a text, thrice as often as goals, oftener than grants."""
    low = view.low
    rules = len(_words_of("procedure_words").findall(low))
    if rules <= _FEW or rules * _PER <= _OFTEN * len(low):
        return False
    return not _speaks(low, "plan_words", -(-rules // 3)) and not _speaks(low, "grant_words", rules)


def _speaks(low: str, name: str, often: int) -> bool:
    """Tell whether a text has at least so many words of a list: it is read no further than to the last of them."""
    return next(islice(_words_of(name).finditer(low), often - 1, None), None) is not None


@cache
def _words_of(row: str) -> "re.Pattern[str]":
    return counter(row_words("roles", row))


def is_named_norm(item: Measured) -> bool:
    """Tell whether the words of a value say that it is granted, charged or paid: a rate that a sentence sets."""
    said = f"{fold(item.indicator)} {item.clause.words}"
    return word_list("roles", "grant_words").search(said) is not None


def is_tariff(target: Target) -> bool:
    """Tell whether a value of a table is money, in a column that names no goal: a price, a fee, a norm of costs."""
    code, _, said = target.why[0].partition(": ")
    if code == _GOALS and word_list("roles", "aims").search(said):
        return False
    return target.unit is not None and target.unit.dimension == "money"
