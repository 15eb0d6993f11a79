"""Citations by number: "Nghị quyết số 36-NQ/TW, ngày 22/10/2018 của Ban Chấp hành Trung ương", lists, short names."""

import re
from collections.abc import Iterator
from functools import cache

import regex
from attrs import frozen

from ...facts import Reference
from ...lexicon.files import grammar as grammar_text
from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.phrase_grammar import as_pattern, phrase_once
from ...lexicon.provinces import province_names
from ...lexicon.word_patterns import any_of
from ...text.folding import fold
from ...text.spans import Span
from ..bodies.issuers import body_end, run_of_name
from ..times.iso import point
from ..view import TextView
from .document_kinds import LAWS, KindWord, by_code, grammar, kind_name, kind_words, kinds

_OF = phrase_once("references", "of_body")
_SO = phrase_once("references", "so")
_FREE = pattern(r"\s*(?=\d)")
#: The longest name between a kind and its number, in letters.
_NAME = 120
_NAMED = phrase_once("references", "named")
_WORD_SO = phrase_once("references", "word_so")
_TAIL = phrase_once("references", "tail")
_MEETING = phrase_once("references", "meeting")
_UNNUMBERED = phrase_once("references", "unnumbered")
_AGAIN = phrase_once("references", "again")
_JOINED = phrase_once("references", "joint")
_YEAR = phrase_once("references", "in_year")
_AFTER_SHORT = phrase_once("references", "after_short")
_LETTERS = plain_pattern(r"[^\W\d_]{2}")
_MARKS = "\\*"
_SOFT = "\xad"  # a soft hyphen stands for the dash of a number
_GAPS = pattern(r"\s+")
_CODE = pattern(r"\s?[-/]\s?(?=\p{L}).*$")
_YEAR_AND_CODE = pattern(r"(?:(?<=\d)\s{0,3}/\s{0,3}(?:19|20)\d\d)?\s?[-/]\s?(?=\p{L}).*$")
_FIRST_CODE = pattern(r"[-/ ]\s?(\p{L}+)")
#: A code that names two bodies: "TTLT-BTC-BNV".
_BODIES = plain_pattern(r"[-/][^\W\d_]+[-/][^\W\d_]+-[^\W\d_]")
_SO_BEFORE = phrase_once("references", "so_before")
_PROPOSED = phrase_once("references", "proposed")
_REST_OF_NAME = phrase_once("references", "rest_of_name")
_DAY_ALONE = phrase_once("references", "day_alone")
_BY = pattern(r"\s*+(?:,\s*+)?do\s+")
_MADE = phrase_once("references", "made")
_ABOUT = phrase_once("references", "about")
#: Between the name of a body and the document that it issued.
_ISSUED = pattern(
    r"(?r)(?<!\s)\s++(?:(?:(?:đã|vừa|cũng|tiếp\s+tục)\s+){0,2}(?:(?:ký\s+)?ban\s+hành|có|gửi|phát\s+hành|trình|ra)|(?:đã|vừa)\s+thông\s+qua)\s+(?:các\s+)?"
)
_CAPITAL = pattern(r"(?<![\p{L}\d])\p{Lu}")
_TERM_ONLY = phrase_once("references", "term_only")
_AT = pattern(r"(?r)(?<!\s)\s+tại\s+(?:các\s+)?")


_LEVEL = phrase_once("references", "level")


@cache
def _province() -> regex.Pattern[str]:
    return pattern(rf"\s+(?:{province_names().pattern})(?!\p{{L}})")


@frozen
class _Group:
    """Numbers that share one code and one text: "71, 72-KH/TU"."""

    start: int
    end: int
    numbers: tuple[str, ...]


@cache
def _qualifier() -> regex.Pattern[str]:
    word = any_of(table("documents")["qualifier"])
    return pattern(rf"\s+{word}(?:,?\s+(?:và\s+)?{word}){{0,3}}(?=\s+số\s?:?\s*\d)")


@cache
def cited_kinds() -> re.Pattern[str]:
    """Return `kind_words`, with group "more" where a number, a day or an issuer may follow: behind most none does."""
    tail = as_pattern(grammar_text("references.lark"), "tail")
    number = r"\s*+(?:[,:]\s*+)?(?:s[ốổ]|mang\b|\d)"
    more = rf"{tail}|{number}|\s+{any_of(table('documents')['qualifier'])}"
    return plain(rf"{kind_words().pattern}(?P<more>(?={more}))?")


def goes_on(view: TextView, kind: re.Match[str], end: int) -> bool:
    """Tell whether more than its name may follow a match of `cited_kinds`: a number, a day, an issuer, a congress."""
    at = kind.end()
    if kind["more"] is not None or _is_capital(view, at + 1, end):
        return True
    if not view.plain[kind.start()].isupper() or not _WORD_SO.search(view.low, at, min(end, at + _NAME)):
        return False
    return _NAMED.match(view.low, at, end) is not None


def _is_capital(view: TextView, at: int, end: int) -> bool:
    return at < end and view.plain[at].isupper()  # it may begin the name of a body without a joining word


def coded(number: str) -> bool:
    """Tell "36-NQ/TW" from "36"."""
    return _LETTERS.search(number) is not None


def match_rule(start: str, view: TextView, at: int, end: int) -> regex.Match[str] | None:
    """Match a rule of the grammar at *at*, or after the space there."""
    while at < end and view.low[at].isspace():
        at += 1
    return grammar(start).match(view.low, at, end)


def read_date(found: regex.Match[str]) -> str | None:
    """Return the ISO date of a match of rule ``date``, None for a day that no calendar has."""
    return point(int(found["YEAR"]), month=int(found["MONTH"]), number=int(found["DAY"]))


def as_written(view: TextView, start: int, stop: int) -> str:
    """Return a number as the text has it, without line ends, marks and furniture of the page."""
    if len(view.plain[start:stop].split()) == 1:
        return view.text[start:stop].replace(_SOFT, "-")
    pieces: list[str] = []
    here = start
    for gap in _GAPS.finditer(view.plain, start, stop):
        between = view.text[gap.start() : gap.end()]
        pieces += (view.text[here : gap.start()], "" if "\n" in between or not between.strip(_MARKS) else " ")
        here = gap.end()
    return "".join((*pieces, view.text[here:stop])).replace(_SOFT, "-")


def numbered(view: TextView, kind: KindWord, start: int, end: int) -> list[Reference]:
    """Read a citation by number that begins with the kind word *kind*, in a passage from *start* to *end*."""
    low, at = view.low, kind.end()
    name = kind_name(kind)
    title = kinds()[name].name
    if name not in LAWS and (extra := _qualifier().match(low, at, end)):
        at = extra.end()
        title = f"{title} {view.words(extra.start(), at).lower()}"
    so = _SO.match(low, at, end)
    if so is None and (blank := _UNNUMBERED.match(low, at, end)):
        close, date, given = read_tail(view, blank.end(), end)
        number, words = as_written(view, *blank.span("number")), view.words(kind.start(), close)
        span = Span(kind.start(), close)
        found = Reference(doc_type=title, number=number, date=date, issuer=given, text=words, span=span)
        return [found] if date and given else []
    issuer: str | None = None
    first = so or _FREE.match(low, at, end)
    if first is None:
        if name in LAWS or not _WORD_SO.search(low, at, end):
            return []
        of = _OF.match(low, at, end)
        body_at = of.end() if of else at + 1
        body = body_end(view, body_at, end) if of or _is_capital(view, body_at, end) else None
        first = so = _SO.match(low, body, end) if body else None
        if body is None or first is None:
            return _behind_name(view, kind, title, end)
        issuer = view.words(body_at, body)
    groups = _groups(view, first.end(), end, loose=bool(so))
    if not groups:
        return []
    if not coded(groups[0].numbers[-1]) and not so and not _short(view, kind, name, groups[0].end, end):
        return []
    issuer = issuer or _proposer(view, start, kind.start()) or _maker_before(view, start, kind.start())
    return list(_read(view, groups, kind.start(), title, issuer, end))


def _behind_name(view: TextView, kind: KindWord, title: str, end: int) -> list[Reference]:
    """Read the number behind the name of a document, if its code says its kind: "Kế hoạch phòng chống bão số"."""
    named = _NAMED.match(view.low, kind.end(), end) if view.plain[kind.start()].isupper() else None
    if named is None:
        return []
    others = [view.plain[other.start()] for other in kind_words().finditer(view.low, kind.end(), named.end())]
    if any(map(str.isupper, others)):
        return []  # "Kế hoạch thực hiện Nghị quyết số"
    groups = _groups(view, named.end(), end, loose=False)
    code = _FIRST_CODE.search(fold(groups[0].numbers[-1])) if groups else None
    if code is None or code[1] not in kinds()[kind_name(kind)].codes:
        return []
    for of in () if others else _PROPOSED.finditer(view.low, kind.end(), named.end()):
        close = body_end(view, of.end(), named.end())
        if close and _SO.match(view.low, close, end):
            return list(_read(view, groups, kind.start(), title, view.words(of.end(), close), end))
    return list(_read(view, groups, kind.start(), title, None, end))


def bare(view: TextView, at: int, end: int, title: str, begin: int) -> list[Reference]:
    """Read the citation of number *at* without a kind word; it begins at *begin*."""
    groups = _groups(view, at, end, loose=False)
    return list(_read(view, groups, begin, title, None, end))


def _read(
    view: TextView, groups: list[_Group], begin: int, title: str, issuer: str | None, end: int
) -> Iterator[Reference]:
    while groups:
        for index, group in enumerate(groups):
            if index:
                begin = _with_so(view, group.start, groups[index - 1].end)
                title = _title(title, group.numbers[-1])
            joint = "liên tịch" in title.lower() or _of_several(group.numbers[-1])
            close, date, given = read_tail(view, group.end, end, joint=bool(joint))
            for number in group.numbers:
                yield Reference(
                    doc_type=title, number=number, date=date, issuer=given or issuer,
                    text=view.words(begin, close), span=Span(begin, close),
                )  # fmt: skip
        # "Tờ trình số 21/TTr-BCT ngày 30 tháng 3 năm 2026, số 33/TTr-BCT ngày ... và số 37/BC-BCT"
        again = _AGAIN.match(view.low, close, end)
        so = _SO.match(view.low, again.end(), end) if again else None
        groups = _groups(view, so.end(), end, loose=False) if so else []
        if again is None or not groups or not coded(groups[0].numbers[-1]):
            return
        begin = again.end()
        title = _title(title, groups[0].numbers[-1])


def _of_several(number: str) -> bool:
    """Tell whether the code of a number names two bodies."""
    return number.count("-") + number.count("/") > 2 and _BODIES.search(number) is not None


def _title(title: str, number: str) -> str:
    """Return the kind of a further number of a list: *title*, unless its code says another ("; 12/2026/QĐ-TTg")."""
    code = _FIRST_CODE.search(fold(number))
    other = by_code().get(code[1]) if code else None
    return other.name if other and code and code[1] not in kinds().get(fold(title), other).codes else title


def _short(view: TextView, kind: KindWord, name: str, last: int, end: int) -> bool:
    """Tell a short name ("Nghị quyết 68") from a count ("quyết định 05 dự án") and a heading ("THÔNG TƯ 1")."""
    words = view.plain[kind.start() : kind.end()]
    scheme = kinds()[name].scheme and view.low[last - 2 : last].isalnum() and view.plain[last - 2].isdigit()
    return (
        (kinds()[name].norm or scheme)
        and words[0].isupper()
        and not words.isupper()
        and _AFTER_SHORT.match(view.low, last, end) is not None
    )


def _groups(view: TextView, start: int, end: int, *, loose: bool) -> list[_Group]:
    """Read the numbers at *start*, those that share one code together.

    After the last number with a code, numbers without one are something else ("số 120/NQ-CP, 15 tỉnh"); a list without
    any code is a list only after "số" (*loose*).
    """
    found = grammar("numbers").match(view.low, start, end)
    if found is None:
        return []
    numbers = [(at, stop, as_written(view, at, stop)) for at, stop in found.spans("ENTRY")]
    if len(numbers) == 1:  # most citations
        ((at, stop, number),) = numbers
        return [_Group(at, stop, (number,))]
    last = max((index for index, (_, _, number) in enumerate(numbers) if coded(number)), default=None)
    if last is None:
        numbers = numbers if loose else numbers[:1]
        return [_Group(numbers[0][0], numbers[-1][1], tuple(number for _, _, number in numbers))]
    groups: list[_Group] = []
    waiting: list[str] = []
    first = numbers[0][0]
    for at, stop, number in numbers[: last + 1]:
        first = first if waiting else at
        waiting.append(number)
        if coded(number):
            groups.append(_Group(first, stop, tuple(_with_code(each, number) for each in waiting)))
            waiting = []
    return groups


def _with_code(number: str, last: str) -> str:
    """Return a number with the year and the code that the *last* of its list says: "15, 18 và 22/2023/QĐ-UBND"."""
    if coded(number):
        return number
    shared = (_CODE if "/" in number else _YEAR_AND_CODE).search(last)
    return number + shared.group() if shared else number


def _with_so(view: TextView, first: int, after: int) -> int:
    so = _SO_BEFORE.search(view.low, after, first)
    return so.start() if so else first


def read_tail(view: TextView, at: int, end: int, *, joint: bool = False) -> tuple[int, str | None, str | None]:
    """Read date and issuer after a number: return where they end, and both.

    A *joint* document has several issuers: "của Bộ Tài chính và Bộ Nội vụ".
    """
    here, date, issuer = at, None, None
    for _ in range(4):
        if not tail_begins(view, here, end):
            break
        if date is None and (day := match_rule("date", view, here, end)):
            date, here = read_date(day), day.end()
            if "(" in day.group() and view.low.startswith(")", here):
                here += 1
        elif issuer is None and (made := _issuer(view, here, end) or _issued_after(view, here, end)):
            issuer, here = made
            while joint and (more := _JOINED.match(view.low, here, end)) and (close := body_end(view, more.end(), end)):
                issuer, here = f"{issuer}{more.group()}{view.words(more.end(), close)}", close
        elif here == at and (year := _YEAR.match(view.low, here, end)):
            here = year.end()
        elif term := match_rule("term", view, here, end):
            here = term.end()
            issuer = f"{issuer} {view.words(term.start(), here)}" if issuer else None
        else:
            break
    return here, date, issuer


def tail_begins(view: TextView, at: int, end: int) -> bool:
    """Tell whether a day, an issuer or a term may stand at *at*."""
    return _is_capital(view, at + 1, end) or _TAIL.match(view.low, at, end) is not None


def meeting_begins(view: TextView, at: int, end: int) -> bool:
    """Tell whether the name of a congress or a plenum may stand at *at*."""
    return _MEETING.match(view.low, at, end) is not None


def _issuer(view: TextView, at: int, end: int) -> tuple[str, int] | None:
    """Read the issuer behind "của", also where a day without a year stands before it."""
    day = _DAY_ALONE.match(view.low, at, end)
    of = _OF.match(view.low, day.end() if day else at, end)
    here = of.end() if of else at
    for rule in ("congress", "plenum") if meeting_begins(view, here, end) else ():
        if found := match_rule(rule, view, here, end):
            return view.words(here, found.end()), found.end()
    if of is None:
        return None
    close = body_end(view, here, end)
    if close is None and view.plain[here - 1].isspace() and view.plain[here : here + 1].isupper():
        named = run_of_name(view, here - 1, end)  # a body that no table knows: "của Tổ giúp việc Ban Chỉ đạo"
        close = named if named >= here else None
    close = _with_province(view, close, end) if close else None
    return (view.words(here, close), close) if close else None


def _with_province(view: TextView, close: int, end: int) -> int:
    """Return where the name of a body ends whose province is written in small letters: "tỉnh bà rịa - vũng tàu"."""
    if not _LEVEL.search(view.low, max(0, close - 12), close):
        return close
    named = _province().match(view.low, close, end)
    return named.end() if named else close


def _issued_after(view: TextView, at: int, end: int) -> tuple[str, int] | None:
    """Read the issuer of "do Bộ Y tế ban hành", and one without a joining word: "ngày 28/5/2020 Chính phủ về ..."."""
    by = _BY.match(view.low, at, end)
    here = by.end() if by else at + 1
    if here >= end or not view.plain[here].isupper() or (not by and not view.plain[at].isspace()):
        return None
    close = body_end(view, here, end)
    after = (_MADE if by else _ABOUT).match(view.low, close, end) if close else None
    if close is None or after is None:
        return None
    dated = by and match_rule("date", view, after.end(), end)
    return view.words(here, close), after.end() if dated else close


def _maker_before(view: TextView, start: int, at: int) -> str | None:
    """Return who is said to have issued the document at *at*: "Ban Thường vụ Tỉnh ủy đã ban hành | Chỉ thị số ..."."""
    verb = _ISSUED.match(view.low, max(start, at - 40), at)
    if verb is None:
        return None
    for word in _CAPITAL.finditer(view.plain, max(start, verb.start() - 120), verb.start()):
        close = body_end(view, word.start(), verb.start())
        if close and (close == verb.start() or _TERM_ONLY.fullmatch(view.low, close, verb.start())):
            return view.words(word.start(), verb.start())
    return None


def _proposer(view: TextView, start: int, at: int) -> str | None:
    """Return the issuer of a document that is named just before it: "đề nghị của Chính phủ tại | Tờ trình số"."""
    tai = _AT.match(view.low, max(start, at - 12), at)
    if tai is None:
        return None
    for of in _PROPOSED.finditer(view.low, max(start, at - 120), at):
        close = body_end(view, of.end(), at)
        rest = close is not None and of["asked"] and _REST_OF_NAME.fullmatch(view.low, close, tai.start())
        if close == tai.start() or rest:
            return view.words(of.end(), tai.start())
    return None
