"""How the names of bodies and offices begin, by the tables, and which words end a name."""

import re
from collections.abc import Iterator
from functools import cache

import regex

from ...lexicon.files import table
from ...lexicon.kept import plain
from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import row_words, word_list, words
from ...text.folding import fold
from ..view import TextView

_OFFICE = phrase_once("bodies", "office_word")
#: The first letters of what may stand before a name written with a capital.
OFFICE_LETTERS = frozenset("sp")
_LETTERS = plain_pattern(r"\w+")
#: A form that begins a name: the folded words, the kind, whether the first letter has to be a capital.
_Form = tuple[str, str, bool]


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """Return, by first word, the forms that begin a name, longest first."""
    rows: dict[str, tuple[str, bool]] = {}
    bodies = table("bodies")
    for form in bodies["open"]:
        rows.update((each, ("open", False)) for each in form["forms"])
    for head in bodies["head"]:
        rows.update((each, (head["tail"], each[0].isupper())) for each in head["names"])
    for row in bodies["central"]:
        if not row.get("cited"):
            rows[row["name"]] = ("whole", True)
    for name in bodies["ministry"]:
        rows.update((f"{head} {name}", ("whole", True)) for head in bodies["ministry_head"]["words"])
    for group in bodies["group"]:
        rows.update((form, ("group", False)) for each in group["forms"] for form in _joined(each))
    forms: dict[str, list[_Form]] = {}
    for form, (kind, capital) in sorted(rows.items(), key=lambda row: -len(row[0])):
        low = fold(form)
        forms.setdefault(low.split()[0].strip(","), []).append((low, kind, capital))
    return {first: tuple(several) for first, several in forms.items()}


def _joined(form: str) -> Iterator[str]:
    """Yield a form of a set in all the ways in which its kinds are joined: "các sở, ngành", "các sở - ngành"."""
    yield form
    if ", " in form:
        yield from (form.replace(", ", joint) for joint in (" - ", "/", "-"))


@cache
def _heads(capital: bool) -> dict[str, dict[str, str]]:
    """Return, by first word, the heads with their kinds: all of them, or those that may stand in small letters."""
    heads = {
        first: {" ".join(low.split()): kind for low, kind, needs_capital in reversed(forms) if capital >= needs_capital}
        for first, forms in _forms().items()
    }
    return {first: kinds for first, kinds in heads.items() if kinds}


@cache
def _head(first: str, capital: bool) -> re.Pattern[str]:
    """Return the pattern of those of `_heads` that begin with one word."""
    return plain(words(_heads(capital)[first]))


@cache
def open_nouns() -> regex.Pattern[str]:
    """Return the pattern of the nouns that name bodies in open sets: "các | cơ quan | liên quan"."""
    rows = (row["forms"] for row in table("bodies")["open"] if not row.get("plural"))
    return pattern(words(fold(form) for forms in rows for form in forms))


@cache
def first_words() -> frozenset[str]:
    """Return the words that a name may begin with, in small letters too, where nothing but a body can stand."""
    offices = (fold(form).split()[0] for form in table("bodies")["in_place"]["words"])
    return frozenset(_forms()) | frozenset(offices)


@cache
def _verbs() -> dict[str, list[str]]:
    """Return, by first word, the words that no name goes on with: verbs, and words that join clauses."""
    duties = table("duties")
    forms = {fold(form) for row in ("modal", "monitor", "report", "act", "share") for form in duties[row]["words"]}
    forms |= {fold(word) for word in (*table("bodies")["stop"], *table("bodies")["not_in_name"]["words"])}
    by_first: dict[str, list[str]] = {}
    for form in forms:
        by_first.setdefault(form.split()[0].strip(","), []).append(form)
    return by_first


@cache
def _verb(first: str) -> re.Pattern[str]:
    """Return the pattern of those of `_verbs` that begin with one word."""
    return plain(words(_verbs()[first]))


def ends_name(view: TextView, at: int, word: str, end: int) -> bool:
    """Tell whether *word*, which stands at *at*, begins something that no name goes on with."""
    return word in _verbs() and _verb(word).match(view.low, at, end) is not None


def inside_name(view: TextView, at: int, word: str, end: int) -> int | None:
    """Return where a verb ends that begins at *at* and may name a field of work: "Ban Quản lý | bảo trì | đường bộ".

    Verbs of what a body says to others or decides name none.
    """
    found = _verb(word).match(view.low, at, end) if word in _verbs() else None
    return found.end() if found and body_words("not_inside").match(view.low, at, end) is None else None


def monitors_end(view: TextView, at: int, end: int) -> int | None:
    """Return where a verb of watching ends that begins at *at*: "Cục Quản lý | giám sát | bảo hiểm"."""
    found = word_list("duties", "monitor").match(view.low, at, end)
    return found.end() if found else None


def tells_at(view: TextView, at: int, end: int) -> bool:
    """Tell whether what a body is told begins at *at*."""
    return any(word_list("duties", row).match(view.low, at, end) for row in ("act", "monitor", "share", "obliges"))


@cache
def ministry() -> regex.Pattern[str]:
    return pattern(words(fold(name) for name in table("bodies")["ministry"]))


@cache
def closed_forms() -> dict[str, bool]:
    """Return the forms that begin the names of bodies, open sets aside, each with whether it needs a capital."""
    return {form: capital for forms in _forms().values() for form, kind, capital in forms if kind != "open"}


def first_word(view: TextView, at: int, end: int) -> str:
    """Return the word that begins at *at*, folded; empty if none does."""
    word = _LETTERS.match(view.low, at, end)
    return word[0] if word else ""


def capital_at(view: TextView, at: int) -> bool:
    """Tell whether a capital stands at *at*, or behind "sở", "phòng" there: "phòng Nội vụ" is written as "Phòng"."""
    letter = view.plain[at : at + 1]
    return letter.isupper() or (letter in OFFICE_LETTERS and _OFFICE.match(view.plain, at) is not None)


@cache
def forms_of(row: str) -> frozenset[str]:
    """Return the words of one row of data/bodies.toml, folded: for a word that is read already."""
    return frozenset(row_words("bodies", row))


@cache
def ends_of(row: str, gap: str = "") -> tuple[str, ...]:
    """Return the words of one row of data/bodies.toml for the begin or the end of other words, each with a *gap*."""
    return tuple(form + gap for form in row_words("bodies", row))


@cache
def body_words(row: str) -> regex.Pattern[str]:
    """Return the pattern of the words of one row of data/bodies.toml."""
    return pattern(words(fold(form) for form in table("bodies")[row]["words"]))


def head_at(view: TextView, at: int, end: int, *, small: bool = False) -> tuple[int, str] | None:
    """Return where the head of a name that begins at *at* ends, and its kind.

    With *small*, heads that are written with a capital may stand in small letters too: where only a body can stand.
    """
    word = first_word(view, at, end)
    if word not in _heads(True):
        return None
    capital = capital_at(view, at)
    if not capital and small and body_words("not_head").match(view.low, at, end):
        return None
    kinds = _heads(capital or small).get(word)
    found = _head(word, capital or small).match(view.low, at, end) if kinds else None
    if kinds is None or found is None:
        return None
    return found.end(), kinds.get(found[0]) or kinds[" ".join(found[0].split())]


def begins_other(view: TextView, at: int, end: int) -> bool:
    """Tell whether a compound begins at *at* that is no head but begins as one does: "Trường hợp", not "Trường Hợp"."""
    other = body_words("not_head").match(view.low, at, end)
    if other is None or not view.plain[at + 1 : other.end()].islower():
        return False
    head = head_at(view, at, end)
    return head is not None and head[0] < other.end()


def office_in_place(view: TextView, at: int, end: int) -> tuple[int, str] | None:
    """Return the head of an office that is a verb elsewhere: "lãnh đạo | Sở Y tế"."""
    found = body_words("in_place").match(view.low, at, end)
    return (found.end(), "office") if found else None


def is_office(view: TextView, at: int, head: tuple[int, str], end: int) -> bool:
    """Tell whether the name at *at* is that of one who holds an office, not of a body."""
    return head[1] == "office" or body_words("charged").match(view.low, at, end) is not None
