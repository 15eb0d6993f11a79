"""From bytes to letters: Unicode first, then the encodings that Vietnam wrote in before it.

Clean Unicode is never touched: a text that reads as Vietnamese, or has no odd letters at all, is not even looked at.
"""

import codecs
import re

from ...errors import UnreadableSource
from ...layout import Note
from .legacy import guess, latin, suspect
from .mojibake import misread

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has; VISCII and VPS use fourteen others for capitals, so a few are allowed.
_JUNK = re.compile(r"[\x00\x01\x07\x08\x0e\x0f\x16-\x18\x1a\x1b\x1e\x1f\x7f\ufffd]")
_JUNK_SHARE = 0.01
_PIECE = 1 << 16
# What UTF-16 text of Vietnam is made of: Latin letters, their marks, signs of the page.
_EXPECTED = re.compile(r"[\t\n\r -\u024f\u0300-\u0323\u1e00-\u1eff\u2000-\u206f]")
_LATIN_1252 = {code: latin(code) for code in range(0x80, 0xA0)}


def decode(data: bytes, name: str) -> tuple[str, str, tuple[Note, ...]]:
    """Return the text of *data*, the name of its encoding, and what there is to say about it.

    Raises:
        UnreadableSource: The bytes are no text in any encoding known here.

    >>> decode("Nghị quyết".encode("utf-16"), "a.txt")[:2]
    ('\\ufeffNghị quyết', 'utf-16-le')
    """
    text, encoding, notes = _decode_bytes(data, name)
    if not encoding.startswith("utf"):
        return text, encoding, notes
    _refuse_junk(text[:100_000], name)
    text, converted, more = convert(text, data if encoding == "utf-8" and not notes else None)
    return text, converted or encoding, notes + more


def _refuse_junk(letters: str, name: str) -> None:
    """Raise `UnreadableSource` if *letters*, the first of a file, have control characters as no text has."""
    if len(_JUNK.findall(letters)) > _JUNK_SHARE * len(letters) + 1:
        raise UnreadableSource(name, "binary data, or text in an encoding that is not known")


def is_utf_8(data: bytes) -> bool:
    """Tell whether *data* is valid UTF-8, piece by piece: the letters of the whole would cost six times more."""
    check = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for at in range(0, len(data), _PIECE):
            check(data[at : at + _PIECE])
        check(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def convert(text: str, coded: bytes | None = None) -> tuple[str, str | None, tuple[Note, ...]]:
    """Return *text* in Unicode if its letters come from a legacy encoding or were mistaken for Windows-1252.

    *coded* is the same text in UTF-8, where it is at hand.

    The second value names the encoding found, None if the text was left as it is.

    >>> convert("NghÞ quyÕt vÒ ph¸t triÓn kinh tÕ - x· héi tØnh V©n H¶i")[:2]
    ('Nghị quyết về phát triển kinh tế - xã hội tỉnh Vân Hải', 'tcvn3')
    """
    if not suspect(text, coded):
        return text, None, ()
    if (found := misread(text) or guess(text)) is not None:
        return found.table.decode(text), found.table.name, (Note("encoding-converted", found.said()),)
    return text, None, ()


def _decode_bytes(data: bytes, name: str) -> tuple[str, str, tuple[Note, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict_or_not(data, encoding)
    if b"\0" in data[:4096] and (encoding := _utf_16(data)):
        return _strict_or_not(data, encoding)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    shown = data.decode("latin-1")
    _refuse_junk(shown[:100_000], name)
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") * 20 < sum(byte >= 0xC0 for byte in data[:1_000_000]):
        said = f"{damaged.count(chr(0xFFFD))} places are not valid UTF-8; U+FFFD stands there"
        return damaged, "utf-8", (Note("encoding-damaged", said),)
    shown = shown.translate(_LATIN_1252)
    if (found := guess(shown)) is not None:
        return found.table.decode(shown), found.table.name, (Note("encoding-converted", found.said()),)
    said = "neither Unicode nor a Vietnamese encoding that the words speak for; read as Windows-1252"
    return shown, "windows-1252", (Note("encoding-doubtful", said),)


def _strict_or_not(data: bytes, encoding: str) -> tuple[str, str, tuple[Note, ...]]:
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError:
        damaged = data.decode(encoding, "replace")
        said = f"{damaged.count(chr(0xFFFD))} places are not valid {encoding.upper()}; U+FFFD stands there"
        return damaged, encoding, (Note("encoding-damaged", said),)


def _utf_16(data: bytes) -> str:
    """Return the byte order in which *data*, without a mark, reads as text; "" if in neither."""
    sample = data[:8192]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        plain = sum(" " <= letter <= "~" for letter in text)
        if plain > 0.4 * len(text) and len(_EXPECTED.findall(text)) > 0.95 * len(text):
            return encoding
    return ""
