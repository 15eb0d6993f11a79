"""Tables in plain text: rows of bars, cells between lone bars, cells one a line under "STT".

`table_at` looks ahead from a line and takes as many lines as belong to the table, so the pass stays linear. Markers in
cells open nothing.
"""

from ..state import Draft
from . import bars
from .boxes import Boxes
from .row import SERIAL_HEAD, Table
from .stacked import Stacked


def table_at(draft: Draft, at: int) -> Table | None:
    """Return the table that begins in line *at*, if one does."""
    line = draft.sheet.lines[at]
    body = draft.sheet.view[line.start : min(line.end, line.start + 400)]
    if at < draft.no_table_to:
        return None
    if body == "|":
        return Boxes(draft).read(at)
    if "|" in body or (body[:2] == "+-" and line.alone):
        return bars.read(draft, at)
    if line.form == "TEXT" and len(body) <= 8 and SERIAL_HEAD.fullmatch(body.strip("* ")):
        return Stacked(draft).read(at)
    return None
