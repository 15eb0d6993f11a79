"""Amounts that are no value of an indicator, told by their clause: conditions of rules, sizes in names, votes, tiers.

Each rule is one function and one row. What is told without the clause is in `by_amount`. The words are in
``grammars/rejections.lark``.
"""

from ....facts import Comparator
from ....lexicon.lazy import pattern
from ....lexicon.word_patterns import word_list
from ....text.folding import fold
from ....units.lookup import dimension
from ...quantities.model import Quantity
from ...view import TextView
from ..indicator_phrases import Measured
from ..noun_phrases import begins_with_noun, clause_words, head_pattern
from .model import Case, Rule, Sign, clause_of
from .words import ending, said, words_of

_LISTED = 8  # how many conditions of one list are looked back over
_LINE = 60
_SENTENCE = 400
#: `regex` looks for the letters that a pattern needs as far as it may: without an end, to the end of the text.
_LOOK = 120
BOUNDED: tuple[Comparator, ...] = ("ge", "gt", "le", "lt")
_IF_BEHIND, _CONTRASTED = said("if_behind"), said("contrasted")
_DEFINES = said("defines")
_THEN, _CONSEQUENCE = said("then"), said("consequence")
_FRONT_ENDS, _VOTE_RATE = said("front_ends"), ending("vote_rate")
_WHEN, _FROM_UP, _GRANTED = said("when"), said("from_up"), said("granted")
_REACHED, _OF_CASES, _DECIDED = said("reached_level"), ending("of_cases"), said("decided")
_MISSES, _STANDARD = ending("misses"), said("standard")
_VOTE, _VOTERS, _VOTED, _BALLOTS = said("vote"), said("voters"), said("voted"), said("ballots")
_HAVING, _RECORD, _PAID, _COUNTED_AS = ending("having"), said("record"), ending("paid"), ending("counted_as")
_RULED, _REACHES, _MAY_OR_MUST = said("ruled"), ending("reaches"), said("may_or_must")
_SIZES, _SIZE_BEFORE, _AREA_SAID = said("sizes"), said("size_before"), said("area_said")
_SIZE_OPENS = ending("size_opens")
_DEALT_WITH = said("dealt_with")
_LAND, _SIZE_OF, _OF_PLACES = ending("land"), ending("size_of"), said("of_places")
_SOURCE, _MET_OR_GRANTED, _PROGRAMME = ending("source"), said("met_or_granted"), ending("programme")
_SUM, _MONEY, _UP_TO, _TIER_ENDS = ending("sum"), said("money"), ending("up_to"), said("tier_ends")
_HAVING_FROM, _MEETING, _FOR_ONE = said("having_from"), said("meeting"), ending("for_one")
_SCORED, _PLACED = said("scored"), said("placed")
_RANKED, _ALONG_WITH, _JOINED = ending("ranked"), ending("along_with"), said("joined")
_CLAUSE_END = pattern(r"[;.](?:\s|$)")
_LETTER = pattern(r"\p{L}")
_AGAIN = pattern(r"[\p{L}\s]{1,40}\(\s*")


def _is_condition(case: Case) -> bool:
    """A rule's condition: "nếu ... từ 15 km trở lên"; what follows "thì" is its consequence."""
    view, item, clause = case.view, case.item, case.clause
    if item.quantity.kind == "count" and _IF_BEHIND.match(view.low, item.quantity.end, item.quantity.end + _LINE):
        return True  # "nộp 05 bộ nếu nộp bằng giấy", "giao 01 đơn vị (nếu có)"
    found = word_list("roles", "condition").search(clause)
    if found and _CONTRASTED.match(clause, found.start()):
        found = None
    end = item.quantity.end
    said = _THEN.search(view.low, end, end + 160)
    then = said is not None and not _CLAUSE_END.search(view.low, end, said.end()) and not _THEN.search(clause)
    if found:
        consequence = _CONSEQUENCE.search(clause, found.end())
        return consequence is None or (then and consequence["level"] is not None)
    return then


def _is_short_of_standard(case: Case) -> bool:
    """Which places are meant: "có quy mô dân số chưa đạt 50% tiêu chuẩn quy định"."""
    view, quantity, clause = case.view, case.quantity, case.clause
    missed = _MISSES.match(clause) is not None
    return missed and _STANDARD.match(view.low, quantity.end, quantity.end + _LINE) is not None


def _is_eligibility(case: Case) -> bool:
    """Whom a rule is for: "đối với người có tỷ lệ thương tật từ 21% trở lên"; so is each further one of such a list."""
    view, items, number = case.view, case.items, case.number
    if _is_granted(view, items[number]) or _is_definition(case):
        return True
    for item in items[max(0, number - _LISTED) : number + 1][::-1]:
        quantity = item.quantity
        if quantity.comparator != "ge" or not _FROM_UP.search(view.low, quantity.start, quantity.end):
            return False
        found = word_list("roles", "eligible").search(clause_of(view, item))
        if found and not _is_another_group(item):
            return not _is_of_indicator(item)
        if not item.clause.same_sentence:
            return False
    return False


def _is_of_indicator(item: Measured) -> bool:
    """Tell whether such a word belongs to what is measured: "Mức độ hài lòng đối với dịch vụ y tế đạt từ 90% trở lên".

    The first of them stands behind the head of an indicator, which reaches its value and is nothing that is granted.
    """
    noun, words = item.clause.noun_low, item.clause.words
    if _REACHED.search(item.clause.predicate) is None or head_pattern().match(noun) is None:
        return False
    first, begin = word_list("roles", "eligible").search(words), words.find(noun)
    within = first is not None and 0 <= begin <= first.start()
    return within and word_list("roles", "grant_words").match(noun) is None


def _is_another_group(item: Measured) -> bool:
    """Tell whether a clause names another group for the value before: "đối với giáo dục đạt từ 95% trở lên"."""
    clause = item.clause
    goes_on = clause.same_sentence and _REACHED.search(clause.predicate) is not None
    return goes_on and word_list("roles", "eligible").match(clause.words.lstrip(" ,")) is not None


def _is_definition(case: Case) -> bool:
    """Tell whether the sentence tells a kind from its like: "Hộ cận nghèo là hộ có ... và thiếu hụt dưới 3 chỉ số"."""
    low, start = case.view.low, case.quantity.start
    begin = max(case.start, start - _SENTENCE)
    stop = next(reversed(list(_CLAUSE_END.finditer(low, begin, start))), None)
    begin = stop.end() if stop else begin
    kinds = (found["kind"] for found in _DEFINES.finditer(low, begin, start))
    return any(low.startswith(f"{kind} ", begin) for kind in kinds)


def _is_granted(view: TextView, item: Measured) -> bool:
    """Tell whether a front names whom a rule grants or asks something: "Đối với thôn có trên 200 hộ, được ..."."""
    quantity = item.quantity
    if quantity.comparator not in BOUNDED:
        return False
    granted = _GRANTED.match(view.low, quantity.end, quantity.end + _LINE)
    return granted is not None and word_list("roles", "eligible").match(item.clause.words) is not None


def _is_quorum(case: Case) -> bool:
    """What a vote needs: "quá nửa tổng số thành viên biểu quyết tán thành", "số phiếu hợp lệ đạt trên 50%"."""
    view, item = case.view, case.item
    around = view.low[item.clause.left : min(item.clause.right + _LINE, item.quantity.end + 2 * _LINE)]
    return _VOTE.search(around) is not None and word_list("roles", "goal_words").search(around) is None


def _is_vote(case: Case) -> bool:
    """Who came or agreed: "28/30 đảng viên dự họp", "30/30 đại biểu biểu quyết tán thành (100%)"."""
    view, items, number = case.view, case.items, case.number
    quantity = items[number].quantity
    if quantity.head == "%" and quantity.comparator == "eq":
        if _VOTE_RATE.match(*case.near) is not None:
            return True
        if _VOTED.match(view.low, quantity.end, quantity.end + _LOOK):
            return True
        if number and (items[number].clause.bracket or items[number].relation == "restated"):
            quantity = items[number - 1].quantity  # "45/45 phiếu thuận (100%)", "đạt tỷ lệ 100%": the votes again
    start = quantity.number_end
    ballots = _BALLOTS.match(view.low, start, start + _LOOK) if quantity.kind in ("ratio", "count") else None
    if ballots and (quantity.kind == "ratio" or ballots["votes"]):
        return True  # "cấp 4.000 phiếu" may be a task
    return quantity.kind == "ratio" and _VOTERS.match(view.low, start, start + _LOOK) is not None


def _is_record(case: Case) -> bool:
    """What somebody must have behind him: "có ít nhất 02 lần được tặng Bằng khen"."""
    view, item = case.view, case.item
    quantity = item.quantity
    if not _RECORD.match(view.low, quantity.end, quantity.end + _LOOK):
        return False
    return _HAVING.match(view.low, item.clause.left, quantity.start) is not None


def _is_once(case: Case) -> bool:
    """How a sum is paid: "hỗ trợ 01 lần"."""
    quantity, start = case.quantity, case.quantity.start
    if fold(quantity.unit or "") != quantity.head:
        return False  # "01 lần/năm"
    return _PAID.match(case.view.low, max(case.start, start - 12), start) is not None


def _is_way_of_counting(case: Case) -> bool:
    """What a word stands for: "(một buổi tính 4 tiết)"."""
    view, item = case.view, case.item
    return item.clause.bracket and _COUNTED_AS.match(view.low, item.clause.left, item.quantity.start) is not None


def _is_threshold(case: Case) -> bool:
    """From where on a rule holds, or in how many cases: "từ 10 ha trở lên do Hội đồng nhân dân quyết định"."""
    view, quantity, clause = case.view, case.quantity, case.clause
    if quantity.head in words_of("cases") and _OF_CASES.match(*case.near):
        return True
    if word_list("roles", "goal_words").search(clause):
        return False
    if quantity.comparator in BOUNDED and quantity.head not in words_of("shares") and _DECIDED.fullmatch(clause):
        return True
    if _RULED.match(view.low, quantity.number_end, quantity.number_end + _LOOK):
        return True
    return quantity.kind == "count" and _REACHES.match(clause) is not None


def _is_bound_of_a_rule(case: Case) -> bool:
    """When something is done: "quyết định khi số phiếu đạt trên 50%", "..., nếu số người còn ít nhất 02 người"."""
    quantity, clause = case.quantity, case.clause
    if _MONEY.search(quantity.unit or ""):
        return False
    found = next(reversed(list(_WHEN.finditer(clause))), None)
    if found is None:
        return False
    follows = case.previous is not None and case.item.clause.same_sentence
    if follows or _LETTER.search(clause, 0, found.start()):  # "... 70% khi diện tích từ 5 ha đến 10 ha"
        if quantity.comparator not in (*BOUNDED, "range"):
            return False
    else:  # "Khi nước vượt báo động III trên 0,5 m, Ban Chỉ huy quyết định"
        end = quantity.end
        if not _FRONT_ENDS.match(case.view.low, end, end + _LINE):
            return False
    said = clause[found.end() :]
    return "," not in said and not _CONSEQUENCE.search(said) and not word_list("roles", "goal_words").search(said)


def _measures_place(quantity: Quantity) -> bool:
    return dimension(quantity.head) == "area" or quantity.head in words_of("people")


def _is_size_of_place(case: Case) -> bool:
    """Which place it is: "xã An Sơn có diện tích tự nhiên 12,5 km2", "nhập 12,5 km2 diện tích tự nhiên"."""
    item, clause = case.item, case.clause
    if word_list("roles", "goal_words").search(clause):
        return False
    if _is_told_with_size(case):
        return True
    if not _measures_place(item.quantity):
        return False
    if dimension(item.quantity.head) == "area" and _LAND.match(*case.near):
        return True
    if item.quantity.head in words_of("square_kilometres") and _AREA_SAID.search(fold(item.indicator)):
        return True
    size = word_list("roles", "place_size")
    return size.search(fold(item.indicator)[-24:]) is not None or size.match(fold(item.clause.after)) is not None


def _is_told_with_size(case: Case) -> bool:
    """What follows the size of a place in one list: "có diện tích 6.071 km2, với chiều dài bờ biển 134 km"."""
    if not _is_length_or_area(case.quantity) or _SIZES.search(fold(case.item.indicator)) is None:
        return False
    return _SIZE_BEFORE.search(case.before) is not None


def _is_length_or_area(quantity: Quantity) -> bool:
    return dimension(quantity.head) in ("area", "length") or quantity.head in words_of("people")


def _is_generic_subject(case: Case) -> bool:
    """Whom a rule is about: "Doanh nghiệp sử dụng trên 200 lao động được ưu tiên vay vốn".

    A subject that is a counted noun without a number, a bound on something of theirs, and then what they may or must.
    """
    view, item = case.view, case.item
    quantity = item.quantity
    said = item.clause.words.strip(" ,")
    if not begins_with_noun(said) or word_list("roles", "goal_words").search(said):
        return False
    return _MAY_OR_MUST.match(view.low, quantity.end, quantity.end + _LOOK) is not None


def _is_size_of_named(case: Case) -> bool:
    """The size of what has a name: "Nhà máy thủy điện An Sơn 48 MW", "Khu du lịch An Sơn quy mô 120 ha".

    Right before the number stands the name, and before the name more of the sentence; "vùng chè quy mô 120 ha" and
    "huyện An Sơn 120 ha" in a list of places are goals.
    """
    view, item = case.view, case.item
    quantity = item.quantity
    if item.clause.part or item.previous is not None or quantity.kind != "measure" or quantity.comparator != "eq":
        named = False
    else:
        other = quantity.head in words_of("no_size") or _MONEY.search(quantity.head) is not None
        named = not other and (_follows_name(view, item) or _is_dealt_with(item))
    return named or _is_size_said(case)


def _is_dealt_with(item: Measured) -> bool:
    """Tell whether a thing that is only dealt with is told with its size: "Thu hồi khu nghĩa địa 3.200 m2"."""
    return not item.clause.predicate and _DEALT_WITH.match(item.clause.words) is not None


def _follows_name(view: TextView, item: Measured) -> bool:
    """Tell whether a name in capitals ends right before a value, in the middle of its clause and behind a verb."""
    words = view.words(item.clause.left, item.quantity.start).strip(" ,;:").split()
    if len(words) < 3 or item.clause.predicate or not words[-1][0].isupper() or words[-1].isupper():
        return False
    first = next((at for at, word in enumerate(words) if at and word[0].isupper()), 0)
    if first < 2 or head_pattern().match(fold(item.clause.noun)):
        return False
    return _OF_PLACES.fullmatch(fold(words[first])) is None


def _is_size_said(case: Case) -> bool:
    view, quantity = case.view, case.quantity
    found = _SIZE_OF.match(view.low, max(case.start, quantity.start - 40), quantity.start)
    if found is None or not _measures_place(quantity):
        return False
    return view.plain[found.start("named")].isupper()


def _is_description(case: Case) -> bool:
    """Which things are meant: "gói thầu có giá không quá 20 tỷ đồng", "từ nguồn 70% tiền sử dụng đất"."""
    clause = case.clause
    if case.quantity.head == "%" and _SOURCE.match(clause):
        return True
    found = word_list("roles", "relative").search(clause)
    return found is not None and not _MET_OR_GRANTED.search(clause, found.start())  # "có mức thu là 50.000 đồng/năm"


def _is_name_of_programme(case: Case) -> bool:
    """A number in a name: "thực hiện Chương trình trồng mới 5 triệu ha rừng"."""
    view, quantity = case.view, case.quantity
    found = _PROGRAMME.match(view.low, max(case.start, quantity.start - _LINE), quantity.start)
    return found is not None and view.plain[found.start("name")].isupper() and view.plain[found.start("verb")].islower()


def _is_bare_bracket(case: Case) -> bool:
    """A size behind a name: "Cụm công nghiệp An Sơn (25 ha)"; behind a value it says that again: "50% (8 xã)"."""
    view, quantity, previous = case.view, case.quantity, case.previous
    if previous is not None and not view.low[previous.end : quantity.start].strip(" ("):
        return False
    start = quantity.start
    if _MONEY.search(quantity.unit or "") and _SUM.match(view.low, max(case.start, start - _LINE), start):
        return False  # "số kinh phí còn thiếu (6,5 tỷ đồng)"
    between = view.low[previous.end : quantity.start] if previous is not None else ""
    if quantity.head and _AGAIN.fullmatch(between) and quantity.head.split()[0] in between.split():
        return False  # "50% xã (8 xã)"
    opened = _SIZE_OPENS.match(*case.near) is not None
    closed = view.low[quantity.end : quantity.end + 3].lstrip().startswith(")")
    return opened and closed


def _is_tier(case: Case) -> bool:
    """What a tariff is for: "trên 10 tỷ đồng đến 50 tỷ đồng: 8 triệu đồng/hồ sơ"."""
    view, quantity, following, start = case.view, case.quantity, case.following, case.quantity.start
    if _SCORED.match(view.low, quantity.end, case.end):
        return True
    if following is None:
        return False
    if _is_graded(case, following):
        return True
    if quantity.comparator in ("eq", "approx") and not _UP_TO.match(view.low, max(0, start - 8), start):
        return False
    return _TIER_ENDS.fullmatch(view.low, quantity.end, following.start) is not None


def _is_graded(case: Case, following: Quantity) -> bool:
    """Tell whether a size says how many there are to be: "Dưới 30 thành viên có 01 Phó Trưởng đoàn".

    It opens its clause, and is below a bound, or another one in the passage is.
    """
    item, quantity = case.item, case.quantity
    if quantity.kind != "count" or quantity.comparator not in BOUNDED:
        return False
    if not _PLACED.fullmatch(case.view.low, quantity.end, following.start):
        return False
    before = case.view.low[item.clause.left : quantity.start].strip(" ,;:")
    if before and not (begins_with_noun(before) and clause_words("finite").search(before) is None):
        return False
    same = (each.quantity for each in case.items if each.quantity.head == quantity.head)
    return any(each.comparator in ("lt", "le") for each in same)


def _qualifies_previous(case: Case) -> bool:
    """An amount that only tells the one before: "02 xã đạt dưới 12 tiêu chí", "500 triệu đồng cho 01 người"."""
    item, quantity, previous, low = case.item, case.quantity, case.previous, case.view.low
    if previous is None:
        return False
    if previous.head == "%" and quantity.kind == "count" and quantity.comparator == "ge":
        # "thành lập tổ chức đảng ở 100% doanh nghiệp có từ 10 lao động trở lên"
        return _HAVING_FROM.fullmatch(low, previous.end, quantity.number_start) is not None
    if quantity.head in words_of("criteria") and _MEETING.fullmatch(low, previous.end, quantity.start):
        return previous.kind in ("count", "ratio") or previous.head == "%"  # "6 xã đạt 19/19 tiêu chí"
    if quantity.low == 1 and _FOR_ONE.match(low, item.clause.left, quantity.start):
        return previous.kind == "measure"
    if quantity.kind not in ("count", "measure", "bare") or quantity.head == "%" or previous.kind != "count":
        return False
    if quantity.start - previous.end >= _LINE or _RANKED.match(low, item.clause.left, quantity.start):
        return False
    beside = _ALONG_WITH.match(low, previous.end, quantity.start)  # "312 cơ sở lưu trú với 6.840 phòng"
    return beside is None and not _JOINED.search(low, previous.end, quantity.number_start)


BY_CLAUSE: tuple[Rule, ...] = (
    Rule(
        "condition",
        'When a rule applies: what follows "thì" or "được" is its consequence.',
        ("Nếu có từ 15 hộ trở lên thì áp dụng chế độ riêng.", "Trường hợp có 10 hộ trở lên, xã lập tổ."),
        ("Nếu năm 2020 tỷ lệ là 50% thì nay còn 40%.",),
        _is_condition,
        (Sign(words="condition"),),
    ),
    Rule(
        "eligibility",
        "Whom a rule is for, or what a kind is told by.",
        (
            "Áp dụng đối với người có tỷ lệ thương tật từ 21% trở lên.",
            "Đối tượng là hộ có diện tích từ 5 ha trở lên.",
            "Hộ cận nghèo là hộ có thu nhập thấp và thiếu hụt dưới 3 chỉ số.",
        ),
        (
            "Đối với hộ nghèo, mức hỗ trợ là 5 triệu đồng/hộ.",
            "Số hộ nghèo là dưới 300 hộ.",
            "Tỷ lệ lấp đầy đối với khu công nghiệp đạt từ 60% trở lên.",
        ),
        _is_eligibility,
        (
            Sign(comparators=("ge",), words="from_up"),
            Sign(comparators=BOUNDED, words="grant"),
            Sign(comparators=BOUNDED, words="definition"),
        ),
    ),
    Rule(
        "record",
        "What somebody must have behind him.",
        ("Có ít nhất 02 lần được tặng Bằng khen.", "Cá nhân có 03 lần đạt danh hiệu chiến sĩ thi đua."),
        ("Tổ chức ít nhất 02 lần diễn tập.",),
        _is_record,
        (Sign(heads="occasions"),),
    ),
    Rule(
        "short-of-standard",
        "Which places are meant: those that miss a standard.",
        ("Rà soát xã có quy mô dân số chưa đạt 50% tiêu chuẩn quy định.", "Xã không đạt 50% tiêu chuẩn được xem xét."),
        ("Phấn đấu đạt 50% tiêu chí.",),
        _is_short_of_standard,
        (Sign(heads="share", words="standard"),),
    ),
    Rule(
        "once",
        "How a sum is paid.",
        ("Hỗ trợ 01 lần cho hộ gia đình.", "Chi trả 1 lần khi nghỉ việc."),
        ("Tổ chức tập huấn ít nhất 01 lần/năm.",),
        _is_once,
        (Sign(heads="occasions", comparators=("eq",), fact="one"),),
    ),
    Rule(
        "quorum",
        "What a vote needs.",
        ("Nghị quyết được thông qua với trên 50% tổng số đại biểu tán thành.", "Số phiếu hợp lệ đạt trên 50%."),
        ("Phấn đấu trên 50% đại biểu là nữ.",),
        _is_quorum,
        (Sign(comparators=("gt", "ge"), heads="share_or_none", words="vote"),),
    ),
    Rule(
        "vote",
        "Who came or agreed.",
        ("Có 28/30 đảng viên dự họp.", "Kết quả: 30/30 đại biểu biểu quyết tán thành (100%)."),
        ("Có 28/30 chi bộ hoàn thành nhiệm vụ.",),
        _is_vote,
        (
            Sign(kinds=("ratio",), words="voters"),
            Sign(comparators=("eq",), heads="share", words="voters"),
            Sign(heads="ballots"),
        ),
    ),
    Rule(
        "way-of-counting",
        "What a word stands for.",
        ("Bồi dưỡng theo buổi (một buổi tính 4 tiết).", "Quy đổi buổi dạy (một buổi tính 5 tiết)."),
        ("Bồi dưỡng 4 lớp.",),
        _is_way_of_counting,
        (Sign(words="count_as"),),
    ),
    Rule(
        "threshold",
        "From where on a rule holds, in how many cases, or of which size is what somebody decides on.",
        (
            "Diện tích từ 10 ha trở lên do Hội đồng nhân dân quyết định.",
            "Công trình liên quan đến từ 02 xã trở lên do huyện quản lý.",
            "Quy định này áp dụng đối với 02 trường hợp.",
            "Hội đồng nhân dân quyết định dự án dưới 20 ha.",
        ),
        ("Phấn đấu từ 10 xã trở lên đạt chuẩn.", "Giải quyết 162 trường hợp tồn đọng.", "Quyết định trồng dưới 20 ha."),
        _is_threshold,
        (
            Sign(comparators=("ge",), words="from_up"),
            Sign(comparators=("ge",), kinds=("count",), words="reach"),
            Sign(kinds=("count",), heads="cases"),
            Sign(comparators=BOUNDED, other_than="shares", words="decide"),
        ),
    ),
    Rule(
        "bound-of-rule",
        "When something is done.",
        (
            "Thông báo khi số người còn ít nhất 02 người.",
            "Tạm dừng thi công khi độ ẩm đạt trên 90%.",
            "Khi tỷ lệ lấp đầy đạt 60%, tỉnh xem xét mở rộng cụm.",
        ),
        ("Khi kết thúc nhiệm kỳ, có trên 90% xã đạt chuẩn.",),
        _is_bound_of_a_rule,
        (Sign(words="when"),),
    ),
    Rule(
        "generic-subject",
        "Whom a rule grants or asks something, told by a number of theirs.",
        (
            "Doanh nghiệp sử dụng trên 200 lao động được ưu tiên vay vốn.",
            "Cơ sở có trên 50 giường phải có hệ thống xử lý nước thải.",
        ),
        ("Phấn đấu trên 200 hộ được vay vốn.", "Trên 90% doanh nghiệp được tiếp cận vốn vay."),
        _is_generic_subject,
        (Sign(comparators=BOUNDED, other_than="shares", words="duty"),),
    ),
    Rule(
        "size-of-place",
        "Which place it is.",
        ("Xã An Sơn có diện tích tự nhiên 12,5 km2.", "Điều chỉnh quy hoạch khu đất 2.300 m2 sau chợ."),
        ("Phấn đấu quy mô dân số đạt 52.000 người.", "Giao 2.300 m2 đất cho các hộ."),
        _is_size_of_place,
        (Sign(dimensions=("area", "length")), Sign(heads="people")),
    ),
    Rule(
        "size-of-named",
        "The size of what has a name, or is only dealt with.",
        (
            "Đẩy nhanh tiến độ Nhà máy thủy điện An Sơn 48 MW để sớm hòa lưới.",
            "Hoàn thiện hồ sơ Khu du lịch An Sơn quy mô 120 ha.",
            "Di dời khu nghĩa địa 3.200 m2 cạnh trường học.",
        ),
        ("Trồng mới vùng chè 120 ha.", "Khai thác rừng Việt Bắc đạt 120 ha.", "Kiểm tra 12 km đê."),
        _is_size_of_named,
        (
            Sign(kinds=("measure",), comparators=("eq",), other_than="no_size"),
            Sign(dimensions=("area",), words="size"),
            Sign(heads="people", words="size"),
        ),
    ),
    Rule(
        "description",
        "Which things are meant, or from which source money comes.",
        ("Gói thầu có giá không quá 20 tỷ đồng.", "Bố trí từ nguồn 70% tiền sử dụng đất."),
        ("Giá gói thầu là 20 tỷ đồng.",),
        _is_description,
        (Sign(heads="share", words="source"), Sign(words="described")),
    ),
    Rule(
        "name-of-programme",
        "A number in the name of a programme.",
        (
            "Tiếp tục thực hiện Chương trình trồng mới 5 triệu ha rừng.",
            "Tổng kết Chương trình phủ xanh 5 triệu ha rừng.",
        ),
        ("Theo chương trình, phấn đấu trồng mới 5 triệu ha rừng.",),
        _is_name_of_programme,
        (Sign(words="programme"),),
    ),
    Rule(
        "bare-bracket",
        "A size in brackets behind a name, with or without its word (diện tích); behind a value it says that again.",
        ("Đầu tư Cụm công nghiệp An Sơn (25 ha).", "Khởi công Bệnh viện (700 giường).", "Lấp hồ A (diện tích 5 ha)."),
        ("Có 50% xã (8 xã) đạt chuẩn.", "Tổng hợp số kinh phí còn thiếu (6,5 tỷ đồng)."),
        _is_bare_bracket,
        (Sign(other_than="shares", words="bracket"),),
    ),
    Rule(
        "tier",
        "For whom or what a rate, a number of posts or a coefficient is.",
        (
            "Dự án trên 10 tỷ đồng đến 50 tỷ đồng: 8 triệu đồng/hồ sơ.",
            "Từ 5 ha đến 10 ha: mức thu 2 triệu đồng.",
            "Dưới 30 thành viên có 01 phó trưởng đoàn.",
            "Hoàn thành 90% - dưới 100% công việc: 0,9",
        ),
        ("Mức thu là 8 triệu đồng/hồ sơ.", "Trên 90% hộ dùng nước sạch; tỷ lệ hộ nghèo: 2%."),
        _is_tier,
        (
            Sign(fact="another behind", words="colon"),
            Sign(kinds=("count",), comparators=BOUNDED, fact="another behind", words="placed"),
        ),
    ),
    Rule(
        "tells-the-one-before",
        "An amount that only tells the one before.",
        ("Phấn đấu có 02 xã đạt dưới 12 tiêu chí.", "Hỗ trợ 500 triệu đồng cho 01 người."),
        ("Phấn đấu có 312 cơ sở lưu trú với 6.840 phòng.",),
        _qualifies_previous,
        (Sign(fact="another before", other_than="share"), Sign(fact="another before", words="for_one")),
    ),
)
