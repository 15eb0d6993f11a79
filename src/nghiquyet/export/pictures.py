"""Small charts of a document as inline SVG: no script, no style of their own, a text alternative for each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape

from ..document import Document
from .cells import writable
from .rows import clipped, one_line, rows

_WIDTH = 420
_LABEL = 190
_BAR = 18
_MOST = 10


def pictures(document: Document, words: Mapping[str, str]) -> str:
    """Return the pictures of *document* that have something to show, as figures."""
    drawn = (
        (words["picture_targets"], _by_section(document, words)),
        (words["picture_deadlines"], _deadlines(document)),
        (words["picture_tasks"], _by_body(document, words)),
    )
    figures = [f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>" for title, svg in drawn if svg]
    return f'<section class="pictures">{"".join(figures)}</section>' if figures else ""


def _by_section(document: Document, words: Mapping[str, str]) -> str:
    """Draw how many targets and results each division at the top has."""
    divisions = [node for node in document.tree.children if node.heading]
    bars: list[tuple[str, dict[str, int]]] = []
    for node in divisions:
        counts = Counter(
            "result" if fact.role == "result" else "target"
            for fact in document.targets
            if node.span.start <= fact.span.start < node.span.end
        )
        if counts:
            bars.append((node.heading, dict(counts)))
    if len(bars) > _MOST:
        bars = sorted(bars, key=lambda bar: -sum(bar[1].values()))[:_MOST]
    return _bars(bars, words) if bars else ""


def _by_body(document: Document, words: Mapping[str, str]) -> str:
    """Draw how many tasks each body leads or shares."""
    counts = Counter(who for task in document.tasks for who in task.who)
    top = counts.most_common(_MOST)
    rest = sum(counts.values()) - sum(count for _, count in top)
    bars = [(who, {"": count}) for who, count in top] + ([(words["others"], {"": rest})] if rest else [])
    return _bars(bars, words) if bars else ""


def _bars(bars: list[tuple[str, dict[str, int]]], words: Mapping[str, str]) -> str:
    """Draw horizontal bars, each of one or several kinds side by side."""
    most = max(sum(parts.values()) for _, parts in bars)
    scale = (_WIDTH - _LABEL - 40) / most
    out = []
    for row, (label, parts) in enumerate(bars):
        y = row * (_BAR + 6)
        shown = escape(_fitted(one_line(writable(label))))
        out.append(f'<text x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">{shown}</text>')
        x = float(_LABEL)
        for kind in ("target", "result", ""):
            if count := parts.get(kind, 0):
                title = f"{count} {words[kind]}" if kind else str(count)
                bar = f'class="{f"b-{kind}" if kind else "b"}" x="{x:.1f}" y="{y}" width="{count * scale:.1f}"'
                out.append(f'<rect {bar} height="{_BAR}" rx="2"><title>{escape(title)}</title></rect>')
                x += count * scale
        out.append(f'<text class="soft" x="{x + 5:.1f}" y="{y + 13}">{sum(parts.values())}</text>')
    said = "; ".join(f"{one_line(label)}: {sum(parts.values())}" for label, parts in bars)
    return _svg(len(bars) * (_BAR + 6), out, said)


def _fitted(label: str) -> str:
    """Return *label* as long as its room: a letter is about 6.2 wide, a capital 8 (font size 11)."""
    room = _LABEL - 12.0
    for at, letter in enumerate(label):
        room -= 8.0 if letter.isupper() else 6.2
        if room < 8 and at + 1 < len(label):
            return clipped(label, max(at - 1, 6))
    return label


def _days(document: Document) -> Iterator[date]:
    """Yield the last days of what is due: deadlines in words, targets to reach; each day of a sentence once."""
    seen: set[tuple[object, object]] = set()
    times = [row for row in rows(document, "times") if row["deadline"]]
    goals = [row for row in rows(document, "targets") if row["role"] != "result"]
    for row, name in (*((row, "last_day") for row in times), *((row, "due_last") for row in goals)):
        day = row[name]
        if isinstance(day, date) and (day, row["sentence"]) not in seen:
            seen.add((day, row["sentence"]))
            yield day


def _deadlines(document: Document) -> str:
    """Draw how much falls due in each month, quarter or year, whichever gives a picture one can read."""
    days = sorted(_days(document))
    if not days:
        return ""
    months = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month + 1
    step = 1 if months <= 12 else 3 if months <= 48 else 12
    if months > 12 * 40:  # one stray year must not make a thousand bars
        return ""

    def bin_of(day: date) -> int:
        return (day.year * 12 + day.month - 1) // step

    counts = Counter(map(bin_of, days))
    bins = range(bin_of(days[0]), bin_of(days[-1]) + 1)
    wide, high = _WIDTH / len(bins), 90
    scale = high / max(counts.values())
    out = [f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{high + 16}" y2="{high + 16}"/>']
    every = max(1, len(bins) // 8)
    for at, each in enumerate(bins):
        label = _bin_label(each, step)
        x, tall = at * wide, counts[each] * scale
        if tall:
            bar = f'class="b" x="{x + wide * 0.15:.1f}" y="{high + 16 - tall:.1f}" width="{wide * 0.7:.1f}"'
            out.append(f'<rect {bar} height="{tall:.1f}" rx="2"><title>{label}: {counts[each]}</title></rect>')
            middle = f'x="{x + wide / 2:.1f}" text-anchor="middle"'
            out.append(f'<text class="soft" {middle} y="{high + 12 - tall:.1f}">{counts[each]}</text>')
        if at % every == 0:
            out.append(f'<text x="{x + wide / 2:.1f}" text-anchor="middle" y="{high + 31}">{label}</text>')
    said = "; ".join(f"{_bin_label(each, step)}: {counts[each]}" for each in bins if counts[each])
    return _svg(high + 38, out, said)


def _bin_label(each: int, step: int) -> str:
    year, part = divmod(each * step, 12)
    if step == 12:
        return str(year)
    return f"Q{part // 3 + 1}/{year % 100:02}" if step == 3 else f"{part + 1}/{year % 100:02}"


def _svg(height: int, parts: list[str], said: str) -> str:
    label = escape(writable(said))
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
