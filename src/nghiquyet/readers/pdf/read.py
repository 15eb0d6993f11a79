"""Read PDFs: lines from the places of letters, tables from the rules drawn around cells, scans by OCR.

A PDF has no paragraphs. Every line of the page is a line of the text; a blank line stands where the page leaves more
room than between the lines of one paragraph. What a line start means is for the outline to decide.
"""

from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...collection import few_collections
from ...errors import UnreadableSource
from ...layout import Reading
from ...limits import in_force
from ..encodings.fonts import Fonts
from ..writer import Writer
from .drawings import TooManyObjects
from .letters import Fonts as PageFonts
from .page import BROKEN, Page, read_page
from .write import Pages

_END, _TAIL = b"%%EOF", 2048  # what a PDF ends with; programs may write a little behind it
_FEW_LETTERS = 20  # a page with fewer, under pictures, is a scan
_PICTURED = 0.5
_TOLD = 0.97  # of the letters of a page: with fewer known ones its picture tells more
_READABLE = 0.5  # of the letters of a file: with fewer known ones it is refused


@few_collections()
def read_pdf(data: bytes, name: str, scanned: Callable[[], None] = lambda: None) -> Reading:
    """Read a PDF; pages that are pictures are read by OCR if it is installed, else left out with a note.

    So are pages whose letters the file does not tell; without OCR U+FFFD stands for each of them. *scanned* is called
    after each page of OCR, which takes as long as reading a whole document.

    Raises:
        UnreadableSource: It is encrypted, broken, without pages, or nothing in it can be read here.
        LimitExceeded: It has too many pages or objects.
    """
    document = _open(data, name)
    try:
        pages = list(_pages(document, name))
        fonts = Fonts()
        writer = Writer()
        _decode(pages, fonts, writer)
        pictures = _by_picture(document, pages, name, writer, scanned)
        _refuse_unknown(pages, pictures, name)
        _tell_ways(pages, pictures, writer)
        written = Pages([BROKEN if at in pictures or _is_scan(page) else page for at, page in enumerate(pages)])
        for at, page in enumerate(pages):
            if at in pictures:
                _add_reading(pictures[at], writer)
            elif not _is_scan(page):
                _tell(page, at + 1, writer)
                written.write(at, writer)
        written.write_notes(writer)
        if _END not in data[-_TAIL:]:
            writer.note("file-truncated", "the mark of the end of a PDF is missing")
    finally:
        document.close()
    reading = writer.reading("pdf", encoding=fonts.encoding)
    if pictures:
        from ..ocr.labels import repair

        reading = repair(reading, frozenset(at + 1 for at in pictures))
    if not reading.text.strip():
        raise UnreadableSource(name, "a PDF without letters and without pictures of them")
    return reading


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise UnreadableSource(name, "encrypted: it opens only with a password") from error
        raise UnreadableSource(name, "a broken or truncated PDF") from error
    pages = len(document)
    if not 0 < pages <= in_force().pages:
        document.close()
        if pages:
            raise in_force().exceeded("pages", name, f"a PDF of {pages:,} pages")
        raise UnreadableSource(name, "a PDF without pages")
    return document


def _pages(document: pdfium.PdfDocument, name: str) -> Iterator[Page]:
    left, fonts = in_force().objects, PageFonts()
    for at in range(len(document)):
        try:
            page = read_page(document, at, left, fonts)
        except pdfium.PdfiumError:  # one broken page among others; its place is kept
            page = BROKEN
        except TooManyObjects:
            raise in_force().exceeded("objects", name, f"page {at + 1} of a PDF with very many objects") from None
        left -= page.objects
        yield page


def _decode(pages: list[Page], fonts: Fonts, writer: Writer) -> None:
    """Turn letters in fonts that are not Unicode (.VnTime, VNI-Times) into it; the places of pieces stay."""
    pieces = [piece for page in pages for piece in page.pieces]
    texts: dict[str, list[str]] = {}
    for piece in pieces:
        texts.setdefault(piece.font, []).append(piece.text)
    for font, said in texts.items():
        fonts.see_texts(font, said)
    fonts.decide(writer)
    if fonts.encoding is not None:
        for piece in pieces:
            piece.text = fonts.letters(piece.font, piece.text)


def _is_scan(page: Page) -> bool:
    """Tell whether a page is a picture; the stamps of signatures that lie over it are no letters of its own."""
    if page.pictures < _PICTURED:  # nearly always
        return False
    return sum(len(piece.text) for view in page.views for piece in view.pieces) < _FEW_LETTERS


def _by_picture(
    document: pdfium.PdfDocument, pages: list[Page], name: str, writer: Writer, scanned: Callable[[], None]
) -> dict[int, Reading]:
    """Return the readings of pages that only their picture tells, by page; empty where OCR is not installed."""
    scans = [at for at, page in enumerate(pages) if _is_scan(page)]
    untold = [at for at, page in enumerate(pages) if page.unknown > (1 - _TOLD) * page.letters and at not in scans]
    if not scans and not untold:
        return {}
    from ..ocr.read import MISSING, find_tesseract, read_bitmap

    if find_tesseract() is None:
        if len(scans) == len(pages):
            raise UnreadableSource(name, f"scanned pages without letters: {MISSING}")
        for at in scans:
            writer.note("scanned-page", f"page {at + 1} is a picture and was left out: {MISSING}")
        return {}
    wanted = sorted((*scans, *untold))
    if len(wanted) > in_force().ocr_pages:
        raise in_force().exceeded("ocr_pages", name, f"a PDF of {len(wanted):,} pages to be read by OCR")
    found: dict[int, Reading] = {}
    for at in wanted:
        page = document[at]
        reading = read_bitmap(page, name, page_number=at + 1)
        page.close()
        if at in scans or reading.text.strip():
            found[at] = reading
        scanned()
    for at in set(untold) & found.keys():
        writer.note("letters-unknown", f"{_unknown(pages[at], at)}; it was read from its picture")
    return found


def _tell_ways(pages: list[Page], pictures: dict[int, Reading], writer: Writer) -> None:
    """Note which pages were read how, if it was not in one way."""
    ways: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        way = "read from pictures" if at in pictures else "left out" if _is_scan(page) else "by their own letters"
        ways.setdefault(way, []).append(at + 1)
    if len(ways) > 1:
        said = "; ".join(f"{way}: {_listed(numbers)}" for way, numbers in ways.items())
        writer.note("pages-read-differently", f"pages {said}")


def _listed(numbers: list[int]) -> str:
    """Return *numbers* as "1-3, 7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("-".join(map(str, span)) for span in spans)


def _refuse_unknown(pages: list[Page], pictures: dict[int, Reading], name: str) -> None:
    """Raise `UnreadableSource` if most letters of the file are not known, and no picture told them."""
    from ..ocr.read import MISSING

    if pictures:
        return
    letters, unknown = sum(page.letters for page in pages), sum(page.unknown for page in pages)
    if letters and unknown > (1 - _READABLE) * letters:
        raise UnreadableSource(name, f"its fonts do not tell which letters their signs are: {MISSING}")


def _unknown(page: Page, at: int) -> str:
    return f"{page.unknown} of {page.letters} signs on page {at + 1} stand for no known letter"


def _tell(page: Page, number: int, writer: Writer) -> None:
    here = writer.line
    if page.hidden:
        writer.note("hidden-letters", f"the letters of page {number} are an invisible layer over a picture", here)
    if page.unknown:
        writer.note("letters-unknown", _unknown(page, number - 1), here)
    if len(page.views) > 1 or page.askew:
        writer.note("turned-text", f"text in another direction stands at the end of page {number}", here)
    if not page.pieces and 0 < page.pictures < _PICTURED:
        writer.note("scanned-page", f"page {number} holds pictures and no letters", here)


def _add_reading(reading: Reading, writer: Writer) -> None:
    first = writer.line
    for number, text in enumerate(reading.text.split("\n")):
        writer.paragraph(text, reading.layout[number], tight=bool(number))
    for note in reading.notes:
        writer.note(note.code, note.message, first if note.line is None else first + note.line)
