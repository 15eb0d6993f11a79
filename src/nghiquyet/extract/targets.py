"""Targets (chỉ tiêu) and results (kết quả): which amounts a resolution sets or reports, and what they measure.

The line of one passage: `quantities` finds the amounts, `exclusions` sets aside what is no value, `measures` gives each
its phrase, `dues` its time; here the role is decided by evidence and the fact is put together. A false target is worse
than a missed one, so an amount without evidence is left out.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex
from attrs import evolve

from ..facts import Metadata, Reference, Target, Time
from ..flow import Flow, Passage, fold
from ..phrase import words
from ..tree import Root, Span
from ..units import describing, table, unit
from .changes import as_written, carried_change, change, comparator, is_base
from .clauses import clause_words
from .dues import Calendar, Due, is_now, years
from .exclusions import is_no_value, is_set_aside
from .indicators import indicator_key
from .measures import Measured, measure
from .milestones import find_milestones
from .quantities import find_quantities, lend_units
from .roles import word_list
from .settings import Role, Setting, Settings, after_marker
from .target_tables import find_table_targets, merge
from .tenses import past_word


def find_targets(
    view: Flow, tree: Root, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> tuple[Target, ...]:
    """Return every measured quantity that the document sets or reports, in the order of the text."""
    stage = _Stage(view, times, references, metadata)
    for passage in view.passages:
        if passage.zone in ("body", "annex", "outside") and passage.node.kind != "cell":
            stage.read(passage)
    titled = stage.calendar.title
    others = [
        *find_milestones(view, stage.settings, stage.calendar),
        *find_table_targets(view, tree, stage.year, titled.value if titled else None),
    ]
    return merge(stage.found, others) if others else tuple(stage.found)


@cache
def _binding() -> "regex.Pattern[str]":
    """Match a clause that ends in a binding verb and at most four words of its object: "tạo việc làm mới cho"."""
    verbs = words(fold(form) for form in table("roles")["binding_verbs"]["words"])
    return regex.compile(rf"{verbs}(?:\s+(?!(?:ở|tại|trong|với|là|của|về|theo|các|những)\b)\p{{L}}+){{0,4}}\s*$")


_EACH = regex.compile(r"\bmỗi(?!\p{L})")
# A count behind one of these words is part of a description, even in a list of goals: "đi qua địa bàn 03 huyện".
_DESCRIBED = regex.compile(r"\b(?:qua|địa bàn|cho|của|trong|trên|với|tại|ở|theo|gồm|là)\s*$")
# Even in a report: "tăng trưởng của 28 tỉnh ven biển đạt 7%".
_WHOSE = regex.compile(r"\b(?:của|qua|trên địa bàn|đại diện cho)\s*$")
# Only what is over is compared with the same months of the year before: "đạt 387 tỷ đồng, tăng 12% so với cùng kỳ".
_SAME_PERIOD = regex.compile(r"(?:[^;.:]|\.(?=\d))*?\bso\s+(?:với\s+)?cùng kỳ(?!\p{L})")
_OR_MORE = regex.compile(r"(?:\s+(?!hoàn thành|đạt|xếp|có|được|loại|từ)\p{L}+){1,4}\s+trở lên(?!\p{L})")
_NEAR = 120
_A_HEAD = regex.compile(r"bình quân\s+(?:đầu|mỗi|một|trên)\s+người")  # a level, no average of years
# A count of things that are known already: "giảm cả 3 tiêu chí".
_ALL_OF_THEM = regex.compile(r"\bcả\s*$")
_NUMBER_OF = regex.compile(r"(?:tổng\s+)?số(?:\s+lượng)?(?!\s+hoá)(?!\p{L})")
_RANKED = regex.compile(r"\b(?:nhóm|tốp|top)\s*$")
_COMPARED = regex.compile(r"[^;.,()\d]{0,40}?\b(?:so với|so)\s+([^;.,()]{3,60})")
_SHARE = regex.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu)(?!\p{L})")
_OPENS_PARTS = regex.compile(r"\b(?:gồm|trong đó|bao gồm|cụ thể)\s*:?\s*$")
_DAY = regex.compile(r"\d{4}-\d\d-\d\d")


_UNDATED = Due(None, None)


class _Stage:
    """The work on one document: what all its passages share, and the targets found so far."""

    def __init__(self, view: Flow, times: Sequence[Time], references: Sequence[Reference], metadata: Metadata) -> None:
        self.view = view
        self.calendar = Calendar(view, times)
        self.settings = Settings(view)
        self.found: list[Target] = []
        self.wholes: dict[int, int] = {}  # end of a passage that opens a breakdown -> position of the sum
        spans = [time.span for time in times] + [reference.span for reference in references]
        self.holes = sorted((span.start, span.end) for span in spans)
        self.hole_starts = [start for start, _ in self.holes]
        days = (time.value for time in times if time.value and _DAY.match(time.value))
        day = metadata.date.value if metadata.date else next(days, None)
        self.year = int(day[:4]) if day else None

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the times and references between two offsets."""
        at = bisect_left(self.hole_starts, start)
        while at and self.holes[at - 1][1] > start:
            at -= 1
        return [hole for hole in self.holes[at : bisect_left(self.hole_starts, end)] if hole[1] > start]

    def read(self, passage: Passage) -> None:
        """Add the targets of one passage."""
        view = self.view
        start, end = after_marker(view, passage), passage.end
        holes = self.within(start, end)
        amounts = [
            amount
            for amount in find_quantities(view, start, end, holes)
            if not self.within(amount.number_start, amount.number_end) and not is_set_aside(view, amount, start, end)
        ]
        if not amounts:
            return
        amounts = lend_units(view, amounts)
        items = measure(view, start, end, amounts, holes)
        dues = self.calendar.dues(items, passage, start)
        setting = self.settings.announced(start, items[0].quantity.start) or self.settings.of(passage)
        if setting.rule:
            return
        places: dict[int, int] = {}  # position of a quantity -> position of its target
        reports = False  # whether the passage has begun to report
        said: Due | None = None  # the time that a result of the passage has named
        for number, item in enumerate(items):
            if is_no_value(view, items, number):
                continue
            breaks_down = item.previous is not None and item.previous in places
            before = items[number - 1].quantity.kind if number - 1 in places else None
            told = reports and (item.clause.predicate.endswith("có") or (item.clause.listed and before == "count"))
            role, why = self.role(
                items,
                number,
                setting,
                dues[number],
                passage,
                counts=breaks_down or told,
                reports=reports,
            )
            if role == "target" and self.restates_result(items, number, places, due=dues[number]):
                role, why = "result", ("it restates a result",)
            if role is None:
                continue
            due, base = dues[number], is_base(view, items, number)
            reports = role == "result" if not base else reports
            if role == "result" and not base:
                # "Năm 2018 đạt 40 tỷ đồng ...; có 32 xóm được công nhận": the title dates what is to be done
                due = said if said and due.found in ("title", None) else due
                said = due if due.found == "sentence" else said
            target = self.target(items, number, passage, role, why, due)
            places[number] = len(self.found)
            target = self.linked(target, items, number, places)
            if number == 0 and target.part_of is None:
                target = evolve(target, part_of=self.whole_above(passage, target))
            self.found.append(target)
        if places and _OPENS_PARTS.search(view.low, max(start, end - 24), end):
            self.wholes[end] = places[max(places)]

    def whole_above(self, passage: Passage, target: Target) -> int | None:
        """Return the sum that the list breaks down in which a passage stands: "28.400 triệu đồng, gồm:"."""
        if not passage.above:
            return None
        whole = self.wholes.get(self.view.passages[passage.above[-1]].end)
        if whole is None or target.unit is None:
            return None
        unit = self.found[whole].unit
        return whole if unit is not None and unit.canonical == target.unit.canonical else None

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
            word_list("index").search(self.view.low, item.clause.left, item.clause.right) or _RANKED.search(clause)
        ):
            return None, ()
        if is_base(self.view, items, number):
            return "result", ("the base of a change (từ ... xuống/lên ...)",)
        ruled = setting.role != "result" and self.in_article(passage)
        goal, past = word_list("goal_words").search(clause), past_word(clause, in_article=ruled)
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

    def restates_result(self, items: Sequence[Measured], number: int, places: dict[int, int], *, due: Due) -> bool:
        """Tell whether an amount only says a result again: "đã giải quyết 12.450 lao động, đạt 103,7% kế hoạch"."""
        item, at = items[number], items[number].previous
        if item.relation != "restated" or at is None or at not in places or due.found == "sentence":
            return False
        clause = self.view.low[item.clause.left : item.quantity.number_start]
        return (
            self.found[places[at]].role == "result"
            and not is_base(self.view, items, at)
            and not word_list("goal_words").search(clause)
        )

    def in_article(self, passage: Passage) -> bool:
        """Tell whether a passage is or stands in an article (Điều)."""
        kinds = (self.view.passages[place].node.kind for place in passage.above)
        return passage.node.kind == "article" or "article" in kinds

    def binds(self, item: Measured, setting: Setting, clause: str) -> bool:
        """Tell whether a count sets or reports something: a goal verb, a bound, a list of goals, a result section."""
        quantity = item.quantity
        if quantity.head in describing():
            state = word_list("state_words").search(self.view.low, item.clause.left, item.clause.right)
            return setting.role == "result" and state is not None
        if _ALL_OF_THEM.search(clause):
            return False
        if quantity.kind == "ratio" or quantity.comparator != "eq" or self.is_stated(item):
            return True
        if setting.role == "result":
            return not _WHOSE.search(clause)
        if _binding().search(clause) or _EACH.search(clause):
            return True
        return setting.goals and not _DESCRIBED.search(clause)

    @staticmethod
    def is_stated(item: Measured) -> bool:
        """Tell whether a count is the value of its own noun: "Tổng số biên chế công chức là 2.150 biên chế"."""
        noun = fold(item.clause.noun)
        spoken = noun.split()  # "khách có lưu trú là 2 triệu lượt khách"
        named = any(word in spoken for word in item.quantity.head.split()) or _NUMBER_OF.match(noun) is not None
        return named and item.clause.predicate in ("là", "bằng")

    def target(
        self, items: Sequence[Measured], number: int, passage: Passage, role: Role, why: tuple[str, ...], due: Due
    ) -> Target:
        """Return the fact of one quantity."""
        view, item = self.view, items[number]
        quantity = item.quantity
        clause = view.low[item.clause.left : quantity.number_start]
        base = is_base(view, items, number)
        bound, reason = comparator(item, clause, base=base)
        if bound == "eq" and quantity.head == "%" and _OR_MORE.match(view.low, quantity.end):
            bound = "ge"  # "80% chi hội trở lên"; in "90% chi hội hoàn thành tốt nhiệm vụ trở lên" it is the rating's
        if role == "result" and due.found in ("heading", "title") and due.value and self.is_state(item, clause):
            due = evolve(due, value=due.value.split("/")[-1])
        if role == "result" and due.found in ("heading", "title") and self.is_ahead(due):
            due = _UNDATED  # the heading dates the goals; what is reported was before
        if role == "result" and due.found in ("title", None) and self.calendar.reported:
            told = Due(self.calendar.reported.value, "title")
            due = _UNDATED if self.is_ahead(told) else told
        if base and (due.found != "sentence" or due.deadline):
            due = _UNDATED  # the time is that of the aim
        if role == "target" and due.found == "title" and self.calendar.reported:
            due = _UNDATED if due.value == self.calendar.reported.value else due  # "Về kết quả giám sát ... 2023"
        notes = (note for note in (reason, quantity.suspect) if note)
        indicator = item.indicator or self.settings.heading(passage)
        return Target(
            role=role,
            indicator=indicator,
            comparator=bound,
            low=quantity.low,
            high=quantity.high,
            unit=unit(quantity.unit) if quantity.unit and quantity.kind != "fraction" else None,
            change=None if base else change(item),
            due=due.value,
            due_from=due.found,
            number=view.words(quantity.number_start, quantity.number_end),
            number_span=Span(quantity.number_start, quantity.number_end),
            span=Span(self.first_letter(item.clause.left, quantity.start), max(item.clause.right, quantity.end)),
            commitment=next((n for n in ("stretch", "estimate", "firm") if word_list(n).search(clause)), None),
            key=indicator_key(indicator),
            whole=quantity.whole,
            baseline=self.baseline(items, number),
            why=(*why, *notes),
        )

    def linked(self, target: Target, items: Sequence[Measured], number: int, places: dict[int, int]) -> Target:
        """Return the target tied to those before it: the whole it is part of, the value it says again."""
        item, before = items[number], items[number - 1] if number else None
        if not target.change and before is not None and number - 1 in places:
            carried = carried_change(self.view, before, item, self.found[places[number - 1]])
            target = evolve(target, change=carried) if carried else target
        if item.previous is None or item.previous not in places:
            return target
        place = places[item.previous]
        other = self.found[place]
        nearer = item.relation == "whole" or (
            other.due_from == "sentence" and not is_now(self.view, other.number_span.end, target.number_span.start)
        )
        if target.due_from != "sentence" and nearer and target.role == other.role:
            target = evolve(target, due=other.due, due_from=other.due_from)
        if item.relation == "whole":
            # "trong đó 60% sử dụng nước sạch" measures something else than its whole; "khu vực đô thị" does not
            inherits = not clause_words("finite").match(fold(item.own))
            key = indicator_key(item.own) or (other.key if inherits else None)
            verbal = clause_words("verb").match(fold(item.own)) is not None
            return evolve(target, part_of=place, scope=None if verbal else item.own or None, key=key)
        if item.clause.bracket and target.change is None:
            return evolve(target, equivalent_to=place)
        share = item.clause.bracket or _SHARE.match(fold(target.indicator)) is not None
        if share and target.change and target.unit and other.unit == target.unit and target.unit.canonical == "%":
            points = evolve(target.unit, canonical="pp", dimension="share-difference", ucum=None)
            return evolve(target, unit=points, why=(*target.why, "a change of a share: percentage points"))
        return target

    def baseline(self, items: Sequence[Measured], number: int) -> str | None:
        """Return what a value is compared with: the words after "so với", or the base of its change."""
        end = items[number].quantity.end
        found = _COMPARED.match(self.view.low, end, end + 120)
        if found:
            return self.view.words(*found.span(1))
        if number and is_base(self.view, items, number - 1):
            return as_written(self.view, items[number - 1].quantity)
        return None

    def is_ahead(self, due: Due) -> bool:
        """Tell whether a due begins behind the year of the document; a term begins in the year of its congress."""
        if not due.value or not self.year:
            return False
        term = "/" in due.value and due.found == "title"
        return years(due.value)[0] - self.year >= (0 if term else 1)

    @staticmethod
    def is_state(item: Measured, clause: str) -> bool:
        """Tell whether a reported value is the state at the end of a period and not what was done during it."""
        yearly = item.quantity.unit is not None and item.quantity.unit.endswith("/năm")
        counted = item.quantity.head == "chỉ tiêu"  # what a whole term came to
        return not (yearly or counted) and not word_list("flow").search(_A_HEAD.sub("", clause))

    def first_letter(self, start: int, end: int) -> int:
        while start < end and not self.view.plain[start].isalnum():
            start += 1
        return start
