"""What the context of a passage says about its numbers: goals, reports, conditions."""

from typing import Literal

from attrs import frozen

from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import word_list
from ..context import Context, Source
from ..context.model import Role as Place
from ..headings import after_marker
from ..view import Passage, TextView
from .noun_phrases import clause_words

Role = Literal["target", "result"]

_ANNOUNCED = 60
_ANNOUNCES = phrase_once("roles", "announces")
_LABEL, _REMEDIED = phrase_once("roles", "result_label"), phrase_once("headings", "remedied")
_ROLES: dict[str, Role] = {
    Place.GOALS: "target",
    Place.TASKS: "target",
    Place.ORGANISATION: "target",
    Place.RESULTS: "result",
}


@frozen
class Setting:
    """What the headings around a passage say about its numbers.

    Attributes:
        role: "target" under goals and tasks, "result" under reports, None when no heading tells.
        words: The heading's word.
        rule: Whether the heading announces whom or when a rule is for: its numbers are conditions.
        cases: Whether it announces cases in which a rule applies: bounds in them are conditions.
        goals: Whether the heading announces a list of goals: then a bare count is a goal too.
    """

    role: Role | None = None
    words: str = ""
    goals: bool = False
    rule: bool = False
    cases: bool = False


#: Where no heading tells anything.
_UNSET = Setting()


class Placed:
    """A passage, which begins with its words at *start*, with what stands over it, and in it before its *first* value.

    Attributes:
        context: What its place gives it.
        setting: What that says about its numbers.
    """

    def __init__(self, view: TextView, passage: Passage, context: Context, start: int, first: int) -> None:
        self.view, self.passage, self.start, self.context = view, passage, start, context
        label = view.low.rfind(":", start, first)
        said = announced(view, start, label) if label > 0 else None
        if said is None and context.role is not None and not self._orders():
            said = setting_of(context, passage)
            if said.rule and word_list("roles", "stretch").match(view.low, start):
                said = None  # "Phấn đấu huy động 500 tỷ đồng" is no condition
        self.setting = said or _UNSET

    def _orders(self) -> bool:
        """Tell whether only the title says that it reports, while it or what stands over it asks for something."""
        role, view = self.context.role, self.view
        if role is None or role.source is not Source.TITLE:
            return False
        starts = [self.start, *(after_marker(view, view.passages[at]) for at in self.passage.above)]
        return any(clause_words("modality").match(view.low, start) for start in starts)


def setting_of(context: Context, passage: Passage) -> Setting:
    """Return what the context of a passage says about its numbers."""
    said = context.role
    if said is None:
        return _UNSET
    if said.value == Place.CONDITIONS:
        return Setting(rule=True)
    if said.value == Place.CASES:
        return Setting(cases=True)
    role = _ROLES[said.value]
    if role == "result" and said.source is Source.UNMARKED and passage.zone == "annex":
        return _UNSET  # a form: "Kết quả kiểm phiếu cụ thể như sau:"
    return Setting(role, said.words.lower(), said.value == Place.GOALS)


def announced(view: TextView, start: int, colon: int) -> Setting | None:
    """Return what the label before a colon announces: "... năm 2025, với những kết quả chủ yếu: ..."."""
    found = _ANNOUNCES.search(view.low, max(start, colon - _ANNOUNCED), colon)
    found = found or _LABEL.fullmatch(view.low, start, min(colon, start + _ANNOUNCED))
    if found and _REMEDIED.search(view.low, start, found.start()):
        return None  # "Khắc phục hạn chế: ..." is a task
    return Setting("result", found.group().strip()) if found else None
