"""The words of a clause cut down to what is measured: word lists, noun phrases, what only leads up to them."""

import re
from functools import cache

import regex

from ...lexicon.counted_nouns import nouns
from ...lexicon.files import grammar, table
from ...lexicon.kept import plain
from ...lexicon.lazy import lazy, pattern
from ...lexicon.phrase_grammar import as_pattern, phrase_once
from ...lexicon.word_patterns import finder, row_words, word_list, words
from ...text.folding import fold


@cache
def clause_words(name: str) -> re.Pattern[str]:
    """Return the pattern of a word list of ``data/clauses.toml``, to be used on folded text."""
    found = finder(row_words("clauses", name))
    return plain(f"{_but(name)}(?:{found.pattern})") if "but" in table("clauses")[name] else found


def _but(name: str) -> str:
    """Return a look ahead at what begins with a word of a list and is none of it: the row's "but"."""
    return f"(?!{words(map(fold, table('clauses')[name]['but']))})"


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the words of a list of ``data/clauses.toml``, folded."""
    return tuple(row_words("clauses", name))


def any_of(*names: str) -> str:
    """Return the words of lists as a part of a pattern."""
    return words(word for name in names for word in listed(name))


@cache
def changing() -> "regex.Pattern[str]":
    """Match a word that states a change."""
    return pattern(any_of("falls", "rises", "move"))


@cache
def changes() -> dict[str, str]:
    """Return the words of change as the grammars name them."""
    return {"_FALLS": any_of("falls"), "_RISES": any_of("rises")}


def row_of(rule: str, behind: str = "", end: str = "", **tables: str) -> str:
    """Return the pattern of a row of what a rule of ``clauses.lark`` matches: behind each *behind*, then *end*."""
    return f"(?:{as_pattern(grammar('clauses.lark'), rule, **tables)}{behind})+{end}"


@cache
def head_pattern() -> "regex.Pattern[str]":
    """Match the beginning of an indicator's noun phrase: "tỷ lệ", "tổng vốn"."""
    return pattern(_but("head") + any_of("head"))


@cache
def lead_words() -> "regex.Pattern[str]":
    """Match what only leads up to a noun phrase: labels, marks, "trong đó", "5 năm qua"."""
    return lazy(lambda: row_of("_lead", _LEAD=any_of("lead")))


_PIECE = phrase_once("clauses", "_piece")
_LINKS = ("has", "into_growth", "link")
_SAID = phrase_once("clauses", "said")
_END = ' .,:;-=”"'
_ASSURES = phrase_once("clauses", "assures")
_LIST_LABEL, _LIST_FOLLOWS = phrase_once("clauses", "list_label"), phrase_once("clauses", "announced_end")
_ACTED = phrase_once("clauses", "acted")
_CONTRIBUTES = phrase_once("clauses", "contributes")
_EDGE = " ,:;-)"


def tidy(phrase: str, left: str = _EDGE) -> str:
    """Return a phrase without punctuation at its ends; a bracket that opens in it may close it."""
    phrase = phrase.lstrip(left).rstrip(_END)
    while phrase.endswith(")") and phrase.count("(") < phrase.count(")"):
        phrase = phrase[:-1].rstrip(_END)
    return phrase if phrase.count("“") == phrase.count("”") else phrase.strip("“”")


def join(*pieces: str) -> str:
    """Return pieces of a phrase in one, empty ones left out."""
    return " ".join(piece for piece in pieces if piece).replace(" ,", ",")


def _governs(low: str, at: int) -> bool:
    """Tell whether a verb at *at* governs what follows."""
    return clause_words("verb").match(low, at) is not None


def begins_with_noun(low: str) -> bool:
    """Tell whether folded words begin with something that is counted: "doanh nghiệp ...", not "mở lớp"."""
    verb = clause_words("verb").match(low)
    if verb is not None and " " in verb.group():
        return False  # "trang bị", not "trang"
    first = low.replace(",", " ").split()[:3]
    return any(" ".join(first[:size]) in nouns() for size in range(1, len(first) + 1))


@cache
def noun_signs() -> re.Pattern[str]:
    """Match what tells that more stands in a noun phrase than what is measured: a mark, a verb, a word that joins.

    Whoever tells it, is told to do it or lists it is found by such a word, and so is a clause of its own: a phrase
    without any is what is measured.
    """
    rows = ("telling", "goals_named", "deciding", "leading", "furthering", "citing", "piece", "noun_sign")
    return finder({form for row in rows for form in listed(row)})


def behind_announcement(noun: str, low: str) -> int:
    """Return where a noun begins behind what only announces it: "Về văn hóa: ...", "Đại hội đánh giá: ..."."""
    at = _ordered(noun, low)
    at += _told(low[at:])
    for found in reversed(list(clause_words("deciding").finditer(low, at))):
        if head_pattern().match(low, found.end() + 1):
            return found.end() + 1  # "Đại hội thống nhất mức tăng trưởng ...": who decides is not measured
    colon = low.find(": ", at)
    while 0 <= colon < len(low) - 2 and _announces(low[at:colon]):
        led = lead_words().match(low, colon + 2)
        at = led.end() if led else colon + 2
        colon = low.find(": ", at)
    return at


#: Who is told to do it: "Giao Sở Y tế ...", "Sở Y tế chủ trì, phối hợp với Sở Tài chính ...".
_GIVES = phrase_once("clauses", "gives")
_CAPITAL = pattern(r"(?<!\p{L})\p{Lu}(?!\p{Lu})")  # of a name, no "QR"
_NAME_OF_TOLD = phrase_once("clauses", "name_of_told")
_NAME_LEFT = 3  # words of a name from its last capital on: "Công an tỉnh"


def _ordered(noun: str, low: str) -> int:
    """Return where it begins behind who is told: "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ | xây [7 trường]"."""
    given = _GIVES.match(noun)
    if not (given or (_CAPITAL.match(noun) and clause_words("leading").search(low))):
        return 0
    last = next(reversed(list(_CAPITAL.finditer(noun))), None)
    if last is None:  # "yêu cầu UBND": where such a name ends is not known
        return 0
    led = next(reversed(list(clause_words("leading").finditer(low))), last)
    told = max(last.end(), led.end())
    space = low.find(" ", told)
    while space >= 0:
        if _governs(low, space + 1):
            return space + 1
        space = low.find(" ", space + 1)
    if not given:
        return 0
    name = _NAME_OF_TOLD.match(noun, last.start())
    return len(noun) if name is None or len(noun[told:].split()) <= _NAME_LEFT else name.end()


@cache
def _listed_goals() -> "regex.Pattern[str]":
    """Match a word of goals with what lists them: "đề ra một số chỉ tiêu cơ bản như | tổng diện tích"."""
    return phrase_once("clauses", "listed_goals", _GOALS=any_of("goals_named"), _LISTS=any_of("lists"))


@cache
def _set_goals() -> "regex.Pattern[str]":
    """Match a verb that sets and its word of goals: "Huyện đặt chỉ tiêu | tăng trưởng"."""
    return phrase_once("clauses", "set_goals", _GOALS=any_of("goals_named"), _SETTING=any_of("setting"))


def _told(low: str) -> int:
    """Return where it begins behind who tells or sets it: "Báo cáo cho biết, ...", "Huyện đề ra chỉ tiêu, như: ..."."""
    if head_pattern().match(low):
        return 0
    named = clause_words("goals_named").search(low)
    for found in reversed([*_set_goals().finditer(low), *_listed_goals().finditer(low)]) if named else ():
        led = lead_words().match(low, found.end())  # "nêu mục tiêu tiếp tục | giảm tai nạn"
        for end in (found.end(), led.end() if led else len(low)):
            if head_pattern().match(low, end) or _governs(low, end):
                return int(end)
    told = next(reversed(list(clause_words("telling").finditer(low))), None)
    rest = low[told.end() :].lstrip(" ,:") if told else ""
    if not rest:
        return 0
    led = lead_words().match(rest)
    return len(low) - len(rest) + (led.end() if led and led.end() < len(rest) else 0)


def is_label(low: str, after: str) -> bool:
    """Tell whether a phrase only says what is spoken of, or who and where: "Về doanh nghiệp nhà nước".

    "Tại khu vực miền núi: 100% học sinh được học 2 buổi/ngày", "Các xã phải bảo đảm: 80% hộ có cáp quang": *after*, the
    words behind the value, then says what is measured.
    """
    if ":" in low:
        return False
    said = clause_words("finite").search(after) is not None or begins_with_noun(after)
    about, where = clause_words("about").match(low), clause_words("where").match(low)
    return about is not None or bool(said and (where or _ASSURES.search(low)))


def lists_goals(front: str) -> bool:
    """Tell whether words before a colon end with what lists goals: "đạt các chỉ tiêu sau", not "Số xã đạt chỉ tiêu"."""
    return not head_pattern().match(front) and _LIST_LABEL.search(front.rstrip()) is not None


def _announces(front: str) -> bool:
    """Tell whether words before a colon only say what is spoken of, or are a clause of their own, and no indicator."""
    if clause_words("about").match(front) or _LIST_FOLLOWS.search(front) or _LIST_LABEL.search(front):
        return True
    return not head_pattern().match(front) and clause_words("announcing").search(front) is not None


def _is_judged(low: str) -> bool:
    """Tell whether words are a clause that judges a matter: "Hạ tầng viễn thông được đầu tư đồng bộ"."""
    last = next(reversed(list(clause_words("judged").finditer(low))), None)
    return last is not None and "," not in low[last.end() :] and len(low[last.end() :].split()) < 5


def narrow(noun: str, low: str, *, has_object: bool) -> int:
    """Return where in a run of words that begins which governs the value: like an indicator, or with a verb.

    A verb governs only when something follows the value: "thu gom, xử lý 90%" is one phrase, "phát triển mới 20 hợp tác
    xã" begins a clause of its own. What follows "thì" is a rule's consequence.
    """
    head = head_pattern()
    headed = bool(head.match(low))
    depth = 0  # of brackets that stand open, seen from the right
    end = len(low)
    for sign in reversed(list(clause_words("piece").finditer(low))):
        found = _PIECE.match(low, sign.start())
        if found is None:
            continue
        place, opener = found.end(), found.lastgroup or ""
        depth += low.count(")", place, end) - low.count("(", place, end)
        end = place
        if depth or _goes_on(noun, low, found, headed):
            continue
        if opener == "but" or (opener == "comma" and not headed and _is_judged(low[: found.start()])):
            return place
        if opener == "done" and _ACTED.match(low) and is_verb(low[place:]):
            return place  # "Qua thanh tra đã | thu hồi [5 tỷ đồng]"
        governs = opener in ("then", "wish") or (has_object and not headed and opener not in _LINKS)
        led = governs and _governs(low, place)
        if led and opener in ("comma", "and") and is_verb(low[: found.start()]):
            continue  # "tu bổ, sửa chữa | 13 hồ": both are done to them
        if head.match(low, place) or led:
            return place + _furthered(low[place:])
        lead = lead_words().match(low, place) if opener == "comma" and not headed else None
        if lead and (head.match(low, lead.end()) or (has_object and _governs(low, lead.end()))):
            return lead.end()  # "Nhờ thời tiết thuận lợi, ước tính | sản lượng thóc", "..., xã sẽ | trồng [12 ha]"
    return 0 if headed else _furthered(low)


def _goes_on(noun: str, low: str, found: "regex.Match[str]", headed: bool) -> bool:
    """Tell whether a phrase goes on behind a word that may begin another one."""
    place = found.end()
    match found.lastgroup:
        case "has":  # "Dự án có tổng mức đầu tư đến 50 tỷ đồng: ..." tells which projects
            return word_list("roles", "relative").match(low, found.start()) is not None
        case "comma" | "and" if clause_words("cost").match(low, place) and clause_words("cost").search(low, 0, place):
            return True  # "Hỗ trợ tiền giống, phân bón, | chi phí làm đất [5 triệu đồng/ha]": a list of costs
        case "and":  # both are measured: "Tổng mức bán lẻ và doanh thu dịch vụ"; a name: "Bộ Nông nghiệp và Môi trường"
            both = headed and not _SAID.search(low, 0, found.start())
            return both or (noun[place].isupper() and not noun.isupper())
        case "into_growth":  # "tỷ trọng đóng góp của kinh tế tư nhân vào GRDP" is one phrase
            return _CONTRIBUTES.search(low, 0, place) is not None
    return False


def begins_with_verb(low: str) -> bool:
    """Tell whether folded words begin with a verb, or with one that no list has and another behind a comma."""
    if clause_words("verb").match(low):
        return True
    front, comma, rest = low.partition(", ")
    return bool(comma) and is_verb(front) and clause_words("verb").match(rest) is not None


def is_verb(front: str) -> bool:
    """Tell whether words are a verb with nothing that it governs: "tu bổ"."""
    front = front.strip()
    if clause_words("preparing").fullmatch(front):
        return False  # "rà soát, xóa bỏ 100% bến không phép"
    short = len(front.split()) == _VERB_WORDS and not (begins_with_noun(front) or head_pattern().match(front))
    return short or clause_words("verb").fullmatch(front) is not None


#: How many words a phrase has at most: longer ones are several clauses.
_LONG = 12
_VERB_WORDS = 2  # of a verb that no list has: "tu bổ", "tôn tạo"
#: What a verb of goals stands behind where it begins a part of a sentence.
_OPENS = phrase_once("clauses", "opens")


@cache
def _before_head() -> "regex.Pattern[str]":
    """Match a verb of goals, or the goal itself, before what is measured: "... bảo vệ | diện tích rừng"."""
    return phrase_once("clauses", "before_head", _FURTHERING=any_of("furthering"))


def _furthered(low: str) -> int:
    """Return where in a phrase the indicator begins that its last verb of goals governs.

    The verb begins the phrase or a part of it; in the middle of one only where that is as long as several clauses.
    """
    head = head_pattern()
    if head.match(low) or ":" in low or not clause_words("furthering").search(low):
        return 0
    for found in reversed(list(_before_head().finditer(low))):
        front = low[: found.start()]
        if not head.match(low, found.end()) or front.count("(") > front.count(")"):
            continue
        if _OPENS.search(front) or len(front.split()) > _LONG:
            return found.end()
    return 0
