"""Tables in plain text: rows of bars or tabs, cells between lone bars, cells one a line under "STT".

`table_at` looks ahead from a line and takes as many lines as belong to the table, so the pass stays linear. Markers in
cells open nothing.
"""

from .. import landmarks
from ..lines import Line
from ..state import OutlineState
from . import bars, tabs
from .boxes import Boxes
from .row import Table
from .stacked import Stacked

#: Bars in a frame of two columns: a page may set its head in them.
_FRAME = 3


def has_serial_head(state: OutlineState, line: Line) -> bool:
    """Tell whether a line begins with the head of serial numbers, "STT", alone or before other heads."""
    raw = state.sheet.text[line.start : line.end]
    body = state.sheet.view[line.start : line.end].lstrip("|* ")
    if len(body) <= 8 and landmarks.serial_head().fullmatch(_bare(body)) is not None:
        return True
    return landmarks.serial_head().match(body) is not None and max(body.count("|"), raw.count("\t")) > 1


def is_ruled(state: OutlineState, at: int) -> bool:
    """Tell whether line *at* holds the heads of three columns or more in a frame, and a rule stands under it."""
    lines, view = state.sheet.lines, state.sheet.view
    if at + 1 >= len(lines) or view[lines[at].start] != "|":
        return False
    body, rule = view[lines[at].start : lines[at].end], lines[at + 1]
    framed = body[-1] == "|" and body.count("|") > _FRAME and not body.isupper()
    return framed and rule.alone and view[rule.start] == "|"


def table_at(state: OutlineState, at: int) -> Table | None:
    """Return the table that begins in line *at*, if one does."""
    if at < state.no_table_to:
        return None
    line, sheet = state.sheet.lines[at], state.sheet
    start, stop = line.start, min(line.end, line.start + 400)
    if sheet.barred and sheet.view.find("|", start, stop) >= 0:
        return bars.read(state, at) if line.end > start + 1 else Boxes(state).read(at)
    if line.alone and sheet.view.startswith("+-", start):
        return bars.read(state, at)
    if sheet.tabbed and sheet.text.find("\t", start, stop) >= 0 and (table := tabs.read(state, at)):
        return table
    if line.form == "TEXT" and stop - start <= 8 and landmarks.serial_head().fullmatch(_bare(sheet.view[start:stop])):
        return Stacked(state).read(at)
    return None


def _bare(body: str) -> str:
    return body.strip("* ")
