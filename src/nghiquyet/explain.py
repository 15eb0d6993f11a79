"""Why a number, a date, a citation or a body became a fact or was left out, and by which rule.

The parts of a document are read again with their reasons kept. Each layer is one function in `EXPLAINERS`, which yields
its explanations.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property

import regex
from attrs import frozen

from .document import Document
from .extract.assignments.find import Reading, mentions, read_assignments
from .extract.assignments.refusals import REASONS as NO_DUTY
from .extract.assignments.ways import DOCS as DUTIES
from .extract.bodies.heads import open_nouns
from .extract.context import Contexts, contexts
from .extract.targets.find import Stage, read_targets
from .extract.view import TextView, view_of
from .facts import Target
from .opening import moved, open_up
from .text.spans import Span
from .tree import Cell, Heading, Node


@frozen(kw_only=True)
class Explanation:
    """What became of one thing in the text.

    Attributes:
        kind: "number", "time", "reference" or "body".
        text: Its words.
        span: Where it stands.
        line: Its line, from 1.
        outcome: What it became ("target", "result", "time", "reference", "lead", ...), or "left out".
        stage: The part of the package that decided.
        code: The code of the rule (docs/targets.md), or where the decision came from.
        why: The reason in words.
    """

    kind: str
    text: str
    span: Span
    line: int
    outcome: str
    stage: str
    code: str
    why: str


class Subject:
    """A document with what the explainers need of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._line_starts = [0, *(at + 1 for at, letter in enumerate(document.text) if letter == "\n")]

    @cached_property
    def view(self) -> TextView:
        """The view that the extractors read."""
        return view_of(self.document.text, self.document.tree)

    @cached_property
    def contexts(self) -> Contexts:
        """What the headings say of the passages."""
        return contexts(self.view, self.document.tree, self.document.times)

    @cached_property
    def assignments(self) -> Reading:
        """The document read for assignments once more, with the reasons."""
        return read_assignments(self.contexts, self.document.times)

    @cached_property
    def targets(self) -> Stage:
        """The passages read for targets once more, the reasons of what was left out kept."""
        document = self.document
        return read_targets(self.contexts, document.times, document.references, document.metadata)

    @cached_property
    def _leaves(self) -> tuple[list[int], list[Node]]:
        leaves = list(self.document.tree.leaves())
        return [leaf.span.start for leaf in leaves], leaves

    def leaf(self, offset: int) -> Node:
        """Return the smallest part of the document that stands at an offset."""
        starts, leaves = self._leaves
        return leaves[max(0, bisect_right(starts, offset) - 1)]

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return bisect_right(self._line_starts, offset)

    def say(self, kind: str, span: Span, outcome: str, stage: str, code: str, why: str) -> Explanation:
        """Return an explanation of the words at *span*."""
        words = " ".join(self.document.text[span.start : span.end].split())
        return Explanation(
            kind=kind, text=words, span=span, line=self.line(span.start),
            outcome=outcome, stage=stage, code=code, why=why,
        )  # fmt: skip


Explainer = Callable[[Subject], Iterator[Explanation]]

_DIGITS = regex.compile(r"\d(?:[\d.,/]*\d)?")


def numbers(subject: Subject) -> Iterator[Explanation]:
    """Explain every number: the target or result that it gives, or the rule that left it out."""
    document = subject.document
    told: list[tuple[Span, str, str, str, str]] = []
    for target in document.targets:
        if target.number:
            why = "; ".join([*target.why, f"due from: {target.due_from}" if target.due_from else "no due"])
            indicator = "; ".join([target.indicator, *borrowed(subject, target)])
            told.append((target.number_span, target.role, "extract.targets", "found", f"{indicator}: {why}"))
    for left in subject.targets.left_out:
        told.append((left.span, "left out", "extract.targets.rejections", left.code, left.why))
    told.sort(key=lambda each: each[0])
    ends = [each[0].end for each in told]
    for span, *said in told:
        yield subject.say("number", span, *said)
    holes = sorted(
        [(time.span, "in-time") for time in document.times]
        + [(cited.span, "in-reference") for cited in document.references]
    )
    hole_ends = [span.end for span, _ in holes]
    for found in _DIGITS.finditer(document.text):
        span = Span(*found.span())
        at = bisect_left(ends, span.start + 1)
        if at < len(told) and told[at][0].start < span.end:
            continue  # explained above
        yield _untold(subject, span, holes, hole_ends)


def borrowed(subject: Subject, target: Target) -> Iterator[str]:
    """Yield where those words of an indicator come from that its own clause leaves out: '"tỷ lệ" from its row'."""
    own = subject.leaf(target.number_span.start)
    for span in target.indicator_spans:
        if not target.span.start <= span.start < target.span.end or isinstance(own, Cell):
            leaf = subject.leaf(span.start)
            words = " ".join(subject.document.text[span.start : min(span.end, leaf.span.end)].split()).rstrip(" :;,")
            if leaf is not own or not isinstance(own, Cell):
                yield f'"{words}" from {_place(leaf, own, span.end <= target.number_span.start)}'


def _place(leaf: Node, own: Node, before: bool) -> str:
    """Name the place of borrowed words as seen from the number that borrows them."""
    if leaf is own:
        return f"the clause {'before' if before else 'behind'}"
    if isinstance(leaf, Cell) and isinstance(own, Cell):
        beside = leaf.parent is own.parent
        return "its row" if beside else "its column" if _covers(leaf, own) else "another row"
    if isinstance(own, Cell):
        return "the words over its table"
    under = leaf.parent
    above = own.parent
    while above is not None and above is not under:
        above = above.parent
    if isinstance(leaf, Heading) or (above is under and under is not own.parent):
        return "the heading over it"
    return f"the words {'before' if before else 'behind'} it"


def _covers(head: Cell, cell: Cell) -> bool:
    return head.column < cell.column + cell.columns and cell.column < head.column + head.columns


def _untold(subject: Subject, span: Span, holes: list[tuple[Span, str]], ends: list[int]) -> Explanation:
    """Explain a number that no target stage has seen: it is part of something else, or was never an amount."""
    at = bisect_left(ends, span.start + 1)
    if at < len(holes) and holes[at][0].start < span.end:
        part = "time" if holes[at][1] == "in-time" else "reference"
        return subject.say("number", span, "left out", f"extract.{part}s", holes[at][1], f"It is part of a {part}.")
    if any(parted.start <= span.start < parted.end for parted in subject.view.doubtful):
        why = "Digits with a gap between them are one number or two."
        return subject.say("number", span, "left out", "extract.parted_numbers", "number-parted", why)
    return subject.say(
        "number", span, "left out", "extract.quantities", "no-amount",
        "No amount is read here: a label, a name, an ordinal, or a part of the document without values.",
    )  # fmt: skip


def times(subject: Subject) -> Iterator[Explanation]:
    """Explain every time: its value, and why it is a deadline or none."""
    for time in subject.document.times:
        outcome = f"{time.type} {time.value}" + (", deadline" if time.deadline else "")
        yield subject.say("time", time.span, outcome, "extract.times", time.relation or "time", time.why or "")


def references(subject: Subject) -> Iterator[Explanation]:
    """Explain every citation: the document that it names, and what this document does with it."""
    for cited in subject.document.references:
        code = "by-number" if cited.number else "by-name"
        why = f"{cited.doc_type} {cited.number or ''}".strip() + (f", role: {cited.role}" if cited.role else "")
        outcome = f"reference {cited.key or ''}".strip()
        yield subject.say("reference", cited.span, outcome, "extract.references", code, why)


def bodies(subject: Subject) -> Iterator[Explanation]:
    """Explain every body: its duty and the form that gives it, or why it has none."""
    reading, seen = subject.assignments, set[int]()
    for duty, way in reading.found:
        seen.add(duty.body_span.start)
        why = f"{DUTIES[way]} task: {duty.task or '-'}; due: {duty.due or '-'}"
        yield subject.say("body", duty.body_span, duty.role, "extract.assignments", way, why)
    for left in reading.left:
        nobody = left.code == "open-set" and not open_nouns().search(subject.view.low, left.span.start, left.span.end)
        if left.span.start not in seen and not nobody:  # "các chỉ tiêu" names no bodies
            seen.add(left.span.start)
            yield subject.say("body", left.span, "left out", "extract.assignments", left.code, NO_DUTY[left.code])
    past = {span.start for span in reading.past}
    for passage, span in mentions(subject.view):
        if span.start not in seen:
            seen.add(span.start)
            outside = passage.zone not in ("body", "annex")
            code = "outside-body" if outside else "part-of-results" if passage.start in past else "only-mentioned"
            yield subject.say("body", span, "left out", "extract.assignments", code, NO_DUTY[code])


#: What explains: one function a layer. A layer that can say more replaces its own.
EXPLAINERS: tuple[Explainer, ...] = (numbers, times, references, bodies)


def explain(document: Document, *, line: int | None = None) -> tuple[Explanation, ...]:
    """Return, for each number, time, citation and body, what was found by which rule or by which it was left out.

    Args:
        document: A parsed document.
        line: Only what begins in this line, from 1.

    >>> import nghiquyet
    >>> document = nghiquyet.parse_text("II. MỤC TIÊU\\n1. Che phủ rừng đạt 42%, đi qua địa bàn 03 huyện.\\n")
    >>> for each in explain(document, line=2):
    ...     print(each.text, each.outcome, each.code)
    1 left out no-amount
    42 target found
    03 left out only-describes
    """
    subject = Subject(document.opened())
    found = [each for explainer in EXPLAINERS for each in explainer(subject) if line is None or each.line == line]
    found = list(moved(tuple(found), open_up(document.text).back))
    return tuple(sorted(found, key=lambda each: (each.span, each.kind)))
