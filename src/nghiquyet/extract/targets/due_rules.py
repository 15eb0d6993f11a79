"""The due of a value as rows: which time dates it, the nearest first, and what its role makes of that time.

The first row that speaks decides; its code stays and stands in `why`. `DUE_RULES` read the words around a value,
`MADE_DUES` then ask what a result, a base or a goal has to do with such a time.
"""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from ...facts import Time
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ..context import Context
from ..view import Passage
from .due_dates import CLAUSE_END, OPENING, UNDATED, Calendar, Due, is_now, years
from .indicator_phrases import Measured
from .section_context import Role

_LASTING = ("by", "before")
_BREAKS_DOWN = phrase_once("dues", "breaks_down")
_NO_FLOW = phrase_once("dues", "no_flow")

_YEARLY, _OF_TERM, _UNTIL = (phrase_once("dues", rule) for rule in ("yearly", "of_term", "until"))


@frozen(kw_only=True)
class DueCase:
    """A value with the times that may date it.

    Attributes:
        calendar: The times of the document.
        items, number: The amounts of the passage, and which of them it is.
        passage, context: The passage, and what stands over it.
        behind: The time right behind the value, None if there is none.
        own: The last time between the beginning of its clause and the value.
        opening: The time with which its sentence, or one before it that lasts, opens.
        carried: The time of an earlier clause of the sentence.
        gap: Where the words since the value before begin.
    """

    calendar: Calendar
    items: Sequence[Measured]
    number: int
    passage: Passage
    context: Context
    behind: Time | None
    own: Time | None
    opening: Time | None
    carried: Time | None
    gap: int

    def is_now(self, time: Time) -> bool:
        """Tell whether the words behind a time turn to the present: "năm 2020 là 50% thì đến nay còn 40%"."""
        start = self.items[self.number].quantity.start
        return is_now(self.calendar.view, max(time.span.end, self.gap), start)

    def inherited(self, found: str) -> Due | None:
        """Return the due that stands over the passage, None where there is none or where it was found elsewhere."""
        due = self.calendar.inherited(self.context, self.passage)
        return due if due.found == found else None

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


def _limit(case: DueCase) -> Due | None:
    return case.dated(case.calendar.limit(case.items, case.number, case.passage.end))


def _carried(case: DueCase) -> Due | None:
    start = case.items[case.number].quantity.start
    if case.carried is None or is_now(case.calendar.view, case.carried.span.end, start):
        return None
    return case.dated(case.carried)


def _heading(case: DueCase) -> Due | None:
    return case.inherited("heading")


def _title(case: DueCase) -> Due | None:
    return case.inherited("title")


def _paragraph(case: DueCase) -> Due | None:
    return case.inherited("paragraph")


@frozen
class DueRule:
    """One way in which a value is dated.

    Attributes:
        code: Its name, which stays.
        doc: Which time it is, in one sentence.
        examples: Documents in which it dates a value.
        test: The due, None where it does not speak.
    """

    code: str
    doc: str
    examples: tuple[str, ...]
    test: Callable[[DueCase], Due | None]


DUE_RULES: tuple[DueRule, ...] = (
    DueRule(
        "due-behind",
        "The time right behind the value.",
        ("Tỷ lệ hộ nghèo còn 2% vào năm 2028.", "Giảm tỷ lệ hộ nghèo từ 5% (năm 2025) xuống 3% (năm 2027)."),
        _behind,
    ),
    DueRule(
        "due-in-clause",
        "The last time between the beginning of the clause and the value.",
        ("Tỷ lệ hộ nghèo đến năm 2028 còn 2%.", "Diện tích rừng năm 2027 đạt 120 ha."),
        _own,
    ),
    DueRule(
        "due-opening",
        "The time that opens the sentence, a label, or a sentence before it where it is a limit.",
        (
            "Cơ cấu kinh tế đến năm 2028: công nghiệp 45%; dịch vụ 38%.",
            "Đến năm 2030 tu bổ 05 hồ chứa. Tỷ lệ hộ nghèo còn 2%.",
        ),
        _opening,
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
    ),
    DueRule(
        "due-heading",
        "The period of the nearest heading that names one.",
        ("MỤC TIÊU ĐẾN NĂM 2028\n- Tỷ lệ hộ nghèo còn 2%.", "I. NHIỆM VỤ NĂM 2027\n1. Thu ngân sách đạt 40 tỷ đồng."),
        _heading,
    ),
    DueRule(
        "due-title",
        "The period of the title.",
        (
            "NGHỊ QUYẾT\nVề nhiệm vụ năm 2027\n\nĐiều 1. Chỉ tiêu\n1. Tỷ lệ hộ nghèo còn 2%.",
            "NGHỊ QUYẾT\nVề kế hoạch giai đoạn 2026 - 2030\n\nI. MỤC TIÊU\n- Tỷ lệ hộ nghèo còn 2%.",
        ),
        _title,
    ),
    DueRule(
        "due-paragraph",
        "In a text without a title: the time of the goals of an earlier paragraph.",
        (
            "Mục tiêu tổng quát của năm 2027 là giữ ổn định.\nTỷ lệ hộ nghèo còn 2%.",
            "Các chỉ tiêu năm 2028 được thông qua.\nTỷ lệ che phủ rừng đạt 42%.",
        ),
        _paragraph,
    ),
)

#: Where no row speaks, and where a column of a table dates a value.
OTHER_DUES = {"due-column": "The period of the column or of the row of a table, or the cell that dates a task."}


class Walk:
    """Goes through the values of a passage and remembers which time holds for what is still to come."""

    def __init__(self, calendar: Calendar, passage: Passage, floor: int, context: Context) -> None:
        self.calendar, self.passage, self.floor, self.context = calendar, passage, floor, context
        self.breaks = CLAUSE_END.finditer(calendar.view.plain, floor, passage.end)
        self.upcoming = next(self.breaks, None)
        self.opening = calendar.opening(floor)
        self.standing = calendar.announced(floor, self.opening) or self.lasting(self.opening)
        self.carried: Time | None = None  # the time of an earlier clause of the sentence holds for the later ones

    @staticmethod
    def lasting(time: Time | None) -> Time | None:
        """Return a limit that opens a sentence: it holds for the next ones, "Đến năm 2030 ... . Xây dựng ..."."""
        return time if time is not None and time.relation in _LASTING else None

    def reach(self, start: int) -> None:
        """Go on to the clause that holds an offset."""
        while self.upcoming is not None and self.upcoming.start() < start:
            same = self.upcoming.group()[0] == ";"
            opened = self.calendar.opening(self.upcoming.end())
            announced = self.calendar.announced(self.upcoming.end(), opened)
            self.standing = announced or (None if same else self.lasting(opened)) or self.standing
            self.opening = opened or (self.opening if same else self.standing)
            framed = self.carried is not None and (
                "/" in (self.carried.value or "") or (self.carried.deadline and self.context.period is None)
            )
            self.carried = self.carried if framed and same else None
            self.upcoming = next(self.breaks, None)

    def due(self, items: Sequence[Measured], number: int, behind: Time | None) -> Due:
        """Return the due of the next value."""
        quantity = items[number].quantity
        self.reach(quantity.start)
        case = DueCase(
            calendar=self.calendar, items=items, number=number, passage=self.passage, context=self.context,
            behind=behind, own=self.calendar.own(items[number], number), opening=self.opening, carried=self.carried,
            gap=items[number - 1].quantity.end if number else self.floor,
        )  # fmt: skip
        due = due_of(case)
        self.carried = case.own or self.carried
        parts = _BREAKS_DOWN.match(self.calendar.view.low, quantity.end, quantity.end + 120)
        if parts and due.found == "sentence":
            self.opening = behind or case.own or self.opening  # "đạt 50% (8 xã), trong đó: ...": of the same year
        return due


def due_of(case: DueCase) -> Due:
    """Return the due that the first row gives which speaks, with its code."""
    for rule in DUE_RULES:
        due = rule.test(case)
        if due is not None:
            return evolve(due, code=rule.code)
    return UNDATED


def _over(calendar: Calendar, passage: Passage, context: Context) -> Due:
    """Return the due of the values of a passage without times: what stands over it dates all of them alike."""
    due = calendar.inherited(context, passage)
    return evolve(due, code=f"due-{due.found}") if due.found else UNDATED


def dues(calendar: Calendar, items: Sequence[Measured], passage: Passage, floor: int, context: Context) -> list[Due]:
    """Return the dues of the values of a passage, whose words begin at *floor*."""
    if not calendar.between(floor, passage.end + OPENING):
        calendar.taken = {}
        return [_over(calendar, passage, context)] * len(items)
    behind = [calendar.after(item, floor, passage.end) for item in items]
    calendar.taken = {time.span.start: at for at, time in enumerate(behind) if time is not None}
    walk = Walk(calendar, passage, floor, context)
    return [walk.due(items, at, behind[at]) for at in range(len(items))]


@frozen(kw_only=True)
class MadeCase:
    """A dated value whose role is known.

    Attributes:
        due: The due so far.
        role: Its role.
        based: Whether it is the base of a change.
        item: The value.
        clause: The folded words of its clause before the number.
        calendar, context: The times of the document, and what stands over the passage.
        year: The year of the document, None if that is not known.
    """

    due: Due
    role: Role
    based: bool
    item: Measured
    clause: str
    calendar: Calendar
    context: Context
    year: int | None

    @property
    def inherits(self) -> bool:
        """Whether a heading or the title dates the value."""
        return self.due.found in ("heading", "title")

    def is_ahead(self, due: Due) -> bool:
        """Tell whether a due begins behind the year of the document; a term begins in the year of its congress."""
        if not due.value or not self.year:
            return False
        term = "/" in due.value and due.found == "title"
        return years(due.value)[0] - self.year >= (0 if term else 1)


def _of_aim(case: MadeCase) -> Due | None:
    own = case.due.found == "sentence" and not case.due.deadline and not case.due.opening
    return UNDATED if case.based and not own else None


def _reviewed(case: MadeCase) -> Due | None:
    if case.role != "result" or case.due.found == "sentence":
        return None
    return case.calendar.reviewed(case.context)


def _end_of_term(case: MadeCase) -> Due | None:
    value = case.due.value
    if case.role != "result" or not case.inherits or value is None or years(value)[0] == years(value)[1]:
        return None
    return evolve(case.due, value=value.split("/")[-1]) if _is_state(case) else None


def _is_state(case: MadeCase) -> bool:
    """Tell whether a reported value is the state at the end of a period and not what was done during it."""
    quantity = case.item.quantity
    summed = _YEARLY.match(quantity.unit or "") or _OF_TERM.fullmatch(quantity.head)
    flow = word_list("roles", "flow").search(_NO_FLOW.sub("", case.clause))
    return not summed and not flow


def _ahead(case: MadeCase) -> Due | None:
    if case.role != "result" or not case.inherits:
        return None
    title = case.calendar.title
    aimed = case.due.found == "title" and title is not None and _UNTIL.match(title.words.lower()) is not None
    return UNDATED if aimed or case.is_ahead(case.due) else None


def _reported_title(case: MadeCase) -> Due | None:
    reported = case.calendar.reported
    if case.role != "result" or case.due.found not in ("title", None) or reported is None:
        return None
    told = Due(reported.value, "title")
    return UNDATED if case.is_ahead(told) else told


def _title_of_report(case: MadeCase) -> Due | None:
    reported = case.calendar.reported
    if case.role != "target" or case.due.found != "title" or reported is None:
        return None
    return UNDATED if case.due.value == reported.value else None


@frozen
class MadeDue:
    """What the role of a value makes of its due; see `DueRule` for the attributes."""

    code: str
    doc: str
    examples: tuple[str, ...]
    test: Callable[[MadeCase], Due | None]


#: All that speak are applied, in this order.
MADE_DUES: tuple[MadeDue, ...] = (
    MadeDue(
        "due-reviewed",
        "A result has the first of two times of its heading, the one that is reported on.",
        (
            "I. Đánh giá kết quả nhiệm kỳ 2020 - 2025 và phương hướng nhiệm kỳ 2025 - 2030\n- Trồng 120 ha rừng.",
            "I. Kết quả năm 2025, kế hoạch năm 2026\n- Trong năm, đã trồng 120 ha rừng.",
        ),
        _reviewed,
    ),
    MadeDue(
        "due-end-of-term",
        "A result that is a state has the last year of the term.",
        (
            "I. Kết quả nhiệm kỳ 2020 - 2025\n- Tỷ lệ hộ nghèo còn 2%.",
            "Kết quả giai đoạn 2021 - 2025:\n- Che phủ rừng đạt 42%.",
        ),
        _end_of_term,
    ),
    MadeDue(
        "due-ahead",
        "A result has no due from a heading or a title that dates goals.",
        (
            "An Sơn, ngày 12 tháng 5 năm 2026\nMỤC TIÊU NĂM 2030\n- Đến nay, xã đã có 12 ha rừng.",
            "An Sơn, ngày 2 tháng 6 năm 2025\nII. NHIỆM VỤ NĂM 2028\n- Tỷ lệ hộ nghèo hiện nay là 9%.",
        ),
        _ahead,
    ),
    MadeDue(
        "due-reported-title",
        "A result has the time that the title reports on.",
        (
            "NGHỊ QUYẾT\nVề kết quả nhiệm vụ năm 2025, phương hướng năm 2026\n\nI. KẾT QUẢ\n- Hộ nghèo còn 2%.",
            "NGHỊ QUYẾT\nVề tình hình năm 2024 và kế hoạch năm 2025\n\nI. KẾT QUẢ\n- Thu ngân sách đạt 40 tỷ đồng.",
        ),
        _reported_title,
    ),
    MadeDue(
        "due-of-aim",
        "The base of a change has only a time of its own: another is that of the aim.",
        (
            "Đến năm 2028, giảm tỷ lệ hộ nghèo từ 5% xuống 3%.",
            "MỤC TIÊU NĂM 2028\n- Tỷ lệ hộ nghèo từ 5% giảm còn 3%.",
        ),
        _of_aim,
    ),
    MadeDue(
        "due-title-of-report",
        "A goal has no due from a title that only says what is reported on.",
        (
            "NGHỊ QUYẾT\nVề kết quả giám sát năm 2023\n\nII. NHIỆM VỤ\n- Tỷ lệ hồ sơ đúng hạn đạt 98%.",
            "NGHỊ QUYẾT\nVề kết quả thực hiện dự toán năm 2024\n\nII. NHIỆM VỤ\n- Thu ngân sách đạt 40 tỷ đồng.",
        ),
        _title_of_report,
    ),
)


def made_due(case: MadeCase) -> Due:
    """Return the due of a value whose role is known, with the code of the last row that changed it."""
    for rule in MADE_DUES:
        due = rule.test(case)
        if due is not None:
            case = evolve(case, due=evolve(due, code=rule.code))
    return case.due
