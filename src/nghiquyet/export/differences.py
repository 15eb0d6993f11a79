"""A comparison for people and for programs: tables in a terminal, JSON, a page."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from attrs import evolve, frozen

from ..document import Document
from ..units.model import Unit
from .cells import plain
from .compare import Change, Comparison, TargetChange, TaskChange, TextChange, differing
from .dates import shown_due
from .report import list_page, name_of, target_value, words_of
from .rows import clipped, rows
from .screen import Rows, Terminal, show_table

PARTS = ("targets", "tasks", "text")
_ORDER: tuple[Change, ...] = ("raised", "lowered", "changed", "moved", "added", "dropped", "same")
_LONGEST = 300
_WORD = re.compile(r"\s+|\d+(?:[.,/]\d+)*|\w+|[^\w\s]")


@frozen(kw_only=True)
class Line:
    """A change as a line of a table."""

    change: Change
    what: str
    old: str
    new: str
    where: str
    difference: str = ""
    due: str = ""
    new_address: str | None = None
    new_target: int | None = None

    @property
    def by(self) -> str:
        """The difference of the value, and which way the due moved."""
        return ", ".join(filter(None, (self.difference, self.due)))


def target_lines(old: Document, new: Document, comparison: Comparison) -> Iterator[Line]:
    """Yield the targets that changed: indicator, value and due before and after, by how much."""
    for each in differing(comparison.targets):
        before = old.targets[each.old] if each.old is not None else None
        after = new.targets[each.new] if each.new is not None else None
        named = after or before
        assert named is not None
        words = dict.fromkeys(fact.indicator for fact in (before, after) if fact)
        scope = f" ({named.scope})" if named.scope else ""
        values = [
            ", ".join(filter(None, (target_value(fact), shown_due(of, fact.due, fact.span)))) if fact else ""
            for of, fact in ((old, before), (new, after))
        ]
        yield Line(
            change=each.change,
            what=" → ".join(words) + scope,
            old=values[0],
            new=values[1],
            difference=_difference(each, after.unit if after else None),
            due=each.due or "",
            where=_where(before.address if before else None, after.address if after else None),
            new_target=each.new,
        )


def _difference(each: TargetChange, unit: Unit | None) -> str:
    """Return the difference of the value in the unit of the new document, signed, in the style of the documents.

    A point stands between thousands and a comma before decimals: "+1.200,5 tỷ đồng", "−0,5%".
    """
    if not each.difference:
        return ""
    amount = each.difference / (unit.factor if unit else Decimal(1))
    shown = f"{abs(amount).normalize():,f}".translate(str.maketrans(",.", ".,"))
    name = unit.text if unit else ""
    return f"{'+' if amount > 0 else '−'}{shown}{'' if name.startswith('%') else ' '}{name}".strip()


def task_lines(old: Document, new: Document, comparison: Comparison) -> Iterator[Line]:
    """Yield the tasks that changed: who, what, and when it is due."""
    old_tasks, new_tasks = old.tasks, new.tasks
    for each in differing(comparison.tasks):
        before = old_tasks[each.old] if each.old is not None else None
        after = new_tasks[each.new] if each.new is not None else None
        named = after or before
        assert named is not None
        yield Line(
            change=each.change,
            what=f"{', '.join(named.who)}: {clipped(named.what, _LONGEST)}",
            old=shown_due(old, before.due, before.span) if before else "",
            new=shown_due(new, after.due, after.span) if after else "",
            due=each.due or "",
            where=_where(before.address if before else None, after.address if after else None),
            new_address=after.address if after else None,
        )


def text_lines(comparison: Comparison) -> Iterator[Line]:
    """Yield the units of the text that changed; of words that changed, what went and what came: ``[-a-]{+b+}``."""
    for each in comparison.texts:
        words = marked(each.old, each.new) if each.change == "changed" else each.new or each.old
        where = _where(each.old_address, each.new_address)
        yield Line(change=each.change, what=words, old="", new="", where=where, new_address=each.new_address)


def _where(old: str | None, new: str | None) -> str:
    return " → ".join(dict.fromkeys(filter(None, (old, new))))


def marked(old: str, new: str) -> str:
    """Return *new* with what went and what came marked as ``git diff --word-diff`` marks it.

    >>> marked("đạt 46,8% rừng", "đạt trên 46,5% rừng")
    'đạt [-46,8-]{+trên 46,5+}% rừng'
    """
    one, other = _WORD.findall(old), _WORD.findall(new)
    out = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, come = "".join(one[i1:i2]), "".join(other[j1:j2])
        if tag == "equal":
            out.append(come)
        else:
            out.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return "".join(out)


def lines_of(old: Document, new: Document, comparison: Comparison) -> dict[str, list[Line]]:
    """Return the lines of each of `PARTS`."""
    return {
        "targets": list(target_lines(old, new, comparison)),
        "tasks": list(task_lines(old, new, comparison)),
        "text": list(text_lines(comparison)),
    }


def as_text(
    old: Document, new: Document, comparison: Comparison, parts: tuple[str, ...], terminal: Terminal
) -> Iterator[str]:
    """Yield the comparison for a terminal: each part with its counts, then its changes."""
    changes: dict[str, list[Change]] = {
        "targets": [each.change for each in comparison.targets],
        "tasks": [each.change for each in comparison.tasks],
        "text": [each.change for each in comparison.texts],
    }
    for part, lines in lines_of(old, new, comparison).items():
        if part not in parts:
            continue
        counts = Counter(changes[part])
        said = ", ".join(f"{counts[change]} {change}" for change in _ORDER if counts[change])
        yield f"{part}: {said or 'none'}"
        if lines:
            yield from show_table(*_table(part, lines), terminal)
        yield ""


def _table(part: str, lines: list[Line]) -> tuple[tuple[str, ...], Rows]:
    if part == "text":
        return ("change", "what", "where"), [(line.change, line.what, line.where) for line in lines]
    rows_ = [(line.change, line.what, line.old, line.new, line.by, line.where) for line in lines]
    return ("change", "what", "old", "new", "by", "where"), [*rows_]


def as_json(old: Document, new: Document, comparison: Comparison, parts: tuple[str, ...]) -> str:
    """Return the comparison as JSON: each change with the rows of both documents (docs/rows.md)."""
    data: dict[str, Any] = {"old": _about(old), "new": _about(new)}
    for part, changes in (("targets", comparison.targets), ("tasks", comparison.tasks)):
        if part in parts:
            befores, afters = rows(old, part), rows(new, part)
            data[part] = [_change(each, befores, afters) for each in changes]
    if "text" in parts:
        data["text"] = [_text_change(each) for each in comparison.texts]
    return json.dumps(data, ensure_ascii=False, indent=1)


def _about(document: Document) -> dict[str, Any]:
    (about,) = rows(document, "documents")
    return {name: plain(about[name]) for name in ("file", "doc_key", "doc_number", "doc_date", "issuer", "title")}


def _change(each: TargetChange | TaskChange, befores: list[Any], afters: list[Any]) -> dict[str, Any]:
    difference = getattr(each, "difference", None)
    return {
        "change": each.change,
        "due": each.due,
        **({"difference": None if difference is None else plain(float(difference))} if befores or afters else {}),
        "old": None if each.old is None else {name: plain(value) for name, value in befores[each.old].items()},
        "new": None if each.new is None else {name: plain(value) for name, value in afters[each.new].items()},
    }


def _text_change(each: TextChange) -> dict[str, Any]:
    return {
        "change": each.change,
        "old_address": each.old_address,
        "new_address": each.new_address,
        "old": each.old,
        "new": each.new,
    }


def as_html(
    old: Document, new: Document, comparison: Comparison, parts: tuple[str, ...], *, language: str = "en"
) -> str:
    """Return the comparison as a page of its own: one table to filter and sort."""
    words = words_of(language)
    found = [(part, line) for part, lines in lines_of(old, new, comparison).items() if part in parts for line in lines]
    return list_page(
        title=f"{name_of(old, words)} → {name_of(new, words)}",
        heads=[words[name] for name in ("kind", "change", "fact", "before", "after", "difference", "where")],
        lines=[(line.change, _cells(part, line, words)) for part, line in found],
        language=language,
    )


def _cells(part: str, line: Line, words: Mapping[str, str]) -> tuple[str, ...]:
    moved = evolve(line, due=words[line.due]) if line.due else line
    return words[part], words[line.change], line.what, line.old, line.new, moved.by, line.where
