"""What kind of document it is: a plan sets goals, a regulation lays down rules, a policy grants rates and sums.

The kind of document in its header tells it, else its title, else its first articles, else its words. In a regulation
(quy định, quy chế, mức thu, mức chi) an amount is a norm, a fee or a condition unless something says that it is to be
reached. In a resolution on a policy (chính sách, hỗ trợ) the shares that its sentences set stay, the support that it
grants, and what all of it costs.
"""

from functools import cache
from itertools import islice
from typing import Literal

import regex

from ...facts import Metadata, Target
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import row_words, word_list, words
from ...text.folding import fold
from ..view import TextView
from .indicator_phrases import Measured
from .roles import UNSAID, RoleCase

Kind = Literal["plan", "policy", "rules"]

_PER, _OFTEN, _FEW = 10_000, 8, 12  # words of procedures per ten thousand letters that make a regulation, and how many
#: What the first articles of a regulation are about.
_SCOPE = pattern(
    r"(?<!\w)điều\s+\d[\w.]{0,16}\s?:?\s{1,4}"
    r"(?:phạm vi điều chỉnh|phạm vi và đối tượng|đối tượng áp dụng|giải thích từ ngữ)"
)
#: Articles that lay down norms in a text that lost its header: "Điều 3. Chi hỗ trợ y tế", "Điều 12. Phạt tiền".
_NORMS = pattern(
    r"(?<!\w)điều\s+\d{1,3}[a-zđ]?\s?[.:]\s{1,4}(?:(?:nội dung(?:,| và)? |định )?mức|phạt tiền|(?:hình thức )?xử phạt"
    r"|chi (?:cho|hỗ trợ|tiếp|công tác|đào tạo|thù lao|thanh toán)|hành vi vi phạm|chế độ|tiêu chuẩn)(?!\p{L})"
)
_OVER, _FIRST = 60, 300  # letters before a title in which the line over it stands; of a text without one
_ARTICLE, _MONEY, _TIMES = "article", "đồng", "lần"
#: What is granted, and no part of the name of what is paid for: "tiền thuốc hỗ trợ cắt cơn".
_GRANTED = pattern(
    r"(?<!\b(?:thuốc|tín dụng|quỹ|chương trình|dịch vụ|gói|công tác|hoạt động|nhân viên)\s)\bhỗ trợ(?!\p{L})"
)
#: "Mức hỗ trợ tiền ăn: 500.000 đồng/người" is a tariff.
_TARIFF = pattern(r"(?:định mức|mức)\s[^:]*:\s*$")
#: What calls a sum a fine.
_FINE = pattern(r"(?:phạt tiền|bị phạt|mức phạt)(?!\p{L})")
#: A sum of a whole: "Tổng kinh phí thực hiện là 186,5 tỷ đồng".
_TOTAL = pattern(r"(?:tổng|kinh phí|dự toán|ngân sách|vốn|nguồn|chi)(?!\p{L})")
#: Roles that a past word, a past time or a finished plan gives: they are told in a regulation too.
_SPEAKS = ("past-word", "time-past", "time-now", "plan-done", "reached", "restates-result", "beside-the-past")
#: Goal words that in a regulation only say what follows from it.
_PROMISES = ("", "sẽ")
_CAPS = ("le", "lt")
#: What sets a value in a table of a regulation: the rates of a resolution, a column of goals.
_RATES, _GOALS = "column-of-rates", "column-of-goals"


def kind_of(view: TextView, metadata: Metadata) -> Kind:
    """Return the kind of a document."""
    doctype = fold(metadata.doctype.value) if metadata.doctype else _over_title(view, metadata)
    title = fold(metadata.title.value) if metadata.title else ""
    resolves = not doctype or word_list("roles", "resolving_kinds").match(doctype) is not None
    if metadata.family == "party" and resolves:
        ruling = _speaks_of_rules(view)
    elif word_list("roles", "ruling_kinds").match(doctype):
        return "rules"
    else:
        titled = _titled(title)
        if not title and not doctype and _NORMS.search(view.low):
            return "rules"
        ruling = _SCOPE.search(view.low) is not None or _speaks_of_rules(view) if titled is None else titled
    if not ruling:
        return "plan"
    return "policy" if resolves and (not title or word_list("roles", "policies").search(title)) else "rules"


def _over_title(view: TextView, metadata: Metadata) -> str:
    """Return the line over the title where it names a kind of regulation that has no header of its own: "THÔNG TƯ"."""
    kinds = word_list("roles", "ruling_kinds")
    if metadata.title is None:
        first = view.plain[:_FIRST].strip().partition("\n")[0]
        found = kinds.match(fold(first)) if first.isupper() else None
        return found.group() if found else ""  # "QUY CHẾ CHI TIÊU NỘI BỘ" with no header
    start = metadata.title.span.start
    over = view.low[max(0, start - _OVER) : start].rstrip().rpartition("\n")[2].strip()
    return over if kinds.fullmatch(over) else ""


@cache
def _titles() -> "regex.Pattern[str]":
    rules, plans = (words(row_words("roles", name)) for name in ("ruling_titles", "planning_titles"))
    return pattern(rf"(?P<plan>{plans})|(?<!theo\s)(?P<rules>{rules})")


def _titled(title: str) -> bool | None:
    """Tell whether a folded title names rules before it names a plan; None where it names neither."""
    found = _titles().search(title)
    return None if found is None else found["rules"] is not None


def _speaks_of_rules(view: TextView) -> bool:
    """Tell whether words of procedures stand often in a text, thrice as often as goals, oftener than grants."""
    low = view.low
    rules = len(word_list("roles", "procedure_words").findall(low))
    if rules <= _FEW or rules * _PER <= _OFTEN * len(low):
        return False
    return not _speaks(low, "plan_words", -(-rules // 3)) and not _speaks(low, "grant_words", rules)


def _speaks(low: str, name: str, often: int) -> bool:
    """Tell whether a text has at least so many words of a list: it is read no further than to the last of them."""
    return next(islice(word_list("roles", name).finditer(low), often - 1, None), None) is not None


def is_laid_down(case: RoleCase, code: str, kind: Kind, heading: str, *, leans: bool) -> bool:
    """Tell whether an amount of a regulation is a norm or a condition: what gives it its role is no word of a goal.

    Args:
        code: The rule that gives the role.
        heading: The words of the nearest heading.
        leans: Whether it says again, or limits, what has been set before it in the passage.
    """
    quantity = case.item.quantity
    if kind == "rules" and code == "past-word" and _MONEY in (quantity.unit or "") and quantity.comparator in _CAPS:
        return True  # "các dự án đã đầu tư có dự toán không quá 20 tỷ đồng" tells which ones
    if code in _SPEAKS or case.goal not in _PROMISES or _is_limited(case):
        return False
    if case.setting.role == "target" and word_list("roles", "aims").search(case.setting.words):
        return False
    if code == "heading-of-results" and not _in_article(case):
        return False
    return kind == "rules" or not (leans or grants(case.item, fold(heading)))


def is_fine(case: RoleCase, code: str) -> bool:
    """Tell whether a sum is a fine, which is a goal nowhere: "phạt tiền từ 5 triệu đồng đến 10 triệu đồng"."""
    if code != UNSAID or case.goal not in _PROMISES or _MONEY not in (case.item.quantity.unit or ""):
        return False
    return _FINE.search(case.item.clause.words) is not None


def _is_limited(case: RoleCase) -> bool:
    """Tell whether a deadline of its own sentence asks for an amount, which is no sum: "... trước ngày 31/12/2027"."""
    due, unit = case.due, case.item.quantity.unit or ""
    return due.found == "sentence" and due.deadline and _MONEY not in unit and not unit.startswith(_TIMES)


def _in_article(case: RoleCase) -> bool:
    kinds = [case.view.passages[place].node.kind for place in case.passage.above]
    return _ARTICLE in (*kinds, case.passage.node.kind)


def grants(item: Measured, heading: str) -> bool:
    """Tell whether a policy sets a share or a sum: "hỗ trợ 80% chi phí", "Tổng kinh phí là 186,5 tỷ đồng".

    "Mức hỗ trợ: 500.000 đồng/người" is a tariff, unless the *heading* over it grants.
    """
    quantity, clause = item.quantity, item.clause
    if quantity.head in ("%", "‰") or quantity.kind == "factor":
        return True
    unit = quantity.unit or ""
    if _MONEY not in unit:
        return False
    if "/" not in unit and _TOTAL.match(fold(item.indicator)):
        return True
    granted = _GRANTED.search(clause.words) is not None and _TARIFF.match(clause.words) is None
    return granted or _GRANTED.match(heading) is not None


def sets_in_table(target: Target, kind: Kind) -> bool:
    """Tell whether a value of a table is set: in a regulation most tables are of prices, norms and criteria."""
    code, _, said = target.why[0].partition(": ")
    if kind == "plan" or (code == _RATES and kind == "policy"):
        return True
    return code == _GOALS and word_list("roles", "aims").search(said) is not None
