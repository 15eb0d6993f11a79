"""From text to line tokens: where a line begins and ends, which marker it may carry, what stands before it.

A line is looked at once. Whether its marker really opens a unit is not decided here: "2030." at the beginning of a
wrapped line looks like an item, and only the lines around it tell. That is the work of `outline`.
"""

import re
from functools import cache, lru_cache

import regex
from attrs import define

from ..lexicon.files import table
from ..lexicon.kept import compiled
from ..lexicon.lazy import pattern, plain_letters
from ..lexicon.word_patterns import choice
from .grammar import forms

# Letters that are written in another way, same length: no-break and thin spaces, Icelandic eth for đ, oi for ư.
#: Signs that are a cell of their own: the unit of a row.
_UNIT_SIGNS = frozenset("%‰")
_SAME = {
    **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u200b\ufeff\x0b\x0c", " "),
    **{"Ð": "Đ", "ð": "đ", "Ƣ": "Ư", "ƣ": "ư", "\u00ad": "-"},
}
# Word-segmented text joins the syllables of a word ("phát_triển"), now and then a marker to its words ("II._Mục_tiêu").
_SEGMENTED = pattern(r"(?<=[\p{L}\d.,:;)%])_(?=[\p{L}\d(])")
# Marks of Markdown and of crawlers before the marker: emphasis (not a star that is followed by a space: that is a
# bullet), headings, quotes, the bar of a table cell.
_RESIDUE = r"(?:[ \t>|]|\#{1,6}(?=\s)|\*{1,3}(?=[^\s*])|\*{2,3}(?=\s))*+"
#: Forms that a rule drawn by hand may imitate: "- - -", "* * *".
BARE_FORMS = ("DASH", "PLUS", "PLUSES", "STAR", "DOT")
#: What emphasis of a whole line begins with.
_EMPHASIS = ("*", "#")
#: So many letters tell of most lines that no marker begins them.
_FRONT = 3


@define(hash=True)  # many: a frozen one takes twice the time to make
class Line:
    """One line that is not blank.

    Attributes:
        start, end: From the first to behind the last character that is not white space, residue included.
        form: The name of the form (a terminal of ``block.lark``) that its beginning matches, or "TEXT".
        label: What the marker says: "II", "2.1", "đ", "-".
        words: Where the words begin behind the marker (behind the residue if there is no marker).
        close: Where the words end, trailing residue left out.
        indent: How many columns stand before it.
        blank: How many blank lines stand before it.
        alone: No letter or digit stands in it: a rule, a lone bar, a star.
        bold: The whole line is emphasised.
        number: Which line of the text it is, counted from 0.
        reads: What a misread label stands for, "" for one that stands for itself.
    """

    start: int
    end: int
    form: str
    label: str
    words: int
    close: int
    indent: int
    blank: int
    alone: bool = False
    bold: bool = False
    number: int = 0
    reads: str = ""


@cache
def markers() -> regex.Pattern[str]:
    """Return the forms of block.lark as one pattern; the group of a form, named after it, holds the label."""
    options = "|".join(form.replace("(?P<label>", f"(?P<{name}>") for name, form in forms("marker").items())
    return compiled(f"{_RESIDUE}(?:{options})", regex.VERSION0)


@cache
def _residue() -> regex.Pattern[str]:
    return compiled(_RESIDUE, regex.VERSION0)


@cache
def _tried() -> "re.Pattern[str]":
    """Return `markers` for the plain engine, which takes half the time: a group for each label, without a name."""
    options = "|".join(forms("marker").values()).replace("(?P<label>", "(")
    return plain_letters(f"{_RESIDUE}(?:{options})")


@cache
def _forms() -> tuple[str, ...]:
    """Return the form that each group of `_tried` is of."""
    return ("", *(name for name, form in forms("marker").items() for _ in range(form.count("(?P<label>"))))


@lru_cache(4096)
def _may_mark(front: str) -> bool:
    """Tell whether a marker may begin with these letters, the first ones of a line: many lines begin so."""
    return markers().match(front, partial=len(front) == _FRONT) is not None


def view(text: str) -> str:
    """Return *text* for matching: same length, plain spaces, "phát triển" for "phát_triển"."""
    for odd, plain in _SAME.items():  # most are in no text: looking for each costs less than a table of all letters
        text = text.replace(odd, plain)
    return _SEGMENTED.sub(" ", text) if "_" in text else text


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of *text* that are not blank.

    >>> [(line.form, line.label) for line in lines("I- MỤC TIÊU\\n\\n1. Chỉ tiêu\\n- Đạt 5%.\\nvà hơn nữa")]
    [('ROMAN', 'I'), ('ARABIC', '1'), ('DASH', '-'), ('TEXT', '')]
    """
    return lines_of(text, view(text))


def lines_of(text: str, seen: str) -> tuple[Line, ...]:
    """Return the lines of *text* whose `view` is *seen*."""
    out: list[Line] = []
    at = blank = 0
    most = 0.8 * len(text)
    for number, raw in enumerate(text.split("\n")):
        start, at = at, at + len(raw) + 1
        body = raw.strip()
        if not body:
            blank += 1
            continue
        before = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
        indent = len(raw[:before].expandtabs(8)) if before and "\t" in raw[:before] else before
        start += before
        if len(body) <= most:
            out.append(line_at(seen, start, start + len(body), indent, blank, number))
        else:
            for begin, end in _cut(seen, start, start + len(body)):
                out.append(line_at(seen, begin, end, indent, blank, number))
                blank = 0
        blank = 0
    return tuple(out)


@cache
def _inline() -> "regex.Pattern[str]":
    """Return the pattern of where a unit begins in running text: behind a stop."""
    article, recipients = choice("headers", "article"), choice("headers", "recipients")
    basis, resolves = rf"{choice('headers', 'basis')}\s\p{{Lu}}\p{{Ll}}", choice("headers", "enacts")
    markers = rf"{article}\s\d{{1,3}}[.:]\s|\d{{1,2}}\.\s\p{{Lu}}|[a-zđ]\)\s\p{{Lu}}|[IVX]{{1,4}}[.\-]\s\p{{Lu}}"
    return pattern(rf"(?<=[.;:”,]\s)(?:{markers}|{recipients}:|{basis}|{resolves})|(?<={resolves}:?\s){article}\s1[.:]")


def _cut(seen: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a document that stands on one line before the units that its sentences begin with."""
    cuts = [start, *(found.start() for found in _inline().finditer(seen, start, end))]
    first = (*table("headers")["article"]["words"], "I.", "I-")
    if len(cuts) < 4 or not any(seen.startswith(first, cut) for cut in cuts):
        return [(start, end)]
    pieces = [(a, a + len(seen[a:b].rstrip())) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]
    return [*pieces[:-1], (pieces[-1][0], end)]


def line_at(seen: str, start: int, end: int, indent: int = 0, blank: int = 0, number: int = 0) -> Line:
    """Return the line, or the column of one, that stands from *start* to *end* of a `view`."""
    body = seen[start:end]
    found = _tried().match(seen, start, end) if _may_mark(body[:_FRONT]) else None
    tail = body.rstrip("*\\ ")
    close = start + len(tail) if tail else end
    first = body[:1]
    if found is None and first.isalnum():
        return Line(start, end, "TEXT", "", start, close, indent, blank, False, False, number)
    bold = first in _EMPHASIS and _bold(body)
    if found is None:
        words = min(_residue().match(seen, start, end).end(), close)  # type: ignore[union-attr]
        return Line(start, end, "TEXT", "", words, close, indent, blank, _alone(body), bold, number)
    group = found.lastindex or 0  # each option has one
    form, words = _forms()[group], found.end()
    behind = " \t*.:" if form.startswith("IS_") else " \t*"
    while words < end and seen[words] in behind:
        words += 1
    alone = form in BARE_FORMS and len(body) > 2 and not any(map(str.isalnum, body[:400]))
    label = found[group].replace("\\", "")
    return Line(start, end, form, label, words, max(close, words), indent, blank, alone, bold, number)


def _alone(body: str) -> bool:
    """Tell whether no letter or digit stands in a line without a marker: a rule, a lone bar."""
    if len(body) >= 400 or any(map(str.isalnum, body)):
        return False
    return body.strip("* ") not in _UNIT_SIGNS and body.strip(" .…") != ""


def _bold(body: str) -> bool:
    """Tell whether the whole line stands between ``**`` (or is a Markdown heading)."""
    return body[0] == "#" or (body[:2] == "**" == body[-2:] and body.count("**") == 2)
