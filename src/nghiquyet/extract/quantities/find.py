"""Amounts: a number with its bound and its unit, wherever it stands and whatever it means.

A quantity is what the words say, nothing more: "từ 7 - 7,5%/năm trở lên" is a range of a unit. Whether it is a target,
a result or only a description is decided in `targets`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex
from attrs import evolve

from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.phrase_grammar import phrase
from ...lexicon.word_patterns import by_first_letter, word_list
from ...limits import in_time
from ...text.folding import fold
from ...units.lookup import patterns, unit
from ..view import Passage, TextView
from .amount import Quantity, is_bare, is_named, make_amount


@cache
def _pattern() -> "regex.Pattern[str]":
    return phrase("quantities", backwards=False, **patterns())


@cache
def _bounds() -> "regex.Pattern[str]":
    return phrase("quantities", "bounds", backwards=True, **patterns())


# Where a quantity can begin: a digit, a fraction in words, a factor, a numeral word.
_BEGINNINGS = {
    "½¼¾0123456789": "",
    "g": r"ấp\s",
    "n": r"(?:ửa\b|ăm\s)",
    "m": r"(?:ột\s+(?:nửa\b|phần\s)|(?<=[tuàgcóa,]\sm)ột\s(?!số\b|cách\b|trong\b|cửa\b)|ười\s)",
    "p": r"hân\s+nửa\b",
    "h": r"ai\s",
    "b": r"(?:a|ốn|ảy|ẩy)\s",
    "s": r"áu\s",
    "t": r"ám\s",
    "c": r"hín\s",
}
_ANCHOR = plain_pattern(by_first_letter(_BEGINNINGS, alone=True))
_DIGITS = "0123456789½¼¾"
#: Its sign: a digit, or the vowel of the word that begins it, since vowels with a mark are rarer than first letters.
_SIGN = plain_pattern(
    by_first_letter(
        {
            "ấ": r"(?<=\bgấ)p\s",
            "ử": r"(?<=\bnử)a\b",
            "ă": r"(?<=\bnă)m\s",
            "ộ": r"(?<=\bmộ)t\s",
            "ờ": r"(?<=\bmườ)i\s",
            "â": r"(?<=\bphâ)n\s+nửa\b",
            "ố": r"(?<=\bbố)n\s",
            "ả": r"(?<=\bbả)y\s",
            "ẩ": r"(?<=\bbẩ)y\s",
            "á": r"(?:(?<=\bsá)u|(?<=\btá)m)\s",
            "í": r"(?<=\bchí)n\s",
            "a": r"(?:(?<=\bba)|(?<=\bha)i)\s",
            _DIGITS: r"(?<!\w.)",
        },
        ahead=True,
    )
)
_REACH = 64  # how far before a number its bounds may begin


def may_hold_quantities(view: TextView, start: int, end: int) -> bool:
    """Tell whether a digit or a numeral word stands between two offsets of the view."""
    return bool(view.places(_SIGN, start, end))


def passages_with_quantities(view: TextView) -> Iterator[Passage]:
    """Yield the passages in which a digit or a numeral word stands."""
    for passage, _ in view.passages_with(_SIGN):
        yield passage


def find_quantities(view: TextView, start: int, end: int, holes: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """Yield every amount between two offsets of the view, left to right, never overlapping.

    ``.`` groups thousands, ``,`` starts decimals; the value is in the unit as written. Numbers that are names or
    ordinals ("Quốc lộ 53", "lần thứ 38") are no amounts, nor are those in *holes*: times and references, in order.
    """
    in_time()
    low, done, hole = view.low, start, 0
    for at in view.places(_SIGN, start, end):
        if low[at] not in _DIGITS:
            while at > start and low[at - 1].isalpha():
                at -= 1
            if not _ANCHOR.match(low, at, end):
                continue
        if at < done:
            continue
        while hole < len(holes) and holes[hole][1] <= at:
            hole += 1
        if hole < len(holes) and holes[hole][0] <= at:
            continue
        if low[at - 1] == "(" and _ENUMERATOR.match(low, at - 1, end):
            continue
        if is_bare(low, at, end) and is_named(low, at, start):
            continue
        found = _pattern().match(low, at, end)
        if found is None:
            continue
        bounds = _bounds().match(low, max(done, at - _REACH), at)
        made = make_amount(view, found, bounds, start, end)
        done = found.end()
        if made is not None:
            yield made


#: Between two counts of one list: "5 xã | và | một huyện", "ba hợp tác xã kiểu mới, | hai mươi tổ hợp tác".
_LISTED = pattern(r"[\p{L}\s]{0,40}(?:,|(?<!\p{L})(?:và|cùng|hoặc))\s*(?:có\s+|thêm\s+)?")
_LEADS = pattern(r"(?<!\p{L})(?:các|những|cả|mọi|từng|thứ|của|theo|trong|ở|tại|với|giữa|là|như)\s+$")


def counted(view: TextView, amounts: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts without the numeral words that count nothing: "ba" in "liên kết ba nhà", the article "một".

    A numeral word with a bound counts ("ít nhất một"), so does one in a list with a count ("5 xã và một huyện") and
    one above ten ("mười hai hợp tác xã"); from two to nine it counts right behind a verb that sets a count.
    """
    out: list[Quantity] = []
    for at, amount in enumerate(amounts):
        after = next((one for one in amounts[at + 1 : at + 2] if not one.spelled), None)
        listed = (out and _lists(view, out[-1], amount)) or (after and _lists(view, amount, after))
        if not amount.spelled or listed or _counts_alone(view, amount):
            out.append(amount)
    return out


def _lists(view: TextView, one: Quantity, other: Quantity) -> bool:
    kinds = (one.kind in ("count", "ratio") or one.head == "%") and other.kind in ("count", "ratio")
    return kinds and _LISTED.fullmatch(view.low, one.end, other.start) is not None


def _counts_alone(view: TextView, amount: Quantity) -> bool:
    before = view.low[max(0, amount.start - 40) : amount.start]
    if amount.low == 1 or _LEADS.search(before):
        return False
    word = view.low[amount.number_start : amount.number_end]
    verb = next(reversed(list(word_list("roles", "binding_verbs").finditer(before))), None)
    return " " in word or (word != "năm" and verb is not None and verb.end() == len(before.rstrip()))


_ENUMERATOR = pattern(r"\(\d{1,2}\)")  # "(12) Tỷ lệ ..." in the middle of a line
_FROM = pattern(r"\btừ\s+$")
_ARRIVES = pattern(
    r"\s*(?:(?:giảm |tăng )?(?:xuống|lên|về)(?:\s+(?:còn|đến|tới|mức))*|còn|thành|tới|sang)"
    r"\s*(?:dưới|trên|khoảng|hơn|gần|ít nhất|tối thiểu|tối đa|không quá|không dưới)?\s*"
)


#: The unit of a bare number in the brackets of its label: "Thu nhập bình quân (triệu đồng/người): 85".
_UNIT_BEFORE = pattern(r"\(\s*([^()\d]{1,30})\)\s*(?:[:=]|là|đạt|còn)?\s*$")


def with_unit(view: TextView, amount: Quantity) -> Quantity:
    """Return a bare number in the unit that its label names in brackets."""
    if amount.kind not in ("bare", "count") or (amount.unit and amount.end > amount.number_end + 1):
        return amount
    found = _UNIT_BEFORE.search(view.low, max(0, amount.start - 40), amount.start)
    if found is None or not unit(found[1].strip()).dimension:
        return amount
    words = view.words(*found.span(1))
    return evolve(amount, unit=words, head=fold(words), kind="measure", end=amount.number_end)


def lend_units(view: TextView, amounts: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts with the base of a change in the unit of its aim: "từ 3 lên 8 triệu tấn/năm".

    A bare number behind a label with a unit in brackets has that unit.
    """
    out = [with_unit(view, amount) for amount in amounts]
    for at, (base, aim) in enumerate(pairwise(amounts)):
        if base.kind != "bare" or aim.kind not in ("measure", "count") or aim.number_start - base.number_end > 24:
            continue
        if _FROM.search(view.low, max(0, base.number_start - 8), base.number_start) and _ARRIVES.fullmatch(
            view.low, base.number_end, aim.number_start
        ):
            out[at] = evolve(base, unit=aim.unit, head=aim.head, kind=aim.kind)
    return out
