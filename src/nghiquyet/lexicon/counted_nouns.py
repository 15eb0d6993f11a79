"""The heads of counted nouns ("hộ", "dự án"): rows of ``data/nouns.toml``."""

from functools import cache

from ..text.folding import fold
from .files import table


@cache
def nouns() -> frozenset[str]:
    """Return the folded heads of counted nouns."""
    return frozenset(fold(noun) for group, rows in table("nouns").items() if group != "describing" for noun in rows)


@cache
def generic() -> frozenset[str]:
    """Return the folded heads that name nothing without what follows them: "sân chơi", "máy bơm"."""
    return frozenset(fold(noun) for noun in table("nouns")["generic"])


@cache
def describing() -> frozenset[str]:
    """Return the folded heads whose counts only describe the document or the work."""
    return frozenset(fold(noun) for noun in table("nouns")["describing"])
