"""The report: one self-contained page to look at a document with, and an index of several.

The page loads nothing from the network, and its policy (Content-Security-Policy) allows only its own script and style,
identified by their hashes. Template, style and script are files in export/page/, the words in data/report.toml.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import IO, Any

from attrs import frozen

from .. import __version__
from ..document import Document
from ..facts import Target
from ..lexicon.files import table
from ..tree import Node
from .cells import writable, written
from .dates import shown_due
from .marked_text import Mark, marked_text, node_name
from .pictures import pictures
from .rows import Row, clipped, one_line, rows
from .terminal import COMPARATORS

LANGUAGES = ("en", "vi")
_KINDS = ("target", "result", "milestone", "deadline", "time", "reference", "link", "assignment")
_OFF_AT_FIRST = ("time", "link")
_COLUMNS = ("kind", "fact", "value", "when", "where")
_OUTLINED = frozenset("part chapter section article annex item heading".split())
_DEEPEST = 3
_SIGNS = {"increase": "+ ", "decrease": "− "}


def write_report(documents: Iterable[Document], stream: IO[bytes], **options: Any) -> None:
    """Write the report of one document. Raises `ValueError` for several: they go into a folder with an index."""
    for position, document in enumerate(documents):
        if position:
            raise ValueError("a page shows one document")
        stream.write(report(document, **options).encode("utf-8"))


def report(
    document: Document, *, language: str = "en", back: str | None = None, against: Document | None = None
) -> str:
    """Return the page of *document*.

    *back* is the address of the page that lists all documents; what changed since *against* is listed and marked.
    """
    words = words_of(language)
    changes, changed = ("", dict[str, str]()) if against is None else _changes(against, document, words)
    facts = list(_facts(document, words))
    (about,) = rows(document, "documents")
    link = f'<p class="back"><a href="{escape(back)}">← {escape(words["back"])}</a></p>\n' if back else ""
    return _page(
        "report.html",
        words,
        language,
        title=_text(_name(about, words)),
        name=_text(_name(about, words)),
        about=" · ".join(_text(written(about[name])) for name in ("title", "issuer", "doc_date") if about[name]),
        back=link,
        metadata=_metadata(document, about, words),
        diagnostics=_diagnostics(document, words),
        changes=changes,
        pictures=pictures(document, words),
        switches=_switches(facts, words),
        outline=_outline(document),
        text=marked_text(document, [Mark(fact.name, fact.kind, fact.span) for fact in facts], changed),
        columns=_heads(words[name] for name in _COLUMNS),
        rows="\n".join(_fact_row(fact, words) for fact in facts),
    )


def index(listed: Iterable[tuple[str, Document]], *, language: str = "en") -> str:
    """Return the page that lists documents, each given with the address of its own page."""
    words = words_of(language)
    heads = ("name", "title", "issuer", "date", "targets", "tasks", "diagnostics")
    return _page(
        "index.html",
        words,
        language,
        title=escape(words["documents"]),
        columns=_heads(words[name] for name in heads),
        rows="\n".join(_index_row(address, document, words) for address, document in listed),
    )


def short(document: Document) -> str:
    """Return a few lines of HTML for a notebook: what the document is, what was found, its first targets."""
    (about,) = rows(document, "documents")
    words = words_of("en")
    counts = ", ".join(f"{about[name]} {name}" for name in ("targets", "times", "references", "tasks", "diagnostics"))
    lines = [
        f"<tr><td>{_text(fact.address or '')}</td><td>{_text(fact.indicator)}</td>"
        f"<td>{_text(target_value(fact))}</td><td>{_text(shown_due(document, fact.due, fact.span))}</td></tr>"
        for fact in document.targets[:8]
    ]
    more = len(document.targets) - len(lines)
    foot = f"<p>… {more} more in <code>document.rows('targets')</code></p>" if more > 0 else ""
    head = "<tr><th>address</th><th>indicator</th><th>value</th><th>due</th></tr>"
    body = f"<table><thead>{head}</thead><tbody>{''.join(lines)}</tbody></table>{foot}" if lines else ""
    title = _text(clipped(written(about["title"]), 160))
    return f"<div><p><b>{_text(_name(about, words))}</b><br>{title}<br><small>{counts}</small></p>{body}</div>"


@frozen(kw_only=True)
class _Fact:
    """A fact as a line of the table."""

    name: str
    kind: str
    span: Any
    what: str
    value: str = ""
    worth: float | None = None
    when: str = ""
    day: Any = None
    where: str = ""
    why: str = ""


def _facts(document: Document, words: Mapping[str, str]) -> Iterator[_Fact]:
    """Yield the facts of all layers, as the table has them."""
    for fact, row in _with_rows(document, "targets"):
        yield _Fact(
            name=f"t{row['target']}", kind=fact.role, span=fact.span, value=target_value(fact),
            what=_measured(fact), worth=_number(row["base_low"]),
            when=shown_due(document, fact.due, fact.span), day=row["due_last"], where=fact.address or "",
            why="; ".join(fact.why),
        )  # fmt: skip
    for fact, row in _with_rows(document, "times"):
        kind = "deadline" if fact.deadline else "time"
        yield _Fact(
            name=f"m{row['time']}", kind=kind, span=fact.span, what=clipped(written(row["sentence"]), 160),
            value=fact.text, when=fact.value or "", day=row["last_day"], where=written(row["address"]),
            why=fact.why or "",
        )  # fmt: skip
    for fact, row in _with_rows(document, "references"):
        yield _Fact(
            name=f"r{row['reference']}", kind="reference", span=fact.span, what=written(row["text"]),
            value=fact.role or "", when=fact.date or "", day=row["date"], where=written(row["address"]),
            why=fact.key or "",
        )  # fmt: skip
    for fact, row in _with_rows(document, "links"):
        yield _Fact(
            name=f"l{row['link']}", kind="link", span=fact.span, what=written(row["text"]),
            value="; ".join(fact.targets), where=written(row["address"]),
        )  # fmt: skip
    for fact, row in _with_rows(document, "assignments"):
        what = ": ".join(filter(None, (fact.body, clipped(one_line(fact.task or ""), 200))))
        yield _Fact(
            name=f"a{row['assignment']}", kind="assignment", span=fact.span, what=what, value=words[fact.role],
            when=shown_due(document, fact.due, fact.span), day=row["due_last"], where=fact.address or "",
            why="; ".join(fact.partners),
        )  # fmt: skip


def _with_rows(document: Document, layer: str) -> Iterator[tuple[Any, Row]]:
    return zip(getattr(document, layer), rows(document, layer), strict=True)


def _number(value: Any) -> float | None:
    return value if isinstance(value, float) else None


def _measured(fact: Target) -> str:
    """Return what is measured, with its scope where the words do not say it already."""
    said = not fact.scope or fact.scope.casefold() in fact.indicator.casefold()
    return fact.indicator if said else f"{fact.indicator} – {fact.scope}"


def target_value(fact: Target) -> str:
    """Return the value as the document writes it, with the sign of its bound and of a change: "≥ 1.200 tỷ đồng"."""
    if fact.low is None:
        return ""
    signs = "".join((_SIGNS[fact.change] if fact.change else "", COMPARATORS.get(fact.comparator or "", "")))
    unit = fact.unit.text if fact.unit else ""
    return f"{signs}{one_line(fact.number)}{'' if unit.startswith('%') else ' '}{unit}".strip()


def _fact_row(fact: _Fact, words: Mapping[str, str]) -> str:
    why = f"<small>{escape(words['why'])}: {_text(fact.why)}</small>" if fact.why else ""
    worth = "" if fact.worth is None else f"{fact.worth:.15g}"
    day = "" if fact.day is None else str(fact.day.toordinal())
    return (
        f'<tr id="row-{fact.name}" class="{fact.kind}"><td><span class="tag">{escape(words[fact.kind])}</span></td>'
        f'<th scope="row"><a href="#{fact.name}" data-f="{fact.name}">{_text(fact.what)}</a>{why}</th>'
        f'<td data-s="{worth}">{_text(fact.value)}</td><td class="v" data-s="{day}">{_text(fact.when)}</td>'
        f"<td>{_text(fact.where)}</td></tr>"
    )


def _index_row(address: str, document: Document, words: Mapping[str, str]) -> str:
    (about,) = rows(document, "documents")
    name = f'<a href="{escape(address)}">{_text(_name(about, words))}</a>'
    counts = "".join(f'<td class="num" data-s="{about[each]}">{about[each]}</td>' for each in
                     ("targets", "tasks", "diagnostics"))  # fmt: skip
    day = about["doc_date"]
    worth = day.toordinal() if isinstance(day, date) else ""
    return (
        f'<tr><th scope="row">{name}<small>{_text(written(about["file"]))}</small></th>'
        f"<td>{_text(clipped(written(about['title']), 200))}</td><td>{_text(written(about['issuer']))}</td>"
        f'<td class="v" data-s="{worth}">{_text(written(day))}</td>{counts}</tr>'
    )


def _heads(titles: Iterable[str]) -> str:
    return "".join(f'<th scope="col"><button type="button">{escape(title)}</button></th>' for title in titles)


def _switches(facts: list[_Fact], words: Mapping[str, str]) -> str:
    counts = {kind: sum(fact.kind == kind for fact in facts) for kind in _KINDS}
    return "\n".join(
        f'<label><input type="checkbox" id="show-{kind}"{"" if kind in _OFF_AT_FIRST else " checked"}>'
        f'<span class="m {kind}">{escape(words[kind])}</span> {counts[kind]}</label>'
        for kind in _KINDS
        if counts[kind]
    )


def _metadata(document: Document, about: Row, words: Mapping[str, str]) -> str:
    names = ("doctype", "doc_number", "doc_date", "issuer", "place", "title", "term", "session", "effect", "signers")
    lines = [(name.removeprefix("doc_"), written(about[name])) for name in names]
    lines.append(("recipients", "; ".join(each.value for each in document.metadata.recipients)))
    lines += [(name, written(about[name])) for name in ("file", "format")]
    return "".join(f"<dt>{escape(words[name])}</dt><dd>{_text(value)}</dd>" for name, value in lines if value)


def _diagnostics(document: Document, words: Mapping[str, str]) -> str:
    if not document.diagnostics:
        return ""
    lines = []
    for doubt in document.diagnostics:
        place = document.addresses.holding(doubt.span)
        where = f' <a href="#n{place.at}">{_text(place.address)}</a>' if place else ""
        lines.append(f"<li><code>{escape(doubt.code)}</code> {_text(doubt.message)}{where}</li>")
    title = f"{escape(words['diagnostics'])} ({len(lines)})"
    return f'<details class="fold"><summary>{title}</summary><ul class="doubts">{"".join(lines)}</ul></details>'


def _changes(old: Document, new: Document, words: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the table of what changed since *old*, and which units of *new* changed, by their anchors."""
    from .compare import compare
    from .differences import Line, lines_of

    comparison = compare(old, new)
    places = {place.address: f"n{place.at}" for place in new.addresses.places}

    def row(part: str, line: Line) -> str:
        anchor = f"t{line.new_target}" if line.new_target is not None else places.get(line.new_address or "")
        what = f'<a href="#{anchor}">{_text(line.what)}</a>' if anchor else _text(line.what)
        by = ", ".join(filter(None, (line.difference, words[line.due] if line.due else "")))
        return (
            f'<tr class="{line.change}"><td><span class="tag">{escape(words[line.change])}</span></td>'
            f'<td>{escape(words[part])}</td><th scope="row">{what}</th><td>{_text(line.old)}</td>'
            f"<td>{_text(line.new)}</td><td>{_text(by)}</td><td>{_text(line.where)}</td></tr>"
        )

    lines = [row(part, line) for part, found in lines_of(old, new, comparison).items() for line in found]
    heads = "".join(f'<th scope="col">{escape(words[name])}</th>'
                    for name in ("change", "kind", "fact", "before", "after", "difference", "where"))  # fmt: skip
    title = f"{escape(words['since'])} {_text(name_of(old, words))} ({len(lines)})"
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    section = f'<details class="fold changes" open><summary>{title}</summary><div class="wide">{table}</div></details>'
    changed: dict[str, str] = {
        places[each.new_address]: each.change for each in comparison.texts if each.new_address in places
    }
    return section, changed


def _outline(document: Document) -> str:
    """Return the units down to the third level as nested lists of links."""
    out: list[str] = []
    open_lists = 0
    # (node, depth): a stack, since hostile outlines nest deeper than Python recurses
    stack: list[tuple[Node, int]] = [(child, 1) for child in reversed(document.tree.children)]
    while stack:
        node, depth = stack.pop()
        if node.kind not in _OUTLINED or (node.kind == "item" and not _holds_units(node)):
            continue
        while open_lists > depth:
            out.append("</li></ol>")
            open_lists -= 1
        out.append("</li>" if open_lists == depth and out else "")
        while open_lists < depth:
            out.append("<ol><li>" if open_lists + 1 < depth else "<ol>")
            open_lists += 1
        words = node.heading or one_line(node.text)
        out.append(f'<li><a href="#{node_name(document, node)}">{_text(clipped(words, 90))}</a>')
        if depth < _DEEPEST:
            stack += [(child, depth + 1) for child in reversed(node.children)]
    return "".join(out) + "</li></ol>" * open_lists


def _holds_units(node: Node) -> bool:
    return any(child.kind not in ("words", "furniture") for child in node.children)


def name_of(document: Document, words: Mapping[str, str]) -> str:
    """Return how *document* is called."""
    (about,) = rows(document, "documents")
    return _name(about, words)


def list_page(*, title: str, heads: Iterable[str], lines: Iterable[tuple[str, tuple[str, ...]]], language: str) -> str:
    """Return a page with one table to filter and sort: each line a class of the style sheet, and cells of text."""

    def row(kind: str, cells: tuple[str, ...]) -> str:
        tag = f'<td>{_text(cells[0])}</td><td><span class="tag">{_text(cells[1])}</span></td>'
        rest = "".join(f"<td>{_text(cell)}</td>" for cell in cells[3:])
        return f'<tr class="{kind}">{tag}<th scope="row">{_text(cells[2])}</th>{rest}</tr>'

    return _page(
        "index.html",
        words_of(language),
        language,
        title=_text(title),
        columns=_heads(heads),
        rows="\n".join(row(kind, cells) for kind, cells in lines),
    )


def _name(about: Row, words: Mapping[str, str]) -> str:
    """Return how a document is called: its kind and number, else its title, else its file."""
    if about["doc_number"]:
        return " ".join(filter(None, (written(about["doctype"]), written(about["doc_number"]))))
    return clipped(written(about["title"] or about["file"]), 120) or words["no_number"]


def _text(words: str) -> str:
    return escape(one_line(writable(words)))


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Return the words of the page around a document, one of `LANGUAGES`."""
    words: Mapping[str, str] = table("report")[language]
    return words


@cache
def _file(name: str) -> str:
    return (files(__package__) / "page" / name).read_text("utf-8")


def _page(template: str, words: Mapping[str, str], language: str, **parts: str) -> str:
    """Return *template* with its parts; each part is HTML already."""
    style, script = _file("report.css"), _file("report.js")
    hashes = (b64encode(sha256(each.encode()).digest()).decode() for each in (style, script))
    policy = "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
    filled = {
        **{f"w_{name}": escape(value) for name, value in words.items()},
        "lang": language,
        "version": escape(__version__),
        "policy": policy.format(*hashes),
        "style": style,
        "script": script,
        **parts,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], _file(template))
