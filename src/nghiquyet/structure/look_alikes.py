"""Letters that look like Vietnamese ones and stand in their place: they are read as those, and reported."""

from ..diagnostics import Diagnostic
from ..text.spans import Span

#: Letter -> the one it stands for. Matching takes them for the same (``text/folding.py``, ``structure/lines.py``).
_STANDS_FOR = {"ƣ": "ư", "Ƣ": "Ư"}


def find_look_alikes(text: str) -> tuple[Diagnostic, ...]:
    """Return one doubt for each letter of *text* that stands for another, at its first place.

    >>> [doubt.message for doubt in find_look_alikes("trƣớc ngày 30/9, dƣới 2%")]
    ['"ƣ" (U+01A3) stands for "ư" in 2 places']
    """
    return tuple(
        Diagnostic(
            "letter-look-alike",
            f'"{letter}" (U+{ord(letter):04X}) stands for "{meant}" in {text.count(letter)} places',
            Span(at, at + 1),
        )
        for letter, meant in _STANDS_FOR.items()
        if (at := text.find(letter)) >= 0
    )
