"""The role of a value in a table as rows: what the head of its column, a row over it or the text says of it."""

from collections.abc import Callable

from attrs import frozen

from ..context import Context
from ..context.model import Role as Place
from ..context.model import Source
from ..times.iso import bounds
from .section_context import Role


@frozen(kw_only=True)
class TableCase:
    """A value of a table with what may tell its role.

    Attributes:
        context: What its row, its column and the headings say.
        day: The day of the document, or its year, None if that is not known.
        rate: Whether the head of the column is itself an indicator.
        reports: Whether the document gives statistics.
    """

    context: Context
    day: str | None
    rate: bool = False
    reports: bool = False

    @property
    def aimed(self) -> bool:
        """Whether a row over the value names what is still to come."""
        period = self.context.period
        return period is not None and period.deadline and period.source is Source.ROW


def _results(case: TableCase) -> str | None:
    role = case.context.role
    return role.words.lower() if role is not None and role.value == Place.RESULTS and not case.aimed else None


def _goals(case: TableCase) -> str | None:
    role = case.context.role
    return role.words.lower() if role is not None and role.value in (Place.GOALS, Place.TASKS) else None


def _over(case: TableCase) -> str | None:
    period = case.context.period
    if period is None or case.day is None or case.aimed:
        return None
    return period.words.lower() if _ended(period.value) < case.day else None


def _reports(case: TableCase) -> str | None:
    return "" if case.reports else None


def _dated(case: TableCase) -> str | None:
    return case.context.period.words.lower() if case.context.period is not None else None


def _rate(case: TableCase) -> str | None:
    return "" if case.rate else None


def _named(case: TableCase) -> str | None:
    return ""


@frozen
class TableRule:
    """One reason for a role in a table; see `RoleRule` for the attributes."""

    code: str
    role: Role
    doc: str
    examples: tuple[str, ...]
    test: Callable[[TableCase], str | None]


TABLE_RULES: tuple[TableRule, ...] = (
    TableRule(
        "column-of-results",
        "result",
        "The head of the column reports (Thực hiện 2025), and no row over the value names what is to come.",
        (
            "| STT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2025 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
            "| STT | Chỉ tiêu | Đơn vị tính | Ước thực hiện |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
        ),
        _results,
    ),
    TableRule(
        "column-of-goals",
        "target",
        "The head of the column, the caption or a heading sets goals or tasks (Mục tiêu 2030).",
        (
            "| STT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2030 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
            "| STT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2027 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
        ),
        _goals,
    ),
    TableRule(
        "column-over",
        "result",
        "The period of the column is over on the day of the document.",
        (
            "An Sơn, ngày 12 tháng 5 năm 2026\n| STT | Chỉ tiêu | Đơn vị tính | Năm 2024 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
            "An Sơn, ngày 12 tháng 5 năm 2026\n| STT | Chỉ tiêu | Đơn vị tính | 2023 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
        ),
        _over,
    ),
    TableRule(
        "statistics",
        "result",
        "The text says that it gives statistics.",
        (
            "Thống kê kinh tế xã An Sơn\n1. Sản xuất phát triển.\n| STT | Ngành | Tốc độ tăng (%) |\n"
            "|---|---|---|\n| 1 | Lúa | 4 |\n| 2 | Ngô | 9 |\n",
            "Số liệu thống kê\n1. Diện tích được giữ vững.\nCơ cấu\n| STT | Cây trồng | Tỷ lệ (%) |\n"
            "|---|---|---|\n| 1 | Lúa | 4 |\n| 2 | Ngô | 9 |\n",
        ),
        _reports,
    ),
    TableRule(
        "column-with-period",
        "target",
        "The column has a period that is not over.",
        (
            "| STT | Chỉ tiêu | Đơn vị tính | Năm 2030 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
            "| STT | Chỉ tiêu | Đơn vị tính | 2026 - 2030 |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
        ),
        _dated,
    ),
    TableRule(
        "column-of-rates",
        "target",
        "The head of the column is itself an indicator (Tốc độ tăng bình quân).",
        (
            "| STT | Ngành | Tốc độ tăng (%/năm) |\n|---|---|---|\n| 1 | Lúa | 4 |\n| 2 | Ngô | 9 |\n",
            "| STT | Ngành | Tỷ trọng (%) |\n|---|---|---|\n| 1 | Lúa | 4 |\n| 2 | Ngô | 9 |\n",
        ),
        _rate,
    ),
    TableRule(
        "table-of-indicators",
        "target",
        "The table names indicators with their units.",
        (
            "| STT | Chỉ tiêu | Đơn vị tính | Giá trị |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
            "| STT | Tiêu chí | Đơn vị tính | Mức |\n"
            "|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 4 |\n| 2 | Thu ngân sách | tỷ đồng | 90 |\n",
        ),
        _named,
    ),
)


def table_role(case: TableCase) -> tuple[Role, str]:
    """Return the role of a value and its evidence: the code of the rule and the words that tell it."""
    for rule in TABLE_RULES:
        said = rule.test(case)
        if said is not None:
            return rule.role, f"{rule.code}: {said}" if said else rule.code
    raise AssertionError("the last rule always speaks")


def _ended(period: str) -> str:
    """Return the last day of a period, for comparison; a value without days never ends."""
    try:
        return bounds(period)[1]
    except ValueError:
        return "9999"
