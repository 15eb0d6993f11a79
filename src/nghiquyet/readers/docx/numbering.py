"""The lists of a Word document (numbering.xml), as levels that `nghiquyet.readers.page.numbering` counts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from ..page.numbering import LEVELS, Level, ListInstance, Numbering
from .xml import MC, W, attribute, child, children, integer, on

if TYPE_CHECKING:
    from lxml.etree import _Element

_PATTERN = 255  # letters of a label, as in Word


def load_numbering(root: "_Element | None", linked: Mapping[str, str]) -> Numbering:
    """Build the lists of numbering.xml; *linked* gives the list that each numbering style names."""
    if root is None:
        return Numbering({})
    abstracts: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    homes: dict[str, str] = {}
    for element in children(root, "abstractNum"):
        key = attribute(element, "abstractNumId")
        abstracts[key] = {depth: level for depth, level in map(_level, children(element, "lvl")) if depth >= 0}
        if (link := child(element, "numStyleLink")) is not None:
            links[key] = attribute(link, "val")
        if (home := child(element, "styleLink")) is not None:
            homes[attribute(home, "val")] = key
    instances = {
        attribute(element, "numId"): (attribute(child(element, "abstractNumId"), "val"), element)
        for element in children(root, "num")
    }
    lists: dict[str, ListInstance] = {}
    for number, (abstract, element) in instances.items():
        if not abstracts.get(abstract) and abstract in links:  # a list style: the levels stand at its home
            style = links[abstract]
            abstract = homes.get(style) or instances.get(linked.get(style, ""), (abstract, None))[0]
        levels = dict(abstracts.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in children(element, "lvlOverride"):
            depth = integer(attribute(override, "ilvl"), -1)
            if (own := child(override, "lvl")) is not None:
                levels[depth] = _level(own)[1]
                starts[depth] = levels[depth].start
            if (start := child(override, "startOverride")) is not None and 0 <= depth < LEVELS:
                starts[depth] = integer(attribute(start, "val"), 1)
        starts = {depth: start for depth, start in starts.items() if 0 <= depth < LEVELS}
        lists[number] = ListInstance(abstract, levels, starts)
    return Numbering(lists)


def _level(element: "_Element") -> tuple[int, Level]:
    depth = integer(attribute(element, "ilvl"), -1)
    names = ("start", "lvlText", "suff", "lvlRestart", "pStyle")
    said = {name: attribute(child(element, name), "val") for name in names}
    level = Level(
        start=integer(said["start"], 0),
        format=_format(element),
        text=said["lvlText"][:_PATTERN],
        suffix=said["suff"] or "tab",
        legal=on(child(element, "isLgl")),
        restart=integer(said["lvlRestart"], 0) if said["lvlRestart"] else None,
        style=said["pStyle"],
    )
    fonts = child(child(element, "rPr"), "rFonts")
    if fonts is not None:
        level = evolve(level, font=attribute(fonts, "hAnsi") or attribute(fonts, "ascii"))
    indent = child(child(element, "pPr"), "ind")
    if indent is not None:
        left = integer(attribute(indent, "left") or attribute(indent, "start"), 0)
        first = integer(attribute(indent, "firstLine"), 0) - integer(attribute(indent, "hanging"), 0)
        level = evolve(level, indent=left + first)
    return depth, level


def _format(element: "_Element") -> str:
    """Return the number format; "custom" ones ("001, 002, ...") become decimalZero with that many digits."""
    found = child(element, "numFmt")
    if found is None:
        choices = element.iterchildren(MC + "AlternateContent")
        found = next((kid for choice in choices for kid in choice.iter(W + "numFmt")), None)
    format = attribute(found, "val") or "decimal"
    if format == "custom":
        sample = attribute(found, "format").split(",")[0].strip()
        zeros = min(len(sample), 9) if sample.isdigit() else 0
        return "decimalZero" + "0" * (zeros - 2) if zeros > 1 else "decimal"
    return format
