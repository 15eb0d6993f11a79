"""What a person reads in a terminal: an outline, tables, colour where it helps.

Words are fitted by the columns they take on the screen: a combining mark takes none, a wide letter two.
"""

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from attrs import frozen

from ..document import Document
from ..facts import Reference, Target
from ..text.escape import shown
from ..tree import Node
from .dates import shown_due

if TYPE_CHECKING:
    from ..extract.assignments.worklist import Task
    from ..extract.context import Said

_DIM, _BOLD, _OFF = "\x1b[2m", "\x1b[1m", "\x1b[0m"
COMPARATORS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
_WHOLE_COLUMNS = 16  # a column up to this wide is never narrowed


@frozen
class Terminal:
    """Where lines are shown.

    Attributes:
        width: Columns to fit into; None for a pipe or a file, where nothing is cut.
        colour: Whether escape sequences are welcome.
    """

    width: int | None = None
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> "Terminal":
        """Return what *stream* is: colour only on a terminal, and not when NO_COLOR is set (no-color.org)."""
        if not stream.isatty():
            return cls(width=shutil.get_terminal_size().columns if "COLUMNS" in os.environ else None)
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(width=shutil.get_terminal_size().columns, colour=colour)

    def paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_OFF}" if self.colour and text else text


def columns_of(text: str) -> int:
    """Return how many columns *text* takes.

    >>> columns_of("ngh\\u1ecb quy\\u1ebft"), columns_of("quye\\u0302\\u0301t"), columns_of("決議")
    (10, 5, 4)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return len(text) + wide - sum(unicodedata.category(each) in ("Mn", "Me", "Cf") for each in text)


def clip(text: str, width: int) -> str:
    """Return *text*, cut to *width* columns with "…" where it is longer."""
    if columns_of(text) <= width:
        return text
    taken, out = 0, []
    for each in text:
        taken += columns_of(each)
        if taken > width - 1:
            break
        out.append(each)
    return "".join(out).rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """Break *text* between words into lines of at most *width* columns; a longer word is broken inside."""
    lines: list[str] = []
    line, taken = "", 0
    for word in text.split():
        size = columns_of(word)
        if line and taken + 1 + size > width:
            lines.append(line)
            line, taken = "", 0
        while size > width:
            head = clip(word, width)[:-1] or word[0]
            lines.append(head)
            word = word[len(head) :]
            size = columns_of(word)
        line, taken = (f"{line} {word}", taken + 1 + size) if line else (word, size)
    return [*lines, line] if line or not lines else lines


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
        code = _DIM if node.kind == "furniture" else _BOLD if inner else ""
        yield f"{terminal.paint(head, _DIM)}  {terminal.paint(lines[0], code)}".rstrip()
        for line in lines[1:]:
            yield " " * (columns_of(head) + 2) + terminal.paint(line, code)
        if id(node) in said:
            yield "  " * min(depth, 20) + terminal.paint(f"    ← {said[id(node)]}", _DIM)


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

Rows = list[tuple[str, ...]]


def show_table(columns: Sequence[str], rows: Rows, terminal: Terminal) -> Iterator[str]:
    """Yield a table as lines: words wrapped inside their column on a terminal, a row a line in a pipe."""
    rows = [tuple(map(shown, row)) for row in rows]
    widths = _fit([max(map(columns_of, column)) for column in zip(columns, *rows, strict=True)], terminal.width)
    for number, row in enumerate([tuple(columns), *rows]):
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, cells))):
            parts = [cell[at] if at < len(cell) else "" for cell in cells]
            padded = [part + " " * (width - columns_of(part)) for part, width in zip(parts, widths, strict=True)]
            line = "  ".join(padded).rstrip()
            yield terminal.paint(line, _BOLD) if number == 0 else line
        if number == 0:
            yield terminal.paint("  ".join("─" * width for width in widths), _DIM)


def _fit(widths: list[int], room: int | None) -> list[int]:
    """Narrow the widest columns until all fit into *room*."""
    if room is None:
        return widths
    widths = list(widths)
    room -= 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _WHOLE_COLUMNS:
        at = widths.index(max(widths))
        rest = max((width for each, width in enumerate(widths) if each != at), default=0)
        widths[at] = max(_WHOLE_COLUMNS, widths[at] - (sum(widths) - room), min(rest, widths[at] - 1))
    return widths


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
