"""The due of a value as rows: which time dates it, the nearest first, and what its role makes of that time.

The first row that speaks decides; its code stays and stands in `why`. `DUE_RULES` read the words around a value,
`MADE_DUES` then ask what a result, a base or a goal has to do with such a time.
"""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from ...facts import Time
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from .bases import is_base
from .due_dates import CLAUSE_END, UNDATED, Calendar, Due, is_now, years
from .indicator_phrases import Measured
from .noun_phrases import clause_words
from .roles import RoleCase
from .section_context import Placed, Role

_LASTING = ("by", "before")
_BREAKS_DOWN = phrase_once("dues", "breaks_down")
_NO_FLOW = phrase_once("dues", "no_flow")

_JOINS, _LISTS = phrase_once("dues", "joins"), phrase_once("dues", "lists")
_YEARLY, _OF_TERM, _UNTIL = (phrase_once("dues", rule) for rule in ("yearly", "of_term", "until"))


@frozen(kw_only=True)
class DueCase:
    """A value with the times that may date it.

    Attributes:
        calendar: The times of the document.
        items, number: The amounts of the passage, and which of them it is.
        over: The due that stands over the passage.
        end: Where the passage ends.
        behind: The time right behind the value, None if there is none.
        closing: The time right behind the last of the values that it is joined with, None if there is none.
        own: The last time between the beginning of its clause and the value.
        opening: The time with which its sentence, or one before it that lasts, opens.
        carried: The time of an earlier clause of the sentence.
        gap: Where the words since the value before begin.
    """

    calendar: Calendar
    items: Sequence[Measured]
    number: int
    over: Due
    end: int
    behind: Time | None
    closing: Time | None
    own: Time | None
    opening: Time | None
    carried: Time | None
    gap: int

    def is_now(self, time: Time) -> bool:
        """Tell whether the words behind a time turn to the present: "năm 2020 là 50% thì đến nay còn 40%"."""
        start = self.items[self.number].quantity.start
        if self.number and is_base(self.calendar.view, self.items, self.number - 1):
            return False  # "từ mức 58% hiện nay lên 68%": the present is that of the base
        return is_now(self.calendar.view, max(time.span.end, self.gap), start)

    def signs(self) -> list[str | None]:
        """Return where times stand that may date the value, by the names of the attributes and by `Due.found`."""
        signs = [self.over.found]
        for name in ("behind", "own", "opening", "closing", "carried"):
            if getattr(self, name) is not None:
                signs.append(name)
        return signs

    def dated(self, time: Time | None) -> Due | None:
        """Return the due that a time of the sentence gives, None where there is none."""
        return None if time is None else Due(time.value, "sentence", time.deadline, time is self.opening)


def _behind(case: DueCase) -> Due | None:
    return case.dated(case.behind)


def _own(case: DueCase) -> Due | None:
    return None if case.own is None or case.is_now(case.own) else case.dated(case.own)


def _opening(case: DueCase) -> Due | None:
    if case.own is not None or case.opening is None or case.is_now(case.opening):
        return None
    return case.dated(case.opening)


def _closing(case: DueCase) -> Due | None:
    return case.dated(case.closing)


def _limit(case: DueCase) -> Due | None:
    return case.dated(case.calendar.limit(case.items, case.number, case.end))


def _carried(case: DueCase) -> Due | None:
    start = case.items[case.number].quantity.start
    if case.carried is None or is_now(case.calendar.view, case.carried.span.end, start):
        return None
    return case.dated(case.carried)


def _over(case: DueCase) -> Due | None:
    return case.over


@frozen
class DueRule:
    """One way in which a value is dated.

    Attributes:
        code: Its name, which stays.
        doc: Which time it is, in one sentence.
        examples: Documents in which it dates a value.
        test: The due, None where it does not speak.
        sign: What has to be there for the rule to be asked (`DueCase.signs`); nothing, if it has none.
    """

    code: str
    doc: str
    examples: tuple[str, ...]
    test: Callable[[DueCase], Due | None]
    sign: str = ""


DUE_RULES: tuple[DueRule, ...] = (
    DueRule(
        "due-behind",
        "The time right behind the value.",
        ("Tỷ lệ hộ nghèo còn 2% vào năm 2028.", "Giảm tỷ lệ hộ nghèo từ 5% (năm 2025) xuống 3% (năm 2027)."),
        _behind,
        "behind",
    ),
    DueRule(
        "due-in-clause",
        "The last time between the beginning of the clause and the value.",
        ("Tỷ lệ hộ nghèo đến năm 2028 còn 2%.", "Diện tích rừng năm 2027 đạt 120 ha."),
        _own,
        "own",
    ),
    DueRule(
        "due-opening",
        "The time that opens the sentence, a label, or a sentence before it where it is a limit.",
        (
            "Cơ cấu kinh tế đến năm 2028: công nghiệp 45%; dịch vụ 38%.",
            "Đến năm 2030 tu bổ 05 hồ chứa. Tỷ lệ hộ nghèo còn 2%.",
        ),
        _opening,
        "opening",
    ),
    DueRule(
        "due-closing",
        "The time right behind the last of the values that it is joined with.",
        (
            "Xây dựng 3 trường học và 2 trạm y tế vào năm 2028.",
            "Thành lập 5 hợp tác xã, 3 tổ hợp tác và 2 doanh nghiệp trước năm 2029.",
        ),
        _closing,
        "closing",
    ),
    DueRule(
        "due-limit",
        "The limit that closes the sentence behind its last value.",
        (
            "Trồng 120 ha rừng, hoàn thành trước ngày 30/6/2028.",
            "Xây dựng 12 phòng học, nghiệm thu trước ngày 15/8/2027.",
        ),
        _limit,
    ),
    DueRule(
        "due-carried",
        "The time of an earlier clause of the same sentence.",
        (
            "Phấn đấu thu ngân sách đến năm 2028 đạt 40 tỷ đồng, tỷ lệ hộ nghèo còn 2%.",
            "Diện tích rừng đến năm 2028 đạt 120 ha; tỷ lệ hộ nghèo còn 2%.",
        ),
        _carried,
        "carried",
    ),
    DueRule(
        "due-heading",
        "The period of the nearest heading that names one.",
        ("MỤC TIÊU ĐẾN NĂM 2028\n- Tỷ lệ hộ nghèo còn 2%.", "I. NHIỆM VỤ NĂM 2027\n1. Thu ngân sách đạt 40 tỷ đồng."),
        _over,
        "heading",
    ),
    DueRule(
        "due-title",
        "The period of the title.",
        (
            "NGHỊ QUYẾT\nVề nhiệm vụ năm 2027\n\nĐiều 1. Chỉ tiêu\n1. Tỷ lệ hộ nghèo còn 2%.",
            "NGHỊ QUYẾT\nVề kế hoạch giai đoạn 2026 - 2030\n\nI. MỤC TIÊU\n- Tỷ lệ hộ nghèo còn 2%.",
        ),
        _over,
        "title",
    ),
    DueRule(
        "due-paragraph",
        "In a text without a title: the time of the goals that it names before, else the term of its congress.",
        (
            "Mục tiêu tổng quát của năm 2027 là giữ ổn định.\nTỷ lệ hộ nghèo còn 2%.",
            "Đại hội Đảng bộ xã An Sơn, nhiệm kỳ 2025 - 2030 đã bế mạc.\nTỷ lệ che phủ rừng đạt 42%.",
        ),
        _over,
        "paragraph",
    ),
)

#: Where no row speaks, and where a column of a table dates a value.
OTHER_DUES = {"due-column": "The period of the column or of the row of a table, or the cell that dates a task."}


class Walk:
    """Goes through the values of a passage and remembers which time holds for what is still to come."""

    def __init__(self, calendar: Calendar, place: Placed, over: Due) -> None:
        self.calendar, self.over, self.floor, self.end = calendar, over, place.start, place.passage.end
        self.context = place.context
        self.breaks = CLAUSE_END.finditer(calendar.view.plain, self.floor, self.end)
        self.upcoming = next(self.breaks, None)
        self.opening = calendar.opening(self.floor)
        self.standing = calendar.announced(self.floor, self.opening) or self.lasting(self.opening, self.floor)
        self.carried: Time | None = None  # the time of an earlier clause of the sentence holds for the later ones

    def lasting(self, time: Time | None, start: int) -> Time | None:
        """Return a limit that opens a sentence: it holds for the next ones, "Đến năm 2030 ... . Xây dựng ..."."""
        limit = time is not None and time.relation in _LASTING
        return time if time is not None and limit and self.calendar.leads(time, start) else None

    def reach(self, start: int) -> None:
        """Go on to the clause that holds an offset."""
        while self.upcoming is not None and self.upcoming.start() < start:
            same = self.upcoming.group()[0] == ";"
            opened = self.calendar.opening(self.upcoming.end())
            announced = self.calendar.announced(self.upcoming.end(), opened)
            self.standing = announced or (None if same else self.lasting(opened, self.upcoming.end())) or self.standing
            self.opening = opened or (self.opening if same else self.standing)
            lasts = self.carried is not None and (
                "/" in (self.carried.value or "") or (self.carried.deadline and self.context.period is None)
            )
            self.carried = self.carried if lasts and same else None
            self.upcoming = next(self.breaks, None)

    def due(self, items: Sequence[Measured], number: int, behind: Time | None, closing: Time | None) -> Due:
        """Return the due of the next value."""
        quantity = items[number].quantity
        self.reach(quantity.start)
        over = self.over if self.context.period else self.calendar.inherited(self.context, quantity.start)
        case = DueCase(
            calendar=self.calendar, items=items, number=number, over=over, end=self.end, behind=behind,
            closing=closing, own=self.calendar.own(items[number], number), opening=self.opening, carried=self.carried,
            gap=items[number - 1].quantity.end if number else self.floor,
        )  # fmt: skip
        due = due_of(case)
        self.carried = case.own or self.carried
        low = self.calendar.view.low
        if due.found == "sentence" and _BREAKS_DOWN.match(low, quantity.end, quantity.end + 120):
            self.opening = behind or case.own or self.opening  # "đạt 50% (8 xã), trong đó: ...": of the same year
        return due


def due_of(case: DueCase) -> Due:
    """Return the due that the first row gives which speaks, with its code."""
    signs = case.signs()
    for rule in DUE_RULES:
        due = rule.test(case) if not rule.sign or rule.sign in signs else None
        if due is not None:
            return due if due.code else due.coded(rule.code)
    return UNDATED


def dues(calendar: Calendar, items: Sequence[Measured], place: Placed, *, timed: bool) -> list[Due]:
    """Return the dues of the values of a passage; what stands over it dates all of them alike if it is not *timed*.

    Args:
        timed: Whether times stand in the passage.
    """
    over = calendar.inherited(place.context, place.passage.start)
    calendar.taken = {}
    if not timed:
        return [over] * len(items)
    behind = [calendar.after(item, place.start, place.passage.end) for item in items]
    calendar.taken = {time.span.start: at for at, time in enumerate(behind) if time is not None}
    walk = Walk(calendar, place, over)
    closing = _closing_times(calendar, items, behind)
    return [walk.due(items, at, behind[at], closing[at]) for at in range(len(items))]


def _closing_times(calendar: Calendar, items: Sequence[Measured], behind: Sequence[Time | None]) -> list[Time | None]:
    """Return for each value the time that closes the list of which it is not the last."""
    closing: list[Time | None] = [None] * len(items)
    for at in range(len(items) - 2, -1, -1):
        time = behind[at + 1] or closing[at + 1]
        if time is not None and behind[at] is None and _joined(calendar, items, at, listed=closing[at + 1] is not None):
            closing[at] = time
    return closing


def _joined(calendar: Calendar, items: Sequence[Measured], at: int, *, listed: bool) -> bool:
    """Tell whether a value and the next one are joined by "và", or as *listed* by a comma, and are no two clauses."""
    one, other = items[at], items[at + 1]
    start, end = one.quantity.end, other.quantity.start
    if one.quantity.kind != other.quantity.kind or other.relation is not None or calendar.between(start, end):
        return False
    if (one.quantity.head == "%") != (other.quantity.head == "%") or is_base(calendar.view, items, at):
        return False
    if found := _JOINS.match(calendar.view.low, start, end):
        return clause_words("verb").match(found["joined"].strip()) is None
    return listed and _LISTS.match(calendar.view.low, start, end) is not None


@frozen
class Made:
    """A dated value whose role is known.

    Attributes:
        case: The value.
        role: Its role.
        due: The due so far.
    """

    case: RoleCase
    role: Role
    due: Due

    @property
    def inherits(self) -> bool:
        """Whether a heading or the title dates the value."""
        return self.due.found in ("heading", "title")

    def is_ahead(self, due: Due) -> bool:
        """Tell whether a due begins behind the year of the document; a term begins in the year of its congress."""
        if not due.value or not self.case.year:
            return False
        first, last = years(due.value)
        return first - self.case.year >= (0 if first < last else 1)


def _of_aim(made: Made) -> Due | None:
    own = made.due.found == "sentence" and not made.due.deadline and not made.due.opening
    return None if own else UNDATED


def _reviewed(made: Made) -> Due | None:
    if made.role != "result" or made.due.found == "sentence":
        return None
    return made.case.calendar.reviewed(made.case.context)


def _end_of_term(made: Made) -> Due | None:
    value = made.due.value
    if not made.inherits or value is None or years(value)[0] == years(value)[1]:
        return None
    return evolve(made.due, value=value.split("/")[-1]) if _is_state(made) else None


def _is_state(made: Made) -> bool:
    """Tell whether a reported value is the state at the end of a period and not what was done during it."""
    quantity = made.case.item.quantity
    summed = _YEARLY.match(quantity.unit or "") or _OF_TERM.fullmatch(quantity.head)
    flow = word_list("roles", "flow").search(_NO_FLOW.sub("", made.case.clause))
    return not summed and not flow


def _ahead(made: Made) -> Due | None:
    if not made.inherits:
        return None
    title = made.case.calendar.title
    aimed = made.due.found == "title" and title is not None and _UNTIL.match(title.words.lower()) is not None
    return UNDATED if aimed or made.is_ahead(made.due) else None


def _reported_title(made: Made) -> Due | None:
    reported = made.case.calendar.reported
    if made.role != "result" or made.due.found not in ("title", None) or reported is None:
        return None
    told = Due(reported.value, "title")
    return UNDATED if made.is_ahead(told) else told


def _title_of_report(made: Made) -> Due | None:
    reported = made.case.calendar.reported
    if made.role != "target" or made.due.found != "title" or reported is None:
        return None
    return UNDATED if made.due.value == reported.value else None


@frozen
class MadeDueRule:
    """What the role of a value makes of its due; see `DueRule` for the attributes.

    *sign* is the role, "base" for the base of a change, "title" or "heading" for one that reports on a time.
    """

    code: str
    doc: str
    examples: tuple[str, ...]
    test: Callable[[Made], Due | None]
    sign: str


#: All that speak are applied, in this order.
MADE_DUES: tuple[MadeDueRule, ...] = (
    MadeDueRule(
        "due-reviewed",
        "A result has the first of two times of its heading, the one that is reported on.",
        (
            "I. Đánh giá kết quả nhiệm kỳ 2020 - 2025 và phương hướng nhiệm kỳ 2025 - 2030\n- Trồng 120 ha rừng.",
            "I. Kết quả năm 2025, kế hoạch năm 2026\n- Trong năm, đã trồng 120 ha rừng.",
        ),
        _reviewed,
        "heading",
    ),
    MadeDueRule(
        "due-end-of-term",
        "A result that is a state has the last year of the term.",
        (
            "I. Kết quả nhiệm kỳ 2020 - 2025\n- Tỷ lệ hộ nghèo còn 2%.",
            "Kết quả giai đoạn 2021 - 2025:\n- Che phủ rừng đạt 42%.",
        ),
        _end_of_term,
        "result",
    ),
    MadeDueRule(
        "due-ahead",
        "A result has no due from a heading or a title that dates goals.",
        (
            "An Sơn, ngày 12 tháng 5 năm 2026\nMỤC TIÊU NĂM 2030\n- Đến nay, xã đã có 12 ha rừng.",
            "An Sơn, ngày 2 tháng 6 năm 2025\nII. NHIỆM VỤ NĂM 2028\n- Tỷ lệ hộ nghèo hiện nay là 9%.",
        ),
        _ahead,
        "result",
    ),
    MadeDueRule(
        "due-reported-title",
        "A result has the time that the title reports on.",
        (
            "NGHỊ QUYẾT\nVề kết quả nhiệm vụ năm 2025, phương hướng năm 2026\n\nI. KẾT QUẢ\n- Hộ nghèo còn 2%.",
            "NGHỊ QUYẾT\nVề tình hình năm 2024 và kế hoạch năm 2025\n\nI. KẾT QUẢ\n- Thu ngân sách đạt 40 tỷ đồng.",
        ),
        _reported_title,
        "title",
    ),
    MadeDueRule(
        "due-of-aim",
        "The base of a change has only a time of its own: another is that of the aim.",
        (
            "Đến năm 2028, giảm tỷ lệ hộ nghèo từ 5% xuống 3%.",
            "MỤC TIÊU NĂM 2028\n- Tỷ lệ hộ nghèo từ 5% giảm còn 3%.",
        ),
        _of_aim,
        "base",
    ),
    MadeDueRule(
        "due-title-of-report",
        "A goal has no due from a title that only says what is reported on.",
        (
            "NGHỊ QUYẾT\nVề kết quả giám sát năm 2023\n\nII. NHIỆM VỤ\n- Tỷ lệ hồ sơ đúng hạn đạt 98%.",
            "NGHỊ QUYẾT\nVề kết quả thực hiện dự toán năm 2024\n\nII. NHIỆM VỤ\n- Thu ngân sách đạt 40 tỷ đồng.",
        ),
        _title_of_report,
        "title",
    ),
)


def made_due(case: RoleCase, role: Role, due: Due) -> Due:
    """Return the due of a value whose role is known, with the code of the last row that changed it."""
    signs: list[str] = [role]
    if case.based:
        signs.append("base")
    if case.calendar.reported is not None:
        signs.append("title")
    if case.context.reported is not None:
        signs.append("heading")
    for rule in MADE_DUES:
        told = rule.test(Made(case, role, due)) if rule.sign in signs else None
        if told is not None:
            due = told.coded(rule.code)
    return due
