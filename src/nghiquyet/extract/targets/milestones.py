"""Goals without a number: "huyện Phú Khê đạt chuẩn huyện nông thôn mới"."""

from collections.abc import Iterator

from ...facts import Target
from ...lexicon.lazy import pattern
from ...limits import in_time
from ...text.spans import Span
from ..context import Contexts
from ..view import TextView
from .due_dates import Calendar
from .indicator_keys import indicator_key
from .section_context import setting_of

# A place by name that is to reach a status.
_MILESTONE = pattern(
    r"(?P<who>(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Xx]ã|[Pp]hường|[Tt]ỉnh|[Tt]hị trấn|[Đđ]ặc khu)"
    r"(?:\s+\p{Lu}\p{L}*){1,4})\s+"
    r"(?:(?:được công nhận\s+)?đạt chuẩn|hoàn thành|trở thành|được công nhận|thoát)[^;.,()\d]{4,120}"
)
#: Words without which no passage has a milestone: the pattern is slow where it finds nothing.
_STATUS = ("đạt chuẩn", "hoàn thành", "trở thành", "được công nhận", "thoát")


def find_milestones(view: TextView, contexts: Contexts, calendar: Calendar) -> Iterator[Target]:
    """Yield the goals without a number that stand in lists of goals; their role is "milestone"."""
    for passage, _ in view.passages_with(_STATUS):
        in_time()
        if passage.zone not in ("body", "annex") or passage.node.kind == "cell":
            continue
        for found in _MILESTONE.finditer(view.plain, passage.start, passage.end):
            context = contexts.of(passage)
            setting = setting_of(context, passage)
            if not setting.goals:
                break
            due = calendar.inherited(context, passage)
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
