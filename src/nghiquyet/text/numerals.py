"""Numerals (số đếm, số thứ tự): Roman, letters and words as numbers; labels as places that can be compared."""

import re

from .folding import fold

#: Letters in the order of Vietnamese lists; those in `_OPTIONAL` are left out by most drafters.
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_OPTIONAL = frozenset(_LETTERS.index(letter) + 1 for letter in "đfjwz")
#: Words that only count in order, and those of the numbers below ten with their forms behind "mươi". A closed set that
#: the arithmetic below is about: it stands here, and no table is loaded to count.
_RANKS = {"nhất": 1, "nhì": 2}
_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SAID = tuple("không một hai ba bốn năm sáu bảy tám chín".split())
_TENS, _TEN, _HUNDRED, _AND = ("mươi", "mười"), "mười", "trăm", ("linh", "lẻ")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SIGNS = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)
#: Of plain letters: an "İ" of another alphabet is no numeral, though its small letter is written with an "i".
_NUMERAL = re.compile(r"(?ai)(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")
_DIGITS = re.compile(r"(\d+)([a-zđ]?)")

#: A place in a list: the number, then the letter of an inserted unit (39đ is (39, 5)); 0 without a letter.
Place = tuple[int, int]

#: The place of a label that counts nothing: a label that is no numeral is in no list.
NOWHERE: Place = (0, 0)


def roman(label: str) -> int:
    """Return the value of a Roman numeral, 0 if it is not one.

    >>> roman("XIV"), roman("vx"), roman("100"), roman("Iİ")
    (14, 0, 0, 0)
    """
    if not _NUMERAL.fullmatch(label):
        return 0
    values = [_ROMAN[letter] for letter in label.lower()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def as_roman(number: int) -> str:
    """Return a number below 40,000 as a Roman numeral in small letters.

    >>> as_roman(14), as_roman(1990)
    ('xiv', 'mcmxc')
    """
    out = ""
    for value, letters in _ROMAN_SIGNS:
        out += letters * (number // value)
        number %= value
    return out


def as_spoken(number: int) -> str:
    """Return a number below a hundred in words.

    >>> as_spoken(4), as_spoken(10), as_spoken(15), as_spoken(21), as_spoken(44)
    ('bốn', 'mười', 'mười lăm', 'hai mươi mốt', 'bốn mươi bốn')
    """
    tens, units = divmod(number, 10)
    if tens == 0:
        return _SAID[units]
    ten = _TEN if tens == 1 else f"{_SAID[tens]} {_TENS[0]}"
    if units == 0:
        return ten
    return f"{ten} {'mốt' if units == 1 and tens > 1 else 'lăm' if units == 5 else _SAID[units]}"


def letter(label: str) -> Place:
    """Return the place of a letter: "a" is 1, "đ" 5; "aa" stands after "z", "a1" after "a".

    >>> letter("đ"), letter("C"), letter("a1")
    ((5, 0), (3, 0), (1, 1))
    """
    low = label.lower()
    digits = "".join(c for c in low if c.isdigit())
    stem = low.removesuffix(digits) if digits else low
    return (len(stem) - 1) * len(_LETTERS) + _LETTERS.find(stem[-1]) + 1, int(digits or 0)


def number(label: str) -> Place:
    """Return the place of an Arabic number, with or without a letter.

    >>> number("39đ")
    (39, 5)
    """
    if label.isdecimal():
        return int(label), 0
    found = _DIGITS.match(label)
    if found is None:
        return 0, 0
    return int(found[1]), letter(found[2])[0] if found[2] else 0


def spoken(words: str) -> int | None:
    """Return the number below a thousand that words say, None for any other words.

    >>> spoken("ba"), spoken("mười lăm"), spoken("Bốn mươi tư"), spoken("một trăm linh năm"), spoken("nhiều")
    (3, 15, 44, 105, None)
    """
    parts = fold(words).split()
    total = 0
    if len(parts) > 1 and parts[1] == _HUNDRED and _ONES.get(parts[0]):
        total, parts = 100 * _ONES[parts[0]], parts[2:]
        if parts and parts[0] in _AND:
            return total + _ONES[parts[1]] if len(parts) == 2 and parts[1] in _ONES else None
        if not parts:
            return total
    if parts and parts[0] == _TEN:
        tens, parts = 1, parts[1:]
    elif len(parts) > 1 and parts[1] in _TENS and _ONES.get(parts[0], 0) > 1:
        tens, parts = _ONES[parts[0]], parts[2:]
    elif total or len(parts) != 1:
        return None
    else:
        return _ONES.get(parts[0])
    if not parts:
        return total + 10 * tens
    return total + 10 * tens + _ONES[parts[0]] if len(parts) == 1 and parts[0] in _ONES else None


def counted(numeral: str) -> int | None:
    """Return the number of a numeral of any kind: "12", "xiii", "tư", "nhất", "mười hai"; None if it is not one.

    >>> counted("04"), counted("XIII"), counted("nhất"), counted("hai mươi ba"), counted("k")
    (4, 13, 1, 23, None)
    """
    low = fold(numeral).strip()
    if low.isdecimal():
        return int(low)
    return _RANKS.get(low) or spoken(low) or roman(low) or None


def ordinal(label: str) -> Place:
    """Return the place of "thứ nhất", "II" or "2" alike; (0, 0) if it is none of them."""
    low = label.lower()
    if value := _RANKS.get(low) or _ONES.get(low):
        return value, 0
    if low[0].isdigit():
        return number(low)
    if value := roman(low):
        return value, 0
    return letter(low) if len(low) == 1 else (0, 0)


def follows(before: Place, after: Place, *, letters: bool = False) -> bool:
    """Tell whether *after* may come next to *before* in a list.

    >>> follows((4, 0), (6, 0), letters=True)  # d) and e): đ) is optional
    True
    >>> follows((39, 0), (39, 1)), follows((2, 0), (4, 0))
    (True, False)
    """
    if after[0] == before[0]:
        return after[1] == before[1] + 1
    if after[1] > 1:
        return False
    if letters:
        return after[0] > before[0] and all(skipped in _OPTIONAL for skipped in range(before[0] + 1, after[0]))
    return after[0] == before[0] + 1
