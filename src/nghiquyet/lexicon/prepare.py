"""Make what the package ships ready made: ``python -m nghiquyet.lexicon.prepare TEXT...``.

The texts are parsed in a process that begins with nothing kept; what it keeps is put where `kept` looks for it. The
build of a wheel, and of an editable install, runs this (hatch_build.py).
"""

import subprocess
import sys
from pathlib import Path

from .kept import SHIPPED, engines

_PARSE = """
import sys
from pathlib import Path
from nghiquyet import parse
from nghiquyet.lexicon import kept

store = kept.Store(Path(sys.argv[1]))
kept.store = lambda: store
for each in sys.argv[2:]:
    parse(each)
"""


def prepare(texts: list[Path], folder: Path = SHIPPED) -> Path:
    """Return the file in *folder* that holds what parsing *texts* needs; files of other engines are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.pickle"):
        old.unlink()
    target = folder / f"{engines()}.pickle"
    subprocess.run([sys.executable, "-c", _PARSE, str(target), *map(str, texts)], check=True)
    return target


if __name__ == "__main__":
    print(prepare([Path(each) for each in sys.argv[1:]]))
