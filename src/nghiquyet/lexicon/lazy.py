"""Patterns that are compiled when they are first asked for.

A module has dozens of patterns and a command needs some of them. Compiled at import, all would cost every start.
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
        if name == "_pattern":
            self._pattern = self._make()
            return self._pattern
        value = getattr(self._pattern, name)
        self.__dict__[name] = value  # from now on no call comes through here
        return value


def pattern(source: str, flags: int = regex.VERSION0) -> regex.Pattern[str]:
    """Return the pattern *source* of `regex`: for properties of letters, captures of a group, any look-behind.

    >>> pattern(r"\\p{Lu}+").match("ĐIỀU 1").group()
    'ĐIỀU'
    """
    return cast("regex.Pattern[str]", _Lazy(lambda: compiled(source, flags)))


def plain_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern *source* of the standard library's engine: for all others, in half the time."""
    return cast("re.Pattern[str]", _Lazy(lambda: re.compile(source, flags)))
