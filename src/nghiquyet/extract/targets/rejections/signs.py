"""Which rules are asked of an amount: those of which a sign is there; of most amounts none is asked.

Each sign of each rule is a bit. What is known of the amount (its kind, its bound, its head, ...) gives the bits that it
does not forbid, one search of the words around it those that the words allow. A rule is asked if a bit is left.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import product
from typing import get_args

from ....facts import Comparator
from ....lexicon.kept import kept, plain
from ....lexicon.word_patterns import branches, letter_tree
from ....units.lookup import dimension
from ...quantities.model import Kind, Quantity
from .model import Fact, Rule, Sign
from .words import words_of

#: From so many letters on a number is long.
LONG = 8
_FACTS: tuple[Fact, ...] = get_args(Fact)


class Signs:
    """The signs of some rules.

    Args:
        rules: In the order in which they are asked.
        ahead: How many letters behind an amount its rules look for words.
    """

    def __init__(self, rules: Sequence[Rule], ahead: int) -> None:
        self.rules, self.ahead = rules, ahead
        self.signs = [sign for rule in rules for sign in rule.signs]
        self.of_amount = lru_cache(4096)(self._of_amount)
        self.rules_of = lru_cache(1024)(self._rules_of)

    def asked(
        self, low: str, quantity: Quantity, left: int, *, follows: bool = False, goes_on: bool = False
    ) -> tuple[Rule, ...]:
        """Return the rules to be asked of an amount.

        Args:
            low: The folded text.
            left: Where the words around it begin.
            follows, goes_on: Whether another amount of the passage is known to stand before it, or behind it.
        """
        start, end = quantity.number_start, quantity.number_end
        facts = (
            quantity.low == 1,
            end - start >= LONG,
            "." in low[start:end],
            low[quantity.end + 1 : quantity.end + 2].isdecimal(),
            follows,
            goes_on,
        )
        there = self.of_amount(quantity.kind, quantity.comparator, quantity.head)
        there &= self.facts[facts] & self.before.get(low[start - 1 : start], self.before[""])
        there &= self.behind.get(low[end : end + 1], self.behind[""])
        said = self.unsaid
        for word in self.finder.findall(low, left, quantity.end + self.ahead):
            said |= self.words[word]
        return self.rules_of(there & said)

    @cached_property
    def facts(self) -> dict[tuple[bool, ...], int]:
        """The bits for each row of facts."""
        rows = product((False, True), repeat=len(_FACTS))
        return {row: _bits(not sign.fact or row[_FACTS.index(sign.fact)] for sign in self.signs) for row in rows}

    @cached_property
    def before(self) -> dict[str, int]:
        """The bits for each letter right before a number that is a sign, and "" for any other."""
        return _beside([sign.before for sign in self.signs])

    @cached_property
    def behind(self) -> dict[str, int]:
        return _beside([sign.behind for sign in self.signs])

    def _of_amount(self, kind: Kind, comparator: Comparator, head: str) -> int:
        return _bits(_allows(sign, kind, comparator, head) for sign in self.signs)

    @cached_property
    def words(self) -> dict[str, int]:
        """The bits that each word gives."""
        rows = [words_of(sign.words) if sign.words else frozenset() for sign in self.signs]
        return {word: _bits(word in row for row in rows) for row in rows for word in row}

    @cached_property
    def unsaid(self) -> int:
        """The bits of the signs that ask for no word."""
        return _bits(not sign.words for sign in self.signs)

    @cached_property
    def finder(self) -> re.Pattern[str]:
        """What finds the words of all signs; a digit may stand beside them: "3x4"."""
        forms = sorted(self.words)
        return plain(kept(lambda: _finder(forms), "signs", *forms))

    def _rules_of(self, bits: int) -> tuple[Rule, ...]:
        """Return the rules of which a sign is there."""
        of_signs = [rule for rule in self.rules for _ in rule.signs]
        return tuple(dict.fromkeys(rule for at, rule in enumerate(of_signs) if bits >> at & 1))


def _bits(there: Iterable[bool]) -> int:
    return sum(each << at for at, each in enumerate(there))


def _beside(letters: Sequence[str]) -> dict[str, int]:
    """Return the bits for each of the letters of the signs, and "" for any other."""
    return {one: _bits(not each or one in each for each in letters) for one in "".join(letters)} | {
        "": _bits(not each for each in letters)
    }


def _allows(sign: Sign, kind: Kind, comparator: Comparator, head: str) -> bool:
    """Tell whether a sign may be there beside an amount of this kind, with this bound and head."""
    if (sign.kinds and kind not in sign.kinds) or (sign.comparators and comparator not in sign.comparators):
        return False
    if sign.dimensions and dimension(head) not in sign.dimensions:
        return False
    if sign.other_than and head in words_of(sign.other_than):
        return False
    return not sign.heads or head in words_of(sign.heads)


def _finder(forms: Sequence[str]) -> str:
    options = []
    for letter, below in letter_tree(forms).items():
        alone = rf"(?<![^\W\d_]{letter})" if letter.isalpha() else ""
        options.append(re.escape(letter) + alone + branches(below, letter, r"(?![^\W\d_])"))
    return "|".join(options)
