"""Whether the words before a value say that it was reached, or only whom or what the value is for.

"Đã hỗ trợ 50 tỷ đồng" reports. "Đối với hộ đã hoàn thành xây dựng nhà ở, mức hỗ trợ là 40 triệu đồng/hộ" lays down: its
"đã" tells which households are meant.
"""

import re

from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list

#: Words that "mới" belongs to: "xã đạt chuẩn nông thôn mới | đạt 80%", "trồng mới | đạt 120 ha".
NEW = phrase_once("roles", "new_thing")
_FRONTED = phrase_once("roles", "fronted")
#: What a rule grants or asks, not of the verb that "đã" stands with: at least two words lie between.
_LAID_DOWN = phrase_once("roles", "laid_down")


#: A verb and "được" right before the bound or the number: "thu hút được trên | 28 dự án".
_REACHED = phrase_once("roles", "reached")
#: What is not brought about but may or has to be: "sẽ hỗ trợ được", "đối với".
_AIMED = phrase_once("roles", "aimed")
_SPLIT_VERB = phrase_once("roles", "split_verb")
_BEFORE = 12  # letters before a word in which the verb stands that it may be the end of
_NEWLY = phrase_once("roles", "newly")


def is_reached(clause: str) -> str | None:
    """Return the word by which a folded clause says that its value was brought about, None if it does not."""
    found = _REACHED.search(clause)
    return None if found is None or _AIMED.search(clause) else found["said"]


def splits_verb(low: str, found: re.Match[str]) -> bool:
    """Tell whether a word that was found is the end of a verb: "thực hiện có hiệu quả" tells of no present."""
    return _SPLIT_VERB.search(low, max(0, found.start() - _BEFORE), found.end()) is not None


def past_word(clause: str, *, in_article: bool) -> re.Match[str] | None:
    """Return the first word of a folded clause that says that its value is past, None if none does.

    Args:
        clause: The words from the beginning of the clause to the value.
        in_article: Whether it stands in an article (Điều) that reports nothing, where rules are laid down.
    """
    front = _FRONTED.match(clause)
    for found in word_list("roles", "past_words").finditer(clause, front.end() if front else 0):
        if splits_verb(clause, found):
            continue
        if _NEWLY.fullmatch(found.group()) and NEW.search(clause, 0, found.start()):
            continue
        already = word_list("roles", "report_verbs").fullmatch(found.group())
        if in_article and already and _LAID_DOWN.match(clause, found.start()):
            continue
        return found
    return None
