"""Letters folded for comparison: same length, lower case, one placement of tone marks, plain dashes."""

import re
from functools import lru_cache
from unicodedata import normalize

# Where the tone mark stands in oa, oe, uy at the end of a syllable is a matter of school, not of meaning: the old
# placement is folded to the new one. The reverse would be ambiguous ("quý").
_OLD, _NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy", "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"

_TONE = dict(zip(_OLD.split(), _NEW.split(), strict=True))

# These two run over every letter: the standard library's engine takes a third of the time of `regex` here.
_TONE_FORM = re.compile(r"[òóỏõọùúủũụ](?:(?<=[òóỏõọ])[ae]|(?<=[ùúủũụ])y)(?<!q..)(?![^\W\d_])")

#: "Ƣ" (U+01A2) is a letter of old Turkic alphabets, which keyboards and converters have written for "Ư".
_LOOK_ALIKE = dict(
    zip(
        "ƢƣÐðІіАаЕеОоРрСсХхМТНКВ\u00a0\u2007\u202f\u2009\u200b\ufeff\t_‐‑‒–—−÷İ",
        "ƯưĐđIiAaEeOoPpCcXxMTHKB" + " " * 8 + "-------I",
        strict=True,
    )
)

_LOOK_ALIKE_FORM = re.compile("[" + "".join(_LOOK_ALIKE) + "]")


def fold(text: str) -> str:
    """Return *text* folded for comparison: same length, lower case, one placement of tone marks, plain dashes.

    >>> fold("Uỷ ban – HÒA bình") == fold("Ủy ban - hoà bình")
    True
    """
    return _fold_phrase(text) if len(text) < _PHRASE else _folded(text)


_PHRASE = 400  # letters: phrases come again and again, what is longer is not worth its place


def _folded(text: str) -> str:
    return _fold_tones(_plain_letters(text).lower())


_fold_phrase = lru_cache(4096)(_folded)


#: A soft hyphen in a document's number and between two years is their dash: "08\xadNQ/TU", "2021\xad2025".
_SOFT_DASH = re.compile(r"\xad(?:(?<=\d\xad)(?=[^\W\d_])|(?<=\b(?:19|20)\d\d\xad)(?=(?:19|20)\d\d\b))")


def _plain_letters(text: str) -> str:
    plain = _LOOK_ALIKE_FORM.sub(lambda found: _LOOK_ALIKE[found.group()], text)
    return _SOFT_DASH.sub("-", plain) if "\xad" in plain else plain


def _fold_tones(low: str) -> str:
    """Return the mark of each syllable's end in its new place; "quý" has it there, and "múa" is no such end."""
    return _TONE_FORM.sub(lambda found: _TONE[found[0]], low)


_MARKS = re.compile("[\u0300-\u036f]+")


def without_marks(low: str) -> str:
    """Return folded words without the marks on and through their letters, which scans lose.

    >>> without_marks("đề án thuế")
    'de an thue'
    """
    return _MARKS.sub("", normalize("NFD", low.replace("đ", "d")))
