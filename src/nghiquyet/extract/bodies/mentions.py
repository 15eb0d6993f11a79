"""Names of bodies and offices that act: where a name begins and ends, and which names stand in one list.

"Ban Tuyên giáo và Dân vận Huyện ủy, Trung tâm Văn hóa, Thể thao và Truyền thông huyện và các xã": commas and "và" join
names and stand inside names alike. A list is cut only where the next words begin a name by the tables
(data/bodies.toml, and the ministries of data/issuers.toml). An open set ("các cơ quan liên quan", "địa phương") is read
as part of its list and marked, since nobody in particular can be held to a duty given to it.
"""

from functools import cache

import regex
from attrs import frozen

from ...lexicon.files import table
from ...text.folding import fold
from ..view import TextView
from .heads import ends_name, head_at, ministry
from .names import name_end, place, purpose_end, scope_end, small_name_end
from .unlisted import unlisted_end

_WORD = regex.compile(r"[\p{L}\p{N}&’'./]*[\p{L}\p{N}]")
#: Where the bodies of a set are, which no list ends at: "các huyện, thị xã | trên địa bàn tỉnh | và các sở".
ON_SITE = (
    r"(?:\s+(?:đóng\s+)?trên\s+địa\s+bàn"
    r"(?:\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố|thị\s+xã|huyện|quận|xã|phường|cả\s+nước)\b)?)?"
)
#: Which part of the body before does it: "Bộ Công an | (Cục Cảnh sát giao thông), | Bộ Quốc phòng".
_PART = r"(?:\s*\([^()]{0,120}\)(?=\s*(?:[,;]|và\s)))?"
_COMMA = regex.compile(_PART + ON_SITE + r"(?:\s*(?:,\s*(?:và|cùng)?|và|cùng|hoặc|&)\s+|\s*[,/]\s*)")
_ALSO_SEMICOLON = regex.compile(_PART + ON_SITE + r"\s*(?:[,;]\s*(?:và)?|và)\s+")
_OF = regex.compile(r"(?:\s*:)?\s+(?:của\s+|thuộc\s+|trực\s+thuộc\s+)?")
#: What makes a set that of one body: "các sở, ban, ngành | trực thuộc UBND tỉnh".
_BELONGS = regex.compile(r"(?<=thuộc)\s|\s+(?:trực\s+)?thuộc\s")
_FIELDS = regex.compile(r"(?:bộ|sở)(?:,?\s+(?:ban,?\s+)?ngành)?(?:\s+có)?(?:\s+liên\s+quan)?\s*$")
_SPACE = regex.compile(r"\s+")
_COLON = regex.compile(r"\s*:?\s*")
#: A field that the tables do not know, in a list behind a colon: "các sở: Y tế, Ngoại vụ".
_FIELD = regex.compile(r"\p{Lu}\p{L}*(?:\s*-?\s+(?!và\b)\p{L}+){0,4}?(?=\s*[,;.)]|\s+và\s+\p{Lu}|\s*$)")
_OPEN_END = regex.compile(
    r"(?:\s+có)?\s+liên\s+quan|\s+chức\s+năng|(?:,?\s*(?:và\s+)?|\s+và\s+các\s+)(?:địa\s+phương|đơn\s+vị|doanh\s+nghiệp)"
    r"(?:(?:\s+có)?\s+liên\s+quan)?(?=\W*(?:$|\s))"
)
#: What makes an office over kinds of bodies an open set: "Thủ trưởng các cơ quan, tổ chức | và cá nhân có liên quan".
_KINDS = regex.compile(r"(?:các|trưởng|đầu|,|và)\s+(?:cơ\s+quan|tổ\s+chức|đơn\s+vị|doanh\s+nghiệp|địa\s+phương)\s*$")
_LINKED_LIST = regex.compile(
    r"(?:\s*(?:,|và)\s*(?:các\s+)?(?:cơ\s+quan|tổ\s+chức|đơn\s+vị|cá\s+nhân|doanh\s+nghiệp|địa\s+phương)){1,4}(?:\s+có)?\s+liên\s+quan"
)
#: "các cơ quan khác | ở trung ương", "cơ quan hành chính | các cấp"
_LEVEL = regex.compile(r"\s+(?:các\s+cấp|(?:ở|tại)\s+(?:trung\s+ương|địa\s+phương|cơ\s+sở)(?:\s+và\s+địa\s+phương)?)\b")
#: "các thành viên | quy định tại Điều 1 | chịu trách nhiệm"
_LISTED_IN = regex.compile(
    r"\s+(?:được\s+)?(?:quy\s+định|nêu|có\s+tên)\s+(?:tại|ở)\s+(?:khoản\s+\d+\s+)?điều\s+\d+(?:\s+(?:nêu\s+)?trên)?(?=\W)"
)
_PLURAL = regex.compile(r"các|những|mọi|từng|mỗi")
_LINKED = regex.compile(r"(?:\s+có)?\s+liên\s+quan")
#: Longest name, in words, and longest list, in names.
_LONGEST, _MOST = 18, 40


@frozen
class Actor:
    """A body, an office or a set of them, as named in one place.

    Attributes:
        start, end: Where the name stands.
        open: Whether it is a set without an end, such as "các cơ quan liên quan".
        group: Whether it is a closed set that is named by its kind, such as "các đoàn thể".
    """

    start: int
    end: int
    open: bool = False
    group: bool = False


def actor_at(view: TextView, at: int, end: int, *, closed: bool = False) -> Actor | None:
    """Return the body that is named at *at*, or None if no name begins there; with *closed*, no open set either."""
    head = head_at(view, at, end)
    if head is None or (closed and head[1] == "open"):
        return None
    here, kind = head
    if kind == "open":
        here = _open_end(view, at, here, end)
        linked = _LINKED.match(view.low, here, end)
        return Actor(at, linked.end() if linked else here, open=True)
    group = kind == "group"
    for depth in range(4):  # a head, and the bodies it is part of
        if (purpose := purpose_end(view, at, here, end)) > here:
            here = scope_end(view, purpose, end)
        elif kind == "name":
            named = name_end(view, here, end)
            named = small_name_end(view, at, here, end) if named == here else named
            whole = view.low[at:here].endswith(_alone()) or _inner(view, here, end) or _listed(view, here, end) > here
            if named == here and not whole:
                return None
            here = named
        elif kind in ("scope", "office"):
            here = scope_end(view, here, end)
        elif kind in ("whole", "group"):
            here = scope_end(view, here, end, names=False)
        if (depth and view.low.startswith(":", here)) or (group and not _BELONGS.match(view.low, here, end)):
            break
        inner = _inner(view, here, end)
        if inner is None:
            break
        here, kind = inner
    fields = _listed(view, here, end)
    group = group and fields == here
    here = fields
    linked = _LINKED.match(view.low, here, end)
    if linked:  # "các bộ, ngành liên quan", but not "các bộ, ngành liên quan: Tài chính, Y tế"
        fields = _listed(view, linked.end(), end)
        return Actor(at, fields, open=fields == linked.end())
    if _KINDS.search(view.low, max(at, here - 24), here) and (linked := _LINKED_LIST.match(view.low, here, end)):
        return Actor(at, linked.end(), open=True)
    if group and (tail := _OPEN_END.match(view.low, here, end)):
        return Actor(at, tail.end(), open=True)
    return Actor(at, here, group=group)


def _inner(view: TextView, here: int, end: int) -> tuple[int, str] | None:
    """Return the head of the body that this one is part of: "Ủy ban Kiểm tra | Huyện ủy"."""
    gap = _OF.match(view.low, here, end)
    inner = head_at(view, gap.end(), end) if gap else None
    return None if inner is None or inner[1] == "open" else inner


@cache
def _alone() -> tuple[str, ...]:
    """Return the ends of heads of kind "name" that are whole without a name."""
    return tuple(fold(each) for each in table("bodies")["alone"]["names"])


def _listed(view: TextView, here: int, end: int) -> int:
    """Take in the fields of "các Bộ: Nội vụ, Công an và Y tế", which share one head."""
    colon = _COLON.match(view.low, here, end)
    last = here
    at = colon.end() if colon else here
    listed = ":" in view.low[here:at]
    if not _FIELDS.search(view.low[max(0, here - 30) : here]):
        return here
    for _ in range(_MOST):
        found = ministry().match(view.low, at, end)
        if found is None and listed and head_at(view, at, end) is None:
            found = _FIELD.match(view.plain, at, end)
        if found is None or place().match(view.low, min(found.end() + 1, end), end):
            break  # "..., Tài chính, | Công an tỉnh"
        last = found.end()
        comma = (_ALSO_SEMICOLON if listed else _COMMA).match(view.low, last, end)
        if comma is None:
            break
        at = comma.end()
    return last


def _open_end(view: TextView, at: int, here: int, end: int) -> int:
    """Return where an open set ends, whose head stands from *at* to *here*: at a verb, a comma, or the next name."""
    noun = _PLURAL.fullmatch(view.low, at, here) is not None  # "các tổ chức": no verb follows a plural
    for _ in range(_LONGEST):
        gap = _SPACE.match(view.low, here, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or word.group() in ("và", "hoặc", "cùng") or _LEVEL.match(view.low, here, end):
            break
        if not noun and ends_name(view, word.start(), word.group(), end):
            break
        noun = False
        if view.plain[word.start()].isupper() and head_at(view, word.start(), end):
            break
        here = word.end()
    for more in (_LEVEL.match(view.low, here, end), _LISTED_IN.match(view.low, here, end)):
        here = more.end() if more else here
    return here


def actors_at(
    view: TextView, at: int, end: int, *, semicolons: bool = False, closed: bool = False
) -> tuple[Actor, ...]:
    """Return the list of bodies that begins at *at*; empty if no name begins there.

    *semicolons* may stand between names too, as in the cell of a table. With *closed*, no open set begins a list.
    """
    found: list[Actor] = []
    while len(found) < _MOST:
        actor = actor_at(view, at, end, closed=closed and not found)
        if actor is None and found and (last := unlisted_end(view, at, end)):
            actor = Actor(at, last)
        if actor is None:
            break
        found.append(actor)
        gap = (_ALSO_SEMICOLON if semicolons else _COMMA).match(view.low, actor.end, end)
        if gap is None:
            break
        at = gap.end()
    return tuple(found)


def begins_name(view: TextView, at: int, end: int) -> bool:
    """Tell whether the words at *at* begin the name of a body, as far as the tables know."""
    head = head_at(view, at, end)
    return head is not None and head[1] != "open"
