"""Amounts that are no value of an indicator, told by their clause: conditions of rules, sizes in names, votes, tiers.

Each rule is one function. What is told without the clause is in `asides`.
"""

from collections.abc import Sequence

import regex

from ....lexicon.word_patterns import word_list
from ....text.folding import fold
from ...quantities.amount import Quantity
from ...view import TextView
from ..indicator_phrases import Measured

_PLACES = ("ha", "km2", "km²", "m2", "m²", "người", "nhân khẩu")
_LISTED = 8  # how many conditions of one list are looked back over
_FOR_ONE = regex.compile(r"\bcho\s*$")
_SIZE = regex.compile(r"(?<!\p{L})(?P<named>\p{L}+)(?:,|\s+(?:có|với))?\s+quy mô\s*$")
_RANKED = regex.compile(r"\b(?:nhóm|tốp|top)\s*$")
_BRACKETS = regex.compile(r"\([^()]*\)")
_CONSEQUENCE = regex.compile(r"\b(?:thì|được|mức)(?!\p{L})|:\s")
_PAID = regex.compile(r"\b(?:hỗ trợ|trợ cấp|thưởng|tặng|chi|chi trả|cấp|thanh toán|bồi dưỡng|hưởng)\s+$")
_COUNTED_AS = regex.compile(r"\btính\s+(?:là\s+|bằng\s+)?$")
_UP_TO = regex.compile(r"\bđến\s+$")
_TIER_ENDS = regex.compile(r"\s*:\s*(?:là\s+|mức\s+(?:thu|chi|hỗ trợ|thưởng)\s+(?:là\s+)?)?")
_GRANT = regex.compile(r"\b(?:thì|được\s+(?:xét\s+)?(?:hỗ trợ|trợ cấp|cấp|hưởng|miễn|giảm|vay|thưởng|nhận))(?!\p{L})")
_CONTRASTED = regex.compile(r"nếu\s+(?:như\s+)?(?:năm|đầu|cuối|trước|giai đoạn|nhiệm kỳ)(?!\p{L})")  # no condition
_IF_BEHIND = regex.compile(r"(?:\s+\p{L}+){0,6}\s*\(nếu có\)|\s+nếu(?!\p{L})")
_THEN = regex.compile(r"\bthì(?!\p{L}|\s+(?:đến|tới|nay|hiện|năm)\s)")  # "năm 2020 là 50% thì nay còn 40%"
_CLAUSE_END = regex.compile(r"[;.](?:\s|$)")
_RECORD = regex.compile(r"\s*(?:được|bị|đạt|tham gia|liên tục)(?!\p{L})")
_HAVING = regex.compile(r"\bcó\s+$")
_SOURCE = regex.compile(r"\bnguồn\s+$")
_RULED = regex.compile(
    r"[\p{L}\s/%]{0,24}?\s+trở lên\s+(?:được|thì|phải|do|chịu|có (?:trách nhiệm|không quá|tối đa)|hưởng|trình)(?!\p{L})"
)
_REACHES = regex.compile(r"\b(?:phạm vi|liên quan đến|đi qua|trên địa bàn|địa giới hành chính của)\s+(?:từ\s+)?$")
_PROGRAMME = regex.compile(
    r"\p{L},?\s+(?P<name>chương trình|dự án|đề án|chiến dịch|phong trào)\s+"
    r"(?P<verb>trồng|xây dựng|đào tạo|phát triển|hỗ trợ|bồi dưỡng|bê tông hoá|cứng hoá|xoá)(?:\s+mới)?\s+$"
)
_MEETING = regex.compile(r"[^,;.:\d]{0,60}\bđạt\s+")
_HAVING_AT_LEAST = regex.compile(r"[^,;.:\d]{1,80}\bcó\s+từ\s+")
_WHEN = regex.compile(r"(?<!(?:trong|trước|sau|từ|đến|cho)\s)\b(?:khi|nếu)(?!\p{L})")
_FROM_UP = regex.compile(r"từ\b.*trở lên")
# Between two counts: the second is said of itself. Without it, it only tells the first: "02 xã đạt dưới 12 tiêu chí".
_LINE = 60
#: `regex` looks for the letters that a pattern needs as far as it may: without an end, to the end of the text.
_LOOK = 120
_LETTER = regex.compile(r"\p{L}")
_VOTE = regex.compile(
    r"\b(?:số phiếu|phiếu bầu|phiếu thuận|phiếu tín nhiệm|biểu quyết|tán thành|"
    r"tổng số (?:thành viên|đại biểu|cử tri|uỷ viên|người được triệu tập))(?!\p{L})"
)
_VOTERS = regex.compile(
    r"\s+(?:đại biểu|đảng viên|đồng chí|uỷ viên|cấp uỷ viên|thành viên|người|phiếu)(?:\s+\p{L}+){0,4}?"
    r"\s+(?:biểu quyết|tán thành|nhất trí|có mặt|dự|tham dự|tín nhiệm|thuận)(?!\p{L})"
)
_VOTED = regex.compile(
    r"(?:\s+(?:tổng số|số)?\s*(?:đại biểu|đảng viên|uỷ viên|thành viên|phiếu)(?:\s+\p{L}+){0,4}?)?"
    r"\s+(?:biểu quyết|tán thành|nhất trí)(?!\p{L})"
)
_JOINED = regex.compile(
    r"[,;.:()]|\b(?:và|bằng|xuống|lên|về|thành|tới|sang|còn|hoặc|ít nhất|tối thiểu|"
    r"với\s+(?:tổng|số|kinh phí|giá trị|vốn)|được\s+(?:hỗ trợ|vay|hưởng|giảm))(?!\p{L})"
)


def is_no_value(view: TextView, items: Sequence[Measured], number: int) -> bool:
    """Tell whether an amount, with its clause known, is a condition, a description or a part of a name."""
    item = items[number]
    clause = _clause(view, item)
    previous = items[number - 1].quantity if number else None
    return (
        _is_condition(view, item, clause)
        or _is_eligibility(view, items, number)
        or _is_record(view, item)
        or _is_short_of_standard(view, item.quantity, clause)
        or _is_once(view, item.quantity)
        or _is_quorum(view, item)
        or _is_vote(view, items, number)
        or _is_way_of_counting(view, item)
        or _is_threshold(view, item.quantity, clause)
        or _is_bound_of_a_rule(view, item.quantity, clause)
        or _is_size_of_place(item, clause)
        or _is_size_of_named(view, item.quantity)
        or _is_description(item, clause)
        or _is_name_of_programme(view, item.quantity)
        or _is_bare_bracket(view, item.quantity, previous)
        or (number + 1 < len(items) and _is_tier(view, item.quantity, items[number + 1].quantity))
        or (previous is not None and _qualifies_previous(view, item, previous))
    )


def _clause(view: TextView, item: Measured) -> str:
    """Return the folded words of the clause before the number, without what stands in brackets."""
    return _BRACKETS.sub(" ", view.low[item.clause.left : item.quantity.number_start])


def _is_condition(view: TextView, item: Measured, clause: str) -> bool:
    """A rule's condition: "nếu ... từ 15 km trở lên"; what follows "thì" is its consequence."""
    if item.quantity.kind == "count" and _IF_BEHIND.match(view.low, item.quantity.end, item.quantity.end + _LINE):
        return True  # "nộp 05 bộ nếu nộp bằng giấy", "giao 01 đơn vị (nếu có)"
    found = word_list("roles", "condition").search(clause)
    if found and _CONTRASTED.match(clause, found.start()):
        found = None
    after = view.low[item.quantity.end : item.quantity.end + 160]
    stop = _CLAUSE_END.search(after)
    then = bool(_THEN.search(after, 0, stop.start() if stop else len(after))) and not _THEN.search(clause)
    if found:
        consequence = _CONSEQUENCE.search(clause, found.end())
        return consequence is None or (then and consequence.group() == "mức")
    return then


def _is_short_of_standard(view: TextView, quantity: Quantity, clause: str) -> bool:
    """Which places are meant: "có quy mô dân số chưa đạt 50% tiêu chuẩn quy định"."""
    return quantity.head == "%" and clause.endswith("chưa đạt ") and view.low.startswith(" tiêu chuẩn", quantity.end)


def _is_eligibility(view: TextView, items: Sequence[Measured], number: int) -> bool:
    """Whom a rule is for: "đối với người có tỷ lệ thương tật từ 21% trở lên"; so is each further one of such a list."""
    for item in items[max(0, number - _LISTED) : number + 1][::-1]:
        quantity = item.quantity
        if quantity.comparator != "ge" or not _FROM_UP.search(view.low, quantity.start, quantity.end):
            return False
        if word_list("roles", "eligible").search(_clause(view, item)):
            return True
        if not item.clause.same_sentence:
            return False
    return False


def _is_quorum(view: TextView, item: Measured) -> bool:
    """What a vote needs: "quá nửa tổng số thành viên biểu quyết tán thành", "số phiếu hợp lệ đạt trên 50%"."""
    quantity = item.quantity
    if quantity.comparator not in ("gt", "ge") or quantity.head not in ("", "%"):
        return False
    around = view.low[item.clause.left : min(item.clause.right + _LINE, quantity.end + 2 * _LINE)]
    return _VOTE.search(around) is not None and word_list("roles", "goal_words").search(around) is None


def _is_vote(view: TextView, items: Sequence[Measured], number: int) -> bool:
    """Who came or agreed: "28/30 đảng viên dự họp", "30/30 đại biểu biểu quyết tán thành (100%)"."""
    quantity = items[number].quantity
    if quantity.head == "%" and quantity.comparator == "eq":
        if _VOTED.match(view.low, quantity.end, quantity.end + _LOOK):
            return True
        if items[number].clause.bracket and number:
            quantity = items[number - 1].quantity  # a share in brackets says the votes before it again
    if quantity.kind != "ratio":
        return False
    return _VOTERS.match(view.low, quantity.number_end, quantity.number_end + _LOOK) is not None


def _is_record(view: TextView, item: Measured) -> bool:
    """What somebody must have behind him: "có ít nhất 02 lần được tặng Bằng khen"."""
    quantity = item.quantity
    if quantity.head != "lần" or not _RECORD.match(view.low, quantity.end, quantity.end + _LOOK):
        return False
    return _HAVING.search(view.low, item.clause.left, quantity.start) is not None


def _is_once(view: TextView, quantity: Quantity) -> bool:
    """How a sum is paid: "hỗ trợ 01 lần"."""
    if quantity.unit != "lần" or quantity.low != 1 or quantity.comparator != "eq":
        return False
    return _PAID.search(view.low, max(0, quantity.start - 12), quantity.start) is not None


def _is_way_of_counting(view: TextView, item: Measured) -> bool:
    """What a word stands for: "(một buổi tính 4 tiết)"."""
    return item.clause.bracket and _COUNTED_AS.search(view.low, item.clause.left, item.quantity.start) is not None


def _is_threshold(view: TextView, quantity: Quantity, clause: str) -> bool:
    """From where on a rule holds: "diện tích từ 10 ha trở lên do Hội đồng nhân dân quyết định"."""
    if quantity.comparator != "ge" or word_list("roles", "goal_words").search(clause):
        return False
    if _RULED.match(view.low, quantity.number_end, quantity.number_end + _LOOK):
        return True
    return quantity.kind == "count" and _REACHES.search(clause) is not None


def _is_bound_of_a_rule(view: TextView, quantity: Quantity, clause: str) -> bool:
    """When something is done: "quyết định khi số phiếu đạt trên 50%", "..., nếu số người còn ít nhất 02 người"."""
    if quantity.comparator in ("eq", "approx", "range") or (quantity.unit or "").find("đồng") >= 0:
        return False
    found = next(reversed(list(_WHEN.finditer(clause))), None)
    if found is None or not _LETTER.search(clause, 0, found.start()):
        return False
    said = clause[found.end() :]
    return "," not in said and not _CONSEQUENCE.search(said) and not word_list("roles", "goal_words").search(said)


def _is_size_of_place(item: Measured, clause: str) -> bool:
    """Which place it is: "xã An Sơn có diện tích tự nhiên 12,5 km2", "nhập 12,5 km2 diện tích tự nhiên"."""
    if item.quantity.head not in _PLACES or word_list("roles", "goal_words").search(clause):
        return False
    if item.quantity.head in ("km2", "km²") and fold(item.indicator).endswith("diện tích"):
        return True
    size = word_list("roles", "place_size")
    return size.search(fold(item.indicator)[-24:]) is not None or size.match(fold(item.clause.after)) is not None


def _is_size_of_named(view: TextView, quantity: Quantity) -> bool:
    """The size of what has a name: "Khu du lịch An Sơn quy mô 120 ha"; "vùng chè quy mô 120 ha" is a goal."""
    found = _SIZE.search(view.low, max(0, quantity.start - 40), quantity.start)
    if found is None or quantity.head not in _PLACES:
        return False
    return view.plain[found.start("named")].isupper()


def _is_description(item: Measured, clause: str) -> bool:
    """Which things are meant: "gói thầu có giá không quá 20 tỷ đồng", "từ nguồn 70% tiền sử dụng đất"."""
    if item.quantity.head == "%" and _SOURCE.search(clause):
        return True
    found = word_list("roles", "relative").search(clause)
    return found is not None and "đạt" not in clause[found.end() :] and not _GRANT.search(clause, found.end())


def _is_name_of_programme(view: TextView, quantity: Quantity) -> bool:
    """A number in a name: "thực hiện Chương trình trồng mới 5 triệu ha rừng"."""
    found = _PROGRAMME.search(view.low, max(0, quantity.start - 60), quantity.start)
    return found is not None and view.plain[found.start("name")].isupper() and view.plain[found.start("verb")].islower()


def _is_bare_bracket(view: TextView, quantity: Quantity, previous: Quantity | None) -> bool:
    """A size behind a name: "Cụm công nghiệp An Sơn (25 ha)"; behind a value it says that again: "50% (8 xã)"."""
    if previous is not None and not view.low[previous.end : quantity.start].strip(" ("):
        return False
    opened = view.low[max(0, quantity.start - 3) : quantity.start].rstrip().endswith("(")
    closed = view.low[quantity.end : quantity.end + 3].lstrip().startswith(")")
    return opened and closed and quantity.head not in ("%", "‰")


def _is_tier(view: TextView, quantity: Quantity, following: Quantity) -> bool:
    """What a tariff is for: "trên 10 tỷ đồng đến 50 tỷ đồng: 8 triệu đồng/hồ sơ"."""
    start = quantity.start
    if quantity.comparator in ("eq", "approx") and not _UP_TO.search(view.low, max(0, start - 8), start):
        return False
    return _TIER_ENDS.fullmatch(view.low, quantity.end, following.start) is not None


def _qualifies_previous(view: TextView, item: Measured, previous: Quantity) -> bool:
    """An amount that only tells the one before: "02 xã đạt dưới 12 tiêu chí", "500 triệu đồng cho 01 người"."""
    quantity, low = item.quantity, view.low
    if previous.head == "%" and quantity.kind == "count" and quantity.comparator == "ge":
        # "thành lập tổ chức đảng ở 100% doanh nghiệp có từ 10 lao động trở lên"
        return _HAVING_AT_LEAST.fullmatch(low, previous.end, quantity.number_start) is not None
    if quantity.head == "tiêu chí" and _MEETING.fullmatch(low, previous.end, quantity.start):
        return previous.kind in ("count", "ratio") or previous.head == "%"  # "6 xã đạt 19/19 tiêu chí"
    if quantity.low == 1 and _FOR_ONE.search(low, item.clause.left, quantity.start):
        return previous.kind == "measure"
    if _RANKED.search(low, item.clause.left, quantity.start):
        return False
    if low[previous.end : quantity.start].rstrip().endswith(" với"):  # "312 cơ sở lưu trú với 6.840 phòng"
        return False
    if quantity.kind not in ("count", "measure", "bare") or quantity.head == "%" or previous.kind != "count":
        return False
    return quantity.start - previous.end < 60 and not _JOINED.search(low, previous.end, quantity.number_start)
