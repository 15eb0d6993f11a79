"""What a rule that leaves an amount out sees, and what it is: a row with its code, its examples and its signs."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal

from attrs import define, frozen

from ....facts import Comparator
from ....lexicon.lazy import pattern
from ....text.spans import Span
from ...quantities.model import Kind, Quantity
from ...view import TextView
from ..indicator_phrases import Measured

#: How far before a number a rule looks that does not know its clause.
NEAR = 90

_BRACKETS = pattern(r"\([^()]*\)")

#: What is seen of an amount at once: its value is one, its number is long or has a point in it, a digit stands behind
#: it, another amount of the passage stands before it or behind it.
Fact = Literal["one", "long", "pointed", "digit behind", "another before", "another behind"]


def clause_of(view: TextView, item: Measured) -> str:
    """Return the folded words of the clause before the number, without what stands in brackets."""
    words = view.low[item.clause.left : item.quantity.number_start]
    return _BRACKETS.sub(" ", words) if "(" in words else words


@define(eq=False)  # one for each amount: a frozen one takes twice the time to make
class Case:
    """An amount where it stands.

    Attributes:
        view: The document.
        quantity: The amount.
        start, end: Its passage without the marker.
        items: The amounts of the passage with their clauses; empty as long as the clauses are not read.
        number: Which of the items it is.
    """

    view: TextView
    quantity: Quantity
    start: int
    end: int
    items: Sequence[Measured] = ()
    number: int = 0

    @property
    def before(self) -> str:
        """The folded words before the number, as far as a rule looks that does not know the clause."""
        return self.view.low[max(self.start, self.quantity.number_start - NEAR) : self.quantity.number_start]

    @property
    def near(self) -> tuple[str, int, int]:
        """The folded view, and in it the bounds of the words before the number, as `ending` patterns take them."""
        start = self.quantity.number_start
        return self.view.low, max(self.start, start - NEAR), start

    @property
    def beside(self) -> str:
        """The three letters right before the number."""
        return self.view.low[max(self.start, self.quantity.number_start - 3) : self.quantity.number_start]

    @cached_property
    def item(self) -> Measured:
        """The amount with its clause."""
        return self.items[self.number]

    @cached_property
    def clause(self) -> str:
        """The words of the clause, see `clause_of`."""
        return clause_of(self.view, self.item)

    @property
    def previous(self) -> Quantity | None:
        """The amount before it in the passage."""
        return self.items[self.number - 1].quantity if self.number else None

    @property
    def following(self) -> Quantity | None:
        """The amount after it in the passage."""
        return self.items[self.number + 1].quantity if self.number + 1 < len(self.items) else None


@frozen
class LeftOut:
    """A number that gives no target: which one, the code of the reason, and the reason in a sentence."""

    span: Span
    code: str
    why: str


@frozen(kw_only=True)
class Sign:
    """What has to be there before a rule is worth asking: all that is named here.

    Attributes:
        words: A row of ``data/rejections.toml``: one of its words stands near the amount or in its clause.
        kinds, comparators, dimensions: Those of the amount, one of them.
        heads: A row: the head of the amount is one of its words.
        other_than: A row: the head is none of its words.
        before, behind: Letters, one of which stands right before the number or right behind it.
        fact: What is seen of the amount at once.
    """

    words: str = ""
    kinds: tuple[Kind, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    dimensions: tuple[str, ...] = ()
    heads: str = ""
    other_than: str = ""
    before: str = ""
    behind: str = ""
    fact: Fact | None = None


@frozen
class Rule:
    """One reason to leave an amount out.

    Attributes:
        code: Its name, which stays: `nghiquyet explain` prints it, docs/targets.md explains it.
        doc: What is left out, in one sentence.
        examples: Texts in which it leaves an amount out.
        alike: Texts that look alike and give a target or a result.
        test: Whether it leaves the amount of a case out. It is asked where one of the signs is there, and counts on it.
        signs: What has to be there, one of them.
    """

    code: str
    doc: str
    examples: tuple[str, ...]
    alike: tuple[str, ...]
    test: Callable[[Case], bool]
    signs: tuple[Sign, ...]
