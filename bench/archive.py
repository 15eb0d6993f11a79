"""Measure archives: two workers against one, memory of the run, Dask, and queries.

    python bench/archive.py scale --count 400
    python bench/archive.py memory --counts 200 2000
    python bench/archive.py dask --count 400
    python bench/archive.py queries --rows 1000000

Each makes its own archive in a temporary folder. Times are of a shared machine as it is: look at ratios.
"""

import argparse
import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make_archive import WORDS, make_archive
from nghiquyet.archive import Limits, batch, query
from nghiquyet.document import LAYERS

OPTIONS = {"parser": "archive_hostile:parse_hostile", "limits": Limits(seconds=4, input_bytes=1_000_000)}
_BATCH = """
import sys, time; sys.path[:0] = sys.argv[4:]
from nghiquyet.archive import Limits, batch
begun = time.perf_counter()
batch(["in"], sys.argv[2], base=sys.argv[1], workers=int(sys.argv[3]), parser="archive_hostile:parse_hostile",
      limits=Limits(seconds=4, input_bytes=1_000_000))
took = time.perf_counter() - begun
try:
    import resource
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = sum(usage.ru_utime + usage.ru_stime for usage in (own, below)) / took / int(sys.argv[3])
    print(f"peak of the parent {own.ru_maxrss // 1024} MB, processors busy {busy:.0%} of workers x time")
except ImportError:
    print("no figures of memory on this system")
"""


def start(base: Path, out: Path, workers: int) -> "subprocess.Popen[str]":
    """Start a run in a process of its own."""
    command = [sys.executable, "-c", _BATCH, str(base), str(out), str(workers), str(Path(__file__).parent), *sys.path]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def digest(out: Path) -> str:
    """Return a hash of every row of every table, times of work aside."""
    total = hashlib.sha256()
    for table in ("documents", "nodes", *LAYERS, "diagnostics"):
        for row in query(out, f'SELECT md5(t::VARCHAR) AS m FROM "{table}" AS t ORDER BY m'):
            total.update(row[0].encode())
    for row in query(out, "SELECT name, sha256, outcome, same_as FROM manifest ORDER BY name"):
        total.update(repr(row).encode())
    return total.hexdigest()[:16]


def accounted(out: Path, told: dict[str, dict[str, str]], count: int) -> str:
    """Compare the manifest with what the generator says and return one line."""
    rows = {name.removeprefix("in/"): outcome for name, outcome in query(out, "SELECT name, outcome FROM manifest")}
    broken = {name: rows.get(name, "MISSING") for name in told["broken"]}
    kinds = sorted({(kind, broken[name]) for name, kind in told["broken"].items()})
    # Empty files are copies of each other: the first is unreadable, the others duplicates of it.
    wrong = [
        name for name, outcome in rows.items()
        if (outcome in ("parsed", "duplicate")) == (name in told["broken"])
        and not (outcome == "duplicate" and told["broken"].get(name) == "empty")
    ]  # fmt: skip
    copies = sum(outcome == "duplicate" for outcome in rows.values())
    return (
        f"{len(rows)} of {count} in the manifest; {len(broken)} broken files: "
        + ", ".join(f"{kind}: {outcome}" for kind, outcome in kinds)
        + f"; {copies} duplicates, {len(told['copies'])} of them copies; {len(wrong)} with an unexpected outcome"
        + "".join(f" {name}" for name in wrong[:5])
    )


def scale(folder: Path, count: int) -> None:
    """Compare the rates of one and of two workers, on the same documents without broken ones, alternating."""
    make_archive(folder / "in", count, broken=0)
    took: dict[int, list[float]] = {1: [], 2: []}
    for attempt in range(2):
        for workers in (1, 2):
            out = folder / f"{workers}-{attempt}.parquet"
            begun = time.perf_counter()
            said, _ = start(folder, out, workers).communicate()
            took[workers].append(time.perf_counter() - begun)
            parse = query(out, "SELECT sum(seconds) FROM manifest").rows[0][0]
            print(f"{workers} workers: {took[workers][-1]:.1f} s, of it {parse / workers:.1f} s of parsing each;"
                  f" load {os.getloadavg()[0]:.1f}, {said.strip()}", flush=True)  # fmt: skip
    print(f"ratio of the best: {min(took[1]) / min(took[2]):.2f}")


def memory(folder: Path, counts: list[int]) -> None:
    """Tell the peak memory of the process that runs a small and a large archive."""
    for count in counts:
        base = folder / str(count)
        make_archive(base / "in", count)
        begun = time.perf_counter()
        run = start(base, base / "out.parquet", 2)
        said, _ = run.communicate()
        print(f"{count} files: {time.perf_counter() - begun:.0f} s, {said.strip()}", flush=True)


def compare(one: Path, other: Path) -> None:
    """Tell whether two archives say the same."""
    hashes = digest(one), digest(other)
    print(f"hashes {hashes[0]} {hashes[1]}, same: {hashes[0] == hashes[1]}", flush=True)


_CLIENT = """
import sys; sys.path[:0] = sys.argv[4:]
from nghiquyet.archive import Limits, batch
from nghiquyet.archive.dask import dask_engine
batch(["in"], sys.argv[2], base=sys.argv[1], engine=dask_engine(sys.argv[3]),
      parser="archive_hostile:parse_hostile", limits=Limits(seconds=4, input_bytes=1_000_000))
"""


def dask(folder: Path, count: int) -> None:
    """Run on a scheduler and two workers, again with a worker and the client killed; compare with a local run."""
    told = make_archive(folder / "in", count)
    here, calm, there = folder / "local.parquet", folder / "calm.parquet", folder / "dask.parquet"
    begun = time.perf_counter()
    start(folder, here, 2).wait()
    print(f"local: {time.perf_counter() - begun:.0f} s", flush=True)
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    port = 18786 + os.getpid() % 1000
    address = f"tcp://127.0.0.1:{port}"
    quiet = subprocess.DEVNULL
    options = {"env": environment, "stdout": quiet, "stderr": quiet, "start_new_session": True}
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port),
                 "--no-dashboard"]  # fmt: skip
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard",
              "--local-directory", str(folder / "scratch")]  # fmt: skip
    cluster = [subprocess.Popen(command, **options) for command in (scheduler, worker, worker)]

    def client(out: Path) -> list[str]:
        return [sys.executable, "-c", _CLIENT, str(folder), str(out), address, str(Path(__file__).parent), *sys.path]

    try:
        begun = time.perf_counter()
        subprocess.run(client(calm), check=True)
        print(f"dask, nothing killed: {time.perf_counter() - begun:.0f} s", flush=True)
        begun = time.perf_counter()
        first = subprocess.Popen(client(there))
        parts = folder / "dask.parquet.run" / "parts"
        shards = wait_for(parts, 3, first)
        os.killpg(cluster[1].pid, signal.SIGKILL)
        print(f"one worker killed after {shards} parts", flush=True)
        shards = wait_for(parts, shards + 4, first)
        first.kill()
        first.wait()
        print(f"client killed after {shards} parts", flush=True)
        second = subprocess.run(client(there))
        print(f"dask, one worker killed, client killed and run again: {time.perf_counter() - begun:.0f} s, "
              f"client's exit {second.returncode}")  # fmt: skip
    finally:
        for process in cluster:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    print(accounted(there, told, count))
    compare(here, calm)
    compare(here, there)


def wait_for(parts: Path, count: int, client: "subprocess.Popen[bytes]") -> int:
    """Wait until there are *count* finished parts, and return how many there are."""
    while client.poll() is None:
        found = len(list(parts.glob("*.parquet.rows"))) if parts.exists() else 0
        if found >= count:
            return found
        time.sleep(0.1)
    raise SystemExit("the client ended before it could be killed: make the archive larger")


def queries(folder: Path, rows: int) -> None:
    """Time the ready views on a Parquet archive with *rows* targets, and as many times, references and duties."""
    import duckdb

    out = folder / "big.parquet"
    from nghiquyet.archive.stores.part_tables import arrow_schema
    from nghiquyet.archive.tables import TABLES

    make_archive(folder / "in", 200, broken=0)
    small = folder / "small.parquet"
    batch(["in"], small, base=str(folder), **OPTIONS)
    connection = duckdb.connect()
    places = ", ".join(f"'{name}'" for name in WORDS["provinces"])
    found = query(small, "SELECT count(*) FROM targets").rows[0][0]
    times = -(-rows // found)
    for table in TABLES:
        (out / table).mkdir(parents=True)
        names = arrow_schema(TABLES[table]).names
        # Copies under other keys and provinces: the facts themselves are what the parser found.
        told = {"document": "md5(document || k.k)", "province": f"([{places}])[1 + (hash(document, k.k) % 12)::INT]"}
        columns = ", ".join(f'{told.get(name, chr(34) + name + chr(34))} AS "{name}"' for name in names)
        for part in range(20):
            low, high = part * times // 20, (part + 1) * times // 20
            # Nodes and the rest grow with the targets; a row is a row.
            connection.execute(
                f"COPY (SELECT {columns} FROM read_parquet('{small}/{table}/*.parquet'), range({low}, {high}) k(k)) "
                f"TO '{out}/{table}/{part:02}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )
    counts = {table: query(out, f'SELECT count(*) FROM "{table}"').rows[0][0] for table in TABLES}
    size = sum(path.stat().st_size for path in out.rglob("*.parquet")) >> 20
    print(f"{counts}, {size} MB")
    number = query(out, "SELECT number FROM citations WHERE number IS NOT NULL LIMIT 1").rows
    asked = {
        "indicators": "SELECT province, year, avg(high) FROM indicators WHERE key = 'poverty-rate' GROUP BY ALL",
        "due_before": "SELECT province, count(*) FROM due_before('2022-01-01') GROUP BY ALL",
        "duties_of": "SELECT province, role, count(*) FROM duties_of('so y te') GROUP BY ALL",
        "citing": f"SELECT count(DISTINCT document) FROM citing('{number[0][0] if number else '1/NQ-CP'}')",
        "find_text": "SELECT count(DISTINCT document) FROM find_text('giam ngheo')",
    }
    for view, sql in asked.items():
        spent = []
        for _ in range(3):
            begun = time.perf_counter()
            answer = query(out, sql)
            spent.append(time.perf_counter() - begun)
        best, worst = min(spent) * 1000, max(spent) * 1000
        print(f"{view}: {best:.0f} ms (worst {worst:.0f}), {len(answer)} rows, such as {answer.rows[0]}", flush=True)


def main() -> None:
    """Take the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["scale", "memory", "dask", "queries"])
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--counts", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.what == "memory":
            memory(folder, arguments.counts)
        elif arguments.what == "queries":
            queries(folder, arguments.rows)
        else:
            {"scale": scale, "dask": dask}[arguments.what](folder, arguments.count)


if __name__ == "__main__":
    main()
