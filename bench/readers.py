"""Speed of the readers beside the bare library that each stands on: ``python bench/readers.py [name ...]``.

The readers of pages (web pages, PDF, RTF, OpenDocument, OCR) are in ``bench/pages.py``.

The document is the made-up resolution of tests/party.py, repeated until it is as long as a big one. "bare" is what the
library alone needs to hand over the words, without labels, hints or order. Times are the best of several runs.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import party  # noqa: E402
from nghiquyet.readers import read  # noqa: E402

COPIES = 40
#: A row of the table: what is read, our way, the bare way (None where there is none), runs.
Case = tuple[str, Callable[[], str], Callable[[], object] | None, int]


def best(call: Callable[[], object], runs: int) -> float:
    """Return the seconds of the fastest of *runs* calls."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times)


# Text and encodings.


def text_cases() -> Iterator[Case]:
    words = party.as_text() * COPIES * 4
    unicode = words.encode("utf-8")
    yield "text, UTF-8", lambda: read(unicode, "a.txt").text, lambda: unicode.decode("utf-8"), 5
    spoiled = unicode.decode("cp1252", "replace").encode("utf-8")
    yield "text, mojibake", lambda: read(spoiled, "a.txt").text, None, 3
    sys.path.insert(0, str(ROOT / "tests" / "data"))
    from make_samples import writer

    for name in ("tcvn3", "vni"):
        data = writer(name)(words).encode("cp1252", "replace")
        yield f"text, {name}", lambda data=data: read(data, "a.txt").text, None, 3


# Word.


def word_cases() -> Iterator[Case]:
    import docx

    def words_alone() -> list[str]:
        document = docx.Document(io.BytesIO(data))
        words = [paragraph.text for paragraph in document.paragraphs]
        for table in document.tables:
            words += [cell.text for row in table.rows for cell in row.cells]
        return words

    body, party.BODY = party.BODY, party.BODY * COPIES
    party._ROMAN[:] = [str(number) for number in range(1, 5 * COPIES)]
    data = party.numbered()
    party.BODY = body
    yield "docx, beside python-docx", lambda: read(data, "a.docx").text, words_alone, 5
    try:
        from doc2docx import convert
    except ModuleNotFoundError:
        return
    sample = (ROOT / "tests" / "data" / "party.doc").read_bytes()

    def conversion_alone() -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "in.doc"
            source.write_bytes(sample)
            convert(source, Path(folder) / "out.docx")

    yield "doc, beside msdoc2docx", lambda: read(sample, "a.doc").text, conversion_alone, 5


def print_speed(sections: Iterable[Callable[[], Iterator[Case]]], wanted: list[str]) -> None:
    """Print one line a reader: characters of text, milliseconds, megabytes of text a second, ratio to the bare way."""
    print(f"{'':28}{'chars':>9}{'ms':>9}{'MB/s':>8}{'bare ms':>9}{'ratio':>7}")
    for cases in sections:
        for name, ours, bare, runs in cases():
            if wanted and not any(word in name for word in wanted):
                continue
            text = ours()
            seconds = best(ours, runs)
            line = f"{name:28}{len(text):9}{seconds * 1000:9.1f}{len(text.encode()) / seconds / 1e6:8.1f}"
            if bare is not None:
                alone = best(bare, runs)
                line += f"{alone * 1000:9.1f}{seconds / alone:7.2f}"
            print(line)


if __name__ == "__main__":
    print_speed((text_cases, word_cases), sys.argv[1:])
