"""Whether the words before a value say that it was reached, or only whom or what the value is for.

"Đã hỗ trợ 50 tỷ đồng" reports. "Đối với hộ đã hoàn thành xây dựng nhà ở, mức hỗ trợ là 40 triệu đồng/hộ" lays down: its
"đã" tells which households are meant.
"""

import re

from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import word_list

#: Words that "mới" belongs to: "xã đạt chuẩn nông thôn mới | đạt 80%", "trồng mới | đạt 120 ha".
NEW = pattern(
    r"\b(?:nông thôn|đô thị|trồng|xây|xây dựng|thành lập|phát triển|đăng ký|cấp|việc làm|đảng viên|hội viên|đoàn viên|"
    r"đầu tư|làm|mở|tuyển|sinh viên|rừng|nhà)\s+$"
)
_FRONTED = pattern(r"[\s\d.,)+-]*(?:đối với|trường hợp|nếu|khi|với)(?!\p{L})")
_FRONT_ENDS = pattern(r",|\bthì(?!\p{L})")
_AFTER_WHICH = pattern(r"\b(?:sau|khi)\s+(?:khi\s+)?$")
#: What a rule grants or asks, not of the verb that "đã" stands with: at least two words lie between.
_LAID_DOWN = pattern(
    r"đã(?:\s+[\p{L}\d]+[,:]?){2}.*?\b(?:thì|mức\s+(?:hỗ trợ|chi|hưởng|trợ cấp|phụ cấp|thưởng|vay)"
    r"|được\s+(?:hỗ trợ|hưởng|cấp|vay|giảm|miễn|tính|trợ cấp|phụ cấp|thưởng|áp dụng|nhận|trích)"
    r"|(?:phải\s+)?(?:bảo đảm|đảm bảo)|hưởng)(?!\p{L})"
)


#: A verb and "được" right before the bound or the number: "thu hút được trên | 28 dự án".
_REACHED = pattern(r"(?P<verb>\p{L}+)\s+(?P<said>được)\s+(?:(?:trên|hơn|gần|khoảng|dưới|mới|thêm)\s+)*$")
#: What is not brought about but may or has to be: "sẽ hỗ trợ được", "đối với".
_AIMED = pattern(r"\b(?:phải|cần|để|nhằm|bảo đảm|đảm bảo|nếu|khi|mỗi|chưa|không|thì)(?!\p{L})")


def is_reached(clause: str) -> str | None:
    """Return the word by which a folded clause says that its value was brought about, None if it does not."""
    found = _REACHED.search(clause)
    if found is None or _AIMED.search(clause) or word_list("roles", "goal_words").search(clause):
        return None
    return found["said"]


def past_word(clause: str, *, in_article: bool) -> re.Match[str] | None:
    """Return the first word of a folded clause that says that its value is past, None if none does.

    Args:
        clause: The words from the beginning of the clause to the value.
        in_article: Whether it stands in an article (Điều) that reports nothing, where rules are laid down.
    """
    front = _FRONTED.match(clause)
    ends = _FRONT_ENDS.search(clause, front.end()) if front else None
    for found in word_list("roles", "past_words").finditer(clause, ends.end() if ends else 0):
        if found.group() == "mới đạt" and NEW.search(clause, 0, found.start()):
            continue
        if found.group() == "đã":
            if _AFTER_WHICH.search(clause, 0, found.start()):
                continue
            if in_article and _LAID_DOWN.match(clause, found.start()):
                continue
        return found
    return None
