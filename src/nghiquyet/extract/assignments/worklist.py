"""The work list of a resolution: who has to do what, with whom, by when (bảng phân công nhiệm vụ).

An `Assignment` is one mention of a body. A reader who plans work wants one row a task: the bodies of one clause
together, the partners beside them, and the tasks that stand below a body's name each in a row of its own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import frozen

from ...facts import Assignment, Time
from ...text.spans import Span
from ..headings import after_marker
from ..view import TextView


@frozen(kw_only=True)
class Task:
    """One task.

    Attributes:
        who: The bodies that have to do it: those that lead, or those of another role if nobody leads.
        role: Their role: "lead", "coordinate" or "monitor".
        partners: The bodies it is to be done with, open sets ("các cơ quan liên quan") included.
        what: The words of the task.
        due: Its deadline, ISO 8601; what is due again and again has its interval, "P1Y".
        span: Where its words stand.
        address: The citable address of the node that holds it.
        monitors: The bodies that watch over it, where a column or a label of the same task names them.
    """

    who: tuple[str, ...]
    role: str
    partners: tuple[str, ...]
    what: str
    due: str | None
    span: Span
    address: str | None = None
    monitors: tuple[str, ...] = ()


def tasks(view: TextView, assignments: Sequence[Assignment], times: Sequence[Time]) -> tuple[Task, ...]:
    """Return the tasks of a document, in the order of the text.

    A body that is only named as a partner has no row of its own: it is in the row of the body that leads.
    """
    return tuple(_WorkList(view, assignments, times).rows())


#: How near each other the names of one block stand, in letters; how near to its beginning the subject of a unit stands.
_NEAR, _MARK = 60, 2


class _WorkList:
    def __init__(self, view: TextView, assignments: Sequence[Assignment], times: Sequence[Time]) -> None:
        self.view, self.assignments = view, assignments
        self.passages = [passage.start for passage in view.passages]
        self.limits = [time for time in times if time.deadline]
        self.starts = [time.span.start for time in self.limits]
        self.covered: list[tuple[Span, tuple[str, ...]]] = []  # what rows stand for, and whom they name as partners

    def rows(self) -> Iterator[Task]:
        for unit in _units(self.assignments):
            lead = next((each for each in unit if each.role == "lead"), unit[0])
            who = tuple(each.body for each in unit if each.role == lead.role)
            if lead.role == "coordinate" and self._named(lead):
                continue
            if self._over_list(lead):
                yield from self._below(tuple(each for each in who if each not in lead.partners), lead)
                continue
            helping = [each.body for each in unit if each.role == "coordinate" and lead.role == "lead"]
            partners = (*lead.partners, *(body for body in helping if body not in lead.partners))
            watching = tuple(each.body for each in unit if each.role == "monitor" != lead.role)
            self.covered.append((lead.span, partners))
            if lead.task is not None:
                yield Task(
                    who=who,
                    role=lead.role,
                    partners=partners,
                    what=lead.task,
                    due=lead.due,
                    span=lead.span,
                    address=lead.address,
                    monitors=watching,
                )

    def _over_list(self, duty: Assignment) -> bool:
        """Tell whether the names stand over the list of their tasks."""
        passage = self.view.passages[bisect_left(self.passages, duty.body_span.end) - 1]
        beyond = duty.span.start == duty.body_span.start and duty.span.end > passage.end
        return beyond and passage.node.kind != "cell"

    def _named(self, duty: Assignment) -> bool:
        """Tell whether a row already names a body as its partner."""
        at = duty.body_span.start
        return any(span.start <= at < span.end and duty.body in partners for span, partners in self.covered[-_RECENT:])

    def _below(self, who: tuple[str, ...], duty: Assignment) -> Iterator[Task]:
        """Yield a task for each unit that stands below the names of *who*."""
        view = self.view
        for passage in view.passages[bisect_left(self.passages, duty.body_span.end) :]:
            if passage.start >= duty.span.end:
                break
            at = bisect_left(self.starts, passage.start)
            limit = self.limits[at] if at < len(self.limits) and self.starts[at] < passage.end else None
            inside = [each for each in self.assignments if passage.start <= each.body_span.start < passage.end]
            shared = (each.body for each in inside if each.role == "coordinate")
            partners = (*duty.partners, *(body for body in shared if body not in duty.partners))
            self.covered.append((passage.span, partners))
            begins = after_marker(view, passage)
            what = view.words(begins, passage.end).lstrip("-+*• ").rstrip(" ;.,:/")
            own = any(each.role != "coordinate" and each.body_span.start - begins <= _MARK for each in inside)
            if what and not own:  # "a) Giám đốc Sở Y tế phê duyệt ..." is a task of its own subject
                yield Task(
                    who=who,
                    role=duty.role,
                    partners=partners,
                    what=what,
                    due=limit.value if limit else None,
                    span=passage.span,
                )
        self.covered.append((duty.span, duty.partners))


#: How many rows back a partner is looked for.
_RECENT = 40


def _units(assignments: Sequence[Assignment]) -> Iterator[list[Assignment]]:
    """Yield the assignments of one task together: those of a clause, of a row of a table, of a block."""
    unit: list[Assignment] = []
    for each in assignments:
        if unit and not _is_one(unit[-1], each):
            yield unit
            unit = []
        unit.append(each)
    if unit:
        yield unit


def _is_one(before: Assignment, after: Assignment) -> bool:
    """Tell whether two mentions that follow each other are told the same task."""
    if before.task != after.task or before.task is None:
        return before.task == after.task and before.role == after.role and before.span.end == after.span.end
    if before.span.end == after.span.end:
        return before.role == after.role or before.span == after.span
    return after.body_span.start - before.body_span.end < _NEAR and before.span.end < after.span.end
