"""Amounts left out before the clauses are read, since they cut none: lengths of time, ages, rates, scales, labels.

"trẻ em từ 1 - 18 tuổi", "1 USD = 23.200 đồng", "bản đồ tỷ lệ 1/500", "giá so sánh 2010". Each rule is one function;
what is told by the clause of an amount is in `by_clause`. The words are in ``grammars/rejections.lark``.
"""

from decimal import Decimal

from ....lexicon.lazy import pattern
from ....lexicon.word_patterns import word_list
from ....text.folding import fold
from ....units.lookup import dimension
from ..noun_phrases import begins_with_noun
from .model import Case, Rule, Sign
from .words import ending, said, words_of

QUOTED = 120  # a longer quotation is a text of its own: its numbers count
_LOOK = 40
MOVES = ("falls", "rises", "manner")
_SMALL = 10
_ALL_DAY = {(Decimal(hours), Decimal(of)) for hours, of in ((7, 7), (24, 24), (24, 7))}
_TIME_TAKEN, _TIME_FROM, _TIME_TO = ending("time_taken", *MOVES), ending("time_from"), said("time_to")
_TIME_CUT, _CUT_BY, _OF_TIME = ending("time_cut", "falls"), ending("cut_by", *MOVES), said("of_time")
_LONG, _WIDE, _LAYOUT = ending("long"), ending("wide"), ending("layout")
_SESSIONS, _OF_DIGITS = said("sessions"), said("of_digits")
_COUNTED_ON, _AVERAGED, _OVER, _LARGE = ending("counted_on"), ending("averaged"), ending("over"), said("large")
_MACHINE = ending("machine")
_EXTENT, _AWAY, _APART_FROM = ending("extent"), said("away"), ending("apart_from")
_SCALE, _CONVERTED, _PRICES, _FEAST = ending("scale"), ending("converted"), ending("prices"), ending("feast")
_PART_OF_DAY, _DAY_LIMIT, _NAMED_DAY = ending("part_of_day"), ending("day_limit"), ending("named_day")
_DAYS, _MONTHS = 31, 12
_YARDSTICK, _PLACE, _ITS_VALUE = ending("yardstick"), ending("place"), said("its_value")
_GRADED, _GRADE = said("graded"), ending("grade")
_THOSE_FROM = ending("those_from")
_MADE, _HANDED_IN, _HANDS_IN, _PAPERS = ending("made"), said("handed_in"), ending("hands_in"), said("papers")
_LABELLED, _LEVELLED = ending("labelled"), said("levelled")
_BESIDE_LABEL, _MORE_LABELS = ending("beside_label"), said("more_labels")
_CONTACT, _GROUPED_BY, _RANKS, _RATING = ending("contact"), ending("grouped_by"), said("ranks"), ending("rating")
#: Two amounts with "=" between them; "chi đầu tư = 24 tỷ đồng" is a value.
_EQUALS, _EQUALLED = pattern(r"\d[\d.,]*\s*[\p{L}$%/\d]{0,12}\s*=\s*$"), pattern(r"\s*=\s*\d")
_CLAUSE = pattern(r".*,(?!\d)")  # up to the last comma that is none of a number
_POINT = pattern(r"(?<!\p{L})(?:\p{L}|[ivx]{1,4})\.$")
_CHAINED, _CHAINS = ("-", "_"), pattern(r"(?:[-_]|\.(?=\p{L}))[\p{L}\d]")
_TIMES = ("x", "×")
_TIMES_BEFORE = pattern(r"\d\s*(?:mm|cm|m|km)?\s*[x×]\s*$")
_TIMES_BEHIND = pattern(r"\s*+(?:mm|cm|m|km)?\s*+[x×]\s*\d")
_FOLLOWED = pattern(r"\s\d")
_RATED = ("voltage", "apparent power")


def _is_length_or_age(case: Case) -> bool:
    """A length of time or an age ("trong 05 năm", "dưới 40 tuổi"), unless that is what is measured."""
    view, quantity, before = case.view, case.quantity, case.before
    if dimension(quantity.head) == "time":
        if _TIME_FROM.match(*case.near) and _TIME_TO.match(view.low, quantity.end, quantity.end + 12):
            return False
        if _CUT_BY.match(*case.near) and _OF_TIME.match(view.low, quantity.end, quantity.end + 16):
            return False
        taken = word_list("roles", "time_measures").search(before) or _TIME_TAKEN.match(*case.near)
        return not taken and not _TIME_CUT.match(*case.near)
    clause = _CLAUSE.match(before)
    return not word_list("roles", "age_measures").search(before, clause.end() if clause else 0)


def _is_measure_of_thing(case: Case) -> bool:
    """How long, wide or strong a thing is: "tuyến đường dài 12 km", "đường dây 500 kV", "học 2 buổi/ngày".

    "2 con số" counts digits, "24/24 giờ" is all day.
    """
    quantity, end = case.quantity, case.quantity.number_end
    if _SESSIONS.search(fold(quantity.unit or "")) or _OF_DIGITS.match(case.view.low, end, end + 16):
        return True
    always = quantity.kind == "ratio" and (quantity.low, quantity.whole) in _ALL_DAY
    if always and quantity.head in words_of("all_day"):
        return True
    measures = dimension(quantity.head)
    if measures == "area":
        return _WIDE.match(*case.near) is not None
    return measures == "length" and _LONG.match(*case.near) is not None


def _is_year(case: Case) -> bool:
    """A year without its word: "theo giá so sánh 2010", "tăng 3% so với 2020"."""
    quantity = case.quantity
    digits = quantity.number_end - quantity.number_start == 4 and 1900 <= quantity.low <= 2100
    return digits and _PRICES.match(*case.near) is not None


def _is_rate_of_exchange(case: Case) -> bool:
    """A rate of exchange: "1 USD = 23.200 đồng", "theo tỷ lệ quy đổi 2 m2 tương đương 1 m2"."""
    low, quantity, start = case.view.low, case.quantity, case.quantity.start
    if _CONVERTED.match(low, max(case.start, start - 60), start):
        return True
    equals = _EQUALS.search(low, max(case.start, start - _LOOK), start)
    return equals is not None or _EQUALLED.match(low, quantity.end, quantity.end + 8) is not None


def _is_base_of_counting(case: Case) -> bool:
    """What the value is counted on: "cứ 100 hộ", "trên 1 ha", "trên 10.000 dân", "số máy tính/100 học sinh"."""
    quantity, beside = case.quantity, case.beside
    if _COUNTED_ON.match(*case.near) or (beside[-1:] == "/" and beside[-2:-1].isalpha() and quantity.kind == "count"):
        return True
    averaged = dimension(quantity.head) == "area" or quantity.head in words_of("averaged")
    if quantity.low == 1 and averaged and _AVERAGED.match(*case.near):
        return True
    if quantity.comparator != "gt" or not _OVER.match(*case.near):
        return False
    one = quantity.low == 1 and not _LARGE.match(fold(quantity.unit or ""))
    return one or quantity.head in words_of("inhabitants")


def _is_extent(case: Case) -> bool:
    """How far a place reaches: "trong phạm vi 500 m", "1.000 m tính từ ranh giới"."""
    end = case.quantity.end
    return _EXTENT.match(*case.near) is not None or _AWAY.match(case.view.low, end, end + 60) is not None


def _is_feast(case: Case) -> bool:
    """A day without its word: "vào dịp 26/3, 15/10", "bế mạc sáng 3-10", "dịp Quốc khánh 2/9", "trước 31/10"."""
    quantity = case.quantity
    is_range = quantity.comparator == "range"
    if _FEAST.match(*case.near) is not None and not is_range:
        return True
    month = quantity.high if is_range else quantity.whole or 0
    if quantity.head or quantity.low > _DAYS or month > _MONTHS:
        return False
    limit = _PART_OF_DAY if is_range else _DAY_LIMIT
    return limit.match(*case.near) is not None or _NAMED_DAY.match(*case.near) is not None


def _is_yardstick(case: Case) -> bool:
    """What a value is measured against: "cao hơn nhiều so với chỉ tiêu 1,8 tỷ USD", "(kế hoạch 10,5%)"."""
    return _YARDSTICK.match(*case.near) is not None


def _is_place_of_value(case: Case) -> bool:
    """Where or of what a value holds: "... ở 03 huyện miền núi mới đạt 89%", "tỷ lệ hộ có từ 3 con trở lên là 5%"."""
    things = case.quantity.comparator == "ge" and _THOSE_FROM.match(*case.near)
    if not (things or _PLACE.match(*case.near)):
        return False
    return _ITS_VALUE.match(case.view.low, case.quantity.end, case.end) is not None


def _is_scale(case: Case) -> bool:
    """The scale of a map: "bản đồ tỷ lệ 1/500"."""
    whole = case.quantity.whole
    return whole is not None and whole >= 100 and _SCALE.match(*case.near) is not None


def _is_quoted(case: Case) -> bool:
    """A name in quotation marks: "5 không, 3 sạch"."""
    view, quantity, start, end = case.view, case.quantity, case.start, case.end
    before = view.plain[max(start, quantity.number_start - QUOTED) : quantity.number_start]
    opened = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
    if opened < 0 or "”" in before[opened:]:
        return False
    after = view.plain[quantity.number_end : min(end, quantity.number_end + QUOTED)]
    closed = min((at for at in (after.find(mark) for mark in '”"') if at >= 0), default=-1)
    if closed < 0:
        return False
    return len(before) - opened + closed < QUOTED


def _is_label(case: Case) -> bool:
    """A number that is part of a label: "Mẫu 1đ", "Phụ lục I.2", "trang 24-25", "chỉ tiêu 4.2.1, từ 5.1 đến 5.8"."""
    low, end, quantity, beside = case.view.low, case.quantity.number_end, case.quantity, case.beside
    pointed = beside.endswith(".") and quantity.kind != "ratio" and _POINT.search(beside)
    if pointed or _LABELLED.match(*case.near):
        return True
    if quantity.head or not _LEVELLED.fullmatch(low, quantity.number_start, end):
        return False
    return _BESIDE_LABEL.match(*case.near) is not None or _MORE_LABELS.match(low, end, end + _LOOK) is not None


def _is_string_of_digits(case: Case) -> bool:
    """Digits that write no number: a telephone, a file's name, a code, a size of paper."""
    view, quantity, beside = case.view, case.quantity, case.beside
    behind = view.low[quantity.number_end : quantity.number_end + 8]
    chained = beside.endswith(_CHAINED) and beside[-2:-1].isalnum()
    if chained or _CHAINS.match(behind) or _CONTACT.match(*case.near):
        return True
    digits = view.low[quantity.number_start : quantity.number_end].split("/")[0].strip()
    return digits.isdecimal() and len(digits) > 7 and digits[0] == "0"


def _is_dimension(case: Case) -> bool:
    """One side of a thing: "khổ giấy A4 (210 mm x 297 mm)"."""
    view, quantity, before = case.view, case.quantity, case.before[-16:]
    if before.rstrip().endswith(_TIMES) and _TIMES_BEFORE.search(before):
        return True
    return _TIMES_BEHIND.match(view.low, quantity.number_end, quantity.number_end + 16) is not None


def _is_group(case: Case) -> bool:
    """A group by its number and no rank: "hàng hóa nhóm 2", "xã thuộc nhóm 1 hoặc nhóm 3"."""
    view, quantity = case.view, case.quantity
    if not _GROUPED_BY.match(*case.near) or begins_with_noun(quantity.head):
        return False
    return _RANKS.match(view.low, quantity.number_end, quantity.number_end + _LOOK) is None


def _is_rating(case: Case) -> bool:
    """What a machine can do: "trạm biến áp 500 kVA", "cần cẩu sức nâng 50 tấn", "máy nén 30 kW"."""
    if dimension(case.quantity.head) == "power":
        return _MACHINE.match(*case.near) is not None
    return dimension(case.quantity.head) in _RATED or _RATING.match(*case.near) is not None


def _is_distance(case: Case) -> bool:
    """How far a place is away: "cách trung tâm huyện 24 km", "cách bờ 24 hải lý"."""
    return _APART_FROM.match(*case.near) is not None


def _is_within_noun(case: Case) -> bool:
    """A number that belongs to the noun of the amount right behind it: "lúa nước 2 vụ 40 ha"."""
    quantity = case.quantity
    return quantity.low <= _SMALL and _FOLLOWED.match(case.view.low, quantity.end, quantity.end + 4) is not None


def _is_grade(case: Case) -> bool:
    """How good a thing is, from how many points on it is so, how far somebody went to school.

    "khách sạn 4 sao", "từ 90 điểm trở lên xếp loại xuất sắc", "trình độ 12/12".
    """
    before, end = case.before, case.quantity.end
    if case.quantity.head in words_of("points"):
        return _GRADED.match(case.view.low, end, end + 90) is not None or _GRADE.match(*case.near) is not None
    if case.quantity.kind != "ratio":
        return True
    schooled = word_list("roles", "schooling").search(before, max(0, len(before) - _LOOK))
    return schooled is not None and not before[schooled.end() :].strip(" :")


def _is_format(case: Case) -> bool:
    """The form of a file, a page or a drawing: "dung lượng không quá 20 MB", "lề trên 20 mm"; copies handed in."""
    if case.quantity.head in words_of("copies"):
        return case.quantity.low <= _SMALL and _is_handed_in(case)
    return case.quantity.head in words_of("formats") or _LAYOUT.match(*case.near) is not None


def _is_handed_in(case: Case) -> bool:
    """Tell whether copies of papers are handed in: "lập 03 bộ hồ sơ gửi cơ quan thẩm định", "nộp 02 bản sao"."""
    end = case.quantity.number_end
    if _HANDS_IN.match(*case.near):
        return _PAPERS.match(case.view.low, end, end + _LOOK) is not None
    return _MADE.match(*case.near) is not None and _HANDED_IN.match(case.view.low, end, end + 2 * _LOOK) is not None


BY_AMOUNT: tuple[Rule, ...] = (
    Rule(
        "length-or-age",
        "A length of time or an age that is not itself what is measured.",
        ("Trong 05 năm tới, tập trung nguồn lực.", "Người dưới 40 tuổi được cử đi học."),
        ("Tuổi thọ trung bình đạt 75 tuổi.", "Phấn đấu thời gian chờ khám còn 25 phút."),
        _is_length_or_age,
        (Sign(kinds=("measure",), dimensions=("time", "age")),),
    ),
    Rule(
        "rate-of-exchange",
        "An amount that tells what another is worth.",
        ("Tỷ giá 1 USD = 23.200 đồng.", "Áp dụng tỷ lệ quy đổi 2 m2 đất."),
        ("Dự toán chi như sau: chi đầu tư = 24 tỷ đồng.",),
        _is_rate_of_exchange,
        (Sign(words="conversion"),),
    ),
    Rule(
        "base-of-counting",
        "What a value is counted on.",
        ("Cứ 100 hộ có một tổ tự quản.", "Số bác sĩ trên 10.000 dân tăng dần."),
        ("Phấn đấu 100 hộ thoát nghèo.",),
        _is_base_of_counting,
        (
            Sign(words="base"),
            Sign(kinds=("count",), before="/"),
            Sign(fact="one", dimensions=("area",), words="average"),
            Sign(fact="one", heads="averaged", words="average"),
            Sign(comparators=("gt",), heads="inhabitants", words="over"),
            Sign(comparators=("gt",), fact="one", words="over"),
        ),
    ),
    Rule(
        "extent",
        "How far a place or a rule reaches.",
        ("Cấm xây dựng trong phạm vi 500 m.", "Khoảng cách tối đa 1.000 m tính từ ranh giới."),
        ("Làm mới 500 m đường.",),
        _is_extent,
        (Sign(dimensions=("length",)),),
    ),
    Rule(
        "scale",
        "The scale of a map.",
        ("Lập bản đồ tỷ lệ 1/500.", "Hoàn thành quy hoạch tỷ lệ 1/2.000."),
        ("Giảm 1/3 thời gian giải quyết thủ tục.",),
        _is_scale,
        (Sign(kinds=("ratio",), fact="one", words="scale"),),
    ),
    Rule(
        "quoted",
        "A number in quotation marks belongs to a name.",
        ("Phong trào “5 không, 3 sạch” được duy trì.", "Mô hình “4 tốt” được nhân rộng."),
        ("Phấn đấu có 5 xã đạt chuẩn.",),
        _is_quoted,
        (Sign(words="quotation"),),
    ),
    Rule(
        "label",
        "A number that is part of a label or counts pages.",
        ("Hồ sơ theo Mẫu 1đ ban hành kèm theo.", "Biểu phân công nhiệm vụ: trang 24-25."),
        ("Mở 24 lớp xóa mù chữ.",),
        _is_label,
        (Sign(words="label"), Sign(before="."), Sign(heads="none", fact="pointed")),
    ),
    Rule(
        "string-of-digits",
        "Digits that write no number: a telephone, a code, a file's name.",
        ("Điện thoại: 02103840503/ 0210.3840507.", "Mở tệp NQ-26-NQ-TU-05-12-2025.pdf để tra cứu."),
        ("Kết nạp 24-25 đảng viên.",),
        _is_string_of_digits,
        (Sign(words="contact"), Sign(before="-_"), Sign(behind="-_."), Sign(fact="long")),
    ),
    Rule(
        "dimension",
        "One side of a thing.",
        ("Khổ giấy A4 (210 mm x 297 mm).", "Làm biển tên kích thước 40 cm x 60 cm."),
        ("Làm mới 40 km đường.",),
        _is_dimension,
        (Sign(words="times"), Sign(before="x×"), Sign(behind="x×mck")),
    ),
    Rule(
        "group",
        "A group by its number and no rank.",
        ("Ban hành danh mục hàng hóa nhóm 2 theo quy định.", "Xã thuộc nhóm 1 hoặc xã nhóm 3."),
        ("Phấn đấu vào nhóm 15 tỉnh dẫn đầu cả nước.",),
        _is_group,
        (Sign(kinds=("count", "bare", "ratio", "fraction", "factor"), words="group"),),
    ),
    Rule(
        "rating",
        "What a machine, a line or a landing stage can do.",
        ("Đầu tư cần cẩu sức nâng 50 tấn.", "Xây dựng trạm biến áp 500 kVA."),
        ("Sản lượng khai thác đạt 50 tấn.",),
        _is_rating,
        (
            Sign(dimensions=_RATED),
            Sign(kinds=("measure",), other_than="shares", words="rating"),
            Sign(dimensions=("power",), words="machines"),
        ),
    ),
    Rule(
        "distance",
        "How far a place is away.",
        ("Xã An Sơn cách trung tâm huyện 24 km.", "Vùng biển cách bờ 24 hải lý."),
        ("Nâng cấp 24 km đường.",),
        _is_distance,
        (Sign(dimensions=("length",), words="distance"),),
    ),
    Rule(
        "size-of-thing",
        "How long, wide or strong a thing is, how often something is held, all day long.",
        ("Tuyến đường dài 12 km được nâng cấp.", "Quy hoạch khu đất rộng 50 ha.", "Trực 24/24 giờ và 7/7 ngày."),
        ("Nâng cấp 12 km đường.", "Mở rộng 50 ha vùng chè."),
        _is_measure_of_thing,
        (
            Sign(heads="sessions"),
            Sign(heads="animals", words="digits"),
            Sign(kinds=("ratio",), heads="all_day"),
            Sign(dimensions=("length", "area"), words="length"),
        ),
    ),
    Rule(
        "year",
        "A year without its word.",
        ("Giá trị sản xuất theo giá so sánh 2010 tăng nhanh.", "Giá trị sản xuất (giá cố định 1994) tăng nhanh."),
        ("Thu hút 2.020 lao động.",),
        _is_year,
        (Sign(kinds=("bare", "count"), words="prices"),),
    ),
    Rule(
        "feast",
        "A day without its word.",
        ("Tổ chức kỷ niệm vào dịp 26/3, 15/10.", "Đại hội bế mạc sáng 3-10.", "Chào mừng Quốc khánh 2/9."),
        ("Có 15/20 xã đạt chuẩn.", "Ngày hội có 5/12 đội dự.", "Nâng từ 5/12 lên 8/12 xã đạt chuẩn."),
        _is_feast,
        (Sign(kinds=("ratio", "fraction"), words="day"), Sign(comparators=("range",), words="day")),
    ),
    Rule(
        "yardstick",
        "What a value is measured against.",
        ("Xuất khẩu cao hơn nhiều so với chỉ tiêu 1,8 tỷ USD.", "Tăng trưởng khá (kế hoạch 10,5%)."),
        ("Kế hoạch thu ngân sách là 10,5 tỷ đồng.",),
        _is_yardstick,
        (Sign(words="yardstick"),),
    ),
    Rule(
        "place-of-value",
        "Where a value holds, or of which things.",
        ("Tỷ lệ học sinh tham gia ở 03 huyện miền núi đạt 89%.", "Tỷ lệ xã có từ 5 chợ trở lên chiếm 8%."),
        ("Phấn đấu 03 huyện đạt chuẩn.", "Số hộ khá tăng từ 50 hộ trở lên, đạt 12%."),
        _is_place_of_value,
        (
            Sign(kinds=("count",), comparators=("eq",), words="place"),
            Sign(comparators=("ge",), other_than="shares", words="from_up"),
        ),
    ),
    Rule(
        "within-noun",
        "A number that belongs to the noun of the amount right behind it.",
        ("Diện tích lúa nước 2 vụ 40 ha.", "Trồng xen canh 3 tầng 25 ha."),
        ("Xây dựng 2 vụ, 40 ha.",),
        _is_within_noun,
        (Sign(kinds=("count",), comparators=("eq",), fact="digit behind"),),
    ),
    Rule(
        "grade",
        "How good a thing is, from how many points on it is so, or how far somebody went to school.",
        ("Nâng hạng sản phẩm lên 5 sao.", "Khuyến khích xây dựng khách sạn 4 sao.", "Từ 90 điểm trở lên xếp loại A."),
        ("Phấn đấu có 12 sản phẩm mới.", "Có 12/12 xã đạt chuẩn.", "Chỉ số đạt 90 điểm, xếp loại tốt."),
        _is_grade,
        (
            Sign(kinds=("ratio",), words="schooling"),
            Sign(kinds=("count", "measure"), heads="grades"),
            Sign(comparators=("ge", "gt", "le", "lt", "range"), heads="points", words="group"),
        ),
    ),
    Rule(
        "format",
        "The form of a file, a page or a drawing, and in how many copies papers are handed in.",
        (
            "Tệp có dung lượng không quá 20 MB.",
            "Ảnh chụp độ phân giải 300 dpi.",
            "In một mặt, lề trái 30 mm.",
            "Nộp 02 bộ hồ sơ.",
        ),
        ("Lắp đặt 20 máy tính.", "Làm mới 30 m lề đường.", "Lập 03 bộ hồ sơ di tích."),
        _is_format,
        (Sign(heads="formats"), Sign(kinds=("count",), heads="copies"), Sign(dimensions=("length",), words="layout")),
    ),
)
