"""Patterns that are compiled when they are first asked for.

A module has dozens of patterns, a command needs some of them: `nghiquyet tree` none of those of the facts. Compiled at
import, all of them would cost every start a quarter of a second.
"""

import re
from collections.abc import Callable
from typing import Any, cast

import regex

from .kept import compiled


class _Lazy:
    """Stands for a pattern until its first use; then each of its methods is that of the pattern itself."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._made(), name)
        self.__dict__[name] = value  # from now on no call comes through here
        return value

    def _made(self) -> Any:
        if "_pattern" not in self.__dict__:
            self.__dict__["_pattern"] = self._make()
        return self.__dict__["_pattern"]

    def __repr__(self) -> str:
        return repr(self._made())


def pattern(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return the pattern *source* of `regex`: for properties of letters, group captures, look-behind of any length.

    >>> pattern(r"\\p{Lu}+").match("ĐIỀU 1").group()
    'ĐIỀU'
    """
    return cast("regex.Pattern[str]", _Lazy(lambda: compiled(source, flags or regex.VERSION0)))


def plain_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern *source* of the standard library's engine: for all others, in half the time."""
    return cast("re.Pattern[str]", _Lazy(lambda: re.compile(source, flags)))
