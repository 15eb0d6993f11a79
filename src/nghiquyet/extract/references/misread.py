"""Kind words with letters wrong, as scans and typists leave them: "Quyêt định số 12/QĐ-TTg", "Nghị wyết Đại hội XIV".

Where the number has a code, or a congress follows, the kind is known without its word: the word only has to look like
it.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from attrs import frozen

from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.word_patterns import by_first_letter
from ...text.folding import fold, without_marks
from ..view import TextView
from .document_kinds import by_code, kinds

#: The signs of such a word, which stand behind it (`by_first_letter`): few passages have one.
BEHIND = {
    "s": r"[ốổô]\s?:?\s*\d",
    "0123456789": r"(?:(?<=\s\d)\d{0,4}[a-z]?[-/]|(?<=án\s\d)\d{1,2}(?!\w))",
    "đ": r"ại\s+hội",
}
SIGNS = frozenset("".join(BEHIND))
_ANCHOR = plain_pattern(by_first_letter(BEHIND))
_PAIR = pattern(r"(?r)(?<![\p{L}\d])(?P<pair>\p{L}{2,6}\s+\p{L}{2,6})\s+")
_CODE = pattern(r"\s+(?:s[ốổô]\s?:?\s*)?\d[\d./]{0,9}\p{L}?[-/](?P<code>\p{L}+)")
_MEETING = pattern(r"\s+đại\s+hội")
#: How many letters may be wrong, marks not counted, where the code tells the kind.
_WRONG = 2


@frozen
class Misread:
    """A kind word with letters wrong, used like a match of the right word."""

    name: str
    begin: int
    close: int

    def start(self) -> int:
        return self.begin

    def end(self) -> int:
        return self.close

    def group(self) -> str:
        return self.name


def misread_kinds(view: TextView, places: Sequence[int], start: int, end: int) -> Iterator[Misread]:
    """Yield the misread kind words between two offsets, in the order of the text; *places* are those of `SIGNS`."""
    for anchor in places:
        behind = _ANCHOR.match(view.low, anchor, end) if view.low[anchor - 1].isspace() else None
        pair = _PAIR.match(view.low, start, anchor) if behind else None
        read = " ".join(pair["pair"].split()) if pair else ""
        if not pair or read in kinds():
            continue
        code = _CODE.match(view.low, pair.end("pair"), end)
        resolves = _MEETING.match(view.low, pair.end("pair"), end) is not None
        if name := _meant(read, code["code"] if code else None, resolves):
            yield Misread(name, *pair.span("pair"))


@lru_cache(4096)  # few words stand before numbers
def _meant(read: str, code: str | None, resolves: bool) -> str | None:
    """Return the kind that two words mean, by the code behind them or by the congress that *resolves*."""
    kind = by_code().get(code) if code else None
    name = "nghị quyết" if resolves else fold(kind.name) if kind else None
    if name is None:
        return _two_words().get(without_marks(read))
    return name if _distance(without_marks(read), without_marks(name)) <= _WRONG else None


@cache
def _two_words() -> dict[str, str]:
    """Return the kinds of two words by their letters without marks."""
    found: dict[str, str] = {}
    for name, kind in kinds().items():
        if name.count(" ") == 1 and (kind.norm or kind.scheme):
            found.setdefault(without_marks(name), name)
    return found


def _distance(read: str, meant: str) -> int:
    """Return how many letters have to be changed, left out or put in to make one word of the other (Levenshtein)."""
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(read, 1):
        above, row[0] = row[0], at
        for place, wanted in enumerate(meant, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (letter != wanted))
    return row[-1]
