"""The number of a document (số, ký hiệu) taken apart: "15/2020/NQ-HĐND", "36-NQ/TW", "72/2025/QH15", "05/NQ.HĐND"."""

from functools import cache

from attrs import frozen

from ..text.folding import fold
from .files import table
from .lazy import pattern

#: The code of a number in a pattern of a first page: "NQ-HĐND", "QĐ-TTg", "QH15".
CODE = r"\p{Lu}[\p{L}\d/\-.]{1,25}"
#: A number with its code there: "16/2000/NQ-CP", "105/QĐ-UBND".
PRINTED = rf"\d[\d.]{{0,8}}\p{{L}}?\s?[/\-]\s?(?:\d{{4}}\s?[/\-]\s?)?{CODE}"
#: A number in its own spelling, which may have no code, with its parts: groups number, serial, year, sep, code.
WRITTEN = (
    r"(?P<number>(?P<serial>\d[\d.]*\p{L}?)\s*(?:/+\s*(?P<year>(?:19|20)\d\d)\s*)?"
    r"(?:(?P<sep>[-/.\xad])[-/.]*\s*(?P<code>\p{Lu}[\p{L}\d&.]*(?:\s*[-/–.]\s*\p{Lu}[\p{L}\d&.]*)*))?)"
)
_PARTS = pattern(
    r"(?P<serial>\d+(?:\.\d{1,3})?[a-zđ]?)(?:[/-](?P<year>(?:19|20)\d\d)(?=$|[-/. ]))?"
    r"(?:(?P<mark>[-/. ])(?P<head>[^-/.]+)(?:[-/.](?P<rest>.+))?)?"
)
#: Spaces at a mark, and a mark that is there twice: "24/2026//NQ-CP".
_SPACES = pattern(r"(?<=[-/])[-/]+|(?<=[-/])\s+|(?<!\s)\s++(?=[-/])|(?<=\d)\s+(?=[a-zđ](?:$|[-/]))")
#: A slash that was lost behind a year: "33/2015QĐ-TTg".
_LOST_SLASH = pattern(r"(?<=[/-](?:19|20)\d\d)(?=[a-zđ]{2,4}-)")
#: "QH15": the body and its term.
_TERM = pattern(r"(?P<body>\p{L}+?)(?P<term>\d{1,2})")
_CODE_MARKS = pattern(r"[-/–]")


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


@cache
def type_codes() -> frozenset[str]:
    """Return the abbreviations of the kinds of documents, folded: "nq", "tttl", "ttr"."""
    return frozenset(fold(code) for row in table("documents")["kind"] for code in row["codes"])


def read_number(number: str) -> DocumentNumber | None:
    """Take a number apart; None if it is not a document number.

    >>> read_number("57- NQ/TW")
    DocumentNumber(serial='57', year=None, type='nq', body='tw', term=None, party=True)
    >>> read_number("05/2007/NQ.HĐND").type
    'nq'
    """
    tight = _LOST_SLASH.sub("/", _SPACES.sub("", fold(number.replace("\xad", "-")).strip()))
    found = _PARTS.fullmatch(tight)
    if found is None:
        return None
    head, rest = found["head"], found["rest"]
    if head is not None and head not in type_codes():
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


def split_code(code: str) -> tuple[str | None, str | None]:
    """Split the code of a number, as written, into the type and the issuer.

    >>> split_code("NQ-HĐND"), split_code("NQ.HĐND"), split_code("QH15"), split_code("NQLT-CP-UBTVQH")
    (('NQ', 'HĐND'), ('NQ', 'HĐND'), (None, 'QH15'), ('NQLT', 'CP-UBTVQH'))
    """
    kind, *issuer = _CODE_MARKS.split("".join(code.split()).strip("."))
    if issuer:
        return kind, "-".join(issuer)
    kind, dot, after = kind.partition(".")
    return (kind, after) if dot and fold(kind) in type_codes() else (None, f"{kind}{dot}{after}")
