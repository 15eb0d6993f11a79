"""The command line, run in this process: what it prints where, and its exit code."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from nghiquyet.cli import main

#: Settings of whoever runs the tests that must not change what is printed.
_OURS = ("COLUMNS", "NO_COLOR", "PYTHONUTF8")


def run(
    *arguments: str | Path, data: bytes = b"", folder: Path | None = None, **settings: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line here, with streams as a pipe in the locale C gives them."""
    streams = [io.TextIOWrapper(io.BytesIO(each), encoding="ascii") for each in (data, b"", b"")]
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    with (
        contextlib.chdir(folder or Path.cwd()),
        mock.patch.dict(os.environ, kept | settings, clear=True),
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
    ):
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
    for stream in streams[1:]:
        stream.flush()
    out, errors = (stream.buffer.getvalue() for stream in streams[1:])  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, code, out, errors)
