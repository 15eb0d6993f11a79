"""The workbook in LibreOffice Calc: it opens, and every cell of every sheet is what the rows say."""

import csv
import datetime
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from documents import CORPUS, GOLD, REAL, parsed
from nghiquyet import Document
from nghiquyet.export.save import FORMS, save

_SHEETS = ("documents", "targets", "tasks", "assignments", "times", "references", "links", "diagnostics")
#: Comma, quotes, UTF-8, from the first line, all sheets.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def opened(book: Path, folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the sheets of *book* as LibreOffice reads them."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is absent: the workbook is not opened in it")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", _CSV, "--outdir", str(folder / "csv"), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    sheets = {path.stem.rpartition("-")[2]: path for path in (folder / "csv").glob("*.csv")}
    if not sheets and "could not be loaded" in done.stderr:
        pytest.skip("LibreOffice has no Calc (Debian: libreoffice-calc): the workbook is not opened in it")
    return {name: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for name, path in sheets.items()}


def same(value: Any, cell: str) -> bool:
    """Tell whether a cell holds *value*: words as words, numbers as numbers, days as days."""
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).upper()
    if isinstance(value, int | float):
        return float(cell) == pytest.approx(value, rel=1e-12)
    if isinstance(value, datetime.date):
        return cell in (value.isoformat(), f"{value:%m/%d/%Y}")
    return cell == value


def check(documents: list[Document], folder: Path) -> None:
    pytest.importorskip("xlsxwriter")
    save(documents, folder / "facts.xlsx", FORMS["xlsx"])
    sheets = opened(folder / "facts.xlsx", folder)
    assert {*_SHEETS, "text"} == set(sheets)
    for layer in _SHEETS:
        rows = [row for document in documents for row in document.rows(layer)]
        assert len(sheets[layer]) == len(rows)
        wrong = [
            (name, value, line[name])
            for row, line in zip(rows, sheets[layer], strict=True)
            for name, value in row.items()
            if not same(value, line[name])
        ]
        assert wrong == [], layer


def test_corpus(tmp_path: Path) -> None:
    """All documents of the corpus in one workbook."""
    check([parsed(path) for path in sorted(CORPUS.glob("*/source.docx"))], tmp_path)


@pytest.mark.skipif(not REAL, reason="the real documents are not there")
def test_real_documents(tmp_path: Path) -> None:
    """Real documents with whatever stands in them."""
    check([parsed(path) for path in (*REAL[::15], *GOLD[:2])], tmp_path)
