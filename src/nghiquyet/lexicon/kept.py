"""What takes long to make out of grammars and word tables: shipped with the package, or kept in a cache folder.

Compiling the phrase grammars and building Lark's tables costs more than a second of processor time, reading them back
a few hundredths. What is kept is found again by the very words that it was made of: a changed grammar is made anew.
The package ships what was made when it was built (`prepare`), for the engines of that day; what is missing there, since
another version of `regex` is installed, say, is kept in the user's folder. ``NGHIQUYET_CACHE=0`` keeps nothing there,
``NGHIQUYET_CACHE=/a/folder`` names another folder.
"""

import atexit
import hashlib
import logging
import os
import pickle
import re
import sys
import tempfile
from array import array
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import regex

from .. import __version__

_sre: Any = import_module("_sre")
Made = TypeVar("Made")
#: Where the package has what was made when it was built.
SHIPPED = Path(__file__).parents[1] / "data" / "prepared"
_LOG = logging.getLogger("nghiquyet")
#: A file that has grown beyond this holds what old grammars left behind: it is begun anew.
_MOST = 16 * 1024 * 1024


def kept(make: Callable[[], Made], *words: str) -> Made:
    """Return what *make* makes out of *words*: what was made before, if it was.

    The first of *words* says what is made; together they have to determine it. What is made has to be picklable.

    >>> kept(lambda: [1, 2], "doctest", "1 2")
    [1, 2]
    """
    held = store()
    key = hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()
    found = held.entries.get(key)
    if found is not None:
        return pickle.loads(found)  # type: ignore[no-any-return]
    made = make()
    held.add(key, pickle.dumps(made, 5))
    return made


def compiled(source: str, flags: int = regex.VERSION0) -> regex.Pattern[str]:
    """Return the pattern *source* as `regex` compiles it: for patterns that hold whole word tables."""
    return kept(lambda: regex.compile(source, flags), "regex", str(int(flags)), source)


def plain(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern *source* as the standard library compiles it: in no time, if that was done before.

    `re` keeps nothing and its compiler is slow, so this takes the way that the compiler takes into the engine.
    """
    flags = int(flags)
    try:
        code, *rest = kept(lambda: _code(source, flags), "re", str(_sre.MAGIC), str(flags), source)
        return _sre.compile(source, rest[0], list(code), *rest[1:])  # type: ignore[no-any-return]
    except (AttributeError, ImportError, TypeError) as error:  # a Python whose compiler is built in another way
        _LOG.debug("patterns of `re` are not kept: %s", error)
        return re.compile(source, flags)


def _code(source: str, flags: int) -> tuple[Any, ...]:
    """Return what the compiler of `re` gives to its engine: code, flags, number of groups, their names."""
    compiler: Any = import_module("re._compiler")
    tree = compiler._parser.parse(source, flags)
    code = array("I", compiler._code(tree, flags))
    names: list[str | None] = [None] * tree.state.groups
    for name, at in tree.state.groupdict.items():
        names[at] = name
    return code, flags | tree.state.flags, tree.state.groups - 1, tree.state.groupdict, tuple(names)


class Store:
    """What is kept for one version of the engines: pickles by digests, those of the package and those of the user.

    Attributes:
        path: The user's file; None if nothing is kept there.
    """

    def __init__(self, path: Path | None, shipped: Path | None = None) -> None:
        self.path = path
        self.entries: dict[bytes, bytes] = _read(shipped) if shipped else {}
        self.entries |= _read(path, own=True) if path else {}
        self._new: dict[bytes, bytes] = {}

    def add(self, key: bytes, made: bytes) -> None:
        """Keep *made*; the file is written when the process ends."""
        if self.path and not self._new:
            atexit.register(self.write)
        self._new[key] = self.entries[key] = made

    def write(self) -> None:
        """Write the file whole or not at all, with what other processes have written meanwhile."""
        if self.path is None:
            return
        entries = _read(self.path, own=True) | self._new
        if sum(map(len, entries.values())) > _MOST:
            entries = self._new
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
            with os.fdopen(handle, "wb") as file:
                pickle.dump(entries, file, 5)
            os.replace(name, self.path)
        except OSError as error:  # a full disk, a folder that is read-only: the next process makes it all again
            _LOG.debug("nothing was kept in %s: %s", self.path, error)


def _read(path: Path, *, own: bool = False) -> dict[bytes, bytes]:
    """Return what the file holds; nothing if it is missing, no such file, or not the user's *own*."""
    try:
        with path.open("rb") as file:
            if own and hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return {}  # reading a pickle runs what it says
            found = pickle.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError, IndexError) as error:
        _LOG.debug("%s is not read: %s", path, error)
        return {}
    return found if isinstance(found, dict) else {}


@cache
def store() -> Store:
    wish = os.environ.get("NGHIQUYET_CACHE", "")
    folder = None if wish == "0" else Path(wish) if wish else _folder()
    return Store(folder / f"{__version__}-{engines()}.pickle" if folder else None, SHIPPED / f"{engines()}.pickle")


def engines() -> str:
    """Return the versions of the engines for which something is made."""
    return f"py{sys.version_info.major}{sys.version_info.minor}-regex{regex.__version__}-lark{_version_of_lark()}"


def _version_of_lark() -> str:
    """Return the version of Lark without importing it: what was kept needs none."""
    found = find_spec("lark")
    text = Path(found.origin).read_text("utf-8") if found and found.origin else ""
    named = re.search(r"__version__[^\"]*\"([^\"]+)\"", text)
    return named[1] if named else "0"


def _folder() -> Path:
    """Return the folder that the platform has for what can be made again."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "nghiquyet" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "nghiquyet"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "nghiquyet"
