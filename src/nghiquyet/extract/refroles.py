"""What this document does with the one it names: founds itself on it, amends, replaces, repeals, implements it.

The words just before a mention say it, or the words after it ("... hết hiệu lực"). What one named document does with
another ("Nghị định số 3/2024/NĐ-CP ... sửa đổi Nghị định số 2/2020/NĐ-CP", "Luật A được sửa đổi bởi Luật B") is not
what this one does: such mentions have no role.
"""

from collections.abc import Sequence

import regex
from attrs import evolve

from ..facts import Reference
from ..flow import Flow, Passage

#: How far before a mention its verb may stand.
_BEFORE = 110
_PLACE = r"(?:(?:điểm|khoản|điều|mục|chương|phần|phụ\s+lục|các)\s+[\p{L}\d.,\s]{0,60}?(?:\s+và\s+)?)*(?:của\s+|tại\s+|kèm\s+theo\s+)?"
_LINK = r"(?:các\s+|một\s+số\s+|toàn\s+bộ\s+|nội\s+dung\s+|điều\s+của\s+|điều\s+|quy\s+định\s+|cho\s+|một\s+phần\s+)*"
_VERBS = (
    ("amends", regex.compile(r"\b(?:sửa\s+đổi|bổ\s+sung|điều\s+chỉnh|đính\s+chính)(?:,?\s*(?:bổ\s+sung|cập\s+nhật))?\s+" + _LINK + _PLACE + r"$")),
    ("replaces", regex.compile(r"\bthay\s+thế\s+" + _LINK + _PLACE + r"$")),
    ("repeals", regex.compile(r"\b(?:bãi\s+bỏ|huỷ\s+bỏ|hết\s+hiệu\s+lực)(?:\s+thi\s+hành)?(?:\s+(?:kể\s+)?từ\s+ngày[^.;:]{0,80})?(?:\s*:)?\s*" + _LINK + _PLACE + r"$")),
    ("implements", regex.compile(r"\b(?:thực\s+hiện|triển\s+khai|thi\s+hành|quán\s+triệt|cụ\s+thể\s+hoá|theo\s+tinh\s+thần)(?:\s+(?:thắng\s+lợi|hiệu\s+quả|có\s+hiệu\s+quả|tốt|nghiêm|nghiêm\s+túc|đầy\s+đủ|đồng\s+bộ))*\s+" + _LINK + _PLACE + r"$")),
)  # fmt: skip
_LISTS = (
    ("repeals", regex.compile(r"\b(?:bãi\s+bỏ|hết\s+hiệu\s+lực)\b")),
    ("replaces", regex.compile(r"\bthay\s+thế\b")),
)
_MARKER = regex.compile(r"[\s*]*(?:[\p{L}\d.]{1,6}[.)]|[-–+•])?[\s*]*")
_BASIS = regex.compile(r"(?:^|[;*])\s*[-–+*]?\s*căn\s+cứ\s+(?:vào\s+|theo\s+)?(?:quy\s+định\s+(?:tại|của)\s+)?" + _PLACE + r"$")
_ENDS = regex.compile(r"[^.;]{0,300}?\b(?:hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ|được\s+bãi\s+bỏ)")
_CLAUSE = regex.compile(r"[.;:]")
_LIST = regex.compile(r"\s*(?:,|;|và|,\s*và)\s*" + _PLACE)
_PASSIVE = regex.compile(r"\b(?:được|đã|bị)\s+$")


def with_roles(view: Flow, passage: Passage, refs: Sequence[Reference]) -> list[Reference]:
    """Return the references of a passage with their roles."""
    out: list[Reference] = []
    last: Reference | None = None
    for ref in refs:
        same = last is not None and ref.span == last.span
        if last is not None and not same and ref.span.start < last.span.end:
            out.append(ref)  # named inside the name of another
            continue
        role = last.role if last is not None and same else _role(view, passage, ref, last)
        last = evolve(ref, role=role) if role else ref
        out.append(last)
    return out


def _role(view: Flow, passage: Passage, ref: Reference, last: Reference | None) -> str | None:
    start = max(passage.start, ref.span.start - _BEFORE)
    if last is not None:
        between = view.low[last.span.end : ref.span.start]
        if _LIST.fullmatch(between):
            return last.role
        start = max(start, last.span.end)
    words = view.low[start : ref.span.start]
    if (passage.zone == "recital" or last is None) and _BASIS.search(words if last or start > passage.start else words.lstrip()):
        return "legal-basis"
    if last is None and (role := _of_list(view, passage, words)):
        return role
    for verb_role, verb in _VERBS:
        if found := verb.search(words):
            if _PASSIVE.search(words, 0, found.start()) or _of_another(words, last, start, found.start()):
                return None
            return verb_role
    return "repeals" if last is None and _ENDS.match(view.low, ref.span.end, passage.end) else None


def _of_list(view: Flow, passage: Passage, words: str) -> str | None:
    """Return the role that a heading gives to the items under it: "Bãi bỏ các nghị quyết sau đây:"."""
    if not passage.above or not _MARKER.fullmatch(words):
        return None
    heading = view.passages[passage.above[-1]]
    text = view.low[max(heading.start, heading.end - 300) : heading.end].rstrip(" *\n")
    if not text.endswith(":"):
        return None
    return next((role for role, verb in _LISTS if verb.search(text)), None)


def _of_another(words: str, last: Reference | None, start: int, verb: int) -> bool:
    """Tell whether the verb goes with the mention before it: nothing ends a sentence or a clause between the two."""
    return last is not None and start == last.span.end and _CLAUSE.search(words, 0, verb) is None

