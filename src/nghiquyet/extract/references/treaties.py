"""Documents of which there is one by their name: treaties (điều ước quốc tế) and the charter of the Party.

Treaties are known by a foreign name: "Thỏa thuận Paris", "Công ước Ramsar", "Hiệp định CPTPP". Those with a
Vietnamese one ("Công ước của Liên hợp quốc về Luật Biển") are left out: the end of such a name is unknown.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from ...facts import Reference
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import any_of
from ...text.folding import fold
from ...text.spans import Span
from ..view import TextView

_NAME = pattern(
    r"\s+(?P<name>(?P<first>[A-Z][A-Za-z]{2,})(?:-[A-Z][A-Za-z]*)*)(?![\p{L}\d])(?:\s+năm\s+(?:19|20)\d\d)?"
)
#: What may be a syllable of Vietnamese without marks: "Thanh", "Biên"; "Paris", "Basel", "CPTPP" are none.
_SYLLABLE = pattern(
    r"(?i)(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


@cache
def _kind() -> regex.Pattern[str]:
    return pattern(any_of(table("documents")["treaty"]))


@cache
def treaty_words() -> tuple[str, ...]:
    """Return the words that treaties and charters begin with, folded."""
    return (*_names(), *map(fold, table("documents")["charter"]))


@cache
def _charter() -> regex.Pattern[str]:
    return pattern(any_of(table("documents")["charter"]))


@cache
def _names() -> dict[str, str]:
    return {fold(name): str(name) for name in table("documents")["treaty"]}


def treaties(view: TextView, places: Sequence[int], end: int) -> Iterator[Reference]:
    """Yield the treaties and charters that are named at some of *places*, in the order of the text."""
    for at in places:
        if not view.plain[at].isupper():
            continue
        if charter := _charter().match(view.low, at, end):
            yield Reference(
                doc_type=str(table("documents")["charter_kind"]), number=None, date=None, issuer=None,
                text=view.words(at, charter.end()), span=Span(at, charter.end()),
            )  # fmt: skip
            continue
        kind = _kind().match(view.low, at, end)
        if kind is None:
            continue
        named = _NAME.match(view.plain, kind.end(), end)
        if named is None or _SYLLABLE.fullmatch(named["first"]):
            continue
        yield Reference(
            doc_type=_names()[" ".join(kind.group().split())], number=None, date=None, issuer=None,
            text=view.words(kind.start(), named.end()), span=Span(kind.start(), named.end()),
        )  # fmt: skip
