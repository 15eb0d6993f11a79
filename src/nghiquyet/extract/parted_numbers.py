"""Numbers with blanks or unseen marks between their digits: "8, 5%", "12. 500 tỷ đồng", "12.<U+200B>500".

PDF and OCR put them there. What surely is one number is closed up in the view, what may be one number or two is
barred, so that no value is read from a half of it. A dot stands behind each group of three digits and a comma before
decimals (Luật Kế toán 88/2015/QH13, Điều 11).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import regex

from ..lexicon.lazy import pattern, plain_pattern
from ..lexicon.openings import ending
from ..lexicon.phrase_grammar import phrase
from ..text.decimals import BAR, JOINER
from ..text.spans import Span
from ..units.lookup import patterns

Verdict = Literal["one", "several", "doubtful"]

_UNSEEN = "\u00ad\u200b-\u200d\u2060-\u2064\ufeff"
_EACH_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"  # looked for one by one: sooner done
_GAP = rf"[ {_UNSEEN}\u00a0\u2007\u2009\u202f]"
#: Digits, and more digits behind a separator or an unseen mark.
_RUN = plain_pattern(rf"\d(?<!\d\d)\d*(?:[{_UNSEEN}]{{0,3}}(?:{_GAP}{{0,3}}[.,]{_GAP}{{0,3}}|[{_UNSEEN}]{{1,3}})\d+)+")
#: Behind a dot or comma at which a run may have a gap: it stands between digits, or between a blank and digits.
_AT_GAP = rf"(?<=[\d{_GAP[1:-1]}].)(?:(?={_GAP}{{1,3}}\d)|(?={_GAP}{{0,3}}\d)(?<={_GAP}.))"
#: A pattern for each: `re` looks for one letter thrice as fast as for one of two.
_GAP_SIGNS = tuple(plain_pattern(sign + _AT_GAP) for sign in (r"\.", ","))
#: What stands in a gap beside digits.
_BETWEEN = frozenset(" .,\u00a0\u2007\u2009\u202f")
#: A group of three digits with a gap inside: "12.5 00".
_SPLIT = plain_pattern(
    rf"\d(?<![\d.,/]\d)\d{{0,2}}(?:\.\d{{3}})*\.(?:\d{_GAP}{{1,3}}\d\d|\d\d{_GAP}{{1,3}}\d)(?!\d|[.,/]\d)"
)
#: Found at the speed of C, and only in few documents.
_SPLIT_SIGN = plain_pattern(rf"\.(?=\d\d?{_GAP}{{1,3}}\d)")
_WIDE = plain_pattern(rf"(?<=[\d.,]){_GAP}{{1,3}}(?=[\d.,])")
_MARKS = plain_pattern(rf"[{_UNSEEN}]")
_GROUPED = plain_pattern(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?")
_DECIMAL = plain_pattern(r"\d{1,3},\d{1,2}")
_ENGLISH = plain_pattern(r"[1-9]\d{0,2},\d{3}")
#: A dash, a slash, a letter or a figure right before digits makes them a part of something else.
_PART_OF = pattern(r"[\p{L}\p{N}/]$|\d[.,]$|(?<!\d\p{L}?)\p{L}-$")
_BLANKS = plain_pattern(r" {1,8}")
_REACH = 64
_CELL_EDGE = "\n|\t"


def close_up(text: str, low: str) -> Iterator[tuple[Verdict, list[Span], Span]]:
    """Yield, for each number of *low* that is parted, whether it is one number, its gaps, and where it stands.

    *low* is the folded view of *text*. Numbers that are several beyond doubt ("khoản 1, 2") are not yielded.
    """
    for run in _RUN.finditer(_with_marks(text, low)) if any(map(text.__contains__, _EACH_UNSEEN)) else _runs(low):
        gaps = [Span(*gap.span()) for gap in _WIDE.finditer(run.string, *run.span())]
        if gaps and (verdict := _verdict(text, low, run, gaps)) != "several":
            yield verdict, gaps, Span(*run.span())
    for split in _SPLIT.finditer(low) if _SPLIT_SIGN.search(low) else ():
        unseen = _MARKS.search(text, *split.span())  # judged above
        if not unseen and _measured(low, split.end()) and not _follows("named", low, split.start()):
            yield "doubtful", [Span(*gap.span()) for gap in _WIDE.finditer(low, *split.span())], Span(*split.span())


def _runs(low: str) -> "Iterator[re.Match[str]]":
    """Yield the runs of digits that may have a gap, in text without unseen marks: around a dot or comma at a blank."""
    done = 0
    for at in sorted(found.start() for sign in _GAP_SIGNS for found in sign.finditer(low)):
        start = end = max(at, done)
        while start > done and (low[start - 1].isdecimal() or low[start - 1] in _BETWEEN):
            start -= 1
        while end < len(low) and (low[end].isdecimal() or low[end] in _BETWEEN):
            end += 1
        yield from _RUN.finditer(low, start, end)
        done = end


def _with_marks(text: str, low: str) -> str:
    """Return *low* with the unseen marks of *text* that folding made blanks."""
    folded = [Span(at, at + 1) for at in (mark.start() for mark in _MARKS.finditer(text)) if low[at] == " "]
    return _fill(low, [(mark, text[mark.start]) for mark in folded])


def _verdict(text: str, low: str, run: "re.Match[str]", gaps: list[Span]) -> Verdict:
    start, end = run.span()
    shown = "".join(low[at] for at in range(start, end) if low[at] in ".,0123456789")
    if _GROUPED.fullmatch(shown) and "/" in (low[start - 1 : start], low[end : end + 1]):
        return "doubtful"  # a part or a whole of "1. 200/1. 500 hộ"
    if _PART_OF.search(low, max(0, start - 3), start) or low[end : end + 1] == "/":
        return "several"
    if all(_MARKS.match(text[at]) for gap in gaps for at in range(gap.start, gap.end)):
        return _unseen(low, shown, gaps)
    if _GROUPED.fullmatch(shown):
        return _grouped(text, low, start, end)
    if _DECIMAL.fullmatch(shown):
        return _decimal(text, low, start, end)
    if _ENGLISH.fullmatch(shown) and _measured(low, end) and not _follows("named", low, start):
        return "doubtful"  # "12, 500 tỷ đồng": decimals, thousands, or a list
    return "several"


def _unseen(low: str, shown: str, gaps: list[Span]) -> Verdict:
    """Judge a number that looks whole on the page. A soft hyphen alone may be the dash of a range in a PDF."""
    if not shown.isdecimal():
        return "one" if _GROUPED.fullmatch(shown) or _DECIMAL.fullmatch(shown) else "several"
    return "doubtful" if any("\u00ad" in low[gap.start : gap.end] for gap in gaps) else "one"


def _grouped(text: str, low: str, start: int, end: int) -> Verdict:
    """Judge "12. 500": one number where something sets a value before it and a unit follows, or alone in a cell."""
    if _fills_cell(text, start, end):
        return "one"
    if _opens(text, low, start):
        return "several"  # a label: "1. 100% số xã", "...; 2. 300 tỷ đồng cho ..."
    if low.startswith("%", _skip(low, end)) or _follows("named", low, start):
        return "several"  # "... đến năm 12. 500 tỷ đồng được ...": the end of a sentence, and a new one
    counted = _measured(low, end) or _counted().match(low, _skip(low, end))
    if counted is None or _follows("listed", low, start):
        return "doubtful"
    if _follows("bounds", low, start):
        return "one"  # "khoảng 12. 500 hộ": what has a bound is no name
    if phrase("quantities", "predicate").match(low, _skip(low, counted.end())):
        return "doubtful"  # "... là 12. 500 tỷ đồng được ..."
    first_of_list = low[start : start + 2] in ("1.", "1 ") and low[max(0, start - 3) : start].rstrip().endswith(":")
    return "one" if _follows("governing", low, start) and not first_of_list else "doubtful"


def _decimal(text: str, low: str, start: int, end: int) -> Verdict:
    """Judge "8, 5%": one number before a unit, unless a name or a list may end at its comma."""
    comma = low.index(",", start)
    first, second = low[start:comma].rstrip(), low[comma + 1 : end].lstrip()
    if _fills_cell(text, start, end):
        return "doubtful" if first == low[start:comma] else "one"  # "3, 4" in a cell may be two codes
    if _measured(low, end) is None or _follows("named", low, start):
        return "several"
    round_one = len(second) == 2 and second[1] == "0"  # "các mức 5, 10%", "15, 20%"
    return "doubtful" if round_one or _follows("listed", low, start) else "one"


def _opens(text: str, low: str, start: int) -> bool:
    """Tell whether a passage, a cell or a member of a list in a sentence begins there."""
    before = max(0, start - _REACH)
    return low[before:start].rstrip(" ")[-1:] in ("", "\n", ";") or text[before:start].rstrip(" ")[-1:] in ("|", "\t")


def _fills_cell(text: str, start: int, end: int) -> bool:
    """Tell whether nothing else stands between two bars, tabs or line ends, one of them no line end."""
    while start and text[start - 1] == " ":
        start -= 1
    end = _skip(text, end)
    edges = text[start - 1 : start] + text[end : end + 1]
    return all(edge in _CELL_EDGE for edge in edges) and edges.strip("\n") != ""


def _follows(rule: str, low: str, at: int) -> bool:
    """Tell whether what *rule* of the grammar says stands right before *at*."""
    return ending("quantities", rule).match(low, max(0, at - _REACH), at) is not None


def _measured(low: str, end: int) -> "regex.Match[str] | None":
    return _unit().match(low, _skip(low, end))


def _skip(low: str, at: int) -> int:
    """Return the next place that is no blank, within reach."""
    blank = _BLANKS.match(low, at)
    return blank.end() if blank else at


@cache
def _unit() -> "regex.Pattern[str]":
    return phrase("quantities", "parted_unit", backwards=False, **patterns())


@cache
def _counted() -> "regex.Pattern[str]":
    return phrase("quantities", "parted_count", backwards=False, **patterns())


def closed_up(text: str, plain: str, low: str) -> tuple[str, str, tuple[Span, ...]]:
    """Return *plain* and *low* with the gaps of parted numbers filled, and where the doubtful ones stand.

    `JOINER` fills the gaps of one number, `BAR` those of a number that is in doubt: none is read beside it.
    """
    doubtful: list[Span] = []
    filled: list[tuple[Span, str]] = []
    for verdict, gaps, place in sorted(close_up(text, low), key=lambda found: found[2]):
        if verdict == "doubtful":
            doubtful.append(place)
        filled.extend((gap, JOINER if verdict == "one" else BAR) for gap in gaps)
    return _fill(plain, filled), _fill(low, filled), tuple(doubtful)


def _fill(text: str, filled: list[tuple[Span, str]]) -> str:
    if not filled:
        return text
    pieces, done = [], 0
    for gap, filler in filled:
        pieces += [text[done : gap.start], filler * (gap.end - gap.start)]
        done = gap.end
    return "".join((*pieces, text[done:]))
