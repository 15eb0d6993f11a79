"""Where in a sentence the name of a body may begin that is told something."""

import re
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
    low, (pattern, marks) = view.low, _marks()
    address = _ADDRESS.match(low, start, end) if low[start] in _ADDRESSED else None
    opening = address.end() if address else start
    labelled = ":" in (first := low[opening : min(end, opening + _FAR)]) or " là " in first
    label = _label().match(low, opening, end) if labelled else None
    yield ("label", _skip(low, label.end(), end)) if label else ("start", opening)
    for word in pattern.finditer(low, opening, end):
        at, form = word.start(), f"{word[0]}{word[word.lastindex or 0]}"
        mark = marks[form] if form in marks else marks[" ".join(form.split())]
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
        if at > opening and ("any" in mark or ("capital" in mark and capital_at(view, at))):
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


def _skip(low: str, at: int, end: int) -> int:
    gap = _SPACE.match(low, at, end)
    return gap.end() if gap else at


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the forms with which something may begin: a name ("any" case, or in "capital"s), a "cue", a "label".

    The pattern consumes one letter, so that a name within a name is found too; the rest of the form is its last group.
    """
    marks = {form: "capital" if capital else "any" for form, capital in closed_forms().items()}
    marks |= dict.fromkeys(row_words("duties", "label_cue"), "label")
    for form in map(fold, table("duties")["cue"]["words"]):
        marks[form] = f"cue {marks.get(form, '')}"
    tree = letter_tree(marks)
    options = (rf"{first}(?<!\w{first})(?=({branches(below, first)}))" for first, below in tree.items())
    order = {form: place for place, form in enumerate(marks)}
    said = {}
    for form in marks:
        heads = order.keys() & accumulate(form.split(" "), "{} {}".format)
        said[form] = " ".join(marks[head] for head in sorted(heads, key=order.__getitem__))
    return plain("|".join(options)), said


def _passive(low: str, at: int) -> bool:
    return _NO_GIVING.search(low[max(0, at - 12) : at]) is not None
