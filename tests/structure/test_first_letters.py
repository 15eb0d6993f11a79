"""What a letter tells of a line never hides what the pattern would have found."""

from pathlib import Path
from random import Random

import pytest
import regex

from nghiquyet import parse_text
from nghiquyet.extract import parted_numbers
from nghiquyet.structure import landmarks, line_breaks, lines
from nghiquyet.structure.grammar import forms
from nghiquyet.text import numerals

TEXTS = sorted((Path(__file__).parents[2] / "corpus").glob("*/source.txt"))
ODD = ["Đ.", "1", "1.", "(1)", "**1.** x", "| 1. a", "# Điều 1.", "điều 5", "ĐIỀU II:", "Nơi nhận", "ix) x", "++ x"]
NUMBERED = ["Nhiệm vụ 1: Quy hoạch", "Dự án 3.", "Dự án số 3 : a", "Dự án 3", "Dự án. 3: a"]


@pytest.fixture(scope="module")
def written() -> list[str]:
    """Return all lines of the corpus, as they are and in capitals, and some odd beginnings of lines."""
    found = {line.strip() for path in TEXTS for line in lines.view(path.read_text("utf-8")).split("\n")} - {""}
    return [*ODD, *found, *(line.upper() for line in found), *(line[:3].strip() for line in found)]


def test_markers(written: list[str]) -> None:
    for line in written:
        found, wanted = lines.line_at(line, 0, len(line)), lines.markers().match(line)
        assert found.form == (wanted.lastgroup if wanted else "TEXT"), line
        assert found.label == (wanted[wanted.lastgroup].replace("\\", "") if wanted else ""), line


def test_landmarks(written: list[str]) -> None:
    ends = {"IS_DOCTYPE", "IS_SIGNATURE"}
    assert {"IS_SIGNED", *ends} <= forms("landmark").keys()
    for line in [*written, "Nguyễn Văn An (Đã ký)", "**T/M** BAN THƯỜNG VỤ", "_TM._ TỈNH ỦY", "NGHỊ QUYẾT của Tỉnh ủy"]:
        if len(line) <= 160 and landmarks.landmark(line) in ends:
            assert landmarks.landmark(line, body=True) in ends, line


def test_landmarks_are_read_as_regex_reads_them(written: list[str]) -> None:
    options = regex.compile("|".join(f"(?P<{name}>{form})" for name, form in forms("landmark").items()))
    for line in written:
        found, wanted = landmarks._landmarks().match(line), options.match(line)
        assert (found and found.lastgroup) == (wanted and wanted.lastgroup), line


def test_headings_and_closings(written: list[str]) -> None:
    for line in [*written, *NUMBERED, "** Nghị quyết này đã được thông qua"]:
        numbered, closes = landmarks._numbered_heading().match(line), landmarks._closing().match(line)
        assert landmarks.is_numbered_heading(line) == (numbered is not None), line
        assert landmarks.closes(line, 0) == (closes is not None), line


def test_line_ends(written: list[str]) -> None:
    for line in written:
        tail = line[-40:].rstrip("*\\ ")
        wanted = line_breaks._binding().search(tail), line_breaks._counting().search(tail)
        assert line_breaks.binds(line) == (wanted[0] is not None), line
        assert line_breaks.binds(line, full=True) == any(each is not None for each in wanted), line
        assert line_breaks.halves(line) == (line_breaks._half().search(line) is not None), line


def test_parted_numbers() -> None:
    random = Random(1)
    for _ in range(3_000):
        text = "".join(random.choices("0123456789.,  ,. \u00a0\n|a%-\u0664", k=30))
        runs = [run.span() for run in parted_numbers._RUN.finditer(text)]
        parted = {run for run in runs if parted_numbers._WIDE.search(text, *run)}
        assert parted <= {run.span() for run in parted_numbers._runs(text)}, text


def test_a_numeral_of_another_alphabet_counts_nothing() -> None:
    assert numerals.roman("XIIİ") == numerals.roman("XIIı") == 0
    section, _ = parse_text("XIIİ. NHIỆM VỤ\nII. GIẢI PHÁP").tree.children
    assert section.label == "XIIİ"
