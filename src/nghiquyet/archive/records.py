"""The small values that a run, its workers and its manifest exchange. All of them can be pickled and printed."""

from typing import Any

import attrs
from attrs import frozen

from ..limits import Limits

#: The possible outcomes of a document, each with a sentence that explains it.
OUTCOMES: dict[str, str] = {
    "parsed": "a document came out of it",
    "duplicate": "another name has the same content, which is parsed once",
    "unreadable": "a reader refused it on purpose: damaged, encrypted, or no known format",
    "error": "the library raised an exception it should not have raised",
    "timeout": "it went over the limit of time and was ended",
    "memory": "it went over the limit of memory",
    "crashed": "the process that parsed it died: a segmentation fault, an exit, a kill",
    "too-large": "it costs more than a limit allows; the limit is in the reason",
    "vanished": "it was there when the run was planned and could not be opened later",
    "changed": "its content changed while the run was going; the next run takes it up",
    "pending": "not done yet",
    "gone": "no longer among the sources, and removed on request",
}
#: Outcomes that ended, or could have ended, the process; after a second one a document goes into quarantine.
DANGEROUS = ("timeout", "memory", "crashed")
#: Outcomes that are no failures.
GOOD = ("parsed", "duplicate")

PARSER = "nghiquyet:parse"


def failures(counts: dict[str, int]) -> dict[str, int]:
    """Return the failures in *counts*, the numbers of documents by outcome."""
    return {outcome: count for outcome, count in counts.items() if outcome not in (*GOOD, "pending", "gone")}


@frozen
class Item:
    """A document to parse: its name and, if known, the SHA-256 of its content."""

    name: str
    sha256: str = ""


@frozen(kw_only=True)
class Way:
    """How the documents of a run are parsed, in any process.

    Attributes:
        limits: What one document may cost.
        base: The folder that relative names start from.
        parser: "module:function"; it turns a binary file with a name into a `Document`.
    """

    limits: Limits = Limits()  # noqa: RUF009 - frozen
    base: str = "."
    parser: str = PARSER


@frozen(kw_only=True)
class Row:
    """What became of one document: a row of the manifest.

    Attributes:
        name: Where it was found: a path, ``archive.zip!/member``, or a URL.
        sha256: The hash of its content; empty if it could not be read.
        outcome: A key of `OUTCOMES`.
        reason: One line that says why there is no document; empty for "parsed".
        seconds: The time that it took, reading included.
        rules: The version of the rules, see `nghiquyet.archive.rules.rules_version`.
    """

    name: str
    outcome: str
    sha256: str = ""
    reason: str = ""
    seconds: float = 0.0
    rules: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the row as a dictionary, for JSON."""
        return attrs.asdict(self)


def identity(sha256: str) -> str:
    """Return the key of a document in every table: the first 128 bits of its content's SHA-256."""
    return sha256[:32]
