"""Letters that a program read by the wrong table and saved again: "Nghá»‹ quyáº¿t" for "Nghị quyết".

UTF-8 is taken for Windows-1252 by programs of all kinds; Windows-1252 for Mac Roman by those that read a symbol font.
"""

import regex

from ...lexicon.syllables import is_syllable, weigh
from .legacy import Guess, Table, guess, latin, sample

_BYTES = {latin(code): code for code in range(0x80, 0x100)} | {chr(code): code for code in range(0x80, 0xA0)}
_TAIL = "".join(letter for letter, code in _BYTES.items() if code < 0xC0)
_TWO = "".join(letter for letter, code in _BYTES.items() if 0xC3 <= code < 0xE0)
_SEQUENCE = regex.compile(
    rf"[{regex.escape(_TWO)}][{regex.escape(_TAIL)}]|[á-ï][{regex.escape(_TAIL)}]{{2}}|Â[\u00a0-\u00bf\x81\x8d\x8f\x90\x9d]"
)
# Those that spell what Vietnamese is written with: Latin letters and tone marks, signs, no-break spaces. Others are
# repaired beside them only: "ß¾" is a letter of the script N'Ko, but "ướ" in VISCII.
_OURS = regex.compile(rf"[Ã-ÆÌ][{regex.escape(_TAIL)}]|[áâ][{regex.escape(_TAIL)}]{{2}}|Â\u00a0")
# "à" is C3 A0, and A0 is a no-break space that many programs turn into a plain one: "lÃ  ", "hÃ ng".
_LOST_SPACE = regex.compile(r"(\p{L}{0,8})Ã (\p{L}{0,8})")

_MAC_WORDS = 3  # with marks, that become syllables


def mend(text: str) -> str:
    """Return *text* as it was before a program misread it.

    >>> mend("Nghá»‹ quyáº¿t cá»§a Há»™i Ä‘á»“ng nhÃ¢n dÃ¢n")
    'Nghị quyết của Hội đồng nhân dân'
    """
    for _ in range(2):  # some texts went through it twice
        once = _LOST_SPACE.sub(_with_a, _SEQUENCE.sub(_decoded, text))
        if once == text:
            break
        text = once
    return text


MISREAD = Table(
    "utf-8, read as windows-1252",
    "UTF-8 that had been taken for Windows-1252",
    "the codecs utf-8 and cp1252 of Python (unicode.org)",
    mend,
)


def misread(text: str) -> Guess | None:
    """Return the evidence that *text* was misread; None if it was not.

    >>> round(misread("Nghá»‹ quyáº¿t cá»§a Há»™i Ä‘á»“ng nhÃ¢n dÃ¢n").confidence, 2)
    1.0
    >>> misread("Nghị quyết của Hội đồng nhân dân") is None
    True
    """
    if len(_OURS.findall(text)) < 3:
        return None
    text = sample(text)
    before, after = weigh(text), weigh(mend(text))
    if after.share < 0.7 or after.share < before.share + 0.15:
        return None
    return Guess(MISREAD, after, before)


# What Mac Roman shows for a byte -> what Windows-1252 does.
_MAC = {ord(bytes([code]).decode("mac_roman")): latin(code) for code in range(0x80, 0x100)}


def _from_mac(text: str) -> str:
    return text.translate(_MAC)


def mac_misread(text: str) -> Guess | None:
    """Return the evidence that *text* was taken for Mac Roman: it was Windows-1252, or an encoding that shows as it.

    >>> found = mac_misread("thÙng b·o cÙng t·c phÚng ch·y, l˝ do v‡ tÏnh hÏnh")
    >>> found.table.decode("cÙng t·c")
    'công tác'
    >>> mac_misread("thông báo công tác phòng cháy") is None
    True
    """
    text = sample(text)
    mended = _from_mac(text)
    before, after = weigh(text), weigh(mended)
    if after.good_marked >= _MAC_WORDS and after.share >= max(0.7, before.share + 0.15):
        title = "Windows-1252 that had been taken for Mac Roman"
        table = Table("windows-1252", title, "the codecs mac_roman and cp1252 of Python", _from_mac)
        return Guess(table, after, before)
    found = guess(mended)
    if found is None:
        return None
    inner, title = found.table, f"{found.table.title} that had been taken for Mac Roman"
    table = Table(inner.name, title, inner.source, lambda letters: inner.decode(_from_mac(letters)))
    return Guess(table, found.evidence, before)


def _decoded(found: "regex.Match[str]") -> str:
    data = bytes(_BYTES[letter] for letter in found.group())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found.group()


def _with_a(found: "regex.Match[str]") -> str:
    before, after = found.groups()
    if not after or is_syllable(f"{before}à{after}"):
        return f"{before}à{after}"
    return f"{before}à {after}"
