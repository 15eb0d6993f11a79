"""Whether a count or a bare number sets or reports anything: most counts in a text only describe.

"Thành lập 05 hợp tác xã" sets, "đi qua địa bàn 03 huyện" describes. A count needs a goal verb right before it, a bound,
a list of goals, a report, or a place where only an order can stand.
"""

from functools import cache

import regex

from ...lexicon.counted_nouns import describing
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, word_list, words
from ..view import TextView
from .indicator_phrases import Measured
from .noun_phrases import begins_with_noun, changing, clause_words, head_pattern, lead_words, listed
from .roles import RoleCase

_EACH = phrase_once("measured", "each")
# A count behind one of these words is part of a description, even in a list of goals: "đi qua địa bàn 03 huyện".
_DESCRIBED = phrase_once("measured", "described")
# Even in a report: "tăng trưởng của 28 tỉnh ven biển đạt 7%".
_WHOSE = phrase_once("measured", "whose")
# A count of things that are known already: "giảm cả 3 tiêu chí".
_ALL_OF_THEM = phrase_once("measured", "all_of_them")
_NUMBER_OF = phrase_once("measured", "number_of")
_TOTAL = phrase_once("measured", "sum")
_DECIDES = phrase_once("measured", "decides")
_GIVES = phrase_once("clauses", "gives")
_SERVED = phrase_once("measured", "served")
_FUNDED = phrase_once("measured", "funded")  # "bố trí đủ vốn cho 12 dự án"
_NOTHING_COUNTED = pattern(r"\s*(?:[.;(]|$)")
_RANKED = phrase_once("measured", "in_group")
_SAID_TO_BE, _THERE_ARE = phrase_once("measured", "said_to_be"), phrase_once("measured", "there_are")
_LAST = 16  # letters before a count in which "đến nay đã có" stands
_LISTED = ("item", "point", "bullet", "subbullet")


@cache
def _binding() -> "regex.Pattern[str]":
    """Match a clause that ends in a binding verb and at most four words of its object: "tạo việc làm mới cho"."""
    return phrase_once("measured", "binding", _BINDING=words(row_words("roles", "binding_verbs")))


def sets_something(case: RoleCase, *, counts: bool, joined: bool) -> bool:
    """Tell whether an amount may be a target or a result.

    Args:
        counts: Whether its place in the passage tells that it counts: it breaks down a value, or goes on with a report.
        joined: Whether it goes on with a list of counts.
    """
    kind = case.item.quantity.kind
    if kind in ("count", "ratio"):
        return counts or case.based or _binds(case, joined=joined)
    return kind != "bare" or _is_index(case)


def _is_index(case: RoleCase) -> bool:
    """Tell whether a bare number is the value of an index, a rank, a quota, or of a number of things."""
    clause = case.item.clause
    if word_list("roles", "index").search(case.view.low, clause.left, clause.right) or _RANKED.search(case.clause):
        return True
    if (case.setting.goals or case.setting.role == "result") and _is_number_of(case):
        return True
    return case.passage.zone == "body" and _is_quota(case)


def _is_number_of(case: RoleCase) -> bool:
    """Tell whether a label says what the bare number behind it is: "Số máy tính/100 học sinh: 12", "Tỷ lệ ...: 0,7"."""
    noun = case.item.clause.noun_low
    named = _NUMBER_OF.match(noun) is not None or head_pattern().match(noun) is not None
    return named and case.item.clause.words.endswith(":") and _ends(case)


def _ends(case: RoleCase) -> bool:
    end = case.item.quantity.number_end
    return _NOTHING_COUNTED.match(case.view.low, end, min(end + 8, case.passage.end)) is not None


def _is_quota(case: RoleCase) -> bool:
    """Tell whether a bare number is allotted: "Tổng số lượng người làm việc của tỉnh: 23.845 (Phụ lục I)."."""
    if not _SAID_TO_BE.search(case.clause):
        return False
    return word_list("roles", "quota_noun").match(_DECIDES.sub("", case.clause)) is not None and _ends(case)


def _binds(case: RoleCase, *, joined: bool) -> bool:
    """Tell whether a count sets or reports something: a goal verb, a bound, a list of goals, a result section."""
    quantity, clause = case.item.quantity, case.clause
    if quantity.head in describing():
        return _is_state(case)
    if _ALL_OF_THEM.search(clause):
        return False
    if joined or quantity.kind == "ratio" or quantity.comparator != "eq" or is_stated(case.item):
        return True
    if word_list("roles", "quota").match(quantity.head) and not _DESCRIBED.search(clause):
        return True
    if case.setting.role == "result":
        return not _WHOSE.search(clause)
    if _FUNDED.search(clause):
        return False
    if word_list("roles", "there_are").search(clause.rstrip()[-_LAST:]) and _THERE_ARE.search(clause):
        return True
    if _binding().search(clause) or _binding().search(case.item.clause.words) or _EACH.search(clause):
        return True
    if _DESCRIBED.search(clause):
        return _is_served(case)
    named = _is_named(case.view, case.item)
    return case.setting.goals or _is_noun_of_value(case) or (not named and _is_ordered(case))


def _is_state(case: RoleCase) -> bool:
    """Tell whether a count of what only describes reports all the same: "đạt và vượt 19/19 chỉ tiêu"."""
    item = case.item
    reports = case.setting.role == "result" or (item.quantity.kind == "ratio" and not case.goal)
    states = word_list("roles", "state_words").search(case.view.low, item.clause.left, item.clause.right)
    return reports and states is not None


def _is_noun_of_value(case: RoleCase) -> bool:
    """Tell whether a clause is but a noun and its count, in a list of tasks: "Đàn lợn 36.000 con"."""
    said = case.item.clause.words.strip(" ,")
    if case.setting.role != "target" or case.item.clause.after or case.ruled:
        return False
    return begins_with_noun(said) and not clause_words("finite").search(said) and len(said.split()) < 6


def _is_served(case: RoleCase) -> bool:
    """Tell whether a count says whom or where an order reaches: "gắn mã QR cho 45 điểm di tích".

    The order stands in a list of tasks, or behind a word that asks, in its clause or in one before.
    """
    said = case.item.clause.words
    if not _SERVED.search(said):
        return False
    tasks = case.setting.role == "target" and case.passage.node.kind in _LISTED and not case.ruled
    return (tasks or _is_asked(case)) and _is_ordered(case)


def _is_asked(case: RoleCase) -> bool:
    """Tell whether a word asks for what a clause says, or what the clauses before it in the sentence say."""
    for item in case.items[: case.number + 1][::-1]:
        if word_list("clauses", "modality").search(item.clause.words):
            return True
        if not item.clause.same_sentence:
            return False
    return False


def _is_ordered(case: RoleCase) -> bool:
    """Tell whether a count is the object of an order, whatever its verb: "tu bổ 07 di tích", "mở 24 lớp".

    The verb is known by its place: it begins a clause under a heading of goals and tasks, of a dated sentence, or
    behind a word that asks ("yêu cầu", "tập trung"), and the count follows it.
    """
    said, head = case.item.clause.words, case.item.quantity.head
    asks = next(reversed(list(word_list("clauses", "modality").finditer(said))), None)
    asks = asks or next(word_list("roles", "report_verbs").finditer(said), None)  # "tổ tự quản đã tháo dỡ 52 lều"
    dated = case.due.found == "sentence" and (case.due.deadline or case.due.opening)
    dated = dated or (case.due.found == "heading" and case.passage.node.kind in _LISTED and not case.ruled)
    if not (asks or dated or case.reports or case.setting.role == "target"):
        return False
    led = lead_words().match(said)
    label = said.rfind(": ") + 1  # "Nhiệm vụ [năm 2027]: | vá 300 ổ gà"
    verb = said[max(label, asks.end() if asks else 0, led.end() if led else 0) :].strip(" ,:")
    verbal = clause_words("finite").match(head) or clause_words("verb").match(head)
    if not verb and _THERE_ARE.search(said):  # "Đến năm 2030 có 12 trường chuẩn quốc gia"
        return asks is not None or (case.due.found == "sentence" and case.due.deadline)
    if not verb or (verbal and not begins_with_noun(head)):
        return False  # "thực hiện 3 giảm": nothing is counted
    return asks is not None or not (head_pattern().match(verb) or begins_with_noun(verb))


def _is_named(view: TextView, item: Measured) -> bool:
    """Tell whether a name stands right before a count and takes it as its own: "Bệnh viện đa khoa 700 giường"."""
    left, start = item.clause.left, item.quantity.start
    if _GIVES.match(view.plain[left:start].lstrip()):
        return any(word[0].isupper() for word in item.clause.noun.split())  # "Giao Sở Y tế dựng 12 trạm"
    asks = next(reversed(list(word_list("clauses", "modality").finditer(view.low, left, start))), None)
    left = asks.end() if asks else left  # "Sở Y tế phải dựng 12 trạm"
    segment = view.plain[max(left, view.plain.rfind(",", left, start) + 1) : start]
    said = segment.split()
    first = left + len(segment) >= start and _begins_sentence(view, left)
    return any(word[0].isupper() for word in said[first:])


def _begins_sentence(view: TextView, at: int) -> bool:
    """Tell whether a clause begins a sentence or a line: its first letter is large for that alone."""
    before = view.plain[max(0, at - 8) : at].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] in ",)")


def is_stated(item: Measured) -> bool:
    """Tell whether a count is the value of its own noun: "Tổng số biên chế công chức là 2.150 biên chế"."""
    noun = item.clause.noun_low
    if item.clause.words.endswith(":") and (head_pattern().match(noun) or not item.clause.after):
        return True  # "Chỉ số cải cách hành chính: 88 điểm", "đàn bò sữa: 3.500 con"
    if not item.clause.predicate and _TOTAL.fullmatch(noun):
        return True  # "Tổng số 1.033 hộ"
    spoken = noun.split()  # "khách có lưu trú là 2 triệu lượt khách"
    named = any(word in spoken for word in item.quantity.head.split()) or _NUMBER_OF.match(noun) is not None
    return named and (item.clause.predicate in listed("equals") or changing().search(item.clause.predicate) is not None)
