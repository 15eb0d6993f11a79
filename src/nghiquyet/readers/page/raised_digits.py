"""Raised digits: the mark of a note is no part of the number before it, the exponent of a unit is."""

import re
from collections.abc import Sequence

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
