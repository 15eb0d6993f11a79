"""Whether a sentence goes on behind a line end. The words are in data/line_breaks.toml."""

from functools import cache

import regex

from ..lexicon.files import table
from ..lexicon.lazy import pattern

#: Letters at the end of a line that are looked at, and fewest words of a sentence that a verb can leave open.
_TAIL, _SENTENCE = 40, 5


def binds(words: str, *, full: bool = False) -> bool:
    """Tell whether *words* end in a word that cannot be the last one; some words are that on a *full* line only."""
    words = words[-_TAIL:].rstrip("*\\ ")
    return _binding().search(words) is not None or (full and _counting().search(words) is not None)


def halves(words: str) -> bool:
    """Tell whether *words* end within the name of a body: "..., các Ban | Hội đồng nhân dân tỉnh"."""
    return _half().search(words) is not None


def runs_on(before: str, after: str) -> bool:
    """Tell whether *after* completes what *before* leaves open: a citation, the name of a place, a verb's object.

    >>> runs_on("theo quy định tại khoản 2", "Điều 5 của Luật"), runs_on("cho các xã của huyện", "Tân Lập và")
    (True, False)
    """
    tail = before[-_TAIL:].rstrip("*\\ ")
    if _step().search(tail):
        return _begins("cited").match(after) is not None
    if _level().search(tail):
        begins = _begins("objects").match(after) or _head().match(after)
        return begins is None and _place().match(after) is not None
    if _bare_head().search(tail):
        return after[:1].isupper() and _head().match(after) is None
    asks = _transitive().search(tail) is not None and len(before.split()) >= _SENTENCE
    return asks and _begins("objects").match(after) is not None


def _forms(row: str) -> str:
    """Return the words of a row as alternatives of a pattern, the longest first."""
    words = sorted(table("line_breaks")[row]["words"], key=len, reverse=True)
    return "|".join(r"\s+".join(map(regex.escape, each.split())) for each in words)


@cache
def _binding() -> "regex.Pattern[str]":
    """Match a binding word at the end, unless the word before makes it the end of another: "tồn tại"."""
    row = table("line_breaks")["binding"]
    unless = {word: rf"(?<!(?:{'|'.join(before)})\s)" for word, before in row["unless"].items()}
    options = "|".join(unless.get(word, "") + word for word in row["words"])
    return pattern(rf"(?i:\b(?:{options}))$")


@cache
def _counting() -> "regex.Pattern[str]":
    return pattern(rf"(?i:\b(?:{_forms('counting')}))$")


@cache
def _half() -> "regex.Pattern[str]":
    """Match the beginning of a name: of a body, or of a place ("tỉnh Quảng"), unless one syllable is the whole."""
    place = rf"(?<=[\p{{Ll}},]\s)(?:{_forms('levels')})\s+(?!{_forms('short_places')})\p{{Lu}}\p{{Ll}}+"
    return pattern(rf"(?:{_forms('half_names')}|{place})$")


@cache
def _step() -> "regex.Pattern[str]":
    return pattern(rf"\b(?i:{_forms('steps')})\s+(?:\d{{1,3}}[a-zđ]?|[a-zđ]|[IVX]{{1,4}})(?:,\s*\d{{1,3}})*$")


@cache
def _level() -> "regex.Pattern[str]":
    return pattern(rf"(?<=\p{{Ll}}\s)(?<!\b(?:{_forms('whole_levels')})\s)(?:{_forms('levels')})$")


@cache
def _bare_head() -> "regex.Pattern[str]":
    return regex.compile(rf"(?<=(?:\b(?i:{_forms('before_heads')})|,)\s)(?:{_forms('bare_heads')})$")


@cache
def _head() -> "regex.Pattern[str]":
    return regex.compile(rf"(?:{_forms('heads')})(?!\p{{L}})")


@cache
def _place() -> "regex.Pattern[str]":
    """Match the name of a place: two syllables with capitals and a small letter, a comma or the end behind them."""
    return pattern(r"\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)?(?=\s+\p{Ll}|\s*[,.;:)]|\s*$)")


@cache
def _transitive() -> "regex.Pattern[str]":
    return pattern(rf"(?<=\p{{Ll}}\s)(?:{_forms('transitive')})$")


@cache
def _begins(row: str) -> "regex.Pattern[str]":
    return pattern(rf"(?i:{_forms(row)})(?!\p{{L}})")
