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


def any_of(name: str) -> str:
    """Return the words of a list as a part of a pattern."""
    return words(listed(name))


def repeated(rule: str, behind: str = "", end: str = "", **tables: str) -> "regex.Pattern[str]":
    """Return the pattern of a row of what a rule of ``clauses.lark`` matches: behind each *behind*, then *end*."""
    return lazy(lambda: f"(?:{as_pattern(grammar('clauses.lark'), rule, **tables)}{behind})+{end}")


@cache
def head_pattern() -> "regex.Pattern[str]":
    """Match the beginning of an indicator's noun phrase: "tỷ lệ", "tổng vốn"."""
    return pattern(_but("head") + any_of("head"))


@cache
def lead_words() -> "regex.Pattern[str]":
    """Match what only leads up to a noun phrase: labels, marks, "trong đó", "5 năm qua"."""
    return repeated("_lead", _LEAD=any_of("lead"))


_PIECE = phrase_once("clauses", "_piece")
_LINKS = ("has", "has_not", "into_growth", "link")
_SAID = phrase_once("clauses", "said")
_END = ' .,:;-=”"'
_ASSURES = phrase_once("clauses", "assures")
_LIST_LABEL, _LIST_FOLLOWS = phrase_once("clauses", "list_label"), phrase_once("clauses", "announced_end")
_CONTRIBUTES, _OF = phrase_once("clauses", "contributes"), phrase_once("clauses", "of")
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
    """Tell whether a verb at *at* governs what follows: "nghiên cứu và phát triển của doanh nghiệp" is a noun."""
    found = clause_words("verb").match(low, at)
    return found is not None and _OF.match(low, found.end()) is None


def begins_with_noun(low: str) -> bool:
    """Tell whether folded words begin with something that is counted: "doanh nghiệp ...", not "mở lớp"."""
    verb = clause_words("verb").match(low)
    if verb is not None and " " in verb.group():
        return False  # "trang bị", not "trang"
    first = low.replace(",", " ").split()[:3]
    return any(" ".join(first[:size]) in nouns() for size in range(1, len(first) + 1))


def without_announcement(noun: str) -> str:
    """Cut off what only announces the words behind its colon: "Về văn hóa: ...", "Đại hội đánh giá: ..."."""
    noun = _told(_ordered(noun))
    front, colon, rest = noun.partition(": ")
    for found in reversed(list(clause_words("deciding").finditer(fold(noun)))):
        if head_pattern().match(fold(noun), found.end() + 1):
            return noun[found.end() + 1 :]  # "Đại hội thống nhất mức tăng trưởng ...": who decides is not measured
    while colon and rest and (clause_words("about").match(fold(front)) or _announces(fold(front))):
        led = lead_words().match(fold(rest))
        noun = rest[led.end() :] if led else rest
        front, colon, rest = noun.partition(": ")
    return noun


#: Who is told to do it: "Giao Sở Y tế ...", "Sở Y tế chủ trì, phối hợp với Sở Tài chính ...".
_GIVES = phrase_once("clauses", "gives")
_CAPITAL = pattern(r"(?<!\p{L})\p{Lu}")
_NAME_LEFT = 3  # words of a name from its last capital on: "Công an tỉnh"


def _ordered(noun: str) -> str:
    """Cut off who is told what: "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính | xây dựng [07 trường học]"."""
    low = fold(noun)
    if not (_GIVES.match(noun) or (_CAPITAL.match(noun) and clause_words("leading").search(low))):
        return noun
    last = next(reversed(list(_CAPITAL.finditer(noun))))
    led = next(reversed(list(clause_words("leading").finditer(low))), last)
    told = max(last.end(), led.end())
    for space in re.finditer(r"\s", noun[told:]):
        if _governs(low, told + space.end()):
            return noun[told + space.end() :]
    return "" if _GIVES.match(noun) and len(noun[told:].split()) <= _NAME_LEFT else noun


@cache
def _listed_goals() -> "regex.Pattern[str]":
    """Match a word of goals with what lists them: "đề ra một số chỉ tiêu cơ bản như | tổng diện tích"."""
    return phrase_once("clauses", "listed_goals", _GOALS=any_of("goals_named"), _LISTS=any_of("lists"))


@cache
def _set_goals() -> "regex.Pattern[str]":
    """Match a verb that sets and its word of goals: "Huyện đặt chỉ tiêu | tăng trưởng"."""
    return phrase_once("clauses", "set_goals", _GOALS=any_of("goals_named"), _SETTING=any_of("setting"))


def _told(noun: str) -> str:
    """Cut off who tells or sets what is measured: "Báo cáo cho biết, ...", "Huyện đề ra các chỉ tiêu, như: ..."."""
    low = fold(noun)
    if head_pattern().match(low):
        return noun
    named = clause_words("goals_named").search(low)
    for found in reversed([*_set_goals().finditer(low), *_listed_goals().finditer(low)]) if named else ():
        if head_pattern().match(low, found.end()) or _governs(low, found.end()):
            return noun[found.end() :]
    told = next(reversed(list(clause_words("telling").finditer(low))), None)
    if told is None:
        return noun
    rest = noun[told.end() :].lstrip(" ,:")
    led = lead_words().match(fold(rest))
    return rest[led.end() :] if led and led.end() < len(rest) else rest or noun


def is_label(noun: str, after: str = "") -> bool:
    """Tell whether a phrase only says what is spoken of, or who and where: "Về doanh nghiệp nhà nước".

    "Tại khu vực miền núi: 100% học sinh được học 2 buổi/ngày", "Các xã phải bảo đảm: 80% hộ có cáp quang": *after*, the
    words behind the value, then says what is measured.
    """
    low = fold(noun)
    if ":" in noun:
        return False
    said = clause_words("finite").search(fold(after))
    about, where = clause_words("about").match(low), clause_words("where").match(low)
    return about is not None or bool(said and (where or _ASSURES.search(low)))


def _announces(front: str) -> bool:
    """Tell whether words before a colon are a clause of their own and no indicator."""
    if _LIST_FOLLOWS.search(front) or _LIST_LABEL.search(front):
        return True
    return not head_pattern().match(front) and clause_words("announcing").search(front) is not None


def _which(low: str, at: int) -> bool:
    """Tell whether the words at *at* describe things by their size: "có tổng mức đầu tư"."""
    return word_list("roles", "relative").match(low, at) is not None


def _is_judged(low: str) -> bool:
    """Tell whether words are a clause that judges a matter: "Hạ tầng viễn thông được đầu tư đồng bộ"."""
    last = next(reversed(list(clause_words("judged").finditer(low))), None)
    return last is not None and "," not in low[last.end() :] and len(low[last.end() :].split()) < 5


def narrow(noun: str, *, has_object: bool) -> str:
    """Cut a run of words down to what governs the value: the last piece that begins like an indicator or with a verb.

    A verb governs only when something follows the value: "thu gom, xử lý 90%" is one phrase, "phát triển mới 20 hợp tác
    xã" begins a clause of its own. What follows "thì" is a rule's consequence.
    """
    low = fold(noun)
    head = head_pattern()
    headed = bool(head.match(low))
    depth = 0  # of brackets that stand open, seen from the right
    end = len(low)
    for found in reversed(list(_PIECE.finditer(low))):
        place = found.end()
        depth += low.count(")", place, end) - low.count("(", place, end)
        end = place
        if depth:
            continue
        opener = found.lastgroup or ""
        if opener == "has" and _which(low, found.start()):
            continue  # "Dự án có tổng mức đầu tư đến 50 tỷ đồng: ..." tells which projects
        if opener == "and" and headed and not _SAID.search(low[: found.start()]):
            continue  # "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ đạt ...": both are measured at once
        if opener == "and" and noun[place].isupper() and not noun.isupper():
            continue  # "Bộ Nông nghiệp và Môi trường" is a name
        if opener == "into_growth" and _CONTRIBUTES.search(low, 0, place):
            continue  # "tỷ trọng đóng góp của kinh tế tư nhân vào GRDP" is one phrase
        if opener == "but":
            return noun[place:]
        if opener == "comma" and not headed and _is_judged(low[: found.start()]):
            return noun[place:]
        governs = opener == "then" or (has_object and not headed and opener not in _LINKS)
        led = governs and _governs(low, place)
        if led and opener in ("comma", "and") and _is_verb(low[: found.start()]):
            continue  # "tu bổ, sửa chữa | 13 hồ": both are done to them
        if head.match(low, place) or led:
            return _furthered(noun[place:])
        lead = lead_words().match(low, place) if opener == "comma" and not headed else None
        if lead and head.match(low, lead.end()):
            return noun[lead.end() :]  # "Nhờ thời tiết thuận lợi, ước tính | sản lượng thóc"
    return _furthered(noun)


def begins_with_verb(low: str) -> bool:
    """Tell whether folded words begin with a verb, or with one that no list has and another behind a comma."""
    if clause_words("verb").match(low):
        return True
    front, comma, rest = low.partition(", ")
    return bool(comma) and _is_verb(front) and clause_words("verb").match(rest) is not None


def _is_verb(front: str) -> bool:
    """Tell whether words are verbs with nothing that they govern: "tu bổ", "nâng cấp, cải tạo"."""
    pieces = [piece.strip() for piece in _VERBS_APART.split(front) if piece.strip()]
    if any(clause_words("preparing").fullmatch(piece) for piece in pieces):
        return False  # "rà soát, xóa bỏ 100% bến không phép"
    known = [clause_words("verb").fullmatch(piece) is not None for piece in pieces]
    short = all(len(piece.split()) == _VERB_WORDS and not begins_with_noun(piece) for piece in pieces)
    return bool(pieces) and (all(known) or (short and not any(head_pattern().match(piece) for piece in pieces)))


#: How many words a phrase has at most: longer ones are several clauses.
_LONG = 12
_VERB_WORDS = 2  # of a verb that no list has: "tu bổ", "tôn tạo"
_VERBS_APART = phrase_once("clauses", "verbs_apart")
#: What a verb of goals stands behind where it begins a part of a sentence.
_OPENS = phrase_once("clauses", "opens")


@cache
def _before_head() -> "regex.Pattern[str]":
    """Match a verb of goals, or the goal itself, before what is measured: "... bảo vệ | diện tích rừng"."""
    return phrase_once("clauses", "before_head", _FURTHERING=any_of("furthering"))


def _furthered(noun: str) -> str:
    """Cut a phrase down to the indicator that its last verb of goals governs.

    The verb begins the phrase or a part of it; in the middle of one only where that is as long as several clauses.
    """
    low, head = fold(noun), head_pattern()
    if head.match(low) or ":" in low:
        return noun
    for found in reversed(list(_before_head().finditer(low))):
        front = low[: found.start()]
        if not head.match(low, found.end()) or front.count("(") > front.count(")"):
            continue
        if _OPENS.search(front) or len(front.split()) > _LONG:
            return noun[found.end() :]
    return noun
