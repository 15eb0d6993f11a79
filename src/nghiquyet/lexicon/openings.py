"""A rule of many alternatives, tried at a place: the first two words tell which of them can begin there.

And one that is to end at a place (`Ending`): the last letters tell whether it can.

One pattern of forty alternatives tries them all where none matches, and keeps the groups of all. Here each alternative
is a pattern of its own. Which of them two words can open is found with the patterns, once for each two words:
`regex` tells whether letters are the beginning of a match.
"""

import re
from functools import cache, lru_cache

import regex

from .files import grammar
from .kept import compiled, kept
from .phrase_grammar import phrase

#: Two words, or a word and the mark behind it, as far as they go; and up to five more, where they leave a choice:
#: "trong thời | gian 05 ngày". There a run of a mark is one: "ngày ....... | tháng ....... năm".
_OPENING = re.compile(r"\w{1,24}\s{0,9}(?:\w{1,24}|\W)?|\W")
_LONGER = re.compile(r"\w{1,24}(?:\s{0,9}(?:\w{1,24}|(\W)\1{0,30})){2,6}")
#: Numbers that stand for all that have as many digits: a day or a month, a count, a year.
_NUMBERS = {1: ("1",), 2: ("10", "01"), 3: ("100",), 4: ("2010",)}
_DIGITS = re.compile(r"\d+")
_FIRST = re.compile(r"\w+")
#: A look back: what stands before two words is not known here. Sets and groups inside it are read over.
_LOOK_BACK = regex.compile(r"\(\?<=(?P<in>(?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*+\]|\((?&in)\))*+)\)")
_REMEMBERED = 4096
#: So many last letters tell whether they may be the end of one.
_LAST = 7


class Openings:
    """The alternatives of a rule of a phrase grammar, in their order."""

    def __init__(self, sources: list[str]) -> None:
        self._all = tuple(_Alternative(source) for source in sources)
        self._opened_by = lru_cache(_REMEMBERED)(self._fitting)
        self._of_form = lru_cache(_REMEMBERED)(self._beginning)

    def match(self, low: str, at: int, end: int) -> "regex.Match[str] | None":
        """Return what the rule matches at *at*: the first of its alternatives that does."""
        opening = _OPENING.match(low, at, end)
        patterns = self._opened_by(opening.group()) if opening else ()
        if len(patterns) > 1 and (longer := _LONGER.match(low, at, end)):
            patterns = self._opened_by(longer.group())
        for pattern in patterns:
            found = pattern.match(low, at, end)
            if found is not None:
                return found
        return None

    def _fitting(self, opening: str) -> "tuple[regex.Pattern[str], ...]":
        form = " ".join(_DIGITS.sub(lambda run: "1" * min(len(run[0]), 5), opening).split())
        return tuple(each.pattern for each in self._of_form(form))

    def _beginning(self, form: str) -> "tuple[_Alternative, ...]":
        """Return the alternatives that begin with words of a form: all its digits are 1."""
        begun = (each.match(form) for each in (_OPENING, _FIRST))
        shorter = next((found[0] for found in begun if found and found[0] != form), None)
        among = self._all if shorter is None else self._of_form(shorter)
        if not among:
            return ()
        several = [form]
        for run in set(_DIGITS.findall(form)):
            numbers = _NUMBERS.get(len(run), (run,))
            several = [re.sub(rf"(?<!\d){run}(?!\d)", number, each) for each in several for number in numbers]
        return tuple(each for each in among if any(each.free.match(words, partial=True) for words in several))


class _Alternative:
    """An alternative: its pattern, and the same without its looks back."""

    def __init__(self, source: str) -> None:
        free = _LOOK_BACK.sub("", source)
        self.pattern = compiled(source, regex.VERSION1)
        self.free = compiled(free, regex.VERSION1) if free != source else self.pattern


@cache
def _load(name: str, start: str, tables: tuple[tuple[str, str], ...]) -> Openings:
    source = grammar(f"{name}.lark")
    words = (f"{key}={table}" for key, table in tables)
    return Openings(kept(lambda: _alternatives(source, start, dict(tables)), "choice", source, start, *words))


def _alternatives(source: str, start: str, tables: dict[str, str]) -> list[str]:
    from .phrase_compiler import Compiler  # what was kept needs no Lark

    return Compiler(source, tables).alternatives(start)


def openings(name: str, start: str = "start", **tables: str) -> Openings:
    """Return the alternatives of rule *start* of ``grammars/<name>.lark``, compiled once a process."""
    return _load(name, start, tuple(sorted(tables.items())))


class Ending:
    """A rule of a phrase grammar that ends where it is asked for, white space behind it allowed."""

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self._pattern = pattern
        self._may_end_with = lru_cache(_REMEMBERED)(self._ends_with)

    def match(self, low: str, start: int, at: int) -> "regex.Match[str] | None":
        """Return what the rule matches right before *at*; it begins no earlier than *start*."""
        may = self._may_end_with(low[max(start, at - _LAST) : at])
        return self._pattern.match(low, start, at) if may else None

    def _ends_with(self, letters: str) -> bool:
        return self._pattern.match(letters, partial=True) is not None


@cache
def ending(name: str, rule: str) -> Ending:
    """Return what tells whether *rule* of ``grammars/<name>.lark`` ends at a place."""
    return Ending(phrase(name, rule, backwards=True))
