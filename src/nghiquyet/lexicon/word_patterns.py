"""Lists of words as patterns: what a table names is found in running text, whole words only.

`words` gives a part of a larger pattern, `finder` a pattern to search with, `word_list` the same for a row of a table
in ``data/``; `any_of` is for long names that begin alike, word by word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, takewhile
from typing import Any

import regex

from ..text.folding import fold
from .files import table
from .kept import kept, plain

BOUND = r"\b"
#: So few words are made into a pattern sooner than what was kept is found.
_FEW = 8
#: The letters that resolutions have most often, the rarest of them first; any other is rarer (`find` says -1).
_COMMON = "ộdqlệịrkbsưyámvàaopđugicthn"


def words(forms: Iterable[str], *, glued: bool = False) -> str:
    """Return a pattern that matches any of *forms*, the longest first, never inside a longer word.

    The forms become a tree of letters, so that hundreds of words cost little more than one. With *glued* a digit may
    stand right before, as in "15km".
    """
    forms = sorted(forms)
    if len(forms) <= _FEW:
        return _words(forms, glued)
    return kept(lambda: _words(forms, glued), "words", str(glued), *forms)


def _words(forms: list[str], glued: bool) -> str:
    tree = letter_tree(forms)
    # `\b` costs half of the classes, but takes the end of "m³" for the end of "m": units are glued
    before, end = (r"(?<!\p{L})", r"(?![\p{L}\p{N}])") if glued else (BOUND, BOUND)
    marks = {letter: below for letter, below in tree.items() if not letter.isalnum()}
    letters = {letter: below for letter, below in tree.items() if letter.isalnum()}
    parts = [before + branches(letters, "", end)] * bool(letters) + [branches(marks, "", end)] * bool(marks)
    return "(?:" + "|".join(parts) + ")"


def finder(forms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of *forms* in running text, as `words` does, in half the time.

    The standard library's engine looks for a choice of first letters at the speed of C. It keeps no list of the
    captures of a group, so phrases are matched by `regex` all the same.
    """
    forms = sorted(forms)
    return plain(kept(lambda: _finder(forms), "finder", *forms))


def _finder(forms: list[str]) -> str:
    options = []
    for letter, below in letter_tree(forms).items():
        options.append(re.escape(letter) + _alone(letter) + branches(below, letter))
    return "(?:" + "|".join(options) + ")"  # a group: others put it after words of their own


def counter(forms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds as many of *forms* as `finder` does, each at a letter inside it: in less than half the time.

    A letter with a mark is rarer than the consonants that words begin with, and it is looked for at the speed of C.

    >>> finder(["hồ sơ", "quy chế"]).findall("hồ sơ"), counter(["hồ sơ", "quy chế"]).findall("hồ sơ")
    (['hồ sơ'], ['ồ sơ'])
    """
    forms = sorted(forms)
    return plain(kept(lambda: _counter(forms), "rare counter", *forms))


def _counter(forms: list[str]) -> str:
    options: dict[str, list[str]] = {}
    for letter, front, run, rest in _by_rare_letter(forms):
        options.setdefault(letter, []).append(f"{run}(?<={BOUND}{front}{letter}{run}){rest}")
    return _of_letters(options)


def rare_letter(form: str) -> int:
    """Return where the rarest letter of the first word of *form* stands.

    >>> [word[rare_letter(word)] for word in ("nghị quyết", "quy chế")]
    ['ị', 'q']
    """
    word = form.split()[0]
    return min(range(len(word)), key=lambda at: _COMMON.find(word[at]))


def _by_rare_letter(forms: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rarest letter of the first words of *forms*, the letters before and behind it, the pattern of the rest.

    The letters behind are those that follow in all of these words: they tell sooner than a look back.
    """
    whole: dict[tuple[str, str], list[str]] = {}
    for form in forms:
        at = rare_letter(form)
        whole.setdefault((form[at], form[:at]), []).append(form)
    for (letter, front), alike in whole.items():
        below, run = letter_tree(alike), ""
        for each in front + letter:
            below = below[each]
        while len(below) == 1 and (each := next(iter(below))).isalpha():
            below = below[each]
            run += each
        yield letter, front, run, branches(below, (letter + run)[-1])


def _of_letters(options: Mapping[str, list[str]]) -> str:
    return "(?:" + "|".join(f"{re.escape(letter)}(?:{'|'.join(ways)})" for letter, ways in options.items()) + ")"


def _alone(letter: str) -> str:
    """Return the look back at a first letter: no word goes on there."""
    return rf"(?<!\w{letter})" if letter.isalnum() else ""


def sign(forms: Iterable[str], *others: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of one letter of each of *forms*, wherever one of them stands, inside another one too.

    It is the letter that `counter` looks for; a group has the letters of its word before it.
    *others* are further signs, as `by_first_letter` takes them: one look over a text finds all.

    >>> found = sign(["nghị quyết", "luật"]).search("tại nghị quyết")
    >>> found.group(), found.group(found.lastindex)
    ('ị', 'ngh')
    """
    forms = sorted(forms)
    words = (word for other in others for pair in other.items() for word in pair)
    return plain(kept(lambda: _sign(forms, others), "rare sign", *forms, *words))


def _sign(forms: list[str], others: Iterable[Mapping[str, str]]) -> str:
    options: dict[str, list[str]] = {}
    inner = list(_by_rare_letter(forms))
    signs = {letter for letter, *_ in inner}.union(*("".join(other) for other in others))
    for letter, front, run, rest in inner:
        passed = "".join(takewhile(lambda each: each not in signs, run))  # a match that takes a sign in would hide it
        ahead, back = f"(?={run[len(passed) :]}{rest})", rf"(?<={BOUND}({front}){letter}{passed})"
        options.setdefault(letter, []).append(passed + ahead + back)
    for letters, rest in (pair for other in others for pair in other.items()):
        for letter in letters:
            options.setdefault(letter, []).append(f"(?={rest})")
    return _of_letters(options)


def letter_tree(forms: Iterable[str], ends: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return *forms* as a tree of letters; an empty letter stands where a form ends, with its pattern in *ends*."""
    tree: dict[str, Any] = {}
    for form in sorted(forms):  # the same pattern in every process: it can be kept compiled
        node = tree
        for letter in " ".join(form.split()):
            node = node.setdefault(letter, {})
        node[""] = ends.get(form) if ends else None
    return tree


def branches(tree: Mapping[str, Any], last: str, end: str = BOUND) -> str:
    """Return the pattern of a tree of letters, longer words before their beginnings; *last* led here.

    *end* is the pattern of the end of a word.
    """
    options = []
    for letter, below in sorted(tree.items(), key=lambda item: item[0] == ""):
        if letter == "":
            options.append(below or (end if last.isalnum() else ""))
            continue
        run, node = letter, below
        while len(node) == 1 and "" not in node:  # a run of letters without a fork
            (letter, node), *_ = node.items()
            run += letter
        options.append(r"\s+".join(regex.escape(part) for part in run.split(" ")) + branches(node, run[-1], end))
    return options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"


def any_of(forms: Iterable[str], gap: str = r"\s+") -> str:
    """Return a pattern for any of *forms*, folded, the longest first; *gap* stands between their words.

    Forms that begin alike are tried once, word by word: three times as fast as an alternation of hundreds of names.

    >>> any_of(["báo cáo", "báo cáo thẩm tra"])
    '(?:\\\\bbáo\\\\s+cáo(?!\\\\w)(?:\\\\s+thẩm\\\\s+tra(?!\\\\w))?)'
    """
    forms = sorted(forms)
    return _any_of(forms, gap) if len(forms) <= _FEW else kept(lambda: _any_of(forms, gap), "any of", gap, *forms)


def _any_of(forms: list[str], gap: str) -> str:
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


def by_first_letter(rests: Mapping[str, str], *, ahead: bool = False, alone: bool = False) -> str:
    """Return a pattern of `re` for what begins with one of the letters of a key and goes on as its value says.

    The engine looks for a choice of first letters at the speed of C, but only where each branch begins with one letter.
    With *ahead* the pattern is nothing but that letter, and looks at the rest. *alone*: no word goes on there.

    >>> re.findall(by_first_letter({"n": "ăm|gày", "12": r"\\d{3}"}), "ngày 1 tháng 2 năm 2026")
    ['ngày', 'năm', '2026']
    """
    options: dict[str, list[str]] = {}
    for letters, rest in rests.items():
        for letter in letters:
            options.setdefault(letter, []).append(rest)
    before = r"(?<!\w.)" if alone else ""
    form = f"{{}}(?={{}}){before}" if ahead else f"{{}}{before}(?:{{}})"
    return "(?:" + "|".join(form.format(re.escape(one), "|".join(more)) for one, more in options.items()) + ")"


@cache
def word_list(table_name: str, row: str) -> re.Pattern[str]:
    """Return what finds any of the words of a row of ``data/<table_name>.toml``, whole words only, on folded text."""
    return finder(row_words(table_name, row))


def row_words(table_name: str, row: str) -> list[str]:
    """Return the words of a row of ``data/<table_name>.toml``, folded."""
    return [fold(form) for form in table(table_name)[row]["words"]]


@cache
def first_letters(table_name: str, row: str) -> frozenset[str]:
    """Return the letters, small and capital, that the words of a row begin with: any other letter tells at once."""
    return frozenset(
        letter for form in table(table_name)[row]["words"] for letter in (form[0].lower(), form[0].upper())
    )


@cache
def choice(table_name: str, row: str) -> str:
    """Return a pattern for any of the words of a row as they are written, for text that is not folded.

    It has no bounds: what stands around the words is said where it is used.
    """
    forms = (form.split() for form in table(table_name)[row]["words"])
    return "(?:" + "|".join(r"\s+".join(map(regex.escape, form)) for form in forms) + ")"


def worn(table_name: str, row: str) -> str:
    """Return `choice` for words of which a scan may have lost marks: "CONG HOA XÃ".

    >>> [bool(regex.fullmatch(worn("headers", "term"), said)) for said in ("khóa", "khoa", "khoă")]
    [True, True, False]
    """
    return "".join(map(_worn, choice(table_name, row)))


def _worn(letter: str) -> str:
    """Return a pattern of a letter with all of its marks, some of them or none."""
    base, *marks = tuple(unicodedata.normalize("NFD", letter))
    some = (each for size in range(len(marks) + 1) for each in combinations(marks, size))
    forms = [unicodedata.normalize("NFC", base + "".join(each)) for each in some]
    return f"[{''.join(forms)}]" if marks else letter
