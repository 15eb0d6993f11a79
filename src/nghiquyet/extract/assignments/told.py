"""The one form of a duty, whatever its words: who is told, in which role, what, with whom."""

from attrs import define

from ...facts import Role
from ...text.spans import Span
from ..bodies.mentions import Actor
from ..view import Passage


@define(hash=True)  # many: a frozen one takes twice the time to make
class Told:
    """A body that is told something.

    Attributes:
        actor: The body.
        role: What its part is.
        span: Where the duty stands, name included.
        verb: Where the words of the duty begin; None if they are not in the same sentence.
        partners: The bodies that it has to work with.
        task: Where the words of the duty stand, in a table; elsewhere they run from `verb` to the end of `span`.
        rest: Where those words go on in the next row of a table, behind a page's end.
        when: The cell of a table, or the words behind a label, that say by when.
        later: The sentence behind it that only says by when: "Thời hạn: trước ngày 15/12/2027."
        passage: The passage that tells it, if it is no row of a table: its headings may say by when.
        scope: The clause whose limits are its own, words before the name included.
        way: The code of the way in which it is told (`ways`).
        labelled: Whether only a label told the role: the task stands elsewhere in the block.
        listed: How many passages tell the tasks below the name, if it stands over a list; else 0.
    """

    actor: Actor
    role: Role
    span: Span
    verb: int | None = None
    partners: tuple[Actor, ...] = ()
    task: Span | None = None
    rest: Span | None = None
    when: Span | None = None
    later: Span | None = None
    passage: Passage | None = None
    scope: Span | None = None
    way: str = ""
    labelled: bool = False
    listed: int = 0
