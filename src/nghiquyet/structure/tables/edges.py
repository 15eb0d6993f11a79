"""Where a table ends: lines too heavy to stand in one."""

from .. import landmarks
from ..nesting import continues
from ..state import OutlineState

_HEAVY = frozenset({
    "IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_SUBDIVISION", "IS_OLD_ARTICLE", "IS_ARTICLE", "IS_ANNEX", "IS_FORM",
    "IS_RECIPIENTS",
})  # fmt: skip
#: Landmarks that no cell holds in capitals.
_LAST = frozenset({"IS_SIGNATURE", "IS_MOTTO", "IS_DOCTYPE"})
#: Parts that a cell may name without more words.
_NAMED = frozenset({"IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_ANNEX"})


def stops(state: OutlineState, at: int) -> bool:
    """Tell whether line *at* is too heavy to stand in a table."""
    line = state.sheet.lines[at]
    if line.form in _HEAVY:
        return not refers(state, at)
    if line.form != "TEXT" or line.end - line.start > 200:
        return False
    words = state.sheet.words(line)
    capitals, closes = landmarks.is_capitals(words), landmarks.closes(state.sheet.view, line.start)
    if not capitals and not closes:
        return False  # nearly all cells
    return capitals if landmarks.landmark(words) in _LAST else closes


def refers(state: OutlineState, at: int) -> bool:
    """Tell whether the marker in line *at* names a part of another document, as cells do: "Điều 5", "Phụ lục I"."""
    line = state.sheet.lines[at]
    mark = state.sheet.view[line.start : line.words].strip("* ")
    if line.form in state.runs and continues(state, line):
        return False
    if line.form == "IS_ARTICLE":
        return mark[-1:] not in ".:-–"
    if line.form not in _NAMED or line.words < line.close or mark.isupper() or at + 1 == len(state.sheet.lines):
        return False
    after = state.sheet.words(state.sheet.lines[at + 1])
    return not landmarks.is_capitals(after) and landmarks.landmark(after) != "ISSUED_WITH"
