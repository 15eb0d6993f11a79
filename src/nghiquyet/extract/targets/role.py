"""The role of an amount: whether a resolution sets it, reports it, or neither, and the evidence for that."""

from collections.abc import Sequence
from functools import cache

import regex

from ...lexicon.counted_nouns import describing
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import word_list, words
from ...text.folding import fold
from ..context import Context
from ..view import Passage, TextView
from .due_dates import Calendar, Due, years
from .indicator_phrases import Measured
from .level_or_change import aim_begins, is_base
from .noun_phrases import begins_with_noun, clause_words, head_pattern, lead_words
from .section_context import Role, Setting
from .tense import past_word

_EACH = pattern(r"\bmỗi(?!\p{L})")
# A count behind one of these words is part of a description, even in a list of goals: "đi qua địa bàn 03 huyện".
_DESCRIBED = pattern(
    r"\b(?:qua|địa bàn|cho|của|trong|trên|với|tại|(?<!nhà\s)ở|theo|gồm|là|từ|về|vào|giữa|do|bởi|như"
    r"|các|những|thuộc)\s*$"
)
# Even in a report: "tăng trưởng của 28 tỉnh ven biển đạt 7%".
_WHOSE = pattern(r"\b(?:của|qua|trên địa bàn|đại diện cho)\s*$")
# Only what is over is compared with the same months of the year before: "đạt 387 tỷ đồng, tăng 12% so với cùng kỳ".
_SAME_PERIOD = pattern(r"(?:[^;.:]|\.(?=\d))*?\bso\s+(?:với\s+)?cùng kỳ(?!\p{L})")
_AFTERWARDS = pattern(r"\sđã\s")
_NEAR = 120
# A count of things that are known already: "giảm cả 3 tiêu chí".
_ALL_OF_THEM = pattern(r"\bcả\s*$")
_NUMBER_OF = pattern(r"(?:tổng\s+)?số(?:\s+lượng)?(?!\s+hoá)(?!\p{L})")
_DECIDES = pattern(r"^\s*(?:(?:quyết định|giao|phê duyệt|thông qua)\s+)?")
_FUNDED = pattern(r"\b(?:vốn|kinh phí|nguồn lực|ngân sách)\s+(?:cho|để)\s*$")  # "bố trí đủ vốn cho 12 dự án"
_NOTHING_COUNTED = pattern(r"\s*(?:[.;(]|$)")
_RANKED = pattern(r"\b(?:nhóm|tốp|top)\s*$")


#: The evidence for a target where nothing speaks for or against it.
UNSAID = ("nothing says that it is past",)


@cache
def _binding() -> "regex.Pattern[str]":
    """Match a clause that ends in a binding verb and at most four words of its object: "tạo việc làm mới cho"."""
    verbs = words(fold(form) for form in table("roles")["binding_verbs"]["words"])
    other = r"(?:(?<!nhà\s)ở|tại|trong|với|là|của|về|theo|các|những)\b"
    return pattern(rf"{verbs}(?:\s+(?!{other})\p{{L}}+){{0,4}}\s*$")


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
        context: Context,
        *,
        counts: bool,
        joined: bool,
        reports: bool,
    ) -> tuple[Role | None, tuple[str, ...]]:
        """Return the role of an amount and the evidence for it; None when it sets and reports nothing."""
        item = items[number]
        quantity = item.quantity
        clause = self.view.low[item.clause.left : quantity.number_start]
        based = is_base(self.view, items, number)
        bound = counts or based or self.binds(item, setting, due, clause, joined=joined, reports=reports)
        if quantity.kind in ("count", "ratio") and not bound:
            return None, ()
        if quantity.kind == "bare" and not (
            word_list("roles", "index").search(self.view.low, item.clause.left, item.clause.right)
            or _RANKED.search(clause)
            or (passage.zone == "body" and self.is_quota(item, clause))
        ):
            return None, ()
        if based:
            return "result", ("the base of a change (từ ... xuống/lên ...)",)
        ruled = setting.role != "result" and self.in_article(passage)
        aim = self.view.low[aim_begins(self.view, items, number) : quantity.number_start]
        noun = fold(item.clause.noun)
        if setting.role == "target" and head_pattern().match(noun) and _AFTERWARDS.search(noun):
            aim = item.clause.predicate  # "Tỷ lệ lao động đã qua đào tạo đạt 71%": which workers are meant
        aim = aim if aim.strip(" (") else noun  # "số kinh phí còn thiếu (6,5 tỷ đồng)"
        goal, past = word_list("roles", "goal_words").search(clause), past_word(aim, in_article=ruled)
        if past and not (goal and goal.start() > past.start()):
            return "result", (f"words: {past.group()}",)
        if due.found == "sentence" and due.value and self.year:
            last = years(due.value)[1]
            ahead = self.calendar.inherited(context, passage).value
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
        return "target", UNSAID

    def in_article(self, passage: Passage) -> bool:
        """Tell whether a passage is or stands in an article (Điều)."""
        kinds = (self.view.passages[place].node.kind for place in passage.above)
        return passage.node.kind == "article" or "article" in kinds

    def binds(self, item: Measured, setting: Setting, due: Due, clause: str, *, joined: bool, reports: bool) -> bool:
        """Tell whether a count sets or reports something: a goal verb, a bound, a list of goals, a result section."""
        quantity = item.quantity
        if quantity.head in describing():
            state = word_list("roles", "state_words").search(self.view.low, item.clause.left, item.clause.right)
            return setting.role == "result" and state is not None
        if _ALL_OF_THEM.search(clause):
            return False
        if joined or quantity.kind == "ratio" or quantity.comparator != "eq" or self.is_stated(item):
            return True
        if word_list("roles", "quota").match(quantity.head) and not _DESCRIBED.search(clause):
            return True
        if setting.role == "result":
            return not _WHOSE.search(clause)
        if _FUNDED.search(clause):
            return False
        if _binding().search(clause) or _binding().search(item.clause.words) or _EACH.search(clause):
            return True
        return not _DESCRIBED.search(clause) and (setting.goals or self.is_ordered(item, setting, due, reports=reports))

    def is_ordered(self, item: Measured, setting: Setting, due: Due, *, reports: bool) -> bool:
        """Tell whether a count is the object of an order, whatever its verb: "tu bổ 07 di tích", "mở 24 lớp".

        The verb is known by its place: it begins a clause under a heading of goals and tasks, of a dated sentence, or
        behind a word that asks ("yêu cầu", "tập trung"), and the count follows it.
        """
        words, head = item.clause.words, item.quantity.head
        asks = next(reversed(list(word_list("clauses", "modality").finditer(words))), None)
        dated = due.found == "sentence" and (due.deadline or due.opening)
        if not (asks or dated or reports or setting.role == "target"):
            return False
        led = lead_words().match(words)
        verb = words[max(asks.end() if asks else 0, led.end() if led else 0) :].strip(" ,:")
        verbal = clause_words("finite").match(head) or clause_words("verb").match(head)
        if not verb or (verbal and not begins_with_noun(head)):
            return False  # "thực hiện 3 giảm": nothing is counted
        if self.is_named(item):
            return False
        return asks is not None or not (head_pattern().match(verb) or begins_with_noun(verb))

    def is_named(self, item: Measured) -> bool:
        """Tell whether a name stands right before a count and takes it as its own: "Bệnh viện đa khoa 700 giường"."""
        left, start = item.clause.left, item.quantity.start
        segment = self.view.plain[max(left, self.view.plain.rfind(",", left, start) + 1) : start]
        words = segment.split()
        first = segment is not None and left + len(segment) >= start and self.begins_sentence(left)
        return any(word[0].isupper() for word in words[first:])

    def begins_sentence(self, at: int) -> bool:
        """Tell whether a clause begins a sentence or a line: its first letter is large for that alone."""
        before = self.view.plain[max(0, at - 8) : at].rstrip()
        return not before or not (before[-1].isalnum() or before[-1] in ",)")

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
        if item.clause.words.endswith(":") and head_pattern().match(noun):
            return True  # "Chỉ số cải cách hành chính: 88 điểm"
        spoken = noun.split()  # "khách có lưu trú là 2 triệu lượt khách"
        named = any(word in spoken for word in item.quantity.head.split()) or _NUMBER_OF.match(noun) is not None
        return named and item.clause.predicate in ("là", "bằng")
