"""Kill an archive run again and again, in every store, and compare what comes out with a run that nobody disturbed.

    python bench/kills.py                                   3,000 documents of about 4 kB, 5 % of them broken
    python bench/kills.py --count 200 --stores sqlite       less

The documents are those of `make_archive.py`, broken in its ten ways; hangs, exits and segmentation faults are done by
the parser of `archive_hostile.py`. For each store there is a quiet run and a wild one. The wild one is killed (SIGKILL)
as often as --kills says, at random moments, the last time while it publishes; while it runs, one of its workers is
killed every --every seconds on average. The rows of every table and of the manifest have to be the same. Linux only.
"""

import argparse
import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import make_archive
from nghiquyet.archive import query
from nghiquyet.archive.tables import TABLES

STORES = ("jsonl", "parquet", "sqlite", "duckdb")
_BATCH = """
import sys; sys.path[:0] = sys.argv[4:]
from nghiquyet.archive import Limits, batch
batch(["in"], sys.argv[2], base=sys.argv[1], workers=2, parser="archive_hostile:parse_hostile",
      limits=Limits(seconds=float(sys.argv[3]), input_bytes=1_000_000))
"""


def start(base: Path, out: Path, seconds: float) -> "subprocess.Popen[bytes]":
    """Start a run in a process of its own."""
    command = [sys.executable, "-c", _BATCH, str(base), str(out), str(seconds), str(Path(__file__).parent), *sys.path]
    return subprocess.Popen(command)


def rows(out: Path) -> dict[str, list[str]]:
    """Return every row of every table, and what the manifest says apart from times of work, sorted."""
    if out.suffix == ".jsonl":
        told = out.with_name(out.name + ".manifest.jsonl").read_text("utf-8").splitlines()
        wanted = ('"name"', '"sha256"', '"outcome"', '"same_as"')
        manifest = [", ".join(part for part in line.split(", ") if part.strip("{").startswith(wanted)) for line in told]
        return {"documents": sorted(out.read_text("utf-8").splitlines()), "manifest": sorted(manifest)}
    found = {table: sorted(map(repr, query(out, f'SELECT * FROM "{table}"'))) for table in TABLES}
    asked = "SELECT name, sha256, outcome, same_as FROM manifest"
    return {**found, "manifest": sorted(map(repr, query(out, asked)))}


def digest(found: dict[str, list[str]]) -> str:
    """Return a hash of such rows."""
    total = hashlib.sha256()
    for table in sorted(found):
        total.update("\n".join([table, *found[table], ""]).encode())
    return total.hexdigest()[:16]


def leaves(pid: int) -> list[int]:
    """Return the processes below *pid* that have none below themselves."""
    found, todo = [], [pid]
    while todo:
        above = todo.pop()
        below = [int(c) for t in Path(f"/proc/{above}/task").glob("*/children") for c in t.read_text().split()]
        todo += below
        if not below and above != pid:
            found.append(above)
    return found


def publishing(out: Path) -> bool:
    """Tell whether a run has begun to write its archive."""
    return any(path.name.lstrip(".").startswith(out.name) and path.suffix != ".run" for path in out.parent.iterdir())


def disturb(run: "subprocess.Popen[bytes]", until: float, out: Path | None, dice: random.Random, every: float) -> int:
    """Kill workers of *run* until the moment *until*, or until it publishes *out*; return how many."""
    shot, last = 0, time.monotonic() + every
    while run.poll() is None and (not publishing(out) if out else time.monotonic() < until):
        time.sleep(0.02)
        if time.monotonic() < last:
            continue
        last = time.monotonic() + every * dice.uniform(0.5, 1.5)
        with contextlib.suppress(OSError, IndexError):
            os.kill(dice.choice(leaves(run.pid)), signal.SIGKILL)
            shot += 1
    return shot


def one_store(folder: Path, store: str, options: argparse.Namespace) -> bool:
    """Compare a quiet and a wild run into one store; tell whether they are the same."""
    dice = random.Random(f"{options.seed}/{store}")
    quiet, wild = folder / "quiet" / f"a.{store}", folder / "wild" / f"a.{store}"
    for out in (quiet, wild):
        out.parent.mkdir(exist_ok=True)
    begun = time.monotonic()
    if start(folder, quiet, options.seconds).wait():
        raise SystemExit(f"{store}: the quiet run failed")
    calm = time.monotonic() - begun
    begun, shot, ended = time.monotonic(), 0, []
    for attempt in range(1, options.kills + 1):
        run = start(folder, wild, options.seconds)
        last = attempt == options.kills
        until = time.monotonic() + calm * dice.uniform(0.1, 0.9 / options.kills)
        shot += disturb(run, until, wild if last else None, dice, options.every)
        time.sleep(dice.uniform(0, 0.5) if last else 0)
        run.kill()
        ended.append(run.wait() == -signal.SIGKILL)
    run = start(folder, wild, options.seconds)
    shot += disturb(run, time.monotonic() + 24 * 3600, None, dice, options.every)
    code = run.wait()
    one, other = rows(quiet), rows(wild)
    same = code == 0 and one == other and len(other["manifest"]) == options.count
    print(
        f"| {store} | {calm:.0f} s | {time.monotonic() - begun:.0f} s | {sum(ended)} | {shot} | "
        f"{len(other['documents'])} of {len(other['manifest'])} | {digest(one)} | {digest(other)} | "
        f"{'yes' if same else 'NO'} |", flush=True,
    )  # fmt: skip
    for table in () if same else one:
        lost, more = set(one[table]) - set(other[table]), set(other[table]) - set(one[table])
        print(f"  {table}: {len(one[table])}, {len(other[table])}: {sorted(lost)[:2]} {sorted(more)[:2]}"[:900])
    return same


def main() -> None:
    """Take the arguments, make the documents, run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=3000, help="documents (3000)")
    parser.add_argument("--broken", type=float, default=0.05, help="share of broken ones (0.05)")
    parser.add_argument("--size", type=int, default=4000, help="bytes of a document, about (4000)")
    parser.add_argument("--stores", nargs="+", choices=STORES, default=STORES)
    parser.add_argument("--kills", type=int, default=3, help="times the run is killed (3)")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between kills of workers (5)")
    parser.add_argument("--seconds", type=float, default=5.0, help="seconds a document may take (5)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make_archive.SIZE = options.size
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = make_archive.make_archive(folder / "in", options.count, seed=options.seed, broken=options.broken)
        print(f"{options.count} files, {len(told['broken'])} broken, {len(told['copies'])} copies")
        print("| store | quiet | wild | runs killed | workers killed | documents | quiet rows | wild rows | same |")
        print("|---|---|---|---|---|---|---|---|---|", flush=True)
        good = [one_store(folder, store, options) for store in options.stores]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
