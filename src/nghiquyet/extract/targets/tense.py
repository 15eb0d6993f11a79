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
_FRONT_ENDS = phrase_once("roles", "front_ends")
_AFTER_WHICH = phrase_once("roles", "after_which")
#: What a rule grants or asks, not of the verb that "đã" stands with: at least two words lie between.
_LAID_DOWN = phrase_once("roles", "laid_down")


#: A verb and "được" right before the bound or the number: "thu hút được trên | 28 dự án".
_REACHED, _DAMAGED, _REMEDIES = (phrase_once("roles", rule) for rule in ("reached", "damaged", "remedies"))
#: What is not brought about but may or has to be: "sẽ hỗ trợ được", "đối với".
_AIMED = phrase_once("roles", "aimed")
_SPLIT_VERB, _TO_REACH = phrase_once("roles", "split_verb"), phrase_once("roles", "to_reach")
_BEFORE = 12  # letters before a word in which the verb stands that it may be the end of
_NEWLY, _ALREADY = phrase_once("roles", "newly"), phrase_once("roles", "already")


def is_reached(clause: str) -> str | None:
    """Return the word by which a folded clause says that its value was brought about, None if it does not."""
    found = _REACHED.search(clause)
    if found is None and _REMEDIES.search(clause) is None:
        found = _DAMAGED.search(clause)  # nobody asks for it
    if found is None or _AIMED.search(clause) or word_list("roles", "goal_words").search(clause):
        return None
    return found["said"]


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
    ends = _FRONT_ENDS.search(clause, front.end()) if front else None
    for found in word_list("roles", "past_words").finditer(clause, ends.end() if ends else 0):
        if splits_verb(clause, found) or _TO_REACH.search(clause, max(0, found.start() - _BEFORE), found.end()):
            continue
        if _NEWLY.fullmatch(found.group()) and NEW.search(clause, 0, found.start()):
            continue
        if _ALREADY.fullmatch(found.group()):
            if _AFTER_WHICH.search(clause, 0, found.start()):
                continue
            if in_article and _LAID_DOWN.match(clause, found.start()):
                continue
        return found
    return None
