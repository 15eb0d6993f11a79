"""What a document says of a passage by the place where it stands."""

from enum import StrEnum

from attrs import define, frozen

from ...text.spans import Span
from ...tree import Node


class Role(StrEnum):
    """What a heading says of the numbers and duties below it."""

    GOALS = "goals"  # a list of what is to be reached: a bare count in it is a goal too
    RESULTS = "results"  # what was reached, or is so now
    CONDITIONS = "conditions"  # whom and when a rule is for
    CASES = "cases"  # a list of those to whom a rule applies: a bound in it is a condition
    TASKS = "tasks"  # what is to be done
    ORGANISATION = "organisation"  # who carries the document out


class Source(StrEnum):
    """Where a context comes from."""

    HEADING = "heading"  # the words of a marked unit around the passage
    UNMARKED = "unmarked"  # a heading without a marker, a paragraph that ends with a colon
    ROW = "row"  # a row of a table that stands over others, "Đến năm 2030", or the row of the cell
    COLUMN = "column"  # the head of a column, all its rows together
    CAPTION = "caption"  # the words over a table: "Biểu 1. Chỉ tiêu năm 2026", "Đơn vị tính: triệu đồng"
    TITLE = "title"  # the title of the document
    DOCTYPE = "doctype"  # the kind of document: "BÁO CÁO"


@frozen
class Said:
    """One value of a context.

    Attributes:
        value: What is meant: a `Role`, an ISO 8601 date or interval, names of bodies, a unit or a phrase as written.
        words: The words of the document that say it.
        span: Where they stand.
        node: The node whose own words they are.
        source: What that node is to the passage.
        deadline: For a period: whether it is the limit by which something has to be reached or done.
    """

    value: str
    words: str
    span: Span
    node: Node
    source: Source
    deadline: bool = False


@define(hash=True)  # many: a frozen one takes twice the time to make
class Context:
    """The context of a passage: for each kind of value the one said nearest, None where nothing says it.

    Attributes:
        period: When what the passage says holds.
        reported: The first of two periods of a heading that reports on one and plans the other.
        role: What its numbers and duties are; the value is a `Role`.
        doer: The bodies that have to do it, as written; ``doer.span`` is where their names stand.
        unit: The unit of its numbers, as written.
        indicator: What its numbers measure, for a value that has no words of its own.
    """

    period: Said | None = None
    reported: Said | None = None
    role: Said | None = None
    doer: Said | None = None
    unit: Said | None = None
    indicator: Said | None = None

    def within(self, outer: "Context") -> "Context":
        """Return this context, and what it does not say from *outer*, the next one around it."""
        if outer is NOTHING or self is outer:
            return self
        if self is NOTHING:
            return outer
        return Context(
            self.period or outer.period, self.reported or outer.reported, self.role or outer.role,
            self.doer or outer.doer, self.unit or outer.unit, self.indicator or outer.indicator,
        )  # fmt: skip

    def nameless(self) -> "Context":
        """Return this context without an indicator."""
        return Context(self.period, self.reported, self.role, self.doer, self.unit)

    def with_role(self, role: Said) -> "Context":
        """Return this context with another role."""
        return Context(self.period, self.reported, role, self.doer, self.unit, self.indicator)

    def has_role(self, *roles: Role) -> bool:
        """Tell whether the role is one of *roles*."""
        return self.role is not None and self.role.value in roles

    def said(self) -> dict[str, Said]:
        """Return what is said, by the names of the attributes."""
        return {name: value for name in FIELDS if (value := getattr(self, name)) is not None}


#: What is said where nothing is.
NOTHING = Context()
FIELDS = ("period", "reported", "role", "doer", "unit", "indicator")
