"""No text takes more than linear time: fragments of every kind, repeated, by the clock of the processor."""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
import regex

import pattern_calls
from nghiquyet import parse_text

FRAGMENTS = (
    "A", "A ", "a ", "Ủ ", "1 ", "1.", "1,", "1.000 ", "1,5 ", "- ", "–", "( ", "(a) ", "(i) ", ")", "[", "“",
    "”", ". ", "…", "_", "; ", ", ", ": ", "| ", "| a ", "| --- |\n", "|\n", "|a|b|\n", "\n", " ", "\t",
    "   \n", "**", "# ", "\\", "1/", "1/1/2020 ", "5% ", "Điều 1 ", "Điều 1. A\n", "khoản 1, 2 ", "điểm a, ",
    "năm 2020 ", "ngày ", "tháng ", "quý I ", "từ năm 2020 đến ", "và ", "các ", "số 1/NQ-CP ", "Luật ",
    "Sở Y tế, ", "phối hợp với ", "giao ", "HỘI ĐỒNG ", "TM. ", "tỷ đồng ", "so với ", "Nguyễn Văn A\n",
    "1 Ủy ban\n", "KẾT QUẢ NĂM 2025\n", "Mục tiêu:\n- a\n", "• Nội dung\n", "STT\n1\na\n",
    "TT | A\n | B\n", "I MỤC TIÊU\n",
    "A" * 60 + "\n", "\u200b", "\u2028",
)  # fmt: skip


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_linear(fragment: str) -> None:
    """Twice the text takes less than 4.5 times as long, four times less than nine; a quadratic rule takes sixteen."""

    def cost(size: int) -> float:
        text = fragment * (size // len(fragment) + 1)
        start = process_time()
        parse_text(text)
        return process_time() - start

    small = max(min(cost(2_000) for _ in range(2)), 0.02)
    assert any(cost(4_000) < 4.5 * small and cost(8_000) < 9 * small for _ in range(3))


#: Patterns that may take longer, by how they begin, each with the longest text that it is tried on; None for no text.
EXEMPT = {
    # Forms in our own source are read with it, texts are not.
    r"\[\^?\]?(?:[^\]\\]": None,
    # A row of words before a number: a word of it might begin the row.
    r"(?:(?:(?:(?:(?:(?<!chứng": 160,
}


def test_patterns() -> None:
    """Every pattern, searched or matched as the code does it, takes linear time: a quadratic one takes 16 for 4 times.

    Fragments are repeated for each pattern, and blanks before, inside and behind words that it matched.
    """
    tests = Path(__file__).parent
    command = [sys.executable, str(tests / "makers" / "pattern_calls.py"), str(tests.parent / "corpus")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["called"] > 500
    assert found["others"] > 200
    slow = {source: told for source, told in found["slow"].items() if not source.startswith(tuple(EXEMPT))}
    assert slow == {}
    for source, told in found["slow"].items():
        most = next(most for beginning, most in EXEMPT.items() if source.startswith(beginning))
        assert most is None or told["window"] <= most, (source, told)


@pytest.mark.parametrize("source", [r"\s+x", r"\s*,", r"\p{L}+\d", r"(?:a\s*)+b"])
def test_slow_patterns_are_told(source: str) -> None:
    """Patterns that read a run again from each of its letters are found out."""
    uses = pattern_calls.Uses(regex.compile(source), "a test")
    uses.words = "a x"
    uses.ways = {"search"}
    assert any(pattern_calls.slow_on(uses) for _ in range(5))  # a busy machine may hide it once


BLANK = (
    "1. Đến năm 2030{}phấn đấu{}thu ngân sách{}đạt{}8,5%{}so với{}năm 2020{}và{}tăng{}500 tỷ đồng.\n",
    "1. Giao Sở Y tế{}chủ trì,{}phối hợp với{}Sở Nội vụ{}và{}các{}huyện{}trình{}trước ngày 30/6/2026.\n",
    "Căn cứ{}Nghị quyết số 12-NQ/TU{}ngày 5/5/2020{}của{}Tỉnh ủy{}về{}phát triển; Luật Đất đai{}năm 2013.\n",
)


@pytest.mark.parametrize("sentence", BLANK)
def test_blanks_between_words(sentence: str) -> None:
    """Blanks by the thousand between the words of a sentence cost what they are long."""

    def cost(size: int) -> float:
        text = sentence.replace("{}", " " * size)
        start = process_time()
        parse_text(text)
        return process_time() - start

    small = max(min(cost(500) for _ in range(2)), 0.02)
    assert any(cost(2_000) < 9 * small for _ in range(3))
