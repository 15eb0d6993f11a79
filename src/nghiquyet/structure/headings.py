"""Headings without a marker: which lines are one, and which lists they close.

"KẾT QUẢ NĂM 2025", "Mục tiêu tổng quát:", "Đến năm 2030": a short line of its own that begins with a word of headings,
or that stands out by its look, in capitals, bold or centred. It closes the list before it. What stands below decides
how much of it: a list that begins again stands beside the one before, a list that goes on stays the same.
"""

from functools import cache
from typing import Final

import regex

from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import choice, row_words, words
from ..text.folding import fold
from . import landmarks, line_breaks
from .lines import Line
from .markers import BULLETS, FAMILIES
from .nesting import continues, starts
from .state import OutlineState, Zone

CAPITALS, EMPHASISED, PLAIN = 1, 2, 3

#: Longer lines are sentences.
_LONGEST: Final = {CAPITALS: 250, EMPHASISED: 200, PLAIN: 110}
#: How many lines ahead the first marker below a heading is looked for.
_AHEAD = 12
_ZONES = frozenset({Zone.TOP, Zone.RECITAL, Zone.BODY, Zone.ANNEX})
_SENTENCE_ENDS = ".;,!"
#: A cell's bar, a rule drawn by hand, a blank to be filled in.
_NO_HEADING = pattern(r"\||[-_.…]{3}|…")


def level_of(state: OutlineState, line: Line) -> int:
    """Return the level of the heading that a line without a marker is, 0 if it is none."""
    if state.zone not in _ZONES or line.close - line.words > _LONGEST[CAPITALS] + 8:
        return 0
    said = state.sheet.words(line).strip("*_ ")
    if not (said[:1].isupper() or said[:1].isdigit()) or said[-1] in _SENTENCE_ENDS:
        return 0
    level = _look(state, line, said)
    if len(said) > _LONGEST[level] or ((level == PLAIN or state.zone == Zone.TOP) and not _names_heading(said)):
        return 0  # at the top the names of bodies stand out too
    if state.sheet.page.full(line, 6) or line_breaks.binds(said) or _NO_HEADING.search(said):
        return 0
    if _announces().search(fold(said)):
        return 0
    if level == PLAIN or state.zone == Zone.TOP:
        return level if _stands_over(state, line) else 0
    if level == CAPITALS:
        return level if " " in said and not _is_page_head(state, line) else 0
    return level if not said[:1].isdigit() else 0


def is_banner(state: OutlineState, line: Line) -> bool:
    """Tell whether a line between two rows of a table stands over those below it: "Đến năm 2030"."""
    said = state.sheet.words(line).strip("*_ ")
    if not said or len(said) > _LONGEST[PLAIN] or said[-1] in _SENTENCE_ENDS or _NO_HEADING.search(said):
        return False
    return _look(state, line, said) < PLAIN or _names_heading(said)


def _look(state: OutlineState, line: Line, said: str) -> int:
    if landmarks.is_capitals(said):
        return CAPITALS
    return EMPHASISED if line.bold or state.sheet.centred(line) else PLAIN


def _names_heading(said: str) -> bool:
    """Tell whether words begin as headings do, or are a period and nothing more."""
    low = fold(said)
    return _opening().match(low) is not None or _period().fullmatch(low) is not None


def _stands_over(state: OutlineState, line: Line) -> bool:
    """Tell whether something stands below a heading: the next line does not go on with its sentence."""
    after = state.sheet.lines[state.at + 1] if state.at + 1 < len(state.sheet.lines) else None
    if after is None or line_breaks.runs_on(state.sheet.words(line), state.sheet.words(after)):
        return False
    return after.form != "TEXT" or not state.sheet.first(after).islower()


def _is_page_head(state: OutlineState, line: Line) -> bool:
    """Tell whether words are those of a letterhead or a signature, as the forms in an annex have them."""
    columns = [
        state.sheet.view[a:b] for a, b, bar in landmarks.columns(state.sheet.view, line.words, line.close) if not bar
    ]
    return any(landmarks.landmark(each) or landmarks.is_issuer(each) or landmarks.is_session(each) for each in columns)


@cache
def _opening() -> "regex.Pattern[str]":
    opener, role = (words(row_words("furniture", row)) for row in ("opener", "role"))
    return pattern(rf"(?:(?:[\d]{{1,2}}\s+)?{opener}\s+)*{role}")


@cache
def _announces() -> "regex.Pattern[str]":
    """Match the end of a sentence that announces what follows it: "Kết quả kiểm phiếu như sau:"."""
    return pattern(rf"{words(row_words('furniture', 'announces'))}\s*:$")


@cache
def _period() -> "regex.Pattern[str]":
    year = choice("headers", "year_word")
    return pattern(rf"{words(row_words('furniture', 'period'))}[\s\d\-,./()ivx]*(?:{year}\s+\d{{4}})?[\s:]*")


def depth_of(state: OutlineState, level: int, line: Line) -> int:
    """Return how many units stay open under a heading: those that what stands below it does not begin anew."""
    stack = state.stack
    if line.bold and line.blank and (level == CAPITALS or state.sheet.words(line).rstrip("*_ ").endswith("?")):
        return state.floor()  # it parts the text above all its units: a heading of the page's own
    below = next(
        (line for line in state.sheet.lines[state.at + 1 : state.at + 1 + _AHEAD] if line.form in FAMILIES), None
    )
    lists = [at for at, unit in enumerate(stack) if unit.family in BULLETS and at >= state.floor()]
    if below is not None and below.form in BULLETS:
        same = [at for at in lists if stack[at].family == below.form]
        return same[0] if same else lists[0] if lists and (level < PLAIN or state.ended()) else len(stack)
    depth = lists[0] if lists else len(stack)
    if below is not None and not continues(state, below) and starts(below):
        again = [at for at, unit in enumerate(stack) if unit.family == below.form and at >= state.floor()]
        depth = min(depth, again[0]) if again else depth
    return depth
