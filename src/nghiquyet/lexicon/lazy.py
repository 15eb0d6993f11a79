"""Patterns that are compiled on first use, each by the engine that suits it.

A module has dozens of patterns and a command needs some of them. Compiled at import, all would cost every start.

`regex` reads properties of letters and any look-behind, and finds the letters that a pattern needs before it tries it
anywhere. The engine of the standard library reads less, and costs a fifth where a pattern is tried at one place.
"""

import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import regex

from .kept import compiled, kept, plain

#: The flags that mean the same to both engines.
_SHARED = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL


#: What `re` cannot read, or reads otherwise: properties, the way backwards, sets of sets.
_ONLY_REGEX = re.compile(r"\\(?:p(?!\{(?:L[ul]?|N)\})|[PX])|\(\?r|\[\[|&&|\|\||--|~~")
_NAME = re.compile(r"\(\?P<(\w+)>")


class _Lazy:
    """Stands for a pattern until its first use; then each of its methods is that of the pattern itself."""

    def __init__(self, make: Callable[[], Any], at_one_place: Callable[[], Any] | None = None) -> None:
        self._make, self._make_for_one_place = make, at_one_place or (lambda: self._pattern)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_pattern":
            self._pattern = self._make()
            return self._pattern
        if name == "_at_one_place":
            self._at_one_place = self._make_for_one_place() or self._pattern
            return self._at_one_place
        value = getattr(self._at_one_place if name in ("match", "fullmatch") else self._pattern, name)
        self.__dict__[name] = value  # from now on no call comes through here
        return value


def pattern(source: str, flags: int = regex.VERSION0) -> regex.Pattern[str]:
    """Return the pattern *source*: `regex` searches with it, `re` tries it at one place where it can read it.

    Only `compiled` gives the captures of a group that matches several times.

    >>> pattern(r"\\p{Lu}+").match("ĐIỀU 1").group()
    'ĐIỀU'
    """
    return lazy(lambda: source, flags)


@cache
def groups_of(form: regex.Pattern[str]) -> frozenset[str]:
    """Return the names of the groups of a pattern, which itself makes a dict of them each time it is asked.

    >>> sorted(groups_of(regex.compile("(?P<year>[0-9]{4})|(?P<term>khóa)")))
    ['term', 'year']
    """
    return frozenset(form.groupindex)


def lazy(source: Callable[[], str], flags: int = regex.VERSION0) -> regex.Pattern[str]:
    """Return `pattern` for a source that is made on first use."""
    return cast("regex.Pattern[str]", _Lazy(lambda: compiled(source(), flags), lambda: _simple(source(), flags)))


def plain_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern *source* of the standard library's engine, for searches too: in half the time.

    It searches fast with a pattern that begins with a letter or a choice of letters, slowly with any other.
    """
    return cast("re.Pattern[str]", _Lazy(lambda: plain(source, flags)))


def plain_letters(source: str) -> re.Pattern[str]:
    """Return `plain_pattern` for a source with properties of letters ("\\p{Lu}"); blanks are those of `regex`."""
    return cast("re.Pattern[str]", _Lazy(lambda: plain(_TOKEN.sub(_same_letters, source))))


def _simple(source: str, flags: int) -> re.Pattern[str] | None:
    """Return *source* compiled by `re`; None if that cannot read it, or might read something else."""
    flags &= ~(regex.VERSION0 | regex.VERSION1)
    names = _NAME.findall(source)
    if len(names) > len(set(names)) or _ONLY_REGEX.search(source) or flags & ~_SHARED:
        return None  # `re` wants each name once
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # sets that a later version will read otherwise
            return plain(_TOKEN.sub(_same_letters, source), flags)
    except (re.error, FutureWarning):
        return None


#: No letters to `regex`, words to `re`: raised and lowered digits, fractions, Roman and circled numbers.
_NUMERALS = r"\xb2\xb3\xb9\xbc-\xbe\u2070-\u2089\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
#: Blanks to `regex`; `re` has four control letters more, which old fonts use for letters ("t\x1fướng").
_BLANKS = r" \t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
#: A set, or an escaped letter outside of one.
_TOKEN = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]|\\p\{\w+\}|\\.", re.DOTALL)
_KIND = re.compile(r"\\p\{(\w+)\}")


def _same_letters(token: re.Match[str]) -> str:
    """Return a part of a pattern for `re` that means the same blanks and letters as to `regex`."""
    match token[0]:
        case r"\p{L}":
            return rf"[^\W\d_{_NUMERALS}]"
        case r"\s":
            return f"[{_BLANKS}]"
        case r"\S":
            return f"[^{_BLANKS}]"
        case words if words.startswith("["):
            if r"\S" in words:
                raise re.error("a set of what is no blank is not written out")
            return _KIND.sub(lambda kind: _written_out(kind[1]), words.replace(r"\s", _BLANKS))
        case words if kind := _KIND.fullmatch(words):
            return f"[{_written_out(kind[1])}]"
        case words:
            return words


@cache
def _written_out(kind: str) -> str:
    """Return the letters of a kind ("Lu") as `regex` knows them, as ranges; those beyond the basic plane are left out.

    No text in Vietnamese has them, and `re` would look through a list of their ranges at every other letter.
    """
    return kept(lambda: _ranges(rf"\p{{{kind}}}+"), "letters", kind)


def _ranges(letters: str) -> str:
    runs = regex.findall(letters, "".join(map(chr, range(0x10000))))
    return "".join(rf"\u{ord(run[0]):04x}-\u{ord(run[-1]):04x}" for run in runs)
