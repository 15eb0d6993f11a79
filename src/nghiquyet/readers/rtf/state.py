"""What holds at a place of a Rich Text stream, and what control words make of it (RTF Specification 1.9.1)."""

from typing import Any

from attrs import evolve, field, frozen

from ...layout import Part

#: Groups without words of the page. A group that begins with "\*" is one unless it is known here as another.
_SILENT = frozenset((
    "colortbl", "info", "pict", "objdata", "fldinst", "annotation", "atnid", "atnauthor", "xe", "tc", "rxe", "txe",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "nonshppict", "shprslt", "themedata", "listtable",
    "listoverridetable", "filetbl", "revtbl", "rsidtbl", "generator", "bkmkstart", "bkmkend", "mmathPr", "template",
    "pntxta", "pntxtb", "sp", "datafield", "upr",
))  # fmt: skip
STARRED = frozenset(("shpinst", "shptxt", "footnote"))
UNKNOWN = "*"  # stands for any other
_HEADS = ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
_SWITCHES = {
    "b": "bold", "caps": "caps", "super": "raised", "v": "hidden", "deleted": "deleted", "qc": "centred",
    "intbl": "in_table",
}  # fmt: skip
_NUMBERS = {"f": "font", "uc": "skip", "s": "style", "li": "left", "fi": "first"}
_LARGEST = 100_000
# Words that always say the same.
_CHANGES: dict[str, dict[str, Any]] = {
    "pard": {"centred": False, "left": 0, "first": 0, "in_table": False, "style": 0},
    "plain": {"font": -1, "bold": False, "caps": False, "raised": False, "hidden": False, "deleted": False},
    "nosupersub": {"raised": False},
    "fonttbl": {"kind": "fonts"},
    "stylesheet": {"kind": "styles"},
    "listtext": {"kind": "label"},
    "pntext": {"kind": "label"},
    "footnote": {"part": "footnote", "in_table": False},
    "shptxt": {"part": "textbox", "in_table": False},
    **{word: {"centred": False} for word in ("ql", "qr", "qj")},
    **{word: {"part": "header", "in_table": False} for word in _HEADS},
    **{word: {"kind": "silent"} for word in (*_SILENT, UNKNOWN)},
}
#: The words that change a state.
CHANGING = frozenset((*_SWITCHES, *_NUMBERS, *_CHANGES))


@frozen
class State:
    """What holds at a place of the stream; braces keep it.

    States are made once: the same word leads from one of them to the same other every time.

    Attributes:
        kind: What the group is: "text", "silent", "fonts", "styles" or "label".
        skip: How many characters after "\\u" repeat it for old readers (\\uc).
    """

    kind: str = "text"
    part: Part = "body"
    skip: int = 1
    font: int = -1
    style: int = 0
    bold: bool = False
    caps: bool = False
    raised: bool = False
    hidden: bool = False
    deleted: bool = False
    centred: bool = False
    left: int = 0
    first: int = 0
    in_table: bool = False
    _after: "dict[tuple[str, int | None], State]" = field(factory=dict, eq=False, repr=False)
    _all: "dict[State, State]" = field(factory=dict, eq=False, repr=False)

    def after(self, word: str, number: int | None = None) -> "State":
        """Return the state that a word of `CHANGING` leads to: this one if it changes nothing."""
        key = word, number
        try:
            return self._after[key]
        except KeyError:
            if word in _SWITCHES:
                change: dict[str, Any] = {_SWITCHES[word]: number != 0}
            elif word in _NUMBERS:
                change = {_NUMBERS[word]: min(max(number or 0, -_LARGEST), _LARGEST)}
            else:
                change = _CHANGES[word]
            self._all.setdefault(self, self)
            made = evolve(self, after={}, **change)
            state = self._after[key] = self._all.setdefault(made, made)
            return state
