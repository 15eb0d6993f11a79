"""What each form of export costs and how large it is: ``python bench/exports.py [--browser] [FILE...]``.

Texts of 50 and 500 kB are made of the documents of corpus/, or the FILEs are taken. Seconds are processor time beyond
parsing. With --browser the report is opened in Chromium, and the time to its first full display is told.
"""

import argparse
import io
import shutil
import tempfile
import time
from pathlib import Path

import nghiquyet
from nghiquyet import Document
from nghiquyet.export.save import FORMS

ROOT = Path(__file__).parents[1]
LAYERED = "nodes"  # the layer with most rows


def text_of(size: int) -> str:
    """Return at least *size* bytes of text, documents of the corpus one after another."""
    parts = [path.read_text("utf-8") for path in sorted(ROOT.glob("corpus/*/source.txt"))]
    pieces: list[str] = []
    while sum(len(piece.encode()) for piece in pieces) < size:
        pieces.append(parts[len(pieces) % len(parts)])
    whole = "\n\n".join(pieces).encode()[:size]
    return whole.decode("utf-8", "ignore")


def measured(document: Document) -> None:
    """Print what each form costs."""
    size = len(document.text.encode())
    facts = sum(len(getattr(document, layer)) for layer in nghiquyet.LAYERS)
    print(f"{document.source.name}: {size / 1000:.0f} kB of text, {facts} facts")
    for name, form in FORMS.items():
        document._memo.clear()  # what one form worked out would be a gift to the next
        out = io.BytesIO()
        begun = time.process_time()
        form.write([document], out, **({"layer": LAYERED} if form.layered else {}))
        print(f"  {name:12} {time.process_time() - begun:6.2f} s  {len(out.getvalue()) / 1000:8.0f} kB")


def opened(page: bytes) -> float:
    """Return how many seconds Chromium takes to open *page*, from the click to the end of its script and layout."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    with tempfile.TemporaryDirectory() as folder:
        for each in ("headless=new", "no-sandbox", "disable-gpu", f"user-data-dir={folder}/profile"):
            options.add_argument(f"--{each}")
        path = Path(folder) / "page.html"
        path.write_bytes(page)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            browser.get("about:blank")
            browser.get(path.as_uri())
            browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
            shown = "performance.getEntriesByType('navigation')[0].loadEventEnd"
            return float(browser.execute_script(f"return {shown}")) / 1000
        finally:
            browser.quit()


def main() -> None:
    """Measure the texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--browser", action="store_true")
    options = parser.parse_args()
    made = [nghiquyet.parse_text(text_of(size), name=f"{size // 1000} kB") for size in (50_000, 500_000)]
    for document in map(nghiquyet.parse, options.files) if options.files else made:
        measured(document)
        if options.browser:
            page = io.BytesIO()
            FORMS["html"].write([document], page)
            print(f"  report opened in {opened(page.getvalue()):.2f} s")


if __name__ == "__main__":
    main()
