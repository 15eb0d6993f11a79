"""Phrase grammars: files in Lark's notation, run as one regular expression each.

A phrase ("đến hết quý II/2027", "Nghị quyết số 36-NQ/TW, ngày 22/10/2018") is a regular language, so its grammar can
be matched at the speed of C and inside running prose, where Lark's own parsers would need a tokenizer for all of
Vietnamese. The notation is read with the grammar of Lark that Lark ships; `docs/design.md` has the measurements.

What differs from Lark: the first alternative that leads to a match wins, in the order of the file; white space,
line ends included, may stand between any two symbols (glue them in one terminal where it may not; no terminal begins
with it); a quoted word does not match inside a longer word, and a choice of quoted words takes the longest; a rule may
not use itself.
Each rule and terminal whose name does not begin with ``_`` is a group of the match: ``match.group("year")``,
``match.captures("YEAR")``.

Text and grammar are lower case: match on ``TextView.low``.
"""

from collections.abc import Mapping
from functools import cache

import regex
from lark import Lark, Token, Tree

from .files import grammar
from .kept import compiled, kept
from .lazy import pattern
from .word_patterns import words

# Possessive: where symbols may be missing, a run of blanks could be shared out between them in many ways.
_SPACE = r"\s*+"
#: A node of the tree that Lark's own grammar makes of a grammar file.
Node = Tree[Token] | Token


class GrammarError(ValueError):
    """A phrase grammar that cannot be read: the message names the rule."""


@cache
def _notation() -> Lark:
    return Lark.open_from_package("lark", "lark.lark", ("grammars",), parser="lalr")


class _Compiler:
    def __init__(self, source: str, tables: Mapping[str, str]) -> None:
        self.tables = tables
        self.rules: dict[str, Node] = {}
        self.active: list[str] = []
        for item in _notation().parse(source + "\n").children:
            if isinstance(item, Tree) and item.data in ("rule", "token"):
                self.rules[str(item.children[0])] = item.children[-1]

    def name(self, name: str) -> str:
        if name in self.tables:
            body = self.tables[name]
        elif name not in self.rules:
            raise GrammarError(f"no rule or word table is named {name!r}")
        elif name in self.active:
            raise GrammarError(f"rule {name!r} uses itself")
        else:
            self.active.append(name)
            body = self.node(self.rules[name])
            self.active.pop()
        return f"(?:{body})" if name.startswith("_") else f"(?P<{name}>{body})"

    def node(self, node: Node) -> str:
        inner, optional = self.symbol(node)
        return f"(?:{inner})?" if optional else inner

    def symbol(self, node: Node) -> tuple[str, bool]:
        """Return a symbol's pattern, and whether the symbol may be missing."""
        if isinstance(node, Token):
            return self.token(node), False
        children = [child for child in node.children if child is not None]
        match node.data:
            case "expansions":
                literals = [_as_literal(child) for child in children]
                if len(literals) > 1 and None not in literals:
                    return words(form for form in literals if form), False
                options = [self.node(child) for child in children]
                return (options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"), False
            case "expansion":
                return self.sequence(children), False
            case "expr":
                return self.repeat(children)
            case "maybe":
                return self.node(children[0]), True
            case "literal_range":
                low, high = (_unquote(str(child)) for child in children)
                return f"[{regex.escape(low)}-{regex.escape(high)}]", False
            case "template_usage":
                raise GrammarError(f"a phrase grammar has no templates: {children[0]}")
            case _:  # alias, name, literal
                return self.symbol(children[0])

    def sequence(self, children: list[Node]) -> str:
        """Join symbols with optional space; the space before or after a missing symbol is missing too."""
        out, solid = "", False
        for child in children:
            inner, optional = self.symbol(child)
            if not optional:
                out += (_SPACE if solid else "") + inner
                solid = True
            elif solid:
                out += f"(?:{_SPACE}{inner})?"
            else:
                out += f"(?:{inner}{_SPACE})?"
        return out

    def repeat(self, children: list[Node]) -> tuple[str, bool]:
        inner, optional = self.symbol(children[0])
        times = [str(child) for child in children[1:]]
        match times:
            case []:
                return inner, optional
            case ["?"]:
                return inner, True
            case ["+" | "*" as op]:
                return f"(?:{inner}(?:{_SPACE}{inner})*)", optional or op == "*"
            case _:
                low, high = int(times[0]), int(times[-1])
                return f"(?:{inner}(?:{_SPACE}{inner}){{{max(low - 1, 0)},{high - 1}}})", optional or not low

    def token(self, token: Token) -> str:
        match token.type:
            case "STRING":
                return words([_unquote(token)])
            case "REGEXP":
                return f"(?:{token[1 : token.rindex('/')]})"
            case _:
                return self.name(str(token))


def _as_literal(node: Node) -> str | None:
    """Return the quoted word that *node* is, None for anything else."""
    while isinstance(node, Tree) and len([child for child in node.children if child is not None]) == 1:
        node = next(child for child in node.children if child is not None)
    return _unquote(node) if isinstance(node, Token) and node.type == "STRING" else None


def _unquote(token: str) -> str:
    return token[1 : token.rindex('"')].replace('\\"', '"').replace("\\\\", "\\")


def compile_phrase(source: str, start: str = "start", **tables: str) -> regex.Pattern[str]:
    """Compile a phrase grammar's text.

    Args:
        source: The grammar, in Lark's notation.
        start: The rule to match.
        tables: Patterns for names that the grammar uses and does not define: words that are data (see `words`).

    Raises:
        GrammarError: A name is not defined, or a rule uses itself.

    >>> day = compile_phrase('start: "ngày" DAY ("/" DAY)*\\nDAY: /[0-9]+/')
    >>> found = day.search("trước ngày 31/12 /2026")
    >>> found.group(), found.captures("DAY")
    ('ngày 31/12 /2026', ['31', '12', '2026'])
    """
    return compiled(as_pattern(source, start, **tables), regex.VERSION1)


def as_pattern(source: str, start: str = "start", **tables: str) -> str:
    """Return the regular expression of a rule, as `compile_phrase` compiles it."""
    words = (source, start, *(f"{name}={table}" for name, table in sorted(tables.items())))
    return kept(lambda: _Compiler(source, tables).name(start), "phrase", _SPACE, *words)


@cache
def _load(name: str, start: str, backwards: bool, tables: tuple[tuple[str, str], ...]) -> regex.Pattern[str]:
    source = as_pattern(grammar(f"{name}.lark"), start, **dict(tables))
    return compiled(rf"(?r){source}\s*" if backwards else source, regex.VERSION1)


@cache
def phrase_once(name: str, start: str = "start", **tables: str) -> regex.Pattern[str]:
    """Return rule *start* of ``grammars/<name>.lark`` for who asks for no captures: `re` tries it where it reads it."""
    return pattern(as_pattern(grammar(f"{name}.lark"), start, **tables), regex.VERSION1)


def phrase(name: str, start: str = "start", *, backwards: bool = False, **tables: str) -> regex.Pattern[str]:
    """Return rule *start* of ``grammars/<name>.lark``, compiled once a process.

    With *backwards*, ``match(text, start, end)`` finds the phrase that ends at *end*, white space after it allowed.
    """
    return _load(name, start, backwards, tuple(sorted(tables.items())))
