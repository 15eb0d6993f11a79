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
from .furniture import is_banner, is_lone_number, is_menu, is_page_mark, is_site_foot, is_stamp
from .grammar import Block
from .lines import Line
from .markers import BULLETS
from .nesting import continues, enter, place
from .sheet import UNKNOWN, Sheet
from .state import Draft, Unit, Zone
from .tables import has_serial_head, is_ruled, table_at
from .tables.row import Table

#: How many lines a quoted passage may have before it is taken for one that was never closed.
_QUOTE_LINES = 400
#: How many buttons of a site are looked at.
_MENU_LINES = 30
_HEADED = frozenset({"PART", "CHAPTER", "SECTION", "ANNEX"})
_FRONT = frozenset({Zone.TOP, Zone.TITLE, Zone.RECITAL})
_BODY = frozenset({Zone.BODY, Zone.ANNEX})
#: Forms that open no unit in a quotation: what they open stands outside all others.
_FOREIGN = frozenset({"TEXT", "IS_RECIPIENTS", "IS_ANNEX", "IS_FORM"})


class _Pass:
    """The pass itself: the draft, and where it is in quotations."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.quoted_to = -1
        self.around: quotations.Quoted | None = None
        self.closings: list[int] | None = None
        self.bars: list[int] | None = None
        self.ended = False  # what follows is the site's, not the document's
        self.behind = False  # marks stand behind the words: "-", "A -", "B -"

    def run(self) -> Draft:
        draft, at = self.draft, 0
        while at < len(draft.sheet.lines):
            in_time()
            line, draft.at = draft.sheet.lines[at], at
            stop = self._take(at, line, draft.sheet.view[line.start : line.end])
            if stop > at + 1:
                line = draft.sheet.lines[stop - 1]
            if not draft.between or draft.between[-1].start < line.start:
                draft.last, draft.cut = line, False
            at = stop
        back_matter.flush_signatures(draft)
        draft.flush()
        draft.end_preface()
        draft.close(1)
        draft.out += draft.sheet.notes
        return draft

    def _take(self, at: int, line: Line, body: str) -> int:
        """Write the line; return the number of the next one."""
        draft = self.draft
        if joined := self._split_marker(at, line, body):
            self._words(at, joined)
            return at + 2
        if self._furniture(at, line, body):
            return at + 1
        if at <= self.quoted_to:
            self._quoted(at, line)
            return at + 1
        if (draft.zone in _BODY or self._begins_with_table(line)) and (table := table_at(draft, at)) is not None:
            self._table(table)
            return table.stop
        if line.alone or body == "|":
            draft.hold(line.start, line.end)
            return at + 1
        self._words(at, bare_labels.read(draft, misread.marker(draft, line)))
        return at + 1

    def _furniture(self, at: int, line: Line, body: str) -> bool:
        """Hold the line back if the page or the crawler put it there."""
        draft = self.draft
        if line.number in draft.sheet.edges:  # the reader saw it at the edge of page after page
            draft.hold(line.start, line.end, cut=True)
            return True
        self.ended = self.ended or (draft.zone in (Zone.TAIL, Zone.ANNEX) and is_site_foot(body))
        if self.ended:
            draft.hold(line.start, line.end)
            return True
        if draft.zone == Zone.OUTSIDE:
            if landmarks.landmark(body) not in ("IS_MOTTO", "IS_DOCTYPE", "IS_NUMBER"):
                draft.hold(line.start, line.end)
                return True
            draft.zone = Zone.TOP
        if line.end - line.start > 200:
            return False
        if line.form == "DASH" and body[-1] in "-–—" and is_lone_number(body):  # "- 8 -"
            menu = draft.zone != Zone.TOP
        elif line.form != "TEXT":
            menu = draft.zone == Zone.TOP and not draft.titled and line.form in BULLETS and self._in_menu(at)
        else:
            menu = self._is_furniture(at, line, body)
        if menu:
            draft.hold(line.start, line.end, cut=True)
        return menu

    def _is_furniture(self, at: int, line: Line, body: str) -> bool:
        """Tell whether a line without a marker is a page mark, a running head, a stamp, a word of a menu."""
        draft = self.draft
        if is_banner(body) or body in draft.sheet.page.heads or is_page_mark(body):
            return True
        if is_lone_number(body):
            beside = (other for other in draft.sheet.lines[max(at - 1, 0) : at + 2] if other is not line)
            near = [draft.sheet.view[other.start : min(other.end, other.start + 200)] for other in beside]
            marks = (is_banner(each) or each in draft.sheet.page.heads or is_page_mark(each) for each in near)
            if draft.zone not in (Zone.ANNEX, Zone.TOP) or any(marks):
                return True
        return is_stamp(body) or (draft.zone == Zone.TOP and not draft.titled and is_menu(body))

    def _in_menu(self, at: int) -> bool:
        """Tell whether a bullet above the first page stands in a list of a site's buttons, one of which is known."""
        draft = self.draft
        before = takewhile(
            lambda line: line.form in BULLETS, reversed(draft.sheet.lines[max(at - _MENU_LINES, 0) : at])
        )
        after = takewhile(lambda line: line.form in BULLETS, draft.sheet.lines[at : at + _MENU_LINES])
        words = [draft.sheet.words(line) for line in (*before, *after)]
        return all(len(each) <= 40 for each in words) and any(is_menu(each) for each in words)

    def _split_marker(self, at: int, line: Line, body: str) -> Line | None:
        """Return the line of a marker "3 - " that was broken behind its number, None if that is a page's."""
        draft = self.draft
        if len(body) > 2 or not body.isdecimal() or draft.sheet.page.width or draft.zone not in _BODY:
            return None
        after = draft.sheet.lines[at + 1] if at + 1 < len(draft.sheet.lines) else None
        if after is None or after.form != "DASH" or after.blank or after.number == line.number:
            return None
        joined = evolve(after, start=line.start, form="ARABIC", label=body, blank=line.blank, number=line.number)
        return joined if draft.ended() and (body == "1" or continues(draft, joined)) else None

    def _words(self, at: int, line: Line) -> None:
        draft = self.draft
        words = draft.sheet.words(line)
        mark = ""
        if line.form == "TEXT":
            mark = landmarks.landmark(words, body=draft.zone in _BODY) or misread.landmark(draft, line, words)
        if front_matter.starts_document(draft, at, line, words, mark):
            back_matter.flush_signatures(draft)
            front_matter.start_document(draft, at, line)
            return
        if draft.zone in _FRONT:
            if front_matter.head(draft, at, line, words, mark):
                return
        elif draft.zone == Zone.TAIL and back_matter.tail(draft, at, line, words, mark):
            return
        if draft.zone in (Zone.BODY, Zone.ANNEX) and back_matter.signs(draft, line, words, mark):
            draft.close(draft.floor())
            draft.zone = Zone.TAIL
            back_matter.tail(draft, at, line, words, mark)
            return
        if self._quotation(at, line):
            return
        if line.form != "TEXT" and self._marker(at, line):
            return
        if line.form == "TEXT" and draft.fresh(line) and landmarks.closes(draft.sheet.view, line.start):
            draft.close(draft.floor())
            draft.write("PARAGRAPH", line.start, line.end)
            return
        self._text(line)

    def _marker(self, at: int, line: Line) -> bool:
        draft = self.draft
        if line.form == "IS_RECIPIENTS":
            back_matter.recipients(draft, line)
            return True
        if line.form in ("IS_ANNEX", "IS_FORM"):
            return self._annex(line)
        if line.form == "DASH" and line.words >= line.close and at + 1 < len(draft.sheet.lines):
            after = draft.sheet.lines[at + 1]
            self.behind = after.form == "TEXT" and draft.sheet.view[after.start : after.end].endswith(" -")
        return place(draft, line)

    def _annex(self, line: Line) -> bool:
        """Open an annex, in the annex whose label its own begins with, a form in the annex before it."""
        draft = self.draft
        rest, capital = draft.sheet.words(line), draft.sheet.view[line.start : line.words].strip("*# ")[:3].isupper()
        alone = draft.zone == Zone.TOP and not draft.titled and draft.last is None and not rest
        if (draft.zone in _FRONT and not capital and not alone) or not (draft.fresh(line) or (capital and not rest)):
            return False
        if line.form == "IS_FORM" and draft.zone not in (Zone.ANNEX, Zone.TAIL) and not alone:
            return False
        back_matter.flush_signatures(draft)
        outer = draft.stack[1] if len(draft.stack) > 1 and draft.stack[1].role == "ANNEX" else None
        inner = outer is not None and (
            (line.form == "IS_FORM" and outer.family == "IS_ANNEX")
            or (outer.label != "" and line.label.startswith(outer.label + "."))
        )
        enter(draft, line, Unit(line.form, "ANNEX", 0, line.label), 2 if inner else 1)
        draft.zone = Zone.ANNEX
        draft.waits = not rest.strip(" .:–-*")
        return True

    def _text(self, line: Line, *, quoted: bool = False) -> None:
        """Write words without a marker: the rest of a unit's heading, of a sentence, or a paragraph."""
        draft = self.draft
        words = draft.sheet.words(line)
        issued = words.startswith("(") and landmarks.landmark(words) == "ISSUED_WITH"
        if self.behind and not quoted:
            self.behind = words.endswith(" -")
            if self.behind:
                draft.close(max(1, len(draft.stack) - (draft.stack[-1].family == "DASH")))
                draft.open(Unit("DASH", "BULLET", 80), line.start, line.end, "-")
                return
        if draft.waits and draft.leaf is not None and not issued:
            draft.extend(line)
            draft.waits = draft.stack[-1].role in _HEADED and landmarks.is_capitals(words)
            return
        draft.waits = False
        if not issued and draft.goes_on(line):
            draft.extend(line)
            return
        level = 0 if quoted or issued else headings.level_of(draft, line)
        if level:
            self._heading(line, level)
            return
        if draft.zone == Zone.BODY and not draft.begun and not quoted:
            draft.begun = True
            draft.preface = line
        if line.bold or landmarks.is_capitals(words) or landmarks.is_numbered_heading(words):
            draft.headed = len(draft.out)
        draft.write("PARAGRAPH", line.start, line.end)

    def _heading(self, line: Line, level: int) -> None:
        """Write a heading without a marker; what it is over stands beside it."""
        draft = self.draft
        draft.close(headings.depth_of(draft, level, line))
        draft.begun = True
        draft.headed = len(draft.out)
        draft.write("HEADING", line.start, line.end, str(level))

    def _quotation(self, at: int, line: Line) -> bool:
        """Take the first line of a quoted passage with markers of its own; they belong to the unit that quotes it."""
        draft = self.draft
        opens = quotations.opens(draft.sheet.view, line)
        if not opens:
            return False
        if self.closings is None:
            self.closings = [
                number for number, other in enumerate(draft.sheet.lines) if quotations.closes(draft.sheet.view, other)
            ]
        found = bisect_left(self.closings, at)
        near = found < len(self.closings) and self.closings[found] - at <= _QUOTE_LINES
        if not near:
            draft.report("unclosed-quotation", "the quotation that begins here is not closed", line)
        self.quoted_to = self.closings[found] if near else at
        if opens == "front":
            self._quoted(at, line)
        return opens == "front"

    def _quoted(self, at: int, line: Line) -> None:
        """Take a line of a quotation: its markers open units in the one that quotes, doubts about them are none."""
        draft = self.draft
        known = len(draft.diagnostics)
        if self.around is None:
            self.around = quotations.enter(draft)
            line = quotations.first_line(draft.sheet.view, line)
        if line.form in _FOREIGN or not place(draft, line):
            self._text(line, quoted=True)
        del draft.diagnostics[known:]
        if at >= self.quoted_to:
            quotations.leave(draft, self.around)
            self.around = None

    def _begins_with_table(self, line: Line) -> bool:
        """Tell whether a table stands before all else: rows or cells under "TT", an annex as a file of its own."""
        draft = self.draft
        first = draft.zone == Zone.TOP and not draft.titled
        if first and is_ruled(draft, draft.at):
            return True
        return (first or draft.zone in (Zone.TITLE, Zone.RECITAL)) and has_serial_head(draft, line)

    def _table(self, table: Table) -> None:
        draft = self.draft
        if draft.zone in _FRONT:
            draft.zone = Zone.BODY
        start, end = table.blocks[0].start, table.blocks[-1].end
        draft.write("_TABLE", start, start)
        draft.out += table.blocks
        draft.write("_CLOSE", end, end)
        draft.leaf = None


def draft(text: str, layout: Layout = UNKNOWN) -> Draft:
    """Return the finished draft of *text*: tokens, diagnostics, and the lines they came from."""
    return _Pass(Draft(Sheet.of(text, layout))).run()


def outline(text: str, layout: Layout = UNKNOWN) -> tuple[Sequence[Block], tuple[Diagnostic, ...]]:
    """Return the tokens of *text* for the block grammar, and the doubts about them.

    >>> [block.role for block in outline("I- MỤC TIÊU\\n1. Chỉ tiêu\\n- Đạt 5%.")[0]]
    ['SECTION', '_OPEN', 'ITEM', '_OPEN', 'BULLET', '_CLOSE', '_CLOSE']
    """
    done = draft(text, layout)
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


__all__ = ["continues", "draft", "outline"]
