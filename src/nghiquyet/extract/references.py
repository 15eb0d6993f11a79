"""References (viện dẫn): every mention of an identified legal or Party document.

A document is identified by its number ("Nghị quyết số 36-NQ/TW"), as a law by its name ("Luật Đất đai"), or as the
resolution of a congress or a plenum by its ordinal ("Nghị quyết Đại hội XIII của Đảng"). The forms follow Nghị định
30/2020/NĐ-CP annex I (state) and Hướng dẫn 36-HD/VPTW (Party); the grammar is grammars/references.lark.
"""

from collections.abc import Iterator
from functools import cache

import regex

from ..facts import Reference
from ..flow import Flow, Passage, fold
from ..phrase import phrase, words
from ..tree import Span
from .bodies import body_end, run_of_name
from .words import table

_LAWS = frozenset({"luật", "bộ luật", "pháp lệnh"})
_OF = regex.compile(r"\s*,?\s*của\s+(?:các\s+)?")
_SO = regex.compile(r"\s*,?\s*(?:mang\s+)?số\s?:?\s*(?=\d)")
_FREE = regex.compile(r"\s*(?=\d)")
#: What may follow a bare number so that it is a short name ("Nghị quyết 68 của", "Nghị quyết 68,") and not a count.
_AFTER_SHORT = regex.compile(
    r"\s*(?:[,;:.)\]\"”»?!…|/]|$|-|(?:về|của|ngày|năm|và|là|được|đã|có|thì|cũng|quy|như|trên|này|vào|với|theo|cho|trong|tại|khi|"
    r"khoá|do|ra|nêu|để|đến|sẽ|hay|hoặc|nhằm|sửa|thay|còn|không|đang|phải|mà|bao|nói|số|kèm|từ|ban|hướng|đặt|đề|xác|yêu|chỉ|đưa|mang|tạo|sau|trước|gồm)\b)"
)
_PROPOSED = regex.compile(r"(?:đề\s+nghị|báo\s+cáo|kiến\s+nghị|ý\s+kiến)\s+của\s+")


@cache
def _kinds() -> dict[str, dict[str, object]]:
    return {fold(name): kind for kind in table("documents")["kind"] for name in (kind["name"], *kind.get("also", ()))}


@cache
def codes() -> frozenset[str]:
    """Return the known abbreviations of kinds, folded."""
    return frozenset(fold(code) for kind in table("documents")["kind"] for code in kind["codes"])


@cache
def _grammar(start: str) -> regex.Pattern[str]:
    return phrase("references", start, CODE=words(codes()))


@cache
def _kind() -> regex.Pattern[str]:
    return regex.compile(r"(?<!pháp\s)(?<!kỷ\s)" + words(_kinds()))


@cache
def _law_names() -> regex.Pattern[str]:
    data = table("laws")
    return regex.compile(r"\s+" + words(fold(name) for name in (*data["law"], *data["ordinance"])).replace(",", ",?"))


def find_references(view: Flow) -> tuple[Reference, ...]:
    """Return every mention of an identified document, in the order of the text; nested ones after their whole."""
    found: list[Reference] = []
    for passage in view.passages:
        if passage.node.kind not in ("number", "motto", "place_date"):
            found.extend(_in_passage(view, passage))
    return tuple(found)


def _in_passage(view: Flow, passage: Passage) -> Iterator[Reference]:
    here, end = passage.start, passage.end
    while kind := _kind().search(view.low, here, end):
        name = " ".join(kind.group().split())
        found = _numbered(view, kind, name, end)
        if not found and name in _LAWS:
            found = _law(view, kind, name, passage)
        elif not found and name == "hiến pháp":
            found = _constitution(view, kind, end)
        elif not found and name in ("nghị quyết", "kết luận") and not _own_title(view, kind, passage):
            found = _congress(view, kind, name, end)
        yield from found
        here = max([kind.end(), *(ref.span.end for ref in found[-1:])])


def _own_title(view: Flow, kind: regex.Match[str], passage: Passage) -> bool:
    """Tell the document's own title over several lines, "NGHỊ QUYẾT / ĐẠI HỘI ĐẠI BIỂU ...", from a citation."""
    return kind.start() == passage.start and view.plain[kind.start() : kind.end()].isupper()


def _title(name: str) -> str:
    return str(_kinds()[name]["name"])


def _numbered(view: Flow, kind: regex.Match[str], name: str, end: int) -> list[Reference]:
    """Read a citation by number that begins with *kind*."""
    low = view.low
    issuer: str | None = None
    so = _SO.match(low, kind.end(), end)
    if so is None and not _FREE.match(low, kind.end(), end):
        of = _OF.match(low, kind.end(), end)
        at = of.end() if of else kind.end() + 1
        body = body_end(view, at, end) if of or at < end and view.plain[at].isupper() else None
        so = _SO.match(low, body, end) if body else None
        if body is None or so is None:
            return []
        issuer = view.words(at, body)
    start = so.end() if so else _FREE.match(low, kind.end(), end).end()
    found = _grammar("numbers").match(low, start, end)
    if found is None:
        return []
    entries = [span for span in found.spans("ENTRY")]
    numbers = _expand(view, entries, bool(so))
    if not numbers:
        return []
    groups = _share(numbers)
    out: list[Reference] = []
    for index, (first, last, group) in enumerate(groups):
        if first and not _coded(group[-1]) and not (so or _short(view, kind, name, last, end)):
            return []
        begin = kind.start() if index == 0 else _with_so(view, first, groups[index - 1][1])
        close, date, given = _tail(view, last, end)
        for number in group:
            out.append(
                Reference(
                    doc_type=_title(name), number=number, date=date, issuer=given or issuer or _proposer(view, kind.start()),
                    text=view.words(begin, close), span=Span(begin, close),
                )
            )
    return out


def _coded(number: str) -> bool:
    return regex.search(r"\p{L}{2}", number) is not None


def _short(view: Flow, kind: regex.Match[str], name: str, last: int, end: int) -> bool:
    """Tell a short name ("Nghị quyết 68") from a count ("quyết định 05 dự án")."""
    return bool(_kinds()[name].get("norm")) and view.plain[kind.start()].isupper() and bool(_AFTER_SHORT.match(view.low, last, end))


def _expand(view: Flow, entries: list[tuple[int, int]], so: bool) -> list[tuple[int, int, str]]:
    """Return the numbers of a list; those after the last one with a code are something else, if any has one."""
    numbers = [(start, stop, _as_written(view, start, stop)) for start, stop in entries]
    coded = [at for at, (_, _, number) in enumerate(numbers) if _coded(number)]
    if coded:
        return numbers[: coded[-1] + 1]
    return numbers if so else numbers[:1]


def _share(numbers: list[tuple[int, int, str]]) -> list[tuple[int, int, list[str]]]:
    """Group the numbers that share one code: "71, 72-KH/TU" is one group of two, each with the code."""
    groups: list[tuple[int, int, list[str]]] = []
    waiting: list[tuple[int, int, str]] = []
    for start, stop, number in numbers:
        waiting.append((start, stop, number))
        if _coded(number):
            tail = regex.search(r"\s?[-/]\s?(?=\p{L}).*$", number)
            code = tail.group() if tail else ""
            groups.append((waiting[0][0], stop, [n if _coded(n) else n + code for _, _, n in waiting]))
            waiting = []
    if waiting:
        groups.append((waiting[0][0], waiting[-1][1], [n for _, _, n in waiting]))
    return groups


def _with_so(view: Flow, first: int, after: int) -> int:
    so = regex.search(r"(?:số\s?:?\s*)$", view.low, pos=after, endpos=first)
    return so.start() if so else first


def _as_written(view: Flow, start: int, stop: int) -> str:
    """Return a number as the text has it, without line ends and marks of the page."""
    return " ".join(regex.sub(r"[\\*]+|\s*\n\s*", "", view.text[start:stop]).split())


def _date(found: regex.Match[str]) -> str | None:
    day, month = int(found["DAY"]), int(found["MONTH"])
    return f"{found['YEAR']}-{month:02}-{day:02}" if 1 <= day <= 31 and 1 <= month <= 12 else None


def _tail(view: Flow, at: int, end: int) -> tuple[int, str | None, str | None]:
    """Read date and issuer after a number: return where they end, and both."""
    here, date, issuer = at, None, None
    for _ in range(4):
        if date is None and (day := _match("date", view, here, end)):
            date, here = _date(day), day.end()
            if view.low.startswith(")", here) and "(" in day.group():
                here += 1
        elif issuer is None and (made := _issuer(view, here, end)):
            issuer, here = made
        elif here == at and (year := regex.match(r"\s+năm\s+(?:19|20)\d\d(?![\d/-])", view.low, pos=here, endpos=end)):
            here = year.end()
        elif (term := _match("term", view, here, end)) and issuer is not None:
            here = term.end()
            issuer = f"{issuer} {view.words(term.start(), here)}"
        else:
            break
    return here, date, issuer


def _match(start: str, view: Flow, at: int, end: int) -> regex.Match[str] | None:
    gap = regex.match(r"\s*", view.low, pos=at, endpos=end)
    return _grammar(start).match(view.low, gap.end() if gap else at, end)


def _issuer(view: Flow, at: int, end: int) -> tuple[str, int] | None:
    of = _OF.match(view.low, at, end)
    here = of.end() if of else at
    for rule in ("congress", "plenum"):
        if found := _match(rule, view, here, end):
            return view.words(here, found.end()), found.end()
    close = body_end(view, of.end(), end) if of else None
    return (view.words(here, close), close) if close else None


def _proposer(view: Flow, at: int) -> str | None:
    """Return the issuer of a document that is named just before it: "đề nghị của Chính phủ tại | Tờ trình số"."""
    tai = regex.search(r"\s+tại\s+(?:các\s+)?$", view.low, pos=max(0, at - 12), endpos=at)
    if tai is None:
        return None
    for of in _PROPOSED.finditer(view.low, max(0, at - 120), at):
        if body_end(view, of.end(), at) == tai.start():
            return view.words(of.end(), tai.start())
    return None


def _law(view: Flow, kind: regex.Match[str], name: str, passage: Passage) -> list[Reference]:
    """Read a law by its name: "Luật Đất đai năm 2024", "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B"."""
    end = passage.end
    close = _law_name(view, kind, passage)
    if close is None:
        return _amending(view, kind, name, passage)
    return [_law_reference(view, kind.start(), close, name, end)]


def _law_reference(view: Flow, start: int, close: int, name: str, end: int) -> Reference:
    date = number = None
    for _ in range(3):
        so = _SO.match(view.low, close, end)
        entry = _grammar("numbers").match(view.low, so.end(), end) if so and not number else None
        if entry and _coded(entry.captures("ENTRY")[0]):
            number, close = _as_written(view, *entry.spans("ENTRY")[0]), entry.spans("ENTRY")[0][1]
        elif date is None and (day := _match("date", view, close, end)):
            date, close = _date(day), day.end()
        elif year := regex.match(r"\s+(?:năm\s+)?(?:19|20)\d\d(?![\d/.-]*\d)", view.low, pos=close, endpos=end):
            close = year.end()
        else:
            break
    return Reference(
        doc_type=_title(name), number=number, date=date, issuer=None, text=view.words(start, close), span=Span(start, close)
    )


def _law_name(view: Flow, kind: regex.Match[str], passage: Passage) -> int | None:
    known = _law_names().match(view.low, kind.end(), passage.end)
    capital = view.plain[kind.start()].isupper()
    if known:
        syllables = len(known.group().split())
        named = view.plain[known.start() + len(known.group()) - len(known.group().lstrip())].isupper()
        if capital and (named or syllables > 2) or syllables > 4 or passage.zone == "recital" and syllables > 2:
            return int(known.end())
        return None
    if not capital:
        return None
    close = run_of_name(view, kind.end(), passage.end)
    return close if close > kind.end() else None


def _amending(view: Flow, kind: regex.Match[str], name: str, passage: Passage) -> list[Reference]:
    head = _match("amending", view, kind.end(), passage.end)
    if head is None:
        return []
    inner: list[Reference] = []
    here = head.end()
    while nested := _kind().match(view.low, here, passage.end):
        inner_name = " ".join(nested.group().split())
        close = _law_name(view, nested, passage) if inner_name in _LAWS else None
        if close is None:
            break
        inner.append(
            Reference(doc_type=_title(inner_name), number=None, date=None, issuer=None, text=view.words(nested.start(), close), span=Span(nested.start(), close))
        )
        joined = regex.match(r"\s*(?:,|và)\s+", view.low, pos=close, endpos=passage.end)
        if joined is None:
            break
        here = joined.end()
    if not inner:
        return []
    return [_law_reference(view, kind.start(), inner[-1].span.end, name, passage.end), *inner]


def _constitution(view: Flow, kind: regex.Match[str], end: int) -> list[Reference]:
    found = _match("constitution", view, kind.end(), end)
    if found is None:
        return []
    return [
        Reference(
            doc_type="Hiến pháp", number=None, date=None, issuer=None,
            text=view.words(kind.start(), found.end()), span=Span(kind.start(), found.end()),
        )
    ]


def _congress(view: Flow, kind: regex.Match[str], name: str, end: int) -> list[Reference]:
    of = _OF.match(view.low, kind.end(), end)
    start = of.end() if of else kind.end()
    for rule in ("congress", "plenum"):
        if found := _match(rule, view, start, end):
            close = found.end()
            return [
                Reference(
                    doc_type=_title(name), number=None, date=None, issuer=view.words(start, close),
                    text=view.words(kind.start(), close), span=Span(kind.start(), close),
                )
            ]
    return []
