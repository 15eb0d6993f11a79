"""Where a value stands: what the headings above it say about goals and results."""

from typing import Literal

import regex
from attrs import frozen

from ...lexicon.word_patterns import word_list
from ..headings import Announcers, after_marker, reporting
from ..view import Passage, TextView

Role = Literal["target", "result"]

_HEADING = 240  # letters of a heading that are read: a longer one is a paragraph
_BY_YEAR = regex.compile(r"[\W\divx]*(?:đến|vào|tới) (?:hết |cuối )?năm \d{4}\W*$")  # the whole heading
_ANNOUNCED = 60
#: "Điều kiện hỗ trợ" says who is helped, "Điều kiện, mức hỗ trợ" how much too.
_WHOM = regex.compile(r"(?:^|[.):]\s*)(?:đối\s+tượng|điều\s+kiện|tiêu\s+chuẩn)(?!\p{L})")
_HOW_MUCH = regex.compile(
    r"\b(?:mức|nội\s+dung|định\s+mức|chi|kinh\s+phí|tỷ\s+lệ)(?!\p{L})|(?:,|và)\s+(?:chính\s+sách|chế\s+độ|hỗ\s+trợ)(?!\p{L})|\d\s*%"
)
_ANNOUNCES = regex.compile(
    r"\b(?:kết quả|thành tựu|hạn chế|khuyết điểm)"
    r"(?:,?\s+(?:chủ yếu|nổi bật|quan trọng|chính|cụ thể|đạt được|như sau|sau|đó là|tích cực|bước đầu))*\s*$"
)
_LED = regex.compile(r"trong đó\s*:\s*(?=\S)")


@frozen
class Setting:
    """What the headings around a passage say about its numbers.

    Attributes:
        role: "target" under goals and tasks, "result" under reports, None when no heading tells.
        why: The heading's word.
        rule: Whether the heading announces whom or when a rule is for: its numbers are conditions.
        goals: Whether the heading announces a list of goals: then a bare count is a goal too.
    """

    role: Role | None = None
    why: str = ""
    goals: bool = False
    rule: bool = False


class Settings:
    """The settings of a document's passages, read once a heading."""

    def __init__(self, view: TextView, announcers: Announcers) -> None:
        self.view, self.announcers = view, announcers
        self.known: dict[int, Setting] = {}

    def of(self, passage: Passage) -> Setting:
        """Return what the nearest telling heading says, from the inside out."""
        for place, unmarked in self.announcers.headings(passage):
            if place not in self.known:
                heading = self.view.passages[place]
                if unmarked and heading.node.kind != "heading":
                    said = _announced(self.view.low[max(heading.start, heading.end - _HEADING) : heading.end])
                    form = heading.zone == "annex" and said.role == "result"  # "Kết quả kiểm phiếu cụ thể như sau:"
                    self.known[place] = Setting() if form else said
                else:
                    self.known[place] = _read(self.view.low[heading.start : min(heading.end, heading.start + _HEADING)])
            if self.known[place].role or self.known[place].rule:
                return self.known[place]
        return Setting()

    def announced(self, start: int, end: int) -> Setting | None:
        """Return what the label between two offsets announces: "... năm 2025, với những kết quả chủ yếu: ..."."""
        colon = self.view.low.rfind(":", start, end)
        found = _ANNOUNCES.search(self.view.low, max(start, colon - _ANNOUNCED), colon) if colon > 0 else None
        return Setting("result", f"label: {found.group().strip()}") if found else None

    def heading(self, passage: Passage) -> str:
        """Return the words of the nearest heading, for a value that has no words of its own."""
        place = next((place for place, _ in self.announcers.headings(passage)), None)
        if place is None:
            return ""
        heading = self.view.passages[place]
        start = after_marker(self.view, heading)
        led = _LED.match(self.view.low, start, heading.end)
        return self.view.words(led.end() if led else start, heading.end).strip(" :;.")


def _read(low: str) -> Setting:
    result = reporting(word_list("roles", "result_heading"), low)
    goal = word_list("roles", "goal_heading").search(low)
    if result and not (goal and goal.start() < result.start()):
        return Setting("result", f"heading: {result.group()}")
    rule = word_list("roles", "rule_heading").search(low) and not word_list("roles", "norm_heading").search(low)
    if not goal and (rule or (_WHOM.search(low) and not _HOW_MUCH.search(low))):
        return Setting(why="heading of a rule", rule=True)
    if _BY_YEAR.match(low):
        return Setting("target", "heading: đến năm", goals=True)
    if goal:
        return Setting("target", f"heading: {goal.group()}", bool(word_list("roles", "goal_list").search(low)))
    return Setting()


def _announced(low: str) -> Setting:
    """Read a heading without a marker: what stands right before its colon says what it announces."""
    result = _ANNOUNCES.search(low.rstrip(" :"))
    if result:
        return Setting("result", f"heading: {result.group().strip()}")
    goal = word_list("roles", "goal_heading").search(low)
    if goal is None or reporting(word_list("roles", "result_heading"), low):
        return Setting()
    return Setting("target", f"heading: {goal.group()}", bool(word_list("roles", "goal_list").search(low)))
