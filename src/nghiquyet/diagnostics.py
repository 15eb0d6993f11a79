"""Doubts as values: what was seen, where, and under which permanent code."""

from attrs import frozen

from .text.spans import Span

#: Every code that the library can report, with the sentence that explains it. Codes are permanent;
#: ``docs/diagnostics.md`` has one heading for each.
CODES: dict[str, str] = {
    # Encodings.
    "encoding-converted": "The letters were in an older encoding, told by its syllables, and were converted.",
    "encoding-doubtful": "The bytes are in no encoding that the words speak for; letters may be wrong.",
    "encoding-damaged": "Some bytes are not valid in the encoding of the file; U+FFFD stands there.",
    "font-name-misleads": "The name of a font says one encoding, its words another; the words were followed.",
    "no-words": "The file holds no words.",
    "file-truncated": "The file ends before its format says that it does; words may be missing at the end.",
    "letter-look-alike": "A letter that looks like one of Vietnamese stands in its place and was read as it.",
    # Readers of Word documents.
    "read-by-conversion": "The file was converted by another program before it was read.",
    "tracked-changes-accepted": "The file holds tracked changes; it was read as if all were accepted.",
    "hidden-text-left-out": "Words that the file hides were left out.",
    "running-head-left-out": "The words of a page header or footer were left out.",
    "comments-left-out": "Comments of reviewers were left out.",
    "contents-left-out": "A generated table of contents was left out.",
    "footnotes-at-end": "Footnotes and endnotes stand at the end of the text, apart from the outline.",
    "pictures-not-read": "The file holds pictures, whose words were not read.",
    "embedded-files-ignored": "Files inside the file were not opened.",
    "macros-ignored": "The file carries macros, which were not run.",
    # Readers of pages.
    "page-around-document": "What a web site put around the document was left out.",
    "scanned-page": "A page is a picture without letters; it was left out, or read by OCR.",
    "pages-read-differently": "Some pages were read by their letters, others from pictures, or left out.",
    "ocr": "Letters were read from a picture, with the confidence that is stated.",
    "ocr-number": "A number was read from a picture with little confidence.",
    "ocr-label": "A list label that OCR misread was set right from its neighbours.",
    "hidden-letters": "The letters of a page are an invisible layer that a scanner put there.",
    "letters-unknown": "A font of the file does not tell which letters its signs are.",
    "turned-text": "Text that runs in another direction than the rest of its page stands after it.",
    "table-doubtful": "The columns of a table are not sure: no lines between them, or heads or cells that do not fit.",
    # Facts.
    "number-parted": "Digits with a gap between them are one number or two; no value was read there.",
    "words-run-together": "Words stand without the blank between them; they were read with it.",
    # The outline.
    "number-gap": "A number or letter of a list is missing.",
    "number-duplicate": "A number or letter comes twice in a list.",
    "number-inverted": "A number or letter comes after a higher one of its list.",
    "number-restarts": "A list begins again in the same unit.",
    "list-starts-late": "A list does not begin with its first number or letter.",
    "level-skipped": "A number of several steps has no unit to stand in.",
    "marker-as-text": "What looks like a marker was read as text.",
    "mixed-markers": "A list is marked in more than one way.",
    "text-before-first-marker": "The body begins with text that stands in no unit.",
    "unclosed-quotation": "A quotation with markers of its own is not closed.",
    "empty-unit": "A marker has no words, and nothing stands in its unit.",
    "frame-word-misread": "A word of the frame has one wrong letter and was taken for what it stands for.",
    "too-deep": "Units stand deeper in one another than any outline goes.",
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
