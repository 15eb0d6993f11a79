"""Make the files of the corpus from its sources: Word documents, and the golden file of each stage.

    python corpus/make.py             write source.docx beside each source.txt
    python corpus/make.py --golden    write tokens.txt, tree.txt and facts.json anew; read the diff before you commit it

The tests call the same functions and compare. The bytes of a .docx depend on the versions of python-docx and zlib, not
on the clock; the tests compare the parts inside.
"""

import argparse
import io
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import nghiquyet
from nghiquyet.codec import to_data
from nghiquyet.document import Document
from nghiquyet.outline import outline
from nghiquyet.show import Terminal, clip, show_tree

LAYERS = ("targets", "times", "references", "links", "assignments", "diagnostics")
HERE = Path(__file__).parent
WIDTH = 120
#: Sources whose lines are wrapped by hand, with their width: a paragraph of the .docx is several of their lines.
WRAPPED = {"party-congress": 75}
#: Sources whose .docx has its labels from Word's automatic lists, not typed.
NUMBERED = {"government-tasks"}


def names() -> list[str]:
    """Return the documents of the corpus."""
    return sorted(path.parent.name for path in HERE.glob("*/source.txt"))


def source(name: str, ending: str = "txt") -> Path:
    return HERE / name / f"source.{ending}"


# Golden files.


def golden(name: str) -> dict[str, str]:
    """Return the golden files of a document: what each stage makes of its source.txt."""
    document = nghiquyet.parse(source(name))
    return {
        "tokens.txt": tokens(document.text),
        "tree.txt": tree(document),
        "facts.json": facts(document, known_wrong(name)),
    }


def tokens(text: str) -> str:
    """Return the tokens of the outline, a line each: the line they begin in, indented role, label, first words."""
    places, depth, out = Places(text), 0, []
    for block in outline(text)[0]:
        if block.role == "_CLOSE":
            depth -= 1
        elif block.role == "_OPEN":
            depth += 1
        else:
            words = " ".join(text[block.start : block.end].split())
            line = places.line(block.start)
            head = f"{line:4}  {'  ' * depth}{block.role}{f' {block.label}' if block.label else ''}"
            out.append(clip(f"{head}: {words}" if words else head, WIDTH))
            depth += block.role == "_TABLE"
    return "\n".join(out) + "\n"


def tree(document: Document) -> str:
    """Return what `nghiquyet tree` shows on a terminal of a fixed width."""
    return "\n".join(show_tree(document, Terminal(width=WIDTH))) + "\n"


def facts(document: Document, wrong: list[dict[str, Any]]) -> str:
    """Return the facts as JSON, one a line, short enough to read.

    A span is its place, "line:column", with the words there; a field that says the same words again is left out, and so
    is what is None or empty, and `why`, whose wording may change without the fact. What is known to be *wrong* is not
    kept: such a field says "wrong", such a fact is left out.
    """
    places = Places(document.text)
    data = plain(document, places)
    parts = [_block("metadata", "{}", _metadata(data["metadata"], places, wrong))]
    for layer in LAYERS:
        rows = [_right(layer, short(fact, places), wrong) for fact in data[layer]]
        parts.append(_block(layer, "[]", [_json(row) for row in rows if row]))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def plain(document: Document, places: "Places") -> dict[str, Any]:
    """Return a document as JSON has it, but for positions in a list: a new fact would shift them, so words stand there."""
    data = to_data(document)
    for fact in (*data["targets"], *data["links"]):
        for key, layer in (("part_of", "targets"), ("equivalent_to", "targets"), ("document", "references")):
            if fact.get(key) is not None:
                other = data[layer][fact[key]]
                fact[key] = places.quote(**other.get("number_span", other["span"]))
    return data


def known_wrong(name: str | None = None) -> list[dict[str, Any]]:
    """Return what known-wrong.toml says of a document, or of all."""
    cases: list[dict[str, Any]] = tomllib.loads((HERE / "known-wrong.toml").read_text("utf-8")).get("wrong", [])
    return [case for case in cases if name in (None, case["document"])]


def place_of(fact: dict[str, Any]) -> str:
    """Return where the number, the body or the words of a fact stand: "line:column"."""
    span: str = fact.get("number_span") or fact.get("body_span") or fact["span"]
    return span.partition(" ")[0]


def _right(layer: str, fact: dict[str, Any], wrong: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a fact with what is known to be wrong crossed out; {} if there should be none."""
    for case in wrong:
        if case["layer"] == layer and case["at"] == place_of(fact) and not case.get("missing"):
            if "want" not in case:
                return {}
            fact = fact | dict.fromkeys(case["want"], "wrong")
    return fact


def _block(name: str, brackets: str, rows: list[str]) -> str:
    inside = "".join(f"\n{each}," for each in rows).rstrip(",")
    return f'"{name}": {brackets[0]}{inside}\n{brackets[1]}'


def _metadata(metadata: dict[str, Any], places: "Places", wrong: list[dict[str, Any]]) -> list[str]:
    """Return a line a field, and a line a member of the fields that are lists."""
    rows = []
    for key, value in metadata.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            members = ",".join(f"\n  {_json(short(each, places))}" for each in value)
            rows.append(f'"{key}": [{members}]')
        elif value:
            value = short(value, places)
            rows.append(f'"{key}": {_json(_right("metadata", value, wrong) if isinstance(value, dict) else value)}')
    return rows


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def short(fact: Any, places: "Places") -> Any:
    """Return a fact, or a value of the metadata, with spans and units as a reader sees them, spans first."""
    if not isinstance(fact, dict):
        return fact
    spans = {key: places.quote(**value) for key, value in fact.items() if key.endswith("span")}
    seen = {" ".join(each.partition(" ")[2].split()) for each in spans.values()}
    if spans.get("number_span"):
        spans = {"number_span": spans["number_span"], **spans}
    kept = {key: value for key, value in fact.items() if value not in (None, [], "")}
    rest = {key: value for key, value in kept.items() if key not in spans and key != "why"}
    if isinstance(unit := rest.get("unit"), dict):
        factor = "" if unit["factor"] == 1 else f"{unit['factor']} "
        meaning = f"{factor}{unit['canonical']}, {unit['dimension']}"
        rest["unit"] = f"{unit['text']} = {meaning}"
    if rest.get("low") == rest.get("high"):
        rest.pop("high", None)
    return spans | {key: value for key, value in rest.items() if not isinstance(value, str) or value not in seen}


class Places:
    """Lines and columns of a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def quote(self, start: int, end: int) -> str:
        """Return a span as "line:column words"."""
        column = start - self.text.rfind("\n", 0, start)
        return f"{self.line(start)}:{column} {self.text[start:end]}"


# Word documents.

_COLUMNS = re.compile(r"(?<=\S) {3,}(?=\S)")
_MARKERS = re.compile(r"(?:[IVX]+\.|\d+\.|[a-z]\)|[-+])\s+")
_OPENS = re.compile(r"(?:[IVX]+\.|\d+\.|\(\d+\)|[-*])\s")
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"), ("bullet", "+"))


def word_file(name: str) -> bytes:
    """Return the .docx of a document: paragraphs, tables, and the letterhead and the last page in two columns."""
    word = WordDocument()
    listed = name in NUMBERED
    if listed:
        _define_lists(word)
    tail = False
    for block in blocks(name):
        if "|" in block[0]:
            _table(word, [[cell.strip() for cell in _unframed(line).split("|")] for line in block])
        elif any(_COLUMNS.search(line.strip()) for line in block):
            _table(word, [list(_columns(block))])
        else:
            tail = tail or block[0].startswith(("Nơi nhận", "PHỤ LỤC"))
            for line in block:
                _paragraph(word, line, listed=listed and not tail)
    return _fixed(word)


def blocks(name: str) -> Iterator[list[str]]:
    """Yield the paragraphs of a source, those between two blank lines together, the rows of a table by themselves.

    Where the lines are wrapped, a paragraph is put together again, and page breaks are left out.
    """
    block: list[str] = []
    width, lines = WRAPPED.get(name), iter(source(name).read_text("utf-8").splitlines())
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
        room = width - len(line) if width else 0
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
    return first == label or (label.isdigit() and first.isdigit()) or (label == "I" and first in "VX") or (
        label == "a" and first.islower()
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


def main() -> None:
    """Write the files, and say which ones changed."""
    parser = argparse.ArgumentParser(description="Make the files of the corpus from its sources.")
    parser.add_argument("--golden", action="store_true", help="write the golden files, not the Word documents")
    options = parser.parse_args()
    for name in names():
        made = (
            {file: text.encode() for file, text in golden(name).items()}
            if options.golden
            else {"source.docx": word_file(name)}
        )
        for file, data in made.items():
            path = HERE / name / file
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
                print(path.relative_to(HERE), file=sys.stderr)


if __name__ == "__main__":
    main()
