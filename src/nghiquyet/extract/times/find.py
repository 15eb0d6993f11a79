"""Times, deadlines, recurrences: which calendar time the words mean, and whether something is due then.

A time (thời gian) is named by a phrase of ``grammars/times.lark``: a limit ("đến hết quý II/2027"), a period ("giai
đoạn 2021 - 2025"), a length that binds ("trong thời hạn 30 ngày") or a recurrence ("hằng năm"). Values are ISO 8601;
``start`` and ``end`` are the first and the last day, so that a program can compare them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

import regex
from attrs import evolve

from ...facts import Metadata, Reference, Time
from ...lexicon.files import grammar
from ...lexicon.kept import plain
from ...lexicon.lazy import groups_of
from ...lexicon.openings import Openings, openings
from ...lexicon.phrase_grammar import as_pattern, phrase_once
from ...lexicon.word_patterns import (
    any_of,
    branches,
    by_first_letter,
    choice,
    letter_tree,
    rare_letter,
    row_words,
)
from ...limits import in_time
from ...text.spans import Span, covered
from ..view import Passage, TextView
from .deadlines import Clue, clause_after, clause_before, limits
from .document_time import Origin
from .feasts import feasts
from .iso import bounds, day_before, school_year
from .normalize import Moment, moment, relation
from .table_columns import Columns

#: How far before its anchor a phrase may begin, and how long it may be (hard-wrapped lines, page numbers between).
_LEFT, _RIGHT = 64, 200
#: A date behind one of these is a part of it, even where it is not among the references found.
_OWNED = phrase_once("times", "owned")


@cache
def _anchors() -> re.Pattern[str]:
    """Return what every phrase holds; it is looked for first, since most words of a resolution name no time.

    A word is looked for at its rarest letter; a group has the letters before that.
    """
    days = "|".join(rf"(?<={words} .)" for words in row_words("times", "before_day"))
    rests: dict[str, list[str]] = {}
    words = [(form, "") for form in row_words("times", "anchor")]
    for form, more in (*words, *((form, r" (?=\d)") for form in row_words("times", "part_of_day"))):
        at = rare_letter(form)
        rest = form[at + 1 :] + more
        rests.setdefault(form[at], []).append(rf"(?={rest})(?<=({form[:at]}){form[at]}){rest}")
    rests |= {"1": [r"9\d\d"], "2": [r"0\d\d"], "0123456789": [rf"(?=\d?/\d)(?:{days}|(?<=, .)|(?<=\(.))\d?/\d"]}
    return plain(by_first_letter({letters: "|".join(options) for letters, options in rests.items()}))


@cache
def _openings_of_numbers() -> dict[str, str]:
    """Return the numbers with which a phrase may begin: a year of a list, of a day, "6 tháng đầu năm"."""
    alone, year = r"(?<![.,/-].)", r"\d\d(?![\d%]|[.,]\d)"
    return {
        "1": rf"{alone}9{year}",
        "2": rf"{alone}0{year}",
        "0123456789": rf"{alone}\d{{0,3}}(?=\s*(?:[-/]|\.(?!\d{{3}})|{choice('times', 'after_number')}))",
        "qh": rf"{alone}[1-4](?=\s*[-/]?\s*(?:19|20)\d\d)",
    }


def find_times(view: TextView, references: tuple[Reference, ...], metadata: Metadata) -> tuple[Time, ...]:
    """Return every time expression outside *references*, in the order of the text.

    A time that stands in a reference is that document's day of issue and belongs to the reference.
    """
    origin, columns = Origin.of(view, metadata), Columns(view)
    cited = covered(ref.span for ref in references)
    times: list[Time] = []
    waiting: list[tuple[int, Passage, regex.Match[str]]] = []  # days whose year the rest of their passage may name
    for passage, found in _phrases(view, columns, cited):
        if _owned(view.low, cited, passage, found):
            continue
        time = _time(found, view, passage, origin, columns, times[-1] if times else None)
        if time is None:
            waiting.append((len(times), passage, found))
            continue
        times.append(time)
        if time.type == "date" and time.value and len(time.value) >= len("2026-12"):
            if origin.seen is None and time.relation is None:
                beside = evolve(origin, beside=time.value)
                for at, place, day in reversed(waiting):
                    if place is passage and (dated := _time(day, view, place, beside, columns, None)):
                        times.insert(at, dated)
            origin = origin.named(time.value)
    return tuple(times)


@cache
def _start() -> Openings:
    return openings("times", "start", FEAST=any_of(feasts()))


@cache
def _opener() -> re.Pattern[str]:
    """Return the pattern of the words with which a phrase may begin: what the grammar's first half quotes."""
    phrases, _, _ = grammar("times.lark").partition("// ---- What stands around")
    openers = letter_tree(re.findall(r'"(\w[^"]*)"', phrases))
    filled_in = as_pattern(grammar("times.lark"), "_filled_in")  # most forms leave the year blank too
    no_day = rf"(?:\s++(?!\d|{choice('times', 'day_goes_on')}|[.…_])|\s*+[.…_](?!{filled_in}))"
    forms = (re.sub(" ", r"\\s+", form) for form in row_words("times", "no_day"))
    fruitless = {form[0]: f"(?!{form[1:]}{no_day})" for form in forms}
    begins = {letter: f"(?={branches(rest, letter)}){fruitless.get(letter, '')}" for letter, rest in openers.items()}
    return plain(by_first_letter({**begins, **_openings_of_numbers()}, alone=True))


def _phrases(
    view: TextView, columns: Columns, cited: tuple[list[int], list[int]]
) -> Iterator[tuple[Passage, regex.Match[str]]]:
    """Yield the phrases outside *cited*, none overlapping, each with the passage that it stands in."""
    passages = iter(sorted(view.passages, key=attrgetter("start")))
    passage, done = next(passages, None), 0
    for anchor in _anchors().finditer(view.low):
        in_time()
        start = anchor.start(anchor.lastindex or 0)
        at = bisect_right(cited[0], start) - 1
        if at >= 0 and start < cited[1][at]:
            done = cited[1][at]
            continue
        while passage is not None and passage.end <= start:
            passage = next(passages, None)
        if passage is None:
            return
        if start < max(done, passage.start) or passage.zone == "outside":
            continue
        if view.low[start - 1].isalpha() and not anchor[0].isdigit():
            continue  # the end of a longer word
        found = _around(view.low, passage, (start, anchor.end()), done)
        if found is None and anchor[0].isdigit():
            found = columns.bare(passage, start)
        # words before a fruitless anchor begin no phrase: they are not tried again
        done = found.end() if found else start
        if found:
            yield passage, found


def _around(low: str, passage: Passage, anchor: tuple[int, int], done: int) -> regex.Match[str] | None:
    """Return the first phrase that holds *anchor* and begins at a word after *done*."""
    begin, close = anchor
    end = min(passage.end, close + _RIGHT)
    start = _start()
    for word in _opener().finditer(low, max(done, passage.start, begin - _LEFT), end):
        if word.start() >= close:
            break
        found = start.match(low, word.start(), end)
        if found and found.end() > begin:
            return found
    return None


def _owned(low: str, covered: tuple[list[int], list[int]], passage: Passage, found: regex.Match[str]) -> bool:
    """Whether a phrase is a part of a reference, or follows a document's number."""
    starts, ends = covered
    at = bisect_right(ends, found.start())
    if at < len(starts) and starts[at] < found.end():
        return True
    if passage.zone == "header" or "day" not in groups_of(found.re) or found.group("day") is None or relation(found):
        return False  # the head has number and day of this document side by side; a limit is not part of a number
    return _OWNED.search(low[max(0, found.start() - 60) : found.start()]) is not None


def _time(
    found: regex.Match[str], view: TextView, passage: Passage, origin: Origin, columns: Columns, last: Time | None
) -> Time | None:
    stop = found.start() + len(found[0].rstrip())  # a phrase may end in a look at what follows
    before, after = clause_before(view.low, passage.start, found.start()), clause_after(view.low, passage.end, stop)
    what = moment(found, before, after, origin)
    if what is None:
        return None
    start, end = _days(what)
    deadline, why = limits(
        Clue(
            moment=what,
            words=view.low[found.start() : what.start],
            zone=passage.zone,
            before=before,
            after=after,
            past=_over(what, start, end, origin),
            undated=origin.signed is None,
            due=columns.due(passage, found.start(), stop),
            follows=last.deadline if last is not None and found.start() - last.span.end < 30 else None,
        )
    )
    # "trong" and "vào" belong to the time only where they set a limit
    bare = what.relation in ("within", "at") and not deadline and what.type != "duration"
    span = Span(what.start if bare else _begin(found, what), stop)
    during = bare or what.since or (what.type == "interval" and not what.relation)
    relation = "during" if during else what.relation
    start, end = _open(what, relation, start, end)
    return Time(
        type=what.type,
        value=what.value,
        deadline=deadline,
        text=view.words(span.start, span.end),
        span=span,
        relation="from" if relation == "since" else relation,
        start=start,
        end=end,
        why=why,
    )


def _begin(found: regex.Match[str], what: Moment) -> int:
    """Return where the time begins with its relation: "từ nay" is no part of "từ nay đến năm 2030"."""
    from_now = not what.since and "FROM_NOW" in groups_of(found.re) and found["FROM_NOW"]
    return found.start("by") if from_now else found.start()


def _days(what: Moment) -> tuple[str | None, str | None]:
    """Return the first and the last day that a moment covers."""
    if what.type not in ("date", "interval"):
        return None, None
    return school_year(what.value) if what.school else bounds(what.value)


def _over(what: Moment, start: str | None, end: str | None, origin: Origin) -> bool:
    """Whether a time was over when the document was signed; what is to be done before a period is, when that begins."""
    last = start if what.form == "interval" and what.relation == "before" else end
    return last is not None and origin.signed is not None and last < origin.signed


def _open(what: Moment, relation: str | None, start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """Return the days that a limit leaves: "đến" has no first one, "từ" no last one, "trước" ends the day before."""
    if what.exclusive and end:
        return start, day_before(bounds(what.value.partition("/")[2])[0])
    if relation == "before":
        return None, start and day_before(start)
    if relation == "since":
        return start, None
    return (None, end) if relation == "by" else (start, end)
