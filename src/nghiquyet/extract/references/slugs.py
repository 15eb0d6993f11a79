"""Words as parts of keys: plain ASCII without capitals."""

import unicodedata
from functools import lru_cache

from ...lexicon.lazy import pattern
from ...text.folding import fold

_ASCII = pattern(r"[a-z0-9]+")
_MARKS = pattern(r"\p{M}+")


@lru_cache(4096)  # the same names and codes come again and again
def slug(text: str) -> str:
    """Return *text* as lower-case ASCII words joined by dashes.

    >>> slug("Đất đai, nhà ở")
    'dat-dai-nha-o'
    """
    plain = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "-".join(_ASCII.findall(_MARKS.sub("", plain)))
