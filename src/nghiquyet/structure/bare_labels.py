"""Damaged labels: no dot behind them, a wrong stroke, a lost digit, nothing but the dot, a speck in front of them.

Scanned and typed texts have "I MỤC TIÊU" over "II NHIỆM VỤ", and "1 Ủy ban nhân dân ..." over "2 Sở Tài chính ...". A
number without a dot may be anything, so a label is accepted only where it counts: it is the first of a series whose
next member follows, or the next of an open list.
"""

import regex
from attrs import evolve

from ..lexicon.lazy import pattern
from ..text.numerals import as_roman
from . import landmarks
from .lines import Line, line_at
from .markers import BULLETS, DEEPEST, FAMILIES
from .nesting import continues
from .state import OutlineState, Zone

_ARABIC = pattern(r"(?P<label>\d{1,2})\s+(?=\p{Lu})")
_ROMAN = pattern(r"(?P<label>[IVX]{1,5})\s+(?=\p{Lu}{2})")
#: A Roman numeral as OCR reads one: "IH." for "II.", "Hl." for "III.".
_MISREAD = pattern(r"(?P<label>[IVXHLTl1|]{1,5})\s?[.\-–]\s*(?=\p{Lu}{2})")
#: How a line must begin to be looked at.
_INITIALS = frozenset("0123456789IVXHLTl|:;,.'`’~^·_[")
_MAY_BE = pattern(r"\d{1,2}\s+\p{Lu}|[IVXHLTl1|]{1,5}(?:\s|[.\-–])|[:;,.'`’~^|·]{1,2}\s+\(|[._~][-–]?\s+\p{Lu}|\[\d")
#: What is left of "2." where the digit was lost, and dashes that OCR read as other strokes.
_DOT, _STROKE = pattern(r"\.\s+(?=\p{Lu}\p{L})"), pattern(r"(?:[_~](?=[-–]))?(?P<label>[_~–-])\s+(?=\p{Lu})")
_SPECK = pattern(r"[:;,.'`’~^|·]{1,2}\s+(?=\(\d{1,3}\)\s)")
#: A number in square brackets in front of words, as pages of questions and answers count; and one behind a word.
_SQUARE, _CITED = pattern(r"\[(?P<label>\d{1,2})\]\s+(?=\p{Lu})"), pattern(r"(?<=[^\s|(] ?)\[1\]")
#: How far from a note its mark is looked for, in letters.
_NEAR = 20_000
#: How many lines ahead the next member of a series is looked for.
_AHEAD = 60
#: A heading with a higher Roman numeral is not read from damaged letters.
_MOST = 15
_ZONES = frozenset({Zone.TOP, Zone.RECITAL, Zone.BODY, Zone.ANNEX})


def read(state: OutlineState, line: Line) -> Line:
    """Return *line* with its damaged label made whole, or the line itself."""
    if line.form != "TEXT":
        return (_lost_digit(state, line) or line) if line.form in ("PAREN", "ARABIC") else line
    if state.sheet.view[line.start] not in _INITIALS or not _MAY_BE.match(state.sheet.view, line.start):
        return line
    if state.zone == Zone.TAIL:
        return _stroke(state, line) or line
    if state.zone not in _ZONES or (state.zone == Zone.TOP and state.titled) or not state.fresh(line):
        return line
    for reading in (_square, _without_dot, _misread, _behind_speck, _bare_dot, _stroke):
        if found := reading(state, line):
            return found
    return line


def _square(state: OutlineState, line: Line) -> Line | None:
    """Return the line of "[1] ..." under an introduction: notes look so too, but a word in the text has their mark."""
    found = _SQUARE.match(state.sheet.view, line.start, line.close)
    if found is None:
        return None
    labelled = _labelled(line, found, "ARABIC_PAREN")
    if found["label"] != "1":
        return labelled if continues(state, labelled) and _in_squares(state) else None
    later = state.sheet.lines[state.at + 1 : state.at + 1 + _AHEAD]
    listed = state.introduced() and any(state.sheet.view.startswith("[2] ", each.start) for each in later)
    near = max(0, line.start - _NEAR), line.start + _NEAR
    return labelled if listed and not _CITED.search(state.sheet.view, *near) else None


def _in_squares(state: OutlineState) -> bool:
    """Tell whether the last member of the innermost list of numbers in brackets has square ones."""
    last = next((unit.lists["ARABIC_PAREN"] for unit in reversed(state.stack) if "ARABIC_PAREN" in unit.lists), None)
    blocks = state.out[last.written : last.written + 2 * DEEPEST] if last else []
    member = next((block for block in blocks if block.role in ("ITEM", "POINT")), None)
    return member is not None and state.sheet.view[member.start] == "["


def _bare_dot(state: OutlineState, line: Line) -> Line | None:
    """Return the line of ". Sở Tài chính ..." that has to be "2.": the innermost list that counts has numbers."""
    found = _DOT.match(state.sheet.view, line.start, line.close)
    if found is None or not state.sheet.page.width or not state.ended():
        return None
    unit = next((unit for unit in reversed(state.stack) if unit.family not in BULLETS), None)
    place = unit and next((each.lists[unit.family].place for each in state.stack if unit.family in each.lists), None)
    if unit is None or unit.family != "ARABIC" or not place:
        return None
    number = str(place[0] + 1)
    read = evolve(line, form="ARABIC", label=number, words=found.end(), reads=number)
    state.report("ocr-label", f"a number before '.' was lost: it has to be {number!r}", line)
    return read


def _stroke(state: OutlineState, line: Line) -> Line | None:
    """Return the line of "_ Sở Tài chính ...", "~- Lưu" as that of a dash: one of a list, or the first of it."""
    found = _STROKE.match(state.sheet.view, line.start, line.close)
    listed = any(unit.family == "DASH" or unit.role == "RECIPIENTS" for unit in state.stack)
    return _labelled(line, found, "DASH") if found and (listed or state.introduced()) else None


def _labelled(line: Line, found: "regex.Match[str]", form: str, reads: str = "") -> Line:
    return evolve(line, form=form, label=found["label"], words=found.end(), reads=reads)


def _without_dot(state: OutlineState, line: Line) -> Line | None:
    """Return the line of "I MỤC TIÊU" in capitals, or of a number in a series that counts up."""
    if found := _ROMAN.match(state.sheet.view, line.start, line.close):
        labelled = _labelled(line, found, "ROMAN")
        heads = landmarks.is_capitals(state.sheet.view[found.end() : line.close])
        return labelled if heads and (found["label"] == "I" or continues(state, labelled)) else None
    counts = state.zone in (Zone.BODY, Zone.TOP)  # `read` asks at the top only where there is no first page
    found = _ARABIC.match(state.sheet.view, line.start, line.close) if counts else None
    if found is None:
        return None
    labelled = _labelled(line, found, "ARABIC")
    begins = found["label"] == "1" and _has_next(state, 2)
    return (
        labelled if (state.ended() or not state.sheet.page.width) and (begins or continues(state, labelled)) else None
    )


def _has_next(state: OutlineState, number: int) -> bool:
    """Tell whether a line with the next number follows, dot or not, before anything that stands higher."""
    for line in state.sheet.lines[state.at + 1 : state.at + 1 + _AHEAD]:
        found = _ARABIC.match(state.sheet.view, line.start, line.close) if line.form == "TEXT" else None
        label = found["label"] if found else line.label if line.form == "ARABIC" else ""
        if label == str(number):
            return True
        if line.form in FAMILIES and FAMILIES[line.form].rank < FAMILIES["ARABIC"].rank:
            return False
    return False


def _misread(state: OutlineState, line: Line) -> Line | None:
    """Return the line of a heading whose Roman numeral has a wrong letter: the open list shows which it is."""
    found = _MISREAD.match(state.sheet.view, line.start, line.close)
    last = next((unit.lists["ROMAN"] for unit in reversed(state.stack) if "ROMAN" in unit.lists), None)
    if found is None or last is None or not landmarks.is_capitals(state.sheet.view[found.end() : line.close]):
        return None
    number = last.place[0]
    expected = as_roman(number + 1).upper() if number < _MOST else ""
    if not expected or abs(len(expected) - len(found["label"])) > 1:
        return None
    return _reported(state, _labelled(line, found, "ROMAN", expected))


def _behind_speck(state: OutlineState, line: Line) -> Line | None:
    """Return the line of ": (1) ...", whose first sign is a speck of the page."""
    found = _SPECK.match(state.sheet.view, line.start, line.close)
    if found is None:
        return None
    behind = line_at(state.sheet.view, found.end(), line.end)
    return evolve(behind, start=line.start, indent=line.indent, blank=line.blank, number=line.number)


def _lost_digit(state: OutlineState, line: Line) -> Line | None:
    """Return the line of "(3)" behind "(12)" that has to be "(13)": no list goes on with what is written."""
    if len(line.label) != 1 or line.label == "1" or state.zone not in _ZONES:
        return None
    last = next((unit.lists[line.form] for unit in reversed(state.stack) if line.form in unit.lists), None)
    place = state.runs.get(line.form) or (last.place if last else None)
    expected = str(place[0] + 1) if place else ""
    if len(expected) != 2 or line.label not in expected or not state.fresh(line) or continues(state, line):
        return None
    later = state.sheet.lines[state.at + 1 : state.at + 1 + _AHEAD]
    if any(each.form == line.form and each.label == str(int(line.label) + 1) for each in later):
        return None
    return _reported(state, evolve(line, reads=expected))


def _reported(state: OutlineState, line: Line) -> Line:
    state.report("ocr-label", f"{line.label!r} was read as {line.reads!r}", line)
    return line
