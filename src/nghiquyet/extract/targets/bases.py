"""The base and the aim of a change: "từ 5% xuống 3%"."""

from collections.abc import Sequence

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ..view import TextView
from .indicator_phrases import Measured

_BASE_WORD = phrase_once("measured", "base_word")
_ARRIVES = phrase_once("measured", "arrives")
#: "từ 120 ha (năm 2023) đến 400 ha (năm 2027)": each end has its time, so it is no range.
_DATED_END = phrase_once("measured", "dated_end")
_STOPS = pattern(r"[;.:]")
_ARRIVES_NOW = phrase_once("measured", "arrives_now")


def is_base(view: TextView, items: Sequence[Measured], number: int) -> bool:
    """Tell whether a value is the base of "từ 5% xuống còn 3%"."""
    if number + 1 >= len(items):
        return False
    quantity, after = items[number].quantity, items[number + 1].quantity
    if after.number_start - quantity.end > 90:
        return False
    if quantity.comparator == "range" and not _ARRIVES_NOW.match(view.low, quantity.end, after.number_start):
        return False  # "từ 20 - 25% hiện nay lên 30%" is one, "tăng từ 5 - 6%, ..." none
    if not _BASE_WORD.search(view.low, max(0, quantity.number_start - 24), quantity.number_start):
        return False
    arrives = _ARRIVES.search(view.low, quantity.end, after.number_start) or _DATED_END.match(
        view.low, quantity.end, after.number_start
    )
    return arrives is not None and not _STOPS.search(view.low, quantity.end, after.number_start)


def aim_begins(view: TextView, items: Sequence[Measured], number: int) -> int:
    """Return where the words of the aim of a change begin: behind "lên", "xuống", in its clause."""
    item = items[number]
    arrives = _ARRIVES.search(view.low, items[number - 1].quantity.end, item.quantity.number_start)
    return item.clause.left if arrives is None else max(item.clause.left, arrives.start())
