"""Word documents (.docx): our own walk over the XML, with the list labels that Word shows."""

from itertools import dropwhile
from typing import TYPE_CHECKING

from attrs import evolve

from ...collection import few_collections
from ...errors import UnreadableSource
from ...layout import Hints, Reading
from ..encodings.fonts import OWN, Fonts
from ..page.table_rows import Line, write
from ..writer import Writer
from .load import open_docx, related, root_of
from .numbering import load_numbering
from .paragraph import Paragraph, Piece
from .styles import Styles
from .walk import Walk
from .xml import W, attribute, child, children, local

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element

_HEADS = 24  # so many paragraphs of headers and footers are looked at


@few_collections()
def read_docx(data: bytes, name: str) -> Reading:
    """Read a .docx: text with list labels as shown, tables in reading order, tracked changes as accepted.

    A page, a text or another document in place of paragraphs (altChunk) is read where it stands. Hidden text, running
    heads and tables of contents are left out of the text; footnotes and endnotes stand at its end. Macros, links and
    embedded files are not touched. A note says what was met.
    """
    document = open_docx(data, name)
    body = child(root_of(document, name), "body")
    if body is None:
        raise UnreadableSource(name, "the container holds no Word document")
    return _read(document, body, name)


def _read(document: "DocumentPart", body: "_Element", name: str) -> Reading:
    styles = Styles(_last(document, "styles", name))
    numbering = load_numbering(_last(document, "numbering", name), styles.lists())
    walk = Walk(styles, numbering, chunk=lambda key: _chunk(document, key, name))
    walk.forms = _note_forms(body)
    walk.story(body)
    notes = _footnotes(document, name, walk)
    heads = _running_heads(document, name, walk)
    fonts = Fonts()
    for paragraph in (*walk.paragraphs, *heads):
        fonts.see(paragraph)
    page = Writer()
    fonts.decide(page)
    write(lines_of(walk.paragraphs, fonts), page, frozenset(walk.scaffolding))
    _tell(walk, page, notes)
    _tell_heads(heads, fonts, page)
    if related(document, "vbaproject"):
        page.note("macros-ignored", "the document carries macros; they were not run")
    return page.reading("docx", encoding=fonts.encoding)


def _chunk(document: "DocumentPart", key: str, name: str) -> list[str] | None:
    """Return the lines of the file that stands under *key* in place of paragraphs, None if it cannot be read.

    A .docx in it is not opened: it might hold itself.
    """
    from .. import read, tell

    relation = document.rels.get(key)
    if relation is None or relation.is_external:
        return None
    blob = relation.target_part.blob
    try:
        if tell(blob, name).name not in ("html", "rtf", "text", "odt"):
            return None
        return [line for line in read(blob, name).text.split("\n") if line.strip()]
    except UnreadableSource:
        return None


def lines_of(paragraphs: list[Paragraph], fonts: Fonts) -> list[Line]:
    """Return the lines of *paragraphs* with their hints; a soft break begins a new line of the same paragraph."""
    lines: list[Line] = []
    for number, paragraph in enumerate(paragraphs):
        label, text = fonts.words(paragraph)
        spoken = [piece for piece in paragraph.pieces if any(map(str.isalpha, piece.text))]
        setting, listed = paragraph.setting, paragraph.label.indent if paragraph.label else None
        given = None if setting.left is None and setting.first is None else (setting.left or 0) + (setting.first or 0)
        indent = given if given is not None else listed
        cells = (paragraph.cell,) if paragraph.cell is not None else ()
        for at, line in enumerate(text.split("\n")):
            line = line.strip()
            if not line:
                continue
            hints = Hints(
                paragraph=number,
                style=paragraph.style,
                bold=all(piece.look.bold for piece in spoken) if spoken else paragraph.look.bold,
                centred=setting.centred,
                indent=None if indent is None else round(indent / 20),
                label=label if at == 0 else "",
                cells=cells,
                part=paragraph.part,
                note=paragraph.note,
            )
            lines.append(Line(line, hints))
    return lines


def _tell(walk: Walk, page: Writer, notes: int) -> None:
    met = walk.met
    if met["changes"]:
        page.note("tracked-changes-accepted", f"{met['changes']} tracked changes were read as accepted")
    if hidden := " ".join("".join(walk.hidden).split()):
        page.note("hidden-text-left-out", f"hidden text was left out: {_short(hidden)}")
    if met["contents"]:
        page.note("contents-left-out", "a table of contents was left out")
    if met["picture"]:
        page.note("pictures-not-read", f"{met['picture']} pictures were not read")
    if met["object"] or met["chunk"]:
        page.note("embedded-files-ignored", f"{met['object'] + met['chunk']} embedded files were not opened")
    if notes:
        page.note("footnotes-at-end", f"{notes} footnotes stand at the end of the text")
    if met["comment"]:
        page.note("comments-left-out", f"{met['comment']} comments of reviewers were left out")


def _tell_heads(heads: list[Paragraph], fonts: Fonts, page: Writer) -> None:
    """Quote the words of headers and footers; page numbers alone are not worth a word."""
    for head in heads[:_HEADS]:
        words = " ".join(fonts.words(head)[1].split())
        if any(map(str.isalpha, words)):
            page.note("running-head-left-out", f"running head left out: {_short(words)}")


def _short(text: str) -> str:
    return f'"{text[:80]}{"..." if len(text) > 80 else ""}"'


# Footnotes and running heads.


def _footnotes(document: "DocumentPart", name: str, walk: Walk) -> int:
    """Walk over the notes referred to, in the order of their marks, each opened by its own: "[1] ...", "[i] ..."."""
    texts: dict[tuple[str, str], _Element] = {}
    for kind in ("footnote", "endnote"):
        root = _last(document, kind + "s", name)
        if root is not None:
            texts |= {(kind, attribute(note, "id")): note for note in children(root, kind)}
    count = 0
    walk.part = "footnote"
    for kind, key, label in walk.notes:
        if (kind, key) not in texts:
            continue
        begin = len(walk.paragraphs)
        walk.story(texts.pop((kind, key)))
        added = walk.paragraphs[begin:]
        if added and label:
            first = added[0]
            spoken = [*dropwhile(lambda piece: not piece.text.strip(), first.pieces)]
            spoken[:1] = [evolve(piece, text=piece.text.lstrip()) for piece in spoken[:1]]
            first.pieces = [Piece(f"[{label}] ", evolve(first.look, font=OWN)), *spoken]
        for paragraph in added:
            paragraph.note = count
        count += bool(added)
    return count


def _note_forms(body: "_Element") -> dict[str, str]:
    """Return the formats of numbers that the sections of *body* give to notes."""
    forms: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        for properties in body.iter(f"{W}{kind}Pr"):
            if form := attribute(child(properties, "numFmt"), "val"):
                forms[kind] = form
    return forms


def _running_heads(document: "DocumentPart", name: str, walk: Walk) -> list[Paragraph]:
    """Return the paragraphs of headers and footers."""
    heads: list[Paragraph] = []
    for part in related(document, "header", "footer"):
        root = root_of(part, name)
        own = Walk(walk.styles, walk.numbering, part="header" if local(root) == "hdr" else "footer")
        own.story(root)
        heads += own.paragraphs
    return heads


def _last(document: "DocumentPart", kind: str, name: str) -> "_Element | None":
    """Return the XML of the part of this kind; of several, which no program writes, the last one counts."""
    parts = related(document, kind)
    return root_of(parts[-1], name) if parts else None
