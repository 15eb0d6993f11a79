"""Goals without a number: "huyện Phú Khê đạt chuẩn huyện nông thôn mới"."""

from collections.abc import Iterator
from functools import cache

import regex

from ...facts import Target
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, words
from ...limits import in_time
from ...text.spans import Span
from ..context import Contexts
from ..view import TextView
from .due_dates import Calendar
from .indicator_keys import indicator_key
from .section_context import setting_of


@cache
def statuses() -> tuple[str, ...]:
    """Return the words without which no passage has a milestone: the pattern is slow where it finds nothing."""
    return tuple(row_words("roles", "statuses"))


@cache
def _milestone() -> "regex.Pattern[str]":
    """Match a place by name that is to reach a status."""
    return phrase_once("roles", "milestone", _statuses=words(statuses()))


def find_milestones(view: TextView, contexts: Contexts, calendar: Calendar) -> Iterator[Target]:
    """Yield the goals without a number that stand in lists of goals; their role is "milestone"."""
    for passage, _ in view.passages_with(statuses()):
        in_time()
        if passage.zone not in ("body", "annex") or passage.node.kind == "cell":
            continue
        for found in _milestone().finditer(view.plain, passage.start, passage.end):
            context = contexts.of(passage)
            setting = setting_of(context, passage)
            if not setting.goals:
                break
            due = calendar.inherited(context, passage.start)
            indicator = view.words(*found.span())
            yield Target(
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
                number_span=Span(found.start(), found.start()),
                span=Span(*found.span()),
                key=indicator_key(indicator),
                scope=view.words(*found.span("who")),
                indicator_spans=(Span(*found.span()),),
                why=(f"heading-of-goals: {setting.words}",),
            )
