"""Word documents made from the sources: paragraphs, tables, automatic numbers."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_COLUMNS = re.compile(r"(?<=\S) {3,}(?=\S)")
_MARKERS = re.compile(r"(?:[IVX]+\.|\d+\.|[a-z]\)|[-+])\s+")
_OPENS = re.compile(r"(?:[IVX]+\.|\d+\.|\(\d+\)|[-*])\s")
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"), ("bullet", "+"))


def word_file(text: str, *, width: int = 0, numbered: bool = False) -> bytes:
    """Return the .docx of a source: paragraphs, tables, and the letterhead and the last page in two columns.

    *width* is where its lines are wrapped by hand, 0 if they are not; *numbered* has its labels made by Word.
    """
    word = Document()
    if numbered:
        _define_lists(word)
    tail = False
    for block in blocks(text, width):
        if "|" in block[0]:
            _table(word, [[cell.strip() for cell in _unframed(line).split("|")] for line in block])
        elif any(_COLUMNS.search(line.strip()) for line in block):
            _table(word, [list(_columns(block))])
        else:
            tail = tail or block[0].startswith(("Nơi nhận", "PHỤ LỤC"))
            for line in block:
                _paragraph(word, line, listed=numbered and not tail)
    return _fixed(word)


def blocks(text: str, width: int = 0) -> Iterator[list[str]]:
    """Yield the paragraphs of a source, those between two blank lines together, the rows of a table by themselves.

    Where the lines are wrapped, a paragraph is put together again, and page breaks are left out.
    """
    block: list[str] = []
    lines = iter(text.splitlines())
    room = 0  # what the line before had left
    for line in lines:
        if width and re.fullmatch(r"\d+", line):
            next(lines)  # a page number and the running head below it
            continue
        if block and (not line.strip() or ("|" in line) != ("|" in block[0])):
            yield block
            block = []
        if not line.strip():
            continue
        if width and block and line[0] not in " |" and not _OPENS.match(line) and len(line.split()[0]) >= room:
            block[-1] += f" {line}"
        else:
            block.append(line)
        room = width - len(line)
    if block:
        yield block


def _unframed(row: str) -> str:
    return row[1:-1] if row.startswith("|") else row


def _columns(block: list[str]) -> tuple[str, str]:
    """Return the two columns of a letterhead or of a last page; a line of one column is of the nearer one."""
    left, right = [], []
    for line in block:
        parts = _COLUMNS.split(line.strip(), maxsplit=1)
        if len(parts) == 1 and len(line) - len(line.lstrip()) > 30:
            parts.insert(0, "")
        left += parts[:1]
        right += parts[1:]
    return "\n".join(filter(None, left)), "\n".join(right)


def _paragraph(word: Any, line: str, *, listed: bool) -> None:
    paragraph = word.add_paragraph()
    marker = _MARKERS.match(line) if listed else None
    if marker:
        level = next(n for n, label in enumerate("I1a-+") if _same_form(label, line[0]))
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    paragraph.add_run(line[marker.end() if marker else 0 :].strip())
    if line.startswith(" " * 8):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _same_form(label: str, first: str) -> bool:
    return (
        first == label
        or (label.isdigit() and first.isdigit())
        or (label == "I" and first in "VX")
        or (label == "a" and first.islower())
    )


def _define_lists(word: Any) -> None:
    """Define one list of five levels: "I.", "1.", "a)", "-", "+"."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(_LEVELS)
    )
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _table(word: Any, rows: list[list[str]]) -> None:
    table = word.add_table(len(rows), max(map(len, rows)))
    for made, cells in zip(table.rows, rows, strict=True):
        for place, words in zip(made.cells, cells, strict=False):
            first, *more = words.split("\n")
            place.paragraphs[0].add_run(first)
            for line in more:
                place.add_paragraph(line)


def _fixed(word: Any) -> bytes:
    """Return the file's bytes, with no trace of when and by whom it was made."""
    core = word.core_properties
    core.author = core.last_modified_by = core.comments = core.title = ""
    core.revision, core.created, core.modified = 1, datetime(2026, 1, 1), datetime(2026, 1, 1)
    saved, out = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
