"""Names of bodies and offices that act: where a name begins and ends, and which names stand in one list.

"Ban Tuyên giáo và Dân vận Huyện ủy, Trung tâm Văn hóa, Thể thao và Truyền thông huyện và các xã": commas and "và" join
names and stand inside names alike. A list is cut only where the next words begin a name by the tables
(data/bodies.toml). An open set ("các cơ quan liên quan", "địa phương") is read
as part of its list and marked, since nobody in particular can be held to a duty given to it.
"""

from functools import cache

from attrs import define, evolve

from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...text.folding import fold
from ...text.spans import Span
from ..view import TextView
from .heads import body_words, ends_name, first_word, first_words, head_at, is_office, ministry, office_in_place
from .names import (
    LOCALITY_WORDS,
    charge_end,
    kind_end,
    localities,
    locality_end,
    name_end,
    place,
    purpose_end,
    role_at,
    scope_end,
    small_heads,
    small_name_end,
    small_tail,
)
from .unlisted import unlisted_end

_WORD = pattern(r"[&’'./]*+[^\W_]++(?:[&’'./]++[^\W_]++)*+")
#: Where the bodies of a set are, which no list ends at: "các huyện, thị xã | trên địa bàn tỉnh | và các sở".
ON_SITE = (
    r"(?:\s+(?:đóng\s+)?trên\s+địa\s+bàn"
    r"(?:\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố|thị\s+xã|huyện|quận|xã|phường|cả\s+nước)\b)?)?"
)
#: Which part of the body before does it: "Bộ Công an | (Cục Cảnh sát giao thông), | Bộ Quốc phòng".
_PART = r"(?:\s*\([^()]{0,120}\)(?=\s*(?:[,;]|và\s)))?"
_COMMA = pattern(_PART + ON_SITE + r"(?:\s*(?:,\s*(?:và|cùng)?|và|cùng|hoặc|&)\s+|\s*[,/]\s*)")
_ALSO_SEMICOLON = pattern(_PART + ON_SITE + r"(?:\s*(?:[,;]\s*(?:và)?|và)\s+|\s*/\s+(?=\p{L}))")
_OF = pattern(r"(?:\s*:)?\s+(?:của\s+|thuộc\s+|trực\s+thuộc\s+)?(?:cơ\s+quan\s+(?!\w*\s*(?:ngang|thuộc)\b))?")
#: What makes a set that of one body: "các sở, ban, ngành | trực thuộc UBND tỉnh".
_BELONGS = pattern(r"(?<=thuộc)\s|\s+(?:trực\s+)?thuộc\s")
_FIELDS = pattern(r"(?:bộ|sở|các\s+phòng)(?:,?\s+(?:ban,?\s+)?ngành)?(?:\s+có)?(?:\s+(?:liên|hữu)\s+quan)?\s*$")
#: How what it finds ends.
_FIELDS_END = ("bộ", "sở", "phòng", "ngành", "có", "quan")
#: Kinds under the head of an office, which share it: "Giám đốc | các sở | Nội vụ, Tài chính".
_KINDS_LED = pattern(r"(?<=các\sphòng)|(?<=các\ssở)|\s+các\s+(?:sở|phòng|bộ)\b")
_SPACE = pattern(r"\s+")
_ENDS = pattern(r"\s*[,;.]|\s*$")
#: A field as its letters: "các phòng | GD-ĐT".
_SHORT = pattern(r"(?:[Pp]hòng|[Ss]ở)\s+\p{Lu}[\p{Lu}&-]+\b")
#: An owner or a body led that needs no name, since the issuer is meant: "các đơn vị thuộc Bộ", "Chánh Văn phòng Sở".
_BARE = pattern(r"\s+(?:Bộ|Sở|Cục|Viện|Trường|Ban|Ngành|Tổng\s+cục|Chi\s+cục)\b(?!\s+\p{Lu})")
_ALSO_NAMED = pattern(r"(?:,| và)\s+\p{Lu}")
#: How sets begin that no table lists.
_SETS = ("các ", "những ", "cơ quan ", "đơn vị ", "tổ chức ", "ban, ")
_SEVERAL = pattern(r"(các|những)\s+")
_PARTY = pattern(r"đảng\b(?!\s+(?:uỷ|bộ|đoàn))")
_LISTS = pattern(r"\s*:\s+")
#: Bodies that only their owner tells apart.
_KIND_OF = pattern(
    r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|phòng|ban|ban,\s*cơ\s+quan)(?:\s*,\s*(?:đơn\s+vị|tổ\s+chức))?"
    r"(?:\s+(?:sự\s+nghiệp|chuyên\s+môn|chức\s+năng|hành\s+chính))?\s+(?:trực\s+thuộc|thuộc|của)\s+"
)
_COLON = pattern(r"\s*:?\s*")
#: A form of address before an office in a list: "Sở Y tế, | các đồng chí | Phó Chủ tịch Ủy ban nhân dân".
COMRADE = pattern(r"(?:(?:các|những)\s+)?(?:đồng\s+chí|đ/c|ông,?\s+bà|ông|bà)\s*:?\s+")
#: How it begins.
COMRADES = frozenset("cnđôb")
#: A field that the tables do not know, in a list behind a colon: "các sở: Y tế, Ngoại vụ".
_FIELD = pattern(r"\p{Lu}\p{L}*(?:\s*-?\s+(?!và\b)\p{L}+){0,4}?(?=\s*[,;.)]|\s+và\s+\p{Lu}|\s*$)")
_OPEN_END = pattern(
    r"(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?:cơ\s+quan|tổ\s+chức|địa\s+phương|đơn\s+vị|doanh\s+nghiệp|đoàn\s+thể)){0,4}"
    r"(?:(?:\s+có)?\s+(?:liên|hữu)\s+quan|\s+chức\s+năng)\b"
)
#: What makes an office over kinds of bodies an open set: "Thủ trưởng các cơ quan, tổ chức | và cá nhân có liên quan".
_KINDS = pattern(r"(?:các|trưởng|đầu|,|và)\s+(?:cơ\s+quan|tổ\s+chức|đơn\s+vị|doanh\s+nghiệp|địa\s+phương)\s*$")
#: How what it finds ends.
_KINDS_END = ("quan", "chức", "vị", "nghiệp", "phương")
_LINKED_LIST = pattern(
    r"(?:\s*(?:,|và)\s*(?:các\s+)?(?:cơ\s+quan|tổ\s+chức|đơn\s+vị|cá\s+nhân|doanh\s+nghiệp|địa\s+phương)){1,4}(?:\s+có)?\s+(?:liên|hữu)\s+quan"
)
#: "các cơ quan khác | ở trung ương", "cơ quan hành chính | các cấp"
_LEVEL = pattern(r"\s+(?:các\s+cấp|(?:ở|tại)\s+(?:trung\s+ương|địa\s+phương|cơ\s+sở)(?:\s+và\s+địa\s+phương)?)\b")
#: "các thành viên | quy định tại Điều 1 | chịu trách nhiệm"
_LISTED_IN = pattern(
    r"\s+(?:được\s+)?(?:quy\s+định|nêu|có\s+tên)\s+(?:tại|ở)\s+(?:khoản\s+\d+\s+)?điều\s+\d+(?:\s+(?:nêu\s+)?trên)?(?=\W)"
)
_PLURAL = pattern(r"các|những|mọi|từng|mỗi")
_LINKED = pattern(r",?(?:\s+có)?\s+(?:liên|hữu)\s+quan")
_OPEN_LINKED = pattern(r"(?:,?\s+(?:tổ\s+chức|đơn\s+vị|cá\s+nhân|đoàn\s+thể))*(?:\s+có)?\s+(?:liên|hữu)\s+quan")
#: Longest name, in words, and longest list, in names.
_LONGEST, _MOST = 18, 40


@define(hash=True)
class Actor:
    """A body, an office or a set of them, as named in one place.

    Attributes:
        start, end: Where the name stands.
        open: Whether it is a set without an end, such as "các cơ quan liên quan".
        group: Whether it is a closed set that is named by its kind, such as "các đoàn thể".
        unlisted: Whether no table knows how its name begins: it is one by its place and its capitals alone.
    """

    start: int
    end: int
    open: bool = False
    group: bool = False
    unlisted: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@cache
def name_words() -> frozenset[str]:
    """Return the words that the name of a body, a set or a locality begins with, as far as the tables know.

    At another word `may_begin` is false, and needs not be asked.
    """
    return first_words() | LOCALITY_WORDS | {begun.split()[0].strip(",") for begun in _SETS}


def may_list(view: TextView, at: int, end: int, *, placed: bool) -> bool:
    """Tell by a letter and a word whether `actors_at` may find anything at *at*: most places need not be read."""
    if placed and (view.plain[at : at + 1].isupper() or view.low[at : at + 1] in COMRADES):
        return True
    return first_word(view, at, end) in name_words()


def may_begin(view: TextView, at: int, end: int) -> bool:
    """Tell whether a name may begin at *at* as the tables know them, where others than bodies may stand too."""
    known = view.low.startswith(_SETS, at) or head_at(view, at, end) is not None
    return known or locality_end(view, at, end) is not None


def actor_at(view: TextView, at: int, end: int, *, closed: bool = False, placed: bool = False) -> Actor | None:
    """Return the body that is named at *at*, or None if no name begins there; with *closed*, no open set either.

    *placed*: nothing but a body can stand there, so that its head may be in small letters.
    """
    if view.low.startswith(_SETS, at) and (several := _belonging(view, at, end) or _plural(view, at, end)):
        return several
    head = head_at(view, at, end, small=placed) or (office_in_place(view, at, end) if placed else None)
    if head is None and placed and (named := locality_end(view, at, end)):
        return Actor(at, named)
    if head and head[1] == "name" and view.low.startswith("các ", at) and not whole_name(view, at, head, end, placed):
        head = at + len("các"), "open"  # "các thành viên | quy định tại Điều 1"
    if head is None or (closed and head[1] == "open"):
        return None
    if head[1] == "open":
        here = _open_end(view, at, head[0], end)
        linked = _OPEN_LINKED.match(view.low, here, end)
        return Actor(at, linked.end() if linked else here, open=True)
    found = whole_name(view, at, head, end, placed)
    if found is None:
        return None
    actor = _with_tail(view, at, found, end, group=head[1] == "group", office=is_office(view, at, head, end))
    tail = small_tail(view, actor.end, end) if head[1] == "name" else actor.end
    return evolve(actor, end=tail) if tail > actor.end and (placed or role_at(view, tail, end)) else actor


def whole_name(view: TextView, at: int, head: tuple[int, str], end: int, placed: bool) -> tuple[int, bool] | None:
    """Return where the name ends that begins with *head*, the bodies it is part of included, and whether one is.

    None if the head needs a name and none follows.
    """
    here, kind = head
    first, inside, outer = kind, False, here
    for depth in range(4):
        if (purpose := purpose_end(view, at, here, end)) > here:
            here = scope_end(view, purpose, end)
        elif kind == "name":
            named = name_end(view, here, end)
            named = small_name_end(view, at, here, end, placed=placed) if named == here else named
            if named == here and not _is_whole(view, at, here, end, placed):
                if first == "office" and _ENDS.match(view.low, here, end):
                    return here, True  # "Giám đốc Sở, | Thủ trưởng ..."
                whole = depth > 1 or first != "name" or outer > head[0]
                return (outer, depth > 1) if depth and whole else None  # "Chính phủ | Ban hành Chương trình"
            here = named
        elif kind in ("scope", "office"):
            kinds = _KINDS_LED.match(view.low, here, end) if kind == "office" else None
            if kind == "office" and (bare := _BARE.match(view.plain, here, end)):
                return bare.end(), True
            named = kinds.end() if kinds and _field_follows(view, kinds.end(), end) else scope_end(view, here, end)
            if kind == "office" and view.low.startswith(_SETS, here + 1):
                led = _belonging(view, here + 1, end) or _plural(view, here + 1, end)
                named = max(named, led.end if led else named)  # "Giám đốc | các ban quản lý rừng"
            here = _named_on(view, at, named, end) if kind == "scope" else named
        elif kind in ("whole", "group"):
            here = scope_end(view, here, end, names=False)
        group = first == "group" and not _BELONGS.match(view.low, here, end)
        if group or (depth and view.low.startswith(":", here)):
            break
        inner = _inner(view, here, end, placed)
        if inner is None:
            break
        outer, (here, kind) = here, inner
        inside = True
    return here, inside


def _field_follows(view: TextView, at: int, end: int) -> bool:
    gap = _SPACE.match(view.low, at, end)
    return gap is not None and ministry().match(view.low, gap.end(), end) is not None


def _named_on(view: TextView, at: int, here: int, end: int) -> int:
    """Take in what goes on behind a head that a place follows as a rule: "... Xúc tiến Đầu tư | , Thương mại tỉnh"."""
    more = _ALSO_NAMED.match(view.plain, here, end)
    if more is None or not view.low.startswith(small_heads(), at) or head_at(view, more.end() - 1, end):
        return here
    return max(here, name_end(view, here, end, begun=True))


def _is_whole(view: TextView, at: int, here: int, end: int, placed: bool) -> bool:
    """Tell whether a head of the kind that needs a name is whole without one: "Mặt trận Tổ quốc"."""
    if view.low[at:here].endswith(_alone()):
        return True
    return _inner(view, here, end, placed) is not None or _listed(view, here, end) > here


def _with_tail(view: TextView, at: int, found: tuple[int, bool], end: int, *, group: bool, office: bool) -> Actor:
    """Return the body from *at* with what goes on behind its name: fields, a charge, words that make the set open."""
    here, inside = found
    here = charge_end(view, here, end) if office else here
    fields = _listed(view, here, end)
    group = group and fields == here and not inside
    here = _under_office(view, fields, end) if office and ":" in view.low[here:fields] else fields
    linked = _LINKED.match(view.low, here, end)
    if linked:  # "các bộ, ngành liên quan", but not "các bộ, ngành liên quan: Tài chính, Y tế"
        fields = _listed(view, linked.end(), end)
        return Actor(at, fields, open=fields == linked.end())
    over_kinds = view.low[max(at, here - 24) : here].rstrip().endswith(_KINDS_END)
    if over_kinds and _KINDS.search(view.low, max(at, here - 24), here):
        linked = _LINKED_LIST.match(view.low, here, end)
        if linked:
            return Actor(at, linked.end(), open=True)
    if group and (tail := _OPEN_END.match(view.low, here, end)):
        return Actor(at, tail.end(), open=True)
    return Actor(at, here, group=group)


def _under_office(view: TextView, here: int, end: int) -> int:
    """Take in the bodies behind fields under the head of an office: "Giám đốc các sở: Y tế | ; Công an tỉnh"."""
    while more := _ALSO_SEMICOLON.match(view.low, here, end):
        other = actor_at(view, more.end(), end, closed=True)
        head = head_at(view, more.end(), end)
        if other is None or other.open or head is None:
            break
        if head[1] not in ("name", "whole") and not body_words("led_so").match(view.low, more.end(), end):
            break
        if body_words("led_otherwise").match(view.low, more.end(), end):
            break
        here = other.end
    return here


def _plural(view: TextView, at: int, end: int) -> Actor | None:
    """Return a set of bodies of one kind: "các ban quản lý rừng phòng hộ", "các phòng: Nội vụ, Y tế"."""
    several = _SEVERAL.match(view.low, at, end)
    head = head_at(view, several.end(), end, small=True) if several else None
    if several and (short := _SHORT.match(view.plain, several.end(), end)):
        return Actor(at, short.end(), group=True)  # "các phòng GD-ĐT"
    if several and head is None and (places := localities().match(view.low, at, end)):  # "các huyện, thành phố"
        loose = body_words("loosens").match(view.low, places.end() + 1, end)
        return Actor(at, loose.end() if loose else places.end(), open=loose is not None, group=True)
    if several and head and head[1] == "office" and view.plain[several.end()].isupper():
        office = actor_at(view, several.end(), end)  # "các | Chuyên viên Văn phòng Huyện ủy"
        return evolve(office, start=at) if office else None
    if several is None or head is None or head[1] not in ("name", "scope"):
        return None
    known = head_at(view, at, end)
    if known and known[1] != "open" and known[0] >= head[0]:  # "các Ủy ban của Quốc hội" is a head itself
        return None
    here = scope_end(view, head[0], end, names=head[1] == "scope")
    if head[1] == "scope":
        return Actor(at, here, group=True)
    fields = _fields_behind(view, here, end)
    if fields == here:
        here = _other_kinds(view, kind_end(view, here, end), end)
        if linked := _LINKED.match(view.low, here, end):
            return Actor(at, linked.end(), open=True)
    return Actor(at, max(fields, here), group=fields == here)


def _other_kinds(view: TextView, here: int, end: int) -> int:
    """Take in more kinds under one "các": "các tập đoàn kinh tế | , tổng công ty nhà nước"."""
    while more := _COMMA.match(view.low, here, end):
        head = head_at(view, more.end(), end, small=True)
        if head is None or head[1] != "name" or view.plain[more.end()].isupper():
            break
        here = kind_end(view, head[0], end)
    return here


def _fields_behind(view: TextView, here: int, end: int) -> int:
    """Take in what stands behind a kind of body and a colon: "các Vụ | : Pháp chế, Tổ chức cán bộ"."""
    colon = _LISTS.match(view.low, here, end)
    if colon is None or begins_name(view, colon.end(), end):
        return here
    last, at = here, colon.end() - 1
    for _ in range(_MOST):
        named = name_end(view, at, end)
        if named == at:
            break
        last = named
        more = _ALSO_SEMICOLON.match(view.low, last, end)
        if more is None or begins_name(view, more.end(), end) or not view.plain[more.end() : more.end() + 1].isupper():
            break
        at = more.end() - 1
    return last


def _belonging(view: TextView, at: int, end: int) -> Actor | None:
    """Return a set that is closed by whom it belongs to: "các đơn vị | thuộc Bộ Y tế, Bộ Tài chính"."""
    kind = _KIND_OF.match(view.low, at, end)
    if kind is None or ((head := head_at(view, at, end)) and head[0] > kind.end() and head[1] != "group"):
        return None  # "các Ban của Hội đồng nhân dân" is a name that the tables know
    if level := place().match(view.low, kind.end(), end):  # "các cơ quan thuộc tỉnh"
        return Actor(at, level.end(), group=True)
    if bare := _BARE.match(view.plain, kind.end() - 1, end):  # "các đơn vị thuộc Bộ"
        return Actor(at, bare.end(), group=True)
    party = _PARTY.match(view.low, kind.end(), end)
    whole = None if party else actor_at(view, kind.end(), end, closed=True)
    if party is None and (whole is None or whole.open or whole.group):
        return None
    first, here = _WORD.match(view.low, kind.end(), end), whole.end if whole else party.end() if party else at
    while more := _COMMA.match(view.low, here, end):  # more owners of the same kind: a head shared by a list is one
        word = _WORD.match(view.low, more.end(), end)
        alike = party or (word and first and word[0] == first[0])
        other = actor_at(view, more.end(), end, closed=True) if alike else None
        if other is None or other.open or other.group:
            break
        here = other.end
    return Actor(at, here, group=True)


def _inner(view: TextView, here: int, end: int, placed: bool = False) -> tuple[int, str] | None:
    """Return the head of the body that this one is part of: "Ủy ban Kiểm tra | Huyện ủy"."""
    gap = _OF.match(view.low, here, end)
    several = gap and view.low.startswith(_SETS, gap.end())
    if gap and several and (known := _belonging(view, gap.end(), end) or _plural(view, gap.end(), end)):
        return known.end, "whole"
    inner = head_at(view, gap.end(), end, small=placed and ":" not in gap.group()) if gap else None
    return None if inner is None or inner[1] == "open" else inner


@cache
def _alone() -> tuple[str, ...]:
    """Return the ends of heads of kind "name" that are whole without a name."""
    return tuple(fold(each) for each in table("bodies")["alone"]["names"])


def _listed(view: TextView, here: int, end: int) -> int:
    """Take in the fields of "các Bộ: Nội vụ, Công an và Y tế", which share one head."""
    before = view.low[max(0, here - 30) : here]
    if not before.rstrip().endswith(_FIELDS_END) or not _FIELDS.search(before):
        return here
    colon = _COLON.match(view.low, here, end)
    last = here
    at = colon.end() if colon else here
    listed = ":" in view.low[here:at]
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
    view: TextView, at: int, end: int, *, semicolons: bool = False, closed: bool = False, placed: bool = False
) -> tuple[Actor, ...]:
    """Return the list of bodies that begins at *at*; empty if no name begins there.

    *semicolons* may stand between names too, as in the cell of a table. With *closed*, no open set begins a list.
    *placed*: nothing but a body can stand there, so that an unknown name begins a list too, and small letters do.
    """
    found: list[Actor] = []
    while len(found) < _MOST:
        actor, inside = None, placed or bool(found)
        if found and (joint := body_words("points_out").match(view.low, at, end)):
            at = _past(view, joint.end(), end)  # "Sở Y tế, | trực tiếp là | Giám đốc Sở"
        if inside and view.low[at : at + 1] in COMRADES and (person := COMRADE.match(view.low, at, end)):
            at = person.end()
        capital = view.plain[at : at + 1].isupper()
        if first_word(view, at, end) in name_words():
            actor = actor_at(view, at, end, closed=closed and not found, placed=placed or (inside and capital))
        if actor is None and inside and capital and (last := unlisted_end(view, at, end, first=not found)):
            actor = Actor(at, last, unlisted=True)
        if actor is None:
            break
        found.append(actor)
        gap = (_ALSO_SEMICOLON if semicolons else _COMMA).match(view.low, actor.end, end)
        if gap is None:
            break
        at = gap.end()
    if len(found) > 1 and found[-2].group and _opens_all(view, found[-2], found[-1], end):
        found[-2] = evolve(found[-2], open=True)
    return tuple(found)


def _opens_all(view: TextView, group: Actor, last: Actor, end: int) -> bool:
    """Tell whether the end of a list opens the set before it: "các bộ và Ủy ban nhân dân các tỉnh | có liên quan"."""
    if not last.open or view.low[group.end : last.start].strip() != "và":
        return False
    head = head_at(view, last.start, end)
    return head is not None and head[1] != "open"


def _past(view: TextView, at: int, end: int) -> int:
    gap = _SPACE.match(view.low, at, end)
    return gap.end() if gap else at


def begins_name(view: TextView, at: int, end: int) -> bool:
    """Tell whether the words at *at* begin the name of a body, as far as the tables know."""
    head = head_at(view, at, end)
    return head is not None and head[1] != "open"
