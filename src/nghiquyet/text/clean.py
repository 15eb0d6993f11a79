"""From the text as it was read to the text that every span counts: NFC, ``\\n`` line ends, nothing else.

Archives mix composed and decomposed letters in one file (22 of 218 lines of the sample), so the offsets
are carried along while composing; they are never won back by comparing the two texts afterwards.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

import regex
from attrs import field, frozen

# Ranges that NFC can change: a base letter with the marks after it, a conjoining jamo, or a singleton such as
# the Kelvin sign. Everything between two of them is copied.
_CHANGES = regex.compile(
    r"\r\n?|[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]+|.\p{M}+|"
    r"[^\x00-\u02ff\u0370-\u10ff\u1200-\u2000\u2010-\u2027\u2030-\u20ff\u2190-\u2adb]+",
    regex.DOTALL,
)

#: The marks of the five tones, which stand alone where letters are not composed.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@frozen
class Text:
    """Clean text and the way back to the source.

    Attributes:
        text: NFC with ``\\n`` line ends: the coordinates of every span.
        breaks: Pairs (offset in `text`, offset in the source) from which both run in step. Empty when
            the two texts are the same.
    """

    text: str
    breaks: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def source_offset(self, offset: int) -> int:
        """Return where the character at *offset* of `text` begins in the source."""
        at = bisect_right(self.breaks, (offset, float("inf"))) - 1
        if at < 0:
            return offset
        here, there = self.breaks[at]
        return there + offset - here


def clean(source: str) -> Text:
    """Compose letters and unify line ends; the offsets back to *source* come along.

    Nothing is dropped: a byte order mark at the beginning stays, since the contract of ``text`` is "exactly that file".
    Two surrogates that spell a letter become that letter, since JSON cannot tell them from it; a lone one stays.

    >>> tidy = clean("gia\\u0309m\\r\\nnghe\\u0300o")
    >>> tidy.text
    'giảm\\nnghèo'
    >>> tidy.source_offset(tidy.text.index("nghèo"))
    7
    """
    composes = "\r" in source or any(mark in source for mark in _TONES)  # a text that does is slow to be told so
    if not composes and unicodedata.is_normalized("NFC", source) and join_surrogates(source) == source:
        return Text(source)
    pieces: list[str] = []
    breaks: list[tuple[int, int]] = []
    length, last = 0, 0
    for found in chain.from_iterable(_CHANGES.finditer(source, *line) for line in _unsettled(source)):
        old = found.group()
        new = "\n" if old[0] == "\r" else unicodedata.normalize("NFC", join_surrogates(old))
        if new == old:
            continue
        kept = source[last : found.start()]
        pieces += (kept, new)
        length += len(kept) + len(new)
        last = found.end()
        breaks.append((length, last))
    pieces.append(source[last:])
    text = "".join(pieces)
    if not unicodedata.is_normalized("NFC", text):  # something composes across the cuts (exotic scripts only)
        return _clean_by_line(source)
    return Text(text, tuple(breaks))


def _unsettled(source: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines stand, ends included, that may change: few do, and nothing composes over a line end."""
    if join_surrogates(source) != source:
        yield 0, len(source)
        return
    start = 0
    for line in source.split("\n"):
        end = start + len(line) + 1
        if "\r" in line or not unicodedata.is_normalized("NFC", line):
            yield start, end
        start = end


def join_surrogates(text: str) -> str:
    """Return *text* with the letter itself for two surrogates that spell it.

    >>> join_surrogates("\\ud835\\udc00") == "\\U0001d400", join_surrogates("\\udc00") == "\\udc00"
    (True, True)
    """
    try:
        text.encode("utf-16-le")  # sooner done than UTF-8
    except UnicodeEncodeError:  # which only surrogates raise
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return text


def _clean_by_line(source: str) -> Text:
    """Compose line by line; the way back is then exact at the beginning of each line."""
    pieces: list[str] = []
    breaks: list[tuple[int, int]] = []
    length, at = 0, 0
    for line in regex.split(r"(?<=\r\n)|(?<=\r)(?!\n)|(?<=\n)", source):
        new = unicodedata.normalize("NFC", join_surrogates(regex.sub(r"\r\n?$", "\n", line)))
        breaks.append((length, at))
        pieces.append(new)
        length += len(new)
        at += len(line)
    return Text("".join(pieces), tuple(breaks))
