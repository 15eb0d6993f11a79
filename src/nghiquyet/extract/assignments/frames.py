"""Duties said the other way round, turned into the same `Told` as the active form: doer, role, task.

    Nhiệm vụ của Sở Y tế | là cấp phát thuốc           what a body has to do is (nominal)
    Lập bản đồ | là trách nhiệm của Sở Y tế            a task is for a body to do (nominal)
    Việc tu bổ di tích | do Sở Y tế đảm nhận           a task is done by a body (passive)
    Công tác tiêm phòng | được giao cho Sở Y tế        a task is given to a body (passive)

A passive that only tells what something is ("mẫu phiếu do Bộ Y tế ban hành") gives nobody a task: its subject is the
object of another verb, or its verb is one of deciding. The words are rows of data/duties.toml.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

import regex

from ...facts import Role
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ..bodies.mentions import Actor, actors_at
from ..view import TextView, past_blanks
from .cue_rows import row_rule
from .duty_verbs import decides, partners_in, verb_at
from .told import Told

_TASKS_OF = row_rule("tasks_of", "task_names", "task_kinds", "owned_by")
_IS = row_rule("is_task", "copula")
_FOR = row_rule("task_for", "task_names", "task_kinds", "owned_by")
_GIVEN = row_rule("given_to", "was_given")
_BY = phrase_once("assignments", "done_by")
_MET = row_rule("met", "met")
#: The rows of words without which no clause is turned round, by the pattern that they are of.
_OPENS, _NOMINAL_END, _GIVEN_TO, _DONE_BY = 8, 16, 32, 128
TURNS = {_OPENS: "task_names", _NOMINAL_END: "turn_for", _GIVEN_TO: "turn_given", _DONE_BY: "turn_by"}
#: A place and what begins there.
Mark = tuple[int, int]
_END = pattern(r"[\s.;:]*$")
_SPACE = pattern(r"\s*")
#: The longest subject of a passive, in letters.
_SUBJECT = 300
#: The longest that does not say that it is a task, in words: a longer one has a verb of its own.
_WORDS = 9


def turned(view: TextView, start: int, end: int, words: Sequence[Mark]) -> Iterator[Told]:
    """Yield what a clause from *start* to *end* tells a body to do in a form other than the active one.

    *words*: its words that turn a clause round, each with the forms that it is of.
    """
    turns = reduce(or_, (forms for _, forms in words))
    opening = _TASKS_OF.match(view.low, start, end) if turns & _OPENS else None
    if opening:
        yield from _nominal(view, start, opening.end(), end)
        return
    if not any(at > start and forms & (_NOMINAL_END | _GIVEN_TO | _DONE_BY) for at, forms in words):
        return
    within = start, min(end, start + _SUBJECT)
    ending = _first(view, _FOR, words, _NOMINAL_END, within)
    given = None if ending else _first(view, _GIVEN, words, _GIVEN_TO, within)
    found = ending or given or _first(view, _BY, words, _DONE_BY, within)
    if found is None or _is_fronted(view, start, end):
        return
    if ending:
        yield from _ending(view, start, ending.start(), ending.end(), end)
    elif given:
        if given["was"] is not None or word_list("duties", "task_nouns").match(view.low, start, end):
            yield from _passive(view, start, given.end(), end, given=True)
    elif not _MET.search(view.low, start, found.start()):
        yield from _passive(view, start, found.end(), end, given=False)


def _is_fronted(view: TextView, start: int, end: int) -> bool:
    """Tell whether a clause begins with a phrase in front, or points back: its subject names no task."""
    if not any(word_list("duties", row).match(view.low, start, end) for row in ("front", "points_back")):
        return False
    return word_list("duties", "monitor").match(view.low, start, end) is None  # "Theo dõi việc ... do X đảm nhận"


def _first(
    view: TextView, rule: "regex.Pattern[str]", words: Sequence[Mark], form: int, within: tuple[int, int]
) -> "regex.Match[str] | None":
    """Return the first match of a rule at words of a form that stand behind others; *within*: from where to where."""
    low, (start, reach) = view.low, within
    for at, forms in words:
        if forms & form and start < at < reach and low[at - 1].isspace() and (found := rule.match(low, at, reach)):
            return found
    return None


def _closed(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if not actor.open)


def _nominal(view: TextView, start: int, at: int, end: int) -> Iterator[Told]:
    """Read "nhiệm vụ của X là ...": the verb stands behind the copula."""
    actors = actors_at(view, at, end, placed=True)
    copula = _IS.match(view.low, actors[-1].end, end) if actors else None
    if copula is None or _END.match(view.low, copula.end(), end):
        return
    verb = verb_at(view, copula.end(), end)
    role: Role = "monitor" if verb and verb.group("watch") else "lead"
    partners = tuple(actor for _, actor in partners_in(view, copula.end(), end))
    for actor in _closed(actors):
        yield Told(actor, role, Span(start, end), copula.end(), partners, way="nominal")


def _ending(view: TextView, start: int, stop: int, at: int, end: int) -> Iterator[Told]:
    """Read "... là trách nhiệm của X": the names end the clause, the task is what stands before."""
    actors = actors_at(view, at, end, placed=True)
    if actors and _END.match(view.low, actors[-1].end, end) and not any(actor.open for actor in actors):
        task = Span(start, start + len(view.low[start:stop].rstrip()))
        for actor in actors:
            yield Told(actor, "lead", Span(start, end), start, task=task, way="nominal")


def _passive(view: TextView, start: int, at: int, end: int, *, given: bool) -> Iterator[Told]:
    """Read "... do X đảm nhận", "... được giao cho X": the task is the whole clause."""
    actors = actors_at(view, at, end, placed=True)
    gap = _SPACE.match(view.low, actors[-1].end, end) if actors else None
    named = word_list("duties", "task_nouns").match(view.low, start, at)
    if gap is None or ("," in view.low[start:at] and not (given and named)):
        return
    comma = view.low.find(",", gap.end(), end)
    rest = (gap.end(), comma if comma > 0 else end)
    subject = view.low[start:at]
    strong = word_list("duties", "strong").match(view.low, gap.end(), end)  # "theo dõi ... do X đảm nhận"
    if not (named or strong) and (verb_at(view, start, end) or subject.count(" ") > _WORDS):
        return
    if not given and word_list("duties", "predicate").search(subject):
        return
    ends = _END.match(view.low, gap.end(), end) is not None
    if ends and not given:
        return
    partners = tuple(actor for _, actor in partners_in(view, gap.end(), end))
    verbs = (gap.end(), *(past_blanks(view.low, each.end, end) for each in partners[-1:]))
    decided = not given and any(decides(view, each, end) for each in verbs)
    says = decided or word_list("duties", "predicate").search(view.low, *rest)
    if not ends and (says or not view.low[gap.end()].isalpha()):
        return
    verb = verb_at(view, gap.end(), end)
    role: Role = "monitor" if verb and verb.group("watch") else "coordinate" if verb and verb.group("work") else "lead"
    for actor in _closed(actors):
        yield Told(actor, role, Span(start, end), start, partners, Span(start, end), way="passive")
