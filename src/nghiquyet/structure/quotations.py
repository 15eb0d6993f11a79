"""Quoted passages with markers of their own: "Điều 5 được sửa đổi như sau: / “Điều 5. ... / 1. ...”.

They are units in the unit that quotes them. Their labels continue nothing outside, and nothing outside continues them.
"""

from functools import cache

import regex
from attrs import define, evolve

from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import choice
from ..text.numerals import Place
from .lines import Line, line_at
from .state import List, OutlineState, Unit

_OPENING = pattern(r"[*_ ]*[“\"«]")
_CLOSING = ("”", '"', "»")
_CLOSINGS = {"“": "”", "«": "»", '"': '"'}
_FORMS = frozenset({"TEXT", "DASH", "DOT", "STAR", "PLUS", "PLUSES", "LETTER"})
#: How far back in a line the quote is looked for that opens and does not close.
_REACH = 4000
#: A note of a law site, "[Khoản này được hướng dẫn bởi ...]".
_NOTE = pattern(r"\s*\[[^\[\]]{1,3000}\][\s.;,)*]*$")
_STOPS = " .;,)*"


@cache
def _unit() -> "regex.Pattern[str]":
    """Return the pattern of what a quotation in the middle of a line begins with, if it goes on with markers."""
    unit = choice("headers", "unit_words")
    return pattern(rf"\s*(?:\d{{1,3}}[a-zđ]?[.)]|[a-zđ]\)|{choice('headers', 'article')}\s+\d|{unit}\s+[\dIVXLC])")


@cache
def _joined() -> "regex.Pattern[str]":
    """Return the pattern of an article that a crawler joined to the last line of a quotation."""
    return pattern(rf"(?<=[”\"»])\s*{choice('headers', 'article')}\s\d{{1,3}}\.$")


def marks(view: str) -> list[int]:
    """Return where the marks stand that may open a quotation: most lines have none."""
    found: list[int] = []
    for mark in _CLOSINGS:
        at = view.find(mark)
        while at >= 0:
            found.append(at)
            at = view.find(mark, at + 1)
    return sorted(found)


def opens(view: str, line: Line) -> str:
    """Tell where a quotation with markers of its own opens: at the "front" of a line, "inside" it, "" if none does."""
    found = _OPENING.match(view, line.start, line.end)
    if found is None:
        return "inside" if _opens_inside(view, line) else ""
    return "front" if line_at(view, found.end(), line.end).form not in _FORMS else ""


def _opens_inside(view: str, line: Line) -> bool:
    """Tell whether a colon, a note aside, introduces a quotation that the line does not close: "như sau: “1. ..."."""
    floor = max(line.start, line.end - _REACH)
    at = max(view.rfind("“", floor, line.end), view.rfind("«", floor, line.end), view.rfind('"', floor, line.end))
    if at < 0 or not _unit().match(view, at + 1, line.end) or _closed(view, at, line.end):
        return False
    before = _NOTE.sub("", view[floor:at]) if view[floor:at].rstrip(_STOPS).endswith("]") else view[floor:at]
    return before.rstrip(" *").endswith(":")


def _closed(view: str, at: int, end: int) -> bool:
    return view.find(_CLOSINGS[view[at]], at + 1, end) >= 0


def closes(view: str, line: Line) -> bool:
    """Tell whether a line ends in a closing quote, stops and notes aside, or is a quotation from end to end."""
    words = view[max(line.start + 1, line.end - _REACH) : line.end].rstrip(_STOPS)
    if words.endswith("]"):
        words = _NOTE.sub("", words).rstrip(_STOPS)
    if not words[-1:].isdigit():
        return words[-1:] in _CLOSING
    words = _joined().sub("", words + ".")
    return words.rstrip(_STOPS)[-1:] in _CLOSING


@define
class Quoted:
    """What stands around a quotation while its lines are read: the open units, their lists, the counts that run on."""

    stack: list[Unit]
    lists: dict[str, List]
    runs: dict[str, Place]


def enter(state: OutlineState) -> Quoted:
    """Let the unit that quotes be the outermost one, without lists, until `leave`."""
    base = state.stack[-1]
    around = Quoted(state.stack, base.lists, state.runs)
    state.stack, base.lists, state.runs = [base], {}, {}
    return around


def leave(state: OutlineState, around: Quoted) -> None:
    """Close the units of the quotation; those around it are open again."""
    state.close(1)
    state.stack[0].lists = around.lists
    state.stack, state.runs = around.stack, around.runs


def first_line(view: str, line: Line) -> Line:
    """Return a line that begins with a quotation mark with the marker behind it; the mark belongs to the unit."""
    found = _OPENING.match(view, line.start, line.end)
    if found is None:
        return line
    behind = line_at(view, found.end(), line.end)
    return evolve(behind, start=line.start, indent=line.indent, blank=line.blank, number=line.number)
