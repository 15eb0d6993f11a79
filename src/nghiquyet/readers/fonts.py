"""The letters of a Word document: the font of a run tells how its letters are encoded."""

from .docx_walk import Paragraph
from .layout import Writer


class Fonts:
    """What the fonts of a document hold: see every paragraph, decide once, then ask for words."""

    encoding: str | None = None

    def see(self, paragraph: Paragraph) -> None:
        """Take in the letters of *paragraph* as evidence."""

    def decide(self, page: Writer) -> None:
        """Settle which fonts are not Unicode."""

    def words(self, paragraph: Paragraph) -> tuple[str, str]:
        """Return the label of *paragraph* and its text, label included."""
        text = "".join(p.text.upper() if p.look.caps else p.text for p in paragraph.pieces).replace("\u00ad", "")
        if paragraph.label is None or not paragraph.label.text:
            return "", text
        label = paragraph.label.text
        return label, label + paragraph.label.gap + text.lstrip()
