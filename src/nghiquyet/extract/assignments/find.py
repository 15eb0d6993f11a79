"""Who must do what (phân công nhiệm vụ).

An assignment names a body and tells it to act: by a word of giving before the name ("giao", "đề nghị", "yêu cầu", "chỉ
đạo"), by a verb of duty after a name that opens a sentence or a clause, by standing alone at the head of a list of
tasks, or by its place in a table ("Cơ quan chủ trì"). What is only mentioned, allowed or encouraged is told nothing.

The words are data: data/bodies.toml, data/duties.toml, grammars/assignments.lark.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from attrs import evolve, frozen

from ...facts import Assignment, Role, Time
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...limits import in_time
from ...text.spans import Span
from ..bodies.mentions import Actor, actors_at
from ..context import Contexts, Source
from ..context import Role as ContextRole
from ..context.doers import is_order
from ..headings import after_marker, reporting
from ..table_rows import table_at
from ..view import Passage, TextView
from .blocks import in_blocks
from .candidates import marks_in, name_places, opening_of
from .labelled_lists import label_role, told_in_list
from .refusals import Left
from .sentences import clause_end, told_in
from .tables import only_bodies, told_in_table
from .told import Told

#: The end of a line that leaves a list of names open, and how near to the next line's beginning its first name stands.
_OVER_LINES, _NEAR = pattern(r"(?:(?<!\s)\s++)?[;,][\s*|]*$"), 4
#: What says that the bodies are listed below.
_BELOW = phrase_once("assignments", "below")
#: After so many passages it is asked whether there is time left.
_CHECKED = 16
_LISTED = frozenset({"bullet", "subbullet", "point", "item"})
#: A point of a meeting's agenda, under which the Government says what is and then what is to be done.
_TOPIC = phrase_once("assignments", "topic")
#: A goal whose year is not the limit of the task that serves it, and how far before the year its clause is looked at.
_OF_GOAL, _CLAUSE = phrase_once("assignments", "of_goal"), 160


def find_assignments(seen: Contexts, times: tuple[Time, ...]) -> tuple[Assignment, ...]:
    """Return every duty given to a named body, in the order of the text; *times* are the document's."""
    return tuple(assignment for assignment, _ in _found(_Document(seen), times))


@frozen
class Reading:
    """A document read for assignments.

    Attributes:
        found: What bodies are told, in the order of the text, each with the code of the way (`ways`).
        left: Bodies that are told nothing where they might have been, with the code of the reason (`refusals`).
        past: Passages under a heading that tells what was done.
    """

    found: tuple[tuple[Assignment, str], ...]
    left: tuple[Left, ...]
    past: tuple[Span, ...]


def read_assignments(seen: Contexts, times: tuple[Time, ...]) -> Reading:
    """Return the document read: what bodies are told, and who is told nothing for which reason."""
    document, left = _Document(seen), list[Left]()
    document.left = left
    found = _found(document, times)
    return Reading(found, tuple(left), tuple(document.silent))


def _found(document: "_Document", times: tuple[Time, ...]) -> tuple[tuple[Assignment, str], ...]:
    """Return what a document tells bodies, in the order of the text, each with the code of the way."""
    starts = [time.span.start for time in times]
    seen, found = document.contexts, dict[int, tuple[Assignment, str]]()
    named = cache(lambda actor: seen.view.words(actor.start, actor.end))  # a partner of many is named for each
    for told in in_blocks(seen.view, tuple(document.read())):
        if told.actor.start not in found and not told.actor.open:
            found[told.actor.start] = _assignment(seen, told, times, starts, named), told.way
    return tuple(found[at] for at in sorted(found))


def mentions(view: TextView) -> Iterator[tuple[Passage, Span]]:
    """Yield every place where the name of a body stands that the tables know, with its passage."""
    for passage in view.passages:
        done = passage.start
        within = passage.start, passage.end
        for _, place in name_places(view, *within, marks_in(view, *within)[0], opening=opening_of(view, *within)[0]):
            actors = actors_at(view, place, passage.end, semicolons=True, closed=True) if place >= done else ()
            done = actors[-1].end if actors else done
            yield from ((passage, actor.span) for actor in actors if not actor.open)


class _Document:
    """Reads the passages of a document in their order; what one says may hold for those below it."""

    def __init__(self, seen: Contexts) -> None:
        self.view, self.contexts = seen.view, seen
        self.told: set[int] = set()  # passages that tell a body something: what stands below them is its duty
        self.past: dict[tuple[int, ...], bool] = {}  # whether headings stand above what was done, not to be done
        self.introduced: tuple[int, ...] | None = None  # "Bộ Y tế:" has introduced the list that follows beside it
        self.labels: dict[int, Role] = {}  # headings "Cơ quan chủ trì" above a list of bodies
        self.listing: tuple[tuple[int, ...], Told] | None = None  # "Các cơ quan sau đây có trách nhiệm:"
        self.left: list[Left] | None = None  # bodies that are told nothing, with the reason, if somebody asks
        self.silent: list[Span] = []  # passages that tell what was done
        self.waiting: list[Actor] = []  # names of lines that end with ";": what they are told stands behind the last

    def read(self) -> Iterator[tuple[int, Told]]:
        """Yield the duties, each with the position of the passage that tells it."""
        cell: Passage | None = None  # the last passage, if it is one of a table
        above: tuple[int, ...] = ()
        past = False  # what stands above the last passage, and whether that tells what was done
        for at, passage in enumerate(self.view.passages):
            if not at % _CHECKED:
                in_time()
            if passage.zone not in ("body", "annex") or passage.node.kind == "enacting":
                continue
            if passage.node.kind == "cell":
                cell = passage
                continue
            if cell is not None:
                for told in told_in_table(self.view, table_at(self.view, cell.start)):
                    yield at, told
                cell = None
            if passage.above is not above:
                above = passage.above
                past = self._below_past(above)
            if past:
                self.silent.append(passage.span)
            else:
                for told in self._in_passage(at, passage):
                    yield at, told if told.passage is passage else evolve(told, passage=passage)
        for told in told_in_table(self.view, table_at(self.view, cell.start)) if cell is not None else ():
            yield len(self.view.passages) - 1, told

    def _orders(self, passage: Passage) -> bool:
        """Tell whether a passage stands where only tasks stand: under "Nhiệm vụ", "Tổ chức thực hiện"."""
        return self.contexts.of(passage).has_role(ContextRole.TASKS, ContextRole.ORGANISATION)

    def _of_listing(self, passage: Passage, above: tuple[int, ...], told: Told) -> tuple[Told, ...]:
        """Read the bodies of a list that a sentence announces: "Các cơ quan sau đây chịu trách nhiệm thi hành:"."""
        bodies = only_bodies(self.view, passage) if passage.above[: len(above)] == above else ()
        if not bodies:
            self.listing = None
        return tuple(
            evolve(told, actor=body, span=body.span, verb=None, task=Span(told.verb, told.span.end), way="announced")
            for body in bodies if told.verb is not None
        )  # fmt: skip

    def _list_goes_on(self, passage: Passage) -> tuple[Actor, ...]:
        """Return the names that a passage consists of, if the next line goes on with their list: "Sở Y tế;"."""
        view = self.view
        if view.low[passage.end - 1] not in ";,*| ":
            return ()
        if view.low[max(passage.start, passage.end - 4) : passage.end].rstrip("*| ")[-1:] not in (";", ","):
            return ()
        names = actors_at(view, after_marker(view, passage), passage.end, semicolons=True)
        whole = names and _OVER_LINES.match(view.low, names[-1].end, passage.end)
        return tuple(name for name in names if not name.open) if whole else ()

    def _opens(self, passage: Passage, actor: Actor) -> bool:
        """Tell whether a passage begins with a body: the names of the lines above stand in one list with it."""
        return actor.start - after_marker(self.view, passage) <= _NEAR

    def _below_past(self, above: tuple[int, ...]) -> bool:
        """Tell whether one of the headings above tells what was done."""
        if above not in self.past:
            self.past[above] = bool(above) and (self._below_past(above[:-1]) or self._is_past(above[-1]))
        return self.past[above]

    def _is_past(self, above: int) -> bool:
        heading = self.view.passages[above]
        words = self.view.low[heading.start : min(heading.end, heading.start + 200)]
        told = reporting(word_list("duties", "past"), words) is not None and not _TOPIC.search(words)
        return told and not is_order(self.view, after_marker(self.view, heading), heading.end)

    def _in_passage(self, at: int, passage: Passage) -> Iterator[Told]:
        view, above = self.view, passage.above
        if above and above[-1] in self.labels:
            bodies = tuple(told_in_list(view, passage, self.labels[above[-1]]))
            yield from bodies
            if bodies:
                return
        if role := label_role(view, passage):
            self.labels[at] = role
            return
        listed = passage.node.kind in _LISTED
        if self.listing is not None and (bodies := self._of_listing(passage, *self.listing)):
            yield from bodies
            return
        if self.introduced is not None:
            deep = len(above) > len(self.introduced)
            if above[: len(self.introduced)] != self.introduced or not (listed or deep):
                self.introduced = None
        held = self.introduced is not None or not self.told.isdisjoint(above)
        if names := self._list_goes_on(passage):
            self.waiting += names
            return
        waiting, self.waiting = self.waiting, []
        for each in told_in(view, at, passage, held=held, orders=self._orders, left=self.left):
            for name in waiting if each.verb is not None and self._opens(passage, each.actor) else ():
                yield evolve(each, actor=name, span=Span(name.start, each.span.end), way="announced")
            waiting = []
            announces = each.actor.open and _introduces(view, passage)
            if announces and _BELOW.search(view.low, each.actor.start, passage.end):
                self.listing = (above, each)
            self.told.add(at)
            heads = each.verb is None or (not each.actor.open and _introduces(view, passage))
            if heads and not listed and self.introduced is None:
                self.introduced = above
            yield each


def _introduces(view: TextView, passage: Passage) -> bool:
    """Tell whether a paragraph goes on in the list below it: "Các bộ ... tập trung vào các nội dung sau:"."""
    return view.low[max(passage.start, passage.end - 8) : passage.end].rstrip(" *").endswith(":")


def _due_above(seen: Contexts, passage: Passage) -> str | None:
    """Return the limit that the headings over a passage say: "Nhiệm vụ hoàn thành trước ngày 30/6/2027"."""
    period = seen.of(passage).period
    limits = period is not None and period.deadline and period.source in (Source.HEADING, Source.UNMARKED)
    return period.value if period and limits else None


def _assignment(
    seen: Contexts, told: Told, times: Sequence[Time], starts: Sequence[int], named: Callable[[Actor], str]
) -> Assignment:
    view = seen.view
    task = told.task or (Span(told.verb, told.span.end) if told.verb is not None else None)

    def within(span: Span) -> Sequence[Time]:
        return times[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    due = _column_due(view, within(told.when)) if told.when is not None else None
    own = (told.scope,) if told.listed > 1 else (told.task, told.scope, told.span)  # one limit of several is not all's
    if due is None and task is not None:
        spans = (span for span in (*own, told.later) if span)
        due = next((limit for span in spans if (limit := _first_limit(view, within(span)))), None)
        due = due or (_due_above(seen, told.passage) if told.passage and times else None)
    return Assignment(
        body=named(told.actor),
        role=told.role,
        body_span=Span(told.actor.start, told.actor.end),
        span=told.span,
        task=_task(view, told, task) if task is not None else None,
        due=due,
        partners=tuple(named(each) for each in told.partners if each.start != told.actor.start),
        unlisted=told.actor.unlisted,
    )


def _task(view: TextView, told: Told, task: Span) -> str:
    """Return the words of a task, with those of the next row where a page's end cut it."""
    words = _words(view, task)
    return f"{words} {_words(view, told.rest)}" if told.rest is not None else words


def _words(view: TextView, task: Span) -> str:
    """Return the words of a task, up to the end of the brackets that it stands in: "(Sở Xây dựng | chủ trì)"."""
    end = clause_end(view, task.start, task.end, "")
    return view.words(task.start, end).lstrip("-+*• ").rstrip(" .;:/")


def _first_limit(view: TextView, times: Sequence[Time]) -> str | None:
    return next((time.value for time in times if time.deadline and not _dates_goal(view, time)), None)


def _dates_goal(view: TextView, time: Time) -> bool:
    """Tell whether a year only dates a goal that a task serves: "thực hiện mục tiêu bao phủ | vào năm 2030"."""
    year = time.value is not None and time.value.isdigit()
    return year and _OF_GOAL.search(view.low, max(0, time.span.start - _CLAUSE), time.span.start) is not None


def _column_due(view: TextView, times: Sequence[Time]) -> str | None:
    """Return the due of a cell that says when: its limit, else the last time it names ("Tháng 6/2026", "Hằng quý").

    From when on something is done is no limit: "Từ năm 2027".
    """
    named = [time.value for time in times if time.type in ("date", "interval") and time.relation != "from"]
    again = [time.value for time in times if time.type == "set"]
    return _first_limit(view, times) or next((values[-1] for values in (named, again) if values), None)
