"""Roman numerals that OCR misreads ("HI-" for "III-"): set right where the numbers before them leave one reading."""

import re

from attrs import evolve

from ...layout import Note, Reading

# What stands for which strokes, from pages that tesseract 5 read.
_STROKES = {"H": "II", "N": "II", "W": "VI", **dict.fromkeys("l1|!TỊÌÏ", "I")}
_LABEL = re.compile(r"([IVXLHNTWl1|!ỊÌÏ]{1,7})(\s?[-.–]\s?)(?=[^\W\d_]{2})")
_NUMERALS = (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
)  # fmt: skip


def repair(reading: Reading, pages: frozenset[int] | None = None) -> Reading:
    """Return *reading* with its labels corrected; a note reports each change.

    Args:
        reading: What OCR read, or a file of which it read some pages.
        pages: The pages that OCR read; None for all. The numbers on other pages are trusted.
    """
    lines = reading.text.split("\n")
    notes: list[Note] = []
    expected = 1
    for at, line in enumerate(lines):
        found = _LABEL.match(line)
        if found is None:
            continue
        said = found.group(1)
        if said in _NUMERALS:
            expected = _NUMERALS.index(said) + 1
        elif (
            expected < len(_NUMERALS)
            and not said.isdecimal()
            and (pages is None or reading.layout[at].page in pages)
            and _is_heading(line[found.end() :])
            and "".join(_STROKES.get(letter, letter) for letter in said) == _NUMERALS[expected]
        ):
            meant = _NUMERALS[expected]
            lines[at] = meant + line[found.end(1) :]
            notes.append(Note("ocr-label", f'"{said}" was taken for "{meant}", the number that follows', at))
            expected += 1
    return evolve(reading, text="\n".join(lines), notes=(*reading.notes, *notes)) if notes else reading


def _is_heading(words: str) -> bool:
    """Tell whether a section's heading begins here: sections of Party texts are headed in capitals."""
    letters = [letter for letter in words if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
