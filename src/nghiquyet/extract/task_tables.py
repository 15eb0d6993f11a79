"""The columns of a table of tasks: which holds the task, which the bodies with their role, which the time."""

from functools import cache, lru_cache

import regex
from attrs import frozen

from ..facts import Role
from ..lexicon.lazy import pattern
from ..lexicon.word_patterns import row_words, words
from ..tree import Cell
from .view import TextView


@frozen
class Columns:
    """What the columns of a table say, by number: the roles of bodies, the task, the time, what comes of the task.

    None stands for no column.
    """

    roles: dict[int, Role]
    task: int | None
    when: int | None
    product: int | None = None


#: So many heads of columns are remembered, since tables of a document have the same ones, and so many letters of each.
_HEADS, _LONGEST = 1_000, 400


def _words(row: str) -> str:
    return words(row_words("duties", row))


@cache
def _task_heads() -> tuple[regex.Pattern[str], ...]:
    """Return the patterns of heads over tasks, the better first: "Tên nhiệm vụ", "Mục tiêu, nhiệm vụ"; "Sản phẩm"."""
    opener = r"(?:^|[,/(]|\bvà\b)[\s*|]*(?:(?:tên|các|danh\s+mục|một\s+số|những|loại)\s+)*"
    return tuple(pattern(opener + _words(name)) for name in ("task_column", "product_column"))


@cache
def _product_head() -> regex.Pattern[str]:
    """Match a head over what comes of the task; "Chỉ tiêu" and "Mục tiêu" are heads of tables of targets."""
    return pattern(r"[\s*|]*" + _words("outcome_column"))


@cache
def _due_head() -> regex.Pattern[str]:
    return pattern(r"[\s*|]*" + _words("due_column"))


@cache
def _role_heads() -> tuple[tuple[Role, regex.Pattern[str]], ...]:
    """Return the patterns of heads over bodies: a role behind a word for a body, or in front."""
    rows: tuple[tuple[Role, str], ...] = (("coordinate", "share"), ("monitor", "watch"), ("lead", "lead"))
    behind = rf"(?=.*?{_words('body_column')}).*?"
    heads = []
    for role, row in rows:
        named, front = _words(f"{row}_column"), _words("lead_front" if row == "lead" else f"{row}_column")
        heads.append((role, pattern(rf"[\s*|]*+(?:(?P<role>{front})|{behind}(?P<role>{named}))")))
    return tuple(heads)


@cache
def _plain_bodies() -> regex.Pattern[str]:
    return pattern(r"[\s*|]*" + _words("plain_bodies") + r"[\s*|]*")


@lru_cache(_HEADS)
def _column_role(low: str) -> Role | None:
    """Return the role of the bodies below the head of a column: "Cơ quan chủ trì"; the first that it names."""
    found = [(match.start("role"), role) for role, head in _role_heads() if (match := head.match(low))]
    return min(found)[1] if found else None


@lru_cache(_HEADS)
def _is_due(low: str) -> bool:
    return _due_head().match(low) is not None


def columns_of(view: TextView, heads: dict[int, Cell]) -> Columns:
    """Return what the columns say that stand under *heads*."""
    low = {at: view.low[cell.span.start : min(cell.span.end, cell.span.start + _LONGEST)] for at, cell in heads.items()}
    when = next((at for at, head in low.items() if _is_due(head)), None)
    roles = {at: role for at, head in low.items() if not _is_due(head) and (role := _column_role(head))}
    free = {at: head for at, head in low.items() if at not in roles and not _is_due(head)}
    task = next((at for form in _task_heads() for at, head in free.items() if form.search(head)), None)
    if not roles and task is not None and when is not None:
        roles = {at: "lead" for at, head in free.items() if at != task and _plain_bodies().fullmatch(head)}
    tasks = task is not None and _task_heads()[0].search(low[task]) is not None  # no table of targets
    product = next((at for at, head in free.items() if tasks and at != task and _product_head().match(head)), None)
    return Columns(roles, task, when, product)


def task_columns(view: TextView, heads: dict[int, Cell]) -> Columns | None:
    """Return the columns of a table of tasks, None for a table that names no bodies or no task."""
    columns = columns_of(view, heads)
    return columns if columns.roles and columns.task is not None else None
