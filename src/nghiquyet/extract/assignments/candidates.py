"""Where in a sentence the name of a body may begin that is told something."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

import regex

from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import branches, letter_tree, row_words
from ...text.folding import fold
from ..bodies.heads import capital_at, closed_forms
from ..bodies.mentions import may_begin
from ..view import TextView
from .duty_verbs import before

_SPACE = pattern(r"\s*")
#: What stands before a name at the head of a sentence: "Đối với Sở Y tế:" over tasks; before a comma it is a rule.
_ADDRESS = pattern(
    r"(?:các\s+)?(?:đồng\s+chí|ông\s*\(\s*bà\s*\)|ông,\s*bà)\s*:?\s*"
    r"|(?:các\s+)?(?:cơ\s+quan|đơn\s+vị)(?:,\s*(?:tổ\s+chức|đơn\s+vị|địa\s+phương))?\s*:\s*(?=\p{L})|(?P<group>đối\s+với\s+)(?=[^.;,:]{3,80}(?::|$))"
    r"|trách\s+nhiệm\s+(?:của\s+)?|nhiệm\s+vụ\s+của\s+"
)
#: How it begins, and how far behind the head of a sentence the colon of a label stands, in letters.
_ADDRESSED, _FAR = frozenset("côđtn"), 120
_NO_GIVING = pattern(r"(?:được|đã|việc|không|sự|theo|thừa|công\s+tác|lãnh\s+đạo,)\s+$")
#: A time at the end of what is fronted, which no comma need follow: "Căn cứ nguồn vốn, hằng năm | Sở Tài chính".
_TIMES = ("hằng năm", "hàng năm", "hằng quý", "hàng quý", "hằng tháng", "hàng tháng", "định kỳ", "thời gian tới")
_BEGUN = pattern(r"[(:;]\s*$")
_AFTER_SEMICOLON = pattern(r";\s*$")


@cache
def _label() -> regex.Pattern[str]:
    return phrase_once("assignments", "label")


def name_places(view: TextView, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield where names may begin, each with what stands before it.

    A name is worth trying behind a cue ("giao", "phối hợp với"), or where a word begins one: most words do neither.
    """
    low, address = view.low, _address(view.low, start, end)
    opening = address.end() if address else start
    labelled = ":" in (first := low[opening : min(end, opening + _FAR)]) or " là " in first
    label = _label().match(low, opening, end) if labelled else None
    yield ("label", _skip(low, label.end(), end)) if label else ("start", opening)
    for at, mark in _marked(view, opening, end):
        behind = "label" in mark and _AFTER_SEMICOLON.search(low[max(start, at - 3) : at])
        if behind and (label := _label().match(low, at, end)):
            yield "label", _skip(low, label.end(), end)
            continue
        if "cue" in mark:
            found = before().match(low, at, end)
            named = view.plain[at].isupper() and not _BEGUN.search(low, max(start, at - 3), at)  # "huyện Giao Thủy"
            if found and not (at > start and found.group("give") and (named or _passive(low, at))):
                kind = next(name for name in ("give", "share", "doer", "then", "send") if found.group(name) is not None)
                yield kind, _skip(low, found.end(), end)
                continue
        if at > opening and "name" in mark:
            between = low[max(opening, at - 14) : at].rstrip()
            yield (
                "SEMI"
                if between.endswith((";", ":", "; đồng thời,", "; riêng", "vướng mắc"))
                else "COMMA"
                if between.endswith((",", *_TIMES))
                else "BRACKET"  # "(Sở Xây dựng chủ trì)", "Nạo vét kênh - Sở Xây dựng chủ trì"
                if between.endswith(("(", " -"))
                else "other",
                at,
            )


def may_name(view: TextView, start: int, end: int) -> bool:
    """Tell whether `name_places` has more to yield of a sentence than its first word, where no name begins."""
    places, _ = view.once(_marks_of)
    first = bisect_left(places, start)
    if first < len(places) and places[first] < end:
        return True
    return _address(view.low, start, end) is not None or may_begin(view, start, end)


def _address(low: str, start: int, end: int) -> "regex.Match[str] | None":
    return _ADDRESS.match(low, start, end) if low[start] in _ADDRESSED else None


def _marked(view: TextView, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where something begins between two offsets, each with the marks of what begins there."""
    places, found = view.once(_marks_of)
    for at in range(bisect_left(places, start), len(places)):
        if places[at] >= end:
            return
        stop, mark = found[at]
        if stop <= end:
            yield places[at], mark
        elif word := _marks()[0].match(view.low, places[at], end):  # the next sentence goes on with its words
            yield from ((places[at], mark) for _, mark in (_mark(view, word),) if mark)


def _marks_of(view: TextView) -> tuple[list[int], list[tuple[int, str]]]:
    """Return where something begins in a document, and for each place where its form ends and its marks."""
    places, found = [], []
    for word in _marks()[0].finditer(view.low):
        stop, mark = _mark(view, word)
        if mark:
            places.append(word.start())
            found.append((stop, mark))
    return places, found


def _mark(view: TextView, word: re.Match[str]) -> tuple[int, str]:
    """Return where a form ends, and what begins with it there: a label only behind a semicolon."""
    at, marks, last = word.start(), _marks()[1], word.lastindex or 0
    form = f"{word[0]}{word[last]}"
    small, capital = marks[form] if form in marks else marks[" ".join(form.split())]
    mark = capital if small != capital and capital_at(view, at) else small
    return word.end(last), mark if mark != "label" or ";" in view.low[max(0, at - 3) : at] else ""


def _skip(low: str, at: int, end: int) -> int:
    gap = _SPACE.match(low, at, end)
    return gap.end() if gap else at


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the forms with which a "name", a "cue", a "label" may begin, in small letters and with a capital.

    The pattern consumes one letter, so that a name within a name is found too; the rest of the form is its last group.
    """
    cues, labels = set(map(fold, table("duties")["cue"]["words"])), set(row_words("duties", "label_cue"))
    names = closed_forms()
    tree = letter_tree({*names, *cues, *labels})
    options = (rf"{first}(?<!\w{first})(?=({branches(below, first)}))" for first, below in tree.items())
    said = {}
    for form in (*names, *cues, *labels):
        heads = set(accumulate(form.split(" "), "{} {}".format))  # "phối", "phối hợp", ...
        always = ["cue"] * bool(heads & cues) + ["label"] * bool(heads & labels)
        always += ["name"] * any(names.get(head) is False for head in heads)
        said[form] = (
            " ".join(always),
            " ".join(dict.fromkeys([*always, *["name"] * any(head in names for head in heads)])),
        )
    return plain("|".join(options)), said


def _passive(low: str, at: int) -> bool:
    return _NO_GIVING.search(low[max(0, at - 12) : at]) is not None
