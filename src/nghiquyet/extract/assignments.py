"""Who must do what (phân công nhiệm vụ).

An assignment names a body and tells it to act: by a word of giving before the name ("giao", "đề nghị", "yêu cầu", "chỉ
đạo"), by a verb of duty after a name that opens a sentence or a clause, by standing alone at the head of a list of
tasks, or by its place in a table ("Cơ quan chủ trì"). What is only mentioned, allowed or encouraged is told nothing.

The words are data: data/bodies.toml, data/duties.toml, grammars/assignments.lark.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import regex
from attrs import frozen

from ..facts import Assignment, Time
from ..flow import Flow, Passage, fold, sentences
from ..phrase import phrase, words
from ..tree import Span
from .actors import Actor, actors_at, first_words
from .words import table

Role = Literal["lead", "coordinate", "monitor"]

_WORD = regex.compile(r"\w+")
_SPACE = regex.compile(r"\s*")
_MARKER = regex.compile(
    r"[\s\"“”'|]*(?:(?:điều|mục|phần|chương)\s+\w+\s*[.:-]?|\(?\d+(?:\.\d+)*\s*[.)/-]|\(?\p{L}\d?\s*[.)]|\(?[ivxlc]+\s*[-.)]|[-+*•])?[\s\"“”'*]*"
)
_ADDRESS = regex.compile(r"(?:các\s+)?(?:đồng\s+chí|ông\s*\(\s*bà\s*\)|ông,\s*bà)\s*:?\s*")
_ADJUNCT = regex.compile(
    r"[\s,]*(?:căn\s+cứ|theo|trong|trên\s+cơ\s+sở|bằng|hằng|hàng|định\s+kỳ|trước|sau|khi|đến|tuỳ|thông\s+qua|từ|với|vào|có\s+trách\s+nhiệm|ngay|đối\s+với|qua|để|là|nhằm|chậm\s+nhất)\b"
)
_CLAUSE = regex.compile(
    r",\s+|(?:được\s+giao|được\s+phân\s+công|của\s+mình|luật\s+định|quyền\s+hạn|hiện\s+hành|quy\s+định|có\s+trách\s+nhiệm|chức\s+năng|nhiệm\s+vụ"
    r"|thẩm\s+quyền|phân\s+công|phân\s+cấp|pháp\s+luật|quản\s+lý|phụ\s+trách|liên\s+quan)\s*:?\s+|$"
)
_BRACKET = regex.compile(r"\s*\([^()]{0,200}\)")
_NOT_DUTY = regex.compile(r"[\s,]*(?:được|đã|đang|bị|chưa|không\s+được|gồm|bao\s+gồm|thuộc|của|hoặc|khác|là(?!\s+(?:cơ\s+quan|đầu\s+mối|chủ\s+đầu\s+tư|đơn\s+vị))|có\s+quyền|có\s+thể|có\s+thẩm\s+quyền|\))(?!\p{L})")
_FORMAL = regex.compile(r"[\s,]*(?:quyết\s+nghị|thống\s+nhất|thông\s+qua|tán\s+thành|kêu\s+gọi|khẳng\s+định|nhận\s+thấy|ghi\s+nhận|biểu\s+dương|cho\s+phép|khuyến\s+khích|ban\s+hành\s+nghị\s+quyết|(?:giao|yêu\s+cầu|đề\s+nghị|phân\s+công)(?!\s+(?:cấp\s+có|chính\s+phủ\s+trình)))\b")
_FRONT = regex.compile(
    r"(?:căn\s+cứ|trong|nhằm|để|đối\s+với|trên\s+cơ\s+sở|theo|hằng|hàng|định\s+kỳ|khi|trước|sau|đến|từ|nếu|trường\s+hợp|bên\s+cạnh|ngoài|ngay|chậm\s+nhất|riêng|giai\s+đoạn|năm|với|qua|thông\s+qua|bằng|tại|ở|song\s+song|đồng\s+thời|mỗi|vào|kể|cùng\s+với|xuất\s+phát|quý|tháng|quá|tuỳ|thực\s+hiện|giữa)\b"
)
_PROCEDURE = regex.compile(r"kiểm\s+tra\s+(?:tính|hồ\s+sơ|sự\s+(?:đầy|phù)|thực\s+tế|điều\s+kiện|nội\s+dung)")
#: Verbs that are no verbs here: "tổ chức khác có liên quan", "các cơ sở quy định tại Điều 3".
_NOUN = regex.compile(
    r"tổ\s+chức(?=\s*(?:,|khác|chính\s+trị|xã\s+hội|(?:có\s+)?liên\s+quan|đảng|cơ\s+sở|tín\s+dụng|kinh\s+tế|đoàn\s+thể|thành\s+viên))"
    r"|(?:quy\s+định|nêu|ban\s+hành|quản\s+lý|sử\s+dụng)\s+(?:tại|ở|theo|trong|này|trên)\b|chi\s+(?:tiết|phí|nhánh|bộ|cục)|thu\s+(?:nhập|ngân)|cấp(?:\s+(?:tỉnh|xã|huyện|uỷ|trên|dưới|có)|\s*,)|in\s+ấn"
)
_NEXT_IN_CELL = regex.compile(r"(?:\s*[,;.]\s*|\s*\([^()]{0,80}\)|\s*\n)+(?=\S|$)|\s*$")
_ASKED = regex.compile(r"(?:xem\s+xét|quyết\s+định|phê\s+duyệt|cho\s+ý\s+kiến|thẩm\s+định|chấp\s+thuận|cho\s+phép|trình|thông\s+qua)\b")
_BREAK = regex.compile(r"[();]")
_COMMAS = regex.compile(r"[\s,:]*")
_AND = regex.compile(r"\s*(?:,|và)\s*")
_REQUEST = regex.compile(r"đề\s+nghị\s+$")
_NO_GIVING = regex.compile(r"(?:được|đã|sự|theo|công\s+tác|lãnh\s+đạo,)\s+$")
_AFTER_SEMICOLON = regex.compile(r";\s*$")
_SHARING = regex.compile(r"phối\s+hợp|cùng\s+với|tham\s+gia\s+của")
_STRONG = regex.compile(r"chủ\s+trì|(?:có|chịu)\s+trách\s+nhiệm")
_LISTED = frozenset({"bullet", "subbullet", "point", "item", "subitem", "paragraph"})
_GIVEN = regex.compile(r"(?:giao|đề\s+nghị|yêu\s+cầu|chỉ\s+đạo|phân\s+công|chủ\s+động)\b")
_SENTENCE = regex.compile(r"[.;:,/][\s*|]*$")
_CARRY = regex.compile(r"tổ\s+chức\s+(?:thực\s+hiện|thi\s+hành)|điều\s+khoản\s+thi\s+hành|trách\s+nhiệm|phân\s+công")
_END = regex.compile(r"[\s:.;,*|/]*$")
_RESPONSIBILITY = regex.compile(r"(?:trách\s+nhiệm|nhiệm\s+vụ)\s+(?:thực\s+hiện\s+)?của\s+|đối\s+với\s+")
_COLUMN = regex.compile(r"(?P<coordinate>phối\s+hợp)|(?P<lead>chủ\s+trì|thực\s+hiện|đầu\s+mối|phân\s+công)|(?P<monitor>giám\s+sát|theo\s+dõi)")
_ORGAN = regex.compile(r"cơ\s+quan|đơn\s+vị|tổ\s+chức|chủ\s+trì|phân\s+công|bộ,\s*ngành")
#: How far behind a name its verb may stand.
_REACH = 500


@frozen
class _Duty:
    """What a name is told: the role, and where the verb stands."""

    role: Role
    verb: int


@cache
def _tables() -> dict[str, str]:
    rows = table("duties")
    return {name: words(fold(form) for form in rows[row]["words"]) for name, row in (("MODAL", "modal"), ("MONITOR", "monitor"), ("REPORT", "report"), ("ACT", "act"))}


@cache
def _openers() -> frozenset[str]:
    """Return the first words of what may be told."""
    rows = table("duties")
    return frozenset(fold(form).split()[0].strip(",") for row in ("modal", "monitor", "act", "share") for form in rows[row]["words"])


def _label() -> regex.Pattern[str]:
    return phrase("assignments", "label", backwards=False)


def _before() -> regex.Pattern[str]:
    return phrase("assignments", "before", backwards=False, **_tables())


def _after() -> regex.Pattern[str]:
    return phrase("assignments", "duty", backwards=False, **_tables())


@cache
def _past() -> regex.Pattern[str]:
    return regex.compile(words(fold(form) for form in table("duties")["past"]["words"]))


def find_assignments(view: Flow, times: tuple[Time, ...]) -> tuple[Assignment, ...]:
    """Return every duty given to a named body, in the order of the text; *times* are the document's."""
    starts = [time.span.start for time in times]
    found: dict[int, Assignment] = {}
    for actor, role, span, verb, partners in _all(view):
        if actor.start not in found and not actor.open:
            found[actor.start] = _assignment(view, actor, role, span, verb, partners, times, starts)
    return tuple(found[at] for at in sorted(found))


def _all(view: Flow) -> Iterator["_Found"]:
    told: set[int] = set()  # passages that tell a body something: what stands below them is its duty
    past: dict[int, bool] = {}  # headings above what was done, not what is to be done
    rows: list[list[Passage]] = []
    for at, passage in enumerate(view.passages):
        if passage.zone not in ("body", "annex") or passage.node.kind == "enacting":
            continue
        column = getattr(passage.node, "column", None)
        if column is not None:
            if not rows or not column > getattr(rows[-1][-1].node, "column", 0):
                rows.append([])
            rows[-1].append(passage)
            continue
        yield from _table(view, rows)
        rows = []
        for above in passage.above:
            if above not in past:
                heading = view.passages[above]
                past[above] = _past().search(view.low, heading.start, min(heading.end, heading.start + 200)) is not None
        if any(past[above] for above in passage.above):
            continue
        for each in _passage(view, at, passage, held=not told.isdisjoint(passage.above)):
            told.add(at)
            yield each
    yield from _table(view, rows)


_Found = tuple[Actor, Role, Span, int | None, tuple[Actor, ...]]


def _assignment(
    view: Flow, actor: Actor, role: Role, span: Span, verb: int | None, partners: Sequence[Actor], times: Sequence[Time], starts: Sequence[int]
) -> Assignment:
    due = None
    if verb is not None:
        for time in times[bisect_left(starts, span.start) :]:
            if time.span.start >= span.end:
                break
            if time.deadline:
                due = time.value
                break
    return Assignment(
        body=view.words(actor.start, actor.end),
        role=role,
        body_span=Span(actor.start, actor.end),
        span=span,
        task=view.words(verb, span.end).rstrip(" .;:/") if verb is not None else None,
        due=due,
        partners=tuple(view.words(each.start, each.end) for each in partners if each.start != actor.start),
    )


def _column_role(low: str) -> Role | None:
    """Return the role of the bodies below the head of a column: "Cơ quan chủ trì"."""
    found = _COLUMN.search(low)
    if found is None or not _ORGAN.search(low):
        return None
    return "coordinate" if found.lastgroup == "coordinate" else "monitor" if found.lastgroup == "monitor" else "lead"


def _table(view: Flow, rows: Sequence[Sequence[Passage]]) -> Iterator[_Found]:
    """Read the columns of bodies of one table; its first row names the columns."""
    if not rows:
        return
    roles = {at: role for at, cell in enumerate(rows[0]) if (role := _column_role(view.low[cell.start : cell.end]))}
    if not roles:
        return
    for row in rows[1:]:
        # Cells that span rows are missing from the row below: what is left begins with the first column of bodies.
        shift = min(roles) if len(row) < len(rows[0]) and _all_names(view, row[0]) else 0
        for at, cell in enumerate(row, shift):
            if at in roles:
                yield from _cell(view, cell, roles[at])


def _all_names(view: Flow, cell: Passage) -> bool:
    actors = actors_at(view, cell.start, cell.end, semicolons=True)
    return bool(actors) and _END.match(view.low, actors[-1].end, cell.end) is not None


def _cell(view: Flow, cell: Passage, role: Role) -> Iterator[_Found]:
    """Read the bodies of a cell that holds nothing else: a list, or one a line."""
    at = cell.start
    while at < cell.end:
        marker = _MARKER.match(view.low, at, cell.end)
        actors = actors_at(view, marker.end() if marker else at, cell.end, semicolons=True)
        after = _NEXT_IN_CELL.match(view.low, actors[-1].end, cell.end) if actors else None
        if after is None:
            return
        yield from ((actor, role, Span(actor.start, actor.end), None, ()) for actor in actors)
        at = after.end()


def _passage(view: Flow, at: int, passage: Passage, *, held: bool) -> Iterator[_Found]:
    low = view.low
    if view.plain[passage.start : passage.start + 200].isupper():
        return
    marker = _MARKER.match(low, passage.start, passage.end)
    opening = marker.end() if marker else passage.start
    for start, end in sentences(view, passage):
        start = max(start, opening)
        if start < end:
            yield from _sentence(view, at, passage, start, end, held)


def _sentence(view: Flow, at: int, passage: Passage, start: int, end: int, held: bool) -> Iterator[_Found]:
    """Read one sentence from left to right: at every place where a name may be told something, try to read names.

    *held*: whether the sentence stands below a body whose duties it tells.
    """
    low = view.low
    done = clause = start
    front = _FRONT.match(low, start, end) is not None
    for kind, place in _places(view, start, end):
        if place < done:
            continue
        if kind == "SEMI":
            clause, front = place, _FRONT.match(low, place, end) is not None
        actors = actors_at(view, place, end, semicolons=kind == "start", closed=kind in ("other", "COMMA", "doer"))
        if not actors:
            continue
        done = actors[-1].end
        stop = _clause_end(view, done, end)
        opens = place == start or kind in ("start", "SEMI")
        if kind == "share":
            if held:
                yield from ((each, "coordinate", Span(each.start, stop), None, ()) for each in _shared(actors))
        elif kind == "label":
            role: Role = "coordinate" if "phối hợp" in low[clause:place] else "lead"
            yield from ((each, role, Span(each.start, stop), None, ()) for each in actors)
        elif _END.match(low, done, end) and end == passage.end and (opens or kind == "give"):
            if _heads_list(view, at, passage):
                held, reach = True, max(passage.node.span.end, stop)
                yield from ((each, "lead", Span(each.start, reach), None, ()) for each in actors)
        elif duty := _duty(view, done, stop):
            if kind == "give" and _ASKED.match(low, duty.verb) and _asks(view, place, start):
                continue
            if passage.zone == "annex" and end - start < 120 and not _SENTENCE.search(low, start, end):
                continue
            actors = _subjects(view, kind, actors, duty, front)
            if opens and all(each.group or each.open for each in actors) and not held and not _carried_out(view, passage):
                continue
            partners = tuple(_partners(view, duty.verb, stop))
            for each in actors:
                held = held or not each.open
                yield each, duty.role, Span(each.start, stop), duty.verb, partners


def _asks(view: Flow, place: int, start: int) -> bool:
    """Tell whether a body asks for a decision ("..., đề nghị Ủy ban nhân dân tỉnh quyết định"), which is no task."""
    found = _REQUEST.search(view.low, max(start, place - 12), place)
    return found is not None and found.start() > start


def _subjects(view: Flow, kind: str, actors: tuple[Actor, ...], duty: _Duty, front: bool) -> tuple[Actor, ...]:
    """Return which of the names that a verb of duty follows are its subjects, by what stands before them."""
    low = view.low
    if kind == "doer":
        return actors if low.startswith("chủ trì", duty.verb) else ()
    if kind == "COMMA":
        return actors if front or _STRONG.match(low, duty.verb) else ()
    if kind == "other":  # "theo đề nghị của Bộ Y tế, | Bộ Tài chính bố trí kinh phí"
        if not front:
            return ()
        joined = [at for at in range(1, len(actors) - 1) if "và" in low[actors[at - 1].end : actors[at].start]]
        first = joined[-1] + 1 if joined else 1
        return actors[first:] if len(actors) > first and "," in low[actors[first - 1].end : actors[first].start] else ()
    return actors


def _shared(actors: tuple[Actor, ...]) -> Iterator[Actor]:
    """Yield the bodies of a list of partners; a set that follows an open one is as open."""
    loose = False
    for actor in actors:
        loose = loose or actor.open
        if not (loose and actor.group):
            yield actor


def _carried_out(view: Flow, passage: Passage) -> bool:
    """Tell whether the passage stands in the part that says who carries the resolution out."""
    return any(_CARRY.search(view.low, view.passages[above].start, view.passages[above].end) for above in passage.above)


def _places(view: Flow, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield where names may begin, each with what stands before it.

    A name is worth trying behind a cue ("giao", "phối hợp với"), or where a word begins one: most words do neither.
    """
    low, (pattern, marks) = view.low, _marks()
    address = _ADDRESS.match(low, start, end)
    opening = address.end() if address else start
    label = _label().match(low, opening, end)
    yield ("label", label.end()) if label else ("start", opening)
    for word in pattern.finditer(low, opening, end):
        at, mark = word.start(), marks[word.group()]
        if "cue" in mark:
            found = _before().match(low, at, end)
            if found and not (at > start and found.group("give") and (view.plain[at].isupper() or _passive(low, at))):
                kind = next(name for name in ("give", "share", "doer", "then") if found.group(name) is not None)
                yield kind, _skip(low, found.end(), end)
                continue
        if mark == "label":
            label = _label().match(low, at, end) if _AFTER_SEMICOLON.search(low[max(start, at - 3) : at]) else None
            if label:
                yield "label", label.end()
        elif at > opening and ("any" in mark or ("capital" in mark and view.plain[at].isupper())):
            between = low[max(opening, at - 14) : at].rstrip()
            yield "SEMI" if between.endswith((";", "; đồng thời,", "; riêng")) else "COMMA" if between.endswith(",") else "other", at


def _skip(low: str, at: int, end: int) -> int:
    gap = _SPACE.match(low, at, end)
    return gap.end() if gap else at


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the words at which something may begin: a name ("any" case, or in "capital"s), a "cue", a "label".

    Their pattern is one of the standard library's, grouped by first letter: nine words of ten fail at their first.
    """
    marks = {word: "capital" if capital else "any" for word, capital in first_words().items()}
    marks |= dict.fromkeys(("cơ", "đơn"), "label")
    for word in map(fold, table("duties")["cue"]["words"]):
        marks[word] = f"cue {marks.get(word, '')}"
    rest: dict[str, list[str]] = {}
    for word in sorted(marks, reverse=True):
        rest.setdefault(word[0], []).append(word[1:])
    by_letter = "|".join(f"{first}(?:{'|'.join(tails)})" for first, tails in rest.items())
    return re.compile(rf"\b(?:{by_letter})\b"), marks


def _passive(low: str, at: int) -> bool:
    return _NO_GIVING.search(low[max(0, at - 12) : at]) is not None


def _clause_end(view: Flow, at: int, end: int) -> int:
    """Return where the clause ends: at the next semicolon outside brackets, or with the sentence."""
    depth = 0
    for found in _BREAK.finditer(view.low, at, end):
        letter = found.group()
        if letter == ";" and depth <= 0:
            return found.start()
        depth += {"(": 1, ")": -1}.get(letter, 0)
    return end


def _heads_list(view: Flow, at: int, passage: Passage) -> bool:
    """Tell whether a passage that is nothing but names stands over a list of tasks."""
    below = [each for each in view.passages[at + 1 : at + 4] if at in each.above]
    if not below and view.low[passage.start : passage.end].rstrip(" *|").endswith(":"):
        below = [each for each in view.passages[at + 1 : at + 4] if each.node.kind in _LISTED]
    return any(_tells(view, each) for each in below)


def _tells(view: Flow, passage: Passage) -> bool:
    """Tell whether a passage begins with what is to be done."""
    marker = _MARKER.match(view.low, passage.start, passage.end)
    at = marker.end() if marker else passage.start
    gap = _GIVEN.match(view.low, at, passage.end)
    return gap is not None or _FRONT.match(view.low, at, passage.end) is not None or _verb(view, at, passage.end) is not None


def _duty(view: Flow, at: int, end: int) -> _Duty | None:
    """Return what is told to the names that end at *at*, or None if nothing is."""
    low = view.low
    bracket = _BRACKET.match(low, at, end)
    if bracket:
        at = bracket.end()
    gap = _COMMAS.match(low, at, end)
    at = gap.end() if gap else at
    if _NOT_DUTY.match(low, at, end) or _FORMAL.match(low, at, end):
        return None
    found = _verb(view, at, end)
    if _ADJUNCT.match(low, at, end) and not (found and not low.startswith("căn cứ", at)):
        for comma in _CLAUSE.finditer(low, at, min(end, at + _REACH)):
            later = _verb(view, comma.end(), end)
            if later and not _NOT_DUTY.match(low, comma.end(), end):
                return _told(view, later, end)
    return _told(view, found, end) if found else None


def _verb(view: Flow, at: int, end: int) -> "regex.Match[str] | None":
    """Return the words of duty at *at*, or None: what looks like a verb may be a noun."""
    first = _WORD.match(view.low, at, end)
    if first is None or first.group() not in _openers():
        return None
    found = _after().match(view.low, at, end)
    if found is None or found.group("ACT") and _NOUN.match(view.low, found.start("ACT"), end):
        return None
    return found


def _told(view: Flow, found: "regex.Match[str]", end: int) -> _Duty:
    low = view.low
    if found.group("watch") and not _PROCEDURE.match(low, found.start("watch")):
        more = _AND.match(low, found.end(), end)
        also = _verb(view, more.end(), end) if more else None
        acts = also is not None and also.group("watch") is None and also.group("work") is None
        return _Duty("lead" if acts else "monitor", found.start())
    if found.group("work"):
        verb = found.start("work")
        share = _before().match(low, verb, end)
        actors = actors_at(view, share.end() + 1, end) if share and share.end() + 1 < end else ()
        if any(not actor.open for actor in actors):
            gap = _COMMAS.match(low, actors[-1].end, end)
            then = _after().match(low, gap.end(), end) if gap else None
            if then and then.group("watch"):
                return _Duty("monitor", found.start())
        return _Duty("coordinate", found.start())
    return _Duty("lead", found.start())


def _partners(view: Flow, at: int, end: int) -> Iterator[Actor]:
    """Yield the bodies that the duty from *at* to *end* is to be done with."""
    for word in _SHARING.finditer(view.low, at, end):
        found = _before().match(view.low, word.start(), end)
        if found and found.group("share") is not None:
            gap = _SPACE.match(view.low, found.end(), end)
            yield from actors_at(view, gap.end() if gap else found.end(), end)
