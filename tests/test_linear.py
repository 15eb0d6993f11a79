"""No text takes more than linear time: fragments of every kind, repeated, by the clock of the processor."""

import importlib
import pkgutil
from collections.abc import Iterator
from inspect import signature
from time import process_time
from typing import Any

import pytest

import nghiquyet
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
    """Four times the text takes less than nine times as long; a quadratic rule would take sixteen."""

    def cost(size: int) -> float:
        text = fragment * (size // len(fragment) + 1)
        start = process_time()
        parse_text(text)
        return process_time() - start

    small = max(min(cost(2_000) for _ in range(2)), 0.02)
    assert any(cost(8_000) < 9 * small for _ in range(3))


#: What a pattern meets again and again at one place: blanks, words, members of lists, openings that nothing closes.
REPEATED = (" ", "a ", "A ", "1 ", "1, ", ", ", "( ", "; ", "- ", "và ", "các ", "năm 2020 ", "khoản 1, ", "Sở Y tế, ")


def all_patterns() -> Iterator[tuple[str, Any]]:
    """Yield the compiled patterns of all modules: their constants, and what their makers without arguments return."""
    for info in pkgutil.walk_packages(nghiquyet.__path__, "nghiquyet."):
        if not info.name.startswith(("nghiquyet.extract", "nghiquyet.structure", "nghiquyet.text")):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if hasattr(value, "cache_info") and not signature(value).parameters:
                value = value()
            if hasattr(value, "match") and isinstance(getattr(value, "pattern", None), str):
                yield f"{info.name}.{name}", value


def test_patterns() -> None:
    """No pattern takes more than linear time where it is tried at one place; a quadratic one would take 16 times."""
    slow = []
    count = 0
    for name, pattern in all_patterns():
        count += 1
        for fragment in REPEATED:
            if fragment == " " and name.endswith("times.find._start"):
                continue  # tried at a digit or a word only, never at a blank
            small = max(match_cost(pattern, fragment, 500), 0.0003)
            if not any(match_cost(pattern, fragment, 2_000) < 9 * small for _ in range(4)):
                slow.append((name, fragment))
    assert count > 300
    assert slow == []


def match_cost(pattern: Any, fragment: str, size: int) -> float:
    text = fragment * (size // len(fragment) + 1)
    start = process_time()
    pattern.match(text)
    return process_time() - start


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
