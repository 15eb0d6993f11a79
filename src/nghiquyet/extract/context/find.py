"""The contexts of a document: every heading is read once; a passage gets what the nearest ones say."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from ...facts import Time
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ...tree import Node, Root, Table
from ..headings import Announcers, after_marker
from ..view import Passage, TextView
from .doers import doers_of, is_order
from .model import NOTHING, Context, Role, Said, Source
from .periods import Periods
from .roles import Hint, announced, cases, only_reported, role_of
from .tables import Grid, last_year, of_time

#: A longer passage with parts below it is a paragraph: its times are its own, unless it ends with a colon.
_LONGEST = 200
#: "Trong đó:" and the like lead from the whole to its parts and name nothing.
_LED = phrase_once("headings", "leads_to_parts")


def contexts(view: TextView, tree: Root, times: Sequence[Time] = ()) -> "Contexts":
    """Return the contexts of the passages of *view*; *times* are those of the document, for the periods."""
    return Contexts(view, tree, times)


class Contexts:
    """The contexts of the passages of one document; `of` works out the one of a passage.

    Headings are read when they are first asked for. *view* is that of the document, *periods* are its times.
    """

    def __init__(self, view: TextView, tree: Root, times: Sequence[Time] = ()) -> None:
        self.view, self._tree = view, tree
        self.periods = Periods(view, times)
        self._read: dict[tuple[int, Source], Context] = {}  # position of a heading -> what it says
        self._outer: dict[tuple[object, ...], Context] = {}  # what the headings around say, by which they are
        self._tables: list[Table] | None = None
        self._cells: dict[int, dict[int, Context]] = {}  # by table: where a cell begins -> what the table says of it

    @cached_property
    def _announcers(self) -> Announcers:
        return Announcers(self.view)

    def of(self, passage: Passage) -> Context:
        """Return the context of a passage: what the nearest heading that says it says, for each kind of value."""
        kind = passage.node.kind
        if len(self.view.passages) == 1 and kind != "cell":
            return self.document  # nothing stands over the only one
        # the headings and the title say the same to all passages that stand side by side
        side = (passage.above, self._announcers.beside.get(passage.start), kind == "paragraph", kind == "cell")
        outer = self._outer.get(side)
        if outer is None:
            outer = self._outer[side] = self._around(passage)
        return self._in_table(passage).within(outer) if kind == "cell" else outer

    def _around(self, passage: Passage) -> Context:
        """Return what the headings and the title say."""
        known, named = NOTHING, passage.node.kind == "cell"  # a cell is named by its row
        for place, unmarked in self._announcers.headings(passage):
            said = self._of_heading(place, Source.UNMARKED if unmarked else Source.HEADING)
            if known.has_role(Role.CASES) and said.role is not None:
                known = known.with_role(said.role)  # "2. Chăm lo đối với các đối tượng sau:" in a list of tasks
            known = known.within(said.nameless() if named and said.indicator else said)
            named = named or said.indicator is not None or said.period is None  # a period stands under a name
        return known.within(self.document)

    def headings(self, passage: Passage) -> Iterator[tuple[int, Source]]:
        """Yield the headings over a passage, by their positions in ``view.passages``, the nearest first."""
        for place, unmarked in self._announcers.headings(passage):
            yield place, Source.UNMARKED if unmarked else Source.HEADING

    @cached_property
    def document(self) -> Context:
        """What the title says of the whole document."""
        said, reports = NOTHING, False
        for passage in self.view.passages:
            if passage.node.kind == "doctype":
                reports = (
                    word_list("headings", "reporting").match(self.view.low, passage.start, passage.end) is not None
                )
            elif passage.node.kind == "title" and passage.zone == "header":
                said = said.within(self._of_title(passage, reports=reports))
        return said

    def _of_title(self, passage: Passage, *, reports: bool) -> Context:
        """Return what a title says; that of a document that *reports* says that what is below was reached."""
        start, end = passage.start, passage.end
        period, first = self.periods.of_title(start, end), self.periods.reported_in_title(start, end)
        hint = only_reported(self.view.low, start, end) if reports else None
        return Context(
            period=of_time(self.view, period, passage.node, Source.TITLE) if period else None,
            reported=of_time(self.view, first, passage.node, Source.TITLE) if first else None,
            role=self._role(hint, passage, Source.TITLE) if hint else None,
        )

    def _of_heading(self, place: int, source: Source) -> Context:
        known = self._read.get((place, source))
        if known is None:
            known = self._read[place, source] = self._heading(self.view.passages[place], source)
        return known

    def _heading(self, passage: Passage, source: Source) -> Context:
        low, start, end = self.view.low, after_marker(self.view, passage), passage.end
        announces = source is Source.UNMARKED and passage.node.kind != "heading"
        hint = announced(low, start, end) if announces else role_of(low, start, end)
        if not announces and hint and hint.role is Role.RESULTS and is_order(self.view, start, end):
            hint = role_of(low, start, end, ordered=True)
        opens = low[max(start, end - 8) : end].rstrip(" *").endswith(":")
        hint = (cases(low, start, end) if opens else None) or hint
        period = first = doer = None
        dated = self.periods.holds(passage.start, end)
        if opens or end - passage.start <= _LONGEST:
            period = self.periods.of(passage.start, end) if dated else None
            doer = doers_of(self.view, start, end)
        if dated and (opens or end - passage.start <= 3 * _LONGEST):
            first = self.periods.reported(passage.start, end)
        return Context(
            period=of_time(self.view, period, passage.node, source) if period else None,
            reported=of_time(self.view, first, passage.node, source) if first else None,
            role=self._role(hint, passage, source) if hint else None,
            doer=self._said(doer, passage, source) if doer else None,
            indicator=self._indicator(start, passage, source) if hint is None and doer is None else None,
        )

    def _role(self, hint: Hint, passage: Passage, source: Source) -> Said:
        span = Span(hint.start, hint.end)
        return Said(hint.role.value, self.view.words(hint.start, hint.end), span, passage.node, source)

    def _said(self, span: Span, passage: Passage, source: Source) -> Said:
        words = self.view.words(span.start, span.end)
        return Said(words, words, span, passage.node, source)

    def _indicator(self, start: int, passage: Passage, source: Source) -> Said | None:
        """Return what a heading names, without its times: "Cơ cấu kinh tế (đến năm 2030)"."""
        led = _LED.match(self.view.low, start, passage.end)
        span = Span(led.end() if led else start, passage.end)
        if word_list("headings", "topics").match(self.view.low, span.start, span.end):
            return None  # "Về kinh tế:" is a topic
        name = self.periods.timeless(span.start, span.end)
        return Said(name, self.view.words(span.start, span.end), span, passage.node, source) if name else None

    def _in_table(self, passage: Passage) -> Context:
        if self._tables is None:
            self._tables = sorted(_tables(self._tree), key=lambda table: table.span.start)
        at = bisect_right(self._tables, passage.start, key=lambda table: table.span.start) - 1
        if at not in self._cells:
            period = self.document.period
            year = last_year(period.value.split("/")[0]) if period else None
            grid = Grid(self.view, self._tables[at], self.periods, year)
            self._cells[at] = {cell.span.start: context for cell, context in grid.cells()}
        return self._cells[at].get(passage.start, NOTHING)


def _tables(tree: Root) -> Iterator[Table]:
    """Yield the tables of a document; what stands in them is not looked at."""
    stack: list[Node] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Table):
            yield node
        else:
            stack += node.children
