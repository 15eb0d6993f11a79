"""The kinds of documents (tên loại văn bản) as the extractor of references uses them: data/documents.toml."""

import re
from functools import cache

import regex
from attrs import frozen

from ...lexicon.files import table
from ...lexicon.kept import compiled
from ...lexicon.phrase_grammar import phrase
from ...lexicon.word_patterns import any_of, finder
from ...text.folding import fold

#: Codes of local bodies, besides those of data/issuers.toml.
_LOCAL = frozenset({"hđnd", "ubnd", "ub", "ct"})
LAWS = frozenset({"luật", "bộ luật", "pháp lệnh"})


@frozen
class Kind:
    """A kind of document.

    Attributes:
        name: As the law writes it: "Nghị quyết".
        codes: Its abbreviations in numbers, folded, the most usual first.
        norm: Whether its number alone makes a short name: "Nghị quyết 68".
    """

    name: str
    codes: tuple[str, ...]
    norm: bool


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind by its folded names."""
    found: dict[str, Kind] = {}
    for row in table("documents")["kind"]:
        kind = Kind(row["name"], tuple(fold(code) for code in row["codes"]), row.get("norm", False))
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


@cache
def kind_words() -> re.Pattern[str]:
    """Return the pattern that finds a kind in running text: "luật", but not in "pháp luật", "kỷ luật"."""
    return re.compile(rf"(?:{finder(kinds()).pattern})(?<!pháp\sluật)(?<!kỷ\sluật)")


@cache
def grammar(start: str) -> regex.Pattern[str]:
    """Return rule *start* of grammars/references.lark."""
    bodies = {code for row in table("issuers")["central"] for code in row["code"]}
    return phrase("references", start, CODE=any_of(by_code()), BODY=any_of(sorted(bodies | _LOCAL)))


@cache
def law_names() -> regex.Pattern[str]:
    """Return the pattern of the names of laws and ordinances, with the space before them, whatever their commas."""
    data = table("laws")
    names = (name.replace(",", "") for name in (*data["law"], *data["ordinance"]))
    return compiled(r"\s+" + any_of(names, r",?\s+"))


@cache
def not_laws() -> regex.Pattern[str]:
    """Return the pattern of what follows "Luật" where no act is meant: "Luật Biển"."""
    return regex.compile(r"\s+" + any_of(table("laws")["other"]))
