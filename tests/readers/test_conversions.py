"""One text in every form that LibreOffice writes: the same tree and targets, but for what the form really lost."""

import io

import docx
import pytest

import party
from documents import SHARED
from nghiquyet import parse_text
from nghiquyet._parse import parse_reading
from nghiquyet.document import Document
from nghiquyet.readers import office, read

SEED = SHARED / "gold" / "seed" / "text.txt"
TARGETS = {
    "doc": "doc:MS Word 97",
    "pdf": "pdf:writer_pdf_Export",
    "html": "html:HTML (StarWriter)",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
}
NEEDED = {"doc": "doc2docx", "pdf": "pypdfium2"}
needs_office = pytest.mark.skipif(office.program() is None, reason="LIBREOFFICE IS NOT INSTALLED: NOT TESTED")


def typed_document(text: str) -> bytes:
    """Return a .docx with a paragraph for each line of *text*."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def shape(document: Document) -> list[tuple[str, str]]:
    return [(node.kind, node.label) for node in document.tree.walk()]


def targets(document: Document) -> list[tuple[object, ...]]:
    return [(one.low, one.high, one.comparator, one.unit, one.indicator, one.due) for one in document.targets]


@needs_office
@pytest.mark.parametrize("form", TARGETS)
def test_same_tree_and_targets(form: str) -> None:
    """A resolution typed by hand, another with automatic labels, and the sample if it is there."""
    if needed := NEEDED.get(form):
        pytest.importorskip(needed, reason=f"needs the extra [{form}]")
    texts = {"hand": (party.by_hand(), party.as_text()), "numbered": (party.numbered(), party.as_text())}
    if SEED.exists():
        sample = SEED.read_text("utf-8")
        texts["sample"] = typed_document(sample), sample
    made = office.convert([(data, ".docx") for data, _ in texts.values()], TARGETS[form])
    for (name, (_, text)), data in zip(texts.items(), made, strict=True):
        assert data
        if (form, name) == ("html", "numbered"):
            continue  # LibreOffice writes <ol> and <ul> without the labels' punctuation, levels and bullets
        found, typed = parse_reading(read(data, f"{name}.{form}")), parse_text(text)
        assert shape(found) == shape(typed), name
        assert targets(found) == targets(typed), name
