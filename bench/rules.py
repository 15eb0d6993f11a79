"""In how many documents each rule fires: ``python bench/rules.py [FOLDER...] [--most N] [--words]``.

Reads every .txt file below the folders (by default corpus/, and the real and the annotated documents of ../shared) and
all cases of tests/cases, and runs the tests of the rooms below (`TESTS`). It prints for each pattern of the library, by
module and line, and for each named rule of a grammar in it, in how many documents, cases and tests it matched, and one
test by name where no document and no case has it; a list of words of a table is marked as one. ``--words`` prints the
words of the tables that stand in no document and in no case. What fires nowhere earns nothing. ``--most N`` prints what
fired in at most N documents.

It works from outside: the engines' ``compile`` is replaced before the library is imported, so the library itself has
no counters. A pattern that is only a part of a larger one is counted there; one that both engines read, or several
lines, is counted once. A rule of a grammar is counted once, by its name, for all patterns that are made of the grammar.
"""

import _sre
import argparse
import os
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import regex

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PACKAGE = Path(str(find_spec("nghiquyet").origin)).parent  # type: ignore[union-attr]
#: The tests of the rooms that have patterns. Those that measure time say nothing here and take long, and those of
#: archives and of PDFs run the library in child processes, so the patterns of these rooms are not counted.
NOT_COUNTED = ("archive/", "isolation/", "readers/pdf/")
TESTS = ("address", "export", "extract", "readers", "structure", "test_properties.py")
LEFT_OUT = "not linear and not hostile and not time and not quotas and not many_values"
#: The markers of lines are tried by numbers of groups, not by their names: tests/structure/test_lines.py has each.
BY_NUMBER = "structure/lines.py:"

#: Where a pattern was made, and the name of a rule in it -> the documents and cases in which it matched.
fired: dict[str, set[str]] = defaultdict(set)
sources: dict[str, str] = {}
#: The line that first asked for a pattern, and the lines that ask for lists of words.
first_place: dict[str, str] = {}
lists: set[str] = set()
#: Patterns whose source was read, and those that were tried: the others are parts of larger ones.
parts: set[str] = set()
tried: set[str] = set()
reading = ""


#: A pattern that is one named group: the name says nothing more.
WHOLE = regex.compile(r"(?:\(\?r\))?\(\?P<\w+>(?P<in>(?:[^()\[\]\\]|\\.|\[\^?\]?(?:[^\]\\]|\\.)*+\]|\((?&in)\))*+)\)")


class Counted:
    """A pattern that writes down in which document it matched; in everything else the pattern itself."""

    def __init__(self, pattern: Any, place: str, grammar: str) -> None:
        self._pattern, self._place, self._groups = pattern, place, f"{grammar or place} "

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._pattern, name)
        (parts if name == "pattern" else tried).add(self._place)
        if name in ("match", "search", "fullmatch"):
            return lambda *args, **named: self._note(value(*args, **named))
        if name == "finditer":
            return lambda *args, **named: self._each(value(*args, **named))
        if name in ("sub", "subn", "split", "findall"):
            return lambda *args, **named: self._any(name, value, *args, **named)
        return value

    def _note(self, found: Any) -> Any:
        if found is not None and reading:
            fired[self._place].add(reading)
            for name, words in found.groupdict().items():
                if words is not None and self._groups + name in sources:
                    fired[self._groups + name].add(reading)
        return found

    def _each(self, several: Iterator[Any]) -> Iterator[Any]:
        for found in several:
            yield self._note(found)

    def _any(self, name: str, do: Any, *args: Any, **named: Any) -> Any:
        text = args[1] if name in ("sub", "subn") else args[0]
        if reading:
            self._note(self._pattern.search(text))
        return do(*args, **named)


def counting(module: Any) -> None:
    """Have *module* hand out counted patterns to the library."""
    plain = module.compile

    def compile_counted(source: Any, *args: Any, **named: Any) -> Any:
        frame, grammar, written, is_list = sys._getframe(1), "", source, False
        while "nghiquyet" in frame.f_code.co_filename and "/lexicon/" in frame.f_code.co_filename and frame.f_back:
            if frame.f_code.co_name in ("_load", "phrase_once"):
                grammar = f"grammars/{frame.f_locals['name']}.lark"
            if frame.f_code.co_name == "_simple":
                written = frame.f_locals["source"]  # before it was put into the words of the other engine
            is_list |= frame.f_code.co_name in ("word_list", "finder")
            frame = frame.f_back  # who asked for the pattern, not who compiled it
        here = Path(frame.f_code.co_filename)
        pattern = plain(source, *args, **named)
        if not here.is_relative_to(PACKAGE) or not isinstance(source, str):
            return pattern
        place = first_place.setdefault(written, f"{here.relative_to(PACKAGE)}:{frame.f_lineno}")
        if is_list:
            lists.add(place)
        names = list(pattern.groupindex)
        for name in ("", *names[WHOLE.fullmatch(written) is not None :]):
            row = f"{grammar or place} {name}" if name else place
            sources.setdefault(row, "" if name else source)  # one row for all patterns of a line
            fired[row] |= set()
        return Counted(pattern, place, grammar)

    module.compile = compile_counted


def documents(folders: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every document."""
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            yield f"{path.parent.name}/{path.name}", path.read_text("utf-8", errors="replace")


def cases() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every case."""
    for path in sorted((ROOT / "tests" / "cases").rglob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8")).get("case", ())):
            yield f"case {path.parent.name}/{path.stem} {number}", case["text"]


class Reading:
    """What pytest is asked to do: say which test is run."""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        global reading
        reading = f"test {nodeid}"

    def pytest_runtest_logfinish(self) -> None:
        global reading
        reading = ""


def run_tests() -> None:
    """Run the tests in this process; what they print is not ours."""
    paths = [str(ROOT / "tests" / name) for name in TESTS] + [str(PACKAGE)]
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        failed = pytest.main([*paths, "-q", "-n0", "-p", "no:cacheprovider", "-k", LEFT_OUT], [Reading()])
    if failed:
        print("tests failed: what they reach is not counted whole")


def words_of(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the words of a table, each with the row that it stands in."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for each in data:
            yield from words_of(each, path)
    elif isinstance(data, dict):
        for name, below in data.items():
            if name not in ("doc", "source"):
                yield from words_of(below, f"{path}.{name}")


def print_words(texts: dict[str, str]) -> None:
    """Print the words of the tables that stand in no document and in no case."""
    from nghiquyet.text.folding import fold

    folded = {name: " ".join(fold(text).split()) for name, text in texts.items()}
    everything = "\n".join(folded.values())
    for path in sorted((ROOT / "src" / "nghiquyet" / "data").glob("*.toml")):
        rows: dict[str, list[str]] = defaultdict(list)
        total = 0
        for row, word in words_of(tomllib.loads(path.read_text("utf-8"))):
            total += 1
            if fold(" ".join(word.split())) not in everything:
                rows[row].append(word)
        print(f"\n{path.name}: {sum(map(len, rows.values()))} of {total} words stand in no document and no case")
        for row, absent in rows.items():
            print(f"  {row[1:]}: {', '.join(absent)}")


def print_counts(most: int, read: int) -> None:
    """Print what fired in at most *most* documents of the *read* ones, the rarest first, and the sums."""
    counts = []
    for place, names in fired.items():
        line, _, name = place.partition(" ")
        if line in parts - tried or place.startswith(NOT_COUNTED) or (name and line.startswith(BY_NUMBER)):
            continue
        in_cases, in_tests = (sum(name.startswith(kind) for name in names) for kind in ("case ", "test "))
        counts.append((len(names) - in_cases - in_tests, in_cases, in_tests, place))
    for documents_, in_cases, in_tests, place in sorted(counts):
        if documents_ <= most:
            source = ("words: " if place in lists else "") + " ".join(sources[place].split())[:80]
            by = f"  by {min(fired[place])[5:]!a}" if not documents_ and not in_cases and in_tests else ""
            print(f"{documents_:4} documents {in_cases:4} cases {in_tests:4} tests  {place}  {source}{by}")
    never = [(in_cases, in_tests) for documents_, in_cases, in_tests, _ in counts if not documents_]
    by_test = sum(not in_cases and in_tests > 0 for in_cases, in_tests in never)
    words = sum(place in lists for *_, place in counts)
    print(f"{len(counts) - words} patterns and {words} lists of words in {read} documents; {len(never)} fire in none:")
    print(f"{sum(in_cases > 0 for in_cases, _ in never)} in a case, {by_test} in a test, {never.count((0, 0))} nowhere")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = [ROOT / "corpus", *(SHARED / name for name in ("gold", "gold2", "real/text"))]
    options.add_argument("folders", nargs="*", type=Path, default=usual)
    options.add_argument("--most", type=int, default=10**9, help="print what fired in at most so many documents")
    options.add_argument("--words", action="store_true", help="print the words of the tables that stand nowhere")
    given = options.parse_args()
    for engine in (re, regex, _sre):  # `kept.plain` asks the last one
        counting(engine)
    import nghiquyet
    from nghiquyet.lexicon import kept

    kept.store = lambda: kept.Store(None)  # what is read back never passes `compile`
    texts = dict(documents(given.folders))
    if not texts:
        raise SystemExit("there are no documents here: name a folder")
    global reading
    for name, text in (*texts.items(), *cases()):
        reading = name
        nghiquyet.parse_text(text).to_json()
    reading = ""
    if given.words:
        print_words(texts | dict(cases()))
        return
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    run_tests()
    print_counts(given.most, len(texts))


if __name__ == "__main__":
    main()
