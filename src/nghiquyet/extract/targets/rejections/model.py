"""What a rule that leaves an amount out sees, and what it is: a row with its code, its reason and its examples."""

from collections.abc import Callable, Sequence

from attrs import field, frozen

from ....lexicon.lazy import pattern
from ....text.spans import Span
from ...quantities.model import Kind, Quantity
from ...view import TextView
from ..indicator_phrases import Measured

#: How far before a number a rule looks that does not know its clause.
_NEAR = 90


_BRACKETS = pattern(r"\([^()]*\)")


def clause_of(view: TextView, item: Measured) -> str:
    """Return the folded words of the clause before the number, without what stands in brackets."""
    words = view.low[item.clause.left : item.quantity.number_start]
    return _BRACKETS.sub(" ", words) if "(" in words else words


@frozen
class Case:
    """An amount where it stands.

    Attributes:
        view: The document.
        quantity: The amount.
        start, end: Its passage without the marker.
        items: The amounts of the passage with their clauses; empty as long as the clauses are not read.
        number: Which of the items it is.
        before: The folded words before the number, as far as a rule looks.
        item: The amount with its clause.
        clause: The words of the clause, see `clause_of`.
    """

    view: TextView
    quantity: Quantity
    start: int
    end: int
    items: Sequence[Measured] = ()
    number: int = 0
    before: str = field(init=False)
    item: Measured = field(init=False)
    clause: str = field(init=False)

    @before.default
    def _before(self) -> str:
        return self.view.low[max(self.start, self.quantity.number_start - _NEAR) : self.quantity.number_start]

    @item.default
    def _item(self) -> Measured | None:
        return self.items[self.number] if self.items else None

    @clause.default
    def _clause(self) -> str:
        return clause_of(self.view, self.item) if self.items else ""

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


@frozen
class Rule:
    """One reason to leave an amount out.

    Attributes:
        code: Its name, which stays: `nghiquyet explain` prints it, docs/targets.md explains it.
        doc: What is left out, in one sentence.
        examples: Texts in which it leaves an amount out.
        alike: Texts that look alike and give a target or a result.
        test: Whether it leaves the amount of a case out.
        kinds: The kinds of amounts that it is asked of; all, if it names none.
    """

    code: str
    doc: str
    examples: tuple[str, ...]
    alike: tuple[str, ...]
    test: Callable[[Case], bool]
    kinds: tuple[Kind, ...] = ()
