"""Tables from the lines that are drawn around their cells: the only evidence in a PDF that leaves no doubt."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise

from attrs import evolve, frozen

from .drawings import Rule
from .lines import Piece
from .page import View

_NEAR = 3.0  # points: rules this near are one, and ends this near touch
_MAX_RULES = 3000
_LADDER = 3  # rules at least of a table that has them between its rows only
_WHITE = 6.0  # points between the words of two columns


@frozen
class GridCell:
    """A cell of a drawn table: its place and extent in the grid, and the pieces of text in it."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: tuple[Piece, ...]


@frozen
class Grid:
    """A drawn table: from `bottom` to `top`, its upright lines at `columns`, its cells in reading order.

    Where only rows have rules, the columns are `guessed` from the white between the words.
    """

    top: float
    bottom: float
    columns: tuple[float, ...]
    cells: tuple[GridCell, ...]
    guessed: bool = False


def find_grids(page: View) -> tuple[list[Grid], list[Piece]]:
    """Return the tables of a page, top down, and the pieces of text outside them."""
    if len(page.across) + len(page.upright) > _MAX_RULES:
        return [], page.pieces
    grids: list[Grid] = []
    rest = page.pieces
    connected = _connected(page.across, page.upright)
    for across, upright in connected + (ladders := _ladders(connected, rest)):
        xs = _reaching(_levels([rule.at for rule in upright]), across)
        ys = _reaching(_levels([rule.at for rule in across]), upright)
        if len(xs) < 3 or len(ys) < 2:  # a box around some lines is no table
            continue
        inside = [piece for piece in rest if xs[0] <= _middle(piece) <= xs[-1] and ys[0] <= _height(piece) <= ys[-1]]
        if not inside:
            continue
        taken = set(map(id, inside))
        rest = [piece for piece in rest if id(piece) not in taken]
        grid = _grid(xs, ys[::-1], across, upright, inside)
        grids.append(evolve(grid, guessed=any(across is rungs for rungs, _ in ladders)))
    return sorted(grids, key=lambda grid: -grid.top), rest


def _reaching(levels: list[float], crossing: list[Rule]) -> list[float]:
    """Return *levels* with the places to which the rules that cross them reach: where no frame is drawn.

    A page end cuts a row without a rule below it, and some tables have rules between their cells only.
    """
    if not levels:
        return levels
    before = sorted(rule.start for rule in crossing if rule.start < levels[0] - _NEAR)
    after = sorted((rule.end for rule in crossing if rule.end > levels[-1] + _NEAR), reverse=True)
    return _agreed(before, crossing) + levels + _agreed(after, crossing)


def _agreed(ends: list[float], crossing: list[Rule]) -> list[float]:
    """Return the outermost of *ends*, if two of the rules that cross, or the only one, end there."""
    alone = len(crossing) == 1 or (len(ends) > 1 and abs(ends[0] - ends[1]) <= _NEAR)
    return ends[:1] if alone else []


def _ladders(groups: list[tuple[list[Rule], list[Rule]]], pieces: list[Piece]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return tables that have rules between their rows only, with rules in the white between their columns."""
    alone = sorted((across[0] for across, upright in groups if not upright and len(across) == 1), key=_place)
    found: list[tuple[list[Rule], list[Rule]]] = []
    for _, same in groupby(alone, _place):
        across = sorted(same, key=lambda rule: rule.at)
        left, right, bottom, top = across[0].start, across[0].end, across[0].at, across[-1].at
        if len(across) < _LADDER:
            continue
        inside = [piece for piece in pieces if left <= _middle(piece) <= right and bottom <= _height(piece) <= top]
        edges = [left, *white_between(inside), right]
        steps = list(pairwise(rule.at for rule in across))
        if len(edges) > 3 and all(any(low <= piece.y <= high for piece in inside) for low, high in steps):
            found.append((across, [Rule(x, bottom, top) for x in edges]))
    return found


def _place(rule: Rule) -> tuple[int, int]:
    return round(rule.start / _NEAR), round(rule.end / _NEAR)


def white_between(pieces: list[Piece]) -> list[float]:
    """Return the middle of each white that runs between *pieces* from top to bottom."""
    whites: list[float] = []
    reach = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if reach and piece.x0 - reach > _WHITE:
            whites.append((piece.x0 + reach) / 2)
        reach = max(reach, piece.x1)
    return whites


def _middle(piece: Piece) -> float:
    return (piece.x0 + piece.x1) / 2


def _height(piece: Piece) -> float:
    return piece.y + 0.3 * piece.size


def _levels(values: Sequence[float]) -> list[float]:
    """Return the distinct places of rules, ascending: those that are nearly the same are one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return levels


def _connected(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that touch one another."""
    across, upright = _merged(across), _merged(upright)
    rules = [*across, *upright]
    group = list(range(len(rules)))
    for one, flat in enumerate(across):
        for other, tall in enumerate(upright, len(across)):
            if flat.start - _NEAR <= tall.at <= flat.end + _NEAR and tall.start - _NEAR <= flat.at <= tall.end + _NEAR:
                _join(group, one, other)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate(rules):
        found.setdefault(_root(group, at), ([], []))[at >= len(across)].append(rule)
    return list(found.values())


def _merged(rules: list[Rule]) -> list[Rule]:
    """Return *rules* with those that run on in one another made one: writers draw each cell's border by itself."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = merged[-1] if merged else None
        if last and round(last.at) == round(rule.at) and rule.start <= last.end + _NEAR:
            merged[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged


def _grid(xs: list[float], ys: list[float], across: list[Rule], upright: list[Rule], pieces: list[Piece]) -> Grid:
    """Return the table with upright lines at *xs*, ascending, and horizontal ones at *ys*, descending."""
    width, height = len(xs) - 1, len(ys) - 1
    depths = [-y for y in ys]
    walls = _covered(xs, depths, [Rule(rule.at, -rule.end, -rule.start) for rule in upright])
    floors = _covered(depths, xs, [Rule(-rule.at, rule.start, rule.end) for rule in across])
    group = list(range(width * height))
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column and (column, row) not in walls:
                _join(group, here, here - 1)
            if row and (row, column) not in floors:
                _join(group, here, here - width)
    members: dict[int, list[int]] = {}
    for at in range(len(group)):
        members.setdefault(_root(group, at), []).append(at)
    words: dict[int, list[Piece]] = {}
    inner, steps = xs[1:-1], depths[1:-1]
    for piece in pieces:
        column, row = bisect_right(inner, _middle(piece)), bisect_right(steps, -_height(piece))
        words.setdefault(_root(group, row * width + column), []).append(piece)
    cells = []
    for at, places in members.items():
        rows, columns = [place // width for place in places], [place % width for place in places]
        extent = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        cells.append(GridCell(min(rows), min(columns), *extent, tuple(words.get(at, ()))))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(ys[0], ys[-1], tuple(xs), tuple(cells))


def _root(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = group[group[at]]
        at = group[at]
    return at


def _join(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)


def _covered(levels: list[float], steps: list[float], rules: list[Rule]) -> set[tuple[int, int]]:
    """Return the pairs (level, step) where a rule at that level runs along most of that step."""
    covered: set[tuple[int, int]] = set()
    length: dict[tuple[int, int], float] = {}
    for rule in rules:
        level = min(range(len(levels)), key=lambda at: abs(levels[at] - rule.at))
        for step in range(len(steps) - 1):
            low, high = steps[step], steps[step + 1]
            shared = min(high, rule.end) - max(low, rule.start)
            if shared > 0:
                key = (level, step)
                length[key] = length.get(key, 0.0) + shared
                if length[key] >= 0.6 * (high - low):
                    covered.add(key)
    return covered
