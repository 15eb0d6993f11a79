"""Speed of the readers beside the bare library that each stands on: ``python bench/readers.py [name ...]``.

With ``--beside SRC`` it is beside the readers of another checkout, whose folder `src` that is.

The readers of pages (web pages, PDF, RTF, OpenDocument, OCR) are in ``bench/pages.py``.

The document is the made-up resolution of `party` (tests/makers), repeated until it is as long as a big one. "words"
is what the library alone needs to hand over the words, without labels, hints or order; "material" what it needs to
hand over all that a reader has to look at (only where that is more). Times are processor time, the best of several
runs that take turns.
"""

import argparse
import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "makers"), str(ROOT / "bench")]

import party  # noqa: E402
from beside import Files, print_beside  # noqa: E402
from nghiquyet.readers import read  # noqa: E402
from nghiquyet.readers.pdf.read import read_pdf  # noqa: E402

COPIES = 40


class Case(NamedTuple):
    """A row of the table: the files, and the bare library for their words and for all material; how many runs."""

    name: str
    files: Files
    words: Callable[[], object] | None = None
    material: Callable[[], object] | None = None
    runs: int = 7

    def ours(self) -> str:
        """Return the text of the files; a PDF is read in this process, whose time is measured."""
        return "".join([(read_pdf if name.endswith(".pdf") else read)(data, name).text for name, data in self.files])


def best(calls: Iterable[Callable[[], object] | None], runs: int) -> list[float | None]:
    """Return the seconds of the fastest of *runs* calls of each; they take turns, so that a busy time hits all."""
    times: list[list[float]] = []
    kept = list(calls)
    for _ in range(runs):
        row = []
        for call in kept:
            start = process_time()
            if call is not None:
                call()
            row.append(process_time() - start)
        times.append(row)
    return [None if call is None else min(column) for call, column in zip(kept, zip(*times, strict=True), strict=True)]


# Text and encodings.


def text_cases() -> Iterator[Case]:
    words = party.as_text() * COPIES * 4
    unicode = words.encode("utf-8")
    yield Case("text, UTF-8", [("a.txt", unicode)], lambda: unicode.decode("utf-8"))
    spoiled = unicode.decode("cp1252", "replace").encode("utf-8")
    yield Case("text, mojibake", [("a.txt", spoiled)])
    sys.path.insert(0, str(ROOT / "tests" / "data"))
    from make_samples import writer

    for name in ("tcvn3", "vni"):
        yield Case(f"text, {name}", [("a.txt", writer(name)(words).encode("cp1252", "replace"))])


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
    yield Case("docx, beside python-docx", [("a.docx", data)], words_alone)
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

    yield Case("doc, beside msdoc2docx", [("a.doc", sample)], conversion_alone)


def run(sections: Iterable[Callable[[], Iterator[Case]]]) -> bool:
    """Print the table that the command line asks for; tell whether it is that of the bare libraries."""
    arguments = argparse.ArgumentParser(description="Measure the readers.")
    arguments.add_argument("names", nargs="*", help="what the names of cases have in them; all of them by default")
    arguments.add_argument("--beside", type=Path, metavar="SRC", help="the folder src of another checkout")
    arguments.add_argument("--runs", type=int, help="how many of each case; more of them on a busy machine")
    given = arguments.parse_args()
    cases = (case for section in sections for case in section())
    wanted = (
        case._replace(runs=given.runs or case.runs)
        for case in cases
        if not given.names or any(word in case.name for word in given.names)
    )
    if given.beside:
        print_beside(((case.name, case.files, case.runs) for case in wanted), given.beside)
    else:
        print_speed(wanted)
    return not given.beside


def print_speed(cases: Iterable[Case]) -> None:
    """Print one line a case: characters, milliseconds, megabytes of text a second, and the bare ways with ratios.

    A case is named after its reader, up to a comma; readers with several cases have a line for all of them at the end.
    """
    print(f"{'':34}{'chars':>9}{'ms':>9}{'MB/s':>8}{'material':>10}{'ratio':>7}{'words':>9}{'ratio':>7}")
    whole: dict[str, list[list[float]]] = {}
    for case in cases:
        text = case.ours()
        seconds = best((case.ours, case.material, case.words), case.runs)
        print_row(case.name, len(text), len(text.encode()), seconds)
        if None not in seconds:
            row = [float(len(text)), float(len(text.encode())), *(each or 0.0 for each in seconds)]
            whole.setdefault(case.name.partition(",")[0], []).append(row)
    for reader, rows in whole.items():
        if len(rows) > 1:
            chars, size, *seconds = (sum(column) for column in zip(*rows, strict=True))
            print_row(f"{reader}, all together", int(chars), int(size), seconds)


def print_row(name: str, chars: int, size: int, seconds: Sequence[float | None]) -> None:
    ours, *bare = seconds
    assert ours is not None
    line = f"{name:34}{chars:9}{ours * 1000:9.1f}{size / ours / 1e6:8.1f}"
    for each, width in zip(bare, (10, 9), strict=True):
        line += f"{each * 1000:{width}.1f}{ours / each:7.2f}" if each else " " * (width + 7)
    print(line, flush=True)


if __name__ == "__main__":
    run((text_cases, word_cases))
