"""A first, simple outline: to be replaced by lines -> outline -> block grammar."""

import regex

from .diagnostics import Diagnostic
from .tree import KINDS, Node, Root, Span

_M = regex.compile(
    r"[\s*#>|\\]*(?:(?P<part>Phần\s+(?:thứ\s+)?\w+)|(?P<chapter>Chương\s+\w+)|(?P<article>Điều\s+(?P<l>\d+[a-zđ]?)\b\.?)|"
    r"(?P<section>(?P<l>[IVX]+|[A-D])\s*[-.](?=\s|\*|$))|(?P<subitem>(?P<l>\d+(?:\.\d+)+)\.?(?=\s))|(?P<item>(?P<l>\d{1,2})\\?[.)](?=[\s*])|\((?P<l>\d+)\))|"
    r"(?P<point>(?P<l>[a-zđ])\)|\((?P<l>[ivx]+)\))|(?P<bullet>(?P<l>[-–•*])(?=\s))|(?P<subbullet>(?P<l>\+)(?=\s))|"
    r"(?P<annex>PHỤ LỤC)|(?P<recipients>Nơi nhận)|(?P<recital>Căn cứ|Xét|Theo đề nghị)|(?P<enacting>QUYẾT NGHỊ:?\**\s*$)|(?P<doctype>NGHỊ QUYẾT\W*$))"
)
_RANK = {k: i for i, k in enumerate("part chapter section article item subitem point bullet subbullet".split(), 1)}
_RANK |= {"annex": 0, "recipients": 0}


def build(text: str) -> tuple[Root, tuple[Diagnostic, ...]]:
    """Return the tree of *text* and the doubts about it."""
    out: list = []  # [rank, kind, label, own spans, children]
    root: list = [-1, "document", "", [], out]
    stack = [root]
    at, fresh, last = 0, True, None
    for line in text.split("\n"):
        start = at
        at += len(line) + 1
        body = line.strip()
        if not body:
            fresh = True
            continue
        span = [start + len(line) - len(line.lstrip()), start + len(line.rstrip())]
        found = _M.match(line)
        kind = found.lastgroup if found else None
        if found and kind == "l":
            kind = next(k for k in (*_RANK, "recital", "enacting", "doctype") if found.group(k) is not None)
        if kind is None and last is not None and not fresh and body[0].islower():
            last[3][-1][1] = span[1]
            continue
        if kind is None and last is not None and not fresh and text[last[3][-1][1] - 1] not in ".;:":
            last[3][-1][1] = span[1]
            continue
        kind = kind or "paragraph"
        entry = [_RANK.get(kind, 99), kind, (found.group("l") or "") if found else "", [span], []]
        if kind in _RANK:
            while stack[-1][0] >= entry[0]:
                stack.pop()
            stack[-1][4].append(entry)
            stack.append(entry)
        else:
            stack[-1][4].append(entry)
        last, fresh = entry, False

    def freeze(e: list) -> Node:
        own = [KINDS["words"](span=Span(*s)) for s in e[3]]
        kids = tuple(freeze(c) for c in e[4])
        cls = KINDS[e[1]]
        if e[1] not in _RANK:
            return cls(span=own[0].span, label=e[2])
        return cls(span=Span(own[0].span.start, kids[-1].span.end if kids else own[-1].span.end), label=e[2], children=(*own, *kids))

    return Root(span=Span(0, len(text)), children=tuple(freeze(c) for c in out)), ()
