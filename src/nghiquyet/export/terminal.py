"""A document in a terminal: its outline, tables of its facts."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..document import Document
from ..facts import Reference, Target
from ..text.escape import shown
from ..tree import Node
from .dates import shown_due
from .rows import Row, rows
from .screen import BOLD, DIM, Rows, Terminal, clip, columns_of, wrap

if TYPE_CHECKING:
    from ..extract.assignments.worklist import Task
    from ..extract.context import Said

COMPARATORS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}


# The outline.


def show_tree(document: Document, terminal: Terminal, *, full: bool = False, context: bool = False) -> Iterator[str]:
    """Yield the outline: a line a node, indented, with its kind, its address and how its words begin.

    With *context*, a line below tells what the place of a node says of it, and where that is said.
    """
    width = terminal.width or 100
    said = _contexts(document) if context else {}
    stack: list[tuple[Node, int]] = [(child, 0) for child in reversed(document.tree.children)]
    while stack:
        node, depth = stack.pop()
        inner = [child for child in node.children if child.kind not in ("words", "furniture")]
        own = node.children[: len(node.children) - len(inner)] if inner else node.children
        stack += [(child, depth + 1) for child in reversed(inner)]
        parts = [part for part in own if part.kind == "words"] or [node] * (not inner)
        words = shown(" ".join(" ".join(document.text[part.span.start : part.span.end] for part in parts).split()))
        name = shown(" ".join(filter(None, (node.kind, document.address(node)))))
        head = "  " * min(depth, 20) + name
        room = max(width - columns_of(head) - 2, 20)
        lines = wrap(words, room) if full else [clip(words, room)]
        code = DIM if node.kind == "furniture" else BOLD if inner else ""
        yield f"{terminal.paint(head, DIM)}  {terminal.paint(lines[0], code)}".rstrip()
        for line in lines[1:]:
            yield " " * (columns_of(head) + 2) + terminal.paint(line, code)
        if id(node) in said:
            yield "  " * min(depth, 20) + terminal.paint(f"    ← {said[id(node)]}", DIM)


def _contexts(document: Document) -> dict[int, str]:
    """Return the contexts of the nodes that have one, each on one line, by the identity of the node."""
    from ..extract.context import contexts
    from ..extract.view import view_of

    view = view_of(document.text, document.tree)
    found = contexts(view, document.tree, document.times)
    lines = {}
    for passage in view.passages:
        if passage.zone in ("body", "annex") and (said := found.of(passage).said()):
            lines[id(passage.node)] = "; ".join(_said(document, *each) for each in said.items())
    return lines


def _said(document: Document, name: str, said: "Said") -> str:
    place = document.address(said.node)
    return f"{name}: {clip(said.value, 60)} ({said.source}{f' {place}' if place else ''}: {clip(said.words, 40)!r})"


# Tables.


def target_rows(document: Document) -> Rows:
    """Return the targets as rows."""
    return [
        (
            target.address or "",
            target.role,
            target.indicator,
            shown_value(target),
            target.unit.text if target.unit else "",
            target.change or "",
            shown_due(document, target.due, target.span),
        )
        for target in document.targets
    ]


def shown_value(target: Target) -> str:
    """Return the value of a target as people write it: "≥ 30", "8 - 8.5"; "" for a milestone."""
    if target.low is None or target.high is None:
        return ""
    if target.low != target.high:
        return f"{target.low} - {target.high}"
    return f"{COMPARATORS.get(target.comparator or '', '')}{target.low}"


def reference_rows(document: Document) -> Rows:
    """Return the references as rows."""

    def row(mention: Reference) -> tuple[str, ...]:
        place = document.addresses.holding(mention.span)
        said = (mention.doc_type, mention.number, mention.date, mention.issuer, mention.role)
        return (place.address if place else "", *(each or "" for each in said), " ".join(mention.text.split()))

    return [row(each) for each in document.references]


def task_rows(document: Document) -> Rows:
    """Return the work list as rows."""

    def row(task: "Task") -> tuple[str, ...]:
        due = shown_due(document, task.due, task.span)
        return (task.address or "", ", ".join(task.who), task.role, due, ", ".join(task.partners), task.what)

    return [row(each) for each in document.tasks]


#: The tables by the name of their command: columns, and what makes the rows.
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Document], Rows]]] = {
    "targets": (("address", "role", "indicator", "value", "unit", "change", "due"), target_rows),
    "refs": (("address", "type", "number", "date", "issuer", "role", "text"), reference_rows),
    "tasks": (("address", "body", "role", "due", "with", "task"), task_rows),
}

#: The layer of `Document.rows` behind each table.
LAYERS = {"targets": "targets", "refs": "references", "tasks": "tasks"}


def due_before(day: date) -> Callable[[Row], bool]:
    """Return a test for rows of `Document.rows` that are due before *day*; results are never due."""

    def due(row: Row) -> bool:
        last = row["due_last"]
        return isinstance(last, date) and last < day and row["role"] != "result"

    return due


def kept_rows(document: Document, table: str, keep: Callable[[Row], bool] | None) -> Rows:
    """Return the rows of *table*: all, or those whose rows in `Document.rows` are kept."""
    made = TABLES[table][1](document)
    if keep is None:
        return made
    return [shown for shown, row in zip(made, rows(document, LAYERS[table]), strict=True) if keep(row)]
