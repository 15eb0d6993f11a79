"""Times, deadlines, recurrences: which calendar time the words mean, and whether something is due then.

A time (thời gian) is named by a phrase of ``grammars/times.lark``: a limit ("đến hết quý II/2027"), a period ("giai
đoạn 2021 - 2025"), a length that binds ("trong thời hạn 30 ngày") or a recurrence ("hằng năm"). Values are ISO 8601;
``start`` and ``end`` are the first and the last day, so that a program can compare them.
"""

from collections.abc import Iterator
from functools import cache

import regex
from attrs import frozen

from ..facts import Metadata, Reference, Time
from ..flow import Flow, Passage, fold
from ..phrase import phrase
from ..tree import Span
from .calendar import bounds, day, day_before
from .deadlines import Clue, clause_after, clause_before, limits

_ANCHOR = regex.compile(r"(?:19|20)\d\d|\b(?:năm|tháng|quý|ngày|tuần|giờ|kỳ)\b")
_WORD = regex.compile(r"\b\w")
#: How far a phrase reaches to the left and to the right of a word that betrays it.
_LEFT, _RIGHT = 64, 200
_PERIODS = {"năm": (1, "Y"), "quý": (3, "M"), "tháng": (1, "M"), "tuần": (1, "W"), "ngày": (1, "D")}
_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười hai": 12, "mười lăm": 15, "ba mươi": 30, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip


def find_times(view: Flow, references: tuple[Reference, ...], metadata: Metadata) -> tuple[Time, ...]:
    """Return every time expression outside *references*, in the order of the text."""
    return tuple(_find(view, references, Origin.of(view, metadata)))


@frozen
class Origin:
    """What relative times are counted from.

    Attributes:
        signed: The document's day, ISO.
        year: The year that the document is about: the one year of its title, else the year of its day.
        term: The period of its title: (2025, 2030).
    """

    signed: str | None
    year: int | None
    term: tuple[int, int] | None

    @classmethod
    def of(cls, view: Flow, metadata: Metadata) -> "Origin":
        """Read the origin off the metadata, or off the header where they are empty."""
        signed = metadata.date.value if metadata.date else _header_date(view)
        title = fold(metadata.title.value) if metadata.title else ""
        for passage in view.passages:
            if not metadata.title and passage.node.kind == "title":
                title += " " + view.low[passage.start : passage.end]
        term = regex.search(r"((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)", title)
        years = set(regex.findall(r"(?:19|20)\d\d", title))
        year = years.pop() if len(years) == 1 else (signed or "")[:4]
        return cls(signed, int(year) if year else None, (int(term[1]), int(term[2])) if term else None)


def _header_date(view: Flow) -> str | None:
    """Return the first full day of the head of the text."""
    for word in regex.finditer(r"\bngày\b", view.low[:4000]):
        found = _pattern("start").match(view.low, word.start(), word.start() + 60)
        if found and found.group("day") and found.captures("DAY") and found.captures("YEAR"):
            return _calendar(found, found.span())
    return None


@cache
def _pattern(rule: str) -> regex.Pattern[str]:
    return phrase("times", rule)


def _find(view: Flow, references: tuple[Reference, ...], origin: Origin) -> Iterator[Time]:
    low = view.low
    taken = iter((*sorted(reference.span for reference in references), Span(len(low), len(low))))
    reference = next(taken)
    passages = iter(sorted(view.passages, key=lambda p: p.start))
    passage = next(passages, None)
    done, columns, last = 0, Columns(), None
    for anchor in _ANCHOR.finditer(low):
        while passage is not None and passage.end <= anchor.start():
            columns.see(passage, low)
            passage = next(passages, None)
        if passage is None:
            return
        if anchor.start() < max(done, passage.start):
            continue
        hit = _match(low, passage, anchor, done) or columns.match(low, passage, anchor)
        if hit is None:
            done = anchor.start()
            continue
        done = hit.end()
        while reference.end <= hit.start():
            reference = next(taken)
        if reference.start < hit.end() and reference.end >= hit.end():
            continue
        columns.see(passage, low)
        time = _time(hit, view, passage, origin, columns, last)
        if time is not None:
            yield time
            last = time


def _match(low: str, passage: Passage, anchor: regex.Match[str], done: int) -> regex.Match[str] | None:
    """Return the longest phrase around *anchor* that begins at a word after *done*."""
    for word in _WORD.finditer(low, max(done, passage.start, anchor.start() - _LEFT), anchor.end()):
        hit = _pattern("start").match(low, word.start(), min(passage.end, anchor.end() + _RIGHT))
        if hit and hit.end() > anchor.start():
            return hit
    return None


class Columns:
    """The heads of the table that is being read: passages go by in the order of the text."""

    def __init__(self) -> None:
        self.heads: dict[int, str] = {}
        self.first_row, self.column = False, -1

    def see(self, passage: Passage, low: str) -> None:
        """Take note of a passage: the first row after anything else is the head of a table."""
        column = getattr(passage.node, "column", None)
        if column is None:
            self.heads, self.first_row, self.column = {}, True, -1
            return
        if column < self.column:
            self.first_row = False
        self.column = column
        if self.first_row:
            self.heads[column] = low[passage.start : passage.end]

    def match(self, low: str, passage: Passage, anchor: regex.Match[str]) -> regex.Match[str] | None:
        """Return the bare year that is a cell, or that stands in a column's head: "Mục tiêu 2030"."""
        column = getattr(passage.node, "column", None)
        if column is None:
            return None
        self.see(passage, low)
        hit = _pattern("cell").match(low, anchor.start(), passage.end)
        if hit is None or self.first_row:
            return hit
        whole = not regex.search(r"\w", low[passage.start : hit.start()] + low[hit.end() : passage.end])
        return hit if whole and _pattern("time_head").search(self.heads.get(column, "")) else None

    def due(self, passage: Passage) -> bool:
        """Whether the passage is a cell of a column of deadlines."""
        head = self.heads.get(getattr(passage.node, "column", -1), "")
        return not self.first_row and _pattern("due_label").search(head) is not None


def _time(
    hit: regex.Match[str], view: Flow, passage: Passage, origin: Origin, columns: Columns, last: Time | None
) -> Time | None:
    """Return the time that a match means, None when it names none that we can tell."""
    low = view.low
    has = hit.groupdict()
    relation = next((name for name in ("before", "by", "within", "since", "at") if has.get(name)), None)
    before = clause_before(low, passage.start, hit.start())
    after = clause_after(low, passage.end, hit.end())
    if has.get("length"):
        return _length(hit, view, before)
    if has.get("recurrence"):
        deadline = relation in ("by", "before")
        return _fact(view, hit.start(), hit.end(), "set", _recurrence(hit), deadline, relation)
    kind, form = "date", "interval"
    if has.get("interval"):
        kind, value = "interval", _interval(hit)
    else:
        form = next((name for name in ("half", "quarter", "day", "month", "year", "own") if has.get(name)), "year")
        value = _own(hit, relation, before, origin) if form == "own" else _calendar(hit, hit.span())
        if value and form == "year" and _at_the_end(hit, relation, after):
            value = f"{value}-12-31"
        if value and "/" in value:
            kind = "interval"
    if value is None:
        return None
    start, end = bounds(value)
    clue = Clue(
        relation=relation, form=form, zone=passage.zone, before=before, after=after,
        heads=not before.strip(), past=origin.signed is not None and end < origin.signed,
        due=columns.due(passage), follows=last.deadline if last and hit.start() - last.span.end < 30 else None,
    )  # fmt: skip
    deadline, _why = limits(clue)
    at = hit.start()
    if relation in ("within", "at") and not deadline:
        at = hit.end(relation)
        at += len(low[at : hit.end()]) - len(low[at : hit.end()].lstrip())
        relation = "during" if relation == "within" else "at"
    return _fact(view, at, hit.end(), kind, value, deadline, relation, start, end)


def _fact(
    view: Flow, at: int, to: int, kind: str, value: str | None, deadline: bool, relation: str | None,
    start: str | None = None, end: str | None = None,
) -> Time:  # fmt: skip
    if relation == "by":
        start = None
    elif relation == "before":
        start, end = None, start and day_before(start)
    elif relation == "since":
        end = None
    relation = {"since": "from"}.get(relation or "", relation) or ("during" if kind == "interval" else None)
    return Time(
        type=kind, value=value, deadline=deadline, text=view.words(at, to), span=Span(at, to),  # type: ignore[arg-type]
        relation=relation, start=start, end=end,
    )  # fmt: skip


def _own(hit: regex.Match[str], relation: str | None, before: str, origin: Origin) -> str | None:
    """Return the value of "năm", "nhiệm kỳ" without numbers: those of the document, where it has them."""
    if hit.group("TERM"):
        ends = relation in ("by", "before") and origin.term
        return f"{origin.term[1]}" if ends and origin.term else None
    if origin.year is None:
        return None
    if hit.group("LAST") or (hit.group("by") or "").endswith("hết"):
        return f"{origin.year}-12-31" if relation in ("by", "before", "at") else None
    # "phát sinh trong năm" means a certain year only where the sentence has named it
    return f"{origin.year}" if relation == "within" and f"năm {origin.year}" in before else None


def _at_the_end(hit: regex.Match[str], relation: str | None, after: str) -> bool:
    """Whether a year stands for its last day: "đến hết năm 2026", "cuối năm 2024 còn 11,7%"."""
    has = hit.groupdict()
    if (has.get("by") or "").endswith("hết"):
        return True
    if " ".join((has.get("edge") or "").split()) != "cuối":
        return False
    level = regex.match(r"\s*(?:còn|đạt|là|chiếm|ước)\b", after)
    return relation in ("by", "before", "within", "at") or level is not None


def _number(word: str) -> int:
    word = " ".join(word.split())
    return int(word) if word.isdigit() else _NUMBERS[word]


def _length(hit: regex.Match[str], view: Flow, before: str) -> Time:
    count, unit = _number(hit.captures("COUNT")[-1]), hit.group("length_unit")
    value = f"PT{count}H" if unit == "giờ" else f"P{count * _PERIODS[unit][0]}{_PERIODS[unit][1]}"
    plain = " ".join(hit.group("length_limit").split()) in ("trong", "tối đa")
    deadline = unit in ("giờ", "ngày", "tuần") or (unit == "tháng" and not plain)
    return _fact(view, hit.start(), hit.end(), "duration", value, deadline, "within")


def _recurrence(hit: regex.Match[str]) -> str:
    if hit.group("of_quarter"):
        return "P3M"
    size, letter = _PERIODS.get(hit.captures("every_unit")[-1], (1, "D"))
    return f"P{size * (_number(hit.captures('COUNT')[-1]) if hit.captures('COUNT') else 1)}{letter}"


def _inside(hit: regex.Match[str], name: str, span: tuple[int, int]) -> str | None:
    """Return the last capture of group *name* that lies in *span*."""
    if name not in hit.re.groupindex:
        return None
    for text, (start, end) in zip(reversed(hit.captures(name)), reversed(hit.spans(name)), strict=True):
        if span[0] <= start and end <= span[1]:
            return text
    return None


def _interval(hit: regex.Match[str]) -> str | None:
    if hit.group("years") or hit.group("years_alone"):
        first, last = (int(year) for year in (*hit.captures("YEAR"), *hit.captures("YEAR_ALONE")))
        return f"{first}/{last}" if first < last <= first + 60 else None
    parts = ("first", "last") if hit.group("first") else ("day_one", "day_two")
    ends = _calendar(hit, hit.span(parts[1]))
    begins = _calendar(hit, hit.span(parts[0]), ends)
    return f"{begins}/{ends}" if begins and ends and bounds(begins)[0] < bounds(ends)[1] else None


def _calendar(hit: regex.Match[str], span: tuple[int, int], other: str | None = None) -> str | None:
    """Return the ISO value of the point that stands in *span*; what it leaves out is taken from *other*."""
    number = _inside(hit, "DAY", span)
    month = _inside(hit, "MONTH", span) or (other[5:7] if other and number else None)
    quarter = _inside(hit, "QUARTER", span)
    year = _inside(hit, "YEAR", span) or _inside(hit, "YEAR_ALONE", span) or (other[:4] if other else None)
    if year is None:
        return None
    if quarter:
        return f"{year}-Q{_number(quarter)}"
    if side := _inside(hit, "SIDE", span):
        count = _number(_inside(hit, "COUNT", span) or "6")
        if count == 6:
            return f"{year}-H{1 if side == 'đầu' else 2}"
        return f"{year}-01/{year}-{count:02}" if side == "đầu" else f"{year}-{13 - count:02}/{year}-12"
    if month and number:
        return day(int(year), int(month), int(number))
    return f"{year}-{int(month):02}" if month else year
