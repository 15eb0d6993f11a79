"""Assignments in tables: who ("Cơ quan chủ trì", "Cơ quan phối hợp"), what ("Nhiệm vụ"), by when ("Thời hạn").

The first row of a table names its columns. A table without a column of bodies tells nobody anything.
"""

from collections.abc import Iterator
from functools import cache

import regex
from attrs import evolve

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, words
from ...text.spans import Span
from ...tree import Cell
from ..bodies.heads import ends_name, head_at, inside_name
from ..bodies.mentions import COMRADE, Actor, actors_at, begins_name
from ..headings import MARKER
from ..table_rows import Rows
from ..task_tables import Columns, columns_of
from ..view import Passage, TextView
from .told import Told

_NEXT_IN_CELL = pattern(r"(?:\s*[,;.]\s*|\s*\([^()]{0,80}\)|\s*\n)+(?=\S|$)|\s*$")
#: A member of a list with the separator behind it, whatever it names.
_MEMBER = pattern(r"([^,;\n.:()]{2,80}?)\s*(?:\([^()]{0,80}\)\s*)?(?:[,;\n.]\s*|$)")
_FIRST = pattern(r"\S+")
_SEVERAL = phrase_once("bodies", "several")
#: The shortest name that no table knows, in words: shorter ones are pieces of others.
_FEWEST = 3
_GAP = pattern(r"\s*")
_NO_NAME = phrase_once("assignments", "no_name")
#: The longest serial number, in letters: "12.3.4".
_SERIAL = 12
_END = pattern(r"[\s:.;,*|/]*$")


def told_in_table(view: TextView, table: Rows) -> Iterator[Told]:
    """Read the rows of one table; its first row names the columns."""
    heads = table.heads
    columns = columns_of(view, heads)
    if not columns.roles:
        return
    first, task = min(columns.roles), None
    body = [row.filled for row in table.below]
    vouched = {at for at in columns.roles if any(at in cells and _begins_body(view, cells[at].span) for cells in body)}
    for at, cells in enumerate(body):
        if at and task is not None and _goes_on(view, columns, cells):
            continue
        # Cells that span rows are missing from the row below: what is left begins with the first column of bodies,
        # and its task is the one above. Some converters leave those cells empty instead.
        if _lacks_serial(view, heads, cells):
            cells = {column + 1: cell for column, cell in cells.items()}
        elif 0 in cells and max(cells) < max(heads) and _all_names(view, cells[0].span):
            cells = {column + first: cell for column, cell in cells.items()}
        if columns.task in cells or min(cells) < first:
            task = cells.get(columns.task) if columns.task is not None else None
        when = cells.get(columns.when) if columns.when is not None else None
        named = {column: cell for column, cell in cells.items() if column in vouched}
        rest = _goes_on(view, columns, body[at + 1]) if at + 1 < len(body) else None
        yield from (evolve(told, rest=rest) for told in _row(view, named, columns, task, when))


@cache
def _serial_head() -> "regex.Pattern[str]":
    return pattern(rf"[\s*|]*{words(row_words('table_heads', 'serial_column'))}[\s*|.]*")


def _lacks_serial(view: TextView, heads: dict[int, Cell], cells: dict[int, Cell]) -> bool:
    """Tell whether a row has no cell under "STT": a converter left it out, and all others stand too far in front."""
    if 0 not in heads or 0 not in cells or len(cells) < 3 or max(cells) >= max(heads):
        return False
    head = _serial_head().fullmatch(view.low, heads[0].span.start, heads[0].span.end)
    return head is not None and cells[0].span.end - cells[0].span.start > _SERIAL


def _goes_on(view: TextView, columns: Columns, cells: dict[int, Cell]) -> Span | None:
    """Return the words of a row that holds nothing but the rest of the task above, which a page's end cut."""
    cell = cells.get(columns.task) if columns.task is not None and len(cells) == 1 else None
    return cell.span if cell is not None and view.plain[cell.span.start].islower() else None


def _begins_body(view: TextView, cell: Span) -> bool:
    """Tell whether a cell begins with a body that the tables know: what else its column names is one too."""
    marker = MARKER.match(view.low, cell.start, cell.end)
    at = marker.end() if marker else cell.start
    person = COMRADE.match(view.low, at, cell.end)
    return bool(actors_at(view, person.end() if person else at, cell.end, closed=True))


def _all_names(view: TextView, cell: Span) -> bool:
    actors = actors_at(view, cell.start, cell.end, semicolons=True)
    return bool(actors) and _END.match(view.low, actors[-1].end, cell.end) is not None


def _row(
    view: TextView, cells: dict[int, Cell], columns: Columns, task: Cell | None, when: Cell | None
) -> Iterator[Told]:
    """Read the bodies of a row, each told the row's task."""
    told = ((role, cells[at]) for at, role in columns.roles.items() if at in cells)
    bodies = [(role, actor) for role, cell in told for actor in bodies_of(view, cell.span)]
    if not bodies:
        return
    partners = tuple(actor for role, actor in bodies if role == "coordinate")
    whole = [(actor.start, actor.end) for _, actor in bodies]
    whole += [(cell.span.start, cell.span.end) for cell in (task, when) if cell is not None]
    span = Span(min(start for start, _ in whole), max(end for _, end in whole))
    for role, actor in bodies:
        yield Told(
            actor,
            role,
            Span(actor.start, actor.end) if task is None else span,
            partners=partners if role == "lead" else (),
            way="column",
            task=task.span if task is not None else None,
            when=when.span if when is not None else None,
        )


def bodies_of(view: TextView, cell: Span) -> Iterator[Actor]:
    """Read the bodies of a cell that holds nothing else: a list, or one a line, each judged alone.

    A member that no table knows is kept as it stands between its separators, and flagged.
    """
    at = cell.start
    while at < cell.end:
        marker = MARKER.match(view.low, at, cell.end)
        at = marker.end() if marker else at
        actors = actors_at(view, at, cell.end, semicolons=True, placed=True)
        after = _NEXT_IN_CELL.match(view.low, actors[-1].end, cell.end) if actors else None
        if after is not None:
            yield from actors
            at = after.end()
            continue
        gap = _GAP.match(view.low, actors[-1].end if actors else at, cell.end)
        rest = gap.end() if gap else at
        if actors and view.plain[rest].isupper() and begins_name(view, rest, cell.end):
            yield from actors  # one a line, without a comma
            at = rest
            continue
        yield from actors[:-1]  # the last one is cut: it goes on with words that no name has
        at = actors[-1].start if actors else at
        member = _MEMBER.match(view.low, at, cell.end)
        if member is None:
            return
        cut = actors[-1].end if actors else at
        if _names(view, at, cut, member.end(1), cell.end):
            known = bool(actors) or head_at(view, at, member.end(1)) is not None
            yield Actor(at, member.end(1), unlisted=not known)
        elif not actors or not (actors[-1].open or actors[-1].group):
            return
        at = member.end()


def only_bodies(view: TextView, passage: Passage) -> tuple[Actor, ...]:
    """Return the bodies of a passage that holds nothing else; empty if it says more."""
    actors = tuple(bodies_of(view, passage.span))
    return actors if actors and _END.match(view.low, actors[-1].end, passage.end) else ()


def _is_open(view: TextView, at: int, end: int) -> bool:
    head = head_at(view, at, end)
    return head is not None and head[1] == "open"


def _names(view: TextView, at: int, cut: int, stop: int, end: int) -> bool:
    """Tell whether the words of a member of a list, from *at* to *stop*, name a body; the tables know them to *cut*."""
    several = _SEVERAL.match(view.low, at, end)
    head = head_at(view, several.end() if several else at, end, small=True)
    if (head is not None and head[1] == "open") or _NO_NAME.search(view.low[at:stop]):
        return False
    words = [(at + word.start(), word[0]) for word in _FIRST.finditer(view.low[at:stop])]
    known = max(cut, head[0] if head else at)
    if several and head:  # "các viện nghiên cứu": the verb is part of the name
        return len(words) > 2 and not ends_name(view, *words[-1], end)
    beyond = [(place, word) for place, word in words if place > known or (head is None and place == at)]
    if head and head[1] == "name" and beyond and inside_name(view, *beyond[0], end):
        beyond = beyond[1:]  # "Ban Quản lý | bảo trì | đường bộ"
    if any(ends_name(view, place, word, end) or _is_open(view, place, end) for place, word in beyond):
        return False
    if head:
        return bool(beyond) or (len(words) > 1 and head[0] == stop and view.plain[at].isupper())  # "Hạt Kiểm lâm"
    return view.plain[at].isupper() and len(words) >= _FEWEST
