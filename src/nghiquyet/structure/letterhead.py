"""The letterhead: names, motto, number, place and date, side by side or one below the other."""

from ..lexicon.lazy import pattern
from . import landmarks
from .lines import Line
from .state import OutlineState, Zone

#: The roles of the landmarks that a letterhead has.
HEADER = {"IS_MOTTO": "MOTTO", "IS_NUMBER": "NUMBER", "IS_PLACE_DATE": "PLACE_DATE", "IS_DOCTYPE": "DOCTYPE"}
#: How a blank that was to be filled in by hand goes on.
_BLANKS = pattern(r"/|-\p{Lu}|tháng|năm")
_BARE_NUMBER = pattern(r"(?:(?i:luật)\s+)?(?i:số)\s*:?")
_ENDS_IN_NUMBER = pattern(r"(?i:(?:\p{L}+\s+){1,2}số)\s*:")  # "Nghị quyết số:" over the number
_NUMBER = pattern(r"\d[\d.]{0,8}[a-zđ]?\s?[/\-]\s?(?:\d{4}\s?[/\-]\s?)?\p{Lu}[\p{L}\d/\-.]{1,25}(?:\s+|$)")


#: The heading of the gazette before 2005, which has number, day and issuer in one sentence in capitals:
#: "NGHỊ QUYẾT CỦA CHÍNH PHỦ SỐ 16/2000/NQ-CP NGÀY 18 THÁNG 10 NĂM 2000 VỀ VIỆC ...".
_GAZETTE = pattern(
    r"(?:(?P<DOCTYPE>NGHỊ\s+QUYẾT|QUYẾT\s+ĐỊNH|NGHỊ\s+ĐỊNH|CHỈ\s+THỊ|KẾT\s+LUẬN|PHÁP\s+LỆNH|LUẬT)\s+)?"
    r"(?P<LETTERHEAD>CỦA(?:\s+(?!SỐ\s)\S+){1,14}?\s+)?"
    r"(?P<NUMBER>SỐ\s*:?\s*\d[\d/]*\p{Lu}?\s?[-/]\s?\p{Lu}[\p{Lu}\d/.-]*)"
    r"\s*+(?:,\s*+)?(?P<PLACE_DATE>NGÀY\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?|\s+THÁNG\s+\d{1,2}\s+NĂM\s+)\d{4})"
    r"(?P<LETTERHEAD>\s+CỦA(?:\s+(?!VỀ\s|V/V)\S+){1,14}?)?(?:\s+(?P<TITLE>(?:VỀ|V/V|BAN\s+HÀNH|QUY\s+ĐỊNH)\b.*))?"
)
#: How many lines below it a letterhead stands, if the heading is that of a site.
_BELOW = 40


def gazette(state: OutlineState, at: int, line: Line) -> bool:
    """Write the parts of a heading of the gazette (Công báo); False if the line is none, or a letterhead follows."""
    words = state.sheet.words(line)
    found = _GAZETTE.fullmatch(words.rstrip("* ")) if landmarks.is_capitals(words) else None
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
    if _BARE_NUMBER.fullmatch(words):
        state.write("NUMBER", line.start, line.end)
        return line.end
    found, leaf = _NUMBER.match(words), state.leaf if role in ("NUMBER", "MOTTO", "LETTERHEAD") else None
    if found is None or leaf is None or state.sheet.view[leaf.end - 3 : leaf.end].lower() not in ("số:", " số"):
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
        if parts and not bar and not parts[-1][2] and _BLANKS.match(state.sheet.view, a, b):
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
    if _ENDS_IN_NUMBER.fullmatch(words):
        return "NUMBER"
    mark = landmarks.landmark(words)
    if mark in HEADER and not (mark == "IS_DOCTYPE" and not landmarks.is_capitals(words)):
        return HEADER[mark]
    if landmarks.is_issuer(words):
        return "LETTERHEAD"
    below = state.leaf is not None and state.leaf.role in ("LETTERHEAD", "MOTTO")
    return "LETTERHEAD" if below and landmarks.is_capitals(words) and len(words) < 60 else ""
