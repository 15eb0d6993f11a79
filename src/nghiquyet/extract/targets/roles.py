"""The role of an amount as rows: each says when an amount is set or reported, and names the words that tell it.

The rows are tried in order, the first that speaks decides. Its code stays: `why` and ``nghiquyet explain`` name it,
docs/targets.md explains it. Whether a count sets or reports anything at all is asked before, in `counts`.
"""

from collections.abc import Callable, Sequence, Set
from functools import cached_property

from attrs import frozen

from ...lexicon.counted_nouns import describing
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ..context import Context, Source
from ..times.iso import bounds
from ..view import Passage, TextView
from .bases import aim_begins
from .due_dates import Calendar, Due, years
from .indicator_phrases import Measured
from .noun_phrases import head_pattern
from .section_context import Role, Setting
from .tense import is_reached, past_word

#: "Mục tiêu [2030]: trên 6.000 USD": the label of a value, whose time is none of its words.
_SETS_GOALS = phrase_once("roles", "sets_goals")
_LABELLED = phrase_once("roles", "goal_label")
_ALL = phrase_once("roles", "all_of")
_AFTERWARDS = phrase_once("roles", "done_before")
_AMOUNTS_TO = phrase_once("roles", "amounts_to")
_EFFORT = phrase_once("roles", "effort")
_YEAR = pattern(r"\s+(\d{4})(?!\d)")
#: The dues that a value shares with the one before it in the sentence.
_SHARED = ("due-carried", "due-opening")
_NEAR = 120
_WHOLE, _LAST = 100, 16  # more per cent of a plan than it asks; letters before a value in which its verb stands
_DATES = phrase_once("roles", "dates")
_PLAN, _OFF_PLAN = phrase_once("roles", "plan"), phrase_once("roles", "off_plan")
_AGAINST_PLAN = phrase_once("roles", "against_plan")
#: A comparison behind a value, up to the end of its sentence.
_COMPARED = phrase_once("roles", "compared")


def goal_word(low: str, start: int, end: int, *, over: int | None = None) -> str:
    """Return the first goal word between two offsets, "" if there is none.

    Args:
        over: The last year of what is reported on: "đến năm 2025" sets no goal there.
    """
    for found in word_list("roles", "goal_words").finditer(low, start, end):
        if _EFFORT.search(low, max(start, found.start() - _NEAR), found.start()):
            continue  # "với sự nỗ lực phấn đấu của ..."
        year = _YEAR.match(low, found.end(), end) if over is not None else None
        if year is None or over is None or int(year[1]) > over:
            return found.group()
    return ""


@frozen(slots=False, kw_only=True)
class RoleCase:
    """An amount with all that may tell its role.

    Attributes:
        view, calendar: The document and its times.
        year: The year in which it was issued, None if that is not known.
        day: The day, ISO 8601, None if that is not known.
        items, number: The amounts of the passage, and which of them it is.
        item: The amount with its clause.
        clause: The folded words of the clause before the number.
        based, aims: Whether it is the base of a change, and the aim of one.
        due: When the value is to hold.
        setting: What the headings say.
        passage, context: The passage, and what stands over it.
        words: The rows of words that stand in the passage; see `signs`.
        reports: Whether what stands before it in the passage is a result.
        restates: Whether it says a result again in another way.
        leant: The due of the value on which it leans, None if it leans on none.
        over: The last year of what the passage reports on, None if that is not known.
    """

    view: TextView
    calendar: Calendar
    year: int | None
    day: str | None
    items: Sequence[Measured]
    number: int
    item: Measured
    clause: str
    based: bool
    aims: bool
    due: Due
    setting: Setting
    passage: Passage
    context: Context
    words: Set[str]
    reports: bool = False
    restates: bool = False
    leant: Due | None = None
    over: int | None = None

    @property
    def following(self) -> Measured | None:
        """The next amount of the passage."""
        return self.items[self.number + 1] if self.number + 1 < len(self.items) else None

    def signs(self) -> set[str]:
        """Return what may tell the role: the rows of words that stand in the passage, facts of the value by name."""
        item, signs = self.item, {*self.words, self.item.quantity.kind}
        if self.setting.role is not None:
            signs.add(self.setting.role)
        if self.based:
            signs.add("base")
        if item.plan:
            signs.add("plan")
        if self.due.found == "sentence" and self.year is not None:
            signs.add("dated")
        if self.restates:
            signs.add("restated")
        if self.leant is not None:
            signs.add("leant")
        if self.reports:
            signs.add("reports")
            if "asks" in signs and self.number and self.item.clause.same_sentence:
                signs.add("asked")
        for each in self.items[self.number : self.number + 2]:
            if each.plan or each.quantity.exceeds or (each.clause.bracket and each.quantity.low > _WHOLE):
                signs.add("exceeds")
        return signs

    @property
    def shares_time(self) -> bool:
        """Whether the value before it in the sentence has the same time, and is none that brackets add."""
        shared = self.number > 0 and self.item.clause.same_sentence and self.due.code in _SHARED
        return shared and not self.items[self.number - 1].clause.bracket

    @cached_property
    def last_year(self) -> int | None:
        """The last year of a time that the sentence itself names, None where that cannot be compared."""
        return years(self.due.value)[1] if self.due.found == "sentence" and self.due.value and self.year else None

    @cached_property
    def goal(self) -> str:
        """The goal word of the clause, or that of its label, "" if it has none."""
        word = goal_word(self.clause, 0, len(self.clause), over=self.over) if "goal_words" in self.words else ""
        if word:
            return word
        if "turns" in self.words and (goals := _SETS_GOALS.search(self.clause)):
            return goals.group()
        label = _LABELLED.match(self.item.clause.words) if "goal_labels" in self.words else None
        return label.group().strip(" :*-") if label is not None else ""

    @cached_property
    def ruled(self) -> bool:
        """Whether it stands in an article (Điều) that reports nothing, where rules are laid down."""
        if self.setting.role == "result":
            return False
        over = (self.view.passages[place].node.kind for place in self.passage.above)
        return self.passage.node.kind == "article" or "article" in over


def _past(case: RoleCase) -> str | None:
    """Return the word of the past before the value, unless a goal word stands behind it."""
    noun = case.item.clause.noun_low
    begin = aim_begins(case.view, case.items, case.number) if case.aims else case.item.clause.left
    aim = case.view.low[begin : case.item.quantity.number_start]
    if case.setting.role == "target" and head_pattern().match(noun) and _AFTERWARDS.search(noun):
        aim = case.item.clause.predicate  # "Tỷ lệ lao động đã qua đào tạo đạt 71%": which workers are meant
    aim = aim if aim.strip(" (") else noun  # "số kinh phí còn thiếu (6,5 tỷ đồng)"
    if case.aims and not case.goal:
        told = word_list("roles", "report_verbs").search(case.items[case.number - 1].clause.words)
        if told:
            return told.group()  # "đã tăng từ 351 tỷ USD lên 540 tỷ USD": both ends are over
    if case.item.clause.words.endswith(":") and _ALL.match(noun):
        return None  # "Các hồ đã tích nước: 93 hồ": which ones are meant
    past = past_word(aim, in_article=case.ruled)
    if past is None:
        return None
    at = case.clause.find(case.goal, past.start()) if case.goal else -1
    dates = _DATES.fullmatch(case.clause, case.clause.rfind(past.group(), 0, max(at, 0)), max(at, 0) + len(case.goal))
    return past.group() if at < 0 or dates else None  # "dự ước đến hết năm 2023" tells when, and is no goal


def _time_past(case: RoleCase) -> str | None:
    """Return a time that was over in the year of the document, or on its day where nothing asks for the value."""
    value = case.due.value
    if case.last_year is None or value is None or case.year is None:
        return None
    over = case.last_year < case.year or (case.day is not None and not case.goal and bounds(value)[1] < case.day)
    return value if over else None


def _time_now(case: RoleCase) -> str | None:
    """Return a time that ends in the year of the document: it began earlier, or the headings speak of later ones."""
    if case.last_year != case.year or case.goal or case.due.deadline or case.last_year is None:
        return None
    ahead = case.calendar.inherited(case.context, case.passage.start).value
    later = ahead is not None and years(ahead)[1] > case.last_year
    begun = case.setting.role is None and years(case.due.value or "")[0] < case.last_year  # "Giai đoạn 2015 - 2020"
    return case.due.value if later or begun else None


def _time_ahead(case: RoleCase) -> str | None:
    if case.reports and case.shares_time:
        return None  # "năm 2027 ước đạt 21 tỷ đồng, chi 18 tỷ đồng": a result before it has that time
    return case.due.value if case.last_year is not None and case.year and case.last_year > case.year else None


def _goal(case: RoleCase) -> str | None:
    return case.goal or None


def _heading(case: RoleCase) -> str | None:
    """Return the words of the heading; what comes after the time that a title reports on is none of its results."""
    told, said = case.calendar.reported, case.context.role
    if told is not None and said is not None and said.source is Source.TITLE and case.due.found == "sentence":
        return case.setting.words if years(case.due.value or "")[0] <= years(told.value)[1] else None
    return case.setting.words


def _before_goal(case: RoleCase) -> str | None:
    """Return the word that asks for the next value at a later time: "năm 2026 đạt 93%, phấn đấu năm 2027 đạt 95%"."""
    after = case.following
    if after is None or not after.clause.same_sentence or case.goal or case.due.found != "sentence":
        return None
    if word_list("roles", "asks").search(case.clause):
        return None  # "năm 2027 phải trồng 200 ha, năm 2028 phải trồng 300 ha"
    left, start = after.clause.left, after.quantity.start
    word = word_list("roles", "asks").search(case.view.low, left, start)
    times = case.calendar.between(left, start)
    later = times and years(times[-1].value or "")[0] > years(case.due.value or "")[1]
    return word.group() if word and later else None


def _behind_result(case: RoleCase) -> str | None:
    """Return the word that asks for a value, behind a result of an earlier time: "...; kế hoạch năm 2026 cấp 4.000"."""
    low, before, start = case.view.low, case.items[case.number - 1].quantity.end, case.item.quantity.start
    gap = max(before, case.item.clause.left)
    word = word_list("roles", "asks").search(low, gap, start)
    if word is None:
        return None
    then = case.calendar.between(case.passage.start, before)
    if case.due.found == "sentence" and case.due.value:
        later = not then or years(case.due.value)[0] > years(then[-1].value or "")[1]
    else:
        later = word_list("roles", "coming").search(low, gap, start) is not None
    return word.group() if later else None


def _before_aim(case: RoleCase) -> str | None:
    """Return the time of a value that brackets add to a later one: "năm 2030 đạt 45% (năm 2027 là 38%)"."""
    aim = case.leant
    if aim is None or aim.value is None or not case.item.clause.bracket or case.due.found != "sentence" or case.goal:
        return None
    return case.due.value if years(case.due.value or "")[1] < years(aim.value)[0] else None


def _reached(case: RoleCase) -> str | None:
    return None if case.ruled else is_reached(case.clause)


def fulfils_plan(view: TextView, item: Measured) -> bool:
    """Tell whether a share says how much of a plan was done: "bằng 104% kế hoạch", "đạt 98% so với dự toán"."""
    quantity = item.quantity
    if quantity.head != "%" or quantity.comparator not in ("eq", "gt"):
        return False
    if _PLAN.match(view.low, quantity.end, quantity.end + 24) is None:
        over = item.clause.bracket and quantity.low > _WHOLE  # "3.155 hộ đạt danh hiệu (đạt 109,5%)"
        return over and _AMOUNTS_TO.search(item.clause.predicate) is not None
    done = _AMOUNTS_TO.search(item.clause.predicate) is not None
    more = quantity.low > _WHOLE and word_list("roles", "finished").search(item.clause.words[-_LAST:])
    return done or bool(more)


def _plan_done(case: RoleCase) -> str | None:
    """Return "" where the value says how much of a plan was done, as no plan does: "đạt và vượt 19/19 chỉ tiêu"."""
    if case.ruled or (case.item.relation == "restated" and not case.reports):
        return None  # "phấn đấu đạt 40 tỷ đồng, vượt 5% dự toán"
    counted = case.item.quantity.kind == "ratio" and case.item.quantity.head in describing()
    if counted or fulfils_plan(case.view, case.item):
        return ""
    if word_list("clauses", "modality").match(case.item.clause.words):
        return None
    return "" if case.item.excess or _is_off_plan(case.view, case.item) or _passes_plan(case) else None


def _passes_plan(case: RoleCase) -> bool:
    """Tell whether the next value of the sentence is the plan that this one passes: "46 tỷ, vượt mục tiêu 42 tỷ"."""
    after = case.following
    if after is None or not after.clause.same_sentence:
        return False
    return after.plan or after.excess or _is_off_plan(case.view, after)


def _is_off_plan(view: TextView, item: Measured) -> bool:
    """Tell whether a value says by how much a plan was passed or missed: "thấp hơn 0,4% so với chỉ tiêu"."""
    start, end = item.quantity.number_start, item.quantity.end
    if _AGAINST_PLAN.match(view.low, end, end + _NEAR) is None:
        return False
    return _OFF_PLAN.search(view.low, max(item.clause.left, start - _NEAR), start) is not None


def _goes_on(case: RoleCase) -> str | None:
    """Return "" where a report goes on; what begins behind the day of the document is none of it."""
    ahead = case.day is not None and case.last_year is not None and bounds(case.due.value or "")[0] > case.day
    return None if case.ruled or (ahead and not case.shares_time) else ""


def _beside_past(case: RoleCase) -> str | None:
    return None if case.ruled else beside_past(case.view, case.item)


def beside_past(view: TextView, item: Measured) -> str | None:
    """Return the past with which a value is compared: only what is over is compared with what is over."""
    end = item.quantity.end
    found = _COMPARED.match(view.low, end, end + _NEAR)
    base = word_list("roles", "past_bases").match(view.low, found.end()) if found else None
    return base.group() if base else None


@frozen
class RoleRule:
    """One reason for a role.

    Attributes:
        code: Its name, which stays.
        role: The role that it gives.
        doc: When it speaks, in one sentence.
        examples: Documents in which it decides on the role of the last value.
        test: The words that tell it ("" for none), None where it does not speak; None for a rule whose sign says all.
        signs: What has to be seen for the rule to be asked, one of these (`RoleCase.signs`); nothing, if it has none.
    """

    code: str
    role: Role
    doc: str
    examples: tuple[str, ...]
    test: Callable[[RoleCase], str | None] | None
    signs: tuple[str, ...] = ()


#: The code of a target for which nothing speaks.
UNSAID = "nothing-past"

ROLE_RULES: tuple[RoleRule, ...] = (
    RoleRule(
        "base-of-change",
        "result",
        "The base of a change: từ ... xuống, lên, còn, thành ... .",
        ("Giảm tỷ lệ hộ nghèo từ 5% xuống 3%.", "Đưa độ che phủ rừng từ 41% lên 44%."),
        None,
        ("base",),
    ),
    RoleRule(
        "plan-passed",
        "target",
        "It is the plan that a value before it passes or misses: vượt xa mục tiêu 42 tỷ USD.",
        ("Đã xuất khẩu 46 tỷ USD, vượt xa mục tiêu 42 tỷ USD.", "Sản lượng đạt 400 tấn, chưa đạt kế hoạch 450 tấn."),
        None,
        ("plan",),
    ),
    RoleRule(
        "past-word",
        "result",
        "A word of the past stands before the value, and no goal word behind it.",
        ("Toàn xã đã trồng 12 ha rừng.", "Thu ngân sách ước đạt 40 tỷ đồng."),
        _past,
        ("past_words", "report_verbs"),
    ),
    RoleRule(
        "time-past",
        "result",
        "The sentence names a time that is over before the year or the day of the document.",
        (
            "An Sơn, ngày 12 tháng 5 năm 2026\nNăm 2024, tỷ lệ hộ nghèo là 4%.",
            "An Sơn, ngày 12 tháng 5 năm 2026\nThu nhập bình quân năm 2023 là 40 triệu đồng.",
            "An Sơn, ngày 12 tháng 5 năm 2026\nĐến ngày 31/3/2026, tỷ lệ giải ngân là 18%.",
        ),
        _time_past,
        ("dated",),
    ),
    RoleRule(
        "time-now",
        "result",
        "The sentence names a time that ends in the year of the document: it began before, or a heading is ahead.",
        (
            "An Sơn, ngày 12 tháng 5 năm 2026\nI. MỤC TIÊU GIAI ĐOẠN 2027 - 2030\n- Năm 2026, tỷ lệ hộ nghèo là 4%.",
            "An Sơn, ngày 2 tháng 6 năm 2025\nĐến năm 2030:\n- Tỷ lệ che phủ rừng năm 2025 đạt 41%.",
        ),
        _time_now,
        ("dated",),
    ),
    RoleRule(
        "time-ahead",
        "target",
        "The sentence names a time that ends after the year of the document.",
        (
            "An Sơn, ngày 12 tháng 5 năm 2026\nNăm 2028, tỷ lệ hộ nghèo là 2%.",
            "An Sơn, ngày 12 tháng 5 năm 2026\nĐến năm 2030, độ che phủ rừng đạt 44%.",
        ),
        _time_ahead,
        ("dated",),
    ),
    RoleRule(
        "behind-the-result",
        "target",
        "It is asked for at a later time than that of a result before it in the sentence.",
        (
            "Năm 2025 đã cấp 3.100 giấy phép; kế hoạch năm 2026 cấp 4.000 giấy phép.",
            "Nếu như năm 2024 mới có 46% hộ phân loại rác thì năm 2027 tỷ lệ này phải lên 80%.",
        ),
        _behind_result,
        ("asked",),
    ),
    RoleRule(
        "goal-word",
        "target",
        "A goal word stands in the clause.",
        ("Phấn đấu thu ngân sách 50 tỷ đồng.", "KẾT QUẢ\n- Thời gian tới phấn đấu tỷ lệ hộ nghèo còn 2%."),
        _goal,
        ("goal_words", "goal_labels"),
    ),
    RoleRule(
        "restates-result",
        "result",
        "It says a result again: in another unit, as a change, as a share of the plan.",
        ("NHIỆM VỤ\nĐã trồng 120 ha rừng, bằng 98% kế hoạch.", "NHIỆM VỤ\nĐã trồng 120 ha rừng, tăng 4%."),
        None,
        ("restated",),
    ),
    RoleRule(
        "heading-of-goals",
        "target",
        "The nearest heading that tells is one of goals, tasks or who carries them out.",
        ("I. MỤC TIÊU\n- Tỷ lệ hộ nghèo còn 2%.", "II. NHIỆM VỤ NĂM 2027\n1. Thu ngân sách đạt 40 tỷ đồng."),
        _heading,
        ("target",),
    ),
    RoleRule(
        "before-the-goal",
        "result",
        "The next value of the sentence is asked for at a later time.",
        (
            "Năm 2026, tỷ lệ hộ nghèo là 4%, phấn đấu năm 2027 còn 2%.",
            "Thu ngân sách năm 2026 là 30 tỷ đồng, kế hoạch năm 2030 đạt 50 tỷ đồng.",
        ),
        _before_goal,
        ("asks",),
    ),
    RoleRule(
        "before-the-aim",
        "result",
        "It stands in brackets behind a goal, with an earlier time.",
        (
            "Đến năm 2030, tỷ lệ đô thị hóa đạt 45% (năm 2026 là 38%).",
            "Độ che phủ rừng đến năm 2028 đạt 44% (năm 2026: 41%).",
        ),
        _before_aim,
        ("leant",),
    ),
    RoleRule(
        "heading-of-results",
        "result",
        "The nearest heading that tells is one of results, or the title of a report, or a label announces them.",
        (
            "I. KẾT QUẢ\n- Tỷ lệ hộ nghèo còn 2%.",
            "Những hạn chế, khuyết điểm:\n- Tỷ lệ hộ nghèo còn 9%.",
            "BÁO CÁO\nKết quả công tác y tế năm 2025\n\n- Tỷ lệ hộ nghèo còn 2%.",
        ),
        _heading,
        ("result",),
    ),
    RoleRule(
        "reached",
        "result",
        'A verb with "được" right before the value: it was brought about; so was damage.',
        ("Tỉnh thu hút được 28 dự án.", "Các xã trồng được 120 ha rừng.", "Bão số 3 gây thiệt hại 250 tỷ đồng."),
        _reached,
        ("reached",),
    ),
    RoleRule(
        "plan-done",
        "result",
        "It says how much of a plan was done: đạt 98% dự toán, đạt và vượt 19/19 chỉ tiêu, vượt 3% so với nghị quyết.",
        (
            "Thu ngân sách đạt 98% dự toán.",
            "Huyện hoàn thành 25/25 chỉ tiêu.",
            "Thu ngân sách đạt 40 tỷ đồng, vượt 3 tỷ đồng so với dự toán.",
        ),
        _plan_done,
        ("ratio", "exceeds", "plans_named"),
    ),
    RoleRule(
        "beside-the-past",
        "result",
        "It is compared with a time that is over: so với cùng kỳ, so với đầu nhiệm kỳ.",
        ("Sản lượng lúa tăng 4% so với cùng kỳ.", "Số hộ khá tăng 120 hộ so với đầu nhiệm kỳ."),
        _beside_past,
        ("past_bases",),
    ),
    RoleRule(
        "goes-on-reporting",
        "result",
        "The paragraph, or the one before it, has begun to report, and nothing turns to goals.",
        (
            "Theo báo cáo, sản lượng lúa là 1.200 tấn.",
            "Nhiệm kỳ qua, Đảng bộ kết nạp 12 đảng viên; tỷ lệ hộ nghèo còn 2%.",
        ),
        _goes_on,
        ("reports",),
    ),
    RoleRule(
        UNSAID,
        "target",
        "Nothing says that it is past.",
        ("Tỷ lệ hộ nghèo còn 2%.", "Diện tích rừng đạt 120 ha."),
        None,
    ),
)


def role_of(case: RoleCase) -> tuple[Role, str, str]:
    """Return the role of an amount, the code of the rule that gives it, and the words that tell it."""
    signs = case.signs()
    for rule in ROLE_RULES:
        if not rule.signs or not signs.isdisjoint(rule.signs):
            said = rule.test(case) if rule.test is not None else ""
            if said is not None:
                return rule.role, rule.code, said
    raise AssertionError("the last rule always speaks")
