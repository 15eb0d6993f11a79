"""Doubts as values: what was seen, where, and under which permanent code."""

from attrs import frozen

from .tree import Span

#: Every code that the library can report, with the sentence that explains it. Codes are permanent;
#: ``docs/diagnostics.md`` has one heading for each.
CODES: dict[str, str] = {}


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
