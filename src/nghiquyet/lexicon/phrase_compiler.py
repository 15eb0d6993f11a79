"""From a phrase grammar in the notation of Lark to one expression (see `phrase_grammar`): Lark is needed here."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby

import regex
from lark import Lark, Token, Tree

from .phrase_grammar import SPACE
from .word_patterns import words

#: A node of the tree that Lark's own grammar makes of a grammar file.
Node = Tree[Token] | Token


class GrammarError(ValueError):
    """A phrase grammar that cannot be read: the message names the rule."""


@cache
def _notation() -> Lark:
    return Lark.open_from_package("lark", "lark.lark", ("grammars",), parser="lalr")


@cache
def _items(source: str) -> tuple[Node, ...]:
    """Return what a grammar defines: it is read once for all of its rules."""
    return tuple(_notation().parse(source + "\n").children)


class Compiler:
    def __init__(self, source: str, tables: Mapping[str, str]) -> None:
        self.tables = tables
        self.rules: dict[str, Node] = {}
        self.active: list[str] = []
        for item in _items(source):
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
        return _as_group(name, body)

    def alternatives(self, name: str) -> list[str]:
        """Return the patterns of what a rule chooses from; a rule that is a choice by itself is each of its own."""
        choice = self.rules[name]
        found = []
        for option in choice.children if isinstance(choice, Tree) and choice.data == "expansions" else [choice]:
            rule = str(_alone(option))
            if rule.islower() and rule in self.rules:
                found += [_as_group(rule, inner) for inner in self.alternatives(rule)]
            elif option is not None:
                found.append(self.node(option))
        return found

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
                options = self.choice(children)
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

    def choice(self, children: list[Node]) -> list[str]:
        """Return the patterns of a choice; quoted words side by side are one."""
        options: list[str] = []
        for quoted, run in groupby(children, _is_quoted):
            if quoted:
                options.append(words(filter(None, map(_unquoted, run))))
            else:
                options.extend(map(self.node, run))
        return options

    def sequence(self, children: list[Node]) -> str:
        """Join symbols with optional space; the space before or after a missing symbol is missing too."""
        out, solid = "", False
        for child in children:
            inner, optional = self.symbol(child)
            if not optional:
                out += (SPACE if solid else "") + inner
                solid = True
            elif solid:
                out += f"(?:{SPACE}{inner})?"
            else:
                out += f"(?:{inner}{SPACE})?"
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
                return f"(?:{inner}(?:{SPACE}{inner})*)", optional or op == "*"
            case _:
                low, high = int(times[0]), int(times[-1])
                return f"(?:{inner}(?:{SPACE}{inner}){{{max(low - 1, 0)},{high - 1}}})", optional or not low

    def token(self, token: Token) -> str:
        match token.type:
            case "STRING":
                return words([_unquote(token)])
            case "REGEXP":
                return f"(?:{token[1 : token.rindex('/')]})"
            case _:
                return self.name(str(token))


def _as_group(name: str, body: str) -> str:
    return f"(?:{body})" if name.startswith("_") else f"(?P<{name}>{body})"


def _alone(node: Node) -> Token | None:
    """Return the name or the word that *node* is and nothing else, None for anything larger."""
    while isinstance(node, Tree) and len([child for child in node.children if child is not None]) == 1:
        node = next(child for child in node.children if child is not None)
    return node if isinstance(node, Token) else None


def _is_quoted(node: Node) -> bool:
    """Tell whether *node* is a quoted word and nothing else."""
    token = _alone(node)
    return token is not None and token.type == "STRING"


def _unquoted(node: Node) -> str:
    """Return the quoted word that *node* is."""
    return _unquote(str(_alone(node)))


def _unquote(token: str) -> str:
    return token[1 : token.rindex('"')].replace('\\"', '"').replace("\\\\", "\\")
