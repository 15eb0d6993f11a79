"""What the page or a web site put around the words: page marks, gazette heads, stamps, menus. Data: furniture.toml."""

from functools import cache

import regex

from ..lexicon.files import table
from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import choice, first_letters

_FILE = r"(?:\w{0,12}\\)?[A-Za-z]:\\\S.*|\S.{0,80}\.(?:docx?|pdf|rtf)|https?://\S+|={3,}|PAGE(?:\s+\d{1,4})?"
#: What a file's path begins or ends with that has no colon.
_FILE_FIRST, _FILE_LAST = frozenset("=P"), frozenset("cfx")
_RULE = r"[=\-–—_~*.\s\[\]<>()|]"


def _forms(row: str) -> str:
    """Return the words of a row of furniture.toml as alternatives of a pattern, the longest first."""
    words = sorted(table("furniture")[row]["words"], key=len, reverse=True)
    return "|".join(r"\s+".join(map(regex.escape, each.split())) for each in words)


#: The number of a page is not longer, words and dashes around it included.
LONGEST_NUMBER = 16


def is_lone_number(body: str) -> bool:
    """Tell whether a line is nothing but a number, or "Trang 3/5"."""
    return len(body) <= LONGEST_NUMBER and not body[-1:].isalpha() and _lone_number().fullmatch(body) is not None


def is_page_mark(body: str) -> bool:
    """Tell whether a line names a page between rules, as OCR and converters do: "===== TRANG 4 ====="."""
    return len(body) <= 60 and not body[0].isalnum() and _page_mark().fullmatch(body) is not None


#: The name of a word processor's file and the page, at the foot of pages of older offices; scans have letters wrong.
_FILE_MARK = pattern(r"[\p{L}\d_-]{1,4}\.?[\p{L}\d_-]{3,16}[.\s]{1,2}(?i:d[oọ]cx?|rtf|pdf)\.?\s+\d{1,3}")


def is_file_mark(body: str) -> bool:
    """Tell whether a line is the name of a file and the number of a page: "10KL77.DOC 3"."""
    return len(body) <= 30 and body[-1].isdecimal() and _FILE_MARK.fullmatch(body) is not None


def is_banner(body: str) -> bool:
    """Tell whether a line is a gazette's running head ("CÔNG BÁO/Số 12/Ngày 01-02-2026")."""
    return len(body) <= 90 and "/" in body and _banner().match(body) is not None


def is_stamp(body: str) -> bool:
    """Tell whether a line is what a signing program stamps on a page, a file's path, or a rule of equal signs."""
    may_be = ":" in body or body[0] in _FILE_FIRST or body[-1] in _FILE_LAST
    return may_be and len(body) <= 200 and _stamp().fullmatch(body) is not None


def is_menu(body: str) -> bool:
    """Tell whether a line is a word of a law site's menu."""
    return len(body) <= 120 and _menu().fullmatch(body) is not None


def is_site_foot(body: str) -> bool:
    """Tell whether a line begins what a law site prints below a text: related documents, notices, forms."""
    may_be = len(body) <= 120 and (body[0] in first_letters("furniture", "site_foot") or not body[0].isalnum())
    return may_be and _site_foot().fullmatch(body) is not None


@cache
def _lone_number() -> "regex.Pattern[str]":
    return pattern(rf"[-–—\s]*\d{{1,4}}[-–—\s]*|(?i:{_forms('page')})\s+\d{{1,4}}(?:\s*/\s*\d{{1,4}})?")


@cache
def _page_mark() -> "regex.Pattern[str]":
    page = rf"(?i:{_forms('page')})\s*\d{{1,4}}(?:\s*/\s*\d{{1,4}})?"
    return pattern(rf"(?:{_RULE}{{2,}}|[\[(<]){page}(?:{_RULE}{{2,}}|[\])>])")


@cache
def _banner() -> "regex.Pattern[str]":
    return pattern(rf"\d{{0,4}}\s*(?i:{_forms('gazette')})\s*/\s*(?i:{choice('headers', 'number_word')})\b.{{0,60}}$")


@cache
def _stamp() -> "regex.Pattern[str]":
    return pattern(rf"(?i:{_forms('stamp')})\s*:.{{0,120}}|{_FILE}")


@cache
def _menu() -> "regex.Pattern[str]":
    return pattern(rf"(?i:(?:{_forms('menu')})[\s>»›.…]{{0,3}}|(?:{_forms('menu_begins')}).{{0,60}}|\d{{1,3}}%)")


@cache
def _site_foot() -> "regex.Pattern[str]":
    return pattern(rf"[#*\s]*(?i:{_forms('site_foot')}).{{0,60}}[:*\s]*")
