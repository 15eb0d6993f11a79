"""The block grammar, loaded once a process: LALR over the tokens that the outline writes."""

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import Any, ClassVar

from attrs import define, frozen
from lark import Lark, Transformer
from lark.lexer import Lexer

from ..lexicon.files import grammar
from ..lexicon.kept import kept


@frozen
class Place:
    """Where a cell stands in the grid of its table: its first column, and how many columns and rows it covers."""

    column: int
    columns: int = 1
    rows: int = 1


@define
class Block:
    """One token of the outline, as Lark takes it: a role of ``block.lark`` and where its words stand.

    Attributes:
        role: The terminal: "SECTION", "PARAGRAPH", "_OPEN" ...
        start, end: Its own words; equal for brackets. The end moves while the words go on.
        label: The unit's label, a heading's level, or what a CUT is made of.
        place: Of a cell.
    """

    role: str
    start: int
    end: int
    label: str = ""
    place: Place | None = None

    #: What Lark copies into its end token; spans are ours.
    line: ClassVar[None] = None
    column = end_line = end_column = start_pos = end_pos = line

    @property
    def type(self) -> str:
        """Return the terminal under the name by which Lark asks for it."""
        return self.role


class _Ready(Lexer):
    """Hands the outline's tokens to the parser: the lines are already told apart."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, data: Iterable[Block]) -> Iterator[Block]:  # type: ignore[override]
        return iter(data)


@cache
def inventory() -> Lark:
    """Return the grammar with its terminals, the forms of lines; it parses nothing, so no tables are built."""
    return Lark(grammar("block.lark"), parser="earley", lexer="dynamic", start=["marker", "landmark"], regex=True)


def grammar_parser(actions: Transformer[Any, Any]) -> Lark:
    """Return a parser that calls *actions* while it reads: no second tree, no recursion."""
    return Lark.load(BytesIO(kept(lambda: _tables(actions), "lark", grammar("block.lark"))))


def _tables(actions: Transformer[Any, Any]) -> bytes:
    """Return the parser as Lark saves it: its tables, and the name of the class of *actions*."""
    saved = BytesIO()
    parser = Lark(grammar("block.lark"), parser="lalr", lexer=_Ready, start="start", regex=True, transformer=actions)
    parser.save(saved)
    return saved.getvalue()


def forms(rule: str) -> dict[str, str]:
    """Return the terminals of an inventory rule ("marker", "landmark"): name to pattern, higher priority first."""
    return kept(lambda: _forms(rule), "forms", rule, grammar("block.lark"))


def _forms(rule: str) -> dict[str, str]:
    names = [str(symbol.name) for line in inventory().rules if line.origin.name == rule for symbol in line.expansion]
    found = {terminal.name: terminal for terminal in inventory().terminals}
    names.sort(key=lambda name: -found[name].priority)
    return {name: found[name].pattern.to_regexp() for name in names}
