"""Phrase grammars: files in Lark's notation, run as one regular expression each.

A phrase ("đến hết quý II/2027", "Nghị quyết số 36-NQ/TW, ngày 22/10/2018") is a regular language, so its grammar can
be matched at the speed of C and inside running prose, where Lark's own parsers would need a tokenizer for all of
Vietnamese. The notation is read with the grammar of Lark that Lark ships (`phrase_compiler`); `docs/design.md` has the
measurements.

What differs from Lark: the first alternative that leads to a match wins, in the order of the file; white space,
line ends included, may stand between any two symbols (glue them in one terminal where it may not; no terminal begins
with it); a quoted word does not match inside a longer word, and a choice of quoted words takes the longest; a rule may
not use itself.
Each rule and terminal whose name does not begin with ``_`` is a group of the match: ``match.group("year")``,
``match.captures("YEAR")``.

Text and grammar are lower case: match on ``TextView.low``.
"""

from functools import cache

import regex

from .files import grammar
from .kept import compiled, kept
from .lazy import lazy

#: What may stand between two symbols. Possessive: where symbols may be missing, a run of blanks could be shared out
#: between them in many ways.
SPACE = r"\s*+"


def compile_phrase(source: str, start: str = "start", **tables: str) -> regex.Pattern[str]:
    """Compile a phrase grammar's text.

    Args:
        source: The grammar, in Lark's notation.
        start: The rule to match.
        tables: Patterns for names that the grammar uses and does not define: words that are data (see `words`).

    Raises:
        phrase_compiler.GrammarError: A name is not defined, or a rule uses itself.

    >>> day = compile_phrase('start: "ngày" DAY ("/" DAY)*\\nDAY: /[0-9]+/')
    >>> found = day.search("trước ngày 31/12 /2026")
    >>> found.group(), found.captures("DAY")
    ('ngày 31/12 /2026', ['31', '12', '2026'])
    """
    return compiled(as_pattern(source, start, **tables), regex.VERSION1)


def as_pattern(source: str, start: str = "start", **tables: str) -> str:
    """Return the regular expression of a rule, as `compile_phrase` compiles it."""
    words = (source, start, *(f"{name}={table}" for name, table in sorted(tables.items())))
    return kept(lambda: _made(source, start, tables), "rule", SPACE, *words)


def _made(source: str, start: str, tables: dict[str, str]) -> str:
    from .phrase_compiler import Compiler  # what was kept needs no Lark

    return Compiler(source, tables).name(start)


@cache
def _load(name: str, start: str, backwards: bool, tables: tuple[tuple[str, str], ...]) -> regex.Pattern[str]:
    source = as_pattern(grammar(f"{name}.lark"), start, **dict(tables))
    return compiled(rf"(?r){source}{SPACE}" if backwards else source, regex.VERSION1)


@cache
def phrase_once(name: str, start: str = "start", **tables: str) -> regex.Pattern[str]:
    """Return rule *start* of ``grammars/<name>.lark`` without captures: `re` tries it where it can read it.

    The grammar is read when the rule is first used: a module may name the rules that it needs.
    """
    return lazy(lambda: as_pattern(grammar(f"{name}.lark"), start, **tables), regex.VERSION1)


def phrase(name: str, start: str = "start", *, backwards: bool = False, **tables: str) -> regex.Pattern[str]:
    """Return rule *start* of ``grammars/<name>.lark``, compiled once a process.

    With *backwards*, ``match(text, start, end)`` finds the phrase that ends at *end*, white space after it allowed.
    """
    return _load(name, start, backwards, tuple(sorted(tables.items())))
