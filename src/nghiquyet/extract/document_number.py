"""The number of a document (số, ký hiệu) taken apart: "15/2020/NQ-HĐND", "36-NQ/TW", "72/2025/QH15"."""

import regex
from attrs import frozen

from ..text.folding import fold

_PARTS = regex.compile(
    r"(?P<serial>\d+(?:\.\d{1,3})?[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?"
    r"(?:(?P<mark>[-/ ])(?P<head>[^-/]+)(?:[-/](?P<rest>.+))?)?"
)
_SPACES = regex.compile(r"(?<=[-/])\s+|\s+(?=[-/])|(?<=\d)\s+(?=[a-zđ](?:$|[-/]))")
# "QH15": the body and its term.
_TERM = regex.compile(r"(?P<body>\p{L}+?)(?P<term>\d{1,2})")


@frozen(kw_only=True)
class DocumentNumber:
    """What a number says, folded: lower case, no spaces.

    Attributes:
        serial: "36", "66.16", "30a", without zeros before it.
        year: The year in the number, None where it has none.
        type: The abbreviation of the kind, "nq"; None where the number has none (laws, letters: "1447/BKHCN-CĐSQG").
        body: The abbreviation of the issuer: "tw", "hđnd", "qh"; None for a number without a code.
        term: The term of an assembly: 15 for "QH15".
        party: Whether the dash comes before the slash, as the Party writes.
    """

    serial: str
    year: int | None = None
    type: str | None = None
    body: str | None = None
    term: int | None = None
    party: bool = False


def read_number(number: str, codes: frozenset[str]) -> DocumentNumber | None:
    """Take a number apart; *codes* are the known types, folded. None if it is no number.

    >>> read_number("57- NQ/TW", frozenset({"nq"}))
    DocumentNumber(serial='57', year=None, type='nq', body='tw', term=None, party=True)
    """
    tight = _SPACES.sub("", fold(number).strip())
    found = _PARTS.fullmatch(tight)
    if found is None:
        return None
    head, rest = found["head"], found["rest"]
    if head is not None and head not in codes:
        head, rest = None, tight[found.start("head") :]
    term = _TERM.fullmatch(rest) if rest else None
    return DocumentNumber(
        serial=found["serial"].lstrip("0") or "0",
        year=int(found["year"]) if found["year"] else None,
        type=head,
        body=term["body"] if term else rest,
        term=int(term["term"]) if term else None,
        party=found["mark"] == "-" and "/" in tight,
    )
