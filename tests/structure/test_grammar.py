"""The parser of blocks is Lark's own in less time: the same tables, the same tree."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lark import Lark
from lark.lexer import Lexer

from nghiquyet.lexicon.files import grammar
from nghiquyet.readers import read
from nghiquyet.structure.build import Build
from nghiquyet.structure.grammar import Block, parse
from nghiquyet.structure.outline import outline
from nghiquyet.text.clean import clean

SOURCES = sorted((Path(__file__).parents[2] / "corpus").glob("*/source.*"))


class Typed(Block):
    """A block as Lark takes it."""

    line = column = end_line = end_column = start_pos = end_pos = None

    @property
    def type(self) -> str:
        return self.role


class Ready(Lexer):
    """Hands on the outline's tokens: they are told apart already."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[Typed]:  # type: ignore[override]
        return (Typed(one.role, one.start, one.end, one.label, one.place) for one in data)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_the_tree_is_the_one_that_lark_builds(source: Path) -> None:
    reading = read(source)
    text = clean(reading.text).text
    actions: Any = Build()
    parser = Lark(grammar("block.lark"), parser="lalr", lexer=Ready, start="start", regex=True, transformer=actions)
    blocks: Any = outline(text, reading.layout)[0]
    theirs: Any = parser.parse(blocks)
    assert theirs == parse(blocks, actions)


def test_what_the_grammar_does_not_allow_is_no_tree() -> None:
    with pytest.raises(KeyError):
        parse([Block("_CLOSE", 0, 0)], Build())
