"""Targets (chỉ tiêu) and results (kết quả): which amounts a resolution sets or reports, and what they measure.

The line of one passage: `quantities` finds the amounts, `rejections` leave out what is no value, `indicator_phrases`
gives each its phrase, `due_dates` its time, `role` its role by evidence, `make_fact` makes the fact; here the facts of
a passage are tied to each other. A false target is worse than a missed one, so an amount without evidence is left out.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from attrs import evolve

from ...facts import Metadata, Reference, Target, Time
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import word_list
from ...limits import in_time
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Root
from ..context import contexts
from ..headings import after_marker
from ..quantities.amount import Quantity
from ..quantities.find import counted, find_quantities, lend_units
from ..view import Passage, TextView
from .due_dates import Calendar, Due, is_now
from .indicator_keys import indicator_key
from .indicator_phrases import Measured, measure
from .level_or_change import carried_change, is_base
from .make_fact import Maker
from .milestones import find_milestones
from .noun_phrases import clause_words
from .rejections import OTHER_REASONS, Case, LeftOut, rejection
from .role import UNSAID, Judge
from .section_context import announced, setting_of
from .tables import find_table_targets, merge
from .task_cells import task_cells


def find_targets(
    view: TextView, tree: Root, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> tuple[Target, ...]:
    """Return every measured quantity that the document sets or reports, in the order of the text."""
    stage = read_targets(view, tree, times, references, metadata)
    titled = stage.calendar.title
    others = [
        *find_milestones(view, stage.contexts, stage.calendar),
        *find_table_targets(view, tree, stage.calendar.periods, stage.day, titled.value if titled else None),
    ]
    return merge(stage.found, others) if others else tuple(stage.found)


def read_targets(
    view: TextView, tree: Root, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> "Stage":
    """Return the passages read: the targets in them, and every amount that was left out with its reason."""
    stage, tasks = Stage(view, tree, times, references, metadata), task_cells(view)
    for passage in view.passages:
        in_time()
        if passage.zone in ("body", "annex", "outside") and passage.node.kind != "cell":
            stage.read(passage)
        elif passage.zone == "note":
            stage.read_note(passage)
        elif passage.start in tasks:
            stage.read(passage, task=True, when=tasks[passage.start])
    return stage


_SHARE = pattern(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu)(?!\p{L})")
_OPENS_PARTS = pattern(r"\b(?:gồm|trong đó|bao gồm|cụ thể)\s*:?\s*$")
_PLAN = pattern(r"(?:so với |so )?(?:kế hoạch|dự toán|chỉ tiêu|nghị quyết|kh)(?!\p{L})")
_PER, _OFTEN, _FEW = 10_000, 8, 12  # words of procedures per ten thousand letters that make a regulation, and how many
_DAY = pattern(r"\d{4}-\d\d-\d\d")


class Stage:
    """The work on one document: what all its passages share, and the targets found so far."""

    def __init__(
        self,
        view: TextView,
        tree: Root,
        times: Sequence[Time],
        references: Sequence[Reference],
        metadata: Metadata,
    ) -> None:
        self.view = view
        self.contexts = contexts(view, tree, times)
        self.calendar = Calendar(view, times, self.contexts)
        self.found: list[Target] = []
        self.left_out: list[LeftOut] = []
        self.wholes: dict[int, int] = {}  # end of a passage that opens a breakdown -> position of the sum
        spans = [time.span for time in times] + [reference.span for reference in references]
        self.holes = sorted((span.start, span.end) for span in spans)
        self.hole_starts = [start for start, _ in self.holes]
        days = (time.value for time in times if time.value and _DAY.match(time.value))
        day = metadata.date.value if metadata.date else next(days, None)
        self.day, self.year = day, int(day[:4]) if day else None
        self.judge = Judge(view, self.calendar, self.year)
        self.maker = Maker(view, self.calendar, self.year)

    @cached_property
    def lays_down_rules(self) -> bool:
        """Whether the document is a regulation, a form or a list of criteria: it sets few targets.

        Words of procedures stand in it often, at least thrice as often as words of goals and oftener than grants.
        """
        low = self.view.low
        rules = len(word_list("roles", "procedure_words").findall(low))
        if rules <= _FEW or rules * _PER <= _OFTEN * len(low):
            return False
        goals, grants = (len(word_list("roles", name).findall(low)) for name in ("plan_words", "grant_words"))
        return rules > max(3 * goals, grants)

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the times and references between two offsets."""
        at = bisect_left(self.hole_starts, start)
        while at and self.holes[at - 1][1] > start:
            at -= 1
        return [hole for hole in self.holes[at : bisect_left(self.hole_starts, end)] if hole[1] > start]

    def amounts(self, start: int, end: int, holes: Sequence[tuple[int, int]]) -> list[Quantity]:
        """Return the amounts of a passage that may be values."""
        found = []
        for amount in find_quantities(self.view, start, end, holes):
            if self.within(amount.number_start, amount.number_end):
                continue
            rule = rejection(Case(self.view, amount, start, end))
            if rule is None:
                found.append(amount)
            else:
                self.leave_out(amount, rule.code, rule.doc)
        kept = counted(self.view, found) if found else found
        places = {amount.number_start for amount in kept}
        for amount in found:
            if amount.number_start not in places:
                self.leave_out(amount, "numeral-word")
        return lend_units(self.view, kept)

    def leave_out(self, amount: Quantity, code: str, why: str = "") -> None:
        """Note why an amount is no target."""
        span = Span(amount.number_start, amount.number_end)
        self.left_out.append(LeftOut(span, code, why or OTHER_REASONS[code]))

    def read_note(self, passage: Passage) -> None:
        """Leave out the amounts of a note: it explains what the text sets or reports."""
        for amount in find_quantities(self.view, passage.start, passage.end, self.within(passage.start, passage.end)):
            self.leave_out(amount, "in-note")

    def read(self, passage: Passage, *, task: bool = False, when: Passage | None = None) -> None:
        """Add the targets of one passage; of the task of a table, dated by its cell *when*, only what is measured."""
        view = self.view
        start, end = after_marker(view, passage), passage.end
        holes = self.within(start, end)
        amounts = self.amounts(start, end, holes)
        if not amounts:
            return
        items = measure(view, start, end, amounts, holes)
        context = self.contexts.of(passage)
        dues = self.calendar.dues(items, passage, start, context)
        column = self.calendar.periods.last(when.start, when.end) if when is not None else None
        if column is not None:
            dues = [due if due.found == "sentence" else Due(column.value, "column") for due in dues]
        setting = announced(view, start, items[0].quantity.start) or setting_of(context, passage)
        if setting.rule:
            for item in items:
                self.leave_out(item.quantity, "heading-of-rule")
            return
        places: dict[int, int] = {}  # position of a quantity -> position of its target
        # whether the passage has begun to report; a plan is fulfilled only by what was done: "đạt 103% kế hoạch"
        reports = any(map(_fulfils_plan, items)) and not word_list("roles", "goal_words").search(view.low, start, end)
        said = self.calendar.told(start) if setting.role == "result" else None  # when what is reported was
        for number, item in enumerate(items):
            rule = rejection(Case(view, item.quantity, start, end, items, number))
            if rule is not None:
                self.leave_out(item.quantity, rule.code, rule.doc)
                continue
            if task and not _is_aim(item, dues[number]):
                self.leave_out(item.quantity, "no-aim-of-task")
                continue
            breaks_down = item.previous is not None and item.previous in places
            before = items[number - 1].quantity.kind if number - 1 in places else None
            joined = before == "count" and item.clause.listed and not item.clause.noun and item.quantity.kind == "count"
            told = reports and (item.clause.predicate.endswith("có") or (item.clause.listed and before == "count"))
            role, why = self.judge.role(
                items,
                number,
                setting,
                dues[number],
                passage,
                context,
                counts=breaks_down or told,
                joined=joined,
                reports=reports,
            )
            if role == "target" and self.restates_result(items, number, places, due=dues[number]):
                role, why = "result", ("it restates a result",)
            if role == "target" and why == UNSAID and self.lays_down_rules and not _is_norm(item):
                self.leave_out(item.quantity, "document-of-rules")
                continue
            if role is None:
                self.leave_out(item.quantity, "bare-number" if item.quantity.kind == "bare" else "only-describes")
                continue
            due, base = dues[number], is_base(view, items, number)
            reports = role == "result" if not base else reports
            if role == "result" and not base:
                # "Năm 2018 đạt 40 tỷ đồng ...; có 32 xóm được công nhận": the title dates what is to be done
                gap = items[number - 1].quantity.end if number else start
                said = None if is_now(view, gap, item.quantity.start) else said
                due = said if said and due.found in ("title", None) else due
                said = due if due.found == "sentence" else said
            target = self.maker.target(items, number, context, role, why, due)
            places[number] = len(self.found)
            if not target.indicator:
                target = evolve(target, indicator=self.heading(passage))
            target = self.linked(target, items, number, places)
            if number == 0 and target.part_of is None:
                target = evolve(target, part_of=self.whole_above(passage, target))
            self.found.append(target)
        if places and _OPENS_PARTS.search(view.low, max(start, end - 24), end):
            self.wholes[end] = places[max(places)]

    def heading(self, passage: Passage) -> str:
        """Return the words of the nearest heading, for a value that has no words of its own."""
        place = next((place for place, _ in self.contexts.headings(passage)), None)
        if place is None:
            return ""
        heading = self.view.passages[place]
        return self.view.words(after_marker(self.view, heading), heading.end).strip(" :;.")

    def whole_above(self, passage: Passage, target: Target) -> int | None:
        """Return the sum that the list breaks down in which a passage stands: "28.400 triệu đồng, gồm:"."""
        if not passage.above:
            return None
        whole = self.wholes.get(self.view.passages[passage.above[-1]].end)
        if whole is None or target.unit is None:
            return None
        unit = self.found[whole].unit
        return whole if unit is not None and unit.canonical == target.unit.canonical else None

    def restates_result(self, items: Sequence[Measured], number: int, places: dict[int, int], *, due: Due) -> bool:
        """Tell whether an amount only says a result again: "đã giải quyết 12.450 lao động, đạt 103,7% kế hoạch"."""
        item, at = items[number], items[number].previous
        if item.relation != "restated" or at is None or at not in places or due.found == "sentence":
            return False
        clause = self.view.low[item.clause.left : item.quantity.number_start]
        return (
            self.found[places[at]].role == "result"
            and not is_base(self.view, items, at)
            and not word_list("roles", "goal_words").search(clause)
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


def _is_norm(item: Measured) -> bool:
    """Tell whether a value is a sum or a share that is granted, charged or paid: a rate that a sentence sets."""
    said = f"{fold(item.indicator)} {item.clause.words}"
    return word_list("roles", "grant_words").search(said) is not None


def _fulfils_plan(item: Measured) -> bool:
    """Tell whether a share says how much of a plan was done: "bằng 104% kế hoạch", "đạt 98% dự toán giao"."""
    share = item.quantity.head == "%" and item.quantity.comparator in ("eq", "gt")
    done = item.clause.predicate.endswith(("đạt", "bằng"))
    return share and done and _PLAN.match(fold(item.clause.after)) is not None


def _is_aim(item: Measured, due: Due) -> bool:
    """Tell whether a number in a task is an aim: a measure, or a count with a limit, not "xây dựng 02 nghị định"."""
    return item.quantity.kind == "measure" or (item.quantity.kind == "count" and due.deadline)
