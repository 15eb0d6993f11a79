"""The outline while it is written: tokens, the stack of open units, and what the lines before tell.

The pass (`outline`), the nesting of markers (`nesting`) and the first and last page (`front_matter`, `back_matter`) all
write through one `OutlineState`. Its invariants make the stream one that the block grammar accepts: a block is written
in the unit at the top of the stack, whose bracket is opened when its first block comes; furniture is held back until it
is known whether it cuts a sentence or stands between two blocks.
"""

from enum import StrEnum

from attrs import define, field

from ..diagnostics import Diagnostic
from ..text.numerals import Place
from ..text.spans import Span
from . import line_breaks
from .grammar import Block
from .lines import Line
from .sheet import Sheet

#: Characters that end a sentence or a member of a list.
ENDS = frozenset(".;:!?…")


class Zone(StrEnum):
    """Which part of a document the pass is in."""

    TOP = "top"  # before a doctype
    TITLE = "title"
    RECITAL = "recital"
    BODY = "body"
    ANNEX = "annex"
    TAIL = "tail"  # recipients and signatures
    OUTSIDE = "outside"  # behind a table of contents

    __hash__ = str.__hash__  # that of an Enum is worked out in Python, and zones are compared at every line


@define
class List:
    """A list that stands, or stood, in an open unit: the place of its last member, its rank, the tokens before that
    member, and whether it was emphasised.
    """

    place: Place
    rank: float
    written: int = 0
    bold: bool = False


@define
class Unit:
    """An open unit: an entry of the stack.

    Attributes:
        family: The marker family that opened it, a key of `families.FAMILIES`.
        lists: The lists in it, by family (with the prefix, for numbers of several steps).
        bullets: The mark of the bullets that stood in it last.
        holding: A member of a list in it holds bullets.
    """

    family: str
    role: str
    rank: float
    label: str = ""
    indent: int = 0
    bold: bool = False
    opened: bool = False
    lists: dict[str, List] = field(factory=dict)
    bullets: str = ""
    holding: bool = False


@define(slots=False)
class OutlineState:
    """What the pass has written and what it remembers.

    Attributes:
        sheet: The text, its lines and its page.
        out: The tokens so far. `diagnostics`: the doubts. `stack`: the open units, the document first.
        zone: Where the pass is.
        leaf: The token whose words may go on.
        between: Furniture since the leaf; `cut` says that a page break is among it.
        last: The last line that was no furniture.
        waits: The unit has only its marker so far and waits for its words.
        runs: The last place of each family whose count runs on across the units around it: articles, "(4)".
        titled: A doctype was seen. `begun`: the body has a unit, or a paragraph before its first one.
        preface: The first line of the body, if it stands in no unit and it is open whether it introduces one.
        at: The number of the line that the pass looks at.
        headed: How many tokens stood before the last heading without a marker.
        no_table_to: Up to this line it is known that no table begins: looking ahead again would cost.
    """

    sheet: Sheet
    out: list[Block] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    stack: list[Unit] = field(factory=lambda: [Unit("", "document", -1, opened=True)])
    zone: Zone = Zone.TOP
    leaf: Block | None = None
    between: list[Block] = field(factory=list)
    cut: bool = False
    last: Line | None = None
    waits: bool = False
    runs: dict[str, Place] = field(factory=dict)
    titled: bool = False
    begun: bool = False
    preface: Line | None = None
    at: int = 0
    no_table_to: int = 0
    headed: int = 0
    signatures: list[Block] = field(factory=list)
    _ending: tuple[Line | None, str] = (None, "")

    # Tokens.

    def write(self, role: str, start: int, end: int, label: str = "") -> None:
        """Write a block in the unit at the top of the stack."""
        self._bracket(start)
        self.flush()
        self.leaf = Block(role, start, end, label)
        self.out.append(self.leaf)
        self.waits = False

    def hold(self, start: int, end: int, *, cut: bool = False) -> None:
        """Keep furniture until the next words tell what it stands between."""
        self.between.append(Block("FURNITURE", start, end))
        self.cut = self.cut or cut

    def flush(self) -> None:
        """Write the furniture that turned out to stand between two blocks."""
        if self.between:
            self._bracket(self.between[0].start)
            self.out += self.between
            self.between = []
            self.leaf = None

    def extend(self, line: Line) -> None:
        """Let the open leaf go on in *line*, across the furniture that cuts it."""
        assert self.leaf is not None
        if self.between:
            for token in self.between:
                token.role, token.label = "CUT", "furniture"
            self.out += self.between
            self.between = []
            self.leaf = Block("MORE", line.start, line.end)
            self.out.append(self.leaf)
        else:
            self.leaf.end = line.end

    def open(self, unit: Unit, start: int, end: int, label: str = "") -> None:
        """Write the words of a unit and put it on the stack."""
        self.write(unit.role, start, end, label)
        self.stack.append(unit)

    def close(self, depth: int) -> None:
        """Close units until *depth* are open; the document itself is the first."""
        while len(self.stack) > depth:
            unit = self.stack.pop()
            if self.waits and self.leaf is not None and not unit.opened:
                span = Span(self.leaf.start, self.leaf.end)
                self.diagnostics.append(Diagnostic("empty-unit", f"nothing stands under {unit.label!r}", span))
            self.waits = False
            if unit.opened:
                end = self.out[-1].end
                self.out.append(Block("_CLOSE", end, end))
            self.leaf = None

    def _bracket(self, start: int) -> None:
        top = self.stack[-1]
        if not top.opened:
            self.out.append(Block("_OPEN", start, start))
            top.opened = True

    def floor(self) -> int:
        """Return how many units stay open when the body of the document or of an annex ends."""
        keep = 1
        while keep < len(self.stack) and self.stack[keep].role == "ANNEX":
            keep += 1
        return keep

    def report(self, code: str, message: str, line: Line) -> None:
        """Note a doubt about the marker, or the first words, of *line*."""
        end = line.words if line.form != "TEXT" else min(line.close, line.start + 40)
        self.diagnostics.append(Diagnostic(code, message, Span(line.start, max(end, line.start + 1))))

    def end_preface(self) -> None:
        """Note that text stands before the first marker, unless it ends in a colon and introduces it."""
        if self.preface is not None and not self.introduced():
            self.report("text-before-first-marker", "text stands before the first marker", self.preface)
        self.preface = None

    # Evidence.

    def ending(self) -> str:
        """Return the last character before, closing brackets, quotes and residue left out."""
        last = self.last
        if last is None:
            return "."
        if last is not self._ending[0]:  # read again and again
            tail = self.sheet.view[max(last.start, last.close - 8) : last.close].rstrip('*\\ )]”"»’_')
            self._ending = last, tail[-1] if tail else self.sheet.view[last.close - 1]
        return self._ending[1]

    def ended(self) -> bool:
        """Tell whether the words before end in a stop, or in a site's note: "... [Điều này có hướng dẫn ...]"."""
        return self.ending() in ENDS or (self.last is not None and self.sheet.view[self.last.close - 1] == "]")

    def introduced(self) -> bool:
        """Tell whether the words before end in a colon: what follows stands in them."""
        return self.leaf is not None and self.ending() == ":"

    def binds(self, line: Line | None = None) -> bool:
        """Tell whether the line before ends in a word that cannot end anything ("... của", "... khoản").

        A heading in capitals goes on in capitals: the marker of a *line* in small letters is one after any word.
        """
        last = self.last
        if last is None:
            return False
        full = self.sheet.page.full(last, 6)
        if not line_breaks.binds(self.sheet.view[max(last.start, last.close - 16) : last.close], full=full):
            return False
        return line is None or self.sheet.capitals(line) or not self.sheet.capitals(last)

    def room(self, line: Line) -> bool:
        """Tell whether the first word of *line* had found room in the line before: the drafter ended that one."""
        if self.last is None:
            return True
        head = self.sheet.view[line.words : line.words + 24].split(None, 1)
        return not self.sheet.page.full(self.last, line.words - line.start + (len(head[0]) if head else 0))

    def fresh(self, line: Line) -> bool:
        """Tell whether the line before had come to an end of its own."""
        if self.last is None or (self.leaf is None and not self.between):
            return True
        if (line.blank and not self.cut) or self.ended() or (self.leaf is not None and self.leaf.role == "ENACTING"):
            return True
        if self.binds(line) or self.ending() == ",":
            return not self.sheet.page.width and self.ending() == ","
        return self.room(line) or self.sheet.capitals(self.last)

    def goes_on(self, line: Line) -> bool:
        """Tell whether a line without a marker belongs to the open leaf."""
        leaf, last = self.leaf, self.last
        if leaf is None or last is None:
            return False
        first, ended = self.sheet.first(line), self.ended()
        if line.blank and not self.cut:  # a page break that left nothing but blank lines
            return first.islower() and not ended and not self.sheet.capitals(last)
        if ended:
            full = not self.room(line)
            if self.ending() == ":":  # "... trung học cơ sở:\n98,6%" goes on; what a colon introduces begins a line
                return full and (first.islower() or first.isdigit())
            return full or (self.sheet.page.width > 0 and self.sheet.page.spaced)
        if first.islower() or first in ",.;:)%/”" or self.binds() or self._halves(line):
            return True
        if first.isdigit() and line_breaks.binds(
            self.sheet.view[max(last.start, last.close - 16) : last.close], full=True
        ):
            return True  # "giai đoạn" over "2026 - 2030"
        if self.sheet.page.width and (first.isdigit() or self.sheet.page.spaced or not self.room(line)):
            return True
        heading = self.sheet.capitals(last) and self.sheet.capitals(line)
        return heading and leaf.role != "LETTERHEAD"

    def _halves(self, line: Line) -> bool:
        """Tell whether a line completes the one before: a name, a citation, an object, a remark in brackets."""
        last = self.last
        assert last is not None
        words, before = self.sheet.view[line.words : line.words + 2], self.sheet.words(last)
        remark = words[:1] == "(" and words[1:].islower() and len(before) >= 40 and before[0] != "("
        tail = self.sheet.view[max(last.start, last.close - 24) : last.close]
        return remark or line_breaks.halves(tail) or line_breaks.runs_on(before, self.sheet.words(line))
