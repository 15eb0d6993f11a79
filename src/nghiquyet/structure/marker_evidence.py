"""Whether a label at the beginning of a line is a marker, or words of a sentence that a line end cut there."""

from ..lexicon.lazy import plain_pattern
from ..text.numerals import NOWHERE, follows
from . import landmarks
from .lines import Line
from .markers import FAMILIES
from .state import OutlineState

#: Headings that may stand without words of their own, which follow on the next line.
_BARE = frozenset({
    "IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_SUBDIVISION", "IS_OLD_ARTICLE", "IS_ARTICLE", "ROMAN",
})  # fmt: skip
_BRACKETED = plain_pattern(r"\((\d{1,3}|[ivx]{1,5})\)")


def believed(state: OutlineState, line: Line, fresh: bool) -> bool:
    """Tell whether a label that fits may be a marker where it stands."""
    first = state.sheet.first(line)
    if fresh:
        runs_on = state.sheet.page.width > 0 and not line.blank and not state.ended()
        if runs_on and (first.islower() or (not first and state.binds(line))):
            return False
        return not _unpunctuated(state, line, first)
    return first.isupper() and state.ending() not in ",(-–" and (not state.binds(line) or _followed(state, line))


def odd_believed(state: OutlineState, line: Line, fresh: bool) -> bool:
    """Tell whether a label that fits no list may yet be a marker."""
    first = state.sheet.first(line)
    if not fresh or first.islower() or _unpunctuated(state, line, first):
        return False
    if line.form == "ARABIC" and len(line.label) > 1 and state.sheet.view[line.words - 1] in ".-":
        return False  # "30.LTW77" is a file's name
    if line.form == "LETTER":  # "M. Gorki" is a name
        return landmarks.is_capitals(state.sheet.words(line))
    return bool(first) or line.form in _BARE


def in_sentence(state: OutlineState, line: Line) -> bool:
    """Tell whether the member before stands in the words that go on here: "(i) ...; (ii) ...; / (iii) ..."."""
    if line.form not in ("LOW_ROMAN", "PAREN") or state.leaf is None or not state.sheet.page.width or line.blank:
        return False
    words = state.sheet.view[max(state.leaf.start + 1, state.leaf.end - 2000) : state.leaf.end]
    count = FAMILIES[line.form].place
    assert count is not None
    before = (count(found[1]) for found in _BRACKETED.finditer(words))
    return any(follows(place, count(line.label)) for place in before if place != NOWHERE)


def _followed(state: OutlineState, line: Line) -> bool:
    """Tell whether the next line has the next label of the list: "Không thực hiện các quy định về" over "1.", "2."."""
    if state.sheet.page.width or state.at + 1 >= len(state.sheet.lines):
        return False
    after, count = state.sheet.lines[state.at + 1], FAMILIES[line.form].place
    return after.form == line.form and count is not None and follows(count(line.label), count(after.label))


def certain(state: OutlineState, line: Line, *, fits: bool) -> bool:
    """Tell whether what looks like a marker is text beyond doubt.

    It names a part of a law, or *fits* no list and goes on with a sentence. "... khoản" over "4. Sở Tài chính ..." is a
    doubt where an item 3 stands open.
    """
    first = state.sheet.first(line)
    if _unpunctuated(state, line, first) or first.islower() or in_sentence(state, line):
        return True
    bound = (
        state.sheet.page.width > 0 and not line.blank and not state.ended() and (state.binds() or state.ending() == ",")
    )
    return bound and not fits


def _unpunctuated(state: OutlineState, line: Line, first: str) -> bool:
    """Tell whether an article's number runs straight into words: "Điều 5 Luật ..." is a reference at a line's start."""
    mark = state.sheet.view[line.start : line.words].rstrip("* ")
    return line.form == "IS_ARTICLE" and bool(first) and mark[-1:] not in ".:-–"
