"""Where a marker stands: the list that it continues or starts, and the unit that this list is in.

A marker is settled by, in order: the open list that it continues; a first label, which may start one; a fresh line. A
number that does neither cannot break a sentence. What could have gone the other way leaves a diagnostic.
"""


from ..lexicon.lazy import plain_pattern
from ..text.numerals import Place, follows, number
from .lines import Line
from .marker_evidence import believed, certain, in_sentence, odd_believed
from .markers import BULLETS, DEEPEST, FAMILIES, KINDRED, RUNS_ON, SWAP
from .state import Draft, List, Unit, Zone

_STARTS = {(1, 0), (1, 1)}
#: Families whose members may stand between bullets, and the labels of their first members.
_MEMBERS, _FIRST = frozenset({"PAREN", "ARABIC_PAREN", "ALPHA", "LOW_ROMAN"}), frozenset({"1", "a", "i"})
#: Families that count through a whole document; divisions begin again in each chapter.
_ACROSS = frozenset({"IS_CHAPTER", "IS_OLD_ARTICLE", "IS_ARTICLE"})
_YEAR = plain_pattern(r"(?:19|20)\d\d(?!\d)")
_ENDS_IN_YEAR = plain_pattern(r"(?<!\d)(?:19|20)\d\d\W*$")
_TWIST = "neither continues nor starts a list here"


def place(draft: Draft, line: Line) -> bool:
    """Open a unit for the marker of *line*; False if the marker is only text."""
    if line.form in BULLETS:
        return _bullet(draft, line)
    if line.form in ("DECIMAL", "COMPOUND"):
        return _steps(draft, line)
    return _counted(draft, line)


def enter(draft: Draft, line: Line, unit: Unit, depth: int) -> None:
    """Open *unit* with the words of *line*, as deep as *depth* says."""
    if depth > DEEPEST:
        draft.report("too-deep", f"{line.label!r} would stand more than {DEEPEST} deep", line)
        depth = DEEPEST
    if draft.zone in (Zone.TOP, Zone.TITLE, Zone.RECITAL) and unit.family not in BULLETS:
        draft.zone = Zone.BODY
    draft.begun = draft.begun or unit.family not in BULLETS
    draft.end_preface()
    if unit.role == "ANNEX":
        draft.runs.clear()
    draft.close(depth)
    unit.indent, unit.bold = line.indent, line.bold
    draft.open(unit, line.start, line.end, line.label)
    draft.waits = line.words >= line.close


def continues(draft: Draft, line: Line) -> bool:
    """Tell whether the marker of *line* is the next one of an open list."""
    return line.form in FAMILIES and any(_continued(draft, *reading) is not None for reading in _readings(line))


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


def _continued(draft: Draft, form: str, here: Place, *, bold: bool = False) -> tuple[int, float] | None:
    """Return the depth of the open unit whose list of *form* goes on with *here*, and the list's rank.

    The innermost does, unless what goes on is *bold* and so is an outer list. An annex counts for itself: its article 4
    in a second chapter does not go on with article 3 of the document.
    """
    innermost = None
    own = form in draft.runs and follows(draft.runs[form], here)
    for depth in range(len(draft.stack) - 1, draft.floor() - 2 if own else -1, -1):
        found = draft.stack[depth].lists.get(form)
        if found and follows(found.place, here, letters=FAMILIES[form].letters):
            if found.bold or not bold:
                return depth, found.rank
            innermost = innermost or (depth, found.rank)
    return innermost


def _counted(draft: Draft, line: Line) -> bool:
    """Open a unit for a marker that counts: the next of an open list, the first of a new one, or one out of turn."""
    readings, fresh = _readings(line), draft.fresh(line)
    for form, here in readings:
        found = _continued(draft, form, here, bold=line.bold)
        if found and believed(draft, line, fresh):
            _open_counted(draft, line, form, here, found[0] + 1, found[1])
            return True
    for form, here in readings:
        if here in _STARTS and believed(draft, line, fresh):
            depth, rank = _new_list(draft, form, line)
            before = draft.stack[depth - 1].lists.get(form)
            if before and before.written > draft.headed:
                draft.report("number-restarts", f"the list begins again at {line.label!r}", line)
            _open_counted(draft, line, form, here, depth, rank)
            return True
    form, here = readings[0]
    if form in KINDRED and form not in draft.stack[-1].lists and (mixed := _kindred(draft, form, here)) and fresh:
        family, (depth, rank) = mixed
        draft.report("mixed-markers", f"{line.label!r} goes on with a list that is marked in another way", line)
        _open_counted(draft, line, family, here, depth + 1, rank)
        return True
    return _out_of_turn(draft, line, readings, fresh)


def _out_of_turn(draft: Draft, line: Line, readings: list[tuple[str, Place]], fresh: bool) -> bool:
    """Open a unit for a marker that neither continues nor starts a list; False, with a doubt, if it is only text."""
    form, here = readings[0]
    counts_on = form in draft.runs and fresh and follows(draft.runs[form], here)
    if not counts_on and (in_sentence(draft, line) or not odd_believed(draft, line, fresh)):
        fits = any(place in _STARTS or _continued(draft, name, place) for name, place in readings)
        if not certain(draft, line, fits=fits):
            draft.report("marker-as-text", f"{line.label!r} {_TWIST}", line)
        return False
    if not counts_on:
        for depth in range(len(draft.stack) - 1, -1, -1):
            found_list = draft.stack[depth].lists.get(form)
            if found_list:
                _report_break(draft, line, found_list.place, here)
                _open_counted(draft, line, form, here, depth + 1, found_list.rank)
                return True
        if form in _ACROSS and form in draft.runs:  # counted on, but not from the last one
            _report_break(draft, line, draft.runs[form], here)
        else:
            draft.report("list-starts-late", f"the list begins with {line.label!r}", line)
    depth, rank = _new_list(draft, form, line)
    _open_counted(draft, line, form, here, depth, rank)
    return True


def _kindred(draft: Draft, form: str, here: Place) -> tuple[str, tuple[int, float]] | None:
    """Return the list of another family of numbers that goes on with *here*: "1.", "2)"."""
    if any(form in unit.lists for unit in draft.stack) or form in draft.runs:
        return None
    for family in sorted(KINDRED - {form}):
        if found := _continued(draft, family, here):
            return family, found
    return None


def _report_break(draft: Draft, line: Line, before: Place, here: Place) -> None:
    if here == before:
        draft.report("number-duplicate", f"{line.label!r} comes twice", line)
    elif here > before:
        draft.report("number-gap", f"something is missing before {line.label!r}", line)
    else:
        draft.report("number-inverted", f"{line.label!r} comes after a higher one", line)


def _below(draft: Draft, rank: float) -> int:
    """Return the depth at which a unit of *rank* stands when the units of its rank and lower ones have ended."""
    depth = len(draft.stack)
    while depth > 1 and draft.stack[depth - 1].rank >= rank:
        depth -= 1
    return depth


def _new_list(draft: Draft, form: str, line: Line) -> tuple[int, float]:
    """Return the depth and the rank of a list that starts here."""
    stack, top, rank = draft.stack, draft.stack[-1], FAMILIES[form].rank
    if form in SWAP:
        outer = [unit for unit in stack if unit.family in SWAP]
        lost = form == "LETTER" and line.label != "A" and bool(outer) and outer[-1].family == "ROMAN"
        if outer and not lost and outer[-1].rank >= rank and all(unit.family != form for unit in outer):
            rank = outer[-1].rank + 1  # "B." whose "A." was lost, or numbered "I.", stands above "I." all the same
    if form == "LOW_ROMAN" and top.family in ("PAREN", "ARABIC_PAREN") and not draft.introduced():
        draft.report("mixed-markers", f"{line.label!r} goes on beside {top.label!r}", line)
        return len(stack) - 1, top.rank
    depth = _below(draft, rank)
    if depth == len(stack):
        return depth, rank
    if form == "PAREN" and (heading := _heading_bullet(draft, depth)):
        return heading + 1, stack[heading].rank + 0.5
    beside = top.family in BULLETS and draft.leaf is not None and draft.leaf.role == "PARAGRAPH"
    if draft.introduced() and not beside:  # a paragraph below bullets is none of theirs: what it introduces is higher
        return len(stack), top.rank + 0.5
    headings = [at for at in range(depth, len(stack)) if stack[at].bold] if not line.bold else []
    if headings:  # "1. ..." under "**2. Yêu cầu**"
        return headings[-1] + 1, stack[headings[-1]].rank + 0.5
    return depth, rank


def _heading_bullet(draft: Draft, depth: int) -> int:
    """Return where the bullet stands that is a heading over "(1)", "(2)": "* Về kinh tế"; 0 if there is none."""
    for at in range(len(draft.stack) - 1, depth - 1, -1):
        unit = draft.stack[at]
        last = at == len(draft.stack) - 1
        if unit.family == "STAR" or (unit.family in BULLETS and last and draft.ending() not in ".;"):
            return at
    return 0


def _open_counted(draft: Draft, line: Line, form: str, here: Place, depth: int, rank: float) -> None:
    role, parent = FAMILIES[form].role, draft.stack[depth - 1]
    if form in ("PAREN", "ARABIC_PAREN") and parent.role in ("ITEM", "SUBITEM", "POINT", "BULLET", "SUBBULLET"):
        role = "POINT"  # under a clause or a heading it lists points; elsewhere it is a clause of its own
    if form in RUNS_ON:
        draft.runs[form] = here
    if form == "ALPHA" and here[1] and draft.introduced() and draft.stack[-1].label == line.label[:-1]:
        depth, rank = len(draft.stack), draft.stack[-1].rank + 0.5  # "b1)" under "b) ... gồm:"
        parent = draft.stack[-1]
    if depth <= DEEPEST:
        parent.lists[form] = List(here, rank, len(draft.out), line.bold)
    enter(draft, line, Unit(form, role, rank, line.label), depth)


def _steps(draft: Draft, line: Line) -> bool:
    """Open a unit whose number has several steps ("2.1."): it stands in the unit that the first steps name."""
    *stem, tail = line.label.split(".")
    prefix = ".".join(step.lstrip("0") or "0" for step in stem)
    key, here, first = f"{line.form} {prefix}", number(tail), draft.sheet.first(line)
    fresh = draft.fresh(line) and not (draft.sheet.page.width and first.islower() and not line.blank)
    sound = fresh or (first.isupper() and not draft.binds() and draft.ending() not in ",(-–")
    for depth in range(len(draft.stack) - 1, 0, -1):
        unit = draft.stack[depth]
        if sound and _names(unit, prefix):
            before = unit.lists.get(key)
            if before and not follows(before.place, here):
                _report_break(draft, line, before.place, here)
            elif not before and here[0] != 1:
                draft.report("list-starts-late", f"the list begins with {line.label!r}", line)
            _open_steps(draft, line, key, here, depth + 1)
            return True
    known = [depth for depth, unit in enumerate(draft.stack) if key in unit.lists]
    if not fresh or first.islower() or (line.form == "COMPOUND" and here[0] != 1 and not known):
        if not first.islower() and (fresh or known):
            draft.report("marker-as-text", f"{line.label!r} {_TWIST}", line)
        return False
    if known:
        before = draft.stack[known[-1]].lists[key]
        if not follows(before.place, here):
            _report_break(draft, line, before.place, here)
        _open_steps(draft, line, key, here, known[-1] + 1)
        return True
    draft.report("level-skipped", f"{line.label!r} has no {prefix!r} to stand in", line)
    _open_steps(draft, line, key, here, _below(draft, 60 if len(stem) == 1 else 61 + len(stem)))
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


def _open_steps(draft: Draft, line: Line, key: str, here: Place, depth: int) -> None:
    parent = draft.stack[depth - 1]
    rank = max(61.0 + line.label.count("."), parent.rank + 0.5)
    if depth <= DEEPEST:
        parent.lists[key] = List(here, rank, len(draft.out), line.bold)
    enter(draft, line, Unit(line.form, "SUBITEM", rank, line.label), depth)


def _bullet(draft: Draft, line: Line) -> bool:
    """Open a bullet: the first mark of a unit stands outside, a new mark under it inside."""
    form, stack, first = line.form, draft.stack, draft.sheet.first(line)
    if _is_dash_of_text(draft, line, first):
        if not (first.islower() or first.isdigit()):
            draft.report("marker-as-text", f"{line.label!r} goes on with the line before", line)
        return False
    for depth in range(len(stack) - 1, 0, -1):
        unit = stack[depth]
        if unit.family == form:
            if depth == len(stack) - 1 and draft.introduced() and line.indent >= unit.indent + 2:
                break  # the same mark, set in under its introduction
            enter(draft, line, Unit(form, unit.role, unit.rank, line.label), depth)
            return True
    depth = len(stack) - _rejoins(draft, form)
    if not draft.introduced() and form not in ("PLUS", "PLUSES"):
        while depth > 1 and stack[depth - 1].family in BULLETS and stack[depth - 1].family != "STAR":
            depth -= 1
    parent = stack[depth - 1]
    inner = parent.family in BULLETS
    parent.bullets = form
    if depth > 1 and parent.family in _MEMBERS:
        stack[depth - 2].holding = True
    rank = parent.rank + 0.5 if inner or parent.rank >= 80 else FAMILIES[form].rank
    enter(draft, line, Unit(form, "SUBBULLET" if inner else FAMILIES[form].role, rank, line.label), depth)
    return True


def _rejoins(draft: Draft, form: str) -> bool:
    """Tell whether a bullet goes on with those before the list "(1)", "(2)", "(3)", no member of which holds any."""
    if len(draft.stack) < 3 or draft.introduced() or not draft.ended():
        return False
    last, parent = draft.stack[-1], draft.stack[-2]
    later = last.family in _MEMBERS and last.label not in _FIRST
    return later and parent.bullets == form and not parent.holding


def _is_dash_of_text(draft: Draft, line: Line, first: str) -> bool:
    """Tell whether a dash is the one of "2025 - 2030" or "công nghiệp - xây dựng", broken over two lines."""
    if draft.last is None or draft.ended():
        return False
    if first.isdigit() and (draft.ending().isdigit() or draft.ending() == "%"):
        year = _ENDS_IN_YEAR.search(draft.sheet.view, max(draft.last.start, draft.last.close - 6), draft.last.close)
        # "Đến năm 2030" over "- 90% số xã ..." is a heading, "2026" over "- 2030" is broken
        return not year or _YEAR.match(draft.sheet.view, line.words) is not None
    if line.blank and not draft.cut:
        return False
    if draft.binds(line) or draft.ending() in ",(":
        return True
    if first.islower() and not draft.sheet.page.width and draft.last.form != "DASH":
        after = draft.sheet.lines[draft.at + 1].form if draft.at + 1 < len(draft.sheet.lines) else ""
        return after != "DASH"  # a lone dash: "tổ chức chính trị" over "- xã hội"
    if not draft.sheet.page.width or draft.room(line):
        return False
    name = draft.zone == Zone.RECITAL  # "Ban Kinh tế" over "- Ngân sách": members of recitals end in a semicolon
    return name or first.islower() or first.isdigit()
