"""Heads over several columns: which columns a head covers that was written as one cell.

A crawler or a converter writes "Đoạn đường" over "Từ" and "Đến" as one cell, and all heads behind it would stand over
the wrong column. The row of heads below shows the columns, if it has a cell for each. If it does not, or is ambiguous,
the table is reported: a silent shift would put values under the wrong head.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ..grammar import Block, Place
from ..lines import Line
from ..state import OutlineState
from .row import Row


def fit_heads(state: OutlineState, rows: Sequence[Row], line: Line) -> None:
    """Give the heads of a table their columns; report the table that begins in *line* where they do not fit."""
    heads = [row.cells for row in rows if row.head and row.cells]
    body = Counter(len(row.cells) for row in rows if not row.head and len(row.cells) > 1)
    if not heads or not body:
        return
    width = max(body, key=lambda size: (body[size], size))
    below: Sequence[Block] | None = None
    for head in reversed(heads):
        places = columns_of(len(head), below, width) if len(head) < width else None
        if len(head) < width and places is None:
            state.report("table-doubtful", f"{len(head)} heads stand over {width} columns", line)
            return
        for cell, place in zip(head, places or (), strict=False):
            cell.place = place
        below = head if len(head) >= width else below


def columns_of(heads: int, below: Sequence[Block] | None, width: int) -> list[Place] | None:
    """Return the places of *heads* cells over *width* columns; None if the row *below* them does not tell.

    A head has its own column where the row below is empty. Over each run of filled cells below stands one head, or
    heads that share the run evenly if it is the only one.
    """
    if below is None or len(below) != width:
        return None
    runs = [(filled, len(list(run))) for filled, run in groupby(below, key=lambda cell: cell.end > cell.start)]
    parted = [length for filled, length in runs if filled]
    over = heads - sum(length for filled, length in runs if not filled)
    if len(parted) == 1:
        if over < 1 or parted[0] % over:
            return None
        size = parted[0] // over
    elif over == len(parted):
        size = 0  # the whole run
    else:
        return None
    places: list[Place] = []
    column = 0
    for filled, length in runs:
        step = (size or length) if filled else 1
        places += [Place(at, step) for at in range(column, column + length, step)]
        column += length
    return places
