"""The last page: the recipients and, beside them or below, who signed."""


from ..lexicon.lazy import pattern
from . import front_matter, landmarks
from .grammar import Block
from .lines import Line, line_at
from .markers import BULLETS
from .state import Draft, Unit, Zone

_BODY = frozenset({
    "IS_PART", "IS_CHAPTER", "IS_DIVISION", "IS_OLD_ARTICLE", "IS_ARTICLE", "ROMAN", "LETTER", "ARABIC", "DECIMAL",
})  # fmt: skip
#: "Nơi nhận:" and, in a scan, the signature one blank behind it.
_BESIDE = pattern(r"[*\s]*\p{L}{3}\s+\p{L}{3,5}\s*:(?P<gap>[\s\-–*]+)")
_POSITION = pattern(r"(?:\p{Lu}{2,}\.?\s+){2,10}(?=\p{Lu}\p{Ll})")


def recipients(draft: Draft, line: Line) -> None:
    """Open the block "Nơi nhận:"; a second column is a signature, further bullets on the line are its words."""
    if "|" in draft.sheet.words(line):
        _layout(draft, line)
        return
    flush_signatures(draft)
    draft.close(draft.floor())
    pieces = list(landmarks.columns(draft.sheet.view, line.start, line.end))
    signed = _BESIDE.match(draft.sheet.view, line.start, line.end)
    if signed and len(pieces) == 1 and _is_office(draft.sheet.view[signed.end() : line.end]):
        pieces = [(line.start, signed.start("gap"), False), (signed.end(), line.end, False)]
    beside = len(pieces) > 1 and not any(bar for *_, bar in pieces)
    draft.open(Unit("IS_RECIPIENTS", "RECIPIENTS", 1), line.start, pieces[0][1] if beside else line.end)
    for start, end, _ in pieces[1:] if beside else ():
        draft.write("SIGNATURE", start, end)
    draft.zone = Zone.TAIL


def _is_office(words: str) -> bool:
    """Tell whether words in capitals say for whom, or in which office, a document is signed."""
    return landmarks.is_capitals(words) and landmarks.landmark(words) == "IS_SIGNATURE"


def signs(draft: Draft, line: Line, words: str, mark: str) -> bool:
    """Tell whether a signature begins in the body: on whose behalf, or a position, in capitals on a line of its own."""
    if mark != "IS_SIGNATURE" or not draft.fresh(line):
        return False
    if landmarks.is_capitals(words) or words[:2].lower() == "tm" or "ã ký" in words:
        return True
    position = _POSITION.match(words)  # "CHỦ TỊCH QUỐC HỘI Nguyễn Văn An" on one line
    return position is not None and landmarks.is_name(words[position.end() :])


def tail(draft: Draft, at: int, line: Line, words: str, mark: str) -> bool:
    """Take a line of the last page; False if it belongs to what comes after."""
    if _new_header(draft, line, words, mark):
        flush_signatures(draft)
        draft.close(draft.floor())
        draft.zone = Zone.TOP
        return front_matter.head(draft, at, line, words, mark)
    if "|" in words and line.form != "IS_ANNEX":
        _layout(draft, line)
        return True
    depth = next((d for d, unit in enumerate(draft.stack) if unit.role == "RECIPIENTS"), 0)
    if line.form in BULLETS and depth:
        _bullet(draft, line, depth)
        return True
    if line.form == "LETTER" and landmarks.landmark(draft.sheet.view[line.start : line.end]) == "IS_SIGNATURE":
        _sign(draft, line.start, line.end)  # "Q. CHỦ TỊCH" is no letter of a list
        return True
    if line.form in _BODY and draft.fresh(line):
        flush_signatures(draft)
        draft.close(draft.floor())
        draft.zone = Zone.BODY if len(draft.stack) == 1 else Zone.ANNEX
        return False
    if line.form != "TEXT":
        flush_signatures(draft)  # what takes the line writes it at once
        return False
    return _tail_words(draft, at, line, words, mark, depth)


def _tail_words(draft: Draft, at: int, line: Line, words: str, mark: str, depth: int) -> bool:
    """Take a line without a marker of the last page; the recipients are the unit at *depth*, 0 if there are none."""
    if landmarks.is_capitals(words) and mark != "IS_SIGNATURE" and front_matter.issued_with(draft, at):
        flush_signatures(draft)
        front_matter.start_annex(draft, line)
        return True
    if words.strip("* ").lower() == "mục lục":
        flush_signatures(draft)
        draft.zone = Zone.OUTSIDE
        return False
    if mark == "IS_SIGNATURE" or landmarks.is_name(words) or (landmarks.is_capitals(words) and len(words) < 60):
        _sign(draft, line.start, line.end)
        return True
    if (
        depth
        and not draft.signatures
        and draft.leaf is not None
        and (draft.sheet.first(line).islower() or not line.blank)
    ):
        draft.extend(line)
        return True
    if depth and draft.sheet.first(line).islower():
        _release(draft)
        draft.write("PARAGRAPH", line.start, line.end)
        return True
    flush_signatures(draft)
    draft.close(draft.floor())
    return False


def _behalf(draft: Draft) -> bool:
    """Tell whether the line before ends in "TM.", broken from the body on whose behalf it signs."""
    return draft.last is not None and draft.sheet.words(draft.last).strip("* ") in ("TM.", "T/M", "KT.", "TM")


def _new_header(draft: Draft, line: Line, words: str, mark: str) -> bool:
    """Tell whether the letterhead of another document begins."""
    if line.form != "TEXT" or mark == "IS_SIGNATURE" or _behalf(draft):
        return False
    if mark in ("IS_MOTTO", "IS_NUMBER"):
        return True
    pieces = [
        draft.sheet.view[a:b] for a, b, bar in landmarks.columns(draft.sheet.view, line.start, line.end) if not bar
    ]
    if len(pieces) > 1:
        return any(landmarks.landmark(piece) == "IS_MOTTO" for piece in pieces)
    return landmarks.is_issuer(words) and not words.startswith(("CHỦ TỊCH", "THỦ TƯỚNG", "BỘ TRƯỞNG", "TRƯỞNG BAN"))


def _bullet(draft: Draft, line: Line, depth: int) -> None:
    """Write a recipient, and the column of a signature that stands beside it."""
    draft.close(depth + 1)
    _release(draft)
    pieces = list(landmarks.columns(draft.sheet.view, line.words, line.end))
    beside = len(pieces) > 1 and all(bar or _is_signature(draft.sheet.view[a:b]) for a, b, bar in pieces[1:])
    draft.open(Unit(line.form, "BULLET", 80), line.start, pieces[0][1] if beside else line.end, line.label)
    if beside:
        draft.close(depth + 1)
    for start, end, bar in pieces[1:] if beside else ():
        if bar:
            draft.hold(start, end)
        else:
            draft.write("SIGNATURE", start, end)


def _is_signature(words: str) -> bool:
    return landmarks.landmark(words) == "IS_SIGNATURE" or landmarks.is_name(words) or landmarks.is_capitals(words)


def _layout(draft: Draft, line: Line) -> None:
    """Write a row of the table without rules that sets recipients and signature side by side."""
    _release(draft)
    depth = next((d for d, unit in enumerate(draft.stack) if unit.role == "RECIPIENTS"), 0)
    column = -1
    for start, end, bar in landmarks.columns(draft.sheet.view, line.start, line.end):
        column += bar or column < 0
        cell = line_at(draft.sheet.view, start, end)
        words = draft.sheet.words(cell)
        if bar or cell.alone or (cell.form == "TEXT" and not any(map(str.isalnum, words))):
            draft.hold(start, end)
        elif cell.form == "IS_RECIPIENTS":
            recipients(draft, cell)
            depth = len(draft.stack) - 1
        elif cell.form in BULLETS and depth:
            _bullet(draft, cell, depth)
        elif landmarks.landmark(words) == "IS_SIGNATURE" or (column > 0 and _is_signature(words)):
            draft.write("SIGNATURE", start, end)
        elif depth and column == 0 and draft.leaf is not None and draft.leaf.role in ("BULLET", "MORE"):
            draft.extend(cell)  # a recipient's name over two lines
        else:
            draft.write("PARAGRAPH", start, end)


def _sign(draft: Draft, start: int, end: int) -> None:
    """Keep a signature until it is known whether recipients go on behind it."""
    draft.signatures += draft.between
    draft.between = []
    draft.signatures.append(Block("SIGNATURE", start, end))


def _release(draft: Draft) -> None:
    """Write the signatures that are kept where the pass stands: among the recipients."""
    held, draft.signatures = draft.signatures, []
    later, draft.between = draft.between, []
    for token in held:
        if token.role == "FURNITURE":
            draft.between.append(token)
        else:
            draft.write("SIGNATURE", token.start, token.end)
    draft.between += later


def flush_signatures(draft: Draft) -> None:
    """Write the signatures that are kept behind the recipients, not in them."""
    if draft.signatures:
        draft.close(draft.floor())
        _release(draft)
