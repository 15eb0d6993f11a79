"""The encodings Vietnam wrote in before Unicode: tables that are data, and a guess by the evidence of syllables.

Letters of such a text come as characters of Windows-1252, whatever file they stand in: a program that knew no better
showed code C3 as "Ã". No detector of bytes knows these encodings; Vietnamese syllables tell them apart.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import regex
from attrs import field, frozen

from ...lexicon.syllables import Evidence, weigh

#: A guess needs this share of well-formed syllables, so many words with marks, and a lead over what the text says now.
ENOUGH_SHARE = 0.7
ENOUGH_MARKED = 6
LEAD = 0.25


@frozen
class Table:
    """One encoding: its name, what people call it, where the table comes from, and the function that decodes."""

    name: str
    title: str
    source: str
    decode: Callable[[str], str] = field(repr=False)


@frozen
class Guess:
    """An encoding that fits, what it makes of the text as evidence, and how the next best fits."""

    table: Table
    evidence: Evidence
    before: Evidence

    @property
    def confidence(self) -> float:
        """The share of well-formed syllables after decoding, 0 to 1."""
        return self.evidence.share

    def said(self) -> str:
        """Return the guess in one clause."""
        return (
            f"read as {self.table.title}: {self.confidence:.0%} of {self.evidence.words} words are well-formed "
            f"Vietnamese syllables, {self.before.share:.0%} before"
        )


# "…" is a letter in VISCII and VPS, but no word has it twice running: that is a dotted line, and stays one.
_DOTTED_LINE = re.compile("(…{2,})")


def _load(name: str) -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        (files("nghiquyet") / "data" / "encodings" / f"{name}.toml").read_text("utf-8")
    )
    return data


def latin(code: int) -> str:
    """Return the character that a program set to Windows-1252 shows for byte *code*."""
    try:
        return bytes((code,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


def _by_code(name: str) -> Callable[[str], str]:
    data = _load(name)
    letters = {int(code, 16): letter for code, letter in data["codes"].items()}
    table: dict[int, str] = {}
    for code, letter in letters.items():
        table[code] = letter  # the control characters of Latin-1
        table[ord(latin(code))] = letter
    for variant, shown in data["variants"].items():
        table[ord(variant)] = letters[int(shown, 16)]

    def decode(text: str) -> str:
        parts = _DOTTED_LINE.split(text)  # every second one is a dotted line
        parts[::2] = [part.translate(table) for part in parts[::2]]
        return unicodedata.normalize("NFC", "".join(parts))

    return decode


def _by_pair(name: str) -> Callable[[str], str]:
    data = _load(name)
    letters = data["letters"] | {old.upper(): new.upper() for old, new in data["letters"].items()}
    marks = data["marks"] | {old.upper(): new for old, new in data["marks"].items()}
    pattern = regex.compile(rf"([aeouyôö])([{''.join(marks)}])|[{''.join(letters)}]", regex.IGNORECASE)

    def one(found: "regex.Match[str]") -> str:
        base, mark = found.groups()
        if base is None:
            return letters[found.group()]
        return letters.get(base, base) + marks[mark]

    return lambda text: unicodedata.normalize("NFC", pattern.sub(one, text))


def _windows_1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_cp1258()))


@cache
def _cp1258() -> dict[int, str]:
    found = {}
    for code in range(0x80, 0x100):
        try:
            found[ord(latin(code))] = bytes((code,)).decode("cp1258")
        except UnicodeDecodeError:
            continue
    return found


@cache
def tables() -> dict[str, Table]:
    """Return the encodings by name."""
    made = {}
    for name, make in (("tcvn3", _by_code), ("vni", _by_pair), ("viscii", _by_code), ("vps", _by_code)):
        data = _load(name)
        made[name] = Table(name, str(data["title"]), str(data["source"]), make(name))
    title = "Windows-1258"
    made["windows-1258"] = Table("windows-1258", title, "the codec cp1258 of Python (unicode.org)", _windows_1258)
    return made


# Letters that Vietnamese in Unicode has and no text in a legacy encoding can show, as UTF-8 has them: U+1E80 to U+1EFF
# by their first two bytes, and "ĂăĐđƠơƯư".
_UNICODE = (b"\xe1\xba", b"\xe1\xbb", *(letter.encode() for letter in "ĂăĐđƠơƯư"))
# Letters and signs beyond ASCII that legacy text is made of and Vietnamese in Unicode is not, and those of them that it
# shares.
_ODD = frozenset((
    *map(chr, (*range(0x00, 0x09), *range(0x80, 0xA0), *range(0xA1, 0x100))),
    *"\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u2020\u2021\u2022\u2030\u2039\u203a\u20ac\u2122\u2212\u2219",
))  # fmt: skip
_SHARED = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý«»§°·®©±²³½¼¾¬")
_ODD_LETTER, _STRANGE_LETTER = (re.compile(f"[{''.join(sorted(letters))}]") for letters in (_ODD, _ODD - _SHARED))
_PLAIN = bytes(range(0x09, 0x80))


def suspect(text: str, coded: bytes | None = None) -> bool:
    """Tell quickly whether *text* may be in a legacy encoding: few letters of Vietnamese Unicode, many odd ones.

    Args:
        text: The letters as they came.
        coded: The same in UTF-8, where it is at hand.
    """
    if text.isascii() and not re.search(r"[\0-\x08]", text):
        return False
    # Most of a page is ASCII, which is neither; bytes lose it at once, where an expression looks at every letter.
    coded = text.encode("utf-8", "surrogatepass") if coded is None else coded
    coded = coded.translate(None, _PLAIN)
    clean = sum(map(coded.count, _UNICODE))
    letters = coded.decode("utf-8", "surrogatepass")
    if clean * 20 < len(letters):
        odd = len(_ODD_LETTER.findall(letters))
        if clean * 20 < odd:
            return odd * 5 > clean
    return len(_STRANGE_LETTER.findall(letters)) * 5 > clean


def sample(text: str) -> str:
    """Return *text*, or of a long one stretches spread over it: enough to weigh."""
    if len(text) <= _STRETCHES * _STRETCH:
        return text
    step = len(text) // _STRETCHES
    return " ".join(text[at * step : at * step + _STRETCH] for at in range(_STRETCHES))


_STRETCHES, _STRETCH = 30, 1000


# What comes three times running is no word, though each may be a letter.
_DOTS = re.compile(r"(.)\1{2,}")


def guess(text: str, *, first: str = "") -> Guess | None:
    """Return the encoding that *text* is in, its bytes shown as Windows-1252; None where Unicode fits or nothing does.

    Args:
        text: The letters as they came.
        first: The encoding that the name of a font speaks for: it needs less evidence, and wins when all are close.

    >>> found = guess("ChØ tÞch Uû ban nh©n d©n tØnh chÞu tr¸ch nhiÖm thi hµnh NghÞ quyÕt nµy")
    >>> found.table.name, round(found.confidence, 2)
    ('tcvn3', 1.0)
    >>> guess("Le président de la République est élu à la majorité des suffrages exprimés") is None
    True
    """
    text = _DOTS.sub(" ", sample(text))
    before = weigh(text)
    found = [(weigh(table.decode(text)), table) for table in tables().values()]
    best, table = max(found, key=lambda pair: (round(pair[0].share, 2), pair[1].name == first, pair[0].good_marked))
    marked = 1 if table.name == first else ENOUGH_MARKED
    lead = LEAD / 5 if table.name == first else LEAD
    if best.share < ENOUGH_SHARE or best.marked < marked or best.share < before.share + lead:
        return None
    return Guess(table, best, before)
