"""The role that a label gives to the bodies behind or below it: "Cơ quan chủ trì:", "Phối hợp:", "Theo dõi:"."""

from ...facts import Role
from ...lexicon.phrase_grammar import phrase_once

_ROLE = phrase_once("assignments", "role_word")


def role_said(low: str, start: int, end: int) -> Role:
    """Return the role that the last label before *end* names; to lead, unless it says otherwise."""
    label = max(low.rfind(mark, start, end - 2) for mark in (";", ".", "\n")) + 1
    found = _ROLE.search(low, max(label, start), end)
    return "lead" if found is None else "coordinate" if found["coordinate"] else "monitor"
