"""The first page: letterhead, motto, number, place and date, doctype, title, recitals, enacting words."""

from functools import cache

import regex
from attrs import evolve

from ..lexicon.files import table
from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import choice
from . import landmarks, misread
from .letterhead import HEADER, columns, gazette, loose_number
from .lines import Line
from .nesting import enter
from .run_in_title import find_run_in
from .state import OutlineState, Unit, Zone

#: How many lines ahead "(Kèm theo Nghị quyết số ...)" is looked for under a title.
_AHEAD = 14
#: A line of a letterhead is not longer.
_NAME = 80
#: A place over its day is not longer.
_PLACE = 40


@cache
def _wires() -> regex.Pattern[str]:
    """Return the pattern of the line over who receives a dispatch: "THỦ TƯỚNG CHÍNH PHỦ điện:"."""
    return pattern(rf"^.{{4,80}}\s(?i:{choice('headers', 'sends')})\s*:[*\s]*$")


@cache
def _about() -> regex.Pattern[str]:
    return pattern(rf'[*\s"“]*(?i:{choice("headers", "about")})\s')


@cache
def _enacting() -> regex.Pattern[str]:
    return pattern(rf"(?<!\s)\s+({choice('headers', 'enacts')}\s*:)\**$")


@cache
def _of() -> regex.Pattern[str]:
    return pattern(rf"(?i:{choice('headers', 'of')})\s")


@cache
def _basis() -> tuple[str, ...]:
    """Return with what the first recital begins, where no mark of a scan is in doubt."""
    return tuple(table("headers")["basis"]["words"])


@cache
def _dashed() -> tuple[str, ...]:
    """Return what recitals behind dashes begin with; "- Thực hiện tốt ..." may be a task."""
    return tuple(f"{words} " for words in table("headers")["dashed_recital"]["words"])


def starts_document(state: OutlineState, at: int, line: Line, words: str) -> bool:
    """Tell whether a doctype line begins the text, a document issued with it, or the next one in the file."""
    if state.zone in (Zone.TITLE, Zone.RECITAL) or (state.zone == Zone.ANNEX and state.waits):
        return False  # "QUY CHẾ" under "PHỤ LỤC I" is the annex's title
    capital = landmarks.is_capitals(_of().split(words)[0])
    issued = issued_with(state, at)
    if not capital and not issued:
        after = state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
        boxed = after is not None and state.sheet.view[after.start : after.end] == "|"
        if state.titled or boxed or not line.blank or state.zone != Zone.TOP or not words[:1].isupper():
            return False
    # a form in an annex has doctypes of its own
    return issued or not (state.titled and state.zone in (Zone.BODY, Zone.ANNEX))


def start_document(state: OutlineState, at: int, line: Line) -> None:
    """Take a doctype line that begins a document, or one that is issued with the document before it."""
    if state.titled and issued_with(state, at):
        start_annex(state, line)
    else:
        state.close(1)
        if not gazette(state, at, line):
            state.write("DOCTYPE", line.start, line.end)
        state.runs.clear()
        state.stack[0].lists.clear()
        state.zone, state.titled, state.begun = Zone.TITLE, True, False


def start_annex(state: OutlineState, line: Line) -> None:
    """Open what is issued with the document; its title is its words."""
    enter(state, line, Unit("IS_ANNEX", "ANNEX", 0), 1)
    state.zone, state.waits = Zone.ANNEX, True


def issued_with(state: OutlineState, at: int) -> bool:
    """Tell whether "(Kèm theo ...)" or "(Ban hành kèm theo ...)" stands under the title that begins at line *at*.

    It may stand at the end of the title's own line too.
    """
    for line in state.sheet.lines[at + 1 : at + _AHEAD]:
        words = state.sheet.words(line)
        if line.form != "TEXT" or words.startswith(_basis()):
            return False
        mark = landmarks.landmark(words)
        title, _, bracket = words.rpartition("(")
        if mark == "ISSUED_WITH" or (landmarks.is_capitals(title) and landmarks.landmark(bracket) == "ISSUED_WITH"):
            return True
        if mark in ("IS_ENACTING", "IS_DOCTYPE", "IS_SIGNATURE"):
            return False
    return False


def head(state: OutlineState, at: int, line: Line, words: str, mark: str) -> bool:
    """Take a line of the first page; False if it belongs to the body."""
    if line.form != "TEXT":
        if state.zone != Zone.TOP and line.form == "DASH" and state.sheet.view.startswith(_dashed(), line.words):
            return state.fresh(line) and _write(state, "RECITAL", line, Zone.RECITAL)  # "- Căn cứ Luật ..."
        beside = state.zone == Zone.TOP and line.form == "STAR" and state.sheet.view.startswith("   ", line.start + 1)
        return beside and columns(state, line.start, line.end)
    return {Zone.TOP: _top, Zone.TITLE: _title, Zone.RECITAL: _recital}[state.zone](state, at, line, words, mark)


def _broken(state: OutlineState, at: int, words: str) -> str:
    """Return the role of a line that was broken behind its first word, or behind the place over its day.

    "ỦY" over "BAN NHÂN DÂN" is a crawler's; "Vân Hải," over "ngày 12 tháng 6 năm 2025" stands in a narrow cell.
    """
    first = words.strip("* ")
    short = len(first) <= 8 and first.isalpha()
    place = first.endswith(",") and len(first) < _PLACE
    if not (short or place) or not first[0].isupper() or at + 1 >= len(state.sheet.lines):
        return ""
    after = state.sheet.lines[at + 1]
    joined = f"{first} {state.sheet.words(after)}"
    if after.form != "TEXT" or after.blank:
        return ""
    if short and landmarks.is_issuer(joined):
        return "LETTERHEAD"
    return "PLACE_DATE" if landmarks.landmark(joined) == "IS_PLACE_DATE" else ""


def _top(state: OutlineState, at: int, line: Line, words: str, mark: str) -> bool:
    """Take a line above the title: each rule is asked in turn, the first that takes the line wins."""
    role = state.leaf.role if state.leaf is not None and not state.between else ""
    if not state.titled and gazette(state, at, line):
        return True
    if not state.titled and _is_bare_title(state, at, words, mark):
        state.titled = True
        return _write(state, "TITLE", line, Zone.TITLE)  # the kind of document was lost
    if _goes_on(state, line, words, mark, role):
        state.extend(line)
        return True
    if broken := _broken(state, at, words):
        state.write(broken, line.start, line.end)
        return True
    if number := loose_number(state, line, role):
        if number >= line.close:
            return True
        line = evolve(line, start=number, words=number)
        words = state.sheet.words(line)
        mark = landmarks.landmark(words)
    if not state.titled and _inline(state, at, line, words):
        return True
    if state.titled and landmarks.is_capitals(words) and not landmarks.is_issuer(words) and issued_with(state, at):
        start_annex(state, line)
        return True
    if mark == "IS_RECITAL" and words.startswith(_basis()):
        return _write(state, "RECITAL", line, Zone.RECITAL)
    if mark == "IS_ENACTING" and words.rstrip("* ").endswith(":") and state.fresh(line):
        return _write(state, "ENACTING", line, Zone.BODY)
    if columns(state, line.start, line.end):
        return True
    named = not (mark or state.titled) and (misread.is_body(state, line, words) or _over_motto(state, at, words))
    return named and _write(state, "LETTERHEAD", line, Zone.TOP)


def _over_motto(state: OutlineState, at: int, words: str) -> bool:
    """Tell whether a short line in capitals stands right over the motto or the number, as any name of a body may."""
    if len(words) > _NAME or "|" in words or not landmarks.is_capitals(words):
        return False
    for line in state.sheet.lines[at + 1 : at + 4]:
        below = state.sheet.words(line)
        if landmarks.landmark(below) in ("IS_MOTTO", "IS_NUMBER"):
            return True
        if line.blank or line.form != "TEXT" or not (line.alone or (len(below) <= _NAME and below.isupper())):
            return False
    return False


def _goes_on(state: OutlineState, line: Line, words: str, mark: str, role: str) -> bool:
    """Tell whether a line goes on with the name, the date or the motto before it, whose *role* is given."""
    if role not in ("LETTERHEAD", "PLACE_DATE", "MOTTO") or line.blank or "|" in words:
        return False
    short = len(words) < 40 and not any(map(str.islower, words)) and not state.sheet.page.full(line, 0)
    dated = role == "PLACE_DATE" and (words[:1].islower() or mark == "IS_PLACE_DATE")
    return dated or (role == "LETTERHEAD" and short and not mark)


def _inline(state: OutlineState, at: int, line: Line, words: str) -> bool:
    """Take a line that holds the doctype and the title: "NGHỊ QUYẾT Về ...", what stands before it in columns."""
    inline = landmarks.inline_doctype(words)
    if inline is None or words.endswith("?"):  # a question is a site's headline
        return False
    doctype, title = line.words + inline[0], line.words + inline[1]
    before = line.start + len(state.sheet.view[line.start : doctype].rstrip())
    if inline[0] and not columns(state, line.start, before):
        state.write("PARAGRAPH", line.start, before)
    start = doctype if inline[0] else line.start
    state.write("DOCTYPE", start, doctype + len(state.sheet.view[doctype:title].rstrip()))
    state.zone, state.titled = Zone.TITLE, True
    if title < line.close:
        _inline_title(state, at, title, line)
    return True


def _inline_title(state: OutlineState, at: int, title: int, line: Line) -> None:
    """Write the title that begins in the middle of a line, and the name or the sentence that it runs into."""
    if (run_in := find_run_in(state, at, title, line.end)) is None:
        stop = title + landmarks.capitals_end(state.sheet.view[title : line.end])
        state.write("TITLE", title, stop)
        if stop < line.end:
            state.write("PARAGRAPH", stop + 1, line.end)
            state.zone = Zone.RECITAL
        return
    state.write("TITLE", title, run_in.title)
    state.write("LETTERHEAD", run_in.start, run_in.end)
    if run_in.recital < line.end:
        state.write("RECITAL", run_in.recital, line.end)
        state.zone = Zone.RECITAL


def _is_bare_title(state: OutlineState, at: int, words: str, mark: str) -> bool:
    """Tell whether a line under the letterhead is a title in capitals whose doctype was lost."""
    above = state.leaf.role if state.leaf is not None else ""
    if above not in ("LETTERHEAD", "PLACE_DATE") or mark or "|" in words or not landmarks.is_capitals(words):
        return False
    if _about().match(words):
        return True
    after = state.sheet.words(state.sheet.lines[at + 1]) if at + 1 < len(state.sheet.lines) else ""
    named = above == "PLACE_DATE" and len(words) >= 30 and not landmarks.is_issuer(words)
    return named and (landmarks.is_issuer(after) or landmarks.landmark(after) == "IS_RECITAL")


def _title(state: OutlineState, at: int, line: Line, words: str, mark: str) -> bool:
    titled = has_title(state)
    if not titled and gazette(state, at, line):
        return True
    if mark in ("IS_MOTTO", "IS_NUMBER", "IS_PLACE_DATE"):
        return _write(state, HEADER[mark], line, Zone.TITLE)
    if mark == "IS_ENACTING" and titled and state.fresh(line):
        return _write(state, "ENACTING", line, Zone.BODY)
    if mark == "IS_RECITAL" and (titled or words.startswith(_basis())) and state.fresh(line):
        return _write(state, "RECITAL", line, Zone.RECITAL)
    if mark == "ISSUED_WITH" and titled:
        return _write(state, "PARAGRAPH", line, Zone.TITLE)
    named = landmarks.is_issuer(words) or (titled and misread.is_body(state, line, words))
    if named and (not titled or _closes_title(state, at, line)):
        return _write(state, "LETTERHEAD", line, Zone.TITLE)
    if titled and (role := _below_title(state, at, line, words)):
        return _write(state, role, line, Zone.TITLE if role == "LETTERHEAD" else Zone.RECITAL)
    if (run_in := find_run_in(state, at, line.words, line.end)) and run_in.recital == line.end:
        before = evolve(line, end=run_in.title, close=run_in.title)
        if titled and state.leaf is not None and state.leaf.role == "TITLE" and not line.blank:
            state.extend(before)
        else:
            state.write("PARAGRAPH" if titled else "TITLE", before.start, before.end)
        state.write("LETTERHEAD", run_in.start, run_in.end)
        return True
    if not titled and _meets(state, at, words):
        return _write(state, "LETTERHEAD", line, Zone.TITLE)
    leaf = state.leaf
    if leaf is not None and leaf.role == "LETTERHEAD" and landmarks.is_session(words):
        return _write(state, "LETTERHEAD", line, Zone.TITLE)
    if not titled:
        return _write(state, "TITLE", line, Zone.TITLE)
    if leaf is not None and leaf.role in ("TITLE", "PARAGRAPH", "LETTERHEAD") and not state.between:
        capitals = leaf.role == "TITLE" and landmarks.is_capitals(words) and not state.ended()
        if state.goes_on(line) or capitals or (leaf.role == "TITLE" and not line.blank and not state.ended()):
            state.extend(line)
            return True
    state.zone = Zone.RECITAL
    return _recital(state, at, line, words, mark)


def _meets(state: OutlineState, at: int, words: str) -> bool:
    """Tell whether the meeting that resolved is named above the title, "về ..."; else its name is the title."""
    if not landmarks.is_meeting(words):
        return False
    for line in state.sheet.lines[at + 1 : at + 4]:
        title = state.sheet.words(line)
        if line.form != "TEXT" or landmarks.landmark(title):
            return False
        if _about().match(title):
            return True
        if not landmarks.is_session(title):
            return False
    return False


def _closes_title(state: OutlineState, at: int, line: Line) -> bool:
    """Tell whether a body's name under the title is the one that resolves, not the title's last words."""
    if state.between or line.blank:
        return True
    if _of().match(state.sheet.words(line)):  # "... NGÀY 05/02/2024" over "CỦA CHÍNH PHỦ VỀ ..."
        return False
    after = state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
    if after is None:
        return True
    if landmarks.landmark(state.sheet.words(after)) in ("IS_RECITAL", "IS_ENACTING"):
        return True
    return state.room(line) and not state.binds()


def _below_title(state: OutlineState, at: int, line: Line, words: str) -> str:
    """Return the role of a line that names a body below the title, "" if it names none.

    Over the recitals it is who resolves, in small letters: "Ủy ban nhân dân tỉnh"; over a list who sends a dispatch.
    """
    if _wires().search(words):
        return "PARAGRAPH"
    alone = (state.room(line) or landmarks.names_session(words)) and not state.binds()
    return "LETTERHEAD" if alone and landmarks.names_issuer(words) and _before_recitals(state, at) else ""


def _before_recitals(state: OutlineState, at: int) -> bool:
    """Tell whether the recitals begin on the next line."""
    after = state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
    return after is not None and landmarks.landmark(state.sheet.words(after)) == "IS_RECITAL"


def _recital(state: OutlineState, at: int, line: Line, words: str, mark: str) -> bool:
    leaf = state.leaf
    goes_on = words[:1].islower() or state.ending() not in ".;,:"  # a recital ends in a stop, the next has a capital
    if leaf is not None and leaf.role in ("RECITAL", "MORE") and not line.blank and goes_on:
        state.extend(line)
        return True
    fresh = state.fresh(line)
    resolves = mark == "IS_DOCTYPE" and words.startswith(tuple(table("headers")["resolves"]["words"]))
    if fresh and (mark == "IS_ENACTING" or resolves):
        return _write(state, "ENACTING", line, Zone.BODY)
    between = leaf is not None and leaf.role == "RECITAL" and state.ending() == ";" and words[-1:] in (";", ",")
    if fresh and (mark == "IS_RECITAL" or between):  # "Để áp dụng thống nhất ...;"
        return _write(state, "RECITAL", line, Zone.RECITAL)
    if fresh and landmarks.is_issuer(words):
        return _write(state, "LETTERHEAD", line, Zone.RECITAL)
    return False


def _write(state: OutlineState, role: str, line: Line, zone: Zone) -> bool:
    """Write a line of the first page; the enacting words may end a recital: "Theo đề nghị của ..., QUYẾT NGHỊ:"."""
    enacting = (
        _enacting().search(state.sheet.view, max(line.start, line.end - 40), line.end) if role == "RECITAL" else None
    )
    if enacting is not None:
        state.write(role, line.start, enacting.start())
        state.write("ENACTING", enacting.start(1), line.end)
        state.zone = Zone.BODY
        return True
    state.write(role, line.start, line.end)
    state.zone = zone
    return True


def has_title(state: OutlineState) -> bool:
    """Tell whether a title follows the last doctype."""
    role = next((token.role for token in reversed(state.out) if token.role in ("TITLE", "DOCTYPE")), "")
    return role == "TITLE"
