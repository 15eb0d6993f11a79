"""Every pattern of the package with the ways in which it is called: a program of its own, since it watches the engines.

    python pattern_calls.py CORPUS      one JSON object: how many patterns there are, those that take too long, windows

`watch` puts itself before `re` and `regex` and notes, for each pattern that the package compiles, the methods that are
called, the longest stretch of text, and words that it matched. Constants of modules that are never called over CORPUS
are asked both to search and to match. Then `suspects` tries each pattern, in its ways, on fragments that are repeated.
"""

import importlib.util
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

import regex

SEARCHES = ("search", "finditer", "findall", "sub", "subn", "split")
METHODS = ("match", "fullmatch", *SEARCHES)
FRAGMENTS = (
    "A", "A ", "a ", "ủ ", "1 ", "1.", "1,", "1.000 ", "1,5 ", "- ", "–", "( ", "(a) ", "(i) ", ")", "[", "“",
    "”", ". ", "…", "_", "; ", ", ", ": ", "| ", "| a ", "| --- |\n", "|\n", "|a|b|\n", "\n", " ", "\t",
    "   \n", "**", "# ", "\\", "1/", "1/1/2020 ", "5% ", "điều 1 ", "Điều 1. A\n", "khoản 1, 2 ", "điểm a, ",
    "năm 2020 ", "ngày ", "tháng ", "quý i ", "từ năm 2020 đến ", "và ", "các ", "số 1/nq-cp ", "luật ",
    "sở y tế, ", "phối hợp với ", "giao ", "HỘI ĐỒNG ", "tm. ", "tỷ đồng ", "so với ", "Nguyễn Văn A\n", "\u2028",
    "x-", "&lt;", "<a ", "{\\b ", "=",
)  # fmt: skip
#: The folder of the package, which is found without being imported: the engines are watched before.
PACKAGE = str(Path(getattr(importlib.util.find_spec("nghiquyet"), "origin", "nowhere/x")).parent)
#: A quarter of the text of a first look, in letters, and what a letter may cost before more is asked, in seconds.
SHORT, PER_LETTER = 300, 4e-7
#: Twice and four times the text may take so many times as long; a quadratic pattern takes four and sixteen times.
TWICE, FOUR_TIMES, LEAST = 2.8, 9.0, 1e-4


class Uses:
    """What was noted of one pattern."""

    def __init__(self, compiled: Any, home: str) -> None:
        self.compiled, self.home = compiled, home
        self.ways: set[str] = set()
        self.window, self.calls, self.words = 0, 0, ""
        # An engine looks first for the letters that it needs: a text without them tells nothing.
        said = re.findall(r"(?<!\\)(?:[^\W\d_A-Z]{2,}(?:\\s[+*]?)?)+", str(compiled.pattern)[:4000])
        self.literals = list(dict.fromkeys(re.sub(r"\\s[+*]?", " ", each).strip() for each in said))[:6]

    def note(self, method: str, text: str, pos: int = 0, end: int = sys.maxsize) -> None:
        self.ways.add("search" if method in SEARCHES else method)
        self.window = max(self.window, min(end, len(text)) - pos)
        self.calls += 1
        if not self.words and self.calls < 50 and (found := self.compiled.search(text, pos, min(end, len(text)))):
            self.words = found[0][:60] if len(found[0].strip()) > 1 else ""


class Watched:
    """Stands for a pattern."""

    def __init__(self, compiled: Any, seen: dict[Any, Uses]) -> None:
        self._compiled, self._seen = compiled, seen

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._compiled, name)
        if name not in METHODS:
            return value
        made = self._compiled
        uses = self._seen.setdefault((made.pattern, made.flags, type(made).__module__), Uses(made, _caller()))

        def call(*args: Any, **more: Any) -> Any:
            if name in ("sub", "subn", "split"):
                uses.note(name, args[-1] if name == "split" else args[1])
            else:
                bounds = [*args[1:3]] or [more.get("pos", 0), more.get("endpos", sys.maxsize)]
                uses.note(name, args[0], *bounds)
            return value(*args, **more)

        return call


def _is_ours(file: str) -> bool:
    return file.startswith(PACKAGE)


def _caller() -> str:
    frame = inspect.currentframe()
    while frame and (not _is_ours(frame.f_code.co_filename) or "/lexicon/" in frame.f_code.co_filename):
        frame = frame.f_back
    return f"{frame.f_globals['__name__']}.{frame.f_code.co_name}" if frame else "nghiquyet.lexicon"


def watch() -> dict[Any, Uses]:
    """Note what the package does with patterns from now on; to be called before it is imported."""
    seen: dict[Any, Uses] = {}

    def ours() -> bool:
        caller = sys._getframe(2).f_code.co_filename  # what `kept` compiles is pickled: it is watched when handed out
        return _is_ours(caller) and not caller.endswith("/lexicon/kept.py")

    def watched(make: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(source: Any, *args: Any, **more: Any) -> Any:
            made = make(source, *args, **more)
            return Watched(made, seen) if ours() and not isinstance(made, Watched) else made

        return wrapped

    def at_once(compile_it: Callable[..., Any], method: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(source: Any, *args: Any, flags: int = 0, **more: Any) -> Any:
            if not ours() or not isinstance(source, str) or len(args) > (2 if method.startswith("sub") else 1):
                return plain(source, *args, flags=flags, **more) if flags else plain(source, *args, **more)
            return getattr(Watched(compile_it(source, flags), seen), method)(*args, **more)

        return wrapped

    for engine in (re, regex):
        compile_it = engine.compile
        for method in METHODS:
            setattr(engine, method, at_once(compile_it, method, getattr(engine, method)))
        engine.compile = watched(compile_it)  # type: ignore[assignment]
    kept = importlib.import_module("nghiquyet.lexicon.kept")
    for name in ("compiled", "plain"):
        setattr(kept, name, _always(getattr(kept, name), seen))
    return seen


def _always(make: Callable[..., Any], seen: dict[Any, Uses]) -> Callable[..., Any]:
    def wrapped(*args: Any) -> Any:
        made = make(*args)
        return made if isinstance(made, Watched) else Watched(made, seen)

    return wrapped


def use(corpus: Path) -> None:
    """Parse what stands in *corpus*, and texts whose sentences and gaps are long."""
    from nghiquyet import UnreadableSource, parse, parse_text

    for path in sorted(corpus.glob("*/source.*")):
        try:
            parse(path)
        except UnreadableSource:  # an extra that is not installed
            continue
    gap = " " * 400
    parse_text(gap.join("1. Giao;Sở Y tế;chủ trì,;phối hợp với;Sở Nội vụ;trước;ngày 30/6/2026.".split(";")))
    parse_text(gap.join("2. Đến năm 2030;thu ngân sách;đạt;8,5%;so với;năm 2020;và;tăng;5 tỷ đồng.".split(";")))
    parse_text("NGHỊ QUYẾT\n1. " + "đến năm 2030 phấn đấu tỷ lệ hộ nghèo còn 3% và giao sở y tế chủ trì " * 120)
    parse_text("Căn cứ " + "nghị quyết số 12-nq/tu ngày 5/5/2020 của tỉnh ủy về phát triển và khoản 1 điều 2 " * 100)


def never_called(seen: dict[Any, Uses]) -> Iterator[Uses]:
    """Yield the constants of modules, and what makers without arguments return, that no text has called."""
    import nghiquyet

    known = {source for source, _, _ in seen}
    for info in pkgutil.walk_packages(nghiquyet.__path__, "nghiquyet."):
        if info.name.startswith(("nghiquyet.lexicon", "nghiquyet.__main__")) or not _importable(info.name):
            continue
        for name, value in list(vars(sys.modules[info.name]).items()):
            if hasattr(value, "cache_info") and not inspect.signature(value).parameters:
                value = value() if "Pattern" in str(inspect.signature(value).return_annotation) else None
            if isinstance(getattr(value, "pattern", None), str | bytes) and value.pattern not in known:
                known.add(value.pattern)
                uses = Uses(_bare(value), f"{info.name}.{name}")
                uses.ways = ways_in(inspect.getsource(sys.modules[info.name]), name)
                yield uses


def ways_in(source: str, name: str) -> set[str]:
    """Return the ways in which *source* calls the pattern *name*; to search and to match where it does not say."""
    called = {found[1] for found in re.finditer(rf"\b{name}(?:\(\))?\.(\w+)\(", source)} & {*METHODS}
    return {"search" if method in SEARCHES else method for method in called} or {"match", "search"}


def _importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:  # an extra that is not installed
        return False
    return True


def _bare(value: Any) -> Any:
    while not isinstance(value, re.Pattern | regex.Pattern):
        value = value._compiled if isinstance(value, Watched) else value._pattern
    return value


def shapes(uses: Uses) -> Iterator[Callable[[int], str]]:
    """Yield the texts of so many letters: fragments repeated, and blanks before, inside and behind its own words."""
    for fragment in FRAGMENTS:
        yield lambda size, fragment=fragment: fragment * (size // len(fragment) + 1)  # type: ignore[misc]
    needed = "x ".join(("", *uses.literals, "x,"))
    for fragment in (" ", "a ", ", ", "- "):
        yield lambda size, fragment=fragment: fragment * (size // len(fragment) + 1) + needed  # type: ignore[misc]
    if words := (uses.words or next(iter(uses.literals), "")).strip():
        first, _, rest = words.partition(" ")
        yield lambda size: " " * size + words + "x"
        yield lambda size: " " * size + "x" + words
        yield lambda size: words + " " * size + "x"
        yield lambda size: first + " " * size + rest
        yield lambda size: words + "\n" * size
        yield lambda size: (words + " ") * (size // len(words) + 1)
        yield lambda size: (words + ", ") * (size // len(words) + 1) + "x"


def cost(uses: Uses, way: str, text: Any) -> float:
    """Return what a pattern costs on a text in one way, in seconds of the processor."""
    if isinstance(uses.compiled.pattern, bytes):
        text = text.encode()
    begun = process_time()
    if way == "search":
        for _ in uses.compiled.finditer(text):
            pass
    else:
        getattr(uses.compiled, way)(text)
    return process_time() - begun


def grows(uses: Uses, way: str, make: Callable[[int], str]) -> bool:
    """Tell whether twice and four times the text take too long. Asked again, the noise of a machine says no once."""
    once, twice, four_times = (min(cost(uses, way, make(n * SHORT)) for _ in range(3)) for n in (1, 2, 4))
    return twice > TWICE * max(once, LEAST) and four_times > FOUR_TIMES * max(once, LEAST)


def slow_on(uses: Uses) -> list[str]:
    """Return the texts, as they begin, on which a pattern takes more than linear time."""
    found = []
    for way in sorted(uses.ways):
        for make in shapes(uses):
            if cost(uses, way, make(4 * SHORT)) < 4 * SHORT * PER_LETTER:
                continue
            if all(grows(uses, way, make) for _ in range(3)):
                found.append(f"{way}: {make(20)[:40]!r}")
                if len(found) > 2:
                    return found
    return found


def main() -> None:
    seen = watch()
    use(Path(sys.argv[1]))
    called = [uses for uses in seen.values() if uses.home != "nghiquyet.lexicon"]
    others = list(never_called(seen))
    slow = {}
    for uses in called + others:
        if found := slow_on(uses):
            slow[str(uses.compiled.pattern)] = {"home": uses.home, "window": uses.window, "on": found}
    print(json.dumps({"called": len(called), "others": len(others), "slow": slow, "spent": process_time()}))


if __name__ == "__main__":
    main()
