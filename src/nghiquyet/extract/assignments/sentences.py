"""Where a text tells a body to do something: sentence by sentence, from left to right.

A name is read where one may begin: at the head of a sentence or a clause, behind a word of giving ("giao", "chỉ đạo"),
behind "phối hợp với", behind a fronted phrase. Whether it is told anything is for the words behind it to say.
"""

from collections.abc import Callable, Iterator

from attrs import evolve

from ...facts import Role
from ...lexicon.lazy import pattern, plain_letters
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import first_letters, word_list
from ...text.spans import Span
from ..bodies.heads import first_words, office_in_place
from ..bodies.mentions import Actor, actors_at, may_begin, may_list
from ..bodies.names import locality_end
from ..context.doers import ends_heading, stands_alone
from ..headings import MARKER
from ..view import Passage, TextView, sentences
from .candidates import (
    BEYOND,
    JOINT,
    QUIET,
    STRONG,
    TURN,
    is_time,
    marks_between,
    marks_in,
    may_tell,
    name_places,
    opening_of,
)
from .duty_verbs import CUES, Duty, acts_later, duty_at, open_duty_at, partners_in, past_asides, verb_at
from .frames import Mark, turned
from .labels import role_said, roles_in_list
from .list_headings import heads_list, list_below, over_duties, partners_over_list, role_of_list
from .list_tails import tail_of
from .refusals import CUE, LIMITED, RECURRENCE, Case, Left, refusal, subjects
from .told import Told
from .ways import BY_PLACE

#: Brackets and semicolons; the bracket of a label, "a)", closes nothing.
_BREAK = plain_letters(r"[(;)](?<![\s(:;][a-zđ\d]\))(?<![\s(:;]\d\d\))")
_ASSIGNED = phrase_once("assignments", "assigned")
_SUBJECT = 300  # letters of the longest list of bodies before such a verb
_CLAUSE = 2_000  # letters in which a clause's semicolon is looked for: an endless sentence has none
_NEAR = 160  # letters behind a verb that no table has in which a limit makes it a duty
_WHOLE_NAME = phrase_once("assignments", "whole_name")
#: A sentence that only says by when, and its most letters.
_ONLY_LIMITS, _LIMIT = phrase_once("assignments", "only_limits"), 120
_SPACE = pattern(r"\s*")
_GAP = phrase_once("assignments", "task_gap")
#: Places where nothing but a body can stand: behind a word of giving, "phối hợp với", "do", "Cơ quan chủ trì:".
_PLACED = frozenset({"give", "share", "doer", "label", "send"})
#: Places where names are no subject: they are told something only by a verb that only a body can have, or in a list.
_NO_SUBJECT = frozenset({"COMMA", "BRACKET", "other", "doer", "send"})
_LISTED = frozenset({"bullet", "subbullet", "point", "item", "subitem"})
_SHARES = phrase_once("assignments", "shares_before")
_WORD = pattern(r"\w+")


#: Tells whether a passage stands where only tasks stand.
Orders = Callable[[Passage], bool]


def told_in(
    view: TextView, at: int, passage: Passage, *, held: bool, orders: Orders, left: list[Left] | None
) -> Iterator[Told]:
    """Yield what a passage tells bodies to do; *held*: whether it stands below a body whose duties it tells.

    Who is told nothing where it might have been is added to *left*, if that is given.
    """
    if view.plain[passage.start : passage.start + 200].isupper():
        return
    marker = MARKER.match(view.low, passage.start, passage.end)
    opening = marker.end() if marker else passage.start
    signs, every = marks_in(view, passage.start, passage.end)
    after = False
    found: list[Told] = []
    for start, end in sentences(view, passage):
        if start < opening:
            start = opening
        if start >= end:
            continue
        if found and end - start < _LIMIT and _ONLY_LIMITS.match(view.low, start, end):
            found = [evolve(each, later=each.later or Span(start, end)) for each in found]
            continue
        begun, opens = opening_of(view, start, end)
        marks = marks_between(signs, start, end)
        whole = held or left is not None  # to be read whole, since every name counts
        if not opens and (not marks or (not whole and _is_quiet(view, (start, begun, end), marks, every))):
            continue
        sentence = _Sentence(view, at, passage, (start, end), marks, orders)
        sentence.held, sentence.after, sentence.left = held, after, left
        sentence.opening, sentence.opens = begun, opens
        if every & BEYOND:
            sentence.weigh()
        told = list(sentence.read())
        if told:
            after = after or any(not each.actor.open for each in told)
            found += told
    yield from found


def _is_quiet(view: TextView, span: tuple[int, int, int], marks: list[Mark], every: int) -> bool:
    """Tell whether a sentence that opens with no name has nothing but names that are told nothing.

    *span*: where it begins, begins behind a form of address, and ends; *every*: all marks of its passage.
    """
    start, opening, end = span
    if every & ~QUIET:
        return False
    if may_tell(view, opening, end, marks) or _opens_with_leaders(view, opening, end):
        return False
    return not _fronts(view.low, start, end)


def _fronts(low: str, at: int, end: int) -> bool:
    """Tell whether a phrase in front opens a clause: "Trong quý I, ...", "06 tháng một lần, ..."."""
    if word_list("duties", "front").match(low, at, end):
        return True
    return RECURRENCE.match(low, at, min(end, at + CUE)) is not None


class _Sentence:
    """Reads one sentence from left to right: at every place where a name may be told something, it tries to read names.

    *held*: whether the sentence stands below a body whose duties it tells; *after*: whether the sentences before it
    tell a body something ("Bộ Tư pháp lập kế hoạch. Đồng thời, phối hợp với ..."); *opening*: where it begins behind a
    form of address; *opens*: whether a name may stand there; *strong*: whether it has a verb that only a body can have;
    *last_verb*: where the last such verb stands, or "phối hợp"; *turns*: its words that turn a clause round.
    """

    def __init__(
        self, view: TextView, at: int, passage: Passage, span: tuple[int, int], marks: list[Mark], orders: Orders
    ) -> None:
        self.view, self.at, self.passage, self.orders = view, at, passage, orders
        self.start, self.end = span
        self.marks = marks
        self.held = self.after = self.opens = False
        self.done = self.clause = self.opening = self.closed = self.start  # the clauses before `closed` are done with
        self.fronted: bool | None = None
        self.strong = False
        self.last_verb = -1
        self.turns: list[Mark] = []
        self.open: list[Told] = []  # duties that go on over semicolons, up to the next subject
        self.left: list[Left] | None = None  # bodies that are told nothing, with the reason
        self.passed: list[tuple[str, int]] = []  # places of names that a later one may have in its list

    def weigh(self) -> None:
        """Look which marks beyond names the sentence has."""
        for mark in self.marks:
            if mark[1] & TURN:
                self.turns.append(mark)
            if mark[1] & (STRONG | JOINT):
                self.last_verb = mark[0]
                self.strong = self.strong or mark[1] & STRONG > 0

    def read(self) -> Iterator[Told]:
        for told in self._turned() if self.turns else ():
            self.held = True
            yield told
        for kind, place in name_places(self.view, self.start, self.end, self.marks, opening=self.opening):
            if kind == "other" and not self.front:
                self.passed.append((kind, place))
                continue
            if place < self.done or not self._may_name(kind, place):
                continue
            if self._is_vain(kind, place):
                self.passed.append((kind, place))
                continue
            for before, name in self.passed:
                if name >= self.done and (names := self._names(before, name)):
                    self.done = names[-1].end
            self.passed = []
            if place >= self.done:
                yield from self._take(kind, place)
        yield from _closed(self.view, self.open, self.end)

    def _is_vain(self, kind: str, place: int) -> bool:
        """Tell whether no verb stands behind a place that would tell the names there anything (`refusals`).

        Such names are read only if a later place may stand in their list.
        """
        if self.left is not None or kind not in _NO_SUBJECT or place < self.last_verb:
            return False
        if kind == "other":
            return self.view.low.find(",", place, self.end) < 0
        return kind != "COMMA" or not (self.front or self.held)

    @property
    def front(self) -> bool:
        """Whether a phrase in front opens the clause: "Trong quý I, ..."."""
        if self.fronted is None:
            self.fronted = _fronts(self.view.low, self.clause, self.end)
        return self.fronted

    def _turned(self) -> Iterator[Told]:
        """Read its clauses as duties said the other way round."""
        at, words = self.start, self.turns
        while words and words[-1][0] >= at:
            stop = clause_end(self.view, at, self.end)
            here = marks_between(words, at, stop)
            yield from turned(self.view, at, stop, here) if here else ()
            gap = _SPACE.match(self.view.low, stop + 1, self.end)
            at = gap.end() if gap else self.end

    def _take(self, kind: str, place: int) -> Iterator[Told]:
        """Read the names at a place, and what they are told."""
        low = self.view.low
        if kind == "SEMI":
            self.clause = place
            self.fronted = None
        elif kind in ("then", "COMMA"):
            self._begin_clause(kind, place)
        actors = self._names(kind, place)
        if not actors:
            return
        self.done = done = actors[-1].end
        stop = clause_end(self.view, done, self.end)
        alone, beyond = self.end == self.passage.end and kind in ("start", "SEMI", "give"), done
        if alone and low.find(":", done, self.end) > 0:
            beyond = past_asides(self.view, done, self.end)
        if kind == "share":
            known = self.held or self.after
            if known or self._is_task(place):
                shared = (each for each in _shared(actors) if known or not each.group)
                yield from self._partners(tuple(shared), stop)
            else:
                self._leave(actors, "partner-of-nobody")
        elif kind == "label":
            yield from self._labelled(actors, place, stop)
        elif alone and (
            stands_alone(self.view, beyond, self.end)
            or (ends_heading(self.view, beyond, self.end) and self._heads(actors, bound=True))
        ):
            yield from self._over_list(actors, stop, bound=beyond > done or not stands_alone(self.view, done, self.end))
        elif (
            alone and (partners := partners_over_list(self.view, beyond, self.end)) and self._heads(actors, bound=True)
        ):
            yield from self._over_list(actors, stop, bound=True, partners=partners)
        else:
            yield from self._judge(kind, actors, stop)

    def _begin_clause(self, kind: str, place: int) -> None:
        """Begin a clause behind the last semicolon, if a condition or a time stands between it and *place*.

        "Sở Y tế lập hồ sơ trước ngày 10/7; | nếu thiếu thì | Công an tỉnh bổ sung": that limit is none of the police.
        """
        behind = self.view.low.rfind(";", self.clause, place) + 1
        gap = _SPACE.match(self.view.low, behind, place) if behind else None
        if gap and (kind == "then" or is_time(self.view.low, gap.end(), place)):
            self.clause, self.fronted = gap.end(), None

    def _labelled(self, actors: tuple[Actor, ...], place: int, stop: int) -> Iterator[Told]:
        """Read names behind a label. If it ends in a word, the names end the clause, and the task stands before it.

        "Chịu trách nhiệm về tính chính xác của số liệu là | Thống kê tỉnh".
        """
        low = self.view.low
        words = low[self.clause : place].rstrip()
        task = Span(self.clause, self.clause + words.rfind(" ")) if words[-1:].isalpha() else None
        if task and low[self.done : stop].strip(" .:*|")[:1] not in ("", ","):
            return
        role = role_said(low, max(self.start, place - CUE), place)
        for each in actors:
            span = Span(each.start, stop)
            yield Told(each, role, span, labelled=True, task=task, passage=self.passage, way="labelled")

    def _judge(self, kind: str, actors: tuple[Actor, ...], stop: int) -> Iterator[Told]:
        """Read what the words behind the names tell them, unless a rule refuses it."""
        way, duty = BY_PLACE[kind], duty_at(self.view, self.done, stop)
        if kind == "COMMA" and duty and self.open and not any(each.group for each in actors):
            helps = word_list("duties", "helps").match(self.view.low, duty.verb, stop)
            duty = Duty("coordinate", duty.verb) if helps else duty
        if duty is None and self._may_be_subject(kind):
            # behind a semicolon a member may follow that no table knows
            reach = self.end if kind == "start" and self.view.low.startswith(";", self.done) else stop
            if tail := tail_of(self.view, actors[-1], reach, given=kind == "give"):
                last = evolve(actors[-1], end=tail.end or actors[-1].end)
                actors, duty = (*actors[:-1], last, *tail.actors), tail.duty
                self.done = actors[-1].end
            elif duty := self._open_duty(kind, actors, stop):
                way = "open-verb" if kind in ("start", "SEMI") else way
        if duty is None and self.left is None:
            return  # nobody asks which row refuses them
        case = Case(
            self.view, self.passage, kind, actors, self.start, self.end,
            front=self.front, held=self.held, duty=duty, orders=self.orders,
        )  # fmt: skip
        refused = refusal(case)
        if refused:
            if duty and duty.role == "coordinate" and kind == "doer":  # "mẫu do X phối hợp với | Y | ban hành"
                self.done = max((each.end for _, each in partners_in(self.view, duty.verb, stop)), default=self.done)
            elif duty and duty.role == "coordinate":  # whoever has to work with others, the others are told to
                self.held = case.strong(40) if refused.code == "set-exhorted" else self.held or not case.opens
            self._leave(actors, refused.code)
        elif duty:
            if kind == "COMMA" and not self.front:
                way = "strong-verb"
            yield from self._told(case, duty, way)

    def _may_be_subject(self, kind: str) -> bool:
        """Tell whether the names at such a place are told what follows, whatever the verb is."""
        return kind in ("start", "SEMI", "give") or (kind == "COMMA" and self.front)

    def _leave(self, actors: tuple[Actor, ...], code: str) -> None:
        if self.left is not None:
            self.left += (Left(Span(each.start, each.end), "open-set" if each.open else code) for each in actors)

    def _open_duty(self, kind: str, actors: tuple[Actor, ...], stop: int) -> Duty | None:
        """Return the duty of bodies whose verb no table lists: where they are given it, or in a part of tasks."""
        if all(each.open for each in actors):
            return None
        listed = self.view.low.startswith(":", self.done)
        if not (listed or kind == "give") and not _WHOLE_NAME.search(self.view.plain[actors[-1].start : self.done]):
            return None  # a name in small letters may go on: "Quỹ đầu tư phát triển | công nghiệp"
        duty = open_duty_at(self.view, self.done, stop, ordered=True, given=kind == "give")
        if duty is None or kind == "give" or open_duty_at(self.view, self.done, stop, ordered=False):
            return duty
        if any(roles_in_list(self.view.low, actors, stop)):  # "Sở Xây dựng (chủ trì), Công an tỉnh (phối hợp)"
            return duty
        if listed:  # nouns may follow too, unless the list is one of duties
            return duty if over_duties(self.view, self.at, self.passage) else None
        limited = LIMITED.search(self.view.low, duty.verb, min(stop, duty.verb + _NEAR)) is not None
        return duty if limited or self.orders(self.passage) else None

    def _partners(self, actors: tuple[Actor, ...], stop: int) -> Iterator[Told]:
        """Read who works with others: the task is what follows the names, else what stands before them."""
        low, scope = self.view.low, Span(self.clause, stop)
        beyond = past_asides(self.view, self.done, stop)
        gap = _GAP.match(low, beyond, stop)
        rest = gap.end() if gap else beyond
        if low.count(" ", rest, stop) > 0:
            task = Span(rest, stop)
        elif self.open:
            task = Span(self.open[-1].verb or self.clause, stop)
        else:
            task = Span(self.clause, stop)
        for each in actors:
            span = Span(each.start, stop)
            yield Told(each, "coordinate", span, task=task, passage=self.passage, scope=scope, way="partner")

    def _is_task(self, place: int) -> bool:
        """Tell whether a task of a list, whose doer nobody names, is to work with others: "- Phối hợp với Bộ Y tế"."""
        listed = self.passage.node.kind in _LISTED
        opens = self.passage.node.kind == "paragraph" and self.start == self.passage.start
        if self.front or not (listed or (opens and self.orders(self.passage))):
            return False
        before = self.view.low[max(self.start, place - CUE) : place]
        return _SHARES.search(before) is not None and (
            len(before) < CUE or verb_at(self.view, self.start, self.end) is not None
        )

    def _names(self, kind: str, place: int) -> tuple[Actor, ...]:
        view, end = self.view, self.end
        closed = kind in ("other", "COMMA", "BRACKET", "doer")
        placed = kind in _PLACED or (kind == "start" and place > self.start)  # "Trách nhiệm của | Ban quản lý chợ"
        several = kind in ("start", "label", "give") or (kind == "share" and view.low[place - 2 : place].strip() == ":")
        actors = actors_at(view, place, end, semicolons=several, closed=closed, placed=placed)
        if kind not in ("start", "SEMI"):
            return actors
        if not actors and locality_end(view, place, end) and self.orders(self.passage):
            return actors_at(view, place, end, semicolons=several, placed=True)
        if not actors and _opens_with_leaders(self.view, place, self.end):
            led = actors_at(view, place, end, semicolons=several, placed=True)
            if led and (stands_alone(view, led[-1].end, end) or ends_heading(view, led[-1].end, end)):
                return led
        if not self.strong:
            return actors
        told = bool(actors) and duty_at(view, actors[-1].end, end) is not None
        return actors if told else _before_strong(view, place, end) or actors

    def _may_name(self, kind: str, place: int) -> bool:
        """Tell whether a name may stand at a place at all: most words behind a cue begin none."""
        if kind in CUES:
            return may_list(self.view, place, self.end, placed=kind in _PLACED)
        return kind != "start" or self._may_begin(place)

    def _may_begin(self, place: int) -> bool:
        """Tell whether a name may open the sentence at *place*: a known one, or what a strong verb follows."""
        if place > self.start:  # "Trách nhiệm của | Ban quản lý chợ"
            word = _WORD.match(self.view.low, place, self.end)
            if word is None or word[0] in first_words():
                return True
            return may_begin(self.view, place, self.end) or self.strong
        return self.opens or self.strong or _opens_with_leaders(self.view, place, self.end)

    def _over_list(
        self, actors: tuple[Actor, ...], stop: int, *, bound: bool, partners: tuple[Actor, ...] = ()
    ) -> Iterator[Told]:
        """Read names that stand alone, or with who works with them, over the list of their tasks."""
        view = self.view
        said = roles_in_list(view.low, actors, self.end)
        if not self._heads(actors, bound=bound):
            if any(said) and actors[0].start > self.start:  # "Mở lớp: | Sở Y tế (chủ trì), Sở Tài chính (phối hợp)"
                yield from self._said(actors, said, stop)
            else:
                self._leave(actors, "stands-alone")
            return
        self.held = True
        first, reach, count = list_below(view, self.at)
        role = role_of_list(view, self.at)
        task, span = Span(first, reach), max(reach, stop)
        when = Span(self.done, self.passage.end)
        if partners and (duty := duty_at(view, self.done, self.end)):
            role, self.done = duty.role, partners[-1].end
        several = [(each, own or role, partners, "over-list") for each, own in zip(actors, said, strict=True)]
        several += [(each, "coordinate", (), "partner") for each in _shared(partners)]
        for each, part, others, way in several:
            yield Told(each, part, Span(each.start, span), None, others, task, scope=when, listed=count, way=way)

    def _said(self, actors: tuple[Actor, ...], said: list[Role | None], stop: int) -> Iterator[Told]:
        """Read names behind a task whose roles stand in brackets behind them."""
        task = Span(self.start, actors[0].start)
        for each, role in zip(actors, said, strict=True):
            span = Span(each.start, stop)
            yield Told(each, role or "lead", span, task=task, passage=self.passage, way="labelled")

    def _heads(self, actors: tuple[Actor, ...], *, bound: bool = False) -> bool:
        """Tell whether a list of tasks stands below the names; *bound*: words of duty stand behind them."""
        view, at = self.view, self.at
        named = next((each for each in reversed(actors) if not each.open), actors[-1])
        last = view.low[named.start : named.end]
        if view.plain[actors[0].start : self.done].isupper():
            return False
        owned = actors[0].start == self.opening > self.start and len(actors) == 1 and not actors[0].group
        return heads_list(view, at, self.passage, last, owned=owned) or (
            (bound or self._is_given(actors)) and heads_list(view, at, self.passage, last, ordered=True, owned=owned)
        )

    def _is_given(self, actors: tuple[Actor, ...]) -> bool:
        """Tell whether only tasks can stand below names: behind words of giving, or in a part of tasks."""
        return actors[0].start > self.start or self.orders(self.passage)

    def _told(self, case: Case, duty: Duty, way: str) -> Iterator[Told]:
        """Open the duty of the names before a verb, and close those of the clauses before."""
        if duty.role == "monitor" and acts_later(self.view, duty.verb, self.end):
            duty = Duty("lead", duty.verb)
        actors = subjects(case)
        if self.clause > self.closed:
            ended = [told for told in self.open if told.span.start < self.clause]
            yield from _closed(self.view, ended, self.clause)
            self.open, self.closed = self.open[len(ended) :], self.clause
        self.held = self.held or duty.role == "coordinate" or any(not each.open for each in actors)
        if case.kind == "give" and _ASSIGNED.search(self.view.low, max(self.start, case.place - CUE), case.place):
            duty = Duty("lead", duty.verb)
        scope = Span(self.clause, self.end)
        said = roles_in_list(self.view.low, actors, self.end)
        for each, role in zip(actors, said, strict=True):
            span = Span(each.start, self.end)
            self.open.append(Told(each, role or duty.role, span, duty.verb, passage=self.passage, scope=scope, way=way))


def _opens_with_leaders(view: TextView, place: int, end: int) -> bool:
    """Tell whether those who lead a body may open a sentence at *place*: "Lãnh đạo Văn phòng Tỉnh ủy"."""
    letter = view.plain[place : place + 1]
    begins = letter in first_letters("bodies", "in_place") and letter.isupper()
    return begins and office_in_place(view, place, end) is not None


def _before_strong(view: TextView, place: int, end: int) -> tuple[Actor, ...]:
    """Read the bodies at *place* that a verb follows which only a body can have: "sở tài chính | chủ trì"."""
    if not word_list("duties", "strong").search(view.low, place, min(end, place + _SUBJECT)):
        return ()
    actors = actors_at(view, place, end, semicolons=True, placed=True)
    gap = _SPACE.match(view.low, actors[-1].end, end) if actors else None
    return actors if gap and word_list("duties", "strong").match(view.low, gap.end(), end) else ()


def _closed(view: TextView, duties: list[Told], end: int) -> Iterator[Told]:
    """Yield duties that go on to *end*, each with the bodies that it has to work with."""
    if not duties:
        return
    first = duties[0].span.start
    end = first + len(view.text[first:end].rstrip())
    verbs = [told.verb or told.span.start for told in duties]
    partners = list(partners_in(view, min(verbs), end))
    behind: dict[int, tuple[Actor, ...]] = {}
    for verb, told in zip(verbs, duties, strict=True):
        if verb not in behind:
            directed = [each.span.start for each in duties if each.way == "ordered" and each.span.start > verb]
            behind[verb] = tuple(
                each for place, each in partners if place >= verb and not _of_directed(view, directed, place)
            )
        scope = Span(told.scope.start if told.scope else told.span.start, end)
        span = Span(told.span.start, end)
        yield Told(  # `evolve` takes three times as long
            told.actor, told.role, span, told.verb, behind[verb], passage=told.passage, scope=scope, way=told.way
        )


def _of_directed(view: TextView, directed: list[int], place: int) -> bool:
    """Tell whether who is to be worked with at *place* is a partner of one directed: "chỉ đạo | X phối hợp với | Y"."""
    return any(start < place and view.low.find(";", start, place) < 0 for start in directed)


def _shared(actors: tuple[Actor, ...]) -> Iterator[Actor]:
    """Yield the bodies of a list of partners; a set that follows an open one is as open."""
    loose = False
    for actor in actors:
        loose = loose or actor.open
        if not (loose and actor.group):
            yield actor


def clause_end(view: TextView, at: int, end: int, stops: str = ";") -> int:
    """Return where the clause ends: at the next of *stops* outside brackets, with brackets around it, or at *end*."""
    depth, reach = 0, min(end, at + _CLAUSE)
    if view.low.find(";", at, reach) < 0 and view.low.find(")", at, reach) < 0:
        return end
    for found in _BREAK.finditer(view.low, at, reach):
        letter = found.group()
        if depth <= 0 and (letter in stops or letter == ")"):
            return found.start()
        depth += {"(": 1, ")": -1}.get(letter, 0)
    return end
