"""The documents that tests share: where they are, each parsed once a session."""

import os
from functools import cache
from pathlib import Path

import nghiquyet
from nghiquyet import Document
from nghiquyet.layout import Reading
from nghiquyet.readers import read

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
#: Real and annotated documents that may stand beside a checkout.
SHARED = ROOT.parent / "shared"
BINARY = sorted(SHARED.glob("real/binary/*"))
REAL = sorted(SHARED.glob("real/text/*.txt"))
GOLD = sorted(SHARED.glob("gold/*/text.txt"))
#: Some of them; with NGHIQUYET_ALL=1 all, which takes minutes.
SAMPLE = [*REAL, *GOLD, *sorted(SHARED.glob("gold2/*/text.txt"))][:: 1 if os.environ.get("NGHIQUYET_ALL") else 18]


@cache
def parsed(path: Path) -> Document:
    """Return the document of a file."""
    return nghiquyet.parse(path)


@cache
def reading(path: Path) -> Reading:
    """Return what the reader of its format makes of a file."""
    return read(path)
