"""Readers of pages: speed beside the bare library, words kept of real files, letters that OCR misread.

``python bench/pages.py`` prints all three. The pages are the made-up resolution of tests/party.py, as LibreOffice
converts it, so it has to be there. Real files are those of ../shared; without them that part is left out.
"""

import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "bench")]

import party  # noqa: E402
from kept_words import edits, kept_words  # noqa: E402
from nghiquyet.readers import office, read  # noqa: E402

SHARED = ROOT.parent / "shared"
COPIES = 20
DPI = 200
Case = tuple[str, Callable[[], str], Callable[[], object] | None, int]


def long_document() -> bytes:
    """Return the resolution as .docx, its body many times over."""
    body, party.BODY = party.BODY, party.BODY * COPIES
    party._ROMAN[:] = [str(number) for number in range(1, 5 * COPIES)]
    data = party.numbered()
    party.BODY = body
    return data


def converted(target: str) -> bytes:
    (data,) = office.convert([(long_document(), ".docx")], target)
    if data is None:
        raise SystemExit("LibreOffice could not convert the document")
    return data


def page_cases() -> Iterator[Case]:
    """Yield each reader of pages with the bare way to the words of the same file."""
    import lxml.html
    import pypdfium2
    from lxml import etree

    page = converted("html:HTML (StarWriter)")
    yield (
        "html, beside lxml", lambda: read(page, "a.html").text,
        lambda: lxml.html.fromstring(page.decode()).text_content(), 5,
    )  # fmt: skip
    pdf = converted("pdf:writer_pdf_Export")

    def words_alone() -> None:
        for one in pypdfium2.PdfDocument(pdf):
            one.get_textpage().get_text_range()

    def words_with_places() -> None:
        for one in pypdfium2.PdfDocument(pdf):
            textpage = one.get_textpage()
            textpage.get_text_range()
            for at in range(textpage.count_chars()):
                textpage.get_charbox(at)

    yield "pdf, beside pypdfium2", lambda: read(pdf, "a.pdf").text, words_alone, 3
    yield "pdf, with letter places", lambda: read(pdf, "a.pdf").text, words_with_places, 3
    rich = converted("rtf:Rich Text Format")
    try:
        from striprtf.striprtf import rtf_to_text
    except ModuleNotFoundError:
        yield "rtf", lambda: read(rich, "a.rtf").text, None, 3
    else:
        yield "rtf, beside striprtf", lambda: read(rich, "a.rtf").text, lambda: rtf_to_text(rich.decode("ascii")), 3
    odt = converted("odt:writer8")

    def content_alone() -> str:
        with zipfile.ZipFile(io.BytesIO(odt)) as archive:
            return "".join(etree.fromstring(archive.read("content.xml")).itertext())

    yield "odt, beside zip and lxml", lambda: read(odt, "a.odt").text, content_alone, 5


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
    import pypdfium2

    from nghiquyet.readers.layout import Writer
    from nghiquyet.readers.ocr import find_tesseract, recognize, write_words
    from nghiquyet.readers.ocr import picture_of as picture

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
    import readers

    readers.print_speed((page_cases,), sys.argv[1:])
    print_ocr()
    print_real_files()
