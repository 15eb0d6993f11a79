"""Doubts as values: what was seen, where, and under which permanent code."""

from attrs import frozen

from .tree import Span

#: Every code that the library can report, with the sentence that explains it. Codes are permanent;
#: ``docs/diagnostics.md`` has one heading for each.
CODES: dict[str, str] = {
    # Readers of pages.
    "page-around-document": "What a web site put around the document was left out.",
    "deleted-text": "Words that the file marks as deleted were left out.",
}


@frozen
class Diagnostic:
    """One doubt about a document.

    Attributes:
        code: A permanent kebab-case name, a key of `CODES`.
        message: One lower-case clause that quotes the words at fault.
        span: Where in ``Document.text``.
    """

    code: str
    message: str
    span: Span
