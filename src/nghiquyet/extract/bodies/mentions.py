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
from ...lexicon.phrase_grammar import phrase_once
from ...text.folding import fold
from ...text.spans import Span
from ..view import TextView, past_blanks
from .heads import (
    body_words,
    ends_name,
    ends_of,
    first_word,
    first_words,
    forms_of,
    head_at,
    is_office,
    ministry,
    office_in_place,
)
from .names import (
    abroad_end,
    charge_end,
    kind_end,
    localities,
    locality_end,
    name_end,
    number_end,
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
_COMMA = phrase_once("bodies", "comma")
_ALSO_SEMICOLON = phrase_once("bodies", "also_semicolon")
_OF = phrase_once("bodies", "part_of")
_BELONGS = phrase_once("bodies", "belongs")
_FIELDS = phrase_once("bodies", "fields")
_KINDS_LED = phrase_once("bodies", "kinds_led")
_UNITS_LED = phrase_once("bodies", "units_led")
_SPACE = pattern(r"\s+")
_ENDS = pattern(r"\s*[,;.]|\s*$")
_SHORT = phrase_once("bodies", "short_field")
_BARE = phrase_once("bodies", "bare_owner")
_BRANCH = phrase_once("bodies", "branch")
_ALSO_NAMED = phrase_once("bodies", "also_named")
_ALL = phrase_once("bodies", "all_of")
_SEVERAL = phrase_once("bodies", "several")
_PARTY = phrase_once("bodies", "party")
_LISTS = pattern(r"\s*:\s+")
_KIND_OF = phrase_once("bodies", "kind_of")
_COLON = pattern(r"\s*:?\s*")
COMRADE = phrase_once("bodies", "comrade")
#: How it begins.
COMRADES = frozenset("cnđôb")
_FIELD = phrase_once("bodies", "field")
_OPEN_END = phrase_once("bodies", "open_end")
_KINDS = phrase_once("bodies", "kinds")
_KIND_GAP = phrase_once("bodies", "kind_gap")
_LINKED_LIST = phrase_once("bodies", "linked_list")
_UNITS_APART = phrase_once("bodies", "units_apart")
_LEVEL = phrase_once("bodies", "level")
_LISTED_IN = phrase_once("bodies", "listed_in")
_PLURAL = phrase_once("bodies", "plural")
_LINKED = phrase_once("bodies", "linked")
_OPEN_LINKED = phrase_once("bodies", "open_linked")
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
    begun = (form.split()[0].strip(",") for row in ("locality", "sets") for form in forms_of(row))
    return first_words() | frozenset(begun)


def may_list(view: TextView, at: int, end: int, *, placed: bool) -> bool:
    """Tell by a letter and a word whether `actors_at` may find anything at *at*: most places need not be read."""
    if placed and (view.plain[at : at + 1].isupper() or begins_person(view, at, end)):
        return True
    return first_word(view, at, end) in name_words()


def begins_person(view: TextView, at: int, end: int) -> bool:
    """Tell whether a form of address stands at *at*: "các đồng chí"."""
    return view.low[at : at + 1] in COMRADES and COMRADE.match(view.low, at, end) is not None


def may_begin(view: TextView, at: int, end: int) -> bool:
    """Tell whether a name may begin at *at* as the tables know them, where others than bodies may stand too."""
    known = _begins_set(view, at) or head_at(view, at, end) is not None
    return known or locality_end(view, at, end) is not None


def _begins_set(view: TextView, at: int) -> bool:
    return view.low.startswith(_sets(), at)


@cache
def _sets() -> tuple[str, ...]:
    return ends_of("sets", " ")


def actor_at(view: TextView, at: int, end: int, *, closed: bool = False, placed: bool = False) -> Actor | None:
    """Return the body that is named at *at*, or None if no name begins there; with *closed*, no open set either.

    *placed*: nothing but a body can stand there, so that its head may be in small letters.
    """
    if _begins_set(view, at) and (several := _belonging(view, at, end) or _plural(view, at, end)):
        return several
    head = head_at(view, at, end, small=placed) or (office_in_place(view, at, end) if placed else None)
    if head is None and placed and (named := locality_end(view, at, end)):
        return Actor(at, named)
    every = _ALL.match(view.low, at, end) if head and head[1] == "name" else None
    if head and every and not whole_name(view, at, head, end, placed):
        head = every.end(), "open"  # "các thành viên | quy định tại Điều 1"
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
            named = number_end(view, at, here, end) if named == here else named
            named = small_name_end(view, at, here, end, placed=placed) if named == here else named
            if named == here and not _is_whole(view, at, here, end, placed):
                if depth and _by_field(view, at, outer, here):
                    return here, depth > 1
                if first == "office" and _ENDS.match(view.low, here, end):
                    return here, True  # "Giám đốc Sở, | Thủ trưởng ..."
                whole = depth > 1 or first != "name" or outer > head[0]
                return (outer, depth > 1) if depth and whole else None  # "Chính phủ | Ban hành Chương trình"
            here = _with_branch(view, named, end)
        elif kind == "office":
            if bare := _BARE.match(view.plain, here, end):
                return bare.end(), True
            here = _unit_led(view, at, here, end) or _led(view, here, end)
        elif kind == "scope":
            here = abroad_end(view, _named_on(view, at, scope_end(view, here, end), end), end)
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


def _by_field(view: TextView, at: int, outer: int, here: int) -> bool:
    """Tell whether the unit from *at* to *outer* is named by the head of another alone, which ends at *here*.

    "Cục | Viễn thông", but not "Cục | Ban hành": a head of one syllable begins other words too.
    """
    return " " in view.low[outer:here].strip() and view.low.endswith(ends_of("by_field"), at, outer)


def _with_branch(view: TextView, here: int, end: int) -> int:
    """Take in the branch of a body: "Ngân hàng Nông nghiệp | chi nhánh huyện"; *here* if none stands there."""
    branch = _BRANCH.match(view.low, here, end)
    named = scope_end(view, branch.end(), end) if branch else here
    return named if branch and named > branch.end() else here


def _led(view: TextView, here: int, end: int) -> int:
    """Take in what an office is that of: a place, kinds of bodies, a set: "Giám đốc | các ban quản lý rừng"."""
    kinds = _KINDS_LED.match(view.low, here, end)
    named = kinds.end() if kinds and _field_follows(view, kinds.end(), end) else scope_end(view, here, end)
    if named == here and (units := _UNITS_LED.match(view.low, here, end)):
        return units.end()
    several = _begins_set(view, here + 1)
    led = (_belonging(view, here + 1, end) or _plural(view, here + 1, end)) if several else None
    return max(named, led.end if led else named)


def _unit_led(view: TextView, at: int, here: int, end: int) -> int | None:
    """Return where the unit ends whose head is part of an office's words: "Trưởng | phòng Kinh tế và Hạ tầng"."""
    for gap in _SPACE.finditer(view.low, at, here):
        if _begins_set(view, gap.end()):  # "Trưởng | các phòng chuyên môn"
            several = head_at(view, gap.end(), end)
            return several[0] if several and several[1] == "group" and several[0] > here else None
        head = head_at(view, gap.end(), end, small=True)
        if head is None or head[0] < here or head[1] in ("open", "group", "office"):
            continue
        last = name_end(view, head[0], end) if head[1] == "name" else scope_end(view, head[0], end, names=False)
        return last if last > here else None
    return None


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
    over_kinds = view.low[max(at, here - 24) : here].rstrip().endswith(ends_of("kinds_end"))
    if over_kinds and _KINDS.search(view.low, max(at, here - 24), here):
        linked = _LINKED_LIST.match(view.low, here, end) or _UNITS_APART.match(view.low, here, end)
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
    several = gap and _begins_set(view, gap.end())
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
    if not before.rstrip().endswith(ends_of("fields_end")) or not _FIELDS.search(before):
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
        gap = _KIND_GAP.match(view.low, here, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or word.group() in forms_of("joins") or _LEVEL.match(view.low, here, end):
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
            at = past_blanks(view.low, joint.end(), end)  # "Sở Y tế, | trực tiếp là | Giám đốc Sở"
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
    if not last.open or view.low[group.end : last.start].strip() not in forms_of("and"):
        return False
    head = head_at(view, last.start, end)
    return head is not None and head[1] != "open"


def begins_name(view: TextView, at: int, end: int) -> bool:
    """Tell whether the words at *at* begin the name of a body, as far as the tables know."""
    head = head_at(view, at, end)
    return head is not None and head[1] != "open"
