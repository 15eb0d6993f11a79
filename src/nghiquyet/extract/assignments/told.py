"""The one form of a duty, whatever its words: who is told, in which role, what, with whom."""

from attrs import frozen

from ...facts import Role
from ...text.spans import Span
from ..bodies.mentions import Actor


@frozen
class Told:
    """A body that is told something.

    Attributes:
        actor: The body.
        role: What its part is.
        span: Where the duty stands, name included.
        verb: Where the words of the duty begin; None if they are not in the same sentence.
        partners: The bodies that it has to work with.
        task: Where the words of the duty stand, in a table; elsewhere they run from `verb` to the end of `span`.
        when: The cell of a table that says by when.
    """

    actor: Actor
    role: Role
    span: Span
    verb: int | None = None
    partners: tuple[Actor, ...] = ()
    task: Span | None = None
    when: Span | None = None
