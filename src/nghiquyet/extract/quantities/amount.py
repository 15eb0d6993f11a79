"""One amount from what the grammar matched: its value, its bound, its unit, and what may be wrong with it."""

from decimal import Decimal
from functools import cache

import regex
from attrs import define, evolve, frozen

from ...facts import Comparator
from ...lexicon.counted_nouns import describing, nouns
from ...lexicon.files import table
from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.phrase_grammar import phrase
from ...text.decimals import BAR, JOINER, fraction, is_comma_grouped
from ...text.folding import fold
from ...units.lookup import patterns, unit_forms
from ..view import TextView
from .number import Kind, Number, read_number


@frozen(kw_only=True)
class Quantity:
    """An amount in the text.

    Attributes:
        start, end: The whole phrase, bounds and unit included.
        number_start, number_end: The number alone, both ends of a range.
        low, high: The value as written.
        comparator: How the value binds; `is_from` tells a bare "từ", which "xuống" or "lên" may still turn around.
        unit: The unit's words, None for a bare number.
        head: The noun or measure after the number, folded, without magnitude and denominators.
        kind: "measure" for units of the table, "count" for counted nouns, "ratio" for "38/46 trường".
        whole: The whole of a ratio.
        exceeds: Whether the bound is "vượt".
        suspect: Why a careful reader would look twice, None mostly.
        spelled: Whether it is a numeral word without a bound, an amount only beside others ("5 xã và một huyện").
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: Decimal
    high: Decimal
    comparator: Comparator
    unit: str | None
    head: str
    kind: Kind
    is_from: bool = False
    whole: Decimal | None = None
    exceeds: bool = False
    suspect: str | None = None
    spelled: bool = False


@cache
def _tail() -> "regex.Pattern[str]":
    return phrase("quantities", "tail", backwards=False, **patterns())


@cache
def _named() -> "regex.Pattern[str]":
    return phrase("quantities", "named", backwards=True)


_TAIL_LETTERS = ("/", "t", "h")  # of `tail` in the grammar
_PLACED = pattern(r"\b(?:xếp|đứng)\s+(?:vị trí\s+)?thứ\s+$")  # "xếp thứ 15/63 tỉnh, thành phố"
_COUNTED_BEFORE = {"nhóm", "top", "hạng", "cấp", "đợt"}  # names that count as well: "nhóm 15 tỉnh dẫn đầu"
_APART = pattern(r"(?:(?:thấp|cao)\s+hơn|vượt(?:\s+mức)?)\s+")
_COMPARED = pattern(r"\s*(?:so(?:\s+với)?|bình quân|mức bình quân|cùng kỳ)(?!\p{L})")
_BOUNDS = ("ge", "le", "gt", "lt", "approx", "from")
_MINUS = pattern(r"\b(?:âm\s*|(?:tăng|trưởng|đạt|là|còn|mức)\s+-)$")


def make_amount(
    view: TextView, found: "regex.Match[str]", before: "regex.Match[str] | None", start: int, end: int
) -> Quantity | None:
    """Return the amount that the grammar matched between two offsets, None for a name, an ordinal, a version.

    Args:
        found: The number with its unit.
        before: The bounds right before it, None if there are none.
        start, end: The passage.
    """
    bounds = [name for name in _BOUNDS if before.captures(name)] if before else []
    number = read_number(found, spelled=bounds in ([], ["from"]) and not _is_index(view.low, found))
    if number is None or _is_name(view.low, found, number, start, bounded=bool(bounds)):
        return None
    counted = _counted(view.low, found, number, end)
    return None if counted is None else _Draft(view, found, before, *counted, bounds == ["from"]).quantity(end)


def _is_index(low: str, found: "regex.Match[str]") -> bool:
    """Tell whether a numeral word counts goals: "ba chỉ tiêu" is a number whatever stands around it."""
    return found["COUNT"] is not None and low.startswith("chỉ tiêu", found.end("COUNT") + 1)


def _is_name(low: str, found: "regex.Match[str]", number: Number, start: int, *, bounded: bool) -> bool:
    """Tell whether a number is a version ("4.0"), a name or an ordinal ("quốc lộ 53", "lần thứ 38")."""
    if found.captures("MEASURE"):
        return False
    if low[number.start : number.end].endswith(".0"):
        return True
    if number.start == 0 or bounded or number.kind in ("fraction", "factor"):
        return False
    if number.kind == "ratio" and _PLACED.search(low, max(start, number.start - 24), number.start):
        return False
    return is_named(low, number.start, start)


def is_named(low: str, at: int, start: int) -> bool:
    """Tell whether the words before a number make it a name or an ordinal; they reach no further back than *start*."""
    named = _named().match(low, max(start, at - 24), at)
    return named is not None and named.group().split()[0] not in _COUNTED_BEFORE


@cache
def _unit_beginnings() -> frozenset[str]:
    """Return the letters with which a unit or what joins a range may begin."""
    return frozenset(found[0] for form in [*unit_forms(), *_JOINS] if (found := _LETTERS.match(form)))


def is_bare(low: str, at: int, end: int) -> bool:
    """Tell whether digits surely are a number alone: no unit, no second end of a range and no whole of a ratio follow.

    Most numbers are of this kind and a name besides ("khoản 2 Điều này"): they are told without the grammar.
    """
    found = _BARE.match(low, at, end)
    return found is not None and found[1] not in _unit_beginnings()


_LETTERS = plain_pattern(r"[^\W\d_]+")
_JOINS = ("đến", "tới", "hoặc")  # TO and OR of the grammar
_BARE = plain_pattern(
    rf"[0-9]{{1,9}}(?![\d/{JOINER}{BAR}]|[.,][\d{JOINER}{BAR}])"
    r"(?:[.,;:)\]\"”]|[ \n]*(?:$|[.,;:)\]\"”]|([^\W\d_]+)(?![^\W\d_]|\s+(?:đến|tới|-))))"
)


@frozen
class _Noun:
    """What an amount is in: where its words begin and end, and the noun or measure, folded."""

    start: int
    stop: int
    head: str = ""


def _counted(low: str, found: "regex.Match[str]", number: Number, end: int) -> tuple[Number, _Noun] | None:
    """Return the number with its kind and what it is in; None for what is no amount ("915b", "ba bên")."""
    spans, measures = found.spans("unit"), found.captures("MEASURE")
    stop = max(found.end(), number.end)
    noun = _Noun(stop, stop)
    if spans:
        noun = _Noun(*spans[-1], " ".join(measures[-1].split()) if measures else "")
    if number.spelled and (spans or _noun(low, noun.stop, end)[0] not in nouns()):
        return None
    if number.kind in ("ratio", "bare", "count") and not noun.head:
        if not spans and noun.stop < end and low[noun.stop].isalpha():
            return None
        name, name_end = _noun(low, noun.stop, end)
        if number.is_small_part and name not in nouns():
            number = evolve(number, low=(part := fraction(number.low, number.whole or 1)), high=part, kind="fraction")
        elif name:
            begin = noun.start if spans else name_end - len(low[noun.stop : name_end].lstrip())
            noun = _Noun(begin, name_end, name)
    kind = _kind(number, noun, measured=bool(measures), bare=not spans)
    return (number if kind == number.kind else evolve(number, kind=kind)), noun


def _kind(number: Number, noun: _Noun, *, measured: bool, bare: bool) -> Kind:
    if number.kind in ("factor", "ratio", "fraction"):
        return number.kind
    if noun.head:
        return "measure" if measured else "count"
    return number.kind if bare or number.kind != "bare" else "count"


@define
class _Draft:
    """An amount while its denominators, its bound and its sign are read."""

    view: TextView
    found: "regex.Match[str]"
    before: "regex.Match[str] | None"
    number: Number
    noun: _Noun
    is_from: bool

    def quantity(self, end: int) -> Quantity:
        """Return the amount, whose passage ends at *end*."""
        low, number, noun = self.view.low, self.number, self.noun
        head = "lần" if number.kind == "factor" else noun.head
        comparator = self.comparator()
        tail = self.tail(end)
        stop = self.denominators(tail)
        unit = self.view.words(noun.start, stop) if head or self.found.spans("unit") else None
        if tail and tail["after"]:
            comparator = comparator if comparator == "range" else ("ge" if tail["up"] else "le")
            self.is_from, stop = False, tail.start() + len(tail.group().rstrip())
            unit = unit + self.view.words(*tail.span("late")) if tail["late"] and unit else unit
        unit = "lần" if number.kind == "factor" else unit
        begins = self.before.start() if self.before else self.found.start()
        apart = self.apart(begins, stop, end) if comparator != "range" else None
        if apart is not None:
            begins = apart
            comparator = comparator if tail and tail["after"] else self.bound_within(apart)
        if _MINUS.search(low, max(0, number.start - 9), number.start):
            number = evolve(number, low=-number.high, high=-number.low)
            begins -= low[number.start - 1] == "-"
        number, suspect = _grouped(self.view, number, head, unit or "")
        exceeds = self.before is not None and self.before.group().lstrip().startswith("vượt")
        if exceeds and comparator == "gt" and (number.kind == "ratio" or head == "chỉ tiêu"):
            comparator = "eq"  # "đạt và vượt 19/19 chỉ tiêu"
        return Quantity(
            start=begins, end=stop, number_start=number.start, number_end=number.end, low=number.low, high=number.high,
            comparator=comparator, unit=unit, head=head, kind=number.kind, is_from=self.is_from, whole=number.whole,
            exceeds=exceeds, suspect=suspect, spelled=number.spelled,
        )  # fmt: skip

    def comparator(self) -> Comparator:
        """Return how the words before the number bind it; two ends are a range."""
        if self.number.ranged:
            self.is_from = False
            return "range"
        return _comparator(self.before) if self.before else _comparator_of_factor(self.found)

    def tail(self, end: int) -> "regex.Match[str] | None":
        """Return what follows the unit: denominators and a bound."""
        low, begin = self.view.low, self.noun.stop
        while begin < end and low[begin] == " ":
            begin += 1
        return _tail().match(low, begin, end) if low[begin : begin + 1] in _TAIL_LETTERS else None

    def denominators(self, tail: "regex.Match[str] | None") -> int:
        """Return where the unit ends with its denominators: "triệu | /người/năm", "bác sĩ | trên 10.000 dân"."""
        stop = self.noun.stop
        if tail and (self.noun.head or self.number.kind == "factor" or tail["after"] or self.found.spans("unit")):
            stop = tail.spans("slash")[-1][1] if tail["slash"] else stop
            stop = max(stop, tail.spans("over")[-1][1]) if tail["over"] else stop
        return stop

    def apart(self, begins: int, stop: int, end: int) -> int | None:
        """Return where "thấp hơn 4 điểm % so với cùng kỳ" tells by how much: it bounds nothing."""
        apart = _APART.match(self.view.low, begins, self.number.start) if self.before else None
        return apart.end() if apart and _COMPARED.match(self.view.low, stop, end) else None

    def bound_within(self, begins: int) -> Comparator:
        """Return the bound that stands behind *begins*: "thấp hơn | gần 4 điểm %"."""
        before = self.before
        within = [name for name in _BOUNDS[:-1] if before and any(at >= begins for at in before.starts(name))]
        return within[0] if len(within) == 1 else "eq"  # type: ignore[return-value]


def _grouped(view: TextView, number: Number, head: str, unit: str) -> tuple[Number, str | None]:
    """Return a number with its thousands grouped by commas as what it is, and why a reader would look twice."""
    words = view.low[number.start : number.end]
    if number.kind not in ("count", "measure") or head in ("%", "‰") or not is_comma_grouped(words):
        return number, number.suspect
    if words.count(",") == 1 and _PARTED.match(fold(unit)) and view.once(_writes_commas):
        return number, "comma-decimal"  # "106,811 tỷ đồng" beside "1.250 tỷ đồng"
    value = Decimal(words.replace(",", ""))
    return evolve(number, low=value, high=value), "comma-grouped"


_PARTED = pattern(r"(?:triệu|tỷ|tỉ|ha|km|km2|km²|m2|m²|m3|m³)(?!\p{L})")
_COMMA_DECIMALS = pattern(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d./])|(?<![\d.,])\d{1,3},\d{1,2}(?![\d,])")


def _writes_commas(view: TextView) -> bool:
    """Tell whether a text groups thousands with dots or writes decimals of one or two places with a comma."""
    return _COMMA_DECIMALS.search(view.low) is not None


@cache
def _particles() -> frozenset[str]:
    return _FUNCTION_WORDS | {fold(word) for word in table("clauses")["particle"]["words"]}


def _noun(low: str, start: int, end: int) -> tuple[str, int]:
    """Return the counted noun after a number and where it ends: the longest known head, else the first two words."""
    found = _WORDS.match(low, start, end)
    if not found:
        return "", start
    pieces, ends = found.captures("word"), [stop for _, stop in found.spans("word")]
    if pieces[0].rstrip(",") in _FUNCTION_WORDS:
        return "", start
    for size in range(len(pieces), 0, -1):
        form = " ".join(pieces[:size]).rstrip(",")
        if form in nouns() or form in describing():
            return form, ends[size - 1] - pieces[size - 1].endswith(",")
    if pieces[0].rstrip(",") in _particles():
        return "", start
    size = min(2, len(pieces))
    if "," in pieces[0] or pieces[size - 1].rstrip(",") in _particles():
        size = 1
    return " ".join(pieces[:size]).rstrip(","), ends[size - 1] - (pieces[size - 1].endswith(","))


#: What follows a bare number ("hệ số 1,5 đối với trẻ em") and is counted by none.
_FUNCTION_WORDS = frozenset("đối cho và của trong theo tại so thì là hoặc nếu khi để với ở do được".split())
_WORDS = pattern(r"\s{0,240}(?P<word>\p{L}{2,},?)(?:\s{1,90}(?P<word>\p{L}+,?)){0,4}")


def _comparator_of_factor(found: "regex.Match[str]") -> Comparator:
    """Return the bound inside "gấp hơn 2 lần"; nothing else has a bound of its own."""
    return _comparator(found) if found["factor"] else "eq"


def _comparator(found: "regex.Match[str]") -> Comparator:
    """Return how the words before the number bind it: the last of them."""
    last = max(
        ((found.spans(name)[-1], name) for name in ("ge", "le", "gt", "lt", "approx") if found.captures(name)),
        default=None,
    )
    if last is not None:
        return last[1]  # type: ignore[return-value]
    return "ge" if found.captures("from") else "eq"
