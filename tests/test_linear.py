"""No text takes more than linear time: fragments of every kind, repeated, by the clock of the processor."""

from time import process_time

import pytest

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
