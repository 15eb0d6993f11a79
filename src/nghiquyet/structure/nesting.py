"""Where a marker stands: the list that it continues or starts, and the unit that this list is in.

A marker is settled by, in order: the open list that it continues; a first label, which may start one; a fresh line. A
number that does neither cannot break a sentence. What could have gone the other way leaves a diagnostic.
"""

from ..lexicon.lazy import plain_pattern
from ..text.numerals import Place, follows, number
from .lines import Line
from .marker_evidence import believed, certain, in_sentence, odd_believed
from .markers import BULLETS, DEEPEST, FAMILIES, KINDRED, RUNS_ON, SWAP
from .state import List, OutlineState, Unit, Zone

_STARTS = {(1, 0), (1, 1)}
#: Families whose members may stand between bullets, and the labels of their first members.
_MEMBERS, _FIRST = frozenset({"PAREN", "ARABIC_PAREN", "ALPHA", "LOW_ROMAN"}), frozenset({"1", "a", "i"})
#: Families that count through a whole document; divisions begin again in each chapter.
_ACROSS = frozenset({"IS_CHAPTER", "IS_OLD_ARTICLE", "IS_ARTICLE"})
_YEAR = plain_pattern(r"(?:19|20)\d\d(?!\d)")
_ENDS_IN_YEAR = plain_pattern(r"(?<!\d)(?:19|20)\d\d\W*$")
_TWIST = "neither continues nor starts a list here"


def place(state: OutlineState, line: Line) -> bool:
    """Open a unit for the marker of *line*; False if the marker is only text."""
    if line.form in BULLETS:
        return _bullet(state, line)
    if line.form in ("DECIMAL", "COMPOUND"):
        return _steps(state, line)
    return _counted(state, line)


def enter(state: OutlineState, line: Line, unit: Unit, depth: int) -> None:
    """Open *unit* with the words of *line*, as deep as *depth* says."""
    if depth > DEEPEST:
        state.report("too-deep", f"{line.label!r} would stand more than {DEEPEST} deep", line)
        depth = DEEPEST
    if state.zone in (Zone.TOP, Zone.TITLE, Zone.RECITAL) and unit.family not in BULLETS:
        state.zone = Zone.BODY
    state.begun = state.begun or unit.family not in BULLETS
    state.end_preface()
    if unit.role == "ANNEX":
        state.runs.clear()
    state.close(depth)
    unit.indent, unit.bold = line.indent, line.bold
    state.open(unit, line.start, line.end, line.label)
    state.waits = line.words >= line.close


def continues(state: OutlineState, line: Line) -> bool:
    """Tell whether the marker of *line* is the next one of an open list."""
    return line.form in FAMILIES and any(_continued(state, *reading) is not None for reading in _readings(line))


def starts(line: Line) -> bool:
    """Tell whether the marker of *line* is the first of a list: "1.", "a)", "I."."""
    return any(place in _STARTS for _, place in _readings(line)) if line.form in FAMILIES else False


def _readings(line: Line) -> list[tuple[str, Place]]:
    """Return what the marker may be, the likelier first: "C." is a letter, or a Roman numeral."""
    form, label = line.form, line.reads or line.label
    match form:
        case "ROMAN" if len(label) == 1:
            names = ["ROMAN", "LETTER"] if label in "IVX" else ["LETTER", "ROMAN"]
        case "LOW_ROMAN" if len(label) == 1:
            names = ["LOW_ROMAN", "ALPHA"]
        case "ALPHA" if label in ("i", "v", "x"):
            names = ["ALPHA", "LOW_ROMAN"]
        case "IS_DIVISION" if "." in label:  # "Mục 2.1" stands in "Mục 2"
            names = ["IS_SUBDIVISION"]
        case _:
            names = [form]
    return [(name, count(label)) for name in names if (count := FAMILIES[name].place)]


def _continued(state: OutlineState, form: str, here: Place, *, bold: bool = False) -> tuple[int, float] | None:
    """Return the depth of the open unit whose list of *form* goes on with *here*, and the list's rank.

    The innermost does, unless what goes on is *bold* and so is an outer list. An annex counts for itself: its article 4
    in a second chapter does not go on with article 3 of the document.
    """
    innermost = None
    own = form in state.runs and follows(state.runs[form], here)
    for depth in range(len(state.stack) - 1, state.floor() - 2 if own else -1, -1):
        found = state.stack[depth].lists.get(form)
        if found and follows(found.place, here, letters=FAMILIES[form].letters):
            if found.bold or not bold:
                return depth, found.rank
            innermost = innermost or (depth, found.rank)
    return innermost


def _counted(state: OutlineState, line: Line) -> bool:
    """Open a unit for a marker that counts: the next of an open list, the first of a new one, or one out of turn."""
    readings, fresh = _readings(line), state.fresh(line)
    for form, here in readings:
        found = _continued(state, form, here, bold=line.bold)
        if found and believed(state, line, fresh):
            _open_counted(state, line, form, here, found[0] + 1, found[1])
            return True
    for form, here in readings:
        if here in _STARTS and believed(state, line, fresh):
            depth, rank = _new_list(state, form, line)
            before = state.stack[depth - 1].lists.get(form)
            if before and before.written > state.headed:
                state.report("number-restarts", f"the list begins again at {line.label!r}", line)
            _open_counted(state, line, form, here, depth, rank)
            return True
    form, here = readings[0]
    if form in KINDRED and form not in state.stack[-1].lists and (mixed := _kindred(state, form, here)) and fresh:
        family, (depth, rank) = mixed
        state.report("mixed-markers", f"{line.label!r} goes on with a list that is marked in another way", line)
        _open_counted(state, line, family, here, depth + 1, rank)
        return True
    return _out_of_turn(state, line, readings, fresh)


def _out_of_turn(state: OutlineState, line: Line, readings: list[tuple[str, Place]], fresh: bool) -> bool:
    """Open a unit for a marker that neither continues nor starts a list; False, with a doubt, if it is only text."""
    form, here = readings[0]
    counts_on = form in state.runs and fresh and follows(state.runs[form], here)
    if not counts_on and (in_sentence(state, line) or not odd_believed(state, line, fresh)):
        fits = any(place in _STARTS or _continued(state, name, place) for name, place in readings)
        if not certain(state, line, fits=fits):
            state.report("marker-as-text", f"{line.label!r} {_TWIST}", line)
        return False
    if not counts_on:
        for depth in range(len(state.stack) - 1, -1, -1):
            found_list = state.stack[depth].lists.get(form)
            if found_list:
                _report_break(state, line, found_list.place, here)
                _open_counted(state, line, form, here, depth + 1, found_list.rank)
                return True
        if form in _ACROSS and form in state.runs:  # counted on, but not from the last one
            _report_break(state, line, state.runs[form], here)
        else:
            state.report("list-starts-late", f"the list begins with {line.label!r}", line)
    depth, rank = _new_list(state, form, line)
    _open_counted(state, line, form, here, depth, rank)
    return True


def _kindred(state: OutlineState, form: str, here: Place) -> tuple[str, tuple[int, float]] | None:
    """Return the list of another family of numbers that goes on with *here*: "1.", "2)"."""
    if any(form in unit.lists for unit in state.stack) or form in state.runs:
        return None
    for family in sorted(KINDRED - {form}):
        if found := _continued(state, family, here):
            return family, found
    return None


def _report_break(state: OutlineState, line: Line, before: Place, here: Place) -> None:
    if here == before:
        state.report("number-duplicate", f"{line.label!r} comes twice", line)
    elif here > before:
        state.report("number-gap", f"something is missing before {line.label!r}", line)
    else:
        state.report("number-inverted", f"{line.label!r} comes after a higher one", line)


def _below(state: OutlineState, rank: float) -> int:
    """Return the depth at which a unit of *rank* stands when the units of its rank and lower ones have ended."""
    depth = len(state.stack)
    while depth > 1 and state.stack[depth - 1].rank >= rank:
        depth -= 1
    return depth


def _new_list(state: OutlineState, form: str, line: Line) -> tuple[int, float]:
    """Return the depth and the rank of a list that starts here."""
    stack, top, rank = state.stack, state.stack[-1], FAMILIES[form].rank
    if form in SWAP:
        outer = [unit for unit in stack if unit.family in SWAP]
        lost = form == "LETTER" and line.label != "A" and bool(outer) and outer[-1].family == "ROMAN"
        if outer and not lost and outer[-1].rank >= rank and all(unit.family != form for unit in outer):
            rank = outer[-1].rank + 1  # "B." whose "A." was lost, or numbered "I.", stands above "I." all the same
    if form == "LOW_ROMAN" and top.family in ("PAREN", "ARABIC_PAREN") and not state.introduced():
        state.report("mixed-markers", f"{line.label!r} goes on beside {top.label!r}", line)
        return len(stack) - 1, top.rank
    depth = _below(state, rank)
    if depth == len(stack):
        return depth, rank
    if form == "PAREN" and (heading := _heading_bullet(state, depth)):
        return heading + 1, stack[heading].rank + 0.5
    beside = top.family in BULLETS and state.leaf is not None and state.leaf.role == "PARAGRAPH"
    if state.introduced() and not beside:  # what a paragraph below bullets introduces stands higher than they do
        return len(stack), top.rank + 0.5
    headings = [at for at in range(depth, len(stack)) if stack[at].bold] if not line.bold else []
    if headings:  # "1. ..." under "**2. Yêu cầu**"
        return headings[-1] + 1, stack[headings[-1]].rank + 0.5
    return depth, rank


def _heading_bullet(state: OutlineState, depth: int) -> int:
    """Return where the bullet stands that is a heading over "(1)", "(2)": "* Về kinh tế"; 0 if there is none."""
    for at in range(len(state.stack) - 1, depth - 1, -1):
        unit = state.stack[at]
        last = at == len(state.stack) - 1
        if unit.family == "STAR" or (unit.family in BULLETS and last and state.ending() not in ".;"):
            return at
    return 0


def _open_counted(state: OutlineState, line: Line, form: str, here: Place, depth: int, rank: float) -> None:
    role, parent = FAMILIES[form].role, state.stack[depth - 1]
    if form in ("PAREN", "ARABIC_PAREN") and parent.role in ("ITEM", "SUBITEM", "POINT", "BULLET", "SUBBULLET"):
        role = "POINT"  # under a clause or a heading it lists points; elsewhere it is a clause of its own
    if form in RUNS_ON:
        state.runs[form] = here
    if form == "ALPHA" and here[1] and state.introduced() and state.stack[-1].label == line.label[:-1]:
        depth, rank = len(state.stack), state.stack[-1].rank + 0.5  # "b1)" under "b) ... gồm:"
        parent = state.stack[-1]
    if depth <= DEEPEST:
        parent.lists[form] = List(here, rank, len(state.out), line.bold)
    enter(state, line, Unit(form, role, rank, line.label), depth)


def _steps(state: OutlineState, line: Line) -> bool:
    """Open a unit whose number has several steps ("2.1."): it stands in the unit that the first steps name."""
    *stem, tail = line.label.split(".")
    prefix = ".".join(step.lstrip("0") or "0" for step in stem)
    key, here, first = f"{line.form} {prefix}", number(tail), state.sheet.first(line)
    fresh = state.fresh(line) and not (state.sheet.page.width and first.islower() and not line.blank)
    sound = fresh or (first.isupper() and not state.binds() and state.ending() not in ",(-–")
    for depth in range(len(state.stack) - 1, 0, -1):
        unit = state.stack[depth]
        if sound and _names(unit, prefix):
            before = unit.lists.get(key)
            if before and not follows(before.place, here):
                _report_break(state, line, before.place, here)
            elif not before and here[0] != 1:
                state.report("list-starts-late", f"the list begins with {line.label!r}", line)
            _open_steps(state, line, key, here, depth + 1)
            return True
    known = [depth for depth, unit in enumerate(state.stack) if key in unit.lists]
    if not fresh or first.islower() or (line.form == "COMPOUND" and here[0] != 1 and not known):
        if not first.islower() and (fresh or known):
            state.report("marker-as-text", f"{line.label!r} {_TWIST}", line)
        return False
    if known:
        before = state.stack[known[-1]].lists[key]
        if not follows(before.place, here):
            _report_break(state, line, before.place, here)
        _open_steps(state, line, key, here, known[-1] + 1)
        return True
    state.report("level-skipped", f"{line.label!r} has no {prefix!r} to stand in", line)
    _open_steps(state, line, key, here, _below(state, 60 if len(stem) == 1 else 61 + len(stem)))
    return True


def _names(unit: Unit, prefix: str) -> bool:
    """Tell whether a unit is the one that *prefix* names: "2" is item 2, section II, article 2 or form 2."""
    if unit.role not in ("ITEM", "SUBITEM", "ARTICLE", "SECTION", "ANNEX"):
        return False
    if unit.label.lstrip("0") == prefix or unit.label == prefix:
        return True
    family = FAMILIES[unit.family]
    count = None if family.letters else family.place  # "1.1" does not stand in "A."
    return count is not None and prefix.isdigit() and count(unit.label) == (int(prefix), 0)


def _open_steps(state: OutlineState, line: Line, key: str, here: Place, depth: int) -> None:
    parent = state.stack[depth - 1]
    rank = max(61.0 + line.label.count("."), parent.rank + 0.5)
    if depth <= DEEPEST:
        parent.lists[key] = List(here, rank, len(state.out), line.bold)
    enter(state, line, Unit(line.form, "SUBITEM", rank, line.label), depth)


def _bullet(state: OutlineState, line: Line) -> bool:
    """Open a bullet: the first mark of a unit stands outside, a new mark under it inside."""
    form, stack, first = line.form, state.stack, state.sheet.first(line)
    if _is_dash_of_text(state, line, first):
        if not (first.islower() or first.isdigit()):
            state.report("marker-as-text", f"{line.label!r} goes on with the line before", line)
        return False
    for depth in range(len(stack) - 1, 0, -1):
        unit = stack[depth]
        if unit.family == form:
            if depth == len(stack) - 1 and state.introduced() and line.indent >= unit.indent + 2:
                break  # the same mark, set in under its introduction
            enter(state, line, Unit(form, unit.role, unit.rank, line.label), depth)
            return True
    depth = len(stack) - _rejoins(state, form)
    if not state.introduced() and form not in ("PLUS", "PLUSES"):
        while depth > 1 and stack[depth - 1].family in BULLETS and stack[depth - 1].family != "STAR":
            depth -= 1
    parent = stack[depth - 1]
    inner = parent.family in BULLETS
    parent.bullets = form
    if depth > 1 and parent.family in _MEMBERS:
        stack[depth - 2].holding = True
    rank = parent.rank + 0.5 if inner or parent.rank >= 80 else FAMILIES[form].rank
    enter(state, line, Unit(form, "SUBBULLET" if inner else FAMILIES[form].role, rank, line.label), depth)
    return True


def _rejoins(state: OutlineState, form: str) -> bool:
    """Tell whether a bullet goes on with those before the list "(1)", "(2)", "(3)", no member of which holds any."""
    if len(state.stack) < 3 or state.introduced() or not state.ended():
        return False
    last, parent = state.stack[-1], state.stack[-2]
    later = last.family in _MEMBERS and last.label not in _FIRST
    return later and parent.bullets == form and not parent.holding


def _is_dash_of_text(state: OutlineState, line: Line, first: str) -> bool:
    """Tell whether a dash is the one of "2025 - 2030" or "công nghiệp - xây dựng", broken over two lines."""
    if state.last is None or state.ended():
        return False
    if first.isdigit() and (state.ending().isdigit() or state.ending() == "%"):
        year = _ENDS_IN_YEAR.search(state.sheet.view, max(state.last.start, state.last.close - 6), state.last.close)
        # "Đến năm 2030" over "- 90% số xã ..." is a heading, "2026" over "- 2030" is broken
        return not year or _YEAR.match(state.sheet.view, line.words) is not None
    if line.blank and not state.cut:
        return False
    if state.binds(line) or state.ending() in ",(":
        return True
    if first.islower() and not state.sheet.page.width and state.last.form != "DASH":
        after = state.sheet.lines[state.at + 1].form if state.at + 1 < len(state.sheet.lines) else ""
        return after != "DASH"  # a lone dash: "tổ chức chính trị" over "- xã hội"
    if not state.sheet.page.width or state.room(line):
        return False
    name = state.zone == Zone.RECITAL  # "Ban Kinh tế" over "- Ngân sách": members of recitals end in a semicolon
    return name or first.islower() or first.isdigit()
