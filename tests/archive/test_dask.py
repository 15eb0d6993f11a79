"""Dask: scheduler and workers as separate processes, a worker killed, the client killed and run again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_runs import SLOW, digest, outcomes, run, source

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="kills process groups")

_CLIENT = (
    "import sys; sys.path[:0] = sys.argv[4:]\n"
    "from nghiquyet.archive import batch\n"
    "from nghiquyet.archive.dask import dask_engine\n"
    f"batch(['in'], sys.argv[2], base=sys.argv[1], engine=dask_engine(sys.argv[3]), parser={SLOW!r}, shard_size=3)"
)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """Start a scheduler and two workers on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    path = os.pathsep.join([*sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    python = [sys.executable, "-m"]
    scheduler = [*python, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = [*python, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    worker += ["--local-directory", str(tmp_path / "scratch")]
    started = []
    for command in (scheduler, worker, worker):
        quiet = subprocess.DEVNULL
        started.append(subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True))
    yield address, started
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_lost_worker_and_a_lost_client_change_nothing(
    tmp_path: Path, cluster: tuple[str, list["subprocess.Popen[bytes]"]]
) -> None:
    """The archive made on a cluster that loses a worker and the client is that of a quiet local run."""
    address, processes = cluster
    folder = source(tmp_path, 60)
    (folder / "005.txt").write_text("")
    quiet, wild = tmp_path / "quiet" / "a.jsonl", tmp_path / "wild" / "a.jsonl"
    quiet.parent.mkdir()
    wild.parent.mkdir()
    run(quiet, ["in"], tmp_path)
    command = [sys.executable, "-c", _CLIENT, str(tmp_path), str(wild), address, *sys.path]
    first = subprocess.Popen(command)
    parts = wild.with_name("a.jsonl.run") / "parts"

    def wait(count: int) -> None:
        end = time.monotonic() + 120
        while first.poll() is None and time.monotonic() < end:
            if parts.exists() and len(list(parts.glob("*.rows"))) >= count:
                return
            time.sleep(0.05)
        pytest.fail("the client did not get so far")

    wait(3)
    os.killpg(processes[1].pid, signal.SIGKILL)
    wait(6)
    first.kill()
    first.wait()
    assert not wild.exists()
    assert subprocess.run(command, timeout=300).returncode == 0
    assert len(outcomes(wild)) == 60
    assert digest(wild) == digest(quiet)
