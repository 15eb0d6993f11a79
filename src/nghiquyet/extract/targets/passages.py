"""One passage: its amounts with their clauses, which of them set or report something, and how they hang together.

What stands before a value tells of it: a paragraph that has begun to report goes on to report, a part leans on its
whole, a value in brackets says the one before it again.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from ...facts import Target
from ...lexicon.counted_nouns import describing
from ...lexicon.lazy import plain_pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...limits import in_time
from ...text.folding import fold
from ...tree import Cell
from ...units.lookup import unit
from .bases import is_base
from .counts import sets_something
from .document_kind import is_named_norm
from .due_dates import OPENING, UNDATED, Due, is_now, lies_within, years
from .due_rules import dues
from .indicator_keys import key_of
from .indicator_phrases import Measured, shortens
from .indicator_spans import Stretch
from .list_heads import headed
from .make_fact import carried_change, make_target
from .noun_phrases import clause_words, join
from .rejections import BEFORE, OF_CLAUSE, Case, rejection
from .roles import UNSAID, RoleCase, beside_past, fulfils_plan, goal_word, role_of
from .section_context import Placed
from .signs import rows_in
from .task_cells import TaskCell
from .tense import splits_verb

if TYPE_CHECKING:
    from .find import Stage

_SHARE = phrase_once("roles", "share")
_OPENS_PARTS = phrase_once("roles", "opens_parts")
_HAS, _LEFT = phrase_once("roles", "has"), phrase_once("roles", "left")
_ESTIMATED = phrase_once("roles", "estimated")
_SETS_GOALS = phrase_once("roles", "sets_goals")
#: What stands in a passage that may estimate its values, or compare them with the past.
_ESTIMATES = ("past_words", "past_bases")
#: Amounts left out by these rules say for whom the next one is.
_GRADES = ("tier", "threshold")
_ITEMS = ("item", "subitem", "point", "bullet", "subbullet")
_DATED_BY_PLAN = ("title", "paragraph", None)


@frozen
class Reported:
    """What one passage leaves to the next: whether it ended in a report, and the time that it reports on."""

    above: tuple[int, ...]
    said: Due | None


class PassageReader:
    """The work on one passage.

    Args:
        stage: The document.
        place: The passage, and what stands over it.
        items: Its amounts.
        task: The cell of a table of tasks that it is, in which only what is measured counts.
    """

    def __init__(self, stage: "Stage", place: Placed, items: Sequence[Measured], task: TaskCell | None) -> None:
        self.stage, self.view, self.place, self.items, self.task = stage, stage.view, place, items, task
        self.passage, self.start, self.setting = place.passage, place.start, place.setting
        self.signs = rows_in(self.view.low, self.passage.start, self.passage.end)
        timed = bool(stage.calendar.times) and stage.calendar.holds(self.start, self.passage.end + OPENING)
        self.dues = [UNDATED] * len(items)
        if stage.calendar.times:
            self.dues = dues(stage.calendar, items, place, timed=timed)
        self.places: dict[int, int] = {}  # position of a quantity -> position of its target
        self.bases: dict[int, bool] = {}
        self.graded: set[int] = set()  # positions of amounts that say for whom the next one is
        first = items[0].quantity.start
        #: when what is reported was: a time before the first value, or the time of the paragraph before
        self.said: Due | None = None
        self.reports = False
        if timed and self.setting.role != "target":
            self.said = stage.calendar.told(self.start, first)
        if self.said is None and "report_openers" in self.signs and self.setting.role != "target":
            self.said = stage.calendar.told_months(self.start, first, stage.day)
        self.plans = "goal_words" in self.signs and self.has_goal_word(self.start, self.passage.end)
        before = None if self.plans or self.setting.role or self.passage.node.kind != "paragraph" else stage.reported
        if before is not None and self.goes_on_from(before):
            self.reports = True
            self.said = self.said or before.said
        else:
            self.reports = self.begins_report(self.start, first) or (not self.plans and stage.is_statistical)

    def date_by(self, when: Cell) -> None:
        """Date the values by the cell of their row that says when, but those that their sentence dates."""
        column = self.stage.calendar.periods.last(when.span.start, when.span.end)
        if column is not None:
            cell = Due(column.value, "column", code="due-column")
            self.dues = [due if due.found == "sentence" else cell for due in self.dues]

    def read(self) -> Reported | None:
        """Add the targets and results of the passage, and return what it leaves to the next one."""
        for number in range(len(self.items)):
            if number:  # at the first one it has just been asked, where amounts are found
                in_time()
            code = self.left_out(number)
            if code is None:
                self.decide(number)
            else:
                self.stage.leave_out(self.items[number].quantity, code)
                if code in _GRADES:
                    self.graded.add(number)
        end = self.passage.end
        if self.places and _OPENS_PARTS.search(self.view.low, max(self.start, end - 24), end):
            self.stage.wholes[end] = self.places[max(self.places)]
        plain = self.setting.role is None and self.passage.node.kind == "paragraph"
        return Reported(self.passage.above, self.said) if plain and self.reports else None

    def has_goal_word(self, start: int, end: int) -> bool:
        return goal_word(self.view.low, start, end, over=self.over) != ""

    @property
    def over(self) -> int | None:
        """The last year of what the passage reports on."""
        if self.said is None or self.said.value is None:
            return None
        return years(self.said.value)[1] if self.reports or self.stage.is_over(self.said.value) else None

    def turns(self, first: int) -> bool:
        """Tell whether words before the first value turn to what is to be done."""
        return "turns" in self.signs and bool(word_list("roles", "turns").search(self.view.low, self.start, first))

    def goes_on_from(self, before: Reported) -> bool:
        """Tell whether a paragraph without a heading goes on with the report of the one before it."""
        if before.above != self.passage.above:
            return False
        if self.said is not None and before.said is not None and self.said.value != before.said.value:
            named = {time.value for time in self.stage.calendar.goals}
            if self.said.value in named:
                return False  # "Trong năm 2018, ..." behind the report on 2017 and the tasks that it named
        return not self.turns(self.items[0].quantity.start)

    def begins_report(self, start: int, first: int) -> bool:
        """Tell whether the passage reports from its first value on."""
        if "report_openers" in self.signs and is_report(self.view.low, start, first):
            return True
        if self.said is not None and self.over is not None and not self.has_goal_word(start, first):
            return True
        if self.plans:
            return False
        if "report_verbs" in self.signs and self.is_told(start, first):
            return True
        if "totals" in self.signs and not self.turns(first) and self.raised_total(first):
            return True
        for item in self.items:
            if ("plans_named" in self.signs or item.clause.bracket) and fulfils_plan(self.view, item):
                return True
        if self.signs.isdisjoint(_ESTIMATES):
            return False
        return not self.turns(first) and any(map(self.is_estimated, self.items))

    def raised_total(self, first: int) -> bool:
        """Tell whether what there was came to more: "Trong năm có 12 xã đạt chuẩn, nâng tổng số xã lên 86 xã"."""
        has = _HAS.search(self.items[0].clause.words) is not None
        return has and word_list("roles", "totals").search(self.view.low, first, self.passage.end) is not None

    def is_estimated(self, item: Measured) -> bool:
        """Tell whether a value is estimated for a time that runs, or compared with one that is over."""
        if "past_words" in self.signs and _ESTIMATED.search(self.view.low, item.clause.left, item.quantity.start):
            return True
        return "past_bases" in self.signs and beside_past(self.view, item) is not None

    def is_told(self, start: int, first: int) -> bool:
        """Tell whether a sentence before the first value tells what was done: "Đảng bộ đã lãnh đạo ... . Thu ..."."""
        stop = self.view.plain.rfind(". ", start, first)
        if stop < 0 or self.turns(first):
            return False
        return word_list("roles", "report_verbs").search(self.view.low, start, stop) is not None

    def left_out(self, number: int) -> str | None:
        """Return the code of the rule that leaves an amount out by its clause, None if none does."""
        items, item, quantity = self.items, self.items[number], self.items[number].quantity
        left = min(item.clause.left, quantity.start - BEFORE)
        left = max(self.start, min(left, items[number - 1].quantity.number_end) if number else left)
        goes_on = number + 1 < len(items)
        asked = OF_CLAUSE.asked(
            self.view.low, quantity, left, follows=number > 0 and number - 1 not in self.graded, goes_on=goes_on
        )
        case = Case(self.view, quantity, self.start, self.passage.end, items, number) if asked else None
        rule = rejection(asked, case) if case is not None else None
        if rule is not None:
            return rule.code
        if self.task is None or self.task.counts(item.quantity) or _is_aim(item, self.dues[number]):
            return None
        return "no-aim-of-task"

    def is_base(self, number: int) -> bool:
        """Tell whether an amount is the base of a change; it is asked for it and for the next one."""
        known = self.bases.get(number)
        if known is None:
            known = self.bases[number] = is_base(self.view, self.items, number)
        return known

    def case(self, number: int, leans: int | None) -> RoleCase:
        """Return an amount with all that may tell its role."""
        stage, item, due = self.stage, self.items[number], self.dues[number]
        clause = self.view.low[item.clause.left : item.quantity.number_start]
        based = number + 1 < len(self.items) and self.is_base(number)
        return RoleCase(
            view=self.view, calendar=stage.calendar, year=stage.year, day=stage.day,
            items=self.items, number=number, item=item, clause=clause,
            based=based, aims=number > 0 and self.is_base(number - 1), due=due,
            setting=self.setting, passage=self.passage, context=self.place.context, words=self.signs,
            reports=self.reports,
            restates=leans is not None and item.relation == "restated" and self.restates_result(clause, leans, due),
            leant=None if leans is None else self.dues[leans], over=None if self.said is None else self.over,
        )  # fmt: skip

    def decide(self, number: int) -> None:
        """Add one amount as a target or a result, or leave it out as one that only describes."""
        item = self.items[number]
        fresh = number > 0 and not item.clause.same_sentence and "report_openers" in self.signs
        if fresh and is_report(self.view.low, item.clause.left, item.quantity.start):
            self.reports = True
        if "turns" in self.signs and self.reports and self.sets_goals(number):
            self.reports, self.said = False, None
        leans = self.leans_on(item) if item.previous is not None else None
        case = self.case(number, leans)
        counted = item.quantity.kind in ("count", "ratio")  # only of these it is asked
        counts = counted and (leans is not None or self.counts(number))
        unsure = counted or item.quantity.kind == "bare"
        if unsure and not sets_something(case, counts=counts, joined=counted and self.joined(number)):
            self.stage.leave_out(item.quantity, "bare-number" if item.quantity.kind == "bare" else "only-describes")
            return
        role, code, words = role_of(case)
        if code == UNSAID and self.stage.speaks_of_rules and not is_named_norm(item):
            self.stage.leave_out(item.quantity, "document-of-rules")
            return
        due = self.dues[number]
        if not case.based:
            self.reports = role == "result"
            due = self.reported_due(number, due) if self.reports else due
        why = f"{code}: {words}" if words else code
        in_list = bool(self.passage.above) and self.passage.node.kind in _ITEMS
        in_list = in_list and (number == 0 or item.relation is None)
        indicator, scope = item.indicator, None
        if in_list or not indicator:
            indicator, scope = self.named(case, in_list=in_list)
        elif leans is not None and item.relation == "restated" and self.items[leans].indicator == indicator:
            indicator = self.stage.found[self.places[leans]].indicator
        target = make_target(case, role, why, due, indicator, partial(self.sources, item))
        self.add(case, leans, target if scope is None else evolve(target, scope=scope))

    def sets_goals(self, number: int) -> bool:
        """Tell whether the words since the value before say that goals are set: "đề ra một số mục tiêu, như: ..."."""
        gap = self.items[number - 1].quantity.end if number else self.start
        return _SETS_GOALS.search(self.view.low, gap, self.items[number].quantity.start) is not None

    def counts(self, number: int) -> bool:
        """Tell whether the place of a count tells that it counts: a cell of aims, or it goes on with a report."""
        item = self.items[number]
        if self.task is not None and self.task.counts(item.quantity):
            return True
        if number - 1 in self.graded and item.clause.same_sentence:
            return True  # "Dưới 30 thành viên có 01 Phó Trưởng đoàn"
        goes_on = item.clause.listed and self.kind_before(number) == "count"
        if goes_on and item.shape == "noun-value" and shortens(item.quantity, self.items[number - 1].quantity):
            return True  # "đón 3,2 triệu lượt khách, riêng khách quốc tế 410 nghìn lượt"
        has = _HAS.search(item.clause.predicate) is not None
        if has and "asks" in self.signs and (self.asked_again(number) or self.asked_again(number + 1)):
            return True
        left = _LEFT.search(item.clause.predicate) is not None and item.quantity.head not in describing()
        return self.reports and (has or left or goes_on)

    def asked_again(self, number: int) -> bool:
        """Tell whether a count is asked for, of the same things as the one before it and at another time."""
        if not 0 < number < len(self.items) or not self.items[number].clause.same_sentence:
            return False
        one, two = self.items[number - 1 : number + 1]
        then, now = self.dues[number - 1 : number + 1]
        if not shortens(two.quantity, one.quantity) or then.found != "sentence" or then.value == now.value:
            return False
        return word_list("roles", "asks").search(self.view.low, two.clause.left, two.quantity.start) is not None

    def leans_on(self, item: Measured) -> int | None:
        """Return the value that an amount leans on; a part skips what only describes: "1.177 hộ, tại 121 thôn, gồm"."""
        at = item.previous
        while at is not None and at not in self.places and item.relation == "whole":
            at = at - 1 if at and self.items[at].clause.same_sentence else None
        return at if at in self.places else None

    def kind_before(self, number: int) -> str | None:
        """Return the kind of the value before an amount, None if that set and reported nothing."""
        return self.items[number - 1].quantity.kind if number - 1 in self.places else None

    def joined(self, number: int) -> bool:
        """Tell whether a count goes on with a list of counts: "03 hợp tác xã, 05 tổ hợp tác", "14/17 xã, 5 xã"."""
        item = self.items[number]
        if not item.clause.listed or item.clause.noun or item.quantity.kind != "count":
            return False
        before = self.kind_before(number)
        return before == "count" or (before == "ratio" and item.quantity.head == self.items[number - 1].quantity.head)

    def reported_due(self, number: int, due: Due) -> Due:
        """Return when what is reported was: the title and the plans of a paragraph before date what is to be done."""
        # "Năm 2018 đạt 40 tỷ đồng ...; có 32 xóm được công nhận"
        gap = self.items[number - 1].quantity.end if number else self.start
        if is_now(self.view, gap, self.items[number].quantity.start):
            self.said = None
        if due.found in _DATED_BY_PLAN:
            due = self.said or (UNDATED if due.found == "paragraph" else due)
        if due.found == "sentence" and self.said is not None and (due.opening or not lies_within(due, self.said)):
            self.said = due  # "Nhiệm kỳ 2020 - 2025, ...: thu nhập năm 2024 đạt 40 triệu đồng" leaves the term
        return due

    def restates_result(self, clause: str, leans: int, due: Due) -> bool:
        """Tell whether an amount only says a result again: "đã giải quyết 12.450 lao động, đạt 103,7% kế hoạch"."""
        return (
            due.found != "sentence"
            and self.stage.found[self.places[leans]].role == "result"
            and not self.is_base(leans)
            and not ("goal_words" in self.signs and goal_word(clause, 0, len(clause), over=self.over))
        )

    def add(self, case: RoleCase, leans: int | None, target: Target) -> None:
        """Add a fact, tied to those before it: the whole it is part of, the value it says again."""
        stage, number, made = self.stage, case.number, target
        self.places[number] = len(stage.found)
        if number - 1 in self.places and not (target.change or case.based or case.aims):
            target = self.with_change(number, target)
        if leans is not None:
            target = self.linked(case.item, leans, target)
        if target.change is not made.change or target.unit is not made.unit:
            target = evolve(target, key=key_of(target))
        if self.passage.above and number == 0 and target.part_of is None:
            whole = stage.whole_above(self.passage, target)
            target = target if whole is None else evolve(target, part_of=whole)
        stage.found.append(target)

    def named(self, case: RoleCase, *, in_list: bool) -> tuple[str, str | None]:
        """Return what a value measures by the words over it, and what of that its own tell: a group or a place.

        Args:
            in_list: Whether what its list measures may belong to it.
        """
        item, context = case.item, case.context
        indicator = item.indicator or (case.items[case.number + 1].indicator if case.based else "")
        if not indicator and context.indicator is not None:
            indicator = context.indicator.value
        if not indicator:
            return self.stage.heading(self.passage), None
        over = self.stage.introduction(self.passage.above[-1]) if in_list else None
        if over is None:
            return indicator, None
        said = item.quantity.unit if item.quantity.kind != "fraction" else None
        label = item.clause.words.endswith(":")
        whole = headed(over, indicator, unit(said) if said else None, labelled=label)
        return (indicator, None) if whole is None else (whole, join(over.group, indicator) if over.group else indicator)

    @cached_property
    def whole(self) -> Stretch:
        """The words of the passage: its values share them, however many there are."""
        return Stretch(self.view, self.start, self.passage.end)

    def sources(self, item: Measured) -> Iterator[Stretch]:
        """Yield where the words of an indicator may stand, the nearest first."""
        yield Stretch(self.view, item.clause.left, item.clause.right)
        yield self.whole
        for place, _ in self.stage.contexts.headings(self.passage):
            heading = self.view.passages[place]
            yield Stretch(self.view, heading.start, heading.end)

    def with_change(self, number: int, target: Target) -> Target:
        """Return the target with the change that a verb before its list gives it."""
        before = self.stage.found[self.places[number - 1]]
        carried = carried_change(self.view, self.items[number - 1], self.items[number], before)
        return evolve(target, change=carried) if carried else target

    def linked(self, item: Measured, leans: int, target: Target) -> Target:
        """Return the target tied to the value that it leans on."""
        place = self.places[leans]
        other = self.stage.found[place]
        dated = other.due_from == "sentence" or (item.relation == "restated" and other.due is not None)
        nearer = item.relation == "whole" or (
            dated and not is_now(self.view, other.number_span.end, target.number_span.start)
        )
        if target.due_from != "sentence" and nearer and target.role == other.role:
            target = evolve(target, due=other.due, due_from=other.due_from)
        if item.relation == "whole":
            return _part(item, target, place)
        if other.scope is not None and item.relation == "restated":
            target = evolve(target, scope=other.scope)  # "trong đó miền núi 30 ha, tăng 5%": of the part
        if item.clause.bracket and target.change is None:
            return evolve(target, equivalent_to=place)
        share = item.clause.bracket or _SHARE.match(fold(target.indicator)) is not None
        if share and target.change and target.unit and other.unit == target.unit and target.unit.canonical == "%":
            points = evolve(target.unit, canonical="pp", dimension="share-difference", ucum=None)
            return evolve(target, unit=points, why=(*target.why, "a change of a share: percentage points"))
        return target


@cache
def _openers() -> re.Pattern[str]:
    """Match what opens a report; the table writes a number as "#"."""
    return plain_pattern(word_list("roles", "report_openers").pattern.replace(r"\#", r"\d+"))


def is_report(low: str, start: int, end: int) -> bool:
    """Tell whether folded words say that a report begins: "Sau 5 năm, ...", "Theo báo cáo, ..."."""
    if all(splits_verb(low, found) for found in _openers().finditer(low, start, end)):
        return False
    return word_list("roles", "goal_words").search(low, start, end) is None


def _part(item: Measured, target: Target, place: int) -> Target:
    """Return a part tied to its whole; what begins with a verb measures something else and is no scope."""
    verbal = clause_words("verb").match(fold(item.own)) is not None
    return evolve(target, part_of=place, scope=None if verbal else item.own or None)


def _is_aim(item: Measured, due: Due) -> bool:
    """Tell whether a number in a task is an aim: a measure, or a count with a limit, not "xây dựng 02 nghị định"."""
    return item.quantity.kind == "measure" or (item.quantity.kind == "count" and due.deadline)
