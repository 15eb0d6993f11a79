"""Names that stand alone over a list of tasks: whether they do, and the role that the list gives them."""

from ...facts import Role
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ..bodies.mentions import Actor, actors_at
from ..context.doers import ends_heading, only_duty
from ..headings import MARKER, after_marker
from ..view import Passage, TextView
from .duty_verbs import duty_at, partners_in, verb_at

#: A task that is to work with others, and how many of a list's tasks are looked at.
_SHARES, _FEW = phrase_once("assignments", "shares_first"), 12
_HEADING = phrase_once("assignments", "own_heading")
#: A task has three words or more; what has a sum behind a colon is a figure: "Biên chế được giao: 1.200".
_WORDS, _AMOUNT = pattern(r"\p{L}+(?:,?\s+[\p{L}\d]+){2}"), pattern(r":\s*[\d(]")
_STOP = pattern(r"\.[\s*|]*$")
_ALONE = pattern(r"[\s:.;,*]*")
#: No line of names over paragraphs has more letters.
_LINE = 120
#: How far into a passage its subject is looked for.
_CLAUSE = 2_000
_LISTED = frozenset({"bullet", "subbullet", "point", "item", "subitem", "paragraph"})
_BULLETS = frozenset({"bullet", "subbullet", "point"})
_PLAIN = _BULLETS | {"paragraph"}
#: How far over an entry of a list the line is looked for that introduces it, in passages.
_FAR = 40
_GIVEN = phrase_once("assignments", "gives_first")


def heads_list(
    view: TextView, at: int, passage: Passage, name: str, *, ordered: bool = False, owned: bool = False
) -> bool:
    """Tell whether a passage that is nothing but names stands over a list of tasks with no subject of its own.

    *name* is the last of the names, folded. *ordered*: nothing but tasks can stand there, whatever their verbs.
    *owned*: the passage says that they are those of the names, so that some may have a subject.
    """
    below = [each for each in view.passages[at + 1 : at + 4] if at in each.above]
    if not below and view.low[passage.start : passage.end].rstrip(" *|").endswith(":"):
        below = [each for each in view.passages[at + 1 : at + 4] if each.node.kind in _LISTED]
    if not below and ordered and passage.zone == "body" and _is_heading(view, passage):
        below = _behind(view, at)[:3]
    if (
        below
        and below[0].node.kind == "paragraph"
        and passage.node.kind in _BULLETS
        and _STOP.search(view.low, max(passage.start, passage.end - 8), passage.end)
    ):
        return False  # "- Chủ tịch các tập đoàn." in a list of addressees; the text goes on beside it
    tells = _may_tell if ordered else _tells
    first = below[0] if below else passage
    if owned and _has_subject(view, first, name):  # "Trách nhiệm của Sở Y tế:" over "a) Giám đốc Sở Y tế phê duyệt ..."
        return any(tells(view, each) and not _has_subject(view, each, name) for each in below[1:])
    return any(tells(view, each) for each in below) and not _has_subject(view, first, name)


def _is_heading(view: TextView, passage: Passage) -> bool:
    """Tell whether a paragraph is a line without a stop, as names over paragraphs are where all marks were lost."""
    ends = view.low[max(passage.start, passage.end - 8) : passage.end].rstrip(" *|")
    return passage.node.kind == "paragraph" and passage.end - passage.start < _LINE and ends[-1:].isalpha()


def _behind(view: TextView, at: int) -> list[Passage]:
    """Return the paragraphs and bullets behind the one at *at*, up to the next line without a stop or another unit."""
    below: list[Passage] = []
    for each in view.passages[at + 1 :]:
        if each.zone != "body" or each.node.kind not in _PLAIN or _is_heading(view, each):
            break
        below.append(each)
    return below


def over_duties(view: TextView, at: int, passage: Passage) -> bool:
    """Tell whether the line right over the list that a passage stands in says that duties follow: "Phân công:"."""
    over = view.passages[passage.above[-1]] if passage.above else None
    for before in reversed(view.passages[max(0, at - _FAR) : at]):
        if before.above == passage.above and before.node.kind not in _BULLETS:
            over = before
            break
    return over is not None and word_list("duties", "section").search(view.low, over.start, over.end) is not None


def list_below(view: TextView, at: int) -> tuple[int, int, int]:
    """Return where the tasks begin and end that stand below, or beside, the names in the passage *at*, and how many."""
    passage = view.passages[at]
    first, end, count = passage.end, passage.end, 0
    if passage.zone == "body" and _is_heading(view, passage) and (below := _behind(view, at)):
        return below[0].start, below[-1].end, len(below)
    children = at + 1 < len(view.passages) and at in view.passages[at + 1].above
    for each in view.passages[at + 1 :]:
        inside = at in each.above if children else each.above[: len(passage.above)] == passage.above
        if not inside or (not children and each.above == passage.above and each.node.kind not in _BULLETS):
            break
        first, end, count = first if count else after_marker(view, each), each.end, count + 1
    return first, end, count


def _behind_marker(view: TextView, passage: Passage) -> int:
    marker = MARKER.match(view.low, passage.start, passage.end)
    return marker.end() if marker else passage.start


def _has_subject(view: TextView, passage: Passage, name: str) -> bool:
    """Tell whether a passage begins with a subject, or says *name* again behind a fronted phrase."""
    at = _behind_marker(view, passage)
    if _HEADING.match(view.low, at, passage.end):
        return True
    if word_list("duties", "front").match(view.low, at, passage.end):
        return name in view.low[at : min(passage.end, at + _CLAUSE)]
    actors = actors_at(view, at, passage.end, closed=True)
    if not actors:
        return False
    last = actors[-1].end
    return _ALONE.fullmatch(view.low, last, passage.end) is not None or duty_at(view, last, passage.end) is not None


def partners_over_list(view: TextView, at: int, end: int) -> tuple[Actor, ...]:
    """Return who works with the names that end at *at*, where nothing but that and words of duty stand before a colon.

    "Sở Tài chính | chủ trì, phối hợp với | Sở Y tế | thực hiện các nhiệm vụ sau:"
    """
    opens = view.low[max(at, end - 8) : end].rstrip(" *|").endswith(":")
    found = tuple(partners_in(view, at, end)) if opens else ()
    if not found or not only_duty(view, at, found[0][0]):
        return ()
    partners = tuple(actor for _, actor in found)
    return partners if ends_heading(view, partners[-1].end, end) else ()


def role_of_list(view: TextView, at: int) -> Role:
    """Return the role of the bodies over a list of tasks: who has to work with others in all of them coordinates."""
    below = [each for each in view.passages[at + 1 : at + 1 + _FEW] if each.above and each.above[-1] == at]
    shared = (_SHARES.match(view.low, _behind_marker(view, each), each.end) for each in below)
    return "coordinate" if below and all(shared) else "lead"


def _may_tell(view: TextView, passage: Passage) -> bool:
    """Tell whether a passage begins with what may be a verb that no table lists: "- Dự trù cơ số thuốc"."""
    at = after_marker(view, passage)
    word = _WORDS.match(view.low, at, passage.end)
    if word is None or passage.node.kind not in _LISTED or _AMOUNT.search(view.low, at, passage.end):
        return False
    return word_list("duties", "no_verb").match(view.low, at, passage.end) is None


def _tells(view: TextView, passage: Passage) -> bool:
    """Tell whether a passage begins with what is to be done."""
    at = _behind_marker(view, passage)
    return (
        _GIVEN.match(view.low, at, passage.end) is not None
        or word_list("duties", "front").match(view.low, at, passage.end) is not None
        or verb_at(view, at, passage.end) is not None
    )
