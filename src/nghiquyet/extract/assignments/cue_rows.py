"""Patterns around the words of rows of data/duties.toml: the forms are code, the words are data."""

import re
from functools import cache

import regex

from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import row_words, words

_ROW = re.compile(r"\{([a-z_]+)\}")


@cache
def of_rows(form: str) -> regex.Pattern[str]:
    """Return the pattern of *form*, in which the name of a row in braces stands for any of its words, whole ones only.

    >>> bool(of_rows(r"{requests}\\s+$").search("lập đề án, đề nghị "))
    True
    """
    return pattern(_ROW.sub(lambda found: words(row_words("duties", found[1])), form))
