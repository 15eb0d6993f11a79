"""References (viện dẫn): every mention of an identified legal or Party document.

A document is identified by its number ("Nghị quyết số 36-NQ/TW"), as a law by its name ("Luật Đất đai"), or as the
resolution of a congress or a plenum by its ordinal ("Nghị quyết Đại hội XIII của Đảng"). The forms follow Nghị định
30/2020/NĐ-CP annex I (state) and Hướng dẫn 36-HD/VPTW (Party); the grammar is grammars/references.lark, the words are
data/documents.toml, bodies.toml and laws.toml.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import evolve

from ...facts import Metadata, Reference
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.phrase_grammar import phrase_once
from ...lexicon.word_patterns import any_of, sign
from ...limits import in_time
from ...settle import filled_in
from ...text.spans import covered
from ..view import Passage, TextView
from .by_name import congress, constitution, dated, drafted, law
from .by_number import bare, cited_kinds, coded, goes_on, numbered
from .document_kinds import LAWS, KindWord, by_code, grammar, kind_name, kinds
from .keys import complete, key_of, own_key
from .misread import BEHIND, SIGNS, misread_kinds
from .places import home_of
from .relations import with_roles
from .treaties import treaties, treaty_words

#: The lines that name this document, and no other.
_OWN = frozenset({"number", "motto", "place_date", "doctype"})
_BARE_BEFORE = phrase_once("references", "bare_before")


#: A sign of a number with a code: "12/2018/QĐ-TTg".
_CODED = {"0123456789": r"(?<![\d.,/]\d)[\d.]*+(?:\s?[a-zđ])?+(?:\s*+/\s*+\d{4})?+\s*+[-/]\s*+[^\W\d_]"}
_ISSUING = pattern(r"[-/](?P<code>\p{L}{2,})\d*$")
_ITEM = phrase_once("references", "item")
_AND = phrase_once("references", "listed")
_DRAFTS = phrase_once("references", "drafts")
#: Ends at which no paragraph is at its end.
_OPEN = pattern(
    r"(?r)(?:[-/,]|\b(?:số|ngày|tháng|năm|của|và|thứ|khoá|ban|bộ|uỷ|uỷ\s+ban|hội|hội\s+đồng|chính|thủ|thủ\s+tướng|quốc|trung|nghị|"
    r"luật|pháp|thông|quyết|chỉ|kết|kế|chương|hướng|tờ|báo))[\s*]*"
)
#: No citation is longer, a list of laws that another amends included.
_REACH = 1500


def find_references(view: TextView, metadata: Metadata | None = None) -> tuple[Reference, ...]:
    """Return every mention of an identified document, in the order of the text; nested ones after their whole.

    The line "Số ..." of this document is none. *metadata* tells where this document comes from, which the keys of
    councils and committees need.
    """
    home = home_of(view, metadata)
    own = own_key(metadata, home) if metadata else None
    found: list[Reference] = []
    for passage, places in view.passages_with(_signs(), _stretches(view)):
        in_time()
        here = list(_in_passage(view, passage, places))
        here.extend(treaties(view, places, passage.end))
        if numbers := _unread(view, places, here):
            here.extend(_misread(view, passage, numbers, here))
            here.extend(_without_kind(view, passage, numbers, here))
        if not here:
            continue
        here.sort(key=lambda ref: (ref.span.start, -ref.span.end))
        found.extend(with_roles(view, passage, _share_issuers(view, here)))
    return complete([filled_in(ref, key=key_of(ref, home)) for ref in found], own)


@cache
def _signs() -> re.Pattern[str]:
    """Return the signs of all that is a reference: what each kind of it needs stands at one of their places."""
    return sign((*kinds(), *treaty_words()), BEHIND, _CODED)


def _share_issuers(view: TextView, refs: list[Reference]) -> list[Reference]:
    """Give the issuer that is named once for a list to all of it that have its code.

    "Nghị định số 12/2026/NĐ-CP và Nghị định số 15/2026/NĐ-CP của Chính phủ"; "đề nghị của Chính phủ tại Tờ trình số
    70/TTr-CP và Đề án số 71/ĐA-CP".
    """
    shared = list(refs)
    for at in range(len(shared) - 1, 0, -1):
        before, after = shared[at - 1], shared[at]
        if not before.issuer and after.issuer and _one_list(view, before, after):
            shared[at - 1] = evolve(before, issuer=after.issuer)
    for at in range(1, len(shared)):
        before, after = shared[at - 1], shared[at]
        named_before = before.issuer and before.issuer not in before.text
        if not after.issuer and named_before and _one_list(view, before, after):
            shared[at] = evolve(after, issuer=before.issuer)
    head: Reference | None = None
    for at, ref in enumerate(shared):
        if ref.issuer and ref.number and ref.text.find(ref.issuer) < ref.text.find(ref.number):
            head = ref
        elif head and not ref.issuer and _ITEM.match(ref.text) and _like(head, ref):
            shared[at] = evolve(ref, issuer=head.issuer)
    return shared


def _like(head: Reference, ref: Reference) -> bool:
    """Tell an item of "các Nghị định của Chính phủ: số 12/2026/NĐ-CP ...; số 15/2026/NĐ-CP ..." by its code."""
    codes = [_ISSUING.search(each.number or "") for each in (head, ref)]
    return ref.doc_type == head.doc_type and bool(codes[0] and codes[1] and codes[0]["code"] == codes[1]["code"])


def _one_list(view: TextView, before: Reference, after: Reference) -> bool:
    """Tell whether two references are joined and come from one body by their codes; "TW" is the code of several."""
    codes = [_ISSUING.search(ref.number or "") for ref in (before, after)]
    if not (codes[0] and codes[1]) or codes[0]["code"] != codes[1]["code"] or codes[0]["code"] == "TW":
        return False
    return _AND.fullmatch(view.low, before.span.end, after.span.start) is not None


def _own_title(view: TextView, kind: KindWord, passage: Passage) -> bool:
    """Tell this document's title over two lines ("NGHỊ QUYẾT / ĐẠI HỘI ĐẠI BIỂU ...") from a citation."""
    return kind.start() == passage.start and view.plain[kind.start() : kind.end()].isupper()


def _stretches(view: TextView) -> Iterator[Passage]:
    """Yield the passages to search, one made of two where a paragraph breaks off inside a citation.

    Narrow columns and wide line spacing make paragraphs of lines: "Kết luận số 210-" / "KL/TW; tiếp tục ...".
    """
    last: Passage | None = None
    for passage in view.passages:
        kind = passage.node.kind
        if kind in _OWN:
            continue
        if kind == "paragraph" and last is not None and last.node.kind != "cell":
            first = view.plain[passage.start]
            if first.islower() or first.isdigit() or _OPEN.match(view.low, max(last.start, last.end - 24), last.end):
                last = evolve(last, end=passage.end)
                continue
        if last is not None:
            yield last
        last = passage
    if last is not None:
        yield last


def _in_passage(view: TextView, passage: Passage, places: Sequence[int]) -> Iterator[Reference]:
    here = drafts = passage.start
    for at in places:
        kind = cited_kinds().match(view.low, at, passage.end) if at >= here else None
        if kind is None:
            continue
        # A bound for the patterns tried here: `regex` looks for the letters a pattern needs up to the end it is given.
        end = min(passage.end, kind.start() + _REACH)
        name = kind_name(kind)
        more = goes_on(view, kind, end)
        found = numbered(view, kind, passage.start, end) if more else []
        if not found and name in LAWS:
            found = law(view, kind, end, recital=passage.zone == "recital")
            listed = found and _DRAFTS.fullmatch(view.low, drafts, kind.start())
            if found and (listed or drafted(view, kind, passage.start, found[0], end)):
                drafts, found = found[0].span.end, found[1:]  # what a draft amends is in force
        elif not found and name == "hiến pháp":
            found = constitution(view, kind, end)
        elif more and not found and name in ("nghị quyết", "kết luận"):
            found = congress(view, kind, end, own=_own_title(view, kind, passage))
        if more and not found:
            found = dated(view, kind, end)
        yield from found
        here = max(kind.end(), drafts, *(ref.span.end for ref in found)) if found else max(kind.end(), drafts)


def _unread(view: TextView, places: Sequence[int], known: Sequence[Reference]) -> list[int]:
    """Return the places of numbers, and of congresses, outside the citations that are *known*."""
    numbers = [place for place in places if view.low[place] in SIGNS]
    if not numbers or not known:
        return numbers
    starts, ends = covered(ref.span for ref in known)
    return [place for place in numbers if (at := bisect_right(starts, place)) == 0 or ends[at - 1] <= place]


def _misread(
    view: TextView, passage: Passage, places: Sequence[int], known: Sequence[Reference]
) -> Iterator[Reference]:
    """Find the citations whose kind word has letters wrong, outside those that are *known*."""
    spans = [ref.span for ref in known]
    for kind in misread_kinds(view, places, passage.start, passage.end):
        if any(span.start <= kind.start() < span.end for span in spans):
            continue
        end = min(passage.end, kind.start() + _REACH)
        found = numbered(view, kind, passage.start, end)
        yield from found or congress(view, kind, end, own=_own_title(view, kind, passage))


@cache
def _abbreviated() -> regex.Pattern[str]:
    return pattern(any_of(table("documents")["abbreviated"]) + r"\s+(?:số\s?:?\s*)?$")


def _without_kind(
    view: TextView, passage: Passage, places: Sequence[int], known: Sequence[Reference]
) -> Iterator[Reference]:
    """Find full numbers without a kind word: "QĐ số 12/2018/QĐ-TTg", "(57-NQ/TW)"."""
    rule = grammar("coded")
    starts, here = sorted(ref.span.start for ref in known), passage.start
    for place in places:
        found = rule.match(view.low, place, passage.end) if place >= here and view.low[place].isdigit() else None
        if found is None:
            continue
        here = found.end()
        if bisect_left(starts, here) > bisect_left(starts, place):
            continue
        kind = by_code()[found["CODE"].strip()]
        short = _abbreviated().search(view.low, max(passage.start, found.start() - 14), found.start())
        before = _BARE_BEFORE.search(view.low, max(passage.start, found.start() - 14), found.start())
        if short and view.plain[short.start()].isupper():
            begin = short.start()
        elif before:
            begin = before.start("so") if before["so"] else found.start()
        else:
            continue
        for ref in bare(view, found.start(), min(passage.end, here + _REACH), kind.name, begin):
            if ref.number and coded(ref.number):
                yield ref
                here = max(here, ref.span.end)
