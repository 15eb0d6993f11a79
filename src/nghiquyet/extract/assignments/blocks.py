"""Tasks in blocks: a name of a task, and below it who has to do it and by when, each behind a label of its own.

    5. Xây dựng Nghị định về nhà ở
    - Cơ quan chủ trì: Bộ Xây dựng.
    - Thời hạn trình: trước ngày 01 tháng 3 năm 2026.

What a row of a table joins by its columns, a block joins by its labels: the bodies behind "Cơ quan chủ trì:" are told
the words over the labels (or behind "Nhiệm vụ:"), and their due stands behind "Thời hạn:".
"""

from collections.abc import Sequence

import regex
from attrs import evolve, frozen

from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ..bodies.mentions import Actor
from ..headings import MARKER
from ..view import Passage, TextView, sentences
from .cue_rows import row_rule
from .labelled_lists import label_role
from .told import Told

#: A label with its colon: short, and the first words of a line or a sentence.
_LABEL = pattern(r"(?:[\p{L}\d]+[\s,/-]+){0,7}[\p{L}\d]+\s*(?:\([^()]{0,40}\)\s*)?:\s*")
_FIELD = row_rule("field", "who_label", "due_column", "task_column", "other_label")
_ABOUT = ("who", "when", "what", "other")
#: How far from a label its block is looked for, in passages.
_FAR = 8
_END = pattern(r"[\s.;:,]*$")


@frozen
class Block:
    """What a block says beside its bodies: the task, by when, whom a task is done with."""

    task: Span | None = None
    when: Span | None = None
    whole: Span | None = None


def in_blocks(view: TextView, told: Sequence[tuple[int, Told]]) -> list[Told]:
    """Return the duties, those behind labels with the task and the time of their block.

    Each comes with the position of the passage that its label stands in.
    """
    blocks: dict[int, Block] = {}
    first = {at: _first_label(view, at) for at, each in told if each.labelled}
    partners: dict[int, list[Actor]] = {}
    for at, each in told:
        if each.labelled and each.role == "coordinate":
            partners.setdefault(first[at], []).append(each.actor)
    out: list[Told] = []
    for at, each in told:
        if not each.labelled or each.task is not None:
            out.append(each)
            continue
        key = first[at]
        if key not in blocks:
            blocks[key] = _block(view, key)
        block = blocks[key]
        named = _before(view, view.passages[at], each) or block.task
        helped = tuple(partners.get(key, ())) if each.role == "lead" else ()
        out.append(evolve(each, task=named, when=block.when, partners=each.partners or helped))
    return out


def _is_label(view: TextView, passage: Passage) -> bool:
    at = _start(view, passage)
    if label_role(view, passage) is not None:
        return True
    return _LABEL.match(view.low, at, passage.end) is not None and _says(view, at, passage.end) is not None


def _says(view: TextView, at: int, end: int) -> str | None:
    """Return what the label at *at* is about: "who", "what", "when", "other"; None if it opens no field of a block."""
    label = _LABEL.match(view.low, at, end)
    if label is None:
        return None
    field = _FIELD.match(view.low, at, label.end())
    return next((name for name in _ABOUT if field[name]), None) if field else None


def _start(view: TextView, passage: Passage) -> int:
    marker = MARKER.match(view.low, passage.start, passage.end)
    return marker.end() if marker else passage.start


def _first_label(view: TextView, at: int) -> int:
    """Return the position of the first passage of the block that has a label at *at*."""
    above = view.passages[at].above
    if above and label_role(view, view.passages[above[-1]]) is not None:  # "- Bộ Y tế" below "Cơ quan chủ trì"
        return _first_label(view, above[-1])
    first = at
    for place in range(at - 1, max(-1, at - 1 - _FAR), -1):
        passage = view.passages[place]
        if passage.above[: len(above)] != above or (passage.above == above and not _is_label(view, passage)):
            break
        first = place if passage.above == above else first
    return first


def _block(view: TextView, at: int) -> Block:
    """Read the block whose first label stands in the passage at *at*."""
    above = view.passages[at].above
    task = when = None
    if above:
        task = _name_of_task(view, view.passages[above[-1]])
    before = view.passages[at - 1] if at else None
    if before is not None and before.above == above:  # a paragraph over paragraphs
        task = _name_of_task(view, before)
    for place in range(at, min(len(view.passages), at + _FAR)):
        passage = view.passages[place]
        if passage.above[: len(above)] != above:
            break
        if place > at and passage.above == above and not _is_label(view, passage):
            break
        for start, end in sentences(view, passage):
            begun = _start(view, passage) if start == passage.start else start
            said = _says(view, begun, end)
            label = _LABEL.match(view.low, begun, end)
            if label and said == "when":
                when = Span(label.end(), end)
            elif label and said == "what":
                task = Span(label.end(), end)
            for field in _later_fields(view, begun, end):
                when = field
    return Block(task, when)


def _later_fields(view: TextView, start: int, end: int) -> list[Span]:
    """Return the times behind labels inside a sentence: "Cơ quan chủ trì: Bộ Y tế; thời hạn: quý I năm 2026"."""
    found = []
    for part in regex.finditer(r"[;,]\s+", view.low, pos=start, endpos=end):
        label = _LABEL.match(view.low, part.end(), end)
        if label and _says(view, part.end(), end) == "when":
            found.append(Span(label.end(), end))
    return found


def _name_of_task(view: TextView, passage: Passage) -> Span | None:
    """Return the words of a passage that names the task of the labels below it; None for a heading of a part."""
    start = _start(view, passage)
    if _END.match(view.low, start, passage.end) or label_role(view, passage) is not None:
        return None
    if word_list("duties", "section").search(view.low, start, passage.end):
        return None
    return Span(start, passage.end)


def _before(view: TextView, passage: Passage, told: Told) -> Span | None:
    """Return the words before a label in its own passage: "Lập bản đồ ngập. Cơ quan chủ trì: Sở Xây dựng"."""
    start = _start(view, passage)
    for begin, end in sentences(view, passage):
        begin = max(begin, start)
        if begin <= told.actor.start < end or begin >= told.actor.start:
            break
        if begin < end and _says(view, begin, end) is None:
            return Span(begin, end)
    return None
