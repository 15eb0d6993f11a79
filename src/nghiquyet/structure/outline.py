"""Give every line its role and its depth: one pass over the lines, one stack, no going back. It never raises.

The pass asks, in order: is the line furniture of the page, a table, a quotation, a doctype, a part of the first or the
last page, a marker that opens a unit, the document's closing sentence, or plain words? Each question has a module.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve

from ..diagnostics import Diagnostic
from ..layout import Layout
from ..limits import in_time
from . import back_matter, bare_labels, front_matter, headings, landmarks, misread, quotations
from .furniture import is_banner, is_file_mark, is_lone_number, is_menu, is_page_mark, is_site_foot, is_stamp
from .grammar import Block
from .lines import Line
from .markers import BULLETS
from .nesting import continues, enter, place
from .sheet import UNKNOWN, Sheet
from .state import OutlineState, Unit, Zone
from .tables import has_serial_head, is_ruled, table_at
from .tables.row import Table

#: How many lines a quoted passage may have before it is taken for one that was never closed.
_QUOTE_LINES = 400
#: So many lines are taken before the clock is asked again.
_SOME = 30
#: How many buttons of a site are looked at.
_MENU_LINES = 30
_HEADED = frozenset({"PART", "CHAPTER", "SECTION", "ANNEX"})
_FRONT = frozenset({Zone.TOP, Zone.TITLE, Zone.RECITAL})
_BODY = frozenset({Zone.BODY, Zone.ANNEX})
_LATE = frozenset({Zone.TAIL, Zone.ANNEX})
#: Forms that open no unit in a quotation: what they open stands outside all others.
_FOREIGN = frozenset({"TEXT", "IS_RECIPIENTS", "IS_ANNEX", "IS_FORM"})


class _Pass:
    """The pass itself: the state, and where it is in quotations."""

    def __init__(self, state: OutlineState) -> None:
        self.state = state
        self.quoted_to = -1
        self.around: quotations.Quoted | None = None
        self.marks = quotations.marks(state.sheet.view)
        self.closings: list[int] | None = None
        self.bars: list[int] | None = None
        self.ended = False  # what follows is the site's, not the document's
        self.behind = False  # marks stand behind the words: "-", "A -", "B -"

    def run(self) -> OutlineState:
        state, at, asked = self.state, 0, 0
        lines, view = state.sheet.lines, state.sheet.view
        while at < len(lines):
            if at >= asked:
                in_time()
                asked = at + _SOME
            line, state.at = lines[at], at
            stop = self._take(at, line, view[line.start : line.end])
            if stop > at + 1:
                line = lines[stop - 1]
            if not state.between or state.between[-1].start < line.start:
                state.last, state.cut = line, False
            at = stop
        back_matter.flush_signatures(state)
        state.flush()
        state.end_preface()
        state.close(1)
        state.out += state.sheet.notes
        return state

    def _take(self, at: int, line: Line, body: str) -> int:
        """Write the line; return the number of the next one."""
        state = self.state
        if len(body) <= 2 and (joined := self._split_marker(at, line, body)):
            self._words(at, joined)
            return at + 2
        if self._furniture(at, line, body):
            return at + 1
        if at <= self.quoted_to:
            self._quoted(at, line)
            return at + 1
        if (state.zone in _BODY or self._begins_with_table(line)) and (table := table_at(state, at)) is not None:
            self._table(table)
            return table.stop
        if line.alone or body == "|":
            state.hold(line.start, line.end)
            return at + 1
        if line.form == "TEXT":
            line = misread.marker(state, line)
        self._words(at, bare_labels.read(state, line))
        return at + 1

    def _furniture(self, at: int, line: Line, body: str) -> bool:
        """Hold the line back if the page or the crawler put it there."""
        state = self.state
        if line.number in state.sheet.edges:  # the reader saw it at the edge of page after page
            state.hold(line.start, line.end, cut=True)
            return True
        if not self.ended and state.zone in _LATE:
            self.ended = is_site_foot(body)
        if self.ended:
            state.hold(line.start, line.end)
            return True
        if state.zone == Zone.OUTSIDE:
            if landmarks.landmark(body) not in ("IS_MOTTO", "IS_DOCTYPE", "IS_NUMBER"):
                state.hold(line.start, line.end)
                return True
            state.zone = Zone.TOP
        if line.end - line.start > 200:
            return False
        if body[-1].isdecimal() and is_file_mark(body):
            menu = True
        elif line.form == "DASH" and body[-1] in "-–—" and is_lone_number(body):  # "- 8 -"
            menu = state.zone != Zone.TOP
        elif line.form != "TEXT":
            menu = state.zone == Zone.TOP and not state.titled and line.form in BULLETS and self._in_menu(at)
        else:
            menu = self._is_furniture(at, line, body)
        if menu:
            state.hold(line.start, line.end, cut=True)
        return menu

    def _is_furniture(self, at: int, line: Line, body: str) -> bool:
        """Tell whether a line without a marker is a page mark, a running head, a stamp, a word of a menu."""
        state = self.state
        if is_banner(body) or body in state.sheet.page.heads or is_page_mark(body):
            return True
        if is_lone_number(body):
            beside = (other for other in state.sheet.lines[max(at - 1, 0) : at + 2] if other is not line)
            near = [state.sheet.view[other.start : min(other.end, other.start + 200)] for other in beside]
            marks = (is_banner(each) or each in state.sheet.page.heads or is_page_mark(each) for each in near)
            if state.zone not in (Zone.ANNEX, Zone.TOP) or any(marks):
                return True
        return is_stamp(body) or (state.zone == Zone.TOP and not state.titled and is_menu(body))

    def _in_menu(self, at: int) -> bool:
        """Tell whether a bullet above the first page stands in a list of a site's buttons, one of which is known."""
        state = self.state
        before = takewhile(
            lambda line: line.form in BULLETS, reversed(state.sheet.lines[max(at - _MENU_LINES, 0) : at])
        )
        after = takewhile(lambda line: line.form in BULLETS, state.sheet.lines[at : at + _MENU_LINES])
        words = [state.sheet.words(line) for line in (*before, *after)]
        return all(len(each) <= 40 for each in words) and any(is_menu(each) for each in words)

    def _split_marker(self, at: int, line: Line, body: str) -> Line | None:
        """Return the line of a marker "3 - " that was broken behind its number, None if that is a page's."""
        state = self.state
        if not body.isdecimal() or state.sheet.page.width or state.zone not in _BODY:
            return None
        after = state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
        if after is None or after.form != "DASH" or after.blank or after.number == line.number:
            return None
        joined = evolve(after, start=line.start, form="ARABIC", label=body, blank=line.blank, number=line.number)
        return joined if state.ended() and (body == "1" or continues(state, joined)) else None

    def _words(self, at: int, line: Line) -> None:
        state = self.state
        words = state.sheet.words(line)
        mark = ""
        if line.form == "TEXT":
            mark = landmarks.landmark(words, body=state.zone in _BODY)
            if not mark and state.zone in _FRONT:
                mark = misread.landmark(state, line, words)
        if mark == "IS_DOCTYPE" and front_matter.starts_document(state, at, line, words):
            back_matter.flush_signatures(state)
            front_matter.start_document(state, at, line)
            return
        if state.zone in _FRONT:
            if front_matter.head(state, at, line, words, mark):
                return
        elif state.zone == Zone.TAIL and back_matter.tail(state, at, line, words, mark):
            return
        if mark == "IS_SIGNATURE" and state.zone in _BODY and back_matter.signs(state, line, words):
            state.close(state.floor())
            state.zone = Zone.TAIL
            back_matter.tail(state, at, line, words, mark)
            return
        if self._quotation(at, line):
            return
        if line.form != "TEXT" and self._marker(at, line):
            return
        if line.form == "TEXT" and landmarks.closes(state.sheet.view, line.start) and state.fresh(line):
            state.close(state.floor())
            state.write("PARAGRAPH", line.start, line.end)
            return
        self._text(line, words)

    def _marker(self, at: int, line: Line) -> bool:
        state = self.state
        if line.form == "IS_RECIPIENTS":
            back_matter.recipients(state, line)
            return True
        if line.form in ("IS_ANNEX", "IS_FORM"):
            return self._annex(line)
        if line.form == "DASH" and line.words >= line.close and at + 1 < len(state.sheet.lines):
            after = state.sheet.lines[at + 1]
            self.behind = after.form == "TEXT" and state.sheet.view[after.start : after.end].endswith(" -")
        return place(state, line)

    def _annex(self, line: Line) -> bool:
        """Open an annex, in the annex whose label its own begins with, a form in the annex before it."""
        state = self.state
        rest, capital = state.sheet.words(line), state.sheet.view[line.start : line.words].strip("*# ")[:3].isupper()
        alone = state.zone == Zone.TOP and not state.titled and state.last is None and not rest
        if (state.zone in _FRONT and not capital and not alone) or not (state.fresh(line) or (capital and not rest)):
            return False
        if line.form == "IS_FORM" and state.zone not in (Zone.ANNEX, Zone.TAIL) and not alone:
            return False
        back_matter.flush_signatures(state)
        outer = state.stack[1] if len(state.stack) > 1 and state.stack[1].role == "ANNEX" else None
        inner = outer is not None and (
            (line.form == "IS_FORM" and outer.family == "IS_ANNEX")
            or (outer.label != "" and line.label.startswith(outer.label + "."))
        )
        enter(state, line, Unit(line.form, "ANNEX", 0, line.label), 2 if inner else 1)
        state.zone = Zone.ANNEX
        state.waits = not rest.strip(" .:–-*")
        return True

    def _text(self, line: Line, words: str, *, quoted: bool = False) -> None:
        """Write words without a marker: the rest of a unit's heading, of a sentence, or a paragraph."""
        state = self.state
        issued = words.startswith("(") and landmarks.landmark(words) == "ISSUED_WITH"
        if self.behind and not quoted:
            self.behind = words.endswith(" -")
            if self.behind:
                state.close(max(1, len(state.stack) - (state.stack[-1].family == "DASH")))
                state.open(Unit("DASH", "BULLET", 80), line.start, line.end, "-")
                return
        if state.waits and state.leaf is not None and not issued:
            state.extend(line)
            state.waits = state.stack[-1].role in _HEADED and landmarks.is_capitals(words)
            return
        state.waits = False
        if not issued and state.goes_on(line):
            state.extend(line)
            return
        level = 0 if quoted or issued else headings.level_of(state, line)
        if level:
            self._heading(line, level)
            return
        if state.zone == Zone.BODY and not state.begun and not quoted:
            state.begun = True
            state.preface = line
        if line.bold or state.sheet.capitals(line) or landmarks.is_numbered_heading(words):
            state.headed = len(state.out)
        state.write("PARAGRAPH", line.start, line.end)

    def _heading(self, line: Line, level: int) -> None:
        """Write a heading without a marker; what it is over stands beside it."""
        state = self.state
        state.close(headings.depth_of(state, level, line))
        state.begun = True
        state.headed = len(state.out)
        state.write("HEADING", line.start, line.end, str(level))

    def _quotation(self, at: int, line: Line) -> bool:
        """Take the first line of a quoted passage with markers of its own; they belong to the unit that quotes it."""
        state = self.state
        mark = bisect_left(self.marks, line.start)
        if mark == len(self.marks) or self.marks[mark] >= line.end:
            return False
        opens = quotations.opens(state.sheet.view, line)
        if not opens:
            return False
        if self.closings is None:
            self.closings = [
                number for number, other in enumerate(state.sheet.lines) if quotations.closes(state.sheet.view, other)
            ]
        found = bisect_left(self.closings, at)
        near = found < len(self.closings) and self.closings[found] - at <= _QUOTE_LINES
        if not near:
            state.report("unclosed-quotation", "the quotation that begins here is not closed", line)
        self.quoted_to = self.closings[found] if near else at
        if opens == "front":
            self._quoted(at, line)
        return opens == "front"

    def _quoted(self, at: int, line: Line) -> None:
        """Take a line of a quotation: its markers open units in the one that quotes, doubts about them are dropped."""
        state = self.state
        known = len(state.diagnostics)
        if self.around is None:
            self.around = quotations.enter(state)
            line = quotations.first_line(state.sheet.view, line)
        if line.form in _FOREIGN or not place(state, line):
            self._text(line, state.sheet.words(line), quoted=True)
        del state.diagnostics[known:]
        if at >= self.quoted_to:
            quotations.leave(state, self.around)
            self.around = None

    def _begins_with_table(self, line: Line) -> bool:
        """Tell whether a table stands before all else: rows or cells under "TT", an annex as a file of its own."""
        state = self.state
        first = state.zone == Zone.TOP and not state.titled
        if first and is_ruled(state, state.at):
            return True
        return (first or state.zone in (Zone.TITLE, Zone.RECITAL)) and has_serial_head(state, line)

    def _table(self, table: Table) -> None:
        state = self.state
        if state.zone in _FRONT:
            state.zone = Zone.BODY
        start, end = table.blocks[0].start, table.blocks[-1].end
        state.write("_TABLE", start, start)
        state.out += table.blocks
        state.write("_CLOSE", end, end)
        state.leaf = None


def outline(text: str, layout: Layout = UNKNOWN) -> tuple[list[Block], tuple[Diagnostic, ...]]:
    """Return the tokens of *text* for the block grammar, and the doubts about them.

    >>> [block.role for block in outline("I- MỤC TIÊU\\n1. Chỉ tiêu\\n- Đạt 5%.")[0]]
    ['SECTION', '_OPEN', 'ITEM', '_OPEN', 'BULLET', '_CLOSE', '_CLOSE']
    """
    done = _Pass(OutlineState(Sheet.of(text, layout))).run()
    _cover(text, done.out)
    return done.out, tuple(done.diagnostics)


#: Tokens that hold no words of their own.
_BRACKETS = frozenset({"_OPEN", "_CLOSE", "_TABLE", "ROW", "HEAD_ROW"})


def _cover(text: str, blocks: Sequence[Block]) -> None:
    """Give what no block holds to the block before it on the line, else to the next one.

    Those are letters without a form: to the eye and to the rules a byte order mark or a zero-width space is a space,
    but in `text` it is a character that has to stand in a leaf.
    """
    before: Block | None = None
    empty: list[Block] = []  # cells without words since *before*
    done = 0
    for block in blocks:
        if block.role in _BRACKETS:
            continue
        if block.end == block.start:
            empty.append(block)
            continue
        gap = text[done : block.start]
        if gap.strip():
            line, _, rest = gap.partition("\n") if before is not None else ("", "", gap)
            if before is not None and line.strip():
                before.end = done + len(line.rstrip())
            block.start -= len(rest.lstrip())
            for cell in empty:
                cell.start = cell.end = min(max(cell.start, before.end if before is not None else 0), block.start)
        before, empty, done = block, [], block.end
    if before is not None and text[done:].strip():
        before.end = len(text.rstrip())
        for cell in empty:
            cell.start = cell.end = max(cell.start, before.end)
