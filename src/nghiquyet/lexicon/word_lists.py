"""The words that tell what an amount is to a document: lists of ``data/roles.toml`` as patterns."""

import re
from functools import cache

from ..extract.view import fold
from ..units.lookup import table
from .phrase_grammar import finder


@cache
def word_list(name: str) -> re.Pattern[str]:
    """Return the pattern of the list *name*: any of its words, whole words only, on folded text."""
    return finder(fold(form) for form in table("roles")[name]["words"])
