"""The landmarks of the first and the last page: letterhead, number, date, doctype, recitals, signatures."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from ..lexicon.document_number import CODE, PRINTED
from ..lexicon.kept import compiled
from ..lexicon.lazy import pattern, plain_letters
from ..lexicon.word_patterns import choice, first_letters, worn
from .grammar import forms

# Where a title in capitals runs into a sentence: "... TRONG CẢ NƯỚC Ngày 24 tháng 6 ...".
_SENTENCE = pattern(r"\s(?=\p{Lu}?\p{Ll}+(?:\s+[\p{Ll}\d][^\s\p{Lu}]*){2})")

#: A doctype, or a signature that says on whose behalf, is not longer; or it begins with one of these letters.
_LONGEST, _BEHALF = 160, frozenset("TtKkQq*\\_—–- ")
#: What stands around a landmark, and with what IS_SIGNED ends, that behind it or not.
_EDGES = " \\_—–-"
_SIGNED = frozenset(")ýÝ*" + _EDGES)
#: So many letters tell of most lines that they end no document.
_FRONT = 5


@cache
def _name() -> regex.Pattern[str]:
    """Return the pattern of a person's name: two capitals, in one to six words that each begin with one.

    It is possessive: 50 capitals could be cut in two million ways.
    """
    words = r"(?=\P{Lu}*+\p{Lu}\P{Lu}*+\p{Lu})(?:\p{Lu}[\p{L}'’]*+\s*+){1,6}\.?"
    return pattern(rf"(?:{choice('headers', 'degree')}\.?\s*+)?{words}")


@cache
def _columns() -> regex.Pattern[str]:
    """Return the pattern of what parts the columns of a line; the State's name and its motto begin one."""
    return pattern(
        r"\s*\|\s*|\t\s*|\s(?P<rule>[—–\-]{5,})\s|\s{3,}"
        rf"|\s+(?=(?i:{worn('headers', 'state')}))(?=\p{{Lu}}\S+\s+\p{{Lu}}\S+\s+\p{{Lu}})"
        rf"|\s+(?=(?i:{choice('headers', 'motto')}))(?<=\d[/-]{CODE}\s+)"
    )


@cache
def _number_place() -> regex.Pattern[str]:
    """Return the pattern of a number before the place on its line: "Số: 105/QĐ-UBND | Vân Hải, ngày ..."."""
    numbered = rf"(?:(?i:{choice('headers', 'number_word')})\s*+(?::\s*+)?)?{PRINTED}"
    return pattern(rf"{numbered}\s+(?=\p{{Lu}}[^,\d]{{1,40}},\s*{choice('headers', 'day_word')}\s)")


@cache
def _term_behind() -> regex.Pattern[str]:
    """Return the pattern of a term, and of the session behind it, at the end of a name: "khóa VII - kỳ họp thứ 6"."""
    term = rf"(?i:{worn('headers', 'term')})\s+(?:{choice('headers', 'ordinal')}\s+)?(?:(?i:[ivxlc]+)|\d{{1,2}})"
    sitting = rf"[\s,(–-]+(?i:{choice('headers', 'sitting')})\b[^.;:]{{0,60}}"
    return pattern(rf"[\s,(–-]{term}(?:{sitting})?[)\s]*$")


@cache
def _numbered_heading() -> regex.Pattern[str]:
    numbered = rf"(?:{choice('headers', 'number_word')}\s)?\d{{1,2}}\s?[:.](?=\s|$)"
    return pattern(rf"\p{{Lu}}\p{{Ll}}*(?:\s\p{{Ll}}+){{0,3}}\s{numbered}")


@cache
def serial_head() -> regex.Pattern[str]:
    """Return the pattern of the head over serial numbers: "STT", "Số TT"."""
    return pattern(rf"(?i:{choice('table_heads', 'serial_column')})\.?")


@cache
def _landmarks() -> "re.Pattern[str]":
    options = "|".join(f"(?P<{name}>{form})" for name, form in forms("landmark").items())
    return plain_letters(f"(?:{options})")


@cache
def _issuer() -> regex.Pattern[str]:
    """Return the pattern of the words with which the names of issuing bodies begin."""
    whole = choice("headers", "issuer_first_word")
    return pattern(rf"(?i:{choice('headers', 'of')}\s+)?(?i:{choice('headers', 'issuer_begins')}|{whole}\s)")


@cache
def _inline_doctype() -> regex.Pattern[str]:
    """Return the pattern of a doctype with the beginning of its title on one line."""
    return pattern(
        rf"(?:^|(?<=\d\s))(?P<doctype>{choice('headers', 'inline_doctype')})\s+"
        rf"(?P<title>(?i:{choice('headers', 'title_begins')})\b)"
        rf"|(?<=\d{{4}}\s)(?P<doctype>{choice('headers', 'dated_doctype')})"
        r"(?:\s+(?P<title>\p{Lu}{2})|(?P<title>$))"
    )


@cache
def _meeting() -> regex.Pattern[str]:
    return pattern(rf"[*\s]*(?i:{choice('headers', 'meeting')})\s+\p{{L}}")


@cache
def _session() -> regex.Pattern[str]:
    """Return the pattern of how the body of a meeting goes on to say which one it is."""
    forms = "|".join((worn("headers", "term"), choice("headers", "sitting"), choice("headers", "session")))
    return pattern(rf"[*\s(]*(?i:{forms})\s+[\p{{L}}\d]")


@cache
def _closing() -> regex.Pattern[str]:
    return pattern(
        rf"[*\s]*(?i:{choice('headers', 'closing_doctype')})\s+(?i:(?:{choice('headers', 'adopted')}\b)"
        rf"[^;]{{0,260}}?{choice('headers', 'adopts')}|{choice('headers', 'passed_on')})"
    )


@cache
def _endings(*more: str) -> regex.Pattern[str]:
    """Return the pattern of what may end a document: a doctype, a signature, or one of *more* landmarks."""
    found = forms("landmark")
    return compiled("|".join(f"(?:{found[name]})" for name in ("IS_DOCTYPE", "IS_SIGNATURE", *more)))


def _may_end(words: str) -> bool:
    """Tell whether *words* may be a landmark that ends a document: their first letters and the last one say of most."""
    if not words or (len(words) > _LONGEST and words[0] not in _BEHALF):
        return False
    front = words[:_FRONT]
    return "*" in front or front[0] in _EDGES or words[:300][-1] in _SIGNED or _may_begin_end(front)


@lru_cache(4096)
def _may_begin_end(front: str) -> bool:
    """Tell whether a doctype or a signature may begin with these letters."""
    return _endings().match(front, partial=True) is not None


def landmark(words: str, *, body: bool = False) -> str:
    """Return which landmark *words* are ("IS_NUMBER"), or "" for none.

    In the *body* of a document only those are looked for that may end it: a doctype, a signature.
    """
    if body and not _may_end(words):
        return ""
    words = words[:300].replace("*", "").strip(_EDGES)
    if not words or (body and not _endings("IS_SIGNED").match(words)):
        return ""
    found = _landmarks().match(words)
    mark = (found.lastgroup or "") if found else ""
    return "IS_SIGNATURE" if mark == "IS_SIGNED" else mark


def columns(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the columns of a line as (start, end, is a bar or a rule): cut at bars, rules, tabs and wide gaps."""
    at = start
    for found in _columns().finditer(text, start, end):
        if at < found.start():
            yield at, found.start(), False
        bar = text.find("|", found.start(), found.end())
        if bar >= 0:
            yield bar, bar + 1, True
        elif found["rule"]:
            yield *found.span("rule"), True
        at = found.end()
    if number := _number_place().match(text, at, end):
        yield at, at + len(text[at : number.end()].rstrip()), False
        at = number.end()
    if at < end:
        yield at, end, False


def inline_doctype(words: str) -> tuple[int, int] | None:
    """Return where the doctype begins, and where the title, on a line that holds both."""
    found = _inline_doctype().search(words[:200])
    return (found.start("doctype"), found.start("title")) if found else None


def capitals_end(words: str) -> int:
    """Return where a title in capitals ends on a line on which a sentence follows it; its length if none does."""
    found = _SENTENCE.search(words[:2000])
    return found.start() if found and is_capitals(words[: found.start()]) else len(words)


def closes(text: str, start: int) -> bool:
    """Tell whether the document's closing sentence begins at *start* ("Nghị quyết này đã được ... thông qua")."""
    first = text[start]
    may_be = first in first_letters("headers", "closing_doctype") or first == "*" or first.isspace()
    return may_be and _closing().match(text, start, start + 420) is not None


#: Words in capitals have so many letters.
FEWEST_CAPITALS = 4


def is_capitals(words: str) -> bool:
    """Tell whether the letters of *words* are capitals (nine of ten; an abbreviation alone does not count)."""
    head = words[:300]
    if 9 * sum(map(str.islower, head[: len(head) // 6 + 4])) > len(head):
        return False  # most lines: so many small letters that the rest cannot make up for them
    upper = sum(map(str.isupper, head))
    return upper >= FEWEST_CAPITALS and upper >= 9 * sum(map(str.islower, head))


def is_numbered_heading(words: str) -> bool:
    """Tell whether *words* are a heading with a number behind its name: "Nhiệm vụ 1: Quy hoạch", "Dự án 3.".

    No drafting rule knows such headings, so they open no unit; the lists under them begin again all the same.
    """
    front = words.partition(":")[0].partition(".")[0]
    return front.rstrip()[-1:].isdigit() and _numbered_heading().match(words) is not None


def is_issuer(words: str) -> bool:
    """Tell whether *words* are the name of an issuing body as a letterhead writes it."""
    return _issuer().match(words.strip("* ")) is not None and is_capitals(words)


def names_issuer(words: str) -> bool:
    """Tell whether a short line is the name of an issuing body in small letters: "Ủy ban nhân dân tỉnh"."""
    said = words.strip("* ")
    said = said[: _behind(said)]
    return len(said) < 70 and said[:1].isupper() and said[-1:].isalpha() and _issuer().match(said) is not None


def names_session(words: str) -> bool:
    """Tell whether a term or a session stands behind other words, and ends them: "... khóa VII - kỳ họp thứ 6"."""
    said = words.strip("* ")
    return 0 < _behind(said) < len(said)


def _behind(said: str) -> int:
    """Return where the term and the session behind a name begin; its length if there are none."""
    found = _term_behind().search(said[:200])
    return len(said[: found.start()].rstrip(" ,-–")) if found and len(said) < 200 else len(said)


def is_meeting(words: str) -> bool:
    """Tell whether *words* name a meeting: "HỘI NGHỊ BAN CHẤP HÀNH ...", "Đại hội đại biểu ..."."""
    return _meeting().match(words) is not None


def is_session(words: str) -> bool:
    """Tell whether *words* say which term or session a body is in, and nothing more: "KHÓA XI, KỲ HỌP THỨ 9"."""
    return len(words) < 100 and _session().match(words) is not None and words.rstrip("* )")[-1:] not in ".;:"


def is_name(words: str) -> bool:
    """Tell whether *words* look like the name of a person."""
    words = words.strip("*\\ ")
    return len(words) < 50 and _name().fullmatch(words) is not None
