"""Word documents (.docx): our own walk over the XML, with the list labels that Word shows."""

from typing import TYPE_CHECKING

from ..errors import UnreadableSource
from .docx_page import Paragraph, Piece
from .docx_walk import Walk
from .fonts import Fonts
from .layout import Hints, Reading, Writer
from .numbering import load_numbering
from .ooxml import attribute, child, children, transitional
from .package import Package, parse_xml
from .rows import Line, write
from .styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE = "/officeDocument"
_HEADS = 24  # so many paragraphs of headers and footers are looked at


def read_docx(data: bytes, name: str) -> Reading:
    """Read a .docx: text with list labels as shown, tables in reading order, tracked changes as accepted.

    Hidden text, running heads, tables of contents and marks of footnotes are left out of the text; the footnotes
    themselves stand at its end. Macros, links and embedded files are not touched. A note says what was met.
    """
    package = Package(data, name)
    main = _main_part(package)
    root = _xml(package, main)
    body = child(root, "body")
    if body is None:
        raise UnreadableSource(name, "the container holds no Word document")
    parts = _related(package, main)
    styles = Styles(_xml(package, parts["styles"]) if "styles" in parts else None)
    numbering = load_numbering(_xml(package, parts["numbering"]) if "numbering" in parts else None, styles.lists())
    walk = Walk(styles, numbering)
    walk.story(body)
    notes = _footnotes(package, parts, walk)
    heads = _running_heads(package, parts, walk)
    fonts = Fonts()
    for paragraph in (*walk.paragraphs, *heads):
        fonts.see(paragraph)
    page = Writer()
    fonts.decide(page)
    write(lines_of(walk.paragraphs, fonts), page, frozenset(walk.scaffolding))
    _tell(walk, page, notes)
    _tell_heads(heads, fonts, page)
    if "vbaproject" in parts:
        page.note("macros-ignored", "the document carries macros; they were not run")
    return page.reading("docx", encoding=fonts.encoding)


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
        page.note("footnotes-at-end", f"{notes} footnotes stand at the end of the text; their marks were left out")
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


# Parts.


def _xml(package: Package, part: str) -> "_Element":
    return parse_xml(transitional(package.read(part)), package.name, part)


def _main_part(package: Package) -> str:
    if "EncryptedPackage" in package:
        raise UnreadableSource(package.name, "encrypted: a password is needed")
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith(_OFFICE):
                return _target("", relation.get("Target", ""))
    return "word/document.xml"


def _related(package: Package, main: str) -> dict[str, str]:
    """Return the parts that the document refers to, by the last word of their type; external ones are left alone."""
    folder, _, file = main.rpartition("/")
    part = f"{folder}/_rels/{file}.rels"
    found: dict[str, str] = {}
    if part not in package:
        return found
    for relation in package.xml(part):
        if relation.get("TargetMode") == "External":
            continue
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        target = _target(folder, relation.get("Target", ""))
        if target in package:
            key = f"{kind} {relation.get('Id')}" if kind in ("header", "footer") else kind
            found[key] = target
    return found


def _target(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)


# Footnotes and running heads.


def _footnotes(package: Package, parts: dict[str, str], walk: Walk) -> int:
    """Walk over the notes referred to, in the order of their marks, each opened by its number: "[1] ..."."""
    texts: dict[tuple[str, str], _Element] = {}
    for kind in ("footnote", "endnote"):
        if kind + "s" in parts:
            texts |= {(kind, attribute(note, "id")): note for note in children(_xml(package, parts[kind + "s"]), kind)}
    count = 0
    walk.part = "footnote"
    for key in walk.notes:
        if key not in texts:
            continue
        begin = len(walk.paragraphs)
        walk.story(texts.pop(key))
        if len(walk.paragraphs) > begin:
            count += 1
            first = walk.paragraphs[begin]
            first.pieces.insert(0, Piece(f"[{count}] ", first.look))
    return count


def _running_heads(package: Package, parts: dict[str, str], walk: Walk) -> list[Paragraph]:
    """Return the paragraphs of headers and footers."""
    heads: list[Paragraph] = []
    for key, part in parts.items():
        kind = key.split()[0]
        if kind in ("header", "footer"):
            own = Walk(walk.styles, walk.numbering, part="header" if kind == "header" else "footer")
            own.story(_xml(package, part))
            heads += own.paragraphs
    return heads
