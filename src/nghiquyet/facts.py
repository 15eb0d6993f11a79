"""The facts of a resolution: frozen values, each with the span of the words that say it."""

from decimal import Decimal
from typing import Literal

from attrs import frozen

from .text.spans import Span
from .units.model import Amount, Unit

#: What a body is to a task: it leads (chủ trì), works with the leader (phối hợp), or watches over it (giám sát).
Role = Literal["lead", "coordinate", "monitor"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]


@frozen(kw_only=True)
class Target:
    """A measured quantity that the resolution sets (chỉ tiêu) or reports (kết quả).

    Attributes:
        role: "target", "result", or "milestone" (a goal without a number; its bounds are None).
        indicator: What is measured, in the document's own words, elided words restored.
        indicator_spans: The places in the text that the indicator was put together from, in the order of its words.
        key: The stable key of a common indicator ("poverty-rate"), None for others.
        comparator: How the value binds: ge for "trở lên", lt for "dưới" ...
        low, high: The value as written, magnitude words not multiplied in; equal unless the comparator is range.
        unit: The unit, None for a bare number.
        change: "increase" or "decrease" when the number is an amount of change, not a level.
        whole: The whole of a part, as in "38/46 trường" or "đạt 12.375/10.200 triệu đồng"; None for other values.
        baseline: The time or value it is compared with, as written ("năm 2020", "4,6%").
        scope: The group or place it is restricted to, as written.
        due: When it is to hold, ISO 8601 or an interval "2021/2025"; None when open.
        due_from: Where `due` was found: "sentence", "heading", "title", "column", or "paragraph": said before, in a
            text without a title.
        commitment: "firm", "stretch" ("phấn đấu"), "estimate" ("ước"), or None.
        part_of: Position in ``Document.targets`` of the whole that this one breaks down.
        equivalent_to: Position of the target that this one restates in another unit.
        number: The number as written.
        number_span: Where the number stands.
        span: Where the whole statement stands.
        address: The citable address of the node that holds it.
        why: The evidence for the role and the due, for a reader who doubts.
    """

    role: Literal["target", "result", "milestone"]
    indicator: str
    comparator: Comparator | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit | None
    change: Literal["increase", "decrease"] | None
    due: str | None
    number: str
    number_span: Span
    span: Span
    key: str | None = None
    whole: Decimal | None = None
    baseline: str | None = None
    scope: str | None = None
    due_from: str | None = None
    commitment: str | None = None
    part_of: int | None = None
    equivalent_to: int | None = None
    address: str | None = None
    why: tuple[str, ...] = ()
    indicator_spans: tuple[Span, ...] = ()

    @property
    def amount(self) -> Amount | None:
        """The value with its unit, None for a milestone or a bare number."""
        if self.low is None or self.high is None or self.unit is None:
            return None
        return Amount(low=self.low, high=self.high, unit=self.unit)


@frozen(kw_only=True)
class Time:
    """A calendar time, a length of time that binds, or a recurring time.

    Attributes:
        type: "date" (a day, month, quarter, half year or year), "interval", "duration" or "set" (recurring).
        value: ISO 8601: "2021-12-31", "2021-Q2", "2021-H1", "2021/2025", "P30D", "P1Y".
        deadline: Whether it is the limit by which something has to be done or reached.
        relation: "by", "before", "within", "from", "during", "at", or None.
        start, end: The first and last day it covers, ISO dates, both inclusive; None where open or relative.
        text: The words, preposition included where it sets a limit.
        why: The evidence for `deadline`, for a reader who doubts.
    """

    type: Literal["date", "interval", "duration", "set"]
    value: str | None
    deadline: bool
    text: str
    span: Span
    relation: str | None = None
    start: str | None = None
    end: str | None = None
    why: str | None = None


@frozen(kw_only=True)
class Reference:
    """A mention of an identified legal or Party document.

    Attributes:
        doc_type: The kind word before the number or name: "Nghị quyết", "Luật".
        number: As written: "36-NQ/TW"; None for a document known by name.
        date: Its day of issue, ISO.
        issuer: Who issued it, as written.
        text: The words of the mention, ending before "về ...".
        role: What this document does with it: "legal-basis", "amends", "replaces", "repeals", "implements", or None.
        key: The same for every mention of the same document, whatever the spelling (docs/references.md).
        itself: Whether the document that is named is this one.
    """

    doc_type: str
    number: str | None
    date: str | None
    issuer: str | None
    text: str
    span: Span
    role: str | None = None
    key: str | None = None
    itself: bool = False


@frozen(kw_only=True)
class Link:
    """A cited place of this document, or of a document it names: "điểm a, c khoản 2 Điều 106".

    Attributes:
        text: The words of the citation, without the document's name.
        targets: The addresses it leads to, one for each place of a list or a run: "Điều 106.2.a".
        document: Position, in ``Document.references``, of the document that has the place; None for this one.
    """

    text: str
    span: Span
    targets: tuple[str, ...]
    document: int | None = None


@frozen(kw_only=True)
class Assignment:
    """A duty that a document gives to a body by name (phân công).

    Attributes:
        body: The body as written.
        role: "lead" (chủ trì), "coordinate" (phối hợp) or "monitor" (giám sát, theo dõi).
        body_span: Where its name stands.
        span: Where the duty stands, name included; in a table, from the task's cell to the last that belongs to it.
        task: The words of the duty.
        due: The deadline in the same sentence or, in a table, in the row's column of times, ISO.
        partners: Who has to work with it.
        address: The citable address of the node that holds it.
        unlisted: Whether the tables do not know such a body: it is one by its place in a list, a cell or a sentence.
    """

    body: str
    role: Role
    body_span: Span
    span: Span
    task: str | None = None
    due: str | None = None
    partners: tuple[str, ...] = ()
    address: str | None = None
    unlisted: bool = False


@frozen(kw_only=True)
class Field:
    """A value of the header or the tail with the place where it stands."""

    value: str
    span: Span


@frozen(kw_only=True)
class Signer:
    """One who signs.

    Attributes:
        name: The name below the signature.
        position: "CHỦ TỊCH", "PHÓ BÍ THƯ".
        behalf: On whose behalf: "T/M TỈNH ỦY", "TM. CHÍNH PHỦ".
    """

    name: str | None
    position: str | None
    behalf: str | None
    span: Span


@frozen(kw_only=True)
class Metadata:
    """The header and the tail as data; what the document does not say is None or empty.

    Attributes:
        family: "party", "council", "government", "assembly" or "other".
        doctype: "NGHỊ QUYẾT".
        number: "01-NQ/TU".
        number_parts: The number's parts: serial, year, type, issuer.
        issuer: The issuing body.
        place, date: Where and when it was signed; the date is ISO.
        title: What it is about, on one line.
        term, session: "khóa XV", "kỳ họp thứ 38".
        effect: The day from which it holds, ISO.
        legal_bases: The recitals.
        signers, recipients, annexes: The tail.
    """

    family: str = "other"
    doctype: Field | None = None
    number: Field | None = None
    number_parts: tuple[str | None, ...] = ()
    issuer: Field | None = None
    place: Field | None = None
    date: Field | None = None
    title: Field | None = None
    term: Field | None = None
    session: Field | None = None
    effect: Field | None = None
    legal_bases: tuple[Field, ...] = ()
    signers: tuple[Signer, ...] = ()
    recipients: tuple[Field, ...] = ()
    annexes: tuple[Field, ...] = ()
