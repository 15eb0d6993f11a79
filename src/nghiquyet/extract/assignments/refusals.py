"""Why names that stand where a body may be told something are told nothing: a row a reason, tried in this order.

Each row has its code, its reason, examples, texts that look alike and give a duty, and where it is tried at all. The
words are in data/duties.toml and grammars/assignments.lark.
"""

from collections.abc import Callable
from functools import cache

import regex
from attrs import frozen

from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import choice, word_list
from ...text.spans import Span
from ..bodies.heads import head_at, is_office
from ..bodies.mentions import Actor, actors_at
from ..view import Passage, TextView
from .cue_rows import row_rule
from .duty_verbs import Duty, by_itself, decides, partners_in, past_asides, tells_nothing, verb_at
from .ways import BY_PLACE

#: How far before a name its cue is looked for.
CUE = 60
#: An entry of a list in an annex is shorter than this, and ends without a stop.
_LINE = 120
_SENTENCE = pattern(r"[.;:,/][\s*|]*$")
_COLON = pattern(r"\s*:")
_GAP = pattern(r"[\s,:]*")
_EXAMPLES = row_rule("examples", "examples")
_REQUESTS = row_rule("requests", "requests")
_MET_BY = row_rule("met_by", "met")
_CHAIRS = phrase_once("assignments", "chairs")
_LEADS_IN_TIME = row_rule("leads_in_time", "leads")
_MEETS = row_rule("meets", "holds", "meeting")
_AT_MEETING = row_rule("at_meeting", "meeting")
_FORETELLS = phrase_once("assignments", "foretells")
_COUNTED = row_rule("counted", "counted")
RECURRENCE = phrase_once("assignments", "recurrence")
LIMITED = phrase_once("assignments", "limited")
_RECEIVES = row_rule("receives", "reports_to")


#: What running text may stand under: a heading, and a list that it has left.
_RUNNING = frozenset({"heading", "bullet", "subbullet"})


@frozen
class Left:
    """A body that is told nothing: where it is named, and the code of the reason."""

    span: Span
    code: str


@frozen
class Case:
    """Names where a body may be told something, with what stands around them.

    Attributes:
        view: The document.
        passage: The passage that they stand in.
        kind: What stands before them: "start", "SEMI", "COMMA", "BRACKET", "other", or a cue ("give", "do", "gửi").
        actors: The names.
        start, end: Their sentence.
        front: Whether a phrase in front opens it: "Trong quý I, ...".
        held: Whether it stands below a body whose duties it tells.
        duty: What the words behind the names tell them, None if nothing.
        orders: Tells whether a passage stands where only tasks stand.
    """

    view: TextView
    passage: Passage
    kind: str
    actors: tuple[Actor, ...]
    start: int
    end: int
    front: bool
    held: bool
    duty: Duty | None
    orders: Callable[[Passage], bool]

    @property
    def place(self) -> int:
        """Where the names begin."""
        return self.actors[0].start

    @property
    def behind(self) -> int:
        """Where the words behind the names begin."""
        gap = _GAP.match(self.view.low, self.actors[-1].end, self.end)
        return gap.end() if gap else self.actors[-1].end

    @property
    def opens(self) -> bool:
        """Whether they open a sentence or a clause."""
        return self.kind in ("start", "SEMI")

    @property
    def prose(self) -> bool:
        """Whether they stand in running text, as press has it: in no numbered unit and no part of tasks."""
        if self.passage.node.kind != "paragraph":
            return False
        above = {self.view.passages[each].node.kind for each in self.passage.above}
        return above <= _RUNNING and not self.orders(self.passage)

    def strong(self, reach: int) -> bool:
        """Tell whether a verb that only a body can have stands at its duty, or *reach* letters behind it begins."""
        if self.duty is None:
            return False
        return word_list("duties", "leads").match(self.view.low, self.duty.verb, self.duty.verb + reach) is not None


@frozen
class Refusal:
    """One reason why a body is told nothing.

    Attributes:
        code: Its name, which stays: `nghiquyet explain` prints it, docs/assignments.md explains it.
        doc: The reason, in one sentence.
        examples: Texts in which it refuses a body.
        alike: Texts that look alike and tell a body something.
        test: Whether it refuses the names of a case.
        kinds: What stands before the names where it may refuse any (`Case.kind`); empty if that does not matter.
        told: Whether it is for names that a verb of duty follows, or for the others; None if for both.
    """

    code: str
    doc: str
    examples: tuple[str, ...]
    alike: tuple[str, ...]
    test: Callable[[Case], bool]
    kinds: tuple[str, ...] = ()
    told: bool | None = None


def _is_example(case: Case) -> bool:
    if _EXAMPLES.search(case.view.low, case.start, case.place) is None:
        return False
    return word_list("duties", "leads").match(case.view.low, case.behind, case.end) is None


def _is_described(case: Case) -> bool:
    return tells_nothing(case.view.low, case.behind, case.end)


def _is_issuer(case: Case) -> bool:
    return by_itself(case.view.low, case.behind, case.end)


def _asks_decision(case: Case) -> bool:
    low = case.view.low
    if case.duty is None or word_list("duties", "asked").match(low, case.duty.verb) is None:
        return False
    found = _REQUESTS.search(low, max(case.start, case.place - 12), case.place)
    return found is not None and found.start() > case.start


def _is_entry(case: Case) -> bool:
    short = case.passage.zone == "annex" and case.end - case.start < _LINE
    return short and _SENTENCE.search(case.view.low, case.start, case.end) is None


def _only_does(case: Case) -> bool:
    if case.duty is None:
        return False
    met = _MET_BY.search(case.view.low, max(0, case.place - CUE), case.place)
    return met is not None or not (_CHAIRS.match(case.view.low, case.duty.verb) or _shares_task(case, case.duty))


def _shares_task(case: Case, duty: Duty) -> bool:
    """Tell whether bodies do something together that is no deciding: "do X | phối hợp với Y thực hiện"."""
    partners = list(partners_in(case.view, duty.verb, case.end)) if duty.role == "coordinate" else ()
    if not partners:
        return False
    at = past_asides(case.view, partners[-1][1].end, case.end)
    gap = _GAP.match(case.view.low, at, case.end)
    at = gap.end() if gap else at
    return verb_at(case.view, at, case.end) is not None and not decides(case.view, at, case.end)


def _only_receives(case: Case) -> bool:
    if case.duty is None:
        return False
    return _LEADS_IN_TIME.match(case.view.low, case.duty.verb) is None


def _is_no_subject(case: Case) -> bool:
    if case.kind in ("COMMA", "BRACKET"):
        helps = case.held and case.duty is not None and case.duty.role != "lead"  # "X chủ trì, | Y phối hợp"
        return not ((case.kind == "COMMA" and (case.front or helps)) or case.strong(40))
    return not subjects(case)


def _is_exhorted(case: Case) -> bool:
    sets = all(each.group or each.open for each in case.actors)
    if case.held or not sets:
        return False
    announces = case.end == case.passage.end and case.view.low[case.end - 1] == ":"
    if announces or _COLON.match(case.view.low, case.actors[-1].end):
        return False  # "9. Các tập đoàn, tổng công ty nhà nước: xây dựng kế hoạch"
    return not _carried_out(case.view, case.passage)


def _carried_out(view: TextView, passage: Passage) -> bool:
    """Tell whether the passage stands in the part that says who carries the resolution out."""
    return any(
        word_list("duties", "section").search(view.low, view.passages[above].start, view.passages[above].end)
        for above in passage.above
    )


def _is_event(case: Case) -> bool:
    if case.duty is None or not case.prose:
        return False
    if len(case.actors) == 1 and word_list("duties", "participants").fullmatch(
        case.view.low, case.place, case.actors[0].end
    ):
        return True
    if case.kind == "give":
        return False
    heard = word_list("duties", "heard").search(case.view.low, case.start, case.place)
    if (heard or _AT_MEETING.match(case.view.low, case.start, case.place)) and word_list("duties", "speaks").match(
        case.view.low, case.duty.verb, case.end
    ):
        return True
    if RECURRENCE.match(case.view.low, case.start, case.place):
        return False  # "Hằng quý, Sở Y tế tổ chức giao ban"
    return _MEETS.match(case.view.low, case.duty.verb, case.end) is not None


@cache
def _person() -> regex.Pattern[str]:
    return row_rule("person", _SURNAME=choice("bodies", "surname"))


def _is_news(case: Case) -> bool:
    if case.duty is None or not case.prose:
        return False
    told = word_list("duties", "directs").match(case.view.low, case.duty.verb)
    gap = _GAP.match(case.view.low, told.end(), case.end) if told else None
    if gap and ("," in gap[0] or actors_at(case.view, gap.end(), case.end, placed=True)):
        return True
    if _tells_result(case.view.low, case.duty.verb, case.end):
        return True
    return _is_person(case) and not word_list("duties", "obliges").match(case.view.low, case.duty.verb)


def _tells_result(low: str, at: int, end: int) -> bool:
    """Tell whether what a body foretells, received or gave stands at *at*, with no limit to do so by."""
    if _FORETELLS.match(low, at, end):
        return True
    return _COUNTED.match(low, at, end) is not None and LIMITED.search(low, at, end) is None


def _is_person(case: Case) -> bool:
    """Tell whether the last of the names is a person, or an office with the name of who holds it."""
    last, view = case.actors[-1], case.view
    head = head_at(view, last.start, case.end, small=True)
    if not (last.unlisted or head is None or is_office(view, last.start, head, case.end)):
        return False  # "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
    named = view.plain[last.start : case.behind].rstrip(" ,:(")
    return _person().search(named) is not None


def subjects(case: Case) -> tuple[Actor, ...]:
    """Return which of the names are the subjects of the verb: "theo đề nghị của Bộ Y tế, | Bộ Tài chính bố trí"."""
    if case.kind != "other":
        return case.actors
    low, actors = case.view.low, case.actors
    if not case.strong(40) and _RECEIVES.search(low, max(case.start, case.place - CUE), case.place):
        return ()  # "để báo cáo Ủy ban nhân dân tỉnh, | Tỉnh ủy xử lý"
    joint = word_list("bodies", "and")
    joined = [at for at in range(1, len(actors) - 1) if joint.search(low, actors[at - 1].end, actors[at].start)]
    first = joined[-1] + 1 if joined else 1
    told = case.front and len(actors) > first and "," in low[actors[first - 1].end : actors[first].start]
    return actors[first:] if told else ()


REFUSALS: tuple[Refusal, ...] = (
    Refusal(
        "example", "It is one of examples behind \"như:\", \"gồm:\".",
        ("Sửa chữa các công trình như: Nhà thi đấu tỉnh; Trung tâm Huấn luyện tỉnh đáp ứng nhu cầu của dân.",
         "Nâng cấp các cơ sở gồm: Trường Chính trị tỉnh; Bệnh viện đa khoa tỉnh phục vụ người dân."),
        ("Rà soát các công trình; Trung tâm Huấn luyện tỉnh bố trí phòng tập.",),
        _is_example, kinds=("SEMI",),
    ),
    Refusal(
        "allowed-or-described", "It is allowed something, described, or had something done to it (row idle).",
        ("Ủy ban nhân dân tỉnh được quyết định mức chi.", "Sở Y tế có quyền yêu cầu giải trình."),
        ("Ủy ban nhân dân tỉnh quyết định mức chi.",),
        _is_described, told=False,
    ),
    Refusal(
        "issuer-itself", "What it does it does by the document itself, or says in it (row formal).",
        ("Hội đồng nhân dân tỉnh thống nhất nội dung Tờ trình.", "Chính phủ ghi nhận những cố gắng đó."),
        ("Hội đồng nhân dân tỉnh giám sát việc thực hiện Nghị quyết.",),
        _is_issuer, told=False,
    ),
    Refusal(
        "no-duty", "No verb of duty follows, and no part of tasks makes another word one.",
        ("Sở Y tế ở đường Lê Lợi.", "Giao Sở Nội vụ 20 biên chế."),
        ("Giao Sở Nội vụ đón 20 đoàn khách.",),
        lambda _: True, told=False,
    ),
    Refusal(
        "asks-decision", "It is asked by another body for a decision, which is no task (row asked).",
        ("Sở Y tế lập đề án, đề nghị Ủy ban nhân dân tỉnh xem xét.",
         "Sở Nội vụ lập danh sách, đề nghị Chủ tịch Ủy ban nhân dân tỉnh khen thưởng."),
        ("Đề nghị Ủy ban nhân dân tỉnh xem xét bố trí vốn.",),
        _asks_decision, kinds=("give",), told=True,
    ),
    Refusal(
        "entry-of-annex", "It stands in a short entry of a list in an annex, which is no sentence.",
        ("Phụ lục I\nDANH MỤC\n1. Sở Y tế xây dựng\n", "Phụ lục II\nDANH MỤC\n1. Sở Nội vụ tuyển dụng\n"),
        ("Phụ lục I\nNHIỆM VỤ\n1. Sở Y tế xây dựng đề án.\n",),
        _is_entry,
    ),
    Refusal(
        "who-does-it", "\"do X ...\" only says whose a thing is, or who chairs a meeting.",
        ("Trong quý I dự cuộc họp do Thủ tướng Chính phủ chủ trì.",
         "Tham gia đoàn công tác do Bộ trưởng Bộ Y tế chủ trì.",
         "Hồ sơ lập theo mẫu do Sở Nội vụ phối hợp với Sở Tài chính ban hành."),
        ("Đề án này do Sở Y tế chủ trì.", "Hồ sơ được lập do Sở Nội vụ phối hợp với Sở Y tế thực hiện."),
        _only_does, kinds=("doer",), told=True,
    ),
    Refusal(
        "only-receives", "It receives papers and does not lead what is made of them.",
        ("Các đơn vị báo cáo, gửi Sở Y tế tổng hợp.", "Các xã lập danh sách, gửi Sở Nội vụ thẩm định."),
        ("Các đơn vị báo cáo, gửi Sở Y tế tổng hợp, chủ trì xử lý.",),
        _only_receives, kinds=("send",), told=True,
    ),
    Refusal(
        "no-subject", "It stands in the middle of a sentence and is not its subject.",
        ("Lấy ý kiến rộng rãi, Sở Y tế tổng hợp.", "Theo ý kiến của Bộ Y tế và Bộ Tài chính bố trí kinh phí."),
        ("Trong quý I, Sở Y tế tổng hợp ý kiến.", "Theo đề nghị của Bộ Y tế, Bộ Tài chính bố trí kinh phí."),
        _is_no_subject, kinds=("COMMA", "BRACKET", "other"), told=True,
    ),
    Refusal(
        "event",
        "Running text tells of a meeting that it holds, chairs, takes part in or speaks at (rows holds, meeting).",
        ("Chiều qua, Chủ tịch Ủy ban nhân dân tỉnh chủ trì phiên họp.", "Đề nghị các đại biểu đánh giá kết quả.",
         "Tại cuộc họp, Sở Xây dựng báo cáo tiến độ 03 dự án.", "Tại phiên họp, Sở Tài chính kiến nghị giảm phí."),
        ("1. Sở Nội vụ chủ trì hội nghị tổng kết.", "Tại kỳ họp cuối năm, Ủy ban nhân dân tỉnh báo cáo kết quả.",
         "Hằng quý, Sở Nội vụ tổ chức giao ban.", "Tại hội nghị giao ban hằng quý, Sở Nội vụ báo cáo kết quả.",
         "Đề nghị các đại biểu Hội đồng nhân dân tỉnh giám sát Nghị quyết."),
        _is_event, told=True,
    ),
    Refusal(
        "news",
        "Running text tells what a person has done, what a body foretells, received or gave (row counted), or how it "
        "directs others, who are told (row directs).",
        ("Hiệp hội Dệt may Việt Nam dự báo xuất khẩu tăng.", "Bảo tàng tỉnh tiếp nhận 320 hiện vật do kiều bào tặng.",
         "Tỉnh ủy chỉ đạo các sở, ngành rà soát.", "Chủ tịch Ủy ban nhân dân huyện Trần Thị An kiểm tra đê Ba Khe."),
        ("1. Tỉnh ủy chỉ đạo việc sắp xếp.", "Sở Y tế dự báo tình hình dịch bệnh.",
         "Bảo tàng tỉnh tiếp nhận 320 hiện vật trước ngày 30/6/2027.", "Tỉnh ủy có trách nhiệm chỉ đạo việc sắp xếp.",
         "Chủ tịch Ủy ban nhân dân huyện Trần Thị An có trách nhiệm kiểm tra đê Ba Khe."),
        _is_news, kinds=tuple(kind for kind in BY_PLACE if kind != "give"), told=True,
    ),
    Refusal(
        "set-exhorted", "A set named by its kind is exhorted outside the part that says who carries the document out.",
        ("Các đoàn thể phải nêu cao tinh thần trách nhiệm.", "Các sở, ban, ngành tăng cường lãnh đạo."),
        ("III. TỔ CHỨC THỰC HIỆN\n1. Các đoàn thể tuyên truyền Nghị quyết.", "Các đoàn thể: tuyên truyền."),
        _is_exhorted, kinds=("start", "SEMI"), told=True,
    ),
)  # fmt: skip

#: Reasons that are no rule of a sentence: where a body is named, and how.
OTHER_REFUSALS = {
    "partner-of-nobody": "It is to be worked with, but nobody is told to.",
    "stands-alone": "It stands alone, and no list of tasks without a subject of its own below it.",
    "open-set": "Nobody in particular is named: the set has no end.",
    "part-of-results": "It stands under a heading that tells what was done (row past).",
    "outside-body": "It stands in the header, a recital, the signature, the recipients, a note or a title.",
    "only-mentioned": "It is named in the middle of a sentence, or in a cell, and nothing tells it to act.",
}

#: What each code says.
REASONS = {rule.code: rule.doc for rule in REFUSALS} | OTHER_REFUSALS


def refusal(case: Case) -> Refusal | None:
    """Return the first row that refuses the names of a case, None if they are told their duty."""
    return next((rule for rule in _rules_for(case.kind, case.duty is not None) if rule.test(case)), None)


@cache
def _rules_for(kind: str, told: bool) -> tuple[Refusal, ...]:
    """Return the rules that may refuse names behind *kind*, *told* a duty or not, in their order."""
    return tuple(rule for rule in REFUSALS if kind in (rule.kinds or (kind,)) and rule.told in (told, None))
