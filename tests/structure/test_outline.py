"""The outline as lists: lines in, what opens and how deep it stands out."""

from pathlib import Path

import pytest

from nghiquyet.diagnostics import CODES
from nghiquyet.structure.outline import outline
from nghiquyet.tree import KINDS

LEAVES = {
    "PARAGRAPH", "FURNITURE", "LETTERHEAD", "MOTTO", "NUMBER", "PLACE_DATE", "DOCTYPE", "TITLE", "RECITAL", "ENACTING",
    "SIGNATURE", "CUT", "MORE", "CELL", "ROW", "HEAD_ROW",
}  # fmt: skip
SHORT = {"SECTION": "S", "ARTICLE": "Đ", "ITEM": "i", "SUBITEM": "s", "POINT": "p", "BULLET": "b", "SUBBULLET": "u"}


def shape(text: str) -> str:
    """Return the units as "depth kind label", one word each: "0Đ1 1i1 2pa"."""
    depth, words = 0, []
    for block in outline(text)[0]:
        if block.role in ("_OPEN", "_TABLE"):
            depth += 1
        elif block.role == "_CLOSE":
            depth -= 1
        elif block.role not in LEAVES:
            words.append(f"{depth}{SHORT.get(block.role, block.role.lower())}{block.label}")
    return " ".join(words)


def codes(text: str) -> list[str]:
    return [doubt.code for doubt in outline(text)[1]]


SHAPES = {
    # A paragraph below bullets introduces what stands higher.
    "- Bộ trưởng Bộ A;\n- Bộ trưởng Bộ B.\nNay yêu cầu các bộ:\n1. Bộ A lập kế hoạch.\n2. Bộ B báo cáo.": (
        "0b- 0b- 0i1 0i2"
    ),
    # Families and their order.
    "Điều 1. Mức chi\n1. Chi họp\na) Chủ trì\nb) Thành viên\n2. Chi khác\nĐiều 2. Hiệu lực": "0Đ1 1i1 2pa 2pb 1i2 0Đ2",
    "I- MỤC TIÊU\n1. Chung\n1.1. Đến năm 2030\n1.2. Đến năm 2045\nII- NHIỆM VỤ": "0SI 1i1 2s1.1 2s1.2 0SII",
    "Phần thứ nhất\nCHUNG\nChương I\nA B\nMục 1\nC D\nĐiều 1. E": "0partnhất 1chapterI 2S1 3Đ1",
    "Điều 1. Giao nhiệm vụ:\na) Sở A\nb) Sở B": "0Đ1 1pa 1pb",
    "1. Đến năm 2030\n- 90% xã có đường nhựa.\n- Kinh tế tăng 8%.": "0i1 1b- 1b-",
    "1. Nhiệm kỳ 2025\n- 2030 tăng 9%.": "0i1",
    "Điều 1. Thông qua\nI. MỤC TIÊU\n1. Chung\nII. NHIỆM VỤ\nĐiều 2. Giao": "0Đ1 1SI 2i1 1SII 0Đ2",
    "I. QUY ĐỊNH\nĐiều 1. A\nĐiều 2. B\nII. THI HÀNH\nĐiều 3. C": "0SI 1Đ1 1Đ2 0SII 1Đ3",
    "A. PHẦN CHUNG\nI. Một\nII. Hai\nB. PHẦN RIÊNG\nI. Ba": "0SA 1SI 1SII 0SB 1SI",
    "III. NỘI DUNG\nA. Một\n1. Việc\nB. Hai": "0SIII 1SA 2i1 1SB",
    "1. Một:\n- Hai:\n+ Ba\n+ Bốn\n- Năm": "0i1 1b- 2u+ 2u+ 1b-",
    "1. Một:\n* Hai\n- Ba\n- Bốn\n* Năm\n- Sáu": "0i1 1b* 2u- 2u- 1b* 2u-",
    "1. Một:\n+ Hai\n+ Ba": "0i1 1u+ 1u+",
    "1. Kinh tế\n* Trồng trọt\n(1) Lúa\n(2) Ngô\n* Chăn nuôi\n(3) Lợn": "0i1 1b* 2p1 2p2 1b* 2p3",
    "Điều 1. Mức\n(1) Một;\n(2) Hai": "0Đ1 1i1 1i2",
    "1. Mức\n(1) Một;\n(2) Hai": "0i1 1p1 1p2",
    "a) Đối tượng, gồm:\n(i) Hộ nghèo;\n(ii) Hộ cận nghèo.\nb) Mức": "0pa 1pi 1pii 0pb",
    "c) C\nd) D\nđ) Đ\ne) E\ng) G\nh) H\ni) I\nk) K": "0pc 0pd 0pđ 0pe 0pg 0ph 0pi 0pk",
    "Điều 38. A\nĐiều 39. B\nĐiều 39a. C\nĐiều 40. D": "0Đ38 0Đ39 0Đ39a 0Đ40",
    "1) Một\n2) Hai": "0i1 0i2",
    "I. MỤC TIÊU\n2.1. Một\n2.2. Hai": "0SI 1s2.1 1s2.2",
    # Articles of old documents; divisions of divisions; markers with the stars of emphasis in them.
    "ĐIỀU I: Tán thành\n1. Kinh tế\nĐiều II. Giao:\n1- Một\n2- Hai\nĐiều III": "0ĐI 1i1 0ĐII 1i1 1i2 0ĐIII",
    "Điều I. Sửa đổi:\nĐiều 5. Mới\nĐiều 6. Mới\nĐiều II. Thi hành": "0ĐI 1Đ5 1Đ6 0ĐII",
    "Mục 1\nCẮT GIẢM\nMục 1.1. Bãi bỏ\nI. A\nMục 1.2. Sửa đổi\nI. A\nMục 2\nKHÁC": "0S1 1S1.1 2SI 1S1.2 2SI 0S2",
    "**Điều ****1****. Một**\n1. A\n**Điều ****2****. Hai**\n1. B": "0Đ1 1i1 0Đ2 1i1",
    # An annex counts for itself; what is numbered in steps stands in the form that its first step names.
    "QUYẾT NGHỊ:\nĐiều 1. A\nĐiều 2. B\nPHỤ LỤC I\nQUY CHẾ\nChương I\nX Y\nĐiều 1. A\nĐiều 2. B\nChương II\nX Z\n"
    "Điều 3. C": "0Đ1 0Đ2 0annexI 1chapterI 2Đ1 2Đ2 1chapterII 2Đ3",
    "PHỤ LỤC\nBIỂU MẪU\nMẫu 1: Phiếu\n1.1. Một\n1.2. Hai": "0annex 1annex1 2s1.1 2s1.2",
    # A heading that ends in a word that binds, over a list.
    "I. Bãi bỏ các quy định về\n1. Chứng chỉ\n2. Lệ phí\nII. Các việc còn tồn tại\n1. A": "0SI 1i1 1i2 0SII 1i1",
    # Quotations with notes of a site, on one line, opened behind a note, closed before the next article.
    "Điều 1. Sửa đổi:\n1. Khoản 2 như sau:\n“10. Lương hưu.” [Khoản này có hướng dẫn]\n2. Khoản 3 như sau: [Ghi chú] "
    '“1. Mức\na) Một;\nb) Hai.” [Ghi chú]\n3. Điều 24 như sau:\n"Điều 24. Trách nhiệm\n1. Một\n2. Hai."\n4. Bỏ': (
        "0Đ1 1i1 2i10 1i2 2pa 2pb 1i3 2Đ24 3i1 3i2 1i4"
    ),
    'Điều 1. Sửa Điều 4 như sau: "Điều 4. Mức\n1. Một\n2. Hai."Điều 2.\nHiệu lực': "0Đ1 1i1 1i2",
    # A heading A. that was numbered I.
    "Mục 1\nX Y\nI. CHỨNG KHOÁN\n1. Một\nB. BẢO HIỂM\nI. Hai\nC. GIÁ\nI. Ba": "0S1 1SI 2i1 1SB 2SI 1SC 2SI",
    # Enacting words that end in a comma; a site's note ends what stands before it.
    "NGHỊ QUYẾT\nVề A\nHội đồng nhân dân tỉnh ban hành Nghị quyết,\nĐiều 1. B": "0Đ1",
    # Marks of Party texts: "I/-", "++"; "1.1-" stands in no letter; a plain list under an emphasised heading.
    "I/- Kết quả\n1/- Một\n- Hai\n+ Ba\n++ Bốn\n+ Năm\nII/- Hạn chế": "0SI 1i1 2b- 3u+ 4u++ 3u+ 0SII",
    "A- MỤC TIÊU\nI- Chung\nII- Cụ thể\n1.1- Kinh tế\nB- NHIỆM VỤ": "0SA 1SI 1SII 2s1.1 0SB",
    "**1. Mục đích**\n\nRõ việc.\n\n**2. Yêu cầu**\n\n1. Một.\n\n2. Hai.\n\n**3. Kinh phí**": "0i1 0i2 1i1 1i2 0i3",
    "PHỤ BIỂU SỐ 01\nDỰ TOÁN THU\nI. A\nPhụ biểu số 02\nDỰ TOÁN CHI\nI. B": "0annex01 1SI 0annex02 1SI",
    # What a crawler broke: behind the number of "1 - ", before a dash in a compound.
    "Điều 2. Giao:\n1\n- Sở A:\n- Một;\n2 - Sở B:\n- Hai.\n3\n- Sở C": "0Đ2 1i1 2b- 1i2 2b- 1i3",
    "4. Tổ chức chính trị, tổ chức xã hội\n- nghề nghiệp thực hiện.\n5. Khác": "0i4 0i5",
    # Headings over several lines, bare markers.
    "**I.\nQUAN ĐIỂM CHỈ ĐẠO**\n1. Một": "0SI 1i1",
    "Điều 1\nPhạm vi điều chỉnh\n1. Một": "0Đ1 1i1",
    "\\-\nCác cấp ủy nâng cao nhận thức.\n\\- Có chương trình.": "0b- 0b-",
    # A heading of the page's own ends what stands above it.
    "I- KẾT QUẢ ĐẠT ĐƯỢC\n- Đã làm xong.\n- Còn chậm.\nII- VIỆC CỦA\n1. Huyện làm.": "0SI 1b- 1b- 0SII 1i1",
    "II. MỘT\n1. Hai\n\n**MỤC TIÊU**\n\nA. Ba": "0SII 1i1 0heading1 0SA",
    # Quoted articles belong to the point that quotes them; their labels continue nothing outside.
    "1. Sửa đổi Điều 5 như sau:\n“Điều 5. Mức chi\n1. Một.\n2. Hai.”.\n2. Bãi bỏ Điều 6.": "0i1 1Đ5 2i1 2i2 0i2",
    "Điều 1. Sửa khoản 3:\n“3. Mức chi:\na. Chi họp;\n- Chủ trì;\nb. Chi khác.”\nĐiều 2. Hiệu lực": (
        "0Đ1 1i3 2pa 3b- 2pb 0Đ2"
    ),
    # Bullets go on behind a list that stands between them, unless its members hold bullets.
    "1. A\n- Một;\n(1) Hai;\n(2) Ba.\n- Bốn.": "0i1 1b- 1p1 1p2 1b-",
    "1. A\n- Một;\n(1) Hai.\n- Ba;\n(2) Bốn.\n- Năm.": "0i1 1b- 1p1 2b- 1p2 2b-",
    # Annexes number their own units; a form stands in its annex.
    "NGHỊ QUYẾT\nVề A\nĐiều 1. B\nPHỤ LỤC I\nTÊN\n1. C\nMẫu số 01\nPHỤ LỤC II": "0Đ1 0annexI 1i1 1annex01 0annexII",
    # A regulation issued with the resolution, named at the end of the title's line or under it.
    "NGHỊ QUYẾT\nVề A\nĐiều 1. B\nNơi nhận:\n- C\nQUY ĐỊNH\nMỨC CHI D (Ban hành kèm theo Nghị quyết số 1)\nĐiều 1. E": (
        "0Đ1 0recipients 1b- 0annex 1Đ1"
    ),
    # What a law site prints below the text is not the document's.
    "NGHỊ QUYẾT\nVề A\nĐiều 1. B\nPHỤ LỤC\nTÊN\n1. C\n## Văn bản liên quan\n1. D\nTHÔNG BÁO\n- E": "0Đ1 0annex 1i1",
    # A document on one line.
    "NGHỊ QUYẾT VỀ A Căn cứ Luật B; QUYẾT NGHỊ: Điều 1. C: 1. D. 2. E. a) G; b) H. Điều 2. K": (
        "0Đ1 1i1 1i2 2pa 2pb 0Đ2"
    ),
    "1.- Một\n2.- Hai": "0i1 0i2",
    # Recitals behind dashes are no bullets; what a list of tasks begins with is.
    "NGHỊ QUYẾT\nVề A\n- Căn cứ Luật B;\n- Xét tờ trình C;\nQUYẾT NGHỊ:\nĐiều 1. D\n- E": "0Đ1 1b-",
    "NGHỊ QUYẾT\nVề A\n- Thực hiện tốt B.\n- Xây dựng C.": "0b- 0b-",
    # The same mark set in under its introduction.
    "- Gồm:\n  - Một;\n  - Hai.\n": "0b- 1u- 1u-",
}


@pytest.mark.parametrize("text", SHAPES, ids=range(len(SHAPES)))
def test_shape(text: str) -> None:
    """Markers in, depths out."""
    assert shape(text) == SHAPES[text]


WRAPPED = (
    "1. Xây dựng nông thôn mới gắn với phát triển kinh tế, phấn đấu đến hết năm\n"
    "2030. Các xã vùng cao thực hiện lồng ghép các nguồn vốn, tăng bình quân 3,5\n"
    "- 3,8% mỗi năm; thực hiện theo Nghị quyết của Hội đồng nhân dân tỉnh Vân Hải\n"
    "66.16/2026/NQ-HĐND và kế hoạch của Ủy ban nhân dân tỉnh ban hành trong tháng\n"
    "4. Nhiệm kỳ này hoàn thành các chỉ tiêu đã nêu; giai đoạn 2026\n"
    "- 2030; các sở, ban, ngành theo chức năng, nhiệm vụ được giao chủ động phối hợp\n"
    "với các xã An Sơn và Phú Khê tổ chức thực hiện có hiệu quả, đúng tiến độ đề ra.\n"
    "2. Giao Ủy ban nhân dân tỉnh chỉ đạo các sở, ban, ngành liên quan triển khai và\n"
    "báo cáo kết quả thực hiện với Hội đồng nhân dân tỉnh tại kỳ họp cuối năm.\n"
)


def test_wrapped_lines_open_nothing() -> None:
    """A year, a range, a document number or a month that wraps to the beginning of a line is no marker."""
    assert shape(WRAPPED) == "0i1 0i2"
    assert [block.role for block in outline(WRAPPED)[0]] == ["ITEM", "ITEM"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Điều 2. Đề nghị Thường trực Hội đồng nhân dân tỉnh, các Ban", "Hội đồng nhân dân tỉnh giám sát."),
        ("Điều 2. Nghị quyết này đã được Hội đồng nhân dân tỉnh Vân", "Hải khóa X thông qua."),
        ("Điều 2. Khi có quyết định thu hồi hay hủy bỏ dự án đầu tư", "(kể cả vốn ngoài nhà nước), Sở Y tế báo cáo."),
        ("NGHỊ QUYẾT\nVề giá\nCăn cứ Luật Giá, quy định về kế hoạch;", "quy hoạch ngành, lĩnh vực;"),
    ],
)
def test_a_broken_name_goes_on(before: str, after: str) -> None:
    """A line that ends within a name, before a remark in brackets or in a list of a recital goes on in the next."""
    joined = f"{before}\n{after}"
    assert any(block.end == len(joined) and block.start < len(before) for block in outline(joined)[0])


def test_furniture_does_not_cut_the_sentence() -> None:
    """A page number and a gazette's banner stand in a sentence, which goes on behind them as the same leaf."""
    text = "1. Bảo đảm nguồn lực cho các xã,\n\nCÔNG BÁO/Số 12/Ngày 01-02-2026\n15\n\nphường trên địa bàn tỉnh."
    assert [block.role for block in outline(text)[0]] == ["ITEM", "CUT", "CUT", "MORE"]


DOUBTS = {
    "number-gap": "1. A\n3. B",
    "number-duplicate": "a) A\nb) B\nb) C",
    "number-inverted": "1. A\n2. B\n3. C\n2. D",
    "number-restarts": "1. A\n2. B\n1. C",
    "list-starts-late": "III- A\n1. B",
    "level-skipped": "I. A\n2.1. B",
    "marker-as-text": WRAPPED.replace("\n4. Nhiệm", "\n2. Nhiệm"),
    "mixed-markers": "1. A\n2) B",
    "text-before-first-marker": "QUYẾT NGHỊ:\n\nTrước yêu cầu mới.\n\n1. A",
    "unclosed-quotation": "1. Sửa như sau:\n“Điều 5. A\n2. B",
    "empty-unit": "Điều 1. A\nĐiều 2.\nĐiều 3. B",
    "too-deep": "\n".join("1. Gồm:" for _ in range(40)),
}


SOUND = {
    "lists under numbered names": "I. NHIỆM VỤ\nNhiệm vụ 1: Đường\na) Một.\nb) Hai.\nNhiệm vụ 2: Trường\na) Ba.",
    "an introduction": "QUYẾT NGHỊ\nHội đồng nhân dân nhấn mạnh các nội dung sau:\nI. A\n1. B",
    "a second list under a heading of its own": "1. A\n2. B\nTHÔNG TIN BỔ SUNG\n1. C",
    "the next document of the file": "NGHỊ QUYẾT\nVề A\nQUYẾT NGHỊ:\nĐiều 1. A\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n"
    "NGHỊ QUYẾT\nVề B\nQUYẾT NGHỊ:\nĐiều 1. B",
    "references that a line end cuts": "1. Hồ sơ cấp giấy phép của tổ chức kinh tế theo quy định tại khoản 3\n"
    "Điều 101 Nghị định số 12/2024/NĐ-CP.",
    "a period that a line end cuts": "1. Kế hoạch thời kỳ 2026\n- 2030 được điều chỉnh như sau:\n- Một;\n- Hai.",
    "(iii) behind (i) and (ii)": "1. Nội dung bồi dưỡng cán bộ cấp xã gồm: (i) Bản lĩnh chính trị; (ii) Chuyên môn;\n"
    "(iii) Kỹ năng mềm, phong cách làm việc và ngoại ngữ của từng vị trí công tác; bảo đảm\n"
    "kinh phí để các xã tổ chức lớp học theo kế hoạch đã được Ủy ban nhân dân tỉnh duyệt,\n"
    "lồng ghép với các chương trình khác trên địa bàn, tránh chồng chéo và lãng phí nguồn\n"
    "lực của địa phương; hằng năm sơ kết, đánh giá và báo cáo Hội đồng nhân dân tỉnh tại kỳ\n"
    "họp cuối năm; trường hợp cần thiết thì điều chỉnh cho phù hợp với tình hình thực tế của\n"
    "các địa phương và nguồn lực được giao theo quy định của pháp luật về ngân sách nhà nước\n"
    "và hướng dẫn của các bộ, ngành trung ương có liên quan đến công tác đào tạo cán bộ.",
}


@pytest.mark.parametrize("why", SOUND)
def test_no_doubt(why: str) -> None:
    """A sound document raises none, though its numbers begin again or stand at the beginning of a line."""
    assert codes(SOUND[why]) == []


def test_articles_that_are_missing_between_chapters() -> None:
    """Articles count through the document, so that one lost at a chapter's end is a gap, not an excerpt."""
    text = "Chương I\nA B\nĐiều 1. A\nĐiều 2. B\nChương II\nC D\nĐiều 4. D"
    assert codes(text) == ["number-gap"]


@pytest.mark.parametrize("code", DOUBTS)
def test_doubt(code: str) -> None:
    """Each doubt about numbering has a text that raises it, and a permanent code."""
    assert code in codes(DOUBTS[code])
    assert code in CODES


def test_clean_outline_has_no_doubts() -> None:
    """Articles that count on across chapters, indicators across headings, đ left out: nothing to report."""
    text = (
        "Chương I\nA B\nĐiều 1. A\nChương II\nC D\nĐiều 2. B\n1. C\n* D\n(1) E\n* F\n(2) G\n2. H\n"
        "a) I\nb) K\nc) L\nd) M\ne) N"
    )
    assert codes(text) == []


def test_roles_are_kinds() -> None:
    """Roles of the grammar, classes of the tree and keys of the JSON share their names."""
    from nghiquyet.structure.grammar import block_parser

    rules = {str(rule.origin.name) for rule in block_parser().rules} - {"start"}
    assert {rule for rule in rules if not rule.startswith("_")} == set(KINDS) - {"document", "words"}


def test_every_code_is_explained() -> None:
    """docs/diagnostics.md has one heading for each code, and none besides."""
    page = (Path(__file__).parents[2] / "docs" / "diagnostics.md").read_text("utf-8")
    assert {line[4:] for line in page.splitlines() if line.startswith("### ")} == set(CODES)
