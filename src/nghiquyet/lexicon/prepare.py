"""Make what the package ships ready made: ``python -m nghiquyet.lexicon.prepare TEXT...``.

The texts are parsed in a process that keeps everything in a folder of its own; what was kept is put where `kept` looks
for it. The build of a wheel, and of an editable install, runs this (hatch_build.py).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .kept import SHIPPED, engines

_PARSE = "import sys, nghiquyet\nfor each in sys.argv[1:]:\n    nghiquyet.parse(each).to_json()"


def prepare(texts: list[Path], folder: Path = SHIPPED) -> Path:
    """Return the file in *folder* that holds what parsing *texts* asks for; files of other engines go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.pickle"):
        old.unlink()
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NGHIQUYET_CACHE": cache}
        subprocess.run([sys.executable, "-c", _PARSE, *map(str, texts)], env=environment, check=True)
        (made,) = Path(cache).iterdir()
        target = folder / f"{engines()}.pickle"
        target.write_bytes(made.read_bytes())
    return target


if __name__ == "__main__":
    print(prepare([Path(each) for each in sys.argv[1:]]))
