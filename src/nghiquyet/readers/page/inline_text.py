"""White space of the source of a page, which says nothing: HTML and OpenDocument show a run of it as one blank."""

import re
from collections.abc import Sequence

from ...text.note_marks import RAISED


def one_blank(text: str) -> str:
    """Return *text* with every run of white space as one blank; spaces that do not break stay.

    >>> one_blank("nghị\\n  quyết  này")
    'nghị quyết này'
    """
    for white in "\n\t\r\f\v":
        if white in text:
            text = text.replace(white, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


_UNIT = re.compile(r"(?:^|[\s\d/(.,])[kcdmh]?m$")


_DIGITS = re.compile(r"\s*\(?\d+(?:, ?\d+)*\)?\s*")


def raise_digits(letters: str, before: Sequence[str]) -> str:
    """Return raised *letters* so that they cannot be mistaken for a part of what stands *before* them.

    >>> raise_digits("2", ["năm 2020"]), raise_digits("(2)", ["8,5%"]), raise_digits("2", ["30 km"])
    ('²', '⁽²⁾', '2')
    """
    if not _DIGITS.fullmatch(letters) or _UNIT.search("".join(before[-4:])[-8:]):
        return letters
    return letters.translate(RAISED)


def note_mark(label: str, before: Sequence[str]) -> str:
    """Return the mark of a note as the text shows it behind *before*: raised digits, another sign in brackets.

    >>> note_mark("1", ["năm 2020"]), note_mark("iv", ["8,5%"]), note_mark("2", ["30 km"])
    ('¹', '[iv]', '[2]')
    """
    raised = raise_digits(label, before)
    return raised if raised != label else f"[{label}]"
