"""Words of the frame with one wrong letter, as OCR leaves them: "NGHỊ QUYÉT", "Căn cú", "Nơi nhân:", "Điêu 3.".

Title, period and every due hang on these words, so they are found with one letter of tolerance, where they can stand,
and each one is reported. The words are in data/furniture.toml.
"""

from functools import cache

from attrs import evolve

from ..lexicon.files import table
from ..lexicon.lazy import pattern
from ..text.folding import fold, without_marks
from . import landmarks
from .lines import Line
from .nesting import continues
from .state import OutlineState, Zone

#: A line of the frame that is longer is a sentence, and its first words are looked at.
_LONGEST = 40
#: The name of a body is not longer.
_BODY = 80
_FIRST = pattern(r"\p{L}+\s+\p{L}+")
_SPACED = pattern(r"\p{Lu}(?:\s+\p{Lu}){5,}\s*:?")
_LABELLED = pattern(r"(?P<word>\p{L}{3,7})\s+(?P<label>\d{1,3}[a-zđ]?|[IVXLC]{1,6})\s?(?P<mark>[.:]|$)")
_OVER_LIST = pattern(r"(?P<word>\p{L}{3}\s+\p{L}{3,5})\s*:\s*")
#: The letters that words of the frame begin with, and those that they are misread as.
_INITIALS = frozenset("ĐđDdCcMmNn")
#: How a line must begin to be looked at: a word and a label, or a short word that starts as "Nơi nhận" does.
_MAY_BE = pattern(r"\p{L}{3,7}\s+(?:\d|[IVXLC]+\s*[.:\n]|\p{L}{3,5}\s*:)")
_FRONT = frozenset({Zone.TOP, Zone.TITLE, Zone.RECITAL})


@cache
def _words(row: str) -> tuple[str, ...]:
    return tuple(table("furniture")[row]["words"])


def differs_by_one(said: str, word: str) -> bool:
    """Tell whether two words differ in one letter: changed, missing or too many.

    >>> differs_by_one("quyét", "quyết"), differs_by_one("quyêt", "quyết"), differs_by_one("quyết", "quyết")
    (True, True, False)
    """
    if abs(len(said) - len(word)) > 1 or said == word:
        return False
    at = next((n for n, (a, b) in enumerate(zip(said, word, strict=False)) if a != b), min(len(said), len(word)))
    return said[at + (len(said) >= len(word)) :] == word[at + (len(word) >= len(said)) :]


def meant(said: str, row: str) -> str:
    """Return the word of the frame that is meant, "" if none is one letter away."""
    low = " ".join(said.lower().split())
    return next((word for word in _words(row) if differs_by_one(low, word)), "")


def unspaced(said: str) -> str:
    """Return the word of the frame that is set with blanks between all letters ("N G H Ị  Q U Y Ế T"), "" for none."""
    joined = "".join(said.split()).rstrip(":").lower()
    return next((word for word in _words("frame") if word.replace(" ", "") == joined), "")


def landmark(state: OutlineState, line: Line, words: str) -> str:
    """Return the landmark of the first page that words are but for one letter, or for blanks between all letters."""
    if len(words) > 400:
        return ""
    said = words.strip("*_ \\—–-")
    if _SPACED.fullmatch(said):
        spaced = unspaced(said)
        return landmarks.landmark(spaced.upper() + ":" * said.endswith(":")) if spaced else ""
    if len(said) <= _LONGEST and sum(map(str.islower, said)) <= 1 and (word := meant(said.rstrip(": "), "frame")):
        return _reported(state, line, word, landmarks.landmark(word.upper() + ":" * said.endswith(":")))
    first = _FIRST.match(said)
    if first and state.zone != Zone.TOP and first.group()[0].isupper() and (word := meant(first.group(), "recital")):
        return _reported(state, line, word, "IS_RECITAL")
    return ""


def is_body(state: OutlineState, line: Line, words: str) -> bool:
    """Tell whether *words* in capitals are the name of a body but for marks or one letter: "QUOC HỌI"; it is reported.

    `landmarks.is_issuer` recognises names without a wrong letter.
    """
    if state.zone not in _FRONT or len(words) > _BODY:
        return False
    word = body(words.strip("*_ \\—–-"))
    if word:
        _reported(state, line, word, "")
    return bool(word)


def body(said: str) -> str:
    """Return the name of a body that *said*, in capitals, begins with but for marks or one letter, "" for none.

    >>> body("TÍNH UY KIM SƠN"), body("QUOC HỌI"), body("QUỐC HỘI"), body("CHÍNH SÁCH")
    ('tỉnh ủy', 'quốc hội', '', '')
    """
    if not landmarks.is_capitals(said) or landmarks.is_issuer(said):
        return ""
    low = fold(" ".join(said.split()))
    bare = without_marks(low)
    for word in _words("bodies"):
        plain = without_marks(fold(word))
        if bare == plain or bare.startswith(f"{plain} ") or differs_by_one(low, fold(word)):
            return word
    return ""


def marker(state: OutlineState, line: Line) -> Line:
    """Return *line* with the marker that its first word is but for one letter: "Điêu 3.", "Nơi nhân:"; it has none."""
    initial = state.sheet.view[line.words : line.words + 1]
    if initial not in _INITIALS or not _MAY_BE.match(state.sheet.view, line.words):
        return line
    if state.zone in (Zone.TITLE, Zone.RECITAL, Zone.OUTSIDE):
        return line
    found = _OVER_LIST.match(state.sheet.view, line.words, line.close)
    if found and (word := meant(found["word"], "recipients")):
        _reported(state, line, word, "")
        return evolve(line, form="IS_RECIPIENTS", words=found.end())
    found = _LABELLED.match(state.sheet.view, line.words, line.close)
    word = meant(found["word"], "units") if found else ""
    if found is None or not word:
        return line
    form = table("furniture")["units"]["forms"][word]
    read = evolve(line, form=form, label=found["label"], words=min(found.end() + 1, line.close))
    if not continues(state, read):
        return line
    _reported(state, line, word, "")
    return read


def _reported(state: OutlineState, line: Line, word: str, mark: str) -> str:
    said = state.sheet.words(line)[: len(word)]
    state.report("frame-word-misread", f"{said!r} was taken for {word!r}", line)
    return mark
