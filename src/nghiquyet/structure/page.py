"""What the page did to the text: how wide its lines are, whether blank lines part paragraphs, what repeats.

Measured once over all lines, before the outline reads them: only the whole text tells that a line of 78 characters is
full, that a heading comes back at the top of every page, that a lone "5" is a page number.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex
from attrs import frozen

from .lines import Line

_GAZETTE = regex.compile(r"\d{0,4}\s*(?i:công\s+báo)\s*/\s*(?i:số)\b.{0,60}$")
_LONE_NUMBER = regex.compile(r"[-–—\s]*\d{1,4}[-–—\s]*|(?i:trang)\s+\d{1,4}(?:\s*/\s*\d{1,4})?")
# What signing software, file systems and web sites print on a page.
_STAMP = regex.compile(
    r"(?i:ký bởi|người ký|thời gian ký|ngày ký|cơ quan|email|e-mail)\s*:.{0,120}|(?:\w{0,12}\\)?[A-Za-z]:\\\S.*"
    r"|\S.{0,80}\.(?:docx?|pdf|rtf)|https?://\S+|={3,}|PAGE(?:\s+\d{1,4})?"
)
_MENU = regex.compile(
    r"(?i:trang\s+chủ|giới\s+thiệu|thuộc\s+tính|lược\s+đồ|văn\s+bản\s+gốc|tải\s+về|nội\s+dung|mục\s+lục|hiển\s+thị\s+chi\s+tiết.{0,20}"
    r"|văn\s+bản\s+pháp\s+luật.{0,60}trang\s+chủ|văn\s+bản\s+(?:quy\s+phạm\s+)?pháp\s+luật\s+(?:trung\s+ương|địa\s+phương)"
    r"|bản\s+(?:pdf|in)|english|đăng\s+nhập|chia\s+sẻ|in\s+trang|về\s+đầu\s+trang|còn\s+hiệu\s+lực|đang\s+tải\s+văn\s+bản.{0,3}"
    r"|cơ\s+sở\s+dữ\s+liệu\s+quốc\s+gia\s+về\s+pháp\s+luật|\d{1,3}%)"
)
# What a law site prints below the text; nothing behind it is the document's.
_SITE_FOOT = regex.compile(
    r"[#*\s]*(?i:văn\s+bản\s+(?:này\s+chưa\s+cập\s+nhật.{0,60}|liên\s+quan)|bạn\s+chưa\s+đăng\s+nhập.{0,60}"
    r"|bản\s+dịch\s+này\s+thuộc\s+quyền\s+sở\s+hữu.{0,60})[:*\s]*"
)
# A text is wrapped if so many of its longer lines are nearly as long as its longest ones, and these are not longer.
_WIDEST, _NEARLY, _SHARE = 135, 0.8, 0.35
# The fewest lines of a page: what comes back sooner is a cell of a table.
_PAGE_LINES = 20


@frozen
class Page:
    """The page that a text was taken from.

    Attributes:
        width: The length of a full line; 0 if lines end where the drafter ended them.
        spaced: Blank lines part the paragraphs, so a line end without one is only a line end.
        heads: Lines that repeat at page breaks.
    """

    width: int = 0
    spaced: bool = False
    heads: frozenset[str] = frozenset()

    def full(self, line: Line, word: int) -> bool:
        """Tell whether a word of so many letters had found no room at the end of *line*."""
        return self.width > 0 and line.indent + line.end - line.start + 1 + word >= self.width * 0.88


def measure(text: str, lines: Sequence[Line]) -> Page:
    """Return what the lines tell about their page: those before the first annex or table, if they are enough."""
    stop = next((at for at, line in enumerate(lines) if line.form == "IS_ANNEX" or _is_serial_head(text, line)), 0)
    body = lines[:stop] if stop >= 30 else lines
    long = [line for line in body if line.end - line.start >= 40 and text[line.start] != "|"]
    lengths = sorted(line.end - line.start for line in long)
    width = 0
    if len(lengths) >= 8:
        widest = lengths[int(len(lengths) * 0.95)]
        nearly = sum(length >= widest * _NEARLY for length in lengths)
        if widest <= _WIDEST and nearly >= _SHARE * len(lengths) and _wraps(text, body) >= _SHARE * nearly / 2:
            width = widest
    return Page(width, bool(width) and _is_spaced(text, body), _running_heads(text, lines))


def _is_serial_head(text: str, line: Line) -> bool:
    return line.end - line.start <= 8 and text[line.words : line.close].strip().upper() in ("TT", "STT", "SỐ TT")


def _wraps(text: str, lines: Sequence[Line]) -> int:
    """Count the lines that go on, in lower case and without a blank line, with an unended line."""
    return sum(
        not line.blank and text[line.words : line.words + 1].islower() and text[before.close - 1] not in ".;:"
        for before, line in pairwise(lines)
    )


def _is_spaced(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether blank lines stand before the numbered units that follow a full stop."""
    blank = [
        line.blank > 0
        for before, line in pairwise(lines)
        if line.form not in ("TEXT", "DASH", "PLUS", "STAR") and text[before.close - 1] == "."
    ]
    return len(blank) >= 4 and sum(blank) >= 0.8 * len(blank)


def _running_heads(text: str, lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that come back beside a page number, the numbers rising."""
    pages: dict[str, list[tuple[int, int]]] = {}
    total: Counter[str] = Counter()
    for at, line in enumerate(lines):
        if line.form != "TEXT" or line.end - line.start > 120:
            continue
        body = text[line.start : line.end]
        total[body] += 1
        if not is_lone_number(body):
            continue
        page = int("".join(filter(str.isdigit, body.split("/")[0])))
        for near in (at - 1, at + 1):
            if 0 <= near < len(lines) and (line if near < at else lines[near]).blank == 0:
                other = text[lines[near].start : lines[near].end]
                if 15 <= len(other) <= 120 and lines[near].form == "TEXT":
                    pages.setdefault(other, []).append((page, at))
    return frozenset(
        body
        for body, found in pages.items()
        if len(found) > (1 if body.isupper() else 2)
        and len(found) >= 0.8 * total[body]
        and all(1 <= b[0] - a[0] <= 2 and b[1] - a[1] >= _PAGE_LINES for a, b in pairwise(found))
    )


def is_lone_number(body: str) -> bool:
    """Tell whether a line is nothing but a number, or "Trang 3/5"."""
    return len(body) <= 16 and _LONE_NUMBER.fullmatch(body) is not None


def is_banner(body: str) -> bool:
    """Tell whether a line is a gazette's running head ("CÔNG BÁO/Số 12/Ngày 01-02-2026")."""
    return len(body) <= 90 and _GAZETTE.match(body) is not None


def is_stamp(body: str) -> bool:
    """Tell whether a line is what a signing program stamps on a page, a file's path, or a rule of equal signs."""
    return len(body) <= 200 and _STAMP.fullmatch(body) is not None


def is_menu(body: str) -> bool:
    """Tell whether a line is a word of a law site's menu."""
    return len(body) <= 120 and _MENU.fullmatch(body) is not None


def is_site_foot(body: str) -> bool:
    """Tell whether a line begins what a law site prints below a text: related documents, notices, forms."""
    return len(body) <= 120 and _SITE_FOOT.fullmatch(body) is not None
