"""The days that an ISO 8601 value covers: what "before a date" is compared with."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from datetime import date

from ..document import Document
from ..facts import Time
from ..text.spans import Span

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_YEAR = re.compile(r"\d{4}")
#: How far behind a fact its time may stand, and what parts it from the fact.
_NEAR, _STOP = 120, re.compile(r"[.;:!?](?=\s)|\n\s*\n")


def last_day(value: str | None) -> str | None:
    """Return the last day of an ISO date, month, quarter, half year, year or interval; None for anything else.

    >>> last_day("2021-Q2"), last_day("2021/2025"), last_day("2024-02"), last_day("P30D")
    ('2021-06-30', '2025-12-31', '2024-02-29', None)
    """
    if not value:
        return None
    value = value.rpartition("/")[2]
    if _DAY.fullmatch(value):
        return value
    if _YEAR.fullmatch(value):
        return f"{value}-12-31"
    if found := _QUARTER.fullmatch(value):
        return _end(found[1], int(found[2]) * 3)
    if found := _HALF.fullmatch(value):
        return _end(found[1], int(found[2]) * 6)
    if (found := _MONTH.fullmatch(value)) and 1 <= int(found[2]) <= 12:
        return _end(found[1], int(found[2]))
    return None


def first_day(value: str | None) -> str | None:
    """Return the first day of an ISO date, month, quarter, half year, year or interval; None for anything else.

    >>> first_day("2021-Q2"), first_day("2021/2025"), first_day("2024-02"), first_day("P30D")
    ('2021-04-01', '2021-01-01', '2024-02-01', None)
    """
    value = (value or "").partition("/")[0]
    if _DAY.fullmatch(value):
        return value
    if _YEAR.fullmatch(value):
        return f"{value}-01-01"
    if found := _QUARTER.fullmatch(value):
        return f"{found[1]}-{int(found[2]) * 3 - 2:02}-01"
    if found := _HALF.fullmatch(value):
        return f"{found[1]}-{int(found[2]) * 6 - 5:02}-01"
    if (found := _MONTH.fullmatch(value)) and 1 <= int(found[2]) <= 12:
        return f"{value}-01"
    return None


def as_date(day: str | None) -> date | None:
    """Return an ISO day as a `date`; None for anything that is no day of the calendar.

    >>> as_date("2024-02-29"), as_date("2024"), as_date(None)
    (datetime.date(2024, 2, 29), None, None)
    """
    if not day or not _DAY.fullmatch(day):
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _end(year: str, month: int) -> str | None:
    if year == "0000":
        return None
    return f"{year}-{month:02}-{monthrange(int(year), month)[1]:02}"


def last_of_due(document: Document, due: str | None, span: Span) -> str | None:
    """Return the last day on which what is *due* may be done: "trước năm 2030" ends on 31 December 2029."""
    limit = _limit(document, due, span)
    return limit.end if limit and limit.end else last_day(due)


def shown_due(document: Document, due: str | None, span: Span) -> str:
    """Return *due* as people read it, with "<" where it has to be done before that time begins: "< 2030"."""
    limit = _limit(document, due, span)
    return f"{'< ' if limit and limit.relation == 'before' else ''}{due or ''}"


def _limit(document: Document, due: str | None, span: Span) -> Time | None:
    """Return the time that says when what is *due* has to be done.

    It is the time of that value in *span*, else the one behind it in its sentence, else the last one above it, since
    headings date what stands below.
    """
    if due is None:
        return None
    if "dues" not in document._memo:
        found: dict[str, list[Time]] = defaultdict(list)
        for time in document.times:
            if time.value:
                found[time.value].append(time)
        document._memo["dues"] = found
    times: list[Time] = document._memo["dues"].get(due, [])
    at = bisect_left(times, span.end, key=lambda time: time.span.start)
    above, behind = times[at - 1] if at else None, times[at] if at < len(times) else None
    if behind is not None and (above is None or above.span.end <= span.start):
        between = document.text[span.end : min(behind.span.start, span.end + _NEAR + 1)]
        if len(between) <= _NEAR and not _STOP.search(between):
            return behind
    return above
