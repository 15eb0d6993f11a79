"""The options ``--max-...`` of the command line: one for each field of `nghiquyet.Limits`.

They are listed here by hand so that ``nghiquyet --version`` need not load the class; a test holds the two together.
"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .limits import Limits

#: Field of `Limits` -> what its option takes, what it bounds.
OPTIONS: dict[str, tuple[str, str]] = {
    "input_bytes": ("BYTES", "size of a file"),
    "unpacked_bytes": ("BYTES", "all parts of a container, unpacked"),
    "part_bytes": ("BYTES", "one part of a container, unpacked"),
    "ratio": ("N", "growth of a part when it is unpacked"),
    "members": ("N", "parts of a container"),
    "xml_depth": ("N", "elements of XML inside one another"),
    "pages": ("N", "pages of a PDF"),
    "ocr_pages": ("N", "pages read by OCR"),
    "objects": ("N", "objects on all pages of a PDF"),
    "memory_bytes": ("BYTES", "address space of a child process (Linux)"),
    "seconds": ("S", "time of the reader, and of what comes after it"),
    "nodes": ("N", "nodes of the tree"),
    "documents": ("N", "members of a .zip or .tar of documents"),
    "archive_bytes": ("BYTES", "all members of a .zip or .tar of documents, unpacked"),
}
_UNITS = {"K": 10, "M": 20, "G": 30}


def add_limits(command: argparse.ArgumentParser) -> None:
    """Add the options to *command*."""
    group = command.add_argument_group(
        "limits", "what a file may cost; BYTES may end in K, M or G (docs/security.md has the defaults)"
    )
    for name, (takes, bounds) in OPTIONS.items():
        kind = _bytes if takes == "BYTES" else float if takes == "S" else int
        group.add_argument(f"--max-{name.replace('_', '-')}", type=kind, metavar=takes, help=bounds)
    command.set_defaults(limits_error=command.error)


def chosen(options: argparse.Namespace, **defaults: float) -> "Limits":
    """Return the limits that *options* ask for; fields not given are as in *defaults*, else those of the class."""
    from .limits import Limits

    given = {name: value for name in OPTIONS if (value := getattr(options, f"max_{name}", None)) is not None}
    try:
        return Limits(**{**defaults, **given})
    except ValueError as error:
        options.limits_error(str(error))
        raise


def _bytes(text: str) -> int:
    number, unit = (text[:-1], _UNITS[text[-1].upper()]) if text[-1:].upper() in _UNITS else (text, 0)
    try:
        return int(number) << unit
    except ValueError:
        raise argparse.ArgumentTypeError(f"a number of bytes, as 500000, 64M or 2G, not {text!r}") from None
