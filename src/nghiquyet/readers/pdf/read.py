"""Read PDFs: lines from the places of letters, tables from the rules drawn around cells, scans by OCR.

A PDF has no paragraphs. Every line of the page is a line of the text; a blank line stands where the page leaves more
room than between the lines of one paragraph. What a line start means is for the outline to decide.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from attrs import evolve, frozen

from ...errors import UnreadableSource
from ...layout import Cell, Hints, Part, Reading
from ...limits import in_force
from ..encodings.fonts import Fonts
from ..writer import Writer
from .drawings import TooManyObjects
from .grid import Grid, find_grids
from .lines import Line, build_lines
from .order import Block, reading_order
from .page import Page, read_page
from .running_heads import mark_heads

_FEW_LETTERS = 20  # a page with fewer, under pictures, is a scan
_PICTURED = 0.5
_ALIGNED = 3  # lines that begin at one place have that indent
_ROOM = 1.3  # times the usual distance of lines: more of it parts paragraphs


@frozen
class _Sheet:
    """A page taken apart: its tables, and its lines outside them, top down."""

    page: Page
    grids: list[Grid]
    lines: list[Line]
    scanned: bool


@frozen
class _Frame:
    """Where the text of a page begins and ends, and at which places several lines begin."""

    left: float
    right: float
    starts: frozenset[int]

    def centres(self, line: Line) -> bool:
        """Tell whether *line* stands in the middle, and not by chance: lines with its indent are no centred ones."""
        off = abs((line.x0 + line.x1) - (self.left + self.right)) / 2
        return off < 0.5 * line.size and line.x0 - self.left > line.size and round(line.x0) not in self.starts


def read_pdf(data: bytes, name: str, scanned: Callable[[], None] = lambda: None) -> Reading:
    """Read a PDF with letters in it; scanned pages are read by OCR if it is installed, else left out with a note.

    *scanned* is called after each page of OCR, which takes as long as reading a whole document.

    Raises:
        UnreadableSource: It is encrypted, broken, without pages, or made of scans that cannot be read here.
    """
    document = _open(data, name)
    try:
        pages = list(_pages(document, name))
        fonts = Fonts()
        writer = Writer()
        _decode(pages, fonts, writer)
        sheets = [_sheet(page) for page in pages]
        scans = [at for at, sheet in enumerate(sheets) if sheet.scanned]
        read_by_ocr = _read_scans(document, scans, name, len(scans) == len(sheets), writer, scanned)
        _write(sheets, read_by_ocr, writer)
    finally:
        document.close()
    reading = writer.reading("pdf", encoding=fonts.encoding)
    if read_by_ocr:
        from ..ocr.labels import repair

        reading = repair(reading, frozenset(at + 1 for at in read_by_ocr))
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
    left = in_force().objects
    for at in range(len(document)):
        try:
            page = document[at]
        except pdfium.PdfiumError:  # one broken page among others; its place is kept
            yield Page(0, 0, [], [], [], [])
            continue
        try:
            read = read_page(page, left)
        except TooManyObjects:
            raise in_force().exceeded("objects", name, f"page {at + 1} of a PDF with very many objects") from None
        left -= read.objects
        yield read
        page.close()


def _decode(pages: list[Page], fonts: Fonts, writer: Writer) -> None:
    """Turn letters in fonts that are not Unicode (.VnTime, VNI-Times) into it; the places of pieces stay."""
    pieces = [piece for page in pages for piece in (*page.pieces, *page.turned)]
    for piece in pieces:
        fonts.see_run(piece.font, piece.text)
    fonts.decide(writer)
    for piece in pieces:
        piece.text = fonts.letters(piece.font, piece.text)


def _sheet(page: Page) -> _Sheet:
    grids, loose = find_grids(page)
    letters = sum(len(piece.text) for piece in page.pieces)
    scanned = letters < _FEW_LETTERS and page.pictures >= _PICTURED
    return _Sheet(page, grids, build_lines(loose), scanned)


def _read_scans(
    document: pdfium.PdfDocument,
    scans: list[int],
    name: str,
    everything: bool,
    writer: Writer,
    scanned: Callable[[], None],
) -> dict[int, Reading]:
    """Return the readings of scanned pages, by page; empty where OCR is not installed."""
    if not scans:
        return {}
    from ..ocr.read import MISSING, find_tesseract, read_bitmap

    if find_tesseract() is None:
        if everything:
            raise UnreadableSource(name, f"scanned pages without letters: {MISSING}")
        for at in scans:
            writer.note("scanned-page", f"page {at + 1} is a picture and was left out: {MISSING}")
        return {}
    if len(scans) > in_force().ocr_pages:
        raise in_force().exceeded("ocr_pages", name, f"a PDF of {len(scans):,} scanned pages")
    found: dict[int, Reading] = {}
    for at in scans:
        found[at] = read_bitmap(document[at], name, page_number=at + 1)
        scanned()
    return found


def _write(sheets: list[_Sheet], read_by_ocr: dict[int, Reading], writer: Writer) -> None:
    heads = mark_heads([(sheet.page.height, sheet.lines) for sheet in sheets])
    pitch = _pitch([sheet.lines for sheet in sheets])
    tables = _Tables()
    for at, (sheet, parts) in enumerate(zip(sheets, heads, strict=True)):
        page = at + 1
        if at in read_by_ocr:
            _add_reading(read_by_ocr[at], writer)
            continue
        _tell(sheet.page, page, writer)
        frame = _frame(sheet.lines)
        head = [line for line in sheet.lines if parts.get(id(line)) == "header"]
        foot = [line for line in sheet.lines if parts.get(id(line)) == "footer"]
        body = [line for line in sheet.lines if id(line) not in parts]
        _add_lines([Block(head)], frame, page, writer, pitch, "header", goes_on=True)
        notes_at = _notes_rule(sheet)
        first = True
        for grid, above in _between(sheet.grids, [line for line in body if line.y >= notes_at]):
            for kept in reading_order(above):
                if kept.rows:
                    tables.write_rows(kept.rows, page, writer)
                else:
                    _add_lines([kept], frame, page, writer, pitch, goes_on=first)
                first = False
            if grid:
                tables.write(grid, page, writer)
        _add_lines([Block([line for line in body if line.y < notes_at])], frame, page, writer, pitch, "footnote")
        _add_lines([Block(build_lines(sheet.page.turned))], frame, page, writer, pitch)
        _add_lines([Block(foot)], frame, page, writer, pitch, "footer", goes_on=True)


def _add_lines(
    blocks: list[Block], frame: _Frame, page: int, writer: Writer, pitch: float, part: Part = "body", *,
    goes_on: bool = False,
) -> None:  # fmt: skip
    """Write *blocks*; with *goes_on* the first line may go on with a paragraph of the page before."""
    for number, block in enumerate(blocks):
        if block.doubtful:
            words = block.lines[0].text[:40]
            writer.note("table-doubtful", f'columns without rules were read as lines, from "{words}"', writer.line)
        last: Line | None = None
        for line in block.lines:
            text = line.text
            if not text:
                continue
            room = last is not None and last.y - line.y > _ROOM * pitch * line.size
            hints = Hints(
                bold=line.bold,
                centred=None if block.column else frame.centres(line),
                indent=max(0, round(line.x0 - frame.left)),
                page=page,
                part=part,
            )
            tight = not room if last is not None else goes_on and not number
            writer.paragraph(text, hints, tight=tight)
            last = line


def _between(grids: list[Grid], lines: list[Line]) -> Iterator[tuple[Grid | None, list[Line]]]:
    """Yield each table with the lines above it, and at last the lines below all tables."""
    for grid in grids:
        yield grid, [line for line in lines if line.y > grid.top]
        lines = [line for line in lines if line.y <= grid.top]
    yield None, lines


def _pitch(pages: list[list[Line]]) -> float:
    """Return the usual distance of two lines, in heights of their font."""
    seen: Counter[float] = Counter()
    for lines in pages:
        for above, line in pairwise(lines):
            distance = (above.y - line.y) / line.size if line.size else 0.0
            if 0.9 < distance < 2.5:
                seen[round(distance * 20) / 20] += 1
    return max(seen, key=lambda one: (seen[one], -one)) if seen else 1.2


def _frame(lines: list[Line]) -> _Frame:
    """Return where the lines of a page begin and end, but for one in twenty."""
    if not lines:
        return _Frame(0.0, 0.0, frozenset())
    starts, ends = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    shared = Counter(round(start) for start in starts)
    common = frozenset(start for start, times in shared.items() if times >= _ALIGNED)
    return _Frame(starts[len(starts) // 20], ends[-1 - len(ends) // 20], common)


def _notes_rule(sheet: _Sheet) -> float:
    """Return the height of the short rule over the notes of a page, 0 without one."""
    if not sheet.lines:
        return 0.0
    sizes: Counter[float] = Counter()
    for line in sheet.lines:
        sizes[round(line.size)] += len(line.text)
    usual = max(sizes, key=lambda size: sizes[size])
    frame = _frame(sheet.lines)
    for rule in sheet.page.across:
        if abs(rule.start - frame.left) < 20 and 40 < rule.end - rule.start < 0.5 * (frame.right - frame.left):
            below = [line for line in sheet.lines if line.y < rule.at]
            if below and all(line.size < usual for line in below if line.y > 0.08 * sheet.page.height):
                return rule.at
    return 0.0


class _Tables:
    """Writes drawn tables; one that goes on at the top of the next page keeps its number."""

    def __init__(self) -> None:
        self._count = -1
        self._columns: tuple[int, ...] = ()
        self._page = self._row = 0

    def write_rows(self, rows: list[list[Line]], page: int, writer: Writer) -> None:
        """Write a table that has no rules."""
        self._count, self._columns = self._count + 1, ()
        for at, row in enumerate(rows):
            places = [Cell(table=self._count, row=at, column=column) for column in range(len(row))]
            writer.row([line.text for line in row], Hints(page=page), places)

    def write(self, grid: Grid, page: int, writer: Writer) -> None:
        columns = tuple(round(x / 4) for x in grid.columns)
        if columns != self._columns or page != self._page + 1:
            self._count, self._row = self._count + 1, 0
        self._columns, self._page = columns, page
        rows = max(cell.row for cell in grid.cells) + 1
        words = [[""] * (len(grid.columns) - 1) for _ in range(rows)]
        places = [
            [Cell(table=self._count, row=self._row + row, column=at) for at in range(len(grid.columns) - 1)]
            for row in range(rows)
        ]
        for cell in grid.cells:
            words[cell.row][cell.column] = " ".join(line.text for line in build_lines(cell.pieces))
            place = places[cell.row][cell.column]
            places[cell.row][cell.column] = evolve(place, columns=cell.columns, rows=cell.rows)
        for row in range(rows):
            writer.row(words[row], Hints(page=page), places[row])
        self._row += rows


def _tell(page: Page, number: int, writer: Writer) -> None:
    here = writer.line
    if page.hidden:
        writer.note("hidden-letters", f"the letters of page {number} are an invisible layer over a picture", here)
    if page.unknown:
        writer.note("letters-unknown", f"{page.unknown} signs on page {number} stand for no known letter", here)
    if page.turned:
        writer.note("turned-text", f"text that is turned stands at the end of page {number}", here)
    if not page.pieces and 0 < page.pictures < _PICTURED:
        writer.note("scanned-page", f"page {number} holds pictures and no letters", here)


def _add_reading(reading: Reading, writer: Writer) -> None:
    first = writer.line
    for number, text in enumerate(reading.text.split("\n")):
        writer.paragraph(text, reading.layout[number], tight=bool(number))
    for note in reading.notes:
        writer.note(note.code, note.message, first if note.line is None else first + note.line)
