"""LibreOffice as a reader of last resort: it turns what it knows into .docx, which our own walk then reads.

Every start has a profile of its own in a temporary folder, so it neither meets a running LibreOffice nor its user's
settings; macros are off, links are not followed, and a time limit ends the whole group of processes.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..errors import UnreadableSource
from ..limits import in_force, more_time

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Return the path of LibreOffice on this machine, None if it is not installed."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_docx(data: bytes, name: str, suffix: str) -> bytes:
    """Return *data*, a file of the kind *suffix* (".doc"), as a .docx made by LibreOffice.

    Raises:
        UnreadableSource: LibreOffice is not installed, took too long, or could not read the file.
    """
    made = many_to_docx([(data, suffix)], name)[0]
    if made is None:
        raise UnreadableSource(name, "LibreOffice cannot read this file")
    return made


def many_to_docx(files: Sequence[tuple[bytes, str]], name: str = "files") -> list[bytes | None]:
    """Return *files*, pairs of bytes and suffix, as .docx, all with one start; None where LibreOffice failed."""
    return convert(files, "docx:MS Word 2007 XML", name)


def convert(files: Sequence[tuple[bytes, str]], target: str, name: str = "files") -> list[bytes | None]:
    """Convert *files* to *target*, a LibreOffice filter such as "docx:MS Word 2007 XML" or "pdf", with one start."""
    soffice = program()
    if soffice is None:
        raise UnreadableSource(name, "LibreOffice is needed and is not installed")
    with tempfile.TemporaryDirectory(prefix="nghiquyet-") as folder:
        home = Path(folder)
        (home / "in").mkdir()
        (home / "out").mkdir()
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        inputs = []
        for number, (data, suffix) in enumerate(files):
            path = home / "in" / f"{number}{suffix}"
            path.write_bytes(data)
            inputs.append(str(path))
        command = [
            soffice, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--convert-to", target, "--outdir", str(home / "out"), *inputs,
        ]  # fmt: skip
        _run(command, in_force().seconds * (1 + len(files)), home, name)
        ending = target.split(":")[0]
        made = [home / "out" / f"{number}.{ending}" for number in range(len(files))]
        return [path.read_bytes() if path.is_file() and path.stat().st_size else None for path in made]


def _run(command: list[str], seconds: float, home: Path, name: str) -> None:
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home)}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
        more_time()
    except subprocess.TimeoutExpired as error:
        raise in_force().exceeded("seconds", name, f"LibreOffice did not finish in {seconds:g} seconds") from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program and its children: soffice is a script that starts the real one."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
