"""Targets (chỉ tiêu) and results (kết quả): which amounts a resolution sets or reports, and what they measure.

Amounts are found by `quantities`, their phrases by `clauses`, their times by `dues`; here is decided what each amount is
to the document: a goal, a past or present value, or neither (a condition, a size in a name, a count that only
describes). A false target is worse than a missed one, so an amount without evidence is left out.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex
from attrs import evolve, frozen

from ..facts import Metadata, Reference, Target, Time
from ..flow import Flow, Passage, fold
from ..phrase import words
from ..tree import Root, Span
from ..units import describing, table, unit
from .dues import Calendar, Due, years
from .indicators import indicator_key
from .measures import Measured, exceeds_plan, measure
from .quantities import Quantity, find_quantities
from .roles import word_list
from .target_tables import find_table_targets, merge

Role = Literal["target", "result"]


@cache
def _binding() -> "regex.Pattern[str]":
    """Match a clause that ends in a binding verb and at most four words of its object: "tạo việc làm mới cho"."""
    verbs = words(fold(form) for form in table("roles")["binding_verbs"]["words"])
    return regex.compile(rf"{verbs}(?:\s+(?!(?:ở|tại|trong|với|là|của|về|theo|các|những)\b)\p{{L}}+){{0,4}}\s*$")


_EACH = regex.compile(r"(?<!\p{L})mỗi(?!\p{L})")
# A count behind one of these words is part of a description, even in a list of goals: "đi qua địa bàn 03 huyện".
_DESCRIBED = regex.compile(r"(?<!\p{L})(?:qua|địa bàn|cho|của|trong|trên|với|tại|ở|theo|gồm|là|và)\s*$")


def find_targets(
    view: Flow, tree: Root, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> tuple[Target, ...]:
    """Return every measured quantity that the document sets or reports, in the order of the text."""
    found: list[Target] = []
    stage = _Stage(view, times, references, metadata)
    for at, passage in enumerate(view.passages):
        if passage.zone in ("body", "annex", "outside") and passage.node.kind != "cell":
            stage.passage(at, passage, found)
    found = _with_milestones(view, stage, found)
    titled = stage.calendar.title
    tables = list(find_table_targets(view, tree, stage.year, titled.value if titled else None))
    return merge(found, tables) if tables else tuple(found)


@frozen
class _Setting:
    """What the headings around a passage say about its numbers."""

    role: Role | None = None
    why: str = ""
    goals: bool = False


# A place or a body that is to reach a status: a goal without a number.
_MILESTONE = regex.compile(
    r"(?P<who>(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Xx]ã|[Pp]hường|[Tt]ỉnh|[Tt]hị trấn|[Đđ]ặc khu)(?:\s+\p{Lu}\p{L}*){1,4})\s+"
    r"(?:(?:được công nhận\s+)?đạt chuẩn|hoàn thành|trở thành|được công nhận|thoát)[^;.,()\d]{4,120}"
)


def _with_milestones(view: Flow, stage: "_Stage", found: list[Target]) -> list[Target]:
    """Return the targets with the goals that have no number: "huyện Phú Khê đạt chuẩn huyện nông thôn mới"."""
    extra = []
    for at, passage in enumerate(view.passages):
        if passage.zone not in ("body", "annex") or passage.node.kind == "cell" or not stage.setting(at, passage).goals:
            continue
        for match in _MILESTONE.finditer(view.plain, passage.start, passage.end):
            due = stage.calendar.inherited(passage)
            span = Span(*match.span())
            indicator = view.words(*match.span())
            extra.append(
                Target(
                    role="milestone",
                    indicator=indicator,
                    comparator=None,
                    low=None,
                    high=None,
                    unit=None,
                    change=None,
                    due=due.value,
                    due_from=due.found,
                    number="",
                    number_span=Span(span.start, span.start),
                    span=span,
                    key=indicator_key(indicator),
                    scope=view.words(*match.span("who")),
                    why=(stage.setting(at, passage).why,),
                )
            )
    return list(merge(found, extra)) if extra else found


class _Stage:
    def __init__(self, view: Flow, times: Sequence[Time], references: Sequence[Reference], metadata: Metadata) -> None:
        self.view = view
        self.calendar = Calendar(view, times)
        spans = [time.span for time in times] + [reference.span for reference in references]
        self.holes = sorted((span.start, span.end) for span in spans)
        self.hole_starts = [start for start, _ in self.holes]
        self.settings: dict[int, _Setting] = {}
        self.year = int(metadata.date.value[:4]) if metadata.date else _first_year(times)

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the times and references between two offsets."""
        at = bisect_left(self.hole_starts, start)
        while at and self.holes[at - 1][1] > start:
            at -= 1
        return [hole for hole in self.holes[at : bisect_left(self.hole_starts, end)] if hole[1] > start]

    def passage(self, at: int, passage: Passage, found: list[Target]) -> None:
        """Add the targets of one passage."""
        view = self.view
        start, end = _after_marker(view, passage), passage.end
        holes = self.within(start, end)
        amounts = [
            amount
            for amount in find_quantities(view, start, end)
            if not any(a < amount.number_end and amount.number_start < b for a, b in holes)
            and not _in_quotes(view, amount, start, end)
            and not _is_condition(view, amount, start)
        ]
        if not amounts:
            return
        setting = self.setting(at, passage)
        items = measure(view, start, end, amounts, holes)
        taken = _dated(view, items, self.calendar)
        places: dict[int, int] = {}
        for number, item in enumerate(items):
            if _excluded(view, items, number):
                continue
            due = self.calendar.of(item, passage, start, [t for n, t in enumerate(taken) if n != number and t])
            role, why = self.role(items, number, setting, due, passage, breaks_down=item.previous in places)
            if role is None:
                continue
            if role == "result" and due.found in ("heading", "title") and _is_state(view, item):
                due = evolve(due, value=due.value and due.value.split("/")[-1])
            base = _is_base(view, items, number)
            if number and number - 1 in places:
                carried = _carried_change(view, items[number - 1], item, found[places[number - 1]])
            else:
                carried = None
            target = self.target(item, passage, role, why, due, base=base)
            if carried and not target.change:
                target = evolve(target, change=carried)
            if number and _is_base(view, items, number - 1) and not target.baseline:
                target = evolve(target, baseline=_as_written(view, items[number - 1].quantity))
            if item.previous is not None and item.previous in places:
                whole = places[item.previous]
                if item.relation == "whole":
                    key = indicator_key(item.own) or found[whole].key
                    target = evolve(target, part_of=whole, scope=item.own or None, key=key)
                elif item.clause.bracket and target.change is None:
                    target = evolve(target, equivalent_to=whole)
                elif (
                    target.change and target.unit and found[whole].unit == target.unit and target.unit.canonical == "%"
                ):
                    # a change of a share is in percentage points, whatever sign is written
                    points = evolve(target.unit, canonical="pp", dimension="share-difference", ucum=None)
                    target = evolve(target, unit=points, why=(*why, "a change of a share: percentage points"))
            places[number] = len(found)
            found.append(target)

    def setting(self, at: int, passage: Passage) -> _Setting:
        """Return what the nearest telling heading says, from the inside out."""
        for place in reversed(passage.above):
            if place not in self.settings:
                heading = self.view.passages[place]
                end = min(heading.end, heading.start + 240)
                self.settings[place] = _read_heading(self.view.low[heading.start : end])
            if self.settings[place].role:
                return self.settings[place]
        return _Setting()

    def role(
        self,
        items: Sequence[Measured],
        number: int,
        setting: _Setting,
        due: Due,
        passage: Passage,
        *,
        breaks_down: bool,
    ) -> tuple[Role | None, tuple[str, ...]]:
        """Return the role of an amount and the evidence for it; None when it sets and reports nothing."""
        item = items[number]
        view, quantity = self.view, item.quantity
        clause = view.low[item.clause.left : quantity.number_start]
        if quantity.kind in ("count", "ratio") and not breaks_down and not self.binding(item, setting, clause):
            return None, ()
        if quantity.kind == "bare" and not word_list("index").search(view.low[item.clause.left : item.clause.right]):
            return None, ()
        if _is_base(view, items, number):
            return "result", ("the base of a change (từ ... xuống/lên ...)",)
        goal, past = word_list("goal_words").search(clause), word_list("past_words").search(clause)
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
        return "target", ("nothing says that it is past",)

    def binding(self, item: Measured, setting: _Setting, clause: str) -> bool:
        """Tell whether a count sets or reports something: a goal verb, a bound, a list of goals, a result section."""
        quantity = item.quantity
        if quantity.head in describing():
            around = self.view.low[item.clause.left : item.clause.right]
            return setting.role == "result" and bool(word_list("state_words").search(around))
        if quantity.kind == "ratio" or quantity.comparator != "eq" or setting.role == "result":
            return True
        if _binding().search(clause) or _EACH.search(clause):
            return True
        return setting.goals and not _DESCRIBED.search(clause)

    def target(
        self, item: Measured, passage: Passage, role: Role, why: tuple[str, ...], due: Due, *, base: bool
    ) -> Target:
        """Return the fact."""
        view, quantity = self.view, item.quantity
        clause = view.low[item.clause.left : quantity.number_start]
        comparator = quantity.comparator
        if comparator in ("lt", "gt") and word_list("none_left").search(clause):
            comparator, why = ("ge" if comparator == "lt" else "le"), (*why, "nothing is to be left beyond the bound")
        elif quantity.kind == "count" and word_list("rank").search(clause) and comparator == "eq":
            comparator = "le"
        elif base or exceeds_plan(quantity, item.clause):
            comparator = "eq"
        elif comparator == "eq" and (said := _said_of_noun(clause)):
            comparator = said
        commitment = next((name for name in ("stretch", "estimate", "firm") if word_list(name).search(clause)), None)
        return Target(
            role=role,
            indicator=item.indicator or self.heading_indicator(passage),
            comparator=comparator,
            low=quantity.low,
            high=quantity.high,
            unit=unit(quantity.unit) if quantity.unit and quantity.kind != "fraction" else None,
            change=None if base else _change(item),
            due=due.value,
            due_from=due.found,
            number=view.words(quantity.number_start, quantity.number_end),
            number_span=Span(quantity.number_start, quantity.number_end),
            span=Span(_first_letter(view, item.clause.left, quantity.start), max(item.clause.right, quantity.end)),
            commitment=commitment,
            key=indicator_key(item.indicator),
            whole=quantity.whole,
            baseline=self.baseline(item),
            why=(*why, quantity.suspect) if quantity.suspect else why,
        )

    def baseline(self, item: Measured) -> str | None:
        """Return what the value is compared with: the words after "so với"."""
        end = item.quantity.end
        found = _COMPARED.match(self.view.low, end, end + 120)
        return self.view.words(*found.span(1)) if found else None

    def heading_indicator(self, passage: Passage) -> str:
        """Return the words of the nearest heading, for a value that has no words of its own."""
        for place in reversed(passage.above):
            heading = self.view.passages[place]
            return self.view.words(_after_marker(self.view, heading), heading.end).strip(" :;.")
        return ""


def _said_of_noun(clause: str) -> Literal["le", "ge"] | None:
    """Return the bound that stands with the noun and not with the number: "mức cho vay tối đa đối với ... là 300"."""
    tail = clause[-120:]
    if word_list("upper_bound").search(tail):
        return "le"
    return "ge" if word_list("lower_bound").search(tail) else None


_COMPARED = regex.compile(r"[^;.,()\d]{0,40}?(?<!\p{L})(?:so với|so)\s+([^;.,()]{3,60})")


def _as_written(view: Flow, quantity: Quantity) -> str:
    number = view.words(quantity.number_start, quantity.number_end)
    unit_text = quantity.unit or ""
    return f"{number}{'' if unit_text.startswith('%') else ' '}{unit_text}".strip()


def _first_year(times: Sequence[Time]) -> int | None:
    dated = (time.value for time in times if time.value and regex.match(r"\d{4}-\d\d-\d\d", time.value))
    return next((int(value[:4]) for value in dated), None)


def _read_heading(low: str) -> _Setting:
    result, goal = word_list("result_heading").search(low), word_list("goal_heading").search(low)
    if result and not (goal and goal.start() < result.start()):
        return _Setting("result", f"heading: {result.group()}")
    if goal:
        return _Setting("target", f"heading: {goal.group()}", bool(word_list("goal_list").search(low)))
    return _Setting()


def _first_letter(view: Flow, start: int, end: int) -> int:
    while start < end and not view.plain[start].isalnum():
        start += 1
    return start


_LABEL_END = regex.compile(r"[\s.)\-:*\\]*")


def _after_marker(view: Flow, passage: Passage) -> int:
    """Return where the words of a passage begin, its marker left out."""
    label = passage.node.label
    if not label:
        return passage.start
    at = view.plain.find(label, passage.start, passage.start + 24 + len(label))
    if at < 0:
        return passage.start
    found = _LABEL_END.match(view.plain, at + len(label), passage.end)
    return found.end() if found else at + len(label)


def _in_quotes(view: Flow, quantity: Quantity, start: int, end: int) -> bool:
    """Tell whether a number stands inside a short quotation: "5 không, 3 sạch" is a name."""
    opened = max(view.plain.rfind(mark, start, quantity.number_start) for mark in '“"')
    if opened < 0 or (view.plain[opened] == '"' and view.plain.count('"', start, quantity.number_start) % 2 == 0):
        return False
    closed = min((at for at in (view.plain.find(mark, opened + 1, end) for mark in '”"') if at >= 0), default=-1)
    return opened < quantity.number_start < closed and closed - opened < 120


def _dated(view: Flow, items: Sequence[Measured], calendar: Calendar) -> list[tuple[int, int] | None]:
    """Return, for each value, the span of the time that stands right after it and so dates it alone."""
    out: list[tuple[int, int] | None] = []
    for item in items:
        end = item.quantity.end
        time = next(iter(calendar.between(end, end + 30)), None)
        gap = view.low[end : time.span.start] if time else ""
        close = time is not None and not regex.search(r"[;:(,.\d]", gap)
        out.append((time.span.start, time.span.end) if time is not None and close else None)
    return out


def _is_base_word(view: Flow, quantity: Quantity) -> bool:
    before = view.low[max(0, quantity.number_start - 24) : quantity.number_start]
    return bool(regex.search(r"(?<!\p{L})từ\s+(?:chỗ\s+)?[\p{L}\s]{0,16}$", before))


_ARRIVES = regex.compile(r"(?<!\p{L})(?:xuống|lên|còn|thành)(?!\p{L})")


def _is_base(view: Flow, items: Sequence[Measured], number: int) -> bool:
    """Tell whether a value is the base of "từ 5% xuống còn 3%"."""
    if number + 1 >= len(items):
        return False
    quantity, after = items[number].quantity, items[number + 1].quantity
    if quantity.comparator == "range" or not _is_base_word(view, quantity):
        return False
    gap = view.low[quantity.end : after.number_start]
    return len(gap) < 90 and not regex.search(r"[;.:]", gap) and bool(_ARRIVES.search(gap))


def _is_state(view: Flow, item: Measured) -> bool:
    """Tell whether a reported value is the state at the end of a period and not what was done during it."""
    quantity = item.quantity
    if quantity.unit and quantity.unit.endswith("/năm"):
        return False
    clause = view.low[item.clause.left : quantity.number_start]
    return not word_list("flow").search(clause)


_FROM_UP = regex.compile(r"từ\b.*trở lên")


def _then_follows(low: str, item: Measured) -> bool:
    """Tell whether "thì" follows in the same clause: what stands before it is the condition of a rule."""
    quantity = item.quantity
    after = low[quantity.end : quantity.end + 160]
    stop = regex.search(r"[;.](?:\s|$)", after)
    found = regex.search(r"(?<!\p{L})thì(?!\p{L})", after[: stop.start() if stop else len(after)])
    return found is not None and not regex.search(r"(?<!\p{L})thì(?!\p{L})", low[item.clause.left : quantity.start])


# Between two counts: the second is said of itself. Without it, it only tells the first: "02 xã đạt dưới 12 tiêu chí".
_JOINED = regex.compile(r"[,;.:()]|(?<!\p{L})(?:và|bằng|xuống|lên|còn|hoặc|ít nhất|tối thiểu)(?!\p{L})")
_BRACKETS = regex.compile(r"\([^()]*\)")
_AGE = ("tuổi",)
_LENGTHS = ("ngày", "ngày làm việc", "tháng", "giờ", "phút", "tiếng", "năm")


def _is_condition(view: Flow, quantity: Quantity, start: int) -> bool:
    """Tell whether an amount is a length of time, an age, a base of counting or a rate of exchange, not a value."""
    low = view.low
    before = low[max(start, quantity.number_start - 90) : quantity.number_start]
    if quantity.kind == "measure" and quantity.head in _LENGTHS:
        return not word_list("time_measures").search(before)
    if quantity.kind == "measure" and quantity.head in _AGE:
        return not word_list("age_measures").search(before)
    if "=" in low[quantity.start - 4 : quantity.start] or "=" in low[quantity.end : quantity.end + 4]:
        return True
    if regex.search(r"(?<!\p{L})(?<!căn\s)cứ\s+$", before):
        return True
    # "trên 1 ha", "trên 10.000 dân": what the value is counted on
    return (
        quantity.comparator == "gt"
        and regex.search(r"(?<!\p{L})trên\s*$", before) is not None
        and (quantity.low == 1 or quantity.head == "dân")
    )


def _excluded(view: Flow, items: Sequence[Measured], number: int) -> bool:
    """Tell whether an amount is a condition or a size in a name."""
    item = items[number]
    quantity, low, head = item.quantity, view.low, item.quantity.head
    clause = _BRACKETS.sub(" ", low[item.clause.left : quantity.number_start])
    condition = word_list("condition").search(clause)
    if condition and not regex.search(r"(?<!\p{L})(?:thì|được|mức)(?!\p{L})", clause[condition.end() :]):
        return True
    if condition is None and _then_follows(low, item):
        return True
    if quantity.is_from is False and quantity.comparator == "ge" and _FROM_UP.search(low, quantity.start, quantity.end):
        if word_list("eligible").search(clause):
            return True
    sized = word_list("place_size").search(fold(item.indicator)[-24:])
    if (
        sized
        and head in ("ha", "km2", "km²", "m2", "m²", "người", "nhân khẩu")
        and not word_list("goal_words").search(clause)
    ):
        return True
    relative = word_list("relative").search(clause)
    if relative and "đạt" not in clause[relative.end() :]:
        return True
    opened = low[max(0, quantity.start - 3) : quantity.start].rstrip()[-1:] == "("
    if opened and low[quantity.end : quantity.end + 3].lstrip()[:1] == ")" and quantity.head not in ("%", "‰"):
        return True
    if quantity.low == 1 and number and regex.search(r"(?<!\p{L})cho\s*$", low[item.clause.left : quantity.start]):
        return items[number - 1].quantity.kind == "measure"  # "500 triệu đồng cho 01 người"
    if number and quantity.kind in ("count", "measure", "bare") and quantity.head != "%":
        previous = items[number - 1].quantity
        gap = low[previous.end : quantity.start]
        if previous.kind == "count" and not _JOINED.search(low, previous.end, quantity.number_start) and len(gap) < 60:
            return True
    return False


def _carried_change(
    view: Flow, before: Measured, item: Measured, target: Target
) -> Literal["increase", "decrease"] | None:
    """Return the change that a verb before a list gives to its later items: "giảm 28 thôn, 03 phòng, ban"."""
    if item.shape != "value-noun" or item.clause.predicate or before.shape not in ("verb-value-noun", "value-noun"):
        return None
    gap = view.low[before.quantity.end : item.quantity.start]
    if regex.search(r"[;:.()]", gap) or before.quantity.kind != item.quantity.kind:
        return None
    return target.change


_MOVES = regex.compile(
    r"(?<!\p{L})(?:(?P<up>tăng(?! trưởng)|vượt)|(?P<down>giảm|tinh giản|cắt giảm|thấp hơn|hạ)|"
    r"(?P<level>đạt|chiếm|còn|xuống|lên|mức|duy trì|là|bằng|từ chỗ))(?!\p{L})"
)


def _change(item: Measured) -> Literal["increase", "decrease"] | None:
    """Return whether a number is an amount of change: "tăng 5%" is, "tăng lên 5%" and "tốc độ tăng" are not."""
    if item.quantity.kind == "factor":
        return None
    if exceeds_plan(item.quantity, item.clause):
        return "increase"
    last = None
    for match in _MOVES.finditer(item.clause.predicate):
        last = match.lastgroup
    if last == "level":
        return None
    if last:
        return "increase" if last == "up" else "decrease"
    noun = fold(item.indicator)
    if regex.match(r"(?:tỷ lệ|tỉ lệ|mức|tốc độ)\s+giảm(?!\p{L})", noun):
        return "decrease"
    if item.shape == "verb-value-noun":
        led = regex.match(r"(?:\p{L}+\s+)?(?:(?P<down>giảm|tinh giản|cắt giảm)|(?P<up>tăng))(?!\p{L})", noun)
        if led:
            return "decrease" if led["down"] else "increase"
    elif item.shape == "noun-value":  # "Giảm tỷ lệ hộ nghèo từ 0,8 đến 1%": no word of a level stands before the number
        led = regex.match(r"(?:kéo\s+)?(?:(?P<down>giảm|cắt giảm)|(?P<up>tăng(?! trưởng| cường)))(?!\p{L})", noun)
        if led:
            return "decrease" if led["down"] else "increase"
    return None
