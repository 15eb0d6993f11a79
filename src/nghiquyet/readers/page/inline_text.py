"""White space of the source of a page, which says nothing: HTML and OpenDocument show a run of it as one blank."""

import re
from collections.abc import Sequence

_RUN = re.compile(r"[\t\n\r\f\v][ \t\n\r\f\v]*| [ \t\n\r\f\v]+")  # one blank alone is as it should be


def one_blank(text: str) -> str:
    """Return *text* with every run of white space as one blank; spaces that do not break stay.

    >>> one_blank("nghị\\n  quyết  này")
    'nghị quyết này'
    """
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        return _RUN.sub(" ", text)
    return text


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_UNIT = re.compile(r"(?:^|[\s\d/(.,])[kcdmh]?m$")


def raise_digits(letters: str, before: Sequence[str]) -> str:
    """Return raised *letters* so that they cannot be mistaken for a part of what stands *before* them.

    >>> raise_digits("2", ["năm 2020"]), raise_digits("2", ["30 km"])
    ('²', '2')
    """
    if not letters.strip().isdecimal() or _UNIT.search("".join(before[-4:])[-8:]):
        return letters
    return letters.translate(_RAISED)
