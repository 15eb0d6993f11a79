"""Pieces of text that lie over one another: letters from a second font, and what was filled into a blank."""

import re
from collections.abc import Iterator
from math import inf

from attrs import define

from .letters import Font, Letters
from .lines import Piece
from .turns import Turn

_ROOM = 0.05  # of the font's height: letters farther apart leave room for others
#: Dots and dashes of a form, which hold the place of what is filled in: "Số: ...../NQ-HĐND".
LEADER = re.compile(r"[.…_‥⋯]{3,}|…+")
_FORM = re.compile(r"[ \u00a0]{2,}|" + LEADER.pattern)


@define
class Found:
    """A piece, which letters of the page it is made of, and their text object, font and its width; 0 for typed ones."""

    piece: Piece
    first: int
    end: int
    owner: int = 0
    font: Font | None = None
    wide: float = 0.0


def unlaced(found: list[Found], letters: Letters, turn: Turn) -> list[Piece]:
    """Return the pieces, those cut up that leave room for others.

    A writer whose font lacks a letter leaves a gap, and draws the letter from another font later: "T NH Y" and "ỈỦ".
    Whoever gives a document its number and date draws them over the blanks or dots that were left for them.
    """
    rows: dict[int, list[Found]] = {}
    for one in found:
        rows.setdefault(round(one.piece.y), []).append(one)
    laced: set[int] = set()
    for row in rows.values():
        if len(row) == 1:
            continue
        row.sort(key=lambda one: one.piece.x0)
        widest = row[0]
        for one in row[1:]:
            if one.piece.x0 < widest.piece.x1 - 0.1 * widest.piece.size:
                laced |= {id(widest), id(one)}
            if one.piece.x1 > widest.piece.x1:
                widest = one
    out: list[Piece] = []
    for one in found:
        if id(one) in laced and one.end - one.first > 1 and one.font is not None:
            out += [piece for _, piece in _parts(one, one.font, letters, turn)]
        else:
            out.append(one.piece)
    return _without_leaders(out) if laced else out


def _without_leaders(pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* without the dots of a form that something was filled in over."""
    leaders = {id(one) for one in pieces if LEADER.fullmatch(one.text.strip())}
    if not leaders:  # nearly always
        return pieces
    words = [one for one in pieces if id(one) not in leaders]
    return [one for one in pieces if id(one) not in leaders or not any(_covers(word, one) for word in words)]


def _covers(word: Piece, leader: Piece) -> bool:
    shared = min(word.x1, leader.x1) - max(word.x0, leader.x0)
    return abs(word.y - leader.y) < 0.5 * leader.size and shared > 0.5 * min(word.x1 - word.x0, leader.x1 - leader.x0)


def cut(whole: Found, letters: Letters, turn: Turn) -> list[Found]:
    """Cut a piece wherever its letters do not stand close together, and at the blanks and dots of a form."""
    if whole.font is None:  # typed: it has no letters on the page
        return [whole]
    parts = list(_parts(whole, whole.font, letters, turn))
    ends = [start for start, _ in parts[1:]] + [whole.end]
    return [
        Found(piece, start, end, whole.owner, whole.font, whole.wide)
        for (start, piece), end in zip(parts, ends, strict=True)
    ]


def _parts(whole: Found, font: Font, letters: Letters, turn: Turn) -> Iterator[tuple[int, Piece]]:
    """Yield the parts into which `cut` cuts a piece, and the first letter of each."""
    one, first = whole.piece, whole.first
    text = letters.text[first : whole.end]
    breaks = {edge for gap in _FORM.finditer(text) for edge in gap.span()}
    room = one.loose + _ROOM * one.size
    said, start, x0, x1 = "", 0, 0.0, -inf
    for at, span in enumerate(letters.spans((first, whole.end, font, whole.wide), turn)):
        if span is None:
            continue
        if span[0] - x1 > room or at in breaks:
            if said.strip():
                yield first + start, _part(one, said, x0, x1, whole.owner)
            said, start, x0 = "", at, span[0]
        said += text[at]
        x1 = span[1]
    if said.strip():
        yield first + start, _part(one, said, x0, x1, whole.owner)


def _part(whole: Piece, text: str, x0: float, x1: float, owner: int) -> Piece:
    return Piece(text, x0, x1, whole.y, whole.size, whole.bold, whole.font, False, whole.loose, owner)
