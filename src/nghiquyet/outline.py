"""Give every line its role and its depth: one pass, one stack, and it never raises.

A line's marker is settled by, in order: the open list that it continues; a first label that may start a list; a fresh
line. A number that neither continues nor starts cannot break a sentence. Doubts are diagnostics.
"""

from bisect import bisect_left
from collections.abc import Sequence

import regex
from attrs import define, field

from . import landmarks
from .blockgrammar import Block
from .diagnostics import Diagnostic
from .families import BULLETS, DEEPEST, FAMILIES, SWAP
from .lines import Line, lines, markers, view
from .numerals import Place, follows, number
from .page import Page, is_banner, is_debris, is_lone_number, measure
from .tables import Table, table_at
from .tree import Span

_ENDS = frozenset(".;:!?…")
_QUOTE = regex.compile(r"[“\"«‘](?=\S)")
_CLOSING_QUOTE = regex.compile(r"[”\"»’][\s.;,)*]{0,6}$")
_QUOTED_UNIT = regex.compile(r":\s*\**[“\"«](?=\s*(?:\d{1,3}[a-zđ]?[.)]|[a-zđ]\)|Điều\s+\d|Chương\s|Mục\s))")
_AHEAD = 14  # how many lines ahead "(Kèm theo ...)" is looked for
_QUOTE_AHEAD = 400  # how many lines a quoted passage may have


@define
class _List:
    """A numbered list that stands, or stood, in an open unit."""

    place: Place
    rank: float
    start: int


@define
class _Unit:
    """An open unit: an entry of the stack."""

    family: str
    role: str
    rank: float
    label: str = ""
    path: tuple[int, ...] = ()
    indent: int = 0
    opened: bool = False
    lists: dict[str, _List] = field(factory=dict)


@define
class _Token:
    role: str
    start: int
    end: int
    label: str = ""


class Outline:
    """The state of the pass. `blocks` and `diagnostics` are its result."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.view = view(text)
        self.lines = lines(text)
        self.page: Page = measure(self.view, self.lines)
        self.out: list[_Token] = []
        self.diagnostics: list[Diagnostic] = []
        self.stack: list[_Unit] = [_Unit("", "document", -1, opened=True)]
        self.leaf: _Token | None = None
        self.between: list[_Token] = []  # furniture since the leaf
        self.cut = False  # a page break is among it
        self.last: Line | None = None  # the last line that was no furniture
        self.zone = "top"
        self.waits = False  # a bare marker waits for its words
        self.paren: Place = (0, 0)  # the last "(4)": its count runs on across headings
        self.quote_end = -1
        self.closings: list[int] | None = None
        self.signatures: list[_Token] = []
        self.titled = False
        self.intro = False

    # -- the pass -----------------------------------------------------------------------------------------------

    def run(self) -> "Outline":
        at, count = 0, len(self.lines)
        while at < count:
            line = self.lines[at]
            body = self.view[line.start : line.end]
            if self._furniture(at, line, body):
                at += 1
                continue
            if at <= self.quote_end:
                self._text(line, quoted=True)
                self._seen(line)
                at += 1
                continue
            if "|" in body[:400] or line.alone or line.form == "TEXT":
                table = table_at(self.view, self.lines, at) if self.zone in ("body", "annex") else None
                if table is not None:
                    self._table(table)
                    at = table.stop
                    continue
            if body.strip(" |") == "" or (line.alone and body[:1] not in "|"):
                self._hold(line, cut=False)
                at += 1
                continue
            self._line(at, line, body)
            self._seen(line)
            at += 1
        self._flush_signatures()
        self._flush()
        while len(self.stack) > 1:
            self._close()
        return self

    def _seen(self, line: Line) -> None:
        self.last = line
        self.cut = False

    def _furniture(self, at: int, line: Line, body: str) -> bool:
        """Take the line if the page or the crawler put it there."""
        if line.end - line.start > 200:
            return False
        if is_banner(body) or body in self.page.heads:
            self._hold(line, cut=True)
            return True
        if line.form == "TEXT" and is_lone_number(body):
            near = [self.view[l.start : l.end] for l in self.lines[max(at - 1, 0) : at + 2] if l is not line]
            if any(is_banner(b) or b in self.page.heads for b in near if len(b) < 200) or self.zone not in ("annex", "top"):
                self._hold(line, cut=True)
                return True
        if line.form == "TEXT" and is_debris(body) and self.zone in ("top", "tail", "annex"):
            self._hold(line, cut=False)
            return True
        return False

    def _line(self, at: int, line: Line, body: str) -> None:
        words = self.view[line.words : line.close]
        mark = landmarks.landmark(words) if line.form == "TEXT" and line.end - line.start < 400 or self.zone in ("title", "recital") else ""
        if self._starts_document(at, line, words, mark):
            return
        if self.zone in ("top", "title", "recital"):
            if self._head(at, line, words, mark):
                return
        elif self.zone == "tail" and self._tail(at, line, words, mark):
            return
        if mark == "IS_SIGNATURE" and self.zone in ("body", "annex") and self._is_signature(at, line, words):
            self._close_to(self._floor())
            self.zone = "tail"
            self._tail(at, line, words, mark)
            return
        if self._quote(at, line):
            return
        if line.form != "TEXT" and self._marker(at, line):
            return
        if mark == "IS_CLOSING" and self._fresh(line):
            self._close_to(self._floor())
            self._leaf("PARAGRAPH", line.start, line.end)
            return
        self._text(line)

    # -- tokens -------------------------------------------------------------------------------------------------

    def _leaf(self, role: str, start: int, end: int, label: str = "") -> _Token:
        """Write a block under the top of the stack."""
        top = self.stack[-1]
        if not top.opened:
            self.out.append(_Token("_OPEN", start, start))
            top.opened = True
        self._flush()
        token = _Token(role, start, end, label)
        self.out.append(token)
        self.leaf, self.waits = token, False
        return token

    def _hold(self, line: Line, *, cut: bool) -> None:
        self.between.append(_Token("FURNITURE", line.start, line.end))
        self.cut = self.cut or cut

    def _flush(self) -> None:
        """Write the furniture that turned out to stand between two blocks."""
        if self.between:
            top = self.stack[-1]
            if not top.opened:
                self.out.append(_Token("_OPEN", self.between[0].start, self.between[0].start))
                top.opened = True
            self.out += self.between
            self.between = []
            self.leaf = None

    def _extend(self, line: Line) -> None:
        """Let the open leaf go on in *line*."""
        assert self.leaf is not None
        if self.between:
            for token in self.between:
                token.role, token.label = "CUT", "furniture"
                self.out.append(token)
            self.between = []
            self.leaf = _Token("MORE", line.start, line.end)
            self.out.append(self.leaf)
        else:
            self.leaf.end = line.end

    def _open(self, unit: _Unit, start: int, end: int, label: str) -> None:
        self._leaf(unit.role, start, end, label)
        self.stack.append(unit)

    def _close(self) -> None:
        unit = self.stack.pop()
        if unit.opened:
            self.out.append(_Token("_CLOSE", self.out[-1].end, self.out[-1].end))
        self.leaf = None

    def _close_to(self, depth: int) -> None:
        """Close units until *depth* are open (the document itself is the first)."""
        while len(self.stack) > depth:
            self._close()

    def _floor(self) -> int:
        """Return how many units stay open when the body of a document or an annex ends."""
        keep = 1
        while keep < len(self.stack) and self.stack[keep].role == "ANNEX":
            keep += 1
        return keep

    def _report(self, code: str, message: str, line: Line) -> None:
        self.diagnostics.append(Diagnostic(code, message, Span(line.start, max(line.words, line.start + 1))))

    # -- evidence -----------------------------------------------------------------------------------------------

    def _last_char(self) -> str:
        """Return the last character before this line that is not residue or a closing bracket or quote."""
        if self.last is None:
            return "."
        tail = self.view[max(self.last.start, self.last.close - 8) : self.last.close].rstrip("*\\ )]”\"»’_")
        return tail[-1] if tail else self.view[self.last.close - 1]

    def _first_word(self, line: Line) -> int:
        head = self.view[line.words : line.words + 24].split(None, 1)
        return len(head[0]) if head else 0

    def _fresh(self, line: Line) -> bool:
        """Tell whether the line before had come to an end of its own."""
        last = self.last
        if last is None or self.leaf is None and not self.between:
            return True
        if line.blank and not self.cut:
            return True
        if self._last_char() in _ENDS:
            return True
        return not self.page.full(last, line.words - line.start + self._first_word(line))

    def _goes_on(self, line: Line) -> bool:
        """Tell whether a line without a marker belongs to the open leaf."""
        leaf, last = self.leaf, self.last
        if leaf is None or last is None:
            return False
        first = self.view[line.words : line.words + 1]
        lower = first.islower() or first in ",.;:)%/”" or (first.isdigit() and self._last_char() not in _ENDS)
        ended = self._last_char() in _ENDS
        if line.blank and not self.cut:
            return first.islower() and not ended and (self._last_char() == "," or not landmarks.is_capitals(self._words_of(last)))
        if lower and not ended:
            return True
        full = self.page.full(last, self._first_word(line))
        if full:
            return True
        if self.page.spaced and not ended:
            return True
        heading = landmarks.is_capitals(self._words_of(last)) and landmarks.is_capitals(self.view[line.start : line.end])
        return heading and not ended and leaf.role != "LETTERHEAD"

    def _words_of(self, line: Line) -> str:
        return self.view[line.words : line.close]

    # -- text ---------------------------------------------------------------------------------------------------

    def _text(self, line: Line, *, quoted: bool = False) -> None:
        body = self.view[line.words : line.close]
        if self.waits and self.leaf is not None:
            if not body.startswith("(") or self.leaf.role not in ("ANNEX",):
                caps = landmarks.is_capitals(body)
                heading = self.stack[-1].role in ("PART", "CHAPTER", "SECTION", "ANNEX")
                self._extend(line)
                self.waits = heading and caps
                return
        if self._goes_on(line):
            self._extend(line)
            return
        if self.waits is False and not quoted and self._is_heading(line, body):
            self._close_to(self._floor())
        if not self.intro and len(self.stack) == 1 and self.zone == "body" and not quoted:
            self.intro = True
            self._report("text-before-first-marker", "text stands before the first marker", line)
        self._leaf("PARAGRAPH", line.start, line.end)

    def _is_heading(self, line: Line, body: str) -> bool:
        """Tell whether an emphasised line parts the text above all its units: a heading of the page's own."""
        return (
            line.bold
            and line.blank > 0
            and len(self.stack) > self._floor()
            and (landmarks.is_capitals(body) or body.rstrip("* ").endswith("?"))
        )

    def _quote(self, at: int, line: Line) -> bool:
        """Take the first line of a quoted passage that has markers of its own."""
        head = self.view[line.start : line.start + 12]
        opening = _QUOTE.match(head.lstrip("*_ "))
        if opening:
            inner = markers().match(self.view, line.start + head.index(opening[0]) + 1, line.end)
            if inner is None or inner.lastgroup in (None, "DASH", "DOT", "STAR", "PLUS"):
                return False
        elif not (found := _QUOTED_UNIT.search(self.view, max(line.start, line.end - 2000), line.end)) or _CLOSING_QUOTE.search(
            self.view, found.end(), line.end
        ):
            return False
        stop = self._closing_quote(at)
        if stop < 0:
            self._report("unclosed-quotation", f"the quotation that begins here is not closed: {head!r}", line)
            stop = at
        self.quote_end = stop
        if opening:
            self._text(line, quoted=True)
            return True
        return False

    def _closing_quote(self, at: int) -> int:
        if self.closings is None:
            self.closings = [
                i for i, l in enumerate(self.lines) if _CLOSING_QUOTE.search(self.view, max(l.start, l.end - 12), l.end)
            ]
        found = bisect_left(self.closings, at)
        if found < len(self.closings) and self.closings[found] - at <= _QUOTE_AHEAD:
            return self.closings[found]
        return -1

    # -- markers ------------------------------------------------------------------------------------------------

    def _marker(self, at: int, line: Line) -> bool:
        """Open a unit for the line's marker, if it is one."""
        form = line.form
        if form == "IS_ANNEX":
            return self._annex(line)
        if form == "IS_RECIPIENTS":
            return self._recipients(line)
        if form in BULLETS:
            return self._bullet(at, line)
        if form in ("DECIMAL", "COMPOUND"):
            return self._decimal(line)
        return self._counted(line)

    def _enter(self, line: Line, unit: _Unit, depth: int) -> None:
        """Open *unit* in the unit that is the *depth*-th of the stack."""
        if depth > DEEPEST:
            self._report("too-deep", f"{line.label!r} would stand more than {DEEPEST} deep", line)
            depth = DEEPEST
        if self.zone in ("top", "title", "recital") and unit.family not in BULLETS:
            self.zone = "body"
        self._close_to(depth)
        unit.indent = line.indent
        self.intro = self.intro or unit.family not in BULLETS
        self._open(unit, line.start, line.end, line.label)
        self.waits = line.words >= line.close

    def _depth_below(self, rank: float) -> int:
        """Return the depth at which a unit of *rank* stands: the open units of its rank and lower ones end."""
        depth = len(self.stack)
        while depth > 1 and self.stack[depth - 1].rank >= rank:
            depth -= 1
        return depth

    def _introduced(self) -> bool:
        """Tell whether the words before end in a colon."""
        return self.last is not None and self._last_char() == ":" and self.leaf is not None

    def _counted(self, line: Line) -> bool:
        readings: list[tuple[str, Place]] = []
        for form in self._readings(line):
            count = FAMILIES[form].place
            assert count is not None
            readings.append((form, count(line.label)))
        fresh = self._fresh(line)
        for form, place in readings:
            for depth in range(len(self.stack) - 1, -1, -1):
                record = self.stack[depth].lists.get(form)
                if record and follows(record.place, place, letters=FAMILIES[form].letters):
                    if self._believable(line, form, fresh, known=True):
                        self._enter_counted(line, form, place, depth + 1, record.rank)
                        return True
        for form, place in readings:
            if place in ((1, 0), (1, 1)) and self._believable(line, form, fresh, known=False):
                depth, rank = self._new_list(form)
                parent = self.stack[depth - 1]
                if form in parent.lists and FAMILIES[form].rank >= 40:
                    self._report("number-restarts", f"the list begins again at {line.label!r}", line)
                self._enter_counted(line, form, place, depth, rank)
                return True
        form, place = readings[0]
        if form == "PAREN" and follows(self.paren, place) and fresh:
            depth, rank = self._new_list(form)
            self._enter_counted(line, form, place, depth, rank)
            return True
        if not fresh or not self._believable(line, form, fresh, known=False, odd=True):
            self._report("marker-as-text", f"{line.label!r} neither continues nor starts a list here", line)
            return False
        for depth in range(len(self.stack) - 1, -1, -1):
            record = self.stack[depth].lists.get(form)
            if record:
                self._report(*self._break(line, record, place), line)
                self._enter_counted(line, form, place, depth + 1, record.rank)
                return True
        depth, rank = self._new_list(form)
        self._report("list-starts-late", f"the list begins with {line.label!r}", line)
        self._enter_counted(line, form, place, depth, rank)
        return True

    @staticmethod
    def _break(line: Line, record: _List, place: Place) -> tuple[str, str]:
        if place == record.place:
            return "number-duplicate", f"{line.label!r} comes twice"
        if place > record.place:
            return "number-gap", f"{line.label!r} does not follow: something is missing before it"
        return "number-inverted", f"{line.label!r} comes after a higher one"

    def _readings(self, line: Line) -> list[str]:
        """Return the families that the marker may belong to: "C." is a letter or a Roman numeral."""
        if line.form == "ROMAN" and len(line.label) == 1:
            return ["ROMAN", "LETTER"] if line.label in "IVX" else ["LETTER", "ROMAN"]
        if line.form == "LOW_ROMAN" and len(line.label) == 1:
            return ["LOW_ROMAN", "ALPHA"]
        if line.form == "ALPHA" and line.label in ("i", "v", "x"):
            return ["ALPHA", "LOW_ROMAN"]
        return [line.form]

    def _believable(self, line: Line, form: str, fresh: bool, *, known: bool, odd: bool = False) -> bool:
        """Tell whether the words around a marker allow that it is one."""
        first = self.view[line.words : line.words + 1]
        lower = first.islower()
        bare = line.words >= line.close
        if not fresh:
            strong = form in ("IS_PART", "IS_CHAPTER", "IS_ARTICLE", "ROMAN")
            return known and not bare and not lower and (strong or self._last_char() not in ",(-–")
        if form == "IS_ARTICLE" and self.view[line.words - 1 : line.words] == " " and not known and odd:
            punctuated = self.view[line.start : line.words].rstrip("* ")[-1:] in ".:-–"
            return punctuated or bare
        if lower and form != "ALPHA":
            return line.blank > 0 and not odd or self._last_char() in _ENDS or (known and not self.page.width)
        if odd:
            if form == "LETTER":
                return False
            if bare and form in ("ARABIC", "ARABIC_PAREN", "ALPHA"):
                return False
            if self.page.width and not line.blank and self.last and self.page.full(self.last, 3) and form not in ("IS_ARTICLE", "IS_CHAPTER"):
                return False
        return True

    def _new_list(self, form: str) -> tuple[int, float]:
        """Return the depth and the rank of a list that starts here."""
        rank = FAMILIES[form].rank
        if form in SWAP:
            outer = [unit for unit in self.stack[1:] if unit.family in SWAP]
            if outer and all(unit.family != form for unit in outer) and outer[-1].rank >= rank:
                rank = outer[-1].rank + 1
        depth = self._depth_below(rank)
        top = self.stack[-1]
        if form == "PAREN" and top.role in ("POINT", "BULLET", "SUBBULLET") and depth < len(self.stack):
            heads = [d for d in range(depth, len(self.stack)) if self.stack[d].role == "BULLET"]
            if heads and (self._last_char() not in ".;" or self._introduced()):
                return len(self.stack), top.rank + 0.5
            if heads and self.stack[heads[0]].family == "STAR":
                return heads[0] + 1, self.stack[heads[0]].rank + 0.5
        if form == "LOW_ROMAN" and not self._introduced() and top.family in ("PAREN", "ARABIC_PAREN"):
            return len(self.stack) - 1, top.rank
        if self._introduced() and depth < len(self.stack) and len(self.stack) > 1:
            return len(self.stack), top.rank + 0.5
        return depth, rank

    def _enter_counted(self, line: Line, form: str, place: Place, depth: int, rank: float) -> None:
        role = FAMILIES[form].role
        parent = self.stack[min(depth, len(self.stack)) - 1]
        if form in ("PAREN", "ARABIC_PAREN"):
            if parent.role in ("ITEM", "SUBITEM", "POINT", "BULLET", "SUBBULLET"):
                role = "POINT"
            if form == "PAREN":
                self.paren = place
        path = place[:1] if role in ("ITEM", "ARTICLE", "SECTION") else ()
        parent.lists[form] = _List(place, rank, line.start)
        self._enter(line, _Unit(form, role, rank, line.label, path), depth)

    def _decimal(self, line: Line) -> bool:
        """Open a unit whose number has several steps: it stands in the unit that the first steps name."""
        steps = line.label.split(".")
        if line.form == "COMPOUND":
            prefix_label, last = ".".join(steps[:-1]), number(steps[-1])
        else:
            prefix_label, last = ".".join(str(int(step)) for step in steps[:-1]), number(steps[-1])
        key = f"{line.form} {prefix_label}"
        fresh = self._fresh(line)
        first = self.view[line.words : line.words + 1]
        for depth in range(len(self.stack) - 1, 0, -1):
            unit = self.stack[depth]
            name = unit.label.lstrip("0") if unit.label[:1].isdigit() else unit.label
            named = name == prefix_label or unit.path and ".".join(map(str, unit.path)) == prefix_label
            if named and unit.role in ("ITEM", "SUBITEM", "ARTICLE", "SECTION"):
                record = unit.lists.get(key)
                if not fresh and (first.islower() or first.isdigit() or not first):
                    break
                if record and not follows(record.place, last):
                    self._report(*self._break(line, record, last), line)
                elif not record and last[0] != 1:
                    self._report("list-starts-late", f"the list begins with {line.label!r}", line)
                self._enter_steps(line, key, last, depth + 1)
                return True
        if not fresh or first.islower() or (line.form == "COMPOUND" and not (last[0] == 1 or self._has(key))):
            self._report("marker-as-text", f"{line.label!r} neither continues nor starts a list here", line)
            return False
        for depth in range(len(self.stack) - 1, -1, -1):
            record = self.stack[depth].lists.get(key)
            if record and follows(record.place, last):
                self._enter_steps(line, key, last, depth + 1)
                return True
        rank = 61 + len(steps)
        depth = self._depth_below(60 if len(steps) == 2 else rank)
        self._report("level-skipped", f"{line.label!r} has no {prefix_label!r} to stand in", line)
        self._enter_steps(line, key, last, depth)
        return True

    def _has(self, key: str) -> bool:
        return any(key in unit.lists for unit in self.stack)

    def _enter_steps(self, line: Line, key: str, last: Place, depth: int) -> None:
        steps = line.label.split(".")
        parent = self.stack[depth - 1]
        rank = max(61 + len(steps) - 1, parent.rank + 0.5)
        parent.lists[key] = _List(last, rank, line.start)
        path = tuple(number(step)[0] for step in steps) if line.form == "DECIMAL" else ()
        self._enter(line, _Unit(line.form, "SUBITEM", rank, line.label, path), depth)

    def _bullet(self, at: int, line: Line) -> bool:
        form, last = line.form, self.last
        first = self.view[line.words : line.words + 1]
        if not self._fresh(line) or line.blank and self._last_char().isdigit():
            before = self._last_char()
            if first.isdigit() or first.islower() or before in ",(" or (
                self.page.width and form == "DASH" and before not in _ENDS and self._bullets_end()
            ):
                if not (line.blank and not first.isdigit()):
                    self._report("marker-as-text", f"{line.label!r} goes on with the line before", line)
                    return False
        if form == "STAR" and self.zone == "recital":
            return False
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].family == form:
                unit = self.stack[depth]
                if self._introduced() and depth == len(self.stack) - 1 and line.indent >= unit.indent + 2 and last is not None:
                    break
                self._enter(line, _Unit(form, unit.role, unit.rank, line.label), depth)
                return True
        top = self.stack[-1]
        depth = len(self.stack)
        while depth > 1 and self.stack[depth - 1].family in BULLETS and not (self._introduced() or form == "PLUS" or self.stack[depth - 1].family == "STAR"):
            depth -= 1
        parent = self.stack[depth - 1]
        role = "SUBBULLET" if parent.family in BULLETS else FAMILIES[form].role
        rank = parent.rank + 0.5 if parent.family in BULLETS or parent.rank >= 80 else FAMILIES[form].rank
        del top
        self._enter(line, _Unit(form, role, rank, line.label), depth)
        return True

    def _bullets_end(self) -> bool:
        """Tell whether the open list of dashes ends its members with a stop."""
        return any(unit.family == "DASH" and unit.lists.get("stops") for unit in self.stack)

    def _annex(self, line: Line) -> bool:
        rest = self.view[line.words : line.close]
        head = self.view[line.start : line.words]
        capital = "PHỤ" in head or "BIỂU" in head or "MẪU" in head
        if self.zone in ("top", "title", "recital") and not capital:
            return False
        if not self._fresh(line) or not (capital or not rest or rest[:1].isupper() or rest[:1] in "(.:-–"):
            return False
        self._flush_signatures()
        depth = 1
        if len(self.stack) > 1 and self.stack[1].role == "ANNEX" and line.label.startswith(self.stack[1].label + ".") and self.stack[1].label:
            depth = 2
        self._enter(line, _Unit("IS_ANNEX", "ANNEX", 0, line.label), depth)
        self.zone = "annex"
        self.waits = not rest.strip(" .:–-*")
        return True

    # -- first and last page ------------------------------------------------------------------------------------

    def _starts_document(self, at: int, line: Line, words: str, mark: str) -> bool:
        """Take a doctype line: the first of the text, or of a document issued with it, or of the next one."""
        if mark != "IS_DOCTYPE" or self.zone in ("title", "recital"):
            return False
        capital = landmarks.is_capitals(words)
        if self.zone == "top" and not self.titled:
            if not capital and not line.blank:
                return False
        elif not capital or self.zone in ("body",) and not self._fresh(line):
            return False
        issued = self._issued_with(at)
        if self.titled and self.zone in ("annex", "body") and not issued:
            return False
        self._flush_signatures()
        if self.titled and issued:
            self._enter(line, _Unit("IS_ANNEX", "ANNEX", 0), 1)
            self.zone, self.waits = "annex", True
        else:
            self._close_to(1)
            self._leaf("DOCTYPE", line.start, line.end)
            self.zone = "title"
            self.titled, self.intro = True, False
        return True

    def _issued_with(self, at: int) -> bool:
        """Look ahead for "(Kèm theo Nghị quyết số ...)" under a title."""
        for line in self.lines[at + 1 : at + _AHEAD]:
            if line.form not in ("TEXT",):
                return False
            mark = landmarks.landmark(self.view[line.words : line.close])
            if mark == "ISSUED_WITH":
                return True
            if mark in ("IS_RECITAL", "IS_ENACTING"):
                return False
        return False

    def _head(self, at: int, line: Line, words: str, mark: str) -> bool:
        """Take a line of the first page, if it is none of the body's."""
        if line.form != "TEXT":
            if line.form in BULLETS and self.zone == "top":
                return False
            if line.form in ("LETTER", "ALPHA", "COMPOUND") and self.zone == "top":
                return False
            return False
        if self.zone == "top":
            return self._top(at, line, words, mark)
        if mark in ("IS_MOTTO", "IS_NUMBER", "IS_PLACE_DATE"):
            self._leaf(mark.removeprefix("IS_"), line.start, line.end)
            return True
        if mark == "IS_ENACTING" and (self.zone == "recital" or self._has_title()) and self._fresh(line):
            self._leaf("ENACTING", line.start, line.end)
            self.zone = "body"
            return True
        if mark == "IS_RECITAL" and self._fresh(line) and (self.zone == "recital" or self._has_title() or words[:2] in ("Că", "Xé")):
            self._leaf("RECITAL", line.start, line.end)
            self.zone = "recital"
            return True
        if landmarks.is_issuer(words) and self._fresh(line):
            if self.zone == "recital" or self._has_title() or not words.startswith("ĐẠI HỘI"):
                self._leaf("LETTERHEAD", line.start, line.end)
                return True
        if self.zone == "recital":
            if self._goes_on(line):
                self._extend(line)
                return True
            self.zone = "body"
            return False
        title = self.leaf if self.leaf is not None and self.leaf.role == "TITLE" else None
        if title is not None and not self.between and (not line.blank or self._goes_on(line) or (landmarks.is_capitals(words) and self._last_char() not in ".;")):
            self._extend(line)
            return True
        if not self._has_title():
            self._leaf("TITLE", line.start, line.end)
            return True
        if mark == "ISSUED_WITH":
            self._leaf("PARAGRAPH", line.start, line.end)
            return True
        if self._goes_on(line):
            self._extend(line)
            return True
        self.zone = "body"
        return False

    def _has_title(self) -> bool:
        """Tell whether a title follows the last doctype."""
        for token in reversed(self.out):
            if token.role == "TITLE":
                return True
            if token.role == "DOCTYPE":
                return False
        return False

    def _top(self, at: int, line: Line, words: str, mark: str) -> bool:
        inline = landmarks.inline_doctype(words)
        if inline is not None and (words[inline[0]].isupper()):
            doctype, title = line.words + inline[0], line.words + inline[1]
            if inline[0]:
                self._pieces(line.start, len(self.view[: doctype].rstrip()))
            self._leaf("DOCTYPE", doctype if inline[0] else line.start, len(self.view[doctype:title].rstrip()) + doctype)
            self._leaf("TITLE", title, line.end)
            self.zone, self.titled = "title", True
            return True
        if mark == "IS_RECITAL" and words[:2] in ("Că", "Xé"):
            self._leaf("RECITAL", line.start, line.end)
            self.zone = "recital"
            return True
        if mark == "IS_ENACTING" and words.rstrip("* ").endswith(":"):
            self._leaf("ENACTING", line.start, line.end)
            self.zone = "body"
            return True
        return self._pieces(line.start, line.end)

    def _pieces(self, start: int, end: int) -> bool:
        """Write the columns of a letterhead."""
        taken = False
        pieces = list(landmarks.columns(self.view, start, end))
        kinds: list[str] = []
        for a, b, bar in pieces:
            piece = self.view[a:b].strip("* \\")
            mark = landmarks.landmark(piece)
            if bar:
                kind = "FURNITURE"
            elif mark in ("IS_MOTTO", "IS_NUMBER", "IS_PLACE_DATE", "IS_DOCTYPE"):
                kind = mark.removeprefix("IS_")
            elif not any(c.isalnum() for c in piece):
                kind = "FURNITURE"
            elif landmarks.is_capitals(piece):
                kind = "LETTERHEAD"
            else:
                kind = ""
            kinds.append(kind)
        if not any(kind not in ("", "FURNITURE") for kind in kinds):
            return False
        for (a, b, _), kind in zip(pieces, kinds, strict=True):
            if kind == "FURNITURE":
                self.between.append(_Token("FURNITURE", a, b))
            else:
                self._leaf(kind or "LETTERHEAD", a, b)
                if kind == "DOCTYPE":
                    self.zone, self.titled = "title", True
            taken = True
        return taken

    def _recipients(self, line: Line) -> bool:
        self._flush_signatures()
        self._close_to(self._floor())
        unit = _Unit("IS_RECIPIENTS", "RECIPIENTS", 1)
        pieces = list(landmarks.columns(self.view, line.start, line.end))
        end = line.end if len(pieces) < 2 or any(bar for *_, bar in pieces) else pieces[0][1]
        self._open(unit, line.start, end, "")
        self.zone = "tail"
        for a, b, _ in pieces[1:] if end != line.end else []:
            self._leaf("SIGNATURE", a, b)
        return True

    def _is_signature(self, at: int, line: Line, words: str) -> bool:
        return landmarks.is_capitals(words) and self._fresh(line)

    def _flush_signatures(self) -> None:
        """Write the signatures that stand below the recipients, beside them."""
        if not self.signatures:
            return
        held, self.signatures = self.signatures, []
        if self.stack[-1].role in ("BULLET", "SUBBULLET", "RECIPIENTS"):
            self._close_to(self._floor())
        later, self.between = self.between, []
        for token in held:
            if token.role == "FURNITURE":
                self.between.append(token)
            else:
                self._leaf("SIGNATURE", token.start, token.end)
        self.between += later

    def _tail(self, at: int, line: Line, words: str, mark: str) -> bool:
        """Take a line of the last page, if it is one."""
        if mark in ("IS_MOTTO", "IS_NUMBER") or landmarks.is_issuer(words) and line.form == "TEXT" and mark != "IS_SIGNATURE" and not words.startswith("CHỦ TỊCH"):
            self._flush_signatures()
            self._close_to(1)
            self.zone = "top"
            return self._top(at, line, words, mark)
        in_list = any(unit.role == "RECIPIENTS" for unit in self.stack)
        if line.form == "IS_ANNEX":
            return False
        if line.form in BULLETS and in_list:
            if self.signatures:
                held, self.signatures = self.signatures, []
                for token in held:
                    if token.role == "FURNITURE":
                        self.between.append(token)
                    else:
                        self._leaf("SIGNATURE", token.start, token.end)
            depth = next(d for d, unit in enumerate(self.stack) if unit.role == "RECIPIENTS") + 1
            pieces = list(landmarks.columns(self.view, line.words, line.end))
            self._close_to(depth)
            unit = _Unit(line.form, "BULLET", 80)
            self._open(unit, line.start, pieces[0][1] if pieces else line.end, line.label)
            for a, b, bar in pieces[1:]:
                if bar:
                    self.between.append(_Token("FURNITURE", a, b))
                else:
                    self._leaf("SIGNATURE", a, b)
            return True
        if line.form in ("IS_ARTICLE", "ROMAN", "IS_PART", "IS_CHAPTER", "ARABIC", "IS_DIVISION") and self._fresh(line):
            self._flush_signatures()
            self._close_to(self._floor())
            self.zone = "body"
            return False
        if line.form != "TEXT":
            return False
        first = self.view[line.words : line.words + 1]
        if mark == "IS_SIGNATURE" or landmarks.is_name(words) or (landmarks.is_capitals(words) and len(words) < 60 and not self._issued_with(at)):
            self.signatures += self.between
            self.between = []
            self.signatures.append(_Token("SIGNATURE", line.start, line.end))
            return True
        if self._issued_with(at) and landmarks.is_capitals(words):
            self._flush_signatures()
            self._enter(line, _Unit("IS_ANNEX", "ANNEX", 0), 1)
            self.zone, self.waits = "annex", True
            return True
        if in_list and (first.islower() or not line.blank) and self.leaf is not None and not self.signatures:
            self._extend(line)
            return True
        if in_list and first.islower():
            self._flush_held()
            self._leaf("PARAGRAPH", line.start, line.end)
            return True
        self._flush_signatures()
        self._close_to(self._floor())
        self._leaf("PARAGRAPH", line.start, line.end)
        return True

    def _flush_held(self) -> None:
        held, self.signatures = self.signatures, []
        for token in held:
            if token.role == "FURNITURE":
                self.between.append(token)
            else:
                self._leaf("SIGNATURE", token.start, token.end)

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        first = table.blocks[0].start
        self._leaf("_TABLE", first, first)
        for block in table.blocks:
            self.out.append(_Token(block.role, block.start, block.end, block.label))
        self.out.append(_Token("_CLOSE", table.blocks[-1].end, table.blocks[-1].end))
        self.leaf = None
        self.last = self.lines[table.stop - 1]
        self.cut = False


def outline(text: str) -> tuple[Sequence[Block], tuple[Diagnostic, ...]]:
    """Return the tokens of *text* for the block grammar, and the doubts about them."""
    done = Outline(text).run()
    return [Block(t.role, t.start, t.end, t.label) for t in done.out], tuple(done.diagnostics)
