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
def treaty_words() -> tuple[str, ...]:
    """Return the words that treaties and charters begin with, folded."""
    return (*_names(), *map(fold, table("documents")["charter"]))


@cache
def _begins() -> regex.Pattern[str]:
    """Return the pattern of `treaty_words`; a treaty is group "kind"."""
    data = table("documents")
    return pattern(f"{any_of(data['charter'])}|(?P<kind>{any_of(data['treaty'])})")


@cache
def _names() -> dict[str, str]:
    return {fold(name): str(name) for name in table("documents")["treaty"]}


def treaties(view: TextView, places: Sequence[int], end: int) -> Iterator[Reference]:
    """Yield the treaties and charters that are named at some of *places*, in the order of the text."""
    for at in places:
        found = _begins().match(view.low, at, end) if view.plain[at].isupper() else None
        if found is None:
            continue
        if found["kind"] is None:
            yield Reference(
                doc_type=str(table("documents")["charter_kind"]), number=None, date=None, issuer=None,
                text=view.words(at, found.end()), span=Span(at, found.end()),
            )  # fmt: skip
            continue
        named = _NAME.match(view.plain, found.end(), end)
        if named is None or _SYLLABLE.fullmatch(named["first"]):
            continue
        yield Reference(
            doc_type=_names()[" ".join(found.group().split())], number=None, date=None, issuer=None,
            text=view.words(at, named.end()), span=Span(at, named.end()),
        )  # fmt: skip
