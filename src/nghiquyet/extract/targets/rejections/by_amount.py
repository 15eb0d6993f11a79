"""Amounts left out before the clauses are read, since they cut none: lengths of time, ages, rates, scales, labels.

"trẻ em từ 1 - 18 tuổi", "1 USD = 23.200 đồng", "bản đồ tỷ lệ 1/500", "giá so sánh 2010". Each rule is one function;
what is told by the clause of an amount is in `by_clause`.
"""

import regex

from ....lexicon.lazy import pattern
from ....lexicon.word_patterns import word_list
from ....units.lookup import dimension
from ..noun_phrases import begins_with_noun
from .model import Case, Rule

#: A length of time that is itself measured: "thời gian chờ khám ... còn dưới 25 phút", "... giảm xuống 7 ngày".
_TIME_TAKEN = pattern(
    r"\b(?:thời gian|thời lượng)\s[^,;.:()]{2,80}?\s(?:(?:giảm|rút ngắn)\s+)?(?:còn(?!\s+lại)|xuống|đạt|bằng)"
    r"(?:\s+(?:còn|mức|từ|dưới|khoảng|tối đa|không quá|ít nhất|trên|hơn|gần))*\s+$"
)
#: The base of such a length: "thời gian cấp phép từ | 15 ngày | xuống còn 7 ngày".
_TIME_FROM = pattern(r"\b(?:thời gian|thời lượng|thời hạn)\s[^,;.:()]{2,80}?\stừ\s+$")
_TO = pattern(r"\s*(?:giảm\s+)?(?:xuống|còn|lên|về|thành)(?!\p{L})")
_LONG = pattern(
    r"\b(?<!\b(?:mở|nâng|kéo|nhân|đào)\s)(?:dài|rộng|cao|sâu|tốc độ|vận tốc|thiết kế)\s+"
    r"(?:(?:khoảng|gần|hơn|trên|từ)\s+)?$"
)
_QUOTED = 120  # a longer quotation is a text of its own: its numbers count
_COUNTED_ON = pattern(r"(?<!\p{L})(?<!căn\s)cứ\s+$")
_HEADS = ("hộ", "người", "lao động")  # whom a value is averaged over
_AVERAGED = pattern(r"\b(?:bình quân|trung bình|tính)(?:\s+(?:trên|cho))?\s+$")  # "thu nhập bình quân 01 ha đất"
_OVER = pattern(r"\btrên\s*$")
_AMOUNT = pattern(r"[%‰]|(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\p{L})|điểm(?!\p{L})", regex.IGNORECASE)
_EXTENT = pattern(
    r"\b(?:phạm vi|bán kính|cự ly|khoảng cách|quãng đường)\s+(?:khoảng\s+|tối đa\s+|không quá\s+|từ\s+)?$"
)
_AWAY = pattern(r"\s*(?:tính\s+)?từ\s+(?:các|ranh|tim|mép|chân|trung tâm|vị trí|lối|điểm)(?!\p{L})")
_SCALE = pattern(r"\bt[ỷỉ] lệ\s+(?:\d+/[\d.]+\s*[-,]\s*)*$")
#: Two amounts with "=" between them; "chi đầu tư = 24 tỷ đồng" is a value.
_EQUALS, _EQUALLED = pattern(r"\d[\d.,]*\s*[\p{L}$%/\d]{0,12}\s*=\s*$"), pattern(r"\s*=\s*\d")
_CONVERTED = pattern(r"\b(?:tỷ lệ|tỉ lệ|hệ số) quy đổi[^;.]*$")
#: A day in brackets behind the name of what is remembered: "kỷ niệm ngày Giải phóng miền Nam (30/4)".
_REMEMBERED = pattern(r"\b(?:ngày|dịp|lễ|tết)\s(?:[^;.:()\d]{1,80}\s)?\((?:ngày\s+)?$")
#: The day of a report of the press, in brackets behind who reports: "Hà Nội (TTXVN 1/12)".
_DATELINE = pattern(r"\(\p{L}{2,8}\s+(?:ngày\s+)?$")
_FEAST = pattern(r"\b(?:dịp|ngày|lễ|tết|sáng|trưa|chiều|tối|đêm|hôm)\s+(?:\d{1,2}/\d{1,2}(?:,|\s+và)\s+)*$")
_YARDSTICK = pattern(
    r"(?:so với (?:chỉ tiêu|kế hoạch|mục tiêu|mức|con số|dự toán)(?: là)?"
    r"|\((?:kế hoạch|kh|mục tiêu|chỉ tiêu|nghị quyết|nq)(?: đề ra| giao)?(?: là| tăng| giảm| đạt)?:?)\s+$"
    r"|\b(?:mục tiêu|chỉ tiêu|kế hoạch) (?:đề ra|được giao|đặt ra) \((?:là |từ |trên )?$"
)
_PLAN_BEHIND = pattern(r"[\d%]\s*/\s*(?:kh|kế hoạch|nq|nghị quyết|mục tiêu|chỉ tiêu)\s*:?\s*$")  # "32%/KH 35%"
_AT = pattern(r"\b(?:ở|tại|của|thuộc|riêng)\s+(?:cả\s+)?$")
_ITS_VALUE = pattern(r"[^,;.:()\d]{0,60}?\s(?:đạt|còn|chiếm|tăng|giảm|là)\s+(?:\p{L}+\s+){0,2}\d")
_LOOK = 40
#: Before a number that is part of a label, or of a further one in a list of labels.
_LABELLED = pattern(
    r"\b(?:(?<!(?:kiểu|gương|tiêu)\s)mẫu(?:\s+số)?|phụ lục|biểu(?:\s+mẫu)?(?:\s+số)?|phiếu số"
    r"|trang(?:\s+số)?|tr\.|(?:chỉ tiêu|tiêu chí|mục|tiểu mục|ký hiệu|ô)\s+\d[\d.]*(?:\.\d+)(?:\s*[,;]|\s+(?:và|đến))?"
    r"(?:\s+từ)?(?:\s+[\d.]+\s+(?:đến|-))?)\s*$"
)
_POINT = pattern(r"(?<!\p{L})(?:\p{L}|[ivx]{1,4})\.$")
#: One of a list of labels of two or more levels: "các tiêu chí 4.2.1, 4.2.2, từ 5.1 đến 5.8 và 6.3".
_LEVELS = r"\d{1,2}(?:\.\d{1,2}){1,3}"
_LEVELLED = pattern(rf"{_LEVELS}(?:\s*(?:đến|tới|-|–)\s*{_LEVELS})?(?![\d.]*\d)")
_BESIDE_LABEL = pattern(rf"{_LEVELS}\s*(?:,|;|và|đến|-)\s*(?:và\s+)?(?:từ\s+|mục\s+|điểm\s+)?$")
_MORE_LABELS = pattern(rf"\s*(?:,|;|và)\s*(?:từ\s+)?{_LEVELS}(?![\d.]*[\d%])")
_CHAINED, _CHAINS = ("-", "_"), pattern(r"(?:[-_]|\.(?=\p{L}))[\p{L}\d]")
_CONTACT = pattern(
    r"\b(?:điện thoại|đt|fax|hotline|đường dây nóng|số tài khoản|tài khoản số|email)\s*(?:số)?\s*[:.]?[\s\d./+()-]*$"
)
_TIMES = ("x", "×")
_TIMES_BEFORE = pattern(r"\d\s*(?:mm|cm|m|km)?\s*[x×]\s*$")
_TIMES_BEHIND = pattern(r"\s*+(?:mm|cm|m|km)?\s*+[x×]\s*\d")
_GROUPED_BY = pattern(
    r"\b(?:nhóm|loại|hạng|vùng|khu vực)(?:\s+\d+(?:,|\s+(?:và|hoặc|đến)))?(?:\s+(?:nhóm|loại|hạng))?\s+$"
)
_RANKS = pattern(
    r"\s+(?:\p{L}+\s+){0,6}?"
    r"(?:dẫn đầu|đứng đầu|cao nhất|thấp nhất|tốt nhất|hàng đầu|phát triển|khá|đầu|trở lên)(?!\p{L})"
)
_SMALL, _FOLLOWED = 10, pattern(r"\s\d")
_RATED = ("voltage", "apparent power")
_RATING = pattern(
    r"\b(?:loại|cỡ|sức nâng|sức chứa|sức kéo|sức chở|trọng tải|tải trọng|tàu|xe|dung tích|tiết diện|đường kính|điện áp)"
    r"\s+(?:(?:khoảng|trên|dưới|đến|từ|tối đa)\s+)*$"
)
_APART_FROM = pattern(r"\bcách\s(?:[^,;.:()\d]{1,40}\s)?(?:khoảng\s+|gần\s+|hơn\s+)?$")
_PRICES = pattern(r"\b(?:so sánh|giá (?:ss|cố định|hiện hành|thực tế|gốc)|so(?: với)?)\s+(?:năm\s+)?$")


def _is_length_or_age(case: Case) -> bool:
    """A length of time or an age ("trong 05 năm", "dưới 40 tuổi"), unless that is what is measured."""
    view, quantity, before = case.view, case.quantity, case.before
    if dimension(quantity.head) == "time":
        if _TIME_FROM.search(before) and _TO.match(view.low, quantity.end, quantity.end + 12):
            return False
        return not word_list("roles", "time_measures").search(before) and not _TIME_TAKEN.search(before)
    said = before[before.rfind(",") + 1 :]
    return dimension(quantity.head) == "age" and not word_list("roles", "age_measures").search(said)


def _is_measure_of_thing(case: Case) -> bool:
    """How long, wide or strong a thing is: "tuyến đường dài 12 km", "đường dây 500 kV", "học 2 buổi/ngày".

    "2 con số" counts digits, "24/24 giờ" is all day.
    """
    view, quantity, before = case.view, case.quantity, case.before
    if quantity.head == "buổi" and "/ngày" in (quantity.unit or ""):
        return True
    if quantity.head == "con" and view.low.startswith("con số", quantity.number_end + 1):
        return True
    always = quantity.kind == "ratio" and quantity.low in (7, 24) and quantity.low == quantity.whole
    if always and quantity.head in ("", "giờ", "h", "ngày"):
        return True
    return dimension(quantity.head) == "length" and _LONG.search(before) is not None


def _is_year(case: Case) -> bool:
    """A year without its word: "theo giá so sánh 2010", "tăng 3% so với 2020"."""
    quantity, before = case.quantity, case.before
    digits = quantity.number_end - quantity.number_start == 4 and 1900 <= quantity.low <= 2100
    return digits and _PRICES.search(before) is not None


def _is_rate_of_exchange(case: Case) -> bool:
    """A rate of exchange: "1 USD = 23.200 đồng", "theo tỷ lệ quy đổi 2 m2 tương đương 1 m2"."""
    low, quantity = case.view.low, case.quantity
    if _CONVERTED.search(low, max(0, quantity.start - 60), quantity.start):
        return True
    return bool(_EQUALS.search(low, max(0, quantity.start - 40), quantity.start)) or bool(
        _EQUALLED.match(low, quantity.end, quantity.end + 8)
    )


def _is_base_of_counting(case: Case) -> bool:
    """What the value is counted on: "cứ 100 hộ", "trên 1 ha", "trên 10.000 dân", "số máy tính/100 học sinh"."""
    quantity, before = case.quantity, case.before
    if _COUNTED_ON.search(before) or (before.endswith("/") and before[-2:-1].isalpha() and quantity.kind == "count"):
        return True
    averaged = dimension(quantity.head) == "area" or quantity.head in _HEADS
    if quantity.low == 1 and averaged and _AVERAGED.search(before):
        return True
    over = quantity.comparator == "gt" and _OVER.search(before) is not None
    return over and (quantity.head == "dân" or (quantity.low == 1 and not _AMOUNT.match(quantity.unit or "")))


def _is_extent(case: Case) -> bool:
    """How far a place reaches: "trong phạm vi 500 m", "1.000 m tính từ ranh giới"."""
    view, quantity, before = case.view, case.quantity, case.before
    if dimension(quantity.head) != "length":
        return False
    return _EXTENT.search(before) is not None or _AWAY.match(view.low, quantity.end, quantity.end + 60) is not None


def _is_feast(case: Case) -> bool:
    """A day without its word: "vào dịp 26/3, 15/10"."""
    return any(day.search(case.before) for day in (_FEAST, _REMEMBERED, _DATELINE))


def _is_yardstick(case: Case) -> bool:
    """What a value is measured against: "cao hơn nhiều so với chỉ tiêu 1,8 tỷ USD", "(kế hoạch 10,5%)"."""
    near = case.before[-36:]
    if _PLAN_BEHIND.search(near):
        return True
    return ("so với" in near or "(" in near) and _YARDSTICK.search(near) is not None


def _is_place_of_value(case: Case) -> bool:
    """Where a value holds: "tỷ lệ học sinh tham gia ở 03 huyện miền núi mới đạt 89%"."""
    view, quantity, before, end = case.view, case.quantity, case.before, case.end
    if quantity.comparator != "eq" or not _AT.search(before):
        return False
    return _ITS_VALUE.match(view.low, quantity.end, end) is not None


def _is_scale(case: Case) -> bool:
    """The scale of a map: "bản đồ tỷ lệ 1/500"."""
    quantity, before = case.quantity, case.before
    scale = quantity.low == 1 and quantity.whole is not None and quantity.whole >= 100
    return scale and _SCALE.search(before) is not None


def _is_quoted(case: Case) -> bool:
    """A name in quotation marks: "5 không, 3 sạch"."""
    view, quantity, start, end = case.view, case.quantity, case.start, case.end
    before = view.plain[max(start, quantity.number_start - _QUOTED) : quantity.number_start]
    opened = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
    if opened < 0 or "”" in before[opened:]:
        return False
    after = view.plain[quantity.number_end : min(end, quantity.number_end + _QUOTED)]
    closed = min((at for at in (after.find(mark) for mark in '”"') if at >= 0), default=-1)
    if closed < 0:
        return False
    return len(before) - opened + closed < _QUOTED


def _is_label(case: Case) -> bool:
    """A number that is part of a label: "Mẫu 1đ", "Phụ lục I.2", "trang 24-25", "chỉ tiêu 4.2.1, từ 5.1 đến 5.8"."""
    low, end, quantity, before = case.view.low, case.quantity.number_end, case.quantity, case.before
    if before.endswith(".") and quantity.kind != "ratio" and _POINT.search(before[-3:]):
        return True
    if _LABELLED.search(before):
        return True
    if quantity.head or not _LEVELLED.fullmatch(low, quantity.number_start, end):
        return False
    return _BESIDE_LABEL.search(before) is not None or _MORE_LABELS.match(low, end, end + _LOOK) is not None


def _is_string_of_digits(case: Case) -> bool:
    """Digits that write no number: a telephone, a file's name, a code, a size of paper."""
    view, quantity, before = case.view, case.quantity, case.before
    behind = view.low[quantity.number_end : quantity.number_end + 8]
    chained = before.endswith(_CHAINED) and before[-2:-1].isalnum()
    if chained or _CHAINS.match(behind) or _CONTACT.search(before):
        return True
    digits = view.low[quantity.number_start : quantity.number_end].split("/")[0].strip()
    return digits.isdecimal() and len(digits) > 7 and digits[0] == "0"


def _is_dimension(case: Case) -> bool:
    """One side of a thing: "khổ giấy A4 (210 mm x 297 mm)"."""
    view, quantity, before = case.view, case.quantity, case.before
    if before.rstrip().endswith(_TIMES) and _TIMES_BEFORE.search(before[-16:]):
        return True
    return _TIMES_BEHIND.match(view.low, quantity.number_end, quantity.number_end + 16) is not None


def _is_group(case: Case) -> bool:
    """A group by its number and no rank: "hàng hóa nhóm 2", "xã thuộc nhóm 1 hoặc nhóm 3"."""
    view, quantity, before = case.view, case.quantity, case.before
    if not _GROUPED_BY.search(before) or begins_with_noun(quantity.head):
        return False
    return _RANKS.match(view.low, quantity.number_end, quantity.number_end + _LOOK) is None


def _is_rating(case: Case) -> bool:
    """What a machine can do: "trạm biến áp 500 kVA", "cần cẩu sức nâng 50 tấn", "bến phà loại 100 tấn"."""
    quantity, before = case.quantity, case.before
    if dimension(quantity.head) in _RATED:
        return True
    return quantity.kind == "measure" and quantity.head not in ("%", "‰") and _RATING.search(before) is not None


def _is_distance(case: Case) -> bool:
    """How far a place is away: "cách trung tâm huyện 24 km", "cách bờ 24 hải lý"."""
    quantity, before = case.quantity, case.before
    return dimension(quantity.head) == "length" and _APART_FROM.search(before) is not None


def _is_within_noun(case: Case) -> bool:
    """A number that belongs to the noun of the amount right behind it: "lúa nước 2 vụ 40 ha"."""
    view, quantity = case.view, case.quantity
    if quantity.comparator != "eq" or quantity.low > _SMALL:
        return False
    return _FOLLOWED.match(view.low, quantity.end, quantity.end + 4) is not None


def _is_grade(case: Case) -> bool:
    """How good a thing is or how far somebody went to school: "khách sạn 4 sao", "trình độ 12/12"."""
    quantity, before = case.quantity, case.before
    if quantity.kind == "ratio":
        schooled = word_list("roles", "schooling").search(before, max(0, len(before) - _LOOK))
        return schooled is not None and not before[schooled.end() :].strip(" :")
    return word_list("roles", "grades").fullmatch(quantity.head) is not None


def _is_format(case: Case) -> bool:
    """The form of a file or a drawing: "dung lượng không quá 20 MB", "sai số 0,5 mm"."""
    return word_list("roles", "formats").fullmatch(case.quantity.head) is not None


BY_AMOUNT: tuple[Rule, ...] = (
    Rule(
        "length-or-age",
        "A length of time or an age that is not itself what is measured.",
        ("Trong 05 năm tới, tập trung nguồn lực.", "Người dưới 40 tuổi được cử đi học."),
        ("Tuổi thọ trung bình đạt 75 tuổi.", "Phấn đấu thời gian chờ khám còn 25 phút."),
        _is_length_or_age,
        ("measure",),
    ),
    Rule(
        "rate-of-exchange",
        "An amount that tells what another is worth.",
        ("Tỷ giá 1 USD = 23.200 đồng.", "Áp dụng tỷ lệ quy đổi 2 m2 đất."),
        ("Dự toán chi như sau: chi đầu tư = 24 tỷ đồng.",),
        _is_rate_of_exchange,
    ),
    Rule(
        "base-of-counting",
        "What a value is counted on.",
        ("Cứ 100 hộ có một tổ tự quản.", "Số bác sĩ trên 10.000 dân tăng dần."),
        ("Phấn đấu 100 hộ thoát nghèo.",),
        _is_base_of_counting,
    ),
    Rule(
        "extent",
        "How far a place or a rule reaches.",
        ("Cấm xây dựng trong phạm vi 500 m.", "Khoảng cách tối đa 1.000 m tính từ ranh giới."),
        ("Làm mới 500 m đường.",),
        _is_extent,
    ),
    Rule(
        "scale",
        "The scale of a map.",
        ("Lập bản đồ tỷ lệ 1/500.", "Hoàn thành quy hoạch tỷ lệ 1/2.000."),
        ("Giảm 1/3 thời gian giải quyết thủ tục.",),
        _is_scale,
        ("ratio",),
    ),
    Rule(
        "quoted",
        "A number in quotation marks belongs to a name.",
        ("Phong trào “5 không, 3 sạch” được duy trì.", "Mô hình “4 tốt” được nhân rộng."),
        ("Phấn đấu có 5 xã đạt chuẩn.",),
        _is_quoted,
    ),
    Rule(
        "label",
        "A number that is part of a label or counts pages.",
        ("Hồ sơ theo Mẫu 1đ ban hành kèm theo.", "Biểu phân công nhiệm vụ: trang 24-25."),
        ("Mở 24 lớp xóa mù chữ.",),
        _is_label,
    ),
    Rule(
        "string-of-digits",
        "Digits that write no number: a telephone, a code, a file's name.",
        ("Điện thoại: 02103840503/ 0210.3840507.", "Mở tệp NQ-26-NQ-TU-05-12-2025.pdf để tra cứu."),
        ("Kết nạp 24-25 đảng viên.",),
        _is_string_of_digits,
    ),
    Rule(
        "dimension",
        "One side of a thing.",
        ("Khổ giấy A4 (210 mm x 297 mm).", "Làm biển tên kích thước 40 cm x 60 cm."),
        ("Làm mới 40 km đường.",),
        _is_dimension,
    ),
    Rule(
        "group",
        "A group by its number and no rank.",
        ("Ban hành danh mục hàng hóa nhóm 2 theo quy định.", "Xã thuộc nhóm 1 hoặc xã nhóm 3."),
        ("Phấn đấu vào nhóm 15 tỉnh dẫn đầu cả nước.",),
        _is_group,
        ("count", "bare", "ratio", "fraction", "factor"),
    ),
    Rule(
        "rating",
        "What a machine, a line or a landing stage can do.",
        ("Đầu tư cần cẩu sức nâng 50 tấn.", "Xây dựng trạm biến áp 500 kVA."),
        ("Sản lượng khai thác đạt 50 tấn.",),
        _is_rating,
    ),
    Rule(
        "distance",
        "How far a place is away.",
        ("Xã An Sơn cách trung tâm huyện 24 km.", "Vùng biển cách bờ 24 hải lý."),
        ("Nâng cấp 24 km đường.",),
        _is_distance,
    ),
    Rule(
        "size-of-thing",
        "How long, wide or strong a thing is, how often something is held, all day long.",
        ("Tuyến đường dài 12 km được nâng cấp.", "Trực cấp cứu 24/24 giờ và 7/7 ngày."),
        ("Nâng cấp 12 km đường.",),
        _is_measure_of_thing,
    ),
    Rule(
        "year",
        "A year without its word.",
        ("Giá trị sản xuất theo giá so sánh 2010 tăng nhanh.", "Giá trị sản xuất (giá cố định 1994) tăng nhanh."),
        ("Thu hút 2.020 lao động.",),
        _is_year,
        ("bare", "count"),
    ),
    Rule(
        "feast",
        "A day without its word.",
        ("Tổ chức kỷ niệm vào dịp 26/3, 15/10.", "Hội nghị khai mạc sáng 28/12 tại Hà Nội."),
        ("Có 15/20 xã đạt chuẩn.",),
        _is_feast,
        ("ratio", "fraction"),
    ),
    Rule(
        "yardstick",
        "What a value is measured against.",
        ("Xuất khẩu cao hơn nhiều so với chỉ tiêu 1,8 tỷ USD.", "Tăng trưởng khá (kế hoạch 10,5%)."),
        ("Kế hoạch thu ngân sách là 10,5 tỷ đồng.",),
        _is_yardstick,
    ),
    Rule(
        "place-of-value",
        "Where a value holds.",
        ("Tỷ lệ học sinh tham gia ở 03 huyện miền núi đạt 89%.", "Tỷ lệ hộ nghèo của 5 xã còn 8%."),
        ("Phấn đấu 03 huyện đạt chuẩn.",),
        _is_place_of_value,
        ("count",),
    ),
    Rule(
        "within-noun",
        "A number that belongs to the noun of the amount right behind it.",
        ("Diện tích lúa nước 2 vụ 40 ha.", "Trồng xen canh 3 tầng 25 ha."),
        ("Xây dựng 2 vụ, 40 ha.",),
        _is_within_noun,
        ("count",),
    ),
    Rule(
        "grade",
        "How good a thing is, or how far somebody went to school.",
        ("Nâng hạng sản phẩm lên 5 sao.", "Khuyến khích xây dựng khách sạn 4 sao.", "Tuyển người có trình độ 12/12."),
        ("Phấn đấu có 12 sản phẩm mới.", "Có 12/12 xã đạt chuẩn."),
        _is_grade,
        ("ratio", "count", "measure"),
    ),
    Rule(
        "format",
        "The form of a file or a drawing.",
        ("Tệp có dung lượng không quá 20 MB.", "Ảnh chụp độ phân giải 300 dpi."),
        ("Lắp đặt 20 máy tính.",),
        _is_format,
    ),
)
