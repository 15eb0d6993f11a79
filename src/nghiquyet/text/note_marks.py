"""Marks of footnotes and endnotes: how they look in the text and before the note, and how digits are raised."""

import re

import regex

RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

#: The mark that a note begins with: "[1]", "¹", "⁽¹⁾", "(1)", "1 Theo", "1. Theo", "*".
OPENS_NOTE = regex.compile(
    r"\[(?P<label>[^\[\]\s]{1,8})\]|⁽?(?P<label>[⁰¹²³⁴-⁹]{1,4})⁾?|\((?P<label>\d{1,3}|\*{1,4})\)"
    r"|(?P<label>\d{1,3})(?:[.)]?(?=\s)|(?=\p{L}))|(?P<label>\*{1,4}|[†‡])"
)

#: A mark in the text, which stands behind a word, a number or a sign.
CITES_NOTE = regex.compile(
    r"(?<=\S ?)(?:\[(?P<label>[^\[\]\s]{1,8})\]|⁽?(?P<label>[⁰¹²³⁴-⁹]{1,4})⁾?|\((?P<label>\d{1,3}|\*{1,4})\)"
    r"|(?<!\*)(?P<label>\*{1,4}|[†‡]))"
)

#: How a line begins that is a note in a text without layout: "[1] Theo giá so sánh."; in a list it would be an item.
NOTE_LINE = re.compile(r"\[\d{1,3}\]")

# Raised digits of a unit ("km²", "5 m³") and powers of ten are no marks.
_MARKS = regex.compile(
    r"(?<=\S ?)(?<!(?<!\p{L})\p{L}?m)(?<!(?<!\d)10)(?<![⁰¹²³⁴-⁹⁽])⁽?[⁰¹²³⁴-⁹]+(?:, ?[⁰¹²³⁴-⁹]+)*⁾?"
    r"|(?<=[\p{L}\d%)”\".,;:])\[(?:\d{1,3}|\*{1,4}|[a-z]|[ivxl]{1,6})\]"
)
_SIGNS = "¹²³⁴⁵⁶⁷⁸⁹["
_BEGINS = re.compile("[⁽⁰¹²³⁴-⁹[]")


def blank_marks(text: str) -> str:
    """Return *text* with blanks for the marks of notes, as many as they are long.

    >>> blank_marks("12.500² tỷ đồng, 8,5%[1], 30 km²")
    '12.500  tỷ đồng, 8,5%   , 30 km²'
    """
    if not any(map(text.__contains__, _SIGNS)):
        return text
    pieces: list[str] = []
    done = 0
    for sign in _BEGINS.finditer(text):  # soon found, and in few places
        at = sign.start()
        if at >= done and (mark := _MARKS.match(text, at)):
            pieces += (text[done:at], " " * (mark.end() - at))
            done = mark.end()
    return "".join((*pieces, text[done:]))
