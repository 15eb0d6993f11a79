"""Stable keys of common indicators (chỉ tiêu thống kê), so that documents of many provinces and years can be joined.

The table is ``data/indicators.toml``. An indicator without a key keeps its words.
"""

import re
from functools import cache

from ...lexicon.files import table
from ...lexicon.word_patterns import finder
from ...text.folding import fold


@cache
def _aliases() -> dict[str, str]:
    return {fold(alias): row["key"] for row in table("indicators")["indicator"] for alias in row["aliases"]}


@cache
def _pattern() -> re.Pattern[str]:
    return finder(_aliases())


def indicator_key(indicator: str) -> str | None:
    """Return the key of the indicator that these words name: the longest alias in them, None if there is none.

    >>> indicator_key("Tỷ lệ hộ nghèo đa chiều khu vực miền núi"), indicator_key("Số đàn ong")
    ('poverty-rate', None)
    """
    found = max(_pattern().findall(fold(indicator)), key=len, default=None)
    return _aliases()[" ".join(found.split())] if found else None
