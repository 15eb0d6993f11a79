"""A PDF as lines, rows and their hints: what stands on each page, in the order in which a person reads it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from ...layout import Cell, Hints, Part
from ...text.note_marks import OPENS_NOTE, PLAIN
from ..writer import Writer
from .grid import Grid, find_grids
from .lines import Line, Piece, build_lines
from .order import Block, reading_order
from .page import Page, View
from .running_heads import mark_heads
from .tables import Item, Table, by_room, join_over_pages, table_of, unruled

_ALIGNED = 3  # lines that begin at one place have that indent
_ROOM = 1.3  # times the usual distance of lines: more of it parts paragraphs


@frozen
class _Sheet:
    """What of a page runs in one direction: its tables, and its lines outside them, top down."""

    view: View
    grids: list[Grid]
    lines: list[Line]


@frozen
class _Frame:
    """Where the text of a page begins and ends, and at which places several lines begin."""

    left: float
    right: float
    starts: frozenset[int]

    def centres(self, line: Line) -> bool:
        """Tell whether *line* stands in the middle, and not by chance: lines with its indent are no centred ones."""
        off = abs((line.x0 + line.x1) - (self.left + self.right)) / 2
        return off < 0.5 * line.size and line.x0 - self.left > line.size and round(line.x0) not in self.starts


@frozen
class _Content:
    """What a sheet holds: its edges, and between them items and notes in reading order."""

    frame: _Frame
    head: list[Line]
    items: list[Item]
    notes: list[Line]
    foot: list[Line]


class Pages:
    """The pages of a document, taken apart together: running heads and tables are told by their neighbours."""

    def __init__(self, pages: Sequence[Page]) -> None:
        sheets = [[_sheet(view) for view in page.views] for page in pages]
        flat = [sheet for on_page in sheets for sheet in on_page]
        heads = iter(mark_heads([(sheet.view.height, sheet.lines) for sheet in flat], len(pages)))
        self._pitch = _pitch([sheet.lines for sheet in flat])
        self._contents = [[_content(sheet, next(heads)) for sheet in on_page] for on_page in sheets]
        self._askew = [build_lines(page.askew) for page in pages]
        self._numbers: dict[int, tuple[int, int]] = {}  # table -> its number, rows before it
        self._tables = 0
        self._notes: list[tuple[int, float, list[Line]]] = []  # page, left edge, lines
        self._marked = False  # whether a note was seen that begins with a mark
        firsts = zip((contents[0].items for contents in self._contents), (each[0].view for each in sheets), strict=True)
        join_over_pages([(items, view.across) for items, view in firsts])
        items = [item for on_page in self._contents for content in on_page for item in content.items]
        self._goes_on = {id(item.goes_on) for item in items if isinstance(item, Table) and item.goes_on}
        self._held: list[tuple[list[Line], _Frame, int]] = []  # small print of pages on which a table goes on

    def write(self, at: int, writer: Writer) -> None:
        """Write the page *at*, counted from 0."""
        for number, content in enumerate(self._contents[at]):
            self._write(content, at + 1, writer, goes_on=not number)
        frame = self._contents[at][0].frame
        self._lines([Block(self._askew[at])], frame, at + 1, writer)

    def _write(self, content: _Content, page: int, writer: Writer, *, goes_on: bool) -> None:
        self._lines([Block(content.head)], content.frame, page, writer, "header", goes_on=True)
        for item in content.items:
            if isinstance(item, Table) or item.rows:
                self._table(item if isinstance(item, Table) else unruled(item), page, writer)
                if id(item) not in self._goes_on:
                    self._release(writer)
            else:
                self._lines([item], content.frame, page, writer, goes_on=goes_on)
            goes_on = False
        self._keep_notes(content, page, writer)
        self._lines([Block(content.foot)], content.frame, page, writer, "footer", goes_on=True)

    def _keep_notes(self, content: _Content, page: int, writer: Writer) -> None:
        """Keep what stands under the short rule of a page for the end; without any mark it is no note and stays.

        What stays is held back while a table goes on: in the middle of it, it would make two of it.
        """
        lines = [line for line in content.notes if line.text]
        self._marked = self._marked or any(OPENS_NOTE.match(line.text) for line in lines[:1])
        if lines and self._marked:
            self._notes.append((page, content.frame.left, lines))
        else:
            self._held.append((lines, content.frame, page))
        if not any(id(item) in self._goes_on for item in content.items):
            self._release(writer)

    def _release(self, writer: Writer) -> None:
        """Write the small print that was held back."""
        for lines, frame, page in self._held:
            self._lines([Block(lines)], frame, page, writer)
        self._held = []

    def write_notes(self, writer: Writer) -> None:
        """Write the notes below the text: each begins with its mark, what has none goes on with the one before."""
        note, last = -1, ""
        for page, left, lines in self._notes:
            for line in lines:
                mark = OPENS_NOTE.match(line.text)
                opens = mark is not None and _follows(mark["label"], last, first=line is lines[0])
                if opens or note < 0:
                    note, last = note + 1, mark["label"] if mark else ""
                hints = Hints(
                    bold=line.bold, indent=max(0, round(line.x0 - left)), page=page, part="footnote", note=note
                )
                writer.paragraph(line.text, hints, tight=not opens)
        if note >= 0:
            writer.note("footnotes-at-end", f"{note + 1} footnotes stand at the end of the text")

    def _lines(
        self, blocks: list[Block], frame: _Frame, page: int, writer: Writer, part: Part = "body", *,
        goes_on: bool = False,
    ) -> None:  # fmt: skip
        """Write *blocks*; with *goes_on* the first line may go on with a paragraph of the page before."""
        for number, block in enumerate(blocks):
            scattered = block.scattered
            if block.doubtful:
                words = block.lines[0].text[:40]
                unread = "are not read" if scattered else "were read as lines"
                writer.note("table-doubtful", f'columns without rules {unread}, from "{words}"', writer.line)
            last: Line | None = None
            for line in block.lines:
                text = line.text
                if not text:
                    continue
                room = last is not None and last.y - line.y > _ROOM * self._pitch * line.size
                hints = Hints(
                    bold=line.bold,
                    centred=None if block.column else frame.centres(line),
                    indent=max(0, round(line.x0 - frame.left)),
                    page=page,
                    part="columns" if scattered else part,
                )
                tight = not room if last is not None else goes_on and not number
                writer.paragraph(text, hints, tight=tight)
                last = line

    def _table(self, table: Table, page: int, writer: Writer) -> None:
        """Write a table; one that goes on keeps its number and counts its rows on, and its header is not repeated."""
        if table.goes_on is not None:
            number, before = self._numbers[id(table.goes_on)]
        else:
            number, before = self._tables, 0
            self._tables += 1
        for row in table.rows[: table.repeated]:
            writer.row(row.words, Hints(page=page, part="header"))
        rows = table.rows[table.repeated :]
        for at, row in enumerate(rows, before):
            places = [
                Cell(table=number, row=at, column=column, rows=high, columns=wide)
                for column, (high, wide) in enumerate(row.spans)
            ]
            writer.row(row.words, Hints(page=page), places)
        self._numbers[id(table)] = number, before + len(rows)


def _follows(label: str, last: str, *, first: bool) -> bool:
    """Tell whether a mark opens a note: raised ones do, a plain number as the next, or as 1 at the top of a page."""
    if not label.isdecimal():
        return True
    before = last.translate(PLAIN)
    return (first and int(label) == 1) or (before.isdecimal() and int(label) == int(before) + 1)


def _sheet(view: View) -> _Sheet:
    grids, loose = find_grids(view)
    return _Sheet(view, grids, build_lines(loose))


def _content(sheet: _Sheet, parts: dict[int, str]) -> _Content:
    body = [line for line in sheet.lines if id(line) not in parts]
    frame = _frame(sheet.lines)
    notes_at = _notes_rule(sheet, frame)
    items: list[Item] = []
    for grid, above in _between(sheet.grids, [line for line in body if line.y >= notes_at]):
        items += [(block.doubtful and by_room(block)) or block for block in reading_order(above)]
        if grid:
            items.append(table_of(grid))
    for stamp in sheet.view.stamps:
        _insert(Block(build_lines(stamp), column=True), items)
    return _Content(
        frame,
        [line for line in sheet.lines if parts.get(id(line)) == "header"],
        items,
        [line for line in body if line.y < notes_at],
        [line for line in sheet.lines if parts.get(id(line)) == "footer"],
    )


def _insert(stamp: Block, items: list[Item]) -> None:
    """Put *stamp* before what begins below it."""
    top = stamp.lines[0].y
    at = next((at for at, item in enumerate(items) if _top(item) < top), len(items))
    items.insert(at, stamp)


def _top(item: Item) -> float:
    if isinstance(item, Table):
        return item.top
    return max((line.y for line in item.lines), default=0.0)


def _between(grids: list[Grid], lines: list[Line]) -> Iterator[tuple[Grid | None, list[Line]]]:
    """Yield each table with the lines above it, and at last the lines below all tables."""
    for grid in grids:
        yield grid, [line for line in lines if line.y > grid.top]
        lines = [line for line in lines if line.y <= grid.top]
    yield None, lines


def _pitch(pages: list[list[Line]]) -> float:
    """Return the usual distance of two lines, in heights of their font."""
    seen: Counter[float] = Counter()
    for lines in pages:
        for above, line in pairwise(lines):
            distance = (above.y - line.y) / line.size if line.size else 0.0
            if 0.9 < distance < 2.5:
                seen[round(distance * 20) / 20] += 1
    return max(seen, key=lambda one: (seen[one], -one)) if seen else 1.2


def _frame(lines: list[Line]) -> _Frame:
    """Return where the lines of a page begin and end, but for one in twenty."""
    if not lines:
        return _Frame(0.0, 0.0, frozenset())
    starts, ends = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    shared = Counter(round(start) for start in starts)
    common = frozenset(start for start, times in shared.items() if times >= _ALIGNED)
    return _Frame(starts[len(starts) // 20], ends[-1 - len(ends) // 20], common)


def _notes_rule(sheet: _Sheet, frame: _Frame) -> float:
    """Return the height of the short rule over the notes of a page, 0 without one."""
    if not sheet.lines or not sheet.view.across:
        return 0.0
    alone = [rule for rule in sheet.view.across if not any(grid.bottom <= rule.at <= grid.top for grid in sheet.grids)]
    if not alone:
        return 0.0
    left, right = min([piece.x0 for piece in sheet.view.pieces]), max([piece.x1 for piece in sheet.view.pieces])
    starts = (left, frame.left)
    for rule in alone:
        if min(abs(rule.start - start) for start in starts) < 20 and 40 < rule.end - rule.start < 0.5 * (right - left):
            below = [line for line in sheet.lines if line.y < rule.at]
            usual = _usual_size(piece for piece in sheet.view.pieces if piece.y >= rule.at)
            if below and all(line.size < usual for line in below if line.y > 0.08 * sheet.view.height):
                return rule.at
    return 0.0


def _usual_size(pieces: Iterable[Piece]) -> int:
    """Return the size of most letters of *pieces*, those of tables too; 0 without any."""
    sizes: Counter[int] = Counter()
    for piece in pieces:
        sizes[round(piece.size)] += len(piece.text)
    return max(sizes, key=lambda size: sizes[size], default=0)
