"""Automatic list labels, counted and written as Word shows them; the readers of .docx and .odt use them.

ECMA-376 part 1, 17.9 (numbering), with what Word does where the standard is silent. Counters belong to the abstract
list and are shared by all its instances, unless an instance overrides the start of a level (startOverride), the first
time it uses that level. A level that was skipped counts as begun: a Heading 1 after a Heading 2 is number 2 (Microsoft
KB Q110380).
"""

from collections.abc import Mapping

from attrs import field, frozen

from .list_labels import bullet, written

LEVELS = 9


@frozen(kw_only=True)
class Level:
    """One level of a list.

    Attributes:
        start: The first number.
        format: How numbers are written: "decimal", "upperRoman", "bullet", "none", ...
        text: The pattern, "%1.%2." where %n is the number of level n.
        suffix: What follows the label: "tab", "space" or "nothing".
        legal: All numbers are written as decimals (isLgl).
        restart: The level (from 1) whose use restarts this one; 0 for never, None for any higher level.
        style: The paragraph style that this level is tied to.
        font: The font of the label, "" for that of the paragraph.
        indent: Left indent of the first line in twips, None if not given.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""
    font: str = ""
    indent: int | None = None


# What a level that the list does not describe is taken for: when it is used, and when it is referred to.
_SILENT = Level(format="none")
_PLAIN = Level()


@frozen
class ListInstance:
    """A list as paragraphs name it (w:num): its levels, and the starts that it overrides."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(factory=dict)


@frozen
class Label:
    """A label as shown, the gap after it, and the font it is set in ("" for that of the paragraph)."""

    text: str
    gap: str
    font: str = ""
    indent: int | None = None


class Numbering:
    """The lists of a document with their running counters: ask for labels in the order of the document."""

    def __init__(self, lists: Mapping[str, ListInstance]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of(self, number: str, style: str) -> int | None:
        """Return the level of list *number* that paragraph style *style* is tied to."""
        found = self._lists.get(number)
        if found is None or not style:
            return None
        return next((depth for depth, level in found.levels.items() if level.style == style), None)

    def next(self, number: str, depth: int) -> Label | None:
        """Count one paragraph of list *number* at *depth* (from 0) and return its label; None if there is no list."""
        found = self._lists.get(number)
        if found is None or not 0 <= depth < LEVELS:
            return None
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        if depth in found.starts and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = None
        for above in range(depth):
            if counts[above] is None:  # never reached: it is taken as begun, and the next one there is the second
                counts[above] = self._start(found, above)
        level = found.levels.get(depth, _SILENT)
        count = counts[depth]
        counts[depth] = self._start(found, depth) if count is None else count + 1
        for deeper in range(depth + 1, LEVELS):
            if counts[deeper] is not None:
                restart = found.levels.get(deeper, _PLAIN).restart
                if restart is None or depth < restart:
                    counts[deeper] = None
        return Label(self._render(found, level, counts), _GAPS.get(level.suffix, " "), level.font, level.indent)

    def _start(self, found: ListInstance, depth: int) -> int:
        return found.starts.get(depth, found.levels.get(depth, _PLAIN).start)

    def _render(self, found: ListInstance, level: Level, counts: list[int | None]) -> str:
        if level.format == "bullet":
            return bullet(level.text, level.font)
        out: list[str] = []
        pieces = level.text.split("%")
        out.append(pieces[0])
        for piece in pieces[1:]:
            if not piece[:1].isdigit() or piece[0] == "0":
                out.append("%" + piece)
                continue
            depth = int(piece[0]) - 1
            count = counts[depth]
            shown = self._start(found, depth) if count is None else count
            format = found.levels.get(depth, _PLAIN).format
            out += (written(shown, "decimal" if level.legal and format != "none" else format), piece[1:])
        return "".join(out).strip()


_GAPS = {"tab": " ", "space": " ", "nothing": ""}
