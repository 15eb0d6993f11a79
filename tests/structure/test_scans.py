"""What scans, converters and web sites do to a page: wrong letters, lost dots, page marks, menus."""

import pytest

from nghiquyet.structure.build import build
from nghiquyet.tree import Root


def shape(tree: Root) -> list[str]:
    """Return the nodes of a tree but paragraphs and words, each with its label."""
    left_out = ("document", "words", "paragraph")
    return [f"{node.kind} {node.label}".strip() for node in tree.walk() if node.kind not in left_out]


def codes(text: str) -> list[str]:
    return [doubt.code for doubt in build(text)[1]]


FRAMES = {
    "NGHỊ QUYÉT\nvề nhiệm vụ năm 2026\n1. Thu đạt 5%.": ["doctype", "title", "item 1"],
    "NGHI QUYẾT\nvề nhiệm vụ năm 2026\n1. Thu đạt 5%.": ["doctype", "title", "item 1"],
    "NGHỊ QUYẾT\nvề A\nCăn cú Luật B;\nQUYÉT NGHỊ:\n1. Thu.": ["doctype", "title", "recital", "enacting", "item 1"],
    "NGHỊ QUYẾT\nVề A\nĐiều 1. Thu.\nĐiêu 2. Chi.": ["doctype", "title", "article 1", "article 2"],
    "NGHỊ QUYẾT\nVề A\nĐiều 1. Thu.\nNơi nhân:\n- B;": ["doctype", "title", "article 1", "recipients", "bullet -"],
}


@pytest.mark.parametrize("text", FRAMES)
def test_word_of_the_frame_with_one_wrong_letter_is_taken_and_reported(text: str) -> None:
    tree, doubts = build(text)
    assert shape(tree) == FRAMES[text]
    assert "frame-word-misread" in {doubt.code for doubt in doubts}


OTHERS = ["NGHỈ QUYẾN", "Cần cù lao động là truyền thống.", "Điệu 7. Múa", "Nói nhiều:"]


@pytest.mark.parametrize("words", OTHERS)
def test_words_that_differ_in_more_are_other_words(words: str) -> None:
    text = f"NGHỊ QUYẾT\nVề A\nĐiều 1. Thu.\n{words}\nĐiều 2. Chi."
    assert "frame-word-misread" not in codes(text)


def test_letters_with_blanks_between_them_are_a_word() -> None:
    assert shape(build("NGHỊ QUYẾT\nVỀ A\nCăn cứ Luật B;\nQ U Y Ế T  N G H Ị :\nĐiều 1. Thu.")[0])[3] == "enacting"


def test_roman_numeral_without_its_dot_opens_a_section_in_capitals() -> None:
    text = "I MỤC TIÊU\nPhát triển nhanh.\n1. Chung: ổn định.\nII NHIỆM VỤ\n1. Thu hút đầu tư."
    assert shape(build(text)[0]) == ["section I", "item 1", "section II", "item 1"]


def test_roman_numeral_with_a_wrong_letter_is_the_next_of_its_list() -> None:
    tree, doubts = build("I. QUAN ĐIỂM\n1. Ổn định.\nIH. MỤC TIÊU\n1. Tăng 5%.")
    assert shape(tree) == ["section I", "item 1", "section IH", "item 1"]
    assert [doubt.code for doubt in doubts] == ["ocr-label"]


def test_numbers_without_dots_that_count_up_are_items() -> None:
    text = "Điều 1. Thi hành\n1 Ủy ban nhân dân tỉnh triển khai.\n2 Sở Tài chính bố trí kinh phí."
    assert shape(build(text)[0]) == ["article 1", "item 1", "item 2"]


@pytest.mark.parametrize("line", ["1 Tỷ đồng là mức tối đa.", "5 Sở được giao.", "12 Tháng liền."])
def test_number_without_a_dot_that_counts_nothing_is_text(line: str) -> None:
    assert shape(build(f"Điều 1. Thi hành\n{line}\nHết.")[0]) == ["article 1"]


def test_number_that_lost_a_digit_is_the_next_of_its_list() -> None:
    members = "\n".join(f"({number}) Đạt {number}%." for number in range(1, 13))
    tree, doubts = build(f"1. Chỉ tiêu\n{members}\n(3) Đạt 13%.")
    assert shape(tree)[-1] == "point 3"
    assert [doubt.code for doubt in doubts] == ["ocr-label"]


def test_speck_in_front_of_a_marker_belongs_to_it() -> None:
    assert shape(build("1. Chỉ tiêu\n: (1) Đạt 5%.\n(2) Đạt 6%.")[0]) == ["item 1", "point 1", "point 2"]


def test_page_mark_cuts_a_sentence_and_no_more() -> None:
    tree, _ = build("1. Thu ngân sách\n===== TRANG 4 =====\n4\nđạt 5%.\n2. Chi.")
    assert shape(tree) == ["item 1", "furniture", "furniture", "item 2"]


def test_menu_of_a_site_is_furniture() -> None:
    text = "Bộ lọc tìm kiếm\n\n• Thuộc tính\n• Nội dung\n• Bản dịch\n\nNGHỊ QUYẾT\nVề A\nĐiều 1. Thu."
    assert shape(build(text)[0]) == ["furniture"] * 4 + ["doctype", "title", "article 1"]


def test_list_of_a_text_without_a_title_is_no_menu() -> None:
    assert shape(build("• Thu đạt 5%\n• Chi đạt 6%")[0]) == ["bullet •", "bullet •"]


def test_signs_of_symbol_fonts_are_bullets() -> None:
    assert shape(build("1. Thu\n\uf0b7 Đạt 5%.\n\uf0b7 Đạt 6%.")[0])[1:] == ["bullet \uf0b7", "bullet \uf0b7"]


WIDE = "phối hợp với các cơ quan có liên quan trong việc tổ chức triển khai thực hiện"


def test_number_of_which_only_the_dot_is_left_is_the_next_of_its_list() -> None:
    page = "\n".join(f"sau đó {WIDE}\nvà các việc khác." for _ in range(9))
    text = f"Điều 1. Giao việc\n1. Sở Y tế {WIDE}\nkế hoạch.\n{page}\n. Sở Nội vụ lập danh sách.\n3. Báo cáo."
    tree, doubts = build(text)
    assert shape(tree) == ["article 1", "item 1", "item 2", "item 3"]
    assert "ocr-label" in {doubt.code for doubt in doubts}


def test_dashes_read_as_other_strokes_are_bullets_of_the_list() -> None:
    text = "1. Sở Y tế:\n_ Lập kế hoạch khám bệnh;\n- Mua thuốc;\n~ Báo cáo kết quả."
    assert shape(build(text)[0]) == ["item 1", "bullet _", "bullet -", "bullet ~"]
    assert shape(build("1. Sở Y tế.\n_ Lập kế hoạch.")[0]) == ["item 1"]


def test_recipients_misread_with_a_signature_behind_one_blank() -> None:
    text = "NGHỊ QUYẾT\nVề A\nĐiều 1. Thu.\nNoi nhận: - KT. CHỦ TỊCH\n~ Như Điều 1;\n- Lưu: VT.\nLê Văn Tâm"
    names = ["doctype", "title", "article 1", "recipients", "signature", "bullet ~", "bullet -", "signature"]
    assert shape(build(text)[0]) == names


def test_words_joined_by_strokes_are_words() -> None:
    """Corpora of segmented words join the syllables of a word, and now and then a marker and its word."""
    text = "I. Quan_điểm :\n1 . Phát_triển nhanh .\nII._Mục_tiêu :\n1 . Tăng 5 % ."
    assert shape(build(text)[0]) == ["section I", "item 1", "section II", "item 1"]


MARKS = ["===== TRANG 4 =====", "[Trang 4]", "<<< PAGE 4 >>>", "(Trang 4/12)", "- 4 -"]


@pytest.mark.parametrize("mark", MARKS)
def test_mark_of_a_page_is_furniture(mark: str) -> None:
    text = f"I. CHỈ TIÊU\n1. Thu đạt 5 tỷ đồng.\n{mark}\n2. Chi 4 tỷ đồng."
    assert shape(build(text)[0]) == ["section I", "item 1", f"furniture {''}".strip(), "item 2"]


def test_series_without_dots_may_begin_a_text() -> None:
    text = "Điều 2 Tổ chức thực hiện\n1 Ủy ban nhân dân tỉnh triển khai.\n2 Sở Tài chính bố trí kinh phí."
    assert shape(build(text)[0]) == ["heading", "item 1", "item 2"]


def test_numbers_in_square_brackets_under_an_introduction_are_items() -> None:
    text = "Các loại:\n\n- Loại I.\n\nTiêu chí như sau:\n\n[1] Theo điểm.\n\n[2] Gồm:\n\n- Dân số.\n\n[3] Mức.\n"
    assert shape(build(text)[0]) == ["bullet -", "item 1", "item 2", "bullet -", "item 3"]


@pytest.mark.parametrize(
    "text",
    [
        "Thu ngân sách[1] tăng 5%.\n\nGhi chú:\n\n[1] Theo báo cáo.\n\n[2] Theo niên giám.\n",
        "Thu ngân sách tăng 5%.\n\n[1] Theo báo cáo.\n\n[2] Theo niên giám.\n",
        "Ghi chú:\n\n[1] Theo báo cáo.\n\n[3] Theo niên giám.\n",
    ],
)
def test_numbers_in_square_brackets_that_are_notes_open_nothing(text: str) -> None:
    assert not [name for name in shape(build(text)[0]) if name.startswith(("item", "point"))]


def test_name_of_a_file_with_a_number_in_front_is_no_item() -> None:
    text = "I. MỤC TIÊU\n1. Thu tăng.\n\n30.KLTW12 DOC 2\n\n2. Chi giảm.\n"
    names = shape(build(text)[0])
    assert names == ["section I", "item 1", "furniture", "item 2"]
    assert shape(build(text.replace("30.KLTW12 DOC 2", "10KL12.DOC 3"))[0]) == names
