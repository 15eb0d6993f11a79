"""Links (dẫn chiếu): places of this document or of a named one, "khoản 2 Điều 5", resolved to their addresses.

A place is this document's unless a named document follows ("khoản 7 Điều 61 Luật Khám bệnh, chữa bệnh 2023"), or the
sentence amends ("Sửa đổi khoản 1 Điều 3 như sau") under a heading that names the amended document. Of this document's
places only those that exist are reported; of other documents' places, all, in the same form of address.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex
from attrs import frozen

from ...address import LABELLED, Addresses
from ...facts import Link, Reference
from ...lexicon.files import grammar
from ...lexicon.kept import plain
from ...lexicon.lazy import pattern, plain_pattern
from ...lexicon.phrase_grammar import as_pattern, phrase_once
from ...lexicon.word_patterns import by_first_letter
from ...limits import in_time
from ...text.folding import fold
from ...text.numerals import as_roman, counted
from ...text.spans import Span
from ..view import Passage, TextView
from .document_kinds import kind_words

#: The order of the steps, the outermost first, as Nghị định 30/2020/NĐ-CP has it.
_RANKS = {"phụ lục": 0, "phần": 1, "chương": 2, "mục": 3, "tiểu mục": 3, "điều": 4, "khoản": 5, "điểm": 6}
_KINDS = {
    "phần": ("part",), "chương": ("chapter",), "mục": ("section", "item"), "tiểu mục": ("subitem", "item"),
    "điều": ("article",), "khoản": ("item", "subitem"), "điểm": ("point",),
}  # fmt: skip
_WORD = plain_pattern(r"phụ\s+lục|phần|chương|tiểu\s+mục|mục|điều|khoản|điểm")
_LABEL = plain_pattern(
    r"\b(?:này|thứ\s+[^\W\d_]+|nhất|hai|ba|tư|sáu|bảy|tám|[ivx]{1,6}(?:\.\d+)*|[a-zđ]\d{0,2}(?:\.[ivx\d]+)?|\d+[a-zđ]?(?:\.\d+)*)(?![^\W_])"
)
_TO = plain_pattern(r"\bđến\b|\s-\s")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_PLACE = phrase_once("links")
_OF = phrase_once("links", "of_document")
_OTHER = phrase_once("links", "other_document")
_OPENING_QUOTES = frozenset('“"')
_TITLED = pattern(r"[.:][\s*]+\p{Lu}|[.:]?[\s*]*(?:\n|$)")
_THIS = phrase_once("links", "this_one")
_AMENDING = phrase_once("links", "amending_place")
#: No citation of places is longer.
_REACH = 400
#: The longest run from "Điều 3" to "Điều 90" that is spelled out.
_LONGEST_RUN = 60


@frozen
class _Step:
    word: str
    label: str
    run: bool = False  # whether "đến" stands between this step and the one before

    @property
    def rank(self) -> int:
        return _RANKS[self.word]


_ANCHOR = phrase_once("links", "place_begins")


@cache
def _sign() -> re.Pattern[str]:
    """Return the sign of a place: its word and the beginning of a label, since "điều kiện" and "mục tiêu" are many."""
    label = as_pattern(grammar("links.lark"), "_label_begins")
    words = {"đ": "i[ểề][mu]", "k": "hoản", "m": "ục", "c": "hương", "p": r"h(?:ần|ụ\s+lục)"}
    rests = {letter: rf"{rest}\s+{label}" for letter, rest in words.items()}
    return plain(by_first_letter(rests, ahead=True, alone=True))


def find_links(view: TextView, index: Addresses, references: Sequence[Reference]) -> tuple[Link, ...]:
    """Return every place that the document cites, in the order of the text; *references* are `find_references`'s."""
    resolver = _Resolver(view, index, references)
    return tuple(
        link for passage, places in view.passages_with(_sign()) for link in _in_passage(view, passage, places, resolver)
    )


def _in_passage(view: TextView, passage: Passage, places: Sequence[int], resolver: "_Resolver") -> Iterator[Link]:
    in_time()
    here = passage.start
    for at in places:
        if at < here:
            continue
        found = _PLACE.match(view.low, at, min(passage.end, at + _REACH))
        if found is None or _is_heading(view, passage, found):
            anchor = _ANCHOR.match(view.low, at, passage.end)
            here = anchor.end() if anchor else here
            continue
        here = found.end()
        link = resolver.link(passage, found)
        if link:
            yield link


def _is_heading(view: TextView, passage: Passage, found: regex.Match[str]) -> bool:
    """Tell the marker of a unit ("Chương II", "Điều 5. Phạm vi") from a citation."""
    if view.low[found.start() - 1 : found.start()] in _OPENING_QUOTES and _TITLED.match(view.plain, found.end()):
        return True  # the text that an article is to have: “Điều 5. Hỗ trợ ...
    if view.low[passage.start : found.start()].strip(" *#|"):
        return False
    return passage.node.kind != "paragraph" or view.low[found.end() : found.end() + 1] in (".", ":", "\n", "")


def _steps(text: str) -> list[_Step]:
    """Split a citation into its steps, lists and runs spelled out.

    >>> [(step.word, step.label) for step in _steps("điểm a, c khoản 2 điều 106")]
    [('điểm', 'a'), ('điểm', 'c'), ('khoản', '2'), ('điều', '106')]
    """
    steps: list[_Step] = []
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        name = " ".join(word.group().split())
        end = words[at + 1].start() if at + 1 < len(words) else len(text)
        here = word.end()
        for label in _LABEL.finditer(text, here, end):
            value = label.group().removeprefix("thứ").strip()
            value = value.lstrip("0") if value.isdigit() else value  # "khoản 01"
            before = text[here if label.start() > here else word.end() : label.start()] if steps else ""
            joined = text[words[at - 1].end() : word.start()] if at and here == word.end() else before
            run = bool(steps) and steps[-1].word == name and _TO.search(joined) is not None
            spelled = counted(value) if name in ("phần", "chương") and value.isalpha() else None
            steps.append(_Step(name, as_roman(spelled) if spelled else value, run))
            here = label.end()
    return [step for one in _runs(steps) for step in one]


def _runs(steps: list[_Step]) -> Iterator[list[_Step]]:
    for at, step in enumerate(steps):
        if step.run and at:
            yield [_Step(step.word, label) for label in _between(steps[at - 1].label, step.label)]
        yield [step]


def _between(first: str, last: str) -> list[str]:
    """Return the labels between two: "3" and "7" have 4, 5, 6; "a" and "d" have b, c."""
    if first.isdigit() and last.isdigit() and int(last) - int(first) <= _LONGEST_RUN:
        return [str(number) for number in range(int(first) + 1, int(last))]
    if first in _LETTERS and last in _LETTERS and len(first) == len(last) == 1:
        return list(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last)])
    return []


def _paths(steps: list[_Step]) -> list[tuple[_Step, ...]]:
    """Return the paths that the steps mean, outermost step first: what is inside comes before what it is inside of."""
    paths: list[tuple[_Step, ...]] = []
    around: list[_Step] = []
    for at in range(len(steps) - 1, -1, -1):
        step = steps[at]
        around = [outer for outer in around if outer.rank < step.rank]
        if at == 0 or steps[at - 1].rank <= step.rank:
            paths.append((*around, step))
        around.append(step)
    return paths[::-1]


@lru_cache(4096)  # the same places are cited again and again
def _cited(text: str) -> tuple["_Cited", ...]:
    """Return the places that a citation means; none where one leads nowhere."""
    paths = _paths(_steps(text))
    if any(path[0].rank > _RANKS["điều"] and path[0].label != "này" for path in paths):
        return ()
    return tuple(_Cited(path, forms[0], tuple(map(fold, forms))) for path, forms in ((p, _written(p)) for p in paths))


@frozen
class _Cited:
    """A place that is cited: its steps, its address in another document, and the forms of it in this one, folded."""

    path: tuple[_Step, ...]
    address: str
    forms: tuple[str, ...]


class _Resolver:
    """Where citations lead: what of it is the same for all citations of a document is worked out once."""

    def __init__(self, view: TextView, index: Addresses, references: Sequence[Reference]) -> None:
        self.view, self.index, self.references = view, index, references
        self.starts = {ref.span.start: at for at, ref in reversed(list(enumerate(references)))}
        self.amended = [at for at, ref in enumerate(references) if ref.role == "amends"]
        self.amended_at = [references[at].span.start for at in self.amended]
        paths = [place.address for place in reversed(index.places) if place.node.kind in LABELLED]
        self.by_path = dict(zip(fold("\n".join(paths)).split("\n"), paths, strict=True)) if paths else {}

    def link(self, passage: Passage, found: regex.Match[str]) -> Link | None:
        """Return the link that a match of the grammar is, None if it leads nowhere."""
        view, end = self.view, found.end()
        places = _cited(found.group())
        if not places:
            return None
        of = _OF.match(view.low, end, passage.end)
        after = of.end() if of else end
        document = self.starts.get(after)
        own = places[0].path[0].label == "này"
        if document is None and not own:
            kind = _OTHER.match(view.low, after, passage.end) or kind_words().match(view.low, after, passage.end)
            if kind and not _THIS.match(view.low, kind.end(), passage.end):
                return None  # "Điều 55 Pháp lệnh": some other document
            if kind is None and _AMENDING.search(view.low, max(passage.start, found.start() - 140), found.start()):
                document = self._amended(passage)
                if document is None:
                    return None
        if document is not None:
            targets = tuple(place.address for place in places)
        else:
            main = view.low.startswith("nghị quyết", after)
            targets = tuple(address for place in places if (address := self._own(passage, place, main=main)))
        if not targets:
            return None
        return Link(
            text=view.words(found.start(), end), span=Span(found.start(), end), targets=targets, document=document
        )

    def _amended(self, passage: Passage) -> int | None:
        """Return the document that this passage amends: the last one named as amended, here or in a heading above."""
        for near in (passage, *(self.view.passages[at] for at in reversed(passage.above))):
            last = bisect_left(self.amended_at, near.end) - 1
            if last >= 0 and self.amended_at[last] >= near.start:
                return self.amended[last]
        return None

    def _own(self, passage: Passage, cited: _Cited, *, main: bool) -> str | None:
        """Return the address of a place of this document, None if there is none.

        In an annex with articles of its own, those are meant, unless "... của Nghị quyết này" follows (*main*).
        """
        place = self.index.holding(passage.span)
        chain = list(self.index.chain(place)) if place else []
        outer, *inner = cited.path
        if outer.label == "này":
            base = next((holder.address for holder in chain if holder.node.kind in _KINDS[outer.word]), None)
            if base is None:
                return None
            return self.by_path.get(fold(".".join((base, *(step.label for step in inner)))))
        annex = None if main else next((holder.address for holder in chain if holder.node.kind == "annex"), None)
        for form in cited.forms:
            for full in (f"{fold(annex)}.{form}", form) if annex else (form,):
                if address := self.by_path.get(full):
                    return address
        return None


def _written(path: tuple[_Step, ...]) -> list[str]:
    """Return the forms that the address of *path* may have: "Phần III.2" or, for a Party's section, "III.2".

    The first is the one that it has in another document.
    """
    inside = [step for step in path if step.rank >= _RANKS["điều"]]
    outside = [step for step in path if step.rank < _RANKS["điều"]]
    if inside and inside[0].word == "điều" and not any(step.word == "phụ lục" for step in outside):
        outside = []  # articles count through chapters
    full = [_step(step) for step in (*outside, *inside)]
    bare = [step.label.upper() for step in outside] + [_step(step) for step in inside]
    return [".".join(full)] if bare == full else [".".join(full), ".".join(bare)]


def _step(step: _Step) -> str:
    if step.word in ("khoản", "điểm"):
        return step.label
    if step.word in ("mục", "tiểu mục"):
        return f"Mục {step.label}" if step.label.isdigit() else step.label.upper()
    return f"{step.word.capitalize()} {step.label if step.word == 'điều' else step.label.upper()}"
