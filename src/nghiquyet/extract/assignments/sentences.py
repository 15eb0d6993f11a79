"""Where a text tells a body to do something: sentence by sentence, from left to right.

A name is read where one may begin: at the head of a sentence or a clause, behind a word of giving ("giao", "chỉ đạo"),
behind "phối hợp với", behind a fronted phrase. Whether it is told anything is for the words behind it to say.
"""

from collections.abc import Iterator

import regex
from attrs import evolve, frozen

from ...facts import Role
from ...lexicon.word_patterns import word_list
from ...text.spans import Span
from ..bodies.mentions import Actor, actors_at
from ..headings import MARKER
from ..view import Passage, TextView, sentences
from .candidates import name_places
from .duty_verbs import Duty, duty_at, partners_in, tells_nothing
from .list_headings import heads_list, role_of_list

#: What may stand between names and the list of their tasks: nothing, or "có trách nhiệm sau đây:".
_END = regex.compile(
    r"(?:\s*\([^()]{0,120}\))?(?:\s+(?:có|chịu)\s+(?:các\s+)?(?:trách\s+nhiệm|nhiệm\s+vụ)"
    r"(?:\s*(?:,|và)\s*quyền\s+hạn)?(?:\s+như)?(?:\s+sau)?(?:\s+đây)?\s*:)?[\s:.;,*|/]*$"
)
#: Brackets and semicolons; the bracket of a label, "a)", closes nothing.
_BREAK = regex.compile(r"[(;]|(?<![\s(:;][a-zđ\d])(?<![\s(:;]\d\d)\)")
#: To whom a task is given in so many words (giao), it leads, whatever the task is.
_ASSIGNED = regex.compile(r"\bgiao\b(?:\s+nhiệm\s+vụ)?(?:\s+cho)?(?:\s+(?:các\s+)?(?:đồng\s+chí|ông|bà|[(),:]))*\s*$")
_CUE = 60
_CLAUSE = 2_000  # letters in which a clause's semicolon is looked for: an endless sentence has none
_OPENS_BY_GIVING = regex.compile(
    r"(?:(?:hội\s+đồng\s+nhân\s+dân|uỷ\s+ban\s+nhân\s+dân|chính\s+phủ|quốc\s+hội|thủ\s+tướng|bộ\s+chính\s+trị|ban\s+bí\s+thư|ban\s+thường\s+vụ)"
    r"(?:\s+\p{L}+){0,4}\s+)?giao(?:\s+nhiệm\s+vụ)?(?:\s+cho)?\s+"
)
#: What a body is given in so many words needs no known verb, but "Giao Sở Y tế 20 biên chế" gives it no task.
_THEN_WORDS = regex.compile(r"\s+(?P<verb>\p{L}+)(?:\s+\p{L}+)")
_REQUEST = regex.compile(r"đề\s+nghị\s+$")
_STRONG = regex.compile(r"chủ\s+trì|(?:có|chịu)\s+trách\s+nhiệm")
#: An entry of a list in an annex is shorter than this, and ends without a stop.
_LINE = 120
_SPACE = regex.compile(r"\s*")
#: Places where nothing but a body can stand: behind a word of giving, "phối hợp với", "do", "Cơ quan chủ trì:".
_PLACED = frozenset({"give", "share", "doer", "label"})
_MEETING = regex.compile(r"(?:họp|hội\s+nghị|làm\s+việc|hội\s+thảo)\s+do\s+(?:đồng\s+chí\s+)?$")
_SENTENCE = regex.compile(r"[.;:,/][\s*|]*$")


@frozen
class Told:
    """A body that is told something.

    Attributes:
        actor: The body.
        role: What its part is.
        span: Where the duty stands, name included.
        verb: Where the words of the duty begin; None if they are not in the same sentence.
        partners: The bodies that it has to work with.
        task: Where the words of the duty stand, in a table; elsewhere they run from `verb` to the end of `span`.
        when: The cell of a table that says by when.
    """

    actor: Actor
    role: Role
    span: Span
    verb: int | None = None
    partners: tuple[Actor, ...] = ()
    task: Span | None = None
    when: Span | None = None


def told_in(view: TextView, at: int, passage: Passage, *, held: bool) -> Iterator[Told]:
    low = view.low
    if view.plain[passage.start : passage.start + 200].isupper():
        return
    marker = MARKER.match(low, passage.start, passage.end)
    opening = marker.end() if marker else passage.start
    after = False
    for start, end in sentences(view, passage):
        start = max(start, opening)
        if start < end:
            for told in _sentence(view, at, passage, start, end, held, after=after):
                after = after or not told.actor.open
                yield told


def _sentence(
    view: TextView, at: int, passage: Passage, start: int, end: int, held: bool, *, after: bool
) -> Iterator[Told]:
    """Read one sentence from left to right: at every place where a name may be told something, try to read names.

    *held*: whether the sentence stands below a body whose duties it tells; *after*: whether the sentences before it
    tell a body something ("Bộ Tư pháp lập kế hoạch. Đồng thời, phối hợp với ...").
    """
    low = view.low
    done = clause = start
    front = word_list("duties", "front").match(low, start, end) is not None
    open_duty: list[Told] = []  # duties that go on over semicolons, up to the next subject
    role: Role
    passed: list[int] = []  # names that are told nothing; they matter when a later place may stand in their list
    for kind, place in name_places(view, start, end):
        if kind == "other" and not front:
            passed.append(place)
            continue
        for name in passed:
            if name >= done and (names := actors_at(view, name, end, closed=True)):
                done = names[-1].end
        passed = []
        if place < done:
            continue
        if kind == "SEMI":
            clause, front = place, word_list("duties", "front").match(low, place, end) is not None
        closed = kind in ("other", "COMMA", "BRACKET", "doer")
        placed, several = kind in _PLACED, kind in ("start", "label", "give")
        actors = actors_at(view, place, end, semicolons=several, closed=closed, placed=placed)
        if not placed and kind in ("start", "SEMI") and (not actors or not duty_at(view, actors[-1].end, end)):
            actors = _before_strong(view, place, end) or actors
        if not actors:
            continue
        done = actors[-1].end
        stop = clause_end(view, done, end)
        opens = kind in ("start", "SEMI")
        if kind == "share":
            if held or after:
                yield from (Told(each, "coordinate", Span(each.start, stop)) for each in _shared(actors))
        elif kind == "label":
            role = "coordinate" if "phối hợp" in low[clause:place] else "lead"
            yield from (Told(each, role, Span(each.start, stop)) for each in actors)
        elif _END.match(low, done, end) and end == passage.end and (opens or kind == "give"):
            last = low[actors[-1].start : done]
            if not view.plain[actors[0].start : done].isupper() and heads_list(view, at, passage, last):
                held, reach = True, max(passage.node.span.end, stop)
                role = role_of_list(view, at)
                yield from (Told(each, role, Span(each.start, reach)) for each in actors)
        elif duty := duty_at(view, done, stop) or _entrusted(view, start, place, done, stop):
            if kind == "give" and word_list("duties", "asked").match(low, duty.verb) and _asks(view, place, start):
                continue
            if passage.zone == "annex" and end - start < _LINE and not _SENTENCE.search(low, start, end):
                continue
            actors = _subjects(view, kind, actors, duty, front, place)
            if (
                opens
                and not held
                and all(each.group or each.open for each in actors)
                and not _carried_out(view, passage)
            ):
                held = held or (duty.role == "coordinate" and _STRONG.match(low, duty.verb) is not None)
                continue
            if actors and clause > start:
                ended = [told for told in open_duty if told.span.start < clause]
                yield from _closed(view, ended, clause)
                open_duty = open_duty[len(ended) :]
            held = held or duty.role == "coordinate" or any(not each.open for each in actors)
            if kind == "give" and _ASSIGNED.search(low, max(start, place - _CUE), place):
                duty = Duty("lead", duty.verb)
            open_duty += (Told(each, duty.role, Span(each.start, end), duty.verb) for each in actors)
    yield from _closed(view, open_duty, end)


def _before_strong(view: TextView, place: int, end: int) -> tuple[Actor, ...]:
    """Read the bodies at *place* that a verb follows which only a body can have: "sở tài chính | chủ trì"."""
    actors = actors_at(view, place, end, semicolons=True, placed=True)
    gap = _SPACE.match(view.low, actors[-1].end, end) if actors else None
    return actors if gap and word_list("duties", "strong").match(view.low, gap.end(), end) else ()


def _entrusted(view: TextView, start: int, place: int, at: int, end: int) -> Duty | None:
    """Return the duty of a body that a sentence opens by giving something to: "Giao Bộ Y tế thống nhất với ..."."""
    verb = _THEN_WORDS.match(view.low, at, end) if _OPENS_BY_GIVING.fullmatch(view.low, start, place) else None
    if verb is None or view.plain[verb.start("verb")].isupper() or tells_nothing(view.low, verb.start("verb"), end):
        return None
    return Duty("lead", verb.start("verb"))


def _closed(view: TextView, duties: list[Told], end: int) -> Iterator[Told]:
    """Yield duties that go on to *end*, each with the bodies that it has to work with."""
    partners: dict[int, tuple[Actor, ...]] = {}
    if duties:
        first = duties[0].span.start
        end = first + len(view.text[first:end].rstrip())
    for told in duties:
        verb = told.verb or told.span.start
        if verb not in partners:
            partners[verb] = tuple(partners_in(view, verb, end))
        yield evolve(told, span=Span(told.span.start, end), partners=partners[verb])


def _asks(view: TextView, place: int, start: int) -> bool:
    """Tell whether a body asks for a decision ("..., đề nghị Ủy ban nhân dân tỉnh quyết định"), which is no task."""
    found = _REQUEST.search(view.low, max(start, place - 12), place)
    return found is not None and found.start() > start


def _subjects(
    view: TextView, kind: str, actors: tuple[Actor, ...], duty: Duty, front: bool, place: int
) -> tuple[Actor, ...]:
    """Return which of the names that a verb of duty follows are its subjects, by what stands before them."""
    low = view.low
    if kind == "doer":
        met = _MEETING.search(low, max(0, place - _CUE), place)  # "các cuộc họp do Thủ tướng Chính phủ chủ trì"
        return actors if low.startswith("chủ trì", duty.verb) and not met else ()
    if kind in ("COMMA", "BRACKET"):
        return actors if (front and kind == "COMMA") or _STRONG.match(low, duty.verb, duty.verb + 40) else ()
    if kind == "other":  # "theo đề nghị của Bộ Y tế, | Bộ Tài chính bố trí kinh phí"
        if not front:
            return ()
        joined = [at for at in range(1, len(actors) - 1) if "và" in low[actors[at - 1].end : actors[at].start]]
        first = joined[-1] + 1 if joined else 1
        return actors[first:] if len(actors) > first and "," in low[actors[first - 1].end : actors[first].start] else ()
    return actors


def _shared(actors: tuple[Actor, ...]) -> Iterator[Actor]:
    """Yield the bodies of a list of partners; a set that follows an open one is as open."""
    loose = False
    for actor in actors:
        loose = loose or actor.open
        if not (loose and actor.group):
            yield actor


def _carried_out(view: TextView, passage: Passage) -> bool:
    """Tell whether the passage stands in the part that says who carries the resolution out."""
    return any(
        word_list("duties", "section").search(view.low, view.passages[above].start, view.passages[above].end)
        for above in passage.above
    )


def clause_end(view: TextView, at: int, end: int, stops: str = ";") -> int:
    """Return where the clause ends: at the next of *stops* outside brackets, with brackets around it, or at *end*."""
    depth = 0
    for found in _BREAK.finditer(view.low, at, min(end, at + _CLAUSE)):
        letter = found.group()
        if depth <= 0 and (letter in stops or letter == ")"):
            return found.start()
        depth += {"(": 1, ")": -1}.get(letter, 0)
    return end
