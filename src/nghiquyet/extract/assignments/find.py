"""Who must do what (phân công nhiệm vụ).

An assignment names a body and tells it to act: by a word of giving before the name ("giao", "đề nghị", "yêu cầu", "chỉ
đạo"), by a verb of duty after a name that opens a sentence or a clause, by standing alone at the head of a list of
tasks, or by its place in a table ("Cơ quan chủ trì"). What is only mentioned, allowed or encouraged is told nothing.

The words are data: data/bodies.toml, data/duties.toml, grammars/assignments.lark.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from ...facts import Assignment, Role, Time
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ..headings import reporting
from ..view import Passage, TextView
from .labelled_lists import label_role, told_in_list
from .sentences import clause_end, told_in
from .tables import told_in_table
from .told import Told

_LISTED = frozenset({"bullet", "subbullet", "point", "item"})
#: A point of a meeting's agenda, under which the Government says what is and then what is to be done.
_TOPIC = regex.compile(r"về\s+tình\s+hình\s+kinh\s+tế\s*-\s*xã\s+hội\s+(?:tháng|quý|\d)")


def find_assignments(view: TextView, times: tuple[Time, ...]) -> tuple[Assignment, ...]:
    """Return every duty given to a named body, in the order of the text; *times* are the document's."""
    starts = [time.span.start for time in times]
    found: dict[int, Assignment] = {}
    for told in _all(view):
        if told.actor.start not in found and not told.actor.open:
            found[told.actor.start] = _assignment(view, told, times, starts)
    return tuple(found[at] for at in sorted(found))


def _all(view: TextView) -> Iterator[Told]:
    told: set[int] = set()  # passages that tell a body something: what stands below them is its duty
    past: dict[int, bool] = {}  # headings above what was done, not what is to be done
    introduced: tuple[int, ...] | None = None  # a paragraph "Bộ Y tế:" has introduced the list that follows beside it
    labels: dict[int, Role] = {}  # headings "Cơ quan chủ trì" above a list of bodies
    rows: list[list[Passage]] = []
    for at, passage in enumerate(view.passages):
        if passage.zone not in ("body", "annex") or passage.node.kind == "enacting":
            continue
        column = getattr(passage.node, "column", None)
        if column is not None:
            if not rows or not column > getattr(rows[-1][-1].node, "column", 0):
                rows.append([])
            rows[-1].append(passage)
            continue
        yield from told_in_table(view, rows)
        rows = []
        for above in passage.above:
            if above not in past:
                heading = view.passages[above]
                words = view.low[heading.start : min(heading.end, heading.start + 200)]
                past[above] = reporting(word_list("duties", "past"), words) is not None and not _TOPIC.search(words)
        if any(past[above] for above in passage.above):
            continue
        if passage.above and passage.above[-1] in labels:
            bodies = tuple(told_in_list(view, passage, labels[passage.above[-1]]))
            yield from bodies
            if bodies:
                continue
        if role := label_role(view, passage):
            labels[at] = role
            continue
        listed = passage.node.kind in _LISTED
        if introduced is not None:
            deep = len(passage.above) > len(introduced)
            if passage.above[: len(introduced)] != introduced or not (listed or deep):
                introduced = None
        for each in told_in(view, at, passage, held=introduced is not None or not told.isdisjoint(passage.above)):
            told.add(at)
            heads = each.verb is None or (not each.actor.open and _introduces(view, passage))
            if heads and not listed and introduced is None:
                introduced = passage.above
            yield each
    yield from told_in_table(view, rows)


def _introduces(view: TextView, passage: Passage) -> bool:
    """Tell whether a paragraph goes on in the list below it: "Các bộ ... tập trung vào các nội dung sau:"."""
    return view.low[max(passage.start, passage.end - 8) : passage.end].rstrip(" *").endswith(":")


def _assignment(view: TextView, told: Told, times: Sequence[Time], starts: Sequence[int]) -> Assignment:
    task = told.task or (Span(told.verb, told.span.end) if told.verb is not None else None)

    def within(span: Span) -> Sequence[Time]:
        return times[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    due = None
    if told.when is not None:
        due = _column_due(within(told.when))
    if due is None and task is not None:
        due = _first_limit(within(told.task or told.span))
    return Assignment(
        body=view.words(told.actor.start, told.actor.end),
        role=told.role,
        body_span=Span(told.actor.start, told.actor.end),
        span=told.span,
        task=_words(view, task) if task is not None else None,
        due=due,
        partners=tuple(view.words(each.start, each.end) for each in told.partners if each.start != told.actor.start),
        unlisted=told.actor.unlisted,
    )


def _words(view: TextView, task: Span) -> str:
    """Return the words of a task, up to the end of the brackets that it stands in: "(Sở Xây dựng | chủ trì)"."""
    end = clause_end(view, task.start, task.end, "")
    return view.words(task.start, end).lstrip("-+*• ").rstrip(" .;:/")


def _first_limit(times: Sequence[Time]) -> str | None:
    return next((time.value for time in times if time.deadline), None)


def _column_due(times: Sequence[Time]) -> str | None:
    """Return the due of a cell that says when: its limit, else the last time it names ("Tháng 6/2026")."""
    named = [time.value for time in times if time.type in ("date", "interval")]
    return _first_limit(times) or (named[-1] if named else None)
