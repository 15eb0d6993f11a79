"""A plain goal is read plainly: what cannot apply to it is not asked."""

import sys
from itertools import pairwise
from types import FrameType

from nghiquyet import parse_text
from nghiquyet.extract.targets.find import find_targets

GOAL = "- Tỷ lệ che phủ rừng đạt trên 4%."
#: Calls of functions of the package, and how often the next one is in another module.
CALLS, CHANGES = 71, 39


def walk(text: str) -> list[str]:
    """Return the module of each function of the package that is called while the targets of *text* are found."""
    modules: list[str] = []
    inside = False

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal inside
        code = frame.f_code
        if code is find_targets.__code__:
            inside = event == "call"
        if inside and event == "call" and ("nghiquyet/" in code.co_filename or code.co_filename.startswith("<attrs")):
            modules.append(code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        parse_text(text)
    finally:
        sys.setprofile(before)
    return modules


def test_calls_of_a_plain_goal() -> None:
    assert [target.indicator for target in parse_text(GOAL).targets] == ["Tỷ lệ che phủ rừng"]  # what is kept is made
    modules = walk(GOAL)
    assert 0 < len(modules) <= CALLS, modules
    assert sum(one != other for one, other in pairwise(modules)) <= CHANGES, modules
