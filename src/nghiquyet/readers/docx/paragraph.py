"""A paragraph of a Word document as it stands on the page."""

from attrs import define, frozen

from ...layout import Cell, Part
from ..page.numbering import Label
from .styles import Look, Setting


@frozen
class Piece:
    """Letters in one look."""

    text: str
    look: Look


@define
class Paragraph:
    """A paragraph as it stands on the page, its letters not yet decoded.

    Attributes:
        pieces: Its words. A line end is a soft break.
        label: The automatic label before them.
        look: The look of the paragraph mark, which the label has unless its list says otherwise.
    """

    pieces: list[Piece]
    setting: Setting
    style: str
    look: Look
    label: Label | None = None
    cell: Cell | None = None
    part: Part = "body"
    note: int | None = None
