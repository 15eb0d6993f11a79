"""What a list measures whose items only name a group or a place: "Tỷ lệ hộ dùng nước sạch: - Khu vực đô thị: 98%".

The introduction of the list names an indicator and sets nothing itself; an item that names an indicator or an order of
its own takes nothing from it.
"""

from attrs import frozen

from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words
from ...text.folding import fold
from ...units.model import Unit
from .noun_phrases import clause_words, head_pattern, join, lead_words

_COUNTS = phrase_once("measured", "counts_of")
_SHARES = ("%", "‰")
_WORDS = 14  # of an introduction: longer ones are sentences
#: Before it: "Giảm | tỷ lệ suy dinh dưỡng".
_MOVES = phrase_once("measured", "moves")
_AT = phrase_once("measured", "at")
_MARKS = " \t\n,:;."
_NAMES_SUM, _HOLDS_SUM = phrase_once("measured", "names_sum"), phrase_once("measured", "holds_sum")
_PARTS = phrase_once("roles", "opens_parts")
_SUM_WORDS = 9  # of a sum: what is said of it with more is no name


@frozen
class Introduction:
    """What stands over a list and may lend its items an indicator.

    Attributes:
        low: Its words, folded.
        named: The indicator that it names, as it is written.
        named_low: That, folded.
        heads: Whether it begins with the noun of an indicator; otherwise with a verb.
        sums: Whether it names what is given or paid: "Mức hỗ trợ", "Tiền ăn".
        group: Whom or what it is for, where an item of a list lends that to a list of its own.
    """

    low: str
    named: str
    named_low: str
    heads: bool
    sums: bool
    group: str = ""


def introduction(words: str) -> Introduction | None:
    """Return what the words over a list, without their marker, lend its items; None for nothing, as mostly."""
    low = fold(words)
    if len(low.split()) > _WORDS:
        return None
    led = lead_words().match(low)
    begin = led.end() if led else 0
    if (moves := _MOVES.match(low, begin)) and head_pattern().match(low, moves.end()):
        begin = moves.end()
    sums = _NAMES_SUM.match(low, begin)
    begin = sums.start("given") if sums else begin
    heads = head_pattern().match(low, begin) is not None
    if not heads and not sums and clause_words("verb").match(low, begin) is None:
        return None
    end = _end(low, begin)
    named = low[begin:end]
    if not named:
        return None
    parts = _PARTS.search(low) is not None  # "Tiền chi phí tổ chức gồm:": its items are named by themselves
    given = sums is not None and not parts and len(named.split()) <= _SUM_WORDS
    return Introduction(low, words[begin:end], named, heads, given)


def within(over: Introduction, label: str) -> Introduction | None:
    """Return what an item lends its own list that only says whom or what the sum over it is for: "Hộ nghèo: - ..."."""
    words = label.strip(_MARKS)
    item = fold(words)
    if not over.sums or not label.endswith(":") or len(item.split()) > _WORDS or not _receives(item, labelled=True):
        return None
    named = join(over.named, _lowered(words))
    return Introduction(fold(label), named, fold(named), over.heads, sums=True, group=join(over.group, words))


def headed(over: Introduction, indicator: str, means: Unit | None, *, labelled: bool) -> str | None:
    """Return an indicator with what its list measures before it, None where the list lends it nothing.

    Args:
        over: What stands over the list.
        means: The unit: a share needs a list of shares, a count one that names what is counted.
        labelled: Whether the indicator is the label before a colon.
    """
    item, unit = fold(indicator), "" if means is None else means.text
    if item and item in over.low:
        return None
    if over.sums and means is not None and (labelled or means.dimension == "money") and _is_given(means):
        return join(over.named, _lowered(indicator)) if item and _receives(item, labelled=labelled) else None
    if _stands_alone(item):
        return None
    place = clause_words("group").match(item) is not None
    if over.heads:
        lends = (place or _names(over.named_low, unit)) if _is_size(unit) else _measures(over.named_low)
    else:
        lends = place and _AT.match(item) is not None
    return join(over.named, _lowered(indicator)) if lends else None


def _end(low: str, begin: int) -> int:
    """Return where the indicator of an introduction ends: "Tỷ lệ hộ dùng nước sạch | đạt", "... | như sau:"."""
    words = low[begin:].rstrip(_MARKS)
    while lasts := [each for each in row_words("clauses", "list_end") if words.endswith(f" {each}")]:
        words = words.removesuffix(max(lasts, key=len)).rstrip(_MARKS)
    return begin + len(words)


def _stands_alone(item: str) -> bool:
    """Tell whether an item names an indicator, an order or a clause of its own."""
    if head_pattern().match(item) or ":" in item:
        return True
    return clause_words("verb").match(item) is not None or clause_words("finite").search(item) is not None


def _is_given(means: Unit) -> bool:
    """Tell whether a list of sums may have such a value: money, a share of what is paid, so much a person."""
    return means.dimension in ("money", "share") or "/" in means.text


def _receives(item: str, *, labelled: bool) -> bool:
    """Tell whether an item of a list of sums only says what its sum is for: "Đối với hộ nghèo", "Xây mới: ..."."""
    if head_pattern().match(item) or ":" in item or _HOLDS_SUM.search(item):
        return False
    return labelled or not _stands_alone(item)


def _is_size(unit: str) -> bool:
    return unit not in _SHARES and not unit.startswith("%")


def _measures(named: str) -> bool:
    return clause_words("share_head").match(named) is not None


def _names(named: str, unit: str) -> bool:
    """Tell whether an introduction names what a count counts: "Số trường đạt chuẩn", of "12 trường"."""
    return _COUNTS.match(named) is not None and bool(unit) and f" {fold(unit)} " in f" {named} "


def _lowered(indicator: str) -> str:
    """Return an item's words with a small first letter, but for a name."""
    first, _, more = indicator.partition(" ")
    name = first.isupper() or (more[:1].isupper() and not clause_words("group").match(fold(indicator)))
    return indicator if name else indicator[:1].lower() + indicator[1:]
