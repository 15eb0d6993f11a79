"""The words around a quantity: which noun phrase it measures, with elided words restored.

Vietnamese official prose says an indicator once and goes on: "Tỷ trọng nông nghiệp chiếm 28,5%, công nghiệp 38%, dịch vụ
33,5%"; "90% xã và 95% cơ quan đạt chuẩn"; "(giảm 1,4%)". `measure` reads the quantities of one passage from left to right
and gives each its phrase; what it needs to remember of the one before is in `Measured`.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex
from attrs import frozen

from ..flow import Flow
from ..units import table
from .quantities import Quantity

Shape = Literal["noun-value", "value-noun", "verb-value-noun", "same"]


@frozen(kw_only=True)
class Measured:
    """A quantity with the words that tell what it measures.

    Attributes:
        quantity: The amount.
        indicator: The phrase, elided words restored, on one line.
        shape: Where the phrase stood: before the value, after it, around it, or with an earlier value.
        predicate: The words between noun and value: "ước đạt", "giảm xuống còn".
        left: Where the clause begins.
        right: Where it ends.
        bracket: Whether the quantity stands in brackets that opened after the value before.
        previous: Position of the quantity that this one leans on, None if it stands alone.
        relation: "whole" (a part of the previous one), "restated" (same thing in another unit or as a change), or None.
        own: The noun phrase of the clause itself, before elided words were restored.
    """

    quantity: Quantity
    indicator: str
    shape: Shape
    predicate: str
    left: int
    right: int
    bracket: bool
    previous: int | None = None
    relation: str | None = None
    own: str = ""


@cache
def _words(name: str) -> "regex.Pattern[str]":
    """Return the pattern of a word list of ``data/clauses.toml``."""
    from ..flow import fold
    from ..phrase import words

    return regex.compile(words(fold(form) for form in table("clauses")[name]["words"]))


@cache
def _lead() -> "regex.Pattern[str]":
    return regex.compile(rf"(?:[\s,;:.\-+()]|{_words('lead').pattern}\s*)+")


@cache
def _predicate() -> "regex.Pattern[str]":
    return regex.compile(rf"(?:(?:{_words('predicate').pattern})[\s,:]*)+$")


@cache
def _head() -> "regex.Pattern[str]":
    return _words("head")


@cache
def _verb() -> "regex.Pattern[str]":
    return _words("verb")


@cache
def _finite() -> "regex.Pattern[str]":
    return _words("finite")


@cache
def _stop_right() -> "regex.Pattern[str]":
    stops = _words("right_stop").pattern
    return regex.compile(rf"[;()\[\]\n]|[.!?…](?=\s|$)|[.](?=\p{{Lu}})|,?\s*(?:{stops})|:\s")


_PIECE = regex.compile(r",\s+|;\s+|\s(?=nhất là\s)|(?<=\s)và\s+")
_PART = regex.compile(r"trong đó|trong số đó|gồm")
_CUT = regex.compile(r",|(?<!\p{L})(?:và|còn|với)(?!\p{L})|\)|:")
_HARD = regex.compile(r";|[.!?…](?=\s+\S|\s*$)|\.(?=\p{Lu}\p{Ll})")


def measure(
    view: Flow, start: int, end: int, quantities: Sequence[Quantity], holes: Sequence[tuple[int, int]]
) -> list[Measured]:
    """Return the quantities of a passage with their phrases.

    Args:
        start, end: The passage without its marker.
        quantities: Its amounts, left to right.
        holes: Times and references in it: their words are no part of an indicator.
    """
    reader = _Reader(view, start, end, quantities, holes)
    for at in range(len(quantities)):
        reader.read(at)
    reader.share_predicates()
    return reader.done


class _Reader:
    def __init__(
        self, view: Flow, start: int, end: int, quantities: Sequence[Quantity], holes: Sequence[tuple[int, int]]
    ) -> None:
        self.view, self.start, self.end, self.quantities = view, start, end, quantities
        self.holes = list(holes)
        self.breaks = [found.start() for found in _HARD.finditer(view.plain, start, end)]
        self.done: list[Measured] = []
        self.rights: list[str] = []
        self.lent = ""  # the head that an item of a list lends to the next: "Tỷ trọng", "Tỷ lệ trường đạt chuẩn"

    # -- pieces of text

    def text(self, start: int, end: int) -> str:
        """Return the words there without times and references."""
        out, at = [], start
        for begin, stop in self.holes:
            if begin >= end:
                break
            if stop <= at:
                continue
            out.append(self.view.plain[at : max(at, begin)])
            at = max(at, stop)
        out.append(self.view.plain[at : max(at, end)])
        return " ".join(" ".join(out).split())

    def clause_start(self, at: int) -> tuple[int, bool]:
        """Return where the words before a quantity begin, and whether a bracket opened since the value before."""
        quantity = self.quantities[at]
        floor = self.start
        for place in self.breaks:
            if place >= quantity.start:
                break
            floor = place + 1
        bracket = False
        if at and self.quantities[at - 1].end > floor:
            floor = self.quantities[at - 1].end
        opened = self.view.low.rfind("(", floor, quantity.start)
        if opened >= 0 and self.view.low.find(")", opened, quantity.start) < 0:
            return opened + 1, True
        if at and self.quantities[at - 1].end == floor:
            gap = self.view.low[floor : quantity.start]
            if not gap.lstrip(" )").startswith((",", ";", ":", "và ", "còn ", "trong đó")):
                # the words after the value before belong to it up to the last comma or "và"
                cuts = [m.end() for m in _CUT.finditer(self.view.low, floor, quantity.start)]
                headed = [m.start() for m in self.heads(floor, quantity.start)]
                floor = headed[0] if headed else max(cuts, default=floor)
        return floor, bracket

    def heads(self, start: int, end: int) -> list["regex.Match[str]"]:
        """Return the heads of indicators that begin a clause between two offsets: after a comma or a bracket."""
        return [
            m
            for m in _head().finditer(self.view.low, start, end)
            if self.view.low[start : m.start()].rstrip().endswith((",", ";", ":", "(", "và")) or m.start() == start
        ]

    # -- one quantity

    def read(self, at: int) -> None:
        quantity = self.quantities[at]
        left, bracket = self.clause_start(at)
        before = self.done[-1] if self.done else None
        same_sentence = before is not None and not any(
            before.quantity.end <= b < quantity.start and self.view.plain[b] != ";" for b in self.breaks
        )
        words = self.text(left, quantity.start)
        low = words.lower()
        found = _predicate().search(low)
        predicate = low[found.start() :].strip(" ,:") if found else ""
        noun = (words[: found.start()] if found else words).rstrip(" ,:;-)")
        led = _lead().match(noun.lower())
        part = bool(_PART.search(low[: led.end()] if led else ""))
        noun = noun[led.end() if led else 0 :].strip(" ,:;-)")
        right = self.right_end(at)
        after = self.text(quantity.end, right).strip(" ,:;-)")
        noun = self.narrow(noun, bool(after) or quantity.kind in ("count", "ratio"))
        closed = before is not None and ")" in self.view.low[before.quantity.end : quantity.start]
        near = before if same_sentence or bracket else None
        if near is not None and near.relation == "whole" and closed:
            near = self.done[near.previous] if near.previous is not None else near
        goes_on = (
            near is not None and near.relation == "whole" and not (part or bracket) and not _head().match(noun.lower())
        )
        if goes_on and near is not None and near.previous is not None:
            near, part = self.done[near.previous], True
        shape, indicator = self.phrase(quantity, noun, predicate, after, near, bracket, part)
        previous, relation = None, None
        if near is not None:
            if shape == "same":
                previous, relation = self.done.index(near), "restated"
            elif part or bracket:
                previous, relation = self.done.index(near), "whole"
        self.rights.append(after)
        self.done.append(
            Measured(
                quantity=quantity,
                indicator=indicator,
                shape=shape,
                predicate=predicate,
                left=left,
                right=right,
                bracket=bracket,
                previous=previous,
                relation=relation,
                own=noun,
            )
        )

    def narrow(self, noun: str, has_object: bool) -> str:
        """Cut a long run of words down to the clause that governs the value: the last one that begins with a head or a verb.

        A verb governs only when something follows the value: "thu gom, xử lý 90%" is one phrase, "phát triển mới 20 hợp
        tác xã" begins a clause.
        """
        low = noun.lower()
        headed = bool(_head().match(low))
        for found in reversed(list(_PIECE.finditer(low))):
            place = found.end()
            if low.count("(", 0, place) != low.count(")", 0, place):
                continue
            if _head().match(low, place) or (has_object and not headed and _verb().match(low, place)):
                return noun[place:]
        return noun

    def right_end(self, at: int) -> int:
        """Return where the words after a quantity end."""
        quantity = self.quantities[at]
        limit = self.end
        if at + 1 < len(self.quantities):
            after = self.quantities[at + 1]
            limit = after.start
            cut = [
                m.start()
                for m in regex.finditer(
                    r",|(?<!\p{L})(?:và|còn)(?!\p{L})|\(", self.view.low, pos=quantity.end, endpos=limit
                )
            ]
            heads = self.heads(quantity.end, limit)
            if heads:
                limit = heads[0].start()
            elif cut:
                limit = cut[-1]
        found = _stop_right().search(self.view.low, quantity.end, limit)
        return found.start() if found else limit

    def phrase(
        self,
        quantity: Quantity,
        noun: str,
        predicate: str,
        after: str,
        before: Measured | None,
        bracket: bool,
        part: bool,
    ) -> tuple[Shape, str]:
        """Decide which words measure the quantity."""
        unit = quantity.unit or ""
        thing = quantity.head if quantity.kind in ("count", "ratio") else ""
        counted = unit if thing else ""
        verbal = bool(_verb().match(noun.lower())) if noun else False
        level = bool(_words("level").search(predicate))
        if not noun:
            other = counted and before is not None and before.quantity.head != quantity.head
            if (
                before is not None
                and not other
                and (
                    level
                    or _words("move").search(predicate)
                    or quantity.kind == "factor"
                    or (bracket and not (thing and after))
                )
            ):
                if not (thing and after and not _words("move").search(predicate) and not predicate.startswith("đạt")):
                    return "same", before.indicator
            rest = f"{counted} {after}".strip()
            if (
                before is not None
                and after
                and _finite().match(after.lower())
                and before.shape == "value-noun"
                and not counted
            ):
                subject = self.subject(before.indicator)
                if subject:
                    return "value-noun", f"{subject} {after}"
            if rest:
                return "value-noun", rest
            return ("same", before.indicator) if before is not None else ("noun-value", "")
        if verbal and not level and (after or counted):
            return "verb-value-noun", f"{noun} {counted} {after}".replace("  ", " ").strip()
        if counted and not predicate and not level and quantity.kind == "count" and not _head().match(noun.lower()):
            return "verb-value-noun", f"{noun} {counted} {after}".replace("  ", " ").strip()
        return "noun-value", self.headed(noun, before, part, bracket)

    def headed(self, noun: str, before: Measured | None, part: bool, bracket: bool) -> str:
        """Put back the head that an item of a list leaves out, and keep the head for the next item."""
        front, colon, rest = noun.partition(":")
        if colon and rest.strip():
            self.lent = front.strip()
            return f"{self.lent} {rest.strip(' :')}"
        head = _head().match(noun.lower())
        if before is None or (not part and (head or _verb().match(noun.lower()))):
            self.lent = noun[: head.end()] if head else ""
            return noun
        if part or bracket:
            return f"{before.indicator} {noun}"
        return f"{self.lent} {noun}".strip()

    @staticmethod
    def subject(phrase: str) -> str:
        """Return the noun phrase before the first finite verb."""
        found = _finite().search(phrase.lower())
        return phrase[: found.start()].strip() if found and found.start() else ""

    def share_predicates(self) -> None:
        """Give "90% xã và 95% cơ quan đạt chuẩn" its predicate twice: the last item of a list has it."""
        from attrs import evolve

        for at in range(len(self.done) - 2, -1, -1):
            one, other = self.done[at], self.done[at + 1]
            if one.shape != "value-noun" or other.shape != "value-noun" or _finite().search(one.indicator.lower()):
                continue
            if any(one.quantity.end <= b < other.quantity.start and self.view.plain[b] != ";" for b in self.breaks):
                continue
            found = _finite().search(other.indicator.lower())
            if found and found.start():
                self.done[at] = evolve(one, indicator=f"{one.indicator} {other.indicator[found.start() :]}")
