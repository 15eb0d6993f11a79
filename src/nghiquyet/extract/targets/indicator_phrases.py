"""What each quantity of a passage measures, with elided words restored.

An indicator is said once and goes on: "Tỷ trọng nông nghiệp chiếm 28,5%, công nghiệp 38%, dịch vụ 33,5%"; "90% xã và
95% cơ quan đạt chuẩn"; "(giảm 1,4%)"; "trong đó thu nội địa 5.850 tỷ đồng". `measure` reads the quantities from left to
right and remembers what the next one may lean on.
"""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from ...lexicon.counted_nouns import describing
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.folding import fold
from ...units.lookup import unit
from ..quantities.model import Quantity
from ..view import TextView
from .clauses import Clause, Clauses
from .ellipsis import share_predicates, with_standards
from .noun_phrases import (
    begins_with_noun,
    begins_with_verb,
    changing,
    clause_words,
    head_pattern,
    is_verb,
    join,
    listed,
)

Shape = Literal["noun-value", "value-noun", "verb-value-noun", "same"]


@frozen(kw_only=True)
class Measured:
    """A quantity with the words that tell what it measures.

    Attributes:
        quantity: The amount.
        clause: The words around it.
        indicator: The phrase, elided words restored, on one line.
        shape: Where the phrase stood: before the value, after it, around it, or with an earlier value.
        previous: Position of the quantity that this one leans on, None if it stands alone.
        relation: "whole" (a part of the previous one), "restated" (the same in another unit or as a change), or None.
        own: The phrase of the clause itself, before elided words were restored.
        plan: Whether it is the plan that a value before it passes or misses: "đạt 46 tỷ USD, vượt mục tiêu 42 tỷ USD".
        excess: Whether it says by how much a plan is exceeded: "vượt 10% dự toán", "vượt 5 điểm phần trăm".
    """

    quantity: Quantity
    clause: Clause
    indicator: str
    shape: Shape
    previous: int | None = None
    relation: Literal["whole", "restated"] | None = None
    own: str = ""
    plan: bool = False
    excess: bool = False

    def __str__(self) -> str:
        """Return the clause with its parts told apart, for a reader who asks how it was read."""
        quantity = self.quantity
        value = str(quantity.low) if quantity.low == quantity.high else f"{quantity.low} - {quantity.high}"
        said = {"bound": quantity.comparator, "quantity": f"{value} {quantity.unit or ''}".strip()}
        parts = self.clause.parts()
        tail = {"tail": parts.pop("tail")} if "tail" in parts else {}
        return " | ".join(f"{name}: {words}" for name, words in (parts | said | tail).items())


def measure(
    view: TextView, start: int, end: int, quantities: Sequence[Quantity], holes: Sequence[tuple[int, int]]
) -> list[Measured]:
    """Return the quantities of a passage with their phrases; see `Clauses` for the arguments."""
    reader, clauses = _Reader(), Clauses(view, start, end, quantities, holes)
    for at, quantity in enumerate(quantities):
        reader.read(quantity, clauses.clause(at))
    return reader.done if len(reader.done) == 1 else with_standards(view, share_predicates(reader.done))


# A phrase that only says of which group or place a value is: it replaces the group of the value before.
_SCOPE = phrase_once("measured", "scope")
_FOR, _THIS = phrase_once("measured", "for"), phrase_once("measured", "this")
_SPENDS, _ASSURES, _PAYS = (phrase_once("measured", rule) for rule in ("spends", "assures", "pays"))
#: "Miễn thuế thu nhập và | giảm 50% số thuế": the verb begins a phrase of its own; behind "được" it is the noun's.
_JOINED_VERB = phrase_once("measured", "joined_verb")
#: "Doanh nghiệp được trích | tối đa 20% | thu nhập": the verb governs what stands behind the value.
_OF = phrase_once("measured", "of")
_GRANTS = phrase_once("measured", "grants")
_GROWS, _HAVING = phrase_once("measured", "grows"), phrase_once("measured", "having")
_REST, _IS, _RANKED = (phrase_once("measured", rule) for rule in ("rest", "is", "ranked"))
_GROUPED, _REACHES = phrase_once("measured", "grouped"), phrase_once("measured", "reaches")
# What a share is taken of, where a share of it is what has been spoken of.
_WHOLE = phrase_once("measured", "whole")
#: Who reports or plans is not what is measured.
_DOER = phrase_once("measured", "doer")
_PURSE = phrase_once("measured", "purse")
_DOER_ALONE, _EACH = phrase_once("measured", "doer_alone"), phrase_once("measured", "each")
_TOTAL = phrase_once("measured", "total")
#: "đồng/người/ngày", "đồng/lần": what follows such a unit tells which days or times.
_OCCASION, _FOR_WHOM, _FOR_WHAT = (phrase_once("measured", rule) for rule in ("occasion", "for_whom", "for_what"))
_MAGNITUDE = phrase_once("measured", "magnitude")


class _Reader:
    def __init__(self) -> None:
        self.done: list[Measured] = []
        self.lent = ""  # the head that an item of a list lends to the next: "Tỷ trọng", "Tỷ lệ trường đạt chuẩn"

    def read(self, quantity: Quantity, clause: Clause) -> None:
        """Add one quantity."""
        goes_on = clause.same_sentence or ((clause.bracket or clause.parts_listed) and self.done)
        near = len(self.done) - 1 if goes_on else None
        self.lent = self.lent if goes_on else ""
        part = clause.part or clause.bracket
        if near is not None and self.done[near].relation == "restated":
            near = self.before_restated(near, quantity, clause, part)
        if near is not None and self.done[near].relation == "whole" and not part:
            whole = self.done[near].previous
            if clause.closed:
                near = whole if whole is not None else near
                outer = self.done[near]
                if outer.relation == "whole" and outer.previous is not None and self.goes_on(quantity, clause, outer):
                    near, part = outer.previous, True
            elif whole is not None and self.breaks_down(quantity, clause, self.done[near], self.done[whole]):
                near, part = whole, True
        before = None if near is None else self.done[near]
        shape, indicator = self.phrase(quantity, clause, before, part)
        relation: Literal["whole", "restated"] | None = None
        if before is not None:
            relation = "restated" if shape == "same" else "whole" if part else None
        own = clause.noun or (clause.after if shape == "value-noun" else "")
        if not own and shape == "verb-value-noun" and before is not None:
            own = before.own  # "lập mới 15 hợp tác xã, 40 tổ hợp tác, ...": the verb goes on
        self.done.append(
            Measured(
                quantity=quantity,
                clause=clause,
                indicator=indicator,
                shape=shape,
                previous=near if relation else None,
                relation=relation,
                own=own,
                plan=before is not None and _is_plan_passed(quantity, clause, before),
                excess=quantity.exceeds and _exceeds_plan(quantity, clause),
            )
        )

    def before_restated(self, near: int, quantity: Quantity, clause: Clause, part: bool) -> int:
        """Return the value that is restated where a breakdown is of that one, or goes on behind it."""
        at = near
        while self.done[at].relation == "restated" and (previous := self.done[at].previous) is not None:
            at = previous
        one = self.done[at]
        if part and one.quantity.unit == quantity.unit:
            return at  # "3.004 vụ, đạt 95% (cấp tỉnh: 1.846 vụ ...)"
        same = one.relation == "whole" and fold(one.own).split()[:1] == clause.noun_low.split()[:1] != []
        return at if same else near  # "... cấp tỉnh: 1.846 vụ, đạt 96%, cấp xã: 1.158 vụ"

    def breaks_down(self, quantity: Quantity, clause: Clause, before: Measured, whole: Measured) -> bool:
        """Tell whether a clause goes on with a breakdown: no part is more than its whole, none is a new order."""
        summed = quantity.head not in ("%", "‰") and "/" not in (quantity.unit or "")
        if summed and quantity.unit == whole.quantity.unit and quantity.low > whole.quantity.high:
            return False
        if _is_new_order(clause, before, whole):
            return False
        return self.goes_on(quantity, clause, before)

    @staticmethod
    def goes_on(quantity: Quantity, clause: Clause, before: Measured) -> bool:
        """Tell whether a clause goes on with the breakdown that the one before is part of."""
        noun = clause.noun_low
        if not noun:
            return quantity.unit == before.quantity.unit and bool(clause_words("finite").match(clause.after_low))
        if clause_words("strong_head").match(noun):
            return False
        return quantity.unit == before.quantity.unit or not head_pattern().match(noun)

    def phrase(self, quantity: Quantity, clause: Clause, before: Measured | None, part: bool) -> tuple[Shape, str]:
        """Decide which words measure the quantity."""
        if before is not None and (_THIS.fullmatch(clause.noun_low) or _is_plan_passed(quantity, clause, before)):
            return "same", before.indicator
        counts = quantity.kind in ("count", "ratio")
        begin = _noun_begins(quantity, clause, before, counts)
        noun, low = clause.noun[begin:], clause.noun_low[begin:]
        headless = not head_pattern().match(low)
        if headless and quantity.head in listed("aims"):
            return "value-noun", join(quantity.unit or "", clause.after)  # "tỉnh đạt và vượt 19/19 chỉ tiêu": no doer
        counted = _counted(quantity) if counts else ""
        if not noun:
            return self.without_noun(quantity, clause, before, counted, part)
        if not (counted or clause.after):
            return "noun-value", self.headed(quantity, clause, before, part)
        level = bool(clause_words("level").search(clause.predicate)) and clause.predicate not in listed("kept")
        joined, share = _JOINED_VERB.match(clause.predicate), quantity.head in ("%", "‰")
        if joined and clause.after and not level and share:
            return "verb-value-noun", join(noun if joined["of"] else "", joined["verb"], clause.after)
        if clause.after and not level and share and _GRANTS.search(low):
            return "verb-value-noun", join(noun, clause.after)
        if clause.after and share and headless and _moved(quantity, clause):
            return "value-noun", clause.after  # "Miễn thuế 4 năm, giảm 50% số thuế phải nộp"
        if not level and begins_with_verb(low):
            return "verb-value-noun", _governing(noun, counted, quantity, clause)
        if clause.after and quantity.head == "%" and not clause.predicate and (of := self.of_share(noun, low, clause)):
            return of
        named = bool(counted) and _names_counted(counted, low, quantity, before)
        orders = quantity.kind == "count" and headless and not named
        if counted and orders and _is_open_verb(noun, clause, quantity, before):
            return "verb-value-noun", join(noun, clause.predicate, counted, clause.after)  # "trao 1.150 suất học bổng"
        if headless and not named and _moved(quantity, clause):
            return "value-noun", join(counted, clause.after)  # "đề xuất giảm 50% phí": what falls stands behind
        brought = not clause.predicate or _OF.fullmatch(clause.predicate) is not None  # "ghép được 740 ha điều"
        if clause.after and headless and brought and quantity.kind == "measure" and quantity.head != "%":
            return "verb-value-noun", join(noun, clause.after)  # "nạo vét, duy tu 120 km luồng"
        if counted and not level and quantity.kind == "count" and headless and (clause.after or _governs(low)):
            kept = clause.predicate if clause.predicate in listed("kept") else ""
            return "verb-value-noun", join(noun, kept, counted, clause.after)
        return "noun-value", _for_whom(self.headed(quantity, clause, before, part), clause)

    @staticmethod
    def of_share(noun: str, low: str, clause: Clause) -> tuple[Shape, str] | None:
        """Return what a share measures that its verb takes of the words behind it; None where no such verb is."""
        assured = _ASSURES.search(low) is not None and clause_words("finite").search(clause.after_low) is not None
        if assured or _SPENDS.search(low):
            return "value-noun", clause.after  # "Thành phố dành 3% tổng chi ngân sách cho ...": not who pays
        if _PAYS.match(low):
            return "verb-value-noun", join(noun.rpartition(": ")[2], clause.after)
        # "cung cấp nước sạch cho 95% dân số"
        return ("verb-value-noun", join(noun, clause.after)) if _REACHES.search(low) else None

    def without_noun(
        self, quantity: Quantity, clause: Clause, before: Measured | None, counted: str, part: bool
    ) -> tuple[Shape, str]:
        """Decide for a clause that has no noun of its own before the value."""
        after, predicate = clause.after, clause.predicate
        rest = _REST.search(predicate)
        if rest and (said := _IS.match(clause.after_low)):
            return "value-noun", after[said.end() :]  # "còn lại 10% là dịch vụ"
        if rest and after and before is not None:
            return "value-noun", join(counted, after)  # "..., còn lại 200 ha cây phân tán"
        if before is None:
            if counted and not after and _TOTAL.fullmatch(clause.noun_low):
                counted = join(clause.noun, counted)  # "Tổng số 640 hộ"
            return ("value-noun", join(counted, after)) if counted or after else ("noun-value", "")
        if clause.aim or (before.quantity.is_from and not after and before.quantity.head == quantity.head):
            other = counted and after and before.clause.after and clause.after_low != before.clause.after_low
            return ("value-noun", join(counted, after)) if other else ("same", before.indicator)
        beside = predicate in listed("together") or (clause.listed and not predicate)
        if counted and beside and not after and before.shape != "value-noun" and before.quantity.kind == "count":
            if quantity.head == before.quantity.head:
                return "same", before.indicator  # "giảm số thôn từ 120 thôn xuống còn 90 thôn"
            return "verb-value-noun", join(before.own, counted)  # "di chuyển 806 hộ với 4.077 khẩu"
        bounds = {quantity.comparator, before.quantity.comparator}
        joined = predicate.strip(" ,") in ("", *listed("and"))
        if bounds == {"ge", "le"} and quantity.unit == before.quantity.unit and joined:
            return "same", before.indicator  # "không dưới 20 người và không quá 50 người"
        if after and not counted and _SCOPE.match(clause.after_low) and quantity.head == before.quantity.head:
            return "same", join(_without_scope(before.indicator), after)
        if after and not counted and _moved(quantity, clause):
            return "value-noun", after
        if before.relation == "restated" and before.previous is not None and clause.closed:
            whole = self.done[before.previous]  # "8 xã (chiếm 50%) đạt chuẩn, tăng 2 xã"
            before = whole if whole.quantity.head == quantity.head else before
        return self.leaning(quantity, clause, before, counted, part)

    def leaning(
        self, quantity: Quantity, clause: Clause, before: Measured, counted: str, part: bool
    ) -> tuple[Shape, str]:
        """Decide for a clause that leans on the value before it, or has its noun behind its own."""
        after, low, predicate = clause.after, clause.after_low, clause.predicate
        if _RANKED.search(predicate) or _counts_again(quantity, clause, before):
            return "same", before.indicator  # "... gấp 1,7 lần, đứng thứ 19/34 tỉnh, thành phố"
        moved = bool(changing().search(predicate)) or (quantity.exceeds and _exceeds_plan(quantity, clause))
        level = bool(clause_words("level").search(predicate))
        if after and quantity.head == "%" and not predicate and clause_words("plan").match(low):
            return "same", before.indicator  # "đạt 118% dự toán tỉnh giao, 109% dự toán huyện giao"
        another = counted and before.quantity.head != quantity.head
        if clause.bracket and before.quantity.head == "%" and not predicate and not after:
            return "same", before.indicator  # "50% (8 xã)"
        grows = _GROWS.search(predicate)
        if grows and quantity.head == "%" and before.quantity.head != "%":
            return "same", join(grows.group(), before.indicator)  # "GRDP đạt 240 tỷ đồng, tăng trưởng trên 10%/năm"
        stated = level or moved or quantity.kind == "factor" or (clause.bracket and not (counted and after))
        if stated and not another and (not (counted and after) or moved or predicate.startswith(listed("reached"))):
            return "same", _whole_of(before, quantity)
        if not counted and after:
            if quantity.head == before.quantity.head == "%" and _WHOLE.fullmatch(low):
                return "same", before.indicator  # "đến năm 2025 đạt 55%; đến năm 2030 khoảng 60 - 65% GRDP"
            subject = _subject(before.indicator)
            if before.shape == "value-noun" and subject and clause_words("finite").match(low):
                return "value-noun", join(subject, after)
            if part and (clause_words("finite").match(low) or quantity.head not in ("%", "‰")):
                return "value-noun", join(before.indicator, after)
        finite = clause_words("finite").search(low)
        share = after and not finite and quantity.head == before.quantity.head == "%"
        governed = before.shape == "verb-value-noun" and (
            clause_words("verb").match(fold(before.own)) or (share and not before.clause.predicate)
        )
        kinds = clause.listed and not finite and _gives_kinds(before, quantity, predicate)
        if kinds or ((counted or share) and clause.listed and governed):
            return "verb-value-noun", join(before.own, counted, after)  # "lập mới 15 hợp tác xã, 40 tổ hợp tác"
        if counted or after:
            return "value-noun", join(counted, after)
        return "same", _whole_of(before, quantity)

    def headed(self, quantity: Quantity, clause: Clause, before: Measured | None, part: bool) -> str:
        """Put back the head that an item of a list leaves out, and keep the head for the next item."""
        noun, low = clause.noun, clause.noun_low
        front, colon, rest = noun.partition(":")
        if colon and rest.strip():
            self.lent = front.strip()
            return join(self.lent, rest.strip(" :"))
        head = head_pattern().match(low)
        if before is not None and head and not part and (beside := _beside(before, clause, quantity)):
            return beside
        if before is None or (not part and (head or clause_words("verb").match(low))):
            self.lent = noun[: head.end()] if head and not _GROWS.match(low) else ""
            return noun
        if part:
            return self.of_part(quantity, clause, before)
        if quantity.head == before.quantity.head and (opposite := _opposite(before, noun)):
            return opposite
        if quantity.head == before.quantity.head and _SCOPE.match(low) and not _REST.search(low):
            return join(_without_scope(before.indicator), noun)
        while before.relation == "restated" and before.previous is not None:
            before = self.done[before.previous]  # "mầm non 85% (12 trường), tiểu học 90%"
        if quantity.unit != before.quantity.unit:
            self.lent = ""
            return noun
        if beside := _beside(before, clause, quantity):
            return beside
        lent = self.lent.split()
        if lent and low.startswith(f"{fold(lent[-1])} "):
            lent.pop()  # "Tổng đàn trâu 900 con, đàn lợn 4.000 con"
        return join(" ".join(lent), noun)

    def of_part(self, quantity: Quantity, clause: Clause, before: Measured) -> str:
        """Return what a part of a whole measures, with the words of the whole that it leaves out."""
        noun, low, head = clause.noun, clause.noun_low, head_pattern().match(clause.noun_low)
        if before.quantity.head in describing():
            return noun  # "24 chỉ tiêu, trong đó GRDP đạt 240 tỷ đồng"
        side = _PURSE.match(low) if is_money(quantity) else None
        if side and side["side"] in fold(before.indicator).split():
            return noun  # "Tổng chi 500 tỷ đồng, trong đó chi đầu tư 200 tỷ đồng"
        if head and clause_words("strong_head").match(low):
            self.lent = noun[: head.end()]
            return noun
        sums = quantity.kind == before.quantity.kind == "measure" and quantity.head not in ("%", "‰")
        if clause.predicate and sums:
            self.lent = ""  # nor does the next one, "... và nhập khẩu đạt ...", lean on the whole
            return noun  # "trong đó xuất khẩu đạt 391 tỷ USD" is told by itself
        return noun if _names_again(before, noun, quantity) else _part_of(before, noun, clause)


def _is_new_order(clause: Clause, before: Measured, whole: Measured) -> bool:
    """Tell whether a clause behind a part is another order: "trồng 9 ha, trong đó ... 3 ha; | chăm sóc 5 ha rừng"."""
    low, verb = clause.noun_low, clause_words("verb")
    first, part = low.split()[:1], fold(before.own)
    if not low or verb.match(part) or first == part.split()[:1]:
        return False
    orders = verb.match(low) is not None
    if whole.shape != "verb-value-noun":
        return orders and head_pattern().match(clause.after_low) is not None  # "bố trí 3% | tổng chi ngân sách"
    again = first == whole.clause.noun_low.split()[:1]
    governs = clause.after and not before.clause.after and not clause.predicate and not begins_with_noun(low)
    return orders or again or bool(governs)


_GROUP_WORDS = 6  # of what tells one group from another: "khâu gieo cấy", "bậc trung học cơ sở"


def _beside(before: Measured, clause: Clause, quantity: Quantity) -> str:
    """Return the indicator before with another group of the same kind in place of its own; "" if it names none.

    "Tỷ lệ cơ giới hóa trong | khâu làm đất đạt 98%, | khâu gieo cấy đạt 60%": the word that both groups begin with.
    """
    kind, _, more = clause.noun_low.partition(" ")
    if quantity.unit != before.quantity.unit or not 0 < len(more.split()) < _GROUP_WORDS:
        return ""
    if clause_words("finite").search(more):
        return ""
    said = fold(before.indicator)
    at = said.rfind(f" {kind} ")
    headed = at > 0 and head_pattern().match(clause.noun_low) is not None
    if headed and not (clause.listed and _GROUPED.search(said, 0, at + 1)):
        return ""  # "Tổng số hộ 500 hộ, số hộ nghèo 30 hộ", but "... của nguồn vốn tỉnh, nguồn vốn xã"
    return join(before.indicator[:at], clause.noun) if at > 0 else ""


def _opposite(before: Measured, noun: str) -> str:
    """Return the indicator before with *noun* in place of its opposite; "" if it does not hold it."""
    said, low, groups = fold(before.indicator), fold(noun), listed("opposites")
    pairs = [*zip(groups[::2], groups[1::2], strict=True), *zip(groups[1::2], groups[::2], strict=True)]
    other = next((other for one, other in pairs if one == low and other in said), "")
    at = said.rfind(other) if other else -1
    return join(before.indicator[:at].strip(), noun, before.indicator[at + len(other) :].strip()) if at > 0 else ""


def _noun_begins(quantity: Quantity, clause: Clause, before: "Measured | None", counts: bool) -> int:
    """Return where the noun before a value begins, behind who reports or plans: at its end if it measures nothing."""
    low = clause.noun_low
    if _DOER_ALONE.fullmatch(low):
        return len(low)  # "huyện phấn đấu có trên 90% gia đình ..."
    begin = 0
    if counts and (doer := _DOER.match(low)) and clause_words("verb").match(low, doer.end() + 1):
        begin = doer.end() + 1 if low[doer.end()] == " " else 0  # "tỉnh thu hút 28 dự án"
    if quantity.kind == "count" and _TOTAL.fullmatch(low, begin):
        return len(low)  # "với tổng số 14 đảng viên mới"
    if before is not None and quantity.head == "%" and clause_words("compared_with").match(low):
        return len(low)  # "..., so dự toán giao đạt 42%"
    return begin


def _counted(quantity: Quantity) -> str:
    """Return the noun that an amount counts, without magnitude; "tỷ đồng" in "45/36 tỷ đồng" is none."""
    if unit(quantity.unit or "").dimension not in (None, "count"):
        return ""
    return _MAGNITUDE.sub("", quantity.unit or "")


def _for_whom(noun: str, clause: Clause) -> str:
    """Return what is measured with whom it is for, behind a sum or a rate: "mức chi là 3 tỷ | đối với cấp tỉnh"."""
    told = _FOR.match(clause.after_low) is not None and clause_words("strong_head").match(clause.noun_low) is None
    return join(noun, clause.after) if told else noun


#: How long an order may be before its count.
_VERB_WORDS = 7


def _is_open_verb(noun: str, clause: Clause, quantity: Quantity, before: Measured | None) -> bool:
    """Tell whether the words right before a count are a verb that no list has: "tu bổ 07 di tích", not "gia cầm"."""
    low = fold(noun)
    told = next(word_list("roles", "report_verbs").finditer(low), None)
    low = low[told.end() :].strip() if told else low  # "tổ tự quản đã | tháo dỡ"
    between = clause.predicate and clause.predicate not in listed("together")  # "kết nghĩa với 6 địa phương"
    if between or clause.words.endswith(":") or quantity.comparator != "eq" or len(low.split()) > _VERB_WORDS:
        return False
    if begins_with_noun(low) or word_list("roles", "none_left").search(low):
        return False
    return before is None or before.shape != "noun-value" or before.quantity.head != quantity.head


def is_money(quantity: Quantity) -> bool:
    """Tell whether an amount is one of the money of the country."""
    return any(word in (quantity.unit or "") for word in listed("money"))


def _governs(low: str) -> bool:
    """Tell whether the words before a count govern it: a verb or "mỗi", not the noun that is counted."""
    return bool(clause_words("verb").match(low)) or _EACH.match(low) is not None


def _bare(low: str) -> bool:
    """Tell whether folded words are a verb and no more."""
    return clause_words("verb").fullmatch(low) is not None


def _governing(noun: str, counted: str, quantity: Quantity, clause: Clause) -> str:
    """Return a verb with its object, and what stands behind its value, where that is no part of the unit."""
    low, after = fold(noun), clause.after
    if is_money(quantity) and not _bare(low) and _OCCASION.search(fold(quantity.unit or "")):
        whom = _FOR_WHOM.search(clause.after_low)  # "Hỗ trợ tiền ăn 50.000 đồng/ngày điều trị | cho hộ nghèo"
        if whom or not _FOR_WHAT.match(clause.after_low):
            after = after[whom.start() :] if whom else ""
    again = not clause.after and set(fold(counted).split()) <= set(low.split())  # "Giảm số hộ nghèo từ 450 hộ"
    named = again or f" {low}".endswith(f" {fold(counted)}")  # "Giảm số thôn từ 120 thôn"
    return join(noun, "" if named else counted, after)


def _gives_kinds(before: Measured, quantity: Quantity, predicate: str) -> bool:
    """Tell whether the verb of one sum is that of the next: "quyên góp 5 tỷ đồng, 12 tấn gạo"."""
    if before.quantity.head in ("%", "‰") or before.clause.part or predicate not in ("", *listed("and")):
        return False
    if (before.quantity.head == quantity.head and before.shape != "verb-value-noun") or "/" in (quantity.unit or ""):
        return False  # "Xây 12 nhà, 50 triệu đồng/nhà": what one of them costs
    own = fold(before.own)
    return _bare(own) or (is_verb(own) and (is_money(before.quantity) or is_money(quantity)))


def _whole_of(before: Measured, quantity: Quantity) -> str:
    """Return what a sum restates: of "Mua sắm thiết bị: 40% giá trị, tối đa 60 triệu đồng" the purchase alone."""
    noun = before.clause.noun
    if before.shape != "verb-value-noun" or before.quantity.head != "%" or quantity.head in ("%", "‰"):
        return before.indicator
    bare = clause_words("verb").fullmatch(fold(noun))  # "Hỗ trợ 70% học phí, tối đa 2 triệu đồng"
    return before.indicator if bare else noun


def _names_counted(counted: str, low: str, quantity: Quantity, before: Measured | None) -> bool:
    """Tell whether a noun before a count names what is counted: "hộ nghèo giảm 3 hộ", "..., khách nội địa 410 lượt"."""
    if set(fold(counted).split()) <= set(low.replace(",", " ").split()):
        return True
    return before is not None and shortens(quantity, before.quantity) and _names_again(before, low, quantity)


def shortens(quantity: Quantity, before: Quantity) -> bool:
    """Tell whether a count says the noun of the count before it again, or its beginning: "lượt" of "lượt khách"."""
    alike = quantity.kind == before.kind == "count"
    return alike and f"{before.head} ".startswith(f"{quantity.head} ")


def _counts_again(quantity: Quantity, clause: Clause, before: Measured) -> bool:
    """Tell whether a count is of the same things at another time: "... là 24 giường; năm 2030 phải có 32 giường"."""
    if clause.after or not shortens(quantity, before.quantity):
        return False
    has = before.shape == "noun-value" and clause.predicate.endswith(listed("kept"))
    level = before.quantity.head != quantity.head and clause_words("level").search(clause.predicate)
    return has or bool(level)


def _names_again(before: Measured, noun: str, quantity: Quantity) -> bool:
    """Tell whether a part of a count says again what is counted: "đón 3,2 triệu lượt khách, trong đó khách quốc tế"."""
    first, _, more = fold(noun).partition(" ")
    whole = before.quantity
    sized = whole.kind == "measure" and whole.unit == quantity.unit and quantity.head in listed("size")
    return bool(more) and (whole.kind == "count" or sized) and first in fold(before.indicator).split()


def _part_of(before: Measured, noun: str, clause: Clause) -> str:
    """Return what a part measures: its noun behind the whole, which does not say its head twice.

    "Quy mô kinh tế ..., trong đó quy mô trừ dầu thô", "lao động qua đào tạo ..., trong đó có bằng cấp".
    """
    whole, low = before.indicator, fold(noun)
    head = head_pattern().match(low)
    scope, other = _SCOPE.match(low), _SCOPE.search(fold(whole))
    if scope and other and scope.group() == other.group():
        return join(_without_scope(whole), noun)  # "... khu vực miền núi 5%, trong đó ..., khu vực đồng bằng 2%"
    if head and fold(whole).startswith(f"{head.group()} "):
        noun = noun[head.end() :].strip()
    elif before.quantity.head == "%" and (having := _HAVING.match(clause.words)):
        noun = join(having["has"], noun)
    return join(whole, noun)


def _moved(quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a change is said of the words behind the number: "giảm 5% số vụ", not "tăng 5% so với dự toán"."""
    after = clause.after_low
    if not changing().search(clause.predicate) or clause_words("level").search(clause.predicate):
        return False
    return not clause_words("plan").match(after) and not _SCOPE.match(after)


#: "..., vượt xa | mục tiêu đề ra là | 42 tỷ USD": the plan that a value before it is held against.
_PLAN_PASSED = phrase_once("measured", "plan_passed")


def _is_plan_passed(quantity: Quantity, clause: Clause, before: Measured) -> bool:
    """Tell whether a value is the plan that another one passes or misses, and not by how much it does.

    A plan is at least half of it: "61 tạ/ha, vượt kế hoạch 1,5 tạ/ha" tells by how much.
    """
    if before.quantity.head != quantity.head or 2 * quantity.low < before.quantity.low:
        return False
    return _PLAN_PASSED.search(clause.words) is not None


def _exceeds_plan(quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a value behind "vượt" says by how much a plan is exceeded."""
    if quantity.head.startswith(listed("points")):
        return True
    return quantity.head == "%" and bool(clause_words("plan").match(clause.after_low))


def _without_scope(indicator: str) -> str:
    found = _SCOPE.search(fold(indicator))
    return indicator[: found.start()].strip() if found else indicator


def _subject(phrase: str) -> str:
    """Return the noun phrase before the first finite verb."""
    found = clause_words("finite").search(fold(phrase))
    return phrase[: found.start()].strip() if found and found.start() else ""
