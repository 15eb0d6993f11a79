"""Where in a sentence the name of a body may begin that is told something."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, reduce
from itertools import accumulate
from operator import or_

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
from .duty_verbs import cue_at
from .frames import TURNS

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
#: What may begin at a place: a name, a cue before one, the label of a role (behind a semicolon), words of a clause said
#: the other way round, a verb that only a body can have.
_NAME, _CUE, _LABEL, TURN, STRONG = 1, 2, 4, 8, 16
#: A place and what begins there.
Mark = tuple[int, int]


@cache
def _label() -> regex.Pattern[str]:
    return phrase_once("assignments", "label")


def name_places(view: TextView, start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[str, int]]:
    """Yield where names may begin, each with what stands before it; *marks* are those of the sentence (`marks_in`).

    A name is worth trying behind a cue ("giao", "phối hợp với"), or where a word begins one: most words do neither.
    """
    low, address = view.low, _address(view.low, start, end)
    opening = address.end() if address else start
    labelled = ":" in (first := low[opening : min(end, opening + _FAR)]) or " là " in first
    label = _label().match(low, opening, end) if labelled else None
    yield ("label", _skip(low, label.end(), end)) if label else ("start", opening)
    done = -1  # where a label stands behind a semicolon
    for at, mark in marks:
        if at < opening or at == done:
            continue
        if mark & _LABEL and (label := _label().match(low, place := _skip(low, at + 1, end), end)):
            yield "label", _skip(low, label.end(), end)
            done = place
            continue
        if mark & _CUE:
            cue = cue_at(low, at, end)
            named = view.plain[at].isupper() and not _BEGUN.search(low, max(start, at - 3), at)  # "huyện Giao Thủy"
            if cue and not (at > start and cue[0] == "give" and (named or _passive(low, at))):
                yield cue[0], _skip(low, cue[1], end)
                continue
        if at > opening and mark & _NAME:
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


def may_open(view: TextView, start: int, end: int) -> bool:
    """Tell whether a name may stand at the head of a sentence."""
    return _address(view.low, start, end) is not None or may_begin(view, start, end)


def _address(low: str, start: int, end: int) -> "regex.Match[str] | None":
    return _ADDRESS.match(low, start, end) if low[start] in _ADDRESSED else None


def marks_in(view: TextView, start: int, end: int) -> list[Mark]:
    """Return where something begins between two offsets, each with the marks of what begins there.

    One look over the words finds all by which a sentence may tell somebody something.
    """
    form, said = _forms()
    found: list[Mark] = []
    for word in form.finditer(view.low, start, end):
        rest = word[word.lastindex or 0]
        small, capital = said[word[0], rest] if (word[0], rest) in said else said[word[0], " ".join(rest.split())]
        mark = capital if small != capital and capital_at(view, word.start()) else small
        if mark:
            found.append((word.start(), mark))
    return found


def _skip(low: str, at: int, end: int) -> int:
    gap = _SPACE.match(low, at, end)
    return gap.end() if gap else at


@cache
def _forms() -> tuple[re.Pattern[str], dict[tuple[str, str], tuple[int, int]]]:
    """Return the forms that have marks, by first letter and rest: their marks in small letters, and with a capital.

    The pattern consumes one letter, so that a name within a name is found too; the rest of the form is its last group.
    A label has its mark at the semicolon before it.
    """
    names = closed_forms()
    words = (
        (_CUE, map(fold, table("duties")["cue"]["words"])),
        (TURN, TURNS),
        (STRONG, row_words("duties", "strong")),
    )
    marks: dict[str, int] = {}
    for mark, forms in words:
        for form in forms:
            marks[form] = marks.get(form, 0) | mark
    labels = row_words("duties", "label_cue")
    tree = letter_tree({*names, *marks})
    options = [rf"{first}(?<!\w{first})(?=({branches(below, first)}))" for first, below in tree.items()]
    said = {(";", label): (_LABEL, _LABEL) for label in labels}
    for form in (*names, *marks):
        heads = [form, *accumulate(form.split(" "), "{} {}".format)]  # "phối", "phối hợp", ...
        always = reduce(or_, (marks.get(head, 0) | (_NAME if names.get(head) is False else 0) for head in heads))
        named = _NAME if any(head in names for head in heads) else 0
        said[form[0], form[1:]] = (always, always | named)
    return plain("|".join((*options, rf";(?=\s{{0,2}}({branches(letter_tree(labels), '')}))"))), said


def _passive(low: str, at: int) -> bool:
    return _NO_GIVING.search(low[max(0, at - 12) : at]) is not None
