"""Calendar arithmetic on ISO 8601 values: which days a value covers.

The values are those of `Time.value`: days, months, quarters ("2021-Q2"), half years ("2021-H1"), years, and pairs of
them ("2021/2025"). Nothing here knows Vietnamese.
"""

from datetime import date, timedelta
from functools import lru_cache


def day(year: int, month: int, number: int) -> str | None:
    """Return the ISO date, or None for a day that no calendar has (31 April).

    >>> day(2026, 12, 31)
    '2026-12-31'
    """
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def point(year: int, *, month: int | None = None, number: int | None = None, quarter: int | None = None) -> str | None:
    """Return the ISO value of a day, a month, a quarter or a year; None where the parts do not belong together.

    >>> point(2026, month=6), point(2027, quarter=1), point(2026), point(2026, number=15)
    ('2026-06', '2027-Q1', '2026', None)
    """
    if quarter is not None:
        return f"{year}-Q{quarter}" if month is None and number is None and 1 <= quarter <= 4 else None
    if month is None:
        return None if number is not None else str(year)
    if number is not None:
        return day(year, month, number)
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


def month_of(value: str) -> int | None:
    """Return the month of a value that is a day or a month, None for any other.

    >>> month_of("2026-06-12"), month_of("2026-Q1"), month_of("2021/2025")
    (6, None, None)
    """
    part = value[5:7]
    return int(part) if value[4:5] == "-" and part.isdecimal() else None


def last_day(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> last_day(2024, 2).isoformat()
    '2024-02-29'
    """
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


@lru_cache(1024)
def bounds(value: str) -> tuple[str, str]:
    """Return the first and the last day that *value* covers, both inclusive.

    Raises:
        ValueError: *value* is no calendar time (a duration, a recurrence).

    >>> bounds("2021-Q2")
    ('2021-04-01', '2021-06-30')
    >>> bounds("2021/2025")
    ('2021-01-01', '2025-12-31')
    """
    first, _, last = value.partition("/")
    return _first(first).isoformat(), _last(last or first).isoformat()


def school_year(value: str) -> tuple[str, str]:
    """Return the first and the last day of the school years of *value*: from 1 September to 31 May.

    The frame that the Ministry of Education decrees every summer opens the year in the first days of September and
    closes it before 31 May.

    >>> school_year("2024/2025")
    ('2024-09-01', '2025-05-31')
    """
    first, _, last = value.partition("/")
    return f"{first}-09-01", f"{last}-05-31"


def day_before(iso: str) -> str:
    """Return the day before an ISO date: where "trước" (before) ends."""
    return (date.fromisoformat(iso) - timedelta(1)).isoformat()


def _months(value: str) -> tuple[int, int, int]:
    """Return the year, the first and the last month of a value that is no day."""
    year, _, part = value.partition("-")
    if not part:
        return int(year), 1, 12
    length = {"Q": 3, "H": 6}.get(part[0], 1)
    last = int(part.lstrip("QH")) * length
    return int(year), last - length + 1, last


def _first(value: str) -> date:
    if len(value) == 10:
        return date.fromisoformat(value)
    year, month, _ = _months(value)
    return date(year, month, 1)


def _last(value: str) -> date:
    if len(value) == 10:
        return date.fromisoformat(value)
    year, _, month = _months(value)
    return last_day(year, month)
