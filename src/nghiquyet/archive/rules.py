"""The version of the rules behind a result: the library's version and a hash of all that determines what it finds."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from .. import __version__

# Code that transports documents and cannot change what is found in one.
_INDIFFERENT = (
    "archive", "isolation", "cli.py", "cli_export.py", "completion.py", "cli", "limit_options.py", "__pycache__",
)  # fmt: skip
_DECIDING = (".py", ".lark", ".toml", ".json")


@cache
def rules_version() -> str:
    """Return the version of the rules, as in "0.1.0+9f86d081884c".

    Two installations with the same version find the same facts in the same text (third-party readers aside). It changes
    with any line of the code, the grammars, the word tables, or the columns of the archive's own tables.
    """
    package = Path(str(files("nghiquyet")))
    roots = [package] if (package / "grammars").is_dir() else [package, package.parents[1] / "grammars"]
    digest = hashlib.sha256()
    found = {path.relative_to(root).as_posix(): path for root in roots for path in root.rglob("*")}
    for name in sorted(found):
        parts = name.split("/")
        if name != "archive/tables.py" and any(part in _INDIFFERENT for part in parts):
            continue
        if found[name].suffix in _DECIDING:
            digest.update(name.removeprefix("grammars/").encode() + b"\0" + found[name].read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
