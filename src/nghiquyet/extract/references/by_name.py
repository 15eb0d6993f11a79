"""Documents cited by name: laws, codes, ordinances, the Constitution; resolutions of congresses and plenums."""

from ...facts import Reference
from ...lexicon.phrase_grammar import phrase_once
from ...text.spans import Span
from ..view import TextView
from .by_number import as_written, coded, match_rule, meeting_begins, read_date, read_tail, tail_begins
from .document_kinds import KindWord, grammar, kind_name, kind_words, kinds
from .law_names import is_law, name_end

_SO = phrase_once("references", "law_so")
_YEAR = phrase_once("references", "law_year")
_JOINED = phrase_once("references", "law_and")
_DRAFT = phrase_once("references", "draft")
_WORKED_ON = phrase_once("references", "worked_on")
_TO_PASS = phrase_once("references", "to_pass")
_HANDED_IN = phrase_once("references", "handed_in")
_OF = phrase_once("references", "of_meeting")
#: Each day of the grammar has this word.
_DAY = "ngày"


def law(view: TextView, kind: KindWord, end: int, *, recital: bool) -> list[Reference]:
    """Read a law by its name: "Luật Đất đai năm 2024", "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B"."""
    close = name_end(view, kind, end, recital=recital)
    if close is None:
        return _amending(view, kind, end, recital=recital)
    return [_reference(view, kind, close, end)]


def drafted(view: TextView, kind: KindWord, start: int, named: Reference, end: int) -> bool:
    """Tell whether a law is a draft: "dự án Luật Thư viện", "hồ sơ xây dựng các Luật ...", "trình Quốc hội Luật ...".

    Args:
        view: The text.
        kind: The kind word.
        start, end: The passage.
        named: The law as a reference, its name at the end.
    """
    before = max(start, kind.start() - 60)
    if _DRAFT.search(view.low, before, kind.start()):
        return True
    dated = named.number or named.date or named.text[-1].isdigit()
    if not dated and _TO_PASS.search(view.low, before, kind.start()):
        return True
    worked_on = _WORKED_ON.search(view.low, before, kind.start()) is not None
    return worked_on and _HANDED_IN.match(view.low, named.span.end, end) is not None


def _reference(view: TextView, kind: KindWord, close: int, end: int) -> Reference:
    """Make the reference to the law whose name ends at *close*: its year, number and day may follow in any order."""
    date = number = issuer = None
    for _ in range(4):
        so = _SO.match(view.low, close, end) if not number else None
        entry = grammar("numbers").match(view.low, so.end(), end) if so else None
        if entry and coded(written := as_written(view, *entry.spans("ENTRY")[0])):
            number, close = written, entry.spans("ENTRY")[0][1]
        elif date is None and (day := match_rule("date", view, close, end)):
            date, close = read_date(day), day.end()
        elif year := _YEAR.match(view.low, close, end):
            close = year.end()
        elif issuer is None and (made := match_rule("maker", view, close, end)):
            issuer, close = view.words(*made.span("MAKER")), made.end("MAKER")
            if passed := match_rule("passed", view, close, end):
                date, close = read_date(passed), passed.end()
        else:
            break
    return _cite(view, kind, close, number=number, date=date, issuer=issuer)


def _cite(view: TextView, kind: KindWord, close: int, **fields: str | None) -> Reference:
    close = kind.start() + len(view.low[kind.start() : close].rstrip())  # a rule may end in a look at what follows
    return Reference(
        doc_type=kinds()[kind_name(kind)].name,
        number=fields.get("number"),
        date=fields.get("date"),
        issuer=fields.get("issuer"),
        text=view.words(kind.start(), close),
        span=Span(kind.start(), close),
    )


def _amending(view: TextView, kind: KindWord, end: int, *, recital: bool) -> list[Reference]:
    """Read a law known by those it amends, then those: each is named too."""
    head = match_rule("amending", view, kind.end(), end)
    if head is None:
        return []
    inner: list[Reference] = []
    here = head.end()
    while nested := kind_words().match(view.low, here, end):
        close = name_end(view, nested, end, recital=recital) if is_law(nested) else None
        if close is None:
            break
        inner.append(_cite(view, nested, close))
        joined = _JOINED.match(view.low, close, end)
        if joined is None:
            break
        here = joined.end()
    return [_reference(view, kind, inner[-1].span.end, end), *inner] if inner else []


def constitution(view: TextView, kind: KindWord, end: int) -> list[Reference]:
    """Read "Hiến pháp năm 2013", "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"; "Hiến pháp" alone is any."""
    found = match_rule("constitution", view, kind.end(), end)
    return [_cite(view, kind, found.end())] if found else []


def congress(view: TextView, kind: KindWord, end: int, *, own: bool) -> list[Reference]:
    """Read the resolution of a congress or a plenum: "Nghị quyết Trung ương 4 (khóa XII)"; *own* is this document's."""
    of = None if own else _OF.match(view.low, kind.end(), end)
    if of is None or not meeting_begins(view, of.end(), end):
        return []
    for rule in ("congress", "plenum"):
        if found := match_rule(rule, view, of.end(), end):
            issuer = view.words(of.end(), found.end())
            terms = found.captures("ROMAN") if rule == "plenum" and "term" in found.groupdict() else []
            several = [term.upper() for term in terms if found["term"] and term in found["term"]]
            if len(several) > 1:  # "Trung ương 4 (khóa XI, XII)": two resolutions in one mention
                base, mark = issuer[: issuer.lower().index("kh")], ")" if ")" in issuer else ""
                return [_cite(view, kind, found.end(), issuer=f"{base}khóa {term}{mark}") for term in several]
            return [_cite(view, kind, found.end(), issuer=issuer)]
    return []


def dated(view: TextView, kind: KindWord, end: int) -> list[Reference]:
    """Read a document known by its day and its issuer alone: "Nghị quyết ngày 12/3/2026 của Bộ Chính trị"."""
    if not tail_begins(view, kind.end(), end) or view.low.find(_DAY, kind.end(), end) < 0:
        return []
    if not kinds()[kind_name(kind)].norm:
        return []
    close, date, issuer = read_tail(view, kind.end(), end)
    return [_cite(view, kind, close, date=date, issuer=issuer)] if date and issuer else []
