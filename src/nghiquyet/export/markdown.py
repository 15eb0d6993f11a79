"""Documents as Markdown: what they are, their outline, tables of their facts."""

import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

from ..document import Document
from .cells import writable, written
from .rows import clipped, one_line, rows
from .terminal import shown_value

#: Layer, title, columns.
_TABLES = (
    ("targets", "Targets and results", ("address", "role", "indicator", "value", "unit", "change", "due")),
    ("tasks", "Tasks", ("address", "who", "what", "partners", "due")),
    ("times", "Deadlines", ("address", "text", "value", "last_day")),
    ("references", "References", ("address", "role", "doc_type", "number", "date", "cited_issuer")),
    ("diagnostics", "Doubts about the text", ("address", "code", "message")),
)
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LINE_START = re.compile(r"^(\d*)([-+=.)])(?=\s|$)")
_DEEPEST = 12


def write_markdown(documents: Iterable[Document], stream: IO[bytes], **_: Any) -> None:
    """Write *documents* one after the other."""
    for position, document in enumerate(documents):
        text = "\n".join(_page(document)) + "\n"
        stream.write((("\n" if position else "") + text).encode("utf-8"))


def _page(document: Document) -> Iterator[str]:
    (about,) = rows(document, "documents")
    names = [written(about[name]) for name in ("doctype", "doc_number")]
    yield f"# {escaped(' '.join(filter(None, names)) or document.source.name or 'Document')}"
    yield ""
    for name in ("title", "issuer", "doc_date", "place", "effect", "signers", "file"):
        if about[name]:
            yield f"- {name.removeprefix('doc_')}: {escaped(written(about[name]))}"
    yield from ("", "## Outline", "")
    yield from _outline(document)
    for layer, title, names_ in _TABLES:
        found = rows(document, layer)
        if layer == "times":
            found = [row for row in found if row["deadline"]]
        if layer == "targets":
            for row, target in zip(found, document.targets, strict=True):
                row["value"] = shown_value(target)
        if found:
            yield from ("", f"## {title}", "", _line(names_), _line(["---"] * len(names_)))
            yield from (_line(escaped(written(row[name])) for name in names_) for row in found)


def _outline(document: Document) -> Iterator[str]:
    stack = [(child, 0) for child in reversed(document.tree.children)]
    while stack:
        node, depth = stack.pop()
        inside = [child for child in node.children if document.addresses.of(child) is not None]
        words = node.heading if node.children else one_line(node.text)
        if node.kind not in ("furniture", "table") and words:
            yield f"{'  ' * min(depth, _DEEPEST)}- {escaped(clipped(words))}"
        if node.kind != "table":
            stack += [(child, depth + 1) for child in reversed(inside)]


def escaped(text: str) -> str:
    """Return *text* on one line as Markdown shows it: its own signs are no markup.

    >>> print(escaped("1. <b> *và* | 5"))
    1\\. \\<b\\> \\*và\\* \\| 5
    """
    return _LINE_START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", one_line(writable(text))))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
