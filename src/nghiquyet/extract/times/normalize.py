"""What a phrase of ``grammars/times.lark`` means: from the groups of a match to an ISO 8601 value.

Nothing here looks outside the phrase, save for the relative ones ("đến cuối năm"), which need the document's `Origin`.
"""

from collections.abc import Sequence
from typing import Literal

import regex
from attrs import evolve, frozen

from ...lexicon.files import table
from ...lexicon.lazy import groups_of, pattern
from ...lexicon.phrase_grammar import phrase_once
from ...text.numerals import counted
from .document_time import Origin
from .feasts import cycle_year, feast_day
from .iso import bounds, month_of, point

Match = regex.Match[str]
Kind = Literal["date", "interval", "duration", "set"]

_RELATIONS = ("before", "by", "within", "since", "at")
_FORMS = ("half", "quarter", "day", "month", "year", "own", "vision", "another", "feast", "near", "lone")
_FIRST, _LAST, _TO_THE_END = (phrase_once("times", rule) for rule in ("FIRST", "LAST", "to_the_end"))
_SCHOOL, _YEARLY, _LEVEL = (phrase_once("times", rule) for rule in ("school", "yearly", "level"))
_BARE_LIMIT, _SAID_YEAR = phrase_once("times", "bare_limit"), phrase_once("times", "said_year")


@frozen(kw_only=True)
class Moment:
    """The bare meaning of a phrase.

    Attributes:
        type: "date", "interval", "duration" or "set".
        form: For a date the rule that it matched: "day", "month", "quarter", "half", "year", "own" (the year or term of
            the document), "vision" ("tầm nhìn 2050"), "another" (a further year of a list); else the type.
        value: ISO 8601.
        relation: The rule of the grammar that its preposition matched.
        start: Where its words without the preposition begin.
        exclusive: Whether an interval ends before its last value ("đến trước ngày ...").
        since: The day of the document, for an interval that begins with it ("từ nay đến cuối năm").
        school: Whether its years are those of schools ("năm học 2024 - 2025").
    """

    type: Kind
    form: str
    value: str
    relation: str | None
    start: int
    exclusive: bool = False
    since: str | None = None
    school: bool = False


def relation(found: Match) -> str | None:
    """Return the name of the rule that the preposition matched, None without one."""
    return _first(found, _RELATIONS)


def _first(found: Match, names: Sequence[str]) -> str | None:
    """Return the first of some groups that matched, None where none did."""
    groups = groups_of(found.re)
    return next((name for name in names if name in groups and found[name]), None)


def _group(found: Match, name: str) -> str:
    """Return what a group matched, "" for none: an alternative of the grammar has its own groups alone."""
    return (found.group(name) or "") if name in groups_of(found.re) else ""


def _captures(found: Match, name: str) -> list[str]:
    """Return all that a group matched, one after the other."""
    return found.captures(name) if name in groups_of(found.re) else []


def moment(found: Match, before: str, after: str, origin: Origin) -> Moment | None:
    """Return what *found* means, None when that cannot be told.

    Args:
        found: A match of rule ``start`` or ``cell``.
        before, after: The folded words of its sentence before and after it.
        origin: What relative times are counted from.
    """
    what = _moment(found, before, after, origin)
    signed = origin.signed if what and what.type == "date" and _group(found, "FROM_NOW") else None
    # "từ nay đến năm 2030" names 2030
    if what is None or signed is None or len(what.value) == 4 or signed >= bounds(what.value)[1]:
        return what
    return evolve(what, type="interval", form="interval", value=f"{signed}/{what.value}", since=signed)


def _moment(found: Match, before: str, after: str, origin: Origin) -> Moment | None:
    how = relation(found)
    start = _start(found, how)

    def made(kind: Kind, value: str | None, form: str = "", exclusive: bool = False) -> Moment | None:
        if value is None:
            return None
        return Moment(type=kind, form=form or kind, value=value, relation=how, start=start, exclusive=exclusive)

    if _group(found, "length"):
        how = "within"
        return made("duration", _length(found))
    if _group(found, "recurrence"):
        how = "during" if _group(found, "spread") else how
        return made("set", _recurrence(found))
    if _group(found, "interval"):
        if _group(found, "last_near"):
            return made("interval", _day_to_day(found, origin))
        form = "quarter" if _group(found, "quarters") else "month" if _group(found, "months") else ""
        period = made("interval", _interval(found), form, exclusive=bool(_group(found, "UNTIL")))
        return evolve(period, school=True) if period and _SCHOOL.fullmatch(_group(found, "LABEL")) else period
    if _group(found, "yearless"):
        if _YEARLY.search(before):  # hằng năm, trước ngày 30/11
            return made("set", "P1Y")
        return made("date", _yearless(found, origin), _grain(found))
    form = _first(found, _FORMS) or _grain(found)
    if form in ("near", "feast") or _group(found, "LATER_DAY"):
        return made("date", _feast(found, how, origin) if form == "feast" else _near(found, origin), "day")
    if form == "lone":
        return made("date", _lone(found, before, origin), _grain(found))
    # "6 tháng đầu năm" without a number is of the document's own year
    year = str(origin.year) if form == "half" and origin.year and origin.signed else None
    value = _own(found, how, before, origin) if form == "own" else _point(found, found.span(), year)
    if value and form == "year" and _stands_for_its_end(found, how, after):
        value = f"{value}-12-31"
    return made("interval" if value and "/" in value else "date", value, form)


def _start(found: Match, how: str | None) -> int:
    """Return where the words behind the preposition begin; the hour goes with it: "trong sáng | ngày 18/12/2026"."""
    lead = how or ("length_limit" if _group(found, "length_limit") else None)
    if lead is None:
        return found.start()
    close = max(found.end(name) for name in (lead, "clock") if _group(found, name))
    word = _WORD.search(found.string, close, found.end())
    return word.start() if word else found.start()


_WORD = pattern(r"\S+")
_FULL_YEAR = pattern(r"\b(?:19|20)\d\d\b")
#: How many months apart two are whose year is taken for the same: December is named in January for the year before.
_NEAR = 6


def _number(numeral: str) -> int:
    """Return the value of a numeral that the grammar has let through; 0 is no count of anything."""
    return counted(numeral) or 0


def _length(found: Match) -> str | None:
    count, unit = _number(found.captures("COUNT")[-1]), _group(found, "length_unit")
    if count == 1 and _BARE_LIMIT.fullmatch(_group(found, "length_limit")) and not _group(found, "WORKING"):
        return None  # trung bình trong một ngày
    size, letter = table("times")["length"][unit]
    return f"{'PT' if letter == 'H' else 'P'}{count * size}{letter}"


def _recurrence(found: Match) -> str:
    if _group(found, "of_quarter"):
        return "P3M"
    size, letter = table("times")["length"][_captures(found, "every_unit")[-1]]
    counts = _captures(found, "COUNT")
    return f"P{size * (_number(counts[-1]) if counts else 1)}{letter}"


def _own(found: Match, how: str | None, before: str, origin: Origin) -> str | None:
    """Return the value of a "năm" or "nhiệm kỳ" without numbers: the document's, where it has one."""
    if _group(found, "TERM"):
        return str(origin.term[1]) if origin.term and how in ("by", "before") else None
    if origin.year is None:
        return None
    if _group(found, "LAST") or _TO_THE_END.search(_group(found, "by")):
        return f"{origin.year}-12-31" if how in ("by", "before") else None
    named = how == "within" and any(int(year["YEAR"]) == origin.year for year in _SAID_YEAR.finditer(before))
    # "phát sinh trong năm" means a certain year only where its sentence has named that year
    return str(origin.year) if named else None


def _yearless(found: Match, origin: Origin) -> str | None:
    """Return the value of "trước ngày 30/11" in the document's year, None if that day was over when it was signed."""
    if origin.year is None or origin.signed is None:
        return None
    value = _point(found, found.span(), str(origin.year))
    return value if value and bounds(value)[1] >= origin.signed else None


def _near(found: Match, origin: Origin) -> str | None:
    """Return the value of "ngày 20/10": in the year of the document, else in that of the day named before it.

    A day or a month that its own passage names behind it has the year too, or is a few months away.
    """
    year = origin.year or origin.seen
    if year is None and origin.beside and (named := _inside(found, "MONTH", found.span())):
        there = bounds(origin.beside)[0]
        away = int(there[5:7]) - int(named)
        year = int(there[:4]) + (away > _NEAR) - (away < -_NEAR)
    return _point(found, found.span(), str(year)) if year else None


def _lone(found: Match, before: str, origin: Origin) -> str | None:
    """Return the value of "tháng 2" on a page without a day, near the last month that it has named with its year.

    It is none where the page or the sentence names another year: "năm 2024 ..., trong đó tháng 6".
    """
    if origin.signed is not None or origin.month is None or set(_FULL_YEAR.findall(before)) - {str(origin.seen)}:
        return None
    value = _point(found, found.span(), str(origin.seen))
    month = int(bounds(value)[0][5:7]) if value else 0
    return value if abs(month - origin.month) <= _NEAR else None


def _day_to_day(found: Match, origin: Origin) -> str | None:
    """Return the value of "từ ngày 8 đến 10/12", in the year that `_near` takes."""
    year = origin.year or origin.seen
    last = _point(found, found.span("last_near"), str(year)) if year else None
    first = _point(found, found.span("first_near"), last)
    return f"{first}/{last}" if first and last and len(first) == 10 and first < last else None


def _feast(found: Match, how: str | None, origin: Origin) -> str | None:
    """Return the day of a feast: in the year that its words name, else the next one after the day of the document."""
    name, year, cycle = _group(found, "FEAST"), _inside(found, "YEAR", found.span()), _group(found, "CYCLE")
    if year or (cycle and origin.year):
        named = int(year) if year else cycle_year(cycle, origin.year or 0)
        return feast_day(name, named) if named else None
    if origin.year is None or origin.signed is None or how == "within":
        return None  # "trong dịp Tết" is a time of the year
    day = feast_day(name, origin.year)
    if day and day < origin.signed and how in ("by", "before", "within", "at"):
        return feast_day(name, origin.year + 1)
    return day


def _grain(found: Match) -> str:
    """Return the grain of a date that no rule names: by its smallest part."""
    return (_first(found, ("DAY", "MONTH", "QUARTER")) or "YEAR").lower()


def _stands_for_its_end(found: Match, how: str | None, after: str) -> bool:
    """Whether a year stands for its last day: "đến hết năm 2026", "cuối năm 2024 còn 11,7%"."""
    if _TO_THE_END.search(_group(found, "by")):
        return True
    if not _LAST.fullmatch(_group(found, "edge")):
        return False
    return how in ("by", "before", "at") or _LEVEL.match(after) is not None


def _interval(found: Match) -> str | None:
    if _group(found, "years") or _group(found, "years_alone"):
        first, last = (int(year) for year in _captures(found, "YEAR"))
        return f"{first}/{last}" if first < last <= first + 60 else None
    suffix = next(name for name in ("", "_full", "_day", "_quarter", "_month") if _group(found, f"first{name}"))
    ends = _point(found, found.span("last" if suffix == "_full" else f"last{suffix}"))
    begins = _point(found, found.span(f"first{suffix}"), ends)
    if (between := _captures(found, "middle")) and not _in_a_row(found, suffix, between):
        return None
    return f"{begins}/{ends}" if begins and ends and bounds(begins)[0] < bounds(ends)[1] else None


def _in_a_row(found: Match, suffix: str, between: list[str]) -> bool:
    """Whether each number of a list is the next one: "tháng 10, 11 và 12/2026"."""
    ends = [_inside(found, suffix[1:].upper(), found.span(f"{side}{suffix}")) or "" for side in ("first", "last")]
    numbers = [_number(numeral) for numeral in (ends[0], *between, ends[1])]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _inside(found: Match, name: str, span: tuple[int, int]) -> str | None:
    """Return the first capture of group *name* that lies in *span*."""
    for start, end in found.spans(name) if name in groups_of(found.re) else ():
        if span[0] <= start and end <= span[1]:
            return found.string[start:end]
    return None


def _point(found: Match, span: tuple[int, int], other: str | None = None) -> str | None:
    """Return the ISO value of the point that stands in *span*; what it leaves out is taken from *other*."""
    number, month, quarter = (_inside(found, name, span) for name in ("DAY", "MONTH", "QUARTER"))
    year = _inside(found, "YEAR", span) or (other[:4] if other else None)
    year = year or _group(found, "LATER")  # quý III và quý IV năm 2026
    if not year:
        return None
    if half := _inside(found, "HALF", span):
        return f"{year}-H{half}"
    months = _inside(found, "COUNT", span)
    if side := _inside(found, "SIDE", span):
        return _part_of_year(year, _number(months or "6"), first=_FIRST.fullmatch(side) is not None)
    if months and _group(found, "half"):
        return _part_of_year(year, _number(months), first=True)
    lent = month_of(other) if other and number and not month else None  # "ngày 10 đến 12/6/2025"
    return point(
        int(year),
        month=int(month) if month else lent,
        number=int(number) if number else None,
        quarter=_number(quarter) if quarter else None,
    )


def _part_of_year(year: str, months: int, *, first: bool) -> str | None:
    if months == 6:
        return f"{year}-H{1 if first else 2}"
    if not 1 < months < 12:
        return None
    return f"{year}-01/{year}-{months:02}" if first else f"{year}-{13 - months:02}/{year}-12"
