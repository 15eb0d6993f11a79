"""The role that a label gives to the bodies behind or below it: "Cơ quan chủ trì:", "Phối hợp:", "Theo dõi:".

A remark in brackets is one behind them: "Sở Xây dựng (chủ trì), Công an tỉnh và Sở Y tế (phối hợp) rà soát ...".
"""

from collections.abc import Sequence
from itertools import pairwise

from ...facts import Role
from ...lexicon.phrase_grammar import phrase_once
from ..bodies.mentions import Actor

_TOGETHER = phrase_once("assignments", "together")
_IN_BRACKETS = phrase_once("assignments", "in_brackets")
_ROLE = phrase_once("assignments", "role_word")


def role_said(low: str, start: int, end: int) -> Role:
    """Return the role that the last label before *end* names; to lead, unless it says otherwise."""
    label = max(low.rfind(mark, start, end - 2) for mark in (";", ".", "\n")) + 1
    found = _ROLE.search(low, max(label, start), end)
    return "lead" if found is None else "coordinate" if found["coordinate"] else "monitor"


def roles_in_list(low: str, actors: Sequence[Actor], end: int) -> list[Role | None]:
    """Return the role that a list gives to each of its bodies, None where it gives none.

    A remark in brackets is for all names since the one before: "Sở Xây dựng (chủ trì), Công an tỉnh và Sở Y tế (phối
    hợp)"; who follows "cùng" helps: "Sở Du lịch cùng Hiệp hội Khách sạn tỉnh".
    """
    joints = [_TOGETHER.search(low, one.end, other.start) is not None for one, other in pairwise(actors)]
    roles: list[Role | None] = ["coordinate" if any(joints[:at]) else None for at in range(len(actors))]
    if low.find("(", actors[0].end, min(end, actors[-1].end + _NEAR)) < 0:
        return roles
    role: Role | None = None
    for at in range(len(actors) - 1, -1, -1):
        found = _IN_BRACKETS.match(low, actors[at].end, end)
        if found:
            role = "coordinate" if found["coordinate"] else "monitor" if found["monitor"] else "lead"
        roles[at] = role or roles[at]
    if role != "lead" and roles[0] == role and not _IN_BRACKETS.match(low, actors[0].end, end):
        roles[0] = None  # who stands before those that only help has the duty itself
    return roles


#: How far behind a name its remark begins.
_NEAR = 4
