"""Doubts as values: what was seen, where, and under which permanent code."""

from attrs import frozen

from .tree import Span

#: Every code that the library can report, with the sentence that explains it. Codes are permanent;
#: ``docs/diagnostics.md`` has one heading for each.
CODES: dict[str, str] = {
    # Readers of Word documents.
    "tracked-changes-accepted": "The file holds tracked changes; it was read as if all were accepted.",
    "hidden-text-left-out": "Words that the file hides were left out.",
    "running-head-left-out": "The words of a page header or footer were left out.",
    "contents-left-out": "A generated table of contents was left out.",
    "footnotes-at-end": "Footnotes stand at the end of the text, and their marks were left out.",
    "pictures-not-read": "The file holds pictures, whose words were not read.",
    "embedded-files-ignored": "Files inside the file were not opened.",
    "macros-ignored": "The file carries macros, which were not run.",
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
