"""From text to line tokens: where a line begins and ends, which marker it may carry, what stands before it.

A line is looked at once. Whether its marker really opens a unit is not decided here: "2030." at the beginning of a
wrapped line looks like an item, and only the lines around it tell. That is the work of `outline`.
"""

from functools import cache

import regex
from attrs import frozen

from .blockgrammar import forms

# Letters that are written in another way, same length: no-break and thin spaces, Icelandic eth for đ.
_SAME = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u200b\ufeff\x0b\x0c", " "), "Ð": "Đ", "ð": "đ", "\u00ad": "-"}
)
# Word-segmented text joins the syllables of a word ("phát_triển").
_SEGMENTED = regex.compile(r"(?<=\p{L})_(?=\p{L})")
# Marks of Markdown and of crawlers before the marker: emphasis (not a star that is followed by a space: that is a
# bullet), headings, quotes, the bar of a table cell.
_RESIDUE = r"(?:[ \t>|]|\#{1,6}(?=\s)|\*{1,3}(?=[^\s*])|\*{2,3}(?=\s))*+"
_RULE = regex.compile(r"[\s|\-_=*~–—\\\[\]+#^]*")


@frozen
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


@cache
def markers() -> regex.Pattern[str]:
    """Return the forms of block.lark as one pattern; the group of a form, named after it, holds the label."""
    options = "|".join(form.replace("(?P<label>", f"(?P<{name}>") for name, form in forms("marker").items())
    return regex.compile(f"{_RESIDUE}(?:{options}|)", regex.VERSION0)


def view(text: str) -> str:
    """Return *text* for matching: same length, plain spaces, "phát triển" for "phát_triển"."""
    text = text.translate(_SAME)
    return _SEGMENTED.sub(" ", text) if "_" in text else text


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of *text* that are not blank.

    >>> [(line.form, line.label) for line in lines("I- MỤC TIÊU\\n\\n1. Chỉ tiêu\\n- Đạt 5%.\\nvà hơn nữa")]
    [('ROMAN', 'I'), ('ARABIC', '1'), ('DASH', '-'), ('TEXT', '')]
    """
    seen = view(text)
    match = markers().match
    out: list[Line] = []
    at = blank = 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        body = raw.strip()
        if not body:
            blank += 1
            continue
        before = len(raw) - len(raw.lstrip())
        indent = len(raw[:before].expandtabs(8)) if "\t" in raw[:before] else before
        start += before
        end = start + len(body)
        body = seen[start:end]
        found = match(seen, start, end)
        assert found is not None  # the last option is empty
        form = found.lastgroup
        tail = body.rstrip("*\\ ")
        close = start + len(tail) if tail else end
        if form is None:
            words = found.end()
            alone = _RULE.fullmatch(body) is not None
            out.append(Line(start, end, "TEXT", "", min(words, close), close, indent, blank, alone, _bold(body)))
        else:
            label = found.group(form)
            words = found.end()
            while words < end and seen[words] in " \t*":
                words += 1
            alone = form in ("DASH", "PLUS", "STAR") and len(body) > 2 and _RULE.fullmatch(body) is not None
            out.append(
                Line(start, end, form, label.replace("\\", ""), words, max(close, words), indent, blank, alone, _bold(body))
            )
        blank = 0
    return tuple(out)


def _bold(body: str) -> bool:
    """Tell whether the whole line stands between ``**`` (or is a Markdown heading)."""
    return body.startswith("**") and body.endswith("**") and body.count("**") == 2 or body[:1] == "#"
