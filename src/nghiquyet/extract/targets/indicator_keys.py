"""Stable keys of common indicators (chỉ tiêu thống kê), so that documents of many provinces and years can be joined.

The table is ``data/indicators.toml``. An indicator without a key keeps its words.
"""

import re
from functools import cache

from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.word_patterns import finder, word_list
from ...text.folding import fold


@cache
def _aliases() -> dict[str, str]:
    return {fold(alias): row["key"] for row in table("indicators")["indicator"] for alias in row["aliases"]}


@cache
def _pattern() -> re.Pattern[str]:
    return finder(_aliases())


def indicator_key(indicator: str) -> str | None:
    """Return the key of the indicator that these words name: the longest alias in them, None if there is none.

    None too where the alias is not the head of the phrase, or only a part of the indicator is meant.

    >>> indicator_key("Tỷ lệ hộ nghèo đa chiều khu vực miền núi"), indicator_key("Số đàn ong")
    ('poverty-rate', None)
    """
    low = fold(indicator)
    found = max(_pattern().finditer(low), key=lambda match: len(match.group()), default=None)
    if found is None or _elsewhere().search(low, 0, found.start()) or _in_part().match(low, found.end()):
        return None
    return _aliases()[" ".join(found.group().split())]


@cache
def _elsewhere() -> re.Pattern[str]:
    """Match words before a name that make it no head: "mức cho vay đối với dự án | tạo việc làm"."""
    return word_list("clauses", "other_head")


@cache
def _in_part() -> re.Pattern[str]:
    """Match words behind a name that leave a part of it: "chi thường xuyên | chưa phân bổ"."""
    return plain(rf"\s*(?:{word_list('clauses', 'part_of_indicator').pattern})")
