"""The word tables of the extractors: TOML files of the package, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the rows of ``nghiquyet/data/<name>.toml``."""
    return tomllib.loads((files("nghiquyet") / "data" / f"{name}.toml").read_text("utf-8"))
