"""The words of a clause cut down to what is measured: word lists, noun phrases, what only leads up to them."""

import re
from functools import cache

import regex

from ...lexicon.counted_nouns import nouns
from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import finder, word_list, words
from ...text.folding import fold


@cache
def clause_words(name: str) -> re.Pattern[str]:
    """Return the pattern of a word list of ``data/clauses.toml``, to be used on folded text."""
    pattern = finder(forms(name))
    return plain(f"{_NOUNS[name]}(?:{pattern.pattern})") if name in _NOUNS else pattern


#: Nouns that look like verbs: "cấp" of schooling or of government (but "cấp 500 giấy chứng nhận"), "tổ chức đảng".
_NOUNS = {
    "verb": r"(?!cấp\s+(?:tiểu|trung|cơ sở|mầm|học|thcs|thpt|tỉnh|huyện|xã|bộ|cục|uỷ|phòng|sở)\b)",
    "finite": r"(?!tổ chức\s+(?:cơ sở|đảng|chính trị|hội|đoàn|công đoàn|tín dụng)\b)",
}


def forms(name: str) -> list[str]:
    """Return the words of a list, folded."""
    return [fold(form) for form in table("clauses")[name]["words"]]


def any_of(name: str) -> str:
    """Return the words of a list as a part of a pattern."""
    return words(forms(name))


@cache
def head_pattern() -> "regex.Pattern[str]":
    """Match the beginning of an indicator's noun phrase ("tỷ lệ", "tổng vốn"); "số hoá" and "tổng thể" are none."""
    return pattern(rf"(?!số\s+hoá|tổng\s+(?:thể|kết|hợp)){any_of('head')}")


#: A length of time that is over: "5 năm qua tốc độ tăng trưởng ...".
_SPAN_GONE = r"\d{1,2}\s+(?:năm|tháng)\s+(?:qua|đầu năm|cuối năm)(?!\p{L})"


@cache
def lead_words() -> "regex.Pattern[str]":
    label, cut_off = r"\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)", r"(?:trong|vào|đến|từ)\s*,"  # "Trong [năm 2024], ..."
    return pattern(rf"(?:{label}|[\s,;:.\-+()]|{cut_off}|{any_of('lead')}\s*+|{_SPAN_GONE}\s*+)+")


_PIECE = pattern(
    r",\s+|;\s+|\s(?=nhất là\s)"
    r"|(?<=\s)(?:nhưng|và|có|vào|để thực hiện|để đạt mục tiêu|để|(?<!so\s)với|thì|phấn đấu|khẩn trương"
    r"|đã(?!\s+được))\s+"
)
_LINKS = ("có", "vào", "với", "để", "để thực hiện")
_SAID = pattern(r"[;:,]\s|\b(?:đạt|là|được|tăng|giảm|còn|có|hoàn thành|duy trì|chiếm|bảo đảm)(?!\p{L})")
_END = ' .,:;-=”"'
_ABOUT = pattern(
    r"(?:(?:mục tiêu )?tổng quát|mục tiêu chung|về|kết quả(?: đạt được| nổi bật| thực hiện)?"
    r"|nhóm tiêu chí|ưu điểm|khuyết điểm|hạn chế|tồn tại|thuận lợi|khó khăn)(?!\p{L})"
)
#: "Kế hoạch [năm 2028]: ...", "... thông qua một số chỉ tiêu: ...": the label of a list, whatever stands before it.
_WHERE = pattern(r"(?:tại|ở|đối với|riêng|trong|với|trên|khu vực|vùng)(?!\p{L})")
_ASSURES = pattern(r"\b(?:bảo đảm|đảm bảo|phấn đấu|đạt|có|thực hiện|hoàn thành|yêu cầu|quyết tâm)$")
_LIST_LABEL = pattern(
    r"(?:^|\b(?:một số|các|những|về|với|theo)\s+)(?:\d+\s+)?"
    r"(?:chỉ tiêu|mục tiêu|kế hoạch|nhiệm vụ|phương hướng|chương trình)"
    r"(?:,?\s+(?:chủ yếu|cụ thể|chính|cơ bản|quan trọng|trọng tâm|phát triển|phấn đấu|kinh tế|xã hội"
    r"|kinh tế - xã hội|cần đạt|đề ra|chung|tổng quát|thực hiện|sau|như|là|và))*\s*$"
)
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
    return found is not None and not low.startswith(" của ", found.end())


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
    while colon and rest and (_ABOUT.match(fold(front)) or _announces(fold(front))):
        led = lead_words().match(fold(rest))
        noun = rest[led.end() :] if led else rest
        front, colon, rest = noun.partition(": ")
    return noun


#: Who is told to do it: "Giao Sở Y tế ...", "Sở Y tế chủ trì, phối hợp với Sở Tài chính ...".
_GIVES = pattern(
    r"(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị|[Pp]hân công|[Cc]hỉ đạo)\s(?:cho\s)?(?=\p{Lu}|(?:các|những|chủ tịch)\s)"
)
_LEADS = pattern(r"\b(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu)(?!\p{L})")
_CAPITAL = pattern(r"(?<!\p{L})\p{Lu}")
_NAME_LEFT = 3  # words of a name from its last capital on: "Công an tỉnh"


def _ordered(noun: str) -> str:
    """Cut off who is told what: "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính | xây dựng [07 trường học]"."""
    low = fold(noun)
    if not (_GIVES.match(noun) or (_CAPITAL.match(noun) and _LEADS.search(low))):
        return noun
    last = next(reversed(list(_CAPITAL.finditer(noun))))
    led = next(reversed(list(_LEADS.finditer(low))), last)
    told = max(last.end(), led.end())
    for space in re.finditer(r"\s", noun[told:]):
        if _governs(low, told + space.end()):
            return noun[told + space.end() :]
    return "" if _GIVES.match(noun) and len(noun[told:].split()) <= _NAME_LEFT else noun


@cache
def _listed_goals() -> "regex.Pattern[str]":
    """Match a word of goals with what lists them: "đề ra một số chỉ tiêu cơ bản như | tổng diện tích"."""
    goals, lists = any_of("goals_named"), any_of("lists")
    return pattern(rf"{goals}(?:\s+[\p{{L}}\d/-]+){{0,8}}?,?\s+{lists}\s*:?\s+")


@cache
def _set_goals() -> "regex.Pattern[str]":
    """Match a verb that sets and its word of goals: "Huyện đặt chỉ tiêu | tăng trưởng"."""
    return pattern(rf"{any_of('setting')}\s+(?:\p{{L}}+\s+){{0,2}}?{any_of('goals_named')}\s+")


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
    return _ABOUT.match(low) is not None or bool(said and (_WHERE.match(low) or _ASSURES.search(low)))


def _announces(front: str) -> bool:
    """Tell whether words before a colon are a clause of their own and no indicator."""
    if front.endswith(("như sau", "sau đây", "cụ thể")) or _LIST_LABEL.search(front):
        return True
    return not head_pattern().match(front) and clause_words("announcing").search(front) is not None


def _which(low: str, at: int) -> bool:
    """Tell whether the words at *at* describe things by their size ("có tổng mức đầu tư"), not by having none."""
    return word_list("roles", "relative").match(low, at) is not None and not low.endswith("không ", 0, at)


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
        opener = found.group().strip()
        if opener == "có" and _which(low, found.start()):
            continue  # "Dự án có tổng mức đầu tư đến 50 tỷ đồng: ..." tells which projects
        if opener == "và" and headed and not _SAID.search(low[: found.start()]):
            continue  # "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ đạt ...": both are measured at once
        if opener == "và" and noun[place].isupper() and not noun.isupper():
            continue  # "Bộ Nông nghiệp và Môi trường" is a name
        if opener == "vào" and low.startswith(("gdp", "grdp", "tăng trưởng"), place) and "đóng góp" in low[:place]:
            continue  # "tỷ trọng đóng góp của kinh tế tư nhân vào GRDP" is one phrase
        if opener == "nhưng":
            return noun[place:]
        if opener == "," and not headed and _is_judged(low[: found.start()]):
            return noun[place:]
        governs = opener == "thì" or (has_object and not headed and opener not in _LINKS)
        led = governs and _governs(low, place)
        if led and opener in (",", "và") and _is_verb(low[: found.start()]):
            continue  # "tu bổ, sửa chữa | 13 hồ": both are done to them
        if head.match(low, place) or led:
            return _furthered(noun[place:])
        lead = lead_words().match(low, place) if opener == "," and not headed else None
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
_VERBS_APART = pattern(r",\s|\svà\s")
#: What a verb of goals stands behind where it begins a part of a sentence.
_OPENS = pattern(r"(?:^|,\s|\b(?:và|để|nhằm|phấn đấu|tiếp tục|tập trung|đạt được)\s)$")


@cache
def _before_head() -> "regex.Pattern[str]":
    """Match a verb of goals, or the goal itself, before what is measured: "... bảo vệ | diện tích rừng"."""
    return pattern(rf"(?<!\p{{L}})(?<!có\s){any_of('furthering')}\s+")


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
