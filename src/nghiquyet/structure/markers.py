"""The marker families: which role a form opens, how high it stands, how its labels count. Data, and only here."""

from collections.abc import Callable

from attrs import frozen

from ..text.numerals import Place, letter, number, ordinal, roman


@frozen
class Family:
    """One way to mark the units of a list.

    Attributes:
        role: What it opens, unless its place says otherwise (see `outline`).
        rank: A unit closes the open units of its own rank and of higher numbers.
        place: How its labels count; None for bullets, which do not count.
        letters: The labels are letters, some of which drafters leave out.
    """

    role: str
    rank: float
    place: Callable[[str], Place] | None = None
    letters: bool = False


#: The order is that of the drafting rules: Nghị định 30/2020/NĐ-CP, annex I (phần, chương, mục, tiểu mục, điều,
#: khoản, điểm) and Hướng dẫn 36-HD/VPTW (I, 1, 1.1, a, gạch đầu dòng). LETTER, ROMAN and the articles change places:
#: whichever a text opens first stands outside.
FAMILIES: dict[str, Family] = {
    "IS_ANNEX": Family("ANNEX", 0),
    "IS_FORM": Family("ANNEX", 0),
    "IS_RECIPIENTS": Family("RECIPIENTS", 1),
    "IS_PART": Family("PART", 10, ordinal),
    "IS_CHAPTER": Family("CHAPTER", 20, ordinal),
    "IS_DIVISION": Family("SECTION", 30, ordinal),
    "IS_SUBDIVISION": Family("SECTION", 35, lambda label: ordinal(label.split(".")[-1])),
    "LETTER": Family("SECTION", 38, letter, letters=True),
    "ROMAN": Family("SECTION", 40, lambda label: (roman(label), 0)),
    "IS_OLD_ARTICLE": Family("ARTICLE", 49, ordinal),
    "IS_ARTICLE": Family("ARTICLE", 50, number),
    "IS_CLAUSE": Family("ITEM", 60, number),
    "ARABIC": Family("ITEM", 60, number),
    "COMPOUND": Family("SUBITEM", 61),
    "DECIMAL": Family("SUBITEM", 61),
    "PAREN": Family("ITEM", 66, number),
    "ARABIC_PAREN": Family("ITEM", 67, number),
    "ALPHA": Family("POINT", 70, letter, letters=True),
    "LOW_ROMAN": Family("POINT", 75, lambda label: (roman(label), 0)),
    "STAR": Family("BULLET", 80),
    "DASH": Family("BULLET", 80),
    "DOT": Family("BULLET", 80),
    "PLUS": Family("SUBBULLET", 81),
    "PLUSES": Family("SUBBULLET", 82),
}

#: Bullets: each mark is a family of its own, and the text shows which one is the outer one.
BULLETS = frozenset({"STAR", "DASH", "DOT", "PLUS", "PLUSES"})

#: Families that a text may nest in either order.
SWAP = frozenset({"LETTER", "ROMAN", "IS_OLD_ARTICLE", "IS_ARTICLE"})

#: Families whose count runs on when the unit around them ends: articles across chapters, indicators across headings.
RUNS_ON = frozenset({"IS_CHAPTER", "IS_DIVISION", "IS_OLD_ARTICLE", "IS_ARTICLE", "PAREN"})

#: Ways to write the same number: a list that changes from one to another goes on, with a diagnostic.
KINDRED = frozenset({"ARABIC", "ARABIC_PAREN", "PAREN", "IS_CLAUSE"})

#: Hostile text must not nest for ever; no real outline comes near.
DEEPEST = 24
