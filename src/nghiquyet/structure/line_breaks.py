"""Whether a sentence goes on behind a line end. The words are in data/line_breaks.toml."""

from functools import cache, lru_cache

import regex

from ..lexicon.files import table
from ..lexicon.lazy import pattern

#: Letters at the end of a line that are looked at, and fewest words of a sentence that a verb can leave open.
_TAIL, _SENTENCE = 40, 5
#: The most words of an order that breaks off within the name of the body, before its verb.
_ORDER = 10


def binds(words: str, *, full: bool = False) -> bool:
    """Tell whether *words* end in a word that cannot be the last one; some words are that on a *full* line only."""
    words = words[-_TAIL:].rstrip("*\\ ")
    last = _last(words)
    if _may_end("binding", last) and _binding().search(words):
        return True
    return full and _may_end("counting", last) and _counting().search(words) is not None


def halves(words: str) -> bool:
    """Tell whether *words* end within the name of a body: "..., các Ban | Hội đồng nhân dân tỉnh"."""
    last = _last(words)
    return (last[:1].isupper() or _may_end("half_names", last)) and _half().search(words) is not None


def may_cut(words: str) -> bool:
    """Tell whether a name may go on behind *words* in the next line of a narrow cell: "Thủ tướng | Chính phủ"."""
    return _cut().search(words[-_TAIL:]) is not None


def runs_on(before: str, after: str) -> bool:
    """Tell whether *after* completes what *before* leaves open: a citation, the name of a place, a verb's object.

    >>> runs_on("theo quy định tại khoản 2", "Điều 5 của Luật"), runs_on("cho các xã của huyện", "Tân Lập và")
    (True, False)
    """
    tail = before[-_TAIL:].rstrip("*\\ ")
    last = _last(tail)
    if _is_label(last) and _step().search(tail):
        return _begins("cited").match(after) is not None
    if _may_end("quarters", last) and _quarter().match(after):
        return True
    if _may_end("levels", last) and _level().search(tail):
        begins = _begins("objects").match(after) or _head().match(after)
        return begins is None and _place().match(after) is not None
    if len(before.split()) <= _ORDER and _order().match(before) and _place().match(after):
        return _head().match(after) is None
    if _may_end("bare_heads", last) and _bare_head().search(tail):
        return after[:1].isupper() and _head().match(after) is None
    asks = _may_end("transitive", last) and _transitive().search(tail) and len(before.split()) >= _SENTENCE
    return bool(asks) and _begins("objects").match(after) is not None


def _last(words: str) -> str:
    return words[words.rfind(" ") + 1 :]


@lru_cache(8192)
def _may_end(row: str, last: str) -> bool:
    """Tell whether a word of a row may end in *last*: a line is searched only then, and last words come again."""
    return _endings(row).search(last) is not None


@lru_cache(4096)
def _is_label(last: str) -> bool:
    """Tell whether a step of a citation may have the label *last*."""
    return _label().search(last) is not None


def _forms(row: str) -> str:
    """Return the words of a row as alternatives of a pattern, the longest first."""
    words = sorted(table("line_breaks")[row]["words"], key=len, reverse=True)
    return "|".join(r"\s+".join(map(regex.escape, each.split())) for each in words)


@cache
def _endings(row: str) -> "regex.Pattern[str]":
    """Match the last words of the words of a row at the end."""
    last = sorted({word.split()[-1] for word in table("line_breaks")[row]["words"]})
    return pattern(rf"(?i:{'|'.join(map(regex.escape, last))})$")


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


#: The label of a step of a citation.
_LABEL = r"(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVX]{1,4})"


@cache
def _label() -> "regex.Pattern[str]":
    return pattern(rf"(?:(?<!\p{{L}}){_LABEL}|\d)$")


@cache
def _step() -> "regex.Pattern[str]":
    return pattern(rf"\b(?i:{_forms('steps')})\s+{_LABEL}(?:,\s*\d{{1,3}})*$")


@cache
def _quarter() -> "regex.Pattern[str]":
    return pattern(r"(?:IV|I{1,3})(?:\s*[/,-]|\s+\p{Ll})")


@cache
def _level() -> "regex.Pattern[str]":
    return pattern(rf"(?<=\p{{Ll}}\s)(?<!\b(?:{_forms('whole_levels')})\s)(?:{_forms('levels')})$")


@cache
def _cut() -> "regex.Pattern[str]":
    return pattern(rf"(?<!\p{{L}})(?:{_forms('cut_names')})\s*$")


@cache
def _bare_head() -> "regex.Pattern[str]":
    return pattern(rf"(?<=(?:\b(?i:{_forms('before_heads')})|,)\s)(?:{_forms('bare_heads')})$")


@cache
def _head() -> "regex.Pattern[str]":
    return pattern(rf"(?:{_forms('heads')})(?!\p{{L}})")


@cache
def _place() -> "regex.Pattern[str]":
    """Match the name of a place: two syllables with capitals and a small letter, a comma or the end behind them."""
    return pattern(r"\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)?(?=\s+\p{Ll}|\s*[,.;:)]|\s*$)")


@cache
def _order() -> "regex.Pattern[str]":
    """Match a word of giving and a name in a capital: "Yêu cầu Hạt Kiểm lâm", behind which a verb has to come."""
    return pattern(rf"(?i:{_forms('gives')})\s+\p{{Lu}}\p{{Ll}}[^.;:]*$")


@cache
def _transitive() -> "regex.Pattern[str]":
    return pattern(rf"(?<=\p{{Ll}}\s)(?:{_forms('transitive')})$")


@cache
def _begins(row: str) -> "regex.Pattern[str]":
    return pattern(rf"(?i:{_forms(row)})(?!\p{{L}})")
