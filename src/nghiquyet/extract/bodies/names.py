"""How far the name of a body goes behind its head: places, levels, words in capitals, what a committee is for."""

from functools import cache

import regex

from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import words
from ...text.folding import fold
from ..view import TextView
from .fields import field_begun, field_end, field_words, unfinished, verb_before_chairs
from .heads import body_words, ends_name, ends_of, forms_of, head_at, inside_name, ministry

_WORD = pattern(r"[&’'./]*+[^\W_]++(?:[&’'./]++[^\W_]++)*+|&(?=\s)")
_GAP = pattern(r"\s*[-,]\s*|\s+")
_SPACE_OF = phrase_once("bodies", "of_place")
_CHARGED = pattern(r",?\s+")
_GAP_WORD = pattern(r"\s+")
_LINKED = phrase_once("bodies", "linked_word")
_JOIN = pattern(r"\s*-\s*|\s+")
_SEVERAL = phrase_once("bodies", "several_places")
_LOCALITY = phrase_once("bodies", "locality")
_PLACES_COLON = pattern(r"\s*:\s+(?=[\p{Lu}\d])")
_PLACES_NEXT = phrase_once("bodies", "places_next")
_LOCALITY_END = phrase_once("bodies", "locality_at_end")
_NEXT_PLACE = phrase_once("bodies", "next_place")
_COMPOUND = phrase_once("bodies", "compound")
_NUMBERED = phrase_once("bodies", "numbered")
_PURPOSE = phrase_once("bodies", "purpose")
#: No purpose of a committee is longer: `regex` looks for the letters that a pattern needs as far as it may.
_REACH = 240
_ROLE_VERB = phrase_once("bodies", "role_verb")
_PROPER = pattern(r"\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$")
_NEAR = 30
_AND_CAPITAL = phrase_once("bodies", "and_capital")
#: A verb with a figure behind it: what stands before it is no end of a name, ", lượng khách | tăng 12%".
_MEASURED = pattern(r"\p{L}+\s+(?:\p{L}+\s+)?\d")
_COUNTRY = phrase_once("bodies", "country")
_BY_NUMBER = phrase_once("bodies", "by_number")
_ABROAD = phrase_once("bodies", "abroad")
#: Longest name, in words, longest one in small letters, and longest list of places.
_LONGEST, _SMALL, _MOST = 18, 7, 40
#: Most words in small letters behind a capital inside a name.
_LOWER = 3
#: Longest field of work inside a name, up to its level, in words.
_INSIDE = 8
#: Longest end of a name behind a comma, in words in small letters.
_TAIL = 2
_HAVING = phrase_once("bodies", "having")
#: Longest qualifier of a kind, in words.
_QUALIFIED = 5
_COMMA = pattern(r",\s+")
_PART, _PART_GAP = 10, pattern(r",\s+|\s+")
_MORE = phrase_once("bodies", "more")


def purpose_end(view: TextView, at: int, here: int, end: int) -> int:
    """Return where the words end that say what the body from *at* to *here* is for; *here* if there are none."""
    if not view.low.endswith(ends_of("purposed"), at, here):
        return here
    found = _PURPOSE.match(view.low, here, min(end, here + _REACH))
    return found.end() if found else here


@cache
def place() -> regex.Pattern[str]:
    return phrase_once("assignments", "scope")


@cache
def localities() -> regex.Pattern[str]:
    """Return the pattern of a set of localities: "các huyện, thị xã, thành phố"."""
    return phrase_once("assignments", "localities")


def locality_end(view: TextView, at: int, end: int) -> int | None:
    """Return where the name of a locality ends that begins at *at*: "huyện | Tam Sơn"; None if none begins there."""
    kind = _LOCALITY.match(view.low, at, end)
    named = _capitals(view, kind.end(), end) if kind else at
    return named if kind and named > kind.end() else None


def scope_end(view: TextView, here: int, end: int, *, names: bool = True) -> int:
    """Take in the places and levels of a body: "tỉnh", "cấp xã", "các tỉnh, thành phố trực thuộc trung ương"."""
    several = _SEVERAL.match(view.low, here, end) is not None
    named = placed = here
    for _ in range(4):
        gap = _SPACE_OF.match(view.low, here, end)
        found = place().match(view.low, gap.end(), end) if gap else None
        if found:
            here = placed = found.end()
        named = _capitals(view, here, end) if names or found else here
        if found is None and named == here:
            break
        here = named
    if several and (listed := _listed_places(view, here, end)) > here:
        return listed
    if several:
        return _other_places(view, here, end) if here > placed else _qualified(view, here, end)
    return here


def _listed_places(view: TextView, here: int, end: int) -> int:
    """Take in places behind a colon: "các tỉnh | : Vân Hải, An Sơn", "các quận | : 1, 5 và Tân Phú"; *here* if none."""
    places = _LOCALITY_END.search(view.low, max(0, here - _NEAR), here)
    gap = _PLACES_COLON.match(view.plain, here, end) if places else None
    last = here
    for _ in range(_MOST if gap else 0):
        if gap is None or head_at(view, gap.end(), end):
            break
        named = _capitals(view, gap.end() - 1, end)
        if named < gap.end():
            break
        last, gap = named, _PLACES_NEXT.match(view.plain, named, end)
    return last


def _other_places(view: TextView, here: int, end: int) -> int:
    """Take in the places that follow the first of several: "các tỉnh Vân Hải | , An Sơn và thành phố Phú Khê"."""
    for _ in range(_MOST):
        gap = _NEXT_PLACE.match(view.low, here, end)
        if gap is None or gap.end() >= end or not view.plain[gap.end()].isupper() or head_at(view, gap.end(), end):
            break
        word = _WORD.match(view.low, gap.end(), end)
        if word is None:
            break
        here = _capitals(view, word.end(), end)
    return here


def _capitals(view: TextView, here: int, end: int) -> int:
    """Take in a proper name: words in capitals, joined by spaces or dashes, that begin no other body."""
    for _ in range(8):
        gap = _JOIN.match(view.low, here, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or not (view.plain[word.start()].isupper() or word.group().isdigit()):
            break
        if head_at(view, word.start(), end) or place().match(view.low, word.start(), end):
            break
        if _ends_in_capitals(view, word, end, first=False):
            break
        here = word.end()
    return here


def number_end(view: TextView, at: int, here: int, end: int) -> int:
    """Take in the number of a unit whose head stands from *at* to *here*: "Trung đoàn | 741"; *here* if none."""
    found = _BY_NUMBER.match(view.low, here, end) if view.low[at:here].endswith(_units()) else None
    return name_end(view, found.end(), end) if found else here


@cache
def _units() -> tuple[str, ...]:
    return tuple(fold(each) for each in table("bodies")["numbered"]["heads"])


def abroad_end(view: TextView, here: int, end: int) -> int:
    """Take in where a mission of the country is that ends at *here*: "Đại sứ quán Việt Nam | tại Nhật Bản"."""
    found = _ABROAD.match(view.plain, here, end)
    return found.end() if found else here


@cache
def small_heads() -> tuple[str, ...]:
    return tuple(fold(each) for each in table("bodies")["small"]["heads"])


def small_name_end(view: TextView, at: int, here: int, end: int, *, placed: bool = False) -> int:
    """Return where a name in small letters ends, at a place: "Tập đoàn | điện lực Việt Nam"; *here* if none does.

    *placed*: nothing but a body can stand there, so that a comma or a verb ends it too: "Tổ | tư vấn, Sở Y tế".
    """
    head = view.low[at:here]
    if not placed and not head.endswith(small_heads()):
        return here
    if placed and (found := ministry().match(view.low, min(here + 1, end), end)):
        return scope_end(view, found.end(), end)
    whole = " " in head or (view.plain[at].isupper() and not ends_name(view, at, head, end))
    loose = placed and whole
    return _small_run(view, here, end, placed=placed, loose=loose)


def _small_run(view: TextView, here: int, end: int, *, placed: bool = False, loose: bool = False) -> int:
    """Take in words in small letters up to a place or, if *placed*, a proper name, with no verb among them.

    If *loose*, a comma, a verb, or the end of the clause closes them too. *here* if nothing does. A verb may be the
    first of them, if a place or a name closes them: "Đội | tuần tra cửa rừng Ba Khe".
    """
    last, verbal = here, False
    for _ in range(_SMALL):
        closed = last if loose and not verbal else here
        gap = _SPACE_OF.match(view.low, last, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or word.group() in forms_of("joins") or _LINKED.match(view.low, word.start(), end):
            return closed
        level = place().match(view.low, word.start(), end) or _COUNTRY.match(view.low, word.start())
        if level and (placed or last > here):
            return scope_end(view, last, end)
        if view.plain[word.start()].isupper():
            named = placed and last > here and head_at(view, word.start(), end) is None
            return scope_end(view, last, end) if named else closed
        if ends_name(view, word.start(), word.group(), end):
            if last > here or not placed:
                return closed
            verbal = True
        last = word.end()
    return here


def small_part(view: TextView, begun: int, here: int, end: int) -> int:
    """Take in a part of a name behind a comma, in small letters, that a place closes; *here* if none does.

    "Trung tâm Kỹ thuật tài nguyên | , môi trường và quan trắc tỉnh". No head begins it, and no verb, unless the name
    that began before *begun* has a head that small letters follow.
    """
    last, gap, joined = here, _COMMA.match(view.low, here, end), False
    for count in range(_PART):
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or view.plain[word.start()].isupper():
            break
        if (count == 0 or joined) and head_at(view, word.start(), end, small=True):
            break
        if count > 1 and place().match(view.low, word.start(), end):
            return scope_end(view, last, end)
        joins = word.group() in forms_of("and")
        free = joins or joined or (count == 0 and view.low.endswith(small_heads(), max(0, begun - _NEAR), begun))
        if not free and ends_name(view, word.start(), word.group(), end):
            break
        joined, last = joins, word.end()
        gap = _PART_GAP.match(view.low, last, end)
    return here


def small_tail(view: TextView, here: int, end: int) -> int:
    """Take in the end of a name behind a comma, in small letters, up to a verb: "Khu kinh tế | , công nghiệp"."""
    last, gap = here, _COMMA.match(view.low, here, end)
    for count in range(_TAIL + 1 if gap else 0):
        if gap is None:
            more = _MORE.match(view.low, last, end)
            return last if count > 1 and more and head_at(view, more.end(), end) else here
        word = _WORD.match(view.low, gap.end(), end)
        if word is None or view.plain[word.start()].isupper():
            break
        if not count and head_at(view, word.start(), end, small=True):
            break
        if ends_name(view, word.start(), word.group(), end):
            return last if count > 1 and not _MEASURED.match(view.low, word.start(), end) else here
        last = word.end()
        gap = _GAP_WORD.match(view.low, last, end)
    return here


def role_at(view: TextView, at: int, end: int) -> bool:
    """Tell whether a verb of a role follows at *at*, which only a body has."""
    gap = _GAP_WORD.match(view.low, at, end)
    return gap is not None and _ROLE_VERB.match(view.low, gap.end(), end) is not None


def kind_end(view: TextView, here: int, end: int) -> int:
    """Take in the words that say which bodies of a kind are meant: "các trường | đại học công lập"; *here* if none."""
    named = scope_end(view, here, end, names=False)
    named = named if named > here else _small_run(view, here, end, placed=True, loose=True)
    return _qualified(view, named, end)


def _qualified(view: TextView, here: int, end: int) -> int:
    """Take in what tells some of a kind apart: "các xã | ven sông", "các tập đoàn | hoạt động khoáng sản"."""
    gap = _GAP_WORD.match(view.low, here, end)
    having = _HAVING.match(view.low, gap.end(), end) if gap else None
    found = having or (body_words("qualifier").match(view.low, gap.end(), end) if gap else None)
    last = found.end() if found else here
    for _ in range((2 * _QUALIFIED if having else _QUALIFIED) if found else 0):
        gap = _GAP_WORD.match(view.low, last, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or word.group() in forms_of("joins") or ends_name(view, word.start(), word.group(), end):
            return last if found and last > found.end() else here
        last = word.end()
    return here


def charge_end(view: TextView, here: int, end: int) -> int:
    """Take in what an office is charged with: "Phó Chủ tịch | phụ trách văn hóa"; *here* if it does not say."""
    gap = _CHARGED.match(view.low, here, end)
    charge = body_words("charge").match(view.low, gap.end(), end) if gap else None
    last, proper = charge.end() if charge else here, False
    for count in range(_SMALL if charge else 0):
        gap = _GAP_WORD.match(view.low, last, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None:
            break
        capital = view.plain[word.start()].isupper() or _AND_CAPITAL.match(view.plain, word.start(), end) is not None
        if count and not (capital or proper) and ends_name(view, word.start(), word.group(), end):
            break
        last, proper = word.end(), capital
    return last if charge and last > charge.end() else here


def _ends_proper(view: TextView, begun: int, here: int) -> bool:
    """Tell whether a name from *begun* ends in two words in capitals side by side: no small letters follow them."""
    return _PROPER.search(view.plain[max(begun, here - _NEAR) : here]) is not None


@cache
def _enders() -> frozenset[str]:
    """Return the first words of what ends a name in capitals too."""
    return frozenset(fold(word).split()[0] for word in (*table("bodies")["verb"], *table("bodies")["roles"]["words"]))


def _ends_in_capitals(view: TextView, word: regex.Match[str], end: int, *, first: bool) -> bool:
    """Tell whether a word in a capital begins what no name goes on with: "tỉnh Vân Hải | Quy định mức chi"."""
    at = word.start()
    if word[0] not in _enders():
        return False
    if _ROLE_VERB.match(view.low, at, end):
        return True
    return not first and _verbs_in_capitals().match(view.low, at, end) is not None


@cache
def _verbs_in_capitals() -> regex.Pattern[str]:
    return pattern(words(frozenset(fold(word) for word in table("bodies")["verb"]) - forms_of("and")))


def _field_of_work(view: TextView, here: int, end: int) -> int | None:
    """Return where a name ends that goes on in small letters up to a level: "Viện Quy hoạch | xây dựng tỉnh | chủ trì".

    Verbs may be among them; what follows has to show that they were none: another verb, or another body
    of the list.
    """
    last, verbal, joined = here, False, False
    for count in range(_INSIDE):
        gap = _GAP_WORD.match(view.low, last, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if word is None or view.plain[word.start()].isupper() or not word.group().isalpha():
            return None
        if count and _LOCALITY.match(view.low, word.start(), end):
            closed = scope_end(view, last, end)
            return closed if _body_closed(view, closed, end, free=not verbal) else None
        whole = _COMPOUND.match(view.low, word.start(), end)
        if whole is None and not joined and ends_name(view, word.start(), word.group(), end):
            joined = word.group() in forms_of("and")
            field = None if joined else inside_name(view, word.start(), word.group(), end)
            if not (joined or field):
                return None
            verbal, last = verbal or not joined, field or word.end()
            continue
        joined, last = False, whole.end() if whole else word.end()  # what "và" joins to a name is part of it
    return None


def _body_closed(view: TextView, at: int, end: int, *, free: bool) -> bool:
    """Tell whether a verb stands behind a name, or another body of its list; if *free*, any word in small letters."""
    if more := _MORE.match(view.low, at, end):
        return head_at(view, more.end(), end) is not None
    gap = _GAP_WORD.match(view.low, at, end)
    word = _WORD.match(view.low, gap.end(), end) if gap else None
    if word is None:
        return False
    return (free and view.plain[word.start()].islower()) or ends_name(view, word.start(), word.group(), end)


def _closed_at(
    view: TextView, name: tuple[int, int], word: regex.Match[str], end: int, *, free: bool, beyond: bool
) -> int | None:
    """Return where a *name* ends, if the *word* behind it ends it; None if the name goes on with that word.

    *free*: the word is no verb for certain; *beyond*: the name is too long for another word in small letters.
    """
    begun, here = name
    verb = not free and ends_name(view, word.start(), word.group(), end)
    if verb or word[0] in field_words():
        unended = unfinished(view, begun, here)
        closed = field_end(view, here, end) if unended else verb_before_chairs(view, word.start(), word.group(), end)
        if closed:
            return closed
    if not verb and (not beyond or view.low.startswith(ends_of("unfinished"), begun + 1)):
        return None  # "Cục | Quản lý lao động ngoài | nước"
    return _field_of_work(view, here, end) or _numbered(view, here, end)


def _numbered(view: TextView, here: int, end: int) -> int:
    """Take in which one of several of a kind it is: "Đội Quản lý thị trường | số 3"; *here* if none."""
    numbered = _NUMBERED.match(view.low, here, end)
    return numbered.end() if numbered else here


def _joined_part(view: TextView, begun: int, here: int, end: int) -> int:
    """Take in a part of a name in small letters behind a comma or "và" that ends at *here*; *here* if none is one."""
    if view.low[here : here + 2].lstrip().startswith(","):
        named = body_words("not_head").match(view.low, here + 2, end) is None
        return small_part(view, begun, here, end) if named else here
    return _small_run(view, here, end)  # "Hội Bảo trợ người khuyết tật và | trẻ mồ côi tỉnh"


def name_end(view: TextView, here: int, end: int, *, begun: bool = False) -> int:
    """Take in a name in capitals and lower case: "Văn hóa, Thể thao và Truyền thông huyện"; *here* if there is none.

    If it has *begun* before *here*, a comma or "và" may come first.
    """
    first, lower, last, begun_at = not begun, 0, here, here
    for _ in range(_LONGEST):
        gap = _GAP.match(view.low, here, end)
        word = _WORD.match(view.low, gap.end(), end) if gap else None
        if gap is None or word is None:
            break
        joined = "," in gap.group()
        if not (first or joined) and (word.group() == "&" or word.group() in forms_of("and")):
            gap = _GAP.match(view.low, word.end(), end)
            word = _WORD.match(view.low, gap.end(), end) if gap else None
            joined = True
            if gap is None or word is None:
                break
        capital = view.plain[word.start()].isupper()
        head = head_at(view, word.start(), end) if joined or capital else None
        if head and capital and (field := field_begun(view, word.start(), end)):
            here, last, lower, first = field, word.start(), 0, False
            continue
        if joined and not first and not capital and not head:
            close = _joined_part(view, begun_at, gap.start(), end)
            return close if close > gap.start() else _field_of_work(view, here, end) or here
        if (joined and (first or not capital or head)) or (capital and head and head[1] != "open"):
            break
        if not capital and place().match(view.low, word.start(), end):
            return scope_end(view, here, end)
        if not capital and (first or _ends_proper(view, begun_at, here)):
            break
        if capital and _ends_in_capitals(view, word, end, first=first):
            break
        free = capital or any(_COMPOUND.match(view.low, at, end) for at in (last, word.start()))
        if closed := _closed_at(view, (begun_at, here), word, end, free=free, beyond=not capital and lower > _LOWER):
            return closed
        lower = 0 if free else lower + 1
        here, last, first = word.end(), word.start(), False
    return _numbered(view, here, end)
