"""Units of measure: from the words of a document to a canonical unit with an exact factor.

The table is ``data/units.toml``, one row a unit with its source; counted nouns are an open class in
``data/nouns.toml``.
"""

from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from ..lexicon.counted_nouns import nouns
from ..lexicon.files import table
from ..lexicon.phrase_grammar import phrase_once
from ..lexicon.word_patterns import row_words, words
from ..text.folding import fold
from .model import Unit


@cache
def _rows(kind: str) -> dict[str, dict[str, Any]]:
    return {fold(form): row for row in table("units")[kind] for form in row["forms"]}


@cache
def patterns() -> dict[str, str]:
    """Return the word tables that ``grammars/quantities.lark`` names; what is counted may also be counted on."""
    return {
        "_MAGNITUDE": words(_rows("magnitude"), glued=True),
        "MEASURE": f"(?!{words(row_words('units', 'no_units'), glued=True)}){words(_rows('unit'), glued=True)}",
        "PER": words({*_rows("per"), *nouns()}, glued=True),
    }


def unit_forms() -> list[str]:
    """Return the folded forms of units and of magnitudes."""
    return [*_rows("unit"), *_rows("magnitude")]


@lru_cache(4096)
def dimension(form: str) -> str | None:
    """Return what a folded unit or counted noun measures, None where no table knows; it has no magnitude.

    >>> dimension("ha"), dimension("mét"), dimension("hộ")
    ('area', 'length', 'count')
    """
    row = _rows("unit").get(form)
    return row["dimension"] if row is not None else "count" if form in nouns() else None


@cache
def usual_form(canonical: str) -> str:
    """Return how the unit of an id is written most.

    >>> usual_form("times")
    'lần'
    """
    return next(form for form, row in _rows("unit").items() if row["id"] == canonical)


_OVER = phrase_once("quantities", "over_words")  # "bác sĩ trên 10.000 dân"


@lru_cache(4096)
def unit(text: str) -> Unit:
    """Return what the words of a unit mean.

    >>> unit("triệu đồng/người/năm").canonical, unit("triệu đồng/người/năm").factor
    ('VND/person/a', Decimal('1000000'))
    """
    head, *per = [part.strip() for part in _OVER.sub("/", fold(" ".join(text.split()))).split("/")]
    factor, row = Decimal(1), _rows("unit").get(head)
    magnitudes = _rows("magnitude")
    if row is None:
        for size in (2, 1):  # "nghìn tỷ đồng" before "nghìn đồng"
            front, rest = " ".join(head.split()[:size]), " ".join(head.split()[size:])
            if front in magnitudes:
                factor = Decimal(magnitudes[front]["factor"])
                row, head = _rows("unit").get(rest), rest
                break
    below = [_rows("per").get(part, {}).get("id", part) for part in per]
    if row is None:
        known = head in nouns()
        canonical = "/".join([head, *below]) if head else None
        return Unit(text=text, canonical=canonical, factor=factor, dimension="count" if known else None)
    ucum = row.get("ucum") if factor == 1 and not per else None
    return Unit(
        text=text,
        canonical="/".join([row["id"], *below]),
        factor=factor * Decimal(row["factor"]),
        dimension=row["dimension"],
        ucum=ucum,
    )
