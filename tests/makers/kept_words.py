"""How many words of a transcript a reader kept, and how many of its own the transcript has."""

import re
import unicodedata
from collections import Counter


def kept_words(text: str, transcript: str) -> tuple[float, float]:
    """Return recall and precision of the words of *text*, counted as a bag, against *transcript*."""
    got, want = (Counter(re.findall(r"\w+", unicodedata.normalize("NFC", side))) for side in (text, transcript))
    both = (got & want).total()
    return both / max(1, want.total()), both / max(1, got.total())


def edits(text: str, transcript: str) -> int:
    """Return the edit distance of two texts, by characters (Levenshtein; Myers' bit vectors, 1999)."""
    if not text:
        return len(transcript)
    peq: dict[str, int] = {}
    for at, letter in enumerate(text):
        peq[letter] = peq.get(letter, 0) | 1 << at
    mask, last = (1 << len(text)) - 1, 1 << len(text) - 1
    up, down, distance = mask, 0, len(text)
    for letter in transcript:
        equal = peq.get(letter, 0)
        same = equal | down
        carry = (((equal & up) + up) ^ up) | equal
        horizontal_up, horizontal_down = down | ~(carry | up), up & carry
        distance += bool(horizontal_up & last) - bool(horizontal_down & last)
        horizontal_up, horizontal_down = horizontal_up << 1 | 1, horizontal_down << 1
        up, down = (horizontal_down | ~(same | horizontal_up)) & mask, horizontal_up & same & mask
    return distance
