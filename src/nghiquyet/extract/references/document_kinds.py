"""The kinds of documents (tên loại văn bản) as the extractor of references uses them: data/documents.toml."""

import re
from functools import cache
from typing import Any, Protocol

import regex
from attrs import frozen

from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.phrase_grammar import phrase, phrase_once
from ...lexicon.word_patterns import any_of, finder
from ...text.folding import fold

#: Codes of local bodies, besides those of data/bodies.toml.
_LOCAL = frozenset({"hđnd", "ubnd", "ub", "ct"})


#: Rules that are asked for all captures of a group.
_SEVERAL = frozenset({"numbers", "congress", "plenum"})


class KindWord(Protocol):
    """Where the word of a kind stands: a match, or a word read with a letter wrong (`Misread`)."""

    def start(self) -> int: ...
    def end(self) -> int: ...
    def group(self) -> Any: ...


LAWS = frozenset({"luật", "bộ luật", "pháp lệnh"})


@frozen
class Kind:
    """A kind of document.

    Attributes:
        name: As the law writes it: "Nghị quyết".
        codes: Its abbreviations in numbers, folded, the most usual first.
        norm: Whether its number alone makes a short name: "Nghị quyết 68".
        scheme: Whether a number of two digits or more does: "Đề án 06".
    """

    name: str
    codes: tuple[str, ...]
    norm: bool
    scheme: bool = False


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind by its folded names."""
    found: dict[str, Kind] = {}
    for row in table("documents")["kind"]:
        codes = tuple(fold(code) for code in row["codes"])
        kind = Kind(row["name"], codes, row.get("norm", False), row.get("scheme", False))
        found.update((fold(name), kind) for name in (row["name"], *row.get("also", ())))
    return found


@cache
def by_code() -> dict[str, Kind]:
    """Return the kind that a code stands for; of several kinds with one code, the first in the table."""
    found: dict[str, Kind] = {}
    for kind in kinds().values():
        for code in kind.codes:
            found.setdefault(code, kind)
    return found


def kind_name(word: KindWord) -> str:
    """Return the name by which `kinds` knows a kind word, whatever blanks stand in it."""
    name = str(word.group())
    return name if name in kinds() else " ".join(name.split())


@cache
def kind_words() -> re.Pattern[str]:
    """Return the pattern that finds a kind in running text: "luật", but not in "pháp luật", "kỷ luật"."""
    return plain(rf"(?:{finder(kinds()).pattern})(?<!pháp\sluật)(?<!kỷ\sluật)")


@cache
def grammar(start: str) -> regex.Pattern[str]:
    """Return rule *start* of grammars/references.lark."""
    makers = any_of(table("laws")["maker"])
    bodies = {code for row in table("bodies")["central"] for code in row["code"]}
    read = phrase if start in _SEVERAL else phrase_once
    return read("references", start, CODE=any_of(by_code()), BODY=any_of(sorted(bodies | _LOCAL)), LAWMAKER=makers)
