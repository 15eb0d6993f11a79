"""Whether a document lays down rules, as a regulation, a tariff or a list of criteria does.

What a sentence of it sets is a target, as in any document: a rate, a fee, a least area (mức thu, mức chi, định mức).
But where words of procedures stand often, most values are conditions, and one counts only if it is called a rate.
"""

import re
from functools import cache
from itertools import islice

from ...lexicon.word_patterns import counter, row_words, word_list
from ...text.folding import fold
from ..view import TextView
from .indicator_phrases import Measured

_PER, _OFTEN, _FEW = 10_000, 8, 12  # words of procedures per ten thousand letters that make a regulation, and how many


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
