"""The clause around a quantity: the words before it, the predicate between, the words after it.

Official prose strings values together with commas: "Tỷ trọng nông nghiệp chiếm 28,5% (giảm 1,4%), công nghiệp 38%". The
clause of a value begins after the value before it, at the last comma that does not belong to a list of nouns, or at the
last phrase that begins like an indicator. Words are data: ``data/clauses.toml``, ``grammars/clauses.lark``.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import chain

import regex
from attrs import frozen

from ...lexicon.kept import plain
from ...lexicon.lazy import pattern, plain_letters
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ...text.folding import fold
from ..bodies.heads import begins_other
from ..bodies.mentions import actors_at, name_words
from ..quantities.model import Quantity
from ..view import TextView, any_between
from .noun_phrases import (
    any_of,
    begins_with_noun,
    behind_announcement,
    changes,
    clause_words,
    head_pattern,
    is_label,
    lead_words,
    listed,
    lists_goals,
    narrow,
    noun_signs,
    row_of,
    tidy,
)
from .tense import NEW

#: How far a clause may reach to either side of its value: longer runs are prose, not phrases.
REACH = 700
#: The longest row of words of comparing before a number, in letters: it is tried at each letter of them.
_PREDICATE = 160
_PHRASE, _TIMES = 80, 4
#: Marks that may stand right beside a word.
_BESIDE_WORDS = ",:;.()[]\"“”'/-+"
#: Marks before a value that tell more than where its noun ends, and those that words behind it never begin with.
_SIGNS, _BEHIND, _AROUND = (",", ":"), " :;-)", ' .,:;-=)”"'


@frozen(kw_only=True)
class Clause:
    """The words around one quantity.

    Attributes:
        words: All words before the value, folded, on one line, without times and references.
        noun: The noun phrase or the verb before the value, on one line, without lead words, times and references.
        predicate: What stands between noun and value, folded: "ước đạt", "giảm xuống còn".
        after: The words after the value, up to the end of the clause.
        noun_low, after_low: Both folded.
        left, right: Where the clause begins and ends.
        part: Whether "trong đó" or "gồm" opens it: it breaks down the value before.
        parts_listed: Whether it is "trong đó:" with a colon, which may break down the sentence before.
        aim: Whether it is the aim of a change whose base stands before it: "từ 19% về mức 15%".
        bracket: Whether a bracket opened since the value before.
        closed: Whether a bracket closed since the value before.
        listed: Whether only a comma or "và" stands between the value before and this one, with its noun.
        same_sentence: Whether the value before stands in the same sentence.
        time: The times and references in it, as written: their words are no part of the noun.
    """

    words: str
    noun: str
    predicate: str
    after: str
    noun_low: str
    after_low: str
    left: int
    right: int
    part: bool
    parts_listed: bool
    aim: bool
    bracket: bool
    closed: bool
    listed: bool
    same_sentence: bool
    time: str = ""

    def parts(self) -> dict[str, str]:
        """Return its parts by name, those that it has: time, lead and modality, noun, predicate, tail."""
        led = lead_words().match(self.words)
        named = {
            "time": self.time, "lead": led.group().strip(" ,:") if led else "", "noun": self.noun,
            "predicate": self.predicate, "tail": self.after,
        }  # fmt: skip
        return {name: words for name, words in named.items() if words}


@cache
def _predicate() -> re.Pattern[str]:
    """Match a row of words of comparing and reaching at the end of folded words: few letters are searched for it."""
    tables = {"_PREDICATE": any_of("predicate"), "_MANNER": any_of("manner")} | changes()
    return plain_letters(row_of("_predicate", r"[\s,:]*", "$", **tables))


@cache
def _syllables_of_predicates() -> frozenset[str]:
    """Return the syllables that a predicate may be made of."""
    forms = chain.from_iterable(map(listed, ("predicate", "falls", "rises", "manner", "comparing")))
    return frozenset(syllable for form in forms for syllable in form.replace("/", " ").split())


def _predicate_at_end(low: str) -> re.Match[str] | None:
    """Return the predicate at the end of folded words: it is looked for behind the last word that is in none."""
    syllables = _syllables_of_predicates()
    end = begin = len(low.rstrip(" ,:"))
    while begin > 0:
        space = low.rfind(" ", 0, begin)
        word = low[space + 1 : begin].strip(_BESIDE_WORDS)
        if word not in syllables and (word.isalpha() or (begin == end and not word)):
            break
        begin = space
    return _predicate().search(low, max(begin, len(low) - _PREDICATE, 0)) if begin < end else None


@cache
def _before_head() -> re.Pattern[str]:
    """Match what an indicator in the middle of a clause stands behind."""
    return plain(rf"(?:{'|'.join(map(re.escape, listed('before_head')))})\s*")


@cache
def _setting_end() -> "regex.Pattern[str]":
    """Match a verb that sets a goal at the end of a noun: what it governs is behind the value."""
    return pattern(rf"\s{any_of('setting_share')}\s*$")


@cache
def _trailing() -> "regex.Pattern[str]":
    """Match a preposition whose time was taken out: "chuyển đổi 120 tàu trong giai đoạn 2026 - 2030"."""
    return phrase_once("clauses", "trailing", _TRAILING=any_of("trailing"))


@cache
def _further() -> "regex.Pattern[str]":
    """Match what begins another task behind "và": "... và tiếp tục ..."."""
    return phrase_once("clauses", "further_task", _TASK=any_of("next_task"))


# Where a clause begins and ends.
_HARD = pattern(r";|[.!?…](?=\s+\S|\s*$)|\.(?=\p{Lu}\p{Ll})")
_HARD_STOP = pattern(r"[;()]|[.!?…](?=\s|$)")
_LIST_ENDS = pattern(r"[;:.()]")
_CUT, _CUT_RIGHT = phrase_once("clauses", "cut"), phrase_once("clauses", "cut_right")
_RIGHT_MARK, _GOES_ON = phrase_once("clauses", "right_mark"), phrase_once("clauses", "goes_on")
_EXPLAINS, _RESTATED = phrase_once("clauses", "explains"), phrase_once("clauses", "restated")
_QUALIFIED, _FROM_UP = phrase_once("clauses", "qualified"), phrase_once("clauses", "from_up")
_AND_MORE, _DENIED = phrase_once("clauses", "and_more"), phrase_once("clauses", "denied")
_PART, _PART_BEFORE = phrase_once("clauses", "part"), phrase_once("clauses", "part_before")
_PARTS_LISTED = phrase_once("clauses", "parts_listed")
# Times and papers that are taken out.
_WITHIN, _PRICED, _NOW = (phrase_once("clauses", rule) for rule in ("within", "priced", "now"))
_CITED_BEHIND, _APART = phrase_once("clauses", "cited_behind"), phrase_once("clauses", "apart")
_CARRIED_OUT, _REST_OF_TIME = phrase_once("clauses", "carried_out"), phrase_once("clauses", "rest_of_time")
_DANGLING, _CITED = phrase_once("clauses", "dangling"), phrase_once("clauses", "cited")
# A base and its aim.
_FROM, _AIM, _AIM_BEHIND = (phrase_once("clauses", rule) for rule in ("from", "aim", "aim_behind"))
_PASSIVE = phrase_once("clauses", "passive")
# What ends a noun.
_OF_NOUN, _NEW_REACHED, _REST = (phrase_once("clauses", rule) for rule in ("of_noun", "new_reached", "rest"))
_RATE, _GROWS, _GROWTH = (phrase_once("clauses", rule) for rule in ("rate", "grows", "growth"))
_REACHES_GROWTH = phrase_once("clauses", "reaches_growth")
_FURTHERS_GROWTH = phrase_once("clauses", "furthers_growth")
_FRONT = 12  # letters before a time in front of a sentence: "Trong", "Phấn đấu đến"
_BEFORE = 16  # letters before a predicate in which its verb stands
_SUBJECT = 3  # words of the one who strives, at most: "toàn thành phố"
_WISH, _REACHES, _ON_SITE = (phrase_once("clauses", rule) for rule in ("wish", "reaches", "on_site"))
# What stands with a noun and is no part of it.
_TOPIC, _ALL, _UNTIL_NOW = (phrase_once("clauses", rule) for rule in ("topic", "all", "until_now"))
_EXPLAINED, _MADE_UP = phrase_once("clauses", "explained"), phrase_once("clauses", "made_up")
# Behind a value.
_AS_TO = phrase_once("clauses", "as_to")
_IN_WORDS, _PURPOSE, _NAMES = (phrase_once("clauses", rule) for rule in ("in_words", "purpose", "names"))


class _Front:
    """The words before a quantity, told apart: what leads up to the noun, the noun, the predicate.

    Attributes:
        words, low: On one line, without times and references; folded.
        begin: Where the noun begins, behind what only leads up to it.
        stop: Where the noun ends.
        told: Where the predicate begins.
        ends: The last letter or mark up to the end of the noun: a label has a colon there.
        aim: Whether they are but the "lên", "xuống" between a base and its aim.
    """

    def __init__(self, clauses: "Clauses", quantity: Quantity, before: Quantity | None, left: int) -> None:
        self.words, low = clauses.said(left, quantity.start)
        arrives = _AIM_BEHIND.search(low) if before is not None and clauses.is_from(before) else None
        self.aim = arrives is not None
        if arrives is not None:
            self.low = low[arrives.start("aim") :].strip("() ")  # "từ 6.000 m3 | thành | 9.500 m3"
            self.begin = self.stop = self.told = 0
            self.ends = ""
            return
        self.low = low
        found = _predicate_at_end(low)
        begin, told = 0, found.start() if found else len(low)
        if found and (_OF_NOUN.match(low, told) or low.find(listed("growth")[0], max(0, told - _BEFORE)) >= 0):
            begin, told = clauses.noun_bounds(low, told, before, left)
        stop = told
        if quantity.kind == "count" and (site := _ON_SITE.search(self.words, 0, stop)):
            stop = site.start()
        led = lead_words().match(low, begin, stop)
        begin = led.end() if led else begin
        asked = clause_words("pressing").match(low, begin, stop)  # "Sở Y tế | phải | xây 12 trạm"
        self.begin, self.stop, self.told = asked.end() if asked else begin, stop, told
        self.ends = low[:stop].rstrip()[-1:]


def _is_bare_verb(front: _Front) -> bool:
    """Tell whether nothing but a verb stands before a value."""
    return clause_words("verb").fullmatch(front.low[front.begin : front.stop].strip(_AROUND)) is not None


def _next_task(front: _Front, low: str) -> int | None:
    """Return where a further task begins behind an order, None for none: "Giảm 10% biên chế | và tiếp tục ..."."""
    found = _further().search(low)
    if found is None or clause_words("verb").search(low, 0, found.start()):
        return None
    if clause_words("finite").search(low, 0, found.start()):
        return None  # "100% xã đạt chuẩn và duy trì danh hiệu": said of them
    ordered = front.begin >= front.stop or clause_words("verb").match(front.low, front.begin)
    return found.start() if ordered else None


def _opens_task(low: str, *, named: bool) -> bool:
    """Tell whether words behind a body say what it does or did: they ask, report or are a verb; not "của", "đạt".

    Behind the name of one (*named*) it may be a verb that no list has.
    """
    if clause_words("modality").match(low) or word_list("roles", "report_verbs").match(low):
        return True
    if clause_words("verb").fullmatch(low):
        return True
    no_verb = clause_words("finite").match(low) or clause_words("particle").match(low) or head_pattern().match(low)
    return named and " " in low and low[0].isalpha() and not (no_verb or "," in low or begins_with_noun(low))


def _said_of(quantity: Quantity, low: str, after: str) -> int:
    """Return where a noun ends before a clause of its own between it and the value; 0 if it is none."""
    if low.startswith("/"):
        return 0  # "Bình quân/tháng: 1.200 doanh nghiệp": how often it is counted
    if quantity.kind == "count" and _UNTIL_NOW.search(low):
        return 0  # "Công tác giảm nghèo đạt kết quả cao, đến nay còn 1.240 hộ nghèo": the count says what it is of
    said = _MADE_UP.search(low) if not after and head_pattern().match(low) else None
    return said.start() if said else len(low)


class Clauses:
    """The clauses of one passage.

    Args:
        start, end: The passage without its marker.
        quantities: Its amounts, left to right.
        holes: Times and references in it, in order: their words are no part of an indicator, but for years of prices.
    """

    def __init__(
        self, view: TextView, start: int, end: int, quantities: Sequence[Quantity], holes: Sequence[tuple[int, int]]
    ) -> None:
        self.view, self.start, self.end, self.quantities = view, start, end, quantities
        self.holes, self.hole_ends = [], []
        if holes:
            self.holes = [hole for hole in holes if not self._is_told(*hole)]
        if view.low.find(listed("now")[0], start, end) >= 0:
            now = [found.span() for found in _NOW.finditer(view.low, start, end)]
            self.holes = sorted({*self.holes, *now})
        for _, stop in self.holes:
            self.hole_ends.append(stop)
        self.breaks, self.full_stops = list[int](), list[int]()
        for found in _HARD.finditer(view.plain, start, end):
            self.breaks.append(found.start())
            if found.group() != ";":
                self.full_stops.append(found.start())

    def _is_told(self, begin: int, stop: int) -> bool:
        """Tell whether a time or a reference is part of what is measured: a year of prices, a paper carried out."""
        low = self.view.low
        if _CARRIED_OUT.match(low, begin):
            before = max((quantity.end for quantity in self.quantities if quantity.end <= begin), default=-1)
            behind = before >= 0 and _APART.search(low, before, begin) is None
            return behind or clause_words("level").match(low[stop : self.end].lstrip()) is not None
        return _PRICED.search(low, max(self.start, begin - 24), begin) is not None

    def said(self, start: int, end: int) -> tuple[str, str]:
        """Return the words there on one line, without times and references: as they are written, and folded."""
        plain, low = self.view.plain, self.view.low
        first = bisect_right(self.hole_ends, start)
        if first == len(self.holes) or self.holes[first][0] >= end:
            return " ".join(plain[start:end].split()), " ".join(low[start:end].split())
        spans, at = [], start
        for begin, stop in self.holes[first:]:
            if begin >= end:
                break
            timed = begin < end - 1 and low.startswith(listed("time_begins"), begin)
            within = _WITHIN.search(low[at:begin]) if timed else None
            spans.append((at, at + within.start() if within else begin))
            rest = _REST_OF_TIME.match(low, stop, end)
            at = max(at, rest.end() if rest else stop)
        spans.append((at, end))
        words, folded = ([letters[begin:stop] for begin, stop in spans] for letters in (plain, low))
        return " ".join(" ".join(words).split()), " ".join(" ".join(folded).split())

    def clause(self, at: int) -> Clause:
        """Return the clause of the quantity at position *at*."""
        low, quantity = self.view.low, self.quantities[at]
        before = self.quantities[at - 1] if at else None
        left, bracket = self._left(quantity, before)
        left = self._behind_doer(left, quantity.start)
        gap = low[max(before.end, left - REACH) : quantity.start] if before else ""
        front = _Front(self, quantity, before, left)
        again = _IN_WORDS.match(low, quantity.end, quantity.end + REACH)
        end = again.end() if again else quantity.end
        right = self._right(at, end)
        after, after_low = self._after(quantity, front, end, right)
        noun, noun_low = self._noun(quantity, front, after, after_low)
        if bracket and not noun and not after and (before is None or any_between(self.breaks, before.end, left)):
            bracket, noun = False, self._before_bracket(left - 1)
            noun, noun_low = self._narrowed(quantity, front, noun, fold(noun), after)
        if lead_words().fullmatch(noun_low):
            noun = noun_low = ""
        lead = front.low[: front.begin]
        part = lead and _PART.search(lead)
        if not part and left > self.start:
            part = _PART_BEFORE.search(low, max(self.start, left - 24), left)
        return Clause(
            words=front.low,
            noun=noun,
            predicate=front.low[front.told :].strip(" ,:"),
            after=after,
            noun_low=noun_low,
            after_low=after_low,
            left=left,
            right=right,
            parts_listed=bool(lead and _PARTS_LISTED.search(lead)),
            part=bool(part),
            aim=front.aim,
            bracket=bracket,
            closed=")" in gap,
            listed=bool(gap) and not _LIST_ENDS.search(gap),
            same_sentence=before is not None and not any_between(self.full_stops, before.end, quantity.start),
            time=self._time(left, right) if self.holes else "",
        )

    def _time(self, left: int, right: int) -> str:
        """Return the words of the times and references between two offsets."""
        first = bisect_right(self.hole_ends, left)
        within = (hole for hole in self.holes[first : first + _TIMES] if hole[0] < right)
        return ", ".join(self.view.words(*hole) for hole in within)

    def noun_bounds(self, low: str, told: int, before: Quantity | None, left: int) -> tuple[int, int]:
        """Return where a noun begins and ends before a predicate at *told*; what looks like one is left to the noun."""
        stop = told
        if (new := _NEW_REACHED.match(low, stop)) and NEW.search(low, 0, stop):
            stop = new.end()  # "tỷ lệ xã đạt chuẩn nông thôn mới đạt 80%"
        if (rest := _REST.match(low, stop)) and stop:
            stop = rest.end()  # "các xã còn lại đạt 12 tiêu chí"
        grows = _GROWS.match(low, stop)
        if grows and _RATE.search(low, 0, stop):
            stop = grows.end()  # "tốc độ tăng trưởng bình quân 14%" is what is measured, no change
        growth = _GROWTH.search(low, stop)
        if growth and self._is_first(before, left, low[: growth.start()].strip()):
            stop = growth.end()
        if grown := _REACHES_GROWTH.search(low, told):
            return grown.start("grown"), len(low)  # "nhằm đạt tăng trưởng 8,5%"
        if grown := _FURTHERS_GROWTH.search(low, max(0, told - _BEFORE)):
            return grown.span("furthered")
        return 0, stop

    def _after(self, quantity: Quantity, front: _Front, end: int, right: int) -> tuple[str, str]:
        """Return the words behind a quantity that belong to it, as they are written, and folded."""
        words, low = self.said(end, right) if right > end else ("", "")
        if again := _RESTATED.match(low):
            words, low = (letters[: again.start("again")] + letters[again.end("again") :] for letters in (words, low))
        if self.holes and clause_words("citing").search(low):
            words = _CITED_BEHIND.sub("", words)
            low = fold(words)
        if low.find(" ") >= 0 and (more := _next_task(front, low)) is not None:
            words, low = words[:more], low[:more]
        after = tidy(words, left=_BEHIND) if words else ""
        if after.endswith(listed("trailing")):
            after = tidy(_trailing().sub("", after), left=_BEHIND)
        if quantity.kind == "count" and (names := _NAMES.match(self.view.low, quantity.end, quantity.end + 240)):
            after = self.view.words(*names.span("told"))  # "04 xã là: An Sơn, Phú Lộc đạt chuẩn": what is said of them
            words, low = after, fold(after)
        if after.startswith(",") and (quantity.kind == "measure" or front.ends == ":"):
            return "", ""  # "100 triệu đồng/dự án, thời gian ...": the next clause, while "12 phòng, ban" goes on
        asked = not after and quantity.kind == "measure"
        purpose = _PURPOSE.match(self.view.low, end, min(self.end, end + REACH)) if asked else None
        if purpose and _is_bare_verb(front):  # "bố trí 56 tỷ đồng | để nâng cấp các trạm y tế": the verb says no more
            after = tidy(self.said(end, purpose.end())[0])
            return after, fold(after)
        begin = words.find(after)
        low = low[begin : begin + len(after)]
        about = _AS_TO.match(low) if low else None
        if about and head_pattern().match(low, about.end()):
            after, low = after[about.end() :], low[about.end() :]
        return ("", "") if quantity.is_from and _AIM.fullmatch(low) else (after, low)

    @staticmethod
    def _opens_another(front: _Front, noun: str, after: str) -> bool:
        """Tell whether a share is no part of the words before it, and has its own behind it.

        "Củng cố chi hội, phấn đấu có 80% hội viên ...", "Lập xong hồ sơ, 100% người dân được ...", "Tại kế hoạch này,
        tỉnh phấn đấu 100% hộ nghèo được ...".
        """
        low, stop = front.low, front.stop
        if _setting_end().search(noun):
            return True  # "Tỉnh đặt mục tiêu có 60% phụ nữ ..."
        wished = _WISH.match(low, stop) is not None
        if not wished and (front.ends != "," or stop < len(low)):
            return False
        said = clause_words("finite").search(after) is not None
        if front.ends != ",":
            return said and len(noun.rpartition(", ")[2].split()) <= _SUBJECT and not head_pattern().match(noun)
        # "phấn đấu đạt 95% dân số"
        return said or not _REACHES.search(low, stop)

    def _noun(self, quantity: Quantity, front: _Front, after: str, after_low: str) -> tuple[str, str]:
        """Return the noun phrase before a quantity, as it is written and folded: what is measured and no more."""
        if (after or quantity.kind == "count") and front.low.endswith(":") and lists_goals(front.low[front.begin : -1]):
            return "", ""  # "Phấn đấu thực hiện các mục tiêu: 95% trẻ em ...": the words behind the value tell
        noun = front.words[front.begin : front.stop].strip()
        if not (noun[:1].isalnum() and noun[-1:].isalnum()):
            noun = tidy(noun)
        begin = front.words.find(noun, front.begin)
        low = front.low[begin : begin + len(noun)]
        if after and quantity.head == "%" and self._opens_another(front, low, after_low):
            return "", ""
        if not (front.ends in _SIGNS or quantity.is_from or noun_signs().search(low)):
            return noun, low
        if "(" in low or clause_words("citing").search(low):
            noun = tidy(_CITED.sub("", _DANGLING.sub(",", _EXPLAINED.sub("", noun))))
            low = fold(noun)
        begin = behind_announcement(noun, low)
        noun, low = noun[begin:], low[begin:]
        if quantity.is_from and head_pattern().match(low):
            noun = _PASSIVE.sub("", noun)  # "diện tích chè được mở rộng từ 120 ha"
            low = low[: len(noun)]
        about = front.ends == ":" or (front.ends == "," and _TOPIC.fullmatch(front.low, front.begin, front.stop))
        if about and (after or quantity.kind == "count") and is_label(low, after_low):
            return "", ""  # "Về hợp tác xã: Phấn đấu có 20 ...", "Về xây dựng Đảng, có trên 90% chi bộ ..."
        return self._narrowed(quantity, front, noun, low, after)

    @staticmethod
    def _narrowed(quantity: Quantity, front: _Front, noun: str, low: str, after: str) -> tuple[str, str]:
        """Return a noun phrase without a clause before it, or between it and the value."""
        labelled = front.ends == ":"
        if not (labelled and _ALL.match(low)):  # "Các hồ có chức năng bảo tồn, giá trị văn hóa: 14 hồ"
            governs = not labelled and (bool(after) or quantity.kind in ("count", "ratio"))
            begin = narrow(noun, low, has_object=governs)
            noun, low = noun[begin:], low[begin:]
        end = _said_of(quantity, low, after)
        return noun[:end], low[:end]

    def _is_first(self, before: Quantity | None, left: int, words: str) -> bool:
        """Tell whether a sentence says nothing before a place but *words*, which lead up to what it says.

        So do those that announce it: "Hội nghị thống nhất một số chỉ tiêu: | tăng trưởng ...".
        """
        alone = before is None or any_between(self.breaks, before.end, left + 1)
        return alone and (not words or words.endswith(":") or lead_words().fullmatch(f"{words} ") is not None)

    def is_from(self, quantity: Quantity) -> bool:
        """Tell whether "từ" stands before a value."""
        return _FROM.search(self.view.low, max(0, quantity.start - 24), quantity.number_start) is not None

    def _left(self, quantity: Quantity, before: Quantity | None) -> tuple[int, bool]:
        """Return where the words before a quantity begin, and whether a bracket opened since the value before."""
        low = self.view.low
        at = bisect_left(self.breaks, quantity.start)
        floor = max(self.start, quantity.start - REACH, self.breaks[at - 1] + 1 if at else 0)
        follows = before is not None and before.end >= floor
        if before is not None and follows:
            floor = before.end
        opened = low.rfind("(", floor, quantity.start)
        if opened >= 0 and low.find(")", opened, quantity.start) < 0:
            return opened + 1, True
        if follows and low[floor : quantity.start].rstrip().endswith(listed("or")):
            return quantity.start, False
        if follows and not clause_words("opens_clause").match(low[floor : quantity.start].lstrip(" )")):
            # the words after the value before belong to it up to the last comma or "và"
            headed = self._heads(floor, quantity.start)
            cuts = [found.end() for found in _CUT.finditer(low, floor, quantity.start)]
            floor = headed[0] if headed else max(cuts, default=floor)
        parts = low.rfind(listed("of_these")[0], floor, quantity.start)
        return (parts if parts > floor and low[floor:parts].rstrip().endswith((",", ";")) else floor), False

    def _behind_doer(self, left: int, start: int) -> int:
        """Return where a clause begins behind the body that does what it says: "[Năm 2027], Sở Y tế | xây 12 trạm"."""
        plain, low, at = self.view.plain, self.view.low, left
        for begin, stop in self.holes[bisect_right(self.hole_ends, left) :]:
            if begin - at > _FRONT or stop >= start:
                break
            at = stop  # a time in front of it
        while at < start and not plain[at].isalnum():
            at += 1
        first = low[at:start].partition(" ")[0]
        if first not in name_words() or not plain[at].isupper() or begins_other(self.view, at, start):
            return left
        actors = actors_at(self.view, at, start, closed=True)
        does = " ".join(low[actors[-1].end : start].split()) if actors else ""
        led = clause_words("leading").match(low, actors[-1].end + 1, start) if actors else None
        if led and clause_words("verb").match(low, led.end() + 1, start):
            return led.end()  # "Sở Y tế chủ trì | xây dựng 12 trạm"
        known = bool(actors) and not (actors[-1].group or actors[-1].open)  # "các sở | đặc thù duy trì ..."
        return actors[-1].end if _opens_task(does, named=known) else left

    def _before_bracket(self, opened: int) -> str:
        """Return what a bracket is about that is the first to tell a value: "khách ở miền núi (chiếm hơn 20%)"."""
        at = bisect_left(self.breaks, opened)
        floor = max(self.start, self.breaks[at - 1] + 1 if at else 0)
        start = max(floor, self.view.low.rfind(", ", max(floor, opened - _PHRASE), opened) + 1)
        return "" if opened - start > _PHRASE else tidy(self.said(start, opened)[0])

    def _right(self, at: int, begin: int) -> int:
        """Return where the words after a quantity end, which begin at *begin*."""
        low = self.view.low
        if _AND_MORE.match(low, begin, begin + 8):
            return begin  # "tăng 9%/năm và ngành nông, lâm nghiệp tăng 4%": said of something else
        if at + 1 < len(self.quantities):
            at, begin = self._behind_qualifier(*self._behind_restated(at, begin))
        limit = min(self.end, begin + REACH)
        if at + 1 < len(self.quantities) and self.quantities[at + 1].start < limit:
            limit = self.quantities[at + 1].start
            if not _HARD_STOP.search(low, begin, limit):
                # the next value is in the same run of words: it takes its own noun with it
                headed = self._heads(begin, limit)
                cuts = [cut.start() for cut in _CUT_RIGHT.finditer(low, begin, limit)]
                limit = headed[0] if headed else cuts[-1] if cuts else limit
        mark = _RIGHT_MARK.search(low, begin, limit)
        if limit == begin or (mark and mark.start() == begin and low[begin] != "("):
            return begin  # most values have no words behind them
        while mark and (closed := _EXPLAINS.match(low, mark.start(), limit)):
            if not clause_words("finite").match(low, closed.end(), limit):
                break
            mark = _RIGHT_MARK.search(low, closed.end(), limit)  # "65% cơ sở chế biến (thủy sản, gỗ) | đã đổi mới"
        stop = limit = mark.start() if mark else limit
        for found in clause_words("right_stop").finditer(low, begin, limit):
            if not _GOES_ON.match(low, found.start()):
                stop = found.start()
                break
        if denied := _DENIED.search(low, begin, stop):
            stop = denied.start()  # "100% dân số có bảo hiểm y tế, | không còn hộ nghèo"
        while stop > begin and (low[stop - 1] == "," or low[stop - 1].isspace()):
            stop -= 1
        return stop

    def _behind_restated(self, at: int, begin: int) -> tuple[int, int]:
        """Return the last value of a bracket that says a value again before what is said of it, and the bracket's end.

        "50% số xã (8 xã) | đạt chuẩn". Both are as given where no such bracket stands behind the value.
        """
        low, quantities, last = self.view.low, self.quantities, at
        found = _RESTATED.match(low, begin, self.end)
        while found and last + 1 < len(quantities) and quantities[last + 1].start < found.end():
            last += 1
        if found is None or last == at or not (found["noun"] or quantities[at].kind in ("count", "ratio")):
            return at, begin
        following = quantities[last + 1].start if last + 1 < len(quantities) else self.end
        verb = clause_words("finite").match(low, found.end(), following)
        # "12.000 tấn (tăng 5%) đạt | 103% kế hoạch": nothing is said but the next value
        told = verb is not None and any(map(str.isalpha, low[verb.end() : following]))
        return (last, found.end()) if told else (at, begin)

    def _behind_qualifier(self, at: int, begin: int) -> tuple[int, int]:
        """Return the bound that tells which of the counted things are meant, and where it ends.

        "100% doanh nghiệp có từ 25 lao động trở lên | lập công đoàn". Both are as given where there is none.
        """
        low, quantity = self.view.low, self.quantities[at]
        if at + 1 == len(self.quantities) or not (quantity.head == "%" or quantity.kind in ("count", "ratio")):
            return at, begin
        bound = self.quantities[at + 1]
        told = bound.comparator == "ge" and _FROM_UP.search(low, bound.start, bound.end)
        counted = _QUALIFIED.fullmatch(low, begin, bound.start) if told else None
        if counted and (quantity.kind != "measure" or begins_with_noun(counted["things"])):
            return at + 1, bound.end
        return at, begin

    def _heads(self, start: int, end: int) -> list[int]:
        """Return where indicators begin between two offsets: at the start, after a comma or a bracket."""
        low = self.view.low
        places = [start, *(found.end() for found in _before_head().finditer(low, start, end))]
        return [place for place in places if head_pattern().match(low, place, end)]
