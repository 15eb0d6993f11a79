"""The words that tell what an amount is to a document: lists of ``data/roles.toml`` as patterns."""

from functools import cache

import regex

from ..flow import fold
from ..phrase import words
from ..units import table


@cache
def word_list(name: str) -> "regex.Pattern[str]":
    """Return the pattern of the list *name*: any of its words, whole words only, on folded text."""
    return regex.compile(words(fold(form) for form in table("roles")[name]["words"]))
