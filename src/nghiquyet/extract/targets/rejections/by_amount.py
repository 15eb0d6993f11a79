"""Amounts set aside before the clauses are read, since they cut none: lengths of time, ages, rates, scales, years.

"trẻ em từ 1 - 18 tuổi", "1 USD = 23.200 đồng", "bản đồ tỷ lệ 1/500", "giá so sánh 2010". Each rule is one function;
what is told by the clause of an amount is in `exclusions`.
"""

import regex

from ....lexicon.word_patterns import word_list
from ...quantities.amount import Quantity
from ...view import TextView

_LENGTHS = ("ngày", "ngày làm việc", "tháng", "giờ", "phút", "tiếng", "năm")
#: A length of time that is itself measured: "thời gian chờ khám ... còn dưới 25 phút", "... giảm xuống 7 ngày".
_TIME_TAKEN = regex.compile(
    r"\b(?:thời gian|thời lượng)\s[^,;.:()]{2,80}?\s(?:(?:giảm|rút ngắn)\s+)?(?:còn(?!\s+lại)|xuống|đạt|bằng)"
    r"(?:\s+(?:còn|mức|từ|dưới|khoảng|tối đa|không quá|ít nhất|trên|hơn|gần))*\s+$"
)
_LENGTHS_OF_THINGS = ("m", "km", "km/h", "cm")
_LONG = regex.compile(r"\b(?:dài|rộng|cao|sâu|tốc độ|vận tốc|thiết kế)\s+(?:(?:khoảng|gần|hơn|trên|từ)\s+)?$")
_DISTANCES = ("m", "km", "mét")
_QUOTED = 120  # a longer quotation is a text of its own: its numbers count
_COUNTED_ON = regex.compile(r"(?<!\p{L})(?<!căn\s)cứ\s+$")
_AREAS = ("ha", "m2", "m²", "km2", "km²", "sào", "hộ", "người", "lao động")
_AVERAGED = regex.compile(r"\b(?:bình quân|trung bình|tính)(?:\s+(?:trên|cho))?\s+$")  # "thu nhập bình quân 01 ha đất"
_OVER = regex.compile(r"\btrên\s*$")
_AMOUNT = regex.compile(r"[%‰]|(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\p{L})|điểm(?!\p{L})", regex.IGNORECASE)
_EXTENT = regex.compile(
    r"\b(?:phạm vi|bán kính|cự ly|khoảng cách|quãng đường)\s+(?:khoảng\s+|tối đa\s+|không quá\s+|từ\s+)?$"
)
_AWAY = regex.compile(r"\s*(?:tính\s+)?từ\s+(?:các|ranh|tim|mép|chân|trung tâm|vị trí|lối|điểm)(?!\p{L})")
_SCALE = regex.compile(r"\bt[ỷỉ] lệ\s+(?:\d+/[\d.]+\s*[-,]\s*)*$")
#: Two amounts with "=" between them; "chi đầu tư = 24 tỷ đồng" is a value.
_EQUALS, _EQUALLED = regex.compile(r"\d[\d.,]*\s*[\p{L}$%/\d]{0,12}\s*=\s*$"), regex.compile(r"\s*=\s*\d")
_CONVERTED = regex.compile(r"\b(?:tỷ lệ|tỉ lệ|hệ số) quy đổi[^;.]*$")
_FEAST = regex.compile(r"\b(?:dịp|ngày|lễ|tết)\s+(?:\d{1,2}/\d{1,2}(?:,|\s+và)\s+)*$")
_YARDSTICK = regex.compile(
    r"(?:so với (?:chỉ tiêu|kế hoạch|mục tiêu|mức|con số|dự toán)(?: là)?"
    r"|\((?:kế hoạch|kh|mục tiêu|chỉ tiêu|nghị quyết|nq)(?: đề ra| giao)?(?: là| tăng| giảm| đạt)?:?)\s+$"
    r"|\b(?:mục tiêu|chỉ tiêu|kế hoạch) (?:đề ra|được giao|đặt ra) \((?:là |từ |trên )?$"
)
_PLAN_BEHIND = regex.compile(r"[\d%]\s*/\s*(?:kh|kế hoạch|nq|nghị quyết|mục tiêu|chỉ tiêu)\s*:?\s*$")  # "32%/KH 35%"
_AT = regex.compile(r"\b(?:ở|tại|của|thuộc|riêng)\s+(?:cả\s+)?$")
_ITS_VALUE = regex.compile(r"[^,;.:()\d]{0,60}?\s(?:đạt|còn|chiếm|tăng|giảm|là)\s+(?:\p{L}+\s+){0,2}\d")
_PRICES = regex.compile(r"\b(?:so sánh|giá (?:ss|cố định|hiện hành|thực tế|gốc)|so(?: với)?)\s+(?:năm\s+)?$")


def is_set_aside(view: TextView, quantity: Quantity, start: int, end: int) -> bool:
    """Tell whether an amount between two offsets is no value, whatever stands around it."""
    before = view.low[max(start, quantity.number_start - 90) : quantity.number_start]
    return (
        _is_length_or_age(quantity, before)
        or _is_rate_of_exchange(view, quantity)
        or _is_base_of_counting(quantity, before)
        or _is_extent(view, quantity, before)
        or _is_scale(quantity, before)
        or _is_quoted(view, quantity, start, end)
        or _is_measure_of_thing(view, quantity, before)
        or _is_year(quantity, before)
        or _is_feast(quantity, before)
        or _is_yardstick(quantity, before)
        or _is_place_of_value(view, quantity, before, end)
    )


def _is_length_or_age(quantity: Quantity, before: str) -> bool:
    """A length of time or an age ("trong 05 năm", "dưới 40 tuổi"), unless that is what is measured."""
    if quantity.kind != "measure":
        return False
    if quantity.head in _LENGTHS:
        return not word_list("roles", "time_measures").search(before) and not _TIME_TAKEN.search(before)
    return quantity.head == "tuổi" and not word_list("roles", "age_measures").search(before)


def _is_measure_of_thing(view: TextView, quantity: Quantity, before: str) -> bool:
    """How long, wide or strong a thing is: "tuyến đường dài 12 km", "đường dây 500 kV", "học 2 buổi/ngày".

    "2 con số" counts digits, "24/24 giờ" is all day.
    """
    if quantity.head == "buổi" and "/ngày" in (quantity.unit or ""):
        return True
    if quantity.head == "con" and view.low.startswith("con số", quantity.number_end + 1):
        return True
    if quantity.head == "tấn" and before.rstrip().endswith(("tàu", "trọng tải", "tải trọng", "xe")):
        return True
    if quantity.kind == "ratio" and quantity.low == 24 and quantity.head in ("", "giờ", "h"):
        return True
    return quantity.head == "kv" or (quantity.head in _LENGTHS_OF_THINGS and _LONG.search(before) is not None)


def _is_year(quantity: Quantity, before: str) -> bool:
    """A year without its word: "theo giá so sánh 2010", "tăng 3% so với 2020"."""
    digits = quantity.number_end - quantity.number_start == 4 and 1900 <= quantity.low <= 2100
    return digits and quantity.kind in ("bare", "count") and _PRICES.search(before) is not None


def _is_rate_of_exchange(view: TextView, quantity: Quantity) -> bool:
    """A rate of exchange: "1 USD = 23.200 đồng", "theo tỷ lệ quy đổi 2 m2 tương đương 1 m2"."""
    low = view.low
    if _CONVERTED.search(low, max(0, quantity.start - 60), quantity.start):
        return True
    return bool(_EQUALS.search(low, max(0, quantity.start - 40), quantity.start)) or bool(
        _EQUALLED.match(low, quantity.end, quantity.end + 8)
    )


def _is_base_of_counting(quantity: Quantity, before: str) -> bool:
    """What the value is counted on: "cứ 100 hộ", "trên 1 ha", "trên 10.000 dân"."""
    if _COUNTED_ON.search(before):
        return True
    if quantity.low == 1 and quantity.head in _AREAS and _AVERAGED.search(before):
        return True
    over = quantity.comparator == "gt" and _OVER.search(before) is not None
    return over and (quantity.head == "dân" or (quantity.low == 1 and not _AMOUNT.match(quantity.unit or "")))


def _is_extent(view: TextView, quantity: Quantity, before: str) -> bool:
    """How far a place reaches: "trong phạm vi 500 m", "1.000 m tính từ ranh giới"."""
    if quantity.head not in _DISTANCES:
        return False
    return _EXTENT.search(before) is not None or _AWAY.match(view.low, quantity.end, quantity.end + 60) is not None


def _is_feast(quantity: Quantity, before: str) -> bool:
    """A day without its word: "vào dịp 26/3, 15/10"."""
    if quantity.kind not in ("ratio", "fraction") or quantity.head:
        return False
    return _FEAST.search(before) is not None


def _is_yardstick(quantity: Quantity, before: str) -> bool:
    """What a value is measured against: "cao hơn nhiều so với chỉ tiêu 1,8 tỷ USD", "(kế hoạch 10,5%)"."""
    near = before[-36:]
    if _PLAN_BEHIND.search(near):
        return True
    return ("so với" in near or "(" in near) and _YARDSTICK.search(near) is not None


def _is_place_of_value(view: TextView, quantity: Quantity, before: str, end: int) -> bool:
    """Where a value holds: "tỷ lệ học sinh tham gia ở 03 huyện miền núi mới đạt 89%"."""
    if quantity.kind != "count" or quantity.comparator != "eq" or not _AT.search(before):
        return False
    return _ITS_VALUE.match(view.low, quantity.end, end) is not None


def _is_scale(quantity: Quantity, before: str) -> bool:
    """The scale of a map: "bản đồ tỷ lệ 1/500"."""
    scale = quantity.kind == "ratio" and quantity.low == 1 and quantity.whole is not None and quantity.whole >= 100
    return scale and _SCALE.search(before) is not None


def _is_quoted(view: TextView, quantity: Quantity, start: int, end: int) -> bool:
    """A name in quotation marks: "5 không, 3 sạch"."""
    floor, ceiling = max(start, quantity.number_start - _QUOTED), min(end, quantity.number_end + _QUOTED)
    before, after = view.plain[floor : quantity.number_start], view.plain[quantity.number_end : ceiling]
    opened = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
    closed = min((at for at in (after.find(mark) for mark in '”"') if at >= 0), default=-1)
    if opened < 0 or closed < 0 or "”" in before[opened:]:
        return False
    return len(before) - opened + closed < _QUOTED
