"""What this document does with the one it names: founds itself on it, amends, replaces, repeals, implements it.

The words just before a mention say it (grammars/refroles.lark), or the words after it ("... hết hiệu lực"). What one
named document does with another ("Nghị định số 3/2024/NĐ-CP ... sửa đổi Nghị định số 2/2020/NĐ-CP", "Luật A được sửa
đổi bởi Luật B") is not what this one does: such mentions have no role.
"""

import re
from collections.abc import Sequence
from functools import cache

import regex

from ...facts import Reference
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import any_of, finder
from ...settle import filled_in
from ...text.folding import fold
from ..view import Passage, TextView

#: How far before a mention its verb may stand.
_BEFORE = 110
_VERBS = {"amends": "_AMENDING", "replaces": "_REPLACING", "repeals": "_REPEALING", "implements": "_IMPLEMENTING"}
_LISTS = (
    ("repeals", pattern(r"\b(?:bãi\s+bỏ|hết\s+hiệu\s+lực)\b")),
    ("replaces", pattern(r"\bthay\s+thế\b")),
)
_MARKER = pattern(r"[\s*]*+(?:[\p{L}\d.]{1,6}[.)]|[-–+•])?[\s*]*+")
_ENDS = phrase_once("refroles", "ends")
_CLAUSE = pattern(r"[.;:]")
_LIST = phrase_once("refroles", "list_of_roles")
_PASSIVE = phrase_once("refroles", "passive")


@cache
def _verb(rule: str) -> regex.Pattern[str]:
    verbs = table("documents")["role"]
    return phrase_once("refroles", rule, **{name: any_of(verbs[role]) for role, name in _VERBS.items()})


@cache
def _roles() -> dict[str, str]:
    """Return the role of each verb."""
    return {fold(verb): role for role, verbs in table("documents")["role"].items() for verb in verbs}


@cache
def _verbs() -> re.Pattern[str]:
    """Return what finds any of the verbs: before most mentions there is none."""
    return finder(_roles())


def with_roles(view: TextView, passage: Passage, refs: Sequence[Reference]) -> list[Reference]:
    """Return the references of a passage with their roles."""
    out: list[Reference] = []
    last: Reference | None = None
    for ref in refs:
        same = last is not None and ref.span == last.span
        if last is not None and not same and ref.span.start < last.span.end:
            out.append(ref)  # named inside the name of another
            continue
        role = last.role if last is not None and same else _role(view, passage, ref, last)
        last = filled_in(ref, role=role) if role else ref
        out.append(last)
    return out


def _role(view: TextView, passage: Passage, ref: Reference, last: Reference | None) -> str | None:
    start = max(passage.start, ref.span.start - _BEFORE)
    if last is not None:
        between = view.low[last.span.end : ref.span.start]
        if _LIST.fullmatch(between):
            return last.role
        start = max(start, last.span.end)
    words = view.low[start : ref.span.start]
    whole = start == passage.start and last is None
    if (passage.zone == "recital" or last is None) and _verb("basis").search(words.lstrip() if whole else words):
        return "legal-basis"
    if last is None and (role := _of_list(view, passage, words)):
        return role
    if verbs := list(_verbs().finditer(words)):
        said = {_roles()[" ".join(verb.group().split())] for verb in verbs}
        told = ((role, _verb(role).search(words, verbs[0].start())) for role in _VERBS if role in said)
        role, verb = next(((role, verb) for role, verb in told if verb), (None, None))
        if verb:
            passive = _PASSIVE.search(words, 0, verb.start()) is not None
            return None if passive or _of_another(words, last, start, verb.start()) else role
    return "repeals" if last is None and _ENDS.match(view.low, ref.span.end, passage.end) else None


def _of_list(view: TextView, passage: Passage, words: str) -> str | None:
    """Return the role that a heading gives to the items under it: "Bãi bỏ các nghị quyết sau đây:"."""
    if not passage.above or not _MARKER.fullmatch(words):
        return None
    heading = view.passages[passage.above[-1]]
    text = view.low[max(heading.start, heading.end - 300) : heading.end].rstrip(" *\n")
    if not text.endswith(":"):
        return None
    return next((role for role, verb in _LISTS if verb.search(text)), None)


def _of_another(words: str, last: Reference | None, start: int, verb: int) -> bool:
    """Tell whether the verb goes with the mention before it: nothing ends a sentence or a clause between the two."""
    return last is not None and start == last.span.end and _CLAUSE.search(words, 0, verb) is None
