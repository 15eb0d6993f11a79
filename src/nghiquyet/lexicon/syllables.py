"""Vietnamese syllables as evidence.

Letters decoded with the right table make well-formed syllables, others do not; what is no syllable, but two of them, is
two words that were run together.
"""

import unicodedata
from functools import cache, lru_cache

import regex
from attrs import frozen

from .files import table
from .kept import compiled

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\u00ad]*")
#: More words tell no more.
_ENOUGH = 3000


@frozen
class Evidence:
    """How Vietnamese a text is.

    Attributes:
        words: How many words were looked at.
        marked: How many of them have a letter that is not plain Latin.
        good: How many are well-formed syllables.
        good_marked: How many are both.
    """

    words: int = 0
    marked: int = 0
    good: int = 0
    good_marked: int = 0

    @property
    def share(self) -> float:
        """The share of well-formed syllables, 0 to 1; words without marks count half, for they prove little."""
        plain, good_plain = self.words - self.marked, self.good - self.good_marked
        weight = self.marked + plain / 2
        return (self.good_marked + good_plain / 2) / weight if weight else 0.0


def weigh(text: str) -> Evidence:
    """Return the evidence of the words of *text*; of a long text some thousands of words, spread over it.

    >>> weigh("phát triển kinh tế - xã hội").share
    1.0
    >>> weigh("les orientations du développement économique régional").share < 0.2
    True
    """
    words = _WORD.findall(text)
    if len(words) > _ENOUGH:
        step = len(words) / _ENOUGH
        words = [words[int(at * step)] for at in range(_ENOUGH)]
    count = marked = good = good_marked = 0
    for word in words:
        if len(word) == 1 or (word.isupper() and word.isascii()):  # labels, "UBND", "a)": no evidence
            continue
        fine = is_syllable(word)
        count += 1
        good += fine
        if not word.isascii():
            marked += 1
            good_marked += fine
    return Evidence(count, marked, good, good_marked)


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether *word* can be written in Vietnamese.

    >>> [is_syllable(word) for word in ("nghị", "quyết", "Hòa", "oã", "strong", "gìn", "bàng", "bạc", "bàc")]
    [True, True, True, True, False, True, True, True, False]
    """
    if len(word) > 14:
        return False
    word = unicodedata.normalize("NFC", word)
    if not (word.islower() or word.istitle() or word.isupper() or word[1:].islower()):
        return False  # "Cộ NG" in one word: letters of two alphabets
    bare, tones = [], ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tones += letter
        else:
            bare.append(letter)
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(bare))
    pattern, stopped = _patterns()
    if pattern.fullmatch(plain):
        return True
    return tones in ("", "\u0301", "\u0323") and stopped.fullmatch(plain) is not None


_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def _patterns() -> tuple["regex.Pattern[str]", "regex.Pattern[str]"]:
    data = table("syllables")
    begins = "|".join(sorted(data["beginnings"].split(), key=len, reverse=True))
    made = []
    for kind in ("open", "closed"):
        rhymes = "|".join(sorted(data[kind].split(), key=len, reverse=True))
        # "gì", "gìn", "giếng" and "quý": the i and the u of the beginning may be those of the rhyme.
        made.append(compiled(rf"(?:{begins})?(?:{rhymes})|g(?:i|in|iêng|ia|iêc)|qu(?:y|yên|yêt|ynh|yt|it)"))
    return made[0], made[1]


@cache
def common_syllables() -> frozenset[str]:
    """Return the syllables that official documents are written with, in small letters."""
    return frozenset(table("syllables")["common"].split())


@cache
def words_before_digits() -> frozenset[str]:
    """Return the words that stand before a number and are run together with it, in small letters."""
    return frozenset(table("syllables")["before_digits"].split())
