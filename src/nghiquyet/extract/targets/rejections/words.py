"""The words of the rules: rows of ``data/rejections.toml`` and rules of ``grammars/rejections.lark``."""

from functools import cache

import regex

from ....lexicon.files import grammar
from ....lexicon.lazy import lazy
from ....lexicon.phrase_grammar import as_pattern, phrase_once
from ....lexicon.word_patterns import row_words
from ..noun_phrases import any_of


@cache
def words_of(row: str) -> frozenset[str]:
    """Return the words of a row, folded."""
    return frozenset(row_words("rejections", row))


def said(rule: str) -> "regex.Pattern[str]":
    """Return the pattern of a rule."""
    return phrase_once("rejections", rule)


def ending(rule: str, *rows: str) -> "regex.Pattern[str]":
    """Return the pattern of a rule for the words that end right before a number: `match` reads back from there.

    Where the last word does not fit, as mostly, it takes no longer than one look, and a run of blanks is looked at
    once. *rows* are those of ``data/clauses.toml`` that the rule names in capitals.
    """

    def made() -> str:
        tables = {f"_{row.upper()}": any_of(row) for row in rows}
        return rf"(?r){as_pattern(grammar('rejections.lark'), rule, **tables)}\s*+(?!\s)"

    return lazy(made, regex.VERSION1)
