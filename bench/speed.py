#!/usr/bin/env python3
"""How fast a text becomes JSON: MB/s by stage, beside a bare Lark grammar, and whether the cost is linear.

    bench/speed.py [FILE ...] [--quick] [--most 2.4]

Without files it takes the real sample, the other real resolutions beside a checkout where there are some, and corpus/,
which is as dense with numbers as a resolution gets: a fact costs more than a letter. Each document is parsed alone. MB
are of UTF-8. Times are processor time, the best of several runs of each document, added up. The bare grammar is what
Lark alone costs on the same texts: LALR, basic lexer, a token or three a line and a tree, no meaning.
Exit 1 if twice the text costs more than --most times as much, or twice the facts on one line a fifth more than that.
Linear is 2; the rest is headroom for a noisy machine.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

from lark import Lark

from nghiquyet import parse, parse_text

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
#: The stages as `parse_reading` and `find_facts` call them, each with the module where its caller looks for it.
STAGES: tuple[tuple[str, str], ...] = (
    *(("_parse", name) for name in ("clean", "build", "addresses", "view_of")),
    *((f"extract.{room}.find", f"find_{room}") for room in ("metadata", "references", "times", "targets")),
    ("extract.references.provisions", "find_links"),
    ("extract.assignments.find", "find_assignments"),
)
#: Facts without end on one line: what looks over the whole line for each of them shows here.
ENDLESS = {
    "times and amounts": "1. Đến năm 2030 đạt 5%. ",
    "amounts in one sentence": "công nghiệp 5%, ",
    "duties": "Giao Sở Y tế, Sở Tài chính chủ trì, phối hợp với Sở Nội vụ. ",
    "references": "Nghị quyết số 12-NQ/TW ngày 1/2/2020 của Bộ Chính trị, ",
}
BARE_LINES = r"""
start: (line | NEWLINE)*
line: MARKER REST? | REST
MARKER.1: /(?:Điều \d+\.|[IVXLC]+[-.]|\d+(?:\.\d+)*\.|[a-zđ]\)|[-–+•*])(?=\s)/
REST: /\S[^\n]*/
NEWLINE: /\n+/
%ignore /[^\S\n]+/
"""


def clocked(text: str) -> dict[str, float]:
    """Return the seconds of each stage for one parse of *text*, of to_json, and of both together."""
    seconds: dict[str, float] = {}

    def clock(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            start = process_time()
            try:
                return function(*arguments, **named)
            finally:
                seconds[name] = seconds.get(name, 0) + process_time() - start

        return timed

    homes = [(import_module(f"nghiquyet.{module}"), name) for module, name in STAGES]
    kept = [getattr(home, name) for home, name in homes]
    for (home, name), function in zip(homes, kept, strict=True):
        setattr(home, name, clock(name, function))
    try:
        start = process_time()
        document = parse_text(text)
        middle = process_time()
        document.to_json()
        end = process_time()
    finally:
        for (home, name), function in zip(homes, kept, strict=True):
            setattr(home, name, function)
    return {
        **seconds,
        "(between stages)": middle - start - sum(seconds.values()),
        "to_json": end - middle,
        "total": end - start,
    }


def best(text: str, runs: int) -> dict[str, float]:
    """Return the fastest run's figures, by stage."""
    return min((clocked(text) for _ in range(runs)), key=lambda seconds: seconds["total"])


def bare_lark(text: str, runs: int) -> float:
    """Return the seconds that the bare line grammar takes."""
    parser = Lark(BARE_LINES, parser="lalr", lexer="basic")

    def once() -> float:
        start = process_time()
        parser.parse(text)
        return process_time() - start

    return min(once() for _ in range(runs))


def start_up() -> tuple[float, float]:
    """Return the milliseconds of `import nghiquyet` itself and of `nghiquyet --version`, wall time, best of five."""
    from time import perf_counter

    def wall(*arguments: str) -> float:
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        return (perf_counter() - start) * 1000

    bare = min(wall("-c", "pass") for _ in range(5))
    return min(wall("-c", "import nghiquyet") for _ in range(5)) - bare, min(
        wall("-m", "nghiquyet", "--version") for _ in range(5)
    )


def texts(files: list[Path]) -> list[str]:
    """Return the texts to measure on."""
    return [parse(path).text for path in files]


def sets(files: list[Path]) -> dict[str, list[str]]:
    """Return the sets of documents to measure: those named, or the sample, the other real ones, and corpus/."""
    if files:
        return {"the files": texts(files)}
    found = {
        "the real sample": [GOLD / "seed" / "text.txt"],
        "all annotated real resolutions": sorted(GOLD.glob("*/text.txt")),
        "corpus/, dense with numbers": sorted((ROOT / "corpus").glob("*/source.txt")),
    }
    there = {name: texts(paths) for name, paths in found.items() if paths and paths[0].is_file()}
    if not there:
        sys.exit("bench/speed.py: there is no corpus/ here: name files")
    return there


def by_stage(name: str, documents: list[str], runs: int) -> None:
    """Print what each stage takes on a set of documents, and what the bare grammar takes."""
    megabytes = sum(len(text.encode()) for text in documents) / 1e6
    seconds: dict[str, float] = {}
    for text in documents:
        parse_text(text)  # build the grammars first
        for stage, took in best(text, runs).items():
            seconds[stage] = seconds.get(stage, 0) + took
    bare = sum(bare_lark(text, runs) for text in documents)
    print(f"{name}: {len(documents)} documents, {megabytes:.3f} MB, {megabytes / seconds['total']:.2f} MB/s")
    for stage, took in seconds.items():
        share = took / seconds["total"]
        print(f"  {stage:18} {took * 1000:9.1f} ms {megabytes / max(took, 1e-9):10.2f} MB/s {share:7.1%}")
    print(f"  {'bare Lark lines':18} {bare * 1000:9.1f} ms {megabytes / bare:10.2f} MB/s")
    print(f"text to JSON takes {seconds['total'] / bare:.1f} times what the bare line grammar takes")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--quick", action="store_true", help="fewer runs on less text, for CI")
    options.add_argument("--most", type=float, default=2.4, help="what twice the text may cost (default: 2.4)")
    chosen = options.parse_args()
    runs, size = (3, 100_000) if chosen.quick else (5, 400_000)

    measured = sets(chosen.files)
    for name, documents in measured.items():
        by_stage(name, documents, runs)
    imported, version = start_up()
    print(f"import nghiquyet {imported:.0f} ms over bare Python; nghiquyet --version {version:.0f} ms")

    whole = "\n".join(list(measured.values())[-1])
    once = (whole + "\n") * max(1, size // len(whole))
    one, two = best(once, runs), best(once * 2, runs)
    ratio = two["total"] / one["total"]
    print(f"twice the text ({len(once):,} and {len(once) * 2:,} characters) costs {ratio:.2f} times")
    for name, took in one.items():
        if took > 0.02 * one["total"]:
            print(f"  {name:18} {two[name] / took:9.2f} times")
    endless = 0.0
    for name, words in ENDLESS.items():
        one, two = best(words * 4_000, runs), best(words * 8_000, runs)
        grows = two["total"] / one["total"]
        endless = max(endless, grows)
        print(f"twice as many {name} on one line (4,000 and 8,000) cost {grows:.2f} times")
    if ratio > chosen.most or endless > 1.2 * chosen.most:
        print(f"missed: more than {chosen.most} times")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
