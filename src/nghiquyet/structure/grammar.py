"""The block grammar, loaded once a process: LALR over the tokens that the outline writes."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from ..lexicon.files import grammar
from ..lexicon.kept import kept

if TYPE_CHECKING:
    from lark import Lark


@frozen
class Place:
    """Where a cell stands in the grid of its table: its first column, and how many columns and rows it covers."""

    column: int
    columns: int = 1
    rows: int = 1


@define
class Block:
    """One token of the outline, as the grammar knows it: a role of ``block.lark`` and where its words stand.

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


@cache
def inventory() -> "Lark":
    """Return the grammar with its terminals, the forms of lines; it parses nothing, so no tables are built."""
    from lark import Lark

    return Lark(grammar("block.lark"), parser="earley", lexer="dynamic", start=["marker", "landmark"], regex=True)


#: What a symbol of a rule leaves for the rule's node: nothing (a bracket), itself, or its children (``_rules``).
NOTHING, ITSELF, CHILDREN = range(3)


@frozen
class _Rule:
    """A rule of the grammar as the parser applies it: its name, and what each of its symbols leaves for its node."""

    name: str
    leaves: tuple[int, ...]


#: For each state the next one by the symbol that comes; below zero, the rule that is complete (``~`` its place).
_Tables = tuple[int, list[dict[str, int]], list[_Rule]]


def block_parser() -> "Lark":
    """Return the parser that Lark makes of the grammar: its tables are ours."""
    from lark import Lark

    return Lark(grammar("block.lark"), parser="lalr", lexer="basic", start="start", regex=True)


@cache
def _tables() -> _Tables:
    """Return the tables that Lark works out: LALR, kept from then on."""
    return kept(_made_by_lark, "lalr", grammar("block.lark"))


def _made_by_lark() -> _Tables:
    parser: Any = block_parser().parser.parser
    table = parser._parse_table
    rules = list({rule for state in table.states.values() for _, rule in state.values() if not isinstance(rule, int)})
    place = {rule: ~at for at, rule in enumerate(rules)}
    states = [
        {name: place.get(after, after) for name, (_, after) in table.states[at].items()}
        for at in range(len(table.states))
    ]
    end = table.end_states["start"]
    states[end]["$END"] = end
    return table.start_states["start"], states, [_Rule(str(rule.origin.name), _leaves(rule)) for rule in rules]


def _leaves(rule: Any) -> tuple[int, ...]:
    """Return what the symbols of a rule leave, by the conventions of Lark: a name with a ``_`` in front hides."""
    hides = [symbol.name.startswith("_") for symbol in rule.expansion]
    return tuple(
        (NOTHING if symbol.is_term else CHILDREN) if hidden else ITSELF
        for symbol, hidden in zip(rule.expansion, hides, strict=True)
    )


def parse(blocks: Iterable[Block], actions: object) -> Any:
    """Parse the tokens of the outline; each rule is the method of *actions* that has its name.

    This is what Lark does with the same tables, without what we do not need of it: states of errors, trees, callbacks
    in callbacks. It costs less than a third.
    """
    start, states, _ = _tables()
    steps = _steps(actions)
    path = [states[start]]
    values: list[Any] = []
    for block in chain(blocks, (Block("$END", 0, 0),)):
        role = block.role
        while (after := path[-1][role]) < 0:
            name, size, leaves, action = steps[~after]
            if size == 1:  # most rules: what it is made of is the last value
                children = values.pop() if leaves[0] == CHILDREN else [values.pop()]
                path.pop()
            elif size == 2 and leaves[0] == CHILDREN:  # a list that grows by its last member
                last = values.pop()
                children = values.pop()
                children += last if leaves[1] == CHILDREN else (last,)
                del path[-2:]
            else:
                at = len(values) - size
                children = _children(values[at:], leaves)
                del values[at:], path[at + 1 :]
            values.append(action(children) if action else children)
            path.append(states[path[-1][name]])
        path.append(states[after])
        values.append(block)
    return values[0]


@cache
def _steps(actions: object) -> list[tuple[str, int, tuple[int, ...], Callable[[list[Any]], Any] | None]]:
    """Return what each rule asks for: its name, the number of its symbols, what they leave, what makes its node."""
    return [(rule.name, len(rule.leaves), rule.leaves, _action(rule, actions)) for rule in _tables()[2]]


def _action(rule: _Rule, actions: object) -> Callable[[list[Any]], Any] | None:
    """Return what makes the node of a rule; a hidden one has none."""
    return None if rule.name.startswith("_") else getattr(actions, rule.name)


def _children(values: Sequence[Any], leaves: Sequence[int]) -> list[Any]:
    """Return what *values* leave for a node. A list is long by its first member: that is taken over, never copied."""
    children: list[Any] = []
    for value, left in zip(values, leaves, strict=True):
        if left == ITSELF:
            children.append(value)
        elif left == CHILDREN and children:
            children += value
        elif left == CHILDREN:
            children = value
    return children


def forms(rule: str) -> dict[str, str]:
    """Return the terminals of an inventory rule ("marker", "landmark"): name to pattern, higher priority first."""
    return kept(lambda: _forms(rule), "forms", rule, grammar("block.lark"))


def _forms(rule: str) -> dict[str, str]:
    names = [str(symbol.name) for line in inventory().rules if line.origin.name == rule for symbol in line.expansion]
    found = {terminal.name: terminal for terminal in inventory().terminals}
    names.sort(key=lambda name: -found[name].priority)
    return {name: found[name].pattern.to_regexp() for name in names}
