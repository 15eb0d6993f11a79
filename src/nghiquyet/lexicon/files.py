"""Where the grammar files are: beside the package in a wheel, at the top of the repository in a checkout."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .kept import kept


@cache
def grammar(name: str) -> str:
    """Return the text of the grammar file *name*, as in ``grammar("block.lark")``."""
    shipped = files("nghiquyet") / "grammars" / name
    if shipped.is_file():
        return shipped.read_text("utf-8")
    return (Path(__file__).parents[3] / "grammars" / name).read_text("utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """Return the rows of ``nghiquyet/data/<name>.toml``."""
    text = (files("nghiquyet") / "data" / f"{name}.toml").read_text("utf-8")
    return kept(lambda: _read(text), "table", text)


def _read(text: str) -> dict[str, Any]:
    import tomllib  # what was kept needs no reader

    return tomllib.loads(text)
