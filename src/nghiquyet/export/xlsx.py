"""A workbook: a sheet a layer, numbers as numbers, dates as dates, a link from each fact to its sentence.

No cell is a formula: XlsxWriter writes strings as strings, whatever they begin with.
"""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any

from ..document import Document
from ..errors import NghiquyetError
from .cells import writable
from .columns import COLUMNS, Value, columns
from .rows import Row, one_line, rows
from .sentences import Sentences

#: The sheets of facts; the sheet "text" stands after them.
SHEETS = ("documents", "targets", "tasks", "assignments", "times", "references", "links", "diagnostics")
TEXT = "text"
_TEXT_COLUMNS = ("file", "address", "sentence")
_LONGEST = 32_767  # what Excel holds in a cell
_MOST_ROWS = 1_048_576
_MOST_LINKS = 65_530
_WIDTHS = {"file": 24, "indicator": 44, "sentence": 60, "text": 60, "task": 60, "what": 60, "heading_path": 40}


class TooManyRows(NghiquyetError, ValueError):
    """More rows than a sheet holds."""


def write_xlsx(documents: Iterable[Document], stream: IO[bytes], *, layer: str | None = None, **_: Any) -> None:
    """Write *documents* as one workbook, of one *layer* and its sentences or of all.

    Raises `ImportError` without XlsxWriter, `TooManyRows` for too many.
    """
    import xlsxwriter

    # In memory first: a reader who goes, or a full disk, leaves XlsxWriter with half a file that it complains about.
    packed = BytesIO()
    # The file says when it was created; the same documents give the same bytes.
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheets = {each: _Sheet(book, each, columns(each)) for each in ((layer,) if layer else SHEETS)}
    text = _Sheet(book, TEXT, dict.fromkeys(_TEXT_COLUMNS, str))
    for document in documents:
        lines = _write_text(document, text)
        for each, sheet in sheets.items():
            for row in rows(document, each):
                sheet.add(row, lines.get(row.get("start")))
    for sheet in (*sheets.values(), text):
        sheet.finish()
    book.close()
    stream.write(packed.getbuffer())


def _write_text(document: Document, sheet: "_Sheet") -> dict[Value, int]:
    """Write the sentences; return, for the place where each fact begins, the row of its sentence."""
    sentences = Sentences(document)
    line_of: dict[int, int] = {}
    for piece in sentences.pieces:
        place = document.addresses.holding(piece)
        line_of[piece.start] = sheet.count
        words = one_line(document.text[piece.start : piece.end])
        sheet.add({"file": document.source.name, "address": place.address if place else None, "sentence": words})
    layers = (getattr(document, layer) for layer in SHEETS if layer != "documents")
    spans = [fact.span for facts in layers for fact in facts]
    return {span.start: line_of[at] for span in spans if (at := sentences.around(span).start) in line_of}


class _Sheet:
    """A sheet that is being written.

    Attributes:
        count: The number of the row to come, the header being 0.
    """

    def __init__(self, book: Any, name: str, types: dict[str, type]) -> None:
        self._sheet = book.add_worksheet(name)
        self._types = types
        self._head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._links = 0
        self.count = 1
        for at, (title, kind) in enumerate(types.items()):
            self._sheet.write_string(0, at, title, self._head)
            if name in COLUMNS and title in COLUMNS[name]:
                self._sheet.write_comment(0, at, COLUMNS[name][title].meaning, {"visible": False})
            self._sheet.set_column(at, at, _WIDTHS.get(title, 11 if kind is not str else 16))

    def add(self, row: Row, sentence: int | None = None) -> None:
        """Write *row*; its cell "sentence" leads to row *sentence* of the sheet "text"."""
        if self.count >= _MOST_ROWS:
            raise TooManyRows(f"a sheet holds {_MOST_ROWS:,} rows: export fewer documents, or .csv or .parquet")
        for at, name in enumerate(self._types):
            value = row.get(name)
            if name == "sentence" and sentence is not None and self._links < _MOST_LINKS and value:
                self._links += 1
                words = _cell_text(str(value))
                self._sheet.write_url(self.count, at, f"internal:'{TEXT}'!C{sentence + 1}", string=words)
            else:
                self._write(at, value)
        self.count += 1

    def _write(self, at: int, value: Value) -> None:
        if value is None:
            return
        if isinstance(value, date):
            if value.year >= 1900:  # the first year that Excel counts
                self._sheet.write_datetime(self.count, at, value, self._day)
            else:
                self._sheet.write_string(self.count, at, value.isoformat())
        elif isinstance(value, bool):
            self._sheet.write_boolean(self.count, at, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self.count, at, value)
        else:
            self._sheet.write_string(self.count, at, _cell_text(value))

    def finish(self) -> None:
        """Freeze the header and let every column be filtered."""
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, max(self.count - 1, 1), len(self._types) - 1)


def _cell_text(text: str) -> str:
    """Return *text* as a cell can hold it."""
    text = writable(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
