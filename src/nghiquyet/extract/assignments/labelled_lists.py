"""Bodies in lists under a label: "a) Cơ quan chủ trì" over "- Bộ Quốc phòng", "b) Cơ quan phối hợp" over others."""

from collections.abc import Iterator

from ...facts import Role
from ...lexicon.phrase_grammar import phrase_once
from ...text.spans import Span
from ..headings import MARKER
from ..view import Passage, TextView
from .tables import only_bodies
from .told import Told

_LABEL = phrase_once("assignments", "bare_label")


def label_role(view: TextView, passage: Passage) -> Role | None:
    """Return the role of the bodies listed below a passage, or None if it is no label."""
    if passage.end - passage.start > 80:
        return None
    marker = MARKER.match(view.low, passage.start, passage.end)
    found = _LABEL.fullmatch(view.low, marker.end() if marker else passage.start, passage.end)
    if found is None:
        return None
    return "coordinate" if found["coordinate"] else "monitor" if found["monitor"] else "lead"


def told_in_list(view: TextView, passage: Passage, role: Role) -> Iterator[Told]:
    """Read the bodies of a passage that holds nothing else, each with the role of the label above it."""
    for actor in only_bodies(view, passage):
        yield Told(actor, role, Span(actor.start, actor.end), labelled=True, way="under-label")
