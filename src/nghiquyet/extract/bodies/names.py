"""How far the name of a body goes behind its head: places, levels, words in capitals, what a committee is for."""

from functools import cache

import regex

from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import words
from ...text.folding import fold
from ..view import TextView
from .heads import body_words, ends_name, head_at, ministry

_WORD = pattern(r"[&’'./]*+[^\W_]++(?:[&’'./]++[^\W_]++)*+|&(?=\s)")
_GAP = pattern(r"\s*[-,]\s*|\s+")
_SPACE_OF = pattern(r"\s+(?:của\s+)?")
_CHARGED = pattern(r",?\s+")
_GAP_WORD = pattern(r"\s+")
_LINKED = pattern(r"(?:có\s+)?(?:liên|hữu)\s+quan\b")
_JOINS = ("và", "hoặc", "cùng")
_JOIN = pattern(r"\s*-\s*|\s+")
_SEVERAL = pattern(r"\s+(?:của\s+)?các\s")
_LOCALITY = pattern(r"(?:tỉnh|thành\s+phố|tp\.?|huyện|thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu)\b")
#: The words that it begins with.
LOCALITY_WORDS = frozenset(("tỉnh", "thành", "tp", "huyện", "thị", "quận", "xã", "phường", "đặc"))
_PLACES_COLON = pattern(r"\s*:\s+(?=[\p{Lu}\d])")
_PLACES_NEXT = pattern(r"(?:\s*[,;]\s+(?:và\s+)?|\s+và\s+)(?=[\p{Lu}\d])")
_LOCALITY_END = pattern(r"\b(?:tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu|trung\s+ương)$")
_NEXT_PLACE = pattern(
    r"(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?:(?:tỉnh|thành\s+phố|tp\.?|huyện|thị\s+xã|quận|xã|phường)\s+)?"
)
#: Nouns of which the second half looks like a verb: "Ban Chỉ đạo Chương | trình mục tiêu quốc gia".
_COMPOUND = pattern(
    r"(?:chương|công|quy|lộ)\s+trình\b|trật\s+tự\b|việc\s+làm\b|(?:dân|đổi|kỹ\s+thuật|công\s+nghệ|kinh\s+tế)\s+số\b"
)
#: Which one of several of a kind: "Đội Quản lý thị trường | số 3".
_NUMBERED = pattern(r"\s+số\s+\d{1,2}\b(?!\s*/)")
#: Bodies that are named by what they are for, in small letters or by a number.
_FOR = ("ban chỉ đạo", "ban quản lý", "quản lý dự án", "bql", "qlda", "đtxd", "xây dựng", "tổ công tác", "tổ chỉ đạo")
#: "Ban Chỉ đạo | phòng, chống tham nhũng, tiêu cực | tỉnh", "Ban Quản lý dự án | các công trình giao thông | tỉnh".
_PURPOSE = pattern(
    r"\s+(?:phòng,\s*chống|công\s+tác|về|các|khu|đầu\s+tư|công\s+trình|cải\s+cách|chuyển\s+đổi\s+số|\d{1,4}|quốc\s+gia\s+\d{1,4}"
    r"|triển\s+khai\s+đề\s+án\s+\d{1,4}|thực\s+hiện\s+(?:các\s+)?(?:chương\s+trình|nghị\s+quyết|quy\s+chế))\b"
    r"(?:,?\s+(?!(?:trên|tại|trong|theo|của|để|cùng|tỉnh|huyện|xã)\b)[\p{L}\d-]+){0,9}?"
    r"(?=\s*(?::|$)|\s+(?:các\s+cấp|cấp|tỉnh|thành\s+phố|huyện|xã|trung\s+ương|quốc\s+gia|chủ\s+trì|(?:có|chịu)\s+trách\s+nhiệm|tham\s+mưu|chỉ\s+đạo)\b)"
)
#: No purpose of a committee is longer: `regex` looks for the letters that a pattern needs as far as it may.
_REACH = 240
#: A verb of a role, which ends a name in a capital too: "MTTQ | Phối hợp với các đoàn thể".
_ROLES = ("phối hợp", "chủ trì", "có trách nhiệm", "chịu trách nhiệm")
_ROLE_VERB = pattern(r"phối\s+hợp\s+(?:với|cùng|chặt|tổ\s+chức)\b|chủ\s+trì\b|(?:có|chịu)\s+trách\s+nhiệm\b")
_PROPER = pattern(r"\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$")
_NEAR = 30
_AND_CAPITAL = pattern(r"và\s+\p{Lu}")
#: A verb with a figure behind it: what stands before it is no end of a name, ", lượng khách | tăng 12%".
_MEASURED = pattern(r"\p{L}+\s+(?:\p{L}+\s+)?\d")
_COUNTRY = pattern(r"việt\s+nam\b")
#: Longest name, in words, longest one in small letters, and longest list of places.
_LONGEST, _SMALL, _MOST = 18, 7, 40
#: Longest end of a name behind a comma, in words in small letters.
_TAIL = 2
#: What some of a kind have: "các xã | có rừng ven biển", but not "có trách nhiệm".
_HAVING = pattern(r"có(?=\s+(?!trách|nhiệm|biện|giải|kế|văn|quyền|thể|liên|thẩm|phương|ý|sự|hiệu|chất)\p{L})")
#: Longest qualifier of a kind, in words.
_QUALIFIED = 5
_COMMA = pattern(r",\s+")
_PART, _PART_GAP = 10, pattern(r",\s+|\s+")
_MORE = pattern(r"\s*,\s+|\s+và\s+")


def purpose_end(view: TextView, at: int, here: int, end: int) -> int:
    """Return where the words end that say what the body from *at* to *here* is for; *here* if there are none."""
    if not view.low.endswith(_FOR, at, here):
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
        if word[0] in _enders() and _ends_in_capitals(view, word.start(), end, first=False):
            break
        here = word.end()
    return here


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
        if word is None or word.group() in _JOINS or _LINKED.match(view.low, word.start(), end):
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
        joins = word.group() == "và"
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
        if word is None or word.group() in _JOINS or ends_name(view, word.start(), word.group(), end):
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
    return frozenset(fold(word).split()[0] for word in (*table("bodies")["verb"], *_ROLES))


def _ends_in_capitals(view: TextView, at: int, end: int, *, first: bool) -> bool:
    """Tell whether a word in a capital begins what no name goes on with: "tỉnh Vân Hải | Quy định mức chi"."""
    if _ROLE_VERB.match(view.low, at, end):
        return True
    return not first and _verbs_in_capitals().match(view.low, at, end) is not None


@cache
def _verbs_in_capitals() -> regex.Pattern[str]:
    return regex.compile(words(fold(word) for word in table("bodies")["verb"] if word != "và"))


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
        if word.group() in ("và", "&") and not first and not joined:
            gap = _GAP.match(view.low, word.end(), end)
            word = _WORD.match(view.low, gap.end(), end) if gap else None
            if gap is None or word is None:
                break
            joined = True
        capital = view.plain[word.start()].isupper()
        head = head_at(view, word.start(), end) if joined or capital else None
        if joined and not first and not capital and not head:
            close = _joined_part(view, begun_at, gap.start(), end)
            return close if close > gap.start() else here
        if (joined and (first or not capital or head)) or (capital and head and head[1] != "open"):
            break
        scope = None if capital else place().match(view.low, word.start(), end)
        if scope:
            return scope_end(view, here, end)
        if not capital and (first or lower > 3 or _ends_proper(view, begun_at, here)):
            break
        if capital and word[0] in _enders() and _ends_in_capitals(view, word.start(), end, first=first):
            break
        free = capital or _COMPOUND.match(view.low, last, end) is not None
        if not free and ends_name(view, word.start(), word.group(), end):
            break
        lower = 0 if free else lower + 1
        here, last, first = word.end(), word.start(), False
    numbered = _NUMBERED.match(view.low, here, end)
    return numbered.end() if numbered else here
