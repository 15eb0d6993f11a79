"""The context of a passage: the period, the role, the bodies, the unit and the indicator that its place gives it.

A heading, marked or not, a caption, the head of a column, a row over other rows, the title: each is read once, and what
it says holds for all that stands below it. The nearest wins, and a second heading ends the first. A sentence's own
words are not the business of a context: they win over it.

    context = contexts(view, tree, times).of(passage)
    context.role, context.period, context.doer, context.unit, context.indicator   # each a `Said`, or None
"""

from .find import Contexts, contexts
from .model import Context, Role, Said, Source

__all__ = ["Context", "Contexts", "Role", "Said", "Source", "contexts"]
