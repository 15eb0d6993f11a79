"""Escapes for words of a document that a program could execute: on a terminal, in a spreadsheet.

An escape sequence in a text can retitle a terminal or hide a line of it; letters that turn the direction of reading
show one file name as another; a spreadsheet runs a cell that begins like a formula.
"""

import re

#: C0 and C1 controls but tab and line feed, line and paragraph separators, marks of direction, surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"-\d+(?:[.,]\d+)*")


def shown(text: str) -> str:
    r"""Return *text* for people to read: control characters as escapes, tabs and line ends as they are.

    >>> shown("Điều 1.\x1b[31m A\n")
    'Điều 1.\\u001b[31m A\n'
    """
    return _CONTROL.sub(_escape, text)


def one_line(text: str) -> str:
    r"""Return *text* on one line: its line ends and tabs are escapes too.

    >>> one_line("bro\nken.docx: damaged")
    'bro\\nken.docx: damaged'
    """
    return shown(text.replace("\n", "\\n").replace("\t", "\\t"))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\\r" if code == 13 else f"\\u{code:04x}"  # as JSON writes it: a line of JSON stays one


def csv_cell(text: str) -> str:
    """Return *text* as a cell of a CSV that no spreadsheet runs: ``'`` stands before what begins like a formula.

    The beginnings are those of OWASP, "CSV Injection". A negative number stays a number.

    >>> csv_cell("=1+1"), csv_cell("- Trồng rừng"), csv_cell("-5,5"), csv_cell("5")
    ("'=1+1", "'- Trồng rừng", '-5,5', '5')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
