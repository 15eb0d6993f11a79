"""The clause around a quantity: the words before it, the predicate between, the words after it.

Official prose strings values together with commas: "Tỷ trọng nông nghiệp chiếm 28,5% (giảm 1,4%), công nghiệp 38%". The
clause of a value begins after the value before it, at the last comma that does not belong to a list of nouns, or at the
last phrase that begins like an indicator. Words are data: ``data/clauses.toml``, ``grammars/clauses.lark``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

import regex
from attrs import frozen

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...text.folding import fold
from ..quantities.model import Quantity
from ..view import TextView
from .noun_phrases import (
    any_of,
    clause_words,
    head_pattern,
    is_label,
    lead_words,
    listed,
    narrow,
    repeated,
    tidy,
    without_announcement,
)
from .tense import NEW

#: How far a clause may reach to either side of its value: longer runs are prose, not phrases.
REACH = 700
#: The longest row of words of comparing before a number, in letters: it is tried at each letter of them.
_PREDICATE = 160
_PHRASE, _TIMES = 80, 4


@frozen(kw_only=True)
class Clause:
    """The words around one quantity.

    Attributes:
        words: All words before the value, folded, on one line, without times and references.
        noun: The noun phrase or the verb before the value, on one line, without lead words, times and references.
        predicate: What stands between noun and value, folded: "ước đạt", "giảm xuống còn".
        after: The words after the value, up to the end of the clause.
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
def _predicate() -> "regex.Pattern[str]":
    """Match a row of words of comparing and reaching at the end of folded words."""
    return repeated("_predicate", r"[\s,:]*", "$", _PREDICATE=any_of("predicate"))


@cache
def _predicate_ends() -> frozenset[str]:
    return frozenset((*map(_last_word, listed("predicate")), *listed("compared_end")))


def _last_word(low: str) -> str:
    low = low.rstrip(" ,:")
    at = len(low)
    while at and low[at - 1].isalnum():
        at -= 1
    return low[at:]


def _predicate_at_end(low: str) -> "regex.Match[str] | None":
    """Return the predicate at the end of folded words: only one in four ends with a word of any."""
    return _predicate().search(low, max(0, len(low) - _PREDICATE)) if _last_word(low) in _predicate_ends() else None


@cache
def _judged_end() -> "regex.Pattern[str]":
    """Match a judgement at the end of folded words: "... đã phát triển vượt bậc"."""
    return phrase_once("clauses", "judged_end", _JUDGED=any_of("judged"))


#: What ends the words behind a value besides the words of the table.
_STOPS_RIGHT = phrase_once("clauses", "right_mark")
#: Words that look like an end and go on: "70% số | tăng thu", "còn dư", "được học | bằng hình thức trực tuyến".
_GOES_ON = phrase_once("clauses", "goes_on")


def _stops_right(low: str, begin: int, limit: int) -> int:
    """Return where the words behind a value end: at a mark or at a word that begins something else."""
    mark = _STOPS_RIGHT.search(low, begin, limit)
    limit = mark.start() if mark else limit
    ends = clause_words("right_stop").finditer(low, begin, limit)
    return next((found.start() for found in ends if not _GOES_ON.match(low, found.start())), limit)


#: Before a time that was taken out: "Trong [năm 2027] mỗi thôn trồng ...".
_WITHIN = phrase_once("clauses", "within")
_HARD = pattern(r";|[.!?…](?=\s+\S|\s*$)|\.(?=\p{Lu}\p{Ll})")
_CUT = phrase_once("clauses", "cut")
_CUT_RIGHT = phrase_once("clauses", "cut_right")
_HARD_STOP = pattern(r"[;()]|[.!?…](?=\s|$)")
#: What a sum is made up of is no part of what it measures: "Tổng chi (bao gồm vốn vay) khoảng ...".
_EXPLAINED = phrase_once("clauses", "explained")
#: "Giá trị sản xuất (giá so sánh năm 2010)": which prices, said with what is measured.
_PRICED = phrase_once("clauses", "priced")
#: When a base was measured is no part of what is: "từ 20% hiện nay lên 30%".
_NOW = phrase_once("clauses", "now")
#: "Tổng mức vay của ngân sách nhà nước, bao gồm vay bù đắp bội chi và vay trả nợ gốc | là ...".
_MADE_UP = phrase_once("clauses", "made_up")
#: What is left of a list of documents that was taken out: "Vốn lồng ghép theo các và , bố trí ...".
_DANGLING = phrase_once("clauses", "dangling")
#: The rest of a citation in the middle of a noun: "hợp đồng lao động theo | về hợp đồng đối với một số công việc".
_CITED = phrase_once("clauses", "cited")
#: The plan that a value reaches: "GRDP/người | đạt chỉ tiêu Đại hội đề ra | là 10.370 USD".
_REACHED_PLAN = phrase_once("clauses", "reached_plan")
_TO_DO = phrase_once("clauses", "to_do")
_UNTIL_NOW = phrase_once("clauses", "until_now")
_PART = phrase_once("clauses", "part")
_PARTS_LISTED = phrase_once("clauses", "parts_listed")
_PART_BEFORE = phrase_once("clauses", "part_before")
_RATE = phrase_once("clauses", "rate")
#: The amount again in words: "60.000 tỷ đồng (sáu mươi nghìn tỷ đồng) nguồn tích lũy ...".
_IN_WORDS = phrase_once("clauses", "in_words")
_PURPOSE = phrase_once("clauses", "purpose")
_NAMES = phrase_once("clauses", "names")
_REST = phrase_once("clauses", "rest")
#: Between the base of a change and its aim, whose time was taken out: "từ 120 ha (năm 2023) | tới | 400 ha".
_AIM = phrase_once("clauses", "aim")
#: The same behind the noun of a counted base: "từ 12 trạm | bơm dầu sang | 20 trạm bơm điện".
_AIM_BEHIND = phrase_once("clauses", "aim_behind")
_SANG = phrase_once("clauses", "to_aim")
_FROM = phrase_once("clauses", "from")
#: What is spoken of, before a comma: "Về xây dựng Đảng, | hằng năm có trên 90% ...".
_TOPIC = phrase_once("clauses", "topic")
_DENIED = phrase_once("clauses", "denied")
_ALL = phrase_once("clauses", "all")
_PASSIVE = phrase_once("clauses", "passive")
_REACHES_GROWTH = phrase_once("clauses", "reaches_growth")
#: "... tập trung thúc đẩy | tăng trưởng | đạt 8%", "mục tiêu | tăng trưởng | là 7%": growth is what is measured.
_FURTHERS_GROWTH = phrase_once("clauses", "furthers_growth")
_BEFORE = 16  # letters before a predicate in which its verb stands
#: Growth with nothing before it is what is measured: "Tăng trưởng đạt 8,5%", "Mức tăng trưởng: 8%".
_GROWTH = phrase_once("clauses", "growth")
_GROWS = phrase_once("clauses", "grows")
_NEW_REACHED, _WISH, _REACHES = (phrase_once("clauses", rule) for rule in ("new_reached", "wish", "reaches"))
_OF_THESE = phrase_once("clauses", "of_these")
_LIST_ENDS = pattern(r"[;:.()]")
_AND_MORE = phrase_once("clauses", "and_more")
#: Where things are counted is not what is counted: "Trên địa bàn huyện Phú Khê | có 03 khu công nghiệp".
_ON_SITE = phrase_once("clauses", "on_site")


@frozen(kw_only=True)
class _Front:
    """The words before a quantity.

    Attributes:
        words, low: On one line, without times and references; folded.
        lead: What only leads up to the noun.
        stop: Where the noun ends.
        told: Where the predicate begins.
        aim: Whether they are but the "lên", "xuống" between a base and its aim.
    """

    words: str
    low: str
    lead: str
    stop: int
    told: int
    aim: bool = False

    @property
    def noun(self) -> str:
        """The words of the noun."""
        return self.words[: self.stop][len(self.lead) :]

    @property
    def labelled(self) -> bool:
        """Whether a colon ends the noun: "Hỗ trợ đánh giá, cấp giấy chứng nhận: 70%" has a label and no clause."""
        return self.words[: self.stop].rstrip().endswith(":")


def _noun_ends(low: str, found: "regex.Match[str] | None") -> int:
    """Return where the noun ends in the words before a quantity, whose predicate is *found*.

    What looks like a predicate and belongs to the noun is left to it.
    """
    if found is None:
        return len(low)
    stop = found.start()
    if (new := _NEW_REACHED.match(low, stop)) and NEW.search(low, 0, stop):
        stop = new.end()  # "tỷ lệ xã đạt chuẩn nông thôn mới đạt 80%"
    if (rest := _REST.match(low, stop)) and stop:
        stop = rest.end()  # "các xã còn lại đạt 12 tiêu chí"
    if _RATE.search(low, 0, stop) and (grows := _GROWS.match(low, stop)):
        stop = grows.end()  # "tốc độ tăng trưởng bình quân 14%" is what is measured, no change
    return stop


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
        kept = (hole for hole in holes if not _PRICED.search(view.low, max(start, hole[0] - 24), hole[0]))
        now = (found.span() for found in _NOW.finditer(view.low, start, end))
        self.holes = sorted({*kept, *now})
        self.hole_ends = [stop for _, stop in self.holes]
        hard = [found.start() for found in _HARD.finditer(view.plain, start, end)]
        self.breaks = hard
        self.parts = [found.start() for found in _OF_THESE.finditer(view.low, start, end)]
        self.full_stops = [place for place in hard if view.plain[place] != ";"]

    def text(self, start: int, end: int, letters: str) -> str:
        """Return the words there on one line, without times and references; *letters* is a side of the view."""
        out, at = [], start
        for number in range(bisect_right(self.hole_ends, start), len(self.holes)):
            begin, stop = self.holes[number]
            if begin >= end:
                break
            before = letters[at : max(at, begin)]
            within = _WITHIN.search(before) if begin < end - 1 and self.is_time(begin) else None
            out.append(before[: within.start()] if within else before)
            at = max(at, stop)
        out.append(letters[at : max(at, end)])
        return " ".join(" ".join(out).split())

    def is_time(self, begin: int) -> bool:
        """Tell whether what was taken out begins like a time and not like the name of a document."""
        return self.view.low.startswith(listed("time_begins"), begin)

    def clause(self, at: int) -> Clause:
        """Return the clause of the quantity at position *at*."""
        quantity = self.quantities[at]
        before = self.quantities[at - 1] if at else None
        left, bracket = self._left(quantity, before)
        gap = self.view.low[max(before.end, left - REACH) : quantity.start] if before else ""
        front = self._front(quantity, before, left)
        end = self._said_again(quantity)
        right = self._right(at, end)
        after = self._after(quantity, front, end, right)
        noun, after = self._noun(quantity, front, after)
        if bracket and not noun and not after and (before is None or self._between(self.breaks, before.end, left)):
            noun, bracket = self._before_bracket(left - 1), False
        if noun:
            if not (front.labelled and _ALL.match(fold(noun))):  # "Các hồ có chức năng bảo tồn, giá trị văn hóa: 14 hồ"
                governs = not front.labelled and (bool(after) or quantity.kind in ("count", "ratio"))
                noun = narrow(noun, has_object=governs)
            noun = self._said_of(quantity, front, noun, after)
        return Clause(
            words=front.low,
            noun="" if lead_words().fullmatch(fold(noun)) else noun,
            predicate=front.low[front.told :].strip(" ,:"),
            after=after,
            left=left,
            right=right,
            parts_listed=bool(front.lead and _PARTS_LISTED.search(front.lead)),
            part=self._is_part(front.lead, left),
            aim=front.aim,
            bracket=bracket,
            closed=")" in gap,
            listed=bool(gap) and not _LIST_ENDS.search(gap),
            same_sentence=before is not None and not self._between(self.full_stops, before.end, quantity.start),
            time=self._time(left, right),
        )

    def _is_part(self, lead: str, left: int) -> bool:
        """Tell whether "trong đó" or "gồm" opens a clause, or stands right before it."""
        if lead and _PART.search(lead):
            return True
        return _PART_BEFORE.search(self.view.low, max(self.start, left - 24), left) is not None

    def _time(self, left: int, right: int) -> str:
        """Return the words of the times and references between two offsets."""
        first = bisect_right(self.hole_ends, left)
        within = (hole for hole in self.holes[first : first + _TIMES] if hole[0] < right)
        return ", ".join(self.view.words(*hole) for hole in within)

    def _front(self, quantity: Quantity, before: Quantity | None, left: int) -> _Front:
        """Return the words before a quantity, told apart: what leads up to the noun, the noun, the predicate."""
        words = self.text(left, quantity.start, self.view.plain)
        low = self.text(left, quantity.start, self.view.low)
        arrives = _AIM_BEHIND.search(low) if before is not None and self._is_from(before) else None
        if arrives:
            low = low[arrives.start("aim") :].strip("() ")  # "từ 6.000 m3 | thành | 9.500 m3"
            return _Front(low=low, words=words, lead="", stop=0, told=0, aim=True)
        found, lead_end = _predicate_at_end(low), 0
        stop = _noun_ends(low, found)
        grows = _GROWTH.search(low, stop) if found else None
        if grows and self._is_first(before, left, low[: grows.start()].strip()):
            stop = grows.end()
        if found and (grown := _REACHES_GROWTH.search(low, found.start())):
            lead_end, stop = grown.start("grown"), len(low)  # "nhằm đạt tăng trưởng 8,5%"
        elif found and (grown := _FURTHERS_GROWTH.search(low, max(0, found.start() - _BEFORE))):
            lead_end, stop = grown.span("furthered")
        told = stop
        if quantity.kind == "count" and (site := _ON_SITE.search(words, 0, stop)):
            stop = site.start()
        led = lead_words().match(low, lead_end, stop)
        return _Front(low=low, words=words, lead=low[: led.end()] if led else low[:lead_end], stop=stop, told=told)

    def _said_again(self, quantity: Quantity) -> int:
        """Return where a quantity ends with the amount again in words."""
        said = _IN_WORDS.match(self.view.low, quantity.end, quantity.end + REACH)
        return said.end() if said else quantity.end

    def _after(self, quantity: Quantity, front: _Front, end: int, right: int) -> str:
        """Return the words behind a quantity that belong to it."""
        after = tidy(self.text(end, right, self.view.plain), left=" :;-)")
        after = tidy(_TRAILING.sub("", after), left=" :;-)")
        if quantity.kind == "count" and (names := _NAMES.match(self.view.low, quantity.end, quantity.end + 240)):
            after = self.view.words(*names.span("told"))  # "04 xã là: An Sơn, Phú Lộc đạt chuẩn": what is said of them
        if quantity.is_from:
            after = _SANG.sub("", after)
        if not after and quantity.kind == "measure" and clause_words("verb").fullmatch(fold(tidy(front.noun))):
            after = self._purpose(end)
        if after.startswith(",") and (quantity.kind == "measure" or front.labelled):
            return ""  # "100 triệu đồng/dự án, thời gian hỗ trợ ...": the next clause, while "12 phòng, ban" goes on
        return after

    def _noun(self, quantity: Quantity, front: _Front, after: str) -> tuple[str, str]:
        """Return the noun phrase before a quantity and the words behind it, what only announces left out."""
        noun = tidy(front.noun)
        noun = _EXPLAINED.sub("", noun) if "(" in noun else noun
        noun = without_announcement(tidy(_CITED.sub("", _DANGLING.sub(",", noun)))) if noun else noun
        if quantity.is_from and head_pattern().match(fold(noun)):
            noun = _PASSIVE.sub("", noun)  # "diện tích chè được mở rộng từ 120 ha"
        if quantity.is_from and _AIM.fullmatch(fold(after)):
            after = ""
        low, stop = front.low, front.stop
        opened = stop == len(low) or _WISH.match(low, stop) is not None
        # "phấn đấu đạt 95% dân số"
        reached = _REACHES.search(low, stop) and not clause_words("finite").search(fold(after))
        if after and low[:stop].rstrip().endswith(",") and opened and not reached and quantity.head == "%":
            noun = ""  # "Củng cố chi hội, phấn đấu có 80% hội viên ...", "Lập xong hồ sơ, 100% người dân được ...": two
        topic = _TOPIC.fullmatch(fold(front.noun))
        if (front.labelled or topic) and (after or quantity.kind == "count") and is_label(noun, after):
            noun = ""  # "Về hợp tác xã: Phấn đấu có 20 hợp tác xã ...", "Về xây dựng Đảng, có trên 90% chi bộ ..."
        return noun, after

    @staticmethod
    def _said_of(quantity: Quantity, front: _Front, noun: str, after: str) -> str:
        """Return a noun without a clause of its own between it and the value."""
        low = fold(noun)
        if low.startswith("/"):
            return ""  # "Bình quân/tháng: 1.200 doanh nghiệp": how often it is counted
        if quantity.kind == "count" and _UNTIL_NOW.search(low):
            return ""  # "Công tác giảm nghèo đạt kết quả cao, đến nay còn 1.240 hộ nghèo": the count says what it is of
        if reached := _REACHED_PLAN.search(low):
            return noun[: reached.start()]
        if not head_pattern().match(low):
            return noun
        if front.noun.rstrip().endswith(",") and (judged := _judged_end().search(low)):
            return noun[: judged.start()]  # "kim ngạch xuất khẩu đã phát triển vượt bậc, từ ..."
        made_up = None if after else _MADE_UP.search(low) or _TO_DO.search(low)
        return noun[: made_up.start()] if made_up else noun

    def _purpose(self, start: int) -> str:
        """Return what a sum is for whose verb says no more: "bố trí 56 tỷ đồng | để nâng cấp các trạm y tế"."""
        found = _PURPOSE.match(self.view.low, start, min(self.end, start + REACH))
        return tidy(self.text(start, found.end(), self.view.plain)) if found else ""

    def _is_first(self, before: Quantity | None, left: int, words: str) -> bool:
        """Tell whether a sentence says nothing before a place but *words*, which lead up to what it says."""
        alone = before is None or self._between(self.breaks, before.end, left + 1)
        return alone and (not words or lead_words().fullmatch(f"{words} ") is not None)

    def _is_from(self, quantity: Quantity) -> bool:
        return _FROM.search(self.view.low, max(0, quantity.start - 24), quantity.number_start) is not None

    @staticmethod
    def _between(places: Sequence[int], start: int, end: int) -> bool:
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

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
        parts = next((place for place in reversed(self.parts) if place < quantity.start), -1)
        return (parts if parts > floor and low[floor:parts].rstrip().endswith((",", ";")) else floor), False

    def _before_bracket(self, opened: int) -> str:
        """Return what a bracket is about that is the first to tell a value: "khách ở miền núi (chiếm hơn 20%)"."""
        at = bisect_left(self.breaks, opened)
        floor = max(self.start, self.breaks[at - 1] + 1 if at else 0)
        start = max(floor, self.view.low.rfind(", ", max(floor, opened - _PHRASE), opened) + 1)
        return "" if opened - start > _PHRASE else tidy(self.text(start, opened, self.view.plain))

    def _right(self, at: int, begin: int) -> int:
        """Return where the words after a quantity end, which begin at *begin*."""
        low = self.view.low
        if _AND_MORE.match(low, begin, begin + 8):
            return begin  # "tăng 9%/năm và ngành nông, lâm nghiệp tăng 4%": said of something else
        limit = min(self.end, begin + REACH)
        if at + 1 < len(self.quantities) and self.quantities[at + 1].start < limit:
            limit = self.quantities[at + 1].start
            if not _HARD_STOP.search(low, begin, limit):
                # the next value is in the same run of words: it takes its own noun with it
                headed = self._heads(begin, limit)
                cuts = [cut.start() for cut in _CUT_RIGHT.finditer(low, begin, limit)]
                limit = headed[0] if headed else cuts[-1] if cuts else limit
        stop = _stops_right(low, begin, limit)
        if denied := _DENIED.search(low, begin, stop):
            stop = denied.start()  # "100% dân số có bảo hiểm y tế, | không còn hộ nghèo"
        while stop > begin and (low[stop - 1] == "," or low[stop - 1].isspace()):
            stop -= 1
        return stop

    def _heads(self, start: int, end: int) -> list[int]:
        """Return where indicators begin between two offsets: at the start, after a comma or a bracket."""
        low = self.view.low
        return [
            found.start()
            for found in head_pattern().finditer(low, start, end)
            if found.start() == start or low[start : found.start()].rstrip().endswith(listed("before_head"))
        ]


# A preposition whose time was taken out: "chuyển đổi 120 tàu trong giai đoạn 2026 - 2030".
_TRAILING = phrase_once("clauses", "trailing")
