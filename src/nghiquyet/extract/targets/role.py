"""The role of an amount: whether a resolution sets it, reports it, or neither, and the evidence for that."""

from collections.abc import Sequence
from functools import cache

import regex

from ...lexicon.counted_nouns import describing
from ...lexicon.files import table
from ...lexicon.word_patterns import word_list, words
from ...text.folding import fold
from ..view import Passage, TextView
from .due_dates import Calendar, Due, years
from .indicator_phrases import Measured
from .level_or_change import aim_begins, is_base
from .section_context import Role, Setting
from .tense import past_word

_EACH = regex.compile(r"\bmỗi(?!\p{L})")
# A count behind one of these words is part of a description, even in a list of goals: "đi qua địa bàn 03 huyện".
_DESCRIBED = regex.compile(r"\b(?:qua|địa bàn|cho|của|trong|trên|với|tại|ở|theo|gồm|là)\s*$")
# Even in a report: "tăng trưởng của 28 tỉnh ven biển đạt 7%".
_WHOSE = regex.compile(r"\b(?:của|qua|trên địa bàn|đại diện cho)\s*$")
# Only what is over is compared with the same months of the year before: "đạt 387 tỷ đồng, tăng 12% so với cùng kỳ".
_SAME_PERIOD = regex.compile(r"(?:[^;.:]|\.(?=\d))*?\bso\s+(?:với\s+)?cùng kỳ(?!\p{L})")
_NEAR = 120
# A count of things that are known already: "giảm cả 3 tiêu chí".
_ALL_OF_THEM = regex.compile(r"\bcả\s*$")
_NUMBER_OF = regex.compile(r"(?:tổng\s+)?số(?:\s+lượng)?(?!\s+hoá)(?!\p{L})")
_DECIDES = regex.compile(r"^\s*(?:(?:quyết định|giao|phê duyệt|thông qua)\s+)?")
_FUNDED = regex.compile(r"\b(?:vốn|kinh phí|nguồn lực|ngân sách)\s+(?:cho|để)\s*$")  # "bố trí đủ vốn cho 12 dự án"
_NOTHING_COUNTED = regex.compile(r"\s*(?:[.;(]|$)")
_RANKED = regex.compile(r"\b(?:nhóm|tốp|top)\s*$")


@cache
def _binding() -> "regex.Pattern[str]":
    """Match a clause that ends in a binding verb and at most four words of its object: "tạo việc làm mới cho"."""
    verbs = words(fold(form) for form in table("roles")["binding_verbs"]["words"])
    return regex.compile(rf"{verbs}(?:\s+(?!(?:ở|tại|trong|với|là|của|về|theo|các|những)\b)\p{{L}}+){{0,4}}\s*$")


class Judge:
    """Decides on the roles of the amounts of one document.

    Args:
        view: The document.
        calendar: Its times.
        year: The year in which it was issued, None if that is not known.
    """

    def __init__(self, view: TextView, calendar: Calendar, year: int | None) -> None:
        self.view, self.calendar, self.year = view, calendar, year

    def role(
        self,
        items: Sequence[Measured],
        number: int,
        setting: Setting,
        due: Due,
        passage: Passage,
        *,
        counts: bool,
        reports: bool,
    ) -> tuple[Role | None, tuple[str, ...]]:
        """Return the role of an amount and the evidence for it; None when it sets and reports nothing."""
        item = items[number]
        quantity = item.quantity
        clause = self.view.low[item.clause.left : quantity.number_start]
        if quantity.kind in ("count", "ratio") and not counts and not self.binds(item, setting, clause):
            return None, ()
        if quantity.kind == "bare" and not (
            word_list("roles", "index").search(self.view.low, item.clause.left, item.clause.right)
            or _RANKED.search(clause)
            or (passage.zone == "body" and self.is_quota(item, clause))
        ):
            return None, ()
        if is_base(self.view, items, number):
            return "result", ("the base of a change (từ ... xuống/lên ...)",)
        ruled = setting.role != "result" and self.in_article(passage)
        aim = self.view.low[aim_begins(self.view, items, number) : quantity.number_start]
        goal, past = word_list("roles", "goal_words").search(clause), past_word(aim, in_article=ruled)
        if past and not (goal and goal.start() > past.start()):
            return "result", (f"words: {past.group()}",)
        if due.found == "sentence" and due.value and self.year:
            last = years(due.value)[1]
            ahead = self.calendar.inherited(passage).value
            now = last == self.year and not goal and not due.deadline
            if last < self.year or (now and ahead and years(ahead)[1] > last):
                return "result", (f"time: {due.value}",)
            if last > self.year:
                return "target", (f"time: {due.value}",)
        if goal:
            return "target", (f"words: {goal.group()}",)
        if setting.role:
            return setting.role, (setting.why,)
        if not ruled and reports:
            return "result", ("what stands before it in the passage is a result",)
        if not ruled and _SAME_PERIOD.match(self.view.low, quantity.end, quantity.end + _NEAR):
            return "result", ("words: so với cùng kỳ",)
        return "target", ("nothing says that it is past",)

    def in_article(self, passage: Passage) -> bool:
        """Tell whether a passage is or stands in an article (Điều)."""
        kinds = (self.view.passages[place].node.kind for place in passage.above)
        return passage.node.kind == "article" or "article" in kinds

    def binds(self, item: Measured, setting: Setting, clause: str) -> bool:
        """Tell whether a count sets or reports something: a goal verb, a bound, a list of goals, a result section."""
        quantity = item.quantity
        if quantity.head in describing():
            state = word_list("roles", "state_words").search(self.view.low, item.clause.left, item.clause.right)
            return setting.role == "result" and state is not None
        if _ALL_OF_THEM.search(clause):
            return False
        if quantity.kind == "ratio" or quantity.comparator != "eq" or self.is_stated(item):
            return True
        if word_list("roles", "quota").match(quantity.head) and not _DESCRIBED.search(clause):
            return True
        if setting.role == "result":
            return not _WHOSE.search(clause)
        if _FUNDED.search(clause):
            return False
        if _binding().search(clause) or _EACH.search(clause):
            return True
        return setting.goals and not _DESCRIBED.search(clause)

    def is_quota(self, item: Measured, clause: str) -> bool:
        """Tell whether a bare number is allotted: "Tổng số lượng người làm việc của tỉnh: 23.845 (Phụ lục I)."."""
        if not clause.rstrip().endswith((":", " là")):
            return False
        if not word_list("roles", "quota_noun").match(_DECIDES.sub("", clause)):
            return False
        return _NOTHING_COUNTED.match(self.view.low, item.quantity.number_end, item.quantity.number_end + 8) is not None

    @staticmethod
    def is_stated(item: Measured) -> bool:
        """Tell whether a count is the value of its own noun: "Tổng số biên chế công chức là 2.150 biên chế"."""
        noun = fold(item.clause.noun)
        spoken = noun.split()  # "khách có lưu trú là 2 triệu lượt khách"
        named = any(word in spoken for word in item.quantity.head.split()) or _NUMBER_OF.match(noun) is not None
        return named and item.clause.predicate in ("là", "bằng")
