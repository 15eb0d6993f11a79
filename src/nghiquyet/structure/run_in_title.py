"""A title and the name of who resolves on one line, as converters that join lines leave them."""

from functools import cache

import regex
from attrs import frozen

from ..lexicon.files import table
from ..lexicon.word_patterns import choice, worn
from . import landmarks, line_breaks
from .state import OutlineState

_FRONT = frozenset({
    "LETTERHEAD", "MOTTO", "NUMBER", "PLACE_DATE", "DOCTYPE", "TITLE", "PARAGRAPH", "FURNITURE", "CUT", "MORE",
})  # fmt: skip
#: How many tokens back the letterhead is looked for.
_TOKENS = 40


@frozen
class RunIn:
    """A title that runs into the name of who resolves, and into a recital: "VỀ VIỆC ... CHÍNH PHỦ Căn cứ ...".

    Attributes:
        title: Where the title ends.
        start, end: The name, with term and session.
        recital: Where the recital begins; the end of the line if there is none.
    """

    title: int
    start: int
    end: int
    recital: int


@cache
def _rest() -> str:
    """Return the pattern of how the name of who resolves goes on: the country, the term and the session."""
    country = rf"(?:\s+(?i:{worn('headers', 'country')}))?"
    return rf"{country}(?:[\s,]+(?i:{worn('headers', 'term')})\s[\p{{Lu}}\d\s,.\-]{{1,60}})?"


def find_run_in(state: OutlineState, at: int, start: int, end: int) -> RunIn | None:
    """Return where the name in the letterhead stands behind the title on its last line, None if it does not.

    The name ends the title's own words where one of them asks for it ("... CỦA CHÍNH PHỦ"), and where the line of who
    resolves follows: recitals have to come next.
    """
    names = "|".join(map(_pattern, _letterhead(state)))
    if not names:
        return None
    found = regex.search(
        rf"\s(?P<name>(?:{names}){_rest()})[*\s]*(?P<behind>$|(?={choice('headers', 'basis')}\s))",
        state.sheet.view[start : min(end, start + 2000)],
    )
    if found is None or line_breaks.binds(state.sheet.view[start : start + found.start()]):
        return None
    after = state.sheet.lines[at + 1] if at + 1 < len(state.sheet.lines) else None
    recital = start + found.end() if found.end() < end - start else end
    next_mark = landmarks.landmark(state.sheet.words(after)) if after is not None else ""
    if recital == end and next_mark not in ("IS_RECITAL", "IS_ENACTING"):
        return None
    return RunIn(start + found.start(), start + found.start("name"), start + found.end("name"), recital)


def _pattern(name: str) -> str:
    """Return a pattern of a body's name, and of its head's, which may leave the place out: "CHỦ TỊCH ... TỈNH"."""
    words = [regex.escape(word) for word in name.split()]
    levels = table("line_breaks")["levels"]["words"]
    level = next((at for at, word in enumerate(words) if word.lower() in levels), len(words) - 1)
    body, place = r"\s+".join(words[: level + 1]), "".join(rf"\s+{word}" for word in words[level + 1 :])
    return rf"{choice('headers', 'head_of')}\s+{body}(?:{place})?|{body}{place}"


def _letterhead(state: OutlineState) -> list[str]:
    """Return the names of bodies in the letterhead of the document, in capitals, of two words or more."""
    names: list[str] = []
    for token in reversed(state.out[-_TOKENS:]):
        if token.role not in _FRONT:
            break
        if token.role == "LETTERHEAD":
            name = state.sheet.view[token.start : token.end].strip("*-_# \n")
            if landmarks.is_issuer(name) and " " in name:
                names.append(name)
    return names
