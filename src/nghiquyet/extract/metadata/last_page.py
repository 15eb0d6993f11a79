"""The last page as data: who signed for whom, who receives the document, which annexes go with it."""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from ...facts import Field, Signer
from ...lexicon.files import table
from ...lexicon.lazy import pattern
from ...lexicon.word_patterns import words
from ...text.folding import fold, without_marks
from ...text.spans import Span
from ...tree import Node
from ..view import TextView

_NAME = pattern(
    r"(?:(?:\p{Lu}\p{Ll}+|\p{Lu})[ \t]+){1,4}(?:\p{Lu}\p{Ll}+|\p{Lu}(?=\s*(?:$|\n)))(?![\p{L}])"
    r"|\p{Lu}{2,}(?:[ \t]+\p{Lu}{2,}){1,4}(?=\s*$)"
)
_SIGNED = pattern(r"\(?\s*(?:đã\s+ký|đã\s+kí|ký\s+tên)\s*\)?")
#: Where a crawl has lost a line end in a signature: "TM. CHÍNH PHỦ|KT. THỦ TƯỚNG|PHÓ THỦ TƯỚNG|Lê Văn Tâm".
_GLUED = pattern(
    r"(?<=\p{Lu}\p{Lu})(?=(?:KT|TM|TUQ|TL|Q)\.|T/M|K/T|T/L|PHÓ\s|\p{Lu}\p{Ll})|(?<=\p{Lu}{2}\.)(?=\p{Lu}\p{Ll})"
    r"|(?<=\p{Ll})(?=(?:KT|TM|TUQ|TL)\.|T/M|PHÓ\s)"
)
_MARK = pattern(r"[\s*\\|_.,:-]*")
_TO = pattern(r"n[oơ]i\s+nh[aâậ]n\s*:?\s*")
# Blanks before these are stripped by `_bare`: looked for here, a long run would be read again from each of its letters.
_BETWEEN = pattern(r";\s*+(?:-\s*+)?|(?<!\S)-\s+|\n\s*+")
#: Where semicolons part the recipients, a dash stands in a name: "Bộ Lao động - Thương binh và Xã hội".
_DASHED, _PARTED = pattern(r";\s*-\s"), pattern(r";\s*+(?:-\s*+)?|:\s*+-\s+|(?<=\s)-\s+(?=lưu\b)|\n\s*+")
#: Where the first has a dash too, each has: "- Văn phòng Quốc hội: TH, PL; các Vụ;- Lưu: VT" are two.
_EACH_DASHED, _AT_DASHES = pattern(r"-[^;]++;\s*-"), pattern(r";\s*+-\s*+|(?<=\s)-\s+(?=lưu\b)|\n\s*+")
_WITH = pattern(r"(?:\(\s*+)?(?:ban\s+hành\s+)?kèm\s+theo\b|\(\s*ban\s+hành\b")
#: An annex's title is cut after this many letters.
_TITLE = 300


@cache
def _office_bodies() -> str:
    """Return the pattern of the beginnings of bodies that an office may be of: "BÍ THƯ | ĐẢNG ỦY"."""
    return words(fold(issuer) for row in table("headers")["family"] for issuer in row["issuers"])


@cache
def _of_body() -> regex.Pattern[str]:
    bodies = rf"{_office_bodies()}|uỷ\s+ban\s+nhân\s+dân|ubnd"
    return pattern(rf"[ \t]+(?P<body>{bodies})[^\n|(]{{0,60}}?(?=\s*(?:$|\n|\||\())")


@cache
def _of_bare_body() -> regex.Pattern[str]:
    """Return the pattern of bodies of two words or more in a scan that lost their marks: "CHỦ TỊCH QUOC HOI"."""
    names = {without_marks(fold(issuer)) for row in table("headers")["family"] for issuer in row["issuers"]}
    bodies = words(name for name in names if " " in name.strip())
    return pattern(rf"[ \t]+(?P<body>{bodies})[^\n|(]{{0,60}}?(?=\s*(?:$|\n|\||\())")


@cache
def _position() -> regex.Pattern[str]:
    return pattern(r"(?:quyền\s+|q\.\s*)?" + words(fold(word) for word in table("headers")["positions"]["words"]))


@cache
def _behalf() -> regex.Pattern[str]:
    return pattern(
        r"(?:"
        + "|".join(
            regex.escape(word).replace(r"\ ", r"\s*")
            for word in sorted(table("headers")["behalf"]["words"], key=len, reverse=True)
        )
        + r")(?=[\s\p{L}])\s*"
    )


def signers(view: TextView, nodes: Sequence[Node]) -> tuple[Signer, ...]:
    """Return who signed: the lines of a signature are on whose behalf, the position, and the name."""
    out: list[Signer] = []
    behalf: list[Span] = []
    position: Span | None = None
    for kind, span in _lines(view, nodes):
        if kind == "behalf":
            if position:  # the one before was not named
                out.append(_signer(view, behalf, position, None))
                behalf, position = [], None
            behalf.append(span)
        elif kind == "position":
            position = span
        elif behalf or position:
            out.append(_signer(view, behalf, position, span))
            behalf, position = [], None
    if position:
        out.append(_signer(view, behalf, position, None))
    return tuple(out)


def _signer(view: TextView, behalf: Sequence[Span], position: Span | None, name: Span | None) -> Signer:
    spans = [*behalf, *(span for span in (position, name) if span)]
    return Signer(
        name=view.words(name.start, name.end) if name else None,
        position=view.words(position.start, position.end) if position else None,
        behalf=" ".join(view.words(span.start, span.end) for span in behalf) or None,
        span=Span(min(span.start for span in spans), max(span.end for span in spans)),
    )


def _lines(view: TextView, nodes: Sequence[Node]) -> Iterator[tuple[str, Span]]:
    """Yield the parts of the signatures: ("behalf" | "position" | "name", where)."""
    for node in nodes:
        if node.kind != "signature":
            continue
        start = node.span.start
        cuts = [found.start() for found in _GLUED.finditer(view.plain, start, node.span.end)]
        for begin, end in zip([start, *cuts], [*cuts, node.span.end], strict=True):
            for kind, a, b in _piece(view.low[begin:end], view.plain[begin:end], view.text[begin:end]):
                yield kind, Span(begin + a, begin + b)


def _piece(low: str, plain: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the parts of a signature between two places where words are glued; *low*, *plain*, *text* are its words."""
    at, end = 0, len(low)
    while at < end:
        mark = _MARK.match(low, at)
        at = mark.end() if mark else at
        if found := _SIGNED.match(low, at):
            at = found.end()
        elif found := _behalf().match(low, at):
            stop = _behalf_end(low, text, found.end())
            yield "behalf", at, stop
            at = stop
        elif found := _position().match(low, at):
            stop = _office_end(low, text, found.end())
            yield "position", at, stop
            at = stop
        elif found := _NAME.match(plain, at):
            yield "name", *found.span()
            at = found.end()
        else:
            gap = pattern(r"\s").search(low, at)
            at = gap.end() if gap else end


def _office_end(low: str, text: str, at: int) -> int:
    """Return where the name of an office ends: its body belongs to it, "BÍ THƯ | ĐẢNG ỦY", up to the line's end."""
    of = _of_body().match(low, at) or _of_bare_body().match(without_marks(low), at)
    return at + len(text[at : of.end()].rstrip()) if of and text[of.start("body")].isupper() else at


def _behalf_end(low: str, text: str, at: int) -> int:
    """Return where the body after "TM." ends: at the next mark, position or name, or with the line."""
    own = _position().match(low, at)
    if own:  # "KT. THỦ TƯỚNG": for the holder of an office
        return own.end()
    line = text.find("\n", at)
    stop = line if line >= 0 else len(text)
    here = at
    for found in regex.finditer(r"\s+", low, pos=at, endpos=stop):
        next_ = found.end()
        if (
            next_ >= stop
            or text[found.start() : next_].count("  ")
            or _behalf().match(low, next_, stop)
            or _SIGNED.match(low, next_, stop)
        ):
            return found.start()
        if _position().match(low, next_, stop) and not low[at : found.start()].endswith("đoàn"):
            return found.start()
        here = next_
    return max(here, at + len(text[at:stop].rstrip(" *\\|")))


def recipients(view: TextView, nodes: Sequence[Node]) -> tuple[Field, ...]:
    """Return the list of "Nơi nhận", one a recipient, less the marks."""
    return tuple(field for node in nodes if node.kind == "recipients" for field in _received(view, node))


def _received(view: TextView, node: Node) -> Iterator[Field]:
    for child in node.children or (node,):
        if child.kind in ("words", "paragraph", "recipients"):
            yield from _inline(view, child.span)
        elif child.kind in ("bullet", "subbullet", "item", "point"):
            parts = [part for part in child.walk() if part.kind in ("words", "paragraph") and not part.children] or [
                child
            ]
            spans = [span for part in parts if (span := _bare(view, part.span))]
            if spans:
                yield Field(
                    value=" ".join(view.words(span.start, span.end) for span in spans).rstrip(" ;,.|"),
                    span=Span(spans[0].start, spans[-1].end),
                )


def _inline(view: TextView, span: Span) -> Iterator[Field]:
    """Yield the recipients of "Nơi nhận: - A; - B; | CHỦ TỊCH"."""
    found = _TO.search(view.low, span.start, span.end)
    at = found.end() if found else span.start
    end = view.text.find("|", at, span.end)
    end = end if end > at else span.end
    between = _PARTED if _DASHED.search(view.low, at, end) else _BETWEEN  # "- Bộ Lao động - Xã hội; - Bộ Y tế;"
    if _EACH_DASHED.match(view.low, at, end):
        between = _AT_DASHES
    cuts = [*between.finditer(view.low, at, end), None]
    for cut in cuts:
        part = _bare(view, Span(at, cut.start() if cut else end))
        if part:
            yield Field(value=view.words(part.start, part.end), span=part)
        at = cut.end() if cut else end


def _bare(view: TextView, span: Span) -> Span | None:
    """Return *span* less marks and punctuation at its ends; None if nothing is left."""
    text = view.plain[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip(" \n\t-+*•.;,|\\_~=:"))
    end = span.start + len(text.rstrip(" \n\t-*.;,|\\_~="))
    return Span(start, end) if start < end else None


def annexes(view: TextView, nodes: Sequence[Node]) -> tuple[Field, ...]:
    """Return the titles of the annexes and of the documents issued with this one."""
    out = []
    for node in nodes:
        if node.kind != "annex":
            continue
        own = [child for child in node.children if child.kind == "words"] or [node]
        start, end = own[0].span.start, min(own[-1].span.end, own[0].span.start + _TITLE)
        found = _WITH.search(view.low, start, end)
        part = _bare(view, Span(start, found.start() if found and found.start() > start else end))
        if part:
            out.append(Field(value=view.words(part.start, part.end), span=part))
    return tuple(out)
