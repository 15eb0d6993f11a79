"""Where the cells of a Word table stand in its grid."""

from typing import TYPE_CHECKING

from .xml import attribute, child, integer, local, on

if TYPE_CHECKING:
    from lxml.etree import _Element

COLUMNS = 256  # Word makes 63; a file may claim any number


def inside(parent: "_Element", name: str) -> "list[_Element]":
    """Return the w:*name* elements of *parent*, those inside content controls and the like included."""
    found: list[_Element] = []
    for element in parent:
        kind = local(element)
        if kind == name:
            found.append(element)
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += inside(element, name)
    return found


def gone(properties: "_Element | None") -> bool:
    """Tell whether a row was deleted with changes tracked, or is hidden."""
    return child(properties, "del") is not None or on(child(properties, "hidden"))


def placed_cells(row: "_Element") -> "list[tuple[int, int, str, _Element]]":
    """Return (column, columns, vertical merge, cell) for the cells of *row*."""
    column = max(0, min(integer(attribute(child(child(row, "trPr"), "gridBefore"), "val"), 0), COLUMNS - 1))
    placed: list[tuple[int, int, str, _Element]] = []
    for cell in inside(row, "tc"):
        properties = child(cell, "tcPr")
        columns = max(1, min(integer(attribute(child(properties, "gridSpan"), "val"), 1), COLUMNS - column))
        merge = child(properties, "vMerge")
        kind = "" if merge is None else attribute(merge, "val") or "continue"
        across = child(properties, "hMerge")
        if across is not None and attribute(across, "val") != "restart" and placed:
            before = placed[-1]
            placed[-1] = (before[0], min(before[1] + columns, COLUMNS - before[0]), before[2], before[3])
        else:
            placed.append((column, columns, kind, cell))
        column = min(column + columns, COLUMNS - 1)
    return placed
