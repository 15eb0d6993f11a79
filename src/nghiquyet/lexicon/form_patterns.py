"""The word tables of the extractors: TOML files of the package, read once, and the patterns made of them."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from ..extract.view import fold


@cache
def table(name: str) -> dict[str, Any]:
    """Return the rows of ``nghiquyet/data/<name>.toml``."""
    return tomllib.loads((files("nghiquyet") / "data" / f"{name}.toml").read_text("utf-8"))


def any_of(forms: Iterable[str], gap: str = r"\s+") -> str:
    """Return a pattern for any of *forms*, folded, the longest first; *gap* stands between their words.

    Forms that begin alike are tried once, word by word: three times as fast as an alternation of hundreds of names.

    >>> any_of(["báo cáo", "báo cáo thẩm tra"])
    '(?:\\\\bbáo\\\\s+cáo(?!\\\\w)(?:\\\\s+thẩm\\\\s+tra(?!\\\\w))?)'
    """
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for word in fold(form).split():
            node = node.setdefault(word, {})
        node[""] = {}
    return "(?:" + "|".join(_branch(word, below, gap, first=True) for word, below in _longest(root)) + ")"


def _longest(node: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(((word, below) for word, below in node.items() if word), key=lambda item: -len(item[0]))


def _branch(word: str, below: dict[str, Any], gap: str, *, first: bool = False) -> str:
    ends = "" in below
    more = [_branch(next_word, deeper, gap) for next_word, deeper in _longest(below)]
    before = r"\b" if first and word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() and (ends or len(more) > 1) else ""
    tail = ""
    if more:
        tail = gap + (more[0] if len(more) == 1 else "(?:" + "|".join(more) + ")")
        tail = f"(?:{tail})?" if ends else tail
    return before + regex.escape(word) + after + tail
