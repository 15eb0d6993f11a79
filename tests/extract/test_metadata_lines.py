"""Lines of the first and the last page that crawls, scans and old councils write otherwise."""

import pytest

from nghiquyet import parse_text

HEAD = "HỘI ĐỒNG NHÂN DÂN TỈNH KIM SƠN\nSố: 12/NQ-HĐND\nKim Sơn, ngày 08 tháng 7 năm 2009\nNGHỊ QUYẾT\nVề phí chợ\n"


def issuer(text: str) -> str | None:
    field = parse_text(text).metadata.issuer
    return field.value if field else None


def signers(text: str) -> list[tuple[str | None, str | None]]:
    return [(each.name, each.position) for each in parse_text(text).metadata.signers]


def test_full_name_below_the_title() -> None:
    """A bare letterhead gives way to the full name below the title."""
    text = (
        "HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 12/2014/NQ-HĐND | Kim Sơn, ngày 03/4/2014 |\n"
        "NGHỊ QUYẾT\nVề phí chợ\nHỘI ĐỒNG NHÂN DÂN TỈNH KIM SƠN\nKHÓA XIII, KỲ HỌP THỨ 3\nCăn cứ Luật Giá;\n"
    )
    assert issuer(text) == "HỘI ĐỒNG NHÂN DÂN TỈNH KIM SƠN"


def test_full_name_in_the_closing_sentence() -> None:
    """The closing sentence tells whose council it is; one without a place tells nothing."""
    head = "HỘI ĐỒNG NHÂN DÂN\nSố: 12/NQ-HĐND\nNGHỊ QUYẾT\nVề phí chợ\nĐiều 1. Phí chợ.\n"
    closing = "Nghị quyết này đã được Hội đồng nhân dân {} khóa XI thông qua ngày 08 tháng 7 năm 2009./."
    assert issuer(head + closing.format("tỉnh Kim Sơn")) == "Hội đồng nhân dân tỉnh Kim Sơn"
    assert issuer(head + closing.format("tỉnh")) == "HỘI ĐỒNG NHÂN DÂN"


@pytest.mark.parametrize("motto", ["ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẲN VIỆT NAM"])
def test_motto_on_the_line_of_the_letterhead(motto: str) -> None:
    """The Party's motto is no part of the name beside it, and tells the family."""
    found = parse_text(f"TỈNH ỦY KIM SƠN {motto}\n*\nSố 12-NQ/TU\nNGHỊ QUYẾT\nvề nhiệm vụ năm 2026\n").metadata
    assert found.issuer is not None
    assert (found.issuer.value, found.family) == ("TỈNH ỦY KIM SƠN", "party")


@pytest.mark.parametrize(
    ("written", "wait"),
    [
        ("sau 10 ngày kể từ ngày Hội đồng nhân dân tỉnh thông qua", "2009-07-18"),
        ("sau mười ngày, kể từ ngày thông qua", "2009-07-18"),
        ("thi hành sau 45 (bốn mươi lăm) ngày kể từ ngày ký", "2009-08-22"),
        ("kể từ ngày thông qua", "2009-07-08"),
        ("từ ngày 01 tháng 8 năm 2009", "2009-08-01"),
    ],
)
def test_effect_counts_the_wait(written: str, wait: str) -> None:
    """Days between the adoption and the effect are counted."""
    found = parse_text(f"{HEAD}Điều 2. Nghị quyết này có hiệu lực {written}.\n").metadata
    assert found.effect is not None
    assert found.effect.value == wait


def test_dotted_number() -> None:
    """A dot between type and issuer parts them as a dash does."""
    parts = parse_text(HEAD.replace("12/NQ-HĐND", "05/2007/NQ.HĐND")).metadata.number_parts
    assert parts == ("05", "2007", "NQ", "HĐND")


def test_soft_hyphen_in_a_number() -> None:
    """A soft hyphen is the dash of a number, in the header and in a citation."""
    text = "TỈNH ỦY KIM SƠN\n*\nSố 08\xadNQ/TU\nNGHỊ QUYẾT\nvề chè\n\nTheo Nghị quyết số 10\xadNQ/TU của Tỉnh ủy.\n"
    document = parse_text(text)
    assert document.metadata.number is not None
    assert document.metadata.number.value == "08-NQ/TU"
    assert [ref.number for ref in document.references] == ["10-NQ/TU"]


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        ("TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNGLê Văn Tâm", ("Lê Văn Tâm", "PHÓ THỦ TƯỚNG")),
        ("TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCHLê Văn Tâm", ("Lê Văn Tâm", "CHỦ TỊCH")),
        ("Q. CHỦ TỊCH\nLò Văn Khún", ("Lò Văn Khún", "Q. CHỦ TỊCH")),
        ("TM. ĐOÀN CHỦ TỊCH\nBÍ THƯ ĐẢNG ỦY\n\nVi Thị Mận", ("Vi Thị Mận", "BÍ THƯ ĐẢNG ỦY")),
        ("CHỦ TỊCH\n(Đã ký)\nNguyễn Văn A", ("Nguyễn Văn A", "CHỦ TỊCH")),
    ],
)
def test_signature(lines: str, want: tuple[str, str]) -> None:
    """Glued lines, who acts for an office, an office with its body, and a name of one letter."""
    assert signers(f"{HEAD}Điều 1. Phí chợ.\nNơi nhận: Như Điều 3; Lưu VT.\n{lines}\n") == [want]


def test_recipients_behind_dashes_on_one_line() -> None:
    """A semicolon inside a dashed recipient parts nothing."""
    text = f"{HEAD}Điều 1. Phí chợ.\nNơi nhận:- Ban Bí thư;- Văn phòng Quốc hội: TH, PL; các Vụ;- Lưu: VT.\n"
    found = [field.value for field in parse_text(text).metadata.recipients]
    assert found == ["Ban Bí thư", "Văn phòng Quốc hội: TH, PL; các Vụ", "Lưu: VT"]


BOX = (
    "Nghị quyết 18/2025/NQ-HĐND sửa đổi chế độ công tác phí\nSố hiệu | 18/2025/NQ-HĐND |\n"
    "Ngày ban hành | 21/07/2025 |\nLoại văn bản | Nghị quyết |\n"
    "Cơ quan ban hành | Tỉnh Kim Sơn |\nNgười ký | Lê Thế Tâm |\n"
)


def test_box_of_a_site() -> None:
    """What a document has lost is read from the box of the site, and its title from the headline."""
    found = parse_text(f"{BOX}HỘI ĐỒNG NHÂN DÂN |\nSố: 18/2025/NQ-HĐND |\nCăn cứ Luật Giá;\nĐiều 1. Phí.\n").metadata
    fields = (found.doctype, found.issuer, found.title, found.date)
    assert [field and field.value for field in fields] == [
        "Nghị quyết", "HỘI ĐỒNG NHÂN DÂN Tỉnh Kim Sơn", "sửa đổi chế độ công tác phí", "2025-07-21",
    ]  # fmt: skip
    assert [each.name for each in found.signers] == ["Lê Thế Tâm"]


def test_the_document_wins_over_the_box() -> None:
    """What the document says itself is never changed by the box."""
    found = parse_text(f"{BOX}\n{HEAD}Điều 1. Phí.\nCHỦ TỊCH\nTrần Văn Bé\n").metadata
    assert (found.date and found.date.value, found.title and found.title.value) == ("2009-07-08", "Về phí chợ")
    assert [each.name for each in found.signers] == ["Trần Văn Bé"]


PAGE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\nSố: 12/CT-KS\nKim Sơn, ngày 03 tháng 4 năm 2025\n"
ISSUERS = {
    f"HỘI NÔNG DÂN TỈNH KIM SƠN\n{PAGE}CHỈ THỊ\nVề vụ mùa\n1. Thu.": "HỘI NÔNG DÂN TỈNH KIM SƠN",
    f"VĂN PHÒNG CHÍNH PHỦ\n{PAGE}THÔNG BÁO\nVề vụ mùa\n1. Thu.": "VĂN PHÒNG CHÍNH PHỦ",
    f"UBND TỈNH KIM SƠN\nSỞ NỘI VỤ\n{PAGE}KẾ HOẠCH\nVề vụ mùa\n1. Thu.": "SỞ NỘI VỤ",
    "CÔNG ĐIỆN\nVề vụ mùa\n**THỦ TƯỚNG CHÍNH PHỦ điện:**\n- Bộ A;\n1. Thu.": "THỦ TƯỚNG CHÍNH PHỦ",
    "CÔNG ĐIỆN\nVề vụ mùa\n\nBộ trưởng Bộ Y tế điện:\n- Sở A;\n1. Thu.": "Bộ trưởng Bộ Y tế",
    "QUYẾT ĐỊNH\nVề vụ mùa\nỦy ban nhân dân tỉnh\nCăn cứ Luật A;\nQUYẾT ĐỊNH:\nĐiều 1. Thu.": "Ủy ban nhân dân tỉnh",
    f"UBND TỈNH KIM SƠN\nDỰ THẢO LẦN 2\n{PAGE}KẾ HOẠCH\nVề vụ mùa\n1. Thu.": "UBND TỈNH KIM SƠN",
    f"UBND TỈNH KIM SƠN\n\n(Dự thảo ngày 05/7/2025)\n\n{PAGE}KẾ HOẠCH\nVề vụ mùa\n1. Thu.": "UBND TỈNH KIM SƠN",
    f"BAN SOẠN THẢO DỰ THẢO LUẬT\n{PAGE}KẾ HOẠCH\nVề vụ mùa\n1. Thu.": "BAN SOẠN THẢO DỰ THẢO LUẬT",
    f"VAN PHONG CHÍNH PHU\n{PAGE}THÔNG BÁO\nVề vụ mùa\n1. Thu.\nVăn phòng Chính phủ báo.": "Văn phòng Chính phủ",
}


@pytest.mark.parametrize("text", ISSUERS)
def test_issuer_by_its_place(text: str) -> None:
    """Whoever stands over the motto issues, known or not; so does who wires, and who stands between title and laws."""
    issuer = parse_text(text).metadata.issuer
    assert issuer is not None
    assert issuer.value == ISSUERS[text]


def test_title_over_two_lines_names_the_issuer_of_another_document() -> None:
    """ "CỦA CHÍNH PHỦ VỀ ..." goes on with the title; it is no letterhead."""
    title = "THỰC HIỆN NGHỊ QUYẾT SỐ 25/NQ-CP NGÀY 05/02/2024\nCỦA CHÍNH PHỦ VỀ DU LỊCH"
    found = parse_text(f"KẾ HOẠCH\n\n{title}\n1. Thu.")
    assert found.metadata.issuer is None
    assert [ref.issuer for ref in found.references] == ["CHÍNH PHỦ"]


def test_sentence_that_announces_what_follows_is_no_legal_basis() -> None:
    text = "THÔNG BÁO\nVề vụ mùa\nCăn cứ Luật A;\nSau khi nghe báo cáo, Thủ tướng có ý kiến như sau:\n1. Thu."
    assert [field.value for field in parse_text(text).metadata.legal_bases] == ["Căn cứ Luật A"]


SMALL = "Nghị quyết về phí chợ năm 2026\n{}\nCăn cứ Luật Giá;\nQuyết nghị :\nĐiều 1. Thu phí."


@pytest.mark.parametrize(
    "line",
    [
        "Hội đồng nhân dân tỉnh kim sơn khóa vii - kỳ họp thứ 6",
        "Hội_đồng_nhân_dân tỉnh kim sơn khóa vii - kỳ họp thứ 6",
        "Hội đồng nhân dân tỉnh kim sơn khóa 12, kỳ họp thứ 3",
    ],
)
def test_name_in_small_letters_with_a_session_behind_it(line: str) -> None:
    """What resolves stands below the title; its session is no part of its name."""
    found = parse_text(SMALL.format(line)).metadata
    assert found.issuer is not None
    assert found.title is not None
    assert found.issuer.value.replace("_", " ") == "Hội đồng nhân dân tỉnh kim sơn"
    assert found.title.value == "về phí chợ năm 2026"


def test_name_with_a_session_that_no_recital_follows_is_no_issuer() -> None:
    """Who resolves stands over the recitals; a sentence about a council does not."""
    line = "Hội đồng nhân dân tỉnh kim sơn khóa vii - kỳ họp thứ 6"
    assert issuer(f"Nghị quyết về phí chợ năm 2026\n{line}\nđã thảo luận.\nĐiều 1. Thu phí.") is None


def test_place_over_its_day_in_a_narrow_cell() -> None:
    head = "|\n**HỘI ĐỒNG NHÂN\nDÂN**\nTỈNH AN\n|\nSố:\n12/NQ-HĐND\n|\n*{},\n{}*\n|\n\n**NGHỊ QUYẾT**\nVề phí chợ\n"
    found = parse_text(head.format("Kim Sơn", "ngày 18 tháng 11 năm 2025")).metadata
    assert found.place is not None
    assert found.date is not None
    assert (found.place.value, found.date.value) == ("Kim Sơn", "2025-11-18")
    assert parse_text(head.format("Kim Sơn", "thuộc vùng cao")).metadata.place is None


def test_number_and_motto_on_one_line() -> None:
    text = (
        "QUỐC HỘI CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nNghị quyết số: 12/2017/QH14 Độc lập - Tự do - Hạnh phúc\n"
        "NGHỊ QUYẾT\nVề ngân sách\n"
    )
    number = parse_text(text).metadata.number
    assert number is not None
    assert number.value == "12/2017/QH14"


@pytest.mark.parametrize(
    ("line", "name"), [("QUOC HỌI", "QUỐC HỘI"), ("TÍNH UỶ KIM SƠN", "TỈNH ỦY KIM SƠN"), ("QUỐC HỘI", "QUỐC HỘI")]
)
def test_name_of_a_body_that_lost_its_marks(line: str, name: str) -> None:
    """The issuer is the name that was meant; what was taken for it is reported."""
    found = parse_text(f"NGHỊ QUYẾT\nVề ngân sách\n\n{line}\n\nCăn cứ Hiến pháp;\nĐiều 1. Thu.")
    assert found.metadata.issuer is not None
    assert found.metadata.title is not None
    assert (found.metadata.issuer.value, found.metadata.title.value) == (name, "Về ngân sách")
    assert ("frame-word-misread" in {doubt.code for doubt in found.diagnostics}) is (line != name)


def test_words_in_capitals_that_are_no_body() -> None:
    assert issuer("NGHỊ QUYẾT\nVỀ NGÂN SÁCH\nCHÍNH SÁCH MỚI\nCăn cứ Hiến pháp;\nĐiều 1. Thu.") is None


def test_last_page_of_a_scan() -> None:
    """A stroke for the T of "T/M", a recipient over a gap, a dash behind a speck, a body without its marks."""
    found = parse_text(
        "NGHỊ QUYẾT\nVề A\nĐiều 1. Thu.\nNơi nhân: „/M BỘ CHÍNH TRI\n- Các tỉnh uỷ,\n- Các đồng chí Uỷ viên\n\n"
        "Ban Chấp hành Trung ương,\n~- Lưu Văn phòng.\n\nLê Văn Tâm\n"
    ).metadata
    assert [each.name for each in found.signers] == ["Lê Văn Tâm"]
    names = ["Các tỉnh uỷ", "Các đồng chí Uỷ viên Ban Chấp hành Trung ương", "Lưu Văn phòng"]
    assert [each.value for each in found.recipients] == names
    assert signers("NGHỊ QUYẾT\nVề A\nĐiều 1. Thu.\n\nCHỦ TỊCH QUOC HOI\n") == [(None, "CHỦ TỊCH QUOC HOI")]


@pytest.mark.parametrize(
    ("said", "title"), [("sửa đổi mức chi hội nghị", "sửa đổi mức chi hội nghị"), ("ngày 3 tháng 4 năm 2025", None)]
)
def test_title_on_the_line_of_a_site(said: str, title: str | None) -> None:
    """What a site prints behind the number is the title of a document that lost its own; a date is none."""
    above = f"Nghị quyết 18/2025/NQ-HĐND {said}\n"
    found = parse_text(f"{above}\nHỘI ĐỒNG NHÂN DÂN\nTỈNH KIM SƠN\nSố: 18/2025/NQ-HĐND\nCăn cứ Luật A;\nĐiều 1. Thu.")
    assert (found.metadata.title.value if found.metadata.title else None) == title
