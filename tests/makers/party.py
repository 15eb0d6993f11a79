"""One made-up resolution in several forms: typed text, .docx typed by hand, .docx with automatic labels and tables.

The district and its figures are invented.
"""

from wordfile import cell, level, lists, para, run, table, wordfile

HEADER = (("HUYỆN ỦY PHÚ KHÊ", "*", "Số 07-NQ/HU"), ("ĐẢNG CỘNG SẢN VIỆT NAM", "Phú Khê, ngày 15 tháng 12 năm 2025"))
TITLE = ("NGHỊ QUYẾT", "về phát triển kinh tế - xã hội", "năm 2026")
# (level, words): 0 section, 1 item, 2 subitem, 3 point, 4 bullet, None a paragraph.
BODY = (
    (0, "TÌNH HÌNH"),
    (None, "Năm 2025, kinh tế của huyện tiếp tục phát triển; thu ngân sách đạt 412 tỷ đồng, bằng 104% kế hoạch."),
    (0, "MỤC TIÊU, CHỈ TIÊU"),
    (1, "Mục tiêu"),
    (None, "Xây dựng Đảng bộ trong sạch, vững mạnh; giữ vững quốc phòng, an ninh."),
    (1, "Các chỉ tiêu chủ yếu năm 2026"),
    (2, "Chỉ tiêu kinh tế"),
    (4, "Tổng giá trị sản xuất tăng 9,5%."),
    (4, "Thu nhập bình quân đầu người đạt 72 triệu đồng."),
    (2, "Chỉ tiêu xã hội"),
    (4, "Tỷ lệ hộ nghèo giảm còn dưới 1,5%."),
    (4, "Trên 95% dân số tham gia bảo hiểm y tế."),
    (0, "NHIỆM VỤ, GIẢI PHÁP"),
    (1, "Phát triển nông nghiệp"),
    (3, "Trồng mới 250 ha rừng phòng hộ;"),
    (3, "Xây dựng 03 xã đạt chuẩn nông thôn mới trước ngày 30/9/2026."),
    (1, "Xây dựng Đảng"),
    (None, "Kết nạp từ 80 đảng viên trở lên trong năm 2026."),
    (0, "TỔ CHỨC THỰC HIỆN"),
    (1, "Ban Thường vụ Huyện ủy lãnh đạo, chỉ đạo thực hiện Nghị quyết này."),
    (1, "Các chi bộ xây dựng kế hoạch trước ngày 31 tháng 01 năm 2026."),
)
TABLE = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"),
    ("1", "Sản lượng lương thực", "nghìn tấn", "48,5"),
    ("2", "Số phòng học xây mới", "phòng", "36"),
)
RECIPIENTS = ("Nơi nhận:", "- Thường trực Tỉnh ủy,", "- Các chi bộ trực thuộc,", "- Lưu Văn phòng Huyện ủy.")
SIGNER = ("T/M BAN CHẤP HÀNH", "BÍ THƯ", "(Đã ký)", "Lý Văn Khê")
_ROMAN = "I II III IV V".split()

NUMBERING = lists(
    level(0, "upperRoman", "%1-")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "-")
)


def labelled() -> list[tuple[str, str]]:
    """Return (label, words) for the lines of the body, as a person would type them."""
    counts = [0] * 5
    made = []
    for depth, words in BODY:
        label = ""
        if depth is not None:
            counts[depth] += 1
            counts[depth + 1 :] = [0] * (4 - depth)
            section, item, subitem, point, _ = counts
            label = (
                f"{_ROMAN[section - 1]}-", f"{item}.", f"{item}.{subitem}.", f"{'abcd'[point - 1]})", "-",
            )[depth]  # fmt: skip
        made.append((label, words))
    return made


def as_text() -> str:
    """Return the resolution as a .txt."""
    lines = [*HEADER[0], *HEADER[1], *TITLE]
    lines += [f"{label} {words}".strip() for label, words in labelled()]
    rows = "\n".join(" | ".join(row) for row in TABLE)
    return "\n\n".join([*lines, rows, *RECIPIENTS, *SIGNER]) + "\n"


def by_hand() -> bytes:
    """Return the resolution as a .docx in which everything is a typed paragraph, but for the table of figures."""
    lines = [*HEADER[0], *HEADER[1], *TITLE, *(f"{label} {words}".strip() for label, words in labelled())]
    body = "".join(map(para, lines)) + _figures() + "".join(map(para, (*RECIPIENTS, *SIGNER)))
    return wordfile(body)


def numbered(font: str = "Times New Roman", write=lambda words: words) -> bytes:
    """Return the resolution as an author makes it: automatic labels, letterhead and signature in tables.

    *write* turns words into the letters of *font*.
    """
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'

    def said(words: str, **more: object) -> str:
        return para(inside=run(write(words), look), **more)  # type: ignore[arg-type]

    def column(words: tuple[str, ...]) -> str:
        return cell("".join(map(said, words)))

    body = table(column(HEADER[0]) + column(HEADER[1])) + "".join(map(said, TITLE))
    for depth, words in BODY:
        body += said(words) if depth is None else said(words, num=1, depth=depth)
    body += _figures(said) + said(" ") + table(column(RECIPIENTS) + column(SIGNER))
    return wordfile(body + said(""), numbering=NUMBERING)


def _figures(said=para) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    border = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    rows = table(*("".join(cell(said(words)) for words in row) for row in TABLE))
    return rows.replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr>", 1)
