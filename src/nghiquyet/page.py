"""What the page did to the text: how wide its lines are, whether blank lines part paragraphs, what repeats.

Measured once over all lines, before the outline reads them: only the whole text tells that a line of 78 characters is
full, that a heading comes back at the top of every page, that a lone "5" is a page number.
"""

from collections import Counter
from collections.abc import Sequence

import regex
from attrs import frozen

from .lines import Line

_GAZETTE = regex.compile(r"\d{0,4}\s*(?i:công\s+báo)\s*/\s*(?i:số)\b.{0,60}$")
_LONE_NUMBER = regex.compile(r"[-–—\s]*\d{1,4}[-–—\s]*|(?i:trang)\s+\d{1,4}(?:\s*/\s*\d{1,4})?")
# What signing software, file systems and web sites print on a page.
_DEBRIS = regex.compile(
    r"(?:(?i:ký bởi|người ký|thời gian ký|ngày ký|cơ quan|email|e-mail)\s*:.{0,120}"
    r"|(?:\w{0,12}\\)?[A-Za-z]:\\\S.*|\S.{0,80}\.(?:docx?|pdf|rtf)"
    r"|(?i:trang\s+chủ|giới\s+thiệu|thuộc\s+tính|lược\s+đồ|văn\s+bản\s+gốc|tải\s+về|nội\s+dung|hiển\s+thị\s+chi\s+tiết.{0,20}"
    r"|văn\s+bản\s+pháp\s+luật.{0,60}trang\s+chủ|văn\s+bản\s+(?:quy\s+phạm\s+)?pháp\s+luật\s+(?:trung\s+ương|địa\s+phương)"
    r"|bản\s+(?:pdf|in)|english|đăng\s+nhập|chia\s+sẻ|in\s+trang|về\s+đầu\s+trang|100%)"
    r"|https?://\S+|={3,})"
)
# A text is wrapped if so many of its longer lines are nearly as long as its longest ones, and these are not longer.
_WIDEST, _NEARLY, _SHARE = 135, 0.8, 0.35


@frozen
class Page:
    """The page that a text was taken from.

    Attributes:
        width: The length of a full line; 0 if lines end where the drafter ended them.
        spaced: Blank lines part the paragraphs, so a line end without one is only a line end.
        heads: Lines that repeat at page breaks.
    """

    width: int
    spaced: bool
    heads: frozenset[str]

    def full(self, line: Line, word: int) -> bool:
        """Tell whether a word of so many letters had found no room at the end of *line*."""
        return self.width > 0 and line.indent + line.end - line.start + 1 + word >= self.width * 0.88


def measure(text: str, lines: Sequence[Line]) -> Page:
    """Return what the lines tell about their page."""
    lengths = sorted(line.end - line.start for line in lines if line.end - line.start >= 40 and "|" not in text[line.start : line.start + 3])
    width = 0
    if len(lengths) >= 8:
        widest = lengths[int(len(lengths) * 0.95)]
        nearly = sum(length >= widest * _NEARLY for length in lengths)
        if widest <= _WIDEST and nearly >= _SHARE * len(lengths):
            width = widest
    opening = [line.blank > 0 for line in lines if line.form not in ("TEXT", "LETTER")]
    spaced = bool(width) and len(opening) >= 5 and sum(opening) >= 0.85 * len(opening)
    return Page(width, spaced, _running_heads(text, lines))


def _running_heads(text: str, lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that stand beside a lone number, or a gazette's banner, more than once."""
    bodies = [text[line.start : line.end] if line.end - line.start <= 120 else "" for line in lines]
    beside: Counter[str] = Counter()
    for at, body in enumerate(bodies):
        if body and is_lone_number(body):
            for near in {at - 1, at + 1}:
                if 0 <= near < len(bodies) and len(bodies[near]) > 8 and lines[near].form == "TEXT":
                    beside[bodies[near]] += 1
    return frozenset(body for body, count in beside.items() if count > 1)


def is_lone_number(body: str) -> bool:
    return len(body) <= 16 and _LONE_NUMBER.fullmatch(body) is not None


def is_banner(body: str) -> bool:
    """Tell whether a line is a gazette's running head ("CÔNG BÁO/Số 12/Ngày 01-02-2026")."""
    return len(body) <= 90 and _GAZETTE.match(body) is not None


def is_debris(body: str) -> bool:
    """Tell whether a line is the stamp of a signing program, a file path, or a word of a site's menu."""
    return len(body) <= 200 and _DEBRIS.fullmatch(body) is not None
