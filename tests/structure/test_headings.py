"""Headings without a marker: what they are, which lists they close, what they hold."""

import pytest

from nghiquyet import parse_text
from nghiquyet.layout import Hints, Layout
from nghiquyet.structure.build import build
from nghiquyet.tree import Heading, Node, Root


def shape(node: Node) -> list[str]:
    """Return the units and headings of a tree, each with its depth: "1 bullet -"."""
    out: list[str] = []

    def go(node: Node, depth: int) -> None:
        for child in node.children:
            if child.kind not in ("words", "furniture"):
                out.append(f"{depth} {child.kind} {child.label}".strip())
                go(child, depth + 1)

    go(node, 0)
    return out


def headings(tree: Root, text: str) -> list[str]:
    return [text[node.span.start : node.span.end] for node in tree.walk() if isinstance(node, Heading)]


HEADINGS = [
    "Kết quả năm 2025", "MỤC TIÊU NĂM 2026", "Mục tiêu tổng quát:", "Định hướng các chỉ tiêu chủ yếu năm 2026:",
    "Một số nhiệm vụ trọng tâm", "Đến năm 2030", "Giai đoạn 2026 - 2030:", "Những việc đã làm được", "Yêu cầu đặt ra",
    "Đánh giá chung", "**Công tác cán bộ**", "Lĩnh vực văn hóa - xã hội",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_short_line_with_a_word_of_headings_or_emphasis_is_a_heading(heading: str) -> None:
    text = f"1. Về kinh tế\n- Đạt 5%.\n{heading}\n- Đạt 6%."
    assert headings(build(text)[0], text) == [heading]


SENTENCES = [
    "Kết quả đó là cơ sở để tiếp tục thực hiện.", "Chính phủ yêu cầu các bộ thực hiện:",
    "Kết quả kiểm phiếu như sau:", "Các bộ trưởng chịu trách nhiệm thi hành", "Nghị quyết này có 3 điều",
    "Mục tiêu là giữ ổn định, phát triển nhanh và bền vững, nâng cao đời sống vật chất và tinh thần của nhân dân: ba",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence_is_no_heading(sentence: str) -> None:
    text = f"1. Về kinh tế\n- Đạt 5%.\n{sentence}\n- Đạt 6%."
    assert headings(build(text)[0], text) == []


def test_heading_closes_the_bullets_before_it() -> None:
    tree, _ = build("1. Kinh tế\n- Đạt 5%.\nMục tiêu năm 2026\n- Đạt 6%.")
    assert shape(tree) == ["0 item 1", "1 bullet -", "1 heading", "1 bullet -"]


def test_list_that_begins_again_below_a_heading_stands_beside_the_one_before() -> None:
    tree, doubts = build("I. Chung\n1. Đạt 5%.\n2. Đạt 6%.\nNHIỆM VỤ NĂM 2026\n1. Đạt 7%.\n2. Đạt 8%.")
    assert shape(tree) == ["0 section I", "1 item 1", "1 item 2", "1 heading", "1 item 1", "1 item 2"]
    assert not doubts


def test_list_that_goes_on_behind_a_heading_is_not_closed() -> None:
    tree, _ = build("1. Kinh tế\n- Đạt 5%.\nGiải pháp\n- Thu hút đầu tư.\n2. Văn hóa")
    assert shape(tree) == ["0 item 1", "1 bullet -", "1 heading", "1 bullet -", "0 item 2"]


def test_subbullets_under_a_heading_in_a_bullet_stay_in_it() -> None:
    tree, _ = build("- Về kinh tế\nChỉ tiêu chủ yếu:\n+ Đạt 5%.\n- Về văn hóa")
    assert shape(tree) == ["0 bullet -", "1 heading", "1 subbullet +", "0 bullet -"]


def test_level_is_told_by_the_look() -> None:
    text = "1. Chung\nKẾT QUẢ NĂM 2025\n- Đạt 5%.\n**Về kinh tế**\n- Đạt 6%.\nMục tiêu chung\n- Đạt 7%."
    assert [node.level for node in build(text)[0].walk() if isinstance(node, Heading)] == [1, 2, 3]


def test_centred_line_of_a_reader_is_a_heading() -> None:
    text = "1. Kinh tế\n- Đạt 5%.\nPhần việc của huyện\n- Đạt 6%."
    layout = Layout((Hints(), Hints(), Hints(centred=True), Hints()))
    assert headings(build(text, layout)[0], text) == ["Phần việc của huyện"]
    assert headings(build(text)[0], text) == []


def test_heading_is_no_text_before_the_first_marker() -> None:
    assert "text-before-first-marker" not in {
        each.code for each in parse_text("Kết quả năm 2025\n- Đạt 5%.").diagnostics
    }


def test_forms_of_an_annex_keep_their_letterheads() -> None:
    text = "PHỤ LỤC I\nMẪU ĐƠN\n1. Đơn xin cấp.\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert headings(build(text)[0], text) == []
