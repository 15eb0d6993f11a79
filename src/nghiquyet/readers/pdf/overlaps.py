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


@define
class Found:
    """A piece, which letters of the page it is made of, and their text object, font and its width; 0 for typed ones."""

    piece: Piece
    first: int
    end: int
    owner: int = 0
    font: Font | None = None
    wide: float = 0.0


def unlaced(found: list[Found], letters: Letters, turn: Turn) -> list[Found]:
    """Return pieces with those cut up that leave room for others.

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
    out: list[Found] = []
    for one in found:
        if id(one) in laced and one.end - one.first > 1:
            out += cut(one, letters, turn)
        else:
            out.append(one)
    return _without_leaders(out, laced) if laced else out


def _without_leaders(found: list[Found], laced: set[int]) -> list[Found]:
    """Return *found* without the dots of a form that something was filled in over."""
    words = [one.piece for one in found if not LEADER.fullmatch(one.piece.text.strip())]
    return [
        one
        for one in found
        if not LEADER.fullmatch(one.piece.text.strip()) or not any(_covers(word, one.piece) for word in words)
    ]


def _covers(word: Piece, leader: Piece) -> bool:
    shared = min(word.x1, leader.x1) - max(word.x0, leader.x0)
    return abs(word.y - leader.y) < 0.5 * leader.size and shared > 0.5 * min(word.x1 - word.x0, leader.x1 - leader.x0)


def cut(whole: Found, letters: Letters, turn: Turn) -> Iterator[Found]:
    """Cut a piece wherever its letters do not stand close together, and at the blanks and dots of a form."""
    one = whole.piece
    text = letters.text[whole.first : whole.end]
    breaks = {edge for gap in re.finditer(r"[ \u00a0]{2,}|" + LEADER.pattern, text) for edge in gap.span()}
    room = one.loose + _ROOM * one.size
    said, start, x0, x1 = "", whole.first, 0.0, -inf
    if whole.font is None:  # typed: it has no letters on the page
        yield whole
        return
    for at in range(whole.first, whole.end):
        letter = text[at - whole.first]
        if letter in "\r\n" or (letter == " " and letters.is_generated(at)):
            continue
        x = letters.along(at, turn)
        if x - x1 > room or at - whole.first in breaks:
            if said.strip():
                yield _part(whole, said, x0, x1, start, at)
            said, start, x0 = "", at, x
        said += letter
        x1 = letters.end(at, x, whole.font, whole.wide, turn)
    if said.strip():
        yield _part(whole, said, x0, x1, start, whole.end)


def _part(whole: Found, said: str, x0: float, x1: float, first: int, end: int) -> Found:
    one = whole.piece
    piece = Piece(said, x0, x1, one.y, one.size, one.bold, one.font, loose=one.loose, form=whole.owner)
    return Found(piece, first, end, whole.owner, whole.font, whole.wide)
