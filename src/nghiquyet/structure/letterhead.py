"""The letterhead: names, motto, number, place and date, side by side or one below the other."""

from functools import cache

import regex

from ..lexicon.document_number import PRINTED
from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import choice
from . import landmarks
from .lines import Line
from .state import OutlineState, Zone

#: The roles of the landmarks that a letterhead has.
HEADER = {"IS_MOTTO": "MOTTO", "IS_NUMBER": "NUMBER", "IS_PLACE_DATE": "PLACE_DATE", "IS_DOCTYPE": "DOCTYPE"}
_NUMBER = pattern(rf"{PRINTED}(?:\s+|$)")
#: How many lines below it a letterhead stands, if the heading is that of a site.
_BELOW = 40


@cache
def _blanks() -> regex.Pattern[str]:
    """Return the pattern of how a blank goes on that was to be filled in by hand: "Số:     /QĐ", "ngày     tháng"."""
    return pattern(rf"/|-\p{{Lu}}|{choice('headers', 'month_word')}|{choice('headers', 'year_word')}")


@cache
def _waits_for_number() -> regex.Pattern[str]:
    """Return the pattern of words that end before a number: "Luật số:"."""
    number = f"(?i:{choice('headers', 'number_word')})"
    return pattern(rf"(?:{number}:|(?<=\s){number})$")


@cache
def _bare_number() -> regex.Pattern[str]:
    return pattern(rf"(?:(?i:{choice('headers', 'numbered_kind')})\s+)?(?i:{choice('headers', 'number_word')})\s*:?")


@cache
def _ends_in_number() -> regex.Pattern[str]:
    """Return the pattern of what stands over the number: "Nghị quyết số:"."""
    return pattern(rf"(?i:(?:\p{{L}}+\s+){{1,2}}{choice('headers', 'number_word')})\s*:")


@cache
def _gazette() -> regex.Pattern[str]:
    """Return the pattern of the heading of the gazette before 2005, one sentence in capitals.

    "NGHỊ QUYẾT CỦA CHÍNH PHỦ SỐ 16/2000/NQ-CP NGÀY 18 THÁNG 10 NĂM 2000 VỀ VIỆC ...".
    """
    rows = ("of", "number_word", "day_word", "month_word", "year_word", "about", "title_begins")
    of, number, day, month, year, about, title = (f"(?i:{choice('headers', row)})" for row in rows)
    between = rf"(?:\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?|\s+{month}\s+\d{{1,2}}\s+{year}\s+)"
    return pattern(
        rf"(?:(?P<DOCTYPE>{choice('headers', 'dated_doctype')})\s+)?"
        rf"(?P<LETTERHEAD>{of}(?:\s+(?!{number}\s)\S+){{1,14}}?\s+)?"
        rf"(?P<NUMBER>{number}\s*:?\s*{PRINTED})"
        rf"\s*+(?:,\s*+)?(?P<PLACE_DATE>{day}\s+\d{{1,2}}{between}\d{{4}})"
        rf"(?P<LETTERHEAD>\s+{of}(?:\s+(?!{about}\b)\S+){{1,14}}?)?(?:\s+(?P<TITLE>{title}\b.*))?"
    )


def gazette(state: OutlineState, at: int, line: Line) -> bool:
    """Write the parts of a heading of the gazette (Công báo); False if the line is none, or a letterhead follows."""
    words = state.sheet.words(line)
    found = _gazette().fullmatch(words.rstrip("* ")) if landmarks.is_capitals(words) else None
    below = state.sheet.lines[at + 1 : at + _BELOW]
    if found is None or (found["DOCTYPE"] and any(_is_header(state, other) for other in below)):
        return False
    if found["DOCTYPE"]:
        state.close(1)
    spans = [(*span, role) for role in found.re.groupindex for span in found.spans(role)]
    for start, end, role in sorted(spans):
        state.write(role, line.words + start, line.words + start + len(words[start:end].rstrip()))
    state.zone, state.titled = Zone.TITLE, True
    return True


def _is_header(state: OutlineState, line: Line) -> bool:
    """Tell whether a line has the motto or the number of a letterhead."""
    pieces = landmarks.columns(state.sheet.view, line.start, line.end)
    return any(
        landmarks.landmark(state.sheet.view[a:b]) in ("IS_MOTTO", "IS_NUMBER") for a, b, bar in pieces if not bar
    )


def loose_number(state: OutlineState, line: Line, role: str) -> int:
    """Take "Số:" alone on its line, and the number on the next one; return where the rest of the line begins, or 0.

    *role* is that of the block before.
    """
    words = state.sheet.words(line)
    if _bare_number().fullmatch(words):
        state.write("NUMBER", line.start, line.end)
        return line.end
    found, leaf = _NUMBER.match(words), state.leaf if role in ("NUMBER", "MOTTO", "LETTERHEAD") else None
    if found is None or leaf is None or not _waits_for_number().search(state.sheet.view, leaf.start, leaf.end):
        return 0
    end = line.words + len(found[0].rstrip())
    if role == "NUMBER":
        leaf.end = end
    else:  # "Độc lập - Tự do - Hạnh phúc ------ Luật số:" over "26/2012/QH13"
        state.write("NUMBER", line.start, end)
    return line.words + found.end() if found.end() < len(words) else line.end


def columns(state: OutlineState, start: int, end: int) -> bool:
    """Write the columns of a letterhead; False if no column is one of a letterhead."""
    parts: list[tuple[int, int, bool]] = []
    for a, b, bar in landmarks.columns(state.sheet.view, start, end):
        if parts and not bar and not parts[-1][2] and _blanks().match(state.sheet.view, a, b):
            parts[-1] = (parts[-1][0], b, False)  # "Số:     /QĐ-UBND", "ngày     tháng     năm"
        else:
            parts.append((a, b, bar))
    pieces = [(a, b, _column(state, state.sheet.view[a:b], bar)) for a, b, bar in parts]
    if not any(kind not in ("", "FURNITURE") for *_, kind in pieces):
        return False
    if state.zone == Zone.TOP:
        state.close(state.floor())  # a site's list above the page
    for a, b, kind in pieces:
        if kind == "FURNITURE":
            state.hold(a, b)
        else:
            state.write(kind or "LETTERHEAD", a, b)
        if kind == "DOCTYPE":
            state.zone, state.titled = Zone.TITLE, True
    return True


def _column(state: OutlineState, words: str, bar: bool) -> str:
    """Return the role of a column of a letterhead, "" if it has none of its own."""
    words = words.strip("*\\ ")
    if bar or not any(map(str.isalnum, words)):
        return "FURNITURE"
    if _ends_in_number().fullmatch(words):
        return "NUMBER"
    mark = landmarks.landmark(words)
    if mark in HEADER and not (mark == "IS_DOCTYPE" and not landmarks.is_capitals(words)):
        return HEADER[mark]
    if landmarks.is_issuer(words):
        return "LETTERHEAD"
    below = state.leaf is not None and state.leaf.role in ("LETTERHEAD", "MOTTO")
    return "LETTERHEAD" if below and landmarks.is_capitals(words) and len(words) < 60 else ""
