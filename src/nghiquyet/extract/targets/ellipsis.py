"""What the members of a list lend each other: a predicate or a bound said once, the standard of what is counted."""

from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...text.folding import fold
from ..view import TextView
from .noun_phrases import clause_words, join, listed

if TYPE_CHECKING:
    from .indicator_phrases import Measured

_BOUNDS = ("ge", "gt", "le", "lt", "approx")
_STARRED = pattern(r"[\p{L}\s]{0,40}")
_MEETS, _BODY = phrase_once("measured", "meets"), phrase_once("measured", "body")


def share_predicates(done: "list[Measured]") -> "list[Measured]":
    """Give "90% xã và 95% cơ quan đạt chuẩn" its predicate twice: the last item of a list has it."""
    finite = clause_words("finite")
    for at in range(len(done) - 2, -1, -1):
        one, other = done[at], done[at + 1]
        if one.shape != "value-noun" or other.shape != "value-noun" or not _listed(one, other):
            continue
        found = finite.search(fold(other.indicator))
        said = fold(one.indicator)
        body = _BODY.match(said)
        if found and found.start() and not finite.search(said, body.end() if body else 0):
            done[at] = evolve(one, indicator=join(one.indicator, other.indicator[found.start() :]))
            bound = one.quantity.comparator
            if bound in _BOUNDS and other.quantity.comparator == "eq" and _joined(one, other):
                done[at + 1] = evolve(other, quantity=evolve(other.quantity, comparator=bound))
    return done


def _joined(one: "Measured", other: "Measured") -> bool:
    """Tell whether a bound said before the first of two shares holds for both: "tối thiểu 80% xã và 50% huyện"."""
    first, second, clause = one.quantity, other.quantity, other.clause
    ahead = first.start < first.number_start and second.start == second.number_start
    return ahead and first.head == second.head and clause.predicate in ("", *listed("and")) and not clause.part


def with_standards(view: TextView, done: "list[Measured]") -> "list[Measured]":
    """Give "02 xã đạt dưới 12 tiêu chí nông thôn mới" the standard that tells which communes are meant."""
    for at, (one, other) in enumerate(pairwise(done)):
        end, standard = one.quantity.end, other.quantity
        if standard.head in listed("star") and _STARRED.fullmatch(view.low, end, standard.start):
            done[at] = evolve(one, indicator=join(one.indicator, view.words(standard.start, standard.end)))
        if standard.head not in listed("standard") or one.shape == "noun-value":
            continue
        if _MEETS.search(fold(one.indicator)) and _MEETS.search(view.low, end, standard.start):
            words = view.words(standard.start, max(other.clause.right, standard.end))
            done[at] = evolve(one, indicator=join(one.indicator, words))
    return done


def _listed(one: "Measured", other: "Measured") -> bool:
    """Tell whether two values are items of a list: parted by a comma, or by a semicolon with a noun alike.

    "99% dân cư thành thị; 99% dân cư nông thôn được ..." is one, "98% hộ dân dùng điện; 100% xã có ..." is none.
    """
    clause = other.clause
    if clause.listed or not clause.same_sentence or clause.bracket or clause.closed:
        return clause.listed
    return not clause.predicate and fold(one.indicator).split()[:2] == fold(other.indicator).split()[:2]
