"""The header and the tail as data: families, shapes of the first page, dates, signatures, recipients."""

import pytest

import nghiquyet
from documents import REAL, SHARED, parsed
from nghiquyet.extract.metadata.header import iso_date
from nghiquyet.facts import Metadata

COUNCIL = """HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/2027/NQ-HĐND
Vân Hải, ngày 09 tháng 12 năm 2027

NGHỊ QUYẾT

Quy định mức hỗ trợ trồng rừng
trên địa bàn tỉnh Vân Hải

HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI
KHÓA XI, KỲ HỌP THỨ 7

Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;

Căn cứ Luật Ngân sách nhà nước năm 2025;

QUYẾT NGHỊ:

Điều 1. Phạm vi điều chỉnh

Nghị quyết này quy định mức hỗ trợ trồng rừng.

Điều 2. Tổ chức thực hiện

1. Ủy ban nhân dân tỉnh tổ chức thực hiện.

2. Nghị quyết này đã được Hội đồng nhân dân tỉnh Vân Hải khóa XI, kỳ họp thứ 7
thông qua ngày 08 tháng 12 năm 2027 và có hiệu lực từ ngày 01 tháng 01 năm 2028./.

Nơi nhận:
- Chính phủ;
- Thường trực Tỉnh ủy;
- Lưu: VT.

CHỦ TỊCH


Trần Văn Lâm
"""

PARTY = """TỈNH ỦY VÂN HẢI
*
Số 15-NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM

Vân Hải, ngày ... tháng 01 năm 2027

NGHỊ QUYẾT
về nhiệm vụ năm 2027

I- MỤC TIÊU

1. Phấn đấu tăng trưởng 8%.

Nơi nhận:
- Các huyện ủy, thành ủy;
- Lưu Văn phòng Tỉnh ủy.

T/M TỈNH ỦY
BÍ THƯ

Lê Thị Hạnh
"""


def values(metadata: Metadata) -> dict[str, str | None]:
    names = ("doctype", "number", "issuer", "place", "date", "title", "term", "session", "effect")
    return {name: field.value if (field := getattr(metadata, name)) else None for name in names}


def test_council() -> None:
    """A council resolution says everything, and each value quotes its place."""
    document = nghiquyet.parse_text(COUNCIL)
    assert document.metadata.family == "council"
    assert values(document.metadata) == {
        "doctype": "NGHỊ QUYẾT",
        "number": "12/2027/NQ-HĐND",
        "issuer": "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI",
        "place": "Vân Hải",
        "date": "2027-12-09",
        "title": "Quy định mức hỗ trợ trồng rừng trên địa bàn tỉnh Vân Hải",
        "term": "KHÓA XI",
        "session": "KỲ HỌP THỨ 7",
        "effect": "2028-01-01",
    }
    metadata = document.metadata
    assert metadata.number_parts == ("12", "2027", "NQ", "HĐND")
    assert [base.value for base in metadata.legal_bases] == [
        "Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017",
        "Căn cứ Luật Ngân sách nhà nước năm 2025",
    ]
    assert [each.value for each in metadata.recipients] == ["Chính phủ", "Thường trực Tỉnh ủy", "Lưu: VT"]
    assert [(signer.name, signer.position) for signer in metadata.signers] == [("Trần Văn Lâm", "CHỦ TỊCH")]
    for field in (metadata.doctype, metadata.number, metadata.place, *metadata.recipients):
        assert field is not None
        assert document.text[field.span.start : field.span.end] == field.value


def test_party() -> None:
    """A Party number has its type first; a blank day is left out; T/M says on whose behalf."""
    metadata = nghiquyet.parse_text(PARTY).metadata
    assert metadata.family == "party"
    assert metadata.number_parts == ("15", None, "NQ", "TU")
    assert metadata.date is not None
    assert metadata.date.value == "2027-01"
    (signer,) = metadata.signers
    assert (signer.name, signer.position, signer.behalf) == ("Lê Thị Hạnh", "BÍ THƯ", "T/M TỈNH ỦY")


def test_one_line_tail() -> None:
    """Recipients and signature on one line are told apart."""
    tail = "Nơi nhận: - Chính phủ; - Sở Lao động - Xã hội; - Lưu: VT. | CHỦ TỊCH Trần Văn Lâm\n"
    metadata = nghiquyet.parse_text(COUNCIL[: COUNCIL.index("Nơi nhận")] + tail).metadata
    assert [each.value for each in metadata.recipients] == ["Chính phủ", "Sở Lao động - Xã hội", "Lưu: VT"]
    assert [(signer.name, signer.position) for signer in metadata.signers] == [("Trần Văn Lâm", "CHỦ TỊCH")]


def test_lines_broken_behind_their_first_word() -> None:
    """A crawler broke the issuer, the place and the signature behind a word."""
    text = (
        "**ỦY\nBAN NHÂN DÂN**\n**TỈNH VÂN HẢI**\n--------\nSố: 12/2027/QĐ-UBND\n*Vân\nHải, ngày 8 tháng 3 năm 2027*\n"
        "**QUYẾT ĐỊNH**\nVỀ GIÁ NƯỚC\n**Điều 1.** Giá nước là 9.000 đồng.\n*Nơi nhận:*\n- Như Điều 1;\n"
        "**TM.\nỦY BAN NHÂN DÂN**\nKT. CHỦ TỊCH\n**PHÓ CHỦ TỊCH**\n**Trần Văn Lâm**\n"
    )
    metadata = nghiquyet.parse_text(text).metadata
    assert metadata.issuer is not None
    assert metadata.issuer.value == "ỦY BAN NHÂN DÂN TỈNH VÂN HẢI"
    assert metadata.place is not None
    assert metadata.place.value == "Vân Hải"
    assert [(signer.name, signer.position) for signer in metadata.signers] == [("Trần Văn Lâm", "PHÓ CHỦ TỊCH")]


def test_issuer_below_the_doctype() -> None:
    """ "CỦA BỘ CHÍNH TRỊ" names the issuer, whatever stands above."""
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n\nHà Nội, ngày 22 tháng 12 năm 2026\n\nNGHỊ QUYẾT\nCỦA BỘ CHÍNH TRỊ\n"
        "về phát triển nông thôn\n\nI- QUAN ĐIỂM\n\n1. Nông thôn là nền tảng.\n"
    )
    metadata = nghiquyet.parse_text(text).metadata
    assert metadata.issuer is not None
    assert metadata.issuer.value == "BỘ CHÍNH TRỊ"
    assert metadata.family == "party"


def test_the_government_is_no_signer() -> None:
    """The name of the body behind an office ("PHÓ THỦ TƯỚNG CHÍNH PHỦ") is part of the office, not a person."""
    text = (
        "NGHỊ QUYẾT\nVề việc thử\n\nĐiều 1. Đạt 5%.\n\n"
        "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG CHÍNH PHỦ\nPHÓ THỦ TƯỚNG CHÍNH PHỦ\n\nNguyễn Văn Hải\n"
    )
    (signer,) = nghiquyet.parse_text(text).metadata.signers
    assert (signer.name, signer.position) == ("Nguyễn Văn Hải", "PHÓ THỦ TƯỚNG CHÍNH PHỦ")


def test_deputy_signs() -> None:
    """The one for whom a deputy signs is part of the behalf."""
    text = (
        "CHÍNH PHỦ\nSố: 9/NQ-CP\nHà Nội, ngày 3 tháng 2 năm 2027\n\nNGHỊ QUYẾT\nVề công tác dân số\n\nQUYẾT NGHỊ:\n\n"
        "Điều 1. Phê duyệt kế hoạch. Nghị quyết này có hiệu lực thi hành từ ngày ký ban hành.\n\n"
        "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nNguyễn Thị Lan\n"
    )
    metadata = nghiquyet.parse_text(text).metadata
    assert metadata.family == "government"
    (signer,) = metadata.signers
    assert (signer.behalf, signer.position, signer.name) == (
        "TM. CHÍNH PHỦ KT. THỦ TƯỚNG",
        "PHÓ THỦ TƯỚNG",
        "Nguyễn Thị Lan",
    )
    assert metadata.effect is not None
    assert metadata.effect.value == "2027-02-03"


def test_nothing_is_guessed() -> None:
    """A page without a header has no metadata."""
    metadata = nghiquyet.parse_text("1. Tăng cường công tác kiểm tra.\n\n2. Thực hiện nghiêm túc.\n").metadata
    assert metadata == Metadata()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12/6/2025", "2025-06-12"),
        ("09 tháng 12 năm 2027", "2027-12-09"),
        ("... tháng 01 năm 2021", "2021-01"),
        ("tháng năm 2007", "2007"),
        ("31 tháng 4 năm 2021", None),
        ("nay", None),
    ],
)
def test_dates(words: str, value: str | None) -> None:
    """Blank days and months are left out; a day that the calendar lacks is no date."""
    assert iso_date(words) == value


@pytest.mark.skipif(not REAL, reason="the real documents are not here")
def test_real_documents() -> None:
    """Of the numbers and dates that real pages show, nearly all are found."""
    import csv

    with open(SHARED / "real" / "MANIFEST.tsv", encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["file"].startswith("text/")
        ]
    rows = [row for row in rows if (SHARED / "real" / row["file"]).stat().st_size < 40_000]
    right = total = 0
    for row in rows:
        metadata = parsed(SHARED / "real" / row["file"]).metadata
        for name in ("number", "date"):
            if row[name]:
                total += 1
                field = getattr(metadata, name)
                right += field is not None and field.value == row[name]
    assert right >= 0.9 * total


PRINTED = (
    "Nghị quyết về y tế nói gì?\n\n- Mục tiêu là gì?\n\n{said}\n\nNGHỊ QUYẾT\n\nCỦA BỘ CHÍNH TRỊ\n\nVỀ Y TẾ\n\n"
    "I- MỤC TIÊU\n1. Đạt 5%.\n"
)


def test_document_in_an_article_of_a_site() -> None:
    """The header below a site's words is read; number and date are taken from them if they say that it was issued."""
    said = "Ngày 09/9/2031, Ban Chấp hành Trung ương ban hành Nghị quyết 172-NQ/TW năm 2031 về y tế."
    found = nghiquyet.parse_text(PRINTED.format(said=said)).metadata
    assert (found.issuer and found.issuer.value, found.title and found.title.value) == ("BỘ CHÍNH TRỊ", "VỀ Y TẾ")
    assert (found.number and found.number.value, found.date and found.date.value) == ("172-NQ/TW", "2031-09-09")


@pytest.mark.parametrize(
    "said",
    [
        "Theo Nghị quyết 172-NQ/TW năm 2031 về y tế thì:",
        "Ngày 09/9/2031, Chính phủ ban hành Nghị quyết 5/NQ-CP về y tế.",
        "Bộ Chính trị ban hành Nghị quyết 172-NQ/TW và ban hành Nghị quyết 173-NQ/TW.",
        "Bộ Chính trị ban hành Kết luận 172-KL/TW về y tế.",
    ],
)
def test_number_that_a_site_does_not_give(said: str) -> None:
    """A number that is only cited, of another family or kind, or one of two, is not the document's."""
    found = nghiquyet.parse_text(PRINTED.format(said=said)).metadata
    assert (found.number, found.date) == (None, None)


@pytest.mark.parametrize("kind", ["Nghị quyết", "Luật"])
def test_number_below_its_word(kind: str) -> None:
    """A crawler breaks the line behind "số:", which may end the line of the motto."""
    text = (
        f"HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nĐộc lập - Tự do - Hạnh phúc ------ {kind} số:\n61/2027/NQ-HĐND\n"
        "Vân Hải, ngày 16 tháng 6 năm 2027 NGHỊ QUYẾT\nVề A\nQUYẾT NGHỊ:\nĐiều 1. B\n"
    )
    number = nghiquyet.parse_text(text).metadata.number
    assert number is not None
    assert number.value == "61/2027/NQ-HĐND"


@pytest.mark.parametrize("said", ["NGHỊ QUYÉT", "NGHI QUYẾT", "N G H Ị Q U Y Ế T", "NGHỊ  QUYẾT"])
def test_kind_of_a_scan(said: str) -> None:
    """The kind of document is the word that a misread one was taken for; its span is that of the words there."""
    text = f"HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH AN\nSố: 12/NQ-HĐND\n{said}\nVề nhiệm vụ năm 2026\nĐiều 1. Thu 5 tỷ đồng."
    kind = nghiquyet.parse_text(text).metadata.doctype
    assert kind is not None
    assert kind.value == "NGHỊ QUYẾT"
    assert text[kind.span.start : kind.span.end] == said
