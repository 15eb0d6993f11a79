"""What stands before an item of a list: numbers as letters and words, bullets of symbol fonts as signs."""

from ...text.numerals import as_roman, as_spoken

#: How the marks of notes are counted where the file does not say: as Word does.
NOTE_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


def written(number: int, format: str) -> str:
    """Return *number* as a list of *format* shows it; formats that are not known here are written in digits.

    Letters are the 26 of the Latin alphabet, as in Word whatever the language: "đ)" is never automatic.

    >>> [written(4, format) for format in ("upperRoman", "lowerLetter", "decimalZero", "vietnameseCounting")]
    ['IV', 'd', '04', 'bốn']
    """
    if format in ("none", "bullet"):
        return ""
    if format in ("lowerRoman", "upperRoman") and 0 < number < 40_000:
        out = as_roman(number)
        return out.upper() if format == "upperRoman" else out
    if format in ("lowerLetter", "upperLetter") and 0 < number < 10_000:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if format == "upperLetter" else letter
    if format in ("vietnameseCounting", "cardinalText", "ordinalText") and 0 <= number < 100:
        return as_spoken(number)
    if format.startswith("decimalZero"):
        return f"{number:0{len(format) - len('decimal') - 2}d}" if format != "decimalZero" else f"{number:02d}"
    return str(number)


# Bullets of the symbol fonts: what the glyph looks like. Source: the code charts of Symbol and Wingdings
# (unicode.org/L2/L2011/11052r-wingding.pdf); only the glyphs that Word's bullet library offers.
_SYMBOLS = {
    "symbol": {0xB7: "•", 0x2D: "-", 0xA8: "♦", 0xAA: "♠", 0xA7: "♣", 0xDE: "⇒", 0xAE: "→"},
    "wingdings": {
        0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0xD8: "➢", 0xFC: "✓",
        0xFB: "✗", 0xA8: "◻", 0x6F: "□", 0x9F: "•", 0xE0: "→", 0xF0: "⇨", 0xE8: "➔", 0x46: "☞", 0xFE: "☑", 0xB2: "✧",
        0xAB: "★", 0xA1: "○", 0xA4: "◉",
    },
}  # fmt: skip


_OTHER_SYMBOLS = ("wingdings 2", "wingdings 3", "wingdings2", "wingdings3", "webdings")


def bullet(text: str, font: str) -> str:
    """Return a bullet as the page shows it; characters of symbol fonts become the Unicode signs they look like.

    >>> bullet("\\uf0b7", "Symbol"), bullet("o", "Courier New"), bullet("-", "Times New Roman")
    ('•', '◦', '-')
    """
    if font.lower().startswith("courier") and text == "o":  # Word's hollow round bullet is the letter o
        return "◦"
    return "".join(symbol(ord(letter), font) for letter in text).strip()


def symbol(code: int, font: str) -> str:
    """Return the sign at *code* of *font*; codes in the private area F000-F0FF stand for 00-FF of a symbol font.

    Signs of symbol fonts without a table here are bullets, never the letters at the same place.

    >>> symbol(0xF07D, "Wingdings 3"), symbol(0xF0D8, "Wingdings")
    ('•', '➢')
    """
    if font.lower().startswith(_OTHER_SYMBOLS):
        return "•"
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    for name, signs in _SYMBOLS.items():
        if font.lower().startswith(name) and low in signs:
            return signs[low]
    if low != code:
        return _SYMBOLS["symbol"].get(low, "•") if low > 0x7E else chr(low)
    return chr(code)
