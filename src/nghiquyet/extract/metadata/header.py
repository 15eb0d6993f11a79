"""What the readers of the first page share: fields without their marks, dates, kinds of document."""

from ...facts import Field
from ...lexicon.lazy import pattern
from ...text.folding import fold
from ...text.spans import Span
from ...tree import Node
from ..bodies.mentions import begins_name
from ..times.iso import point
from ..view import TextView

DOCTYPE = pattern(
    r"(?:nghị\s+quyết(?:\s+liên\s+tịch)?|quyết\s+định|chỉ\s+thị|kết\s+luận|quy\s+định|quy\s+chế|kế\s+hoạch|chương\s+trình"
    r"|hướng\s+dẫn|báo\s+cáo|tờ\s+trình|thông\s+báo|thông\s+tri|đề\s+án|công\s+điện|bản\s+\p{L}[^\n]*)"
)
_BEFORE_STOP, LINE_END, _TERM = pattern(r"\s(?=[,;.](?:\s|$))"), pattern(r"\n\s*"), pattern(r"\s*khoá\b")


def as_field(view: TextView, span: Span, strip: str = " ") -> Field:
    """Return the words of *span* on one line, less what *strip* names at the ends."""
    text = view.plain[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip(strip + "\n\t|*_\\"))
    end = max(start, span.start + len(text.rstrip(strip + "\n\t|*_\\")))
    return Field(value=_BEFORE_STOP.sub("", view.words(start, end)), span=Span(start, end))


def below_title(view: TextView, node: Node, issuer: Field | None) -> Span | None:
    """Return the lines at the end of a title that are not its own: who issues, in which term and session."""
    start, end = node.span.start, node.span.end
    for found in LINE_END.finditer(view.text, start, end):
        at = found.end()
        line = view.text.find("\n", at, end)
        line = line if line >= 0 else end
        same = issuer is not None and fold(view.words(at, line)).startswith(fold(issuer.value))
        term = _TERM.match(view.low, line, end)
        if (same and (line == end or term)) or (term and issuer is None and begins_name(view, at, line)):
            return Span(at, end)
    return None


_DAY = pattern(
    r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)"
    r"|(?:(?P<d>\d{1,2})\s*+)?tháng(?:\s*+(?P<m>\d{1,2})\s*+|[.…_\s]{0,60}+)năm\s*+(?P<y>(?:19|20)\d\d)"
)


def iso_date(low: str) -> str | None:
    """Return the ISO form of a date in folded words, with what a draft leaves blank left out; None for no real day.

    >>> iso_date("12/6/2025"), iso_date("... tháng 01 năm 2021"), iso_date("31 tháng 4 năm 2021")
    ('2025-06-12', '2021-01', None)
    """
    found = _DAY.search(low)
    if found is None:
        return None
    year, month, day = found["y"], found["m"], found["d"]
    if month is None:
        return year
    return point(int(year), month=int(month), number=int(day) if day else None)
