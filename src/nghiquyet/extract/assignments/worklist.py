"""The work list of a resolution: who has to do what, with whom, by when (bảng phân công nhiệm vụ).

An `Assignment` is one mention of a body. A reader who plans work wants one row a task: the bodies of one clause
together, the partners beside them, and the tasks that stand below a body's name each in a row of its own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import frozen

from ...facts import Assignment, Time
from ...text.spans import Span
from ..view import TextView


@frozen(kw_only=True)
class Task:
    """One task.

    Attributes:
        who: The bodies that have to do it.
        role: "lead", "coordinate" or "monitor".
        partners: The bodies it is to be done with, open sets ("các cơ quan liên quan") included.
        what: The words of the task.
        due: Its deadline, ISO 8601.
        span: Where its words stand.
        address: The citable address of the node that holds it.
    """

    who: tuple[str, ...]
    role: str
    partners: tuple[str, ...]
    what: str
    due: str | None
    span: Span
    address: str | None = None


def tasks(view: TextView, assignments: Sequence[Assignment], times: Sequence[Time]) -> tuple[Task, ...]:
    """Return the tasks of a document, in the order of the text.

    A body that is only named as a partner has no row of its own: it is in the row of the body that leads.
    """
    rows: list[Task] = []
    starts = [time.span.start for time in times]
    passages = [passage.start for passage in view.passages]
    led = {each.span: each.partners for each in assignments if each.role == "lead" and each.partners}
    for together in _together(assignments):
        first = together[0]
        who = tuple(each.body for each in together)
        if first.role == "coordinate" and set(who) <= set(led.get(first.span, ())):
            continue
        if first.task is not None:
            rows.append(
                Task(
                    who=who,
                    role=first.role,
                    partners=first.partners,
                    what=first.task,
                    due=first.due,
                    span=first.span,
                    address=first.address,
                )
            )
        elif first.role == "lead":
            rows += _below(view, who, together[-1], passages, times, starts)
    return tuple(rows)


def _together(assignments: Sequence[Assignment]) -> Iterator[list[Assignment]]:
    """Yield the assignments of one clause together: the same words, the same role."""
    group: list[Assignment] = []
    for each in assignments:
        if group and (each.role, each.task, each.span.end) != (group[-1].role, group[-1].task, group[-1].span.end):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _below(
    view: TextView,
    who: tuple[str, ...],
    last: Assignment,
    passages: Sequence[int],
    times: Sequence[Time],
    starts: Sequence[int],
) -> Iterator[Task]:
    """Yield a task for each unit that stands below the names of *who*."""
    at = bisect_left(passages, last.body_span.end)
    for passage in view.passages[at:]:
        if passage.start >= last.span.end:
            break
        due = None
        for time in times[bisect_left(starts, passage.start) :]:
            if time.span.start >= passage.end:
                break
            if time.deadline:
                due = time.value
                break
        what = view.words(passage.start, passage.end).lstrip("-+*• ").rstrip(" ;.,:/")
        if what:
            yield Task(who=who, role=last.role, partners=(), what=what, due=due, span=passage.span)
