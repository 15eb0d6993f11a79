"""Read pictures of pages: tesseract with the Vietnamese data of its own project, both from the system's packages.

Tesseract runs as a program of its own, with a time limit, on bytes that it gets from us; nothing is written to disk.
Page segmentation mode 3 (automatic) keeps the two columns of a letterhead apart; mode 6 does not.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from ...errors import UnreadableSource
from ...layout import Hints, Reading
from ...limits import in_force, more_time
from ..pdf.lines import GAP, Line, Piece
from ..pdf.order import reading_order
from ..writer import Writer
from .labels import repair

if TYPE_CHECKING:
    import pypdfium2 as pdfium

#: What to tell a person who has no OCR.
MISSING = "install tesseract with its Vietnamese data (Debian, Ubuntu: tesseract-ocr tesseract-ocr-vie)"

DPI = 300
_MAX_PIXELS = 60_000_000
_SURE = 70  # of 100: a number read with less is reported
_READABLE = 40  # of 100: a page read with less is noise, and is left out; printed pages reach 90
_MAX_DOUBTS = 50


@frozen
class Word:
    """A word on a picture: its line (page, block, paragraph, line), its place in pixels, the confidence of 100."""

    line: tuple[int, int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


@cache
def find_tesseract() -> str | None:
    """Return the path of a tesseract that knows Vietnamese, None if there is none."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "vie" in listed.stdout.split() else None


def read_image(data: bytes, name: str) -> Reading:
    """Read a picture of a page (.png, .jpg, .tif of several pages).

    Raises:
        UnreadableSource: Tesseract is not there, cannot open the picture, or takes too long.
    """
    writer = Writer()
    write_words(recognize(data, name), writer)
    reading = repair(writer.reading("image"))
    if not reading.text:
        raise UnreadableSource(name, "a picture in which no letters were found")
    return reading


def read_bitmap(page: "pdfium.PdfPage", name: str, *, page_number: int) -> Reading:
    """Read a page of a PDF from its picture."""
    picture, dpi = picture_of(page)
    writer = Writer()
    write_words(recognize(picture, name, dpi=dpi), writer, first_page=page_number, dpi=dpi)
    return writer.reading("pdf")


def picture_of(page: "pdfium.PdfPage", dpi: int = DPI) -> tuple[bytes, int]:
    """Return a picture of *page* (portable graymap) and its resolution: less than *dpi* for a huge page."""
    width, height = page.get_size()
    scale = min(dpi / 72, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[at : at + bitmap.width] for at in range(0, len(rows), bitmap.stride))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows, round(scale * 72)


def recognize(picture: bytes, name: str, *, dpi: int = DPI) -> list[Word]:
    """Return the words on *picture*, in reading order."""
    program = find_tesseract()
    if program is None:
        raise UnreadableSource(name, f"a picture: {MISSING}")
    command = [program, "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(dpi), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads cost more than they gain
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        _limit_memory(process.pid)
        try:
            out, _ = process.communicate(picture, timeout=in_force().seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise in_force().exceeded("seconds", name, "OCR of a page takes longer than is allowed") from error
    more_time()
    if process.returncode:
        raise UnreadableSource(name, "a broken picture, or one of a form that tesseract cannot open")
    return list(_words(out.decode("utf-8", "replace")))


def _limit_memory(pid: int) -> None:
    """Keep a picture that unfolds to something huge from taking the machine down (Linux only)."""
    try:
        import resource

        memory = in_force().memory_bytes
        resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))
    except (ImportError, AttributeError, OSError):  # no such limit on this system, or the program has ended already
        return


def _words(table: str) -> Iterator[Word]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            _, page, block, paragraph, line, _, left, top, width, height = map(int, cells[:10])
            yield Word((page, block, paragraph, line), left, top, width, height, float(cells[10]), cells[11].strip())


def write_words(words: list[Word], writer: Writer, *, first_page: int = 1, dpi: int = DPI) -> None:
    """Write *words* as lines, a blank line between paragraphs, with notes on how sure tesseract is."""
    doubts = 0
    for number, on_page in groupby(words, key=lambda word: word.line[0]):
        page = list(on_page)
        at_page = first_page + number - 1
        mean = _confidence(page)
        if mean < _READABLE:
            message = f"page {at_page} is a picture in which no words could be made out: confidence {mean} of 100"
            writer.note("scanned-page", message, writer.line)
            continue
        message = f"page {at_page} was read from a picture with mean confidence {mean} of 100"
        writer.note("ocr", message, writer.line + bool(writer.line))
        left, right = min(word.left for word in page), max(word.left + word.width for word in page)
        paragraph: tuple[int, ...] = ()
        for block in reading_order(_lines(page)):
            for line in block.lines:
                doubtful = [piece for piece in line.pieces if isinstance(piece, _Read)]
                here = doubtful[0].word.line[:3]
                off = abs(line.x0 + line.x1 - left - right) / 2
                hints = Hints(
                    centred=None if block.column else off < line.size and line.x0 - left > 2 * line.size,
                    indent=round((line.x0 - left) * 72 / dpi),
                    page=at_page,
                    confidence=_confidence([piece.word for piece in doubtful]),
                )
                writer.paragraph(line.text, hints, tight=here == paragraph)
                paragraph = here
                for word in (piece.word for piece in doubtful):
                    if word.confidence < _SURE and re.search(r"\d", word.text) and doubts < _MAX_DOUBTS:
                        doubts += 1
                        message = f'"{word.text}" was read from a picture with confidence {word.confidence:.0f} of 100'
                        writer.note("ocr-number", message, writer.line - 1)


def _confidence(words: list[Word]) -> int:
    """Return the mean confidence of the letters of *words*."""
    return round(sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words))


@define
class _Read(Piece):
    """A piece of text that is a word which tesseract read."""

    word: Word = field(kw_only=True)


def _lines(words: list[Word]) -> list[Line]:
    """Return the lines of a page, top down; where tesseract ran two columns into one line, they are parted again."""
    lines: list[Line] = []
    for _, on_line in groupby(words, key=lambda word: word.line):
        row = list(on_line)
        base = -float(median(word.top + word.height for word in row))
        size = 1.3 * median(word.height for word in row)
        pieces = [_Read(w.text, w.left, w.left + w.width, base, size, False, "", word=w) for w in row]
        start = 0
        for at in range(1, len(pieces) + 1):
            if at == len(pieces) or pieces[at].x0 - pieces[at - 1].x1 > GAP * size:
                lines.append(Line(list(pieces[start:at]), base, size))
                start = at
    return sorted(lines, key=lambda line: (-line.y, line.x0))
