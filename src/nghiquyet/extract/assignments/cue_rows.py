"""Rules of grammars/assignments.lark around rows of data/duties.toml: the forms are grammar, the words are a table."""

from functools import cache

import regex

from ...lexicon.files import grammar
from ...lexicon.lazy import lazy
from ...lexicon.phrase_grammar import as_pattern
from ...lexicon.word_patterns import row_words, words


@cache
def row_rule(rule: str, *rows: str, **tables: str) -> regex.Pattern[str]:
    """Return a rule that needs *rows*: row "leads" is ``_LEADS`` in it. *tables* are patterns for further names.

    Rows are read when the rule is first used.

    >>> bool(row_rule("requests", "requests").search("lập đề án, đề nghị "))
    True
    """

    def source() -> str:
        of_rows = {f"_{row.upper()}": words(row_words("duties", row)) for row in rows}
        return as_pattern(grammar("assignments.lark"), rule, **of_rows, **tables)

    return lazy(source, regex.VERSION1)
