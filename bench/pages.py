"""Readers of pages: speed beside the bare library, words kept of real files, letters that OCR misread.

``python bench/pages.py`` prints all three. The pages are the made-up resolution of `party` (tests/makers), as
LibreOffice converts it, so it has to be there. Real files are those of ../shared, .docx among them converted too;
without them those parts are left out. With ``--beside SRC`` it prints the speed beside that of another checkout alone.
"""

import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "makers"), str(ROOT / "bench")]

import lxml.html  # noqa: E402
import pypdfium2  # noqa: E402
import pypdfium2.raw as raw  # noqa: E402
from lxml import etree  # noqa: E402

import party  # noqa: E402
from kept_words import edits, kept_words  # noqa: E402
from nghiquyet.readers import office, read  # noqa: E402
from readers import Case, run  # noqa: E402

SHARED = ROOT.parent / "shared"
COPIES = 20
DPI = 200
LARGE = 1_000_000  # bytes: real files beyond are left out, or one of them would be the whole figure
TARGETS = {
    "html": "html:HTML (StarWriter)",
    "odt": "odt:writer8",
    "rtf": "rtf:Rich Text Format",
    "pdf": "pdf:writer_pdf_Export",
}


def long_document() -> bytes:
    """Return the resolution as .docx, its body many times over."""
    body, party.BODY = party.BODY, party.BODY * COPIES
    party._ROMAN[:] = [str(number) for number in range(1, 5 * COPIES)]
    data = party.numbered()
    party.BODY = body
    return data


def converted(documents: list[bytes], target: str) -> list[bytes]:
    made = office.convert([(data, ".docx") for data in documents], target)
    if None in made:
        raise SystemExit("LibreOffice could not convert the document")
    return [data for data in made if data]


# The bare ways.


def handed_over(roots: Iterable["etree._Element"]) -> list[object]:
    """Return what lxml knows of every element, in the order of the document."""
    return [(one.tag, one.text, one.tail, dict(one.attrib)) for root in roots for one in root.iter()]


def html_words(data: bytes) -> object:
    return lxml.html.fromstring(data.decode("utf-8", "replace")).text_content()


def html_material(data: bytes) -> object:
    return handed_over([etree.fromstring(data.decode("utf-8", "replace"), etree.HTMLParser())])


def odt_parts(data: bytes, *names: str) -> list["etree._Element"]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [etree.fromstring(archive.read(name)) for name in names]


def odt_words(data: bytes) -> object:
    return "".join(odt_parts(data, "content.xml")[0].itertext())


def odt_material(data: bytes) -> object:
    return handed_over(odt_parts(data, "content.xml", "styles.xml"))


def rtf_words(data: bytes) -> object:
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(data.decode("latin-1"))


def pdf_words(data: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def pdf_material(data: bytes) -> object:
    out: list[object] = []
    for page in pypdfium2.PdfDocument(data):
        for one in page.get_objects(textpage=page.get_textpage()):
            place = one.get_bounds()
            if one.type == raw.FPDF_PAGEOBJ_TEXT:
                out.append((place, one.extract(), one.get_font().get_base_name(), one.get_font_size()))
            else:
                out.append((place,))
    return out


BARE = {"html": (html_words, html_material), "odt": (odt_words, odt_material), "pdf": (pdf_words, pdf_material)}
if find_spec("striprtf"):
    BARE["rtf"] = (rtf_words, rtf_words)


def case(name: str, form: str, files: list[bytes]) -> Case:
    """Return the row for *files*, read one after another."""
    words, material = BARE.get(form, (None, None))
    return Case(
        f"{form}, {name}",
        [(f"a.{form}", data) for data in files],
        words and (lambda: [words(data) for data in files]),
        material and (lambda: [material(data) for data in files]),
    )


def made_up_cases() -> Iterator[Case]:
    """Yield each reader of pages over the made-up resolution, whose lines are short and mostly numbered."""
    for form, target in TARGETS.items():
        yield case("made up", form, converted([long_document()], target))


def real_cases() -> Iterator[Case]:
    """Yield each reader of pages over real files: saved pages and PDFs as they are, the rest converted from .docx."""
    files = [path for path in sorted((SHARED / "real" / "binary").glob("*")) if path.stat().st_size < LARGE]
    documents = [path.read_bytes() for path in files if path.suffix == ".docx"]
    if not documents:
        return
    pages = sorted((SHARED / "real" / "binary").glob("*.htm*"))
    yield case(f"{len(pages)} real pages", "html", [path.read_bytes() for path in pages])
    yield case("real PDFs", "pdf", [path.read_bytes() for path in files if path.suffix == ".pdf"])
    for form in ("html", "odt", "rtf"):
        yield case(f"{len(documents)} real .docx", form, converted(documents, TARGETS[form]))


def print_real_files() -> None:
    """Print recall and precision of the words of each real page beside its transcript."""
    print(f"\n{'real file':56}{'recall':>9}{'precision':>11}")
    for path in sorted((SHARED / "real" / "binary").glob("*")):
        transcript = SHARED / "real" / "text" / f"{path.stem}.txt"
        if path.suffix in (".html", ".htm", ".pdf") and transcript.exists():
            recall, precision = kept_words(read(path).text, transcript.read_text("utf-8"))
            print(f"{path.name:56}{recall:9.4f}{precision:11.4f}")


def print_ocr() -> None:
    """Print how many letters of a page of ours, drawn at 200 dots an inch, OCR reads wrongly."""
    from nghiquyet.readers.ocr.read import find_tesseract, recognize, write_words
    from nghiquyet.readers.ocr.read import picture_of as picture
    from nghiquyet.readers.writer import Writer

    if find_tesseract() is None:
        print("\nno tesseract with Vietnamese data: OCR is not measured")
        return
    (data,) = office.convert([(party.by_hand(), ".docx")], "pdf:writer_pdf_Export")
    if data is None:
        raise SystemExit("LibreOffice could not convert the document")
    writer = Writer()
    image, dpi = picture(pypdfium2.PdfDocument(data)[0], DPI)
    write_words(recognize(image, "page", dpi=dpi), writer, dpi=dpi)
    said = [one_line(text) for text in (writer.reading("image").text, read(data, "a.pdf").text)]
    wrong = edits(*said)
    print(f"\nOCR at {DPI} dpi: {wrong} of {len(said[1])} letters wrong, {wrong / len(said[1]):.2%}")


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.replace("|", " "))).strip()


if __name__ == "__main__":
    if run((made_up_cases, real_cases)):
        print_ocr()
        print_real_files()
