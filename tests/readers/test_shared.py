"""Real files, where they are at hand: every one is read, and legacy ones match their transcripts."""

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from documents import BINARY, SHARED, reading
from nghiquyet import parse_text
from nghiquyet._parse import parse_reading
from nghiquyet.readers import FORMATS, read
from nghiquyet.readers.show import formats_table
from party import NUMBERING
from wordfile import cell, para, table, wordfile

SEED = SHARED / "gold" / "seed" / "text.txt"
needs_shared = pytest.mark.skipif(not BINARY, reason="../shared is not there")


@needs_shared
@pytest.mark.parametrize("path", BINARY, ids=lambda path: path.name)
def test_every_real_file_is_read(path: Path) -> None:
    """Every real file gives text that is Vietnamese, with one hint a line."""
    readable = {name for name, _, there, _ in formats_table() if there}
    form = next(form for form in FORMATS if form.sniff(path.read_bytes(), path.name))
    if form.name not in readable:
        pytest.skip(f"this installation does not read {form.name}")
    from nghiquyet.lexicon.syllables import weigh

    found = reading(path)
    assert len(found.text) > 2000
    assert weigh(found.text).share > 0.95
    assert len(found.layout.lines) in (0, found.text.count("\n"))


@needs_shared
@pytest.mark.parametrize("name", ["other-tcvn3-qd-uu-dai-522-an-giang", "other-vni-quy-dinh-kiem-tra-ca-mau"])
def test_legacy_pairs(name: str) -> None:
    """A legacy .doc and its transcript match in at least 99.5 % of characters.

    Compared in NFC without white space and without case: the transcript writes small letters where the file has a font
    of capitals (.VnTimeH), and is wrong there.
    """
    pytest.importorskip("doc2docx")
    ours = words(reading(SHARED / "real" / "binary" / f"{name}.doc").text)
    theirs = words((SHARED / "real" / "text" / f"{name}-transcript.txt").read_text("utf-8"))
    same = 0
    for kind, *at in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        one, two = "".join(ours[at[0] : at[1]]), "".join(theirs[at[2] : at[3]])
        blocks = SequenceMatcher(None, one, two).get_matching_blocks()
        same += len(one) if kind == "equal" else sum(block.size for block in blocks)
    assert 2 * same / (sum(map(len, ours)) + sum(map(len, theirs))) >= 0.995


def words(text: str) -> list[str]:
    return re.findall(r"[^\s|]+", unicodedata.normalize("NFC", text).lower())


def shape(document) -> list[tuple[str, str]]:
    return [(node.kind, node.label) for node in document.tree.walk()]


def targets(document) -> list[tuple[object, ...]]:
    return [(target.low, target.high, target.unit, target.indicator, target.due) for target in document.targets]


@needs_shared
@pytest.mark.parametrize("automatic", [False, True])
def test_seed_as_docx(automatic: bool) -> None:
    """The sample as a .docx, typed by hand or with automatic labels and a letterhead table, reads like the .txt."""
    text = SEED.read_text("utf-8")
    typed = parse_text(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    body = _numbered(lines) if automatic else "".join(map(_typed, lines))
    found = parse_reading(read(wordfile(body, numbering=NUMBERING), "seed.docx"))
    assert targets(found) == targets(typed)
    assert shape(found) == shape(typed)


def _typed(line: str) -> str:
    return para(line.replace("&", "&amp;").replace("<", "&lt;"))


_MARKERS = ((r"[IVX]+- ", 0), (r"\d+\. ", 1), (r"\d+\.\d+\. ", 2), (r"- ", 4))


def _numbered(lines: list[str]) -> str:
    """Return the lines with their typed markers taken away and automatic ones put there; the letterhead in a table."""
    split = lines.index(next(line for line in lines if line.startswith("ĐẢNG CỘNG SẢN")))
    begin = next(number for number, line in enumerate(lines) if line.startswith("NGHỊ QUYẾT"))
    end = next(number for number, line in enumerate(lines) if line.startswith("Nơi nhận"))
    left, right = "".join(map(_typed, lines[:split])), "".join(map(_typed, lines[split:begin]))
    body = table(cell(left) + cell(right))
    for line in lines[begin:end]:
        for marker, depth in _MARKERS:
            if found := re.match(marker, line):
                body += _typed(line[found.end() :]).replace(
                    "<w:p>", f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>', 1
                )
                break
        else:
            body += _typed(line)
    return body + "".join(map(_typed, lines[end:]))
