"""The last page: the recipients and, beside them or below, who signed."""

from functools import cache

import regex

from ..lexicon.files import table
from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import choice
from . import front_matter, landmarks
from .grammar import Block
from .lines import Line, line_at
from .markers import BULLETS
from .state import OutlineState, Unit, Zone

_BODY = frozenset({
    "IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_OLD_ARTICLE", "IS_ARTICLE", "ROMAN", "LETTER", "ARABIC", "DECIMAL",
})  # fmt: skip
#: "Nơi nhận:" and, in a scan, the signature one blank behind it.
_BESIDE = pattern(r"[*\s]*\p{L}{3}\s+\p{L}{3,5}\s*:(?P<gap>[\s\-–*]+)")
_POSITION = pattern(r"(?:\p{Lu}{2,}\.?\s+){2,10}(?=\p{Lu}\p{Ll})")


@cache
def _signed() -> "regex.Pattern[str]":
    return pattern(rf"(?i:{choice('headers', 'signed')})")


@cache
def _row(name: str) -> tuple[str, ...]:
    return tuple(table("headers")[name]["words"])


def recipients(state: OutlineState, line: Line) -> None:
    """Open the block "Nơi nhận:"; a second column is a signature, further bullets on the line are its words."""
    if "|" in state.sheet.words(line):
        _layout(state, line)
        return
    flush_signatures(state)
    state.close(state.floor())
    pieces = list(landmarks.columns(state.sheet.view, line.start, line.end))
    signed = _BESIDE.match(state.sheet.view, line.start, line.end)
    if signed and len(pieces) == 1 and _is_office(state.sheet.view[signed.end() : line.end]):
        pieces = [(line.start, signed.start("gap"), False), (signed.end(), line.end, False)]
    beside = len(pieces) > 1 and not any(bar for *_, bar in pieces)
    state.open(Unit("IS_RECIPIENTS", "RECIPIENTS", 1), line.start, pieces[0][1] if beside else line.end)
    for start, end, _ in pieces[1:] if beside else ():
        state.write("SIGNATURE", start, end)
    state.zone = Zone.TAIL


def _is_office(words: str) -> bool:
    """Tell whether words in capitals say for whom, or in which office, a document is signed."""
    return landmarks.is_capitals(words) and landmarks.landmark(words) == "IS_SIGNATURE"


def signs(state: OutlineState, line: Line, words: str) -> bool:
    """Tell whether a line that looks like a signature is one: for whom, or a position, in capitals on a line alone."""
    if not state.fresh(line):
        return False
    if landmarks.is_capitals(words) or words.lower().startswith(_row("behalf")) or _signed().search(words):
        return True
    position = _POSITION.match(words)  # "CHỦ TỊCH QUỐC HỘI Nguyễn Văn An" on one line
    return position is not None and landmarks.is_name(words[position.end() :])


def tail(state: OutlineState, at: int, line: Line, words: str, mark: str) -> bool:
    """Take a line of the last page; False if it belongs to what comes after."""
    if _new_header(state, line, words, mark):
        flush_signatures(state)
        state.close(state.floor())
        state.zone = Zone.TOP
        return front_matter.head(state, at, line, words, mark)
    if "|" in words and line.form != "IS_ANNEX":
        _layout(state, line)
        return True
    depth = next((d for d, unit in enumerate(state.stack) if unit.role == "RECIPIENTS"), 0)
    if line.form in BULLETS and depth:
        _bullet(state, line, depth)
        return True
    if line.form == "LETTER" and landmarks.landmark(state.sheet.view[line.start : line.end]) == "IS_SIGNATURE":
        _sign(state, line.start, line.end)  # "Q. CHỦ TỊCH" is no letter of a list
        return True
    if line.form in _BODY and state.fresh(line):
        flush_signatures(state)
        state.close(state.floor())
        state.zone = Zone.BODY if len(state.stack) == 1 else Zone.ANNEX
        return False
    if line.form != "TEXT":
        flush_signatures(state)  # what takes the line writes it at once
        return False
    return _tail_words(state, at, line, words, mark, depth)


def _tail_words(state: OutlineState, at: int, line: Line, words: str, mark: str, depth: int) -> bool:
    """Take a line without a marker of the last page; the recipients are the unit at *depth*, 0 if there are none."""
    if landmarks.is_capitals(words) and mark != "IS_SIGNATURE" and front_matter.issued_with(state, at):
        flush_signatures(state)
        front_matter.start_annex(state, line)
        return True
    if words.strip("* ").lower() in _row("contents"):
        flush_signatures(state)
        state.zone = Zone.OUTSIDE
        return False
    if mark == "IS_SIGNATURE" or landmarks.is_name(words) or (landmarks.is_capitals(words) and len(words) < 60):
        _sign(state, line.start, line.end)
        return True
    if (
        depth
        and not state.signatures
        and state.leaf is not None
        and (state.sheet.first(line).islower() or not line.blank or _goes_on(state, words))
    ):
        state.extend(line)
        return True
    if depth and state.sheet.first(line).islower():
        _release(state)
        state.write("PARAGRAPH", line.start, line.end)
        return True
    flush_signatures(state)
    state.close(state.floor())
    return False


def _goes_on(state: OutlineState, words: str) -> bool:
    """Tell whether a line behind a gap ends the recipient before it, which has no end: "- Uỷ viên" over "Ban B,"."""
    return state.leaf is not None and state.leaf.role == "BULLET" and state.ending().isalpha() and words[-1:] in ",;"


def _behalf(state: OutlineState) -> bool:
    """Tell whether the line before ends in "TM.", broken from the body on whose behalf it signs."""
    return state.last is not None and state.sheet.words(state.last).strip("* ") in _row("broken_behalf")


def _new_header(state: OutlineState, line: Line, words: str, mark: str) -> bool:
    """Tell whether the letterhead of another document begins."""
    if line.form != "TEXT" or mark == "IS_SIGNATURE" or _behalf(state):
        return False
    if mark in ("IS_MOTTO", "IS_NUMBER"):
        return True
    pieces = [
        state.sheet.view[a:b] for a, b, bar in landmarks.columns(state.sheet.view, line.start, line.end) if not bar
    ]
    if len(pieces) > 1:
        return any(landmarks.landmark(piece) == "IS_MOTTO" for piece in pieces)
    return landmarks.is_issuer(words) and not words.startswith(_row("office_begins"))


def _bullet(state: OutlineState, line: Line, depth: int) -> None:
    """Write a recipient, and the column of a signature that stands beside it."""
    state.close(depth + 1)
    _release(state)
    pieces = list(landmarks.columns(state.sheet.view, line.words, line.end))
    beside = len(pieces) > 1 and all(bar or _is_signature(state.sheet.view[a:b]) for a, b, bar in pieces[1:])
    state.open(Unit(line.form, "BULLET", 80), line.start, pieces[0][1] if beside else line.end, line.label)
    if beside:
        state.close(depth + 1)
    for start, end, bar in pieces[1:] if beside else ():
        if bar:
            state.hold(start, end)
        else:
            state.write("SIGNATURE", start, end)


def _is_signature(words: str) -> bool:
    return landmarks.landmark(words) == "IS_SIGNATURE" or landmarks.is_name(words) or landmarks.is_capitals(words)


def _layout(state: OutlineState, line: Line) -> None:
    """Write a row of the table without rules that sets recipients and signature side by side."""
    _release(state)
    depth = next((d for d, unit in enumerate(state.stack) if unit.role == "RECIPIENTS"), 0)
    column = -1
    for start, end, bar in landmarks.columns(state.sheet.view, line.start, line.end):
        column += bar or column < 0
        cell = line_at(state.sheet.view, start, end)
        words = state.sheet.words(cell)
        if bar or cell.alone or (cell.form == "TEXT" and not any(map(str.isalnum, words))):
            state.hold(start, end)
        elif cell.form == "IS_RECIPIENTS":
            recipients(state, cell)
            depth = len(state.stack) - 1
        elif cell.form in BULLETS and depth:
            _bullet(state, cell, depth)
        elif landmarks.landmark(words) == "IS_SIGNATURE" or (column > 0 and _is_signature(words)):
            state.write("SIGNATURE", start, end)
        elif depth and column == 0 and state.leaf is not None and state.leaf.role in ("BULLET", "MORE"):
            state.extend(cell)  # a recipient's name over two lines
        else:
            state.write("PARAGRAPH", start, end)


def _sign(state: OutlineState, start: int, end: int) -> None:
    """Keep a signature until it is known whether recipients go on behind it."""
    state.signatures += state.between
    state.between = []
    state.signatures.append(Block("SIGNATURE", start, end))


def _release(state: OutlineState) -> None:
    """Write the signatures that are kept where the pass stands: among the recipients."""
    held, state.signatures = state.signatures, []
    later, state.between = state.between, []
    for token in held:
        if token.role == "FURNITURE":
            state.between.append(token)
        else:
            state.write("SIGNATURE", token.start, token.end)
    state.between += later


def flush_signatures(state: OutlineState) -> None:
    """Write the signatures that are kept behind the recipients, not in them."""
    if state.signatures:
        state.close(state.floor())
        _release(state)
