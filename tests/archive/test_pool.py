"""The pool: whatever a document does to its process, it gets one row, and the others get theirs."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nghiquyet.archive import Limits, Way, parse_archive, process_shard
from nghiquyet.isolation.launch import Spawner, Template
from nghiquyet.isolation.worker import Died, Worker

HOSTILE = "archive_parsers:hostile"
LIMITS = Limits(seconds=4, memory_bytes=300 << 20, input_bytes=100_000)


def folder(tmp_path: Path, **texts: str) -> list[str]:
    """Write documents and return their names."""
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return [f"{name}.txt" for name in texts]


def test_every_death_is_one_row(tmp_path: Path) -> None:
    """A segmentation fault, a hang, an exit, a kill, a hoard and a bug are one row each, with a reason that helps."""
    names = folder(
        tmp_path, a="NGHỊ QUYẾT", b="SEGFAULT", c="HANG", d="NGHỊ QUYẾT 2", e="EXIT", f="MEMORY", g="RAISE", h="REFUSE",
        i="KILL", j="PRINT", k="NGHỊ QUYẾT 3", l="x" * 200_000,
    )  # fmt: skip
    names.append("none.txt")
    rows = process_shard(names, tmp_path / "part.jsonl", Way(base=str(tmp_path), parser=HOSTILE, limits=LIMITS))
    told = {row.name[0]: row for row in rows}
    assert {name: row.outcome for name, row in told.items()} == {
        "a": "parsed", "b": "crashed", "c": "timeout", "d": "parsed", "e": "crashed", "f": "memory", "g": "error",
        "h": "unreadable", "i": "crashed", "j": "parsed", "k": "parsed", "l": "too-large", "n": "vanished",
    }  # fmt: skip
    assert "SIGSEGV" in told["b"].reason
    assert re.search(r"archive_parsers.py:\d+ in hostile", told["c"].reason)
    assert "status 7" in told["e"].reason
    assert "ZeroDivisionError: a mistake of ours" in told["g"].reason
    assert told["h"].reason == "no resolution"
    assert "SIGKILL" in told["i"].reason
    assert len((tmp_path / "part.jsonl").read_bytes().splitlines()) == 4


def test_results_come_in_order_and_hold_documents(tmp_path: Path) -> None:
    """`parse_archive` yields documents and failures in the order of the sources."""
    folder(tmp_path, a="NGHỊ QUYẾT", b="SEGFAULT", c="NGHỊ QUYẾT", d="RAISE")
    results = list(parse_archive(["*.txt", "gone"], base=str(tmp_path), parser=HOSTILE, limits=LIMITS, workers=2))
    assert [(r.name, r.row.outcome, r.ok) for r in results] == [
        ("a.txt", "parsed", True), ("b.txt", "crashed", False), ("c.txt", "parsed", True), ("d.txt", "error", False),
        ("gone", "unreadable", False),
    ]  # fmt: skip
    assert results[0].document is not None
    assert results[0].document.source.name == "a.txt"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_results_can_be_left_early(tmp_path: Path) -> None:
    """A caller that stops listening leaves no worker behind, though they hang."""
    before = set(below(os.getpid()))
    folder(tmp_path, **{f"d{n}": "HANG" if n else "NGHỊ QUYẾT" for n in range(8)})
    results = parse_archive(tmp_path, parser=HOSTILE, workers=2)
    assert next(results).ok
    assert set(below(os.getpid())) > before
    results.close()
    assert set(below(os.getpid())) <= before


@pytest.mark.parametrize("starter", [Spawner, Template] if hasattr(os, "fork") else [Spawner])
def test_a_worker_comes_back_after_a_death(starter: type) -> None:
    """Both ways to start a child serve calls, raise what the call raised, and start again after a death."""
    with Worker() as worker:
        worker._launcher = starter("")
        assert worker.call(os.path.join, (20, 0), "a", "b") == "a/b"
        first = worker.pid
        with pytest.raises(ZeroDivisionError):
            worker.call(divmod, (20, 0), 1, 0)
        assert worker.pid == first
        with pytest.raises(Died, match="status 3"):
            worker.call(os._exit, (20, 0), 3)
        assert worker.call(os.getpid, (20, 0)) == worker.pid != first


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    """kill -9 of the run takes its workers along, also one that hangs."""
    folder(tmp_path, a="HANG")
    script = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from nghiquyet.archive import parse_archive\n"
        f"list(parse_archive(sys.argv[1], parser='{HOSTILE}', workers=1))"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), *sys.path])
    try:
        deadline = time.monotonic() + 300
        while len(family := below(parent.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(family) == 2
    finally:
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 300
    while any(alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in family)


def below(pid: int) -> list[int]:
    """Return the ids of the processes below *pid*."""
    found, todo = [], [pid]
    while todo:
        above = todo.pop()
        for tasks in Path(f"/proc/{above}/task").glob("*/children"):
            more = [int(child) for child in tasks.read_text().split()]
            found += more
            todo += more
    return found


def alive(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def nested(path: str) -> list[str]:
    """In a process of a pool: use a pool below it."""
    return [result.row.outcome for result in parse_archive(path, parser=HOSTILE, workers=1)]


def test_works_inside_a_pool_of_the_caller(tmp_path: Path) -> None:
    """The daemonic workers of multiprocessing.Pool, which may have no children of that library, can use it."""
    from multiprocessing import get_context

    folder(tmp_path, a="NGHỊ QUYẾT", b="EXIT")
    with get_context("spawn").Pool(1) as pool:
        assert pool.map(nested, [str(tmp_path)]) == [["parsed", "crashed"]]
