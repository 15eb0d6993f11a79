"""Listings for people: the lines of a file with their hints, and the formats that can be read here."""

from importlib.util import find_spec
from shutil import which

from ..layout import Hints, Reading
from . import FORMATS


def layout_listing(reading: Reading) -> str:
    """Return the lines of *reading*, numbered, with the hints of each: the debugger of every reader.

    >>> from nghiquyet.readers import Hints, Writer
    >>> page = Writer()
    >>> page.paragraph("II- MỤC TIÊU", Hints(paragraph=4, style="Heading 1", bold=True, label="II-"))
    >>> print(layout_listing(page.reading("docx")))
    # docx
        1 p4 "Heading 1" bold label=II- | II- MỤC TIÊU
    """
    encoding = f", {reading.encoding}" if reading.encoding else ""
    listing = [f"# {reading.format}{encoding}"]
    for note in reading.notes:
        where = "" if note.line is None else f"line {note.line + 1}: "
        listing.append(f"# {where}{note.code}: {note.message}")
    lines = reading.text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    for number, line in enumerate(lines):
        hints = describe(reading.layout[number])
        listing.append(f"{number + 1:5d} {hints}{' ' if hints else ''}| {line}".rstrip())
    return "\n".join(listing)


def describe(hints: Hints) -> str:
    """Return *hints* in one line; what is unknown is left out."""
    words: list[str] = []
    if hints.page is not None:
        words.append(f"page={hints.page}")
    if hints.part != "body":
        words.append(hints.part)
    if hints.confidence is not None:
        words.append(f"ocr={hints.confidence}")
    if hints.paragraph is not None:
        words.append(f"p{hints.paragraph}")
    if hints.style:
        words.append(f'"{hints.style}"')
    words += [word for word, said in (("bold", hints.bold), ("centred", hints.centred)) if said]
    if hints.indent:
        words.append(f"indent={hints.indent}pt")
    if hints.label:
        words.append(f"label={hints.label}")
    for cell in hints.cells:
        size = f"+{cell.columns}x{cell.rows}" if (cell.columns, cell.rows) != (1, 1) else ""
        words.append(f"t{cell.table}[{cell.row},{cell.column}{size}]")
    return " ".join(words)


def formats_table() -> tuple[tuple[str, str, bool, str], ...]:
    """Return a row for each format: its name, what it is, whether this installation reads it, how to install it."""
    rows: list[tuple[str, str, bool, str]] = []
    titles: dict[str, list[str]] = {}
    for form in FORMATS:
        titles.setdefault(form.name, []).append(form.title)
    for form in FORMATS:
        if any(form.name == row[0] for row in rows):
            continue
        there = all(find_spec(module) for module in form.needs) and _written(form.home)
        wanted = f'pip install "nghiquyet[{form.extra}]"' if form.extra else 'pip install "nghiquyet"'
        if form.program:
            there, wanted = there and which(form.program) is not None, f"install {form.program}"
        rows.append((form.name, ", ".join(dict.fromkeys(titles[form.name])), there, "" if there else wanted))
    return tuple(rows)


def _written(home: str) -> bool:
    return find_spec(f"{__package__}.{home.split(':')[0]}") is not None
