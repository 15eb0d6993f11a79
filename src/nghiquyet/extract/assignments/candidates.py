"""Where in a sentence the name of a body may begin that is told something."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import accumulate
from operator import or_

from ...lexicon.kept import kept, plain
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import BOUND, branches, letter_tree, row_words
from ..bodies.heads import OFFICE_LETTERS, begins_other, capital_at, closed_forms, first_word
from ..bodies.mentions import may_begin, name_words
from ..view import TextView, past_blanks
from .duty_verbs import cue_at
from .frames import TURNS, Mark

#: What stands before a name at the head of a sentence: "Đối với Sở Y tế:" over tasks; before a comma it is a rule.
_ADDRESS = phrase_once("assignments", "address")
_LABEL = phrase_once("assignments", "label")
#: How far back a word is looked for that makes giving no order.
_BACK = 12
_BEGUN = ("(", ":", ";")
#: How far back the end of a clause or a phrase is looked for; "(Sở Xây dựng chủ trì)", "Nạo vét - Sở Xây dựng chủ trì".
_FRONT, _BRACKETS = 14, ("(", " -")
#: A time before a name that no comma follows, and the letters of the longest and the shortest.
_TIME, _LONGEST_TIME, _SHORTEST_TIME = phrase_once("assignments", "time_in_front"), 48, 10
_AFTER_MARK = (";", ",")
#: What may begin at a place: a name, a cue before one, the label of a role (behind a semicolon), words of a clause said
#: the other way round, a verb that only a body can have, "phối hợp".
_NAME, _CUE, _ROLE, STRONG, JOINT, TURN = 1, 2, 4, 64, 256, sum(TURNS)
#: The marks of a sentence that has nothing but names and first words of labels, and those of what stands beyond names.
QUIET, BEYOND = _NAME | _ROLE, STRONG | JOINT | TURN


def name_places(
    view: TextView, start: int, end: int, marks: Sequence[Mark], *, opening: int
) -> Iterator[tuple[str, int]]:
    """Yield where names may begin in a sentence, each with what stands before it.

    A name is worth trying behind a cue ("giao", "phối hợp với"), or where a word begins one: most words do neither.
    *marks* and *opening* are those of the sentence (`marks_in`, `opening_of`).
    """
    low = view.low
    label = _LABEL.match(low, opening, end)
    yield ("label", past_blanks(low, label.end(), end)) if label else ("start", opening)
    done = -1  # where a label stands behind a semicolon
    for at, mark in marks:
        if at < opening or at == done:
            continue
        behind = mark & _ROLE and low[max(start, at - 3) : at].rstrip().endswith(_AFTER_MARK)
        if behind and (label := _LABEL.match(low, at, end)):
            yield "label", past_blanks(low, label.end(), end)
            done = at
            continue
        if mark & _CUE:
            cue = cue_at(low, at, end)
            capital = view.plain[at].isupper()
            named = capital and not low[max(start, at - 3) : at].rstrip().endswith(_BEGUN)  # "huyện Giao Thủy"
            if cue and not (at > start and cue[0] == "give" and (named or _passive(low, at))):
                yield cue[0], past_blanks(low, cue[1], end)
                continue
        if at > opening and mark & _NAME:
            kind = _stands_behind(low[max(opening, at - _FRONT) : at].rstrip())
            yield "COMMA" if kind == "other" and _behind_time(low, opening, at) else kind, at


def may_tell(view: TextView, opening: int, end: int, marks: Sequence[Mark]) -> bool:
    """Tell whether a sentence with the marks `QUIET` has a label, or a name that opens a clause (`name_places`)."""
    low = view.low
    if _LABEL.match(low, opening, end):
        return True
    for at, mark in marks:
        if mark & _ROLE:
            if _LABEL.match(low, at, end):
                return True
        elif at > opening and _stands_behind(low[max(opening, at - _FRONT) : at].rstrip()) == "SEMI":
            return True
    return False


def _stands_behind(between: str) -> str:
    """Return the kind of a place by the words *between* the head of a sentence and it."""
    clauses, fronts, every = _ends_before()
    if not between.endswith(every):
        return "other"
    if between.endswith(clauses):
        return "SEMI"
    return "COMMA" if between.endswith(fronts) else "BRACKET"


def _behind_time(low: str, start: int, at: int) -> bool:
    """Tell whether nothing but a time stands before *at* in its clause: "Trước ngày 10/7/2026 | Sở Y tế ..."."""
    if at - start < _SHORTEST_TIME or not low[at - 2].isdigit():
        return False
    clause = low.rfind(";", max(start, at - _LONGEST_TIME), at) + 1
    return is_time(low, past_blanks(low, max(start, clause), at), at)


def is_time(low: str, start: int, end: int) -> bool:
    """Tell whether what stands before a name from *start* to *end* is nothing but a time."""
    return end - start < _LONGEST_TIME and _TIME.fullmatch(low, start, end) is not None


@cache
def _ends_before() -> tuple[tuple[str, ...], ...]:
    """Return how a clause ends behind which a name may stand, how a phrase in front does, and both with brackets."""
    clauses, fronts = (tuple(row_words("duties", row)) for row in ("clause_end", "front_end"))
    return clauses, fronts, (*clauses, *fronts, *_BRACKETS)


def opening_of(view: TextView, start: int, end: int) -> tuple[int, bool]:
    """Return where a sentence begins behind a form of address, and whether a name may stand there."""
    word = first_word(view, start, end)
    if word in _addressed() and (address := _ADDRESS.match(view.low, start, end)):
        return address.end(), True
    return start, word in name_words() and not begins_other(view, start, end) and may_begin(view, start, end)


def marks_in(view: TextView, start: int, end: int) -> tuple[list[Mark], int]:
    """Return where something begins between two offsets, each with the marks of what begins there; and all marks.

    One look over the words of a passage finds all by which it may tell somebody something.
    """
    form, said = _forms()
    plain = view.plain
    low, back = (view.low, 0) if start else (" " + view.low[:end], 1)  # nothing stands before the first word of a text
    before = max(0, start - 1)
    found: list[Mark] = []
    every = 0
    for word in form.finditer(low, start + back - 1, end + back):
        words, at = word[1], word.end() - back
        mark, capital = said.get(words) or said[" ".join(words.split())]
        if at < start + 2 and mark == capital == _ROLE and view.low[before:at].rstrip()[-1:] not in _AFTER_MARK:
            continue  # the comma before a label stands in the passage before
        if mark != capital and (plain[at].isupper() or (words[0] in OFFICE_LETTERS and capital_at(view, at))):
            mark = capital
        if mark:
            found.append((at, mark))
            every |= mark
    return found, every


def marks_between(marks: list[Mark], start: int, end: int) -> list[Mark]:
    """Return those of the marks of a passage that stand between two offsets."""
    if not marks or (start <= marks[0][0] and marks[-1][0] < end):
        return marks  # most passages are one sentence
    first = bisect_left(marks, (start, 0))
    return marks[first : bisect_left(marks, (end, 0), first)]


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, tuple[int, int]]]:
    """Return the forms that have marks, and the marks of each in small letters and with a capital.

    The pattern consumes what stands before a word, so that a name within a name is found too: the form is its group.
    """
    names = closed_forms()
    marks: dict[str, int] = {}
    for mark, row in ({_CUE: "cue", _ROLE: "label_cue", STRONG: "strong", JOINT: "share"} | TURNS).items():
        for form in row_words("duties", row):
            marks[form] = marks.get(form, 0) | mark
    said = {}
    for form in (*names, *marks):
        heads = [form, *accumulate(form.split(" "), "{} {}".format)]  # "phối", "phối hợp", ...
        always = reduce(or_, (marks.get(head, 0) | (_NAME if names.get(head) is False else 0) for head in heads))
        said[form] = (always, always | (_NAME if any(head in names for head in heads) else 0))
    labels = {form: _behind_mark(form) for form, (_, mark) in said.items() if mark == _ROLE}
    words = (f"{form}{end}" for form, end in labels.items())
    return plain(kept(lambda: _form_behind(said, labels), "forms of duties", *sorted(said), *words)), said


def _form_behind(said: Iterable[str], ends: Mapping[str, str]) -> str:
    """Return the pattern of what stands before a word, if that is one of *said*; *ends*: what stands behind some."""
    return f"{_no_word()}(?=({branches(letter_tree(said, ends), '')}))"


def _behind_mark(label: str) -> str:
    """Return the pattern of the end of a label's first word, which stands behind a comma or a semicolon."""
    return rf"{BOUND}(?:" + "|".join(rf"(?<=[;,]{gap}{label})" for gap in ("", r"\s", r"\s\s")) + ")"


def _no_word() -> str:
    """Return the set of signs that are no part of a word, written out: asked for in half the time of ``\\W``.

    Letters beyond the basic plane are in it too; no form begins behind them.
    """
    runs = (run[0] for run in re.finditer(r"\w+", "".join(map(chr, range(0x10000)))))
    return "[^" + "".join(rf"\u{ord(run[0]):04x}-\u{ord(run[-1]):04x}" for run in runs) + "]"


def _passive(low: str, at: int) -> bool:
    before = low[max(0, at - _BACK) : at]
    return before[-1:].isspace() and " ".join(before.split()).endswith(_no_giving())


@cache
def _addressed() -> frozenset[str]:
    return frozenset(row_words("duties", "address_begins"))


@cache
def _no_giving() -> tuple[str, ...]:
    return tuple(row_words("duties", "no_giving"))
